import Logit
import LogitFiles

extension ForeignModel {
  /// Reads an ONNX model: one of layers of weights and activations, as Keras, PyTorch, skl2onnx and Logit
  /// write them.
  ///
  /// Of several outputs that of probabilities counts. Of two probabilities that follow from each other, the
  /// model gives the second. Scaling is taken over, the notes say which missing values were replaced. A file
  /// that Logit wrote comes back whole: with what becomes of columns, their categories and missing values, and
  /// with its calibration, threshold or costs.
  /// Nothing but the file itself is opened, and no more memory is taken than its numbers need.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for an operation that no layer does,
  ///   named, and for weights in other files; `FileError.notRead(path:reason:)`, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)`, also for weights that are no numbers.
  public init(onnxFile path: String) throws {
    try self.init(onnx: StoredBytes(path: path))
  }

  /// Reads an ONNX model from memory; see ``init(onnxFile:)``.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the file.
  ///   - name: What messages call it; `the model` by default.
  /// - Throws: As ``init(onnxFile:)``.
  public init(onnxBytes bytes: [UInt8], name: String = "the model") throws {
    try self.init(onnx: StoredBytes(bytes, name: name))
  }

  init(onnx source: StoredBytes) throws {
    let graph = try ONNXGraph(source)
    let record = try ONNXModelRecord(graph, source: source.name)
    if let record, let names = graph.names("logit.classes"),
      let own = try ForeignModel(record, graph, classCount: names.count, source: source.name)
    {
      let inputs = own.features?.featureNames ?? graph.names("logit.features") ?? []
      let count = try Predictor(own.model).inputCount
      self.init(
        own.model, classNames: names, featureNames: inputs.count == count ? inputs : nil, notes: own.notes)
      // Columns that had no names when they were written have none now.
      let isNumbered =
        inputs == Self.numberedInputs(count)
        && own.features?.units.allSatisfy { $0 == .scaled(center: 0, deviation: 1) } ?? true
      (self.linear, self.features, self.decision) = (
        own.linear, isNumbered ? nil : own.features, own.decision
      )
      target = graph.target
      return
    }
    var interpreter = ONNXInterpreter(graph, source: source.name)
    let rows = try interpreter.rows()
    let folded = try rows.folded(interpreter)
    let (model, isPair) = try (folded?.rows ?? rows).model(interpreter)
    let outputs = model.layers.last?.outputShape?.reduce(1, *) ?? 0
    let classCount = isPair || outputs == 1 ? 2 : outputs
    let features = model.layers.first?.inputShape?.reduce(1, *) ?? 0
    let given =
      rows.inputNames.count > 1
      ? rows.inputNames : graph.names("logit.columns") ?? graph.names("logit.features")
    if let names = graph.names("logit.classes"), names.count != classCount {
      throw FileError.damaged(
        source: source.name, item: "the metadata \"logit.classes\"",
        expected: "\(classCount.counted("name")), as the model has classes",
        found: "\(names.count): \(names.joined(separator: ", "))".shortened,
        remedy: "write the model again, or remove the entry")
    }
    self.init(
      model, classNames: graph.classNames.flatMap { $0.count == classCount ? $0 : nil },
      featureNames: given.flatMap { $0.count == features ? $0 : nil }, notes: interpreter.notes)
    if let folded { take(folded.columns, graph) }
    target = graph.target
    if record != nil {
      self.notes.append(
        "The file was changed since Logit wrote it: how it decides and what it does with columns is read from its graph alone."
      )
    }
  }
}

extension ForeignModel {
  /// Takes the features that the columns of a graph become.
  private mutating func take(_ columns: SummedColumns, _ graph: ONNXGraph) {
    (features, featureNames) = (columns.features, columns.features.featureNames)
    if graph.inputs.count == 1, case .fixed(let width)? = graph.inputs[0].shape?.last, width > 1 {
      positions = Self.numberedInputs(width)
    }
    if columns.hasCategories {
      notes.append("Categories that the file does not name count as it says of unknown ones, or for nothing.")
    }
  }
}

extension ONNXGraph {
  /// The column of the classes, which the metadata has as JSON.
  fileprivate var target: String? {
    metadata("logit.target").map { text in (try? JSON(json: text))?.string ?? text }
  }

  /// The names of the classes, if the file has them.
  fileprivate var classNames: [String]? {
    if let names = names("logit.classes") { return names }
    for node in nodes {
      let prefixes = ["LinearClassifier": "classlabels_", "ZipMap": "classlabels_"]
      guard let prefix = prefixes[node.type] else { continue }
      if let names = node.texts("\(prefix)strings"), !names.isEmpty { return names }
      let numbers = node.integers("\(prefix)ints") ?? node.integers("\(prefix)int64s") ?? []
      if !numbers.isEmpty { return numbers.map { "\($0)" } }
    }
    // What chooses a class by its number has them as a constant.
    for node in nodes where ["ArrayFeatureExtractor", "Gather"].contains(node.type) {
      guard let tensor = constants.first(where: { $0.name == node.inputs.first })?.tensor,
        tensor.shape.count == 1
      else { continue }
      if let texts = tensor.texts { return texts }
      if let numbers = try? tensor.integers() { return numbers.map { "\($0)" } }
    }
    return nil
  }

  /// The names in the metadata under a key; `nil` if there are none.
  fileprivate func names(_ key: String) -> [String]? {
    guard let text = metadata(key), let values = (try? JSON(json: text))?.array else { return nil }
    let names = values.compactMap { $0.string ?? $0["name"]?.string }
    return names.count == values.count ? names : nil
  }
}
