/// A range computed from a sample so that it contains the true value for a given share of all samples.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The lower end.
  public var lower: Double
  /// The upper end.
  public var upper: Double
  /// The share of samples whose interval contains the true value, such as 0.95.
  public var level: Double

  /// Makes an interval from its ends.
  ///
  /// - Parameters:
  ///   - lower: The lower end.
  ///   - upper: The upper end.
  ///   - level: The share of samples whose interval contains the true value, such as 0.95.
  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}
