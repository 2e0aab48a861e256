/// One step of a model: a function of its input and of parameters that training adjusts.
///
/// A layer is configuration only. Its parameters live in the model, one after the other in the order of
/// ``parameters(inputShape:)``, and are passed to the layer as one span.
///
/// Data between layers is `[rows, columns]`, row-major, where `columns` is the product of the layer's
/// shape without the batch dimension.
///
/// Add your own by conforming. A layer that multiplies each column by its own weight:
///
///     struct Scale: Layer {
///       var name: String?
///
///       func outputShape(inputShape: [Int]) -> [Int] { inputShape }
///
///       func parameters(inputShape: [Int]) -> [ParameterSpecification] {
///         [ParameterSpecification(name: "scale", shape: inputShape, initializer: .ones)]
///       }
///
///       func forward(
///         input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
///         output: inout MutableSpan<Float>, pass: LayerPass
///       ) {
///         for i in input.indices { output[i] = input[i] * parameters[i % parameters.count] }
///       }
///
///       func backward(
///         input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
///         outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
///         inputGradient: inout MutableSpan<Float>, pass: LayerPass
///       ) {
///         for i in parameterGradient.indices { parameterGradient[i] = 0 }
///         for i in input.indices {
///           parameterGradient[i % parameters.count] += outputGradient[i] * input[i]
///           if !inputGradient.isEmpty {
///             inputGradient[i] = outputGradient[i] * parameters[i % parameters.count]
///           }
///         }
///       }
///     }
///
/// It is used in a model like any other: `try Sequential { Scale(); Dense(3, activation: .softmax) }`.
public protocol Layer: Sendable {
  /// The name given by the user; `nil` lets the model choose one such as `dense_1`.
  var name: String? { get }

  /// The kind of layer as ``Sequential/summary(lineLength:showTrainable:positions:)`` shows it; the type's
  /// name by default.
  var typeName: String { get }

  /// The shape of one input row, if it is declared; needed only on the first layer.
  var inputShape: [Int]? { get }

  /// Checks the options that need no shape, those of regularizers, constraints, initializers and activations
  /// included, when a model is created with the layer or adds it; by default any are accepted.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if options contradict each other.
  func validate() throws

  /// The shape of one output row.
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension.
  /// - Throws: A ``LogitError`` if the layer cannot process such an input.
  func outputShape(inputShape: [Int]) throws -> [Int]

  /// Checks numbers that come from outside the model, if this is the first layer that reads them.
  ///
  /// - Parameter input: `[rows, input columns]`.
  /// - Throws: A ``LogitError`` that names the first number, if any, that the layer cannot process.
  func validate(input: Span<Float>) throws

  /// The parameters the layer needs, in Keras's order (kernel before bias).
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension.
  func parameters(inputShape: [Int]) -> [ParameterSpecification]

  /// Whether training changes the layer's parameters; Keras's `trainable`.
  var isTrainable: Bool { get }

  /// A penalty on the layer's outputs, divided by the number of rows; Keras's `activity_regularizer`.
  var activityRegularizer: (any Regularizer)? { get }

  /// The number of floats that the layer keeps from the forward pass for the backward pass.
  ///
  /// - Parameters:
  ///   - inputShape: The shape of one input row, without the batch dimension.
  ///   - rows: The number of rows of the pass.
  func scratchCount(inputShape: [Int], rows: Int) -> Int

  /// Computes the output of some rows.
  ///
  /// - Parameters:
  ///   - input: `[rows, input columns]`.
  ///   - parameters: The layer's parameters, one after the other.
  ///   - scratch: As many floats as ``scratchCount(inputShape:rows:)`` requested, to be kept for the backward
  ///     pass; empty at inference.
  ///   - output: `[rows, output columns]`; every element must be written.
  ///   - pass: The number of rows, and whether this is training.
  func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass)

  /// Changes parameters that are not trained, such as moving averages, after a forward pass of training.
  ///
  /// - Parameters:
  ///   - parameters: The layer's parameters, one after the other.
  ///   - scratch: What the forward pass left.
  ///   - pass: The number of rows.
  func updateState(parameters: inout MutableSpan<Float>, scratch: Span<Float>, pass: LayerPass)

  /// Computes the gradients of some rows.
  ///
  /// - Parameters:
  ///   - input: What the forward pass was given.
  ///   - output: What it wrote.
  ///   - parameters: The layer's parameters.
  ///   - scratch: What the forward pass left.
  ///   - outputGradient: dL/d output; may be used as working space.
  ///   - parameterGradient: dL/d parameters, summed over the rows; every element of a trained parameter must
  ///     be written.
  ///   - inputGradient: dL/d input, to be written; empty when it is not needed.
  ///   - pass: The number of rows.
  func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass)
}

/// What a layer knows about the pass it is part of.
public struct LayerPass: Sendable, Equatable {
  /// The number of rows.
  public var rows: Int
  /// Whether this is training rather than inference.
  public var isTraining: Bool
  /// A number specific to the layer that differs in each step of training, for layers that draw random
  /// numbers. For a given layer it depends only on the model's seed and the step, so a resumed run draws the
  /// same numbers as an uninterrupted one.
  public var seed: UInt64
  /// The rows that the model was given.
  var modelRows: ModelRows?

  /// Describes a pass.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - isTraining: Whether this is training rather than inference.
  ///   - seed: A number for layers that draw random numbers; 0 by default.
  public init(rows: Int, isTraining: Bool, seed: UInt64 = 0) {
    self.rows = rows
    self.isTraining = isTraining
    self.seed = seed
  }
}

extension Layer {
  /// The name of the type.
  public var typeName: String { String(describing: Self.self) }

  /// None: the shape comes from the layer before, or from the first data.
  public var inputShape: [Int]? { nil }

  /// `true`.
  public var isTrainable: Bool { true }

  /// None.
  public var activityRegularizer: (any Regularizer)? { nil }

  /// Accepts any options.
  ///
  /// - Throws: Nothing.
  public func validate() throws {}

  /// Accepts any numbers.
  ///
  /// - Parameter input: `[rows, input columns]`.
  /// - Throws: Nothing.
  public func validate(input: Span<Float>) throws {}

  /// Nothing is kept.
  ///
  /// - Parameters:
  ///   - inputShape: The shape of one input row, without the batch dimension.
  ///   - rows: The number of rows of the pass.
  /// - Returns: 0.
  public func scratchCount(inputShape: [Int], rows: Int) -> Int { 0 }

  /// Nothing changes.
  ///
  /// - Parameters:
  ///   - parameters: The layer's parameters, one after the other.
  ///   - scratch: What the forward pass left.
  ///   - pass: The number of rows.
  public func updateState(parameters: inout MutableSpan<Float>, scratch: Span<Float>, pass: LayerPass) {}
}

/// A parameter that the model keeps for a layer.
public struct ParameterSpecification: Sendable {
  /// The parameter's name within its layer, such as `"kernel"`.
  public var name: String
  /// The parameter's shape.
  public var shape: [Int]
  /// Its initializer.
  public var initializer: any Initializer
  /// Whether the optimizer changes it.
  public var isTrainable: Bool
  /// Whether Keras keeps it as 64-bit integers; here too it is kept as `Float`.
  public var isInteger: Bool
  /// A penalty on it that is added to the loss.
  public var regularizer: (any Regularizer)?
  /// A constraint on it, applied after every step.
  public var constraint: (any Constraint)?

  /// Describes a parameter.
  ///
  /// - Parameters:
  ///   - name: The parameter's name within its layer, such as `"kernel"`.
  ///   - shape: The parameter's shape.
  ///   - initializer: How the parameter gets its initial values.
  ///   - isTrainable: Whether the optimizer changes it; `true` by default.
  ///   - isInteger: Whether Keras keeps it as 64-bit integers; `false` by default.
  ///   - regularizer: A penalty on it that is added to the loss; none by default.
  ///   - constraint: A constraint on it, applied after every step; none by default.
  public init(
    name: String, shape: [Int], initializer: any Initializer, isTrainable: Bool = true,
    isInteger: Bool = false,
    regularizer: (any Regularizer)? = nil, constraint: (any Constraint)? = nil
  ) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
    self.isInteger = isInteger
    self.regularizer = regularizer
    self.constraint = constraint
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
}
