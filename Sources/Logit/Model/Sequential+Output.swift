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
}
