import Foundation
import LogitFiles
import Testing

@testable import Logit

/// Training that ends at any step when it is cancelled, with what it has learned.
@Suite struct CancelledTrainingTests {
  @Test("A callback's own CancellationError ends the training as any error does")
  func callbackCancels() async throws {
    let rows = TrainingJobCase.rows()
    let ending = LambdaCallback(onEpochEnd: { epoch, _, _, _ in
      if epoch == 1 { throw CancellationError() }
    })
    let job = try TrainingJobCase.layers.model().training(
      rows.x, rows.y, epochs: 4, batchSize: 8, callbacks: [ending])
    await #expect(throws: CancellationError.self) { try await job.value }
    #expect(await job.reached?.interruptedEpoch == nil)
    #expect(job.history.epochs == [0, 1])
    #expect(await job.resumed() === job)
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
      let watch = TrainingJobCase.cancelling(after: looks)
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
    let rows = TrainingJobCase.rows(4000)
    let beginning = try TrainingJobCase.layers.model()
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
    let rows = TrainingJobCase.rows()
    let beginning = try TrainingJobCase.layers.model()
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
    #expect(try await TrainingJobCase.bytes(task.value) == TrainingJobCase.bytes(beginning))
  }
}
