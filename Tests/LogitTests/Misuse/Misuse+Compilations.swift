import Logit
import LogitTestSupport

extension Misuse {
  /// Optimizers, losses and metrics, alone and with the model that they are for.
  static let compilations: [Misuse] = {
    var list = MisuseList()
    list.addOptimizers()
    list.addOptimizerOptions()
    list.addSchedules()
    list.addLosses()
    list.addImproperOutputs()
    list.addMetrics()
    list.addCounts()
    return list.all
  }()
}

extension MisuseList {
  /// A classifier of two classes, or of more, with one part that is wrong.
  private mutating func add(
    _ description: String, units: Int = 1, optimizer: any Optimizer = .sgd, loss: (any Loss)? = nil,
    metrics: [any Metric] = []
  ) {
    let loss: any Loss = loss ?? (units == 1 ? .binaryCrossentropy : .categoricalCrossentropy)
    add(description) {
      let activation: any Activation = units == 1 ? .sigmoid : .softmax
      var model = try Sequential([Dense(units, inputShape: [2], activation: activation)], seed: 1)
      try model.compile(optimizer: optimizer, loss: loss, metrics: metrics)
    }
  }

  fileprivate mutating func addOptimizers() {
    for rate in [-1, .nan, .infinity] as [Double] {
      add("SGD(learningRate: \(rate))", optimizer: SGD(learningRate: rate))
      add("Adam(learningRate: \(rate))", optimizer: Adam(learningRate: rate))
    }
    add("SGD(momentum: -0.1)", optimizer: SGD(momentum: -0.1))
    add("SGD(momentum: NaN)", optimizer: SGD(momentum: .nan))
    add("Adam(beta1: 1)", optimizer: Adam(beta1: 1))
    add("Adam(beta2: -1)", optimizer: Adam(beta2: -1))
    add("Adam(epsilon: -1)", optimizer: Adam(epsilon: -1))
    add("RMSprop(rho: 2)", optimizer: RMSprop(rho: 2))
    add("RMSprop(momentum: NaN)", optimizer: RMSprop(momentum: .nan))
    add("Lion(beta1: -1)", optimizer: Lion(beta1: -1))
    add("Adadelta(rho: NaN)", optimizer: Adadelta(rho: .nan))
    add("Ftrl(learningRatePower: 1)", optimizer: Ftrl(learningRatePower: 1))
    add("Ftrl(initialAccumulatorValue: -1)", optimizer: Ftrl(initialAccumulatorValue: -1))
    add("Ftrl(l1RegularizationStrength: NaN)", optimizer: Ftrl(l1RegularizationStrength: .nan))
  }

  private mutating func add(options description: String, _ options: OptimizerOptions) {
    add(description, optimizer: Adam(options: options))
  }

  fileprivate mutating func addOptimizerOptions() {
    add(options: "weightDecay: -1", OptimizerOptions(weightDecay: -1))
    add(options: "clipping: .value(0)", OptimizerOptions(clipping: .value(0)))
    add(options: "clipping: .norm(-1)", OptimizerOptions(clipping: .norm(-1)))
    add(options: "clipping: .globalNorm(NaN)", OptimizerOptions(clipping: .globalNorm(.nan)))
    add(options: "averaging: momentum 2", OptimizerOptions(averaging: MovingAverage(momentum: 2)))
    add(
      options: "averaging: overwriteFrequency 0",
      OptimizerOptions(averaging: MovingAverage(overwriteFrequency: 0)))
    add(options: "gradientAccumulationSteps: 1", OptimizerOptions(gradientAccumulationSteps: 1))
    add(options: "gradientAccumulationSteps: -1", OptimizerOptions(gradientAccumulationSteps: -1))
    add(options: "lossScaleFactor: 0", OptimizerOptions(lossScaleFactor: 0))
  }

  private mutating func add(schedule description: String, _ schedule: any LearningRateSchedule) {
    add(description, optimizer: SGD(learningRate: schedule))
  }

  fileprivate mutating func addSchedules() {
    add(schedule: "exponentialDecay of no steps", .exponentialDecay(0.1, decaySteps: 0, decayRate: 0.9))
    add(schedule: "exponentialDecay(decayRate: -1)", .exponentialDecay(0.1, decaySteps: 10, decayRate: -1))
    add(schedule: "InverseTimeDecay of -5 steps", InverseTimeDecay(0.1, decaySteps: -5, decayRate: 1))
    add(schedule: "cosineDecay(alpha: 2)", .cosineDecay(0.1, decaySteps: 10, alpha: 2))
    add(schedule: "cosineDecay(warmupSteps: -1)", .cosineDecay(0.1, decaySteps: 10, warmupSteps: -1))
    add(schedule: "cosineDecay from NaN", .cosineDecay(.nan, decaySteps: 10))
    add(schedule: "cosineDecayRestarts of no steps", .cosineDecayRestarts(0.1, firstDecaySteps: 0))
    add(
      schedule: "cosineDecayRestarts(periodFactor: 0)",
      .cosineDecayRestarts(0.1, firstDecaySteps: 1, periodFactor: 0))
    add(schedule: "polynomialDecay(power: 0)", .polynomialDecay(0.1, decaySteps: 5, power: 0))
    add(schedule: "piecewise without boundaries", .piecewiseConstantDecay(boundaries: [], values: [1]))
    add(
      schedule: "piecewise that falls back", .piecewiseConstantDecay(boundaries: [5, 2], values: [3, 2, 1]))
    add(schedule: "piecewise of few values", .piecewiseConstantDecay(boundaries: [5], values: [1]))
    add(schedule: "piecewise at NaN", .piecewiseConstantDecay(boundaries: [.nan], values: [2, 1]))
  }

  fileprivate mutating func addLosses() {
    for smoothing in [-0.1, 2, .nan] {
      add(
        "binaryCrossentropy(labelSmoothing: \(smoothing))",
        loss: .binaryCrossentropy(labelSmoothing: smoothing))
      add(
        "categoricalCrossentropy(labelSmoothing: \(smoothing))", units: 3,
        loss: .categoricalCrossentropy(labelSmoothing: smoothing))
    }
    add("categoricalCrossentropy of one unit", loss: .categoricalCrossentropy)
    add("sparseCategoricalCrossentropy of one unit", loss: .sparseCategoricalCrossentropy)
    add("binaryFocalCrossentropy(gamma: -1)", loss: BinaryFocalCrossentropy(gamma: -1))
    add("binaryFocalCrossentropy(alpha: 2)", loss: BinaryFocalCrossentropy(alpha: 2))
    add(
      "categoricalFocalCrossentropy of two weights", units: 3,
      loss: CategoricalFocalCrossentropy(alpha: [1, 2]))
    add("categoricalFocalCrossentropy of no weights", units: 3, loss: CategoricalFocalCrossentropy(alpha: []))
    add("categoricalGeneralizedCrossEntropy(q: 0)", units: 3, loss: CategoricalGeneralizedCrossEntropy(q: 0))
    add(
      "categoricalGeneralizedCrossEntropy(q: NaN)", units: 3,
      loss: CategoricalGeneralizedCrossEntropy(q: .nan))
    add("huber(delta: NaN)", loss: .huber(delta: .nan))
    add("huber(delta: -1)", loss: .huber(delta: -1))
    add("tversky(alpha: -1)", loss: Tversky(alpha: -1))
    add("tversky(beta: NaN)", loss: Tversky(beta: .nan))
  }

  /// Cross-entropy of outputs that are no probabilities.
  fileprivate mutating func addImproperOutputs() {
    let binary: [(String, any Activation)] = [
      ("linear", .linear), ("relu", .relu), ("tanh", .tanh), ("elu", .elu()), ("softplus", .softplus),
    ]
    for (name, activation) in binary {
      for loss in [BinaryCrossentropy(), BinaryFocalCrossentropy()] as [any Loss] {
        add("\(loss.name) of \(name)") {
          var model = try Sequential([Dense(1, inputShape: [2], activation: activation)])
          try model.compile(optimizer: .sgd, loss: loss)
        }
      }
      for loss in [
        CategoricalCrossentropy(), SparseCategoricalCrossentropy(), CategoricalFocalCrossentropy(),
      ] as [any Loss] {
        add("\(loss.name) of \(name)") {
          var model = try Sequential([Dense(3, inputShape: [2], activation: activation)])
          try model.compile(optimizer: .sgd, loss: loss)
        }
      }
    }
  }

  fileprivate mutating func addMetrics() {
    add("precision(thresholds: [2])", metrics: [Precision(thresholds: [2])])
    add("precision(thresholds: [])", metrics: [Precision(thresholds: [])])
    add("precision(thresholds: [NaN])", metrics: [Precision(thresholds: [.nan])])
    add("recall(topK: 0)", metrics: [Recall(topK: 0)])
    add("recall(topK: 9) of one output", metrics: [Recall(topK: 9)])
    add("recall(classID: -1)", metrics: [Recall(classID: -1)])
    add("recall(classID: 1) of one output", metrics: [Recall(classID: 1)])
    add("RecallAtPrecision(2)", metrics: [RecallAtPrecision(2)])
    add("RecallAtPrecision(NaN)", metrics: [RecallAtPrecision(.nan)])
    add("PrecisionAtRecall(thresholdCount: 0)", metrics: [PrecisionAtRecall(0.5, thresholdCount: 0)])
    add("PrecisionAtRecall(thresholdCount: -1)", metrics: [PrecisionAtRecall(0.5, thresholdCount: -1)])
    add("PrecisionAtRecall(thresholdCount: .max)", metrics: [PrecisionAtRecall(0.5, thresholdCount: .max)])
    add("SensitivityAtSpecificity(classID: 3)", metrics: [SensitivityAtSpecificity(0.5, classID: 3)])
    add("AUC of one threshold", metrics: [AUC(approximation: .keras(thresholdCount: 1))])
    add("AUC of Int.max thresholds", metrics: [AUC(approximation: .keras(thresholdCount: .max))])
    add("AUC at the threshold NaN", metrics: [AUC(approximation: .thresholds([.nan]))])
    add("AUC(labelCount: 0)", metrics: [AUC(multiLabel: true, labelCount: 0)])
    add("AUC(labelCount: 3) of one output", metrics: [AUC(multiLabel: true, labelCount: 3)])
    add("AUC(labelWeights: [1, 2]) of one output", metrics: [AUC(multiLabel: true, labelWeights: [1, 2])])
    add("AUC(labelWeights: [-1])", metrics: [AUC(multiLabel: true, labelWeights: [-1])])
    add("topKCategoricalAccuracy(k: 0)", units: 3, metrics: [TopKCategoricalAccuracy(k: 0)])
    add("sparseTopKCategoricalAccuracy(k: -1)", units: 3, metrics: [SparseTopKCategoricalAccuracy(k: -1)])
    add("fBetaScore(beta: 0)", units: 3, metrics: [FBetaScore(beta: 0)])
    add("fBetaScore(threshold: 0)", units: 3, metrics: [FBetaScore(threshold: 0)])
    add("expectedCalibrationError(binCount: 0)", metrics: [ExpectedCalibrationError(binCount: 0)])
    add("expectedCalibrationError(binCount: -1)", metrics: [ExpectedCalibrationError(binCount: -1)])
    add("expectedCalibrationError(binCount: .max)", metrics: [ExpectedCalibrationError(binCount: .max)])
    add(
      "the positive class of three", units: 3, metrics: [ExpectedCalibrationError(confidence: .positiveClass)]
    )
    add("binaryAccuracy(threshold: NaN)", metrics: [BinaryAccuracy(threshold: .nan)])
  }

  /// Metrics of arrays.
  fileprivate mutating func addCounts() {
    let scores = Tensor<Float>([0.25, 0.75, 0.5])
    add("a metric of no rows") {
      _ = try AUC().value(labels: Tensor<Float>([]), predictions: Tensor<Float>([]))
    }
    add("a metric of fewer labels") { _ = try AUC().value(labels: Tensor<Float>([1]), predictions: scores) }
    add("a metric of more weights") {
      _ = try Precision().value(
        labels: Tensor<Float>([1, 0, 1]), predictions: scores, weights: Tensor<Float>([1, 1]))
    }
    add("a metric of negative weights") {
      _ = try Precision().value(
        labels: Tensor<Float>([1, 0, 1]), predictions: scores, weights: Tensor<Float>([1, -1, 1]))
    }
    add("a metric of NaN") {
      _ = try BrierScore().value(labels: Tensor<Float>([1, 0, .nan]), predictions: scores)
    }
    add("a metric of single numbers") {
      let one = Tensor<Float>(repeating: 1, shape: [])
      _ = try BinaryAccuracy().value(labels: one, predictions: one)
    }
    add("a metric of no columns") {
      let none = Tensor<Float>(repeating: 1, shape: [3, 0])
      _ = try CategoricalAccuracy().value(labels: none, predictions: none)
    }
  }
}
