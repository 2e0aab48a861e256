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
  private let body: Body

  /// What a figure is drawn of.
  private enum Body {
    case classifier(@Sendable (Classifier) throws -> ClassifierFigure)
    case predictions(@Sendable (Classifier, LabeledPredictions) throws -> ClassifierFigure)
    case table(@Sendable (Classifier, Table?) throws -> ClassifierFigure)
  }

  /// All kinds that come with Logit, in the order in which they are best viewed.
  public static let all: [ClassifierPlot] = [
    .learningCurve, .coefficients, .forest, .effects, .boundary, .roc, .precisionRecall, .calibration,
    .threshold, .confusion, .residuals, .influence, .profile,
  ]

  /// Kinds that are drawn only where they are asked for, since others show much the same, or sooner.
  private static let onRequest: Set<String> = ["profile"]

  /// The kinds that show most of a classifier, in the order in which they are best viewed.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - hasRows: Whether there are rows whose classes are known.
  /// - Returns: Those of ``all`` that can be drawn, but for ``profile``, whose fits take time, for
  ///   ``threshold`` where the most probable class is predicted, and of a regression for ``coefficients``,
  ///   since ``forest`` shows them with their intervals.
  public static func usual(for classifier: Classifier, hasRows: Bool) -> [ClassifierPlot] {
    all.filter { plot in
      plot.suits(classifier, hasRows: hasRows) && !onRequest.contains(plot.name)
        && !(plot.name == coefficients.name && classifier.inference != nil)
        && !(plot.name == threshold.name && classifier.decision.rule == .mostProbable)
    }
  }

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
    body = .classifier(draw)
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
    body = .predictions(draw)
  }

  /// Makes a kind of figure that needs a table, which a regression is fitted to or compared with.
  ///
  /// - Parameters:
  ///   - isOptional: Whether it can be drawn without one.
  ///   - drawTable: Draws the figure; the table is there unless it is optional.
  init(
    name: String, summary: String, isOptional: Bool, suits: @escaping @Sendable (Classifier) -> Bool,
    drawTable: @escaping @Sendable (Classifier, Table?) throws -> ClassifierFigure
  ) {
    (self.name, self.summary, self.suits, needsRows) = (name, summary, suits, !isOptional)
    body = .table(drawTable)
  }

  /// Whether it shows how rows whose classes are known were predicted.
  package var needsPredictions: Bool { if case .predictions = body { true } else { false } }

  /// The same kind, with so many coefficients or variables; `nil` for one that draws all there is.
  package func withTop(_ count: Int) -> ClassifierPlot? {
    switch name {
    case Self.coefficients.name: .coefficients(top: count)
    case Self.forest.name: .forest(top: count)
    case Self.effects.name: .effects(top: count)
    case Self.profile.name: .profile(top: count)
    default: nil
    }
  }

  /// Whether the figure can be drawn for a classifier.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - hasRows: Whether there are rows whose classes are known.
  /// - Returns: `false` if `Classifier.figure(_:rows:)` is sure to throw ``UnsuitablePlot``.
  public func suits(_ classifier: Classifier, hasRows: Bool) -> Bool {
    (hasRows || !needsRows) && suits(classifier) && !(needsPredictions && classifier.explainsCounts)
  }

  fileprivate func draw(
    _ classifier: Classifier, _ rows: LabeledPredictions?, _ table: Table?
  ) throws -> ClassifierFigure {
    switch body {
    case .classifier(let draw): return try draw(classifier)
    case .predictions(let draw):
      guard !classifier.explainsCounts else {
        throw UnsuitablePlot(name, .countedTrials(target: classifier.target))
      }
      guard let rows else { throw UnsuitablePlot(name, .rowsNeeded(target: classifier.target)) }
      return try draw(classifier, rows)
    case .table(let draw):
      let table = table ?? rows?.table
      guard table != nil || !needsRows || !suits(classifier) else {
        throw UnsuitablePlot(name, .rowsNeeded(target: classifier.target))
      }
      return try draw(classifier, table)
    }
  }
}

extension Classifier {
  /// Draws the classifier.
  ///
  /// - Parameters:
  ///   - plot: The kind of figure.
  ///   - rows: Rows whose classes are known, with their predictions; see `labeledPredictions(of:)`. Kinds
  ///     that need none ignore them; `nil` by default.
  ///   - table: Rows that a regression is fitted to anew, or compared with; those of `rows` by default. Only
  ///     kinds for regressions take them.
  /// - Returns: The figure and the numbers in it.
  /// - Throws: ``UnsuitablePlot`` if the figure makes no sense for this classifier or these rows, including
  ///   if it needs rows and none are given; `DataError.missingColumns(names:known:)` if the rows lack a
  ///   feature; `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public func figure(
    _ plot: ClassifierPlot, rows: LabeledPredictions? = nil, table: Table? = nil
  ) throws -> ClassifierFigure {
    try plot.draw(self, rows, table)
  }
}
