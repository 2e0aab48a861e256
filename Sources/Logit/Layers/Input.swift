/// Declares the shape of one row of a model's input; the first entry of a ``Sequential``.
///
///     try Sequential {
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

  /// The number of rows in a batch as declared to Keras. Kept for compatibility with Keras; any number is
  /// accepted here.
  public let batchSize: Int?
  /// The type of the numbers as declared to Keras. Kept for compatibility with Keras; all numbers are `Float`
  /// here.
  public let elementType: ElementType

  /// A type of numbers, by Keras's name.
  public enum ElementType: String, Sendable {
    /// Floating-point numbers of 32 bits.
    case float32
    /// Whole numbers of 32 bits, such as indices of an ``Embedding``.
    case int32
    /// Whole numbers of 64 bits.
    case int64
  }

  /// Declares the shape of one input row, without the batch dimension.
  ///
  /// - Parameters:
  ///   - shape: The shape of one input row.
  ///   - batchSize: Kept for compatibility with Keras; any number of rows by default.
  ///   - elementType: Kept for compatibility with Keras; `.float32` by default.
  ///   - name: A name, for messages and for Keras only.
  public init(
    shape: [Int], batchSize: Int? = nil, elementType: ElementType = .float32, name: String? = nil
  ) {
    inputShape = shape
    self.batchSize = batchSize
    self.elementType = elementType
    self.name = name
  }

  /// Checks the shape.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let shape = inputShape ?? []
    try OptionChecks("Input", name: name).require(
      !shape.isEmpty && shape.allSatisfy { $0 >= 1 }, "shape", shape,
      "at least one dimension, each a whole number, 1 or greater, such as [2]")
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
