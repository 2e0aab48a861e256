extension Sequential {
  /// The name of the activation that makes the model's outputs, such as `"sigmoid"`; that of the last layer's
  /// type if no activation does. Layers that pass their input on in prediction do not count.
  package var outputName: String {
    switch configurations.last(where: { !$0.passesNumbersOn }) {
    case nil: "none"
    case let layer as Dense: layer.activation.name
    case let layer as ActivationLayer: layer.activation.name
    case is SoftmaxLayer: Softmax().name
    case let layer?: layer.typeName
    }
  }

  /// The same model without the activation that makes its outputs, so that they are logits instead of
  /// probabilities.
  ///
  /// - Returns: A model of the same weights, not compiled.
  /// - Throws: ``LogitError/notBuilt(operation:)`` without weights, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if the last layer is neither dense nor an
  ///   activation.
  package func withoutOutputActivation() throws -> Sequential {
    let inputShape = try builtStack(for: "withoutOutputActivation").inputShape
    var layers = configurations
    if let last = layers.lastIndex(where: { !$0.passesNumbersOn }) {
      switch layers[last] {
      case is ActivationLayer, is SoftmaxLayer: layers.remove(at: last)
      case var dense as Dense:
        dense.activation = .linear
        layers[last] = dense
      default:
        throw LogitError.invalidArchitecture(
          layer: "that makes the outputs", reason: "it has no activation to leave out",
          remedy: "make it dense")
      }
    }
    var model = try Sequential([Input(shape: inputShape)] + layers, seed: seed)
    try model.setWeights(weights)
    return model
  }
}
