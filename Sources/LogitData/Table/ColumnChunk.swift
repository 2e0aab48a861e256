/// The values of some consecutive rows of a column.
///
/// Every kind has a marker for a missing value, so that a chunk is a single array whatever it holds.
public enum ColumnChunk: Sendable {
  /// Whole numbers; ``missingInteger`` where a value is missing.
  case integer([Int64])
  /// Numbers in double precision; NaN where a value is missing.
  case numeric([Double])
  /// Numbers in single precision; NaN where a value is missing.
  case single([Float])
  /// 0 for false, 1 for true, ``missingBoolean`` where a value is missing.
  case boolean([UInt8])
  /// Positions in the column's ``Column/dictionary``; ``missingCode`` where a value is missing.
  case string([Int32])

  /// Marks a missing whole number. It never occurs as a value: a column that contains this number is read as
  /// ``ColumnKind/string``.
  public static let missingInteger = Int64.min
  /// Marks a missing Boolean value.
  public static let missingBoolean = UInt8.max
  /// Marks a missing string.
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

  /// The kind of column that the chunk belongs to.
  public var kind: ColumnKind {
    switch self {
    case .integer: .integer
    case .numeric, .single: .numeric
    case .boolean: .boolean
    case .string: .string
    }
  }

  /// Whether it holds numbers in single precision.
  var isSingle: Bool { if case .single = self { true } else { false } }

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
  /// Whether two chunks hold the same values; missing values are equal to each other.
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
