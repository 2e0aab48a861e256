import Foundation
import LogitFiles
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

  // MARK: Cancelled and gone on

  /// What all callbacks with a memory are to remember.
  private static func remembering(_ folder: String) throws -> [any Callback] {
    [
      given(), try EarlyStopping(monitor: "given", patience: 2, mode: .min, restoreBestWeights: true),
      try ReduceLROnPlateau(monitor: "given", factor: 0.5, patience: 1, mode: .min),
      try ModelCheckpoint(
        "\(folder)/{epoch}.safetensors", monitor: "given", saveBestOnly: true, mode: .min),
      try CSVLogger("\(folder)/log.csv"), try BackupAndRestore("\(folder)/backup"),
    ]
  }

  private static func fit(_ callbacks: [any Callback], from epoch: Int = 0) -> RowsFit {
    var fit = RowsFit(
      SavedModelCase.rows.x, SavedModelCase.rows.y, sampleWeight: nil, classWeight: nil, epochs: 8,
      batchSize: 16, callbacks: callbacks, validationData: nil, validationBatchSize: 16)
    fit.initialEpoch = epoch
    return fit
  }

  @Test("Cancelled at any step, a training that goes on has the outcome, log and weights of the whole")
  func resumedAtAnyStep() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-outcome-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appendingPathComponent("log.csv")
    var whole = try SavedModelCase.optimizers[0].model()
    let expected = try Self.fit(Self.remembering(folder.path)).train(&whole, watch: nil)
    let expectedLog = try String(contentsOf: log, encoding: .utf8)
    #expect(expected.restoredEpoch == 3 && expected.outcome.learningRateChanges.count > 1)
    var cancelledCount = 0
    for looks in 0..<1000 {
      var (model, left) = (try SavedModelCase.optimizers[0].model(), looks)
      let callbacks = try Self.remembering(folder.path)
      let cancelling = TrainingWatch(
        reporter: nil,
        isCancelled: {
          left -= 1
          return left < 0
        }, lookInterval: .zero)
      do {
        _ = try Self.fit(callbacks).train(&model, watch: cancelling)
        break
      } catch is CancellationError {}
      guard let epoch = model.resumeInterruptedEpoch() else { continue }
      cancelledCount += 1
      let earlier = try #require(cancelling.history)
      #expect(earlier.stopReason == .cancelled)
      #expect(earlier.bestEpoch == [nil, 0, 1, 1, 3, 3, 3][earlier.epochs.count])
      let goingOn = TrainingWatch(reporter: nil, earlierHistory: earlier, isCancelled: nil)
      let history = try Self.fit(callbacks, from: epoch).train(&model, watch: goingOn)
      #expect(history == expected, "look \(looks)")
      #expect(model.weights == whole.weights, "look \(looks)")
      #expect(try String(contentsOf: log, encoding: .utf8) == expectedLog, "look \(looks)")
    }
    #expect(cancelledCount > 30)
  }

  @Test("A cancelled job's history says that it was cancelled, and what callbacks came to until then")
  func cancelledJob() async throws {
    let current = Locked<TrainingJob?>(nil)
    let cancelling = LambdaCallback(onEpochEnd: { epoch, _, _, _ in
      guard epoch == 4 else { return }
      while current.withLock({ $0 == nil }) { usleep(100) }
      current.withLock { $0?.cancel() }
    })
    let stopping = try EarlyStopping(monitor: "given", patience: 2, mode: .min, restoreBestWeights: true)
    let job = try SavedModelCase.optimizers[0].model().training(
      SavedModelCase.rows.x, SavedModelCase.rows.y, epochs: 8, batchSize: 16,
      callbacks: [Self.given(), stopping, cancelling])
    current.withLock { $0 = job }
    await #expect(throws: CancellationError.self) { try await job.value }
    current.withLock { $0 = nil }
    #expect(job.history.epochs == Array(0..<5) && job.history.stopReason == .cancelled)
    #expect(job.history.bestEpoch == 3 && job.history.restoredEpoch == nil)
    #expect(job.latest?.history == job.history)
    let next = await job.resumed()
    let model = try await next.value
    #expect(next.history.stopReason == .earlyStopping(monitor: "given", epoch: 5))
    #expect(next.history.restoredEpoch == 3)
    #expect(try model.weights == Self.train([], epochs: 4).model.weights)
    // Whether it had begun or not.
    let early = try SavedModelCase.optimizers[0].model().training(
      SavedModelCase.rows.x, SavedModelCase.rows.y, epochs: .max)
    early.cancel()
    await #expect(throws: CancellationError.self) { try await early.value }
    #expect(early.history.stopReason == .cancelled)
  }

  @Test("What callbacks came to is in a job's history also when an error ends it")
  func failedJob() async throws {
    struct Enough: Error {}
    let stopping = try EarlyStopping(monitor: "given", patience: 2, mode: .min)
    let failing = LambdaCallback(onTrainBatchEnd: { _, logs, model, _ in
      if model.optimizerState.iteration == 22 { throw Enough() }
    })
    let job = try SavedModelCase.optimizers[0].model().training(
      SavedModelCase.rows.x, SavedModelCase.rows.y, epochs: 8, batchSize: 16,
      callbacks: [Self.given(), stopping, failing])
    await #expect(throws: Enough.self) { try await job.value }
    #expect(job.history.epochs == Array(0..<4) && job.history.stopReason == nil)
    #expect(job.history.bestEpoch == 3)
  }

  @Test("ModelCheckpoint says once, not with each file, that its files hold no layers")
  func withoutLayers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-outcome-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    var driver = try CallbackDriver([ModelCheckpoint("\(folder.path)/{epoch}.safetensors", monitor: "loss")])
    #expect(try driver.run([3, 2, 1]) == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    #expect(driver.said.lines.count == 1)
    #expect(
      driver.said.lines[0].hasPrefix(
        "ModelCheckpoint saves the weights without the layers. "))
    #expect(driver.said.lines[0].contains("layer shelf"), "\(driver.said.lines)")
    #expect(
      driver.said.lines[0].hasSuffix(
        " Sequential.restore(from:) takes such a file into a model that the program makes."))
  }
}
