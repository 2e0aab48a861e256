import Foundation
import Testing

/// Models of other tools at the shell, written by `logit export`, whose files the real tools read.
@Suite struct ForeignModelTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    _ = try logit("fit", "iris", "--validation", "0", "--quiet")
    _ = try logit("datasets", "iris", "-o", "iris.csv")
    let rows = try logit.lines("iris.csv").map { $0.split(separator: ",").dropLast().joined(separator: ",") }
    try logit.write(rows.joined(separator: "\n") + "\n", to: "rows.csv")
  }

  private func export(_ arguments: String...) throws {
    let output = try logit.run(
      ["export", "model.safetensors", "--quiet"] + arguments, environment: ["PATH": ""])
    #expect(output.status == 0, "\(output.errors)")
  }

  @Test(
    "give the classes and probabilities of the model that was exported", arguments: ["keras", "h5", "onnx"])
  func predictions(format: String) throws {
    try export("--to", format, "-o", "other")
    let own = try logit("predict", "model.safetensors", "rows.csv", "--only-predictions")
    let other = try logit("predict", "other", "rows.csv", "--only-predictions")
    #expect(other.status == 0, "\(other.errors)")
    let (expected, found) = (own.text.split(separator: "\n"), other.text.split(separator: "\n"))
    #expect(expected.count == 151 && found.count == 151 && expected[0] == found[0])
    for (a, b) in zip(expected, found).dropFirst() {
      let (a, b) = (a.split(separator: ","), b.split(separator: ","))
      #expect(a[0] == b[0])
      for (p, q) in zip(a.dropFirst(), b.dropFirst()) {
        #expect(abs((Double(p) ?? .nan) - (Double(q) ?? .nan)) < 1e-6)
      }
    }
    let measured = try logit("evaluate", "other", "iris.csv", "--target", "species", "--json")
    #expect((measured.object?["scores"] as? [String: Any] ?? measured.object)?["rows"] as? Int == 150)
  }

  @Test("take columns by name, by position where there are no names, and say so")
  func columns() throws {
    try export("--to", "keras")
    let lines = try logit.lines("rows.csv")
    try logit.write(lines.dropFirst().joined(separator: "\n") + "\n", to: "nameless.csv")
    let byPosition = try logit("predict", "model.keras", "nameless.csv", "--no-header")
    #expect(byPosition.status == 0 && byPosition.errors.contains("by position"), "\(byPosition.errors)")
    try logit.write(
      "a,b,c,d\n" + lines.dropFirst().joined(separator: "\n") + "\n", to: "renamed.csv")
    let refused = try logit("predict", "model.keras", "renamed.csv")
    #expect(refused.status == 1 && refused.errors.contains("\"sepal_length\""), "\(refused.errors)")
    #expect(try logit("predict", "model.keras", "renamed.csv", "--by-position").status == 0)
    // With the target among them, columns are found by name.
    #expect(try logit("predict", "model.keras", "iris.csv", "--quiet").errors.isEmpty)
    try logit.write("a,b\n1,2\n", to: "narrow.csv")
    let narrow = try logit("predict", "model.keras", "narrow.csv", "--by-position")
    #expect(narrow.status == 1 && narrow.errors.contains("takes 4 columns"), "\(narrow.errors)")
  }

  @Test("take standard input as they take a file, with and without the target among the columns")
  func standardInput() throws {
    try export("--to", "keras")
    for file in ["rows.csv", "iris.csv"] {
      let text = try logit.lines(file).joined(separator: "\n") + "\n"
      let (expected, found) = (
        try logit("predict", "model.keras", file), try logit("predict", "model.keras", "-", input: text)
      )
      #expect(found.status == 0 && found.text == expected.text, "\(found.errors)")
    }
    let iris = try logit.lines("iris.csv").joined(separator: "\n") + "\n"
    for command in ["evaluate", "summary"] {
      let expected = try logit(command, "model.keras", "iris.csv", "--target", "species", "--json")
      let found = try logit(command, "model.keras", "-", "--target", "species", "--json", input: iris)
      let (own, other) = (expected.object?["scores"] as? NSObject, found.object?["scores"] as? NSObject)
      #expect(found.status == 0 && own == other, "\(command): \(found.errors)")
    }
    // Without names, the columns that the model takes come first.
    try logit.write("5,3,1,1,a\n6,3,5,2,b\n", to: "more.csv")
    let refused = try logit("predict", "model.keras", "more.csv", "--no-header")
    #expect(refused.status == 1, "\(refused.errors)")
    let taken = try logit("predict", "model.keras", "more.csv", "--no-header", "--by-position")
    #expect(taken.status == 0 && taken.errors.contains("first 4 of 5 columns"), "\(taken.errors)")
  }

  @Test("refuse a missing value, and mark its row where that is asked for")
  func missing() throws {
    try export("--to", "keras")
    try logit.write("sepal_length,sepal_width,petal_length,petal_width\n5,3,,1\n5,3,1,1\n", to: "gap.csv")
    #expect(try logit("predict", "model.keras", "gap.csv").status == 1)
    let marked = try logit("predict", "model.keras", "gap.csv", "--on-error", "mark")
    #expect(marked.status == 0 && marked.text.split(separator: "\n").count == 3, "\(marked.errors)")
  }

  @Test("write an array of outputs, and name options that are for them alone")
  func options() throws {
    try export("--to", "keras")
    #expect(try logit("predict", "model.keras", "rows.csv", "-o", "outputs.npy", "--quiet").status == 0)
    let array = try Data(contentsOf: logit.folder.appendingPathComponent("outputs.npy"))
    #expect(array.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) && array.count == 128 + 150 * 3 * 4)
    #expect(try logit("predict", "model.safetensors", "rows.csv", "--by-position").status == 64)
    #expect(try logit("evaluate", "model.safetensors", "iris.csv", "--target", "species").status == 64)
    try export("--to", "weights-h5")
    // Weights that Logit wrote bring their architecture.
    let weights = try logit("predict", "model.weights.h5", "rows.csv", "--quiet")
    #expect(weights.status == 0, "\(weights.errors)")
    try logit.write("import keras", to: "make.py")
    let script = try logit("predict", "model.weights.h5", "rows.csv", "--architecture", "make.py")
    #expect(script.status == 1 && script.errors.contains("make.py"), "\(script.errors)")
  }

  @Test("stand before the table, and refuse options that would change nothing")
  func order() throws {
    try export("--to", "keras")
    for model in ["model.keras", "model.safetensors"] {
      let turned = try logit("evaluate", "iris.csv", model)
      #expect(turned.status == 64 && turned.errors.contains("write \(model) iris.csv"), "\(turned.errors)")
    }
    let logits = try logit("predict", "model.keras", "rows.csv", "--from-logits")
    #expect(logits.status == 64 && logits.errors.contains("probabilities (softmax)"), "\(logits.errors)")
    for command in ["plot", "summary"] {
      let alone = try logit(command, "model.keras", "--target", "species")
      #expect(alone.status == 64 && alone.errors.contains("name one after"), "\(alone.errors)")
    }
    let asTable = try logit("fit", "model.keras", "--target", "species")
    #expect(asTable.errors.contains("take the model first"), "\(asTable.errors)")
  }

  @Test(
    "refuse options that have no effect on an array, by name",
    arguments: [
      ["--threshold", "0.4"], ["--coverage", "0.9"], ["--interval", "0.9"], ["--no-proba"],
      ["--on-error", "skip"], ["--on-error", "mark"],
    ])
  func optionsOfArrays(option: [String]) throws {
    try export("--to", "keras")
    let output = try logit.run(
      ["predict", "model.keras", "rows.csv", "-o", "outputs.npy", "--quiet"] + option)
    #expect(output.status == 64 && output.errors.contains("\(option[0]) has no effect"), "\(output.errors)")
    #expect(!FileManager.default.fileExists(atPath: logit.folder.appendingPathComponent("outputs.npy").path))
  }

  @Test("are described, with status 2 where loading them elsewhere runs code")
  func inspection() throws {
    try export("--to", "keras")
    let own = try logit("inspect", "model.keras", "--json")
    let object = try #require(own.object)
    #expect(own.status == 0 && object["readable"] as? Bool == true && object["parameters"] as? Int == 15)
    #expect(object["classes"] as? [String] == ["setosa", "versicolor", "virginica"])
    // Protocol 0: posix.system("true").
    try logit.write("cposix\nsystem\n(S'true'\ntR.", to: "harmful.pkl")
    let harmful = try logit("inspect", "harmful.pkl", "--json")
    let risks = try #require(harmful.object?["risks"] as? [[String: Any]])
    #expect(
      harmful.status == 2 && risks.contains { ($0["message"] as? String)?.contains("posix.system") == true })
    #expect(try logit("inspect", "rows.csv").status == 1)
    #expect(own.object?["complete"] as? Bool == true)
    // What could not be looked at is not called safe.
    let bytes = try Data(contentsOf: logit.folder.appendingPathComponent("model.keras"))
    try bytes.dropLast(9).write(to: logit.folder.appendingPathComponent("cut.keras"))
    let cut = try logit("inspect", "cut.keras", "--json")
    #expect(cut.status == 2 && cut.object?["complete"] as? Bool == false)
    #expect((cut.object?["risks"] as? [Any])?.isEmpty == true)
    let text = try logit("inspect", "cut.keras")
    #expect(text.status == 2 && text.text.contains("Not looked at: The archive"), "\(text.text)")
  }
}
