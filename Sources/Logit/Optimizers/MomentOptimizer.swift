/// What ``Adamax``, ``Nadam`` and ``Lamb`` have in common: Adam's options, under the same names and with the
/// same defaults.
protocol MomentOptimizer: Optimizer, KerasSerializable {
  var beta1: Double { get }
  var beta2: Double { get }
  var epsilon: Double { get }

  init(
    learningRate: any LearningRateSchedule, beta1: Double, beta2: Double, epsilon: Double,
    options: OptimizerOptions)
}

extension MomentOptimizer {
  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    try checks.requireDecay(beta1, "beta1")
    try checks.requireDecay(beta2, "beta2")
    try checks.requirePositive(epsilon, "epsilon")
  }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("beta_1", .number(beta1)),
        JSON.Member("beta_2", .number(beta2)),
        JSON.Member("epsilon", .number(epsilon)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      beta1: try options.double("beta_1", default: 0.9),
      beta2: try options.double("beta_2", default: 0.999),
      epsilon: try options.double("epsilon", default: 1e-7),
      options: try OptimizerOptions(keras: &options))
  }
}
