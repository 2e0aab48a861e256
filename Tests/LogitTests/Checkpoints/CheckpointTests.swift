import Foundation
import Testing

@testable import Logit

/// Checkpoints of models that are trained: what is kept, and that training goes on to the same bits.
@Suite final class CheckpointTests {
  let folder: String
  var path: String { "\(folder)/model.safetensors" }

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("logit-checkpoint-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let optimizers: [any Optimizer] = [
    .sgd(learningRate: 0.1), .sgd(learningRate: 0.1, momentum: 0.9), .adam(learningRate: 0.01),
  ]

  static func model(_ optimizer: any Optimizer = .adam(), seed: UInt64 = .max - 5, hidden: Int? = nil)
    throws -> Sequential
  {
    var model = try Sequential(seed: seed) {
      if let hidden { Dense(hidden, inputShape: [2], activation: .relu) }
      Dense(3, inputShape: [hidden ?? 2], activation: .softmax)
    }
    try model.compile(optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    return model
  }

  static func rows(_ count: Int = 70) throws -> (x: Tensor<Float>, y: Tensor<Float>) {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [count, 2]))
    return (x, try Tensor((0..<count).map { Float($0 % 3) }, shape: [count, 1]))
  }

  private func train(_ model: inout Sequential, _ epochs: Range<Int>) throws {
    let (x, y) = try Self.rows()
    try model.fit(
      x, y, epochs: epochs.upperBound, batchSize: 16, verbose: .silent, initialEpoch: epochs.lowerBound)
  }

  private func bits(_ model: Sequential) -> [UInt32] {
    (model.parameters.scalars + model.optimizerState.slots.scalars).map(\.bitPattern)
  }

  private func replaceHeader(_ edit: (String) -> String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = edit(String(decoding: bytes[8..<8 + length], as: UTF8.self))
    var changed = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    changed += Array(header.utf8) + bytes[(8 + length)...]
    try Data(changed).write(to: URL(fileURLWithPath: path))
  }

  /// Restoring fails with this message, and the model stays as it was.
  private func expectRefusal(
    _ other: Sequential? = nil, containing parts: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let model = try other ?? Self.model()
    var restored = model
    do {
      try restored.restore(from: path)
      Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch {
      for part in parts + [path] {
        #expect("\(error)".contains(part), "\(error)", sourceLocation: sourceLocation)
      }
    }
    #expect(bits(restored) == bits(model), sourceLocation: sourceLocation)
    #expect(restored.seed == model.seed && restored.position == model.position)
  }

  // MARK: Going on

  @Test(
    "Training that goes on from a checkpoint computes the same bits as training that was never interrupted",
    arguments: optimizers.indices, [nil, 5])
  func resume(_ optimizer: Int, hidden: Int?) throws {
    let optimizer = Self.optimizers[optimizer]
    var uninterrupted = try Self.model(optimizer, hidden: hidden)
    try train(&uninterrupted, 0..<7)

    var first = try Self.model(optimizer, hidden: hidden)
    try train(&first, 0..<3)
    try first.save(to: path)
    var second = try Self.model(optimizer, seed: 1, hidden: hidden)
    let epoch = try second.restore(from: path)
    #expect(epoch == 3)
    #expect(second.seed == UInt64.max - 5)
    #expect(bits(second) == bits(first))
    try train(&second, epoch..<7)
    #expect(bits(second) == bits(uninterrupted))
    #expect(second.optimizerState.iteration == uninterrupted.optimizerState.iteration)
  }

  @Test("A learning rate that was changed is kept")
  func learningRate() throws {
    var model = try Self.model()
    try train(&model, 0..<1)
    try model.setLearningRate(1.0 / 3)
    try model.save(to: path, epoch: 40)
    var other = try Self.model()
    #expect(try other.restore(from: path) == 40)
    #expect(try other.learningRate == Double(Float(1.0 / 3)))
  }

  @Test("A model that was not trained yet can be saved and restored")
  func untrained() throws {
    let model = try Self.model()
    try model.save(to: path)
    var other = try Self.model(seed: 9)
    #expect(try other.restore(from: path) == 0)
    #expect(bits(other) == bits(model) && other.seed == model.seed)
  }

  @Test("Without the optimizer's state, weights are restored and the optimizer starts afresh")
  func weightsOnly() throws {
    var model = try Self.model()
    try train(&model, 0..<2)
    try model.save(to: path, includingOptimizer: false)
    var other = try Self.model(seed: 9)
    try train(&other, 0..<1)
    try other.restore(from: path)
    #expect(other.weights == model.weights)
    #expect(other.optimizerState.iteration == 0 && other.optimizerState.slots.count == 0)
  }

  @Test("A model that is not compiled takes the weights and leaves the optimizer's state aside")
  func uncompiled() throws {
    var model = try Self.model()
    try train(&model, 0..<2)
    try model.save(to: path)
    var other = try Sequential { Dense(3, inputShape: [2], activation: .softmax) }
    try other.restore(from: path)
    #expect(other.weights == model.weights)
  }

  @Test("The file is as Python's safetensors package reads it")
  func layout() throws {
    var model = try Self.model(.sgd(learningRate: 0.1, momentum: 0.9))
    try train(&model, 0..<2)
    try model.save(to: path)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0 && bytes.count == 8 + length + (9 + 16) * 4)
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    let architecture = JSON.string(try model.kerasJSON()).description
    let expected = #"""
      {"__metadata__": {"format": "logit-model", "format_version": "5", "architecture": \#(architecture), "layers": \
      "dense: Dense [2] -> [3], kernel [2, 3], bias [3]", "seed": "18446744073709551610", \
      "pass": "2", "step_in_pass": "0", "epoch": "2", "batch": "0", "optimizer": "sgd", "iteration": "10", \
      "learning_rate": "0.1"}, "dense/kernel": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, \
      "dense/bias": {"dtype": "F32", "shape": [3], "data_offsets": [24, 36]}, \
      "optimizer/momentum": {"dtype": "F32", "shape": [16], "data_offsets": [36, 100]}}
      """#.replacingOccurrences(of: "\\\n", with: "")
    #expect(header.trimmingCharacters(in: .whitespaces) == expected)
    let numbers = Array(bytes[(8 + length)...]).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(Array(numbers.prefix(6)) == model.weights[0].scalars)
    #expect(Array(numbers[6..<9]) == model.weights[1].scalars)
  }

  // MARK: Files that cannot be restored

  @Test("A file that was cut off anywhere is refused, and so is one with bytes too many")
  func truncated() throws {
    var model = try Self.model()
    try train(&model, 0..<1)
    try model.save(to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in stride(from: 0, to: whole.count, by: 7) {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      try expectRefusal(model)
    }
    try (whole + Data([0])).write(to: URL(fileURLWithPath: path))
    try expectRefusal(
      model, containing: "the end of the file should be at byte \(whole.count), but is at byte")
  }

  @Test("A byte changed anywhere in the header is refused or changes nothing but text; nothing traps")
  func corrupted() throws {
    var model = try Self.model()
    try train(&model, 0..<1)
    try model.save(to: path)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let length = whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var generator = RandomGenerator(seed: 11)
    for _ in 0..<400 {
      var changed = whole
      let place = generator.integer(in: 0..<(8 + length))
      changed[place] = UInt8(generator.integer(in: 0..<256))
      try Data(changed).write(to: URL(fileURLWithPath: path))
      var restored = model
      if (try? restored.restore(from: path)) == nil { #expect(bits(restored) == bits(model)) }
    }
  }

  @Test("A file of no kind, of another kind, of a later version or missing is refused by name")
  func otherFiles() throws {
    try expectRefusal(containing: "No such file or directory")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try expectRefusal(containing: "it is a directory")
    try FileManager.default.removeItem(atPath: path)
    try Data("loss,accuracy\r\n0,1\r\n2,3".utf8).write(to: URL(fileURLWithPath: path))
    try expectRefusal(containing: "the header should be at most", "bytes long")
    try Self.model().save(to: path)
    try replaceHeader { $0.replacingOccurrences(of: "logit-model", with: "pt") }
    try expectRefusal(containing: "its format should be logit-model, but is pt")
    try Self.model().save(to: path)
    try replaceHeader {
      $0.replacingOccurrences(of: #"format_version": "5""#, with: #"format_version": "6""#)
    }
    try expectRefusal(
      containing: "its format version should be at most 5, but is 6; use the release of Logit")
  }

  @Test(
    "A header that does not agree with the file is refused before memory is reserved",
    arguments: [
      (
        #""F32", "shape": [2, 3]"#, #""F16", "shape": [2, 3]"#,
        "the type of the tensor dense/kernel should be F32 or F64, but is \"F16\""
      ),
      (
        #""F32", "shape": [2, 3]"#, #""F64", "shape": [3]"#,
        "the type of the tensor dense/kernel should be F32, but is F64"
      ),
      (
        #"[2, 3], "data_offsets""#, #"[4611686018427387904, 3], "data_offsets""#,
        "the size of the tensor dense/kernel should be"
      ),
      (
        #""shape": [2, 3]"#, #""shape": [2, -3]"#,
        "the shape of the tensor dense/kernel should be a list of whole numbers"
      ),
      (#""shape": [2, 3]"#, #""shape": [2, 3.0]"#, "should be a list of whole numbers"),
      ("[0, 24]", "[0, 9223372036854775807]", "should be within the 36 bytes after the header"),
      ("[0, 24]", "[24, 0]", "should be within the 36 bytes"),
      ("[24, 36]", "[20, 32]", "the beginning of the tensor dense/bias should be at byte"),
      ("[24, 36]", "[12, 24]", "the beginning of the tensor dense/bias should be at byte"),
      (
        #""shape": [3], "data_offsets": [24, 36]"#, #""shape": [2], "data_offsets": [24, 32]"#,
        "the end of the file"
      ),
      (
        #""shape": [2, 3]"#, #""shape": [3, 2]"#,
        "dense/kernel should be of shape [2, 3], but is of shape [3, 2]"
      ),
      (#""dense/bias""#, #""dense/other""#, "the tensor dense/bias should be of shape [3], but is missing"),
      (#""seed": "18446744073709551610""#, #""seed": "-1""#, "the metadata seed should be a whole number"),
      (#""epoch": "0""#, #""epoch": "9223372036854775807""#, "the metadata epoch should be at least 0"),
      (#""epoch": "0""#, #""epoch": 0"#, "the metadata epoch should be text, but is 0"),
      (#""epoch": "0", "#, "", "the metadata epoch should be"),
      ("Dense [2] -> [3]", "Dense [2] -> [4]", "layer 0 should be"),
      (
        #""dense: Dense"#, #""bossy: Dense"#,
        "layer 0 should be \"dense: Dense [2] -> [3], kernel [2, 3], bias [3]\""
      ),
      (#"bias [3]", "seed"#, #"bias [3]\nmore: Dense", "seed"#, "the number of layers should be 1"),
      ("{", "[", "is not valid JSON: line 1, column"),
    ])
  func invalidHeader(_ text: String, _ replacement: String, _ message: String) throws {
    try Self.model().save(to: path)
    try replaceHeader {
      guard let range = $0.range(of: text) else { return $0 }
      return $0.replacingCharacters(in: range, with: replacement)
    }
    try expectRefusal(containing: message)
  }

  @Test("A header longer than the file, or longer than any, is refused")
  func longHeader() throws {
    for length: [UInt8] in [
      [255, 255, 255, 255, 255, 255, 255, 255], [0, 0, 0, 2, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0, 0],
    ] {
      try Data(length + [0x7B, 0x7D]).write(to: URL(fileURLWithPath: path))
      try expectRefusal(containing: "the header should be at most 2 bytes long")
    }
  }

  @Test("A tensor that belongs to no layer is refused")
  func extraTensor() throws {
    try Self.model().save(to: path)
    try replaceHeader {
      $0.replacingOccurrences(
        of: "[24, 36]}",
        with: #"[24, 36]}, "other": {"dtype": "F32", "shape": [0], "data_offsets": [36, 36]}"#)
    }
    try expectRefusal(containing: "the tensor other should be absent, but is there")
  }

  @Test("A checkpoint of another architecture or optimizer is refused by what differs")
  func otherModel() throws {
    var model = try Self.model(hidden: 4)
    try train(&model, 0..<1)
    try model.save(to: path)
    try expectRefusal(
      containing: "layer 0 should be \"dense: Dense [2] -> [3], kernel [2, 3], bias [3]\" as in the model",
      "but is \"dense: Dense [2] -> [4], kernel [2, 4], bias [4]\"")
    try expectRefusal(
      try Self.model(.sgd(), hidden: 4),
      containing: "its optimizer should be sgd as in the model, but is adam")

    var plain = try Self.model(.sgd())
    try train(&plain, 0..<1)
    try plain.save(to: path)
    try expectRefusal(
      try Self.model(.sgd(momentum: 0.9)), containing: "the tensor optimizer/momentum should be of shape [16]"
    )
    var momentum = try Self.model(.sgd(momentum: 0.9))
    try train(&momentum, 0..<1)
    try momentum.save(to: path)
    try expectRefusal(try Self.model(.sgd()), containing: "the tensor optimizer/momentum should be absent")
  }

  @Test("A model without weights can be neither saved nor restored")
  func unbuilt() throws {
    var model = try Sequential { Dense(1) }
    #expect(throws: LogitError.notBuilt(operation: "a model's file")) { try model.save(to: path) }
    try Self.model().save(to: path)
    #expect(throws: LogitError.notBuilt(operation: "restore")) { try model.restore(from: path) }
  }

  // MARK: Files that cannot be written

  @Test(
    "A disk that is full, at any moment, leaves the old checkpoint and no rubbish", arguments: [0, 1, 100])
  func fullDisk(_ room: Int) throws {
    var model = try Self.model()
    try model.save(to: path)
    let old = try Data(contentsOf: URL(fileURLWithPath: path))
    try train(&model, 0..<1)
    var left = room
    #expect(throws: FileError.notWritten(path: path, reason: "No space left on device")) {
      try model.save(
        to: path, epoch: 1, includingOptimizer: true
      ) { (file, buffer) throws(SystemError) in
        guard left > 0 else { throw .noSpaceLeft }
        let count = try Descriptor.writeSome(
          file, UnsafeRawBufferPointer(rebasing: buffer.prefix(min(left, buffer.count))))
        left -= count
        return count
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model.safetensors"])
  }

  @Test("A directory that is missing is an error that names the file")
  func missingDirectory() throws {
    let path = "\(folder)/missing/model.safetensors"
    #expect(throws: FileError.notWritten(path: path, reason: "No such file or directory")) {
      try Self.model().save(to: path)
    }
  }

  @Test("A layer whose tensors would have the optimizer's names is refused when saving")
  func sameNames() throws {
    var model = try Sequential { Dense(1, inputShape: [1], name: "optimizer") }
    try model.compile(optimizer: SlotNamed(), loss: .meanSquaredError)
    #expect(throws: LogitError.self) { try model.save(to: path) }
  }

  /// An optimizer whose slot has the name of a weight.
  struct SlotNamed: Optimizer {
    let name = "slot_named"
    var learningRate: any LearningRateSchedule = 0.1
    var slotNames: [String] { ["kernel"] }
    func validate() {}
    func update(
      parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots, learningRate: Float,
      iteration: Int
    ) {}
  }
}
