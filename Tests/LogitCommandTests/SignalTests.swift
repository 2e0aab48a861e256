import Foundation
import Testing

/// What is left when the command is ended from outside.
@Suite struct SignalTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  @Test(
    "A signal ends the command with its status and leaves no unfinished file",
    arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func unfinished(signal: Int32, status: Int32) throws {
    let (process, _, before) = try prediction { logit.process($0) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == status && process.terminationReason == .exit)
    #expect(try logit.files == before && logit.text("out.csv") == "old")
  }

  @Test("A signal that whoever started the command ignores stays ignored")
  func ignored() throws {
    let (process, input, before) = try prediction { arguments in
      let process = logit.process(["-c", "trap '' HUP; exec \"$0\" \"$@\"", "logit"] + arguments)
      process.arguments?[2] = process.executableURL?.path ?? ""
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      return process
    }
    kill(process.processIdentifier, SIGHUP)
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try logit.files == before && logit.lines("out.csv").count == 2)
  }

  /// Starts a prediction that has begun its output and waits for more rows.
  private func prediction(_ make: ([String]) -> Process) throws -> (Process, Pipe, before: [String]) {
    _ = try logit("fit", "iris", "--quiet")
    try logit.write("old", to: "out.csv")
    let before = try logit.files
    let process = make(["predict", "model.safetensors", "-", "-o", "out.csv"])
    let input = Pipe()
    process.standardInput = input
    try process.run()
    let rows = "sepal_length,sepal_width,petal_length,petal_width\n1,2,3,4\n"
    try input.fileHandleForWriting.write(contentsOf: Data(rows.utf8))
    // The output is begun when the first row has been read.
    for _ in 0..<3000 where try logit.files == before { usleep(10_000) }
    #expect(try logit.files.count == before.count + 1)
    return (process, input, before)
  }

  @Test("An interrupted regression says that no model was written")
  func interruptedRegression() throws {
    let process = logit.process(["regress", "-", "y ~ x", "-o", "m.st"])
    let (input, errors) = (Pipe(), Pipe())
    (process.standardInput, process.standardError) = (input, errors)
    try process.run()
    // More than a pipe holds: written only once the command has begun to read.
    let rows = "x,y\n" + (0..<50_000).map { "\($0 % 97),\($0 % 2)\n" }.joined()
    try input.fileHandleForWriting.write(contentsOf: Data(rows.utf8))
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said == "Interrupted: no model was written.\n")
    #expect(try !logit.files.contains("m.st"))
  }

  @Test("A reader that ends early ends the command as it ends others, and leaves no unfinished file")
  func brokenPipe() throws {
    let output = try logit.shell(
      """
      (logit datasets digits; echo $? >&2) | head -n 1 >/dev/null
      (trap '' PIPE; logit datasets digits; echo $? >&2) | head -n 1 >/dev/null
      """)
    #expect(
      output.errors == """
        141
        Error: Cannot write standard output: the program that reads it has ended; let it read to the end.
        1

        """)
  }
}
