package import Logit

// What a classifier computes, for whoever writes it in another format.

extension Classifier {
  /// The weights of a model of one dense layer in double precision, on features as they are encoded:
  /// `[features, outputs]` and `[outputs]`. `nil` with hidden layers, and where more than a dense layer makes
  /// the logits.
  package var singleLayerWeights: (kernel: Tensor<Double>, bias: [Double])? {
    guard let dense = model.layers.first?.configuration as? Dense, model.layers.count == 1,
      ["sigmoid", "softmax"].contains(dense.activation.name)
    else { return nil }
    return linearEstimates.map { ($0.kernel, $0.bias) }
  }

  /// Whether predictions are worked out in double precision, since single precision would show.
  package var needsDoublePrecision: Bool {
    estimates.map { $0.needsDouble || features.regressionFormula != nil } ?? false
  }
}
