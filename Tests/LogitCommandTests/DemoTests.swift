import Foundation
import Testing

/// The built command, run as a user runs it.
@Suite struct DemoTests {
  struct Output {
    var status: Int32
    var text: String
    var errors: String
  }

  /// The folder of build products, where the test runner lies beside the command.
  static let products: URL = {
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      return bundle.bundleURL.deletingLastPathComponent()
    }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  }()

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-demo-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func logit(_ arguments: String...) throws -> Output { try logit(arguments) }

  func logit(_ arguments: [String]) throws -> Output {
    let process = Process()
    process.executableURL = Self.products.appendingPathComponent("logit")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errorText = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, text: String(decoding: text, as: UTF8.self),
      errors: String(decoding: errorText, as: UTF8.self))
  }

  func removeFolder() { try? FileManager.default.removeItem(at: folder) }

  @Test("demo all prints what was learned, draws, and writes the four figures")
  func all() throws {
    defer { removeFolder() }
    let output = try logit("demo", "all")
    #expect(output.status == 0)
    for part in [
      "Trained parameters: w0 = ", "Decision boundary: x = ", "Trained parameters: w1 = ",
      "Decision boundary: x2 = ",
      "Epoch 50/50", "Test Accuracy: 0.", "First 5 predictions:\n[[", "The loss was still falling", "┌──",
      "Figures: figures/sigmoid-data.svg, figures/sigmoid.svg", "figures/boundary.svg", "figures/softmax.svg",
    ] { #expect(output.text.contains(part), "\(part)") }
    #expect(!output.text.contains("\u{1B}"))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("figures").path)
    #expect(files.sorted() == ["boundary.svg", "sigmoid-data.svg", "sigmoid.svg", "softmax.svg"])
  }

  @Test("--json prints one object, the same for the same seed but for the time")
  func json() throws {
    defer { removeFolder() }
    func object(_ seed: String) throws -> [[String: Any]] {
      let output = try logit("demo", "--json", "--seed", seed, "--output", "a/b")
      #expect(output.status == 0)
      let object = try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any]
      return try #require(object?["problems"] as? [[String: Any]])
    }
    let problems = try object("3")
    #expect(problems.map { $0["problem"] as? String } == ["sigmoid", "boundary", "softmax"])
    for problem in problems {
      #expect(problem["fit_seconds"] is Double)
      let figures = try #require(problem["figures"] as? [String])
      #expect(
        figures.allSatisfy { FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) })
    }
    let sigmoid = try #require(problems[0]["metrics"] as? [String: Double])
    #expect((0.96...0.99).contains(sigmoid["accuracy"] ?? 0))
    func parameters(_ problems: [[String: Any]]) -> [NSDictionary?] {
      problems.map { $0["parameters"] as? NSDictionary }
    }
    #expect(try parameters(object("3")) == parameters(problems))
    #expect(try parameters(object("4")) != parameters(problems))
  }

  @Test("--quiet prints nothing")
  func quiet() throws {
    defer { removeFolder() }
    let output = try logit("demo", "softmax", "--quiet", "--epochs", "2")
    #expect(output.status == 0)
    #expect(output.text.isEmpty && output.errors.isEmpty)
  }

  @Test("Usage mistakes end with 64 and say what is right")
  func usage() throws {
    defer { removeFolder() }
    for (arguments, message) in [
      (["circle"], "The problem is 'circle', but must be one of sigmoid, boundary, softmax, all."),
      (["--epochs", "0"], "--epochs is 0, but must be at least 1."),
      (["--epochs", "-3"], "--epochs is -3, but must be at least 1."),
      (["--epochs", "many"], "The value 'many' is invalid for '--epochs <epochs>'."),
      (["--seed", "-1"], "The value '-1' is invalid for '--seed <seed>'."),
      (["--output", ""], "--output is empty, but must name a folder; . is this one."),
    ] {
      let output = try logit(["demo"] + arguments)
      #expect(output.status == 1 && output.text.isEmpty, "\(arguments)")
      #expect(output.errors == "Error: \(message)\n")
    }
    for (arguments, message) in [
      (["--outptu", "x"], "Unknown option '--outptu'. Did you mean '--output'?"),
      (["--quiet", "--json"], "--quiet and --json contradict each other; give one of them."),
    ] {
      let output = try logit(["demo"] + arguments)
      #expect(output.status == 64, "\(arguments)")
      #expect(output.errors.hasPrefix("Error: \(message)\n"), "\(output.errors)")
      #expect(output.errors.contains("Usage: logit "))
      #expect(output.text.isEmpty)
    }
    #expect(try logit("dmeo").status == 64)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("A figure that cannot be written ends with 1, before training, and says what to do")
  func unwritable() throws {
    defer { removeFolder() }
    try Data().write(to: folder.appendingPathComponent("taken"))
    let output = try logit("demo", "sigmoid", "--output", "taken")
    #expect(output.status == 1)
    #expect(
      output.errors
        == "Error: Cannot make the directory taken: there is a file of this name; choose a place that you may write "
        + "to.\n")
    #expect(output.text.isEmpty)
    let inside = try logit("demo", "sigmoid", "--quiet", "--output", "taken/deeper")
    #expect(inside.status == 1)
    #expect(inside.errors.contains("Cannot make the directory taken/deeper: Not a directory"))
  }

  /// The command's output on a terminal 100 characters wide; `script` lends one.
  func terminal(_ arguments: String, environment: [String: String] = [:]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let command =
      "stty cols 100 rows 30; '\(Self.products.appendingPathComponent("logit").path)' \(arguments)"
    process.arguments = ["script", "-qec", command, "/dev/null"]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "NO_COLOR" }
      .merging(["TERM": "xterm-256color"]) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }

  #if os(Linux)
  @Test(
    "A terminal gets colour and a line redrawn in place, unless NO_COLOR or TERM=dumb says otherwise",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "needs script"))
  func colors() throws {
    defer { removeFolder() }
    let color = try terminal("demo softmax --epochs 2")
    #expect(color.contains("\r\u{1B}[1m3/3\u{1B}[0m \u{1B}[32m━━"))
    #expect(color.contains("\u{1B}[38;5;"))
    let frame = try #require(color.split(separator: "\r\n").first { $0.contains("┌") })
    #expect(frame.count == 100)

    let plain = try terminal("demo softmax --epochs 2", environment: ["NO_COLOR": "1"])
    #expect(plain.contains("\r3/3 ━━"))
    let codes = plain.matches(of: #/\u{1B}\[[0-9;]*[a-zA-Z]/#).map { String($0.output) }
    #expect(codes.allSatisfy { $0 == "\u{1B}[K" })

    let dumb = try terminal("demo softmax --epochs 2", environment: ["TERM": "dumb"])
    #expect(dumb.contains("Epoch 2/2\r\n3/3 ━━") && !dumb.contains("\u{1B}"))
  }
  #endif

  @Test("--version and --help answer")
  func version() throws {
    defer { removeFolder() }
    #expect(try logit("--version").text == "0.1.0\n")
    let help = try logit("demo", "--help")
    #expect(help.status == 0)
    #expect(help.text.contains("--seed"))
  }
}
