/// One step of a model: a function of its input and of parameters that training adjusts.
///
/// A layer is configuration only. Its parameters live in the model, one after the other in the order of
/// ``parameters(inputShape:)``, and are handed to ``forward(input:parameters:output:rows:)`` and
/// ``backward(input:output:parameters:outputGradient:parameterGradient:inputGradient:rows:)`` as one span.
///
/// Data between layers is `[rows, columns]`, row-major, where `columns` is the product of the layer's
/// shape without the batch dimension.
public protocol Layer: Sendable {
  /// The name given by the user; `nil` lets the model choose one such as `dense_1`.
  var name: String? { get }

  /// The kind of layer as ``Sequential/summary()`` shows it; the type's name unless you say otherwise.
  var typeName: String { get }

  /// The shape of one input row, if the layer was told; needed on the first layer only.
  var inputShape: [Int]? { get }

  /// The shape of one output row.
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension.
  /// - Throws: A ``LogitError`` if the layer cannot take such an input or is itself misconfigured.
  func outputShape(inputShape: [Int]) throws -> [Int]

  /// The parameters the layer needs, in Keras's order (kernel before bias).
  func parameters(inputShape: [Int]) -> [ParameterSpecification]

  /// Computes the output of `rows` rows.
  ///
  /// - Parameters:
  ///   - input: `[rows, input columns]`.
  ///   - parameters: The layer's parameters, one after the other.
  ///   - output: `[rows, output columns]`; every element must be written.
  ///   - rows: The number of rows.
  func forward(input: Span<Float>, parameters: Span<Float>, output: inout MutableSpan<Float>, rows: Int)

  /// Computes the gradients of `rows` rows.
  ///
  /// - Parameters:
  ///   - input: What ``forward(input:parameters:output:rows:)`` was given.
  ///   - output: What it wrote.
  ///   - parameters: The layer's parameters.
  ///   - outputGradient: dL/d output; may be used as working space.
  ///   - parameterGradient: dL/d parameters, summed over the rows; every element must be written.
  ///   - inputGradient: dL/d input, to be written; empty when nobody needs it.
  ///   - rows: The number of rows.
  func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, rows: Int)
}

extension Layer {
  /// The name of the type.
  public var typeName: String { String(describing: Self.self) }

  /// None: the shape comes from the layer before, or from the first data.
  public var inputShape: [Int]? { nil }
}

/// A parameter that a layer asks the model to keep for it.
public struct ParameterSpecification: Sendable {
  /// The parameter's name within its layer, such as `"kernel"`.
  public var name: String
  /// The parameter's shape.
  public var shape: [Int]
  /// How it gets its first values.
  public var initializer: any Initializer

  /// Describes a parameter.
  public init(name: String, shape: [Int], initializer: any Initializer) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
}
