import Logit
import LogitData
import LogitFiles
import LogitStatistics

extension Predictions: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }

  /// The number of rows.
  public var endIndex: Int { classIndices.count }

  /// The prediction of a row.
  ///
  /// - Parameter row: The row, counted from 0, below the number of rows.
  public subscript(row: Int) -> Prediction {
    guard indices.contains(row) else { programmingError("There is no prediction \(row) of \(count)") }
    let width = head.outputCount
    return probabilities.withUnsafeBufferPointer { values in
      let start = row * classNames.count + (head.isBinary ? 1 : 0)
      return Prediction(
        classNames: classNames, classIndex: classIndices[row],
        outputs: UnsafeBufferPointer(rebasing: values[start..<start + width]),
        notes: source?.notes(row: row) ?? RowNotes())
    }
  }
}

/// Where what there is to tell of rows comes from.
enum NotedRows: Sendable {
  /// It is known.
  case known([RowNotes])
  /// It is found out row by row.
  case table(NotedTable)

  /// What there is to tell of a row.
  func notes(row: Int) -> RowNotes {
    switch self {
    case .known(let notes): notes[row]
    case .table(let table): table.notes(row: row)
    }
  }
}

/// A table that was predicted; what there is to tell of its rows is found out when it is asked for.
final class NotedTable: Sendable {
  private let table: Table
  private let space: FeatureSpace
  /// What the rows are looked at with; made for the first.
  private let features = Locked<(features: RowFeatures, columns: [Column])?>(nil)

  init(_ table: Table, _ space: FeatureSpace) { (self.table, self.space) = (table, space) }

  /// What there is to tell of a row.
  func notes(row: Int) -> RowNotes {
    let (features, columns) = features.withLock { made in
      if let made { return made }
      // A formula refuses what there would be to tell.
      let features = RowFeatures(space, keepsAll: space.regressionFormula != nil)
      let found = (features, features.names.compactMap { try? table.column($0) })
      made = found
      return found
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: RowWriter.wordCount(features) + 1) {
      memory in
      guard let memory = memory.baseAddress else { return RowNotes() }
      let writer = RowWriter(features, memory: memory)
      // The table was predicted, so that nothing in it is an error.
      for (index, column) in columns.enumerated() { try? writer.put(column.cell(at: row), column: index) }
      try? writer.finish()
      return writer.notes
    }
  }
}
