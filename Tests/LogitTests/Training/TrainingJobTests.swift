import Foundation
import LogitFiles
import Testing

@testable import Logit

/// Training on a thread of its own, which comes out as `fit` does.
@Suite struct TrainingJobTests {
  @Test(
    "A job gives the model and the history that fit gives, to the last bit",
    arguments: TrainingJobCase.allCases)
  func sameAsFit(_ kind: TrainingJobCase) async throws {
    let rows = TrainingJobCase.rows()
    let beginning = try kind.model()
    var expected = beginning
    let history = try expected.fit(
      rows.x, rows.y, epochs: 30, batchSize: TrainingJobCase.batchSize, verbose: .silent, validationSplit: 0.2
    )
    let job = beginning.training(
      rows.x, rows.y, epochs: 30, batchSize: TrainingJobCase.batchSize, validationSplit: 0.2)
    let model = try await job.value
    #expect(try TrainingJobCase.bytes(model) == TrainingJobCase.bytes(expected))
    #expect(job.history == history)
    #expect(model.interruptedEpoch == nil)
    // The model that was asked is the one it was.
    #expect(try TrainingJobCase.bytes(beginning) == TrainingJobCase.bytes(kind.model()))
  }

  @Test("A job on a stream of batches gives what fit gives")
  func sameAsStreamedFit() async throws {
    let rows = TrainingJobCase.rows()
    let batches: @Sendable () -> [LabeledRows] = {
      stride(from: 0, to: 39, by: 8).map { first in
        let range = first..<min(first + 8, 39)
        return LabeledRows(rows.x.rows(range), rows.y.rows(range))
      }
    }
    var expected = try TrainingJobCase.layers.model()
    let history = try expected.fit(batches: batches, epochs: 3, verbose: .silent)
    let job = try TrainingJobCase.layers.model().training(batches: batches, epochs: 3)
    #expect(try await TrainingJobCase.bytes(job.value) == TrainingJobCase.bytes(expected))
    #expect(job.history == history)
  }

  @Test("Callbacks are the job's, whether they can be shared or not")
  func callbacks() async throws {
    let rows = TrainingJobCase.rows()
    final class Counting: EpochEndCallback, Sendable {
      let count = Locked(0)
      func onEpochEnd(
        _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
      ) {
        count.withLock { $0 += 1 }
      }
    }
    let counting = Counting()
    let model = try TrainingJobCase.run.model()
    let job = try model.training(
      rows.x, rows.y, epochs: 50,
      callbacks: [counting, EarlyStopping(monitor: "loss", minDelta: 10, patience: 2)])
    _ = try await job.value
    #expect(counting.count.withLock { $0 } == 3)
    #expect(job.history.epochs == [0, 1, 2])
  }

  @Test("Jobs at once, more than there are processors, give what they give alone")
  func manyJobs() async throws {
    let rows = TrainingJobCase.rows(300)
    var expected = try TrainingJobCase.layers.model()
    try expected.fit(rows.x, rows.y, epochs: 5, verbose: .silent)
    let bytes = try TrainingJobCase.bytes(expected)
    let jobs = try (0..<3 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
      try TrainingJobCase.layers.model().training(rows.x, rows.y, epochs: 5)
    }
    for job in jobs { #expect(try await TrainingJobCase.bytes(job.value) == bytes) }
  }
}
