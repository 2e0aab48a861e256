import Logit
import LogitClassifier
import LogitData
import LogitFiles

/// Keras's files as a format of classifiers: the model, behind a `Normalization` of the columns.
///
/// Keras's models of this kind take a matrix of numbers, so all columns must be numbers, in the order of the
/// note; missing values and categories have no place in it.
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
    var writer = try KerasWriter(model, includingOptimizer: false)
    let columns = request.isEncoded ? classifier.features.featureNames : classifier.features.inputNames
    writer.labels = [
      "classes": .array(classifier.classes.names.map { .string($0) }),
      "columns": .array(columns.map { .string($0) }), "target": .string(classifier.target),
    ]
    return ExportedFile(writer.encoded(form), notes: notes + writer.notes)
  }

  /// Whether a file has the names of classes and columns that this writes.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `false` for weights alone, which have no place for names.
  public func recognizes(_ artefact: Artefact) -> Bool {
    let contents = try? KerasContents(StoredBytes(artefact.bytes, name: artefact.path))
    return contents?.labels != nil && (contents?.naming == .byList) == (form == .h5)
  }

  /// As a clause.
  public var uncheckedReason: String { "Keras's files are not run by Logit; load them in Keras" }

  /// Nothing here runs Keras; `.ci/interop` of the project does.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: `nil`.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? { nil }
}
