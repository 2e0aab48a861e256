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

  /// The tensor with an interrupted epoch's sums: of the losses, of the right predictions, and of the rows.
  /// Those of its metrics stand behind it, as `epoch/totals/auc`.
  static let totals = "epoch/totals"
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
    for item in weights + slots
    where !names.insert(item.name).inserted || item.name.hasPrefix(CheckpointKey.totals) {
      throw LogitError.invalidArchitecture(
        layer: item.name, reason: "two tensors of the checkpoint would have this name",
        remedy: "give the layer another name")
    }
  }

  /// The file's bytes.
  func encoded(_ model: Sequential, epoch: Int) -> [UInt8] {
    var metadata = [
      (name: CheckpointKey.format, text: CheckpointKey.formatName),
      (CheckpointKey.formatVersion, CheckpointKey.currentVersion),
      (CheckpointKey.architecture, stack.architecture.joined(separator: "\n")),
      (CheckpointKey.seed, "\(model.seed)"),
      (CheckpointKey.pass, "\(model.position.pass)"),
      (CheckpointKey.stepInPass, "\(model.position.step)"),
      (CheckpointKey.epoch, "\(epoch)"),
      (CheckpointKey.batch, "\(model.position.batch)"),
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
            name: item.name, shape: item.shape, floats: UnsafeBufferPointer(rebasing: buffer[item.range]))
        }
        return Safetensors.encode(
          metadata: metadata,
          tensors: weights.map { tensor($0, of: parameters) }
            + (hasState ? slots.map { tensor($0, of: slotValues) } : [])
            + (model.position.totals?.tensors ?? []))
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
    do {
      file = try SafetensorsFile(path: path)
    } catch FileError.damaged(_, let item, let expected, let found, let remedy) {
      throw LogitError.invalidCheckpoint(
        path: path, item: item, expected: expected, found: found, remedy: remedy)
    }
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

  /// Takes everything over into a built model, which is left in no useful state by an error. Returns the
  /// epoch to go on with.
  func restore(_ model: inout Sequential) throws -> Int {
    let hasState = file.metadata[CheckpointKey.optimizer] != nil
    let contents = try CheckpointContents(model, includesOptimizer: hasState)
    try requireArchitecture(contents.stack)
    try requireOptimizer(contents)
    try requireTensors(contents)
    let epoch = try count(CheckpointKey.epoch)
    model.seed = try number(CheckpointKey.seed, "a whole number below 2⁶⁴")
    model.position = try position()
    model.parameters = try tensor(contents.weights, count: contents.stack.storageCount)
    model.optimizerState = OptimizerState()
    guard contents.optimizerName != nil else { return epoch }
    model.optimizerState.iteration = try count(CheckpointKey.iteration)
    model.optimizerState.slots = try tensor(
      contents.slots, count: contents.slots.count * contents.stack.storageCount)
    if file.metadata[CheckpointKey.learningRate] != nil, model.settableLearningRate != nil {
      let rate: Double = try number(CheckpointKey.learningRate, "a number")
      try model.setLearningRate(rate)
      // Not rounded to `Float`, so that saving it again gives the same file.
      model.compilation?.optimizer.learningRate = rate
    }
    return epoch
  }

  private func position() throws -> TrainingPosition {
    let (step, batch) = (try count(CheckpointKey.stepInPass), try count(CheckpointKey.batch))
    guard step == 0 || batch <= step else {
      throw invalid(
        "the metadata \(CheckpointKey.batch)", "at most the \(step) steps of the pass", "\(batch)",
        "the file is damaged, so use another one")
    }
    return TrainingPosition(
      pass: try count(CheckpointKey.pass), step: step, batch: batch, totals: try totals(), isRestored: true)
  }

  /// What was added up in an epoch that was interrupted.
  private func totals() throws -> BatchTotals? {
    guard let sums = try doubles(CheckpointKey.totals) else { return nil }
    guard sums.count == 3, sums.allSatisfy(\.isFinite), let rows = Int(exactly: sums[2]),
      (1..<1 << 53).contains(rows)
    else {
      throw invalid(
        "the tensor \(CheckpointKey.totals)", "a loss, a count and a number of rows", "\(sums)".shortened,
        "the file is damaged, so use another one")
    }
    let prefix = CheckpointKey.totals + "/"
    let metrics = try file.entries.keys.filter { $0.hasPrefix(prefix) }.sorted().map { name in
      (name: String(name.dropFirst(prefix.count)), state: try doubles(name) ?? [])
    }
    return BatchTotals(loss: sums[0], correct: sums[1], rows: rows, metrics: metrics)
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
      guard entry.type == .float32 else {
        throw invalid("the type of the tensor \(item.name)", "F32", entry.type.rawValue, remedy)
      }
      guard entry.shape == item.shape else {
        throw invalid("the tensor \(item.name)", "of shape \(item.shape)", "of shape \(entry.shape)", remedy)
      }
    }
    let known = Set((contents.weights + contents.slots).map(\.name))
    let isLeftAside = contents.optimizerName == nil && file.metadata[CheckpointKey.optimizer] != nil
    let extra = file.entries.keys.sorted().first {
      !known.contains($0) && !$0.hasPrefix(CheckpointKey.totals)
        && !(isLeftAside && $0.hasPrefix("optimizer/"))
    }
    if let extra { throw invalid("the tensor \(extra)", "absent", "there", remedy) }
  }

  /// A buffer with some tensors of the file in their places, and zeros between them.
  private func tensor(_ items: [CheckpointContents.Item], count: Int) throws -> Tensor<Float> {
    try Tensor(unsafeUninitializedShape: [count]) { buffer in
      buffer.initialize(repeating: 0)
      for item in items {
        guard let entry = file.entries[item.name] else { continue }
        try file.read(
          entry, into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[item.range]))
        )
      }
    }
  }

  /// A tensor of the file that no weight goes with.
  private func doubles(_ name: String) throws -> [Double]? {
    guard let entry = file.entries[name] else { return nil }
    guard entry.type == .float64, entry.shape.count == 1 else {
      throw invalid(
        "the tensor \(name)", "of type F64 and with one dimension",
        "of type \(entry.type.rawValue) and shape \(entry.shape)", "the file is damaged, so use another one")
    }
    return try Array(unsafeUninitializedCapacity: entry.shape[0]) { buffer, count in
      try file.read(
        entry,
        into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<entry.shape[0]])))
      count = entry.shape[0]
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
  /// What a checkpoint must agree with, a line for each layer:
  /// `dense: Dense [2] -> [3], kernel [2, 3], bias [3]`.
  var architecture: [String] {
    entries.map { entry in
      let parameters = entry.specifications.map { ", \($0.name) \($0.shape)" }.joined()
      let name = "\(entry.name): \(entry.layer.typeName)".filter { $0 != "\n" }
      return "\(name) \(entry.inputShape) -> \(entry.outputShape)\(parameters)"
    }
  }
}

extension BatchTotals {
  /// What a checkpoint holds of them.
  fileprivate var tensors: [Safetensors.Tensor] {
    let metrics = zip(metricNames, metricStates).map {
      Safetensors.Tensor(name: "\(CheckpointKey.totals)/\($0)", doubles: $1)
    }
    return [Safetensors.Tensor(name: CheckpointKey.totals, doubles: [loss, correct, Double(rows)])] + metrics
  }
}

extension Sequential {
  /// The names of what the optimizer keeps for each weight, in the order it is kept in.
  var optimizerSlotNames: [String] { compilation?.optimizer.keptSlotNames ?? [] }
}
