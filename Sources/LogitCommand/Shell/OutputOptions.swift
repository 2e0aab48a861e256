#if Command
import ArgumentParser

/// How much a command prints, and whether for people or for programs.
struct OutputOptions<Help: OutputHelp>: ParsableArguments {
  @Flag(help: ArgumentHelp(Help.quiet))
  var quiet = false

  @Flag(help: ArgumentHelp(Help.json))
  var json = false

  /// Whether to print for people.
  var isForPeople: Bool { !quiet && !json }

  func validate() throws {
    if quiet && json { throw ValidationError("--quiet and --json contradict each other; give one of them.") }
  }
}

/// What a command says of its ``OutputOptions``.
protocol OutputHelp {
  static var quiet: String { get }
  static var json: String { get }
}

extension OutputHelp {
  static var quiet: String { "Print nothing." }
  static var json: String { "Print one JSON object instead of text." }
}

/// What most commands say.
enum PlainOutputHelp: OutputHelp {}
#endif
