import Logit
public import LogitClassifier
public import LogitInterchange
public import LogitStatistics

/// All that a model can be sent with: how good it is, where it errs, what it learned, and how to make it again.
///
///     let classifier = try Classifier(contentsOf: "patients.safetensors")
///     let table = try Table(csv: "holdout.csv")
///     var options = ReportOptions()
///     options.source = "holdout.csv"
///     let report = try ClassifierReport(
///       [ReportSubject(name: "patients.safetensors", classifier: classifier, table: table)], options: options)
///     try report.write(to: "report.html")
///
/// Rows of the table that a classifier was trained on are measured as `Classifier.measure(_:includingTrainingRows:)`
/// measures them: those held out, or each by a model that was trained without it. The report holds no date and no name
/// of a machine, and no row of the data unless ``ReportOptions/includedRowCount`` asks for some: the same model, rows
/// and options give the same bytes.
public struct ClassifierReport: Sendable {
  /// The names of the models; all but ``comparison`` is of the first.
  public let models: [String]
  /// The first model.
  public let classifier: Classifier
  /// What was asked for.
  public let options: ReportOptions
  /// What the first model has seen of the rows; `nil` without rows.
  public let origin: RowOrigin?
  /// The rows that were measured, with their predictions; `nil` without rows.
  public let rows: LabeledPredictions?
  /// The first lines.
  public let verdict: ReportVerdict
  /// What to know before relying on the model, the most serious first.
  public let findings: [Finding]
  /// The scores of the rows; `nil` without rows.
  public let scores: ClassificationScores?
  /// Whether probabilities come true: of two classes those of the second, of more those of the class that is
  /// predicted; `nil` without rows.
  public let calibration: CalibrationTest?
  /// Rows from each threshold on, of two classes for the second, and of more for each, the worst 30 of them.
  public let thresholds: [ThresholdStops]
  /// The classes of ``thresholds``, by number.
  public let shownClasses: [Int]
  /// Curves with their figures.
  public let curves: [Curve]
  /// The coefficients, the strongest first; none with hidden layers.
  public let coefficients: [ReportCoefficient]
  /// Where their intervals come from.
  public let intervals: ReportIntervals
  /// The columns by how much they matter, of a model with hidden layers and rows; otherwise empty.
  public let importance: [ColumnImportance]
  /// How the probabilities change with the most important of those columns.
  public let effects: [ColumnEffect]
  /// The typical row, with the nearest change from it; `nil` if a column has no typical value.
  public let example: RowExplanation?
  /// Rows of the data, wrong ones first, as many as were asked for.
  public let includedRows: [RowExplanation]
  /// The columns, and what is done with them.
  public let columns: [ReportColumn]
  /// Synthetic rows with the model's answers, for whoever runs it elsewhere.
  public let goldenRows: GoldenRows
  /// The hash of the model's file; `nil` if it is not known.
  public let hash: String?
  /// The other models beside the first.
  public let comparison: [ReportComparison]
  /// Whether the first model is another tool's, which does not say what it was trained on.
  let isForeign: Bool
  /// What makes predictions in a page; `nil` if no page can.
  let script: PageModel?

  /// A kind of figure with its numbers.
  public struct Curve: Sendable {
    /// The name of the `ClassifierPlot`.
    public let kind: String
    /// The figure and its numbers.
    public let figure: ClassifierFigure
  }

  /// With more classes, those with the smallest F1 score are shown.
  public static let mostClasses = 30

  /// Measures and describes models.
  ///
  /// - Parameters:
  ///   - models: The models, the first of which the report is about; at least one.
  ///   - options: What else is put in; nothing by default.
  /// - Throws: ``ReportError/onlyTrainingRows(model:source:)`` for rows that a model was trained on and that were not
  ///   held out, ``ReportError/differentModels(first:other:reason:)``, ``ReportError/cardTooLong(count:limit:)``;
  ///   otherwise as `Classifier.measuredPredictions(of:includingTrainingRows:)`.
  public init(_ models: [ReportSubject], options: ReportOptions = ReportOptions()) throws {
    guard let first = models.first else { programmingError("A report is about at least one model") }
    try Self.requireAlike(models)
    if let card = options.card, card.utf8.count > ReportOptions.largestCard {
      throw ReportError.cardTooLong(count: card.utf8.count, limit: ReportOptions.largestCard)
    }
    let measured = try models.map { try Self.measured($0, source: options.source) }
    let (rows, classifier) = (measured[0]?.rows, first.classifier)
    (self.models, self.classifier, self.options) = (models.map(\.name), classifier, options)
    (self.rows, origin, hash) = (rows, measured[0]?.origin, first.hash)
    isForeign = first.isForeign
    let scores = try rows?.scores()
    self.scores = scores
    verdict = try ReportVerdict(classifier, rows, scores)
    let calibration = try rows.map { try CalibrationTest(events: $0.outcomes, probabilities: $0.confidences) }
    self.calibration = calibration
    findings = try ReportFindings.all(
      classifier, first.table, rows, calibration: calibration, known: first.findings)
    let shown = Self.shownClasses(classifier, scores)
    shownClasses = shown
    thresholds = try rows.map { try ThresholdStops.all($0, classifier.decision.rule, shown) } ?? []
    curves = try Self.curves(classifier, rows)
    let training = first.table.flatMap { classifier.wasTrained(on: $0) ? $0 : nil }
    let read = try rows.map { try classifier.features.readTable($0.table) }
    (coefficients, intervals) = try ReportCoefficient.all(classifier, training: training, read)
    let importance =
      try coefficients.isEmpty ? rows.map { try ColumnImportance.all(classifier, $0) } ?? [] : []
    self.importance = importance
    effects = try rows.map { try ColumnEffect.all(classifier, $0, importance) } ?? []
    let explainer =
      try first.isForeign && rows != nil
      ? Explainer(classifier, typicalOf: rows?.table ?? Table([])) : Explainer(classifier)
    let example = try explainer.explainTypicalRow(beside: rows?.table)
    self.example = example
    let included =
      try rows.map {
        try explainer.explain($0.table, rows: Self.rowsToShow($0, count: options.includedRowCount))
      } ?? []
    includedRows = included
    columns = try ReportColumn.all(classifier, rows, read)
    goldenRows = try GoldenRows(classifier)
    comparison = try ReportComparison.all(models, measured)
    script = example.flatMap {
      PageModel(classifier, typical: $0, included: included, isAdditive: explainer.isAdditive)
    }
  }

  private static func requireAlike(_ models: [ReportSubject]) throws {
    let first = models[0]
    for other in models.dropFirst() {
      let (one, two) = (first.classifier, other.classifier)
      let reason =
        one.target != two.target
        ? "they explain \"\(one.target.shortened(to: 60))\" and \"\(two.target.shortened(to: 60))\""
        : one.classes.names != two.classes.names ? "their classes differ, or the order of them" : nil
      if let reason {
        throw ReportError.differentModels(first: first.name, other: other.name, reason: reason)
      }
    }
  }

  private static func measured(
    _ subject: ReportSubject, source: String?
  ) throws -> (rows: LabeledPredictions, origin: RowOrigin)? {
    guard let table = subject.table else { return nil }
    let found = try subject.classifier.measuredPredictions(of: table)
    guard found.origin != .training else {
      throw ReportError.onlyTrainingRows(model: subject.name, source: source ?? "the table")
    }
    return found
  }

  private static func shownClasses(_ classifier: Classifier, _ scores: ClassificationScores?) -> [Int] {
    let count = classifier.classes.count
    let labels = count == 2 ? [1] : Array(0..<count)
    guard labels.count > mostClasses, let matrix = scores?.confusionMatrix else {
      return Array(labels.prefix(mostClasses))
    }
    return Array(
      labels.sorted { (matrix.f1Score(of: $0), $0) < (matrix.f1Score(of: $1), $1) }.prefix(mostClasses))
  }

  private static func curves(_ classifier: Classifier, _ rows: LabeledPredictions?) throws -> [Curve] {
    let kinds: [ClassifierPlot] = [.roc, .precisionRecall, .calibration, .learningCurve]
    return try kinds.compactMap { kind in
      guard kind.suits(classifier, hasRows: rows != nil) else { return nil }
      do {
        return Curve(kind: kind.name, figure: try classifier.figure(kind, rows: rows))
      } catch is UnsuitablePlot {
        // With rows of one class there are no curves, which the page says.
        return nil
      }
    }
  }

  /// The rows with the smallest probability of their class, those predicted wrong before the others.
  private static func rowsToShow(_ rows: LabeledPredictions, count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let classes = rows.predictions.classNames.count
    let own = rows.predictions.probabilities.withUnsafeBufferPointer { p in
      rows.labels.enumerated().map { p[$0 * classes + $1] }
    }
    func isRight(_ row: Int) -> Int { rows.labels[row] == rows.predictions.classIndices[row] ? 1 : 0 }
    let order = rows.labels.indices.sorted { (isRight($0), own[$0], $0) < (isRight($1), own[$1], $1) }
    return Array(order.prefix(count))
  }
}
