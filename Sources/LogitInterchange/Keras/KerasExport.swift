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
      model = try model.normalizing(numbers(of: classifier))
      notes.append("It takes the columns \(DataError.list(classifier.features.inputNames)), in this order.")
      notes.append("Keras gives NaN for a row with a missing value.")
    }
    var writer = try KerasWriter(model, includingOptimizer: false)
    let columns = request.isEncoded ? classifier.features.featureNames : classifier.features.inputNames
    writer.labels = [
      "classes": .array(classifier.classes.names.map { .string($0) }),
      "columns": .array(columns.map { .string($0) }),
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

  /// What each column's number is turned into.
  private func numbers(of classifier: Classifier) throws -> [PortableNumeric] {
    let features = classifier.features
    return try zip(try features.portableFeatures, features.transforms).map { feature, transform in
      guard case .number(let number) = feature, !number.hasIndicator, number.factor > 0 else {
        throw InterchangeError.inexpressible(
          format: name, item: "what becomes of the column \(DataError.list(transform.inputs))",
          remedy: "write the model for features as they are encoded, or as ONNX")
      }
      return number
    }
  }
}

extension Sequential {
  /// The same model behind a layer that makes features of numbers.
  fileprivate func normalizing(_ numbers: [PortableNumeric]) throws -> Sequential {
    // (x − center) · factor + offset, as Keras's layer has it: (x − mean) / √variance.
    let means = numbers.map { $0.center - $0.offset / $0.factor }
    let variances = numbers.map { 1 / ($0.factor * $0.factor) }
    var model = try Sequential(
      [Input(shape: [numbers.count]), Normalization(mean: .each(means), variance: .each(variances))]
        + layers.map(\.configuration),
      name: name)
    let normalization = model.weights.prefix(model.weights.count - weights.count)
    try model.setWeights(Array(normalization) + weights)
    return model
  }
}
