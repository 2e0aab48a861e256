/// The names in a checkpoint's metadata.
enum CheckpointKey {
  static let format = "format"
  static let formatVersion = "format_version"
  static let architecture = "architecture"
  static let seed = "seed"
  static let pass = "pass"
  static let stepInPass = "step_in_pass"
  static let epoch = "epoch"
  static let batch = "batch"
  static let optimizer = "optimizer"
  static let iteration = "iteration"
  static let learningRate = "learning_rate"

  static let formatName = "logit-checkpoint"
  static let currentVersion = "1"
}

/// Which tensors a model's checkpoint has, and where they stand in the model.
struct CheckpointContents {
  struct Item {
    var name: String
    var shape: [Int]
    /// Where it stands in ``Sequential/parameters``, or among the slots.
    var range: Range<Int>
  }

  let stack: LayerStack
  let weights: [Item]
  let slots: [Item]
  /// The name of the optimizer whose state belongs to it, if there is one.
  let optimizerName: String?

  /// - Parameter includesOptimizer: Whether an optimizer that has begun to work counts.
  init(_ model: Sequential, includesOptimizer: Bool) throws {
    let stack = try model.builtStack(for: "a checkpoint")
    self.stack = stack
    weights = stack.entries.flatMap { entry in
      entry.places.map { specification, offset in
        Item(
          name: "\(entry.name)/\(specification.name)", shape: specification.shape,
          range: offset..<offset + specification.count)
      }
    }
    optimizerName = includesOptimizer ? model.compilation?.optimizer.name : nil
    let slotNames = optimizerName == nil ? [] : model.optimizerSlotNames
    slots = slotNames.enumerated().map { index, name in
      let start = index * stack.storageCount
      return Item(
        name: "optimizer/\(name)", shape: [stack.storageCount], range: start..<start + stack.storageCount)
    }
    var names: Set<String> = [Safetensors.metadataName]
    for item in weights + slots where !names.insert(item.name).inserted {
      throw LogitError.invalidArchitecture(
        layer: item.name, reason: "two tensors of the checkpoint would have this name",
        remedy: "give the layer another name")
    }
  }

  /// The file's bytes.
  func encoded(_ model: Sequential, progress: FitProgress) -> [UInt8] {
    var metadata = [
      (name: CheckpointKey.format, text: CheckpointKey.formatName),
      (CheckpointKey.formatVersion, CheckpointKey.currentVersion),
      (CheckpointKey.architecture, stack.architecture.joined(separator: "\n")),
      (CheckpointKey.seed, "\(model.seed)"),
      (CheckpointKey.pass, "\(model.position.pass)"),
      (CheckpointKey.stepInPass, "\(model.position.step)"),
      (CheckpointKey.epoch, "\(progress.epoch)"),
      (CheckpointKey.batch, "\(progress.batch)"),
    ]
    let state = model.optimizerState
    // Before the first step the slots may not have been made; there is nothing to save then.
    let hasState = optimizerName != nil && state.slots.count == slots.count * stack.storageCount
    if hasState, let optimizerName {
      metadata += [(CheckpointKey.optimizer, optimizerName), (CheckpointKey.iteration, "\(state.iteration)")]
      if let rate = model.settableLearningRate {
        metadata.append((CheckpointKey.learningRate, rate.pythonDescription))
      }
    }
    return model.parameters.withUnsafeBufferPointer { parameters in
      state.slots.withUnsafeBufferPointer { slotValues in
        func tensor(_ item: Item, of buffer: UnsafeBufferPointer<Float>) -> Safetensors.Tensor {
          Safetensors.Tensor(
            name: item.name, shape: item.shape, values: UnsafeBufferPointer(rebasing: buffer[item.range]))
        }
        return Safetensors.encode(
          metadata: metadata,
          tensors: weights.map { tensor($0, of: parameters) }
            + (hasState ? slots.map { tensor($0, of: slotValues) } : []))
      }
    }
  }
}

/// A checkpoint open for reading, its bytes accounted for.
struct CheckpointFile {
  private let path: String
  private let file: SafetensorsFile

  init(path: String) throws {
    self.path = path
    file = try SafetensorsFile(path: path)
    let format = file.metadata[CheckpointKey.format]
    guard format == CheckpointKey.formatName else {
      throw invalid(
        "its format", CheckpointKey.formatName, format ?? "not given",
        "restore a file that Sequential.save(checkpoint:) wrote")
    }
    let version = file.metadata[CheckpointKey.formatVersion]
    guard version == CheckpointKey.currentVersion else {
      throw invalid(
        "its format version", CheckpointKey.currentVersion, version ?? "not given",
        "use the release of Logit that wrote it")
    }
  }

  /// Takes everything over into a built model, which is left in no useful state by an error.
  func restore(_ model: inout Sequential) throws -> FitProgress {
    let hasState = file.metadata[CheckpointKey.optimizer] != nil
    let contents = try CheckpointContents(model, includesOptimizer: hasState)
    try requireArchitecture(contents.stack)
    try requireOptimizer(contents)
    try requireTensors(contents)
    let progress = FitProgress(
      epoch: try count(CheckpointKey.epoch), batch: try count(CheckpointKey.batch))
    model.seed = try number(CheckpointKey.seed, "a whole number below 2⁶⁴")
    model.position = TrainingPosition(
      pass: try count(CheckpointKey.pass), step: try count(CheckpointKey.stepInPass), isRestored: true)
    model.parameters = try tensor(contents.weights, count: contents.stack.storageCount)
    model.optimizerState = OptimizerState()
    guard contents.optimizerName != nil else { return progress }
    model.optimizerState.iteration = try count(CheckpointKey.iteration)
    model.optimizerState.slots = try tensor(
      contents.slots, count: contents.slots.count * contents.stack.storageCount)
    if file.metadata[CheckpointKey.learningRate] != nil, model.settableLearningRate != nil {
      try model.setLearningRate(number(CheckpointKey.learningRate, "a number"))
    }
    return progress
  }

  private func requireArchitecture(_ stack: LayerStack) throws {
    let remedy = "restore it into a model with the layers of the one that was saved"
    let found = (file.metadata[CheckpointKey.architecture] ?? "").split(separator: "\n").map(String.init)
    for (index, (found, expected)) in zip(found, stack.architecture).enumerated() where found != expected {
      throw invalid("layer \(index)", "\"\(expected)\" as in the model", "\"\(found.shortened)\"", remedy)
    }
    guard found.count == stack.architecture.count else {
      throw invalid(
        "the number of layers", "\(stack.architecture.count) as in the model", "\(found.count)", remedy)
    }
  }

  private func requireOptimizer(_ contents: CheckpointContents) throws {
    let found = file.metadata[CheckpointKey.optimizer]
    guard let expected = contents.optimizerName, found != expected else { return }
    throw invalid(
      "its optimizer", "\(expected) as in the model", found ?? "none",
      "compile the model with the optimizer it was saved with, or after restoring to take the weights only")
  }

  private func requireTensors(_ contents: CheckpointContents) throws {
    let remedy = "restore a file that was saved from a model compiled in the same way"
    for item in contents.weights + contents.slots {
      guard let entry = file.entries[item.name] else {
        throw invalid("the tensor \(item.name)", "of shape \(item.shape)", "missing", remedy)
      }
      guard entry.shape == item.shape else {
        throw invalid("the tensor \(item.name)", "of shape \(item.shape)", "of shape \(entry.shape)", remedy)
      }
    }
    let known = Set((contents.weights + contents.slots).map(\.name))
    let isLeftAside = contents.optimizerName == nil && file.metadata[CheckpointKey.optimizer] != nil
    let extra = file.entries.keys.sorted().first {
      !known.contains($0) && !(isLeftAside && $0.hasPrefix("optimizer/"))
    }
    if let extra { throw invalid("the tensor \(extra)", "absent", "there", remedy) }
  }

  /// A buffer with some tensors of the file in their places, and zeros between them.
  private func tensor(_ items: [CheckpointContents.Item], count: Int) throws -> Tensor<Float> {
    try Tensor(unsafeUninitializedShape: [count]) { buffer in
      buffer.initialize(repeating: 0)
      for item in items {
        guard let entry = file.entries[item.name] else { continue }
        try file.read(entry, into: UnsafeMutableBufferPointer(rebasing: buffer[item.range]))
      }
    }
  }

  private func count(_ key: String) throws -> Int {
    let value: Int = try number(key, "a whole number, at least 0")
    // No training counts that far, and what is counted on from here must not overflow.
    guard (0..<1 << 53).contains(value) else {
      throw invalid(
        "the metadata \(key)", "at least 0 and below 2⁵³", "\(value)",
        "the file is damaged, so use another one")
    }
    return value
  }

  private func number<Number: LosslessStringConvertible>(_ key: String, _ expected: String) throws -> Number {
    guard let text = file.metadata[key], let number = Number(text) else {
      throw invalid(
        "the metadata \(key)", expected, (file.metadata[key] ?? "missing").shortened,
        "the file is damaged, so use another one")
    }
    return number
  }

  private func invalid(_ item: String, _ expected: String, _ found: String, _ remedy: String) -> LogitError {
    .invalidCheckpoint(path: path, item: item, expected: expected, found: found, remedy: remedy)
  }
}

extension LayerStack {
  /// What a checkpoint must agree with, a line for each layer: `dense: Dense [2] -> [3], kernel [2, 3], bias [3]`.
  var architecture: [String] {
    entries.map { entry in
      let parameters = entry.specifications.map { ", \($0.name) \($0.shape)" }.joined()
      let name = "\(entry.name): \(entry.layer.typeName)".filter { $0 != "\n" }
      return "\(name) \(entry.inputShape) -> \(entry.outputShape)\(parameters)"
    }
  }
}

extension Sequential {
  /// The names of what the optimizer keeps for each weight, in the order it is kept in.
  var optimizerSlotNames: [String] { compilation?.optimizer.keptSlotNames ?? [] }
}
