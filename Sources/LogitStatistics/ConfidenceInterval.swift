/// A range that would hold the true value in a share of all samples.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The lower end.
  public var lower: Double
  /// The upper end.
  public var upper: Double
  /// The share, such as 0.95.
  public var level: Double

  /// Makes an interval from its ends.
  ///
  /// - Parameters:
  ///   - lower: The lower end.
  ///   - upper: The upper end.
  ///   - level: The share of samples in which it would hold the true value, such as 0.95.
  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}
