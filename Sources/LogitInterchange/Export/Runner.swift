import Logit

/// A program on this machine that runs files of another format, such as a compiler or a database's shell.
///
/// It runs in a folder of its own, which is removed afterwards, without input and for a limited time. Only
/// what Logit itself wrote is ever given to it.
struct Runner: Sendable {
  /// What it is called, such as `cc`.
  let name: String
  /// Where it is.
  let path: String
  /// The first line of what it says of its version.
  let version: String

  /// How long a program may take, in seconds; compilers of large models take the most.
  private static let timeLimit = 120.0
  /// The most that is read of what a program writes.
  private static let largestOutput = 1 << 22

  /// Finds a program along `PATH`.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - versionOption: What makes it say its version.
  /// - Returns: `nil` if it is not there, or does not say its version.
  init?(_ name: String, versionOption: String) {
    let folders = (Terminal.environment("PATH") ?? "").split(separator: ":")
    guard let path = folders.lazy.map({ "\($0)/\(name)" }).first(where: FileSystem.isProgram) else {
      return nil
    }
    (self.name, self.path) = (name, path)
    let said = try? Scratch.with { scratch in
      try Self.run(path, [versionOption], in: scratch, what: name, seconds: 20)
    }
    guard let said else { return nil }
    version = String(said.split(whereSeparator: \.isNewline).first ?? "").onOneLine
  }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - scratch: The folder for what it writes.
  ///   - output: The file that is checked, for messages.
  /// - Returns: What it wrote to its standard output.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it fails or takes too long.
  func run(_ arguments: [String], in scratch: Scratch, checking output: String) throws -> String {
    try run(path, arguments, in: scratch, checking: output)
  }

  /// Runs a program that this one made.
  func run(
    _ program: String, _ arguments: [String], in scratch: Scratch, checking output: String
  ) throws -> String {
    do {
      return try Self.run(program, arguments, in: scratch, what: name, seconds: Self.timeLimit)
    } catch let error as RunFailure {
      throw InterchangeError.notRun(output: output, runner: name, reason: error.reason)
    }
  }

  private struct RunFailure: Error { let reason: String }

  private static func run(
    _ program: String, _ arguments: [String], in scratch: Scratch, what name: String, seconds: Double
  ) throws -> String {
    let (output, errors) = (scratch.path("stdout"), scratch.path("stderr"))
    let ending: ChildProcess.Ending
    do {
      ending = try ChildProcess.run(program, arguments, output: output, errors: errors, seconds: seconds)
    } catch {
      throw RunFailure(reason: error.reason)
    }
    guard ending == .status(0) else {
      let lines = try text(of: errors).split(whereSeparator: \.isNewline)
      // Python says what was wrong in the last line of its account, others in the first.
      let line = lines.first?.hasPrefix("Traceback") == true ? lines.last : lines.first
      let said = line.map { ": \(String($0).onOneLine.shortened)" }
      let how =
        switch ending {
        case .status(let status): "status \(status)"
        case .signal(let signal): "signal \(signal)"
        case .tooLong: "it took more than \(Int(seconds)) seconds"
        }
      throw RunFailure(reason: how + (said ?? ""))
    }
    return try text(of: output)
  }

  private static func text(of path: String) throws -> String {
    let stored = try StoredBytes(path: path)
    return String(decoding: try stored.prefix(min(stored.size, largestOutput)), as: UTF8.self)
  }

  /// The check of what a test printed: a line `row N DIFFERENCE` for each golden row.
  ///
  /// - Parameters:
  ///   - text: What it printed.
  ///   - rowCount: How many rows there are.
  ///   - output: The file that is checked, for messages.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it printed anything else.
  func check(_ text: String, rowCount: Int, checking output: String) throws -> GoldenCheck {
    var differences: [Double] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count == 3, words[0] == "row", Int(words[1]) == differences.count + 1 else {
        throw InterchangeError.notRun(
          output: output, runner: name, reason: "it printed \(String(line).onOneLine.shortened)")
      }
      differences.append(Double(words[2]) ?? .nan)
    }
    guard differences.count == rowCount, rowCount > 0 else {
      throw InterchangeError.notRun(
        output: output, runner: name, reason: "it printed \(differences.count) of \(rowCount) rows")
    }
    return GoldenCheck(differences, runner: name, version: version)
  }
}

/// A folder that is there while a program runs.
struct Scratch: Sendable {
  private let folder: String

  /// Makes a folder, and removes it with its files at the end.
  static func with<Result>(_ body: (Scratch) throws -> Result) throws -> Result {
    let scratch = Scratch(folder: FileSystem.temporaryPath(".check"))
    try FileSystem.createDirectory(scratch.folder)
    defer {
      for name in FileSystem.names(in: scratch.folder) { FileSystem.removeFile(scratch.path(name)) }
      FileSystem.removeDirectoryIfEmpty(scratch.folder)
    }
    return try body(scratch)
  }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file into the folder.
  ///
  /// - Returns: Its path.
  func write(_ bytes: [UInt8], as name: String) throws -> String {
    try StagedFile.write(bytes, to: path(name))
    return path(name)
  }
}
