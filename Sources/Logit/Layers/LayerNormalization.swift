/// Normalizes each row to mean 0 and variance 1 over its last axis, then scales and shifts each column:
/// y = gamma · (x - mean) / √(variance + epsilon) + beta.
///
/// The variance is the sum of squares divided by the number of columns. Training and inference are the same.
///
/// - Parameters kept by the model: gamma `[columns]` (with ``scale``), beta `[columns]` (with ``center``).
///
/// Source: J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", 2016. Follows
/// `keras.layers.LayerNormalization` over the last axis, but for its order of operations: Keras on TensorFlow
/// multiplies x before it takes the mean away, and so loses four digits of rows such as 1000 ± 1. Here the
/// mean goes first, with the digits that a `Float` has no room for.
public struct LayerNormalization: Layer {
  /// The axes to normalize over: the last one, as `[-1]` or counted as Keras does from the batch dimension,
  /// 0.
  public var axis: [Int]
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
  /// A penalty on beta.
  public var betaRegularizer: (any Regularizer)?
  /// A penalty on gamma.
  public var gammaRegularizer: (any Regularizer)?
  /// A constraint on beta, applied after every step.
  public var betaConstraint: (any Constraint)?
  /// A constraint on gamma, applied after every step.
  public var gammaConstraint: (any Constraint)?
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Whether training changes gamma and beta.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer. Its options are checked when the model is created.
  ///
  /// - Parameters:
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - axis: `[-1]` or the number of the last axis; `[-1]` by default.
  ///   - epsilon: Added to the variance, greater than 0; 0.001 by default.
  ///   - center: Whether to add beta, `true` by default.
  ///   - scale: Whether to multiply by gamma, `true` by default.
  ///   - betaInitializer: Beta's initializer, `.zeros` by default.
  ///   - gammaInitializer: Gamma's initializer, `.ones` by default.
  ///   - betaRegularizer: A penalty on beta; none by default.
  ///   - gammaRegularizer: A penalty on gamma; none by default.
  ///   - betaConstraint: A constraint on beta, applied after every step; none by default.
  ///   - gammaConstraint: A constraint on gamma, applied after every step; none by default.
  ///   - isTrainable: Whether training changes gamma and beta; `true` by default.
  ///   - name: The layer's name; `nil` gives `layer_normalization`, `layer_normalization_1`, ...
  public init(
    inputShape: [Int]? = nil, axis: [Int] = [-1], epsilon: Double = 0.001, center: Bool = true,
    scale: Bool = true, betaInitializer: any Initializer = .zeros, gammaInitializer: any Initializer = .ones,
    betaRegularizer: (any Regularizer)? = nil, gammaRegularizer: (any Regularizer)? = nil,
    betaConstraint: (any Constraint)? = nil, gammaConstraint: (any Constraint)? = nil,
    isTrainable: Bool = true, name: String? = nil
  ) {
    self.inputShape = inputShape
    self.axis = axis
    self.epsilon = epsilon
    self.center = center
    self.scale = scale
    self.betaInitializer = betaInitializer
    self.gammaInitializer = gammaInitializer
    self.betaRegularizer = betaRegularizer
    self.gammaRegularizer = gammaRegularizer
    self.betaConstraint = betaConstraint
    self.gammaConstraint = gammaConstraint
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requirePositive(epsilon, "epsilon")
    try validateGammaAndBeta()
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the axes are not the last one, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if rows are not flat and there is neither
  ///   gamma nor beta.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireLastAxis(axis, inputShape)
    if !scale && !center { try requireFlatRows(inputShape) }
    return inputShape
  }

  /// Gamma and beta.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    gammaAndBeta(inputShape: inputShape)
  }

  /// Room for the mean of each row, what a `Float` loses of it, and 1 / √(variance + epsilon).
  public func scratchCount(inputShape: [Int], rows: Int) -> Int {
    Self.scratchNumbers * rows * inputShape.dropLast().reduce(1, *)
  }
}

extension LayerNormalization {
  /// How many numbers a row has in the scratch space.
  private static let scratchNumbers = 3

  /// The numbers by which a row is normalized.
  private struct Moments {
    /// The mean, rounded, and what rounding took from it.
    var mean: Float
    var meanRest: Float
    /// 1 / √(variance + epsilon).
    var inverse: Float

    /// The mean with the digits that a `Float` has no room for.
    var exactMean: Double { Double(mean) + Double(meanRest) }
  }

  private func moments(_ row: Int, _ scratch: UnsafeBufferPointer<Float>) -> Moments {
    let place = Self.scratchNumbers * row
    return Moments(mean: scratch[place], meanRest: scratch[place + 1], inverse: scratch[place + 2])
  }

  private func columnCount(parameterCount: Int, inputCount: Int, _ pass: LayerPass) -> Int {
    let tensors = (scale ? 1 : 0) + (center ? 1 : 0)
    return tensors == 0 ? inputCount / max(pass.rows, 1) : parameterCount / tensors
  }

  /// Normalizes each row.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let columns = columnCount(parameterCount: parameters.count, inputCount: input.count, pass)
    let scratchCount = scratch.isEmpty ? 0 : Self.scratchNumbers * (input.count / max(columns, 1))
    withForwardBuffers(
      input, parameters, &scratch, &output, columns: columns, scratchCount: scratchCount
    ) { buffers in
      let (x, y, weights) = (buffers.input, buffers.output, buffers.parameters)
      let beta = scale ? columns : 0
      for row in 0..<x.count / columns {
        let first = row * columns
        let exactMean = Reductions.sum(columns) { Double(x[first + $0]) } / Double(columns)
        let squares = Reductions.sum(columns) {
          let difference = Double(x[first + $0]) - exactMean
          return difference * difference
        }
        let mean = Float(exactMean)
        let rest = Float(exactMean - Double(mean))
        let inverse = reciprocalSquareRoot(Float(squares / Double(columns)) + Float(epsilon))
        if !buffers.scratch.isEmpty {
          buffers.scratch[Self.scratchNumbers * row] = mean
          buffers.scratch[Self.scratchNumbers * row + 1] = rest
          buffers.scratch[Self.scratchNumbers * row + 2] = inverse
        }
        // The mean goes first: the difference of numbers near one another is exact.
        for c in 0..<columns {
          let factor = scale ? inverse * weights[c] : inverse
          let centered = (x[first + c] - mean) - rest
          y[first + c] = center ? centered * factor + weights[beta + c] : centered * factor
        }
      }
    }
  }

  /// Computes the gradients of gamma, beta and the input.
  ///
  /// With s = 1 / √(variance + epsilon), n columns and h = gamma · g of the gradient g, in each row:
  /// dx = s (h - Σ h / n - (x - mean) s² Σ h (x - mean) / n). In each column dβ = Σ g, dγ = Σ g (x - mean) s.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let columns = columnCount(parameterCount: parameters.count, inputCount: input.count, pass)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: columns, scratchCount: Self.scratchNumbers * (input.count / max(columns, 1))
    ) { buffers in
      let (x, g, weights) = (buffers.input, buffers.outputGradient, buffers.parameters)
      addUpParameterGradient(buffers, columns: columns)
      guard !buffers.inputGradient.isEmpty else { return }
      for row in 0..<x.count / columns {
        let first = row * columns
        let moments = moments(row, buffers.scratch)
        let (mean, inverse, exactMean) = (moments.mean, moments.inverse, moments.exactMean)
        func scaled(_ c: Int) -> Float { scale ? g[first + c] * weights[c] : g[first + c] }
        let sum = Reductions.sum(columns) { Double(scaled($0)) }
        let product = Reductions.sum(columns) {
          Double(scaled($0)) * (Double(x[first + $0]) - exactMean)
        }
        let slope = Float(product * Double(inverse) * Double(inverse) / Double(columns))
        let offset = Float(sum / Double(columns)) - moments.meanRest * slope
        for c in 0..<columns {
          buffers.inputGradient[first + c] =
            inverse * ((scaled(c) - offset) - (x[first + c] - mean) * slope)
        }
      }
    }
  }

  private func addUpParameterGradient(_ buffers: BackwardBuffers, columns: Int) {
    guard scale || center else { return }
    let (x, g) = (buffers.input, buffers.outputGradient)
    let beta = scale ? columns : 0
    Reductions.forEachBlock(of: columns) { first, count, sums, products in
      for row in 0..<x.count / columns {
        let moments = moments(row, buffers.scratch)
        let (mean, inverse) = (moments.exactMean, Double(moments.inverse))
        let start = row * columns + first
        for c in 0..<count {
          let gradient = Double(g[start + c])
          sums[c] += gradient
          products[c] += gradient * ((Double(x[start + c]) - mean) * inverse)
        }
      }
      for c in 0..<count {
        if scale { buffers.parameterGradient[first + c] = Float(products[c]) }
        if center { buffers.parameterGradient[beta + first + c] = Float(sums[c]) }
      }
    }
  }
}

extension LayerNormalization: KerasSerializable {
  /// `"LayerNormalization"`.
  public static var kerasClassName: String { "LayerNormalization" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      let own = [
        JSON.Member("axis", .array(axis.map { .integer($0) })), JSON.Member("epsilon", .number(epsilon)),
        JSON.Member("center", .bool(center)), JSON.Member("scale", .bool(scale)),
        JSON.Member("rms_scaling", .bool(false)),
      ]
      return try kerasBase + own + kerasInitializers + kerasPenalties
    }
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including `rms_scaling`, which Keras deprecated.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    try options.require("rms_scaling", is: .bool(false))
    self.init(
      axis: try options.optionalIntegers("axis") ?? [-1],
      epsilon: try options.double("epsilon", default: 0.001),
      center: try options.bool("center", default: true), scale: try options.bool("scale", default: true),
      betaInitializer: try options.initializer("beta_initializer", default: .zeros),
      gammaInitializer: try options.initializer("gamma_initializer", default: .ones),
      betaRegularizer: try options.regularizer("beta_regularizer"),
      gammaRegularizer: try options.regularizer("gamma_regularizer"),
      betaConstraint: try options.constraint("beta_constraint"),
      gammaConstraint: try options.constraint("gamma_constraint"), isTrainable: base.isTrainable,
      name: base.name)
  }
}
