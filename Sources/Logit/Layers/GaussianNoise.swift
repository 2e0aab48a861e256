import CLogitKernels

/// Adds normal random numbers of mean 0 to its input in training; passes it through unchanged otherwise.
///
/// The numbers depend only on the model's seed, the layer's position, the step and the element's position in
/// the batch, as for ``Dropout``.
///
/// Follows `keras.layers.GaussianNoise`. The normal deviates are √2 · erf⁻¹(u) of uniform u, by the
/// single-precision polynomials of M. Giles, "Approximating the erfinv function", GPU Computing Gems, 2010.
public struct GaussianNoise: Layer, Equatable {
  /// The standard deviation.
  public var standardDeviation: Double
  /// Selects numbers other than those that the model's seed alone would give.
  public var seed: Int?
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - standardDeviation: In 0...1, as Keras requires; checked when the model is created. Keras's `stddev`.
  ///   - seed: A number mixed with the model's seed; none by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `gaussian_noise`, `gaussian_noise_1`, ...
  public init(
    _ standardDeviation: Double, seed: Int? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.standardDeviation = standardDeviation
    self.seed = seed
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireShare(standardDeviation, "standardDeviation")
  }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Room for the uniform numbers.
  public func scratchCount(inputShape: [Int], rows: Int) -> Int { rows * inputShape.reduce(1, *) }

  /// Adds the noise in training.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let scratchCount = pass.isTraining && standardDeviation > 0 ? input.count : 0
    withForwardBuffers(input, parameters, &scratch, &output, scratchCount: scratchCount) { buffers in
      guard pass.isTraining && standardDeviation > 0 else {
        _ = buffers.output.update(fromContentsOf: buffers.input)
        return
      }
      addNoise(buffers, seed: pass.seed)
    }
  }

  private func addNoise(_ buffers: ForwardBuffers, seed passSeed: UInt64) {
    let (uniform, output, count) = (buffers.scratch, buffers.output, buffers.input.count)
    guard count > 0, let start = output.baseAddress else { return }
    let bits = PlacedBits(passSeed, seed)
    for i in 0..<count {
      // The middle of one of 2²³ equal parts of -1...1, so that neither end occurs.
      uniform[i] = Float(bits[i] >> 41) * 0x1p-22 + (0x1p-23 - 1)
      output[i] = -uniform[i] * uniform[i]
    }
    Kernels.current.log1p(start, start, Int64(count))
    let scale = Float(standardDeviation * 2.0.squareRoot())
    for i in 0..<count {
      output[i] = buffers.input[i] + scale * Self.inverseErrorFunction(uniform[i], w: -output[i])
    }
  }

  /// erf⁻¹(x), with w = -log(1 - x²).
  @inline(__always)
  static func inverseErrorFunction(_ x: Float, w: Float) -> Float {
    let a = w - 2.5
    var center: Float = 2.810_226_36e-08
    center = 3.432_739_39e-07 + center * a
    center = -3.523_387_7e-06 + center * a
    center = -4.391_506_54e-06 + center * a
    center = 0.000_218_580_87 + center * a
    center = -0.001_253_725_03 + center * a
    center = -0.004_177_681_64 + center * a
    center = 0.246_640_727 + center * a
    center = 1.501_409_41 + center * a
    let b = max(w, 5).squareRoot() - 3
    var tail: Float = -0.000_200_214_257
    tail = 0.000_100_950_558 + tail * b
    tail = 0.001_349_343_22 + tail * b
    tail = -0.003_673_428_44 + tail * b
    tail = 0.005_739_507_73 + tail * b
    tail = -0.007_622_461_3 + tail * b
    tail = 0.009_438_870_47 + tail * b
    tail = 1.001_674_06 + tail * b
    tail = 2.832_976_82 + tail * b
    return (w < 5 ? center : tail) * x
  }

  /// Passes the gradient on unchanged: the noise does not depend on the input.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    passOn(outputGradient.span, to: &inputGradient)
  }
}

extension GaussianNoise: KerasSerializable {
  /// `"GaussianNoise"`.
  public static var kerasClassName: String { "GaussianNoise" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [
      JSON.Member("stddev", .number(standardDeviation)), JSON.Member("seed", .optional(seed)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      try options.double("stddev", default: .nan), seed: try options.optionalInteger("seed"),
      isTrainable: base.isTrainable, name: base.name)
  }
}
