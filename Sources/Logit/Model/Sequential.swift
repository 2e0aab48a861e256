/// A model whose layers are applied one after the other.
///
/// Describe the layers, compile with an optimizer and a loss, fit to data, predict:
///
///     var model = try Sequential {
///       Dense(1, inputShape: [1], activation: .sigmoid)
///     }
///     try model.compile(
///       optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])
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
/// Options are checked where the model is made: those of layers, and of the regularizers, constraints,
/// initializers and activations in them, by ``init(_:name:seed:)`` and ``add(_:)``, those of the optimizer,
/// its schedule, the loss and the metrics by ``compile(optimizer:loss:metrics:weightedMetrics:)``. One out of
/// range is an error that names the option, its value and the range:
///
///     try Sequential([Dense(-4)])  // Dense's units is -4, but must be a whole number, 1 or greater.
///
/// Whether layers fit together is checked as soon as the shape of the input is known, so there too if the
/// first layer tells it.
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

  var configurations: [any Layer]
  /// What was set after the model was made on layers that cannot hold it themselves, by position.
  var trainability: [Int: Bool] = [:]
  /// What the model knows of its input, from before or with the first layer.
  let declaredInput: Input?
  var stack: LayerStack?
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
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an option of a layer that is out of
  ///   range, or, if the shape of the input is known,
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for layers that do not fit together.
  public init(_ layers: [any Layer], name: String = "sequential", seed: UInt64? = nil) throws {
    try self.init(layers, name: name, seed: seed, drawsWeights: true)
  }

  /// - Parameter drawsWeights: Whether weights are drawn, or zeros since others take their place.
  package init(_ layers: [any Layer], name: String, seed: UInt64?, drawsWeights: Bool) throws {
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
    if declaredInput != nil && !configurations.isEmpty {
      try build(inputShape: nil, drawsWeights: drawsWeights)
    }
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

  /// Sets how the model will be trained and judged. Forgets what an earlier optimizer had kept, and lets take
  /// effect what was said of layers since (``ModelLayer/isTrainable``).
  ///
  /// - Parameters:
  ///   - optimizer: How gradients change the weights.
  ///   - loss: What training makes small.
  ///   - metrics: What else to report; `.accuracy` chooses the kind that fits the labels.
  ///   - weightedMetrics: What else to report with every row counted by its weight; one that is among the
  ///     metrics too is reported as `weighted_accuracy`.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an option out of range, or, once the
  ///   model is built, ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for a loss that does not fit
  ///   the last layer, such as a cross-entropy of probabilities after a layer without `.sigmoid` or
  ///   `.softmax`; the model is then unchanged.
  public mutating func compile(
    optimizer: any Optimizer, loss: any Loss, metrics: [any Metric] = [], weightedMetrics: [any Metric] = []
  ) throws {
    try compile(
      Compilation(optimizer: optimizer, loss: loss, metrics: metrics, weightedMetrics: weightedMetrics))
  }

  mutating func compile(_ compilation: Compilation) throws {
    try compilation.validate()
    if let stack { try compilation.validate(stack) }
    self.compilation = compilation
    applyTrainability()
    optimizerState = OptimizerState()
  }
}
