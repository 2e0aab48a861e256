import Foundation
import LogitFiles
import Testing

@testable import Logit

/// What a job tells of how it goes along.
@Suite struct TrainingProgressTests {
  @Test("Progress ends with the whole training, and comes in order")
  func progress() async throws {
    let rows = TrainingJobCase.rows(400)
    let job = try TrainingJobCase.layers.model().training(
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

  @Test("A training of any number of epochs tells how it goes along until it is cancelled")
  func endless() async throws {
    let rows = TrainingJobCase.rows()
    let job = try TrainingJobCase.fused.model().training(rows.x, rows.y, epochs: .max, batchSize: 8)
    OwnThread.run {
      while (job.latest?.epoch ?? 0) < 3 { usleep(1000) }
      job.cancel()
    }
    await #expect(throws: CancellationError.self) { try await job.value }
    #expect(job.latest?.timeLeft == nil && job.latest?.epochs == .max)
  }
}
