/// A model's file open for reading, its bytes accounted for.
///
/// It is one that ``Sequential/save(to:epoch:includingOptimizer:)-(String,_,_)`` wrote, a classifier's, or a
/// checkpoint of Logit 0.1.
struct SavedModelFile {
  private enum Form {
    case model
    /// With the layers and their weights under the same names, and no training.
    case classifier
    /// With a training, and no layers.
    case checkpoint
  }

  private static let damaged = "the file is damaged, so use another one"

  private let path: String
  private let file: SafetensorsFile
  private let form: Form

  init(path: String) throws { try self.init(name: path) { try SafetensorsFile(path: path) } }

  init(bytes: [UInt8], name: String) throws {
    try self.init(name: name) { try SafetensorsFile(bytes: bytes, name: name) }
  }

  private init(name: String, open: () throws -> SafetensorsFile) throws {
    do {
      file = try open()
    } catch FileError.damaged(_, let item, let expected, let found, let remedy) {
      throw LogitError.invalidCheckpoint(
        path: name, item: item, expected: expected, found: found, remedy: remedy)
    }
    path = name
    form = try Self.form(file.metadata, path: name)
  }

  private static func form(_ metadata: [String: String], path: String) throws -> Form {
    func invalid(_ item: String, _ expected: String, _ found: String?, _ remedy: String) -> LogitError {
      .invalidCheckpoint(
        path: path, item: item, expected: expected, found: found?.shortened ?? "not given", remedy: remedy)
    }
    let version = metadata[SavedModelKey.formatVersion]
    let laterVersion = "use the release of Logit that wrote it"
    switch metadata[SavedModelKey.format] {
    case SavedModelKey.formatName:
      let number = version.flatMap { Int($0) } ?? 0
      if number == SavedModelKey.currentVersion { return .model }
      if SavedModelKey.classifierVersions.contains(number) { return .classifier }
      throw invalid("its format version", "at most \(SavedModelKey.currentVersion)", version, laterVersion)
    case SavedModelKey.checkpointFormat:
      if version == SavedModelKey.checkpointVersion { return .checkpoint }
      throw invalid("its format version", SavedModelKey.checkpointVersion, version, laterVersion)
    case let format:
      throw invalid(
        "its format", SavedModelKey.formatName, format, "use a file that Sequential.save(to:) wrote")
    }
  }
}

// MARK: - A model of its own

extension SavedModelFile {
  /// The model in the file.
  func model() throws -> Sequential {
    let json = try architecture()
    let seed: UInt64 = form == .model ? try number(SavedModelKey.seed, "a whole number below 2⁶⁴") : 0
    var model = try describing {
      // A model with more weights than the file has room for is never made.
      try Sequential(keras: JSON(json: json), seed: seed, largestParameterCount: file.scalarCount)
    }
    guard let stack = model.stack else {
      throw invalid("the architecture", "one that tells the shape of the input", "without it", Self.damaged)
    }
    let frozen = (file.metadata[SavedModelKey.frozen] ?? "").split(separator: "\n").map(String.init)
    for name in frozen {
      guard let index = stack.entries.firstIndex(where: { $0.name == name }) else {
        throw invalid("the frozen layer", "one of the model", "\"\(name.shortened)\"", Self.damaged)
      }
      model.setTrainable(false, at: index)
    }
    model.applyTrainability()
    let epoch = try restore(&model)
    try restoreLearningRate(of: &model)
    if form == .model {
      model.position.isRestored = file.metadata[SavedModelKey.inTraining] != nil
      model.position.openedEpoch = epoch
    }
    return model
  }

  /// The layers as JSON.
  private func architecture() throws -> String {
    if form == .checkpoint {
      throw invalid(
        "its format", SavedModelKey.formatName, "\(SavedModelKey.checkpointFormat), which has no layers",
        "make the model as it was made then, and take the file into it by restore(from:)")
    }
    if let text = file.metadata[SavedModelKey.architecture] { return text }
    if let reason = file.metadata[SavedModelKey.undescribed] {
      throw invalid(
        "the architecture", "in the file", "left out (\(reason.withoutFullStop))",
        "make the model as it was made then, and take the file into it by restore(from:)")
    }
    throw invalid("the metadata \(SavedModelKey.architecture)", "there", "missing", Self.damaged)
  }

  /// Names the file in an error of its description.
  private func describing<Result>(_ make: () throws -> Result) throws -> Result {
    do {
      return try make()
    } catch {
      throw invalid(
        "the architecture", "layers, an optimizer, a loss and metrics that are known here",
        "unusable (\("\(error)".withoutFullStop))",
        "register classes of your own by Keras.register, or use another file if it is damaged")
    }
  }
}

// MARK: - Taking over its state

extension SavedModelFile {
  /// Takes everything over into a built model, which is left in no useful state by an error. Returns the
  /// epoch to go on with.
  func restore(_ model: inout Sequential) throws -> Int {
    let hasState = file.metadata[SavedModelKey.optimizer] != nil
    let contents = try SavedModelContents(model, includesOptimizer: hasState)
    if form != .classifier { try requireLayers(contents.stack) }
    try requireOptimizer(contents)
    try requireTensors(contents)
    let parameters = try tensor(contents.weights, count: contents.stack.storageCount)
    for item in contents.weights {
      let values = parameters.withUnsafeBufferPointer { $0[item.range].allSatisfy(\.isFinite) }
      guard values else { throw invalid("the tensor \(item.name)", "finite numbers", "not", Self.damaged) }
    }
    model.optimizerState = OptimizerState()
    guard form != .classifier else {
      model.parameters = parameters
      return 0
    }
    let epoch = try count(SavedModelKey.epoch)
    model.seed = try number(SavedModelKey.seed, "a whole number below 2⁶⁴")
    model.position = try position()
    model.parameters = parameters
    if contents.optimizerName != nil { try restoreOptimizer(of: &model, contents) }
    return epoch
  }

  private func restoreOptimizer(of model: inout Sequential, _ contents: SavedModelContents) throws {
    model.optimizerState.iteration = try count(SavedModelKey.iteration)
    model.optimizerState.slots = try tensor(
      contents.slots, count: contents.slots.count * contents.stack.storageCount)
    try restoreLearningRate(of: &model)
  }

  private func restoreLearningRate(of model: inout Sequential) throws {
    guard file.metadata[SavedModelKey.learningRate] != nil, model.settableLearningRate != nil else { return }
    let rate: Double = try number(SavedModelKey.learningRate, "a number")
    try model.setLearningRate(rate)
    // Not rounded to `Float`, so that saving it again gives the same file.
    model.compilation?.optimizer.learningRate = rate
  }

  private func position() throws -> TrainingPosition {
    let (step, batch) = (try count(SavedModelKey.stepInPass), try count(SavedModelKey.batch))
    guard step == 0 || batch <= step else {
      throw invalid(
        "the metadata \(SavedModelKey.batch)", "at most the \(step) steps of the pass", "\(batch)",
        Self.damaged)
    }
    var position = TrainingPosition(
      pass: try count(SavedModelKey.pass), step: step, batch: batch, totals: try totals(), isRestored: true)
    if file.metadata[SavedModelKey.interruptedEpoch] != nil {
      position.interruptedEpoch = try count(SavedModelKey.interruptedEpoch)
    }
    return position
  }

  /// What was added up in an epoch that was interrupted.
  private func totals() throws -> BatchTotals? {
    guard let sums = try doubles(SavedModelKey.totals) else { return nil }
    guard sums.count == 3, sums.allSatisfy(\.isFinite), let rows = Int(exactly: sums[2]),
      (1..<1 << 53).contains(rows)
    else {
      throw invalid(
        "the tensor \(SavedModelKey.totals)", "a loss, a count and a number of rows", "\(sums)".shortened,
        Self.damaged)
    }
    let prefix = SavedModelKey.totals + "/"
    let metrics = try file.entries.keys.filter { $0.hasPrefix(prefix) }.sorted().map { name in
      (name: String(name.dropFirst(prefix.count)), state: try doubles(name) ?? [])
    }
    return BatchTotals(loss: sums[0], correct: sums[1], rows: rows, metrics: metrics)
  }

  private func requireLayers(_ stack: LayerStack) throws {
    let remedy = "restore it into a model with the layers of the one that was saved"
    let name = form == .checkpoint ? SavedModelKey.architecture : SavedModelKey.layers
    let found = (file.metadata[name] ?? "").split(separator: "\n").map(String.init)
    for (index, (found, expected)) in zip(found, stack.lines).enumerated() where found != expected {
      throw invalid("layer \(index)", "\"\(expected)\" as in the model", "\"\(found.shortened)\"", remedy)
    }
    guard found.count == stack.entries.count else {
      throw invalid(
        "the number of layers", "\(stack.entries.count) as in the model", "\(found.count)", remedy)
    }
  }

  private func requireOptimizer(_ contents: SavedModelContents) throws {
    let found = file.metadata[SavedModelKey.optimizer]
    guard let expected = contents.optimizerName, found != expected else { return }
    throw invalid(
      "its optimizer", "\(expected) as in the model", found ?? "none",
      "compile the model with the optimizer it was saved with, or after restoring to take the weights only")
  }

  private func requireTensors(_ contents: SavedModelContents) throws {
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
    let isLeftAside = contents.optimizerName == nil && file.metadata[SavedModelKey.optimizer] != nil
    // A classifier's file has more, which is not the model's.
    let extra =
      form == .classifier
      ? nil
      : file.entries.keys.sorted().first {
        !known.contains($0) && !$0.hasPrefix(SavedModelKey.totals)
          && !(isLeftAside && $0.hasPrefix("optimizer/"))
      }
    if let extra { throw invalid("the tensor \(extra)", "absent", "there", remedy) }
  }

  /// A buffer with some tensors of the file in their places, and zeros between them.
  private func tensor(_ items: [SavedModelContents.Item], count: Int) throws -> Tensor<Float> {
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
        "of type \(entry.type.rawValue) and shape \(entry.shape)", Self.damaged)
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
        Self.damaged)
    }
    return value
  }

  private func number<Number: LosslessStringConvertible>(_ key: String, _ expected: String) throws -> Number {
    guard let text = file.metadata[key], let number = Number(text) else {
      throw invalid(
        "the metadata \(key)", expected, (file.metadata[key] ?? "missing").shortened,
        Self.damaged)
    }
    return number
  }

  private func invalid(_ item: String, _ expected: String, _ found: String, _ remedy: String) -> LogitError {
    .invalidCheckpoint(path: path, item: item, expected: expected, found: found, remedy: remedy)
  }
}

extension String {
  /// A sentence as a part of another.
  fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
