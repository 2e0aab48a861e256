/// Which tensors a model's file has, and where they stand in the model.
struct SavedModelContents {
  struct Item {
    var name: String
    var shape: [Int]
    /// Where it stands in ``Sequential/parameters``, or among the slots.
    var range: Range<Int>
  }

  /// What the file says of layers and compilation.
  enum Description {
    case json(JSON)
    /// There is none, for a reason.
    case missing(String)
  }

  let stack: LayerStack
  let weights: [Item]
  let slots: [Item]
  /// The name of the optimizer whose state belongs to it, if there is one.
  let optimizerName: String?

  /// - Parameter includesOptimizer: Whether an optimizer that has begun to work counts.
  init(_ model: Sequential, includesOptimizer: Bool) throws {
    let stack = try model.builtStack(for: "a model's file")
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
    where !names.insert(item.name).inserted || item.name.hasPrefix(SavedModelKey.totals) {
      throw LogitError.invalidArchitecture(
        layer: item.name, reason: "two tensors of the file would have this name",
        remedy: "give the layer another name")
    }
  }

  /// The file's bytes.
  func encoded(_ model: Sequential, epoch: Int, _ description: Description) -> [UInt8] {
    let state = model.optimizerState
    // Before the first step the slots may not have been made; there is nothing to save then.
    let hasState = optimizerName != nil && state.slots.count == slots.count * stack.storageCount
    var metadata = describing(model, description) + position(model, epoch: epoch)
    if hasState, let optimizerName {
      metadata += [(SavedModelKey.optimizer, optimizerName), (SavedModelKey.iteration, "\(state.iteration)")]
    }
    if let rate = model.settableLearningRate {
      metadata.append((SavedModelKey.learningRate, rate.pythonDescription))
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

  private func describing(
    _ model: Sequential, _ description: Description
  ) -> [(name: String, text: String)] {
    var metadata = [
      (name: SavedModelKey.format, text: SavedModelKey.formatName),
      (SavedModelKey.formatVersion, "\(SavedModelKey.currentVersion)"),
    ]
    switch description {
    case .json(let json): metadata.append((SavedModelKey.architecture, json.description))
    case .missing(let reason): metadata.append((SavedModelKey.undescribed, reason))
    }
    metadata.append((SavedModelKey.layers, stack.lines.joined(separator: "\n")))
    let frozen = model.layersFrozenWithoutOption
    if !frozen.isEmpty { metadata.append((SavedModelKey.frozen, frozen.joined(separator: "\n"))) }
    return metadata
  }

  private func position(_ model: Sequential, epoch: Int) -> [(name: String, text: String)] {
    let position = model.position
    var metadata = [
      (name: SavedModelKey.seed, text: "\(model.seed)"),
      (SavedModelKey.pass, "\(position.pass)"),
      (SavedModelKey.stepInPass, "\(position.step)"),
      (SavedModelKey.epoch, "\(epoch)"),
      (SavedModelKey.batch, "\(position.batch)"),
    ]
    if position.isInTraining || position.isRestored { metadata.append((SavedModelKey.inTraining, "true")) }
    if let interrupted = position.interruptedEpoch {
      metadata.append((SavedModelKey.interruptedEpoch, "\(interrupted)"))
    }
    return metadata
  }
}

extension LayerStack {
  /// What a model must agree with that a file is restored into, a line for each layer:
  /// `dense: Dense [2] -> [3], kernel [2, 3], bias [3]`.
  var lines: [String] {
    entries.map { entry in
      let parameters = entry.specifications.map { ", \($0.name) \($0.shape)" }.joined()
      let name = "\(entry.name): \(entry.layer.typeName)".filter { $0 != "\n" }
      return "\(name) \(entry.inputShape) -> \(entry.outputShape)\(parameters)"
    }
  }
}

extension BatchTotals {
  /// What a file holds of them.
  fileprivate var tensors: [Safetensors.Tensor] {
    let metrics = zip(metricNames, metricStates).map {
      Safetensors.Tensor(name: "\(SavedModelKey.totals)/\($0)", doubles: $1)
    }
    return [Safetensors.Tensor(name: SavedModelKey.totals, doubles: [loss, correct, Double(rows)])] + metrics
  }
}

extension Sequential {
  /// The names of what the optimizer keeps for each weight, in the order it is kept in.
  var optimizerSlotNames: [String] { compilation?.optimizer.keptSlotNames ?? [] }

  /// The names of layers that are frozen though their classes have no such option in Keras's JSON.
  var layersFrozenWithoutOption: [String] {
    guard let stack else { return [] }
    let own = KerasRegistry<any Layer>.layers.classNames
    return zip(configurations, stack.entries).enumerated().compactMap { index, pair in
      guard !isTrainable(at: index) else { return nil }
      let name = (pair.0 as? any KerasSerializable).map { type(of: $0).kerasClassName }
      return name.map { own.contains($0) } ?? false ? nil : pair.1.name
    }
  }
}
