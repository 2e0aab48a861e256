import Logit
import LogitClassifier
import LogitFiles

/// A model to report on, and the rows to report on it with.
public struct ReportSubject: Sendable {
  /// What the model is called, such as its file's name.
  public var name: String
  /// The model.
  public var classifier: Classifier
  /// Rows whose classes are known; `nil` for a report without measures.
  public var table: Table?
  /// A hash of the model's file, as text; `nil` if there is none.
  public var hash: String?
  /// What was noticed in training; nothing by default, and then the rows are examined where the model was trained on
  /// them.
  public var findings: [Finding] = []
  /// Whether the classifier knows no usual values of columns, so that those of the rows take their place.
  public var isForeign = false

  /// Names a model.
  ///
  /// - Parameters:
  ///   - name: What the model is called, such as its file's name.
  ///   - classifier: The model.
  ///   - table: Rows whose classes are known; `nil`, as by default, for a report without measures.
  ///   - hash: A hash of the model's file, as text; `nil` by default.
  public init(name: String, classifier: Classifier, table: Table? = nil, hash: String? = nil) {
    (self.name, self.classifier, self.table, self.hash) = (name, classifier, table, hash)
  }
}

/// What a report holds besides what a model and its rows give.
public struct ReportOptions: Sendable {
  /// What the rows are called; `nil` if there are none.
  public var source: String?
  /// How many rows of the data are put in, wrong ones first; 0 by default.
  public var includedRowCount = 0
  /// The author's Markdown on use, limits and whom to ask; none by default.
  public var card: String?
  /// Commands that make the report and the model again, a line each; none by default.
  public var commands: [String] = []

  /// A command that gives errors and tests of the coefficients without a penalty; none by default.
  public var inferenceCommand: String?

  /// The most bytes of ``card``.
  public static let largestCard = 100_000

  /// Makes the usual options.
  public init() {}
}

extension ReportSubject {
  /// The hash of a model's file.
  ///
  /// - Parameter path: The file.
  /// - Returns: SHA-256 of its bytes, as text.
  /// - Throws: `FileError` if it cannot be read.
  public static func hash(of path: String) throws -> String {
    SHA256(try StoredBytes(path: path).allBytes()).text
  }
}

extension ReportOptions {
  /// The author's words from a file of Markdown.
  ///
  /// - Parameter path: The file.
  /// - Returns: A text for ``card``.
  /// - Throws: ``ReportError/cardTooLong(count:limit:)`` or `FileError.notRead(path:reason:)`.
  public static func card(contentsOf path: String) throws -> String {
    let bytes = try StoredBytes(path: path)
    guard bytes.size <= largestCard else {
      throw ReportError.cardTooLong(count: bytes.size, limit: largestCard)
    }
    let read = try bytes.allBytes()
    let text = String(decoding: read, as: UTF8.self)
    // What is not UTF-8 becomes other characters.
    guard text.utf8.elementsEqual(read) else {
      throw FileError.notRead(path: path, reason: "it is not text in UTF-8")
    }
    return text
  }
}
