import Testing

@testable import Logit

/// Something with options, and the place in a model where it goes.
enum OptionOwner: Sendable {
  case layer(any Layer, inputShape: [Int]?)
  case regularizer(any Regularizer)
  case constraint(any Constraint)
  case initializer(any Initializer)
  case activation(any Activation)
  case loss(any Loss)
  case metric(any Metric)
  case optimizer(any Optimizer)
  case schedule(any LearningRateSchedule)

  private var object: any Sendable {
    switch self {
    case .layer(let layer, _): layer
    case .regularizer(let regularizer): regularizer
    case .constraint(let constraint): constraint
    case .initializer(let initializer): initializer
    case .activation(let activation): activation
    case .loss(let loss): loss
    case .metric(let metric): metric
    case .optimizer(let optimizer): optimizer
    case .schedule(let schedule): schedule
    }
  }

  /// As Keras writes it; `nil` for what Keras does not have.
  var serializable: (any KerasSerializable)? { object as? any KerasSerializable }

  /// Keras's name of the class, or the type's.
  var className: String {
    serializable.map { type(of: $0).kerasClassName } ?? String(describing: type(of: object))
  }

  var family: String {
    switch self {
    case .layer: "layer"
    case .regularizer: "regularizer"
    case .constraint: "constraint"
    case .initializer: "initializer"
    case .activation: "activation"
    case .loss: "loss"
    case .metric: "metric"
    case .optimizer: "optimizer"
    case .schedule: "schedule"
    }
  }

  /// The layers of a model that has it among them; none if it goes into `compile`.
  private var layers: [any Layer]? {
    switch self {
    case .layer(let layer, let inputShape): (inputShape.map { [Input(shape: $0)] } ?? []) + [layer]
    case .regularizer(let regularizer): [Dense(3, kernelRegularizer: regularizer)]
    case .constraint(let constraint): [Dense(3, kernelConstraint: constraint)]
    case .initializer(let initializer): [Dense(3, kernelInitializer: initializer)]
    case .activation(let activation): [Dense(3, activation: activation)]
    case .loss, .metric, .optimizer, .schedule: nil
    }
  }

  private var compilation: Compilation {
    var compilation = Compilation(optimizer: .sgd(), loss: .meanSquaredError, metrics: [])
    switch self {
    case .loss(let loss): compilation.loss = loss
    case .metric(let metric): compilation.metrics = [metric]
    case .optimizer(let optimizer): compilation.optimizer = optimizer
    case .schedule(let schedule): compilation.optimizer = .sgd(learningRate: schedule)
    default: break
    }
    return compilation
  }

  /// Makes a model with it, whose shapes are not known yet unless they have to be, and compiles it.
  func makeModel() throws {
    var model = try Sequential(layers ?? [Dense(3)])
    let compilation = compilation
    try model.compile(
      optimizer: compilation.optimizer, loss: compilation.loss, metrics: compilation.metrics)
  }

  /// What would be written of such a model: what Keras has, and Logit's own metrics.
  func kerasJSON() throws -> String {
    let registry = KerasRegistry<any Layer>.layers
    let layers = try (layers ?? [Dense(3)]).compactMap { $0 as? any KerasSerializable }
      .map { try registry.serialized($0) }
    let configuration =
      ["name": "sequential", "layers": .array(layers)] as JSON
    let model: JSON = [
      "class_name": "Sequential", "config": configuration, "compile_config": try compilation.kerasValue(),
      "logit": .object(try compilation.logitMembers()),
    ]
    return model.description
  }
}

/// One option out of its range.
struct OptionRow: Sendable, CustomTestStringConvertible {
  let option: String
  let value: String
  let owner: OptionOwner

  init(_ option: String, _ value: String, _ owner: OptionOwner) {
    (self.option, self.value, self.owner) = (option, value, owner)
  }

  var testDescription: String { "\(owner.className): \(option) \(value)" }
}
