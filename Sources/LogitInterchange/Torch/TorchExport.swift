import Logit
import LogitClassifier
import LogitData
import LogitFiles

/// Weights under PyTorch's names as a format of classifiers: safetensors that `load_state_dict` takes.
///
///     # in Python, with the line that the notes say
///     model = torch.nn.Sequential(torch.nn.BatchNorm1d(4, eps=1e-30, affine=False), torch.nn.Linear(4, 1),
///                                 torch.nn.Sigmoid()).eval()
///     model.load_state_dict(safetensors.torch.load_file("model.safetensors"))
///
/// The columns are scaled by a `BatchNorm1d` without weights in front. Safetensors has no architecture: it
/// stands in the metadata as Keras's JSON, so that ``ForeignModel/init(safetensorsFile:architecture:)`` opens
/// the file, with the names of classes and columns.
public struct TorchExport: ExportFormat {
  /// `safetensors`
  public let word = "safetensors"
  /// `safetensors for PyTorch`
  public let name = "safetensors for PyTorch"
  /// `torch.safetensors`, since a model of Logit's own ends in `safetensors`, too.
  public let fileExtension = "torch.safetensors"

  /// Makes the format.
  public init() {}

  /// Writes the model.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The bytes.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for columns that are not numbers,
  ///   indicators of missing values, decisions that change probabilities, and layers without a module of
  ///   PyTorch.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    let classifier = request.classifier
    guard classifier.decision.adjustment == nil else {
      throw InterchangeError.inexpressible(
        format: name, item: "probabilities that are calibrated or corrected for their true shares",
        remedy: "fit the model without, or write it as ONNX")
    }
    let model =
      request.isEncoded
      ? classifier.model : try classifier.model.normalizing(classifier.numberColumns(format: name))
    let columns = request.isEncoded ? classifier.features.featureNames : classifier.features.inputNames
    let modules = try TorchSequential(model)
    let probabilities =
      classifier.classes.count == 2
      ? "the probability of \"\(classifier.classes.names[1])\""
      : "the probabilities of \(DataError.list(classifier.classes.names))"
    var notes = [
      "In PyTorch: \(modules.python).eval()",
      "It takes \(DataError.list(columns))\(request.isEncoded ? ", as they are encoded," : "") in this order, and gives "
        + "\(probabilities); NaN for a row with a missing value.",
    ]
    if let note = classifier.decisionNote(format: name) { notes.append(note) }
    func texts(_ values: [String]) -> String { JSON.array(values.map { .string($0) }).description }
    var metadata = [
      (name: "format", text: "pt"),
      (TorchKey.architecture, try modules.model.kerasValue().removing("compile_config").description),
      (TorchKey.classes, texts(classifier.classes.names)), (TorchKey.columns, texts(columns)),
      (TorchKey.target, classifier.target),
      (TorchKey.goldenRows, request.golden.complete.json(isEncoded: request.isEncoded).description),
    ]
    if let rule = classifier.decision.exportedRule {
      metadata.append((name: TorchKey.decision, text: rule.description))
    }
    return ExportedFile(modules.encoded(metadata), notes: notes)
  }

  /// Whether a file is one of weights that this wrote.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for weights of other programs.
  public func recognizes(_ artefact: Artefact) -> Bool { (try? goldenRows(artefact)) != nil }

  /// Runs the golden rows in PyTorch. Tensors and architecture are data; the modules are made by their names.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` where Python has no PyTorch.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it was run and failed.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    guard let expected = try goldenRows(artefact)?.probabilities else { return nil }
    return try PythonLibrary(name: "PyTorch", modules: "torch", program: TorchCheck.program).check(
      artefact, as: "model.safetensors", against: expected)
  }

  private func goldenRows(_ artefact: Artefact) throws -> GoldenRows? {
    let file = try SafetensorsFile(
      StoredBytes(artefact.bytes, name: artefact.path), types: Safetensors.ElementType.allCases)
    guard file.metadata[TorchKey.architecture] != nil, let text = file.metadata[TorchKey.goldenRows] else {
      return nil
    }
    return GoldenRows(json: try JSON(json: text))
  }
}

extension TorchSequential {
  /// The bytes of a safetensors file.
  fileprivate func encoded(_ metadata: [(name: String, text: String)]) -> [UInt8] {
    let values = tensors.flatMap(\.values)
    return values.withUnsafeBufferPointer { values in
      var start = 0
      var written = tensors.map { tensor in
        defer { start += tensor.values.count }
        return Safetensors.Tensor(
          name: tensor.name, shape: tensor.shape,
          floats: UnsafeBufferPointer(rebasing: values[start..<start + tensor.values.count]))
      }
      // Integers of 64 bits come first, as PyTorch's own writer has them.
      written =
        counters.map {
          Safetensors.Tensor(name: "\($0).num_batches_tracked", integers: [0], shape: [])
        } + written
      return Safetensors.encode(metadata: metadata, tensors: written)
    }
  }
}
