import Foundation

/// The built command, run as a user runs it, in a folder of its own.
final class BuiltCommand {
  struct Output {
    var status: Int32
    var text: String
    var errors: String
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-command-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs the command to its end.
  ///
  /// - Parameter input: Standard input, small enough for a pipe.
  func callAsFunction(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Output { try run(arguments, input: input, environment: environment) }

  /// Runs the command to its end.
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Output { try run(arguments, bytes: Data(input.utf8), environment: environment) }

  /// Runs the command to its end.
  ///
  /// - Parameter bytes: Standard input, small enough for a pipe.
  func run(_ arguments: [String], bytes: Data, environment: [String: String] = [:]) throws -> Output {
    try Self.output(of: process(arguments, environment: environment), input: bytes)
  }

  /// Runs a line of the shell, in which `logit` is the command; what redirections do can be tried so.
  func shell(_ line: String) throws -> Output {
    let process = process([])
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    let path = process.environment?["PATH"] ?? ""
    process.environment?["PATH"] = "\(DemoTests.products.path):\(path)"
    return try Self.output(of: process, input: Data())
  }

  private static func output(of process: Process, input: Data) throws -> Output {
    let (source, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    source.feed(input)
    try source.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errorText = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, text: String(decoding: text, as: UTF8.self),
      errors: String(decoding: errorText, as: UTF8.self))
  }

  /// The command, not yet started.
  func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = DemoTests.products.appendingPathComponent("logit")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return process
  }

  /// Makes a file in the folder.
  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  /// Makes a file in the folder.
  func write(_ bytes: Data, to name: String) throws {
    try bytes.write(to: folder.appendingPathComponent(name))
  }

  /// What a file in the folder holds.
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

  /// The text of a file in the folder.
  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// The lines of a file in the folder.
  func lines(_ name: String) throws -> [Substring] { try text(name).split(separator: "\n") }

  /// The names of the files in the folder, in order.
  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

extension BuiltCommand.Output {
  /// The object that was printed.
  var object: [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
  }
}

extension Pipe {
  /// Writes to a process that may have ended already, which is no fault: the signal that says so, and would
  /// end this process, is taken back.
  func feed(_ bytes: Data) {
    var (pipe, before) = (sigset_t(), sigset_t())
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    guard (try? fileHandleForWriting.write(contentsOf: bytes)) == nil else { return }
    var (pending, number) = (sigset_t(), Int32(0))
    sigpending(&pending)
    if sigismember(&pending, SIGPIPE) == 1 { sigwait(&pipe, &number) }
  }
}
