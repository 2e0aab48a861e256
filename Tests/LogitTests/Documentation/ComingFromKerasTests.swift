import Foundation
import Logit
import Testing

/// The lines of the article "Coming from Keras", which must compile and run as they stand there.
@Suite struct ComingFromKerasTests {
  private static func rows() throws -> (x: Tensor<Float>, y: Tensor<Float>) {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Float>(
      try Tensor.vstack(
        (0..<3).map { generator.normal(mean: 3 * Double($0), standardDeviation: 1, shape: [40, 4]) }))
    let labels = (0..<3).flatMap { [Float](repeating: Float($0), count: 40) }
    let order = generator.permutation(120)
    return (try x.rows(at: order), try Tensor(labels).rows(at: order))
  }

  @Test("The classifier of the article trains, is saved, and goes to Keras and back")
  func classifier() throws {
    let (x, y) = try Self.rows()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("model.safetensors").path

    var model = try Sequential(seed: 42) {
      Input(shape: [4])
      try Normalization(adaptedTo: x)
      Dense(16, activation: .relu, kernelRegularizer: .l2(0.001), kernelConstraint: .maxNorm(3))
      BatchNormalization()
      Dropout(0.2)
      Dense(3, activation: .softmax)
    }
    try model.compile(
      optimizer: .adam(
        learningRate: .exponentialDecay(0.01, decaySteps: 100, decayRate: 0.96),
        options: OptimizerOptions(weightDecay: 0.004, clipping: .globalNorm(1))),
      loss: .sparseCategoricalCrossentropy, metrics: [.accuracy], weightedMetrics: [.accuracy])
    let callbacks: [any Callback] = [
      try EarlyStopping(monitor: "val_loss", patience: 5, restoreBestWeights: true),
      try ModelCheckpoint(folder.path + "/{epoch:02d}-{val_loss:.2f}.safetensors", saveBestOnly: true),
      try CSVLogger(folder.path + "/log.csv"),
    ]
    let history = try model.fit(
      x, y, classWeight: [0: 1, 1: 2, 2: 1], epochs: 20, batchSize: 16, verbose: .silent,
      callbacks: callbacks,
      validationSplit: 0.2)
    #expect(history["val_loss"].count == history.epochs.count)

    let logs = try model.evaluate(x, y, classWeight: [0: 1, 1: 2, 2: 1])
    #expect((logs.accuracy ?? 0) > 0.9 && logs["weighted_accuracy"] != nil)
    let probabilities = try model.predict(x)
    #expect(probabilities.shape == [120, 3])
    print(model.summary())

    try model.save(to: path)
    var later = try Sequential(kerasJSON: model.kerasJSON())
    _ = try later.restore(from: path)
    #expect(try later.predict(x) == probabilities)
  }

  @Test("Data that does not fit into memory arrives batch by batch")
  func stream() throws {
    let (x, y) = try Self.rows()
    var model = try Sequential(seed: 42) { Dense(3, inputShape: [4], activation: .softmax) }
    try model.compile(optimizer: .rmsprop(), loss: .sparseCategoricalCrossentropy)
    try model.fit(
      batches: {
        stride(from: 0, to: 120, by: 30).lazy.map { LabeledRows(x.rows($0..<$0 + 30), y.rows($0..<$0 + 30)) }
      },
      epochs: 2, verbose: .silent)
    let logs = try model.trainOnBatch(x.rows(..<30), y.rows(..<30))
    #expect(try model.testOnBatch(x.rows(..<30), y.rows(..<30)).loss < logs.loss)
    try model.setLearningRate(try model.learningRate / 2)
    let rate = try model.learningRate
    #expect(abs(rate - 0.0005) < 1e-9)
  }

  @Test("Short names are those of the losses and metrics they stand for")
  func shortNames() throws {
    let (x, y) = try Self.rows()
    var model = try Sequential(seed: 42) { Dense(1, inputShape: [4]) }
    try model.compile(optimizer: .sgd, loss: .mse, metrics: [.mse, .mae])
    let logs = try model.evaluate(x, y)
    // The loss and the metric add up the same numbers, each in an order of its own.
    let squared = logs["mean_squared_error"] ?? .nan
    #expect(abs(logs.loss - squared) < 1e-5 * squared)
    try model.compile(optimizer: .sgd, loss: .mae)
    let (loss, absolute) = (try model.evaluate(x, y).loss, logs["mean_absolute_error"] ?? .nan)
    #expect(abs(loss - absolute) < 1e-5 * absolute)
  }

  @Test("A callback of one's own stops training, and a lambda changes the logs")
  func callbacks() throws {
    final class StopAtAccuracy: EpochEndCallback {
      func onEpochEnd(
        _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
      ) {
        if (logs.accuracy ?? 0) > 0.5 { control.stopTraining = true }
      }
    }
    let (x, y) = try Self.rows()
    var model = try Sequential(seed: 42) { Dense(3, inputShape: [4], activation: .softmax) }
    try model.compile(
      optimizer: .sgd(learningRate: 0.05, momentum: 0.9, nesterov: true),
      loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy])
    let stamp = LambdaCallback(onEpochEnd: { epoch, logs, _, _ in logs.set("stamp", to: Double(epoch)) })
    let history = try model.fit(x, y, epochs: 50, verbose: .silent, callbacks: [stamp, StopAtAccuracy()])
    #expect(history.epochs.count < 50 && history["stamp"].first == 0)
  }
}
