#if Command

/// The arguments of the command line, with the values that may be left out put in.
enum CompletedArguments {
  /// The options whose value may be left out, and the value then.
  private static let values = ["--hosmer-lemeshow": "10"]

  /// Puts a value behind each option that stands without one, since the parser knows only options with a
  /// value and those without.
  ///
  /// - Parameter arguments: As they were typed.
  /// - Returns: As the parser takes them.
  static func completing(_ arguments: [String]) -> [String] {
    var completed: [String] = []
    for (index, argument) in arguments.enumerated() {
      completed.append(argument)
      if argument == "--" { return completed + arguments[(index + 1)...] }
      guard let value = values[argument] else { continue }
      let next = index + 1 < arguments.count ? arguments[index + 1] : ""
      if Double(next) == nil { completed.append(value) }
    }
    return completed
  }
}
#endif
