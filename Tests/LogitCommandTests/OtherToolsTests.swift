import Foundation
import Testing

/// Linear models as JSON, PyTorch's weights and models in the format of a third tool, at the shell.
@Suite struct OtherToolsTests {
  let logit: BuiltCommand

  /// A model of iris's two first columns, which has golden rows of its own.
  static let linear = """
    {"format": "logit-linear", "version": 1, "producer": "by hand", "classes": ["no", "yes"], "columns": ["a", "b"],
     "link": "logit", "coefficients": [[1, -2]], "intercepts": [0.5], "target": "c",
     "golden": {"columns": ["b", "a"], "rows": [[1, 1.5], [0, -0.5]], "probabilities": [[0.5, 0.5], [0.5, 0.5]]}}
    """

  init() throws {
    logit = try BuiltCommand()
    try logit.write(Self.linear, to: "linear.json")
    let rows = (0..<60).map { row -> String in
      let (a, b) = (Double(row * 7 % 11) / 4, Double(row * 5 % 13) / 8)
      // A fifth of the rows says the contrary, so that no line divides the classes.
      let isYes = (a > 2 * b) != (row % 5 == 0)
      return "\(a),\(b),\(isYes ? "yes" : "no")"
    }
    try logit.write("a,b,c\n" + rows.joined(separator: "\n") + "\n", to: "rows.csv")
  }

  @Test("A linear model as JSON predicts, is verified, measured, described and written on")
  func linear() throws {
    let predicted = try logit("predict", "linear.json", "rows.csv", "--only-predictions")
    #expect(predicted.status == 0 && predicted.errors.isEmpty, "\(predicted.errors)")
    #expect(predicted.text.hasPrefix("predicted,probability_no,probability_yes\n"))
    let verified = try logit("verify", "linear.json", "--json")
    #expect(verified.status == 0 && verified.object?["checked_rows"] as? Int == 2, "\(verified.errors)")
    #expect(verified.object?["format"] as? String == "logit-linear")
    // The file names the target.
    let measured = try logit("evaluate", "linear.json", "rows.csv", "--json")
    #expect((measured.object?["scores"] as? [String: Any] ?? measured.object)?["rows"] as? Int == 60)
    let summary = try logit("summary", "linear.json", "rows.csv", "--json")
    let terms = try #require(summary.object?["terms"] as? [[String: Any]], "\(summary.errors)")
    #expect(terms.map { $0["term"] as? String } == ["(Intercept)", "a", "b"])
    #expect(terms.map { $0["estimate"] as? Double } == [0.5, 1, -2] && terms[1]["std_error"] is Double)
    #expect(try logit("summary", "linear.json").text.contains("change of the log-odds per unit"))
    #expect(try logit("inspect", "linear.json", "--json").object?["format"] as? String == "logit-linear")
    let other = try logit("verify", "rows.csv")
    #expect(other.status == 1)
    try logit.write(Self.linear.replacing("[[0.5, 0.5]", with: "[[0.25, 0.75]"), to: "wrong.json")
    #expect(try logit("verify", "wrong.json").status == 2)
    try logit.write(Self.linear.replacing("\"logit\"", with: "\"probit\""), to: "probit.json")
    let refused = try logit("predict", "probit.json", "rows.csv")
    #expect(refused.status == 1 && refused.errors.contains("the link \"probit\" is not supported"))
  }

  @Test("A linear model in double precision is not written where weights are single")
  func single() throws {
    let output = try logit("export", "linear.json", "--to", "onnx-ml", "-o", "out.onnx")
    #expect(output.status == 1 && output.errors.contains("write it as tensors"), "\(output.errors)")
  }

  @Test(
    "A linear model as JSON is written in every format that takes numbers",
    arguments: ["keras", "onnx", "c", "sql", "python", "liblinear", "safetensors", "coreml"])
  func written(format: String) throws {
    let output = try logit(
      "export", "linear.json", "--to", format, "-o", "out", "--json", environment: ["PATH": ""])
    #expect(output.status == 0 && output.object?["format"] as? String == format, "\(output.errors)")
    guard ["keras", "onnx", "safetensors"].contains(format) else { return }
    let (own, other) = (
      try logit("predict", "linear.json", "rows.csv", "--only-predictions"),
      try logit("predict", "out", "rows.csv", "--only-predictions")
    )
    #expect(other.status == 0, "\(other.errors)")
    try expectSame(own.text, other.text, within: 1e-6)
  }

  private func expectSame(_ expected: String, _ found: String, within tolerance: Double) throws {
    let (expected, found) = (expected.split(separator: "\n"), found.split(separator: "\n"))
    #expect(expected.count == found.count && expected.count > 1)
    for (a, b) in zip(expected, found).dropFirst() {
      for (p, q) in zip(a.split(separator: ","), b.split(separator: ",")).dropFirst() {
        #expect(abs((Double(p) ?? .nan) - (Double(q) ?? .nan)) <= tolerance)
      }
    }
  }

  @Test("Weights without an architecture are refused in these words, and taken with one")
  func weights() throws {
    _ = try logit("fit", "rows.csv", "--target", "c", "--quiet", "--hidden", "3", "--epochs", "2")
    let output = try logit(
      "export", "model.safetensors", "--to", "safetensors", environment: ["PATH": ""])
    #expect(output.status == 0 && output.text.contains("torch.nn.Linear(2, 3)"), "\(output.errors)")
    try expectSame(
      logit("predict", "model.safetensors", "rows.csv", "--only-predictions").text,
      logit("predict", "model.torch.safetensors", "rows.csv", "--only-predictions").text, within: 1e-6)
    // The same weights as PyTorch itself saves them.
    var file = try logit.bytes("model.torch.safetensors")
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var header = try #require(
      JSONSerialization.jsonObject(with: file[8..<8 + length]) as? [String: Any])
    let metadata = try #require(header["__metadata__"] as? [String: String])
    header["__metadata__"] = ["format": "pt"]
    let bare = try JSONSerialization.data(withJSONObject: header)
    file.replaceSubrange(0..<8 + length, with: (0..<8).map { UInt8(bare.count >> (8 * $0) & 0xFF) } + bare)
    try logit.write(file, to: "bare.safetensors")
    let refused = try logit("predict", "bare.safetensors", "rows.csv")
    #expect(refused.status == 1 && refused.errors.contains("it holds weights without an architecture"))
    #expect(refused.errors.contains("--architecture FILE.json"), "\(refused.errors)")
    try logit.write(try #require(metadata["logit.architecture"]), to: "net.json")
    let taken = try logit(
      "predict", "bare.safetensors", "rows.csv", "--architecture", "net.json", "--only-predictions", "--quiet"
    )
    #expect(taken.status == 1 && taken.errors.contains("takes 2 columns"), "\(taken.errors)")
    try logit.write(
      try logit.lines("rows.csv").map { $0.split(separator: ",").dropLast().joined(separator: ",") }.joined(
        separator: "\n") + "\n", to: "numbers.csv")
    let found = try logit(
      "predict", "bare.safetensors", "numbers.csv", "--architecture", "net.json", "--classes", "no,yes",
      "--only-predictions")
    #expect(found.status == 0 && found.text.hasPrefix("predicted,probability_no,"), "\(found.errors)")
    try expectSame(
      logit("predict", "model.safetensors", "rows.csv", "--only-predictions").text, found.text, within: 1e-6)
  }

  @Test("A model goes from Keras to ONNX and back with the same predictions")
  func chain() throws {
    _ = try logit("datasets", "iris", "-o", "iris.csv")
    for options in [[], ["--hidden", "4", "--epochs", "2"]] {
      _ = try logit.run(["fit", "iris", "--quiet", "--validation", "0", "--overwrite"] + options)
      for (model, format, output) in [
        ("model.safetensors", "keras", "first.keras"), ("first.keras", "onnx", "second.onnx"),
        ("second.onnx", "keras", "third.keras"), ("third.keras", "h5", "fourth.h5"),
        ("fourth.h5", "safetensors", "fifth.safetensors"),
      ] {
        let written = try logit(
          "export", model, "--to", format, "-o", output, "--quiet", environment: ["PATH": ""])
        #expect(written.status == 0 && written.errors.isEmpty, "\(written.errors)")
      }
      func predictions(_ name: String) throws -> String {
        let found = try logit("predict", name, "iris.csv", "--only-predictions", "--quiet")
        #expect(found.status == 0, "\(name) \(found.errors)")
        return found.text
      }
      // ONNX keeps the deviation where Keras keeps its square, which is rounded once.
      let second = try predictions("second.onnx")
      try expectSame(predictions("first.keras"), second, within: 2e-7)
      for name in ["third.keras", "fourth.h5", "fifth.safetensors"] {
        #expect(try predictions(name) == second, "\(name)")
      }
      // Source code has the scaling folded into its features.
      let source = try logit("export", "third.keras", "--to", "python", "-o", "third.py")
      #expect(source.status == 0, "\(source.errors)")
    }
  }

  @Test("Inputs without names are numbered in an export, or named by an option, and found by position again")
  func names() throws {
    let architecture = """
      {"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 2]}},
       {"class_name": "Dense", "config": {"name": "fc", "units": 1}}]}}
      """
    try logit.write(architecture, to: "net.json")
    let header =
      #"{"fc.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"fc.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#
    var bytes = Data((0..<8).map { UInt8(header.utf8.count >> (8 * $0) & 0xFF) }) + Data(header.utf8)
    for number in [1, -2, 0.5] as [Float] {
      withUnsafeBytes(of: number.bitPattern) { bytes.append(contentsOf: $0) }
    }
    try logit.write(bytes, to: "net.safetensors")
    let given = ["--architecture", "net.json"]
    let logits = try logit.run(["export", "net.safetensors", "--to", "onnx"] + given)
    #expect(logits.status == 1 && logits.errors.contains("--from-logits"), "\(logits.errors)")
    let written = try logit.run(
      ["export", "net.safetensors", "--to", "onnx", "-o", "net.onnx", "--from-logits", "--quiet"] + given,
      environment: ["PATH": ""])
    #expect(written.status == 0, "\(written.errors)")
    try logit.write("u,v\n1,2\n3,0.25\n", to: "two.csv")
    let found = try logit("predict", "net.onnx", "two.csv", "--only-predictions")
    #expect(found.status == 0 && found.errors.contains("by position"), "\(found.errors)")
    let named = try logit.run(
      [
        "export", "net.safetensors", "--to", "onnx", "-o", "named.onnx", "--from-logits", "--quiet",
        "--features", "v,u",
      ]
        + given, environment: ["PATH": ""])
    #expect(named.status == 0, "\(named.errors)")
    let swapped = try logit("predict", "named.onnx", "two.csv", "--only-predictions")
    #expect(
      swapped.status == 0 && !swapped.errors.contains("by position") && swapped.text != found.text)
    let wrong = try logit.run(
      ["export", "net.safetensors", "--to", "onnx", "-o", "x.onnx", "--from-logits", "--features", "v"]
        + given)
    #expect(wrong.status == 1 && wrong.errors.contains("--features is v"), "\(wrong.errors)")
    #expect(try logit("export", "linear.json", "--to", "c", "--by-position").status == 64)
    _ = try logit("fit", "rows.csv", "--target", "c", "--quiet")
    #expect(try logit("export", "model.safetensors", "--to", "c", "--features", "a,b").status == 64)
    #expect(try logit("predict", "model.safetensors", "rows.csv", "--classes", "no,yes").status == 64)
  }

  @Test("Classes that a file does not name are asked for, with those of the target")
  func classes() throws {
    _ = try logit("export", "linear.json", "--to", "weights-h5", "-o", "w", "--quiet")
    // Without the attribute that has the names, it is as Keras writes it.
    let file = logit.folder.appendingPathComponent("w")
    var bytes = try Data(contentsOf: file)
    let name = try #require(bytes.firstRange(of: Data("logit\0".utf8)))
    bytes.replaceSubrange(name, with: Data("other\0".utf8))
    try bytes.write(to: file)
    let architecture = """
      {"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 2]}},
       {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}}
      """
    try logit.write(architecture, to: "net.json")
    let given = ["evaluate", "w", "rows.csv", "--architecture", "net.json", "--target", "c"]
    let refused = try logit.run(given)
    #expect(refused.status == 1 && refused.errors.contains("does not name its classes"), "\(refused.errors)")
    #expect(refused.errors.contains("--classes no,yes") && refused.errors.contains("scikit-learn"))
    let measured = try logit.run(given + ["--classes", "no,yes", "--json"])
    #expect(measured.status == 0, "\(measured.errors)")
    let other = try logit.run(given + ["--classes", "yes,no", "--json"])
    func accuracy(_ output: BuiltCommand.Output) -> Double? {
      let scores = output.object?["scores"] as? [String: Any] ?? output.object
      return (scores?["accuracy"] as? [String: Any])?["value"] as? Double
    }
    let (right, wrong) = (try #require(accuracy(measured)), try #require(accuracy(other)))
    #expect(right != wrong)
    let three = try logit.run(given + ["--classes", "a,b,c"])
    #expect(three.status == 64 && three.errors.contains("gives 2 classes"), "\(three.errors)")
    _ = try logit("datasets", "iris", "-o", "iris.csv")
    let iris = try logit(
      "evaluate", "w", "iris.csv", "--architecture", "net.json", "--target", "species", "--by-position")
    #expect(
      iris.status == 1 && iris.errors.contains("holds 3") || iris.errors.contains("has 3"), "\(iris.errors)")
  }
}
