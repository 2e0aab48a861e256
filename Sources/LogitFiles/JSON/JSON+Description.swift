extension JSON: CustomStringConvertible {
  /// The value as JSON, in the very characters of Python's `json.dumps`; ``init(json:)`` reads it back.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value):
      value.isFinite ? value.pythonDescription : (value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
    case .string(let text): "\"\(Self.escaped(text))\""
    case .array(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\"\(Self.escaped($0.name))\": \($0.value)" }.joined(separator: ", ") + "}"
    }
  }

  /// JSON's escapes; everything outside ASCII as `\uXXXX`, as Python writes it.
  private static func escaped(_ text: String) -> String {
    // Most texts need none, and are many in the files of models.
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    if isPlain { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + text.utf8.count / 8 + 16)
    func escape(_ letter: Unicode.Scalar) { bytes += [0x5C, UInt8(ascii: letter)] }
    for unit in text.utf16 {
      switch unit {
      case 0x22: escape("\"")
      case 0x5C: escape("\\")
      case 0x08: escape("b")
      case 0x0C: escape("f")
      case 0x0A: escape("n")
      case 0x0D: escape("r")
      case 0x09: escape("t")
      case 0x20..<0x7F: bytes.append(UInt8(truncatingIfNeeded: unit))
      default:
        let digits = String(unit, radix: 16)
        escape("u")
        bytes += Array("\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
