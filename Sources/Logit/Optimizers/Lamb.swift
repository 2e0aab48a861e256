/// Lamb: Adam's steps, each variable's scaled to the size of its weights.
///
/// At step t, with gradient g, for each variable (a kernel, a bias) by itself:
///
///     m ← m + (g - m)(1 - β₁)
///     v ← v + (g² - v)(1 - β₂)
///     u = (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε)
///     w ← w - η (‖w‖ / ‖u‖) u
///
/// The ratio is 1 where one of the norms is 0, as for a bias that begins at 0. Made for large batches.
///
/// Follows `keras.optimizers.Lamb`. Source: Y. You et al., "Large batch optimization for deep learning:
/// training BERT in 76 minutes", ICLR 2020.
public struct Lamb: Optimizer, Equatable {
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

  /// Configures Lamb.
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

  /// The name given, or `"lamb"`.
  public var name: String { options.name ?? "lamb" }

  /// `["momentum", "velocity"]`, Keras's names for m and v.
  public var slotNames: [String] { ["momentum", "velocity"] }

  /// `true`: norms are those of a variable.
  public var updatesByVariable: Bool { true }

  /// Makes one step with a variable.
  public func update(
    parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots, learningRate: Float,
    iteration: Int
  ) {
    let count = parameters.count
    slots.requireFit(slotCount: 2, weightCount: count, gradient: gradient)
    let (m, v) = (slots[0], slots[1])
    let (meanShare, squareShare) = (Float(1 - beta1), Float(1 - beta2))
    gradient.withUnsafeBufferPointer { gradient in
      for i in 0..<count {
        m[i] += (gradient[i] - m[i]) * meanShare
        v[i] += (gradient[i] * gradient[i] - v[i]) * squareShare
      }
    }
    parameters.withUnsafeMutableBufferPointer { weights in
      step(weights, m, v, learningRate: learningRate, iteration: iteration)
    }
  }

  private func step(
    _ weights: UnsafeMutableBufferPointer<Float>, _ m: UnsafeMutableBufferPointer<Float>,
    _ v: UnsafeMutableBufferPointer<Float>, learningRate: Float, iteration: Int
  ) {
    var powers = Powers(SIMD2(Double(Float(beta1)), Double(Float(beta2))))
    let power = powers[iteration]
    let (meanScale, squareScale) = (1 - Float(power[0]), 1 - Float(power[1]))
    let epsilon = Float(epsilon)
    @inline(__always)
    func direction(_ i: Int) -> Float { (m[i] / meanScale) / ((v[i] / squareScale).squareRoot() + epsilon) }
    func norm(_ value: (Int) -> Float) -> Float {
      Float(Reductions.sum(weights.count) { Double(value($0)) * Double(value($0)) }.squareRoot())
    }
    // Directions are worked out twice: their length is known after the last one, and there is no room to keep
    // them.
    let (size, length) = (norm { weights[$0] }, norm(direction))
    let rate = (size > 0 && length > 0 ? size / length : 1) * learningRate
    for i in weights.indices { weights[i] -= rate * direction(i) }
  }
}

extension Lamb: MomentOptimizer {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Lamb" }

  /// The weights that do not decay, which Keras's configurations do not record.
  public var logitConfiguration: [JSON.Member] { commonLogitConfiguration }
}

extension Optimizer where Self == Lamb {
  /// Adam's steps, each variable's scaled to the size of its weights; see ``Lamb``.
  public static var lamb: Lamb { Lamb() }

  /// Adam's steps, each variable's scaled to the size of its weights; see ``Lamb``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func lamb(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) -> Lamb {
    Lamb(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, options: options)
  }
}
