#if Command
import ArgumentParser
import Logit

extension [String] {
  /// The items of a list that was typed, without empty ones.
  ///
  /// - Throws: `ValidationError` if a quote in it is never closed, or does not surround a whole item.
  init(list text: String, option: String) throws {
    guard let items = text.splitList() else {
      throw OptionValueError(
        "\(option) is '\(text)', but must be a list with commas between, in which an item with a comma is in "
          + "double quotes: 'age,\"height, cm\"'.")
    }
    self = items.filter { !$0.isEmpty }
  }
}
#endif
