import Dispatch
import Logit
import LogitData

/// The rows of a stream that are about to be predicted; made by ``RowPredictor/predict(_:)-(CSVStream)``.
public struct PredictedRows {
  /// The form in which predictions are written.
  public enum Form: Sendable, Equatable {
    /// A line for each row, in the layout of the input.
    case separated
    /// One JSON object with an array of predictions, without the rows' own columns. It names the model and
    /// the source.
    case json(model: String, source: String)
  }

  /// The columns of the input that the classifier neither uses nor left out in training.
  public let extraColumns: [String]

  let predictor: RowPredictor
  let stream: CSVStream
  let layout: CSVFormat
  let separator: UInt8

  /// The number of batches in transit between the thread that reads and the one that writes.
  private static let batchesUnderWay = 2
}

extension RowPredictor {
  /// Prepares to predict the rows of a stream; waits for the first of them.
  ///
  /// - Parameter stream: A stream with the options of ``readingOptions(_:)``.
  /// - Returns: The rows, not yet predicted.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing;
  ///   `DataError.predictionColumn(_:)` if a column that is passed through has the name of one that is added;
  ///   otherwise as `CSVStream.format()`.
  public func predict(_ stream: CSVStream) throws -> PredictedRows {
    let layout = try layout(of: stream)
    try requireFree(layout.columnNames)
    return PredictedRows(
      extraColumns: try extraColumns(among: layout.columnNames), predictor: self, stream: stream,
      layout: layout, separator: layout.separator.asciiValue ?? UInt8(ascii: ","))
  }

  /// The layout of a stream that has all columns the model needs.
  private func layout(of stream: CSVStream) throws -> CSVFormat {
    do {
      return try stream.format()
    } catch DataError.unknownColumn(_, _, _, let known) {
      let missing = classifier.features.inputNames.filter { !known.contains($0) }
      throw DataError.missingColumns(names: missing, known: known)
    }
  }
}

extension PredictedRows {
  /// Predicts the rows and passes on the text of their predictions, batch by batch.
  ///
  /// - Parameters:
  ///   - form: The form in which predictions are written; separated values by default.
  ///   - decimal: The decimal point in separated values; `.` by default.
  ///   - receive: Receives bytes, which are valid until it returns. An error it throws ends the prediction.
  /// - Returns: The missing values, unknown categories and unused columns.
  /// - Throws: `DataError`, which counts rows from the first of the stream: as `CSVStream.next()`;
  ///   `missingValues(column:count:firstRow:)` and `unknownCategory(column:row:value:known:)` where the
  ///   features refuse them; `learnedOtherwise(column:learned:found:)` for values of another kind than
  ///   learned.
  public func write(
    as form: Form = .separated, decimal: Character = ".", to receive: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> PredictionNotes {
    let classNames = predictor.classifier.classes.names
    let isJSON = form != .separated
    let passesColumns = predictor.passesColumns && !isJSON
    let decimal = decimal.asciiValue ?? UInt8(ascii: ".")
    var text = PredictionText(
      isJSON ? .json : .separated(separator, decimal: decimal), classNames: classNames)
    defer { text.free() }
    try begin(form).withUnsafeBytes { try receive($0) }
    var notes = PredictionNotes()
    notes.extraColumns = extraColumns
    let batches = read(keepsBytes: passesColumns)
    while let batch = try batches.take().get() {
      let isFirst = notes.counts.rowCount == 0
      let x = try features(of: batch.table, counts: &notes.counts)
      if isFirst { try requireTexts(batch.table, notes.counts) }
      try receive(
        text.rows(
          try predictor.predictor.predict(x), passing: passesColumns ? batch : nil,
          hasProbabilities: predictor.hasProbabilities || isJSON))
    }
    if isJSON { try notes.jsonEnd.withUnsafeBytes { try receive($0) } }
    return notes
  }

  private func begin(_ form: Form) -> [UInt8] {
    let classNames = predictor.classifier.classes.names
    switch form {
    case .separated:
      return PredictionText.header(
        passing: predictor.passesColumns ? layout.columnNames : [],
        classNames: predictor.hasProbabilities ? classNames : nil, separator: separator)
    case .json(let model, let source):
      return predictor.classifier.jsonBeginning(model: model, source: source)
    }
  }

  /// Reads on another thread, so that the next rows are parsed while the previous ones are predicted.
  private func read(keepsBytes: Bool) -> HandOver<Result<RowBatch?, any Error>> {
    let batches = HandOver<Result<RowBatch?, any Error>>(capacity: Self.batchesUnderWay)
    // From here on, only the other thread uses it.
    nonisolated(unsafe) let stream = stream
    DispatchQueue.global(qos: .userInitiated).async {
      while true {
        let batch = Result { try stream.next().map { RowBatch($0, of: stream, keepsBytes: keepsBytes) } }
        batches.put(batch)
        guard case .success(.some) = batch else { return }
      }
    }
    return batches
  }

  /// The features of a batch; rows in errors are counted from the first batch on.
  private func features(of table: Table, counts: inout PredictionCounts) throws -> Tensor<Float> {
    let before = counts.rowCount
    do {
      return try predictor.classifier.features.matrix(of: table, counts: &counts)
    } catch DataError.missingValues(let column, let count, let row) {
      throw DataError.missingValues(column: column, count: count, firstRow: before + row)
    } catch DataError.tooLargeNumber(let column, let row, let value) {
      throw DataError.tooLargeNumber(column: column, row: before + row, value: value)
    } catch DataError.unknownCategory(let column, let row, let value, let known) {
      throw DataError.unknownCategory(column: column, row: before + row, value: value, known: known)
    }
  }

  /// Refuses numbers where the model has learned strings.
  ///
  /// String columns are read as strings whatever they hold, since `007` may be one of them. But if no value
  /// of a batch is known and all are numbers, while no learned string is a number, the column is not the one
  /// the model was trained on.
  private func requireTexts(_ table: Table, _ counts: PredictionCounts) throws {
    for transform in predictor.classifier.features.transforms where transform is CategoryFeature {
      let name = transform.inputs[0]
      let column = try table.column(name)
      guard column.kind == .string, let unknown = counts.unknown[name],
        unknown == column.count - column.missingCount
      else { continue }
      let learned = transform.outputNames.map { $0.dropFirst(name.count + 1) }
      guard column.dictionary.allSatisfy({ Double($0) != nil }),
        !learned.contains(where: { Double($0) != nil })
      else { continue }
      throw DataError.learnedOtherwise(column: name, learned: "texts", found: "numbers")
    }
  }
}
