import Foundation
import Testing

@testable import Logit

/// JSON keeps a model: each class of each family, with every option moved, comes back as it was and computes
/// the same.
@Suite struct RoundTripTests {
  // MARK: Every option

  /// The stored properties of a value and of structs in it, as text.
  static func leaves(_ value: Any, path: String = "") -> [String: String] {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .struct, !mirror.children.isEmpty else {
      return [path: String(describing: value)]
    }
    return mirror.children.reduce(into: [:]) { result, child in
      result.merge(leaves(child.value, path: "\(path)/\(child.label ?? "")")) { first, _ in first }
    }
  }

  /// What JSON does not hold of an object by itself, or what follows from its other options.
  private static let derived = [
    "/inputShape",  // the model's, written as its Input
    "/counts", "/classCount", "/outputCount", "/stepLength", "/mask", "/loss/reduction", "/loss/name",
    "/score/beta",
  ]

  /// Options that only another sample can move.
  private static let movedElsewhere: Set<String> = ["ExpectedCalibrationError/confidence"]

  /// What a class cannot be made without.
  private static let required: [String: JSON] = {
    let rate: JSON = 0.5
    return [
      "ExponentialDecay": ["initial_learning_rate": rate, "decay_steps": 7, "decay_rate": 0.9],
      "InverseTimeDecay": ["initial_learning_rate": rate, "decay_steps": 7, "decay_rate": 0.9],
      "PolynomialDecay": ["initial_learning_rate": rate, "decay_steps": 7],
      "CosineDecay": ["initial_learning_rate": rate, "decay_steps": 7],
      "CosineDecayRestarts": ["initial_learning_rate": rate, "first_decay_steps": 7],
      "PiecewiseConstantDecay": ["boundaries": [1], "values": [0.1, 0.2]],
      "PrecisionAtRecall": ["recall": 0.5], "RecallAtPrecision": ["precision": 0.5],
      "SensitivityAtSpecificity": ["specificity": 0.5], "SpecificityAtSensitivity": ["sensitivity": 0.5],
      "Reshape": ["target_shape": [1]], "Rescaling": ["scale": 7],
    ]
  }()

  private func expectMoved<Family>(_ objects: [Family], _ registry: KerasRegistry<Family>) throws {
    var seen: Set<String> = []
    for object in objects {
      let className = type(of: try registry.required(object)).kerasClassName
      seen.insert(className)
      let standard = try registry.make(named: className, Self.required[className] ?? [:])
      let (moved, before) = (Self.leaves(object), Self.leaves(standard))
      for (path, value) in before where moved[path] == value {
        let isKnown =
          path.isEmpty || Self.derived.contains { "\(path)/".contains("\($0)/") }
          || Self.movedElsewhere.contains(className + path)
        #expect(isKnown, "\(className)\(path) is at its default, \(value)")
      }
    }
    let missing = Set(registry.classNames).subtracting(seen).subtracting(["InputLayer"])
    #expect(missing.isEmpty, "\(registry.family)")
  }

  @Test("The samples cover every class and move every option")
  func samples() throws {
    try expectMoved(MovedOptions.layers, .layers)
    try expectMoved(MovedOptions.initializers, .initializers)
    try expectMoved(MovedOptions.regularizers, .regularizers)
    try expectMoved(MovedOptions.constraints, .constraints)
    try expectMoved(MovedOptions.losses, .losses)
    try expectMoved(MovedOptions.metrics, .metrics)
    try expectMoved(MovedOptions.optimizers, .optimizers)
    try expectMoved(MovedOptions.schedules, .schedules)
    let names = Set(MovedOptions.activations.map(\.name))
    let layers: Set = ["ReLU", "LeakyReLU", "ELU", "Softmax", "Activation"]
    #expect(Set(KerasRegistry<any Activation>.activations.classNames).subtracting(layers) == names)
  }

  private func expectSame<Family>(
    _ object: Family, _ write: (Family) throws -> JSON, _ read: (JSON) throws -> Family
  ) throws {
    let json = try write(object)
    let again = try read(JSON(json: json.description))
    #expect(try write(again) == json)
    #expect(Self.leaves(again) == Self.leaves(object), "\(type(of: object as Any))")
  }

  @Test("Every object is read back with every option as it was")
  func objects() throws {
    func all<Family>(_ objects: [Family], _ registry: KerasRegistry<Family>) throws {
      for object in objects {
        try expectSame(object, { try registry.value(of: $0) }, { try registry.make($0) })
      }
    }
    try all(MovedOptions.layers, .layers)
    try all(MovedOptions.initializers, .initializers)
    try all(MovedOptions.regularizers, .regularizers)
    try all(MovedOptions.constraints, .constraints)
    try all(MovedOptions.losses, .losses)
    try all(MovedOptions.metrics + MovedOptions.otherMetrics, .metrics)
    try all([ExpectedCalibrationError(confidence: .positiveClass)], .metrics)
    try all(MovedOptions.optimizers, .optimizers)
    try all(MovedOptions.schedules, .schedules)
    for activation in MovedOptions.activations {
      try expectSame(
        activation, { try $0.kerasValue },
        { try KerasRegistry<any Activation>.activations.activation(fromKeras: $0) })
    }
  }

  // MARK: Whole models

  /// Twelve rows of four whole numbers from 0 to 2, the last two of some rows 0.
  private static var x: Tensor<Float> {
    get throws {
      let numbers = (0..<48).map { (i: Int) -> Float in
        let isPadding = i % 4 > 1 && i % 3 == 0
        return isPadding ? 0 : Float((i * 7 + i / 5) % 3)
      }
      return try Tensor(numbers, shape: [12, 4])
    }
  }

  /// Compiles, writes, reads and trains both models, and compares them to the last bit.
  private func expectTwin(_ model: Sequential, _ x: Tensor<Float>, _ y: Tensor<Float>) throws {
    var model = model
    let text = try model.kerasJSON()
    var twin = try Sequential(kerasJSON: text, seed: 11)
    #expect(try twin.kerasJSON() == text)
    #expect(twin.weights == model.weights)
    let history = try model.fit(x, y, epochs: 3, batchSize: 5, verbose: .silent)
    let other = try twin.fit(x, y, epochs: 3, batchSize: 5, verbose: .silent)
    #expect(twin.weights == model.weights)
    #expect(history.names == other.names)
    for name in history.names { #expect(same(history[name], other[name]), "\(name)") }
    let (logs, otherLogs) = (try model.evaluate(x, y), try twin.evaluate(x, y))
    #expect(logs.names == otherLogs.names)
    for name in logs.names { #expect(same([logs[name] ?? .nan], [otherLogs[name] ?? .nan]), "\(name)") }
  }

  /// Equal to the bit, NaN included.
  private func same(_ first: [Double], _ second: [Double]) -> Bool {
    first.map(\.bitPattern) == second.map(\.bitPattern)
  }

  private func classes(_ encoding: LabelEncoding) throws -> Tensor<Float> {
    let labels = (0..<12).map { $0 * 5 % 3 }
    guard encoding == .perOutput else { return Tensor(labels.map { Float($0) }) }
    return try Tensor(labels.flatMap { label in (0..<3).map { $0 == label ? 1 : 0 } }, shape: [12, 3])
  }

  /// Some parts, such as the exponential and a kernel of ones, make outputs and gradients so large that only
  /// clipping keeps every model finite.
  private func head(_ layers: [any Layer], shape: [Int] = [4]) throws -> Sequential {
    var model = try Sequential([Input(shape: shape)] + layers, seed: 11)
    try model.compile(
      optimizer: SGD(learningRate: 0.125, options: OptimizerOptions(clipping: .norm(0.25))),
      loss: .meanSquaredError)
    return model
  }

  @Test("Models of every layer train and evaluate the same", arguments: MovedOptions.layers.indices)
  func layers(_ index: Int) throws {
    let layer = MovedOptions.layers[index]
    var (shape, following): ([Int], [any Layer]) = ([4], [Dense(1)])
    if layer is GlobalAveragePooling1D || layer is Masking { shape = [2, 2] }
    if layer is Embedding || layer is Reshape || layer is GlobalAveragePooling1D || layer is Masking {
      following = [Flatten(), Dense(1)]
    }
    let x = try Self.x.reshaped([12] + shape)
    try expectTwin(head([layer] + following, shape: shape), x, Tensor((0..<12).map { Float($0 % 3) }))
  }

  @Test("Masked models train and evaluate the same")
  func masks() throws {
    let y = Tensor((0..<12).map { Float($0 % 3) })
    try expectTwin(
      head([Masking(), GlobalAveragePooling1D(), Dense(1)], shape: [2, 2]), Self.x.reshaped([12, 2, 2]), y)
  }

  @Test("Models of every part of a layer train and evaluate the same")
  func parts() throws {
    let y = Tensor((0..<12).map { Float($0 % 3) })
    var layers: [[any Layer]] = MovedOptions.activations.map { [Dense(4, activation: $0), Dense(1)] }
    layers += MovedOptions.initializers.map { [Dense(4, kernelInitializer: $0), Dense(1)] }
    layers += MovedOptions.regularizers.map { [Dense(4, kernelRegularizer: $0), Dense(1)] }
    layers += MovedOptions.constraints.map { [Dense(4, kernelConstraint: $0), Dense(1)] }
    layers.append([Embedding(3, 2), Flatten(), Dense(1)])
    for layers in layers { try expectTwin(head(layers), Self.x, y) }
  }

  @Test("Models of every loss train and evaluate the same", arguments: MovedOptions.losses.indices)
  func losses(_ index: Int) throws {
    let loss = MovedOptions.losses[index]
    let isOfLogits = Self.leaves(loss)["/fromLogits"] == "true"
    var model = try Sequential(
      [Dense(3, activation: isOfLogits ? .linear : .sigmoid, inputShape: [4])], seed: 11)
    try model.compile(optimizer: .sgd(learningRate: 0.0625), loss: loss)
    try expectTwin(model, Self.x, classes(loss.labelEncoding))
  }

  @Test("Models of every metric report the same")
  func metrics() throws {
    for metric in MovedOptions.metrics + MovedOptions.otherMetrics {
      let isSparse = "\(type(of: metric))".contains("Sparse")
      let encoding: LabelEncoding = isSparse ? .classIndex : .perOutput
      var model = try Sequential([Dense(3, activation: .softmax, inputShape: [4])], seed: 11)
      try model.compile(
        optimizer: .sgd(learningRate: 0.125),
        loss: isSparse ? .sparseCategoricalCrossentropy as any Loss : .categoricalCrossentropy,
        metrics: [metric], weightedMetrics: [BrierScore(name: "weighted")])
      try expectTwin(model, Self.x, classes(encoding))
    }
  }

  @Test("Models of every optimizer and schedule train the same")
  func optimizers() throws {
    let scheduled = MovedOptions.schedules.map { SGD(learningRate: $0) as any Optimizer }
    for optimizer in MovedOptions.optimizers + MovedOptions.otherOptimizers + scheduled {
      var model = try Sequential([Dense(3, activation: .softmax, inputShape: [4])], seed: 11)
      try model.compile(optimizer: optimizer, loss: .categoricalCrossentropy)
      try expectTwin(model, Self.x, classes(.perOutput))
    }
  }

  // MARK: What Keras has no place for

  @Test("What Keras cannot hold stands in members that it reads past")
  func ownMembers() throws {
    var model = try Sequential([Dense(1, activation: .sigmoid, inputShape: [4])], seed: 1)
    try model.compile(
      optimizer: .adam(options: OptimizerOptions(weightDecay: 0.5).excludeFromWeightDecay("bias")),
      loss: .huber(delta: 0.25), metrics: [.auc, .logLoss, Accuracy(name: "hits"), .recall],
      weightedMetrics: [.brierScore])
    let json = try JSON(json: model.kerasJSON())
    let compile = json["compile_config"]
    #expect(compile?["loss"]?["logit"] == ["delta": 0.25])
    #expect(compile?["loss"]?["config"]?["delta"] == nil)
    #expect(compile?["optimizer"]?["logit"] == ["excluded_from_weight_decay": ["bias"]])
    // Keras gets what it has: an approximate area, its own accuracy, and no log loss.
    let metrics = compile?["metrics"]?.array ?? []
    #expect(metrics.map { $0["class_name"] ?? $0 } == ["AUC", "accuracy", "Recall"])
    #expect(metrics.first?["logit"] == ["exact": true])
    #expect(compile?["weighted_metrics"] == .null)
    let own = json["logit"]?["metrics"]?.array ?? []
    #expect(own.map { $0["class_name"] } == ["AUC", "LogLoss", "AdaptiveAccuracy", "Recall"])
    #expect(own[1]["module"] == "logit.metrics" && own[1]["registered_name"] == "logit>LogLoss")
    #expect(json["logit"]?["weighted_metrics"]?.array?.count == 1)
    let read = try Sequential(kerasJSON: json.description)
    let found = try #require(read.compilation)
    #expect(found.metrics.map(\.name) == ["auc", "log_loss", "hits", "recall"])
    #expect((found.metrics[0] as? AUC)?.approximation == nil)
    #expect((found.loss as? Huber)?.delta == 0.25)
    #expect(found.optimizer.options.excludedFromWeightDecay == ["bias"])
    #expect(found.weightedMetrics.map(\.name) == ["brier_score"])
    // For `check_roundtrip.py`, which has Keras read what was written here.
    guard let folder = ProcessInfo.processInfo.environment["LOGIT_WRITTEN_JSON"] else { return }
    try Data(json.description.utf8).write(to: URL(fileURLWithPath: "\(folder)/own-members.json"))
  }

  @Test("What Keras holds is written without a member of Logit's own")
  func noOwnMembers() throws {
    var model = try Sequential([Dense(1, activation: .sigmoid, inputShape: [4])], seed: 1)
    try model.compile(
      optimizer: .adam, loss: .huber, metrics: [.accuracy, .auc(approximation: .keras()), .r2Score])
    // With the quote, since Keras's own options include "from_logits".
    #expect(try !model.kerasJSON().contains("\"logit"))
  }

  // MARK: Parts of one's own

  struct OwnInitializer: Initializer {
    func initialize(
      _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
    ) {
      values.update(repeating: 1)
    }
  }

  struct OwnRegularizer: Regularizer {
    func penalty(_ values: Span<Float>, shape: [Int]) -> Float { 0 }
    func addGradient(
      _ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>
    ) {}
  }

  struct OwnConstraint: Constraint {
    func project(_ values: inout MutableSpan<Float>, shape: [Int]) {}
  }

  struct OwnActivation: Activation {
    let name = "relu"
    func apply(to values: inout MutableSpan<Float>, columns: Int) {}
    func backpropagate(
      input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
    ) {}
  }

  struct OwnSchedule: LearningRateSchedule {
    func learningRate(step: Int) -> Float { 0.5 }
  }

  @Test(
    "A part of one's own is refused by name when the model is written",
    arguments: [
      (Dense(1, inputShape: [1], kernelInitializer: OwnInitializer()), "The initializer OwnInitializer"),
      (Dense(1, inputShape: [1], kernelRegularizer: OwnRegularizer()), "The regularizer OwnRegularizer"),
      (Dense(1, inputShape: [1], biasConstraint: OwnConstraint()), "The constraint OwnConstraint"),
      (Dense(1, inputShape: [1], activation: OwnActivation()), "The activation relu"),
    ])
  func ownParts(_ layer: Dense, _ name: String) throws {
    let model = try Sequential([layer])
    let error = #expect(throws: LogitError.self) { try model.kerasJSON() }
    #expect(
      error?.description
        == "\(name) of layer dense cannot be written as Keras's JSON: the type does not conform "
        + "to KerasSerializable, so its options are not known.")
  }

  @Test("So are layers, losses, metrics, optimizers and schedules of one's own")
  func ownObjects() throws {
    func message(_ optimizer: any Optimizer, _ loss: any Loss, _ metric: any Metric) throws -> String {
      var model = try Sequential([Dense(1, inputShape: [1])])
      try model.compile(optimizer: optimizer, loss: loss, metrics: [metric])
      do {
        return try model.kerasJSON()
      } catch {
        return "\(error)"
      }
    }
    let end =
      " cannot be written as Keras's JSON: the type does not conform to KerasSerializable, so its options "
      + "are not known."
    #expect(
      try message(.sgd(learningRate: OwnSchedule()), .meanSquaredError, .recall)
        == "The schedule OwnSchedule" + end)
    #expect(try message(.sgd, ModelJSONTests.OwnLoss(), .recall) == "The loss own" + end)
  }
}
