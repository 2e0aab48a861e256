@testable import Logit

/// A model that is trained as a job, of every kind of step: a run of steps in one kernel, one kernel a step,
/// layers with random draws and averages. With what all of them are trained on, and how they are compared.
enum TrainingJobCase: CaseIterable {
  case run, fused, layers

  func model() throws -> Sequential {
    let layers: [any Layer] =
      switch self {
      case .run: [Dense(1, inputShape: [2], activation: .sigmoid)]
      case .fused: [Dense(1, inputShape: [2], activation: .sigmoid, kernelRegularizer: .l2(0.01))]
      case .layers:
        [
          Dense(6, inputShape: [2], activation: .tanh), BatchNormalization(), Dropout(0.25),
          Dense(1, activation: .sigmoid),
        ]
      }
    var model = try Sequential(layers, seed: 11)
    // The run's metric is counted by its kernel.
    try model.compile(
      optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy,
      metrics: self == .run ? [.accuracy] : [.accuracy, .auc()])
    return model
  }

  static let batchSize = 8
  static let epochs = 4

  /// 39 rows, so that the last of 5 batches is short.
  static func rows(_ count: Int = 39) -> LabeledRows {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [count, 2]))
    return LabeledRows(x, Tensor((0..<count).map { x[$0, 0] + 0.5 * x[$0, 1] > 0 ? 1 : 0 }))
  }

  /// Weights, what the optimizer keeps, and the position.
  static func bytes(_ model: Sequential) throws -> [UInt8] {
    try SavedModelContents(model, includesOptimizer: true).encoded(model, epoch: 0, .missing(""))
  }

  static func call(
    _ rows: LabeledRows = rows(), batchSize: Int = batchSize, initialEpoch: Int = 0,
    callbacks: [any Callback] = []
  ) -> RowsFit {
    RowsFit(
      rows: rows, epochs: epochs, batchSize: batchSize, callbacks: callbacks, validationSplit: 0,
      validationData: Self.rows(20), shuffle: true, initialEpoch: initialEpoch, validationFreq: 1)
  }

  /// Wants training to end when it is asked for the nth time, as it is after each step or chunk of steps.
  static func cancelling(after looks: Int, onProgress: ((TrainingProgress) -> Void)? = nil)
    -> TrainingWatch
  {
    var left = looks
    return TrainingWatch(
      reporter: nil,
      isCancelled: {
        left -= 1
        return left < 0
      }, onProgress: onProgress, lookInterval: .zero)
  }
}
