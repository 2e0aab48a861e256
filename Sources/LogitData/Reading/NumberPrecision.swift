/// In which precision a reader keeps numbers with a fraction.
public enum NumberPrecision: String, Sendable, Equatable, CaseIterable {
  /// As `Double`.
  case double
  /// As `Float`, for tables that go straight into training: half the memory. Each is the `Double` rounded once more.
  case single
}
