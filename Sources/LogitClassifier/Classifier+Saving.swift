import Logit
import LogitData

extension Classifier {
  /// Writes the classifier to a file, whole or not at all.
  ///
  /// The same classifier always gives the same bytes. Python's `safetensors` reads the file as well as
  /// ``init(contentsOf:)`` does.
  ///
  /// - Parameter path: The file; `.safetensors` is the usual end of its name.
  /// - Throws: `FileError.notWritten(path:reason:)`, or as ``encoded()``; what stood at the path before is then
  ///   unchanged.
  public func save(to path: String) throws {
    try StagedFile.write(encoded(), to: path)
  }

  /// The bytes of the model file.
  ///
  /// - Returns: All bytes, as ``save(to:)`` writes them.
  /// - Throws: `FileError.overLimit(source:item:limit:remedy:)` for a description that could not be loaded again, or
  ///   `LogitError.invalidConfiguration(object:reason:)` for a layer that has no place in Keras's JSON.
  public func encoded() throws -> [UInt8] {
    let metadata = [
      (name: ModelFile.format, text: ModelFile.formatName),
      (ModelFile.formatVersion, ModelFile.currentVersion),
      (ModelFile.architecture, try model.kerasJSON()),
      (ModelFile.features, features.json.description),
      (ModelFile.target, targetJSON.description),
      (ModelFile.provenance, provenance.json.description),
    ]
    var named: [(name: String, tensor: Tensor<Float>)] = []
    for (name, tensor) in model.namedWeights { named.append((name, tensor)) }
    for (name, values) in zip(history.names, history.values) {
      named.append((ModelFile.historyPrefix + name, Tensor(values)))
    }
    let bytes = Safetensors.encode(metadata: metadata, tensors: named)
    let limit = Safetensors.largestHeaderByteCount
    guard bytes.count - named.reduce(0, { $0 + 4 * $1.tensor.count }) <= limit else {
      throw FileError.overLimit(
        source: "the model file", item: "its description", limit: limit,
        remedy: "learn fewer categories or hash them")
    }
    return bytes
  }

  private var targetJSON: KerasValue {
    .object(
      ("column", .string(target)), ("kind", .string(classes.kind.rawValue)),
      ("classes", .array(classes.names.map { .string($0) })))
  }
}
