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
    let features = try OnlineFeatures(
      first: table, excluding: Set(excluded + [target]).sorted(), options: options.columns,
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

  private init(_ rows: Rows, _ known: ClassLabels, columnCount: Int, _ options: OnlineOptions) throws {
    var none: [Int32] = []
    classes = try known.makingPositive(options.positiveClass, &none)
    (self.rows, self.options) = (rows, options)
    try options.memory.require(
      FTRLProximal.byteCount(columnCount: columnCount, classCount: classes.count), for: options.source)
    learner = try FTRLProximal(
      classCount: classes.count, columnCount: columnCount, learningRate: options.learningRate,
      beta: options.beta, penalty: options.learnersPenalty)
    scores = ProgressiveScores(classCount: classes.count)
    classCounts = [Int](repeating: 0, count: classes.count)
    probabilities = [Double](repeating: 0, count: classes.count)
  }
}

extension OnlineOptions {
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
    let before = rowCount + droppedRowCount
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
    var row = OnlineFeatures.Row()
    for (index, label) in found.classes.enumerated() {
      guard label >= 0 else {
        guard options.missingTarget == .drop else {
          rows = .table(features, target: target)
          throw DataError.missingTarget(column: target, count: 1, firstRow: before + index)
        }
        droppedRowCount += 1
        continue
      }
      features.write(index, of: batch, to: &row)
      try learn(row.columns, row.values, label: Int(label))
    }
    rows = .table(features, target: target)
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
    let found = try indices(of: Column("label", numbers: data.labels), before: rowCount)
    var row = OnlineFeatures.Row()
    for (index, label) in found.classes.enumerated() {
      row.clear()
      for entry in data.matrix.entries(ofRow: index) {
        row.append(data.matrix.values[entry], column: Int(data.matrix.columns[entry]))
      }
      try learn(row.columns, row.values, label: Int(label))
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

  private mutating func learn(_ columns: [Int32], _ values: [Double], label: Int) throws {
    try learner.learn(known: columns, values, label: label, probabilities: &probabilities)
    scores.add(probabilities, label: label)
    classCounts[label] += 1
    entryCount += columns.count
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
    guard rowCount > 0 else { throw LogitError.emptyData(name: "the rows to learn from") }
    var (target, features, firstIndex): (String?, FeatureSpace?, Int) = (nil, nil, 0)
    switch rows {
    case .table(let learned, let name): (target, features) = (name, try learned.learned(target: name))
    case .sparse(let first): firstIndex = first
    }
    let (columns, coefficients) = learner.coefficients()
    let columnCount = features?.outputCount ?? max(columns.last.map { Int($0) + 1 } ?? 0, 1)
    let report = OnlineReport(
      source: options.source, rowCount: rowCount, droppedRowCount: droppedRowCount, columnCount: columnCount,
      entryCount: entryCount, coefficientCount: columns.count, firstIndex: firstIndex,
      decisions: features?.decisions ?? [], classNames: classes.names, classCounts: classCounts,
      penalty: options.penalty, learningRate: learner.learningRate, beta: learner.beta,
      strengths: learner.penalty.strengths(after: rowCount), scores: scores, intercepts: learner.intercepts)
    let classifier = SparseClassifier(
      classes: classes, target: target, features: features, reading: options.reading, firstIndex: firstIndex,
      columnCount: columnCount, columns: columns, coefficients: coefficients, intercepts: learner.intercepts,
      record: report.record)
    return (classifier, report)
  }
}
