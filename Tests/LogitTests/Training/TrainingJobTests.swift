import Foundation
import LogitFiles
import Testing

@testable import Logit

/// Training on a thread of its own, which comes out as `fit` does, and can be ended at any step.
@Suite struct TrainingJobTests {
  /// Every kind of step: a run of steps in one kernel, one kernel a step, layers with random draws and
  /// averages.
  enum Kind: CaseIterable {
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

  private static func call(
    _ rows: LabeledRows = rows(), batchSize: Int = batchSize, initialEpoch: Int = 0,
    callbacks: [any Callback] = []
  ) -> RowsFit {
    RowsFit(
      rows: rows, epochs: epochs, batchSize: batchSize, callbacks: callbacks, validationSplit: 0,
      validationData: Self.rows(20), shuffle: true, initialEpoch: initialEpoch, validationFreq: 1)
  }

  /// Wants training to end when it is asked for the nth time, as it is after each step or chunk of steps.
  private static func cancelling(after looks: Int, onProgress: ((TrainingProgress) -> Void)? = nil)
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

  // MARK: The same as fit

  @Test("A job gives the model and the history that fit gives, to the last bit", arguments: Kind.allCases)
  func sameAsFit(_ kind: Kind) async throws {
    let rows = Self.rows()
    let beginning = try kind.model()
    var expected = beginning
    let history = try expected.fit(
      rows.x, rows.y, epochs: 30, batchSize: Self.batchSize, verbose: .silent, validationSplit: 0.2)
    let job = beginning.training(
      rows.x, rows.y, epochs: 30, batchSize: Self.batchSize, validationSplit: 0.2)
    let model = try await job.value
    #expect(try Self.bytes(model) == Self.bytes(expected))
    #expect(job.history == history)
    #expect(model.interruptedEpoch == nil)
    // The model that was asked is the one it was.
    #expect(try Self.bytes(beginning) == Self.bytes(kind.model()))
  }

  @Test("A job on a stream of batches gives what fit gives")
  func sameAsStreamedFit() async throws {
    let rows = Self.rows()
    let batches: @Sendable () -> [LabeledRows] = {
      stride(from: 0, to: 39, by: 8).map { first in
        let range = first..<min(first + 8, 39)
        return LabeledRows(rows.x.rows(range), rows.y.rows(range))
      }
    }
    var expected = try Kind.layers.model()
    let history = try expected.fit(batches: batches, epochs: 3, verbose: .silent)
    let job = try Kind.layers.model().training(batches: batches, epochs: 3)
    #expect(try await Self.bytes(job.value) == Self.bytes(expected))
    #expect(job.history == history)
  }

  @Test("Callbacks are the job's, whether they can be shared or not")
  func callbacks() async throws {
    let rows = Self.rows()
    final class Counting: EpochEndCallback, Sendable {
      let count = Locked(0)
      func onEpochEnd(
        _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
      ) {
        count.withLock { $0 += 1 }
      }
    }
    let counting = Counting()
    let model = try Kind.run.model()
    let job = try model.training(
      rows.x, rows.y, epochs: 50,
      callbacks: [counting, EarlyStopping(monitor: "loss", minDelta: 10, patience: 2)])
    _ = try await job.value
    #expect(counting.count.withLock { $0 } == 3)
    #expect(job.history.epochs == [0, 1, 2])
  }

  // MARK: Progress

  @Test("Progress ends with the whole training, and comes in order")
  func progress() async throws {
    let rows = Self.rows(400)
    let job = try Kind.layers.model().training(
      rows.x, rows.y, epochs: 20, batchSize: 10, validationSplit: 0.1)
    var all: [TrainingProgress] = []
    for await progress in job.progress { all.append(progress) }
    let last = try #require(all.last)
    #expect((last.epoch, last.epochs, last.step, last.stepCount) == (19, 20, 36, 36))
    #expect(last.logs == job.history.last && last.logs["val_loss"] != nil)
    #expect(last.timeLeft == .zero && last.fractionCompleted == 1 && last.stepsPerSecond > 0)
    #expect(last.history == job.history && job.history.epochs == Array(0..<20))
    #expect(last.description.hasPrefix("Epoch 20/20, step 36/36, 0s left - accuracy: "))
    for (earlier, later) in zip(all, all.dropFirst()) {
      #expect(earlier.fractionCompleted <= later.fractionCompleted && earlier.elapsed < later.elapsed)
    }
    #expect(job.latest == last)
  }

  @Test("A stream's steps are unknown until it ended once")
  func streamProgress() throws {
    var told: [TrainingProgress] = []
    let meter = TrainingMeter { told.append($0) }
    meter.trainingBegan(
      HistoryRecord(History(names: [], stepCount: 0, epochCapacity: 0)), epochs: 4)
    meter.epochBegan(1, from: 0, stepCount: 0)
    // Each is due.
    var later = ContinuousClock().now
    var now: ContinuousClock.Instant {
      later += .seconds(1)
      return later
    }
    meter.stepsEnded(5, now) { Logs() }
    meter.lastStepEnded(10, isWhole: true)
    meter.stepsEnded(10, now) { Logs() }
    meter.epochBegan(2, from: 0, stepCount: 0)
    meter.stepsEnded(5, now) { Logs() }
    #expect(told.map(\.stepCount) == [nil, 10, 10])
    #expect(told[0].timeLeft == nil && told[1].timeLeft != nil)
    #expect(told.map(\.fractionCompleted) == [0.25, 0.5, 0.625])
  }

  // MARK: Cancelling

  @Test(
    "Cancelled at any step, training goes on with the same bits and logs", arguments: Kind.allCases,
    [true, false])
  func everyStep(_ kind: Kind, observesBatches: Bool) throws {
    let callbacks: [any Callback] =
      observesBatches ? [LambdaCallback(onTrainBatchEnd: { _, _, _, _ in })] : []
    var whole = try kind.model()
    let expected = try Self.call(callbacks: callbacks).train(&whole, watch: nil)
    var epochsSeen: Set<Int> = []
    // Cancelled when somebody looks up for the nth time: between steps, epochs, batches of validation.
    for looks in 0..<10_000 {
      let cancelling = Self.cancelling(after: looks)
      var model = try kind.model()
      do {
        _ = try Self.call(callbacks: callbacks).train(&model, watch: cancelling)
        break
      } catch is CancellationError {}
      for weight in model.weights { #expect(weight.scalars.allSatisfy { $0.isFinite }) }
      guard let epoch = model.resumeInterruptedEpoch() else {
        // Nothing had begun.
        #expect(cancelling.history == nil)
        #expect(try Self.bytes(model) == Self.bytes(kind.model()))
        continue
      }
      epochsSeen.insert(epoch)
      let goingOn = TrainingWatch(
        reporter: nil, earlierHistory: cancelling.history, isCancelled: nil)
      let history = try Self.call(initialEpoch: epoch, callbacks: callbacks).train(&model, watch: goingOn)
      #expect(try Self.bytes(model) == Self.bytes(whole), "look \(looks)")
      #expect(history == expected, "look \(looks)")
    }
    #expect(epochsSeen == Set(0..<Self.epochs))
  }

  @Test(
    "Where many steps are one kernel call, training ends between those, and the time does not show in the logs"
  )
  func chunks() throws {
    // 10,000 steps of 8 numbers, of which a call makes 4,096.
    let rows = Self.rows(20_000)
    var whole = try Kind.run.model()
    let expected = try Self.call(rows, batchSize: 2).train(&whole, watch: nil)
    var looked = try Kind.run.model()
    #expect(
      try Self.call(rows, batchSize: 2).train(&looked, watch: Self.cancelling(after: .max)) == expected)
    var batches: [Int] = []
    for looks in 2..<9 {
      var model = try Kind.run.model()
      let cancelling = Self.cancelling(after: looks)
      #expect(throws: CancellationError.self) {
        try Self.call(rows, batchSize: 2).train(&model, watch: cancelling)
      }
      batches.append(model.position.batch)
      let interrupted = model.resumeInterruptedEpoch()
      let epoch = try #require(interrupted)
      let history = try Self.call(rows, batchSize: 2, initialEpoch: epoch).train(
        &model,
        watch: TrainingWatch(reporter: nil, earlierHistory: cancelling.history, isCancelled: nil))
      #expect(try Self.bytes(model) == Self.bytes(whole))
      #expect(history == expected)
    }
    #expect(batches.contains(4096) && batches.contains(8192))
  }

  @Test("A cancelled job that goes on ends as one that was never cancelled", arguments: Kind.allCases)
  func resumed(_ kind: Kind) async throws {
    let rows = Self.rows(2000)
    var expected = try kind.model()
    let history = try expected.fit(
      rows.x, rows.y, epochs: 12, batchSize: 4, verbose: .silent, validationSplit: 0.2)
    // Cancelled at the end of three epochs, by the training itself: it would not wait for another thread.
    let current = Locked<Job<Sequential, TrainingProgress>?>(nil)
    let cancelling = LambdaCallback(onEpochEnd: { epoch, _, _, _ in
      guard [1, 4, 5].contains(epoch) else { return }
      while current.withLock({ $0?.isCancelled ?? true }) { usleep(100) }
      current.withLock { $0 }?.cancel()
    })
    var job = try kind.model().training(
      rows.x, rows.y, epochs: 12, batchSize: 4, callbacks: [cancelling], validationSplit: 0.2)
    for _ in 0..<3 {
      current.withLock { $0 = job }
      let next = await job.resumed()
      #expect(next !== job)
      // However often it is asked, one training goes on.
      #expect(await job.resumed() === next)
      job = next
    }
    current.withLock { $0 = nil }
    #expect(try await Self.bytes(job.value) == Self.bytes(expected))
    #expect(job.history == history)
    #expect(await job.resumed() === job)
  }

  @Test("A job that was cancelled before it began does not go on with the epoch of an earlier training")
  func cancelledBeforeItBegan() async throws {
    var model = try Kind.layers.model()
    #expect(throws: CancellationError.self) {
      try Self.call().train(&model, watch: Self.cancelling(after: 12))
    }
    #expect(model.interruptedEpoch != nil)
    let rows = Self.rows()
    var expected = model
    let history = try expected.fit(rows.x, rows.y, epochs: 3, batchSize: 8, verbose: .silent)
    let job = model.training(rows.x, rows.y, epochs: 3, batchSize: 8)
    job.cancel()
    let again = await job.resumed()
    #expect(try await Self.bytes(again.value) == Self.bytes(expected))
    #expect(again.history == history)
  }

  @Test("A training of any number of epochs tells how it goes along until it is cancelled")
  func endless() async throws {
    let rows = Self.rows()
    let job = try Kind.fused.model().training(rows.x, rows.y, epochs: .max, batchSize: 8)
    OwnThread.run {
      while (job.latest?.epoch ?? 0) < 3 { usleep(1000) }
      job.cancel()
    }
    await #expect(throws: CancellationError.self) { try await job.value }
    #expect(job.latest?.timeLeft == nil && job.latest?.epochs == .max)
  }

  @Test("A callback's own CancellationError ends the training as any error does")
  func callbackCancels() async throws {
    let rows = Self.rows()
    let ending = LambdaCallback(onEpochEnd: { epoch, _, _, _ in
      if epoch == 1 { throw CancellationError() }
    })
    let job = try Kind.layers.model().training(
      rows.x, rows.y, epochs: 4, batchSize: 8, callbacks: [ending])
    await #expect(throws: CancellationError.self) { try await job.value }
    #expect(await job.reached?.interruptedEpoch == nil)
    #expect(job.history.epochs == [0, 1])
    #expect(await job.resumed() === job)
  }

  @Test("A model that was cancelled goes on from its checkpoint")
  func checkpoint() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("logit-job-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var whole = try Kind.layers.model()
    _ = try Self.call().train(&whole, watch: nil)
    var model = try Kind.layers.model()
    #expect(throws: CancellationError.self) {
      try Self.call().train(&model, watch: Self.cancelling(after: 12))
    }
    #expect(model.position.batch > 0)
    try model.save(to: path)
    var later = try Kind.layers.model()
    let epoch = try later.restore(from: path)
    #expect(epoch == model.interruptedEpoch)
    _ = try Self.call(initialEpoch: epoch).train(&later, watch: nil)
    #expect(try Self.bytes(later) == Self.bytes(whole))
  }

  @Test("Without being asked to go on, the next training begins an epoch of its own")
  func notResumed() throws {
    var model = try Kind.layers.model()
    #expect(throws: CancellationError.self) {
      try Self.call().train(&model, watch: Self.cancelling(after: 12))
    }
    #expect(model.position.batch > 0)
    // Other rows, fewer than were trained on before.
    let rows = Self.rows(9)
    let history = try model.fit(rows.x, rows.y, epochs: 2, batchSize: 8, verbose: .silent)
    #expect(history.epochs == [0, 1] && model.interruptedEpoch == nil)
    #expect(model.resumeInterruptedEpoch() == nil)
  }

  @Test("An epoch of 60,000 x 784 is left in its midst, with finite weights")
  func withinEpoch() async throws {
    let x = Tensor<Float>(repeating: 0.1, shape: [60_000, 784])
    let y = Tensor<Float>.zeros([60_000])
    var model = try Self.largeModel()
    let job = model.training(x, y, epochs: 1000)
    // When the first steps are made; from a thread that need not wait until other tests leave one of those
    // that tasks share.
    OwnThread.run {
      while job.latest == nil { usleep(1000) }
      job.cancel()
    }
    await #expect(throws: CancellationError.self) { try await job.value }
    model = try #require(await job.reached)
    let latest = try #require(job.latest)
    #expect((1...1875).contains(latest.step) && latest.stepCount == 1875)
    #expect(model.interruptedEpoch == latest.epoch && model.position.batch == latest.step)
    #expect(model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
    #expect(try model.predict(x.rows(0..<2)).scalars.allSatisfy { $0.isFinite })
  }

  /// A network for rows of 784, as many as there are.
  private static func largeModel() throws -> Sequential {
    var model = try Sequential(
      [Dense(64, inputShape: [784], activation: .relu), Dense(10, activation: .softmax)], seed: 1)
    try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    return model
  }

  @Test("In an epoch of 60,000 x 784 no step is made after the look that finds the job cancelled")
  func stepsAfterCancelling() async throws {
    let x = Tensor<Float>(repeating: 0.1, shape: [60_000, 784])
    let y = Tensor<Float>.zeros([60_000])
    // Asked after each step; ``LookPaceTests`` has how many steps are made between two looks at a time. Twice
    // it is asked before there are any.
    for looks in [3, 4, 9] {
      var model = try Self.largeModel()
      let watch = Self.cancelling(after: looks)
      let fit = RowsFit(
        x, y, sampleWeight: nil, classWeight: nil, epochs: 2, batchSize: 32, callbacks: [],
        validationData: nil, validationBatchSize: 32)
      #expect(throws: CancellationError.self) { try fit.train(&model, watch: watch) }
      #expect(model.interruptedEpoch == 0 && model.position.batch == looks - 1)
    }
    // Callbacks are followed by a look each.
    let steps = Locked(0)
    let current = Locked<TrainingJob?>(nil)
    let cancelling = LambdaCallback(onTrainBatchEnd: { step, _, _, _ in
      steps.withLock { $0 += 1 }
      guard step == 4 else { return }
      while current.withLock({ $0 == nil }) { usleep(100) }
      current.withLock { $0?.cancel() }
    })
    let job = try Self.largeModel().training(x, y, epochs: 2, callbacks: [cancelling])
    current.withLock { $0 = job }
    await #expect(throws: CancellationError.self) { try await job.value }
    // The step at hand, which began before anybody looked.
    #expect(steps.withLock { $0 } == 6)
    #expect(await job.reached?.position.batch == steps.withLock { $0 })
    current.withLock { $0 = nil }
  }

  @Test("fit ends when its task is cancelled, within an epoch, and keeps what it has learned")
  func cancelledTask() async throws {
    let rows = Self.rows(4000)
    let beginning = try Kind.layers.model()
    let hasBegun = Locked(false)
    let task = Task {
      var model = beginning
      let telling = LambdaCallback(onEpochBegin: { _, _, _ in hasBegun.withLock { $0 = true } })
      #expect(throws: CancellationError.self) {
        try model.fit(
          rows.x, rows.y, epochs: .max, batchSize: 1, verbose: .silent, callbacks: [telling])
      }
      return model
    }
    // Not from a task: fit holds one of the few threads that tasks share, and other tests may hold the
    // others.
    OwnThread.run {
      while !hasBegun.withLock({ $0 }) { usleep(1000) }
      task.cancel()
    }
    let model = await task.value
    #expect(model.interruptedEpoch != nil)
    #expect(model.weights != beginning.weights)
    #expect(model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }

  @Test("In a task that was cancelled before, fit changes nothing")
  func cancelledBefore() async throws {
    let rows = Self.rows()
    let beginning = try Kind.layers.model()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      var model = beginning
      #expect(throws: CancellationError.self) {
        try model.fit(rows.x, rows.y, epochs: 3, verbose: .silent)
      }
      #expect(throws: CancellationError.self) {
        try model.fit(batches: { [rows] }, epochs: 3, verbose: .silent)
      }
      return model
    }
    task.cancel()
    #expect(try await Self.bytes(task.value) == Self.bytes(beginning))
  }

  // MARK: Errors

  @Test("What is wrong with the arguments is thrown by the value, and the model is as it was")
  func badInput() async throws {
    let rows = Self.rows()
    let model = try Kind.layers.model()
    let job = model.training(rows.x, rows.y, epochs: 0)
    await #expect(throws: LogitError.invalidOption(name: "epochs", value: "0", expected: "at least 1")) {
      try await job.value
    }
    #expect(try await Self.bytes(#require(job.reached)) == Self.bytes(model))
    #expect(job.history.epochs.isEmpty)
    let uncompiled = try Sequential([Dense(1, inputShape: [2])])
    await #expect(throws: LogitError.notCompiled(operation: "fit")) {
      try await uncompiled.training(rows.x, rows.y).value
    }
  }

  @Test("After an error in training the last finite model is there")
  func diverged() async throws {
    let rows = Self.rows()
    var model = try Sequential([Dense(1, inputShape: [2])], seed: 1)
    try model.compile(optimizer: .sgd(learningRate: 1e18), loss: .meanSquaredError)
    let job = model.training(rows.x, rows.y, epochs: 20)
    let error = await #expect(throws: LogitError.self) { try await job.value }
    guard case .trainingDiverged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let reached = try #require(await job.reached)
    #expect(reached.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
    #expect(await job.resumed() === job)
  }

  @Test("What a callback throws ends the job")
  func callbackThrows() async throws {
    struct Enough: Error {}
    let rows = Self.rows()
    let job = try Kind.run.model().training(
      rows.x, rows.y, epochs: 9,
      callbacks: [LambdaCallback(onEpochEnd: { epoch, _, _, _ in if epoch == 3 { throw Enough() } })])
    await #expect(throws: Enough.self) { try await job.value }
    #expect(job.history.epochs == [0, 1, 2])
    let reached = try #require(await job.reached)
    #expect(reached.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }

  @Test("Jobs at once, more than there are processors, give what they give alone")
  func manyJobs() async throws {
    let rows = Self.rows(300)
    var expected = try Kind.layers.model()
    try expected.fit(rows.x, rows.y, epochs: 5, verbose: .silent)
    let bytes = try Self.bytes(expected)
    let jobs = try (0..<3 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
      try Kind.layers.model().training(rows.x, rows.y, epochs: 5)
    }
    for job in jobs { #expect(try await Self.bytes(job.value) == bytes) }
  }
}
