extension KerasRegistry<any LearningRateSchedule> {
  /// All schedules, by Keras's class names.
  static let schedules = KerasRegistry(
    family: "schedule", module: "keras.optimizers.schedules",
    [
      ("ExponentialDecay", { try ExponentialDecay(keras: &$0) }),
      ("PiecewiseConstantDecay", { try PiecewiseConstantDecay(keras: &$0) }),
      ("PolynomialDecay", { try PolynomialDecay(keras: &$0) }),
      ("InverseTimeDecay", { try InverseTimeDecay(keras: &$0) }),
      ("CosineDecay", { try CosineDecay(keras: &$0) }),
      ("CosineDecayRestarts", { try CosineDecayRestarts(keras: &$0) }),
    ])
}
