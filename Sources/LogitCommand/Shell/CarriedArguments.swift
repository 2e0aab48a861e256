#if Command
/// The arguments of the command line, for another command that is advised: what says which rows, columns and classes there are
/// must not get lost on the way.
enum CarriedArguments {
  /// The arguments after the command's name as they are typed, each after a blank.
  ///
  /// - Parameters:
  ///   - options: Options that the other command does not have, or is told otherwise; each has a value.
  ///   - added: The other command's own options, each after a blank.
  static func text(without options: Set<String>, adding added: String) -> String {
    let typed = CommandLine.arguments.dropFirst(2)
    // Behind it, whatever stands there is no option.
    let end = typed.firstIndex(of: "--") ?? typed.endIndex
    var text = ""
    var isValue = false
    for argument in typed[..<end] {
      defer { isValue = !isValue && options.contains(argument) }
      let name = argument.prefix { $0 != "=" }
      if isValue || options.contains(String(name)) { continue }
      text += " " + argument.shellQuoted
    }
    return text + added + typed[end...].map { " " + $0.shellQuoted }.joined()
  }
}
#endif
