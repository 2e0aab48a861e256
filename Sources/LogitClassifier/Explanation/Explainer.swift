import Logit
public import LogitData

/// Explains the predictions of a classifier, row by row; see ``RowExplanation``.
///
///     let explainer = Explainer(classifier)
///     for explanation in try explainer.explain(table) { print(explanation) }
public struct Explainer: Sendable {
  /// The classifier.
  public let classifier: Classifier
  /// The columns of which the classifier knows no usual value, so that those of the rows at hand take its
  /// place: columns that only occur together in a function of a formula, or must not be missing and are texts.
  public let columnsWithoutTypicalValue: [String]
  private let typical: [String: TableCell]
  private let choices: [ValueChoice?]
  /// Whether each column changes the log-odds of the second of two classes by itself.
  package let isAdditive: Bool

  /// Prepares to explain rows by the row that is typical of those the classifier's features learned from.
  ///
  /// - Parameter classifier: The classifier.
  public init(_ classifier: Classifier) {
    self.init(classifier, TypicalRow.cells(classifier.features), Self.choices(classifier.features))
  }

  /// Prepares to explain rows by the row that is typical of some others: medians of numbers, and the most
  /// frequent of other values.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - table: The rows.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing, and as
  ///   ``Classifier/predict(_:)`` for values that cannot be read.
  public init(_ classifier: Classifier, typicalOf table: Table) throws {
    let features = classifier.features
    let read = try features.readTable(table)
    self.init(
      classifier, try TypicalRow.cells(read, columns: features.inputNames),
      try Self.completed(Self.choices(features), by: read, features.inputNames))
  }

  private init(_ classifier: Classifier, _ typical: [String: TableCell], _ choices: [ValueChoice?]) {
    (self.classifier, self.typical, self.choices) = (classifier, typical, choices)
    columnsWithoutTypicalValue = classifier.features.inputNames.filter { typical[$0] == nil }
    isAdditive = classifier.isAdditive
  }

  /// The values that are tried in each column, as far as the features know any.
  private static func choices(_ features: FeatureSpace) -> [ValueChoice?] {
    features.inputKinds.map { ValueChoice($0.name, kind: $0.kind, features) }
  }

  /// The same with the numbers of rows where the features know nothing.
  private static func completed(
    _ choices: [ValueChoice?], by table: Table, _ names: [String]
  ) throws -> [ValueChoice?] {
    try zip(choices, names).map { choice, name in try choice ?? ValueChoice(table.column(name)) }
  }

  /// Explains rows.
  ///
  /// - Parameters:
  ///   - table: The rows. Of ``columnsWithoutTypicalValue`` their medians and most frequent values are typical,
  ///     and of columns whose range the classifier does not know, theirs is searched for the nearest change.
  ///   - rows: Which of them, counted from 0; all by default. One that does not exist is a programming error.
  /// - Returns: An explanation of each, in the order asked for.
  /// - Throws: As ``Classifier/predict(_:)``, with the row's number in the table, and
  ///   ``ExplanationError/mixedRow(row:reason:)``.
  public func explain(_ table: Table, rows: [Int]? = nil) throws -> [RowExplanation] {
    let features = classifier.features
    var (typical, choices) = (typical, choices)
    if !columnsWithoutTypicalValue.isEmpty || choices.contains(where: { $0 == nil }) {
      let read = try features.readTable(table)
      let found = try TypicalRow.cells(read, columns: columnsWithoutTypicalValue)
      typical.merge(found) { known, _ in known }
      choices = try Self.completed(choices, by: read, features.inputNames)
    }
    return try (rows ?? Array(0..<table.rowCount)).map { row in
      do {
        return try explanation(of: table.rows(at: [row]), row, typical, choices)
      } catch let error as DataError {
        throw error.counted(inRow: row)
      }
    }
  }

  /// Explains the typical row itself, in which nothing contributes, with the nearest change from it.
  ///
  /// - Parameter table: Rows whose medians and most frequent values take the place of what is typical in
  ///   ``columnsWithoutTypicalValue``; none by default.
  /// - Returns: The explanation, with 0 for the row's number; `nil` if some column has no typical value.
  /// - Throws: As ``explain(_:rows:)``.
  public func explainTypicalRow(beside table: Table? = nil) throws -> RowExplanation? {
    let features = classifier.features
    var cells = typical
    if let table, !columnsWithoutTypicalValue.isEmpty {
      let found = try TypicalRow.cells(features.readTable(table), columns: columnsWithoutTypicalValue)
      cells.merge(found) { known, _ in known }
    }
    var columns: [Column] = []
    for (name, kind) in features.inputKinds {
      guard let cell = cells[name] else { return nil }
      columns.append(Column(name, kind: kind, cells: [cell]))
    }
    return try explain(Table(columns))[0]
  }

  private func explanation(
    of table: Table, _ row: Int, _ typical: [String: TableCell], _ choices: [ValueChoice?]
  ) throws -> RowExplanation {
    let features = classifier.features
    let predicted = try classifier.predict(table).classIndices[0]
    let read = try features.readTable(table)
    let cells = ExplainedRow(try features.inputNames.map { try read.column($0) }, typical: typical)
    let explained = classifier.classes.count == 2 ? 1 : predicted
    let shapley = ShapleyValues(playerCount: cells.changed.count, isAdditive: isAdditive)
    let probabilities = try probabilities(of: cells.table(shapley.coalitions), row)
    let scores = probabilities.map { RowExplanation.Score($0, of: explained) }
    // Without a column that differs there is one coalition, which is both.
    let (usual, own) = (scores[0], scores[scores.count - 1])
    let search = ChangeSearch(classifier: classifier, row: cells, predicted: predicted, choices: choices)
    let names = classifier.classes.names
    return RowExplanation(
      row: row, predicted: names[predicted], probabilities: probabilities[probabilities.count - 1],
      className: names[explained], score: own, typical: usual,
      contributions: contributions(cells, shapley.values(scores.map(\.logOdds)), from: usual, to: own),
      nearestChange: try search.nearest())
  }

  /// The probabilities of rows that have some values of a row, and the typical row's others.
  private func probabilities(of table: Table, _ row: Int) throws -> [[Double]] {
    do {
      return try classifier.exactRows(of: table).probabilities
    } catch DataError.undefinedValue(let column, _, let value, let expression) {
      throw ExplanationError.mixedRow(
        row: row, reason: "\(expression) has no finite value for \(value) in the column \"\(column)\"")
    }
  }

  /// The contributions in order, with what each does to the probability in its turn.
  private func contributions(
    _ cells: ExplainedRow, _ values: [Double], from typical: RowExplanation.Score,
    to own: RowExplanation.Score
  ) -> [RowExplanation.Contribution] {
    var logOdds = [Double](repeating: 0, count: cells.own.count)
    for (column, value) in zip(cells.changed, values) { logOdds[column] = value }
    let order = logOdds.indices.sorted { (-logOdds[$0].magnitude, $0) < (-logOdds[$1].magnitude, $1) }
    let lastActing = order.last { logOdds[$0] != 0 }
    var (sum, probability) = (typical.logOdds, typical.probability)
    return order.map { column in
      sum += logOdds[column]
      // To the end, so that rounding leaves nothing over.
      let next = column == lastActing ? own.probability : 1 / (1 + exponential(-sum))
      let change = logOdds[column] == 0 ? 0 : next - probability
      probability += change
      return RowExplanation.Contribution(
        column: cells.names[column], value: cells.own[column], typicalValue: cells.typical[column],
        logOdds: logOdds[column], probability: change)
    }
  }
}

extension Classifier {
  /// Whether each column changes the log-odds of the second of two classes by itself, whatever the others are.
  fileprivate var isAdditive: Bool {
    guard classes.count == 2, linearEstimates != nil, model.outputName == "sigmoid",
      decision.calibration != .isotonic
    else { return false }
    return features.transforms.allSatisfy { transform in
      (transform as? FormulaFeature)?.isAdditive ?? (transform.inputs.count == 1)
    }
  }
}

extension RowExplanation.Score {
  /// The log-odds of a class in a row of probabilities, limited to what double precision tells apart.
  fileprivate init(_ probabilities: [Double], of label: Int) {
    let others = probabilities.indices.reduce(0) { $1 == label ? $0 : $0 + probabilities[$1] }
    let odds = naturalLogarithm(probabilities[label]) - naturalLogarithm(others)
    logOdds = min(max(odds, -745), 745)
    probability = probabilities[label]
  }
}
