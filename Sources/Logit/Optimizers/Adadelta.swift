import CLogitKernels

/// Adadelta: steps in proportion to the running root mean square of the previous ones.
///
///     v ← ρ v + (1 - ρ) g²
///     s = -g √(d + ε) / √(v + ε)
///     d ← ρ d + (1 - ρ) s²
///     w ← w + η s
///
/// The paper has no η; 1 gives its steps. ε is inside both roots.
///
/// Follows `keras.optimizers.Adadelta`. Source: M. Zeiler, "ADADELTA: An adaptive learning rate method",
/// arXiv 1212.5701, 2012.
public struct Adadelta: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The decay ρ of both running means.
  public var rho: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Adadelta.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - rho: The decay ρ of both running means, in 0..<1; 0.95 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7,
    options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.rho = rho
    self.epsilon = epsilon
    self.options = options
  }

  /// `["accumulated_grad", "accumulated_delta_var"]`, Keras's names for v and d.
  public var slotNames: [String] { ["accumulated_grad", "accumulated_delta_var"] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    try checks.requireDecay(rho, "rho")
    try checks.requirePositive(epsilon, "epsilon")
  }
}

extension Adadelta: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_ADADELTA
    rule.beta1 = Float(rho)
    rule.one_minus_beta1 = Float(1 - rho)
    rule.epsilon = Float(epsilon)
    return rule
  }
}

extension Adadelta: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Adadelta" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("rho", .number(rho)),
        JSON.Member("epsilon", .number(epsilon)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      rho: try options.double("rho", default: 0.95),
      epsilon: try options.double("epsilon", default: 1e-7),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == Adadelta {
  /// Adadelta: steps in proportion to the running root mean square of the previous ones; see ``Adadelta``.
  public static var adadelta: Adadelta { Adadelta() }

  /// Adadelta: steps in proportion to the running root mean square of the previous ones; see ``Adadelta``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - rho: The decay ρ of both running means, in 0..<1; 0.95 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func adadelta(
    learningRate: any LearningRateSchedule = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7,
    options: OptimizerOptions = OptimizerOptions()
  ) -> Adadelta {
    Adadelta(
      learningRate: learningRate, rho: rho, epsilon: epsilon, options: options)
  }
}
