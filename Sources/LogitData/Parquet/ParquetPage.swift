import LogitFiles

/// What stands before a page, a part of a column's values.
struct ParquetPage {
  enum Kind {
    case data, dictionary, other
    /// Data whose levels are not compressed.
    case dataV2
  }

  private(set) var kind = Kind.other
  private(set) var size = 0
  private(set) var compressedSize = 0
  private(set) var checksum: UInt32?
  private(set) var valueCount = 0
  private(set) var encoding = 0
  private(set) var levelEncoding = 3
  private(set) var levelSize = 0
  private(set) var repetitionSize = 0
  private(set) var isCompressed = true
  /// How many bytes the header has.
  private(set) var headerSize = 0

  /// Reads a header.
  ///
  /// - Throws: ``ColumnarFault``.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    var reader = ThriftReader(bytes)
    try reader.structure { reader, id, kind in
      switch id {
      case 1:
        let kinds: [Int: Kind] = [0: .data, 2: .dictionary, 3: .dataV2]
        self.kind = kinds[try reader.integer(kind)] ?? .other
      case 2: size = try reader.integer(kind)
      case 3: compressedSize = try reader.integer(kind)
      case 4: checksum = UInt32(truncatingIfNeeded: try reader.integer(kind))
      case 5, 7: try readData(&reader, kind)
      case 8: try readSecondVersion(&reader, kind)
      default: return false
      }
      return true
    }
    headerSize = reader.position
    let sizes = [size, compressedSize, valueCount, levelSize, repetitionSize]
    if let wrong = sizes.first(where: { !(0...Int(Int32.max)).contains($0) }) {
      throw ColumnarFault.damaged(expected: "sizes from 0 to \(Int32.max)", found: "\(wrong)")
    }
  }

  /// Of a dictionary, the first two fields are the same.
  private mutating func readData(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1: valueCount = try reader.integer(kind)
      case 2: encoding = try reader.integer(kind)
      case 3 where kind == .int: levelEncoding = try reader.integer(kind)
      default: return false
      }
      return true
    }
  }

  private mutating func readSecondVersion(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    try reader.structure(kind) { reader, id, kind in
      switch id {
      case 1: valueCount = try reader.integer(kind)
      case 4: encoding = try reader.integer(kind)
      case 5: levelSize = try reader.integer(kind)
      case 6: repetitionSize = try reader.integer(kind)
      case 7: isCompressed = try reader.boolean(kind)
      default: return false
      }
      return true
    }
  }
}
