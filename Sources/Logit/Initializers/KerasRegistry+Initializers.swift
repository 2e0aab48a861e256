extension KerasRegistry where Family == any Initializer {
  /// The initializers Logit can make from Keras's JSON.
  static let initializers = KerasRegistry(
    family: "initializer", module: "keras.initializers",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) },
    aliases: [
      // Names from older versions.
      "zero": "Zeros", "one": "Ones", "normal": "RandomNormal", "uniform": "RandomUniform",
      "IdentityInitializer": "Identity", "OrthogonalInitializer": "Orthogonal",
    ])

  private static let types: [any (Initializer & KerasSerializable).Type] = [
    Constant.self, GlorotNormal.self, GlorotUniform.self, HeNormal.self, HeUniform.self, Identity.self,
    LecunNormal.self, LecunUniform.self, Ones.self, Orthogonal.self, RandomNormal.self, RandomUniform.self,
    TruncatedNormal.self, VarianceScaling.self, Zeros.self,
  ]
}
