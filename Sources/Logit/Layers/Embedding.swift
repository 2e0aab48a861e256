import LogitFiles

/// Replaces each whole number in its input by a row of a learned table, as for categorical features.
///
/// - Input: `[rows] + shape` of whole numbers in `0..<inputDimension`, as `Float`.
/// - Output: `[rows] + shape + [outputDimension]`; follow it with ``Flatten``.
/// - Parameters kept by the model: embeddings `[inputDimension, outputDimension]`.
///
/// An index outside the table is an error where data enters the model. One that another layer computes gives
/// NaN, so that it cannot go unnoticed.
///
/// Follows `keras.layers.Embedding`, with the gradient of the mathematics: that of one-hot rows times the
/// table. Where an index occurs twice in a batch, its parts are added up and then squared, as on Keras's
/// other backends; Keras on TensorFlow squares them one by one in optimizers with squares (Adam, RMSprop,
/// ...) and in norms.
public struct Embedding: Layer {
  /// The number of rows of the table.
  public var inputDimension: Int
  /// The number of columns of the table.
  public var outputDimension: Int
  /// The initializer of the table.
  public var embeddingsInitializer: any Initializer
  /// A penalty on the table.
  public var embeddingsRegularizer: (any Regularizer)?
  /// A constraint on the table, applied after every step.
  public var embeddingsConstraint: (any Constraint)?
  /// A penalty on the outputs, divided by the number of rows.
  public var activityRegularizer: (any Regularizer)?
  /// Whether 0 is padding, which ``GlobalAveragePooling1D`` behind the layer leaves out; Keras's `mask_zero`.
  /// The mask ends at ``Flatten``.
  public var maskZero: Bool
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Whether training changes the table.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer. Its options are checked when the model is created.
  ///
  /// - Parameters:
  ///   - inputDimension: The number of rows of the table, at least 1; Keras's `input_dim`.
  ///   - outputDimension: The number of columns of the table, at least 1; Keras's `output_dim`.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - embeddingsInitializer: The table's initializer; uniform in -0.05...0.05 by default.
  ///   - embeddingsRegularizer: A penalty on the table; none by default.
  ///   - embeddingsConstraint: A constraint on the table, applied after every step; none by default.
  ///   - activityRegularizer: A penalty on the outputs; none by default.
  ///   - maskZero: Whether 0 is padding; `false` by default.
  ///   - isTrainable: Whether training changes the table; `true` by default.
  ///   - name: The layer's name; `nil` gives `embedding`, `embedding_1`, ...
  public init(
    _ inputDimension: Int, _ outputDimension: Int, inputShape: [Int]? = nil,
    embeddingsInitializer: (any Initializer)? = nil, embeddingsRegularizer: (any Regularizer)? = nil,
    embeddingsConstraint: (any Constraint)? = nil, activityRegularizer: (any Regularizer)? = nil,
    maskZero: Bool = false, isTrainable: Bool = true, name: String? = nil
  ) {
    self.inputDimension = inputDimension
    self.outputDimension = outputDimension
    self.inputShape = inputShape
    self.embeddingsInitializer = embeddingsInitializer ?? .randomUniform
    self.embeddingsRegularizer = embeddingsRegularizer
    self.embeddingsConstraint = embeddingsConstraint
    self.activityRegularizer = activityRegularizer
    self.maskZero = maskZero
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    // Beyond this, a Float cannot represent every index.
    try checks.requireListCount(inputDimension, "inputDimension")
    try checks.requireCount(outputDimension, "outputDimension")
    try embeddingsInitializer.validate()
    try embeddingsRegularizer?.validate()
    try embeddingsConstraint?.validate()
    try activityRegularizer?.validate()
  }

  /// The shape of the input and the number of columns of the table.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape + [outputDimension] }

  /// Checks that every number is an index of the table.
  ///
  /// - Throws: ``LogitError/indexOutOfRange(operation:index:position:count:)`` if an index is outside the
  ///   table, or ``LogitError/valueNotRepresentable(value:position:type:)`` if a number is not whole.
  public func validate(input: Span<Float>) throws {
    try requireIndices(input, count: inputDimension)
  }

  /// The table.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    [
      ParameterSpecification(
        name: "embeddings", shape: [inputDimension, outputDimension], initializer: embeddingsInitializer,
        regularizer: embeddingsRegularizer, constraint: embeddingsConstraint)
    ]
  }

  private func requireTable(_ parameters: Span<Float>) {
    guard parameters.count == inputDimension * outputDimension else {
      programmingError("An embedding's table must hold \(inputDimension) rows of \(outputDimension) numbers")
    }
  }

  /// Looks the rows up.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    requireTable(parameters)
    withForwardBuffers(
      input, parameters, &scratch, &output, outputCount: input.count * outputDimension
    ) { buffers in
      for i in buffers.input.indices {
        let target = UnsafeMutableBufferPointer(
          rebasing: buffers.output[i * outputDimension..<(i + 1) * outputDimension])
        guard let row = wholeIndex(buffers.input[i], count: inputDimension) else {
          target.update(repeating: .nan)
          continue
        }
        let first = row * outputDimension
        _ = target.update(fromContentsOf: buffers.parameters[first..<first + outputDimension])
      }
    }
  }

  /// Adds the gradient of each output to the row it came from. The input has none.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    requireTable(parameters)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      outputCount: input.count * outputDimension
    ) { buffers in
      buffers.parameterGradient.update(repeating: 0)
      for i in buffers.input.indices {
        guard let row = wholeIndex(buffers.input[i], count: inputDimension) else { continue }
        for c in 0..<outputDimension {
          buffers.parameterGradient[row * outputDimension + c] +=
            buffers.outputGradient[i * outputDimension + c]
        }
      }
      buffers.inputGradient.update(repeating: 0)
    }
  }
}

extension Embedding: MaskingLayer {
  func mask(inputShape: [Int]) -> StepMask? {
    maskZero ? StepMask(source: label, shape: inputShape, stepLength: 1, value: 0, isOfInput: false) : nil
  }
}

extension Embedding: KerasSerializable {
  /// `"Embedding"`.
  public static var kerasClassName: String { "Embedding" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try kerasBase + [
        JSON.Member("input_dim", .integer(inputDimension)),
        JSON.Member("output_dim", .integer(outputDimension)),
        JSON.Member("embeddings_initializer", keras(embeddingsInitializer)),
        JSON.Member("embeddings_regularizer", keras(embeddingsRegularizer)),
        JSON.Member("activity_regularizer", keras(activityRegularizer)),
        JSON.Member("embeddings_constraint", keras(embeddingsConstraint)),
        JSON.Member("mask_zero", .bool(maskZero)), JSON.Member("quantization_config", .null),
      ]
    }
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including quantized layers and low-rank adapters.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    try options.require("quantization_config", is: .null)
    try options.require("lora_rank", is: .null)
    try options.require("lora_alpha", is: .null)
    self.init(
      try options.integer("input_dim", default: 0), try options.integer("output_dim", default: 0),
      embeddingsInitializer: try options.initializer(
        "embeddings_initializer", default: .randomUniform),
      embeddingsRegularizer: try options.regularizer("embeddings_regularizer"),
      embeddingsConstraint: try options.constraint("embeddings_constraint"),
      activityRegularizer: try options.regularizer("activity_regularizer"),
      maskZero: try options.bool("mask_zero", default: false), isTrainable: base.isTrainable, name: base.name)
  }
}
