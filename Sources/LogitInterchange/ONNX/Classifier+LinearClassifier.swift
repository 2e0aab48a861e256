import Logit

extension Classifier {
  /// Adds `ai.onnx.ml.LinearClassifier`, which has a row of weights for each class; of two classes that of
  /// the first is the second's with the other sign, as scikit-learn's converter writes it.
  ///
  /// - Parameters:
  ///   - isRaw: Whether its scores are logits that something is still made of; if not, it gives the graph's
  ///     outputs.
  /// - Returns: The logits, `[batch, outputs]`; if it gives the outputs, nothing of use.
  func addLinearClassifier(
    _ x: ONNXHeadInput, _ linear: (kernel: Tensor<Double>, bias: [Double]), isRaw: Bool,
    to graph: inout ONNXGraph
  ) -> String {
    let (x, kernel, bias) = x.linearClassifier(kernel: linear.kernel, bias: linear.bias, to: &graph)
    let outputs = bias.count
    let features = kernel.count / max(outputs, 1)
    var rows = (0..<outputs).map { output in (0..<features).map { Float(kernel[$0 * outputs + output]) } }
    var intercepts = bias.map { Float($0) }
    if outputs == 1 {
      rows.insert(rows[0].map { -$0 }, at: 0)
      intercepts.insert(-intercepts[0], at: 0)
    }
    let labels: (name: String, value: ONNXNode.Attribute) =
      switch classes.tensor.values {
      case .integers(let numbers): ("classlabels_ints", .integers(numbers))
      default: ("classlabels_strings", .texts(classes.names))
      }
    let transform = isRaw ? "NONE" : outputs == 1 ? "LOGISTIC" : "SOFTMAX"
    let names = isRaw ? ["/label", "/scores"] : ["label", "probabilities"].map { graph.outputName($0) }
    graph.nodes.append(
      ONNXNode(
        type: "LinearClassifier", domain: ONNXNode.ml, name: "node:classifier", inputs: [x], outputs: names,
        attributes: [
          ("coefficients", .floats(rows.flatMap(\.self))), ("intercepts", .floats(intercepts)),
          ("multi_class", .integer(outputs == 1 ? 0 : 1)), ("post_transform", .text(transform)), labels,
        ]))
    graph.requireML()
    if isRaw { return outputs == 1 ? graph.columns([1], of: names[1], count: 2) : names[1] }
    graph.addClassifierOutputs(named: names, classes)
    return names[1]
  }
}
