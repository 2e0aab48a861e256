/// A column of an Arrow file, or a part of one.
struct ArrowField: Sendable {
  var name = ""
  var type = ArrowType.empty
  /// The dictionary that the values are positions in.
  var dictionary: Dictionary?
  var children: [ArrowField] = []
  /// Whether the values are identifiers of 16 bytes.
  var isIdentifier = false

  struct Dictionary: Sendable {
    var id: Int
    var bits: Int
    var isSigned: Bool
  }

  /// Fields within fields, of which there are few.
  private static let mostLevels = 64
}

/// How the values of a column are stored.
enum ArrowType: Sendable, Equatable {
  case empty, boolean
  case integer(bits: Int, isSigned: Bool)
  case float(bits: Int)
  /// Bytes after their ends, which have 64 bits in large ones, 32 in others.
  case bytes(isLarge: Bool)
  /// Bytes of which short ones stand in place, and others elsewhere.
  case view
  case fixed(length: Int)
  case decimal(scale: Int, bytes: Int)
  case date(isInDays: Bool)
  case time(TimeUnit, bits: Int)
  case timestamp(TimeUnit, isUniversal: Bool)
  /// What no column of a table holds, in the plural, and how many buffers it has besides those of its parts.
  case other(String, bufferCount: Int)

  /// How many buffers there are, besides those that a view has more.
  var bufferCount: Int {
    switch self {
    case .empty: 0
    case .bytes: 3
    case .other(_, let count): count
    case .boolean, .integer, .float, .view, .fixed, .decimal, .date, .time, .timestamp: 2
    }
  }
}

extension ArrowField {
  /// What the values mean to a table; `nil` for what no column holds.
  var columnarType: ColumnarType? {
    switch type {
    case .empty: .empty
    case .boolean: .boolean
    case .integer(let bits, let isSigned): .integer(isSigned: isSigned || bits < 64)
    case .float(let bits): bits == 64 ? .double : .single
    case .bytes, .view: .text
    case .fixed(let length): isIdentifier && length == 16 ? .uuid : .text
    case .decimal(let scale, _): .decimal(scale: scale)
    case .date: .date
    case .time(let unit, _): .time(unit)
    case .timestamp(let unit, let isUniversal): .timestamp(unit, isUniversal: isUniversal)
    case .other: nil
    }
  }

  /// What the values are, in the plural, if no column holds such.
  var unreadable: String? { if case .other(let name, _) = type { name } else { nil } }

  // MARK: From the description of the columns

  /// The fields of a schema.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - version: The version of the format, counted from 0 for the first.
  ///   - byteCount: The bytes of the description, since fields that share them could be more than any memory
  ///     holds.
  /// - Throws: ``ColumnarFault``.
  static func fields(of schema: FlatTable, version: Int, byteCount: Int) throws -> [ArrowField] {
    var left = byteCount / 8
    return try schema.tables(1).map { try ArrowField($0, version: version, level: 0, left: &left) }
  }

  private init(_ field: FlatTable, version: Int, level: Int, left: inout Int) throws {
    left -= 1
    guard level < Self.mostLevels, left >= 0 else {
      throw ColumnarFault.damaged(expected: "fewer columns, or parts of columns", found: "more than bytes")
    }
    name = try field.text(0) ?? ""
    left -= name.utf8.count / 8
    for child in try field.tables(5) {
      children.append(try ArrowField(child, version: version, level: level + 1, left: &left))
    }
    let kind = try field.integer(2, as: UInt8.self, default: 0)
    guard let details = try field.table(3) else {
      throw ColumnarFault.damaged(expected: "the type of \"\(name)\"", found: "none")
    }
    type = try ArrowType(kind, details, version: version)
    if let encoding = try field.table(4) {
      let index = try encoding.table(1)
      let dictionary = Dictionary(
        id: try encoding.integer(0, as: Int64.self, default: 0),
        bits: try index?.integer(0, as: Int32.self, default: 0) ?? 32, isSigned: try index?.boolean(1) ?? true
      )
      guard [8, 16, 32, 64].contains(dictionary.bits) else {
        throw ColumnarFault.damaged(expected: "positions of 8 to 64 bits", found: "of \(dictionary.bits)")
      }
      self.dictionary = dictionary
    }
    isIdentifier = try field.tables(6).contains {
      try $0.text(0) == "ARROW:extension:name" && $0.text(1) == "arrow.uuid"
    }
  }
}

extension ArrowType {
  /// The type of a field, by its number in Arrow's list.
  fileprivate init(_ kind: Int, _ details: FlatTable, version: Int) throws {
    switch kind {
    case 1: self = .empty
    case 2:
      let bits = try details.integer(0, as: Int32.self, default: 0)
      try Self.require(bits, in: [8, 16, 32, 64], "whole numbers")
      self = .integer(bits: bits, isSigned: try details.boolean(1))
    case 3:
      let precision = try details.integer(0, as: Int16.self, default: 0)
      try Self.require(precision, in: [0, 1, 2], "the precision of numbers")
      self = .float(bits: 16 << precision)
    case 4, 5: self = .bytes(isLarge: false)
    case 19, 20: self = .bytes(isLarge: true)
    case 23, 24: self = .view
    case 6: self = .boolean
    case 7: self = try Self.decimal(details)
    case 8: self = .date(isInDays: try details.integer(0, as: Int16.self, default: 1) == 0)
    case 9:
      let bits = try details.integer(1, as: Int32.self, default: 32)
      try Self.require(bits, in: [32, 64], "times of the day")
      self = .time(try Self.unit(details, default: 1), bits: bits)
    case 10:
      let hasZone = try details.isPresent(textOf: 1)
      self = .timestamp(try Self.unit(details, default: 0), isUniversal: hasZone)
    case 15:
      let length = try details.integer(0, as: Int32.self, default: 0)
      try Self.require(length, in: 0...1 << 30, "bytes of a value")
      self = .fixed(length: length)
    default: self = try Self.other(kind, details, version: version)
    }
  }

  private static func decimal(_ details: FlatTable) throws -> ArrowType {
    let scale = try details.integer(1, as: Int32.self, default: 0)
    let bits = try details.integer(2, as: Int32.self, default: 128)
    try require(bits, in: [32, 64, 128, 256], "decimal numbers")
    try require(scale, in: -76...76, "digits behind the point")
    return .decimal(scale: scale, bytes: bits / 8)
  }

  /// Types that are no values of a table, but have to be passed over.
  private static func other(_ kind: Int, _ details: FlatTable, version: Int) throws -> ArrowType {
    switch kind {
    case 11: return .other("intervals of time", bufferCount: 2)
    case 12, 21: return .other("lists", bufferCount: 2)
    case 13: return .other("structures", bufferCount: 1)
    case 14:
      let isDense = try details.integer(0, as: Int16.self, default: 0) == 1
      // Those of version 4 also say which are missing.
      return .other("values of several types", bufferCount: (isDense ? 2 : 1) + (version < 4 ? 1 : 0))
    case 16: return .other("lists", bufferCount: 1)
    case 17: return .other("maps", bufferCount: 2)
    case 18: return .other("lengths of time", bufferCount: 2)
    case 22: return .other("values in runs", bufferCount: 0)
    case 25, 26: return .other("lists", bufferCount: 3)
    default: throw ColumnarFault.damaged(expected: "a type of 1 to 26", found: "\(kind)")
    }
  }

  private static func unit(_ details: FlatTable, default usual: Int16) throws -> TimeUnit {
    let number = try details.integer(0, as: Int16.self, default: usual)
    let units: [TimeUnit] = [.seconds, .milliseconds, .microseconds, .nanoseconds]
    try require(number, in: 0...3, "the unit of times")
    return units[number]
  }

  private static func require(_ value: Int, in values: some Collection<Int>, _ item: String) throws {
    guard values.contains(value) else {
      throw ColumnarFault.damaged(expected: "a number that \(item) have", found: "\(value)")
    }
  }
}
