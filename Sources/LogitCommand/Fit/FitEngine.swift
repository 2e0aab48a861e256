#if Command
import ArgumentParser
import Logit
import LogitClassifier

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A fit by processes of this machine, or by Spark's tasks: each works out the part of a shard, and one that is
/// killed is started again. Whatever is done is in a directory, from which a fit that was ended goes on.
final class FitEngine {
  /// How often a shard is tried before its fault is told.
  private static let attempts = 4

  private let plan: ShardPlan
  private let directory: String
  /// The directory, unless it is to stay.
  private let temporary: TemporaryDirectory?
  private let workerCount: Int
  private let isWatched: Bool
  /// Where the search came to last, for whoever watches.
  private var reached = ""
  /// What goes through the rounds in the place of processes of this machine.
  private let spark: SparkRounds?

  /// Makes a plan, or takes the one that is there.
  ///
  /// - Parameters:
  ///   - engine: What was typed of processes.
  ///   - input: The table.
  ///   - target: The column that names each row's class.
  ///   - options: How to train.
  ///   - isWatched: Whether to show how far it is.
  init(
    _ engine: EngineOptions, _ input: TableOptions, target: String, _ options: ClassifierOptions,
    isWatched: Bool
  ) throws {
    workerCount = try engine.workerCount()
    spark = engine.engine == .spark ? SparkRounds(engine) : nil
    // Tasks of Spark run in directories of their own.
    let file = engine.engine == .spark ? Program.absolute(input.file) : input.file
    self.isWatched = isWatched && Terminal.isInteractive(.standardError)
    let temporary = engine.resume == nil ? try TemporaryDirectory(".fit") : nil
    self.temporary = temporary
    directory = engine.resume ?? temporary?.path ?? ""
    let path = "\(directory)/plan.json"
    if FileSystem.exists(path) {
      plan = try ShardPlan(contentsOf: path)
      try plan.requireSame([file], target: target, options: options)
      try Self.requireSameArguments(directory)
      return
    }
    if temporary == nil { try FileSystem.createDirectory(directory) }
    try StagedFile.write(Array(Self.arguments.utf8), to: Self.argumentsPath(directory))
    let size: Int = if case .plain(let size)? = FileSystem.status(of: file)?.kind { size } else { 0 }
    // Several shards a process, so that none waits long for another.
    let usual = min(ShardSize.usual, max(size / (4 * workerCount), 1))
    plan = try ShardPlan(
      [file], csv: input.format.options(), target: target, source: input.file.lastComponent,
      options: options, shardByteCount: engine.shardSize?.byteCount ?? usual)
    try plan.write(to: path)
  }

  // MARK: What was typed

  private static func argumentsPath(_ directory: String) -> String { "\(directory)/arguments" }

  /// What was typed that the model depends on, in an order of its own.
  private static var arguments: String {
    let others: Set = [
      "--engine", "--workers", "--master", "--engine-option", "--resume", "--shard-size", "--output", "-o",
    ]
    return CarriedArguments.text(without: others, adding: "").split(separator: " ")
      .filter { !["--quiet", "--json", "--overwrite"].contains($0) }.sorted().joined(separator: " ")
  }

  /// Refuses to go on with a fit that was begun with other options: how columns are read is in no plan as it
  /// was typed.
  private static func requireSameArguments(_ directory: String) throws {
    guard let source = try? StoredBytes(path: argumentsPath(directory)) else { return }
    let before = String(decoding: try source.allBytes(), as: UTF8.self)
    guard before != arguments else { return }
    throw OptionValueError(
      "--resume \(directory.shellQuoted) has a fit that was begun with other options (\(before)), but now they are "
        + "\(arguments); give those, or name another directory.")
  }

  // MARK: The fit

  /// What is not known of rows that are not all in memory, for whoever relies on it.
  static let unseen =
    "Note: rows are not all in memory, so whether classes are separable and columns follow from each other was not "
    + "looked for.\n"

  /// Goes through all rounds that are left.
  ///
  /// - Throws: `ExitCode` 130 if Ctrl-C was pressed; what a shard's process said.
  func run() throws -> (classifier: Classifier, report: FitReport) {
    EndingSignals.awaitInterrupt()
    // After that all parts of the last round are there.
    try spark?.run(in: directory)
    if Interruption.hasHappened { try endInterrupted() }
    var state = try lastState()
    while true {
      let parts = try parts(answering: state)
      if Interruption.hasHappened { try endInterrupted() }
      switch try Combination(plan).combine(state, parts: parts) {
      case .finished(let classifier, let report, _):
        show("")
        return (classifier, report)
      case .unfinished(var next, let progress):
        try next.write(to: statePath(next.round))
        for path in parts { FileSystem.removeFile(path) }
        if let before = state { FileSystem.removeFile(statePath(before.round)) }
        reached = progress.reached
        show(progress.line)
        state = next
      }
    }
  }

  // MARK: Rounds

  private func statePath(_ round: Int) -> String { "\(directory)/state-\(round).safetensors" }

  /// The state of the last round that was summed up; `nil` if there is none.
  private func lastState() throws -> RoundState? {
    let rounds = FileSystem.names(in: directory).compactMap { name in
      name.hasPrefix("state-") && name.hasSuffix(".safetensors")
        ? Int(name.dropFirst(6).dropLast(12)) : nil
    }
    return try rounds.max().map { try RoundState(contentsOf: statePath($0), of: plan) }
  }

  private func endInterrupted() throws -> Never {
    show("")
    Shell.note(
      temporary == nil
        ? "Interrupted: what was done is in \(directory); the same command goes on from there.\n"
        : "Interrupted: nothing is kept, but would be with --resume DIR.\n")
    throw ExitCode(130)
  }

  // MARK: Shards

  /// What processes of a round share.
  private struct Work {
    var next = 0
    var doneCount = 0
    var running: Int
    var failure: String?
  }

  /// Works out the parts of a round that are not there yet.
  private func parts(answering state: RoundState?) throws -> [String] {
    let round = state?.round ?? 0
    let paths = plan.shards.indices.map { "\(directory)/part-\(round)-\($0)" }
    let missing = plan.shards.indices.filter {
      (try? ShardPart(contentsOf: paths[$0], of: plan, state)) == nil
    }
    let count = min(workerCount, missing.count)
    let work = Locked(Work(running: count))
    let start = ContinuousClock.now
    let shared = PartArguments(
      plan: "\(directory)/plan.json", state: state.map { statePath($0.round) }, directory: directory)
    for _ in 0..<count {
      OwnThread.run {
        while let shard = work.withLock({ work -> Int? in
          guard work.failure == nil, work.next < missing.count, !Interruption.hasHappened else { return nil }
          defer { work.next += 1 }
          return missing[work.next]
        }) {
          let failure = shared.run(shard, to: paths[shard], attempts: Self.attempts)
          work.withLock { work in
            work.doneCount += 1
            if let failure, work.failure == nil { work.failure = failure }
          }
        }
        work.withLock { $0.running -= 1 }
      }
    }
    while true {
      let now = work.withLock { $0 }
      if now.running == 0 { break }
      if isWatched, round > 0 || now.doneCount > 0 {
        let left = Self.timeLeft(missing.count, done: now.doneCount, after: ContinuousClock.now - start)
        let doneCount = plan.shards.count - missing.count + now.doneCount
        show("Round \(round + 1), \(doneCount) of \(plan.shards.count) shards\(left)\(reached)")
      }
      usleep(2_000)
    }
    if let failure = work.withLock({ $0.failure }) {
      show("")
      throw ShellError(oneLine: failure)
    }
    return paths
  }

  /// How long the rest of a round takes if it goes on as it did so far.
  private static func timeLeft(_ count: Int, done: Int, after elapsed: Duration) -> String {
    guard done > 0, done < count else { return "" }
    return ", \((elapsed.seconds * Double(count - done) / Double(done)).fixed(decimals: 0))s left"
  }

  private func show(_ text: String) {
    if isWatched { Terminal.drawError("\r\u{1B}[2K\(text)") }
  }
}

/// How a process that works out a part is started.
private struct PartArguments: Sendable {
  let plan: String
  let state: String?
  let directory: String

  /// Runs a process until its part is there.
  ///
  /// - Returns: What went wrong; `nil` if nothing did.
  func run(_ shard: Int, to path: String, attempts: Int) -> String? {
    let errors = "\(directory)/errors-\(shard)"
    defer { FileSystem.removeFile(errors) }
    var arguments = [
      "partial", "--plan", plan, "--shard", "\(shard)", "--cache", directory, "-o", path, "--quiet",
    ]
    if let state { arguments += ["--state", state] }
    var last = ""
    for _ in 0..<attempts {
      do throws(SystemError) {
        let ending = try ChildProcess.run(
          Program.path, arguments, output: "/dev/null", errors: errors, seconds: .infinity)
        switch ending {
        case .status(0): return nil
        case .status(75), .tooLong: last = said(errors) ?? "it failed"
        case .signal(let number): last = "its process was ended by signal \(number)"
        case .status(let status): return said(errors) ?? "Shard \(shard) ended with \(status)."
        }
      } catch {
        last = "no process could be started: \(error.reason)"
      }
    }
    return "Shard \(shard) was tried \(attempts) times, and the last time \(last)"
  }

  /// What a process said last.
  private func said(_ path: String) -> String? {
    guard let source = try? StoredBytes(path: path), let bytes = try? source.prefix(1 << 16), !bytes.isEmpty
    else {
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.hasPrefix("Error: ") ? $0.dropFirst(7) : $0 }
    return lines.joined(separator: " ")
  }
}

extension Combination.Progress {
  /// A line for whoever watches.
  fileprivate var line: String { "Round \(round) done: next \(next)\(reached)" }

  /// The objective and its gradient where the search came to.
  fileprivate var reached: String {
    let objective = objective.map { " - objective \($0.fixed(decimals: 6))" } ?? ""
    return objective + (gradientNorm.map { ", gradient \($0.scientific(decimals: 1))" } ?? "")
  }
}
#endif
