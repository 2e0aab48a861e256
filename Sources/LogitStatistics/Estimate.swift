/// A number measured on a sample, and how far from it the true one may be.
public struct Estimate: Sendable, Equatable {
  /// What was measured.
  public var value: Double

  /// Where the true value may be; `nil` where no interval is known.
  public var interval: ConfidenceInterval?

  /// Makes an estimate.
  ///
  /// - Parameters:
  ///   - value: What was measured.
  ///   - interval: Where the true value may be; `nil`, the default, where no interval is known.
  public init(_ value: Double, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.interval = interval
  }
}
