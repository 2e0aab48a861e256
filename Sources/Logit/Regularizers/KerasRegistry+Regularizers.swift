extension KerasRegistry where Family == any Regularizer {
  /// The regularizers Logit can make from Keras's JSON.
  static let regularizers = KerasRegistry(
    family: "regularizer", module: "keras.regularizers",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) },
    aliases: [
      "l1_l2": "L1L2"
    ])

  private static let types: [any (Regularizer & KerasSerializable).Type] = [
    L1.self, L1L2.self, L2.self, OrthogonalRegularizer.self,
  ]
}
