import Logit
import LogitData

extension Classifier {
  /// Writes the classifier to a file, which appears whole or not at all.
  ///
  /// The same classifier always gives the same bytes. Python's `safetensors` can read the file, too.
  ///
  /// - Parameter path: The file, usually with the extension `.safetensors`.
  /// - Throws: `FileError.notWritten(path:reason:)`, or as ``encoded()``; an existing file is then unchanged.
  public func save(to path: String) throws {
    try StagedFile.write(encoded(), to: path)
  }

  /// The bytes of the model file.
  ///
  /// - Returns: The bytes that ``save(to:)`` writes.
  /// - Throws: `FileError.overLimit(source:item:limit:remedy:)` if the description is too large to be loaded
  ///   again, or `LogitError.invalidConfiguration(object:reason:)` for a layer that Keras's JSON cannot
  ///   represent.
  public func encoded() throws -> [UInt8] {
    let metadata = try metadata()
    var named: [(name: String, tensor: Tensor<Float>)] = []
    for (name, tensor) in model.namedWeights { named.append((name, tensor)) }
    for (name, values) in zip(history.names, history.values) {
      named.append((ModelFile.historyPrefix + name, Tensor(values)))
    }
    let more = estimates.map { estimates in
      [
        Safetensors.Tensor(
          name: ModelFile.estimates.kernel, doubles: estimates.kernel.scalars, shape: estimates.kernel.shape),
        Safetensors.Tensor(name: ModelFile.estimates.bias, doubles: estimates.bias),
      ]
    }
    let bytes = Safetensors.encode(metadata: metadata, tensors: named, more: more ?? [])
    let estimateCount = estimates.map { $0.kernel.count + $0.bias.count } ?? 0
    try requireRoom(for: bytes.count - named.reduce(8 * estimateCount) { $0 + 4 * $1.tensor.count })
    return bytes
  }

  /// Makes sure that a model file has room for the description of the classifier, which training does not make
  /// much longer.
  ///
  /// - Throws: As ``encoded()``.
  func requireSavable() throws {
    let whatTrainingAdds = 1 << 16
    try requireRoom(for: Safetensors.header(metadata: metadata(), tensors: []).count + whatTrainingAdds)
  }

  private func requireRoom(for headerByteCount: Int) throws {
    let limit = Safetensors.largestHeaderByteCount
    guard headerByteCount <= limit else {
      throw FileError.overLimit(
        source: "The model file", item: "what it says of \(features.outputCount.counted("feature"))",
        limit: limit, remedy: "use fewer columns, or columns with fewer categories")
    }
  }

  private func metadata() throws -> [(name: String, text: String)] {
    [
      (name: ModelFile.format, text: ModelFile.formatName),
      (ModelFile.formatVersion, ModelFile.currentVersion),
      (ModelFile.architecture, try model.kerasJSON()),
      (ModelFile.features, features.json.description),
      (ModelFile.target, targetJSON.description),
      (ModelFile.reading, reading.json.description),
      (ModelFile.provenance, provenance.json.description),
    ]
  }

  private var targetJSON: JSON {
    let members = [
      JSON.Member("column", .string(target)), JSON.Member("kind", .string(classes.kind.rawValue)),
      JSON.Member("classes", .array(classes.names.map { .string($0) })),
    ]
    return .object(members + (classes.reading.map { [JSON.Member("reading", $0.json)] } ?? []))
  }
}
