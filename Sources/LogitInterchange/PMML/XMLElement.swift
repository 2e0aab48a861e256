/// An element of XML with its attributes, and the elements or the text in it.
struct XMLElement: Sendable, Equatable {
  struct Attribute: Sendable, Equatable {
    let name: String
    let value: String
  }

  /// Its name without a prefix.
  var name: String
  var attributes: [Attribute]
  var children: [XMLElement]
  /// The text in it, outside of its elements.
  var text: String
  /// The line that it begins in, counted from 1; 0 for one that was not read.
  var line = 0

  init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [XMLElement] = [],
    text: String = ""
  ) {
    (self.name, self.children, self.text) = (name, children, text)
    self.attributes = attributes.map { Attribute(name: $0, value: $1) }
  }

  /// The value of an attribute; `nil` if there is none.
  subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  /// The first element of a name in it.
  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The elements of a name in it.
  func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

// MARK: - Writing

extension XMLElement {
  /// A document of the element alone, in UTF-8.
  var document: [UInt8] {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &text, indent: "")
    return Array(text.utf8)
  }

  private func write(to document: inout String, indent: String) {
    document += "\(indent)<\(name)"
    for attribute in attributes { document += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
    if children.isEmpty {
      document += text.isEmpty ? "/>\n" : ">\(Self.escaped(text))</\(name)>\n"
      return
    }
    document += ">\n"
    for child in children { child.write(to: &document, indent: indent + " ") }
    document += "\(indent)</\(name)>\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // Readers make blanks of these in attributes.
      case "\t", "\n", "\r", "\u{85}", "\u{2028}": escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Whether XML 1.0 has a place for all characters of a text.
  static func canHold(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      switch $0.value {
      case 0x9, 0xA, 0xD, 0x20..<0xFFFE, 0x10000...: true
      default: false
      }
    }
  }
}
