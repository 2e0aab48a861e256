import Logit
import LogitClassifier
import LogitData
import LogitFiles

/// Linear models as JSON, `logit-linear`, as a format of classifiers: what programs for Python and R write,
/// and ``ForeignModel/init(linearFile:)`` reads.
///
///     try ModelExport(classifier, to: LinearJSON()).write(to: "model.json")
///     let report = try ModelExport.verify("model.json", formats: [LinearJSON()])
///
/// The weights keep double precision. `Documentation/LinearModels.md` describes the object.
public struct LinearJSON: ExportFormat {
  /// `logit-linear`
  public let word = "logit-linear"
  /// `a linear model as JSON`
  public let name = "a linear model as JSON"
  /// `json`
  public let fileExtension = "json"

  /// Makes the format.
  public init() {}

  /// Writes the model.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The text.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for hidden layers, columns that are not
  ///   numbers, indicators of missing values, and decisions that change probabilities.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    let classifier = request.classifier
    guard let (kernel, bias) = classifier.singleLayerWeights,
      ["sigmoid", "softmax"].contains(classifier.model.outputName)
    else {
      throw InterchangeError.inexpressible(
        format: name, item: "hidden layers", remedy: "train a model without, or write another format")
    }
    guard classifier.decision.adjustment == nil else {
      throw InterchangeError.inexpressible(
        format: name, item: "probabilities that are calibrated or corrected for their true shares",
        remedy: "fit the model without, or write it as ONNX")
    }
    let numbers = request.isEncoded ? [] : try classifier.numberColumns(format: name)
    let columns = request.isEncoded ? classifier.features.featureNames : classifier.features.inputNames
    func texts(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }
    func list(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
    var members: [JSON.Member] = [
      JSON.Member("format", .string(LinearFile.format)), JSON.Member("version", .integer(LinearFile.version)),
      JSON.Member("producer", .string("Logit \(LogitVersion.current)")),
      JSON.Member("target", .string(classifier.target)),
      JSON.Member("classes", texts(classifier.classes.names)), JSON.Member("columns", texts(columns)),
      JSON.Member("link", .string(bias.count == 1 ? "logit" : "softmax")),
      JSON.Member(
        "coefficients",
        .array(
          bias.indices.map { output in list((0..<kernel.shape[0]).map { kernel[$0, output] }) })),
      JSON.Member("intercepts", list(bias)),
    ]
    if numbers.contains(where: { $0.center != 0 || $0.factor != 1 || $0.offset != 0 }) {
      // (x − center) · factor + offset
      let means = numbers.map { $0.offset == 0 ? $0.center : $0.center - $0.offset / $0.factor }
      members.append(
        JSON.Member("scaling", ["mean": list(means), "scale": list(numbers.map { 1 / $0.factor })]))
    }
    members.append(JSON.Member("golden", golden(request, columns)))
    var notes: [String] = []
    if request.golden.rows.contains(where: { $0.contains(.missing) }) {
      notes.append("A row with a missing value is refused, where the model replaces it.")
    }
    if let note = classifier.decisionNote(format: name) { notes.append(note) }
    return ExportedFile(Array((JSON.object(members).description + "\n").utf8), notes: notes)
  }

  /// The golden rows by the columns of the file.
  private func golden(_ request: ExportRequest, _ columns: [String]) -> JSON {
    let json = request.golden.complete.json(isEncoded: request.isEncoded)
    guard request.isEncoded else { return json }
    return [
      "columns": .array(columns.map { .string($0) }), "rows": json["encoded"] ?? .null,
      "probabilities": json["probabilities"] ?? .null,
    ]
  }

  /// Whether a file is a linear model as JSON, whoever wrote it: it is data, of which nothing is run.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What its first member says.
  public func recognizes(_ artefact: Artefact) -> Bool { LinearFile.begins(artefact.bytes) }

  /// Works out the golden rows, and compares them with the probabilities of the tool that fitted the model.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found.
  /// - Throws: ``InterchangeError/notChecked(path:reason:)`` for a file without such rows, or with rows that
  ///   cannot be worked out; as ``ForeignModel/init(linearFile:)`` for one that is damaged.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    let file = try LinearFile(artefact.bytes, source: artefact.path)
    let linear = try ForeignLinear(file, source: artefact.path)
    guard let golden = file.golden else {
      throw InterchangeError.notChecked(
        path: artefact.path,
        reason: "it has no golden rows; Scripts/interchange writes some where it is given rows")
    }
    let found: [[Double]]
    do {
      let classifier = try linear.classifier(
        of: file.columns, source: artefact.path, target: file.target ?? "class",
        classes: ClassLabels(kind: .string, names: file.classes))
      found = try classifier.exactRows(of: golden.table(for: classifier.features)).probabilities
    } catch let error as any CodedError {
      throw InterchangeError.notChecked(
        path: artefact.path,
        reason: "its golden rows cannot be worked out (\("\(error)".droppingFullStop.onOneLine))")
    }
    return GoldenCheck(found, golden.probabilities, runner: "Logit", version: LogitVersion.current)
  }
}

extension GoldenRows {
  /// The rows as a table of the columns that features take, numbers as these have them.
  fileprivate func table(for features: FeatureSpace) throws -> Table {
    let kinds = Dictionary(features.inputKinds.map { ($0.name, $0.kind) }) { first, _ in first }
    return try Table(
      columns.enumerated().map { place, name in
        let kind = kinds[name] ?? .string
        return Column(name, kind: kind, cells: rows.map { $0[place].converted(to: kind) })
      })
  }
}

extension TableCell {
  /// The value as a column of a kind has it; missing where it is none of that kind.
  fileprivate func converted(to kind: ColumnKind) -> TableCell {
    switch (kind, self) {
    case (.string, _): textForm.map { .text($0) } ?? .missing
    case (.numeric, .text(let text)): Double(text).map { .number($0) } ?? .missing
    case (.integer, .text(let text)): Int64(text).map { .integer($0) } ?? .missing
    case (.integer, .number(let number)): Int64(exactly: number).map { .integer($0) } ?? .missing
    case (.boolean, .text(let text)): .boolean(text.lowercased() == "true")
    case (.boolean, .integer(let number)): .boolean(number != 0)
    default: self
    }
  }
}
