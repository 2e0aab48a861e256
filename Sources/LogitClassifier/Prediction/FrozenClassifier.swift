import Logit
import LogitData
import LogitStatistics

/// What predicting a row needs of a classifier, worked out beforehand.
final class FrozenClassifier: Sendable {
  let features: RowFeatures
  let classNames: [String]
  private let predictor: DecidingPredictor
  private let head: ClassHead
  private let rule: DecisionRule
  /// The features of rows that are needed as they are; `nil` where features alone are.
  private let space: FeatureSpace?
  /// The short way for a regression, if there is one, and the place of its offset.
  private let formula: FormulaRow?
  private let offset: Int?

  init(_ classifier: Classifier) throws {
    predictor = try classifier.decidingPredictor()
    let features = RowFeatures(classifier.features, keepsAll: predictor.needsTable)
    self.features = features
    space = predictor.needsTable ? classifier.features : nil
    formula = space.flatMap { FormulaRow($0, names: features.names) }
    offset = classifier.features.offsetColumn.flatMap { features.names.firstIndex(of: $0) }
    (classNames, head, rule) = (classifier.classes.names, classifier.classes.head, classifier.decision.rule)
  }

  /// Predicts a row.
  ///
  /// - Parameter fill: Gives the row's values, and ends it.
  @inline(__always)
  func predict(_ fill: (RowWriter) throws -> Void) throws -> Prediction {
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: RowWriter.wordCount(features) + 1) {
      memory in
      let writer = RowWriter(features, memory: memory.baseAddress.unsafelyUnwrapped)
      try fill(writer)
      return try prediction(writer)
    }
  }

  /// Predicts a row of numbers in the order of the columns.
  func predict(numbers row: UnsafeBufferPointer<Double>) throws -> Prediction {
    guard row.count == features.names.count else { throw features.wrongCount(row.count) }
    guard features.hasNumbersOnly else {
      return try predict { writer in
        for (column, number) in row.enumerated() { try writer.put(number, column: column) }
        try writer.finish()
      }
    }
    return try withUnsafeTemporaryAllocation(of: Float.self, capacity: features.width) { target in
      try withUnsafeTemporaryAllocation(byteCount: row.count, alignment: 1) { marks in
        let target = target.baseAddress.unsafelyUnwrapped
        let notes = try features.write(
          numbers: row, to: target, marks: marks.baseAddress.unsafelyUnwrapped)
        return try prediction(UnsafePointer(target), notes)
      }
    }
  }

  /// Predicts a row that is ended.
  ///
  /// - Parameter writer: Has the row's values.
  func prediction(_ writer: RowWriter) throws -> Prediction {
    if let space {
      if let formula, let found = prediction(formula, writer.cells) { return found }
      let table = try features.table(writer.cells)
      let outputs = try predictor.predict(predictor.rows(of: table, space))
      return outputs.withUnsafeBufferPointer { prediction($0, writer.notes) }
    }
    return try prediction(UnsafePointer(writer.target), writer.notes)
  }

  /// The prediction of a regression; `nil` where the row is not plain.
  private func prediction(_ formula: FormulaRow, _ cells: [TableCell]) -> Prediction? {
    guard let shift = offset.map({ cells[$0].finiteNumber }) ?? 0, Float(shift).isFinite else { return nil }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: formula.width + 1) { design in
      guard let start = design.baseAddress, formula.write(cells, to: start) else { return nil }
      return withUnsafeTemporaryAllocation(of: Float.self, capacity: head.outputCount) { outputs in
        predictor.predict(
          design: UnsafeBufferPointer(rebasing: design[..<formula.width]), offset: shift, into: outputs)
        return prediction(UnsafeBufferPointer(outputs), RowNotes())
      }
    }
  }

  @inline(__always)
  private func prediction(_ x: UnsafePointer<Float>, _ notes: RowNotes) throws -> Prediction {
    try withUnsafeTemporaryAllocation(of: Float.self, capacity: head.outputCount) { outputs in
      try predictor.predict(row: x, into: outputs)
      return prediction(UnsafeBufferPointer(outputs), notes)
    }
  }

  private func prediction(_ outputs: UnsafeBufferPointer<Float>, _ notes: RowNotes) -> Prediction {
    Prediction(
      classNames: classNames, classIndex: head.decide(rule, outputs, row: 0), outputs: outputs, notes: notes)
  }

  /// Puts predictions together.
  func predictions(_ rows: [Prediction]) throws -> Predictions {
    let outputs = try Tensor(
      rows.flatMap { head.isBinary ? [$0.probabilities[1]] : $0.probabilities },
      shape: [rows.count, head.outputCount])
    var predictions = Predictions(
      classNames: classNames, outputs: outputs, predicted: rows.map { Int32($0.classIndex) })
    predictions.source = .known(rows.map(\.notes))
    return predictions
  }
}
