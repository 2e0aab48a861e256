import Dispatch
import Logit
import LogitData

/// The rows of a stream that are about to be predicted; made by ``RowPredictor/predict(_:)-(CSVStream)``.
public struct PredictedRows {
  /// The form in which predictions are written.
  public enum Form: Sendable, Equatable {
    /// A line for each row: its own fields as they stand in the input, and the prediction.
    case separated
    /// One JSON object with an array of predictions, without the rows' own columns. It names the model and
    /// the source.
    case json(model: String, source: String)
  }

  /// The columns of the input that the classifier neither uses nor left out in training.
  public let extraColumns: [String]

  /// What stands between fields in the form ``Form/separated``; as in the input by default, and then ends of
  /// lines are as there, too.
  public var separator: Character

  let predictor: RowPredictor
  let stream: CSVStream
  let format: CSVFormat
  let layout: RowLayout

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
    let format = try format(of: stream)
    try requireFree(format.columnNames)
    return PredictedRows(
      extraColumns: try extraColumns(among: format.columnNames), separator: format.separator, predictor: self,
      stream: stream, format: format, layout: try stream.rowLayout())
  }

  /// The layout of a stream that has all columns the model needs.
  private func format(of stream: CSVStream) throws -> CSVFormat {
    do {
      return try stream.format()
    } catch DataError.unknownColumn(_, _, _, let known) {
      let missing = classifier.features.inputNames.filter { !known.contains($0) }
      throw DataError.missingColumns(names: missing, known: known)
    }
  }
}

extension PredictedRows {
  /// Chooses the separator of a format.
  ///
  /// - Parameters:
  ///   - format: The format to be written.
  ///   - input: The format of the input; by default, what its separator says.
  package mutating func separate(as format: TableFormat, readAs input: TableFormat? = nil) {
    separator = Character(Unicode.Scalar(format.separator(passing: layout, readAs: input)))
  }

  /// Predicts the rows and passes on the text of their predictions, batch by batch.
  ///
  /// Rows that cannot be predicted are treated as ``RowPredictor/onError`` says.
  ///
  /// - Parameters:
  ///   - form: The form in which predictions are written; separated values by default.
  ///   - receive: Receives bytes, which are valid until it returns. An error it throws ends the prediction.
  /// - Returns: The missing values, unknown categories, unused columns and rows that were not predicted.
  /// - Throws: `DataError`, which counts rows from the first of the stream, after the rows before it were
  ///   passed on: as `CSVStream.next()`; `missingValues(column:count:firstRow:)` and
  ///   `unknownCategory(column:row:value:known:)` where the features refuse them;
  ///   `tooManyErrors(limit:first:)`; `learnedOtherwise(column:learned:found:)` for values of another kind
  ///   than learned.
  public func write(
    as form: Form = .separated, to receive: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> PredictionNotes {
    try write(as: form, to: receive, checking: nil)
  }

  /// Predicts the rows and passes on the text of their predictions.
  ///
  /// - Parameter check: Called after each batch, and while rows are waited for, with the number of rows that
  ///   were passed on; an error it throws ends the prediction; `nil` for nothing.
  func write(
    as form: Form, to receive: (UnsafeRawBufferPointer) throws -> Void,
    checking check: ((Int) throws -> Void)?
  ) throws -> PredictionNotes {
    let translation = translation(for: form)
    let added = translation.separator
    var text = PredictionText(
      form == .separated ? .separated(added, decimal: layout.decimal) : .json, predictor,
      hasProbabilities: predictor.hasProbabilities || form != .separated)
    defer { text.free() }
    try beginning(form, translation).withUnsafeBytes { try receive($0) }
    let passes = predictor.passesColumns && form == .separated
    let notes = try forEachBatch(passing: passes ? translation : nil, checking: check) { batch, found in
      try receive(
        text.rows(
          found.outputs,
          PredictionText.Rows(
            batch: batch, count: found.rowCount, faults: found.faults, intervals: found.intervals,
            sets: found.sets)))
    }
    if form != .separated { try notes.jsonEnd.withUnsafeBytes { try receive($0) } }
    return notes
  }

  /// Predicts the rows batch by batch.
  ///
  /// - Parameters:
  ///   - translation: How the rows' text is passed on; `nil` if it is not.
  ///   - check: Called after each batch, and while rows are waited for, with the number of rows so far;
  ///     nothing by default.
  ///   - body: Receives each batch and what was found for it.
  func forEachBatch(
    passing translation: RowTranslation?, checking check: ((Int) throws -> Void)? = nil,
    _ body: (RowBatch, RowOutputs) throws -> Void
  ) throws -> PredictionNotes {
    var notes = predictor.notes(extraColumns: extraColumns)
    notes.errors = RowErrors(predictor.onError, limit: predictor.maximumErrorCount)
    var numbers = NumbersForTexts(predictor.classifier.features)
    var rowsBefore = 0
    let batches = read(passing: translation)
    // Whatever ends the prediction, the other thread must not wait for room for ever.
    defer { batches.close() }
    while let batch = try batches.take(checking: check.map { check in { try check(rowsBefore) } }).get() {
      let found = try predictor.outputs(of: batch, rowsBefore: rowsBefore, notes: &notes)
      numbers.look(at: batch.table)
      try body(batch, found)
      if let error = found.error { throw error }
      rowsBefore += batch.rowCount
      try check?(rowsBefore)
    }
    notes.numbersForTexts = numbers.columns(notes.counts)
    return notes
  }

  /// Reads on another thread, so that the next rows are parsed while the previous ones are predicted.
  private func read(passing translation: RowTranslation?) -> HandOver<Result<RowBatch?, any Error>> {
    let batches = HandOver<Result<RowBatch?, any Error>>(capacity: Self.batchesUnderWay)
    // From here on, only the other thread uses it.
    nonisolated(unsafe) let stream = stream
    let passesFaults = predictor.onError != .fail
    DispatchQueue.global(qos: .userInitiated).async {
      while true {
        let batch = Result {
          try stream.nextBatch(passingFaults: passesFaults, checkingRows: translation != nil)
            .map { RowBatch($0, of: stream, passing: translation) }
        }
        guard batches.put(batch), case .success(.some) = batch else { return }
      }
    }
    return batches
  }
}

// MARK: - The beginning

extension PredictedRows {
  private func translation(for form: Form) -> RowTranslation {
    RowTranslation(layout, separator: separator.asciiValue ?? layout.separator)
  }

  private func beginning(_ form: Form, _ translation: RowTranslation) throws -> [UInt8] {
    switch form {
    case .separated: try header(translation)
    case .json(let model, let source): predictor.classifier.jsonBeginning(model: model, source: source)
    }
  }

  /// The line of names: the input's own as they stand there, and those of the columns that are added.
  private func header(_ translation: RowTranslation) throws -> [UInt8] {
    let added = CSVWriter.line(predictor.addedColumns, separator: translation.separator)
    guard predictor.passesColumns else { return added + LineEnd.lineFeed.bytes }
    var output = ByteOutput()
    if translation.isIdentity && layout.hasMark { output.append(contentsOf: RowLayout.mark) }
    if let header = try stream.header() {
      header.withUnsafeBytes { translation.append($0, to: &output) }
    } else {
      output.append(contentsOf: CSVWriter.line(format.columnNames, separator: translation.separator))
    }
    output.append(translation.separator)
    output.append(contentsOf: added)
    output.append(contentsOf: translation.usualLineEnd)
    return output.bytes
  }
}
