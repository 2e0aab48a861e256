import CLogitKernels

/// Stochastic gradient descent, with optional momentum.
///
/// Without momentum, w ← w - η g. With momentum μ, as Keras computes it:
///
///     m ← μ m - η g
///     w ← w + m              or, with nesterov,  w ← w + μ m - η g
///
/// Follows `keras.optimizers.SGD`. Source: B. Polyak, "Some methods of speeding up the convergence of
/// iteration methods", 1964; I. Sutskever et al., "On the importance of initialization and momentum in deep
/// learning", ICML 2013.
public struct SGD: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The fraction μ of the last step that is kept.
  public var momentum: Double
  /// Whether to look ahead along the momentum.
  public var nesterov: Bool
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures stochastic gradient descent.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.01 by default.
  ///   - momentum: The fraction μ of the last step that is kept, in 0...1; 0 by default.
  ///   - nesterov: Whether to look ahead along the momentum, if there is any; `false` by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.01, momentum: Double = 0, nesterov: Bool = false,
    options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.options = options
  }

  /// `["momentum"]` when there is momentum.
  public var slotNames: [String] { momentum == 0 ? [] : ["momentum"] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    try checks.requireShare(momentum, "momentum")
  }
}

extension SGD: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = momentum == 0 ? LOGIT_RULE_SGD : LOGIT_RULE_MOMENTUM
    rule.momentum = Float(momentum)
    rule.is_nesterov = nesterov ? 1 : 0
    return rule
  }
}

extension SGD: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "SGD" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("momentum", .number(momentum)),
        JSON.Member("nesterov", .bool(nesterov)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.01),
      momentum: try options.double("momentum", default: 0),
      nesterov: try options.bool("nesterov", default: false),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == SGD {
  /// Stochastic gradient descent, with optional momentum; see ``SGD``.
  public static var sgd: SGD { SGD() }

  /// Stochastic gradient descent, with optional momentum; see ``SGD``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.01 by default.
  ///   - momentum: The fraction μ of the last step that is kept, in 0...1; 0 by default.
  ///   - nesterov: Whether to look ahead along the momentum, if there is any; `false` by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func sgd(
    learningRate: any LearningRateSchedule = 0.01, momentum: Double = 0, nesterov: Bool = false,
    options: OptimizerOptions = OptimizerOptions()
  ) -> SGD {
    SGD(
      learningRate: learningRate, momentum: momentum, nesterov: nesterov, options: options)
  }
}
