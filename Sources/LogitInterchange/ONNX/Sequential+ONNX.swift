public import Logit
import LogitFiles

extension Sequential {
  /// Writes the model as an ONNX model, which appears whole or not at all; see
  /// ``onnxBytes(featureNames:classNames:)``.
  ///
  /// - Parameters:
  ///   - path: The file, usually with the extension `.onnx`.
  ///   - featureNames: The names of the inputs, for the metadata; none by default.
  ///   - classNames: The names of the classes, for the metadata; none by default.
  /// - Throws: As ``onnxBytes(featureNames:classNames:)``, and `FileError.notWritten(path:reason:)`.
  public func save(
    onnxFile path: String, featureNames: [String]? = nil, classNames: [String]? = nil
  ) throws {
    try StagedFile.write(onnxBytes(featureNames: featureNames, classNames: classNames), to: path)
  }

  /// The model as an ONNX model of opset 13 in single precision: from `input`, `[batch] + inputShape`, to
  /// `output`, which is what ``/Logit/Sequential/predict(_:)`` gives: probabilities, or whatever the last
  /// layer makes.
  ///
  /// - Parameters:
  ///   - featureNames: The names of the inputs, for the metadata; none by default.
  ///   - classNames: The names of the classes, for the metadata; none by default.
  /// - Returns: The bytes of the file.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a layer that ONNX has no words
  ///   for, `LogitError.notBuilt(operation:)` for a model without weights, or
  ///   `LogitError.invalidOption(name:value:expected:)` for names of another number of classes.
  public func onnxBytes(featureNames: [String]? = nil, classNames: [String]? = nil) throws -> [UInt8] {
    guard let inputShape = layers.first?.inputShape, let outputShape = layers.last?.outputShape,
      parameterCount > 0 || layers.allSatisfy({ !$0.name.isEmpty })
    else { throw LogitError.notBuilt(operation: "onnxBytes") }
    let outputs = outputShape.reduce(1, *)
    let classCount = outputs == 1 ? 2 : outputs
    try LogitError.require(
      classNames.map { $0.count == classCount } ?? true, "classNames", classNames ?? [],
      "\(classCount) names, as the model has classes")
    var graph = ONNXGraph()
    graph.name = name
    graph.producer = ("logit", LogitVersion.current)
    let x = graph.addInput("input", .float, inputShape)
    let output = try graph.add(self, to: x)
    graph.add("Identity", [output], output: "output")
    graph.addOutput("output", .float, outputShape)
    for (key, names) in [("logit.features", featureNames), ("logit.classes", classNames)] {
      guard let names else { continue }
      graph.metadata.append((key, JSON.array(names.map { .string($0) }).description))
    }
    return graph.encoded
  }
}
