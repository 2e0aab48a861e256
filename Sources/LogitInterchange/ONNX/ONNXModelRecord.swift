import Logit
import LogitClassifier
import LogitData
import LogitFiles

/// What Logit notes in a graph that it writes, so that it reads back the whole classifier: how columns become
/// features, where in the graph these go into the model's layers and come out, and what is decided.
///
/// The weights are read from the graph. The rest would have to be guessed from hundreds of operations that
/// other programs write otherwise.
struct ONNXModelRecord {
  /// The key of the metadata.
  static let key = "logit.model"

  /// How columns become features; `nil` if the graph takes encoded features.
  var features: FeatureSpace?
  var decision: ClassDecision
  /// The value that the layers take, and the one that they give.
  var input: String
  var output: String
  /// Whether ``output`` is the logits, of which a calibration makes probabilities.
  var givesLogits: Bool
  /// What makes features of ``input``, whose scaling is part of the weights of the one layer; `nil` for
  /// features as they are.
  var scaling: Scaling?

  /// A feature is `(x - center) · factor + offset`.
  struct Scaling: Equatable {
    var centers: [Double]
    var factors: [Double]
    var offsets: [Double]
  }

  /// As an entry of the metadata.
  var json: JSON {
    func list(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
    var members: [JSON.Member] = [
      JSON.Member("input", .string(input)), JSON.Member("output", .string(output)),
      JSON.Member("gives", givesLogits ? "logits" : "probabilities"),
    ]
    if let scaling {
      members.append(
        JSON.Member(
          "scaling",
          [
            "centers": list(scaling.centers), "factors": list(scaling.factors),
            "offsets": list(scaling.offsets),
          ]))
    }
    if let decision = decision.exported { members.append(JSON.Member("decision", decision)) }
    if let features { members.append(JSON.Member("features", features.json)) }
    return .object(members)
  }
}

extension ONNXModelRecord {
  /// Takes the record out of a graph.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - source: The file, for messages.
  /// - Returns: `nil` for a graph without.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` for a record that is none.
  init?(_ graph: ONNXGraph, source: String) throws {
    guard let text = graph.metadata(Self.key) else { return nil }
    func damaged(_ found: String) -> FileError {
      .damaged(
        source: source, item: "the metadata \"\(Self.key)\"", expected: "what Logit notes of a classifier",
        found: found.shortened.onOneLine, remedy: "write the model again, or remove the entry")
    }
    guard let json = try? JSON(json: text), let input = json["input"]?.string,
      let output = json["output"]?.string, let gives = json["gives"]?.string,
      ["logits", "probabilities"].contains(gives),
      let names = graph.metadata("logit.classes").flatMap({ try? JSON(json: $0) })?.array, names.count >= 2
    else { throw damaged(text) }
    (self.input, self.output, givesLogits) = (input, output, gives == "logits")
    do {
      features = try json["features"].map { try FeatureSpace(json: $0) }
      decision =
        try json["decision"].map { try ClassDecision(exported: $0, classCount: names.count) } ?? .usual
      if let features {
        // Features that were learned for other columns show here rather than at the first row.
        let kinds = features.inputKinds
        _ = try features.matrix(of: Table(kinds.map { Column(name: $0.name, kind: $0.kind, chunks: []) }))
      }
    } catch let error as any CodedError {
      throw damaged("unusable (\("\(error)".droppingFullStop))")
    }
    scaling = json["scaling"].flatMap { Scaling($0) }
    guard scaling != nil || json["scaling"] == nil else { throw damaged("a scaling without its numbers") }
  }

  /// The weights of features and the constants, in double precision, if one layer of weights is all there is.
  ///
  /// - Returns: `nil` where the layer is not found as it was written.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` for weights that are no numbers.
  func linear(
    _ graph: ONNXGraph, classCount: Int, source: String
  ) throws -> (kernel: Tensor<Double>, bias: [Double])? {
    guard let scaling, let found = try layer(graph, outputs: classCount == 2 ? 1 : classCount) else {
      return nil
    }
    var (kernel, bias) = found
    let (width, outputs) = (scaling.factors.count, bias.count)
    guard kernel.count == width * outputs, features.map({ $0.outputCount == width }) ?? true else {
      return nil
    }
    for feature in 0..<width {
      let factor = scaling.factors[feature]
      // What is the same for all numbers is part of the constants.
      guard factor != 0 else {
        for output in 0..<outputs { kernel[feature * outputs + output] = 0 }
        continue
      }
      for output in 0..<outputs {
        let weight = kernel[feature * outputs + output] / factor
        kernel[feature * outputs + output] = weight
        bias[output] -= weight * (scaling.offsets[feature] - factor * scaling.centers[feature])
      }
    }
    if let wrong = (kernel + bias).first(where: { !Float($0).isFinite }) {
      throw FileError.damaged(
        source: source, item: "the weights of the layer", expected: "finite numbers of single precision",
        found: "\(wrong)", remedy: "write the model again")
    }
    let values = kernel
    let tensor = Tensor<Double>(unsafeUninitializedShape: [width, outputs]) { target in
      for place in values.indices { target[place] = values[place] }
    }
    return (tensor, bias)
  }

  /// The weights of the node that takes ``input``, `[inputs][outputs]` in a row, and the constants.
  private func layer(_ graph: ONNXGraph, outputs: Int) throws -> (kernel: [Double], bias: [Double])? {
    // What takes single precision has the numbers from a cast.
    let names = graph.nodes.filter { $0.type == "Cast" && $0.inputs == [input] }.flatMap(\.outputs) + [input]
    let node = graph.nodes.first { node in
      ["Gemm", "LinearClassifier"].contains(node.type) && node.inputs.first.map(names.contains) ?? false
    }
    guard let node else { return nil }
    func constant(_ place: Int) throws -> [Double]? {
      guard node.inputs.indices.contains(place) else { return nil }
      return try graph.constants.first { $0.name == node.inputs[place] }?.tensor.doubles()
    }
    if node.type == "Gemm" {
      guard node.attributes.isEmpty, let kernel = try constant(1), let bias = try constant(2),
        bias.count == outputs
      else { return nil }
      return (kernel, bias)
    }
    var rows = node.floats("coefficients").map { Double($0) }
    var bias = node.floats("intercepts").map { Double($0) }
    if outputs == 1 {
      // The first of two classes has the weights of the second with the other sign.
      guard bias.count == 2, rows.count % 2 == 0 else { return nil }
      rows.removeFirst(rows.count / 2)
      bias.removeFirst()
    }
    guard bias.count == outputs else { return nil }
    let width = rows.count / outputs
    return ((0..<width).flatMap { feature in (0..<outputs).map { rows[$0 * width + feature] } }, bias)
  }
}

extension ONNXModelRecord.Scaling {
  /// What ``ONNXModelRecord/json`` wrote; `nil` for anything else.
  init?(_ json: JSON) {
    func list(_ key: String) -> [Double] { json[key]?.array?.compactMap(\.double) ?? [] }
    (centers, factors, offsets) = (list("centers"), list("factors"), list("offsets"))
    guard !factors.isEmpty, centers.count == factors.count, offsets.count == factors.count,
      (centers + factors + offsets).allSatisfy(\.isFinite)
    else { return nil }
  }
}

extension ForeignModel {
  /// Reads back a graph that Logit wrote.
  ///
  /// - Returns: `nil` if the graph no longer has the values that the record names.
  init?(_ record: ONNXModelRecord, _ graph: ONNXGraph, classCount: Int, source: String) throws {
    let isPair = classCount == 2
    if let (kernel, bias) = try record.linear(graph, classCount: classCount, source: source) {
      let linear = ForeignLinear(
        kernel: kernel, bias: bias, scaling: nil, formula: nil, features: record.features)
      self.init(try linear.model(isPair ? .sigmoid : .softmax))
      self.linear = linear
    } else {
      let made = Set(graph.nodes.flatMap(\.outputs))
      guard record.scaling == nil, made.contains(record.output),
        made.contains(record.input) || graph.inputs.contains(where: { $0.name == record.input })
      else { return nil }
      var interpreter = ONNXInterpreter(graph, source: source)
      let width = record.features?.outputCount
      var rows = try interpreter.rows(from: record.input, to: record.output, width: width)
      if record.givesLogits { rows = interpreter.activated(rows, isPair ? .sigmoid : .softmax) }
      self.init(try rows.model(interpreter).model, notes: interpreter.notes)
    }
    (features, decision) = (record.features, record.decision == .usual ? nil : record.decision)
  }
}
