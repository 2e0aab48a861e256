#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit plan`: how a fit is divided among processes.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", _superCommandName: Shell.commandName,
    abstract: "Divide a fit among processes: learn the features, and cut the rows into shards.",
    discussion: """
      Reads CSV files through, in bounded memory, learns what becomes of each column, and writes a plan. Any scheduler can \
      then run, for each shard, logit partial, and after that logit combine, until that ends with 0:

        logit plan clicks.csv --target clicked -o plan.json
        logit partial --plan plan.json --shard 0 -o part-0     # and 1, 2, ... on any machine
        logit combine --plan plan.json part-* -o state-1.safetensors       # 10: another round is needed
        logit partial --plan plan.json --shard 0 --state state-1.safetensors -o part-0

      The model is that of logit fit to the last byte, whatever the number of shards and processes.
      """)

  @OptionGroup var input: TableOptions

  @Argument(
    help: ArgumentHelp(
      "More CSV files of the same columns in the same order, whose rows follow.", valueName: "more"),
    completion: .file(extensions: TableFormat.inputExtensions))
  var more: [String] = []

  @OptionGroup var model: ModelOptions

  @OptionGroup(title: "Training") var training: TrainingOptions

  @OptionGroup(title: "Decision") var decision: DecisionOptionGroup

  @OptionGroup(title: "Measuring") var measuring: MeasuringOptions

  @Option(parsing: .unconditional, help: "Where the folds come from.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "About how many bytes of the file a shard has; it does not change the model. 256MB by default.",
      valueName: "size"))
  var shardSize: ShardSize?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write the plan to; plan.json by default.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var output = "plan.json"

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func run() throws {
    let options = try ClassifierOptions(
      model: model, input.format, training: training, decision: decision, measuring: measuring, seed: seed)
    guard let target = model.target else {
      throw ValidationError("Name the column to predict with --target.")
    }
    let files = [input.file] + more
    for file in files {
      try InputFiles(file).requireOther(than: output)
      try TableOptions.requireDivisible(file)
    }
    try StagedFile.requireWritable(output)
    let plan = try ShardPlan(
      files, csv: input.format.options(), target: target, source: Self.name(files),
      options: options, shardByteCount: shardSize?.byteCount ?? ShardSize.usual)
    try plan.write(to: output)
    if printing.json {
      let object: JSON = [
        "plan": .string(output), "source": .string(input.file), "files": .integer(files.count),
        "target": .string(target),
        "rows": .integer(plan.rowCount), "features": .integer(plan.featureCount),
        "shards": .integer(plan.shards.count), "xxh64": .string(plan.hashText),
      ]
      try Shell.print(object.description)
    }
    if printing.isForPeople {
      try Shell.print(
        "The plan for \(plan.rowCount.counted("row")) in \(plan.shards.count.counted("shard")) is in \(output).\n"
          + "Next: logit partial --plan \(output.shellQuoted) --shard 0 -o part-0")
    }
  }

  /// What the model remembers the table as.
  private static func name(_ files: [String]) -> String {
    files[0].lastComponent + (files.count > 1 ? " and \((files.count - 1).counted("other file"))" : "")
  }
}
#endif
