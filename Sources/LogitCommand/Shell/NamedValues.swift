#if Command
import ArgumentParser
import Logit

/// An option of the form NAME=VALUE that may be repeated, each name once.
struct NamedValues {
  /// The option.
  let option: String
  /// What a text has to be: "a column, = and a number, such as age=0".
  let expected: String
  /// What a name that comes twice would have twice, as a clause.
  let twice: (_ name: String) -> String
  /// Whether names may hold =, as values then may not.
  var endsAtLast = true

  /// The values by their names.
  ///
  /// - Parameters:
  ///   - texts: As they were typed.
  ///   - value: Reads a value; the whole text is for messages.
  /// - Throws: ``OptionValueError`` for a text of another form, `ValidationError` for a name that comes twice.
  func values<Value>(
    of texts: [String], _ value: (_ value: String, _ text: String) throws -> Value
  ) throws -> [String: Value] {
    var values: [String: Value] = [:]
    for text in texts {
      guard let mark = endsAtLast ? text.lastIndex(of: "=") : text.firstIndex(of: "="), mark > text.startIndex
      else {
        throw OptionValueError("\(option) is '\(text.onOneLine)', but must be \(expected).")
      }
      let name = String(text[..<mark])
      let found = try value(String(text[text.index(after: mark)...]), text)
      guard values.updateValue(found, forKey: name) == nil else {
        throw ValidationError("\(option) says twice \(twice(name.onOneLine)); give one of them.")
      }
    }
    return values
  }
}
#endif
