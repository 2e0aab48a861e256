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

  func logit(_ arguments: String...) throws -> Output {
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
      #expect(problem["fitSeconds"] is Double)
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
    let unknown = try logit("demo", "circle")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("'circle'"))
    let epochs = try logit("demo", "--epochs", "0")
    #expect(epochs.status == 64)
    #expect(epochs.errors.contains("--epochs is 0, but must be at least 1."))
    #expect(try logit("demo", "--quiet", "--json").status == 64)
  }

  @Test("A figure that cannot be written ends with 1 and names the file")
  func unwritable() throws {
    defer { removeFolder() }
    try Data().write(to: folder.appendingPathComponent("taken"))
    let output = try logit("demo", "sigmoid", "--quiet", "--output", "taken")
    #expect(output.status == 1)
    #expect(output.errors.contains("taken"))
  }

  @Test("--version and --help answer")
  func version() throws {
    defer { removeFolder() }
    #expect(try logit("--version").text == "0.1.0\n")
    let help = try logit("demo", "--help")
    #expect(help.status == 0)
    #expect(help.text.contains("--seed"))
  }
}
