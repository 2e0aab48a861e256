import Logit
import LogitClassifier
import LogitData
import LogitFiles

// Rows of numbers of any model. Those without a short way go the ways of Swift, which take memory.

extension LoadedModel {
  /// How many rows become a table at a time.
  private static let tableRowCount = 1 << 16

  /// Predicts a row of numbers, as many as there are columns.
  @inline(__always)
  func predict<Number: RowNumber>(
    _ row: UnsafePointer<Number>, into probabilities: UnsafeMutablePointer<Float>?
  ) throws -> Int {
    if let numbers { return try numbers.predict(row, into: probabilities) }
    return try predictByValues(row, into: probabilities)
  }

  @inline(never)
  private func predictByValues<Number: RowNumber>(
    _ row: UnsafePointer<Number>, into probabilities: UnsafeMutablePointer<Float>?
  ) throws -> Int {
    let found = try rows.predict((0..<columnNames.count).map { Double(row[$0]) })
    if let probabilities {
      for (label, probability) in found.probabilities.enumerated() { probabilities[label] = probability }
    }
    return found.classIndex
  }

  /// Predicts rows of numbers, each of as many as there are columns.
  ///
  /// - Parameters:
  ///   - rows: The rows, at least one.
  ///   - threads: The most threads that share the work; 0 for all. Without a short way threads are as in
  ///     `Classifier.predict(_:)`.
  ///   - output: Where the predictions go.
  /// - Throws: `DataError` for the first row that is refused.
  func predict<Number: RowNumber>(
    _ rows: StridedRows<Number>, threads: Int, into output: PredictionOutput
  ) throws {
    if let numbers { return try numbers.predict(rows, threads: threads, into: output) }
    let predictor = try RowPredictor(classifier)
    let names = self.rows.columns
    let classCount = classNames.count
    for first in stride(from: 0, to: rows.count, by: Self.tableRowCount) {
      let range = first..<min(first + Self.tableRowCount, rows.count)
      let table = try Table(
        names.enumerated().map { Column($1, numbers: rows.column($0, rows: range)) })
      let found = try predictor.probabilities(of: table, rowsBefore: first)
      if let probabilities = output.probabilities {
        found.probabilities.withUnsafeBufferPointer {
          guard let from = $0.baseAddress else { return }
          (probabilities + first * classCount).update(from: from, count: $0.count)
        }
      }
      if let classes = output.classes {
        for (row, label) in found.classes.enumerated() { classes[first + row] = label }
      }
    }
  }
}
