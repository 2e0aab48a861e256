@testable import Logit

/// Every option that has a range, out of it, for every class of every family.
enum OptionTable {
  static let rows =
    layers + parts + activations + losses + metrics + optimizers + commonOptimizerOptions + schedules

  // MARK: Layers

  private static func layer(
    _ option: String, _ value: String, _ layer: any Layer, _ inputShape: [Int]? = nil
  ) -> OptionRow { OptionRow(option, value, .layer(layer, inputShape: inputShape)) }

  private static let layers: [OptionRow] = [
    layer("shape", "[0]", Input(shape: [0])), layer("shape", "[]", Input(shape: [])),
    layer("units", "-4", Dense(-4)), layer("alpha", "0.0", ActivationLayer(.celu(alpha: 0))),
    layer("maxValue", "-1.0", ReLULayer(maxValue: -1)),
    layer("negativeSlope", "-1.0", ReLULayer(negativeSlope: -1)),
    layer("threshold", "-1.0", ReLULayer(threshold: -1)),
    layer("negativeSlope", "-1.0", LeakyReLULayer(negativeSlope: -1)),
    layer("alpha", "nan", ELULayer(alpha: .nan)),
    layer("sharedAxes", "[2]", PReLU(sharedAxes: [2]), [3]),
    layer("axis", "0", SoftmaxLayer(axis: 0), [3]),
    layer("rate", "1.5", Dropout(1.5)), layer("rate", "nan", Dropout(.nan)),
    layer("noiseShape", "[\"2\", \"1\"]", Dropout(0.5, noiseShape: [2, 1]), [3]),
    layer("standardDeviation", "-0.1", GaussianNoise(-0.1)),
    layer("l1", "-1.0", ActivityRegularization(l1: -1)),
    layer("l2", "inf", ActivityRegularization(l2: .infinity)),
    layer("axis", "2", BatchNormalization(axis: 2), [3]),
    layer("momentum", "2.0", BatchNormalization(momentum: 2)),
    layer("epsilon", "0.0", BatchNormalization(epsilon: 0)),
    layer(
      "renormalization.momentum", "-1.0",
      BatchNormalization(renormalization: BatchRenormalization(momentum: -1))),
    layer(
      "renormalization.largestScale", "-3.0",
      BatchNormalization(renormalization: BatchRenormalization(largestScale: -3))),
    layer(
      "renormalization.smallestScale", "nan",
      BatchNormalization(renormalization: BatchRenormalization(smallestScale: .nan))),
    layer(
      "renormalization.largestShift", "-5.0",
      BatchNormalization(renormalization: BatchRenormalization(largestShift: -5))),
    layer("axis", "0", LayerNormalization(axis: [0]), [3]),
    layer("epsilon", "-1.0", LayerNormalization(epsilon: -1)),
    layer("axis", "0", RMSNormalization(axis: [0]), [3]),
    layer("epsilon", "inf", RMSNormalization(epsilon: .infinity)),
    layer("axis", "0", UnitNormalization(axis: 0), [3]),
    layer("mean", "[1.0, 2.0]", Normalization(mean: [1, 2], variance: [1, 2]), [3]),
    layer("mean", "inf", Normalization(mean: .all(.infinity), variance: 1)),
    layer("variance", "-1.0", Normalization(mean: 1, variance: -1)),
    layer("variance", "[1.0]", Normalization(mean: 1, variance: [1])),
    layer("scale", "[1.0, 2.0]", Rescaling([1, 2]), [3]), layer("scale", "nan", Rescaling(.all(.nan))),
    layer("offset", "inf", Rescaling(1, offset: .all(.infinity))),
    layer("targetShape", "[-1, -1]", Reshape([-1, -1])), layer("targetShape", "[]", Reshape([])),
    layer("inputDimension", "0", Embedding(0, 2)),
    layer("inputDimension", "33554432", Embedding(1 << 25, 2)),
    layer("outputDimension", "0", Embedding(2, 0)),
    layer("rate", "1.0", AlphaDropout(1)),
    layer("noiseShape", "[\"2\"]", AlphaDropout(0.5, noiseShape: [2]), [3]),
    layer("groups", "0", GroupNormalization(groups: 0)),
    layer("groups", "2", GroupNormalization(groups: 2), [3]),
    layer("axis", "2", GroupNormalization(groups: 3, axis: 2), [3]),
    layer("epsilon", "0.0", GroupNormalization(epsilon: 0)),
    layer("maskValue", "inf", Masking(maskValue: .infinity)),
    layer("tokenCount", "0", CategoryEncodingLayer(0)),
  ]

  // MARK: Parts of layers

  private static let parts: [OptionRow] = [
    OptionRow("l1", "-1.0", .regularizer(.l1(-1))), OptionRow("l2", "inf", .regularizer(.l2(.infinity))),
    OptionRow("l1", "-1.0", .regularizer(.l1l2(l1: -1, l2: 0))),
    OptionRow("l2", "-2.0", .regularizer(.l1l2(l1: 0, l2: -2))),
    OptionRow("factor", "-1.0", .regularizer(OrthogonalRegularizer(factor: -1))),
    OptionRow("maxValue", "0.0", .constraint(MaxNorm(maxValue: 0))),
    OptionRow("axis", "[]", .constraint(MaxNorm(axes: []))),
    OptionRow("minValue", "-1.0", .constraint(MinMaxNorm(minValue: -1))),
    OptionRow("minValue", "2.0", .constraint(MinMaxNorm(minValue: 2))),
    OptionRow("maxValue", "-1.0", .constraint(MinMaxNorm(maxValue: -1))),
    OptionRow("rate", "1.5", .constraint(MinMaxNorm(rate: 1.5))),
    OptionRow("axis", "[]", .constraint(MinMaxNorm(axes: []))),
    OptionRow("axis", "[]", .constraint(UnitNorm(axes: []))),
    OptionRow("value", "nan", .initializer(Constant(.nan))),
    OptionRow("gain", "inf", .initializer(Identity(gain: .infinity))),
    OptionRow("gain", "nan", .initializer(Orthogonal(gain: .nan))),
    OptionRow("mean", "nan", .initializer(RandomNormal(mean: .nan))),
    OptionRow("stddev", "-1.0", .initializer(RandomNormal(stddev: -1))),
    OptionRow("minval", "1.0", .initializer(RandomUniform(minval: 1))),
    OptionRow("maxval", "inf", .initializer(RandomUniform(maxval: .infinity))),
    OptionRow("mean", "inf", .initializer(TruncatedNormal(mean: .infinity))),
    OptionRow("stddev", "-1.0", .initializer(TruncatedNormal(stddev: -1))),
    OptionRow("scale", "0.0", .initializer(VarianceScaling(scale: 0))),
  ]

  private static let activations: [OptionRow] = [
    OptionRow("alpha", "0.0", .activation(.celu(alpha: 0))),
    OptionRow("alpha", "-1.0", .activation(.elu(alpha: -1))),
    OptionRow("threshold", "-1.0", .activation(.hardShrink(threshold: -1))),
    OptionRow("threshold", "nan", .activation(.softShrink(threshold: .nan))),
    OptionRow("negativeSlope", "inf", .activation(.leakyRelu(negativeSlope: .infinity))),
    OptionRow("b", "-1.0", .activation(.squareplus(b: -1))),
    OptionRow("maxValue", "-1.0", .activation(.relu(maxValue: -1))),
    OptionRow("negativeSlope", "-0.1", .activation(.relu(negativeSlope: -0.1))),
    OptionRow("threshold", "inf", .activation(.relu(threshold: .infinity))),
    OptionRow("threshold", "nan", .activation(.threshold(threshold: .nan, defaultValue: 0))),
    OptionRow("defaultValue", "inf", .activation(.threshold(threshold: 0, defaultValue: .infinity))),
  ]

  // MARK: Losses and metrics

  private static let losses: [OptionRow] = [
    OptionRow("labelSmoothing", "2.0", .loss(.binaryCrossentropy(labelSmoothing: 2))),
    OptionRow("alpha", "1.5", .loss(BinaryFocalCrossentropy(alpha: 1.5))),
    OptionRow("gamma", "-1.0", .loss(BinaryFocalCrossentropy(gamma: -1))),
    OptionRow("labelSmoothing", "-1.0", .loss(BinaryFocalCrossentropy(labelSmoothing: -1))),
    OptionRow("labelSmoothing", "nan", .loss(.categoricalCrossentropy(labelSmoothing: .nan))),
    OptionRow("alpha", "[]", .loss(CategoricalFocalCrossentropy(alpha: []))),
    OptionRow("alpha", "[1.0, -2.0]", .loss(CategoricalFocalCrossentropy(alpha: [1, -2]))),
    OptionRow("gamma", "inf", .loss(CategoricalFocalCrossentropy(gamma: .infinity))),
    OptionRow("labelSmoothing", "2.0", .loss(CategoricalFocalCrossentropy(labelSmoothing: 2))),
    OptionRow("q", "1.0", .loss(CategoricalGeneralizedCrossEntropy(q: 1))),
    OptionRow("axis", "0", .loss(Dice(axis: 0))), OptionRow("delta", "0.0", .loss(Huber(delta: 0))),
    OptionRow("alpha", "-0.5", .loss(Tversky(alpha: -0.5))),
    OptionRow("beta", "-0.5", .loss(Tversky(beta: -0.5))), OptionRow("axis", "2", .loss(Tversky(axis: 2))),
  ]

  private static let tooMany = 1 << 40

  private static let metrics: [OptionRow] = [
    OptionRow("threshold", "nan", .metric(.binaryAccuracy(threshold: .nan))),
    OptionRow("thresholds", "1.5", .metric(.precision(thresholds: [1.5]))),
    OptionRow("thresholds", "[]", .metric(.precision(thresholds: []))),
    OptionRow("topK", "0", .metric(.precision(topK: 0))),
    OptionRow("classID", "-1", .metric(.precision(classID: -1))),
    OptionRow("thresholds", "-0.5", .metric(.recall(thresholds: [0.5, -0.5]))),
    OptionRow("topK", "-2", .metric(.recall(topK: -2))),
    OptionRow("classID", "-1", .metric(.recall(classID: -1))),
    OptionRow("thresholds", "2.0", .metric(.truePositives(thresholds: [2]))),
    OptionRow("thresholds", "2.0", .metric(.trueNegatives(thresholds: [2]))),
    OptionRow("thresholds", "2.0", .metric(.falsePositives(thresholds: [2]))),
    OptionRow("thresholds", "2.0", .metric(.falseNegatives(thresholds: [2]))),
    OptionRow("recall", "2.0", .metric(.precisionAtRecall(2))),
    OptionRow("thresholdCount", "0", .metric(.precisionAtRecall(0.5, thresholdCount: 0))),
    OptionRow("thresholdCount", "\(tooMany)", .metric(.precisionAtRecall(0.5, thresholdCount: tooMany))),
    OptionRow("classID", "-1", .metric(.precisionAtRecall(0.5, classID: -1))),
    OptionRow("precision", "-1.0", .metric(.recallAtPrecision(-1))),
    OptionRow("thresholdCount", "-1", .metric(.recallAtPrecision(0.5, thresholdCount: -1))),
    OptionRow("classID", "-1", .metric(.recallAtPrecision(0.5, classID: -1))),
    OptionRow("specificity", "nan", .metric(.sensitivityAtSpecificity(.nan))),
    OptionRow("thresholdCount", "0", .metric(.sensitivityAtSpecificity(0.5, thresholdCount: 0))),
    OptionRow("classID", "-1", .metric(.sensitivityAtSpecificity(0.5, classID: -1))),
    OptionRow("sensitivity", "1.5", .metric(.specificityAtSensitivity(1.5))),
    OptionRow("thresholdCount", "0", .metric(.specificityAtSensitivity(0.5, thresholdCount: 0))),
    OptionRow("classID", "-1", .metric(.specificityAtSensitivity(0.5, classID: -1))),
    OptionRow("thresholdCount", "1", .metric(.auc(approximation: .keras(thresholdCount: 1)))),
    OptionRow("thresholdCount", "\(tooMany)", .metric(.auc(approximation: .keras(thresholdCount: tooMany)))),
    OptionRow("thresholds", "3.0", .metric(.auc(approximation: .thresholds([0.5, 3])))),
    OptionRow("labelCount", "0", .metric(AUC(multiLabel: true, labelCount: 0))),
    OptionRow("labelWeights", "-1.0", .metric(.auc(multiLabel: true, labelWeights: [1, -1]))),
    OptionRow("k", "0", .metric(.topKCategoricalAccuracy(k: 0))),
    OptionRow("k", "-1", .metric(.sparseTopKCategoricalAccuracy(k: -1))),
    OptionRow("threshold", "0.0", .metric(.f1Score(threshold: 0))),
    OptionRow("beta", "0.0", .metric(.fBetaScore(beta: 0))),
    OptionRow("threshold", "1.5", .metric(.fBetaScore(threshold: 1.5))),
    OptionRow("labelSmoothing", "3.0", .metric(.binaryCrossentropy(labelSmoothing: 3))),
    OptionRow("labelSmoothing", "-1.0", .metric(.categoricalCrossentropy(labelSmoothing: -1))),
    OptionRow("binCount", "0", .metric(ExpectedCalibrationError(binCount: 0))),
    OptionRow("binCount", "\(tooMany)", .metric(ExpectedCalibrationError(binCount: tooMany))),
    OptionRow("threshold", "nan", .metric(.matthewsCorrelation(threshold: .nan))),
    OptionRow("regressorCount", "-1", .metric(.r2Score(regressorCount: -1))),
  ]

  // MARK: Optimizers and schedules

  /// Each optimizer with its own options at their defaults.
  static let optimizerMakers: [@Sendable (any LearningRateSchedule, OptimizerOptions) -> any Optimizer] = [
    { .sgd(learningRate: $0, options: $1) }, { .adam(learningRate: $0, options: $1) },
    { AdamW(learningRate: $0, weightDecay: $1.weightDecay ?? 0.004, options: $1) },
    { .rmsprop(learningRate: $0, options: $1) },
    { .adagrad(learningRate: $0, options: $1) }, { .adadelta(learningRate: $0, options: $1) },
    { .adamax(learningRate: $0, options: $1) }, { .nadam(learningRate: $0, options: $1) },
    { .ftrl(learningRate: $0, options: $1) }, { .lion(learningRate: $0, options: $1) },
    { .lamb(learningRate: $0, options: $1) },
  ]

  private static let commonOptimizerOptions: [OptionRow] = optimizerMakers.flatMap { make in
    let options: [(String, String, OptimizerOptions)] = [
      ("weightDecay", "-1.0", OptimizerOptions(weightDecay: -1)),
      ("clipping", "0.0", OptimizerOptions(clipping: .norm(0))),
      ("clipping", "-1.0", OptimizerOptions(clipping: .globalNorm(-1))),
      ("clipping", "inf", OptimizerOptions(clipping: .value(.infinity))),
      ("averaging.momentum", "2.0", OptimizerOptions(averaging: MovingAverage(momentum: 2))),
      (
        "averaging.overwriteFrequency", "0",
        OptimizerOptions(averaging: MovingAverage(overwriteFrequency: 0))
      ),
      ("gradientAccumulationSteps", "1", OptimizerOptions(gradientAccumulationSteps: 1)),
      ("lossScaleFactor", "0.0", OptimizerOptions(lossScaleFactor: 0)),
    ]
    return [OptionRow("learningRate", "-1.0", .optimizer(make(-1.0, OptimizerOptions())))]
      + options.map { OptionRow($0, $1, .optimizer(make(0.1, $2))) }
  }

  private static let optimizers: [OptionRow] = [
    OptionRow("momentum", "1.5", .optimizer(.sgd(momentum: 1.5))),
    OptionRow("beta1", "1.0", .optimizer(.lamb(beta1: 1))),
    OptionRow("beta2", "-1.0", .optimizer(.lamb(beta2: -1))),
    OptionRow("epsilon", "0.0", .optimizer(.lamb(epsilon: 0))),
    OptionRow("beta1", "1.0", .optimizer(.adam(beta1: 1))),
    OptionRow("beta2", "-1.0", .optimizer(.adam(beta2: -1))),
    OptionRow("epsilon", "0.0", .optimizer(.adam(epsilon: 0))),
    OptionRow("beta1", "1.0", .optimizer(.adamW(beta1: 1))),
    OptionRow("beta2", "1.0", .optimizer(.adamW(beta2: 1))),
    OptionRow("epsilon", "-1.0", .optimizer(.adamW(epsilon: -1))),
    OptionRow("weightDecay", "-1.0", .optimizer(.adamW(weightDecay: -1))),
    OptionRow("rho", "1.0", .optimizer(.rmsprop(rho: 1))),
    OptionRow("momentum", "-1.0", .optimizer(.rmsprop(momentum: -1))),
    OptionRow("epsilon", "0.0", .optimizer(.rmsprop(epsilon: 0))),
    OptionRow("initialAccumulatorValue", "-1.0", .optimizer(.adagrad(initialAccumulatorValue: -1))),
    OptionRow("epsilon", "0.0", .optimizer(.adagrad(epsilon: 0))),
    OptionRow("rho", "nan", .optimizer(.adadelta(rho: .nan))),
    OptionRow("epsilon", "0.0", .optimizer(.adadelta(epsilon: 0))),
    OptionRow("beta1", "1.0", .optimizer(.adamax(beta1: 1))),
    OptionRow("beta2", "1.0", .optimizer(.adamax(beta2: 1))),
    OptionRow("epsilon", "0.0", .optimizer(.adamax(epsilon: 0))),
    OptionRow("beta1", "-1.0", .optimizer(.nadam(beta1: -1))),
    OptionRow("beta2", "1.0", .optimizer(.nadam(beta2: 1))),
    OptionRow("epsilon", "0.0", .optimizer(.nadam(epsilon: 0))),
    OptionRow("learningRate", "0.0", .optimizer(.ftrl(learningRate: 0))),
    OptionRow("learningRatePower", "1.0", .optimizer(.ftrl(learningRatePower: 1))),
    OptionRow("initialAccumulatorValue", "-1.0", .optimizer(.ftrl(initialAccumulatorValue: -1))),
    OptionRow("l1RegularizationStrength", "-1.0", .optimizer(.ftrl(l1RegularizationStrength: -1))),
    OptionRow("l2RegularizationStrength", "-1.0", .optimizer(.ftrl(l2RegularizationStrength: -1))),
    OptionRow(
      "l2ShrinkageRegularizationStrength", "-1.0", .optimizer(.ftrl(l2ShrinkageRegularizationStrength: -1))),
    OptionRow("beta", "-1.0", .optimizer(.ftrl(beta: -1))),
    OptionRow("beta1", "0.0", .optimizer(.lion(beta1: 0))),
    OptionRow("beta2", "1.5", .optimizer(.lion(beta2: 1.5))),
  ]

  private static let schedules: [OptionRow] = [
    OptionRow(
      "initialLearningRate", "-1.0", .schedule(.exponentialDecay(-1, decaySteps: 10, decayRate: 0.9))),
    OptionRow("decaySteps", "0", .schedule(.exponentialDecay(0.1, decaySteps: 0, decayRate: 0.9))),
    OptionRow("decayRate", "-0.9", .schedule(.exponentialDecay(0.1, decaySteps: 10, decayRate: -0.9))),
    OptionRow(
      "initialLearningRate", "nan", .schedule(.inverseTimeDecay(.nan, decaySteps: 10, decayRate: 0.9))),
    OptionRow("decaySteps", "-1", .schedule(.inverseTimeDecay(0.1, decaySteps: -1, decayRate: 0.9))),
    OptionRow("decayRate", "inf", .schedule(.inverseTimeDecay(0.1, decaySteps: 10, decayRate: .infinity))),
    OptionRow(
      "boundaries", "[2.0, 1.0]", .schedule(.piecewiseConstantDecay(boundaries: [2, 1], values: [1, 2, 3]))),
    OptionRow("values", "[1.0]", .schedule(.piecewiseConstantDecay(boundaries: [2], values: [1]))),
    OptionRow("initialLearningRate", "-1.0", .schedule(PolynomialDecay(-1, decaySteps: 10))),
    OptionRow("decaySteps", "0", .schedule(PolynomialDecay(0.1, decaySteps: 0))),
    OptionRow(
      "endLearningRate", "-1.0", .schedule(PolynomialDecay(0.1, decaySteps: 10, endLearningRate: -1))),
    OptionRow("power", "0.0", .schedule(PolynomialDecay(0.1, decaySteps: 10, power: 0))),
    OptionRow("initialLearningRate", "-1.0", .schedule(CosineDecay(-1, decaySteps: 10))),
    OptionRow("decaySteps", "0", .schedule(CosineDecay(0.1, decaySteps: 0))),
    OptionRow("alpha", "2.0", .schedule(CosineDecay(0.1, decaySteps: 10, alpha: 2))),
    OptionRow(
      "warmupTarget", "-1.0",
      .schedule(CosineDecay(0.1, decaySteps: 10, warmupTarget: -1, warmupSteps: 1))),
    OptionRow(
      "warmupSteps", "-1", .schedule(CosineDecay(0.1, decaySteps: 10, warmupTarget: 1, warmupSteps: -1))),
    OptionRow("initialLearningRate", "-1.0", .schedule(CosineDecayRestarts(-1, firstDecaySteps: 10))),
    OptionRow("firstDecaySteps", "0", .schedule(CosineDecayRestarts(0.1, firstDecaySteps: 0))),
    OptionRow(
      "periodFactor", "0.5", .schedule(CosineDecayRestarts(0.1, firstDecaySteps: 10, periodFactor: 0.5))),
    OptionRow(
      "rateFactor", "-1.0", .schedule(CosineDecayRestarts(0.1, firstDecaySteps: 10, rateFactor: -1))),
    OptionRow("alpha", "-1.0", .schedule(CosineDecayRestarts(0.1, firstDecaySteps: 10, alpha: -1))),
  ]
}
