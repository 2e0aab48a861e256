import Logit
import LogitData
import LogitFiles

/// The keys in a file of a sparse model, a safetensors file like that of a ``Classifier``.
private enum SparseModelFile {
  static let format = ModelFile.sparseFormatName
  static let version = "1"
  /// The version of a file with a decision, which earlier releases would leave out.
  static let decidingVersion = "2"
  static let columns = "sparse/columns"
  static let coefficients = "sparse/coefficients"
  static let intercepts = "sparse/intercepts"
  static let remedy = "load a file that logit fit or SparseClassifier.save(to:) wrote, undamaged"
}

extension SparseClassifier {
  /// Writes the classifier to a file, which appears whole or not at all.
  ///
  /// - Parameter path: The file, usually with the extension `.safetensors`.
  /// - Throws: `FileError.notWritten(path:reason:)`; an existing file is then unchanged.
  public func save(to path: String) throws { try StagedFile.write(encoded(), to: path) }

  /// The bytes of the model file; the same classifier always gives the same ones.
  public func encoded() -> [UInt8] {
    let rows: JSON = ["first_index": .integer(firstIndex), "columns": .integer(columnCount)]
    let classes: JSON = [
      "column": target.map { .string($0) } ?? .null, "kind": .string(self.classes.kind.rawValue),
      "classes": .array(self.classes.names.map { .string($0) }),
      "reading": self.classes.reading?.json ?? .null,
    ]
    let decides = decision != .usual
    let version = decides ? SparseModelFile.decidingVersion : SparseModelFile.version
    return Safetensors.encode(
      metadata: [
        (ModelFile.format, SparseModelFile.format), (ModelFile.formatVersion, version),
        ("rows", rows.description), (ModelFile.target, classes.description),
        (ModelFile.features, features?.json.description ?? "null"),
        (ModelFile.reading, reading.json.description), ("record", record.description),
      ] + (decides ? [(ModelFile.decision, decision.json.description)] : [])
        + (online.map { [(OnlineState.key, $0.json.description)] } ?? []),
      tensors: [
        Safetensors.Tensor(name: SparseModelFile.columns, doubles: columns.map { Double($0) }),
        Safetensors.Tensor(
          name: SparseModelFile.coefficients, doubles: coefficients, shape: [intercepts.count, columns.count]),
        Safetensors.Tensor(name: SparseModelFile.intercepts, doubles: intercepts),
      ] + (online?.tensors ?? []))
  }

  /// Whether a file is one that ``save(to:)`` wrote, as far as its header says.
  ///
  /// - Parameter path: The file.
  package static func isModelFile(_ path: String) -> Bool {
    (try? SafetensorsFile(path: path))?.metadata[ModelFile.format] == SparseModelFile.format
  }

  /// Loads a classifier from a file that ``save(to:)`` wrote. Nothing in the file is run.
  ///
  /// - Parameter path: The file.
  /// - Throws: `DataError.invalidModelFile(path:item:expected:found:remedy:)`, which names the part of the
  ///   file that is wrong, or `FileError.notRead(path:reason:)` if it cannot be read.
  public init(contentsOf path: String) throws {
    self = try SparseModelReader(path).classifier()
  }
}

/// Reads the parts of a file of a sparse model.
private struct SparseModelReader {
  private let path: String
  private let file: SafetensorsFile

  init(_ path: String) throws {
    self.path = path
    file = try SafetensorsFile(path: path)
    let format = file.metadata[ModelFile.format] ?? "missing"
    guard format == SparseModelFile.format else {
      throw invalid("the metadata format", SparseModelFile.format, format.shortened)
    }
    let version = file.metadata[ModelFile.formatVersion] ?? "missing"
    guard [SparseModelFile.version, SparseModelFile.decidingVersion].contains(version) else {
      throw DataError.invalidModelFile(
        path: path, item: "the metadata format_version",
        expected: "\(SparseModelFile.version) or \(SparseModelFile.decidingVersion)",
        found: version.shortened, remedy: "load it with the release of Logit that wrote it")
    }
  }

  func classifier() throws -> SparseClassifier {
    let (target, classes) = try part(ModelFile.target, "the target and its classes") { json in
      let names = json["classes"]?.array?.compactMap(\.string) ?? []
      guard let kind = json["kind"]?.string.flatMap({ ColumnKind(rawValue: $0) }) else {
        throw LogitError.invalidConfiguration(object: "the target", reason: "its kind is unknown")
      }
      var reading: ColumnReading?
      if let json = json["reading"], json != .null {
        reading = try ColumnReading(json: json, object: "the target")
      }
      return (json["column"]?.string, try ClassLabels(kind: kind, names: names, reading: reading))
    }
    let features = try part(ModelFile.features, "features that rows can be encoded with") { json in
      json == .null ? nil : try FeatureSpace(json: json)
    }
    let (firstIndex, columnCount) = try part("rows", "the first index and the number of columns") { json in
      guard let first = json["first_index"]?.integer, (0...1).contains(first),
        let count = json["columns"]?.integer, (0...SparseMatrix.largestCount).contains(count),
        features == nil || features?.outputCount == count, (features == nil) == (target == nil)
      else {
        throw LogitError.invalidConfiguration(object: "the rows", reason: "they do not fit the features")
      }
      return (first, count)
    }
    let reading = try part(ModelFile.reading, "the words for missing values and the decimal mark") {
      try TableReading(json: $0)
    }
    let record = try part("record", "what is known of the training") { $0 }
    let columns = try self.columns(SparseModelFile.columns, below: columnCount)
    let predictors = classes.head.outputCount
    var classifier = SparseClassifier(
      classes: classes, target: target, features: features, reading: reading, firstIndex: firstIndex,
      columnCount: columnCount, columns: columns,
      coefficients: try numbers(SparseModelFile.coefficients, [predictors, columns.count]),
      intercepts: try numbers(SparseModelFile.intercepts, [predictors]), record: record)
    if file.metadata[ModelFile.formatVersion] == SparseModelFile.decidingVersion {
      classifier.decision = try part(ModelFile.decision, "what becomes of probabilities") {
        try ClassDecision(json: $0, classCount: classes.count)
      }
    }
    if file.metadata[OnlineState.key] != nil {
      classifier.online = try part(OnlineState.key, "what learning goes on from") { json in
        try OnlineState(
          json: json, predictorCount: predictors,
          numbers: { try numbers($0, [$1 ?? file.entries[$0]?.shape.first ?? 0]) },
          columns: { try self.columns($0, below: features == nil ? SparseMatrix.largestCount : columnCount) })
      }
    }
    return classifier
  }

  private func columns(_ name: String, below count: Int) throws -> [Int32] {
    let shape = file.entries[name]?.shape ?? []
    guard shape.count == 1 else {
      throw invalid("the tensor \(name)", "a list of columns", "of shape \(shape)")
    }
    let columns = try numbers(name, shape)
    let isAscending = zip(columns, columns.dropFirst()).allSatisfy { $0 < $1 }
    guard isAscending, (columns.first ?? 0) >= 0, (columns.last ?? -1) < Double(count),
      columns.allSatisfy({ $0 == $0.rounded() })
    else {
      throw invalid("the tensor \(name)", "whole numbers, ascending and below \(count)", "otherwise")
    }
    return columns.map { Int32($0) }
  }

  private func numbers(_ name: String, _ shape: [Int]) throws -> [Double] {
    let entry = try file.entry(name, shape: shape, type: .float64)
    var numbers = [Double](repeating: 0, count: shape.reduce(1, *))
    try numbers.withUnsafeMutableBytes { try file.read(entry, into: $0) }
    guard numbers.allSatisfy(\.isFinite) else {
      throw invalid("the tensor \(name)", "finite", "not finite in some place")
    }
    return numbers
  }

  private func part<Part>(_ name: String, _ expected: String, _ make: (JSON) throws -> Part) throws -> Part {
    guard let text = file.metadata[name] else { throw invalid("the metadata \(name)", "there", "missing") }
    do {
      return try make(JSON(json: text))
    } catch {
      throw invalid("the metadata \(name)", expected, "otherwise (\("\(error)".shortened))")
    }
  }

  private func invalid(_ item: String, _ expected: String, _ found: String) -> DataError {
    .invalidModelFile(
      path: path, item: item, expected: expected, found: found, remedy: SparseModelFile.remedy)
  }
}
