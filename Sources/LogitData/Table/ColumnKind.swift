/// What a column's values are.
public enum ColumnKind: String, Sendable, Equatable, CaseIterable, Codable {
  /// Whole numbers that fit in 64 bits.
  case integer
  /// Numbers with a fraction, an exponent or too many digits for ``integer``; infinities.
  case numeric
  /// True and false.
  case boolean
  /// Strings.
  case string
}
