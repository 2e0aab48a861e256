#if Command
import ArgumentParser
import Logit

/// By which processes a model is fitted.
struct EngineOptions: ParsableArguments {
  /// What runs the processes.
  enum Engine: String, ExpressibleByArgument, CaseIterable {
    /// This machine.
    case local
    /// Apache Spark.
    case spark
  }

  @Option(
    help:
      "What runs processes that share the rows of a CSV file among them: local for processes on this machine, spark for tasks of Apache Spark, which needs pyspark, pyarrow and pandas for python3 or the program that PYSPARK_PYTHON names. The model is the same to the last byte. By default this process fits it."
  )
  var engine: Engine?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many processes run at a time with --engine local; 2 by default.", valueName: "count"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Where Spark is, with --engine spark, such as spark://host:7077, yarn or local[2]; as Spark is configured by default.",
      valueName: "url"))
  var master: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A setting of Spark, with --engine spark, such as spark.executor.memory=4g; may be given again. None by default.",
      valueName: "key=value"))
  var engineOption: [String] = []

  @Option(
    help: ArgumentHelp(
      "The directory in which --engine keeps what it has, and goes on from there when it is run again; a temporary one by default, which is removed.",
      valueName: "directory"), completion: .directory)
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "About how many bytes of the file a process takes at a time with --engine; it does not change the model. At most 256MB by default, and so few that all processes have work.",
      valueName: "size"))
  var shardSize: ShardSize?
}

extension EngineOptions {
  /// The options, each with whether it was given.
  var given: [(String, Bool)] {
    [
      ("--engine", engine != nil), ("--workers", workers != nil), ("--master", master != nil),
      ("--engine-option", !engineOption.isEmpty), ("--resume", resume != nil),
      ("--shard-size", shardSize != nil),
    ]
  }

  /// Refuses what another engine, or only an engine, needs.
  ///
  /// - Throws: `ValidationError`, or ``OptionValueError`` for a setting that is none.
  func requireFitting() throws {
    let anyEngine = [("--resume", resume != nil), ("--shard-size", shardSize != nil)]
    for (option, isGiven) in anyEngine where isGiven && engine == nil {
      throw ValidationError("\(option) is for --engine local or spark; give both, or none.")
    }
    if workers != nil, engine != .local {
      throw ValidationError("--workers is for --engine local; give both, or none.")
    }
    for (option, isGiven) in [("--master", master != nil), ("--engine-option", !engineOption.isEmpty)]
    where isGiven && engine != .spark {
      throw ValidationError("\(option) is for --engine spark; give both, or none.")
    }
    for setting in engineOption where !setting.dropFirst().contains("=") {
      throw OptionValueError("--engine-option is '\(setting)', but must be key=value.")
    }
  }

  /// How many processes run at a time.
  func workerCount() throws -> Int {
    let count = workers ?? 2
    guard (1...1024).contains(count) else {
      throw OptionValueError("--workers is \(count), but must be from 1 to 1024.")
    }
    return count
  }
}

/// A number of bytes, such as 256MB.
struct ShardSize: ExpressibleByArgument {
  static let usual = 256_000_000

  let byteCount: Int

  init?(argument: String) {
    guard let limit = MemoryLimit(argument), limit.byteCount < .max else { return nil }
    byteCount = limit.byteCount
  }
}
#endif
