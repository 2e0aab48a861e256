/// A column of a Parquet file.
struct ParquetColumn: Sendable, Equatable {
  let name: String
  /// Which of a row group's columns it is.
  let leaf: Int
  let storage: Storage
  /// Whether values may be missing.
  let isOptional: Bool
  /// What the values mean; `nil` for what no column of a table can hold.
  let type: ColumnarType?
  /// What it holds, in the plural, if that is no type of a table's columns.
  let unreadable: String?

  /// How values are stored.
  enum Storage: Sendable, Equatable {
    case boolean, int32, uint32, int64, int96, float, double, bytes
    case fixed(length: Int)
  }
}

/// What a Parquet file says of one column, or of a group of columns that belong together.
struct ParquetElement: Sendable {
  enum Repetition: Int { case required, optional, repeated }

  /// What stored values mean.
  enum Meaning: Sendable, Equatable {
    case text, map, list, decimal, date, float16, uuid, empty
    case time(TimeUnit)
    case timestamp(TimeUnit, isUniversal: Bool)
    case integer(bits: Int, isSigned: Bool)
    case other(String)
  }

  var name = ""
  var physical: Int?
  var length = 0
  var repetition = Repetition.required.rawValue
  var childCount = 0
  var meaning: Meaning?
  var scale = 0
}

extension ParquetElement {
  /// What the columns of a file are, of the list of its groups and columns, each group before its parts.
  ///
  /// - Throws: ``ColumnarFault``.
  static func columns(_ elements: [ParquetElement]) throws -> (columns: [ParquetColumn], leafCount: Int) {
    guard let root = elements.first else {
      throw ColumnarFault.damaged(expected: "columns", found: "none")
    }
    var columns: [ParquetColumn] = []
    var (place, leaf) = (1, 0)
    for _ in 0..<root.childCount {
      guard place < elements.count else {
        throw ColumnarFault.damaged(expected: "\(root.childCount) columns", found: "\(columns.count)")
      }
      let element = elements[place]
      columns.append(try element.column(leaf: leaf))
      // The parts of a group follow it, and theirs.
      var pending = 1
      while pending > 0 {
        guard place < elements.count else {
          throw ColumnarFault.damaged(expected: "all parts of \"\(element.name)\"", found: "fewer")
        }
        if elements[place].childCount == 0 { leaf += 1 }
        pending += elements[place].childCount - 1
        place += 1
      }
    }
    return (columns, leaf)
  }

  private func column(leaf: Int) throws -> ParquetColumn {
    let isNested = childCount > 0 || repetition == Repetition.repeated.rawValue
    let storage = isNested ? .bytes : try storage()
    let type = isNested ? nil : try type(of: storage)
    let kinds: [Meaning: String] = [.list: "lists", .map: "maps"]
    var unreadable: String? = type == nil ? "bytes of another meaning" : nil
    if isNested {
      unreadable = childCount > 0 ? meaning.flatMap { kinds[$0] } ?? "structures" : "lists"
    } else if case .other(let name)? = meaning {
      unreadable = name
    }
    let hasNoSign = storage == .int32 && meaning == .integer(bits: 32, isSigned: false)
    return ParquetColumn(
      name: name, leaf: leaf, storage: hasNoSign ? .uint32 : storage,
      isOptional: repetition == Repetition.optional.rawValue,
      type: unreadable == nil ? type : nil, unreadable: unreadable)
  }

  private func storage() throws -> ParquetColumn.Storage {
    switch physical {
    case 0: return .boolean
    case 1: return .int32
    case 2: return .int64
    case 3: return .int96
    case 4: return .float
    case 5: return .double
    case 6: return .bytes
    case 7:
      guard (0...1 << 30).contains(length) else {
        throw ColumnarFault.damaged(expected: "a length of values in \"\(name)\"", found: "\(length)")
      }
      return .fixed(length: length)
    default:
      throw ColumnarFault.damaged(
        expected: "a type of 0 to 7 for \"\(name)\"", found: physical.map { "\($0)" } ?? "none")
    }
  }

  /// What the values mean to a table; a meaning that does not fit what is stored is none, as for Parquet's
  /// own readers.
  private func type(of storage: ParquetColumn.Storage) throws -> ColumnarType? {
    switch (storage, meaning) {
    case (_, .empty): return .empty
    case (.boolean, _): return .boolean
    case (.int32, .decimal), (.int64, .decimal), (.bytes, .decimal), (.fixed, .decimal):
      guard (-76...76).contains(scale) else {
        throw ColumnarFault.damaged(
          expected: "at most 76 digits behind the point in \"\(name)\"", found: "\(scale)")
      }
      return .decimal(scale: scale)
    case (.int32, .date): return .date
    case (.int32, .time(let unit)), (.int64, .time(let unit)): return .time(unit)
    case (.int64, .timestamp(let unit, let isUniversal)):
      return .timestamp(unit, isUniversal: isUniversal)
    case (.int64, .integer(_, let isSigned)): return .integer(isSigned: isSigned)
    case (.int32, _), (.uint32, _), (.int64, _): return .integer(isSigned: true)
    case (.int96, _): return .julianTimestamp
    case (.float, _): return .single
    case (.double, _): return .double
    case (.fixed(length: 2), .float16): return .single
    case (.fixed(length: 16), .uuid): return .uuid
    case (.bytes, _), (.fixed, _): return .text
    }
  }
}

extension ParquetElement.Meaning: Hashable {}
