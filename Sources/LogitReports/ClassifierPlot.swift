import Logit

/// A kind of figure that shows what a classifier has learned or how well it performs.
///
///     let classifier = try Classifier(contentsOf: "patients.safetensors")
///     try classifier.figure(.coefficients).write(to: "coefficients.svg")
///     let rows = try classifier.labeledPredictions(of: Table(csv: "holdout.csv"))
///     try classifier.figure(.roc, rows: rows).write(to: "roc.svg")
///
/// ``all`` lists the kinds that come with Logit. To add a kind of your own, make another value with either
/// initializer.
public struct ClassifierPlot: Sendable {
  /// The name, in lower case with hyphens: `"precision-recall"`.
  public let name: String
  /// What the figure shows, in one line.
  public let summary: String
  /// Whether it needs rows whose classes are known.
  public let needsRows: Bool

  private let suits: @Sendable (Classifier) -> Bool
  private let body: @Sendable (Classifier, LabeledPredictions?) throws -> ClassifierFigure

  /// All kinds that come with Logit, in the order in which they are best viewed.
  public static let all: [ClassifierPlot] = [
    .learningCurve, .coefficients, .boundary, .roc, .precisionRecall, .calibration, .confusion,
  ]

  /// Makes a kind of figure that needs the classifier alone.
  ///
  /// - Parameters:
  ///   - name: The name, in lower case with hyphens.
  ///   - summary: What the figure shows, in one line.
  ///   - suits: Whether it can be drawn for a classifier; `true` for any by default.
  ///   - draw: Draws the figure, or throws ``UnsuitablePlot`` if it makes no sense for this classifier.
  public init(
    name: String, summary: String, suits: @escaping @Sendable (Classifier) -> Bool = { _ in true },
    draw: @escaping @Sendable (Classifier) throws -> ClassifierFigure
  ) {
    (self.name, self.summary, self.suits, needsRows) = (name, summary, suits, false)
    body = { classifier, _ in try draw(classifier) }
  }

  /// Makes a kind of figure that needs rows whose classes are known.
  ///
  /// - Parameters:
  ///   - name: The name, in lower case with hyphens.
  ///   - summary: What the figure shows, in one line.
  ///   - suits: Whether it can be drawn for a classifier; `true` for any by default.
  ///   - draw: Draws the figure, or throws ``UnsuitablePlot`` if it makes no sense for this classifier or
  ///     these rows.
  public init(
    name: String, summary: String, suits: @escaping @Sendable (Classifier) -> Bool = { _ in true },
    draw: @escaping @Sendable (Classifier, LabeledPredictions) throws -> ClassifierFigure
  ) {
    (self.name, self.summary, self.suits, needsRows) = (name, summary, suits, true)
    body = { classifier, rows in
      guard let rows else { throw UnsuitablePlot(name, .rowsNeeded(target: classifier.target)) }
      return try draw(classifier, rows)
    }
  }

  /// Whether the figure can be drawn for a classifier.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - hasRows: Whether there are rows whose classes are known.
  /// - Returns: `false` if `Classifier.figure(_:rows:)` is sure to throw ``UnsuitablePlot``.
  public func suits(_ classifier: Classifier, hasRows: Bool) -> Bool {
    (hasRows || !needsRows) && suits(classifier)
  }

  fileprivate func draw(_ classifier: Classifier, _ rows: LabeledPredictions?) throws -> ClassifierFigure {
    try body(classifier, rows)
  }
}

extension Classifier {
  /// Draws the classifier.
  ///
  /// - Parameters:
  ///   - plot: The kind of figure.
  ///   - rows: Rows whose classes are known, with their predictions; see `labeledPredictions(of:)`. Kinds
  ///     that need none ignore them; `nil` by default.
  /// - Returns: The figure and the numbers in it.
  /// - Throws: ``UnsuitablePlot`` if the figure makes no sense for this classifier or these rows, including
  ///   if it needs rows and none are given; `DataError.missingColumns(names:known:)` if the rows lack a
  ///   feature; `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public func figure(_ plot: ClassifierPlot, rows: LabeledPredictions? = nil) throws -> ClassifierFigure {
    try plot.draw(self, rows)
  }
}
