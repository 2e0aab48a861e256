import ArgumentParser

/// The `logit` command.
@main
struct LogitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logit",
    abstract: "Train, explain and ship logistic and softmax regression.",
    version: "0.1.0",
    subcommands: [DemoCommand.self])
}
