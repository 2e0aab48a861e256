/// The rectifier whose slope below 0 is learned: f(x) = max(x, 0) - alpha · max(-x, 0).
///
/// - Parameters kept by the model: alpha, in the shape of a row; 1 along shared axes.
///
/// At exactly 0 no gradient passes, as in Keras.
///
/// Source: K. He et al., "Delving deep into rectifiers", ICCV 2015. Follows `keras.layers.PReLU`.
public struct PReLU: Layer {
  /// The initializer of alpha.
  public var alphaInitializer: any Initializer
  /// A penalty on alpha.
  public var alphaRegularizer: (any Regularizer)?
  /// A constraint on alpha, applied after every step.
  public var alphaConstraint: (any Constraint)?
  /// Axes along which alpha is shared, counted from 1 for the first of a row; `nil` for none.
  public var sharedAxes: [Int]?
  /// Whether training changes alpha.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - alphaInitializer: Alpha's initializer, `.zeros` by default.
  ///   - alphaRegularizer: A penalty on alpha; none by default.
  ///   - alphaConstraint: A constraint on alpha, applied after every step; none by default.
  ///   - sharedAxes: All axes of a row, counted from 1, or none; none by default.
  ///   - isTrainable: Whether training changes alpha; `true` by default.
  ///   - name: The layer's name; `nil` gives `p_re_lu`, `p_re_lu_1`, ...
  public init(
    alphaInitializer: any Initializer = .zeros, alphaRegularizer: (any Regularizer)? = nil,
    alphaConstraint: (any Constraint)? = nil, sharedAxes: [Int]? = nil, isTrainable: Bool = true,
    name: String? = nil
  ) {
    self.alphaInitializer = alphaInitializer
    self.alphaRegularizer = alphaRegularizer
    self.alphaConstraint = alphaConstraint
    self.sharedAxes = sharedAxes
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try alphaInitializer.validate()
    try alphaRegularizer?.validate()
    try alphaConstraint?.validate()
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if some axes are shared but not all.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    let axes = Set(sharedAxes ?? [])
    try checks.require(
      axes.isEmpty || axes == Set(1...inputShape.count), "sharedAxes", sharedAxes ?? [],
      "all axes of a row, \(Array(1...inputShape.count)), or none")
    return inputShape
  }

  /// Alpha.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    let isShared = !(sharedAxes ?? []).isEmpty
    return [
      ParameterSpecification(
        name: "alpha", shape: isShared ? inputShape.map { _ in 1 } : inputShape,
        initializer: alphaInitializer,
        regularizer: alphaRegularizer, constraint: alphaConstraint)
    ]
  }

  /// Computes max(x, 0) - alpha · max(-x, 0).
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withForwardBuffers(input, parameters, &scratch, &output, columns: parameters.count) { buffers in
      let (x, alpha, y) = (buffers.input, buffers.parameters, buffers.output)
      for first in stride(from: 0, to: x.count, by: alpha.count) {
        for c in 0..<alpha.count {
          let value = x[first + c]
          y[first + c] = value > 0 ? value : alpha[c] * value
        }
      }
    }
  }

  /// Computes the gradients of alpha and of the input.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: parameters.count
    ) { buffers in
      let (x, alpha, g) = (buffers.input, buffers.parameters, buffers.outputGradient)
      Reductions.forEachBlock(of: alpha.count) { first, count, sums, _ in
        for row in stride(from: first, to: x.count, by: alpha.count) {
          for c in 0..<count { sums[c] += Double(min(x[row + c], 0)) * Double(g[row + c]) }
        }
        for c in 0..<count { buffers.parameterGradient[first + c] = Float(sums[c]) }
      }
      guard !buffers.inputGradient.isEmpty else { return }
      for first in stride(from: 0, to: x.count, by: alpha.count) {
        for c in 0..<alpha.count {
          let value = x[first + c]
          buffers.inputGradient[first + c] = g[first + c] * (value > 0 ? 1 : value < 0 ? alpha[c] : 0)
        }
      }
    }
  }
}

extension PReLU: KerasSerializable {
  /// `"PReLU"`.
  public static var kerasClassName: String { "PReLU" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try kerasBase + [
        JSON.Member("alpha_initializer", keras(alphaInitializer)),
        JSON.Member("alpha_regularizer", keras(alphaRegularizer)),
        JSON.Member("alpha_constraint", keras(alphaConstraint)),
        JSON.Member("shared_axes", sharedAxes.map { .array($0.map { .integer($0) }) } ?? .null),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      alphaInitializer: try options.initializer("alpha_initializer", default: .zeros),
      alphaRegularizer: try options.regularizer("alpha_regularizer"),
      alphaConstraint: try options.constraint("alpha_constraint"),
      sharedAxes: try options.optionalIntegers("shared_axes"), isTrainable: base.isTrainable, name: base.name)
  }
}
