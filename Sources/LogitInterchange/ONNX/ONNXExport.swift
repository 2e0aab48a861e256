import LogitClassifier
import LogitData
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
    let texts = try request.classifier.onnxColumns(options).filter { $0.kind == .string }.map(\.name)
    return ExportedFile(
      try request.classifier.onnxBytes(options), notes: request.classifier.notes(onTexts: Set(texts)))
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
    guard let expected = try goldenRows(artefact)?.probabilities else { return nil }
    return try PythonLibrary(
      name: "onnxruntime", modules: "numpy, onnxruntime", program: ONNXCheck.program
    ).check(artefact, as: "model.onnx", against: expected)
  }

  private func goldenRows(_ artefact: Artefact) throws -> GoldenRows? {
    let graph = try ONNXGraph(StoredBytes(artefact.bytes, name: artefact.path))
    let isOwn = graph.nodes.contains { $0.type == "LinearClassifier" } == (form == .linearClassifier)
    guard isOwn, let text = graph.metadata("logit.golden_rows") else { return nil }
    return GoldenRows(json: try JSON(json: text))
  }
}

extension Classifier {
  /// What to know of columns whose categories look like numbers, but are taken as texts.
  fileprivate func notes(onTexts columns: Set<String>) -> [String] {
    let names = features.transforms.compactMap { $0 as? CategoryFeature }.filter { feature in
      columns.contains(feature.column) && !feature.categories.isEmpty
        && feature.categories.allSatisfy { Double($0) != nil }
    }.map(\.column)
    guard !names.isEmpty else { return [] }
    return [
      "It takes \(DataError.list(names)) as texts as the table has them: \"3\" is another category than \"3.0\"."
    ]
  }
}
