public import Logit

/// Puts numbers into bins between boundaries. Follows `keras.layers.Discretization`.
///
///     let layer = try Discretization(binBoundaries: [0, 1, 2])
///     layer(1.3)      // 2: the bins are (−∞, 0), [0, 1), [1, 2) and [2, ∞)
///
/// Boundaries are given, or learned as quantiles of which each bin has about as many numbers; see
/// ``QuantileSummary``.
///
/// As a layer it works in single precision, like Keras. The boundaries of a ``DiscretizedFeature`` are in
/// double precision, so that bins of numbers that lie close together far from 0 do not merge.
public struct Discretization: Sendable, Equatable {
  /// Where one bin ends and the next begins, ascending.
  private(set) var boundaries: [Double]
  /// How many bins to learn; `nil` if the boundaries were given.
  public let binCount: Int?
  /// How exact the quantiles are.
  public let epsilon: Double
  /// What bins become.
  public let outputMode: CategoryOutputMode

  /// Where one bin ends and the next begins, ascending, in single precision.
  public var binBoundaries: [Float] { boundaries.map { Float($0) } }

  /// Bins between known boundaries in single precision.
  ///
  /// - Parameters:
  ///   - binBoundaries: Ascending; none is NaN.
  ///   - outputMode: What bins become; not ``CategoryOutputMode/tfIDF``.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` unless they ascend, or for tf-idf.
  public init(binBoundaries: [Float], outputMode: CategoryOutputMode = .int) throws {
    try self.init(binBoundaries: binBoundaries.map { Double($0) }, outputMode: outputMode)
  }

  /// Bins between known boundaries.
  ///
  /// - Parameters:
  ///   - binBoundaries: Ascending; none is NaN.
  ///   - outputMode: What bins become; not ``CategoryOutputMode/tfIDF``.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` unless they ascend, or for tf-idf.
  @_disfavoredOverload
  public init(binBoundaries: [Double], outputMode: CategoryOutputMode = .int) throws {
    guard zip(binBoundaries, binBoundaries.dropFirst()).allSatisfy({ $0 <= $1 }),
      binBoundaries.allSatisfy({ !$0.isNaN })
    else {
      throw LogitError.invalidOption(
        name: "binBoundaries", value: "\(binBoundaries)", expected: "ascending numbers")
    }
    try Self.check(outputMode)
    boundaries = binBoundaries
    binCount = nil
    epsilon = 0.01
    self.outputMode = outputMode
  }

  /// A number of bins, whose boundaries ``adapt(to:)`` learns.
  ///
  /// - Parameters:
  ///   - binCount: At least 1.
  ///   - epsilon: The share of numbers that a quantile may be wrong by, above 10⁻⁷ and at most 1.
  ///   - outputMode: What bins become; not ``CategoryOutputMode/tfIDF``.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a value out of its range.
  public init(binCount: Int, epsilon: Double = 0.01, outputMode: CategoryOutputMode = .int) throws {
    guard (1...CategoryFeature.largestCount).contains(binCount) else {
      throw LogitError.invalidOption(
        name: "binCount", value: "\(binCount)", expected: "in 1...\(CategoryFeature.largestCount)")
    }
    guard epsilon > 1e-7 && epsilon <= 1 else {
      throw LogitError.invalidOption(
        name: "epsilon", value: "\(epsilon)", expected: "above 10⁻⁷ and at most 1")
    }
    try Self.check(outputMode)
    boundaries = []
    self.binCount = binCount
    self.epsilon = epsilon
    self.outputMode = outputMode
  }

  private static func check(_ outputMode: CategoryOutputMode) throws {
    guard outputMode != .tfIDF else {
      throw LogitError.invalidOption(
        name: "outputMode", value: outputMode.rawValue, expected: "int, one_hot, multi_hot or count")
    }
  }

  /// Learns the boundaries from numbers, at once or in batches as Keras does; the division into batches
  /// matters.
  ///
  /// - Parameter batches: Numbers, none of them NaN.
  public mutating func adapt(to batches: [Float]...) { adapt(toBatches: batches) }

  /// Learns the boundaries from numbers in batches.
  ///
  /// - Parameter batches: Numbers, none of them NaN.
  public mutating func adapt(toBatches batches: [[Float]]) {
    guard let binCount else { return }
    var summary = QuantileSummary<Float>()
    for batch in batches { summary.add(batch, epsilon: epsilon) }
    boundaries = summary.boundaries(binCount: binCount).map { Double($0) }
  }

  /// The places, in the ascending order of a batch, of the numbers that its boundaries are learned from.
  func places(count: Int) -> [Int] {
    binCount == nil ? [] : QuantileSummary<Double>.places(count: count, epsilon: epsilon)
  }

  /// Learns the boundaries from one batch, in the precision of its numbers.
  ///
  /// - Parameters:
  ///   - numbers: Those at the batch's ``places(count:)``.
  ///   - count: The size of the batch.
  mutating func adapt<Number: BinaryFloatingPoint & Sendable>(toOrdered numbers: [Number], count: Int) {
    guard let binCount else { return }
    var summary = QuantileSummary<Number>()
    summary.add(ordered: numbers, count: count, epsilon: epsilon)
    boundaries = summary.boundaries(binCount: binCount).map { Double($0) }
  }

  /// The same with boundaries that were learned before.
  func with(_ boundaries: [Double]) -> Discretization {
    var copy = self
    copy.boundaries = boundaries
    return copy
  }

  /// The number of bins there are.
  public var width: Int { boundaries.count + 1 }

  /// The bin of a number: how many boundaries are not above it. NaN is in the last.
  ///
  /// - Parameter number: Any number.
  /// - Returns: A bin in `0..<width`.
  public func callAsFunction(_ number: Float) -> Int { self(Double(number)) }

  /// The bin of a number in double precision: how many boundaries are not above it. NaN is in the last.
  ///
  /// - Parameter number: Any number.
  /// - Returns: A bin in `0..<width`.
  public func callAsFunction(_ number: Double) -> Int {
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if number < boundaries[middle] { high = middle } else { low = middle + 1 }
    }
    return number.isNaN ? boundaries.count : low
  }

  /// Encodes samples of one or more numbers.
  ///
  /// - Parameter samples: Numbers of each sample.
  /// - Returns: `[samples, width]`; with ``CategoryOutputMode/int``, the bins themselves.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for samples of lengths that the
  ///   output mode does not allow.
  public func encode(_ samples: [[Float]]) throws -> Tensor<Float> {
    try outputMode.encode(samples.map { $0.map { self($0) } }, width: width)
  }
}
