import CLogitKernels
import LogitFiles

/// A fully connected layer: output = activation(input · kernel + bias).
///
/// With one unit and `.sigmoid` it is logistic regression; with one unit per class and `.softmax` it is
/// softmax (multinomial logistic) regression.
///
///     Dense(1, inputShape: [2], activation: .sigmoid)
///
/// - Input: `[rows, inputs]`.
/// - Output: `[rows, units]`.
/// - Parameters kept by the model: kernel `[inputs, units]`, bias `[units]` (with ``useBias``).
///
/// Follows `keras.layers.Dense`.
public struct Dense: Layer {
  /// The number of outputs.
  public var units: Int
  /// The shape of one input row, if given; Keras's `input_shape`.
  public var inputShape: [Int]?
  /// The function applied to the weighted sums.
  public var activation: any Activation
  /// Whether a bias is added to the weighted sums.
  public var useBias: Bool
  /// The initializer of the kernel.
  public var kernelInitializer: any Initializer
  /// The initializer of the bias.
  public var biasInitializer: any Initializer
  /// A penalty on the kernel.
  public var kernelRegularizer: (any Regularizer)?
  /// A penalty on the bias.
  public var biasRegularizer: (any Regularizer)?
  /// A penalty on the outputs, divided by the number of rows.
  public var activityRegularizer: (any Regularizer)?
  /// A constraint on the kernel, applied after every step.
  public var kernelConstraint: (any Constraint)?
  /// A constraint on the bias, applied after every step.
  public var biasConstraint: (any Constraint)?
  /// Whether training changes the kernel and the bias.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates a fully connected layer.
  ///
  /// - Parameters:
  ///   - units: The number of outputs, at least 1; checked when the model is created.
  ///   - inputShape: The shape of one input row, `[inputs]`; needed only on the first layer, and only if the
  ///     model is used before it has seen data.
  ///   - activation: The function applied to the weighted sums, `.linear` by default.
  ///   - useBias: Whether to add a bias, `true` by default.
  ///   - kernelInitializer: The kernel's initializer, `.glorotUniform` by default.
  ///   - biasInitializer: The bias's initializer, `.zeros` by default.
  ///   - kernelRegularizer: A penalty on the kernel; none by default.
  ///   - biasRegularizer: A penalty on the bias; none by default.
  ///   - activityRegularizer: A penalty on the outputs; none by default.
  ///   - kernelConstraint: A constraint on the kernel, applied after every step; none by default.
  ///   - biasConstraint: A constraint on the bias, applied after every step; none by default.
  ///   - isTrainable: Whether training changes the weights; `true` by default.
  ///   - name: The layer's name; `nil` gives `dense`, `dense_1`, ...
  public init(
    _ units: Int, inputShape: [Int]? = nil, activation: any Activation = .linear, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.units = units
    self.inputShape = inputShape
    self.activation = activation
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.biasInitializer = biasInitializer
    self.kernelRegularizer = kernelRegularizer
    self.biasRegularizer = biasRegularizer
    self.activityRegularizer = activityRegularizer
    self.kernelConstraint = kernelConstraint
    self.biasConstraint = biasConstraint
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Creates a fully connected layer, with the activation written before the shape of the input.
  ///
  ///     Dense(1, activation: .sigmoid, inputShape: [2])
  ///
  /// - Parameters:
  ///   - units: The number of outputs, at least 1; checked when the model is created.
  ///   - activation: The function applied to the weighted sums.
  ///   - inputShape: The shape of one input row, `[inputs]`.
  ///   - useBias: Whether to add a bias, `true` by default.
  ///   - kernelInitializer: The kernel's initializer, `.glorotUniform` by default.
  ///   - biasInitializer: The bias's initializer, `.zeros` by default.
  ///   - kernelRegularizer: A penalty on the kernel; none by default.
  ///   - biasRegularizer: A penalty on the bias; none by default.
  ///   - activityRegularizer: A penalty on the outputs; none by default.
  ///   - kernelConstraint: A constraint on the kernel, applied after every step; none by default.
  ///   - biasConstraint: A constraint on the bias, applied after every step; none by default.
  ///   - isTrainable: Whether training changes the weights; `true` by default.
  ///   - name: The layer's name; `nil` gives `dense`, `dense_1`, ...
  public init(
    _ units: Int, activation: any Activation, inputShape: [Int]?, useBias: Bool = true,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.init(
      units, inputShape: inputShape, activation: activation, useBias: useBias,
      kernelInitializer: kernelInitializer, biasInitializer: biasInitializer,
      kernelRegularizer: kernelRegularizer, biasRegularizer: biasRegularizer,
      activityRegularizer: activityRegularizer, kernelConstraint: kernelConstraint,
      biasConstraint: biasConstraint, isTrainable: isTrainable, name: name)
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if a softmax has only one unit.
  public func validate() throws {
    try checks.requireCount(units, "units")
    try activation.validate()
    guard units > 1 || !(activation is Softmax) else {
      throw LogitError.invalidArchitecture(
        layer: name ?? "Dense(\(units))", reason: "softmax over one unit is always 1, so it cannot learn",
        remedy: "use .sigmoid for two classes, or one unit per class")
    }
    try kernelInitializer.validate()
    try biasInitializer.validate()
    try kernelRegularizer?.validate()
    try biasRegularizer?.validate()
    try activityRegularizer?.validate()
    try kernelConstraint?.validate()
    try biasConstraint?.validate()
  }

  /// `[units]`.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if the input's rows are not flat.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    guard inputShape.count == 1, inputShape[0] >= 1 else {
      throw LogitError.invalidArchitecture(
        layer: name ?? "Dense(\(units))",
        reason: "it takes flat rows of at least one value, but each row has shape \(inputShape)",
        remedy: "reshape the input to [rows, features]")
    }
    return [units]
  }

  /// The kernel `[inputs, units]` and, with ``useBias``, the bias `[units]`.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    let inputs = inputShape.reduce(1, *)
    let kernel = ParameterSpecification(
      name: "kernel", shape: [inputs, units], initializer: kernelInitializer, regularizer: kernelRegularizer,
      constraint: kernelConstraint)
    let bias = ParameterSpecification(
      name: "bias", shape: [units], initializer: biasInitializer, regularizer: biasRegularizer,
      constraint: biasConstraint)
    return useBias ? [kernel, bias] : [kernel]
  }

  /// Room for the weighted sums, if the activation's derivative needs them.
  public func scratchCount(inputShape: [Int], rows: Int) -> Int { activation.needsInput ? rows * units : 0 }

  /// Computes activation(input · kernel + bias).
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let (features, outputCount) = (inputCount(of: input, parameters: parameters, pass), pass.rows * units)
    let keptCount = activation.needsInput && !scratch.isEmpty ? outputCount : 0
    let passes = DensePasses(self, features: features)
    withForwardBuffers(
      input, parameters, &scratch, &output, columns: features, outputCount: outputCount,
      scratchCount: keptCount
    ) { buffers in
      guard let input = buffers.input.baseAddress, let weights = buffers.parameters.baseAddress,
        let output = buffers.output.baseAddress
      else { return }
      passes.forward(input, weights: weights, sums: buffers.scratch, into: output, rows: pass.rows)
    }
  }

  /// Computes the gradients through the activation and the weighted sums.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let (features, outputCount) = (inputCount(of: input, parameters: parameters, pass), pass.rows * units)
    let passes = DensePasses(self, features: features)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: features, outputCount: outputCount, scratchCount: activation.needsInput ? outputCount : 0
    ) { buffers in
      guard let input = buffers.input.baseAddress, let output = buffers.output.baseAddress,
        let weights = buffers.parameters.baseAddress, let gradient = buffers.parameterGradient.baseAddress,
        let outputGradient = buffers.outputGradient.baseAddress
      else { return }
      passes.backward(
        input, output: output, weights: weights, sums: buffers.scratch, outputGradient: outputGradient,
        gradient: gradient,
        inputGradient: buffers.inputGradient.isEmpty ? nil : buffers.inputGradient.baseAddress,
        rows: pass.rows)
    }
  }

  /// The inputs of a row; the span must hold as many for each row, and the weights of all of them.
  private func inputCount(of input: Span<Float>, parameters: Span<Float>, _ pass: LayerPass) -> Int {
    let features = (useBias ? parameters.count - units : parameters.count) / units
    guard input.count == pass.rows * features && parameters.count == (features + (useBias ? 1 : 0)) * units
    else {
      programmingError(
        "Dense(\(units)) cannot work on \(pass.rows) rows of \(input.count) inputs with \(parameters.count) weights"
      )
    }
    return features
  }
}
