/// A model whose layers are applied one after the other.
///
/// Describe the layers, compile with an optimizer and a loss, fit to data, predict:
///
///     var model = try Sequential {
///       Dense(1, inputShape: [1], activation: .sigmoid)
///     }
///     try model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])
///     let history = try model.fit(xs, labels, epochs: 30, batchSize: 32, verbose: .silent)
///     let curve = try model.predict(Tensor.linspace(-10, 10, count: 100))
///
/// A model is a value. A copy is a checkpoint: training one never changes the other, and assigning the copy
/// back restores weights, optimizer state and all. Copies share their memory until one of them is trained.
///
/// The words mean what they mean in Keras, and from the same weights and the same order of rows the numbers
/// are Keras's, step by step, to the rounding of `Float`.
///
/// ### Options
///
/// Options are checked where the model is made: those of layers, and of the regularizers, constraints, initializers and
/// activations in them, by ``init(_:name:seed:)`` and ``add(_:)``, those of the optimizer, its schedule, the loss and
/// the metrics by ``compile(optimizer:loss:metrics:weightedMetrics:)``. One out of range is an error that names the
/// option, its value and the range:
///
///     try Sequential([Dense(-4)])  // Dense's units is -4, but must be a whole number, 1 or greater.
///
/// Whether layers fit together is checked as soon as the shape of the input is known, so there too if the first layer
/// tells it.
///
/// ### Randomness
///
/// First weights and the order of rows come from ``seed``. With the same seed, data and calls, the weights
/// come out the same to the last bit, every time and on every machine whose processor has fused
/// multiply-add. Without a seed of your own each model draws one from the system.
public struct Sequential: Sendable {
  /// The model's name, shown by ``summary(lineLength:showTrainable:positions:)``.
  public var name: String

  /// Where first weights and the order of rows come from.
  public internal(set) var seed: UInt64

  private(set) var configurations: [any Layer]
  /// What the model was told of its input, before or with the first layer.
  let declaredInput: Input?
  private(set) var stack: LayerStack?
  var compilation: Compilation?
  /// All weights, laid out as ``LayerStack`` says.
  var parameters = Tensor<Float>([])
  var optimizerState = OptimizerState()
  /// Where training stands among the rows; numbers the orders of rows.
  var position = TrainingPosition()

  /// Creates a model from an array of layers.
  ///
  /// - Parameters:
  ///   - layers: The layers in order; the first may be an ``Input``.
  ///   - name: The model's name, `"sequential"` by default.
  ///   - seed: Where first weights and the order of rows come from; drawn from the system by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an option of a layer that is out of range, or, if
  ///   the shape of the input is known, ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for layers that do not
  ///   fit together.
  public init(_ layers: [any Layer], name: String = "sequential", seed: UInt64? = nil) throws {
    for layer in layers { try layer.validate() }
    self.name = name
    self.seed = seed ?? UInt64.random(in: .min ... .max)
    if let input = layers.first as? Input {
      declaredInput = input
      configurations = Array(layers.dropFirst())
    } else {
      declaredInput = layers.first?.inputShape.map { Input(shape: $0) }
      configurations = layers
    }
    if declaredInput != nil && !configurations.isEmpty { try build() }
  }

  /// Creates a model from layers written one below the other.
  ///
  ///     let model = try Sequential(seed: 42) {
  ///       Input(shape: [2])
  ///       Dense(8, activation: .relu)
  ///       Dense(3, activation: .softmax)
  ///     }
  ///
  /// - Parameters:
  ///   - name: The model's name, `"sequential"` by default.
  ///   - seed: Where first weights and the order of rows come from; drawn from the system by default.
  ///   - layers: The layers in order; the first may be an ``Input``.
  /// - Throws: As ``init(_:name:seed:)``, and what the closure throws.
  public init(
    name: String = "sequential", seed: UInt64? = nil, @LayerBuilder layers: () throws -> [any Layer]
  ) throws {
    try self.init(try layers(), name: name, seed: seed)
  }

  /// Sets how the model will be trained and judged. Forgets what an earlier optimizer had kept.
  ///
  /// - Parameters:
  ///   - optimizer: How gradients change the weights.
  ///   - loss: What training makes small.
  ///   - metrics: What else to report; `.accuracy` chooses the kind that fits the labels.
  ///   - weightedMetrics: What else to report with every row counted by its weight; one that is among the metrics too
  ///     is reported as `weighted_accuracy`.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an option out of range, or, once the model is
  ///   built, ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for a loss that does not fit the last layer; the
  ///   model is then unchanged.
  public mutating func compile(
    optimizer: any Optimizer, loss: any Loss, metrics: [any Metric] = [], weightedMetrics: [any Metric] = []
  ) throws {
    let compilation = Compilation(
      optimizer: optimizer, loss: loss, metrics: metrics, weightedMetrics: weightedMetrics)
    try compilation.validate()
    if let stack { try compilation.validate(stack) }
    self.compilation = compilation
    optimizerState = OptimizerState()
  }
}

// MARK: - Building

extension Sequential {
  /// Whether the shapes are known and the weights exist.
  public var isBuilt: Bool { stack != nil }

  /// Settles the shapes and draws the first weights; done for you as soon as the shape of the input is known,
  /// which is when the model is made or when it first meets data. Does nothing when already built.
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension; needed unless the first
  ///   layer tells.
  /// - Throws: ``LogitError/notBuilt(operation:)`` when no shape is known,
  ///   ``LogitError/invalidOption(name:value:expected:)`` for a shape that is none, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` when layers do not fit together.
  public mutating func build(inputShape: [Int]? = nil) throws {
    guard stack == nil else { return }
    guard let input = declaredInput ?? inputShape.map({ Input(shape: $0) }), let shape = input.inputShape
    else {
      throw LogitError.notBuilt(operation: "build")
    }
    try input.validate()
    let stack = try LayerStack(layers: configurations, inputShape: shape)
    parameters = Self.initialParameters(stack, seed: seed)
    self.stack = stack
  }

  /// Each parameter draws from a stream of its own, so its values do not depend on the other layers' sizes.
  private static func initialParameters(_ stack: LayerStack, seed: UInt64) -> Tensor<Float> {
    var root = RandomGenerator(seed: seed)
    return Tensor(unsafeUninitializedShape: [stack.storageCount]) { buffer in
      buffer.initialize(repeating: 0)
      for entry in stack.entries {
        var offset = entry.parameterRange.lowerBound
        for specification in entry.specifications {
          var generator = root.split()
          let values = UnsafeMutableBufferPointer(rebasing: buffer[offset..<offset + specification.count])
          var span = values.mutableSpan
          specification.initializer.initialize(&span, shape: specification.shape, using: &generator)
          offset += specification.count
        }
      }
    }
  }

  /// The stack, or the reason why there is none.
  func builtStack(for operation: String) throws -> LayerStack {
    guard let stack else { throw LogitError.notBuilt(operation: operation) }
    return stack
  }

  /// Adds a layer at the end. A model that was built is built anew: all weights are drawn again.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an option that is out of range, or, if the shape of
  ///   the input is known, ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for a layer that does not fit; the
  ///   model is then unchanged.
  public mutating func add(_ layer: any Layer) throws {
    let input = declaredInput.map { [$0 as any Layer] } ?? []
    var model = try Sequential(input + configurations + [layer], name: name, seed: seed)
    model.compilation = compilation
    self = model
  }

  /// Removes the last layer. A model that was built is built anew: all weights are drawn again.
  ///
  /// - Returns: The layer, or `nil` if there was none.
  @discardableResult
  public mutating func pop() -> (any Layer)? {
    guard let last = configurations.popLast() else { return nil }
    // What is left was sound before, so there is nothing to check.
    stack = declaredInput == nil ? nil : stack?.droppingLast()
    parameters = stack.map { Self.initialParameters($0, seed: seed) } ?? Tensor([])
    optimizerState = OptimizerState()
    position = TrainingPosition()
    return last
  }
}

/// Collects the layers written in a ``Sequential``'s braces.
@resultBuilder
public enum LayerBuilder {
  /// One layer.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  /// Several layers, such as those of a function.
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  /// Layers one below the other.
  public static func buildBlock(_ layers: [any Layer]...) -> [any Layer] { layers.flatMap { $0 } }
  /// Layers of a `for` loop.
  public static func buildArray(_ layers: [[any Layer]]) -> [any Layer] { layers.flatMap { $0 } }
  /// Layers of an `if` without `else`.
  public static func buildOptional(_ layers: [any Layer]?) -> [any Layer] { layers ?? [] }
  /// Layers of an `if`.
  public static func buildEither(first layers: [any Layer]) -> [any Layer] { layers }
  /// Layers of an `else`.
  public static func buildEither(second layers: [any Layer]) -> [any Layer] { layers }
}
