extension Sequential {
  /// The name of the activation that makes the model's outputs, such as `"sigmoid"`; that of the last layer's
  /// type if no activation does. Layers that pass their input on in prediction do not count.
  package var outputName: String {
    for layer in configurations.reversed() {
      switch layer {
      case is IdentityLayer, is Dropout, is GaussianNoise, is ActivityRegularization: continue
      case let layer as Dense: return layer.activation.name
      case let layer as ActivationLayer: return layer.activation.name
      case is SoftmaxLayer: return Softmax().name
      default: return layer.typeName
      }
    }
    return "none"
  }

  /// The same model without the activation that makes its outputs, so that they are logits instead of probabilities.
  ///
  /// - Returns: A model of the same weights, not compiled.
  /// - Throws: ``LogitError/notBuilt(operation:)`` without weights, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if the last layer is neither dense nor an activation.
  package func withoutOutputActivation() throws -> Sequential {
    let inputShape = try builtStack(for: "withoutOutputActivation").inputShape
    var layers = configurations
    while let last = layers.last {
      switch last {
      case is IdentityLayer, is Dropout, is GaussianNoise, is ActivityRegularization:
        layers.removeLast()
        continue
      case is ActivationLayer, is SoftmaxLayer: layers.removeLast()
      case var dense as Dense:
        dense.activation = .linear
        layers[layers.count - 1] = dense
      default:
        throw LogitError.invalidArchitecture(
          layer: "that makes the outputs", reason: "it has no activation to leave out",
          remedy: "make it dense")
      }
      break
    }
    var model = try Sequential([Input(shape: inputShape)] + layers, seed: seed)
    try model.setWeights(weights)
    return model
  }
}
