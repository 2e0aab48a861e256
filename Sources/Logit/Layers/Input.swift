/// Says what one row of a model's input looks like; the first entry of a ``Sequential``.
///
///     Sequential {
///       Input(shape: [2])
///       Dense(1, activation: .sigmoid)
///     }
///
/// It computes nothing and is not counted among the model's layers, as in Keras.
public struct Input: Layer, Equatable {
  /// The name, for messages only.
  public let name: String?
  /// The shape of one input row.
  public let inputShape: [Int]?

  /// Declares the shape of one input row, without the batch dimension.
  public init(shape: [Int], name: String? = nil) {
    inputShape = shape
    self.name = name
  }

  /// The shape itself.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Copies the input; a model never calls this.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    for i in input.indices { output[i] = input[i] }
  }

  /// Copies the gradient; a model never calls this.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    for i in inputGradient.indices { inputGradient[i] = outputGradient[i] }
  }
}
