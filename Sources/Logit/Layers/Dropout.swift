/// Sets a random fraction of its input to zero in training, and multiplies the rest by 1 / (1 - rate) so that
/// its mean is preserved; passes it through unchanged otherwise.
///
/// Which elements are dropped depends only on the model's seed, the layer's position, the step and the
/// element's position in the batch, so it does not depend on threads or on where training was interrupted.
/// They are not the elements that Keras would drop with the same seed.
///
/// Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR
/// 15, 2014. Follows `keras.layers.Dropout`.
public struct Dropout: Layer, Equatable {
  /// The fraction of elements set to zero.
  public var rate: Double
  /// The shape of the mask: 1 for a dimension (the first is the batch) along which it is repeated, `nil` or
  /// the dimension itself elsewhere.
  public var noiseShape: [Int?]?
  /// Selects masks other than those that the model's seed alone would give.
  public var seed: Int?
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - rate: The fraction of elements set to zero, in 0...1; checked when the model is created.
  ///   - noiseShape: `[nil, 1]` drops whole rows, `[1, nil]` the same columns in every row of a batch; `nil`,
  ///     the default, draws for each element. For flat rows only.
  ///   - seed: A number mixed with the model's seed; none by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `dropout`, `dropout_1`, ...
  public init(
    _ rate: Double, noiseShape: [Int?]? = nil, seed: Int? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.rate = rate
    self.noiseShape = noiseShape
    self.seed = seed
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireShare(rate, "rate")
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the noise shape does not fit the input.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireNoiseShape(noiseShape, inputShape)
    return inputShape
  }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Room for the mask.
  public func scratchCount(inputShape: [Int], rows: Int) -> Int { rows * inputShape.reduce(1, *) }

  /// Multiplies by the mask in training.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let scratchCount = pass.isTraining && rate > 0 ? input.count : 0
    withForwardBuffers(input, parameters, &scratch, &output, scratchCount: scratchCount) { buffers in
      guard pass.isTraining && rate > 0 else {
        _ = buffers.output.update(fromContentsOf: buffers.input)
        return
      }
      let mask = UnsafeMutableBufferPointer(rebasing: buffers.scratch[..<buffers.input.count])
      fill(mask, pass: pass)
      for i in mask.indices {
        // Not by multiplication, since 0 times infinity is NaN.
        buffers.output[i] = mask[i] == 0 ? 0 : buffers.input[i] * mask[i]
      }
    }
  }

  /// Writes 0 for what is dropped and 1 / (1 - rate) for what is kept.
  private func fill(_ mask: UnsafeMutableBufferPointer<Float>, pass: LayerPass) {
    guard rate < 1 else { return mask.update(repeating: 0) }
    DropPattern(rate: rate, noiseShape: noiseShape, seed: seed, pass: pass)
      .fill(mask, kept: Float(1 / (1 - rate)), rows: pass.rows)
  }

  /// Multiplies the gradient by the same mask.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard pass.isTraining && rate > 0 else { return passOn(outputGradient.span, to: &inputGradient) }
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      scratchCount: input.count
    ) { buffers in
      for i in buffers.inputGradient.indices {
        buffers.inputGradient[i] = buffers.outputGradient[i] * buffers.scratch[i]
      }
    }
  }
}

extension Dropout: KerasSerializable {
  /// `"Dropout"`.
  public static var kerasClassName: String { "Dropout" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [
      JSON.Member("rate", .number(rate)), JSON.Member("seed", .optional(seed)),
      JSON.Member("noise_shape", keras(noiseShape: noiseShape)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      try options.double("rate", default: .nan), noiseShape: try options.noiseShape(),
      seed: try options.optionalInteger("seed"), isTrainable: base.isTrainable, name: base.name)
  }
}
