#if Command
/// The arguments of the command line, for another command that is advised: what says which rows, columns and classes there are
/// must not get lost on the way.
enum CarriedArguments {
  /// The arguments after the command's name as they are typed, each after a blank.
  ///
  /// - Parameter options: Options of this command that the other does not have, or is told otherwise; each has a value.
  static func text(without options: Set<String>) -> String {
    var text = ""
    var isValue = false
    for argument in CommandLine.arguments.dropFirst(2) {
      defer { isValue = !isValue && options.contains(argument) }
      let name = argument.prefix { $0 != "=" }
      if isValue || options.contains(String(name)) { continue }
      text += " " + argument.shellQuoted
    }
    return text
  }
}
#endif
