import Foundation
import LogitFiles
import Testing

@testable import Logit

/// What the callback writes, read again by hand; `Scripts/interop/tensorboard_checks.py` has TensorBoard read
/// it.
@Suite final class TensorBoardTests {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("logit-tensorboard-\(UUID())")
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A clock that goes on by a second each time.
  private static func clock() -> () -> Double {
    var seconds = 1_700_000_000.0
    return {
      seconds += 1
      return seconds
    }
  }

  @discardableResult
  private func fit(
    _ board: TensorBoard, callbacks: [any Callback] = [], epochs: Int = 4, validation: Bool = true
  ) throws -> (history: History, model: Sequential) {
    var model = try TrainingJobCase.layers.model()
    let rows = TrainingJobCase.rows()
    let history = try model.fit(
      rows.x, rows.y, epochs: epochs, batchSize: 8, verbose: .silent, callbacks: callbacks + [board],
      validationSplit: validation ? 0.25 : 0)
    return (history, model)
  }

  private func bytes(_ directory: String) throws -> [[UInt8]] {
    try EventFile.paths(in: directory).map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
  }

  @Test("Loss and metrics of each epoch are the history's, under Keras's tags in Keras's directories")
  func scalars() throws {
    let history = try fit(TensorBoard(directory: folder, clock: Self.clock())).history
    let (train, validation) = (
      try EventFile(in: "\(folder)/train"), try EventFile(in: "\(folder)/validation")
    )
    #expect(try EventFile.paths(in: folder).isEmpty)
    #expect(train.tags == ["keras", "epoch_loss", "epoch_accuracy", "epoch_auc", "epoch_learning_rate"])
    #expect(
      validation.tags
        == Set(["loss", "accuracy", "auc"].flatMap { ["epoch_\($0)", "evaluation_\($0)_vs_iterations"] }))
    for name in ["loss", "accuracy", "auc"] {
      for epoch in 0..<4 {
        let (own, held) = (history[name], history["val_\(name)"])
        #expect(train.scalars("epoch_\(name)")[epoch] == Double(Float(own[epoch])))
        #expect(validation.scalars("epoch_\(name)")[epoch] == Double(Float(held[epoch])))
        // 29 rows in steps of 8.
        #expect(
          validation.scalars("evaluation_\(name)_vs_iterations")[4 * (epoch + 1)]
            == Double(Float(held[epoch])))
      }
    }
    #expect(
      train.scalars("epoch_learning_rate") == [0, 1, 2, 3].reduce(into: [:]) { $0[$1] = Double(Float(0.01)) })
    for event in train.events + validation.events where event.plugin == "scalars" {
      #expect(event.dataClass == 1 && event.type == 1 && event.shape.isEmpty && event.content.isEmpty)
    }
    #expect(
      train.events.first?.version == "brain.Event:2" && validation.events.first?.version == "brain.Event:2")
    #expect(train.events.dropFirst().allSatisfy { $0.version == nil })
    let layers = try #require(train.events.first { $0.tag == "keras" })
    #expect(layers.plugin == "graph_keras_model" && layers.content == Array("1".utf8) && layers.type == 7)
    #expect(try Sequential(kerasJSON: #require(layers.text)).layers.count == 4)
  }

  @Test(
    "With the same seed and clock the files are the same, byte by byte; only times differ with another clock")
  func reproducible() throws {
    for run in ["a", "b"] {
      try fit(TensorBoard(directory: "\(folder)/\(run)", histogramFrequency: 1, clock: Self.clock()))
    }
    try fit(TensorBoard(directory: "\(folder)/c", histogramFrequency: 1))
    for part in ["train", "validation"] {
      #expect(try bytes("\(folder)/a/\(part)") == bytes("\(folder)/b/\(part)"))
      func events(_ run: String) throws -> [EventFile.Event] {
        try EventFile(in: "\(folder)/\(run)/\(part)").events.map { event in
          var event = event
          event.seconds = 0
          return event
        }
      }
      #expect(try events("a") == events("c"))
    }
    let now = Date().timeIntervalSince1970
    let times = try EventFile(in: "\(folder)/c/train").events.map(\.seconds)
    #expect(times.allSatisfy { abs($0 - now) < 3600 } && times == times.sorted())
  }

  @Test("Weights are counted in buckets, each under its layer's name, as often as asked for")
  func histograms() throws {
    let model = try fit(TensorBoard(directory: folder, histogramFrequency: 3)).model
    let events = try EventFile(in: "\(folder)/train").events.filter { $0.plugin == "histograms" }
    let names = model.namedWeights.map { "\($0.name)/histogram" }
    #expect(events.map(\.step) == names.map { _ in 0 } + names.map { _ in 3 })
    #expect(events.map(\.tag) == names + names)
    for (event, weight) in zip(events.suffix(names.count), model.namedWeights) {
      #expect(event.shape == [30, 3] && event.type == 2 && event.dataClass == 2)
      let expected = Histogram(weight.tensor.scalars).buckets.flatMap { [$0.low, $0.high, $0.count] }
      #expect(event.numbers == expected)
    }
  }

  @Test("Files hold whole records after each epoch")
  func flushed() throws {
    var counts: [Int] = []
    let watching = LambdaCallback(onEpochEnd: { [folder] _, _, _, _ in
      counts.append(try EventFile(in: "\(folder)/train").scalars("epoch_loss").count)
    })
    let board = try TensorBoard(directory: folder)
    var model = try TrainingJobCase.run.model()
    let rows = TrainingJobCase.rows()
    try model.fit(rows.x, rows.y, epochs: 3, verbose: .silent, callbacks: [board, watching])
    #expect(counts == [1, 2, 3])
  }

  @Test("Another training in the same directory makes files of its own")
  func again() throws {
    let board = try TensorBoard(directory: folder, clock: { 1_700_000_000 })
    try fit(board)
    let before = try bytes("\(folder)/train")
    try fit(board)
    try fit(TensorBoard(directory: folder, clock: { 1_700_000_000 }))
    let paths = try EventFile.paths(in: "\(folder)/train")
    #expect(paths.count == 3 && Set(paths).count == 3)
    #expect(try bytes("\(folder)/train").contains(before[0]))
    for path in paths {
      let name = try #require(path.split(separator: "/").last)
      #expect(name.hasPrefix("events.out.tfevents.1700000000.") && name.hasSuffix(".v2"))
      #expect(try EventFile(path: path).scalars("epoch_loss").count == 4)
    }
  }

  @Test("Training that goes on where it was cancelled goes on in the same files")
  func resumed() throws {
    let board = try TensorBoard(directory: folder)
    var model = try TrainingJobCase.layers.model()
    let cancelling = TrainingJobCase.cancelling(after: 14)
    #expect(throws: CancellationError.self) {
      try TrainingJobCase.call(callbacks: [board]).train(&model, watch: cancelling)
    }
    let interrupted = model.resumeInterruptedEpoch()
    let epoch = try #require(interrupted)
    #expect(epoch > 0)
    _ = try TrainingJobCase.call(initialEpoch: epoch, callbacks: [board]).train(
      &model, watch: TrainingWatch(reporter: nil, earlierHistory: cancelling.history, isCancelled: nil))
    #expect(try EventFile(in: "\(folder)/train").scalars("epoch_loss").keys.sorted() == [0, 1, 2, 3])
  }

  @Test("What is asked for besides: batches, speed, no layers, the learning rate of a scheduler")
  func options() throws {
    let slower = LearningRateScheduler { _, rate in rate / 2 }
    try fit(
      TensorBoard(
        directory: folder, writesLayers: false, writesStepsPerSecond: true, updateFrequency: .batches(2),
        clock: Self.clock()), callbacks: [slower], epochs: 2, validation: false)
    let train = try EventFile(in: "\(folder)/train")
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/validation"))
    #expect(!train.tags.contains("keras"))
    // 39 rows are 5 steps an epoch.
    #expect(train.scalars("batch_loss").keys.sorted() == [2, 4, 6, 8, 10])
    #expect(train.scalars("batch_accuracy").count == 5)
    let rates = train.scalars("epoch_learning_rate")
    #expect(rates == [0: Double(Float(0.005)), 1: Double(Float(0.0025))])
    #expect(train.events.count { $0.tag == "epoch_learning_rate" } == 2)
    #expect(train.scalars("epoch_steps_per_second").values.allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test("Hyper-parameters and texts are in the directory itself")
  func hyperParameters() throws {
    try fit(
      TensorBoard(
        directory: folder, hyperParameters: ["rate": 0.5, "optimizer": "adam", "shuffle": true, "units": 6],
        texts: ["b": "*two*", "a": "one"], clock: Self.clock()))
    let events = try EventFile(in: folder).events
    #expect(
      events.compactMap(\.tag) == [
        "_hparams_/session_start_info", "a", "b", "_hparams_/session_end_info",
      ])
    #expect(events[2].text == "one" && events[3].text == "*two*" && events[2].plugin == "text")
    #expect(events[1].plugin == "hparams" && events[1].shape == [0])
    var data = ProtobufMessage(StoredBytes(events[1].content, name: "data"), name: "data")
    let field = try #require(try data.next())
    #expect(field.number == 3)
    var session = try data.message(field, name: "session")
    var (found, start): ([String: String], Double?) = ([:], nil)
    while let part = try session.next() {
      guard part.number == 1 else {
        start = try session.double(part)
        continue
      }
      var entry = try session.message(part, name: "entry")
      let (key, value) = (try #require(try entry.next()), try #require(try entry.next()))
      var message = try entry.message(value, name: "value")
      let item = try #require(try message.next())
      found[try entry.text(key)] =
        switch item.number {
        case 2: "number \(try message.double(item))"
        case 3: "text \(try message.text(item))"
        default: "truth \(try message.integer(item))"
        }
    }
    #expect(
      found == ["rate": "number 0.5", "optimizer": "text adam", "shuffle": "truth 1", "units": "number 6.0"])
    #expect(start == events[1].seconds)
  }

  @Test("A directory that cannot be made, and options out of range, are errors that name them")
  func refused() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "a file".write(toFile: "\(folder)/taken", atomically: true, encoding: .utf8)
    #expect(
      throws: FileError.directoryNotMade(
        path: "\(folder)/taken/train", reason: "Not a directory")
    ) { try fit(TensorBoard(directory: "\(folder)/taken")) }
    #expect(
      throws: LogitError.invalidOption(
        name: "TensorBoard's directory", value: "\"\"", expected: "the name of a directory")
    ) { try TensorBoard(directory: "") }
    #expect(
      throws: LogitError.invalidOption(
        name: "TensorBoard's histogramFrequency", value: "-1",
        expected: "a number of epochs, or 0 for none")
    ) { try TensorBoard(histogramFrequency: -1) }
    #expect(
      throws: LogitError.invalidOption(
        name: "TensorBoard's updateFrequency", value: "0", expected: "at least 1 batch")
    ) { try TensorBoard(updateFrequency: .batches(0)) }
    #expect(throws: LogitError.self) { try EventWriter(directory: "") }
  }

  @Test("A writer of one's own: numbers that are none, negative steps and long texts come back")
  func writer() throws {
    let events = try EventWriter(directory: folder, clock: { 5 })
    events.write(scalar: .nan, tag: "a/b", step: -3)
    events.write(scalar: -.infinity, tag: "a/b", step: 1 << 40)
    let text = String(repeating: "ü\n", count: 70_000)
    events.write(text: text, tag: "text", step: 2)
    #expect(try EventFile(path: events.path).events.count == 1)
    try events.flush()
    let found = try EventFile(path: events.path).events
    #expect(found[1].numbers[0].isNaN && found[1].step == -3 && found[1].tag == "a/b")
    #expect(found[2].numbers == [-.infinity] && found[2].step == 1 << 40)
    #expect(found[3].text == text && found[3].seconds == 5)
  }

  @Test("A writer that nobody flushed writes all when it goes, whatever its clock says")
  func unflushed() throws {
    for clock in [{ Double.nan }, { -Double.infinity }, { 1e300 }] {
      let path: String
      do {
        let events = try EventWriter(directory: folder, clock: clock)
        events.write(scalar: 2, tag: "a", step: 7)
        path = events.path
        #expect(try EventFile(path: path).scalars("a").isEmpty)
      }
      #expect(try EventFile(path: path).scalars("a") == [7: 2])
    }
  }

  @Test("Where a disk was full, the file goes on at the byte where it was cut off")
  func cutOff() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let (path, records) = ("\(folder)/records", (0..<4).map { [UInt8](repeating: $0, count: 30) })
    let file = try RecordFile(path: path)
    for record in records { file.add(record) }
    var room = 55
    let error = #expect(throws: FileError.self) {
      try file.flush { (file, buffer) throws(SystemError) in
        guard room > 0 else { throw .noSpaceLeft }
        let count = try Descriptor.writeSome(file, UnsafeRawBufferPointer(rebasing: buffer.prefix(room)))
        room -= count
        return count
      }
    }
    guard case .notWritten? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try file.flush()
    #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == records.flatMap(RecordFile.framed))
  }
}
