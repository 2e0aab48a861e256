import Foundation
import Testing

@Suite struct ExportTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    _ = try logit("fit", "iris", "--validation", "0", "--quiet")
  }

  /// Without programs on the path, so that the test is the same on every machine.
  private func export(_ arguments: String...) throws -> BuiltCommand.Output {
    try logit.run(["export", "model.safetensors"] + arguments, environment: ["PATH": ""])
  }

  @Test("The file goes beside the model, and it is said that nothing ran it")
  func beside() throws {
    let output = try export("--to", "python", "--json")
    let object = try #require(output.object)
    #expect(
      Set(object.keys)
        == ["model", "output", "format", "checked_rows", "runner", "max_difference", "tolerance", "notes"])
    #expect(object["output"] as? String == "model.py" && object["runner"] is NSNull)
    #expect((object["notes"] as? [String])?.count == 1)
    #expect(try logit.lines("model.py").contains("def probabilities(row):"))
    #expect(try export("--to", "python", "--quiet").text.isEmpty)
  }

  @Test("A file that nobody named and Logit did not write stays")
  func stays() throws {
    try logit.write("mine", to: "model.py")
    let output = try export("--to", "python")
    #expect(output.status == 1 && output.errors.contains("--output"), "\(output.errors)")
    #expect(try logit.lines("model.py") == ["mine"])
    #expect(try export("--to", "python", "-o", "model.py", "--no-check").status == 0)
  }

  @Test("The model itself is not written over, and formats and dialects are checked")
  func refusals() throws {
    #expect(try export("--to", "c", "-o", "model.safetensors").status == 1)
    let unknown = try export("--to", "pickle")
    #expect(
      unknown.status == 1 && unknown.errors.contains("keras, weights-h5, h5, onnx"), "\(unknown.errors)")
    #expect(try export("--to", "c", "--dialect", "sqlite").status == 64)
    let output = try export("--to", "sql", "--dialect", "oracle")
    #expect(output.status == 1 && output.errors.contains("sqlite, postgresql or duckdb"), "\(output.errors)")
  }

  @Test("What cannot be said is refused with the way out")
  func inexpressible() throws {
    let output = try export("--to", "liblinear", "--encoded")
    #expect(output.status == 0 && output.text.contains("LIBLINEAR's labels"), "\(output.errors)")
    _ = try logit("fit", "penguins", "--validation", "0", "--quiet", "-o", "model.safetensors")
    let refused = try export("--to", "liblinear", "-o", "penguins.model")
    #expect(refused.status == 1 && refused.errors.contains("--encoded"), "\(refused.errors)")
  }

  @Test("A file that was changed is not run")
  func changed() throws {
    _ = try export("--to", "python")
    let path = logit.folder.appendingPathComponent("model.py")
    try (Data(contentsOf: path) + Data("import os\n".utf8)).write(to: path)
    let output = try logit("verify", "model.py")
    #expect(output.status == 1 && output.errors.contains("nothing of it was run"), "\(output.errors)")
  }
}
