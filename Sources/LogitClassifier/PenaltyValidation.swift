import Logit
public import LogitData

/// How well classifiers without hidden layers predict rows that they have not seen, along a penalty that
/// becomes weaker.
///
///     let validation = try PenaltyValidation(table, target: "outcome")
///     print(validation)
///     let curve = validation.curves[0]
///     print(curve.lambdaMin, curve.lambda1SE)
///
/// At a shell it is `logit cv patients.csv --target outcome`.
///
/// The sequence of λ is that of all rows, and every fold is fitted at the same, each fit beginning at the one
/// before. Features (means, categories, replacements) are learned anew from each fold's training rows. As in
/// R's cv.glmnet with `lambda` given, a measure is a mean within each fold; over the folds it is their mean,
/// weighted by what their rows count, and its standard error
///
///     sqrt(Σₖ wₖ (mₖ − m)² / Σₖ wₖ / (K − 1)).
///
/// A fold without a measure, as without an area where its rows are all of one class, is left out of both.
/// Rows count by their weights, and by those of the classes among all rows.
///
/// The best of so many values flatters: measure the model that you choose on other rows.
public struct PenaltyValidation: Sendable {
  /// Where the rows came from.
  public let source: String
  /// The column of classes.
  public let target: String
  /// The number of rows that were used.
  public let rowCount: Int
  /// The number of rows left out: their target is missing, no other row has their class, or their weight is
  /// 0.
  public let droppedRowCount: Int
  /// How many of these have a class, but the weight 0.
  public let uncountedRowCount: Int
  /// What is worth knowing of the columns: those that were left out or could not be read as what they hold, as for
  /// ``Classifier/fit(_:target:options:callbacks:)``.
  public let findings: [Finding]
  /// The number of folds.
  public let foldCount: Int
  /// How the penalty was varied.
  public let options: PathOptions
  /// λ of each fit, largest first.
  public let lambdas: [Double]
  /// For each λ the number of features with a coefficient that is not 0, of any class, in the fit to all
  /// rows.
  public let nonzeroCounts: [Int]
  /// Each measure along the path, in the order in which they were asked for.
  public let curves: [Curve]
  /// All fits, those of the folds among them, and how many of them are not at their optimum.
  let fits: FitTally
  /// How many of all fits, those of the folds among them, are not at their optimum.
  public var unconvergedCount: Int { fits.unconvergedCount }
  /// Whether some of them have no optimum, since classes are separated, so that coefficients grow for ever.
  public var hasDiverged: Bool { fits.hasDiverged }
  /// The names of the classes that some fold had no training row of, to which its models give no probability.
  public let untrainedClasses: [String]

  /// A measure along the path.
  public struct Curve: Sendable, Equatable {
    /// The measure.
    public let measure: PenaltyMeasure
    /// Its mean over the folds for each λ; NaN where no fold has one.
    public let means: [Double]
    /// The standard error of each mean; NaN unless two folds have the measure.
    public let standardErrors: [Double]
    /// The largest λ whose mean is the best; `nil` if there is no mean.
    public let lambdaMin: Double?
    /// The largest λ whose mean is not worse than the best and its standard error; `nil` without one.
    public let lambda1SE: Double?
  }

  /// Measures a path on a table.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  ///   - options: How columns and rows are read, chosen, weighted and divided into folds, where it differs
  ///     from the default. What says how a model is trained does not matter, and rows are not held out once.
  ///   - path: How the penalty is varied; along glmnet's sequence for the lasso by default.
  ///   - measures: What is measured, at least one; everything by default.
  ///   - onFold: Called before each fold with its number, from 1, and the number of folds, and with number 0
  ///     before the fit to all rows. Nothing by default.
  ///   - isCancelled: Asked between steps; where it says yes, nothing is measured. Never by default.
  /// - Throws: As ``ClassifierTraining``, `CancellationError` where `isCancelled` says yes, and
  ///   `LogitError.invalidOption(name:value:expected:)` or
  ///   `DataError.unknownColumn(name:role:nearest:known:)` for options of the path that cannot be used.
  public init(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions(), path: PathOptions = PathOptions(),
    measures: [PenaltyMeasure] = PenaltyMeasure.allCases,
    onFold: (_ number: Int, _ count: Int) -> Void = { _, _ in }, isCancelled: () -> Bool = { false }
  ) throws {
    try path.validate()
    guard !measures.isEmpty else {
      throw LogitError.invalidOption(name: "measures", value: "empty", expected: "at least one")
    }
    var options = options
    options.hiddenUnits = []
    options.method = .optimum(OptimumOptions(penalty: .elasticNet(nil, l1Ratio: path.l1Ratio)))
    if options.rowsToMeasure.folds == nil { options.measuring = .crossValidation() }
    let training = try ClassifierTraining(table, target: target, source: source, options: options)
    guard case .inTurn(let rows, _, let classes, let folds) = training.rows else {
      throw LogitError.invalidOption(name: "measuring", value: "a share of rows", expected: "folds")
    }
    onFold(0, folds.count)
    let encoded = EncodedPath(options: path)
    let trainingRows = try training.trainingRows()
    let whole = try encoded.path(
      trainingRows, training.features,
      head: training.classes.head,
      classWeights: training.classWeights, isCancelled: isCancelled
    ).path
    if isCancelled() { throw CancellationError() }
    var fits = try FitTally(
      whole, trainingRows, training.features, classCount: training.classes.count)
    var found = PathFolds(
      features: training.features, classNames: training.classes.names,
      classWeight: training.options.classWeight,
      weights: training.rowWeights,
      rowWeights: training.classes.names.indices.map { Double(training.classWeights?[$0] ?? 1) },
      encoded: encoded, lambdas: whole.lambdas, measures: measures,
      isPrecise: training.isPrecise)
    try found.measure(rows, classes: classes, folds: folds, isCancelled: isCancelled, onFold: onFold)
    if isCancelled() { throw CancellationError() }
    (self.source, self.target, self.options) = (source, target, path)
    (rowCount, foldCount) = (training.provenance.trainingRowCount, folds.count)
    droppedRowCount = training.provenance.droppedRowCount
    uncountedRowCount = training.provenance.uncountedRowCount
    findings = training.columnFindings
    (lambdas, nonzeroCounts) = (whole.lambdas, whole.nonzeroCounts)
    fits.add(found.fits)
    self.fits = fits
    untrainedClasses = found.untrainedClasses.sorted().map { training.classes.names[$0] }
    curves = measures.enumerated().map { place, measure in
      Curve(measure, lambdas: whole.lambdas, values: found.values[place], weights: found.weights)
    }
  }
}

extension PenaltyValidation.Curve {
  /// - Parameters:
  ///   - measure: The measure.
  ///   - lambdas: Each λ, largest first.
  ///   - values: The measure in each fold for each λ, NaN where there is none.
  ///   - weights: What each fold counts.
  init(_ measure: PenaltyMeasure, lambdas: [Double], values: [[Double]], weights: [Double]) {
    var (means, errors) = ([Double](), [Double]())
    for index in lambdas.indices {
      let known = values.indices.filter { !values[$0][index].isNaN }
      let total = known.reduce(0) { $0 + weights[$1] }
      let mean = known.reduce(0) { $0 + weights[$1] * values[$1][index] } / total
      let square = known.reduce(0.0) { sum, fold in
        let difference = values[fold][index] - mean
        return sum + weights[fold] * difference * difference
      }
      means.append(mean)
      errors.append(known.count > 1 ? (square / total / Double(known.count - 1)).squareRoot() : .nan)
    }
    (self.measure, self.means, standardErrors) = (measure, means, errors)
    // In costs less is better.
    let costs = measure.isGain ? means.map { -$0 } : means
    let best = costs.indices.filter { costs[$0].isFinite }.min { costs[$0] < costs[$1] }
    lambdaMin = best.map { lambdas[$0] }
    lambda1SE = best.flatMap { best in
      let limit = costs[best] + errors[best]
      return costs.indices.first { costs[$0] <= limit }.map { lambdas[$0] }
    }
  }
}
