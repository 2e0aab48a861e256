import CLogit
import Logit
import LogitClassifier
import LogitData
import LogitFiles
import LogitInterchange

/// A model as the functions of `logit.h` use it: everything that a call needs is worked out beforehand.
final class LoadedModel: Sendable {
  let classifier: Classifier
  /// What a reader of another tool's model should know.
  let notes: [String]
  let columnNames: NameList
  let classNames: NameList
  /// Predicts a row of any values.
  let rows: ClassPredictor
  /// The short way of rows of numbers; `nil` for a model that does not have one.
  let numbers: NumberRows?

  /// Loads a model of Logit's own or of another tool from a file.
  ///
  /// - Parameter path: The file.
  /// - Throws: As `Classifier.init(contentsOf:)` and `ForeignModel.init(contentsOf:architecture:)`, and
  ///   `LogitError.invalidArchitecture(layer:reason:remedy:)` for a model that gives no probabilities.
  convenience init(contentsOf path: String) throws {
    if ForeignModel.isForeign(path) {
      try self.init(ForeignModel(contentsOf: path), source: path)
    } else {
      try self.init(Classifier(contentsOf: path))
    }
  }

  /// Loads a model from the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call it.
  /// - Throws: As ``init(contentsOf:)``.
  convenience init(bytes: [UInt8], name: String) throws {
    let file = StoredBytes(bytes, name: name)
    if ForeignModel.isForeign(file) {
      try self.init(ForeignModel(file), source: name)
    } else {
      try self.init(Classifier(bytes: bytes, name: name))
    }
  }

  /// A model of another tool, whose columns are its inputs.
  private convenience init(_ foreign: ForeignModel, source: String) throws {
    guard foreign.hasProbabilities else {
      throw LogitError.invalidArchitecture(
        layer: "that makes the outputs of \(source)",
        reason: "of the kind \"\(foreign.model.outputName)\" it gives no probabilities",
        remedy: "put a sigmoid on one output or a softmax on more before the model is saved")
    }
    let count = try Predictor(foreign.model).inputCount
    let names =
      foreign.features?.inputNames ?? foreign.featureNames.flatMap { $0.count == count ? $0 : nil }
      ?? (0..<count).map { "x\($0)" }
    let (classifier, _) = try foreign.classifier(of: names, source: source)
    try self.init(classifier, notes: foreign.notes)
  }

  private init(_ classifier: Classifier, notes: [String] = []) throws {
    self.classifier = classifier
    self.notes = notes
    rows = try classifier.predictor()
    numbers = try FeaturePredictor(classifier).map { NumberRows($0) }
    columnNames = NameList(rows.columns)
    classNames = NameList(rows.classNames)
  }

  /// What is known of the model, as one JSON object.
  func description() throws -> String {
    let inputs = classifier.features.inputKinds.map { name, kind in
      ["name": .string(name), "kind": .string(kind.rawValue)] as JSON
    }
    let summary = try JSONReader.parse(
      Array(classifier.summaryJSON().utf8), source: "the summary", largestByteCount: .max)
    let members = (summary.object ?? []).filter { $0.name != "model" }
    return JSON.object(
      [JSON.Member("inputs", .array(inputs)), JSON.Member("notes", .array(notes.map { .string($0) }))]
        + members
    ).description
  }
}

/// Names as texts that end with 0, at the same address as long as the list lives.
final class NameList: @unchecked Sendable {
  // They are written once, when they are made.
  private let texts: [UnsafeMutablePointer<CChar>]

  init(_ names: [String]) {
    texts = names.map { name in
      let text = Array(name.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
      copy.initialize(from: text, count: text.count)
      return copy
    }
  }

  deinit { for text in texts { text.deallocate() } }

  /// The number of names.
  var count: Int { texts.count }

  /// The name at a position; `nil` if there is none.
  subscript(index: Int64) -> UnsafePointer<CChar>? {
    index >= 0 && index < Int64(texts.count) ? UnsafePointer(texts[Int(index)]) : nil
  }
}
