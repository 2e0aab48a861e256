import Logit

// The operations of ai.onnx.ml.

extension ONNXInterpreter {
  /// Interprets a node of the domain for classical machine learning.
  ///
  /// - Returns: Whether it is one that is read.
  mutating func interpretClassical(_ node: ONNXNode) throws -> Bool {
    switch node.type {
    case "Scaler":
      let rows = try rows(node)
      let (offsets, scales) = (
        node.floats("offset").map { -Double($0) }, node.floats("scale").map { Double($0) }
      )
      for values in [offsets, scales] {
        guard rows.shape.count == 1, values.count == 1 || rows.shape[0] ?? values.count == values.count,
          !values.isEmpty
        else {
          throw damaged(
            node.title, expected: "one with a number for each column", found: "one with \(values.count)")
        }
      }
      let count = max(offsets.count, scales.count)
      set(node, rows, .add(offsets), .multiply(scales), shape: count > 1 ? [count] : rows.shape)
    case "Imputer":
      let replaced = node.float("replaced_value_float", default: 0)
      guard replaced.isNaN, !node.floats("imputed_value_floats").isEmpty else {
        throw unsupported("\(node.title) of the value \(replaced)")
      }
      noteReplacement(node.floats("imputed_value_floats").map { Double($0) })
      set(node, .rows(try rows(node)))
    case "Normalizer": try interpretNormalizer(node)
    case "FeatureVectorizer":
      let parts = try node.inputs.indices.map { try rows(node, $0) }
      guard let first = parts.first,
        parts.count == 1 || parts.allSatisfy({ $0.steps.isEmpty && $0.shape == [1] })
      else {
        throw unsupported(node.title)
      }
      let names = parts.flatMap(\.inputNames)
      set(node, .rows(parts.count == 1 ? first : ONNXRows(inputNames: names, shape: [names.count])))
    case "LinearClassifier": try interpretLinear(node, scores: node.outputs.count > 1 ? node.outputs[1] : "")
    case "LinearRegressor": try interpretLinear(node, scores: node.outputs.first ?? "")
    default: return false
    }
    return true
  }

  /// Division of each row by its norm; of probabilities, by their sum, which is 1 anyway.
  private mutating func interpretNormalizer(_ node: ONNXNode) throws {
    let rows = try rows(node)
    let norm = node.text("norm", default: "MAX")
    switch (norm, rows.steps.last?.step) {
    case ("L1", .pair?), ("L1", .activation(is Softmax)?): return set(node, .rows(rows))
    default: break
    }
    guard norm == "L2" else { throw unsupported("\(node.title) by the norm \(norm)") }
    set(node, rows, .unitNormalization)
  }

  /// A layer of weights with the names of classes.
  ///
  /// - Parameter scores: The name of the value that it gives.
  private mutating func interpretLinear(_ node: ONNXNode, scores: String) throws {
    let rows = try rows(node)
    let coefficients = node.floats("coefficients")
    let isClassifier = node.type == "LinearClassifier"
    let classCount = node.texts("classlabels_strings")?.count ?? node.integers("classlabels_ints")?.count ?? 0
    let intercepts = node.floats("intercepts")
    let outputs = isClassifier ? max(intercepts.count, 1) : node.integer("targets", default: 1)
    let inputs = outputs > 0 ? coefficients.count / outputs : 0
    guard outputs > 0, inputs > 0, coefficients.count == inputs * outputs,
      intercepts.isEmpty || intercepts.count == outputs,
      !isClassifier || outputs == classCount || outputs == 1 && classCount == 2
    else {
      throw damaged(
        node.title, expected: "one with a row of coefficients for each class",
        found: "one with \(coefficients.count) for \(classCount) classes and \(intercepts.count) intercepts")
    }
    let transform = node.text("post_transform", default: "NONE")
    let weights = (0..<outputs).map { Array(coefficients[$0 * inputs..<($0 + 1) * inputs]) }
    let bias = intercepts.isEmpty ? [Float](repeating: 0, count: outputs) : intercepts
    let isOpposite =
      outputs == 2 && bias[0] == -bias[1] && zip(weights[0], weights[1]).allSatisfy { $0 == -$1 }
    if isClassifier, transform == "LOGISTIC", outputs == 1 || isOpposite {
      // Of two classes with opposite weights the second's say all.
      try addDense(
        rows, kernel: ONNXMatrix(weights[outputs - 1], shape: [inputs, 1]), bias: [bias[outputs - 1]], node)
      try extend(node, with: [.activation(Sigmoid()), .pair], shape: [2])
    } else {
      let kernel = ONNXMatrix(ONNXTensor(coefficients, shape: [outputs, inputs]), isTransposed: true)
      try addDense(rows, kernel: kernel, bias: bias, node)
      switch transform {
      case "NONE" where outputs > 1 || !isClassifier: break
      case "LOGISTIC" where outputs > 2: try extend(node, with: [.activation(Sigmoid())])
      case "SOFTMAX" where outputs > 1: try extend(node, with: [.activation(Softmax())])
      default: throw unsupported("\(node.title) with the transform \(transform) of \(outputs) outputs")
      }
    }
    move(node, to: scores)
  }
}
