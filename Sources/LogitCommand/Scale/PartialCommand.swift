#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit partial`: the sums over the rows of a shard.
struct PartialCommand: ParsableCommand {
  /// Bad data: trying again is of no use.
  private static let badData = ExitCode(65)
  /// A fault of the machine: trying again may help.
  private static let machineFault = ExitCode(75)

  static let configuration = CommandConfiguration(
    commandName: "partial", _superCommandName: Shell.commandName,
    abstract: "Work out what a round of a fit needs of one shard.",
    discussion: """
      Without --state, the first round: moments of the columns, and a few rows. With it, the sums that logit combine asked \
      for. The same plan, shard and state give the same bytes. Ends with 65 for data that will not become better, and with \
      75 for a fault of the machine, after which another attempt may succeed.
      """)

  @Option(help: ArgumentHelp("The plan that logit plan wrote.", valueName: "file"), completion: .file())
  var plan: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of the shard, counted from 0.", valueName: "number"))
  var shard: Int

  @Option(
    help: ArgumentHelp(
      "The state that logit combine wrote last; none in the first round.", valueName: "file"),
    completion: .file())
  var state: String?

  @Option(
    help: ArgumentHelp(
      "- to take the shard's bytes from standard input; by default they are read from the plan's file.",
      valueName: "-"))
  var input: String?

  @Option(
    help: ArgumentHelp(
      "A directory to keep encoded rows in for later rounds; they are not kept by default.",
      valueName: "directory"), completion: .directory)
  var cache: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write the part to; - for standard output.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The most memory to take up, such as 8GB, or unlimited; three quarters of what there is by default.",
      valueName: "size"), completion: .list(["unlimited"]))
  var memory: MemoryLimit?

  @Flag(help: "Print nothing.")
  var quiet = false

  func validate() throws {
    if let input, input != "-" {
      throw ValidationError("--input is '\(input)', but must be - for standard input, or left out.")
    }
  }

  func run() throws {
    do {
      try work()
    } catch let error as FileError {
      switch error {
      case .damaged, .invalidJSON, .overLimit: try end(error, Self.badData)
      default: try end(error, Self.machineFault)
      }
    } catch let error as DataError {
      try end(error, Self.badData)
    } catch let error as LogitError {
      if case .invalidOption = error { throw error }
      try end(error, Self.badData)
    }
  }

  private func end(_ error: any Error, _ status: ExitCode) throws -> Never {
    Shell.note("Error: \(ShellError.wording(error))\n")
    throw status
  }

  private func work() throws {
    if output != "-" { try InputFiles(plan, state).requireOther(than: output) }
    let shards = try ShardPlan(contentsOf: plan)
    let round = try state.map { try RoundState(contentsOf: $0, of: shards) }
    if let cache { try FileSystem.createDirectory(cache) }
    let bytes =
      try input == nil
      ? nil : CSVReader.textOfStandardInput(CSVOptions(memory: memory ?? .standard)).allBytes()
    let part = try ShardWork(
      shards, shard: shard, cacheDirectory: cache, memory: memory ?? .standard
    ).part(round, input: bytes)
    let encoded = part.encoded
    guard output != "-" else {
      return try encoded.withUnsafeBytes { try OutputDescriptor.standardOutput.write($0) }
    }
    try StagedFile.write(encoded, to: output)
    guard !quiet else { return }
    let object: JSON = [
      "shard": .integer(shard), "rows": .integer(part.rowCount), "bad_rows": 0,
      "bytes": .integer(encoded.count), "plan": .string(shards.hashText),
      "state": round.map { .string($0.hashText) } ?? .null,
    ]
    try Shell.print(object.description)
  }
}
#endif
