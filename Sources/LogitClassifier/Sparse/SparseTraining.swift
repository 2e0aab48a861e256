public import Logit
public import LogitData
import LogitFiles
import LogitStatistics

/// How a sparse classifier is trained, where it differs from the default.
public struct SparseOptions: Sendable {
  /// The penalty; ridge with λ = 1/Σw by default.
  public var penalty = LogisticRegression.Penalty.ridge()
  /// The solver; chosen from the size of the problem by default.
  public var solver = LogisticRegression.Solver.automatic
  /// Whether the penalty is on coefficients of columns divided by their deviations. By default so for the
  /// columns of svmlight files, and not for those that are made of a table, whose numbers are divided already
  /// and whose words and categories are not.
  public var standardizes: Bool?
  /// How much the rows of each class count; all alike by default.
  public var classWeight = ClassifierOptions.ClassWeight.equal
  /// The column of a table that says how much each row counts; every row once by default.
  public var weights: String?
  /// Of two classes, the one whose probability is given; the later one by default.
  public var positiveClass: String?
  /// The number of folds that rows are held out in, in turn; 0 measures nothing. 5 by default.
  public var foldCount = 5
  /// What becomes of probabilities, and which class is predicted; as the model says, and the most probable one,
  /// by default.
  public var decision = DecisionOptions()
  /// What happens to rows of a table whose target is missing; an error by default.
  public var missingTarget = ClassifierOptions.MissingTarget.refuse
  /// The seed of the folds.
  public var seed: UInt64 = 0
  /// What the rows are called in the report and the model: the name of a file, say.
  public var source = "sparse rows"
  /// How a table was read, which the classifier remembers.
  public var reading = TableReading()

  /// The defaults.
  public init() {}

  func validate() throws {
    try LogitError.require(
      foldCount == 0 || foldCount >= 2, "The number of splits", foldCount,
      "at least 2, or 0 to measure nothing")
    try decision.validate(isMeasured: foldCount > 0)
  }
}

extension SparseClassifier {
  /// Trains a classifier on sparse rows.
  ///
  /// The labels are the classes. The optimum is that of ``/Logit/LogisticRegression`` on the columns, divided
  /// by their deviations and not centred, so that zeros stay zeros; with an intercept that is the optimum of
  /// centred columns, too.
  ///
  /// - Parameters:
  ///   - data: The rows.
  ///   - options: How to train, where it differs from the default.
  ///   - isCancelled: Asked between steps; where it says yes, the classifier has the coefficients reached so
  ///     far and is not measured.
  /// - Returns: The classifier, and a report on data, search and scores.
  /// - Throws: `DataError.unusableTarget(column:reason:remedy:)` if there is one class only,
  ///   `DataError.quantityTarget(column:valueCount:)` for labels that are a quantity, `LogitError` for
  ///   options out of range, and as `LogisticRegression.fit`.
  public static func fit(
    _ data: SparseDataset, options: SparseOptions = SparseOptions(), isCancelled: () -> Bool = { false }
  ) throws -> (classifier: SparseClassifier, report: SparseReport) {
    try options.validate()
    let column = Column("label", numbers: data.labels)
    let (labels, numbers) = try ClassLabels.learn(column)
    let training = try SparseTraining(options, labels, numbers, target: nil)
    return try training.run(
      isCancelled: isCancelled, features: nil, firstIndex: data.firstIndex,
      encode: { _ in (data.matrix, nil) })
  }

  /// Trains a classifier on a table whose features are too many to be written out, such as words of texts in
  /// a million bins.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - target: The column that names each row's class.
  ///   - features: What is made of the other columns, yet to be learned, which is done anew in each fold.
  ///   - columns: How columns are read.
  ///   - options: How to train, where it differs from the default.
  ///   - isCancelled: Asked between steps.
  /// - Returns: The classifier, and a report on data, search and scores.
  /// - Throws: As `Classifier.fit` and `LogisticRegression.fit`.
  public static func fit(
    _ table: Table, target: String, features: FeatureSpace, columns: ColumnOptions = ColumnOptions(),
    options: SparseOptions = SparseOptions(), isCancelled: () -> Bool = { false }
  ) throws -> (classifier: SparseClassifier, report: SparseReport) {
    try options.validate()
    try options.weights.map { try RowWeights.requireOther($0, than: target) }
    var (weights, uncountedCount): ([Double]?, Int) = (nil, 0)
    let (labels, numbers) = try ClassLabels.learn(table.column(target), options: columns) { classes in
      weights = try RowWeights.read(table, options.weights, classes: classes)
      uncountedCount = RowWeights.leaveOutUncounted(&classes, weights)
    }
    if options.missingTarget == .refuse { try numbers.requireClasses(target: target) }
    let training = try SparseTraining(
      options, labels, numbers, target: target, weights: weights, uncountedCount: uncountedCount)
    var features = features
    features.markTarget(target)
    let read = features.reading(table).table
    // Words become bins without anything being learned, and in folds as in the whole.
    let texts = try features.splitTexts(of: read)
    func learned(_ places: [UInt8]) throws -> FeatureSpace {
      var features = features
      try features.adapt(to: read, rows: RowSelection(places: places, RowDivision.Place.training, of: read))
      return features
    }
    func encoded(_ features: FeatureSpace) throws -> SparseMatrix {
      var counts = PredictionCounts()
      return try features.sparseMatrix(of: read, texts: texts, counts: &counts)
    }
    let all = numbers.map { $0 < 0 ? RowDivision.Place.dropped : RowDivision.Place.training }
    let whole = try learned(all)
    return try training.run(
      isCancelled: isCancelled, features: whole, firstIndex: 0,
      encode: { places in
        guard let places, !whole.learnsNothing else { return (try encoded(whole), nil) }
        let own = try learned(places)
        return (try encoded(own), own)
      })
  }
}

/// One training of a sparse classifier.
struct SparseTraining {
  /// Where the search of a fold ends: a fourth fewer products of the Hessian than for the model itself (240,000
  /// texts), and log losses that differ in the eighth digit.
  private static let foldTolerance = 1e-7

  private let options: SparseOptions
  private let labels: ClassLabels
  /// The class of each row, negative for a row without one.
  private let classes: [Int32]
  /// The rows with a class.
  private let rows: [Int]
  private let target: String?
  private let balance: ClassBalance
  private let classWeights: [Int: Float]?
  /// How much each row counts, besides its class; `nil` if all count once.
  private let rowWeights: [Double]?
  private let uncountedCount: Int
  private let learner: DecisionLearner

  init(
    _ options: SparseOptions, _ labels: ClassLabels, _ numbers: [Int32], target: String?,
    weights: [Double]? = nil, uncountedCount: Int = 0
  ) throws {
    (rowWeights, self.uncountedCount) = (weights, uncountedCount)
    var numbers = numbers
    self.labels = try labels.makingPositive(options.positiveClass, &numbers)
    (self.options, classes, self.target) = (options, numbers, target)
    rows = numbers.indices.filter { numbers[$0] >= 0 }
    var counts = [Int](repeating: 0, count: labels.count)
    for row in rows { counts[Int(numbers[row])] += 1 }
    balance = ClassBalance(
      names: self.labels.names, trainingCounts: counts, validationCounts: counts.map { _ in 0 })
    let ofClasses = try balance.weights(options.classWeight)
    classWeights = ofClasses
    var own = counts.map { Double($0) }
    if let weights {
      own = [Double](repeating: 0, count: labels.count)
      for row in rows { own[Int(numbers[row])] += weights[row] }
    }
    let sums = own.indices.map { own[$0] * Double(ofClasses?[$0] ?? 1) }
    learner = try DecisionLearner(options.decision, balance.names, training: sums, all: own)
  }

  /// Gives all rows, encoded by features that are learned from the rows of a place, or from all for `nil`; and
  /// those features, where they are others than those that are learned from all.
  typealias Encoding = ([UInt8]?) throws -> (rows: SparseMatrix, features: FeatureSpace?)

  func run(
    isCancelled: () -> Bool, features: FeatureSpace?, firstIndex: Int, encode: Encoding
  ) throws -> (classifier: SparseClassifier, report: SparseReport) {
    let encoded = try encode(nil).rows
    // Columns without an entry are left out here, so that no model has room for them: a file may number its
    // columns in the millions and use a few.
    let used = encoded.usedColumns
    let matrix = used.count == encoded.columnCount ? encoded : encoded.keeping(used)
    let weight = weights(rows)?.reduce(0, +) ?? Double(rows.count)
    var regression = LogisticRegression(penalty: options.penalty.withDefault(1 / weight))
    regression.solver = options.solver
    regression.standardizes = options.standardizes ?? (features == nil)
    let x = rows.count == matrix.rowCount ? matrix : matrix.rows(rows)
    let found = try fit(regression, x, rows, isCancelled)
    var measured: (decision: LearnedDecision, unfinished: UnfinishedFits)?
    if options.foldCount > 0, found.solution.state != .interrupted, !isCancelled() {
      measured = try measure(
        regression, Whole(matrix: matrix, used: used, features: features, model: found), isCancelled, encode)
    }
    let kept = found.usedColumns
    let decision = measured?.decision.decision ?? learner.unlearned
    let report = SparseReport(
      source: options.source, rowCount: rows.count,
      droppedRowCount: classes.count - rows.count - uncountedCount, uncountedRowCount: uncountedCount,
      columnCount: encoded.columnCount, entryCount: x.nonzeroCount, coefficientCount: kept.count,
      firstIndex: firstIndex,
      isStandardized: regression.standardizes, decisions: features?.decisions ?? [], balance: balance,
      training: .optimum(
        found.solution, regression.penalty, options.penalty.lambda == nil ? .byDefault : .given),
      scores: measured?.decision.scores, foldCount: measured == nil ? nil : options.foldCount,
      unconvergedFoldCount: measured?.unfinished.folds ?? 0,
      decision: decision == .usual ? nil : DecisionReport(decision, measured?.decision),
      intercepts: found.intercepts)
    let own = found.coefficients.scalars
    let count = x.columnCount
    var classifier = SparseClassifier(
      classes: labels, target: target, features: features, reading: options.reading, firstIndex: firstIndex,
      columnCount: encoded.columnCount, columns: kept.map { used[Int($0)] },
      coefficients: found.intercepts.indices.flatMap { k in kept.map { own[k * count + Int($0)] } },
      intercepts: found.intercepts, record: report.record(seed: options.seed))
    classifier.decision = decision
    return (classifier, report)
  }

  private func fit(
    _ regression: LogisticRegression, _ x: SparseMatrix, _ rows: [Int], from start: LogisticModel? = nil,
    _ isCancelled: () -> Bool
  ) throws -> LogisticModel {
    try regression.fit(
      x, rows.map { classes[$0] }, classCount: labels.count, weights: weights(rows), from: start,
      isCancelled: isCancelled)
  }

  private func weights(_ rows: [Int]) -> [Double]? {
    guard let classWeights else { return rowWeights.map { weights in rows.map { weights[$0] } } }
    return rows.map { (rowWeights?[$0] ?? 1) * Double(classWeights[Int(classes[$0])] ?? 1) }
  }

  /// The rows and the model of all of them.
  private struct Whole {
    /// The columns with an entry only.
    let matrix: SparseMatrix
    /// Which columns they are.
    let used: [Int32]
    let features: FeatureSpace?
    let model: LogisticModel
  }

  /// Predicts each row by a model that was trained without it, and learns from that what becomes of
  /// probabilities.
  private func measure(
    _ regression: LogisticRegression, _ whole: Whole, _ isCancelled: () -> Bool, _ encode: Encoding
  ) throws -> (decision: LearnedDecision, unfinished: UnfinishedFits)? {
    let splits = try StratifiedKFold(options.foldCount, by: target ?? "the labels", shuffleSeed: options.seed)
      .splits(rows.map { classes[$0] }, classCount: labels.count) { labels.names[$0] }
    let width = labels.head.outputCount
    var outputs = [Float](repeating: 0, count: rows.count * width)
    var folds = [Int32](repeating: 0, count: rows.count)
    var unfinished = UnfinishedFits(foldCount: options.foldCount)
    var regression = regression
    regression.tolerance = max(regression.tolerance, Self.foldTolerance)
    for (fold, split) in splits.enumerated() {
      let training = split.training.map { rows[$0] }
      let (encoded, isAlike) = try self.encoded(training, whole, encode)
      // Where the columns are the same, the search begins near its end.
      let start = isAlike && whole.model.solution.isConverged ? whole.model : nil
      let model = try fit(regression, encoded.rows(training), training, from: start, isCancelled)
      if isCancelled() || model.solution.state == .interrupted { return nil }
      if !model.solution.isConverged { unfinished.folds += 1 }
      let kept = model.usedColumns
      let (own, count) = (model.coefficients.scalars, encoded.columnCount)
      let predictors = SparsePredictors(
        head: labels.head, columns: kept,
        coefficients: model.intercepts.indices.flatMap { k in kept.map { own[k * count + Int($0)] } },
        intercepts: model.intercepts)
      let found = try predictors.outputs(
        of: encoded.rows(split.validation.map { rows[$0] }), asLogits: learner.takesLogits)
      found.withUnsafeBufferPointer { found in
        for (place, row) in split.validation.enumerated() {
          folds[row] = Int32(fold)
          for k in 0..<width { outputs[row * width + k] = found[place * width + k] }
        }
      }
    }
    let (decision, _) = try LearnedDecision.learned(
      learner, outputs: Tensor(outputs, shape: [rows.count, width]), classes: rows.map { classes[$0] },
      folds: folds, weights: rowWeights.map { weights in rows.map { weights[$0] } })
    return (decision, unfinished)
  }

  /// The rows by features that are learned from some of them, and whether their columns mean the same as those
  /// of the features that are learned from all.
  private func encoded(
    _ training: [Int], _ whole: Whole, _ encode: Encoding
  ) throws -> (rows: SparseMatrix, isAlike: Bool) {
    guard let features = whole.features else { return (whole.matrix, true) }
    var places = [UInt8](repeating: RowDivision.Place.dropped, count: classes.count)
    for row in training { places[row] = RowDivision.Place.training }
    guard !features.learnsNothing else { return (whole.matrix, true) }
    let (encoded, own) = try encode(places)
    guard own?.hasColumns(of: features) ?? true else { return (encoded, false) }
    return (encoded.keeping(whole.used), true)
  }
}

extension LogisticModel {
  /// The columns with a coefficient that is not 0, ascending.
  fileprivate var usedColumns: [Int32] {
    let count = means.count
    return coefficients.withUnsafeBufferPointer { values in
      (0..<count).filter { column in
        (0..<predictorCount).contains { values[$0 * count + column] != 0 }
      }.map { Int32($0) }
    }
  }
}

extension LogisticRegression.Penalty {
  /// The same penalty, with a λ if it has none.
  fileprivate func withDefault(_ value: Double) -> Self {
    self == .none || lambda != nil ? self : withLambda(value)
  }
}

extension SparseMatrix {
  /// The number of entries that are not 0; zeros may be among those that are kept.
  fileprivate var nonzeroCount: Int {
    switch values {
    case .float(let values): values.count { $0 != 0 }
    case .double(let values): values.count { $0 != 0 }
    }
  }
}
