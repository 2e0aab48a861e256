// What a file says of a model is checked when it is written: read back, it must say the same, so that a model
// that is opened is never another one in silence.

extension Sequential {
  /// The layers and how the model was compiled, for its file.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)``,
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` or
  ///   ``LogitError/invalidOption(name:value:expected:)`` for the first part that would not come back as it
  ///   is.
  func describedForFile() throws -> JSON {
    let stack = try builtStack(for: "a model's file")
    if let compilation { try compilation.requireDescribable() }
    let json = try kerasValue()
    try requireReturningLayers(json, stack)
    return json
  }

  /// Reads each layer of the JSON back and writes it once more.
  private func requireReturningLayers(_ json: JSON, _ stack: LayerStack) throws {
    let layers = json["config"]?["layers"]?.array ?? []
    for (written, entry) in zip(layers.suffix(stack.entries.count), stack.entries) {
      let again = try entry.describing { try Keras.json(of: KerasRegistry<any Layer>.layers.make(written)) }
      let isSame = written.object?.allSatisfy { member in
        member.name == "build_config" || again[member.name] == member.value
      }
      guard isSame == true else {
        throw entry.undescribable("an option of it is lost when it is written to Keras's JSON and read")
      }
    }
  }
}

extension LayerStack.Entry {
  /// Names the layer in an error of its parts.
  fileprivate func describing<Result>(_ read: () throws -> Result) throws -> Result {
    do {
      return try read()
    } catch LogitError.invalidConfiguration(let object, let reason) {
      throw undescribable("\(object) is not made again from Keras's JSON: \(reason)")
    }
  }

  fileprivate func undescribable(_ reason: String) -> LogitError {
    .invalidArchitecture(
      layer: name, reason: "a file cannot hold it, since \(reason)",
      remedy: "conform its type to KerasSerializable and register it by Keras.register")
  }
}

extension Compilation {
  /// Refuses an optimizer, a loss or a metric that would not come back as it is.
  fileprivate func requireDescribable() throws {
    try require(optimizer, "optimizer", optimizer.name, write: { try Keras.json(of: $0) }) { json in
      var again = try KerasRegistry<any Optimizer>.optimizers.optimizer(json)
      // Keras rounds a rate to `Float`, which is what a step is made with; the exact one stands elsewhere in
      // the file.
      if let rate = optimizer.learningRate.constant, again.learningRate.constant == Double(Float(rate)) {
        again.learningRate = optimizer.learningRate
      }
      return again
    }
    try require(loss, "loss", loss.name, write: { try Keras.json(of: $0) }) {
      try KerasRegistry<any Loss>.loss($0)
    }
    for metric in metrics + weightedMetrics {
      try require(metric, "metric", metric.name, write: { try Keras.json(of: $0) }) {
        try KerasRegistry<any Metric>.metric($0)
      }
    }
  }

  private func require<Object>(
    _ object: Object, _ kind: String, _ name: String, write: (Object) throws -> JSON,
    read: (JSON) throws -> Object
  ) throws {
    func undescribable(_ reason: String) -> LogitError {
      .invalidOption(
        name: "the \(kind)", value: "\(name) (\(type(of: object as Any)))",
        expected: "one that a file can hold, and \(reason)")
    }
    let isSame: Bool
    do {
      let json = try write(object)
      let again = try read(json)
      isSame = try areEqual(object, again) ?? (json == write(again))
    } catch LogitError.invalidConfiguration(let object, let reason) {
      throw undescribable("\(object) is not made again from Keras's JSON: \(reason)")
    }
    guard isSame else {
      throw undescribable("an option of it is lost when it is written to Keras's JSON and read")
    }
  }
}

/// Whether two objects are equal; `nil` if their type does not tell.
private func areEqual(_ first: Any, _ second: Any) -> Bool? {
  func equals<Value: Equatable>(_ first: Value) -> Bool { first == second as? Value }
  return (first as? any Equatable).map { equals($0) }
}
