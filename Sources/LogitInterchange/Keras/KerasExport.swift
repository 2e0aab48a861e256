import Logit
import LogitClassifier
import LogitData
import LogitFiles

/// Keras's files as a format of classifiers: the model, behind a `Normalization` of the columns.
///
/// Keras's models of this kind take a matrix of numbers, so all columns must be numbers, in the order of the
/// note; missing values and categories have no place in it. Golden rows, the architecture of weights alone,
/// and the names of classes and columns stand where Keras reads past them.
public struct KerasExport: ExportFormat {
  /// The form of the file.
  public let form: KerasFileFormat

  /// Makes one.
  ///
  /// - Parameter form: The form of the file.
  public init(_ form: KerasFileFormat) { self.form = form }

  /// `keras`, `h5` or `weights-h5`.
  public var word: String { form == .weights ? "weights-h5" : form.rawValue }

  /// Keras's name of the form.
  public var name: String {
    switch form {
    case .keras: "Keras"
    case .h5: "Keras's HDF5"
    case .weights: "Keras's weights"
    }
  }

  /// `keras`, `h5` or `weights.h5`.
  public var fileExtension: String { form == .weights ? "weights.h5" : form.rawValue }

  /// Writes the model.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The bytes.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for columns that are not numbers,
  ///   indicators of missing values, and decisions that change probabilities.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    let classifier = request.classifier
    guard classifier.decision.adjustment == nil else {
      throw InterchangeError.inexpressible(
        format: name, item: "probabilities that are calibrated or corrected for their true shares",
        remedy: "fit the model without, or write it as ONNX")
    }
    var model = classifier.model
    var notes = ["It gives the probability of \"\(classifier.classes.names[1])\"."]
    if classifier.classes.count > 2 {
      notes = ["It gives the probabilities of \(DataError.list(classifier.classes.names))."]
    }
    if request.isEncoded {
      notes.append("It takes \(DataError.list(classifier.features.featureNames)), as they are encoded.")
    } else {
      model = try model.normalizing(classifier.numberColumns(format: name))
      notes.append("It takes the columns \(DataError.list(classifier.features.inputNames)), in this order.")
      notes.append("Keras gives NaN for a row with a missing value.")
    }
    if let note = classifier.decisionNote(format: name) { notes.append(note) }
    if model.usesSparsemax { notes.append(Self.sparsemaxNote) }
    if form == .weights {
      // Keras keeps means and variances that are options with the architecture, which is not in such a file.
      model = try model.keepingNormalizationAsWeights()
      let layers = model.layers.filter { !($0.configuration is Input) }.map { $0.configuration.typeName }
      notes.append(
        "In Keras, make a Sequential of \(layers.joined(separator: ", ")), and load the weights into it.")
    }
    var writer = try KerasWriter(model, includingOptimizer: false)
    writer.labels = try labels(request, model)
    return ExportedFile(writer.encoded(form), notes: notes + writer.notes)
  }

  /// What the file says beyond what Keras has a place for.
  private func labels(_ request: ExportRequest, _ model: Sequential) throws -> JSON {
    let classifier = request.classifier
    let columns = request.isEncoded ? classifier.features.featureNames : classifier.features.inputNames
    func texts(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }
    var members = [
      JSON.Member("classes", texts(classifier.classes.names)), JSON.Member("columns", texts(columns)),
      JSON.Member("target", .string(classifier.target)),
    ]
    if let rule = classifier.decision.exportedRule { members.append(JSON.Member("decision", rule)) }
    let longest = form == .keras ? Self.longestMetadata : Self.longestAttribute
    var fits: Bool { JSON.object(members).description.utf8.count < longest }
    if form == .weights {
      members.append(JSON.Member("architecture", try model.kerasValue().removing("compile_config")))
      if !fits { members.removeLast() }
    }
    members.append(JSON.Member("golden_rows", request.golden.complete.json(isEncoded: request.isEncoded)))
    if !fits { members.removeLast() }
    return .object(members)
  }

  /// The most bytes of an attribute of HDF5, less its own header.
  private static let longestAttribute = 64_000
  /// The most bytes of the labels that ``KerasContents`` reads in an archive, less what else is there.
  private static let longestMetadata = 1_000_000

  /// What to know of a model with this activation.
  private static let sparsemaxNote =
    "Keras's sparsemax is another function than the one that this model was trained with wherever several scores count, "
    + "so that Keras's predictions differ."

  /// Whether a file has the names of classes and columns that this writes.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for files of Keras and other programs.
  public func recognizes(_ artefact: Artefact) -> Bool {
    guard let contents = try? KerasContents(StoredBytes(artefact.bytes, name: artefact.path)),
      contents.labels != nil
    else { return false }
    return contents.naming == .byList ? form == .h5 : form == (contents.isArchive ? .keras : .weights)
  }

  /// As a clause.
  public var uncheckedReason: String { "Keras's files are not run by Logit; load them in Keras" }

  /// Nothing here runs Keras; `.ci/interop` of the project does.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `nil`.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? { nil }
}
