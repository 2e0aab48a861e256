/// What a measurement below the limit of detection counts as, such as `<0.5`.
public enum BelowLimit: String, Sendable, Equatable, CaseIterable {
  /// As a missing value.
  case missing
  /// As the limit itself.
  case limit
  /// As half of the limit.
  case half

  /// The number that stands for a measurement below a limit; NaN where it is missing, and `nil` for half of a
  /// limit below 0, which would be above it.
  func value(below limit: Double) -> Double? {
    switch self {
    case .missing: .nan
    case .limit: limit
    case .half: limit < 0 ? nil : limit / 2
    }
  }
}
