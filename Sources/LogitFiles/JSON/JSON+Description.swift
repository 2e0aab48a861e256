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
    var result = ""
    for unit in text.utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x08: result += "\\b"
      case 0x0C: result += "\\f"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result
  }
}
