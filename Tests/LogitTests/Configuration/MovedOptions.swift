@testable import Logit

/// Every class of every family with none of its options at its default, so that one which is lost on the way
/// through JSON shows. Numbers are exact in `Float`, since Keras keeps some of them so.
enum MovedOptions {
  private static let regularizer: any Regularizer = .l1l2(l1: 0.125, l2: 0.25)
  private static let constraint: any Constraint = MinMaxNorm(
    minValue: 0.25, maxValue: 1.5, rate: 0.5, axes: [0])
  private static let initializer: any Initializer = RandomNormal(mean: 0.5, stddev: 0.25, seed: 3)

  static let layers: [any Layer] = [
    Dense(
      3, activation: .tanh, useBias: false, kernelInitializer: initializer, biasInitializer: initializer,
      kernelRegularizer: regularizer, biasRegularizer: regularizer, activityRegularizer: regularizer,
      kernelConstraint: constraint, biasConstraint: constraint, isTrainable: false, name: "mine"),
    ActivationLayer(.celu(alpha: 2), isTrainable: false, name: "mine"),
    ReLULayer(maxValue: 1, negativeSlope: 0.5, threshold: 0.25, isTrainable: false, name: "mine"),
    LeakyReLULayer(negativeSlope: 0.5, isTrainable: false, name: "mine"),
    ELULayer(alpha: 0.5, isTrainable: false, name: "mine"),
    PReLU(
      alphaInitializer: initializer, alphaRegularizer: regularizer, alphaConstraint: .maxNorm(3),
      sharedAxes: [1], isTrainable: false, name: "mine"),
    SoftmaxLayer(axis: 1, isTrainable: false, name: "mine"),
    Dropout(0.5, noiseShape: [nil, 1], seed: 7, isTrainable: false, name: "mine"),
    AlphaDropout(0.5, noiseShape: [1, nil], seed: 7, isTrainable: false, name: "mine"),
    GaussianNoise(0.5, seed: 7, isTrainable: false, name: "mine"),
    ActivityRegularization(l1: 0.25, l2: 0.125, isTrainable: false, name: "mine"),
    BatchNormalization(
      axis: 1, momentum: 0.5, epsilon: 0.25, center: false, scale: false, betaInitializer: initializer,
      gammaInitializer: initializer, movingMeanInitializer: Constant(0.5),
      movingVarianceInitializer: Constant(2), betaRegularizer: regularizer, gammaRegularizer: regularizer,
      betaConstraint: .nonNegative, gammaConstraint: .nonNegative,
      renormalization: BatchRenormalization(
        largestScale: 3, smallestScale: 0.25, largestShift: 5, momentum: 0.5),
      isTrainable: false, name: "mine"),
    LayerNormalization(
      axis: [1], epsilon: 0.25, center: false, scale: false, betaInitializer: initializer,
      gammaInitializer: initializer, betaRegularizer: regularizer, gammaRegularizer: regularizer,
      betaConstraint: .nonNegative, gammaConstraint: .nonNegative, isTrainable: false, name: "mine"),
    GroupNormalization(
      groups: 2, axis: 1, epsilon: 0.25, center: false, scale: false, betaInitializer: initializer,
      gammaInitializer: initializer, betaRegularizer: regularizer, gammaRegularizer: regularizer,
      betaConstraint: .nonNegative, gammaConstraint: .nonNegative, isTrainable: false, name: "mine"),
    RMSNormalization(axis: [1], epsilon: 0.25, isTrainable: false, name: "mine"),
    UnitNormalization(axis: 1, isTrainable: false, name: "mine"),
    Normalization(
      mean: 0.5, variance: 2, isPerColumn: false, invert: true, isTrainable: false, name: "mine"),
    Rescaling([1, 2, 3, 4], offset: [0.5, 0, 1, 2], isTrainable: false, name: "mine"),
    Flatten(isTrainable: false, name: "mine"), Reshape([2, -1], isTrainable: false, name: "mine"),
    IdentityLayer(isTrainable: false, name: "mine"),
    Embedding(
      3, 2, embeddingsInitializer: initializer, embeddingsRegularizer: regularizer,
      embeddingsConstraint: constraint, activityRegularizer: regularizer, maskZero: true,
      isTrainable: false, name: "mine"),
    CategoryEncodingLayer(4, outputMode: .count, isTrainable: false, name: "mine"),
    Masking(maskValue: 1, isTrainable: false, name: "mine"),
    GlobalAveragePooling1D(
      dataFormat: .channelsFirst, keepDimensions: true, isTrainable: false, name: "mine"),
  ]

  static let activations: [any Activation] = [
    .celu(alpha: 2), .elu(alpha: 0.5), .exponential, .gelu(approximate: true), .hardShrink(threshold: 0.25),
    .hardSigmoid, .hardSilu, .hardTanh, .leakyRelu(negativeSlope: 0.5), .linear, .logSigmoid, .logSoftmax,
    .mish, .relu(negativeSlope: 0.5, maxValue: 1, threshold: 0.25), .relu6, .selu, .sigmoid, .silu,
    .softShrink(threshold: 0.25), .softmax, .softplus, .softsign, .sparsePlus, .sparseSigmoid, .sparsemax,
    .squareplus(b: 2), .tanh, .tanhShrink, .threshold(threshold: 0.25, defaultValue: 0.5),
  ]

  static let initializers: [any Initializer] = [
    Constant(0.25), GlorotNormal(seed: 5), GlorotUniform(seed: 5), HeNormal(seed: 5), HeUniform(seed: 5),
    Identity(gain: 2), LecunNormal(seed: 5), LecunUniform(seed: 5), Ones(), Zeros(),
    Orthogonal(gain: 0.5, seed: 5), RandomNormal(mean: 0.5, stddev: 0.25, seed: 5),
    RandomUniform(minval: -0.5, maxval: 0.25, seed: .max),
    TruncatedNormal(mean: 0.5, stddev: 0.25, seed: 5),
    VarianceScaling(scale: 2, mode: .fanOut, distribution: .uniform, seed: 5),
  ]

  static let regularizers: [any Regularizer] = [
    L1(l1: 0.25), L2(l2: 0.25), L1L2(l1: 0.125, l2: 0.25),
    OrthogonalRegularizer(factor: 0.25, mode: .columns),
  ]

  static let constraints: [any Constraint] = [
    MaxNorm(maxValue: 0.25, axes: [0, 1]), NonNegative(), UnitNorm(axes: [1]),
    MinMaxNorm(minValue: 0.25, maxValue: 0.5, rate: 0.5, axes: [1]),
  ]

  static let losses: [any Loss] = [
    BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.25, reduction: .sum, name: "mine"),
    BinaryFocalCrossentropy(
      applyClassBalancing: true, alpha: 0.5, gamma: 3, fromLogits: true, labelSmoothing: 0.25,
      reduction: .sum, name: "mine"),
    CategoricalCrossentropy(fromLogits: true, labelSmoothing: 0.25, reduction: .sum, name: "mine"),
    CategoricalFocalCrossentropy(
      alpha: [0.25, 0.5, 1], gamma: 3, fromLogits: true, labelSmoothing: 0.25, reduction: .sum,
      name: "mine"),
    CategoricalGeneralizedCrossEntropy(q: 0.75, reduction: .sum, name: "mine"),
    CategoricalHinge(reduction: .sum, name: "mine"), CosineSimilarity(reduction: .sum, name: "mine"),
    Dice(axis: -1, reduction: .sum, name: "mine"), Hinge(reduction: .sum, name: "mine"),
    Huber(delta: 0.25, reduction: .sum, name: "mine"), KLDivergence(reduction: .sum, name: "mine"),
    LogCosh(reduction: .sum, name: "mine"), MeanAbsoluteError(reduction: .sum, name: "mine"),
    MeanAbsolutePercentageError(reduction: .sum, name: "mine"),
    MeanSquaredError(reduction: .sum, name: "mine"),
    MeanSquaredLogarithmicError(reduction: .sum, name: "mine"), Poisson(reduction: .sum, name: "mine"),
    SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: 2, reduction: .sum, name: "mine"),
    SquaredHinge(reduction: .sum, name: "mine"),
    Tversky(alpha: 0.25, beta: 0.75, axis: 1, reduction: .sum, name: "mine"),
  ]

  static let metrics: [any Metric] = [
    Accuracy(name: "mine"),
    AUC(
      approximation: .keras(thresholdCount: 5), curve: .pr, summation: .majoring, multiLabel: true,
      labelCount: 3, labelWeights: [0.5, 1, 2], fromLogits: true, name: "mine"),
    BinaryAccuracy(threshold: 0.25, name: "mine"), BrierScore(name: "mine"),
    CategoricalAccuracy(name: "mine"),
    ExpectedCalibrationError(binCount: 4, confidence: .predictedClass, name: "mine"),
    F1Score(average: .macro, threshold: 0.25, name: "mine"),
    FBetaScore(average: .weighted, beta: 2, threshold: 0.25, name: "mine"),
    FalseNegatives(thresholds: [0.25, 0.75], name: "mine"), FalsePositives(thresholds: [0.25], name: "mine"),
    LogLoss(name: "mine"), MatthewsCorrelation(threshold: 0.25, name: "mine"),
    Precision(thresholds: [0.25], topK: 2, classID: 1, name: "mine"),
    PrecisionAtRecall(0.75, thresholdCount: 5, classID: 1, name: "mine"),
    R2Score(aggregation: .varianceWeightedAverage, regressorCount: 2, name: "mine"),
    Recall(thresholds: [0.25], topK: 2, classID: 1, name: "mine"),
    RecallAtPrecision(0.75, thresholdCount: 5, classID: 1, name: "mine"), RootMeanSquaredError(name: "mine"),
    SensitivityAtSpecificity(0.75, thresholdCount: 5, classID: 1, name: "mine"),
    SparseCategoricalAccuracy(name: "mine"), SparseTopKCategoricalAccuracy(k: 2, name: "mine"),
    SpecificityAtSensitivity(0.75, thresholdCount: 5, classID: 1, name: "mine"),
    TopKCategoricalAccuracy(k: 2, name: "mine"), TrueNegatives(thresholds: [0.25], name: "mine"),
    TruePositives(thresholds: [0.25], name: "mine"),
    LossMetric(BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.25), name: "mine"),
    LossMetric(CategoricalCrossentropy(fromLogits: true, labelSmoothing: 0.25), name: "mine"),
    LossMetric(CategoricalHinge(), name: "mine"), LossMetric(CosineSimilarity(), name: "mine"),
    LossMetric(Hinge(), name: "mine"), LossMetric(KLDivergence(), name: "mine"),
    LossMetric(LogCosh(), name: "mine"), LossMetric(MeanAbsoluteError(), name: "mine"),
    LossMetric(MeanAbsolutePercentageError(), name: "mine"), LossMetric(MeanSquaredError(), name: "mine"),
    LossMetric(MeanSquaredLogarithmicError(), name: "mine"), LossMetric(Poisson(), name: "mine"),
    LossMetric(SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: 2), name: "mine"),
    LossMetric(SquaredHinge(), name: "mine"),
  ]

  /// The other forms of options that have several.
  static let otherMetrics: [any Metric] = [
    AUC(curve: .pr, multiLabel: true, name: "mine"),
    AUC(approximation: .thresholds([0.25, 0.5]), name: "mine"),
    Accuracy(), F1Score(), R2Score(aggregation: .perOutput), Precision(),
  ]

  private static let options = OptimizerOptions(
    weightDecay: 0.25, excludedFromWeightDecay: ["bias"], clipping: .globalNorm(0.5),
    averaging: MovingAverage(momentum: 0.5, overwriteFrequency: 3), gradientAccumulationSteps: 2,
    lossScaleFactor: 4, name: "mine")

  static let optimizers: [any Optimizer] = [
    SGD(learningRate: 0.25, momentum: 0.5, nesterov: true, options: options),
    Adam(learningRate: 0.25, beta1: 0.5, beta2: 0.75, epsilon: 0.125, amsgrad: true, options: options),
    AdamW(
      learningRate: 0.25, weightDecay: 0.25, beta1: 0.5, beta2: 0.75, epsilon: 0.125, amsgrad: true,
      options: options),
    RMSprop(
      learningRate: 0.25, rho: 0.5, momentum: 0.5, epsilon: 0.125, centered: true, options: options),
    Adagrad(learningRate: 0.25, initialAccumulatorValue: 0.5, epsilon: 0.125, options: options),
    Adadelta(learningRate: 0.25, rho: 0.5, epsilon: 0.125, options: options),
    Adamax(learningRate: 0.25, beta1: 0.5, beta2: 0.75, epsilon: 0.125, options: options),
    Nadam(learningRate: 0.25, beta1: 0.5, beta2: 0.75, epsilon: 0.125, options: options),
    Ftrl(
      learningRate: 0.25, learningRatePower: -0.75, initialAccumulatorValue: 0.5,
      l1RegularizationStrength: 0.125, l2RegularizationStrength: 0.25,
      l2ShrinkageRegularizationStrength: 0.5, beta: 0.75, options: options),
    Lion(learningRate: 0.25, beta1: 0.5, beta2: 0.75, options: options),
    Lamb(learningRate: 0.25, beta1: 0.5, beta2: 0.75, epsilon: 0.125, options: options),
  ]

  static let otherOptimizers: [any Optimizer] = [
    Adam(options: OptimizerOptions(clipping: .norm(0.5))),
    SGD(options: OptimizerOptions(clipping: .value(0.5))),
    AdamW(), Lamb(options: OptimizerOptions().excludeFromWeightDecay("kernel")),
  ]

  static let schedules: [any LearningRateSchedule] = [
    ExponentialDecay(0.25, decaySteps: 3, decayRate: 0.5, staircase: true, name: "mine"),
    InverseTimeDecay(0.25, decaySteps: 3, decayRate: 0.5, staircase: true, name: "mine"),
    PiecewiseConstantDecay(boundaries: [2, 4.5], values: [0.5, 0.25, 0.125], name: "mine"),
    PolynomialDecay(0.25, decaySteps: 3, endLearningRate: 0.125, power: 2, cycle: true, name: "mine"),
    CosineDecay(0.25, decaySteps: 3, alpha: 0.125, warmupTarget: 0.5, warmupSteps: 2, name: "mine"),
    CosineDecayRestarts(
      0.25, firstDecaySteps: 2, periodFactor: 3, rateFactor: 0.5, alpha: 0.125, name: "mine"),
  ]
}
