/// Normalizes each column to mean 0 and variance 1 over the rows of a batch, then scales and shifts it:
/// y = gamma · (x - mean) / √(variance + epsilon) + beta.
///
/// In training, mean and variance (the sum of squares divided by the number of rows) are those of the batch,
/// and moving averages of them are kept: m ← momentum · m + (1 - momentum) · mean. At inference, and in
/// training too while the layer is frozen (``isTrainable`` is `false`), the moving averages take their place,
/// as in Keras.
///
/// With ``renormalization`` training uses (x - mean) / √(variance + epsilon) · r + d, where r and d, treated
/// as constants, turn the batch's statistics into the averages'.
///
/// - Parameters kept by the model: gamma, beta `[columns]`, trained; moving mean, moving variance
///   `[columns]`, not trained; with renormalization also moving standard deviation, renormalization mean and
///   standard deviation.
///
/// Source: S. Ioffe and C. Szegedy, "Batch normalization", ICML 2015; S. Ioffe, "Batch renormalization",
/// NIPS 2017. Follows `keras.layers.BatchNormalization` over the last axis, but for its order of operations:
/// Keras on TensorFlow multiplies x before it takes the mean away, and so loses four digits of columns such as
/// 1000 ± 1. Here the mean goes first, and that of a batch keeps the digits that a `Float` has no room for.
public struct BatchNormalization: Layer {
  /// The axis whose columns are normalized: the last one, as -1 or counted as Keras does from the batch
  /// dimension, 0.
  public var axis: Int
  /// The fraction of a moving average that is kept at each step.
  public var momentum: Double
  /// What is added to the variance, so that it is never zero.
  public var epsilon: Double
  /// Whether beta is added.
  public var center: Bool
  /// Whether to multiply by gamma.
  public var scale: Bool
  /// The initializer of beta.
  public var betaInitializer: any Initializer
  /// The initializer of gamma.
  public var gammaInitializer: any Initializer
  /// The initializer of the moving mean.
  public var movingMeanInitializer: any Initializer
  /// The initializer of the moving variance.
  public var movingVarianceInitializer: any Initializer
  /// A penalty on beta.
  public var betaRegularizer: (any Regularizer)?
  /// A penalty on gamma.
  public var gammaRegularizer: (any Regularizer)?
  /// A constraint on beta, applied after every step.
  public var betaConstraint: (any Constraint)?
  /// A constraint on gamma, applied after every step.
  public var gammaConstraint: (any Constraint)?
  /// Batch renormalization, if it is used; Keras's `renorm` and its options.
  public var renormalization: BatchRenormalization?
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Whether training changes gamma and beta, and uses and averages the batch's statistics.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer. Its options are checked when the model is created.
  ///
  /// - Parameters:
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - axis: -1 or the number of the last axis; -1 by default.
  ///   - momentum: The fraction of a moving average that is kept at each step, in 0...1; 0.99 by default.
  ///   - epsilon: Added to the variance, greater than 0; 0.001 by default.
  ///   - center: Whether to add beta, `true` by default.
  ///   - scale: Whether to multiply by gamma, `true` by default.
  ///   - betaInitializer: Beta's initializer, `.zeros` by default.
  ///   - gammaInitializer: Gamma's initializer, `.ones` by default.
  ///   - movingMeanInitializer: The moving mean's initializer, `.zeros` by default.
  ///   - movingVarianceInitializer: The moving variance's initializer, `.ones` by default.
  ///   - betaRegularizer: A penalty on beta; none by default.
  ///   - gammaRegularizer: A penalty on gamma; none by default.
  ///   - betaConstraint: A constraint on beta, applied after every step; none by default.
  ///   - gammaConstraint: A constraint on gamma, applied after every step; none by default.
  ///   - renormalization: Batch renormalization; none by default.
  ///   - isTrainable: `false` freezes the layer; `true` by default.
  ///   - name: The layer's name; `nil` gives `batch_normalization`, `batch_normalization_1`, ...
  public init(
    inputShape: [Int]? = nil, axis: Int = -1, momentum: Double = 0.99, epsilon: Double = 0.001,
    center: Bool = true, scale: Bool = true, betaInitializer: any Initializer = .zeros,
    gammaInitializer: any Initializer = .ones, movingMeanInitializer: any Initializer = .zeros,
    movingVarianceInitializer: any Initializer = .ones, betaRegularizer: (any Regularizer)? = nil,
    gammaRegularizer: (any Regularizer)? = nil, betaConstraint: (any Constraint)? = nil,
    gammaConstraint: (any Constraint)? = nil, renormalization: BatchRenormalization? = nil,
    isTrainable: Bool = true, name: String? = nil
  ) {
    self.inputShape = inputShape
    self.axis = axis
    self.momentum = momentum
    self.epsilon = epsilon
    self.center = center
    self.scale = scale
    self.betaInitializer = betaInitializer
    self.gammaInitializer = gammaInitializer
    self.movingMeanInitializer = movingMeanInitializer
    self.movingVarianceInitializer = movingVarianceInitializer
    self.betaRegularizer = betaRegularizer
    self.gammaRegularizer = gammaRegularizer
    self.betaConstraint = betaConstraint
    self.gammaConstraint = gammaConstraint
    self.renormalization = renormalization
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireShare(momentum, "momentum")
    try checks.requirePositive(epsilon, "epsilon")
    try renormalization?.validate(checks)
    try validateGammaAndBeta()
    try movingMeanInitializer.validate()
    try movingVarianceInitializer.validate()
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the axis is not the last one.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireLastAxis([axis], inputShape)
    return inputShape
  }

  /// Gamma, beta, moving mean, moving variance, and what renormalization keeps.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    let shape = [inputShape.last ?? 1]
    func state(_ name: String, _ initializer: any Initializer) -> ParameterSpecification {
      ParameterSpecification(name: name, shape: shape, initializer: initializer, isTrainable: false)
    }
    var specifications = gammaAndBeta(inputShape: inputShape)
    specifications.append(state("moving_mean", movingMeanInitializer))
    specifications.append(state("moving_variance", movingVarianceInitializer))
    guard renormalization != nil else { return specifications }
    let deviation = SquareRoots(of: movingVarianceInitializer)
    return specifications + [
      state("moving_stddev", deviation), state("renorm_mean", movingMeanInitializer),
      state("renorm_stddev", deviation),
    ]
  }

  /// Room for the batch's mean, what a `Float` loses of it, the variance, and r and d.
  public func scratchCount(inputShape: [Int], rows: Int) -> Int {
    Self.scratchLists * (inputShape.last ?? 1)
  }
}

/// How ``BatchNormalization`` corrects a batch's statistics toward their moving averages.
///
/// r = σ / s and d = (μ - m) / s of the batch's mean μ and standard deviation σ and their moving averages m
/// and s, each clipped to its bounds.
public struct BatchRenormalization: Sendable, Equatable {
  /// The largest r.
  public var largestScale: Double?
  /// The smallest r.
  public var smallestScale: Double?
  /// The largest size of d.
  public var largestShift: Double?
  /// The fraction of the averages m and s that is kept at each step.
  public var momentum: Double

  /// Describes the correction.
  ///
  /// - Parameters:
  ///   - largestScale: The largest r, Keras's `rmax`; unbounded by default.
  ///   - smallestScale: The smallest r, Keras's `rmin`; unbounded by default.
  ///   - largestShift: The largest size of d, at least 0, Keras's `dmax`; unbounded by default.
  ///   - momentum: Keras's `renorm_momentum`, in 0...1; 0.99 by default.
  public init(
    largestScale: Double? = nil, smallestScale: Double? = nil, largestShift: Double? = nil,
    momentum: Double = 0.99
  ) {
    self.largestScale = largestScale
    self.smallestScale = smallestScale
    self.largestShift = largestShift
    self.momentum = momentum
  }

  /// Throws unless the options are in range, on behalf of the layer.
  func validate(_ checks: OptionChecks) throws {
    try checks.requireShare(momentum, "renormalization.momentum")
    for (option, value) in [
      ("largestScale", largestScale), ("smallestScale", smallestScale), ("largestShift", largestShift),
    ] {
      guard let value else { continue }
      try checks.require(value >= 0, "renormalization.\(option)", value, "not negative")
    }
  }
}

/// The square roots of another initializer's values.
private struct SquareRoots: Initializer {
  let initializer: any Initializer

  init(of initializer: any Initializer) {
    self.initializer = initializer
  }

  func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    initializer.initialize(&values, shape: shape, using: &generator)
    for i in values.indices { values[i].formSquareRoot() }
  }
}
