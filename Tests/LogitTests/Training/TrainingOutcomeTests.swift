import Foundation
import Testing

@testable import Logit

/// What callbacks came to, in the history of the training.
@Suite struct TrainingOutcomeTests {
  /// Gives the logs a number for each epoch.
  fileprivate static func given() -> LambdaCallback {
    LambdaCallback(onEpochEnd: { epoch, logs, _, _ in logs.set("given", to: values[epoch]) })
  }

  fileprivate static let values = [5.0, 3, 4, 2, 6, 7, 8, 9]

  private static func train(
    _ callbacks: [any Callback], epochs: Int = 8
  ) throws -> (model: Sequential, history: History) {
    var model = try SavedModelCase.optimizers[0].model()
    let history = try SavedModelCase.train(&model, 0..<epochs, callbacks: callbacks)
    return (model, history)
  }

  @Test("EarlyStopping: the best epoch, why training stopped, and whose weights came back")
  func earlyStopping() throws {
    let stopping = try EarlyStopping(monitor: "given", patience: 2, mode: .min, restoreBestWeights: true)
    let (model, history) = try Self.train([Self.given(), stopping])
    #expect(history.epochs.count == 6)
    #expect(history.stopReason == .earlyStopping(monitor: "given", epoch: 5))
    #expect(history.bestEpoch == 3 && history.restoredEpoch == 3 && stopping.bestEpoch == 3)
    #expect(
      history.outcome.best == [.init(callback: "EarlyStopping", monitor: "given", epoch: 3, value: 2)])
    let (best, _) = try Self.train([], epochs: 4)
    #expect(model.weights == best.weights)
  }

  @Test("Without a callback there is nothing but that all epochs were made")
  func plain() throws {
    let (_, history) = try Self.train([])
    var expected = TrainingOutcome()
    expected.stopReason = .allEpochs
    #expect(history.outcome == expected)
    #expect(history.bestEpoch == nil && history.restoredEpoch == nil)
  }

  @Test("ModelCheckpoint: the best epoch and its file; ReduceLROnPlateau: the rates")
  func checkpointAndRate() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-outcome-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let best = try ModelCheckpoint(
      "\(folder.path)/{epoch}.safetensors", monitor: "given", saveBestOnly: true, mode: .min)
    let slower = try ReduceLROnPlateau(monitor: "given", factor: 0.5, patience: 2, mode: .min)
    let (_, history) = try Self.train([Self.given(), best, slower])
    #expect(history.outcome.checkpointPath == "\(folder.path)/4.safetensors")
    #expect(history.bestEpoch == 3 && history.stopReason == .allEpochs)
    #expect(history.outcome.best.map(\.callback) == ["ModelCheckpoint"])
    #expect(history.outcome.learningRateChanges.map(\.epoch) == [5, 7])
    let rate = Double(Float(0.1))
    #expect(
      history.outcome.learningRateChanges.map(\.learningRate)
        == [Double(Float(rate / 2)), Double(Float(Double(Float(rate / 2)) / 2))])
  }

  @Test("A callback of one's own, a cancelled training and a loss that diverges say so")
  func otherEnds() throws {
    let stop = LambdaCallback(onEpochEnd: { epoch, _, _, control in control.stopTraining = epoch == 1 })
    #expect(try Self.train([stop]).history.stopReason == .callback)

    var model = try Sequential(seed: 1) { Dense(1, inputShape: [2]) }
    try model.compile(optimizer: .sgd(learningRate: 1e20), loss: .meanSquaredError)
    let history = try SavedModelCase.train(&model, 0..<3, callbacks: [TerminateOnNaN()])
    #expect(history.stopReason == .divergence(epoch: 0))

    var cancelled = try SavedModelCase.optimizers[0].model()
    var looks = 0
    let watch = TrainingWatch(
      reporter: nil,
      isCancelled: {
        looks += 1
        return looks > 7
      }, lookInterval: .zero)
    let fit = RowsFit(
      SavedModelCase.rows.x, SavedModelCase.rows.y, sampleWeight: nil, classWeight: nil, epochs: 3,
      batchSize: 16, callbacks: [Self.given()], validationData: nil, validationBatchSize: 16)
    #expect(throws: CancellationError.self) { _ = try fit.train(&cancelled, watch: watch) }
    #expect(watch.history?.stopReason == .cancelled && cancelled.interruptedEpoch != nil)
  }

  private actor Trainer {
    private var model: Sequential
    init(_ model: Sequential) { self.model = model }
    func train() throws -> History {
      let stopping = try EarlyStopping(monitor: "given", patience: 2, mode: .min)
      return try SavedModelCase.train(
        &model, 0..<8, callbacks: [TrainingOutcomeTests.given(), stopping])
    }
    func job() throws -> TrainingJob {
      let stopping = try EarlyStopping(monitor: "given", patience: 2, mode: .min)
      return model.training(
        SavedModelCase.rows.x, SavedModelCase.rows.y, epochs: 8, batchSize: 16,
        callbacks: [TrainingOutcomeTests.given(), stopping])
    }
  }

  @Test("The best epoch is there after a fit in an actor, and of a job")
  func actor() async throws {
    let trainer = Trainer(try SavedModelCase.optimizers[0].model())
    let history = try await trainer.train()
    #expect(history.bestEpoch == 3)
    let job = try await Trainer(SavedModelCase.optimizers[0].model()).job()
    _ = try await job.value
    #expect(job.history == history)
    #expect(job.history.stopReason == .earlyStopping(monitor: "given", epoch: 5))
  }
}
