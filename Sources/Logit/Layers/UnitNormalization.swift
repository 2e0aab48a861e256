/// Divides each row by its Euclidean norm: y = x / max(√Σx², 1e-12).
///
/// Below that norm the gradient is that of x · 1e12, where Keras's is NaN for a row of zeros.
///
/// Follows `keras.layers.UnitNormalization` over the last axis of flat rows.
public struct UnitNormalization: Layer, Equatable {
  /// The axis to normalize over: the last one, as -1 or counted as Keras does from the batch dimension, 0.
  public var axis: Int
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - axis: -1 or, for flat rows, 1; -1 by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `unit_normalization`, `unit_normalization_1`, ...
  public init(axis: Int = -1, isTrainable: Bool = true, name: String? = nil) {
    self.axis = axis
    self.isTrainable = isTrainable
    self.name = name
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the axis is not the last one, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if rows are not flat.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireFlatRows(inputShape)
    try requireLastAxis([axis], inputShape)
    return inputShape
  }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// One over the norm of a row, at most 1e12.
  private func inverseNorm(_ x: UnsafeBufferPointer<Float>, _ first: Int, _ columns: Int) -> Float {
    let squares = Reductions.sum(columns) { Double(x[first + $0]) * Double(x[first + $0]) }
    return min(reciprocalSquareRoot(Float(squares)), 1e12)
  }

  /// Divides each row by its norm.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let columns = max(input.count / max(pass.rows, 1), 1)
    withForwardBuffers(input, parameters, &scratch, &output, columns: columns) { buffers in
      for first in stride(from: 0, to: buffers.input.count, by: columns) {
        let inverse = inverseNorm(buffers.input, first, columns)
        for i in first..<first + columns { buffers.output[i] = buffers.input[i] * inverse }
      }
    }
  }

  /// Computes (g - y Σ g y) / norm for the gradient g.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard !inputGradient.isEmpty else { return }
    let columns = max(input.count / max(pass.rows, 1), 1)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: columns
    ) { buffers in
      let (y, g) = (buffers.output, buffers.outputGradient)
      for first in stride(from: 0, to: y.count, by: columns) {
        let inverse = inverseNorm(buffers.input, first, columns)
        let product = Float(Reductions.sum(columns) { Double(g[first + $0]) * Double(y[first + $0]) })
        let slope = inverse < 1e12 ? product : 0
        for i in first..<first + columns { buffers.inputGradient[i] = inverse * (g[i] - y[i] * slope) }
      }
    }
  }
}

extension UnitNormalization: KerasSerializable {
  /// `"UnitNormalization"`.
  public static var kerasClassName: String { "UnitNormalization" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] { kerasBase + [JSON.Member("axis", .integer(axis))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    let axes = try options.optionalIntegers("axis") ?? [-1]
    guard axes.count == 1 else {
      throw options.wrong("axis", expected: "one axis", found: .array(axes.map { .integer($0) }))
    }
    self.init(axis: axes[0], isTrainable: base.isTrainable, name: base.name)
  }
}
