import Foundation
import LogitFiles
import Testing

@testable import Logit

/// Cancelled training that goes on as if it had not been cancelled.
@Suite struct ContinuedTrainingTests {
  @Test(
    "Cancelled at any step, training goes on with the same bits and logs",
    arguments: TrainingJobCase.allCases,
    [true, false])
  func everyStep(_ kind: TrainingJobCase, observesBatches: Bool) throws {
    let callbacks: [any Callback] =
      observesBatches ? [LambdaCallback(onTrainBatchEnd: { _, _, _, _ in })] : []
    var whole = try kind.model()
    let expected = try TrainingJobCase.call(callbacks: callbacks).train(&whole, watch: nil)
    var epochsSeen: Set<Int> = []
    // Cancelled when somebody looks up for the nth time: between steps, epochs, batches of validation.
    for looks in 0..<10_000 {
      let cancelling = TrainingJobCase.cancelling(after: looks)
      var model = try kind.model()
      do {
        _ = try TrainingJobCase.call(callbacks: callbacks).train(&model, watch: cancelling)
        break
      } catch is CancellationError {}
      for weight in model.weights { #expect(weight.scalars.allSatisfy { $0.isFinite }) }
      guard let epoch = model.resumeInterruptedEpoch() else {
        // Nothing had begun.
        #expect(cancelling.history == nil)
        #expect(try TrainingJobCase.bytes(model) == TrainingJobCase.bytes(kind.model()))
        continue
      }
      epochsSeen.insert(epoch)
      let goingOn = TrainingWatch(
        reporter: nil, earlierHistory: cancelling.history, isCancelled: nil)
      let history = try TrainingJobCase.call(initialEpoch: epoch, callbacks: callbacks).train(
        &model, watch: goingOn)
      #expect(try TrainingJobCase.bytes(model) == TrainingJobCase.bytes(whole), "look \(looks)")
      #expect(history == expected, "look \(looks)")
    }
    #expect(epochsSeen == Set(0..<TrainingJobCase.epochs))
  }

  @Test(
    "Where many steps are one kernel call, training ends between those, and the time does not show in the logs"
  )
  func chunks() throws {
    // 10,000 steps of 8 numbers, of which a call makes 4,096.
    let rows = TrainingJobCase.rows(20_000)
    var whole = try TrainingJobCase.run.model()
    let expected = try TrainingJobCase.call(rows, batchSize: 2).train(&whole, watch: nil)
    var looked = try TrainingJobCase.run.model()
    #expect(
      try TrainingJobCase.call(rows, batchSize: 2).train(
        &looked, watch: TrainingJobCase.cancelling(after: .max)) == expected)
    var batches: [Int] = []
    for looks in 2..<9 {
      var model = try TrainingJobCase.run.model()
      let cancelling = TrainingJobCase.cancelling(after: looks)
      #expect(throws: CancellationError.self) {
        try TrainingJobCase.call(rows, batchSize: 2).train(&model, watch: cancelling)
      }
      batches.append(model.position.batch)
      let interrupted = model.resumeInterruptedEpoch()
      let epoch = try #require(interrupted)
      let history = try TrainingJobCase.call(rows, batchSize: 2, initialEpoch: epoch).train(
        &model,
        watch: TrainingWatch(reporter: nil, earlierHistory: cancelling.history, isCancelled: nil))
      #expect(try TrainingJobCase.bytes(model) == TrainingJobCase.bytes(whole))
      #expect(history == expected)
    }
    #expect(batches.contains(4096) && batches.contains(8192))
  }

  @Test(
    "A cancelled job that goes on ends as one that was never cancelled", arguments: TrainingJobCase.allCases)
  func resumed(_ kind: TrainingJobCase) async throws {
    let rows = TrainingJobCase.rows(2000)
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
    #expect(try await TrainingJobCase.bytes(job.value) == TrainingJobCase.bytes(expected))
    #expect(job.history == history)
    #expect(await job.resumed() === job)
  }

  @Test("A job that was cancelled before it began does not go on with the epoch of an earlier training")
  func cancelledBeforeItBegan() async throws {
    var model = try TrainingJobCase.layers.model()
    #expect(throws: CancellationError.self) {
      try TrainingJobCase.call().train(&model, watch: TrainingJobCase.cancelling(after: 12))
    }
    #expect(model.interruptedEpoch != nil)
    let rows = TrainingJobCase.rows()
    var expected = model
    let history = try expected.fit(rows.x, rows.y, epochs: 3, batchSize: 8, verbose: .silent)
    let job = model.training(rows.x, rows.y, epochs: 3, batchSize: 8)
    job.cancel()
    let again = await job.resumed()
    #expect(try await TrainingJobCase.bytes(again.value) == TrainingJobCase.bytes(expected))
    #expect(again.history == history)
  }

  @Test("A model that was cancelled goes on from its checkpoint")
  func checkpoint() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("logit-job-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var whole = try TrainingJobCase.layers.model()
    _ = try TrainingJobCase.call().train(&whole, watch: nil)
    var model = try TrainingJobCase.layers.model()
    #expect(throws: CancellationError.self) {
      try TrainingJobCase.call().train(&model, watch: TrainingJobCase.cancelling(after: 12))
    }
    #expect(model.position.batch > 0)
    try model.save(to: path)
    var later = try TrainingJobCase.layers.model()
    let epoch = try later.restore(from: path)
    #expect(epoch == model.interruptedEpoch)
    _ = try TrainingJobCase.call(initialEpoch: epoch).train(&later, watch: nil)
    #expect(try TrainingJobCase.bytes(later) == TrainingJobCase.bytes(whole))
  }

  @Test("Without being asked to go on, the next training begins an epoch of its own")
  func notResumed() throws {
    var model = try TrainingJobCase.layers.model()
    #expect(throws: CancellationError.self) {
      try TrainingJobCase.call().train(&model, watch: TrainingJobCase.cancelling(after: 12))
    }
    #expect(model.position.batch > 0)
    // Other rows, fewer than were trained on before.
    let rows = TrainingJobCase.rows(9)
    let history = try model.fit(rows.x, rows.y, epochs: 2, batchSize: 8, verbose: .silent)
    #expect(history.epochs == [0, 1] && model.interruptedEpoch == nil)
    #expect(model.resumeInterruptedEpoch() == nil)
  }
}
