extension KerasRegistry where Family == any Layer {
  /// The layers Logit can make from Keras's JSON.
  static let layers = KerasRegistry(
    family: "layer", module: "keras.layers",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) })

  private static let types: [any (Layer & KerasSerializable).Type] = [
    Input.self, Dense.self, ActivationLayer.self, ReLULayer.self, LeakyReLULayer.self, ELULayer.self,
    PReLU.self, SoftmaxLayer.self, Dropout.self, GaussianNoise.self, ActivityRegularization.self,
    BatchNormalization.self, LayerNormalization.self, RMSNormalization.self, UnitNormalization.self,
    Normalization.self, Rescaling.self, Flatten.self, Reshape.self, IdentityLayer.self, Embedding.self,
    AlphaDropout.self, CategoryEncodingLayer.self, GlobalAveragePooling1D.self, GroupNormalization.self,
    Masking.self,
  ]
}
