/// What a column's values are.
public enum ColumnKind: String, Sendable, Equatable, CaseIterable, Codable {
  /// Whole numbers that fit in 64 bits.
  case integer
  /// Numbers, some with a fraction or an exponent; infinities.
  case numeric
  /// True and false.
  case boolean
  /// Strings; also whole numbers some of which have more than 64 bits, whose digits are kept.
  case string
}
