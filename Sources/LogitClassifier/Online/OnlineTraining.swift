import Logit
public import LogitData

/// Trains a classifier on rows that come one after the other, each seen once, in memory that does not grow with
/// their number.
///
///     let stream = try CSVStream(path: "clicks.csv")
///     guard let first = try stream.next() else { return }
///     var training = try OnlineTraining(first: first, target: "clicked")
///     try training.learn(first)
///     while let batch = try stream.next() { try training.learn(batch) }
///     let (classifier, report) = try training.finished()
///
/// The learner is `FTRLProximal`. Each row is predicted before it is learned from, which measures the model as
/// it goes: see ``ProgressiveScores``. Texts and categories are hashed; numbers are scaled by the mean and the
/// deviation of those so far. What becomes of a column is decided from the first rows, and so are the classes,
/// unless they are given. The order of rows matters: rows that are sorted by class or time are learned as they
/// come.
///
/// The same rows in the same order give the same model, to the last bit, however they are divided into batches
/// and with any number of threads.
public struct OnlineTraining: Sendable {
  /// How many rows decide on columns and classes.
  package static let firstRowCount = 1_000

  /// The classes, in the order of the probabilities.
  public let classes: ClassLabels
  /// The scores of the rows so far.
  public private(set) var scores: ProgressiveScores
  /// Called after the rows whose number is a power of two; does nothing by default.
  public var onPowerOfTwo: @Sendable (inout ProgressiveScores) -> Void = { _ in }
  /// The number of rows without a class that were left out.
  public private(set) var droppedRowCount = 0
  /// The number of rows of weight 0, which are neither predicted nor learned from.
  public private(set) var uncountedRowCount = 0

  let options: OnlineOptions
  /// Where rows come from.
  enum Rows: Sendable {
    /// Of a table with a target.
    case table(OnlineFeatures, target: String)
    /// Of svmlight files, whose first column has this number.
    case sparse(firstIndex: Int)
  }

  private(set) var rows: Rows
  private(set) var learner: FTRLProximal
  private(set) var classCounts: [Int]
  /// The number of entries that are not 0.
  private(set) var entryCount = 0
  private var probabilities: [Double]
  /// How much a row of each class counts.
  private let classWeights: [Double]

  /// Decides from the first rows of a table what becomes of each column; learns from none of them.
  ///
  /// - Parameters:
  ///   - first: The first rows. Not more than the first thousand are looked at.
  ///   - target: The column that names each row's class.
  ///   - classes: The classes of all rows; those of the first by default.
  ///   - options: How to train.
  /// - Throws: As `Classifier.fit` for a target that cannot be used, columns that do not exist, and options out
  ///   of range; `FileError.outOfMemory(source:limit:)` if there is no room for the coefficients.
  public init(
    first: Table, target: String, classes: ClassLabels? = nil, options: OnlineOptions = OnlineOptions()
  ) throws {
    let table =
      first.rowCount > Self.firstRowCount ? try first.rows(at: Array(0..<Self.firstRowCount)) : first
    let column = table.columns[try table.index(of: target, role: "target")]
    let known = try classes ?? ClassLabels.learn(column, options: options.columns).labels
    let excluded = try options.leftOut(of: table)
    let weights = [options.weights].compactMap(\.self)
    for name in weights {
      _ = try table.index(of: name, role: "column of weights")
      try RowWeights.requireOther(name, than: target)
    }
    let features = try OnlineFeatures(
      first: table, excluding: Set(excluded + [target] + weights).sorted(), options: options.columns,
      crosses: options.crosses)
    try self.init(
      .table(features, target: target), known, columnCount: features.columnCount, options)
  }

  /// Takes rows of an svmlight file, whose values count as they are; learns from none of them.
  ///
  /// - Parameters:
  ///   - first: The first rows, whose labels are the classes.
  ///   - classes: The classes of all rows; those of the first by default.
  ///   - options: How to train; those for tables change nothing.
  /// - Throws: As for a table.
  public init(
    first: SparseDataset, classes: ClassLabels? = nil, options: OnlineOptions = OnlineOptions()
  ) throws {
    let labels = Column("label", numbers: Array(first.labels.prefix(Self.firstRowCount)))
    let known = try classes ?? ClassLabels.learn(labels).labels
    try self.init(.sparse(firstIndex: first.firstIndex), known, columnCount: 0, options)
  }

  /// Goes on from a classifier, with the numbers that learning its rows and those to come in one go gives.
  ///
  /// What becomes of columns, classes, rate and penalty are the classifier's; scores are those of the rows to come.
  ///
  /// - Parameters:
  ///   - classifier: What ``finished()`` gave, loaded from a file or not.
  ///   - options: Names the rows and says what rows and classes weigh; all else is the classifier's.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a classifier whose rows did not come one
  ///   after the other.
  public init(from classifier: SparseClassifier, options: OnlineOptions = OnlineOptions()) throws {
    guard let state = classifier.online else {
      throw LogitError.invalidOption(
        name: "model to go on from", value: "one of rows that were gone over",
        expected: "one that was learned from rows one after the other")
    }
    var own = options
    (own.learningRate, own.beta, own.penalty) = (state.learningRate, state.beta, state.penalty)
    (own.positiveClass, own.reading) = (nil, classifier.reading)
    let rows: Rows
    if let features = classifier.features, let target = classifier.target {
      rows = .table(try OnlineFeatures(from: features, scales: state.scales), target: target)
    } else {
      rows = .sparse(firstIndex: classifier.firstIndex)
    }
    let columnCount = max(classifier.columnCount, state.learner.columns.last.map { Int($0) + 1 } ?? 0)
    try self.init(rows, classifier.classes, columnCount: columnCount, own)
    try learner.goOn(from: state.learner)
  }

  private init(_ rows: Rows, _ known: ClassLabels, columnCount: Int, _ options: OnlineOptions) throws {
    var none: [Int32] = []
    classes = try known.makingPositive(options.positiveClass, &none)
    (self.rows, self.options) = (rows, options)
    try options.memory.require(
      FTRLProximal.byteCount(columnCount: columnCount, classCount: classes.count), for: options.source)
    classWeights = try options.classWeights(of: classes.names)
    learner = try FTRLProximal(
      classCount: classes.count, columnCount: columnCount, learningRate: options.learningRate,
      beta: options.beta, penalty: options.learnersPenalty)
    scores = ProgressiveScores(classCount: classes.count)
    classCounts = [Int](repeating: 0, count: classes.count)
    probabilities = [Double](repeating: 0, count: classes.count)
  }
}

extension OnlineOptions {
  /// How much a row of each class counts.
  fileprivate func classWeights(of names: [String]) throws -> [Double] {
    if classWeight == .balanced {
      throw LogitError.invalidOption(
        name: "class weight", value: "balanced",
        expected:
          "given by class where rows are learned one after the other: how often each comes is known at the end"
      )
    }
    let none = names.map { _ in 0 }
    let balance = ClassBalance(names: names, trainingCounts: none, validationCounts: none)
    let weights = try balance.weightsByNumber(classWeight) ?? names.map { _ in 1 }
    for (name, weight) in zip(names, weights) {
      try LogitError.require(
        weight > 0 && weight.isFinite, "The weight of class \(name)", weight, "above 0 and finite")
    }
    return weights
  }

  /// The columns that are no features, as asked for.
  fileprivate func leftOut(of table: Table) throws -> [String] {
    var options = ClassifierOptions()
    (options.features, options.excluded) = (features, excluded)
    return try options.leftOut(of: table)
  }
}

// MARK: - Rows

extension OnlineTraining {
  /// The number of rows that were learned from.
  public var rowCount: Int { scores.rowCount }

  /// Predicts rows of a table and learns from them, one after the other.
  ///
  /// - Parameter table: The rows, with the columns of the first.
  /// - Throws: `DataError.unknownClass(column:row:value:known:)` for a class that is not among those known,
  ///   `DataError.missingTarget(column:count:firstRow:)` where targets may not be missing, and as
  ///   `FeatureSpace.sparseMatrix(of:)`; rows are counted from the first of all. The rows of the table before
  ///   the one that an error is about are learned from.
  public mutating func learn(_ table: Table) throws {
    guard case .table(var features, let target) = rows else { throw Self.otherRows("a table") }
    let before = rowCount + droppedRowCount + uncountedRowCount
    let column = table.columns[try table.index(of: target, role: "target")]
    let batch: OnlineFeatures.Batch
    do {
      batch = try features.batch(table)
    } catch let error as DataError {
      // As where a reader stops at a row: those before it are learned from.
      if let row = error.row, row > 0 { try learn(table.rows(at: Array(0..<row))) }
      throw error.counted(after: before)
    }
    let found = try indices(of: column, before: before)
    let weights = try options.weights.map { name in
      try RowWeights.numbers(of: table.columns[table.index(of: name, role: "column of weights")])
    }
    defer { rows = .table(features, target: target) }
    var row = OnlineFeatures.Row()
    for (index, label) in found.classes.enumerated() {
      guard label >= 0 else {
        guard options.missingTarget == .drop else {
          throw DataError.missingTarget(column: target, count: 1, firstRow: before + index)
        }
        droppedRowCount += 1
        continue
      }
      let weight = weights?[index] ?? 1
      try RowWeights.require(weight, inRow: before + index, of: options.weights ?? "")
      guard weight > 0 else {
        uncountedRowCount += 1
        continue
      }
      try features.write(index, of: batch, to: &row, number: before + index)
      try learn(row, label: Int(label), weight: weight, number: before + index)
    }
    if let error = found.error { throw error }
  }

  /// Predicts rows of an svmlight file and learns from them, one after the other.
  ///
  /// - Parameter data: The rows, whose columns are counted as those of the first.
  /// - Throws: As for a table.
  public mutating func learn(_ data: SparseDataset) throws {
    guard case .sparse(let firstIndex) = rows, data.firstIndex == firstIndex else {
      throw Self.otherRows("sparse rows counted from \(data.firstIndex)")
    }
    try makeRoom(for: data.matrix.columnCount)
    let before = rowCount
    let found = try indices(of: Column("label", numbers: data.labels), before: before)
    var row = OnlineFeatures.Row()
    for (index, label) in found.classes.enumerated() {
      row.clear()
      for entry in data.matrix.entries(ofRow: index) {
        row.append(data.matrix.values[entry], column: Int(data.matrix.columns[entry]))
      }
      try learn(row, label: Int(label), weight: 1, number: before + index)
    }
    if let error = found.error { throw error }
  }

  private static func otherRows(_ found: String) -> LogitError {
    .invalidOption(name: "kind of rows", value: found, expected: "rows of the kind of the first")
  }

  /// Sums grow to twice as many columns, so that they are not copied for each.
  private mutating func makeRoom(for columnCount: Int) throws {
    guard columnCount > learner.columnCount else { return }
    let wanted = min(max(columnCount, 2 * learner.columnCount, 1 << 16), SparseMatrix.largestCount)
    try options.memory.require(
      FTRLProximal.byteCount(columnCount: columnCount, classCount: classes.count), for: options.source)
    try learner.makeRoom(columnCount: wanted)
  }

  /// The class of each row, up to the first that is not known.
  private func indices(of column: Column, before: Int) throws -> (classes: [Int32], error: DataError?) {
    do {
      return (try classes.indices(of: column), nil)
    } catch let DataError.unknownClass(name, row, value, known) {
      let error = DataError.unknownClass(column: name, row: before + row, value: value, known: known)
      guard row > 0 else { return ([], error) }
      let start = try Table([column]).rows(at: Array(0..<row)).columns[0]
      return (try classes.indices(of: start), error)
    }
  }

  /// - Parameters:
  ///   - weight: That of the row, which its measure counts with; learning multiplies it with that of its class.
  ///   - number: The row's number, counted from 0.
  private mutating func learn(
    _ row: OnlineFeatures.Row, label: Int, weight: Double, number: Int
  ) throws {
    let whole = weight * classWeights[label]
    let largest = row.values.reduce(1) { max($0, $1.magnitude) } * max(whole, 1)
    // Squares would overflow, and what comes of them is no number.
    try LogitError.require(
      largest <= FTRLProximal.largestEntry,
      "The largest number of row \(number + 1), times its weight and that of its class,", largest,
      "at most \(FTRLProximal.largestEntry), so divide columns or weights by a power of ten")
    try learner.learn(
      known: row.columns, row.values, label: label, weight: whole, probabilities: &probabilities)
    scores.add(probabilities, label: label, weight: weight)
    classCounts[label] += 1
    entryCount += row.columns.count
    if rowCount & (rowCount - 1) == 0 { onPowerOfTwo(&scores) }
  }
}

extension DataError {
  /// The row that it is about, counted from 0; `nil` if it is about none.
  fileprivate var row: Int? {
    switch self {
    case .missingValues(_, _, let row), .unknownCategory(_, let row, _, _), .tooLargeNumber(_, let row, _),
      .unreadableValue(_, let row, _, _, _, _):
      row
    default: nil
    }
  }

  /// The same error, with its row counted after others.
  fileprivate func counted(after rows: Int) -> DataError { row.map { counted(inRow: rows + $0) } ?? self }
}

// MARK: - The classifier

extension OnlineTraining {
  /// The classifier of the rows so far, which training may go on from.
  ///
  /// - Returns: The classifier, and a report on data and scores.
  /// - Throws: `LogitError.emptyData(name:)` if there was no row.
  public func finished() throws -> (classifier: SparseClassifier, report: OnlineReport) {
    guard rowCount > 0 else { throw LogitError.emptyData(name: "the selection of rows to learn from") }
    var (target, features, firstIndex): (String?, FeatureSpace?, Int) = (nil, nil, 0)
    var scales: [Double] = []
    switch rows {
    case .table(let learned, let name):
      (target, features, scales) = (name, try learned.learned(target: name), learned.scaleNumbers)
    case .sparse(let first): firstIndex = first
    }
    let (columns, coefficients) = learner.coefficients()
    let columnCount = features?.outputCount ?? max(columns.last.map { Int($0) + 1 } ?? 0, 1)
    let report = OnlineReport(
      source: options.source, rowCount: rowCount, droppedRowCount: droppedRowCount,
      uncountedRowCount: uncountedRowCount, columnCount: columnCount, entryCount: entryCount,
      coefficientCount: columns.count, firstIndex: firstIndex, decisions: features?.decisions ?? [],
      classNames: classes.names, classCounts: classCounts,
      penalty: options.penalty, learningRate: learner.learningRate, beta: learner.beta,
      rowsBefore: learner.rowCount - rowCount, weightSum: learner.weightSum,
      strengths: learner.penalty.strengths(afterWeight: learner.weightSum), scores: scores,
      intercepts: learner.intercepts)
    var classifier = SparseClassifier(
      classes: classes, target: target, features: features, reading: options.reading, firstIndex: firstIndex,
      columnCount: columnCount, columns: columns, coefficients: coefficients, intercepts: learner.intercepts,
      record: report.record)
    classifier.online = OnlineState(
      learner: learner.state, learningRate: learner.learningRate, beta: learner.beta,
      penalty: options.penalty, scales: scales)
    return (classifier, report)
  }
}
