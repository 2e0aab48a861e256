/// Dropout for networks of ``SELU``: a random fraction of the input is set in training to the value that SELU
/// approaches for very negative numbers, and the whole is scaled and shifted so that mean 0 and variance 1
/// are preserved; passes its input through unchanged otherwise.
///
/// With α' = -1.7580993, the rate p, a = ((1 - p)(1 + p α'²))^-½ and b = -a α' p:
///
///     y = a x + b    for what is kept
///     y = a α' + b   for what is dropped
///
/// Which elements are dropped depends only on the model's seed, the layer's position, the step and the
/// element's position in the batch, as for ``Dropout``. They are not the elements that Keras would drop.
///
/// Source: G. Klambauer et al., "Self-normalizing neural networks", NeurIPS 2017. Follows
/// `keras.layers.AlphaDropout`.
public struct AlphaDropout: Layer, Equatable {
  /// The fraction of elements dropped.
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

  /// -α λ of SELU.
  private static let saturation = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - rate: The fraction of elements dropped, in 0..<1; checked when the model is created.
  ///   - noiseShape: `[nil, 1]` drops whole rows, `[1, nil]` the same columns in every row of a batch; `nil`,
  ///     the default, draws for each element. For flat rows only.
  ///   - seed: A number mixed with the model's seed; none by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `alpha_dropout`, `alpha_dropout_1`, ...
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
    // At 1 nothing would be left whose variance could be preserved.
    try checks.requireDecay(rate, "rate")
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

  /// Drops, scales and shifts in training.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let isActive = pass.isTraining && rate > 0
    withForwardBuffers(
      input, parameters, &scratch, &output, scratchCount: isActive ? input.count : 0
    ) { buffers in
      guard isActive else {
        _ = buffers.output.update(fromContentsOf: buffers.input)
        return
      }
      let saturation = Self.saturation
      let scale = 1 / ((1 - rate) * (1 + rate * saturation * saturation)).squareRoot()
      let shift = -scale * saturation * rate
      let mask = UnsafeMutableBufferPointer(rebasing: buffers.scratch[..<buffers.input.count])
      DropPattern(rate: rate, noiseShape: noiseShape, seed: seed, pass: pass)
        .fill(mask, kept: Float(scale), rows: pass.rows)
      let dropped = Float(scale) * Float(saturation) + Float(shift)
      for i in mask.indices {
        buffers.output[i] = mask[i] == 0 ? dropped : Float(scale) * buffers.input[i] + Float(shift)
      }
    }
  }

  /// Multiplies the gradient of what was kept by a.
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

extension AlphaDropout: KerasSerializable {
  /// `"AlphaDropout"`.
  public static var kerasClassName: String { "AlphaDropout" }

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
