/// The precision in which a reader stores ``ColumnKind/numeric`` values.
public enum NumberPrecision: String, Sendable, Equatable, CaseIterable {
  /// As `Double`.
  case double
  /// As `Float`, which takes half the memory: each number is the `Double` rounded once more, to some seven
  /// digits. A column whose values lie close together, far from 0, needs more. Numbers beyond the range of
  /// `Float` stay `Double`.
  case single
}
