import Logit
package import LogitData

/// What a model makes of some rows.
struct RowOutputs {
  /// The outputs for the rows that could be predicted.
  var outputs: Tensor<Float>
  /// Their probabilities with intervals, if they were asked for.
  var intervals: RowIntervals?
  /// The sets of classes for the same rows; `nil` if none are made.
  var sets: ClassSets?
  /// The number of rows that count: those before the error, or all.
  var rowCount: Int
  /// The rows among them that could not be predicted, in order.
  var faults: [RowFault]
  /// What ends the prediction after these rows.
  var error: DataError?
}

extension RowPredictor {
  /// The model's outputs for a batch of rows.
  ///
  /// - Parameters:
  ///   - rowsBefore: The number of rows of all batches before, from which errors count rows.
  ///   - notes: What is missing or unknown is added, and the rows that cannot be predicted.
  /// - Throws: `DataError` if no row counts, or the batch is not of the columns learned from.
  func outputs(of batch: RowBatch, rowsBefore: Int, notes: inout PredictionNotes) throws -> RowOutputs {
    var found = try readableOutputs(of: batch, rowsBefore: rowsBefore, counts: &notes.counts)
    if onError != .fail, let (row, error) = notes.errors.add(found.faults) {
      (found.rowCount, found.error) = (row, error)
    }
    if let error = found.error, found.rowCount == 0 { throw error }
    if let sets, let made = found.sets { notes.add(made, sets) }
    return found
  }

  private func readableOutputs(
    of batch: RowBatch, rowsBefore: Int, counts: inout PredictionCounts
  ) throws -> RowOutputs {
    var (table, rows) = (batch.table, batch.readable)
    var found = RowOutputs(
      outputs: .zeros([0, classifier.classes.head.outputCount]), sets: sets == nil ? nil : ClassSets(),
      rowCount: batch.rowCount, faults: batch.faults)
    try leaveUnreadable(&table, &rows, rowsBefore: rowsBefore, in: &found)
    while table.rowCount > 0 {
      do {
        let rows = try predictor.rows(of: table, classifier.features, counts: &counts)
        found.outputs = try predictor.predict(rows)
        if let sets { found.sets = try sets.sets(of: table, rows, outputs: found.outputs) }
        found.intervals = try intervalLevel.map { try RowIntervals(rows, classifier, level: $0) }
        break
      } catch let error as DataError {
        let refused = try refusedRows(error, of: table)
        let places = refused.map { rows?[$0] ?? $0 }
        let kept: [Int]
        if onError == .fail {
          (found.rowCount, found.error) = (places[0], error.counted(inRow: rowsBefore + places[0]))
          kept = Array(0..<refused[0])
        } else {
          for (row, place) in zip(refused, places) {
            let own = try self.error(error, of: table, row: row)
            found.faults.append(
              RowFault(row: place, rowsBefore: rowsBefore, error: own.counted(inRow: rowsBefore + place)))
          }
          let bad = Set(refused)
          kept = (0..<table.rowCount).filter { !bad.contains($0) }
        }
        rows = kept.map { rows?[$0] ?? $0 }
        table = try table.rows(at: kept)
      }
    }
    found.faults.sort { $0.row < $1.row }
    return found
  }

  /// Leaves out the rows with texts that are not what their columns were learned to hold.
  private func leaveUnreadable(
    _ table: inout Table, _ rows: inout [Int]?, rowsBefore: Int, in found: inout RowOutputs
  ) throws {
    let (read, unreadable) = classifier.features.reading(table)
    table = read
    guard let first = unreadable.first else { return }
    let places = rows
    func error(_ cell: UnreadableCell) -> RowFault {
      let place = places?[cell.row] ?? cell.row
      return RowFault(
        row: place, rowsBefore: rowsBefore, error: cell.error(count: 1, row: rowsBefore + place))
    }
    let kept: [Int]
    if onError == .fail {
      let fault = error(first)
      (found.rowCount, found.error) = (fault.row, fault.error)
      kept = Array(0..<first.row)
    } else {
      // Of several in a row, the first is reported.
      var bad: Set<Int> = []
      for cell in unreadable where bad.insert(cell.row).inserted { found.faults.append(error(cell)) }
      kept = (0..<table.rowCount).filter { !bad.contains($0) }
    }
    rows = kept.map { places?[$0] ?? $0 }
    table = try table.rows(at: kept)
  }

  /// The error of one of the rows that an error refuses: of rows without a value of a function each has a
  /// value of its own.
  private func error(_ error: DataError, of table: Table, row: Int) throws -> DataError {
    guard case .undefinedValue = error else { return error }
    do {
      _ = try classifier.features.matrix(of: table.rows(at: [row]))
      return error
    } catch let own as DataError { return own }
  }

  /// The rows of a table whose values the features refuse, in order; at least one.
  ///
  /// - Throws: The error, unless it is about single rows.
  private func refusedRows(_ error: DataError, of table: Table) throws -> [Int] {
    switch error {
    case .missingValues(let name, _, let first):
      // Infinities count as missing, so the first is known from the error alone.
      let values = try table.column(name)
      let isMissing =
        values.kind == .string
        ? values.strings().map { $0 == nil } : try values.numbers().map { !$0.isFinite }
      return isMissing.indices.filter { $0 == first || isMissing[$0] }
    case .unknownCategory(let name, let first, let value, _), .tooLargeNumber(let name, let first, let value),
      .unreadableValue(let name, let first, let value, _, _, _):
      let texts = try table.column(name).strings()
      return texts.indices.filter { $0 == first || texts[$0] == value }
    case .undefinedValue(_, let first, _, _):
      let rows = try classifier.features.rowsWithoutValue(in: table)
      return rows.contains(first) ? rows : [first]
    default: throw error
    }
  }
}

extension DataError {
  /// The same error of one row, counted from 0.
  package func counted(inRow row: Int) -> DataError {
    switch self {
    case .missingValues(let column, let count, _):
      .missingValues(column: column, count: count, firstRow: row)
    case .unknownCategory(let column, _, let value, let known):
      .unknownCategory(column: column, row: row, value: value, known: known)
    case .tooLargeNumber(let column, _, let value): .tooLargeNumber(column: column, row: row, value: value)
    case .undefinedValue(let column, _, let value, let expression):
      .undefinedValue(column: column, row: row, value: value, expression: expression)
    case .unreadableValue(let column, _, let value, let expected, _, let remedies):
      .unreadableValue(
        column: column, row: row, value: value, expected: expected, count: 1, remedies: remedies)
    default: self
    }
  }
}
