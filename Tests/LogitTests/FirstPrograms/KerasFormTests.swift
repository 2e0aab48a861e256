import Logit
import Testing

/// What someone who knows Keras types first, as they type it: that it compiles is most of the test.
@Suite struct KerasFormTests {
  static let xs: [[Float]] = [[0, 1], [1, 0], [2, 1], [3, 0], [4, 1], [5, 0], [6, 1], [7, 0]]
  static let labels = [0, 0, 0, 0, 1, 1, 1, 1]

  static func model(units: Int = 1) throws -> Sequential {
    var model = try Sequential(seed: 1) {
      Dense(units, activation: .sigmoid, inputShape: [2])
    }
    try model.compile(optimizer: .adam, loss: .binaryCrossentropy, metrics: [.accuracy])
    return model
  }

  @Test("The shape of the input stands before or after the activation")
  func orderOfLabels() throws {
    let first = Dense(1, inputShape: [3], activation: .sigmoid, useBias: false, name: "a")
    let second = Dense(1, activation: .sigmoid, inputShape: [3], useBias: false, name: "a")
    #expect(try first.kerasConfiguration == second.kerasConfiguration)
    #expect(second.inputShape == [3] && second.name == "a")
    #expect(try Sequential([Dense(2, activation: .softmax, inputShape: [3])]).isBuilt)
  }

  @Test("Every optimizer goes without parentheses")
  func optimizers() throws {
    let bare: [any Optimizer] = [
      .sgd, .adam, .adamW, .rmsprop, .adagrad, .adadelta, .adamax, .nadam, .ftrl, .lion, .lamb,
    ]
    let called: [any Optimizer] = [
      .sgd(), .adam(), .adamW(), .rmsprop(), .adagrad(), .adadelta(), .adamax(), .nadam(), .ftrl(), .lion(),
      .lamb(),
    ]
    #expect(bare.count == Optimizers.names.count)
    for (bare, called) in zip(bare, called) {
      #expect(Self.configuration(bare) == Self.configuration(called))
    }
    var model = try Self.model()
    for optimizer in bare { try model.compile(optimizer: optimizer, loss: .binaryCrossentropy) }
  }

  @Test("A learning rate is a number of any type")
  func learningRates() throws {
    let rate: Float = 0.5
    for optimizer in [.sgd(learningRate: 1), .sgd(learningRate: rate), .sgd(learningRate: 0.25)] as [SGD] {
      var model = try Self.model()
      try model.compile(optimizer: optimizer, loss: .binaryCrossentropy)
      try model.setLearningRate(model.learningRate / 2)
      #expect(try model.learningRate == Double(optimizer.learningRate.constant ?? 0) / 2)
    }
    #expect(SGD(learningRate: 1) == SGD(learningRate: 1.0))
    #expect(SGD(learningRate: 1) != SGD(learningRate: 2))
    #expect(
      throws: LogitError.invalidOption(
        name: "SGD's learningRate", value: "-1.0", expected: "finite and not negative")
    ) {
      try SGD(learningRate: -1).validate()
    }
  }

  @Test("Every loss goes without parentheses, and with them")
  func losses() {
    let bare: [any Loss] = [
      .binaryCrossentropy, .binaryFocalCrossentropy, .categoricalCrossentropy, .categoricalFocalCrossentropy,
      .categoricalGeneralizedCrossEntropy, .categoricalHinge, .cosineSimilarity, .dice, .hinge, .huber,
      .klDivergence, .logCosh, .meanAbsoluteError, .meanAbsolutePercentageError, .meanSquaredError,
      .meanSquaredLogarithmicError, .poisson, .sparseCategoricalCrossentropy, .squaredHinge, .tversky,
    ]
    let called: [any Loss] = [
      .binaryCrossentropy(), .binaryFocalCrossentropy(), .categoricalCrossentropy(),
      .categoricalFocalCrossentropy(), .categoricalGeneralizedCrossEntropy(), .categoricalHinge(),
      .cosineSimilarity(), .dice(), .hinge(), .huber(), .klDivergence(), .logCosh(), .meanAbsoluteError(),
      .meanAbsolutePercentageError(), .meanSquaredError(), .meanSquaredLogarithmicError(), .poisson(),
      .sparseCategoricalCrossentropy(), .squaredHinge(), .tversky(),
    ]
    for (bare, called) in zip(bare, called) {
      #expect(Self.configuration(bare) == Self.configuration(called))
    }
  }

  @Test("Every metric whose options all have defaults goes without parentheses, and with them")
  func metrics() throws {
    let bare: [any Metric] = [
      .auc, .binaryAccuracy, .expectedCalibrationError, .f1Score, .fBetaScore, .falseNegatives,
      .falsePositives, .matthewsCorrelation, .precision, .recall, .sparseTopKCategoricalAccuracy,
      .topKCategoricalAccuracy, .trueNegatives, .truePositives, .binaryCrossentropy,
      .categoricalCrossentropy, .sparseCategoricalCrossentropy,
    ]
    let called: [any Metric] = [
      .auc(), .binaryAccuracy(), .expectedCalibrationError(), .f1Score(), .fBetaScore(), .falseNegatives(),
      .falsePositives(), .matthewsCorrelation(), .precision(), .recall(), .sparseTopKCategoricalAccuracy(),
      .topKCategoricalAccuracy(), .trueNegatives(), .truePositives(), .binaryCrossentropy(),
      .categoricalCrossentropy(), .sparseCategoricalCrossentropy(),
    ]
    for (bare, called) in zip(bare, called) {
      #expect(bare.name == called.name && Self.configuration(bare) == Self.configuration(called))
    }
    let others: [any Metric] = [
      .accuracy, .categoricalAccuracy, .sparseCategoricalAccuracy, .logLoss, .brierScore,
      .rootMeanSquaredError, .hinge, .meanSquaredError, .meanAbsoluteError,
    ]
    #expect(others.count == 9)
    var model = try Self.model()
    try model.compile(optimizer: .adam, loss: .binaryCrossentropy, metrics: [.auc, .recall, .precision])
    #expect(try model.evaluate(Self.xs, Self.labels)["auc"] != nil)
  }

  @Test("Every activation whose options all have defaults goes without parentheses, and with them")
  func activations() {
    let bare: [any Activation] = [
      .celu, .elu, .gelu, .hardShrink, .leakyRelu, .relu, .softShrink, .squareplus,
    ]
    let called: [any Activation] = [
      .celu(), .elu(), .gelu(), .hardShrink(), .leakyRelu(), .relu(), .softShrink(), .squareplus(),
    ]
    for (bare, called) in zip(bare, called) {
      #expect(bare.name == called.name && Self.configuration(bare) == Self.configuration(called))
    }
    let layers: [any Layer] = [Dense(2, activation: .elu()), Dense(2, activation: .elu)]
    #expect(layers.count == 2)
  }

  @Test("Initializers, regularizers and constraints go without parentheses, and with them")
  func partsOfLayers() {
    let initializers: [(any Initializer, any Initializer)] = [
      (.constant, .constant()), (.identity, .identity()), (.orthogonal, .orthogonal()),
      (.randomNormal, .randomNormal()), (.randomUniform, .randomUniform()),
      (.truncatedNormal, .truncatedNormal()), (.varianceScaling, .varianceScaling()),
      (.glorotNormal, .glorotNormal()), (.glorotUniform, .glorotUniform()), (.heNormal, .heNormal()),
      (.heUniform, .heUniform()), (.lecunNormal, .lecunNormal()), (.lecunUniform, .lecunUniform()),
    ]
    for (bare, called) in initializers { #expect(Self.configuration(bare) == Self.configuration(called)) }
    let regularizers: [(any Regularizer, any Regularizer)] = [
      (.l1, .l1()), (.l2, .l2()), (.l1l2, .l1l2()), (.orthogonal, .orthogonal()),
    ]
    for (bare, called) in regularizers { #expect(Self.configuration(bare) == Self.configuration(called)) }
    let constraints: [(any Constraint, any Constraint)] = [
      (.maxNorm, .maxNorm()), (.minMaxNorm, .minMaxNorm()), (.unitNorm, .unitNorm()),
    ]
    for (bare, called) in constraints { #expect(Self.configuration(bare) == Self.configuration(called)) }
    let layer = Dense(
      2, activation: .relu, kernelInitializer: .randomNormal, kernelRegularizer: .l2,
      kernelConstraint: .maxNorm)
    #expect(layer.units == 2)
  }

  @Test("A schedule, a callback, a split and Keras's numbers for verbose")
  func everyday() throws {
    var model = try Self.model()
    try model.compile(
      optimizer: .sgd(learningRate: .exponentialDecay(0.1, decaySteps: 10, decayRate: 0.9), momentum: 0.9),
      loss: .binaryCrossentropy, metrics: [.accuracy, .auc])
    let stopping = try EarlyStopping(monitor: "loss", patience: 3)
    let history = try model.fit(
      Self.xs, Self.labels, epochs: 3, batchSize: 4, verbose: 0, callbacks: [stopping], validationSplit: 0.25)
    #expect(history.history["val_loss"] == history["val_loss"] && history.history["loss"]?.count == 3)
    #expect(history.history.count == history.names.count)
  }

  /// What Keras would write for a part.
  private static func configuration(_ part: Any) -> [JSON.Member]? {
    try? (part as? any KerasSerializable)?.kerasConfiguration
  }
}
