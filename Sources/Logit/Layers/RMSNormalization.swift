/// Divides each row by the root of its mean square and scales each column: y = scale · x / √(mean(x²) +
/// epsilon).
///
/// - Parameters kept by the model: scale `[columns]`, initially 1.
///
/// Source: B. Zhang and R. Sennrich, "Root mean square layer normalization", NeurIPS 2019. Follows
/// `keras.layers.RMSNormalization` over the last axis.
public struct RMSNormalization: Layer, Equatable {
  /// The axes to normalize over: the last one, as `[-1]` or counted as Keras does from the batch dimension,
  /// 0.
  public var axis: [Int]
  /// What is added to the mean square, so that it is never zero.
  public var epsilon: Double
  /// Whether training changes the scale.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer. Its options are checked when the model is created.
  ///
  /// - Parameters:
  ///   - axis: `[-1]` or the number of the last axis; `[-1]` by default.
  ///   - epsilon: Added to the mean square, greater than 0; 1e-6 by default.
  ///   - isTrainable: Whether training changes the scale; `true` by default.
  ///   - name: The layer's name; `nil` gives `rms_normalization`, `rms_normalization_1`, ...
  public init(axis: [Int] = [-1], epsilon: Double = 1e-6, isTrainable: Bool = true, name: String? = nil) {
    self.axis = axis
    self.epsilon = epsilon
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requirePositive(epsilon, "epsilon")
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the axis is not the last one.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireLastAxis(axis, inputShape)
    return inputShape
  }

  /// The scale.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    [ParameterSpecification(name: "scale", shape: [inputShape.last ?? 1], initializer: .ones)]
  }

  /// 1 / √(mean(x²) + epsilon) of a row.
  private func inverse(_ x: UnsafeBufferPointer<Float>, _ first: Int, _ columns: Int) -> Float {
    let squares = Reductions.sum(columns) { Double(x[first + $0]) * Double(x[first + $0]) }
    return reciprocalSquareRoot(Float(squares / Double(columns)) + Float(epsilon))
  }

  /// Normalizes each row.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withForwardBuffers(input, parameters, &scratch, &output, columns: parameters.count) { buffers in
      let (x, scale) = (buffers.input, buffers.parameters)
      for first in stride(from: 0, to: x.count, by: scale.count) {
        let inverse = self.inverse(x, first, scale.count)
        for c in 0..<scale.count { buffers.output[first + c] = x[first + c] * inverse * scale[c] }
      }
    }
  }

  /// Computes the gradients of the scale and of the input.
  ///
  /// With s = 1 / √(mean(x²) + epsilon), n columns and h = scale · g of the gradient g, in each row: dx = s
  /// (h - x s² Σ h x / n). In each column the gradient of the scale is Σ g x s.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: parameters.count
    ) { buffers in
      let (x, g, scale) = (buffers.input, buffers.outputGradient, buffers.parameters)
      let columns = scale.count
      Reductions.forEachBlock(of: columns) { start, count, sums, _ in
        for first in stride(from: 0, to: x.count, by: columns) {
          let inverse = Double(self.inverse(x, first, columns))
          for c in 0..<count {
            sums[c] += Double(g[first + start + c]) * (Double(x[first + start + c]) * inverse)
          }
        }
        for c in 0..<count { buffers.parameterGradient[start + c] = Float(sums[c]) }
      }
      guard !buffers.inputGradient.isEmpty else { return }
      for first in stride(from: 0, to: x.count, by: columns) {
        let inverse = self.inverse(x, first, columns)
        let product = Reductions.sum(columns) {
          Double(g[first + $0] * scale[$0]) * Double(x[first + $0])
        }
        let slope = Float(product * Double(inverse) * Double(inverse) / Double(columns))
        for c in 0..<columns {
          buffers.inputGradient[first + c] = inverse * (g[first + c] * scale[c] - x[first + c] * slope)
        }
      }
    }
  }
}

extension RMSNormalization: KerasSerializable {
  /// `"RMSNormalization"`.
  public static var kerasClassName: String { "RMSNormalization" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [
      JSON.Member("axis", .array(axis.map { .integer($0) })), JSON.Member("epsilon", .number(epsilon)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      axis: try options.optionalIntegers("axis") ?? [-1],
      epsilon: try options.double("epsilon", default: 1e-6),
      isTrainable: base.isTrainable, name: base.name)
  }
}
