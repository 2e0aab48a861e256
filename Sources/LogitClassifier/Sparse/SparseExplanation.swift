import Logit
public import LogitData

/// What makes the prediction of a sparse row: how far each of its entries moves the log-odds of a class away
/// from those of a row without any.
///
/// Of two classes an entry's contribution is its coefficient times the entry. Of more, the log-odds of a class
/// against all others bend, and a contribution is the entry's share of the way from the empty row to the row
/// itself, along the straight line between them (R. J. Aumann and L. S. Shapley, "Values of Non-Atomic Games",
/// 1974; "integrated gradients" in M. Sundararajan et al., "Axiomatic Attribution for Deep Networks", 2017).
/// They add up: the empty row's log-odds and all contributions are the row's.
///
/// Numbers of a table's columns are 0 at their means, so there an empty row has the means and no word or
/// category.
public struct SparseExplanation: Sendable, Equatable {
  /// What an entry does, or the entries of a column together.
  public struct Contribution: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The row's value; of a text the words that share a bin.
    public let value: TableCell
    /// What the row's words or the column of an svmlight file have as their feature, such as how often a word
    /// comes; `nil` for a column of a table.
    public let count: Double?
    /// By how much it changes the log-odds of ``SparseExplanation/className``.
    public let logOdds: Double
    /// By how much it changes the probability if the contributions are put in one after the other, in the
    /// order of the list.
    public let probability: Double
  }

  /// The row's number, counted from 0.
  public let row: Int
  /// The class that is predicted.
  public let predicted: String
  /// The probability of each class.
  public let probabilities: [Double]
  /// The class whose log-odds are explained: of two classes the second, and of more the predicted one.
  public let className: String
  /// What the model says of the row, before probabilities are calibrated or corrected for shares.
  public let score: RowExplanation.Score
  /// What it says of a row without entries.
  public let empty: RowExplanation.Score
  /// What entries do, the largest first; those without a coefficient are left out.
  public let contributions: [Contribution]
  /// The number of entries in columns without a coefficient, which change nothing.
  public let unknownCount: Int
  /// Whether the probabilities are calibrated or corrected for shares, so that they are not ``score``.
  public let isAdjusted: Bool
}

/// Explains the predictions of a sparse classifier, row by row; see ``SparseExplanation``.
///
///     let explainer = SparseExplainer(classifier)
///     for explanation in try explainer.explain(rows) { print(explanation) }
public struct SparseExplainer: Sendable {
  /// The classifier.
  public let classifier: SparseClassifier
  private let places: ColumnPlaces

  /// Prepares to explain rows.
  ///
  /// - Parameter classifier: The classifier.
  public init(_ classifier: SparseClassifier) {
    self.classifier = classifier
    places = ColumnPlaces(classifier.columns)
  }

  /// Explains rows of an svmlight file.
  ///
  /// - Parameters:
  ///   - data: The rows.
  ///   - rows: Which of them, counted from 0; all by default. One that does not exist is a programming error.
  /// - Returns: An explanation of each, in the order asked for.
  /// - Throws: As `SparseClassifier.predict(_:)`.
  public func explain(_ data: SparseDataset, rows: [Int]? = nil) throws -> [SparseExplanation] {
    try classifier.requireRows(data)
    let first = classifier.firstIndex
    return try explain(data.matrix, rows) { _, columns, values in
      zip(columns, values).enumerated().map { place, entry in
        FeatureSources.Source(
          column: "column \(Int(entry.0) + first)", value: .number(entry.1), isPart: true, places: [place])
      }
    }
  }

  /// Explains rows of a table.
  ///
  /// - Parameters:
  ///   - table: Has the columns that the features take.
  ///   - rows: Which of them, counted from 0; all by default. One that does not exist is a programming error.
  /// - Returns: An explanation of each, in the order asked for.
  /// - Throws: As `SparseClassifier.predict(_:counts:)`.
  public func explain(_ table: Table, rows: [Int]? = nil) throws -> [SparseExplanation] {
    let features = try classifier.requireFeatures()
    let sources = try FeatureSources(features, of: table)
    return try explain(features.sparseMatrix(of: table), rows) { row, columns, _ in
      sources.sources(ofRow: row, at: columns.map { Int($0) })
    }
  }

  private func explain(
    _ x: SparseMatrix, _ rows: [Int]?,
    sources: (_ row: Int, _ columns: [Int32], _ values: [Double]) -> [FeatureSources.Source]
  ) throws -> [SparseExplanation] {
    let rows = rows ?? Array(0..<x.rowCount)
    let predictions = classifier.predictions(try classifier.outputs(of: x.rows(rows)))
    return rows.enumerated().map { place, row in
      var (columns, values): ([Int32], [Double]) = ([], [])
      var unknownCount = 0
      for entry in x.entries(ofRow: row) where x.values[entry] != 0 {
        if places[x.columns[entry]] >= 0 {
          columns.append(x.columns[entry])
          values.append(x.values[entry])
        } else {
          unknownCount += 1
        }
      }
      return explanation(
        row, predictions, place, columns, values, sources(row, columns, values), unknownCount: unknownCount)
    }
  }

  private func explanation(
    _ row: Int, _ predictions: Predictions, _ place: Int, _ columns: [Int32], _ values: [Double],
    _ sources: [FeatureSources.Source], unknownCount: Int
  ) -> SparseExplanation {
    let names = classifier.classes.names
    let predicted = Int(predictions.classIndices[place])
    let explained = names.count == 2 ? 1 : predicted
    let own = contributions(columns, values, to: explained)
    var parts = sources.map { source in
      (source: source, logOdds: source.places.reduce(0) { $0 + own.ofEntries[$1] })
    }
    parts.sort {
      ($0.logOdds.magnitude, $1.source.places[0]) > ($1.logOdds.magnitude, $0.source.places[0])
    }
    var sum = own.empty
    let contributions = parts.map { source, logOdds in
      let before = Self.probability(sum)
      sum += logOdds
      return SparseExplanation.Contribution(
        column: source.column, value: source.value, count: source.isPart ? values[source.places[0]] : nil,
        logOdds: logOdds, probability: Self.probability(sum) - before)
    }
    return SparseExplanation(
      row: row, predicted: names[predicted],
      probabilities: names.indices.map { Double(predictions.probabilities[place, $0]) },
      className: names[explained],
      score: RowExplanation.Score(logOdds: own.full, probability: Self.probability(own.full)),
      empty: RowExplanation.Score(logOdds: own.empty, probability: Self.probability(own.empty)),
      contributions: contributions, unknownCount: unknownCount,
      isAdjusted: classifier.decision.adjustment != nil)
  }

  private static func probability(_ logOdds: Double) -> Double { 1 / (1 + exponential(-logOdds)) }
}

// MARK: - Contributions

extension SparseExplainer {
  /// The log-odds of a class without entries and with all, and what each entry adds.
  private func contributions(
    _ columns: [Int32], _ values: [Double], to k: Int
  ) -> (empty: Double, full: Double, ofEntries: [Double]) {
    let (all, width) = (classifier.coefficients, classifier.columns.count)
    let start = classifier.intercepts
    let products = start.indices.map { j in
      zip(columns, values).map { all[j * width + places[$0]] * $1 }
    }
    guard start.count > 1 else {
      let full = products[0].reduce(start[0], +)
      return (start[0], full, products[0])
    }
    let end = start.indices.map { products[$0].reduce(start[$0], +) }
    let shares = Self.meanShares(of: k, from: start, to: end)
    let entries = columns.indices.map { entry in
      start.indices.reduce(products[k][entry]) { sum, other in
        other == k ? sum : sum - shares[other] * products[other][entry]
      }
    }
    return (Self.logOdds(of: k, start), Self.logOdds(of: k, end), entries)
  }

  /// log(p / (1 − p)) of a class of softmax.
  private static func logOdds(of k: Int, _ z: [Double]) -> Double {
    let others = z.indices.filter { $0 != k }
    let largest = others.map { z[$0] }.max() ?? 0
    return z[k] - largest - naturalLogarithm(others.reduce(0) { $0 + exponential(z[$1] - largest) })
  }

  /// Where and with which weights the rule with five points takes a function from 0 to 1.
  private static let legendreNodes: [(at: Double, weight: Double)] = {
    let root = 2 * (10.0 / 7).squareRoot()
    let (near, far) = ((5 - root).squareRoot() / 6, (5 + root).squareRoot() / 6)
    let bend = 13 * 70.0.squareRoot()
    let (nearWeight, farWeight) = ((322 + bend) / 1800, (322 - bend) / 1800)
    return [
      (0.5 - far, farWeight), (0.5 - near, nearWeight), (0.5, 64.0 / 225), (0.5 + near, nearWeight),
      (0.5 + far, farWeight),
    ]
  }()

  /// The mean share of each other class among all others, on the straight line between two points: Gauss and
  /// Legendre's rule with five points, in parts so short that its error is less than that of rounding. With
  /// three points it would be some 1e-11, by which the sum of contributions would miss the row's log-odds.
  private static func meanShares(of k: Int, from start: [Double], to end: [Double]) -> [Double] {
    let differences = zip(start, end).map { $1 - $0 }
    let range = (differences.max() ?? 0) - (differences.min() ?? 0)
    let parts = min(max(Int(4 * min(range, 1e6)), 16), 4096)
    let nodes = legendreNodes
    var means = [Double](repeating: 0, count: start.count)
    var z = start
    for part in 0..<parts {
      for node in nodes {
        let t = (Double(part) + node.at) / Double(parts)
        for j in z.indices { z[j] = start[j] + t * differences[j] }
        var largest = -Double.infinity
        for j in z.indices where j != k { largest = max(largest, z[j]) }
        var sum = 0.0
        for j in z.indices where j != k {
          z[j] = exponential(z[j] - largest)
          sum += z[j]
        }
        for j in z.indices where j != k { means[j] += node.weight / Double(parts) * z[j] / sum }
      }
    }
    return means
  }
}
