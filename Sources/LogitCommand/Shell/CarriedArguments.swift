#if Command
/// The arguments of the command line, for another command that is advised: what says which rows, columns and
/// classes there are must not get lost on the way.
enum CarriedArguments {
  /// The options whose value may look like an option itself, as a word for missing values may.
  private static let taking: Set = [
    "--missing", "--not-missing", "--penalty-factor", "--bounds", "--lambdas", "--comment", "--separator",
  ]

  /// The arguments after the command's name as they are typed, each after a blank.
  ///
  /// - Parameters:
  ///   - options: Options that the other command does not have, or sets otherwise; each has a value.
  ///   - flags: The same that have none.
  ///   - added: The other command's own options, each after a blank.
  ///   - names: What arguments are shown as that would say something of the machine; none by default.
  static func text(
    without options: Set<String>, flags: Set<String> = [], adding added: String,
    showing names: [String: String] = [:]
  ) -> String {
    func shown(_ argument: String) -> String { (names[argument] ?? argument).shellQuoted }
    let typed = CommandLine.arguments.dropFirst(2)
    // Behind it, whatever stands there is no option.
    let end = typed.firstIndex(of: "--") ?? typed.endIndex
    var text = ""
    // The option whose value comes next.
    var option: String?
    for argument in typed[..<end] {
      if let name = option {
        option = nil
        if !options.contains(name) { text += " " + shown(argument) }
        continue
      }
      if options.contains(argument) || taking.contains(argument) { option = argument }
      let name = String(argument.prefix { $0 != "=" })
      if options.contains(name) || flags.contains(name) { continue }
      text += " " + shown(argument)
    }
    return text + added + typed[end...].map { " " + shown($0) }.joined()
  }
}
#endif
