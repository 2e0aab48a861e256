import Foundation
import Testing

@testable import Logit

/// Training that is interrupted between batches and goes on from a backup: with the same bits and the same
/// logs.
@Suite final class ResumeTests {
  let folder: String
  private var backup: String { "\(folder)/backup" }

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("logit-resume-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let batchSize = 8
  static let epochs = 3

  /// 39 rows, so that the last of 5 batches is short.
  private static func rows(_ count: Int = 39) -> LabeledRows {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [count, 2]))
    return LabeledRows(x, Tensor((0..<count).map { x[$0, 0] + 0.5 * x[$0, 1] > 0 ? 1 : 0 }))
  }

  /// Random layers, averages that are no part of the gradient, several slots, and metrics of every kind of
  /// state.
  private static func model(seed: UInt64 = 11) throws -> Sequential {
    var model = try Sequential(seed: seed) {
      Dense(6, inputShape: [2], activation: .tanh)
      BatchNormalization()
      Dropout(0.25)
      Dense(1, activation: .sigmoid)
    }
    try model.compile(
      optimizer: .adam(learningRate: 0.01, options: OptimizerOptions(averaging: MovingAverage())),
      loss: .binaryCrossentropy,
      metrics: [.accuracy, .auc(), .auc(approximation: .keras(thresholdCount: 10)), .f1Score()])
    return model
  }

  enum Source: CaseIterable {
    case rows, stream
  }

  private struct Interruption: Error {}

  /// Throws after some batches of the whole training.
  private final class Interrupting: TrainBatchEndCallback {
    private var left: Int
    init(after count: Int) { left = count }
    func onTrainBatchEnd(
      _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
    ) throws {
      left -= 1
      if left == 0 { throw Interruption() }
    }
  }

  private func train(
    _ model: inout Sequential, on source: Source, initialEpoch: Int = 0, stepsPerEpoch: Int? = nil,
    rows: LabeledRows = rows(), _ callbacks: [any Callback]
  ) throws -> History {
    switch source {
    case .rows:
      return try model.fit(
        rows.x, rows.y, epochs: Self.epochs, batchSize: Self.batchSize, verbose: .silent,
        callbacks: callbacks,
        initialEpoch: initialEpoch, stepsPerEpoch: stepsPerEpoch)
    case .stream:
      return try model.fit(
        batches: {
          stride(from: 0, to: rows.y.count, by: Self.batchSize).map { first in
            let range = first..<min(first + Self.batchSize, rows.y.count)
            return LabeledRows(rows.x.rows(range), rows.y.rows(range))
          }
        }, epochs: Self.epochs, verbose: .silent, callbacks: callbacks, initialEpoch: initialEpoch,
        stepsPerEpoch: stepsPerEpoch)
    }
  }

  private func bytes(_ model: Sequential) throws -> Data {
    let path = "\(folder)/final.safetensors"
    try model.save(to: path)
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test(
    "Training interrupted after any batch ends with the same checkpoint and the same logs",
    arguments: Source.allCases, [nil, 2, 5] as [Int?])
  func everyBatch(_ source: Source, stepsPerEpoch: Int?) throws {
    var whole = try Self.model()
    let observer = LambdaCallback(onTrainBatchEnd: { _, _, _, _ in })
    let expected = try train(&whole, on: source, stepsPerEpoch: stepsPerEpoch, [observer])
    let expectedBytes = try bytes(whole)
    // Epochs of 2 steps of a pass of 5 end with it: 2, 2 and 1 steps; those of a stream as well.
    let batchCount = stepsPerEpoch == 2 ? 5 : 15
    for frequency in [1, 2, 3] {
      for count in 1...batchCount {
        func callbacks() throws -> [any Callback] {
          [try BackupAndRestore(backup, saveFrequency: .batches(frequency))]
        }
        var killed = try Self.model()
        #expect(throws: Interruption.self) {
          try train(
            &killed, on: source, stepsPerEpoch: stepsPerEpoch, callbacks() + [Interrupting(after: count)])
        }
        var resumed = try Self.model(seed: 99)
        let resumes = count >= frequency
        if !resumes { resumed = try Self.model() }
        #expect(FileManager.default.fileExists(atPath: backup) == resumes)
        let history = try train(&resumed, on: source, stepsPerEpoch: stepsPerEpoch, callbacks())
        #expect(try bytes(resumed) == expectedBytes, "every \(frequency), after \(count)")
        #expect(history.epochs == Array(expected.epochs.suffix(history.epochs.count)))
        #expect(!history.epochs.isEmpty)
        for name in expected.names {
          #expect(
            history[name] == Array(expected[name].suffix(history.epochs.count)),
            "\(name), every \(frequency), after \(count)")
        }
      }
    }
  }

  @Test("A checkpoint made between batches goes on without callbacks too", arguments: Source.allCases)
  func byHand(_ source: Source) throws {
    var whole = try Self.model()
    _ = try train(&whole, on: source, [])
    let path = "\(folder)/batch.safetensors"
    var killed = try Self.model()
    let checkpoint = try ModelCheckpoint(path, saveFrequency: .batches(8))
    #expect(throws: Interruption.self) {
      _ = try train(&killed, on: source, [checkpoint, Interrupting(after: 9)])
    }
    var resumed = try Self.model(seed: 3)
    #expect(try resumed.restore(from: path) == 1)
    let history = try train(&resumed, on: source, initialEpoch: 1, [])
    #expect(history.epochs == [1, 2])
    #expect(try bytes(resumed) == bytes(whole))
  }

  @Test("Rows or a stream that end before the interruption are refused, and the backup stays")
  func shorter() throws {
    for source in Source.allCases {
      try? FileManager.default.removeItem(atPath: backup)
      var killed = try Self.model()
      #expect(throws: Interruption.self) {
        try train(
          &killed, on: source,
          [try BackupAndRestore(backup, saveFrequency: .batches(1)), Interrupting(after: 4)])
      }
      var resumed = try Self.model()
      var message = ""
      do {
        _ = try train(
          &resumed, on: source, rows: Self.rows(20),
          [try BackupAndRestore(backup, saveFrequency: .batches(1))])
      } catch { message = "\(error)" }
      #expect(
        message
          == (source == .stream
            ? "The stream is 3 batches long, but must be at least 4 batches long, as many as were trained on before "
              + "training was interrupted; give the batches of that training."
            : "The step that the interrupted training goes on with is 4, but must be at most 3, where its epoch "
              + "ends; give the rows, batchSize and stepsPerEpoch of that training."))
      #expect(try FileManager.default.contentsOfDirectory(atPath: backup) == ["backup.safetensors"])
    }
  }

  @Test("A metric that is new after the interruption begins there, and the rest of the logs is unchanged")
  func otherMetrics() throws {
    var whole = try Self.model()
    let observer = LambdaCallback(onTrainBatchEnd: { _, _, _, _ in })
    let expected = try train(&whole, on: .rows, [observer])
    var killed = try Self.model()
    #expect(throws: Interruption.self) {
      try train(
        &killed, on: .rows,
        [try BackupAndRestore(backup, saveFrequency: .batches(1)), Interrupting(after: 12)])
    }
    var resumed = try Self.model()
    try resumed.compile(
      optimizer: .adam(learningRate: 0.01, options: OptimizerOptions(averaging: MovingAverage())),
      loss: .binaryCrossentropy, metrics: [.precision(), .f1Score()])
    let history = try train(
      &resumed, on: .rows, [try BackupAndRestore(backup, saveFrequency: .batches(1))])
    #expect(history["loss"] == Array(expected["loss"].suffix(1)))
    #expect(history["f1_score"] == Array(expected["f1_score"].suffix(1)))
    #expect(history["precision"].allSatisfy { (0...1).contains($0) })
  }

  /// A batch backup with one of its texts or bytes changed.
  private func damagedBackup(_ edit: (inout [UInt8]) -> Void) throws -> String {
    var killed = try Self.model()
    try? FileManager.default.removeItem(atPath: backup)
    #expect(throws: Interruption.self) {
      try train(
        &killed, on: .rows,
        [try BackupAndRestore(backup, saveFrequency: .batches(1)), Interrupting(after: 7)])
    }
    let path = "\(backup)/backup.safetensors"
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    edit(&bytes)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test(
    "What was added up in an epoch is checked when it is restored",
    arguments: [
      (#""batch": "2""#, #""batch": "3""#, "the metadata batch should be at most the 2 steps of the pass"),
      (
        #""epoch/totals": {"dtype": "F64", "shape": [3]"#,
        #""epoch/totals": {"dtype": "F32", "shape": [6]"#,
        "the tensor epoch/totals should be of type F64 and with one dimension, but is of type F32"
      ),
    ])
  func damagedHeader(_ text: String, _ replacement: String, _ message: String) throws {
    let path = try damagedBackup { bytes in
      let range = bytes.firstRange(of: Array(text.utf8))
      #expect(range != nil)
      if let range { bytes.replaceSubrange(range, with: Array(replacement.utf8)) }
    }
    var model = try Self.model()
    do {
      try model.restore(from: path)
      Issue.record("nothing was refused")
    } catch { #expect("\(error)".contains(message), "\(error)") }
  }

  @Test("Sums that are damaged are refused or go on to wrong logs; nothing traps")
  func damagedSums() throws {
    var generator = RandomGenerator(seed: 4)
    let path = try damagedBackup { _ in }
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    // The sums stand at the end of the file.
    let sumCount = 500
    for value in [Double.nan, .infinity, -1, 0, 1e300, 0x1p62] {
      for _ in 0..<20 {
        var bytes = whole
        let place = bytes.count - 8 * (1 + generator.integer(in: 0..<sumCount / 8))
        withUnsafeBytes(of: value) { bytes.replaceSubrange(place..<place + 8, with: $0) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var model = try Self.model()
        _ = try? train(&model, on: .rows, [try BackupAndRestore(backup, deleteCheckpoint: false)])
        #expect(model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
      }
    }
  }
}
