import LogitFiles

/// Writes a classifier to a format of another tool, and runs what was written before the file gets its name.
///
///     let report = try ModelExport(classifier, to: format).write(to: "model.c")
///     print(report.check?.maxDifference ?? "not run")
///
/// The file carries golden rows: synthetic rows of values that the model holds, with the classifier's own
/// probabilities. Where a program that can run the file is found, they are run, and the file is kept only if
/// every probability is what the classifier gives.
public struct ModelExport: Sendable {
  /// The largest difference of a probability that is allowed by default: 10⁻⁶.
  public static let usualTolerance = 1e-6

  /// The classifier.
  public let classifier: Classifier
  /// The format.
  public let format: any ExportFormat
  /// The variant of the format; `nil` for the usual one.
  public var dialect: String?
  /// Whether the file takes the numbers that columns become rather than columns; `false` by default.
  public var isEncoded = false
  /// Whether golden rows are run where they can be; `true` by default.
  public var isChecked = true
  /// The largest difference of a probability that is allowed.
  public var tolerance = Self.usualTolerance
  /// The name of the model's file, for the report; `nil`, as by default, if there is none.
  public var modelPath: String?

  /// Prepares to write a classifier.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - format: The format.
  public init(_ classifier: Classifier, to format: any ExportFormat) {
    (self.classifier, self.format) = (classifier, format)
  }

  /// Writes the file, which appears whole and checked or not at all.
  ///
  /// - Parameter path: The file; what stands there is replaced.
  /// - Returns: What was written, and what came of running it.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for what the format cannot say,
  ///   ``InterchangeError/differs(output:runner:row:difference:tolerance:)`` or
  ///   ``InterchangeError/notRun(output:runner:reason:)`` if the check fails,
  ///   `FileError.notWritten(path:reason:)` if the file cannot be written; nothing has changed then.
  ///   `LogitError.invalidOption(name:value:expected:)` for a variant that the format does not have.
  public func write(to path: String) throws -> ExportReport {
    let file = try StagedFile(path)
    let exported = try encode(name: Self.stem(of: path))
    var report = ExportReport(
      model: modelPath, output: path, format: format.word, check: nil, tolerance: tolerance,
      notes: exported.notes)
    if isChecked {
      // Whatever the file is called, the program that runs it sees the usual end.
      let end = ".\(format.fileExtension)"
      report.check = try format.check(
        Artefact(path: path.hasSuffix(end) ? path : path + end, bytes: exported.bytes))
      if let check = report.check, !check.holds(within: tolerance) {
        throw InterchangeError.differs(
          output: path, runner: check.runner, row: check.row, difference: check.maxDifference,
          tolerance: tolerance)
      }
      if report.check == nil {
        report.notes.append("It was not checked: \(format.uncheckedReason).")
      }
    }
    try file.write(exported.bytes)
    try file.commit()
    return report
  }

  /// The bytes of the file, not checked.
  ///
  /// - Parameter name: A name for functions and graphs; that of the file without its end.
  /// - Returns: The bytes, and what their user should know.
  /// - Throws: As ``write(to:)``, but for what has to do with files and checks.
  public func encode(name: String) throws -> ExportedFile {
    if let dialect {
      try LogitError.require(
        format.dialects.contains(dialect), "dialect", dialect,
        format.dialects.isEmpty
          ? "left out: \(format.name) has none" : "one of \(format.dialects.joined(separator: ", "))")
    }
    let request = ExportRequest(
      classifier: classifier, name: name, dialect: dialect ?? format.dialects.first, isEncoded: isEncoded,
      golden: try GoldenRows(classifier))
    return try format.encode(request)
  }

  /// The name of a file without its folder and its end.
  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.split(separator: ".", omittingEmptySubsequences: false).first ?? "")
  }

  /// Where a model is written if no file is named: beside the model's own file, with the format's ending.
  ///
  /// - Parameters:
  ///   - model: The model's file.
  ///   - format: The format.
  /// - Returns: `folder/model.c` for `folder/model.safetensors`.
  public static func defaultPath(for model: String, format: any ExportFormat) -> String {
    let end = model.lastIndex(of: ".").flatMap { dot in
      model[dot...].contains("/") || dot == model.startIndex ? nil : dot
    }
    return "\(model[..<(end ?? model.endIndex)]).\(format.fileExtension)"
  }
}

extension ModelExport {
  /// Runs the golden rows that a file carries once more.
  ///
  /// A file is only run if it is as Logit wrote it, to the last byte: source code says so by a checksum in
  /// its first lines, which guards against changes but is no signature. What anybody else wrote is never run.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - formats: The formats it may have.
  ///   - tolerance: The largest difference of a probability that is allowed.
  /// - Returns: What came of it.
  /// - Throws: `FileError.notRead(path:reason:)`, or ``InterchangeError/notChecked(path:reason:)`` for a file
  ///   that is not as one of the formats' writers left it, where nothing that could run it is there, and
  ///   where it failed.
  public static func verify(
    _ path: String, formats: [any ExportFormat], tolerance: Double = usualTolerance
  ) throws -> ExportReport {
    let stored = try StoredBytes(path: path)
    let artefact = Artefact(path: path, bytes: try stored.prefix(stored.size))
    guard let format = formats.first(where: { $0.recognizes(artefact) }) else {
      throw InterchangeError.notChecked(
        path: path,
        reason: "it is not, or no longer, a file that was written with golden rows; nothing of it was run")
    }
    let found: GoldenCheck?
    do {
      found = try format.check(artefact)
    } catch InterchangeError.notRun(_, let runner, let reason) {
      throw InterchangeError.notChecked(path: path, reason: "\(runner) could not run it (\(reason))")
    }
    guard let check = found else {
      throw InterchangeError.notChecked(path: path, reason: format.uncheckedReason)
    }
    return ExportReport(
      model: nil, output: path, format: format.word, check: check, tolerance: tolerance, notes: [])
  }
}
