import Logit
import LogitClassifier

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
