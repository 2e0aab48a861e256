/// A model whose layers are applied one after the other.
///
/// Describe the layers, compile with an optimizer and a loss, fit to data, predict:
///
///     var model = Sequential {
///       Dense(1, inputShape: [1], activation: .sigmoid)
///     }
///     model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])
///     let history = try model.fit(xs, labels, epochs: 30, batchSize: 32, verbose: .silent)
///     let curve = try model.predict(Tensor.linspace(-10, 10, count: 100))
///
/// A model is a value. A copy is a checkpoint: training one never changes the other, and assigning the copy
/// back restores weights, optimizer state and all. Copies share their memory until one of them is trained.
///
/// The words mean what they mean in Keras, and from the same weights and the same order of rows the numbers
/// are Keras's, step by step, to the rounding of `Float`.
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
  public init(_ layers: [any Layer], name: String = "sequential", seed: UInt64? = nil) {
    self.name = name
    self.seed = seed ?? UInt64.random(in: .min ... .max)
    if let input = layers.first as? Input {
      declaredInput = input
      configurations = Array(layers.dropFirst())
    } else {
      declaredInput = layers.first?.inputShape.map { Input(shape: $0) }
      configurations = layers
    }
    // A stack that cannot be built is no error yet: a layer may still be added. The first use tells.
    try? build()
  }

  /// Creates a model from layers written one below the other.
  ///
  ///     let model = Sequential(seed: 42) {
  ///       Input(shape: [2])
  ///       Dense(8, activation: .relu)
  ///       Dense(3, activation: .softmax)
  ///     }
  ///
  /// - Parameters:
  ///   - name: The model's name, `"sequential"` by default.
  ///   - seed: Where first weights and the order of rows come from; drawn from the system by default.
  ///   - layers: The layers in order; the first may be an ``Input``.
  public init(
    name: String = "sequential", seed: UInt64? = nil, @LayerBuilder layers: () throws -> [any Layer]
  ) rethrows {
    self.init(try layers(), name: name, seed: seed)
  }

  /// Sets how the model will be trained and judged. Forgets what an earlier optimizer had kept.
  ///
  /// - Parameters:
  ///   - optimizer: How gradients change the weights.
  ///   - loss: What training makes small.
  ///   - metrics: What else to report; `.accuracy` chooses the kind that fits the labels.
  ///   - weightedMetrics: What else to report with every row counted by its weight; one that is among the metrics too
  ///     is reported as `weighted_accuracy`.
  public mutating func compile(
    optimizer: any Optimizer, loss: any Loss, metrics: [any Metric] = [], weightedMetrics: [any Metric] = []
  ) {
    compilation = Compilation(
      optimizer: optimizer, loss: loss, metrics: metrics, weightedMetrics: weightedMetrics)
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
  /// - Throws: ``LogitError/notBuilt(operation:)`` when no shape is known, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` when layers do not fit together.
  public mutating func build(inputShape: [Int]? = nil) throws {
    guard stack == nil else { return }
    guard let shape = declaredInput?.inputShape ?? inputShape else {
      throw LogitError.notBuilt(operation: "build")
    }
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
    if let stack { return stack }
    guard let shape = declaredInput?.inputShape else { throw LogitError.notBuilt(operation: operation) }
    return try LayerStack(layers: configurations, inputShape: shape)
  }

  /// Adds a layer at the end. A model that was built is built anew: all weights are drawn again.
  public mutating func add(_ layer: any Layer) {
    self = rebuilt(with: configurations + [layer])
  }

  /// Removes the last layer. A model that was built is built anew: all weights are drawn again.
  ///
  /// - Returns: The layer, or `nil` if there was none.
  @discardableResult
  public mutating func pop() -> (any Layer)? {
    guard let last = configurations.last else { return nil }
    self = rebuilt(with: Array(configurations.dropLast()))
    return last
  }

  private func rebuilt(with layers: [any Layer]) -> Sequential {
    let input = declaredInput.map { [$0 as any Layer] } ?? []
    var model = Sequential(input + layers, name: name, seed: seed)
    model.compilation = compilation
    return model
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
