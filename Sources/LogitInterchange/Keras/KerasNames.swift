import Logit
import LogitFiles

/// Names that Keras accepts with every backend.
enum KerasNames {
  /// The longest name written; names of files end near there too.
  private static let longest = 200

  /// A name with what TensorFlow refuses replaced: it takes English letters, digits, `.`, `_`, `-` and `>`,
  /// and the first must be a letter, a digit or a dot. HDF5 does not take a dot alone, so none comes first
  /// here, and a long name is cut off.
  static func accepted(_ name: String) -> String {
    let known: Set<Character> = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._->")
    let replaced = String(name.prefix(longest).map { known.contains($0) ? $0 : "_" })
    guard let first = replaced.first, first.isLetter || first.isNumber else {
      return "layer\(replaced)"
    }
    return replaced
  }

  /// Such a name for each of some, all different.
  static func accepted(_ names: [String]) -> [String] {
    // Names that stay as they are come first.
    var taken = Set(names.filter { accepted($0) == $0 })
    return names.map { name in
      let wanted = accepted(name)
      guard wanted != name else { return name }
      var free = wanted
      var number = 1
      while !taken.insert(free).inserted {
        free = "\(wanted)_\(number)"
        number += 1
      }
      return free
    }
  }
}
