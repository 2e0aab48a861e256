import Foundation
import LogitFiles
import Testing

@testable import Logit

/// Trainings that were cancelled and go on: from streams, in epochs that are not a pass over the rows, and
/// after something went wrong before the first step.
@Suite struct ResumedTrainingTests {
  /// Where batches come from, and how many make an epoch. A pass has 5, so that epochs of 3 begin within one.
  enum Source: CaseIterable {
    case rows, rowsByThree, stream, streamByThree

    var stepsPerEpoch: Int? { self == .rowsByThree || self == .streamByThree ? 3 : nil }
    var isStream: Bool { self == .stream || self == .streamByThree }
  }

  private static let rows = TrainingJobCase.rows()
  private static let batchSize = TrainingJobCase.batchSize
  private static let epochs = 4

  private static let batches: @Sendable () -> [LabeledRows] = {
    stride(from: 0, to: rows.y.count, by: batchSize).map { first in
      let range = first..<min(first + batchSize, rows.y.count)
      return LabeledRows(rows.x.rows(range), rows.y.rows(range))
    }
  }

  private static func model() throws -> Sequential { try TrainingJobCase.layers.model() }

  private static func bytes(_ model: Sequential) throws -> [UInt8] { try TrainingJobCase.bytes(model) }

  private static func train(
    _ model: inout Sequential, on source: Source, initialEpoch: Int = 0, watch: TrainingWatch?
  ) throws -> History {
    source.isStream
      ? try StreamFit(
        makeBatches: { AnyIterator(batches().makeIterator()) }, epochs: epochs, callbacks: [],
        validationData: TrainingJobCase.rows(20), initialEpoch: initialEpoch,
        stepsPerEpoch: source.stepsPerEpoch, validationBatchSize: 8, validationFreq: 1
      ).train(&model, watch: watch)
      : try RowsFit(
        rows: rows, epochs: epochs, batchSize: batchSize, callbacks: [], validationSplit: 0,
        validationData: TrainingJobCase.rows(20), shuffle: true, initialEpoch: initialEpoch,
        stepsPerEpoch: source.stepsPerEpoch, validationFreq: 1
      ).train(&model, watch: watch)
  }

  private static func job(
    _ source: Source, _ callbacks: sending [any Callback]
  ) throws -> TrainingJob {
    source.isStream
      ? try model().training(
        batches: batches, epochs: epochs, callbacks: callbacks, stepsPerEpoch: source.stepsPerEpoch)
      : try model().training(
        rows.x, rows.y, epochs: epochs, batchSize: batchSize, callbacks: callbacks,
        stepsPerEpoch: source.stepsPerEpoch)
  }

  /// Wants training to end when it is asked for the nth time.
  private static func cancelling(after looks: Int) -> TrainingWatch {
    var left = looks
    return TrainingWatch(
      reporter: nil,
      isCancelled: {
        left -= 1
        return left < 0
      }, lookInterval: .zero)
  }

  @Test(
    "Cancelled at any step of a stream or of a short epoch, training goes on with the same bits and logs",
    arguments: Source.allCases)
  func everyStep(_ source: Source) throws {
    var whole = try Self.model()
    let expected = try Self.train(&whole, on: source, watch: nil)
    var places: Set<[Int]> = []
    for looks in 0..<10_000 {
      let cancelling = Self.cancelling(after: looks)
      var model = try Self.model()
      do {
        _ = try Self.train(&model, on: source, watch: cancelling)
        break
      } catch is CancellationError {}
      let step = model.position.batch
      guard let epoch = model.resumeInterruptedEpoch() else {
        // Nothing had begun.
        #expect(cancelling.history == nil)
        #expect(try Self.bytes(model) == Self.bytes(Self.model()))
        continue
      }
      places.insert([epoch, step])
      let goingOn = TrainingWatch(reporter: nil, earlierHistory: cancelling.history, isCancelled: nil)
      let history = try Self.train(&model, on: source, initialEpoch: epoch, watch: goingOn)
      #expect(try Self.bytes(model) == Self.bytes(whole), "look \(looks)")
      #expect(history == expected, "look \(looks)")
    }
    // Every step of every epoch but the first step of a stream, which is looked at when it is made.
    let steps = expected.epochs.count * (source.stepsPerEpoch ?? 5)
    #expect(places.count >= steps - Self.epochs)
  }

  @Test(
    "A job that was cancelled within an epoch goes on there, as one that never was",
    arguments: Source.allCases)
  func resumedJob(_ source: Source) async throws {
    let observing = LambdaCallback(onTrainBatchEnd: { _, _, _, _ in })
    let whole = try Self.job(source, [observing])
    let expected = try await whole.value
    // Cancelled after some steps by the training itself, which waits until it is.
    let current = Locked<TrainingJob?>(nil)
    let made = Locked(0)
    let cancelling = LambdaCallback(onTrainBatchEnd: { _, _, _, _ in
      guard
        [1, 5, 8].contains(
          made.withLock({
            $0 += 1; return $0
          }))
      else { return }
      while current.withLock({ $0?.isCancelled ?? true }) { usleep(100) }
      current.withLock { $0 }?.cancel()
    })
    var job = try Self.job(source, [cancelling])
    for _ in 0..<3 {
      current.withLock { $0 = job }
      let next = await job.resumed()
      #expect(next !== job)
      job = next
    }
    current.withLock { $0 = nil }
    #expect(try await Self.bytes(job.value) == Self.bytes(expected))
    #expect(job.history == whole.history)
  }

  @Test("Progress has the history as it was then, whatever came later")
  func historyOfProgress() throws {
    var told: [(progress: TrainingProgress, history: History)] = []
    let watch = TrainingWatch(
      reporter: nil, isCancelled: nil, onProgress: { told.append(($0, $0.history)) }, lookInterval: .zero)
    let adding = LambdaCallback(onEpochEnd: { epoch, logs, _, _ in
      // A column that begins later, and one with gaps.
      if epoch >= 20 { logs.set("late", to: Double(epoch)) }
      if epoch % 3 == 0 { logs.set("third", to: Double(epoch)) }
      usleep(1000)
    })
    var model = try Self.model()
    let history = try RowsFit(
      rows: Self.rows, epochs: 40, batchSize: 8, callbacks: [adding], validationSplit: 0,
      validationData: Self.rows, shuffle: true, initialEpoch: 0, validationFreq: 4
    ).train(&model, watch: watch)
    #expect(told.last?.progress.history == history && told.last?.history == history)
    for (progress, then) in told {
      #expect(progress.history == then)
      #expect(then.epochs == Array(0..<then.epochs.count))
      // The epoch at hand is not among them, but for its end.
      #expect([progress.epoch, progress.epoch + 1].contains(then.epochs.count))
      for name in then.names {
        #expect(then.epochs(of: name) == history.epochs(of: name).filter { $0 < then.epochs.count })
      }
      #expect(then.last?["loss"] == then["loss"].last)
    }
    #expect(told.map(\.progress.epoch) == told.map(\.progress.epoch).sorted())
  }

  @Test("A place in a history gives what it was there, names and all")
  func places() {
    var history = History(names: ["loss", "val_loss"], stepCount: 1, epochCapacity: 4)
    var all = [history]
    for epoch in 0..<12 {
      var logs = Logs(names: ["loss"], values: [Double(epoch)])
      if epoch % 3 == 1 { logs.set("val_loss", to: 0.5) }
      if epoch >= 5 && epoch % 2 == 1 { logs.set("late", to: 2) }
      history.append(logs, epoch: epoch)
      all.append(history)
    }
    for earlier in all {
      let found = history.first(earlier.end)
      #expect(found == earlier)
      #expect(found.last == earlier.last)
      for name in history.names { #expect(found.epochs(of: name) == earlier.epochs(of: name)) }
    }
  }

  // MARK: Before the first step

  /// A model whose training was cancelled within its second epoch.
  private static func interrupted() throws -> Sequential {
    var model = try model()
    #expect(throws: CancellationError.self) { try train(&model, on: .rows, watch: cancelling(after: 12)) }
    #expect(model.interruptedEpoch != nil && model.position.batch > 0)
    return model
  }

  @Test("A callback that fails before the first epoch leaves a training that can still go on")
  func failingToBegin() throws {
    struct NoDirectory: Error {}
    var whole = try Self.model()
    _ = try Self.train(&whole, on: .rows, watch: nil)
    var model = try Self.interrupted()
    let interrupted = model.resumeInterruptedEpoch()
    let epoch = try #require(interrupted)
    #expect(throws: NoDirectory.self) {
      try model.fit(
        Self.rows.x, Self.rows.y, epochs: Self.epochs, batchSize: Self.batchSize, verbose: .silent,
        callbacks: [LambdaCallback(onTrainBegin: { _, _ in throw NoDirectory() })], initialEpoch: epoch)
    }
    _ = try Self.train(&model, on: .rows, initialEpoch: epoch, watch: nil)
    #expect(try Self.bytes(model) == Self.bytes(whole))
  }

  @Test("What a callback restored before another failed is kept")
  func failingAfterRestoring() throws {
    struct Refused: Error {}
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("logit-place-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let interrupted = try Self.interrupted()
    try interrupted.save(to: path)
    var model = try Self.model()
    #expect(throws: Refused.self) {
      try model.fit(
        Self.rows.x, Self.rows.y, epochs: Self.epochs, batchSize: Self.batchSize, verbose: .silent,
        callbacks: [
          LambdaCallback(onTrainBegin: { model, _ in _ = try model.restore(from: path) }),
          LambdaCallback(onTrainBegin: { _, _ in throw Refused() }),
        ])
    }
    #expect(model.position.batch == interrupted.position.batch && model.position.isRestored)
  }

  @Test("A training that is cancelled while it is prepared leaves no epoch of an earlier one to go on with")
  func cancelledInPreparation() throws {
    for looks in 0..<3 {
      var model = try Self.interrupted()
      let weights = model.weights
      #expect(throws: CancellationError.self) {
        try RowsFit(
          rows: Self.rows, epochs: Self.epochs, batchSize: Self.batchSize, callbacks: [],
          validationSplit: 0.2,
          shuffle: true, initialEpoch: 0, validationFreq: 1
        ).train(&model, watch: Self.cancelling(after: looks))
      }
      #expect(model.interruptedEpoch == nil && model.weights == weights)
      #expect(model.resumeInterruptedEpoch() == nil)
    }
  }

  @Test("One that was to go on can still go on, when it is asked for again")
  func cancelledBeforeGoingOn() throws {
    var whole = try Self.model()
    _ = try Self.train(&whole, on: .rows, watch: nil)
    var model = try Self.interrupted()
    let interrupted = model.resumeInterruptedEpoch()
    let epoch = try #require(interrupted)
    #expect(throws: CancellationError.self) {
      try Self.train(&model, on: .rows, initialEpoch: epoch, watch: Self.cancelling(after: 0))
    }
    var other = model
    #expect(model.resumeInterruptedEpoch() == epoch)
    _ = try Self.train(&model, on: .rows, initialEpoch: epoch, watch: nil)
    #expect(try Self.bytes(model) == Self.bytes(whole))
    // Not asked, the next training begins an epoch of its own.
    let history = try Self.train(&other, on: .rows, watch: nil)
    #expect(history.epochs == Array(0..<Self.epochs) && other.weights != model.weights)
  }
}
