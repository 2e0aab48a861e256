/// A number measured on a sample, with its confidence interval.
public struct Estimate: Sendable, Equatable {
  /// What was measured.
  public var value: Double

  /// The confidence interval; `nil` if none is known.
  public var interval: ConfidenceInterval?

  /// Makes an estimate.
  ///
  /// - Parameters:
  ///   - value: What was measured.
  ///   - interval: The confidence interval; `nil`, the default, if none is known.
  public init(_ value: Double, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.interval = interval
  }
}
