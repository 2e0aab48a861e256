/// Applies an activation to its input: `Dense(8)` followed by `ActivationLayer(.relu)` is
/// `Dense(8, activation: .relu)`.
///
/// Called `Activation` in Keras, a name that here belongs to the protocol. Functions of a whole row, such as
/// softmax, require flat rows.
///
/// Follows `keras.layers.Activation`.
public struct ActivationLayer: FunctionLayer {
  /// The function.
  public var activation: any Activation
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - activation: The function, such as `.relu`.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `activation`, `activation_1`, ...
  public init(_ activation: any Activation, isTrainable: Bool = true, name: String? = nil) {
    self.activation = activation
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"Activation"`.
  public var typeName: String { "Activation" }

  var function: any Activation { activation }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try activation.validate()
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if the activation works on whole rows
  ///   and the rows are not flat.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    if ["softmax", "log_softmax", "sparsemax"].contains(activation.name) { try requireFlatRows(inputShape) }
    return inputShape
  }
}

extension ActivationLayer: KerasSerializable {
  /// `"Activation"`.
  public static var kerasClassName: String { "Activation" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try kerasBase + [JSON.Member("activation", keras(activation))]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(try options.activation("activation"), isTrainable: base.isTrainable, name: base.name)
  }
}

/// A layer that consists of an activation.
protocol FunctionLayer: Layer {
  var function: any Activation { get }
}

extension FunctionLayer {
  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Computes f(x).
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withForwardBuffers(input, parameters, &scratch, &output) { buffers in
      _ = buffers.output.update(fromContentsOf: buffers.input)
    }
    function.apply(to: &output, columns: output.count / max(pass.rows, 1))
  }

  /// Multiplies the gradient by the derivative. The layer's input is what the activation may need.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard !inputGradient.isEmpty else { return }
    function.backpropagate(
      input: input, output: output, gradient: &outputGradient, columns: output.count / max(pass.rows, 1))
    passOn(outputGradient.span, to: &inputGradient)
  }
}
