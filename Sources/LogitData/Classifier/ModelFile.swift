import Logit

/// The names in a model file.
///
/// A model file is a safetensors file (https://github.com/huggingface/safetensors#format): the weights are its tensors, named
/// `layer/weight`, and the learning curves are tensors named `history/loss` and so on, all of 32-bit floats. Everything else
/// is text in its metadata, under these names. Nothing in it is ever run.
enum ModelFile {
  static let format = "format"
  static let formatVersion = "format_version"
  /// The model as Keras's `to_json()` writes it.
  static let architecture = "architecture"
  /// ``FeatureSpace`` as JSON.
  static let features = "features"
  /// The target column and its classes: `{"column": "species", "kind": "string", "classes": ["setosa", "versicolor"]}`.
  static let target = "target"
  /// ``Provenance`` as JSON.
  static let provenance = "provenance"

  static let formatName = "logit-model"
  static let currentVersion = "1"
  static let historyPrefix = "history/"
}

// MARK: - Writing

extension Classifier {
  /// Writes the classifier to a file, whole or not at all.
  ///
  /// The same classifier always gives the same bytes. Python's `safetensors` reads the file as well as
  /// ``init(contentsOf:)`` does.
  ///
  /// - Throws: ``LogitError/fileNotWritten(path:reason:)``; what stood at the path before is then unchanged.
  public func save(to path: String) throws {
    try AtomicFile.write(encoded(), to: path)
  }

  /// The bytes of the model file.
  func encoded() throws -> [UInt8] {
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
    return TensorFile.encode(metadata: metadata, tensors: named)
  }

  private var targetJSON: KerasValue {
    .object(
      ("column", .string(target)), ("kind", .string(classes.kind.rawValue)),
      ("classes", .array(classes.names.map { .string($0) })))
  }
}

// MARK: - Reading

extension Classifier {
  /// Loads a classifier from a file that ``save(to:)`` wrote.
  ///
  /// All that the file says is checked, against its own size, before memory is reserved for it.
  ///
  /// - Throws: ``DataError/invalidModelFile(path:item:expected:found:remedy:)`` or
  ///   ``LogitError/fileNotRead(path:reason:)``.
  public init(contentsOf path: String) throws {
    do {
      try self.init(TensorFile(path: path))
    } catch LogitError.invalidCheckpoint(let path, let item, let expected, let found, let remedy) {
      // The same file format, but no checkpoint.
      throw DataError.invalidModelFile(
        path: path, item: item, expected: expected, found: found, remedy: remedy)
    } catch let error as LogitError where !error.isFileError {
      throw DataError.invalidModelFile(
        path: path, item: "its description", expected: "one that a classifier can be made from",
        found: "unusable (\(error))", remedy: "the file is damaged, so use another one")
    }
  }

  private init(_ file: TensorFile) throws {
    func text(_ name: String) throws -> String {
      guard let text = file.metadata[name] else {
        throw file.invalid("the metadata \(name)", "there", "missing", remedy: Self.remedy)
      }
      return text
    }
    let format = file.metadata[ModelFile.format]
    guard format == ModelFile.formatName else {
      throw file.invalid("its format", ModelFile.formatName, format ?? "not given", remedy: Self.remedy)
    }
    let version = try text(ModelFile.formatVersion)
    guard version == ModelFile.currentVersion else {
      throw file.invalid(
        "its format version", ModelFile.currentVersion, version,
        remedy: "use the release of Logit that wrote it")
    }
    let (target, classes) = try Self.target(KerasValue(json: text(ModelFile.target)), file)
    let features = try FeatureSpace(json: KerasValue(json: text(ModelFile.features)))
    // No model of more weights than the file has room for is made.
    var model = try Sequential(
      kerasJSON: text(ModelFile.architecture), seed: 0,
      largestParameterCount: file.scalarCount)
    try model.setWeights(model.namedWeights.map { try file.tensor($0.name, shape: $0.tensor.shape) })
    try self.init(
      target: target, classes: classes, features: features, model: model, history: Self.history(file, model),
      provenance: Provenance(json: KerasValue(json: text(ModelFile.provenance))))
  }

  private static let remedy = "load a file that logit fit or Classifier.save(to:) wrote"

  private static func target(_ json: KerasValue, _ file: TensorFile) throws -> (String, ClassLabels) {
    guard case .string(let column)? = json["column"], case .string(let kindName)? = json["kind"],
      let kind = ColumnKind(rawValue: kindName), case .array(let values)? = json["classes"]
    else {
      throw file.invalid(
        "the metadata target", "a column, its kind and its classes", "\(json)", remedy: remedy)
    }
    let names = try values.map { value in
      guard case .string(let name) = value else {
        throw file.invalid("the metadata target", "a list of classes' names", "\(json)", remedy: remedy)
      }
      return name
    }
    return (column, try ClassLabels(kind: kind, names: names))
  }

  private static func history(_ file: TensorFile, _ model: Sequential) throws -> LearningCurve {
    var curve = LearningCurve()
    let weights = Set(model.namedWeights.map(\.name))
    for (name, shape) in file.shapes where !weights.contains(name) {
      guard name.hasPrefix(ModelFile.historyPrefix), shape.count == 1 else {
        throw file.invalid("the tensor \(name)", "absent", "there", remedy: remedy)
      }
      let values = try file.tensor(name, shape: shape)
      curve.append(String(name.dropFirst(ModelFile.historyPrefix.count)), values.scalars)
    }
    return curve
  }
}

extension LogitError {
  /// Whether the file could not even be read.
  fileprivate var isFileError: Bool {
    if case .fileNotRead = self { true } else { false }
  }
}
