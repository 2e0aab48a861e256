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

  /// Makes one step.
  public func update(
    parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: inout MutableSpan<Float>,
    iteration: Int
  ) {
    let count = parameters.count
    let alpha = correctedLearningRate(iteration: iteration)
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradient.withUnsafeBufferPointer { gradient in
        slots.withUnsafeMutableBufferPointer { slots in
          guard let weights = parameters.baseAddress, let gradient = gradient.baseAddress,
            let moments = slots.baseAddress
          else { return }
          Kernels.current.adam_update(
            weights, moments, moments + count, gradient, Int64(count), alpha, Float(1 - beta1),
            Float(1 - beta2), Float(epsilon))
        }
      }
    }
  }

  /// α = η √(1 - β₂ᵗ) / (1 - β₁ᵗ), rounded to `Float` where Keras rounds.
  func correctedLearningRate(iteration: Int) -> Float {
    let powers = power(SIMD2(Double(Float(beta1)), Double(Float(beta2))), iteration)
    let (beta1Power, beta2Power) = (Float(powers[0]), Float(powers[1]))
    return Float(learningRate) * (1 - beta2Power).squareRoot() / (1 - beta1Power)
  }
}

/// Two bases to a whole power by repeated squaring: a pure function of its arguments, unlike a running product, so
/// that a run that was stopped and resumed computes the same bits.
private func power(_ bases: SIMD2<Double>, _ exponent: Int) -> SIMD2<Double> {
  var result = SIMD2<Double>(repeating: 1)
  var square = bases
  var remaining = exponent
  while remaining > 0 {
    // A selection, not a branch: the bits of successive exponents cannot be guessed.
    result *= SIMD2(repeating: 1).replacing(with: square, where: SIMDMask(repeating: remaining & 1 == 1))
    square *= square
    remaining >>= 1
  }
  return result
}

extension Optimizer where Self == Adam {
  /// Adam; see ``Adam``.
  public static func adam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Adam {
    Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}
