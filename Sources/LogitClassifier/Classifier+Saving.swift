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
  /// - Returns: The bytes that ``save(to:)-(String)`` writes.
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
    named += coverage?.tensors ?? []
    var doubles: [(name: String, values: [Double], shape: [Int])] = []
    if let estimates {
      doubles.append((ModelFile.estimates.kernel, estimates.kernel.scalars, estimates.kernel.shape))
      doubles.append((ModelFile.estimates.bias, estimates.bias, [estimates.bias.count]))
    }
    if let inference {
      for (name, rows) in [
        (ModelFile.covariance, inference.covariance),
        (ModelFile.centeredFactor, inference.centeredFactor),
      ] { doubles.append((name, rows.flatMap { $0.map { $0 ?? .nan } }, [rows.count, rows.count])) }
    }
    let bytes = Safetensors.encode(
      metadata: metadata, tensors: named,
      more: doubles.map { Safetensors.Tensor(name: $0.name, doubles: $0.values, shape: $0.shape) })
    let numbers = named.reduce(doubles.reduce(0) { $0 + 8 * $1.values.count }) { $0 + 4 * $1.tensor.count }
    try requireRoom(for: bytes.count - numbers)
    return bytes
  }

  /// Makes sure that a model file has room for the description of the classifier, which training does not
  /// make much longer.
  ///
  /// - Throws: As ``encoded()``.
  func requireSavable() throws {
    // The features of folds that are kept take a megabyte at most.
    let whatTrainingAdds = (1 << 16) + (1 << 20)
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
    let isUsual = decision == .usual
    let hasDecision = !isUsual || coverage != nil
    return [
      (name: ModelFile.format, text: ModelFile.formatName),
      (ModelFile.formatVersion, ModelFile.version(hasInference: inference != nil, hasDecision: hasDecision)),
      (ModelFile.architecture, try model.kerasJSON()),
      (ModelFile.features, features.json.description),
      (ModelFile.target, targetJSON.description),
      (ModelFile.reading, reading.json.description),
      (ModelFile.provenance, provenance.json.description),
    ] + (isUsual ? [] : [(ModelFile.decision, decision.json.description)])
      + (estimates?.isAlwaysDouble == true ? [(ModelFile.precision, ModelFile.doublePrecision)] : [])
      + (coverage.map { [(ModelFile.coverage, $0.json.description)] } ?? [])
      + (inference.map { [(ModelFile.inference, JSON.object($0.members).description)] } ?? [])
  }

  private var targetJSON: JSON {
    let members = [
      JSON.Member("column", .string(target)), JSON.Member("kind", .string(classes.kind.rawValue)),
      JSON.Member("classes", .array(classes.names.map { .string($0) })),
    ]
    return .object(members + (classes.reading.map { [JSON.Member("reading", $0.json)] } ?? []))
  }
}
