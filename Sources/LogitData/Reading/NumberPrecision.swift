/// The precision in which a reader stores ``ColumnKind/numeric`` values.
public enum NumberPrecision: String, Sendable, Equatable, CaseIterable {
  /// As `Double`.
  case double
  /// As `Float`, which takes half the memory, for tables that are used for training alone. Each is the
  /// `Double` rounded once more.
  case single
}
