import Logit
import LogitData
import LogitStatistics

extension Classifier {
  /// Loads a classifier from a file that ``save(to:)-(String)`` wrote.
  ///
  /// Everything the file claims is checked against its size before memory is reserved; the memory used is a
  /// small multiple of that size. Nothing in the file is run.
  ///
  /// - Parameter path: The file.
  /// - Throws: `DataError.invalidModelFile(path:item:expected:found:remedy:)`, which names the part of the
  ///   file that is wrong, or `FileError.notRead(path:reason:)` if it cannot be read.
  public init(contentsOf path: String) throws {
    self = try ModelFileReader(path: path) {
      try ModelFileReader.requireModel(path)
      return try SafetensorsFile(path: path)
    }.classifier()
  }

  /// Whether a file is one that ``save(to:)-(String)`` wrote, as far as its header says.
  ///
  /// - Parameter path: The file.
  package static func isModelFile(_ path: String) -> Bool {
    (try? SafetensorsFile(path: path))?.metadata[ModelFile.format] == ModelFile.formatName
  }

  /// Loads a classifier from the bytes of a model file; see ``init(contentsOf:)-(String)``.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call the file; `"the model"` by default.
  /// - Throws: `DataError.invalidModelFile(path:item:expected:found:remedy:)`, which names the part that is
  ///   wrong.
  public init(bytes: [UInt8], name: String = "the model") throws {
    self = try ModelFileReader(path: name) { try SafetensorsFile(bytes: bytes, name: name) }.classifier()
  }
}

/// Reads the parts of a model file. Its errors name the file and the part that is wrong.
private struct ModelFileReader {
  private static let remedy = "load a file that logit fit or Classifier.save(to:) wrote, undamaged"

  private let path: String
  private let file: SafetensorsFile

  init(path: String, open: () throws -> SafetensorsFile) throws {
    self.path = path
    file = try Self.reading("the header", "that of a safetensors file", of: path, open)
  }

  func classifier() throws -> Classifier {
    let format = file.metadata[ModelFile.format]
    if format == ModelFile.sparseFormatName {
      throw invalid(
        "the metadata format", ModelFile.formatName, "that of a model of sparse rows",
        remedy:
          "predict, evaluate, plot, summarize and ask why with it, or fit texts in at most 4,096 hash bins for a model of all else"
      )
    }
    guard format == ModelFile.formatName else {
      throw invalid(
        "the metadata format", ModelFile.formatName,
        format.map { "\"\($0.shortened)\"" } ?? "missing, as in safetensors files of other programs")
    }
    let version = try text(ModelFile.formatVersion)
    guard file.metadata[ModelFile.features] != nil || ModelFile.knownVersions.contains(version) else {
      throw invalid(
        "the metadata features", "there, as in a classifier's file",
        "missing, as in a file of Sequential.save(to:)",
        remedy:
          "open it by Sequential(contentsOf:), or load a file that logit fit or Classifier.save(to:) wrote")
    }
    guard ModelFile.knownVersions.contains(version) else {
      throw invalid(
        "the metadata format_version", ModelFile.knownVersions.joined(separator: " or "),
        "\"\(version.shortened)\"",
        remedy: "load it with the release of Logit that wrote it")
    }
    let (target, classes) = try target()
    let features = try part(ModelFile.features, "features that rows can be encoded with") {
      try FeatureSpace(json: JSON(json: $0))
    }
    let model = try model()
    // Another number of outputs is reported below.
    let hasOtherOutputs = try Predictor(model).outputCount != classes.head.outputCount
    guard hasOtherOutputs || classes.head.isHead(of: model) else {
      throw invalid(
        "the last layer", classes.head.requirement, "of the kind \"\(model.outputName)\"",
        remedy: "put the activation on it before it is saved")
    }
    let provenance = try part(ModelFile.provenance, "what Logit writes of a model's origin") {
      try Provenance(json: JSON(json: $0))
    }
    let reading =
      version == "1"
      ? TableReading()
      : try part(ModelFile.reading, "the words for missing values and the decimal mark") {
        try TableReading(json: JSON(json: $0))
      }
    let estimates = version == "1" || version == "2" ? nil : try estimates(of: model)
    let coverage = try coverage(version, features, classes.head)
    let decision = try decision(version, classCount: classes.count)
    let inference = try inference(version)
    let history = try history(
      besides: model, and: estimates, coverage, hasInference: inference != nil)
    return try Self.reading("the description", "one whose parts fit together", of: path) {
      var classifier = try Classifier(
        target: target, classes: classes, features: features, model: model, reading: reading,
        history: history, estimates: estimates, inference: inference, provenance: provenance)
      (classifier.decision, classifier.coverage) = (decision, coverage)
      try Self.reading("the metadata inference", "that of the model", of: path) {
        try classifier.requireOwnInference()
      }
      // Whether the model has logits is found out now rather than at the first prediction.
      _ = try classifier.decidingPredictor()
      return classifier
    }
  }

  /// What becomes of the model's outputs; the usual in versions that knew nothing else.
  private func decision(_ version: String, classCount: Int) throws -> ClassDecision {
    guard ModelFile.decidingVersions.contains(version), file.metadata[ModelFile.decision] != nil else {
      return .usual
    }
    return try part(ModelFile.decision, "calibration, prior, threshold or costs of the classes") {
      try ClassDecision(json: JSON(json: $0), classCount: classCount)
    }
  }

  /// What sets of classes are made with; `nil` if there is nothing.
  private func coverage(
    _ version: String, _ features: FeatureSpace, _ head: ClassHead
  ) throws -> CoverageModel? {
    guard ModelFile.decidingVersions.contains(version), file.metadata[ModelFile.coverage] != nil else {
      return nil
    }
    return try part(ModelFile.coverage, "folds with their rows, features and models") { text in
      try CoverageModel(json: JSON(json: text), featureCount: features.outputCount, head: head) {
        name, shape in
        try Self.reading("the tensor \(name)", "of shape \(shape)", of: path) {
          try file.tensor(name, shape: shape)
        }
      }
    }
  }

  private func target() throws -> (column: String, classes: ClassLabels) {
    let expected = "a column, its kind and its classes"
    return try part(ModelFile.target, expected) { text in
      let json = try JSON(json: text)
      guard let column = json["column"]?.string, let kindName = json["kind"]?.string,
        let kind = ColumnKind(rawValue: kindName), let values = json["classes"]?.array
      else { throw invalid("the metadata target", expected, text.shortened) }
      let names = try values.map { value in
        guard case .string(let name) = value else {
          throw invalid("the metadata target", "a list of classes' names", text.shortened)
        }
        return name
      }
      let reading = try json["reading"].map {
        try ColumnReading(json: $0, object: "the reading of the target")
      }
      return (column, try ClassLabels(kind: kind, names: names, reading: reading))
    }
  }

  private func model() throws -> Sequential {
    // A model with more weights than the file has room for is never made.
    let room = file.scalarCount
    var model = try part(
      ModelFile.architecture, "a model in Keras's JSON with at most \(room.grouped) weights"
    ) {
      try Sequential(kerasJSON: $0, seed: 0, largestParameterCount: room)
    }
    let weights = try model.namedWeights.map { name, tensor in
      try Self.reading("the tensor \(name)", "of shape \(tensor.shape)", of: path) {
        try file.tensor(name, shape: tensor.shape)
      }
    }
    try Self.reading("the tensors", "finite numbers", of: path) { try model.setWeights(weights) }
    return model
  }

  /// The weights in double precision; `nil` if there are none.
  private func estimates(of model: Sequential) throws -> LinearEstimates? {
    let names = ModelFile.estimates
    guard file.entries[names.kernel] != nil || file.entries[names.bias] != nil else { return nil }
    guard let weights = LinearEstimates(model) else {
      throw invalid("the tensor \(names.kernel)", "that of a model of one dense layer", "of another model")
    }
    func read(_ name: String, _ shape: [Int]) throws -> Tensor<Double> {
      try Self.reading("the tensor \(name)", "of shape \(shape), 64-bit and finite", of: path) {
        let tensor = try file.doubles(name, shape: shape)
        guard tensor.withUnsafeBufferPointer({ $0.allSatisfy(\.isFinite) }) else {
          throw invalid("the tensor \(name)", "finite numbers", "one that is not")
        }
        return tensor
      }
    }
    var estimates = LinearEstimates(
      kernel: try read(names.kernel, weights.kernel.shape),
      bias: try read(names.bias, [weights.outputCount]).scalars)
    if let precision = file.metadata[ModelFile.precision] {
      guard precision == ModelFile.doublePrecision else {
        throw invalid(
          "the metadata \(ModelFile.precision)", "\(ModelFile.doublePrecision), or left out",
          "\"\(precision.shortened)\"")
      }
      estimates.isAlwaysDouble = true
    }
    // What predicts by one copy must not contradict what is said of the other.
    guard let rounded = try? estimates.weights(), rounded == model.weights else {
      throw invalid(
        "the tensors \(names.kernel) and \(names.bias)",
        "the weights of the model before they are rounded to 32 bits", "others")
    }
    return estimates
  }

  /// How sure the coefficients of a regression are; `nil` for another model.
  private func inference(_ version: String) throws -> LogisticInference? {
    guard file.metadata[ModelFile.inference] != nil else { return nil }
    guard ModelFile.decidingVersions.contains(version) else {
      throw invalid(
        "the metadata inference", "left out before format version \(ModelFile.decidingVersion)",
        "in a file of version \(version)")
    }
    return try part(ModelFile.inference, "the inference of a regression") { text in
      let json = try JSON(json: text)
      let count = json["terms"]?.array?.count ?? 0
      return try LogisticInference(
        json: json, covariance: try file.doubles(ModelFile.covariance, shape: [count, count]),
        centeredFactor: try file.doubles(ModelFile.centeredFactor, shape: [count, count]))
    }
  }

  private func history(
    besides model: Sequential, and estimates: LinearEstimates?, _ coverage: CoverageModel?,
    hasInference: Bool
  ) throws -> LearningCurve {
    var curve = LearningCurve()
    var weights = Set(model.namedWeights.map(\.name))
    if estimates != nil { weights.formUnion([ModelFile.estimates.kernel, ModelFile.estimates.bias]) }
    weights.formUnion((coverage?.tensors ?? []).map(\.name))
    if hasInference { weights.formUnion([ModelFile.covariance, ModelFile.centeredFactor]) }
    for (name, shape) in file.shapes where !weights.contains(name) {
      guard name.hasPrefix(ModelFile.historyPrefix), shape.count == 1 else {
        throw invalid(
          "the tensor \(name.shortened)", "a weight of the architecture, or a list named history/…",
          "neither, of shape \(shape)")
      }
      let values = try Self.reading("the tensor \(name)", "a list of 32-bit floats", of: path) {
        try file.tensor(name, shape: shape)
      }
      curve.append(String(name.dropFirst(ModelFile.historyPrefix.count)), values.scalars)
    }
    return curve
  }
}

// MARK: - Errors

extension ModelFileReader {
  /// Names a file that is of another kind altogether, such as a table.
  static func requireModel(_ path: String) throws {
    let source = try StoredBytes(path: path)
    let ends = try FileEnds(source)
    // A header behind a length that cannot be right is for the reader of safetensors to tell of.
    let hasHeader = ends.isBinary && ends.beginning.dropFirst(8).first == UInt8(ascii: "{")
    guard source.size > 0, !hasHeader, !ForeignFormat.isSafetensors(ends) else { return }
    let found =
      ForeignFormat(binary: ends, path: path)?.name
      ?? ForeignFormat(text: ends.beginning[...])?.name ?? (ends.isBinary ? nil : "text, such as a table")
    guard let found else { return }
    throw DataError.invalidModelFile(
      path: path, item: "the file", expected: "a model file", found: found, remedy: remedy)
  }

  private func text(_ name: String) throws -> String {
    guard let text = file.metadata[name] else { throw invalid("the metadata \(name)", "there", "missing") }
    return text
  }

  /// Makes a part from an entry of the metadata.
  private func part<Part>(_ name: String, _ expected: String, _ make: (String) throws -> Part) throws -> Part
  {
    let text = try text(name)
    return try Self.reading("the metadata \(name)", expected, of: path) { try make(text) }
  }

  private func invalid(
    _ item: String, _ expected: String, _ found: String, remedy: String = Self.remedy
  ) -> DataError {
    .invalidModelFile(path: path, item: item, expected: expected, found: found, remedy: remedy)
  }

  /// Turns any error in a part into one that names the file and the part.
  private static func reading<Part>(
    _ item: String, _ expected: String, of path: String, _ make: () throws -> Part
  ) throws -> Part {
    do {
      return try make()
    } catch FileError.notRead(let path, let reason) {
      throw FileError.notRead(path: path, reason: reason)
    } catch FileError.damaged(_, let item, let expected, let found, _) {
      throw DataError.invalidModelFile(
        path: path, item: item, expected: expected, found: found, remedy: remedy)
    } catch let error as DataError {
      if case .invalidModelFile = error { throw error }
      throw unusable(item, expected, "\(error)", path)
    } catch {
      throw unusable(item, expected, "\(error)", path)
    }
  }

  private static func unusable(_ item: String, _ expected: String, _ reason: String, _ path: String)
    -> DataError
  {
    let reason = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
    return .invalidModelFile(
      path: path, item: item, expected: expected, found: "unusable (\(reason))", remedy: remedy)
  }
}
