import CLogitData

/// What the values of a column, or of a part of one, have turned out to be so far.
enum CSVKind: Equatable {
  /// Whole numbers that fit in 64 bits.
  case integer
  /// Whole numbers, some of more than 64 bits. They become strings, because double precision would take
  /// different ones for the same.
  case whole
  case numeric, boolean, string

  /// What a field looks like.
  init(_ field: logit_field_kind) {
    self =
      switch field {
      case LOGIT_FIELD_INTEGER: .integer
      case LOGIT_FIELD_WHOLE: .whole
      case LOGIT_FIELD_NUMBER: .numeric
      case LOGIT_FIELD_BOOLEAN: .boolean
      default: .string
      }
  }

  /// What a kind of column holds.
  init(_ kind: ColumnKind) {
    self =
      switch kind {
      case .integer: .integer
      case .numeric: .numeric
      case .boolean: .boolean
      case .string: .string
      }
  }

  /// The kind of column that holds such values.
  var columnKind: ColumnKind {
    switch self {
    case .integer: .integer
    case .numeric: .numeric
    case .boolean: .boolean
    case .whole, .string: .string
    }
  }

  private var isNumber: Bool { self == .integer || self == .whole || self == .numeric }

  /// The narrowest kind that holds the values of both: a number with a fraction makes numbers of all others,
  /// and without one whole numbers of any length stay what they are.
  func joined(_ other: CSVKind) -> CSVKind {
    if self == other { return self }
    guard isNumber && other.isNumber else { return .string }
    return self == .numeric || other == .numeric ? .numeric : .whole
  }
}
