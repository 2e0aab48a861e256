import CLogitKernels

/// Nadam: Adam that looks ahead along its momentum.
///
/// At step t, with the momenta μₜ = β₁ (1 - 0.96ᵗ / 2) and their product Πₜ = μ₁ μ₂ ⋯ μₜ:
///
///     m ← m + (g - m)(1 - β₁)
///     v ← v + (g² - v)(1 - β₂)
///     h = μₜ₊₁ m / (1 - Πₜ₊₁) + (1 - μₜ) g / (1 - Πₜ)
///     w ← w - η h / (√(v / (1 - β₂ᵗ)) + ε)
///
/// Unlike Adam it rounds 1 - β in `Float`, as Keras does. Keras keeps Πₜ in a slot; here it is computed from
/// t.
///
/// Follows `keras.optimizers.Nadam`. Source: T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR
/// workshop 2016.
public struct Nadam: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The decay β₁ of the mean of gradients.
  public var beta1: Double
  /// The decay β₂ of the mean of squared gradients.
  public var beta2: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Nadam.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.options = options
  }

  /// `["momentum", "velocity"]`, Keras's names for m and v.
  public var slotNames: [String] { ["momentum", "velocity"] }
}

extension Nadam: RuleOptimizer, MomentOptimizer {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Nadam" }

  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_NADAM
    rule.one_minus_beta1 = 1 - Float(beta1)
    rule.one_minus_beta2 = 1 - Float(beta2)
    rule.epsilon = Float(epsilon)
    return rule
  }

  /// μₜ₊₁, 1 - Πₜ₊₁, 1 - μₜ, 1 - Πₜ and 1 - β₂ᵗ.
  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory
  ) {
    var powers = memory.powers ?? Self.powers(beta2)
    for i in rates.indices {
      let power = powers[update + i]
      let next = momentum(decayPower: Float(power[0] * Self.decay))
      let product = momentumProduct(of: update + i, memory: &memory)
      rates[i].rate = rates[i].learning_rate
      rates[i].corrections = (
        next, 1 - product * next, 1 - momentum(decayPower: Float(power[0])), 1 - product, 1 - Float(power[1])
      )
    }
    memory.powers = powers
  }

  /// Πₜ, each product rounded to `Float`, as Keras keeps it from step to step.
  ///
  /// - Complexity: Constant for the update after the last one requested; otherwise as many multiplications as
  ///   there are updates, until the product is 0.
  func momentumProduct(of update: Int, memory: inout RateMemory) -> Float {
    if update < memory.product.update { memory.product = (0, 1) }
    var powers = Self.powers(beta2)
    while memory.product.update < update {
      let next = memory.product.update + 1
      let power = Float(powers[next][0])
      memory.product = (next, memory.product.value * Float(beta1) * (1 - 0.5 * power))
      // 0 stays 0.
      if memory.product.value == 0 { memory.product.update = update }
    }
    return memory.product.value
  }

  private static let decay = Double(Float(0.96))

  private static func powers(_ beta2: Double) -> Powers { Powers(SIMD2(decay, Double(Float(beta2)))) }

  /// μ of the step whose power of 0.96 is given.
  private func momentum(decayPower: Float) -> Float { Float(beta1) * (1 - 0.5 * decayPower) }
}

extension Optimizer where Self == Nadam {
  /// Nadam: Adam that looks ahead along its momentum; see ``Nadam``.
  public static var nadam: Nadam { Nadam() }

  /// Nadam: Adam that looks ahead along its momentum; see ``Nadam``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func nadam(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) -> Nadam {
    Nadam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, options: options)
  }
}
