extension KerasRegistry where Family == any LearningRateSchedule {
  /// The schedules Logit can make from Keras's JSON.
  static let schedules = KerasRegistry(
    family: "schedule", module: "keras.optimizers.schedules",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) })

  private static let types: [any (LearningRateSchedule & KerasSerializable).Type] = [
    ExponentialDecay.self, PiecewiseConstantDecay.self, PolynomialDecay.self, InverseTimeDecay.self,
    CosineDecay.self, CosineDecayRestarts.self,
  ]
}
