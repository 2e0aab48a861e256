internal import CLogitKernels

/// Stochastic gradient descent, with optional momentum.
///
/// Without momentum, w ← w - η g. With momentum μ, as Keras computes it:
///
///     m ← μ m - η g
///     w ← w + m              or, with nesterov,  w ← w + μ m - η g
///
/// Follows `keras.optimizers.SGD`.
public struct SGD: Optimizer, Equatable {
  /// Keras's name, `"SGD"`.
  public let name = "SGD"
  /// The step size η.
  public var learningRate: Double
  /// The share μ of the last step that is kept.
  public var momentum: Double
  /// Whether to look ahead along the momentum.
  public var nesterov: Bool

  /// Configures stochastic gradient descent.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, above 0; 0.01 by default.
  ///   - momentum: The share μ of the last step that is kept, in 0...1; 0 by default.
  ///   - nesterov: Whether to look ahead along the momentum; `false` by default.
  public init(learningRate: Double = 0.01, momentum: Double = 0, nesterov: Bool = false) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
  }

  /// `["momentum"]` when there is momentum.
  public var slotNames: [String] { momentum == 0 ? [] : ["momentum"] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public func validate() throws {
    try LogitError.require(
      learningRate > 0 && learningRate.isFinite, "SGD's learningRate", learningRate, "finite and above 0")
    try LogitError.require((0...1).contains(momentum), "SGD's momentum", momentum, "in 0...1")
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

  func fillRates(_ rates: UnsafeMutableBufferPointer<Float>, from iteration: Int) {
    rates.update(repeating: Float(learningRate))
  }
}

extension Optimizer where Self == SGD {
  /// Stochastic gradient descent; see ``SGD``.
  public static func sgd(learningRate: Double = 0.01, momentum: Double = 0, nesterov: Bool = false) -> SGD {
    SGD(learningRate: learningRate, momentum: momentum, nesterov: nesterov)
  }
}
