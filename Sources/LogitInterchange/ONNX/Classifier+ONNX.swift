import Logit
import LogitData
import LogitFiles

extension Classifier {
  /// Writes the classifier as an ONNX model, which appears whole or not at all; see ``onnxBytes(_:)``.
  ///
  /// - Parameters:
  ///   - path: The file, usually with the extension `.onnx`.
  ///   - options: How; as ``ONNXOptions`` says by default.
  /// - Throws: As ``onnxBytes(_:)``, and `FileError.notWritten(path:reason:)`.
  public func save(onnxFile path: String, options: ONNXOptions = ONNXOptions()) throws {
    try StagedFile.write(onnxBytes(options), to: path)
  }

  /// The classifier as an ONNX model: opset 13, with the whole preprocessing.
  ///
  /// The inputs are the table's columns, or a matrix of them (``ONNXOptions/Inputs``; ``onnxColumns(_:)``
  /// tells which). A missing number is NaN, a missing text is empty, a truth value is 0 or 1. The outputs are
  /// `label`, `[batch]`, the class that is decided on, and `probabilities`, `[batch, classes]`, calibrated
  /// and corrected as the classifier's are; they are a tensor, never a list of dictionaries (ZipMap). Rows
  /// that the classifier would refuse get probabilities that are NaN, since a graph has no errors, and a label
  /// that is no class: an empty text, or -1 (of numbers that are below 0, too, the next that is free).
  ///
  /// Scaling is part of the weights where there are no hidden layers, worked out in double precision. The
  /// graph computes in single precision unless that would show.
  ///
  /// The metadata has `logit.classes`, `logit.columns`, `logit.features` and `logit.target` as JSON, and in
  /// `logit.model` what `ForeignModel` reads the whole classifier back from: how columns become features, and
  /// what is decided.
  ///
  /// - Parameter options: How; as ``ONNXOptions`` says by default.
  /// - Returns: The bytes of the file.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a column or a layer that ONNX has
  ///   no words for: hashes, words of texts, dates, splines, joined spellings.
  public func onnxBytes(_ options: ONNXOptions = ONNXOptions()) throws -> [UInt8] {
    try onnxGraph(options).encoded
  }

  /// The table's columns as the ONNX model takes them, in their order; empty if it takes encoded features.
  ///
  /// - Parameter options: How the model is written; as ``ONNXOptions`` says by default.
  /// - Returns: The columns.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a column that ONNX has no words
  ///   for.
  public func onnxColumns(_ options: ONNXOptions = ONNXOptions()) throws -> [ONNXColumn] {
    options.inputs == .encoded ? [] : try ONNXColumn.columns(of: self, options)
  }

  func onnxGraph(_ options: ONNXOptions) throws -> ONNXGraph {
    var graph = ONNXGraph()
    graph.producer = ("logit", LogitVersion.current)
    graph.documentation = "Predicts \(target) by \(classes.names.joined(separator: ", "))."
    graph.metadata = try metadata(options)
    let x =
      options.inputs == .encoded
      ? encodedInput(&graph) : try ONNXHeadInput(ONNXFeatures(self, options, to: &graph))
    let outputs: String
    let places: ONNXPlaces
    switch options.form {
    case .tensors: (outputs, places) = try addOutputs(x, to: &graph)
    case .linearClassifier:
      guard let linear = singleLayerWeights else {
        throw InterchangeError.inexpressible(
          format: options.formatName, item: "more than one layer of weights with a sigmoid or softmax",
          remedy: "write it as tensors")
      }
      guard !needsDoublePrecision else {
        throw InterchangeError.inexpressible(
          format: options.formatName, item: "weights that single precision would blur",
          remedy: "write it as tensors")
      }
      places = (x.value, "", true, x.scaling)
      guard decision.adjustment == nil, decision.rule == .mostProbable, x.refusals == nil else {
        let logits = addLinearClassifier(x, linear, isRaw: true, to: &graph)
        outputs = graph.addProbabilities(logits, .float, classCount: classes.count, decision.adjustment)
        break
      }
      _ = addLinearClassifier(x, linear, isRaw: false, to: &graph)
      graph.metadata.insert(record(places, options), at: 0)
      return graph
    }
    graph.addClassifierOutputs(
      outputs, classes, decision.rule, refusals: x.refusals.map { ($0, x.type) })
    graph.metadata.insert(record(places, options), at: 0)
    return graph
  }

  /// Where the model's layers are in a graph; see ``ONNXModelRecord``.
  private typealias ONNXPlaces = (
    input: String, output: String, givesLogits: Bool, scaling: ONNXModelRecord.Scaling?
  )

  private func record(_ places: ONNXPlaces, _ options: ONNXOptions) -> (key: String, value: String) {
    let record = ONNXModelRecord(
      features: options.inputs == .encoded ? nil : features, decision: decision, input: places.input,
      output: places.output, givesLogits: places.givesLogits, scaling: places.scaling)
    return (ONNXModelRecord.key, record.json.description)
  }

  /// The input of features as they are encoded.
  private func encodedInput(_ graph: inout ONNXGraph) -> ONNXHeadInput {
    let type: ONNXElementType = needsDoublePrecision ? .double : .float
    let count = features.outputCount
    let value = graph.addInput("X", type, [count], documentation: "Features as they are encoded.")
    return ONNXHeadInput(value: value, type: type, count: count)
  }

  /// Adds the model behind its features: `[batch, outputs]`.
  private func addOutputs(
    _ x: ONNXHeadInput, to graph: inout ONNXGraph
  ) throws -> (outputs: String, places: ONNXPlaces) {
    if let linear = singleLayerWeights {
      let logits = x.addLogits(kernel: linear.kernel, bias: linear.bias, to: &graph)
      let outputs = graph.addProbabilities(logits, x.type, classCount: classes.count, decision.adjustment)
      return (outputs, (x.value, logits, true, x.scaling))
    }
    let value = x.addScaled(to: &graph)
    guard let adjustment = decision.adjustment else {
      let outputs = try graph.add(model, to: value)
      return (outputs, (value, outputs, false, nil))
    }
    let logits = try graph.add(model.withoutOutputActivation(), to: value)
    let outputs = graph.addProbabilities(logits, .float, classCount: classes.count, adjustment)
    return (outputs, (value, logits, true, nil))
  }

  private func metadata(_ options: ONNXOptions) throws -> [(key: String, value: String)] {
    let columns = try onnxColumns(options).map { column -> JSON in
      [
        "name": .string(column.name), "kind": .string(column.kind.rawValue), "input": .string(column.input),
        "index": .integer(column.index),
      ]
    }
    var metadata = [
      ("logit.target", JSON.string(target).description),
      ("logit.classes", JSON.array(classes.names.map { .string($0) }).description),
      ("logit.features", JSON.array(features.featureNames.map { .string($0) }).description),
    ]
    if !columns.isEmpty { metadata.append(("logit.columns", JSON.array(columns).description)) }
    if let rows = options.goldenRows { metadata.append(("logit.golden_rows", rows.description)) }
    return metadata
  }
}

/// What a model's layers take in a graph: numbers from which features follow by a subtraction, a product and
/// a sum.
struct ONNXHeadInput {
  let value: String
  let type: ONNXElementType
  let centers: [Double]
  let factors: [Double]
  let offsets: [Double]
  let refusals: String?

  init(value: String, type: ONNXElementType, count: Int) {
    (self.value, self.type, refusals) = (value, type, nil)
    centers = [Double](repeating: 0, count: count)
    factors = [Double](repeating: 1, count: count)
    offsets = centers
  }

  init(_ features: ONNXFeatures) {
    (value, type, refusals) = (features.value, features.type, features.refusals)
    (centers, factors, offsets) = (features.centers, features.factors, features.offsets)
  }

  /// What becomes part of the weights of a single layer.
  var scaling: ONNXModelRecord.Scaling {
    ONNXModelRecord.Scaling(centers: centers, factors: factors, offsets: offsets)
  }

  /// The weights of the numbers, and the constants, in double precision.
  private func folded(kernel: Tensor<Double>, bias: [Double]) -> (kernel: [Double], bias: [Double]) {
    var (weights, biases) = (kernel.scalars, bias)
    let outputs = bias.count
    for feature in centers.indices {
      for output in 0..<outputs {
        let weight = weights[feature * outputs + output]
        weights[feature * outputs + output] = weight * factors[feature]
        biases[output] += weight * (offsets[feature] - factors[feature] * centers[feature])
      }
    }
    return (weights, biases)
  }

  /// Adds a dense layer with the scaling in its weights.
  func addLogits(kernel: Tensor<Double>, bias: [Double], to graph: inout ONNXGraph) -> String {
    let (weights, biases) = folded(kernel: kernel, bias: bias)
    let kernel = graph.constant("kernel", ONNXTensor(weights, shape: kernel.shape, as: type))
    return graph.add("Gemm", [value, kernel, graph.constant("bias", ONNXTensor(biases, as: type))])
  }

  /// The numbers in single precision, and the weights of them.
  func linearClassifier(
    kernel: Tensor<Double>, bias: [Double], to graph: inout ONNXGraph
  ) -> (x: String, kernel: [Double], bias: [Double]) {
    let (weights, biases) = folded(kernel: kernel, bias: bias)
    return (graph.cast(value, from: type, to: .float), weights, biases)
  }

  /// Adds the scaling, and returns features in single precision.
  func addScaled(to graph: inout ONNXGraph) -> String {
    let isPlain = zip(centers, factors).allSatisfy { $0 == 0 && $1 == 1 } && offsets.allSatisfy { $0 == 0 }
    guard !isPlain else { return graph.cast(value, from: type, to: .float) }
    let rounded = type == .double ? centers : centers.map { Double(Float($0)) }
    let difference = graph.add("Sub", [value, graph.constant("centers", ONNXTensor(rounded, as: type))])
    var scaled = graph.add("Mul", [difference, graph.constant("factors", ONNXTensor(factors, as: type))])
    // What rounding a center left.
    let rest = centers.indices.map { offsets[$0] - factors[$0] * (centers[$0] - rounded[$0]) }
    if rest.contains(where: { $0 != 0 }) {
      scaled = graph.add("Add", [scaled, graph.constant("offsets", ONNXTensor(rest, as: type))])
    }
    return graph.cast(scaled, from: type, to: .float)
  }
}
