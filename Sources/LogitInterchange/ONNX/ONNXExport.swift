import LogitClassifier
import LogitFiles

/// ONNX as a format of classifiers, run by ONNX Runtime where Python has it.
public struct ONNXExport: ExportFormat {
  /// Which operations are used.
  public let form: ONNXOptions.Form

  /// Makes one.
  ///
  /// - Parameter form: Which operations are used.
  public init(_ form: ONNXOptions.Form) { self.form = form }

  /// `onnx` or `onnx-ml`.
  public var word: String { form == .tensors ? "onnx" : "onnx-ml" }
  /// `ONNX` or `ONNX with LinearClassifier`.
  public var name: String { ONNXOptions(form: form).formatName }
  /// `onnx`.
  public var fileExtension: String { "onnx" }

  /// Writes the classifier with its preprocessing; see `Classifier.onnxBytes(_:)`.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The bytes.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for what ONNX has no words for.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    var options = ONNXOptions(form: form, inputs: request.isEncoded ? .encoded : .automatic)
    // What the file gives is compared for rows as it takes them.
    let singles = try request.classifier.onnxColumns(options).filter { $0.kind == .float }.map(\.name)
    let golden = singles.isEmpty ? request.golden : try GoldenRows(request.classifier, singles: Set(singles))
    options.goldenRows = golden.json(isEncoded: request.isEncoded)
    return ExportedFile(try request.classifier.onnxBytes(options))
  }

  /// Whether a file is a model of ONNX with golden rows.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for any other.
  public func recognizes(_ artefact: Artefact) -> Bool { (try? goldenRows(artefact)) != nil }

  /// Runs the golden rows in ONNX Runtime. A graph of ONNX is data: it can compute, and nothing else.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` where Python has no onnxruntime.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it was run and failed.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    guard let expected = try goldenRows(artefact)?.probabilities,
      let python = Runner("python3", versionOption: "-V")
    else { return nil }
    return try Scratch.with { scratch in
      let hasRuntime = try scratch.write(Array("import numpy, onnxruntime\n".utf8), as: "imports.py")
      guard (try? python.run(["-B", hasRuntime], in: scratch, checking: artefact.path)) != nil else {
        return nil
      }
      let program = try scratch.write(Array(ONNXCheck.program.utf8), as: "check.py")
      let model = try scratch.write(artefact.bytes, as: "model.onnx")
      let printed = try JSON(json: python.run(["-B", program, model], in: scratch, checking: artefact.path))
      let found = (printed["probabilities"]?.array ?? []).map { ($0.array ?? []).map { $0.double ?? .nan } }
      guard found.count == expected.count, zip(found, expected).allSatisfy({ $0.count == $1.count }) else {
        throw InterchangeError.notRun(
          output: artefact.path, runner: "onnxruntime",
          reason: "it gave \(found.count) of \(expected.count) rows")
      }
      return GoldenCheck(
        zip(found, expected).map {
          zip($0, $1).map { abs($0 - $1) }.reduce(0) { $1.isNaN ? .nan : max($0, $1) }
        },
        runner: "onnxruntime", version: printed["version"]?.string ?? "")
    }
  }

  private func goldenRows(_ artefact: Artefact) throws -> GoldenRows? {
    let graph = try ONNXGraph(StoredBytes(artefact.bytes, name: artefact.path))
    let isOwn = graph.nodes.contains { $0.type == "LinearClassifier" } == (form == .linearClassifier)
    guard isOwn, let text = graph.metadata("logit.golden_rows") else { return nil }
    return GoldenRows(json: try JSON(json: text))
  }
}
