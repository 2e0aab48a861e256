/// What the end of a Parquet file says of it.
struct ParquetMetadata: Sendable {
  private(set) var elements: [ParquetElement] = []
  private(set) var rowCount = 0
  private(set) var groups: [Group] = []
  /// The program that wrote the file, if it says so.
  private(set) var writer: String?
  /// Whether columns are encrypted.
  private(set) var isEncrypted = false

  /// Some of the rows.
  struct Group: Sendable {
    var rowCount = 0
    var chunks: [Chunk] = []
  }

  /// The values of a column in a group of rows.
  struct Chunk: Sendable {
    /// Another file that holds them.
    var file: String?
    var isEncrypted = false
    var codec = 0
    var valueCount = 0
    var compressedSize = 0
    var dataStart = 0
    var dictionaryStart: Int?
    var physical: Int?

    /// Where its pages begin.
    var start: Int {
      guard let dictionaryStart, dictionaryStart > 0, dictionaryStart < dataStart else { return dataStart }
      return dictionaryStart
    }
  }

  /// Reads the metadata.
  ///
  /// - Throws: ``ColumnarFault``.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    var reader = ThriftReader(bytes)
    try reader.structure { reader, id, kind in
      switch id {
      case 2:
        try reader.list(kind) { reader, kind in
          elements.append(try ParquetElement(&reader, kind))
        }
      case 3: rowCount = try reader.integer(kind)
      case 4:
        try reader.list(kind) { reader, kind in groups.append(try Group(&reader, kind)) }
      case 6: writer = try reader.text(kind)
      case 8:
        isEncrypted = true
        return false
      default: return false
      }
      return true
    }
  }
}

extension ParquetMetadata.Group {
  fileprivate init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    self.init()
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1:
        try reader.list(kind) { reader, kind in
          chunks.append(try ParquetMetadata.Chunk(&reader, kind))
        }
      case 3: rowCount = try reader.integer(kind)
      default: return false
      }
      return true
    }
  }
}

extension ParquetMetadata.Chunk {
  fileprivate init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    self.init()
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1: file = try reader.text(kind)
      case 3: try readPlace(&reader, kind)
      case 8, 9:
        isEncrypted = true
        return false
      default: return false
      }
      return true
    }
  }

  private mutating func readPlace(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1: physical = try reader.integer(kind)
      case 4: codec = try reader.integer(kind)
      case 5: valueCount = try reader.integer(kind)
      case 7: compressedSize = try reader.integer(kind)
      case 9: dataStart = try reader.integer(kind)
      case 11: dictionaryStart = try reader.integer(kind)
      default: return false
      }
      return true
    }
  }
}

// MARK: - Columns and groups of columns

extension ParquetElement {
  fileprivate init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    self.init()
    var (older, newer): (Meaning?, Meaning?)
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1: physical = try reader.integer(kind)
      case 2: length = try reader.integer(kind)
      case 3: repetition = try reader.integer(kind)
      case 4: name = try reader.text(kind)
      case 5: childCount = try reader.integer(kind)
      case 6: older = Self.older(try reader.integer(kind))
      case 7: scale = try reader.integer(kind)
      case 10: newer = try Self.newer(&reader, kind, &scale)
      default: return false
      }
      return true
    }
    guard childCount >= 0, childCount <= 1 << 24 else {
      throw ColumnarFault.damaged(
        expected: "a number of parts of \"\(name)\"", found: "\(childCount)")
    }
    meaning = newer ?? older
  }

  /// The meanings that were there before others replaced them. Their timestamps are read as local ones, as
  /// Arrow reads them, since many writers meant those.
  private static func older(_ number: Int) -> Meaning? {
    switch number {
    case 0, 4, 19: .text
    case 1, 2: .map
    case 3: .list
    case 5: .decimal
    case 6: .date
    case 7: .time(.milliseconds)
    case 8: .time(.microseconds)
    case 9: .timestamp(.milliseconds, isUniversal: false)
    case 10: .timestamp(.microseconds, isUniversal: false)
    case 11...14: .integer(bits: 8 << (number - 11), isSigned: false)
    case 15...18: .integer(bits: 8 << (number - 15), isSigned: true)
    case 20: .other("documents in BSON")
    case 21: .other("intervals of time")
    default: nil
    }
  }

  /// The meaning as a union, of which one field is there.
  private static func newer(
    _ reader: inout ThriftReader, _ kind: ThriftReader.Kind, _ scale: inout Int
  ) throws -> Meaning? {
    var meaning: Meaning?
    var found = scale
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 5:
        meaning = .decimal
        try reader.structure(kind) { reader, id, kind in
          guard id == 1 else { return false }
          found = try reader.integer(kind)
          return true
        }
        return true
      case 7, 8:
        let (unit, isUniversal) = try Self.time(&reader, kind)
        meaning = id == 7 ? .time(unit) : .timestamp(unit, isUniversal: isUniversal)
        return true
      case 10:
        meaning = try Self.integer(&reader, kind)
        return true
      case 1, 4, 12: meaning = .text
      case 2: meaning = .map
      case 3: meaning = .list
      case 6: meaning = .date
      case 11: meaning = .empty
      case 13: meaning = .other("documents in BSON")
      case 14: meaning = .uuid
      case 15: meaning = .float16
      case 16: meaning = .other("values of any type")
      case 17, 18: meaning = .other("shapes on a map")
      default: break
      }
      return false
    }
    scale = found
    return meaning
  }

  private static func time(
    _ reader: inout ThriftReader, _ kind: ThriftReader.Kind
  ) throws -> (TimeUnit, isUniversal: Bool) {
    var (unit, isUniversal) = (TimeUnit.milliseconds, false)
    try reader.structure(kind) { reader, id, kind in
      if id == 1 {
        isUniversal = try reader.boolean(kind)
        return true
      }
      guard id == 2 else { return false }
      try reader.structure(kind) { _, id, _ in
        unit = [1: .milliseconds, 2: .microseconds, 3: .nanoseconds][id] ?? unit
        return false
      }
      return true
    }
    return (unit, isUniversal)
  }

  private static func integer(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws -> Meaning {
    var (bits, isSigned) = (64, true)
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1: bits = try reader.integer(kind)
      case 2: isSigned = try reader.boolean(kind)
      default: return false
      }
      return true
    }
    return .integer(bits: bits, isSigned: isSigned)
  }
}
