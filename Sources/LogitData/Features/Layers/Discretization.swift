import Logit

/// Puts numbers into bins between boundaries. Follows `keras.layers.Discretization`.
///
///     let layer = try Discretization(binBoundaries: [0, 1, 2])
///     layer(1.3)      // 2: the bins are (−∞, 0), [0, 1), [1, 2) and [2, ∞)
///
/// Boundaries are given, or learned as quantiles of which each bin has about as many numbers; see ``QuantileSummary``.
public struct Discretization: Sendable, Equatable {
  /// Where one bin ends and the next begins, ascending.
  public private(set) var binBoundaries: [Float]
  /// How many bins to learn; `nil` if the boundaries were given.
  public let binCount: Int?
  /// How exact the quantiles are.
  public let epsilon: Double
  /// What bins become.
  public let outputMode: CategoryOutputMode

  /// Bins between known boundaries.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` unless they ascend.
  public init(binBoundaries: [Float], outputMode: CategoryOutputMode = .int) throws {
    guard zip(binBoundaries, binBoundaries.dropFirst()).allSatisfy({ $0 <= $1 }),
      binBoundaries.allSatisfy({ !$0.isNaN })
    else {
      throw LogitError.invalidOption(
        name: "binBoundaries", value: "\(binBoundaries)", expected: "ascending numbers")
    }
    try Self.check(outputMode)
    self.binBoundaries = binBoundaries
    binCount = nil
    epsilon = 0.01
    self.outputMode = outputMode
  }

  /// A number of bins, whose boundaries ``adapt(to:)`` learns.
  ///
  /// - Parameters:
  ///   - binCount: At least 1.
  ///   - epsilon: The share of numbers that a quantile may be wrong by, above 0 and at most 1.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
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
    binBoundaries = []
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

  /// Learns the boundaries of numbers, given at once or in batches as Keras gets them; the division into batches matters.
  public mutating func adapt(to batches: [Float]...) { adapt(toBatches: batches) }

  /// Learns the boundaries of numbers in batches.
  public mutating func adapt(toBatches batches: [[Float]]) {
    guard let binCount else { return }
    var summary = QuantileSummary()
    for batch in batches { summary.add(batch, epsilon: epsilon) }
    binBoundaries = summary.boundaries(binCount: binCount)
  }

  /// The same with boundaries that were learned before.
  func with(_ boundaries: [Float]) -> Discretization {
    var copy = self
    copy.binBoundaries = boundaries
    return copy
  }

  /// The number of bins there are.
  public var width: Int { binBoundaries.count + 1 }

  /// The bin of a number: how many boundaries are not above it. NaN is in the last.
  public func callAsFunction(_ number: Float) -> Int {
    var (low, high) = (0, binBoundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if number < binBoundaries[middle] { high = middle } else { low = middle + 1 }
    }
    return number.isNaN ? binBoundaries.count : low
  }

  /// Encodes samples of one or more numbers.
  public func encode(_ samples: [[Float]]) throws -> Tensor<Float> {
    try outputMode.encode(samples.map { $0.map { self($0) } }, width: width)
  }
}
