import LogitClassifier

/// Core ML as a format of classifiers. Nothing runs it but Apple's systems, so its files are not checked.
public struct CoreMLExport: ExportFormat {
  /// `coreml`.
  public let word = "coreml"
  /// `Core ML`.
  public let name = "Core ML"
  /// `mlmodel`.
  public let fileExtension = "mlmodel"

  /// Makes one.
  public init() {}

  /// Writes the classifier with its preprocessing; see `Classifier.coreMLBytes()`.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The bytes.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for what Core ML has no words for,
  ///   encoded features among them.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    guard !request.isEncoded else {
      throw InterchangeError.inexpressible(
        format: name, item: "a model of encoded features",
        remedy: "write it with the preprocessing of columns")
    }
    return ExportedFile(
      try request.classifier.coreMLBytes(),
      notes: [
        "Core ML runs on Apple's systems only; what it computes was checked against its specification in tests."
      ])
  }

  /// Whether a file names Logit as what wrote it.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for any other.
  public func recognizes(_ artefact: Artefact) -> Bool {
    artefact.bytes.contains(text: "com.github.logit.version")
  }

  /// As a clause.
  public var uncheckedReason: String { "Core ML runs on Apple's systems alone" }

  /// Nothing here runs Core ML.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `nil`.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? { nil }
}
