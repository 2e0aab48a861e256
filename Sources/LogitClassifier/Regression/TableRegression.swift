import Logit
public import LogitData
import LogitStatistics

/// A logistic or softmax regression of a table's columns by maximum likelihood, without a penalty unless it
/// is that of Firth: its inference, and a classifier that predicts by it.
///
///     let table = try Table(csv: "patients.csv")
///     let regression = try TableRegression(table, TableRegressionOptions(formula: "outcome ~ age + C(city)"))
///     print(regression.report)
///     try regression.classifier?.save(to: "patients.safetensors")
///
/// Rows that miss a value of the outcome, of a predictor, or of a column with another use are left out and
/// counted, as R's `na.omit` does; so are rows that count for nothing, of weight 0 or without trials.
/// Categories are compared with their first by treatment coding, and numbers are in their own units.
public struct TableRegression: Sendable {
  /// The table of coefficients and all that was asked for, with what was noticed about the rows.
  public let report: RegressionReport
  /// What predicts by the coefficients; `nil` for the constant alone, which takes no columns.
  public let classifier: Classifier?

  private let fit: FittedRegression
  /// The rows of the table that were used, counted from 0; `nil` if all were.
  private let rows: [Int]?

  /// Fits a regression.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - options: What explains what, and what is worked out besides.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  ///   - isCancelled: Asked between the steps of the fit; where it says yes, the fit ends with what was
  ///     reached. Never by default.
  /// - Throws: `FormulaError` for a formula that cannot be read, or names columns that are not there;
  ///   `DataError` for an outcome of one class, a column that cannot be read or is empty, negative weights,
  ///   counts above their trials, and a reference that is not there; `LogitError` for options that contradict
  ///   each other or the outcome.
  public init(
    _ table: Table, _ options: TableRegressionOptions, source: String = "a table",
    isCancelled: () -> Bool = { false }
  ) throws {
    let terms = try RegressionTerms(table, options)
    let data = try RegressionData(terms, options)
    try data.requireKnownClasses(options, target: terms.target)
    let feature = try data.learn(terms.terms, options)
    let design = try RegressionDesign(feature, of: data.table)
    var request = try data.requestedStatistics(options)
    request.nested = try terms.nested.map { nested in
      let smaller = try data.learn(nested.terms, options)
      return (try RegressionDesign(smaller, of: data.table), nested.formula.description)
    }
    var fit = try FittedRegression(design, data.target.outcome, options: request, isCancelled: isCancelled)
    if let place = options.marginalEffects {
      let changes = RegressionEffects(feature, data.table, weights: data.rowWeights)
      switch place {
      case .overall: try fit.addMarginalEffects(changes.everywhere(), at: .overall)
      case .mean:
        let (point, atMean) = try changes.atMean()
        try fit.addMarginalEffects(atMean, at: .mean(point))
      }
    }
    let model = RegressionModel(terms: terms, data: data, feature: feature, source: source, options: options)
    (self.fit, rows) = (fit, data.rows)
    classifier = try model.classifier(fit, of: table)
    let findings = RegressionFindings(
      fit.inference, classCounts: data.target.classCounts(weights: data.rowWeights),
      columns: try RegressionNearness(fit.design, feature, weights: data.countingWeights).findings()
        + data.target.findings + terms.columns.allFindings
        + Finding.infinite(in: terms.columns.table, columns: data.neededColumns),
      finiteGroups: fit.finiteGroups)
    report = RegressionReport(
      fit.inference, formula: terms.text, target: terms.target, source: source,
      droppedRowCount: data.droppedCount, uncountedRowCount: data.uncountedCount,
      notes: data.target.notes + feature.dates.map { "\"\($0)\" counts in days since 1970-01-01." }
        + (options.offset.map { ["\"\($0)\" is added to the log-odds as it is."] } ?? []),
      findings: findings.all())
  }

  /// What each row does to the regression.
  ///
  /// - Returns: A table with the columns `row` (counted from 1 in the table; rows that were left out are not
  ///   there), `fitted`, `leverage`, `cooks_distance`, `pearson`, `deviance`, `standardized_pearson` and
  ///   `standardized_deviance`. Numbers that a row does not have are missing: those that are divided by 1
  ///   less the leverage where that is 0, and what separated classes leave undetermined; see
  ///   ``influenceNote``.
  /// - Throws: `LogitError` for three classes or more, and a fit that did not converge.
  public func influence() throws -> Table {
    let found = try fit.influence()
    let numbers = found.indices.map { (rows?[$0] ?? $0) + 1 }
    return try Table([
      Column("row", integers: numbers),
      Column("fitted", numbers: found.map(\.fitted)),
      Column("leverage", numbers: found.map { $0.leverage ?? .nan }),
      Column("cooks_distance", numbers: found.map { $0.cooksDistance ?? .nan }),
      Column("pearson", numbers: found.map(\.pearson)),
      Column("deviance", numbers: found.map(\.deviance)),
      Column("standardized_pearson", numbers: found.map { $0.standardizedPearson ?? .nan }),
      Column("standardized_deviance", numbers: found.map { $0.standardizedDeviance ?? .nan }),
    ])
  }
}

extension TableRegression {
  /// What is to be said of ``influence()``, of separated classes; `nil` if its numbers are those of a
  /// maximum.
  public var influenceNote: String? { fit.influenceNote }

  /// The profile likelihood of a coefficient: values of it, and twice the fall of the log likelihood where it
  /// is held there and all others are fitted anew.
  ///
  /// - Parameters:
  ///   - coefficient: The place of its line in `LogisticInference.coefficients`.
  ///   - pointCount: The number of values, at least 3, spread evenly over 3.5 standard errors to both sides
  ///     of the estimate; 41 by default.
  /// - Returns: The points, from the smallest value to the largest.
  /// - Throws: `LogitError` for a coefficient that is not there or has no finite estimate.
  public func profile(of coefficient: Int, pointCount: Int = 41) throws -> [ProfilePoint] {
    try fit.profile(of: coefficient, pointCount: pointCount)
  }
}

extension RegressionDesign {
  /// The columns that a formula makes of rows.
  init(_ feature: FormulaFeature, of table: Table) throws {
    var terms: [Term] = []
    let columns = feature.designColumns
    for (index, term) in feature.terms.terms.enumerated() {
      guard let first = columns.firstIndex(where: { $0.term == index }),
        let last = columns.lastIndex(where: { $0.term == index })
      else { continue }
      terms.append(Term(name: term.name, columns: first..<last + 1, factors: term.factors.map(\.name)))
    }
    try self.init(
      feature.design(of: table), columnNames: columns.map(\.name), terms: terms,
      hasIntercept: feature.hasIntercept)
  }
}
