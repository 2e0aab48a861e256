/// What a column's values are.
public enum ColumnKind: String, Sendable, Equatable, CaseIterable, Codable {
  /// Whole numbers that fit 64 bits.
  case integer
  /// Numbers with a fraction, an exponent or more digits; infinities.
  case numeric
  /// True and false.
  case boolean
  /// Texts.
  case string
}
