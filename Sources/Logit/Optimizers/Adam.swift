internal import CLogitKernels

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// At step t, with gradient g:
///
///     m ← m + (g - m)(1 - β₁)
///     v ← v + (g² - v)(1 - β₂)
///     α = η √(1 - β₂ᵗ) / (1 - β₁ᵗ)
///     w ← w - α m / (√v + ε)
///
/// ε stands outside the root and is not bias-corrected, as in Keras; PyTorch and the paper's main text
/// differ there.
///
/// Follows `keras.optimizers.Adam`. Source: D. Kingma and J. Ba, "Adam: A method for stochastic
/// optimization", ICLR 2015 (section 2's note on the order of computation).
public struct Adam: Optimizer, Equatable {
  /// Keras's name, `"adam"`.
  public let name = "adam"
  /// The step size η.
  public var learningRate: Double
  /// The decay β₁ of the mean of gradients.
  public var beta1: Double
  /// The decay β₂ of the mean of squared gradients.
  public var beta2: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double

  /// Configures Adam.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, above 0; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  public init(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// `["momentum", "velocity"]`, Keras's names for m and v.
  public var slotNames: [String] { ["momentum", "velocity"] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public func validate() throws {
    try LogitError.require(
      learningRate > 0 && learningRate.isFinite, "Adam's learningRate", learningRate, "finite and above 0")
    try LogitError.require((0..<1).contains(beta1), "Adam's beta1", beta1, "in 0..<1")
    try LogitError.require((0..<1).contains(beta2), "Adam's beta2", beta2, "in 0..<1")
    try LogitError.require(epsilon > 0 && epsilon.isFinite, "Adam's epsilon", epsilon, "finite and above 0")
  }
}

extension Adam: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_ADAM
    rule.one_minus_beta1 = Float(1 - beta1)
    rule.one_minus_beta2 = Float(1 - beta2)
    rule.epsilon = Float(epsilon)
    return rule
  }

  /// α = η √(1 - β₂ᵗ) / (1 - β₁ᵗ), rounded to `Float` where Keras rounds.
  func fillRates(_ rates: UnsafeMutableBufferPointer<Float>, from iteration: Int) {
    var powers = Powers(SIMD2(Double(Float(beta1)), Double(Float(beta2))))
    for i in rates.indices {
      let power = powers[iteration + i]
      let (beta1Power, beta2Power) = (Float(power[0]), Float(power[1]))
      rates[i] = Float(learningRate) * (1 - beta2Power).squareRoot() / (1 - beta1Power)
    }
  }
}

/// Whole powers of two bases, for one exponent after the other.
///
/// βᵗ is computed as (β⁶⁴)^⌊t/64⌋ β^(t mod 64), the first by repeated squaring, the second by a running product: a
/// pure function of t, unlike one running product, so that a run that was stopped and resumed computes the same bits.
struct Powers {
  private static let blockLength = 64
  private let bases: SIMD2<Double>
  private var block = -1
  private var blockPower = SIMD2<Double>(repeating: 1)
  private var exponent = 0
  private var low = SIMD2<Double>(repeating: 1)

  init(_ bases: SIMD2<Double>) {
    self.bases = bases
  }

  /// The powers for an exponent of 0 or more.
  subscript(_ exponent: Int) -> SIMD2<Double> {
    mutating get {
      let (newBlock, rest) = (exponent / Self.blockLength, exponent % Self.blockLength)
      if newBlock != block || rest < self.exponent {
        block = newBlock
        blockPower = Self.power(Self.power(bases, Self.blockLength), block)
        (self.exponent, low) = (0, SIMD2(repeating: 1))
      }
      while self.exponent < rest {
        low *= bases
        self.exponent += 1
      }
      return blockPower * low
    }
  }

  private static func power(_ bases: SIMD2<Double>, _ exponent: Int) -> SIMD2<Double> {
    var (result, square, remaining) = (SIMD2<Double>(repeating: 1), bases, exponent)
    while remaining > 0 {
      if remaining & 1 == 1 { result *= square }
      square *= square
      remaining >>= 1
    }
    return result
  }
}

extension Optimizer where Self == Adam {
  /// Adam; see ``Adam``.
  public static func adam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Adam {
    Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}
