import LogitFiles

/// Reads XML that cannot be trusted: elements, attributes and text in UTF-8.
///
/// There is no document type, and so there are no entities but the five of XML and characters by number;
/// nothing is expanded, and nothing but the bytes is looked at. Depth and number of elements are bounded.
struct XMLReader {
  /// How many elements stand within each other at most.
  private static let mostNested = 200
  private static let mostElements = 1 << 20
  private static let mostAttributes = 1 << 22

  private let bytes: [UInt8]
  private let name: String
  private var place = 0
  private var line = 1
  private var elementCount = 0
  private var attributeCount = 0

  private init(_ bytes: [UInt8], name: String) { (self.bytes, self.name) = (bytes, name) }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - name: What messages call it.
  /// - Returns: Its element.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` with the line, or
  ///   ``InterchangeError/unsupported(source:item:supported:)`` for a document type, or another encoding.
  static func read(_ bytes: [UInt8], name: String) throws -> XMLElement {
    var reader = XMLReader(bytes, name: name)
    return try reader.document()
  }

  /// The name of a document's element without its prefix; `nil` if the bytes do not begin like XML.
  ///
  /// - Parameter bytes: The beginning. A document type is passed over, which ``read(_:name:)`` refuses.
  static func rootName(_ bytes: [UInt8]) -> String? {
    var reader = XMLReader(bytes, name: "")
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
    while true {
      reader.skipBlanks()
      do {
        if reader.take("<!--") {
          _ = try reader.until("-->", "a comment")
        } else if reader.take("<?") {
          _ = try reader.until("?>", "an instruction")
        } else if reader.take("<!DOCTYPE") {
          return try local(reader.documentTypeName())
        } else {
          return reader.take("<") ? try local(reader.identifier()) : nil
        }
      } catch { return nil }
    }
  }

  /// The name of the element that a document type is of.
  private mutating func documentTypeName() throws -> String {
    skipBlanks()
    return try identifier()
  }

  // MARK: Documents

  private mutating func document() throws -> XMLElement {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    guard String(validating: bytes[place...], as: UTF8.self) != nil else {
      throw damaged(expected: "text in UTF-8", found: "other bytes")
    }
    try declaration()
    try skipMisc()
    guard take("<") else { throw damaged(expected: "an element", found: found()) }
    let root = try element(depth: 1)
    try skipMisc()
    guard place == bytes.count else {
      throw damaged(expected: "the end of the file after its element", found: found())
    }
    return root
  }

  private mutating func declaration() throws {
    guard take("<?xml") else { return }
    let text = try until("?>", "an XML declaration").lowercased()
    let encodings = ["utf-8", "us-ascii", "ascii"]
    guard text.contains("encoding"),
      !encodings.contains(where: { text.contains("\($0)\"") || text.contains("\($0)'") })
    else { return }
    throw InterchangeError.unsupported(
      source: name, item: "the encoding of its XML", supported: "UTF-8")
  }

  /// Skips blanks, comments and instructions.
  private mutating func skipMisc() throws {
    while true {
      skipBlanks()
      if take("<!--") {
        _ = try until("-->", "a comment")
      } else if take("<?") {
        _ = try until("?>", "an instruction")
      } else if starts("<!") {
        throw InterchangeError.unsupported(
          source: name, item: "a document type (line \(line))", supported: "XML without one")
      } else {
        return
      }
    }
  }

  // MARK: Elements

  /// An element whose `<` was read.
  private mutating func element(depth: Int) throws -> XMLElement {
    elementCount += 1
    guard depth <= Self.mostNested, elementCount <= Self.mostElements else {
      throw damaged(
        expected: "at most \(Self.mostElements) elements, \(Self.mostNested) within each other", found: "more"
      )
    }
    let start = line
    let full = try identifier()
    var element = XMLElement(Self.local(full))
    element.line = start
    while true {
      let before = place
      skipBlanks()
      if take("/>") { return element }
      if take(">") { break }
      guard place > before else { throw damaged(expected: "a blank or the end of a tag", found: found()) }
      try attribute(of: &element)
    }
    try content(of: &element, depth: depth)
    guard try identifier() == full else {
      throw damaged(expected: "the end of <\(full.shortened)>", found: "the end of another element")
    }
    skipBlanks()
    guard take(">") else { throw damaged(expected: "the end of a tag", found: found()) }
    return element
  }

  private mutating func attribute(of element: inout XMLElement) throws {
    attributeCount += 1
    guard attributeCount <= Self.mostAttributes, element.attributes.count < 1000 else {
      throw damaged(expected: "at most \(Self.mostAttributes) attributes", found: "more")
    }
    let name = try identifier()
    skipBlanks()
    guard take("=") else { throw damaged(expected: "the value of \(name.shortened)", found: found()) }
    skipBlanks()
    let quote: UInt8
    if take("\"") {
      quote = UInt8(ascii: "\"")
    } else if take("'") {
      quote = UInt8(ascii: "'")
    } else {
      throw damaged(expected: "a value between quotes", found: found())
    }
    var value: [UInt8] = []
    while true {
      guard place < bytes.count else { throw damaged(expected: "the end of a value", found: found()) }
      let byte = bytes[place]
      if byte == quote { break }
      if byte == UInt8(ascii: "<") { throw damaged(expected: "a value without <", found: found()) }
      if byte == UInt8(ascii: "&") { value += try reference() } else { value.append(advance()) }
    }
    place += 1
    guard element[name] == nil else { throw damaged(expected: "\(name.shortened) once", found: "it twice") }
    element.attributes.append(.init(name: name, value: String(decoding: value, as: UTF8.self)))
  }

  /// Everything up to the name in the end tag.
  private mutating func content(of element: inout XMLElement, depth: Int) throws {
    var text: [UInt8] = []
    while true {
      guard place < bytes.count else {
        throw damaged(expected: "the end of <\(element.name.shortened)>", found: found())
      }
      if take("</") { break }
      if take("<!--") {
        _ = try until("-->", "a comment")
      } else if take("<![CDATA[") {
        text += Array(try until("]]>", "a section").utf8)
      } else if take("<?") {
        _ = try until("?>", "an instruction")
      } else if starts("<!") {
        throw damaged(expected: "an element or text", found: found())
      } else if take("<") {
        element.children.append(try self.element(depth: depth + 1))
      } else if bytes[place] == UInt8(ascii: "&") {
        text += try reference()
      } else {
        text.append(advance())
      }
    }
    element.text = String(decoding: text, as: UTF8.self)
    // Blanks between elements say nothing.
    if !element.children.isEmpty, text.allSatisfy({ $0 <= 0x20 }) { element.text = "" }
  }

  /// The character that `&` begins.
  private mutating func reference() throws -> [UInt8] {
    let start = place
    guard let end = bytes[place...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
      throw damaged(expected: "&amp; or another of XML's five entities", found: found())
    }
    place = end + 1
    let word = String(decoding: bytes[start + 1..<end], as: UTF8.self)
    let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
    if let text = known[word] { return Array(text.utf8) }
    let digits = word.dropFirst(word.hasPrefix("#x") ? 2 : 1)
    guard word.hasPrefix("#"), let code = UInt32(digits, radix: word.hasPrefix("#x") ? 16 : 10),
      let scalar = Unicode.Scalar(code), code > 0
    else { throw damaged(expected: "one of XML's five entities", found: "&\(word.shortened.onOneLine);") }
    return Array(String(Character(scalar)).utf8)
  }

  // MARK: Bytes

  private static func local(_ name: String) -> String {
    String(name.split(separator: ":").last ?? Substring(name))
  }

  private mutating func identifier() throws -> String {
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...,
        UInt8(ascii: "_"), UInt8(ascii: ":"):
        place += 1
        continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        guard place > start else { break }
        place += 1
        continue
      default: break
      }
      break
    }
    guard place > start, place - start <= 1000 else { throw damaged(expected: "a name", found: found()) }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { _ = advance() }
  }

  private mutating func advance() -> UInt8 {
    let byte = bytes[place]
    if byte == 0x0A { line += 1 }
    place += 1
    return byte
  }

  private func starts(_ text: StaticString) -> Bool {
    place + text.utf8CodeUnitCount <= bytes.count
      && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    guard starts(text) else { return false }
    place += text.utf8CodeUnitCount
    return true
  }

  /// The text up to a mark, which is read, too.
  private mutating func until(_ mark: StaticString, _ what: String) throws -> String {
    let start = place
    while !starts(mark) {
      guard place < bytes.count else { throw damaged(expected: "the end of \(what)", found: found()) }
      _ = advance()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    _ = take(mark)
    return text
  }

  private func found() -> String {
    guard place < bytes.count else { return "the end of the file" }
    return "\"\(String(decoding: bytes[place...].prefix(20), as: UTF8.self).onOneLine)\""
  }

  private func damaged(expected: String, found: String) -> FileError {
    .damaged(
      source: name, item: "line \(line)", expected: expected, found: found,
      remedy: "the file is damaged or of another kind, so use another one")
  }
}
