import Logit
import LogitData
import LogitStatistics

extension RowPredictor {
  /// Predicts a table that is in memory.
  ///
  /// Rows that cannot be predicted are treated as ``onError`` says.
  ///
  /// - Parameter table: A table with every column the classifier was trained on, in any order.
  /// - Returns: The predictions as a table: the column `predicted` and a column `probability_<class>` for
  ///   each class, after the table's own, depending on ``passesColumns`` and ``hasProbabilities``; and what
  ///   was noticed.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing;
  ///   `DataError.learnedOtherwise(column:learned:found:)` for values of another kind than learned;
  ///   `DataError.tooManyErrors(limit:first:)`; `DataError.missingValues(column:count:firstRow:)` and
  ///   `DataError.unknownCategory(column:row:value:known:)` for a row that the features refuse, with
  ///   ``RowErrorPolicy/fail``; `DataError.predictionColumn(_:)` if a column that is passed through has the
  ///   name of one that is added.
  public func predict(_ table: Table) throws -> (table: Table, notes: PredictionNotes) {
    try requireFree(table.columnNames)
    let (found, notes) = try outputs(of: table)
    var predictions = PredictionColumns(self)
    predictions.add(found)
    return (try predictions.table(beside: table), notes)
  }

  /// Predicts the rows of a text, for a format that needs all of them at once.
  ///
  /// The features are read as from a stream, so that the predictions are the same; the other columns are what
  /// all their values are.
  ///
  /// - Parameters:
  ///   - path: The text, which may be compressed; `-` for standard input.
  ///   - options: How to read it; detected by default.
  /// - Returns: As ``predict(_:)-(Table)``.
  /// - Throws: As ``predict(_:)-(CSVStream)`` and ``PredictedRows/write(as:to:)``.
  package func predict(
    textAt path: String, options: CSVOptions = CSVOptions()
  ) throws -> (table: Table, notes: PredictionNotes) {
    let text =
      try path == "-" ? CSVReader.textOfStandardInput(options) : CSVReader.text(of: path, options)
    let rows = try predict(CSVStream(text, options: readingOptions(options)))
    var predictions = PredictionColumns(self)
    var passable = onError == .fail || !passesColumns ? nil : PassableText(rows)
    let notes = try rows.forEachBatch(passing: passable?.translation) { batch, found in
      predictions.add(found)
      passable?.add(batch)
    }
    guard passesColumns else { return (try predictions.table(beside: nil), notes) }
    var options = classifier.readingOptions(options)
    (options.precision, options.keepsText) = (.double, true)
    let table =
      if let passable, passable.isNeeded {
        try passable.table(name: text.name, options: options)
      } else {
        try CSVReader(text, options).read()
      }
    return (try predictions.table(beside: table), notes)
  }

  /// The model's outputs for a whole table.
  func outputs(of table: Table) throws -> (found: RowOutputs, notes: PredictionNotes) {
    var notes = notes(extraColumns: try extraColumns(among: table.columnNames))
    notes.errors = RowErrors(onError, limit: maximumErrorCount)
    let found = try outputs(of: RowBatch(table), rowsBefore: 0, notes: &notes)
    if let error = found.error { throw error }
    var numbers = NumbersForTexts(classifier.features)
    numbers.look(at: table)
    notes.numbersForTexts = numbers.columns(notes.counts)
    return (found, notes)
  }
}

/// The columns of predictions, as batches of rows come.
struct PredictionColumns {
  private let predictor: RowPredictor
  private let head: ClassHead
  private let rule: DecisionRule
  private var rowCount = 0
  /// The class of each row; the marker of a missing value for a row that could not be predicted.
  private var classes: [Int32] = []
  /// The probabilities of each class.
  private var probabilities: [[Float]]
  /// With intervals: the probabilities of each class in double precision, then the ends of each class's
  /// interval.
  private var intervals: [[Double]]
  private var errors: [String?] = []
  /// The set of classes of each row, joined; `nil` for a row that could not be predicted.
  private var sets: [String?] = []
  /// The rows that are left out.
  private var skipped: Set<Int> = []

  init(_ predictor: RowPredictor) {
    self.predictor = predictor
    (head, rule) = (predictor.classifier.classes.head, predictor.classifier.decision.rule)
    let hasIntervals = predictor.intervalLevel != nil
    probabilities = Array(
      repeating: [], count: predictor.hasProbabilities && !hasIntervals ? head.classCount : 0)
    intervals = Array(repeating: [], count: hasIntervals ? 3 * head.classCount : 0)
  }

  /// Adds the rows of a batch.
  mutating func add(_ found: RowOutputs) {
    let isMarked = predictor.onError == .mark
    let setTexts = found.sets.map { sets in
      sets.distinct.map { $0.map { predictor.classifier.classes.names[$0] }.setText }
    }
    found.outputs.withUnsafeBufferPointer { outputs in
      var (fault, output) = (0, 0)
      for row in 0..<found.rowCount {
        if fault < found.faults.count && found.faults[fault].row == row {
          if isMarked { addError(found.faults[fault]) } else { skipped.insert(rowCount + row) }
          fault += 1
          continue
        }
        classes.append(Int32(head.decide(rule, outputs, row: output)))
        for label in probabilities.indices {
          probabilities[label].append(head.probability(of: label, outputs, row: output))
        }
        if let ranges = found.intervals { addNumbers(ranges, row: output) }
        if let setTexts, let found = found.sets { sets.append(setTexts[Int(found.numbers[output])]) }
        if isMarked { errors.append(nil) }
        output += 1
      }
    }
    rowCount += found.rowCount
  }

  private mutating func addNumbers(_ ranges: RowIntervals, row: Int) {
    for label in 0..<head.classCount {
      let numbers = ranges.numbers(row: row, label: label)
      intervals[label].append(numbers.probability)
      intervals[head.classCount + 2 * label].append(numbers.low)
      intervals[head.classCount + 2 * label + 1].append(numbers.high)
    }
  }

  private mutating func addError(_ fault: RowFault) {
    classes.append(ColumnChunk.missingCode)
    for label in probabilities.indices { probabilities[label].append(.nan) }
    for index in intervals.indices { intervals[index].append(.nan) }
    if predictor.sets != nil { sets.append(nil) }
    errors.append(fault.finding)
  }

  /// The predictions behind the columns of the rows.
  ///
  /// - Parameter table: All rows, in the same order; `nil` for the predictions alone.
  func table(beside table: Table?) throws -> Table {
    guard let table, predictor.passesColumns else { return try Table(columns(chunkCounts: [classes.count])) }
    let rows = skipped.isEmpty ? table : try table.rows(at: (0..<rowCount).filter { !skipped.contains($0) })
    return try rows.adding(columns(chunkCounts: rows.chunkCounts))
  }

  private func columns(chunkCounts: [Int]) -> [Column] {
    func column(
      _ name: String, _ kind: ColumnKind, _ dictionary: [String] = [], _ chunk: (Range<Int>) -> ColumnChunk
    ) -> Column {
      var start = 0
      let chunks = chunkCounts.filter { $0 > 0 }.map { count in
        defer { start += count }
        return chunk(start..<start + count)
      }
      return Column(name: name, kind: kind, chunks: chunks, dictionary: dictionary)
    }
    let names = predictor.classifier.classes.names
    var columns = [column(RowPredictor.predictedColumn, .string, names) { .string(Array(classes[$0])) }]
    for (name, values) in zip(RowPredictor.probabilityColumns(names), probabilities) {
      columns.append(column(name, .numeric) { .single(Array(values[$0])) })
    }
    let ranges = zip(RowPredictor.probabilityColumns(names) + RowPredictor.intervalColumns(names), intervals)
    for (name, values) in ranges.dropFirst(predictor.hasProbabilities ? 0 : head.classCount) {
      columns.append(column(name, .numeric) { .numeric(Array(values[$0])) })
    }
    func append(_ name: String, _ values: [String?]) {
      let texts = Column(name, strings: values)
      let codes = texts.chunks.flatMap { chunk in
        if case .string(let codes) = chunk { codes } else { [Int32]() }
      }
      columns.append(column(name, .string, texts.dictionary) { .string(Array(codes[$0])) })
    }
    if predictor.sets != nil { append(RowPredictor.setColumn, sets) }
    if predictor.onError == .mark { append(RowPredictor.errorColumn, errors) }
    return columns
  }
}
