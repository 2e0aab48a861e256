import Testing

@testable import Logit

/// That ``OptionTable`` is complete, by what Keras's JSON holds of each class.
@Suite struct OptionCoverage {
  /// Each class with a range, with options that are numbers wherever they may be absent.
  static let sound: [OptionOwner] = layers + parts + activations + losses + metrics + optimizers + schedules

  /// Classes whose options have no range.
  private static let withoutRanges: [String: Set<String>] = [
    "layer": ["Flatten", "GlobalAveragePooling1D", "Identity"], "regularizer": [], "constraint": ["NonNeg"],
    "initializer": [
      "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform", "Ones",
      "Zeros",
    ],
    "activation": [
      "exponential", "gelu", "hard_sigmoid", "hard_silu", "hard_tanh", "linear", "log_sigmoid",
      "log_softmax", "mish", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus", "softsign",
      "sparse_plus", "sparse_sigmoid", "sparsemax", "tanh", "tanh_shrink",
      // Layers that stand for an activation: other names of classes in the table.
      "ReLU", "LeakyReLU", "ELU", "Softmax", "Activation",
    ],
    "loss": [
      "CategoricalHinge", "CosineSimilarity", "Hinge", "KLDivergence", "LogCosh", "MeanAbsoluteError",
      "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "Poisson",
      "SparseCategoricalCrossentropy", "SquaredHinge",
    ],
    "metric": [
      "AdaptiveAccuracy", "BrierScore", "CategoricalAccuracy", "CategoricalHinge", "CosineSimilarity",
      "Hinge",
      "KLDivergence", "LogCoshError", "LogLoss",
      "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError",
      "Poisson", "RootMeanSquaredError", "SparseCategoricalAccuracy", "SparseCategoricalCrossentropy",
      "SquaredHinge",
    ],
    "optimizer": [], "schedule": [],
  ]

  /// Numbers of which any will do, and axes that Keras lets one choose but of which Logit has one.
  private static let free: Set<String> = [
    "Orthogonal.seed", "Normalization.axis", "BinaryCrossentropy.axis", "BinaryFocalCrossentropy.axis",
    "CategoricalCrossentropy.axis", "CategoricalFocalCrossentropy.axis",
  ]

  private static let registered: [String: [String]] = [
    "layer": KerasRegistry<any Layer>.layers.classNames,
    "regularizer": KerasRegistry<any Regularizer>.regularizers.classNames,
    "constraint": KerasRegistry<any Constraint>.constraints.classNames,
    "initializer": KerasRegistry<any Initializer>.initializers.classNames,
    "activation": KerasRegistry<any Activation>.activations.classNames,
    "loss": KerasRegistry<any Loss>.losses.classNames, "metric": KerasRegistry<any Metric>.metrics.classNames,
    "optimizer": KerasRegistry<any Optimizer>.optimizers.classNames,
    "schedule": KerasRegistry<any LearningRateSchedule>.schedules.classNames,
  ]

  @Test(
    "Every class that is registered has rows in the table, or no ranges", arguments: registered.keys.sorted())
  func classes(_ family: String) throws {
    let owners = OptionTable.rows.map(\.owner).filter { $0.family == family && $0.serializable != nil }
    let inTable = Set(owners.map(\.className))
    let withoutRanges = try #require(Self.withoutRanges[family])
    #expect(inTable.isDisjoint(with: withoutRanges))
    #expect(try inTable.union(withoutRanges) == Set(#require(Self.registered[family])))
    let sound = Self.sound.filter { $0.family == family && $0.serializable != nil }.map(\.className)
    #expect(Set(sound).union(family == "layer" ? ["InputLayer"] : []) == inTable)
  }

  @Test("Every option that is a number has a row in the table", arguments: sound.indices)
  func numbers(_ index: Int) throws {
    let owner = Self.sound[index]
    guard let sound = owner.serializable else { return }
    let rows = OptionTable.rows.filter {
      $0.owner.family == owner.family && $0.owner.className == owner.className
    }
    let configurations = try rows.map { Self.flat(try $0.owner.serializable?.kerasConfiguration ?? []) }
    for member in Self.flat(try sound.kerasConfiguration) where Self.isNumber(member.value) {
      guard !Self.free.contains("\(owner.className).\(member.name)") else { continue }
      let isCovered = configurations.contains { configuration in
        configuration.contains { $0.name == member.name && $0.value != member.value }
      }
      #expect(isCovered, "\(owner.className)'s \(member.name) has no row")
    }
  }

  /// The members, those of objects of bounds such as `renorm_clipping` among them.
  private static func flat(_ members: [JSON.Member]) -> [JSON.Member] {
    members.flatMap { member -> [JSON.Member] in
      if member.name == "renorm_clipping", case .object(let inner) = member.value { inner } else { [member] }
    }
  }

  private static func isNumber(_ value: JSON) -> Bool {
    switch value {
    case .integer, .number: true
    case .array(let values): values.contains { isNumber($0) }
    default: false
    }
  }

  // MARK: Sound options

  private static let renormalization = BatchRenormalization(
    largestScale: 3, smallestScale: 0.3, largestShift: 5, momentum: 0.9)

  private static let layers: [OptionOwner] = [
    .layer(Dense(3), inputShape: nil), .layer(ActivationLayer(.celu(alpha: 2)), inputShape: nil),
    .layer(ReLULayer(maxValue: 6, negativeSlope: 0.1, threshold: 1), inputShape: nil),
    .layer(LeakyReLULayer(), inputShape: nil), .layer(ELULayer(), inputShape: nil),
    .layer(PReLU(sharedAxes: [1]), inputShape: [3]), .layer(SoftmaxLayer(axis: 1), inputShape: [3]),
    .layer(Dropout(1, noiseShape: [1, 3]), inputShape: [3]), .layer(GaussianNoise(0), inputShape: nil),
    .layer(ActivityRegularization(l1: 0, l2: 1), inputShape: nil),
    .layer(BatchNormalization(renormalization: renormalization), inputShape: nil),
    .layer(LayerNormalization(), inputShape: nil), .layer(RMSNormalization(), inputShape: nil),
    .layer(UnitNormalization(), inputShape: [3]),
    .layer(Normalization(mean: 1, variance: 0), inputShape: nil),
    .layer(Rescaling(2, offset: -1), inputShape: nil), .layer(Reshape([-1, 2]), inputShape: nil),
    .layer(Embedding(1 << 24, 1), inputShape: nil),
    .layer(AlphaDropout(0, noiseShape: [1, 3]), inputShape: [3]),
    .layer(GroupNormalization(groups: 3), inputShape: [3]), .layer(Masking(maskValue: -1), inputShape: nil),
    .layer(CategoryEncodingLayer(1), inputShape: nil),
  ]

  private static let parts: [OptionOwner] = [
    .regularizer(.l1(0)), .regularizer(.l2(0)), .regularizer(.l1l2(l1: 1, l2: 1)),
    .regularizer(OrthogonalRegularizer(factor: 0)), .constraint(MaxNorm()),
    .constraint(MinMaxNorm(rate: 0.5)),
    .constraint(UnitNorm()), .initializer(Constant(-1)), .initializer(Identity(gain: 2)),
    .initializer(Orthogonal(gain: 2, seed: 3)), .initializer(RandomNormal(mean: 1, stddev: 0)),
    .initializer(RandomUniform(minval: 0.05)), .initializer(TruncatedNormal()),
    .initializer(VarianceScaling(scale: 2)),
  ]

  private static let activations: [OptionOwner] = [
    .activation(.celu(alpha: 2)), .activation(.elu(alpha: 0)), .activation(.hardShrink(threshold: 0)),
    .activation(.softShrink(threshold: 0)), .activation(.leakyRelu(negativeSlope: -1)),
    .activation(.squareplus(b: 0)), .activation(.relu(negativeSlope: 1, maxValue: 0, threshold: -1)),
    .activation(.threshold(threshold: -1, defaultValue: -2)),
  ]

  private static let losses: [OptionOwner] = [
    .loss(.binaryCrossentropy(labelSmoothing: 1)),
    .loss(BinaryFocalCrossentropy(alpha: 1, gamma: 0, labelSmoothing: 1)),
    .loss(.categoricalCrossentropy(labelSmoothing: 1)),
    .loss(CategoricalFocalCrossentropy(alpha: [1, 0, 0], gamma: 0, labelSmoothing: 1)),
    .loss(CategoricalGeneralizedCrossEntropy(q: 0.01)), .loss(Dice(axis: -1)), .loss(Huber(delta: 0.1)),
    .loss(Tversky(alpha: 0, beta: 0, axis: 1)),
  ]

  private static let metrics: [OptionOwner] = [
    .metric(.binaryAccuracy(threshold: -3)), .metric(.precision(thresholds: [0, 1], topK: 1, classID: 0)),
    .metric(.recall(thresholds: [0, 1], topK: 1, classID: 0)), .metric(.truePositives(thresholds: [1])),
    .metric(.trueNegatives(thresholds: [1])), .metric(.falsePositives(thresholds: [1])),
    .metric(.falseNegatives(thresholds: [1])), .metric(.precisionAtRecall(1, thresholdCount: 1, classID: 0)),
    .metric(.recallAtPrecision(1, thresholdCount: 1, classID: 0)),
    .metric(.sensitivityAtSpecificity(0, thresholdCount: 1, classID: 0)),
    .metric(.specificityAtSensitivity(0, thresholdCount: 1, classID: 0)),
    .metric(
      AUC(
        approximation: .keras(thresholdCount: 2), multiLabel: true, labelCount: 3, labelWeights: [0, 1, 2])),
    .metric(.auc(approximation: .thresholds([0, 1]))), .metric(.topKCategoricalAccuracy(k: 1)),
    .metric(.sparseTopKCategoricalAccuracy(k: 1)), .metric(.f1Score(threshold: 1)),
    .metric(.fBetaScore(beta: 0.1, threshold: 1)), .metric(.binaryCrossentropy(labelSmoothing: 1)),
    .metric(.categoricalCrossentropy(labelSmoothing: 1)), .metric(ExpectedCalibrationError(binCount: 1)),
    .metric(.r2Score(regressorCount: 0)),
    .metric(.matthewsCorrelation(threshold: -1)),
  ]

  private static let optimizers: [OptionOwner] = OptionTable.optimizerMakers.map {
    .optimizer(
      $0(
        1.0,
        OptimizerOptions(
          weightDecay: 0, clipping: .norm(1), averaging: MovingAverage(momentum: 1, overwriteFrequency: 1),
          gradientAccumulationSteps: 2, lossScaleFactor: 1)))
  }

  private static let schedules: [OptionOwner] = [
    .schedule(.exponentialDecay(0, decaySteps: 1, decayRate: 0)),
    .schedule(.inverseTimeDecay(0, decaySteps: 1, decayRate: 0)),
    .schedule(.piecewiseConstantDecay(boundaries: [1], values: [0, 1])),
    .schedule(PolynomialDecay(0, decaySteps: 1, endLearningRate: 0, power: 0.1)),
    .schedule(CosineDecay(0, decaySteps: 1, alpha: 1, warmupTarget: 0, warmupSteps: 0)),
    .schedule(CosineDecayRestarts(0, firstDecaySteps: 1, periodFactor: 1, rateFactor: 0, alpha: 1)),
  ]

  // MARK: Parts

  /// Every place for a regularizer, constraint, initializer or activation, with one that is out of range in
  /// it.
  static let layersWithParts: [any Layer] = {
    let (regularizer, constraint, initializer): (any Regularizer, any Constraint, any Initializer) = (
      .l1(-1), MaxNorm(maxValue: 0), Constant(.nan)
    )
    return [
      Dense(3, activation: .celu(alpha: 0)), Dense(3, kernelInitializer: initializer),
      Dense(3, biasInitializer: initializer), Dense(3, kernelRegularizer: regularizer),
      Dense(3, biasRegularizer: regularizer), Dense(3, activityRegularizer: regularizer),
      Dense(3, kernelConstraint: constraint), Dense(3, biasConstraint: constraint),
      ActivationLayer(.celu(alpha: 0)), PReLU(alphaInitializer: initializer),
      PReLU(alphaRegularizer: regularizer), PReLU(alphaConstraint: constraint),
      BatchNormalization(betaInitializer: initializer), BatchNormalization(gammaInitializer: initializer),
      BatchNormalization(movingMeanInitializer: initializer),
      BatchNormalization(movingVarianceInitializer: initializer),
      BatchNormalization(betaRegularizer: regularizer), BatchNormalization(gammaRegularizer: regularizer),
      BatchNormalization(betaConstraint: constraint), BatchNormalization(gammaConstraint: constraint),
      LayerNormalization(betaInitializer: initializer), LayerNormalization(gammaInitializer: initializer),
      LayerNormalization(betaRegularizer: regularizer), LayerNormalization(gammaRegularizer: regularizer),
      LayerNormalization(betaConstraint: constraint), LayerNormalization(gammaConstraint: constraint),
      Embedding(2, 2, embeddingsInitializer: initializer),
      Embedding(2, 2, embeddingsRegularizer: regularizer),
      Embedding(2, 2, embeddingsConstraint: constraint), Embedding(2, 2, activityRegularizer: regularizer),
      GroupNormalization(betaInitializer: initializer), GroupNormalization(gammaInitializer: initializer),
      GroupNormalization(betaRegularizer: regularizer), GroupNormalization(gammaRegularizer: regularizer),
      GroupNormalization(betaConstraint: constraint), GroupNormalization(gammaConstraint: constraint),
    ]
  }()
}
