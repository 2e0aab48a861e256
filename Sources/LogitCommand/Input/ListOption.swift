#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension [String] {
  /// The items of a list that was typed; none of an empty text.
  ///
  /// - Throws: `OptionValueError` if a quote in it is never closed, or does not surround a whole item, and for an
  ///   item that is empty, where something may have been forgotten.
  init(list text: String, option: String) throws {
    guard let items = text.splitList() else {
      throw OptionValueError(
        "\(option) is '\(text)', but must be a list with commas between, in which an item with a comma is in "
          + "double quotes: 'age,\"height, cm\"'.")
    }
    guard !text.isEmpty else {
      self = []
      return
    }
    guard !items.contains("") else {
      throw OptionValueError(
        "\(option) is '\(text.onOneLine)', but must have something on both sides of every comma.")
    }
    self = items
  }
}

extension [String] {
  /// The same, of texts that may have several items each.
  init(lists texts: [String], option: String) throws {
    self = try texts.flatMap { try [String](list: $0, option: option) }
  }
}

extension Array {
  /// The elements that were asked for by name, each once.
  ///
  /// - Parameters:
  ///   - texts: Lists of names, as they were typed.
  ///   - option: The option.
  ///   - kind: What the elements are called: "kind".
  ///   - name: The name of an element.
  /// - Throws: ``OptionValueError`` for a name that none has.
  func chosen(
    _ texts: [String], option: String, called kind: String, name: (Element) -> String
  ) throws -> [Element] {
    let names = map(name)
    var places: [Int] = []
    for asked in try [String](lists: texts, option: option) {
      guard let place = names.firstIndex(of: asked) else {
        throw OptionValueError(
          "There is no \(kind) '\(asked)'\(asked.nearest(among: names).suggestion) The \(kind)s are "
            + "\(names.joined(separator: ", ")).")
      }
      if !places.contains(place) { places.append(place) }
    }
    return places.map { self[$0] }
  }
}
#endif
