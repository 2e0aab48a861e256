/// The values of a piece of a column.
///
/// Every kind has a mark for a missing value, so that a piece is one array whatever it holds.
public enum ColumnChunk: Sendable {
  /// Whole numbers; ``missingInteger`` where there is none.
  case integer([Int64])
  /// Numbers in double precision; NaN where there is none.
  case numeric([Double])
  /// Numbers in single precision, for tables that go straight into training; NaN where there is none.
  case single([Float])
  /// 0 for false, 1 for true, ``missingBoolean`` where there is none.
  case boolean([UInt8])
  /// Positions in the column's ``Column/dictionary``; ``missingCode`` where there is none.
  case string([Int32])

  /// The mark of a missing whole number; as a value it does not occur, since readers take it as a ``ColumnKind/numeric``.
  public static let missingInteger = Int64.min
  /// The mark of a missing truth value.
  public static let missingBoolean = UInt8.max
  /// The mark of a missing text.
  public static let missingCode: Int32 = -1

  /// The number of rows.
  public var count: Int {
    switch self {
    case .integer(let values): values.count
    case .numeric(let values): values.count
    case .single(let values): values.count
    case .boolean(let values): values.count
    case .string(let values): values.count
    }
  }

  /// The kind of column it is part of.
  public var kind: ColumnKind {
    switch self {
    case .integer: .integer
    case .numeric, .single: .numeric
    case .boolean: .boolean
    case .string: .string
    }
  }

  /// The number of missing values.
  public var missingCount: Int {
    switch self {
    case .integer(let values): values.count { $0 == Self.missingInteger }
    case .numeric(let values): values.count { $0.isNaN }
    case .single(let values): values.count { $0.isNaN }
    case .boolean(let values): values.count { $0 == Self.missingBoolean }
    case .string(let values): values.count { $0 == Self.missingCode }
    }
  }
}

extension ColumnChunk: Equatable {
  /// Whether two pieces hold the same; missing values are alike.
  public static func == (left: ColumnChunk, right: ColumnChunk) -> Bool {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): a == b
    case (.numeric(let a), .numeric(let b)): a.elementsEqual(b) { $0 == $1 || $0.isNaN && $1.isNaN }
    case (.single(let a), .single(let b)): a.elementsEqual(b) { $0 == $1 || $0.isNaN && $1.isNaN }
    case (.boolean(let a), .boolean(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    default: false
    }
  }
}
