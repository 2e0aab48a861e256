/// A path with names in braces, to be filled in as Python's `str.format` does:
/// `"{epoch:02d}-{val_loss:.2f}.safetensors"`.
struct PathPattern: Sendable {
  /// What a name stands for.
  enum Value {
    case integer(Int)
    case number(Double)
  }

  private enum Part {
    case text(String)
    case field(name: String, format: PythonFormat)
  }

  private let pattern: String
  private let option: String
  private var parts: [Part] = []

  /// The names in braces.
  var names: [String] {
    parts.compactMap {
      if case .field(let name, _) = $0 { name } else { nil }
    }
  }

  /// - Parameter option: The name of the option, for messages.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  init(_ pattern: String, option: String) throws {
    (self.pattern, self.option) = (pattern, option)
    var rest = Substring(pattern)
    var text = ""
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        text.append(character)
        continue
      }
      if rest.first == character {
        rest.removeFirst()
        text.append(character)
        continue
      }
      guard character == "{", let end = rest.firstIndex(of: "}") else {
        throw invalid("a pattern whose braces come in pairs; write {{ or }} for a brace itself")
      }
      parts.append(.text(text))
      text = ""
      parts.append(try field(rest[..<end]))
      rest = rest[rest.index(after: end)...]
    }
    parts.append(.text(text))
  }

  private func field(_ text: Substring) throws -> Part {
    let colon = text.firstIndex(of: ":")
    let name = text[..<(colon ?? text.endIndex)]
    guard !name.isEmpty, !name.contains(where: { "{!.[".contains($0) }) else {
      throw invalid("a pattern with a name in each pair of braces, such as {epoch}, but found {\(text)}")
    }
    guard let format = PythonFormat(colon.map { text[text.index(after: $0)...] } ?? "") else {
      throw invalid("a pattern with formats such as {epoch:02d} or {val_loss:.2f}, but found {\(text)}")
    }
    return .field(name: String(name), format: format)
  }

  /// The path with all names filled in.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if a name has no value or a format does not
  ///   suit its value.
  func path(_ value: (String) -> Value?) throws -> String {
    var path = ""
    for part in parts {
      switch part {
      case .text(let text): path += text
      case .field(let name, let format):
        guard let value = value(name) else {
          throw invalid("made of names that the logs hold, and \(name) is not among them")
        }
        let text =
          switch value {
          case .integer(let number): format.text(for: number)
          case .number(let number): format.text(for: number)
          }
        guard let text else { throw invalid("a pattern whose format for \(name) suits the value \(value)") }
        path += text
      }
    }
    return path
  }

  private func invalid(_ expected: String) -> LogitError {
    .invalidOption(name: option, value: pattern, expected: expected)
  }
}
