import Logit
public import LogitData

/// Explains the predictions of a classifier, row by row; see ``RowExplanation``.
///
///     let explainer = try Explainer(classifier)
///     for explanation in try explainer.explain(table) { print(explanation) }
public struct Explainer: Sendable {
  /// The classifier.
  public let classifier: Classifier
  private let typical: [String: TableCell]

  /// Prepares to explain rows by the row that is typical of those the classifier's features learned from.
  ///
  /// - Parameter classifier: The classifier.
  public init(_ classifier: Classifier) {
    self.classifier = classifier
    typical = TypicalRow(classifier.features).cells
  }

  /// Prepares to explain rows by the row that is typical of some others: medians of numbers, and the most
  /// frequent of other values.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - table: The rows.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing.
  public init(_ classifier: Classifier, typicalOf table: Table) throws {
    self.classifier = classifier
    let read = try classifier.features.readTable(table)
    typical = try TypicalRow(read, columns: classifier.features.inputNames).cells
  }

  /// Explains rows.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - rows: Which of them, counted from 0; all by default.
  /// - Returns: An explanation of each, in the order asked for.
  /// - Throws: As ``Classifier/predict(_:)``, with the row's number in the table.
  public func explain(_ table: Table, rows: [Int]? = nil) throws -> [RowExplanation] {
    let predictions = try classifier.predict(table)
    let read = try classifier.features.readTable(table)
    let columns = try classifier.features.inputNames.map { try read.column($0) }
    return try (rows ?? Array(0..<table.rowCount)).map { row in
      try explanation(
        row, ExplainedRow(columns, at: row, typical: typical), predicted: predictions.classIndices[row])
    }
  }

  private func explanation(_ row: Int, _ cells: ExplainedRow, predicted: Int) throws -> RowExplanation {
    let names = classifier.classes.names
    let explained = names.count == 2 ? 1 : predicted
    let shapley = ShapleyValues(playerCount: cells.changed.count)
    let probabilities = try classifier.exactRows(of: cells.table(shapley.coalitions)).probabilities
    let scores = probabilities.map { RowExplanation.Score($0, of: explained) }
    // Without a column that differs there is one coalition, which is both.
    let (typical, own) = (scores[0], scores[scores.count - 1])
    return RowExplanation(
      row: row, predicted: names[predicted], probabilities: probabilities[probabilities.count - 1],
      className: names[explained], score: own, typical: typical,
      contributions: contributions(cells, shapley.values(scores.map(\.logOdds)), from: typical, to: own),
      nearestChange: try ChangeSearch(classifier, cells, predicted: predicted).nearest())
  }

  /// The contributions in order, with what each does to the probability in its turn.
  private func contributions(
    _ cells: ExplainedRow, _ values: [Double], from typical: RowExplanation.Score,
    to own: RowExplanation.Score
  ) -> [RowExplanation.Contribution] {
    var logOdds = [Double](repeating: 0, count: cells.own.count)
    for (column, value) in zip(cells.changed, values) { logOdds[column] = value }
    let order = logOdds.indices.sorted { (-logOdds[$0].magnitude, $0) < (-logOdds[$1].magnitude, $1) }
    var (sum, probability) = (typical.logOdds, typical.probability)
    let lastChanged = order.last { logOdds[$0] != 0 }
    return order.map { column in
      sum += logOdds[column]
      // To the end, so that rounding leaves nothing over.
      let next = column == lastChanged ? own.probability : 1 / (1 + exponential(-sum))
      defer { probability = logOdds[column] == 0 ? probability : next }
      return RowExplanation.Contribution(
        column: cells.names[column], value: cells.own[column], typicalValue: cells.typical[column],
        logOdds: logOdds[column], probability: logOdds[column] == 0 ? 0 : next - probability)
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

/// A row and the typical one beside it.
struct ExplainedRow {
  /// The columns.
  let names: [String]
  /// The row's values, and the typical row's.
  let own, typical: [TableCell]
  /// The columns whose values differ.
  let changed: [Int]
  private let kinds: [ColumnKind]

  init(_ columns: [Column], at row: Int, typical: [String: TableCell]) {
    names = columns.map(\.name)
    own = columns.map { $0.cell(at: row) }
    self.typical = zip(columns, own).map { column, own in typical[column.name] ?? own }
    // A column of whole numbers may have a typical value that is none.
    kinds = zip(columns, self.typical).map { column, typical in
      if case .number = typical, column.kind == .integer { return .numeric }
      return column.kind
    }
    let (own, usual) = (own, self.typical)
    changed = own.indices.filter { !own[$0].isSame(as: usual[$0]) }
  }

  /// A table of a row for each coalition: the row's own values in the columns of ``changed`` that are in it,
  /// and typical ones elsewhere.
  func table(_ coalitions: [[Bool]]) throws -> Table {
    let places = Dictionary(uniqueKeysWithValues: changed.enumerated().map { ($1, $0) })
    return try Table(
      names.indices.map { column in
        let cells = coalitions.map { members in
          places[column].map { members[$0] } ?? true ? own[column] : typical[column]
        }
        return Column(names[column], kind: kinds[column], cells: cells)
      })
  }

  /// A table of the row itself, with some values in place of its own.
  func table(replacing values: [(column: Int, cell: TableCell)]) throws -> Table {
    try Table(
      names.indices.map { column in
        let cells = values.map { $0.column == column ? $0.cell : own[column] }
        let isNumber = cells.contains { if case .number = $0 { true } else { false } }
        return Column(
          names[column], kind: kinds[column] == .integer && isNumber ? .numeric : kinds[column], cells: cells)
      })
  }
}

extension TableCell {
  /// Whether two values are the same, whichever kind of number they are.
  func isSame(as other: TableCell) -> Bool {
    switch (self, other) {
    case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Double(a) == b
    case (.number(let a), .number(let b)): a == b || a.isNaN && b.isNaN
    default: self == other
    }
  }
}
