/// What the values of a dataset or an attribute are.
package enum HDF5Datatype: Sendable, Equatable {
  /// Whole numbers of 1, 2, 4 or 8 bytes.
  case integer(size: Int, isSigned: Bool, isBigEndian: Bool)
  /// IEEE numbers of 2, 4 or 8 bytes.
  case float(size: Int, isBigEndian: Bool)
  /// Bytes without a meaning; two of them are a bfloat16 if an attribute says so.
  case opaque(size: Int)
  /// Texts of a fixed length, filled up with zeros or spaces.
  case text(size: Int)
  /// Texts of any length, kept elsewhere.
  case variableText
  /// A type that is not read.
  case other(String)

  private enum Class {
    static let integer = 0
    static let float = 1
    static let text = 3
    static let opaque = 5
    static let enumeration = 8
    static let variable = 9
    static let names = [
      2: "time", 4: "bit field", 6: "compound", 7: "reference", 9: "variable-length", 10: "array",
    ]
  }

  /// An integer's and a float's parts as the file says them: of IEEE numbers, all but the size are known.
  private struct FloatLayout: Equatable {
    var signPlace: Int
    var exponentPlace: Int
    var exponentSize: Int
    var mantissaSize: Int
    var bias: Int

    static let known: [Int: FloatLayout] = [
      2: FloatLayout(signPlace: 15, exponentPlace: 10, exponentSize: 5, mantissaSize: 10, bias: 15),
      4: FloatLayout(signPlace: 31, exponentPlace: 23, exponentSize: 8, mantissaSize: 23, bias: 127),
      8: FloatLayout(signPlace: 63, exponentPlace: 52, exponentSize: 11, mantissaSize: 52, bias: 1023),
    ]
  }

  init(_ cursor: inout HDF5Cursor) throws { try self.init(&cursor, isPart: false) }

  private init(_ cursor: inout HDF5Cursor, isPart: Bool) throws {
    let head = try cursor.count(1)
    guard (1...4).contains(head >> 4) else {
      throw cursor.damaged("a type of version 1 to 4", "one of version \(head >> 4)")
    }
    let bits = [try cursor.count(1), try cursor.count(1), try cursor.count(1)]
    let size = try cursor.count(4)
    guard size > 0 else { throw cursor.damaged("a type of 1 byte or more", "one of none") }
    switch head & 0xF {
    case Class.integer: self = try Self.integer(&cursor, bits, size: size)
    case Class.float: self = try Self.float(&cursor, bits, size: size)
    case Class.text: self = .text(size: size)
    case Class.opaque: self = .opaque(size: size)
    case Class.enumeration where !isPart:
      // Truth values: the numbers behind the names.
      self = try HDF5Datatype(&cursor, isPart: true)
      guard byteCount == size, case .integer = self else {
        throw cursor.damaged("an enumeration of whole numbers of \(size) bytes", "another")
      }
    case Class.variable where bits[0] & 0xF == 1: self = .variableText
    case let other: self = .other(Class.names[other] ?? "unknown (class \(other))")
    }
    if self == .variableText, size != Self.referenceSize {
      throw cursor.damaged("a type of \(Self.referenceSize) bytes", "one of \(size)")
    }
  }

  /// The bytes of a length, an address and an index, by which a text of any length is found.
  static let referenceSize = 16

  private static func integer(_ cursor: inout HDF5Cursor, _ bits: [Int], size: Int) throws -> HDF5Datatype {
    let (offset, precision) = (try cursor.count(2), try cursor.count(2))
    guard [1, 2, 4, 8].contains(size), offset == 0, precision == 8 * size else {
      return .other("\(precision)-bit integer in \(size) bytes")
    }
    return .integer(size: size, isSigned: bits[0] & 8 != 0, isBigEndian: bits[0] & 1 != 0)
  }

  private static func float(_ cursor: inout HDF5Cursor, _ bits: [Int], size: Int) throws -> HDF5Datatype {
    let (offset, precision) = (try cursor.count(2), try cursor.count(2))
    let (exponentPlace, exponentSize) = (try cursor.count(1), try cursor.count(1))
    let (mantissaPlace, mantissaSize) = (try cursor.count(1), try cursor.count(1))
    let layout = FloatLayout(
      signPlace: bits[1], exponentPlace: exponentPlace, exponentSize: exponentSize,
      mantissaSize: mantissaSize, bias: try cursor.count(4))
    let isKnown =
      FloatLayout.known[size] == layout && offset == 0 && precision == 8 * size && mantissaPlace == 0
      && bits[0] & 0x40 == 0 && bits[0] & 0x30 == 0x20
    return isKnown
      ? .float(size: size, isBigEndian: bits[0] & 1 != 0) : .other("\(precision)-bit floating-point")
  }

  /// The bytes of a value.
  var byteCount: Int? {
    switch self {
    case .integer(let size, _, _), .float(let size, _), .opaque(let size), .text(let size): size
    case .variableText: Self.referenceSize
    case .other: nil
    }
  }
}

extension HDF5Datatype: CustomStringConvertible {
  /// The type in words.
  package var description: String {
    switch self {
    case .integer(let size, let isSigned, let isBigEndian):
      "\(isSigned ? "" : "u")int\(8 * size)\(isBigEndian ? ", big-endian" : "")"
    case .float(let size, let isBigEndian): "float\(8 * size)\(isBigEndian ? ", big-endian" : "")"
    case .opaque(let size): "opaque, \(size.counted("byte"))"
    case .text(let size): "text of \(size.counted("byte"))"
    case .variableText: "text"
    case .other(let name): name
    }
  }
}
