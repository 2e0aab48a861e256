/// Quantiles of numbers that come in batches, by merging summaries: Keras's algorithm for `Discretization`.
///
/// A summary has values with weights, the number of numbers up to each since the one before. A batch is
/// summarized by every k-th of its sorted numbers; summaries are merged by sorting, and brought back to 1/ε
/// values by interpolating between their cumulated weights. Keras computes in single precision with NumPy,
/// and so does `QuantileSummary<Float>`. Values of different weights that are equal keep their order, where
/// NumPy's sort may swap them.
public struct QuantileSummary<Number: BinaryFloatingPoint & Sendable>: Sendable, Equatable {
  /// Ascending.
  public private(set) var values: [Number] = []
  /// How many numbers each value stands for.
  public private(set) var weights: [Number] = []

  /// Of no numbers.
  public init() {}

  private init(_ values: [Number], _ weights: [Number]) {
    self.values = values
    self.weights = weights
  }

  /// Adds a batch of numbers.
  ///
  /// - Parameters:
  ///   - batch: The numbers in any order, none of them NaN.
  ///   - epsilon: The share of numbers that a quantile may be wrong by, above 0 and at most 1.
  public mutating func add(_ batch: [Number], epsilon: Double) {
    let ordered = batch.sorted()
    let places = Self.places(count: batch.count, epsilon: epsilon)
    add(ordered: places.map { ordered[$0] }, count: batch.count, epsilon: epsilon)
  }

  /// How many numbers of a batch each number that is taken from it stands for.
  private static func step(count: Int, epsilon: Double) -> Double { max(Double(count) / (1 / epsilon), 1) }

  /// The places, in the ascending order of a batch, of the numbers that are taken from it.
  static func places(count: Int, epsilon: Double) -> [Int] {
    let step = step(count: count, epsilon: epsilon)
    return Array(stride(from: Int(step - 1), to: count, by: Int(step)))
  }

  /// Adds a batch of which only the numbers at its ``places(count:epsilon:)`` are known.
  mutating func add(ordered taken: [Number], count: Int, epsilon: Double) {
    guard count > 0 else { return }
    let step = Self.step(count: count, epsilon: epsilon)
    let all = zip(taken + values, Array(repeating: Number(step), count: taken.count) + weights)
    // `sorted` is stable.
    let merged = all.sorted { $0.0 < $1.0 }
    self = QuantileSummary(merged.map(\.0), merged.map(\.1)).compressed(epsilon)
  }

  /// The boundaries that divide the numbers into bins of about the same size.
  ///
  /// - Parameter binCount: The number of bins, at least 1.
  /// - Returns: Ascending numbers; fewer than wanted if there are few numbers.
  public func boundaries(binCount: Int) -> [Number] {
    Array(compressed(1 / Double(binCount)).values.dropLast())
  }

  private func compressed(_ epsilon: Double) -> QuantileSummary {
    guard !values.isEmpty, Double(values.count) * epsilon >= 1 else { return self }
    var cumulated: [Number] = []
    var sum: Number = 0
    for weight in weights {
      sum += weight
      cumulated.append(sum)
    }
    let shares = cumulated.map { Double($0 / sum) }
    let count = Int((1 / epsilon).rounded(.up))
    let places = (0..<count).map { epsilon + Double($0) * epsilon }
    let newValues = Self.interpolate(at: places, shares, values.map { Double($0) })
    let newSums = Self.interpolate(at: places, shares, cumulated.map { Double($0) })
    let newWeights = newSums.indices.map { Number(newSums[$0] - ($0 > 0 ? newSums[$0 - 1] : 0)) }
    return QuantileSummary(newValues.map { Number($0) }, newWeights)
  }

  /// Values of the line through points, of which it keeps the first before and the last behind them; NumPy's
  /// `interp`.
  private static func interpolate(at places: [Double], _ x: [Double], _ y: [Double]) -> [Double] {
    places.map { place in
      if place < x[0] { return y[0] }
      guard let after = x.firstIndex(where: { $0 > place }) else { return y[y.count - 1] }
      let before = after - 1
      if x[before] == place { return y[before] }
      let slope = (y[after] - y[before]) / (x[after] - x[before])
      return slope * (place - x[before]) + y[before]
    }
  }
}
