package import Logit
package import LogitData

/// Predicts rows that are encoded already, for code that encodes rows of numbers itself and has the memory
/// for what comes out.
///
/// What it gives is what ``ClassPredictor`` gives for the same row, to the last bit.
package struct FeaturePredictor: Sendable {
  /// The rule of each column, in the order of a row.
  package let columns: [NumberColumnRule]
  /// The names of the columns.
  package let names: [String]
  /// The number of features of a row.
  package let width: Int
  /// The number of classes.
  package let classCount: Int
  /// Whether features are wanted in double precision.
  package let isPrecise: Bool
  private let predictor: DecidingPredictor
  private let head: ClassHead
  private let rule: DecisionRule

  /// - Parameter classifier: The classifier.
  /// - Returns: `nil` for a classifier that takes columns of other kinds than numbers, makes more of a number
  ///   than one feature, or has a formula.
  /// - Throws: `LogitError` if the model cannot be run.
  package init?(_ classifier: Classifier) throws {
    predictor = try classifier.decidingPredictor()
    let features = RowFeatures(classifier.features)
    guard let columns = features.numberColumns, !predictor.hasFormula else { return nil }
    (self.columns, names, width) = (columns, features.names, features.width)
    (head, rule) = (classifier.classes.head, classifier.decision.rule)
    (classCount, isPrecise) = (classifier.classes.count, predictor.needsTable)
  }
}

// MARK: - Rows

extension FeaturePredictor {
  /// Predicts a row.
  ///
  /// - Parameters:
  ///   - x: The row as features, finite.
  ///   - probabilities: Room for the probability of each class.
  /// - Returns: The number of the class that is decided on.
  /// - Throws: `LogitError` if the model cannot be run.
  package func predict(
    row x: UnsafePointer<Float>, into probabilities: UnsafeMutablePointer<Float>
  ) throws -> Int {
    let outputs = self.outputs(probabilities)
    try predictor.predict(row: x, into: outputs)
    return finish(outputs, probabilities)
  }

  /// Predicts a row of features in double precision, for ``isPrecise``.
  package func predict(
    row x: UnsafePointer<Double>, into probabilities: UnsafeMutablePointer<Float>
  ) -> Int {
    let outputs = self.outputs(probabilities)
    predictor.predict(precise: UnsafeBufferPointer(start: x, count: width), into: outputs)
    return finish(outputs, probabilities)
  }

  /// Predicts rows one after the other, on the calling thread.
  ///
  /// - Parameters:
  ///   - x: `[count, width]`, finite.
  ///   - count: The number of rows, at least 1.
  ///   - probabilities: Room for `[count, classCount]`.
  ///   - classes: Room for the number of each row's class; `nil` if they are not wanted.
  /// - Throws: `LogitError` if the model cannot be run.
  package func predict(
    rows x: UnsafePointer<Float>, count: Int, into probabilities: UnsafeMutablePointer<Float>,
    classes: UnsafeMutablePointer<Int32>?
  ) throws {
    // Of two classes the outputs stand in the second half first, from where each is spread before its place
    // is written to.
    let start = head.isBinary ? probabilities + count : probabilities
    let outputs = UnsafeMutableBufferPointer(start: start, count: count * head.outputCount)
    try predictor.predict(rows: UnsafeBufferPointer(start: x, count: count * width), into: outputs)
    if let classes {
      for row in 0..<count { classes[row] = Int32(head.decide(rule, UnsafeBufferPointer(outputs), row: row)) }
    }
    guard head.isBinary else { return }
    for row in 0..<count {
      let probability = start[row]
      probabilities[2 * row] = 1 - probability
      probabilities[2 * row + 1] = probability
    }
  }

  /// Where the model's outputs of a row go: of two classes there is one, the probability of the second.
  @inline(__always)
  private func outputs(_ probabilities: UnsafeMutablePointer<Float>) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(
      start: head.isBinary ? probabilities + 1 : probabilities, count: head.outputCount)
  }

  @inline(__always)
  private func finish(
    _ outputs: UnsafeMutableBufferPointer<Float>, _ probabilities: UnsafeMutablePointer<Float>
  ) -> Int {
    if head.isBinary { probabilities[0] = 1 - outputs[0] }
    return head.decide(rule, UnsafeBufferPointer(outputs), row: 0)
  }
}

extension DecidingPredictor {
  /// The probabilities of some rows of any classifier but that of a regression, on the calling thread.
  ///
  /// - Parameters:
  ///   - x: The rows as features, at most as many as a predictor does in one block.
  ///   - outputs: Room for the outputs.
  fileprivate func predict(
    rows x: UnsafeBufferPointer<Float>, into outputs: UnsafeMutableBufferPointer<Float>
  ) throws {
    var span = outputs.mutableSpan
    try predictor.predict(x.span, into: &span)
    guard let adjustment else { return }
    let width = predictor.outputCount
    for start in stride(from: 0, to: outputs.count, by: width) {
      adjustment.adjust(row: UnsafeMutableBufferPointer(rebasing: outputs[start..<start + width]))
    }
  }

  /// The probabilities of a row of features in double precision.
  fileprivate func predict(
    precise x: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Float>
  ) {
    guard let start = outputs.baseAddress else { return }
    estimates?.write(x, to: start)
    (adjustment ?? .own).adjust(row: outputs)
  }
}

// MARK: - Rows that are not all numbers

extension RowPredictor {
  /// The probabilities of the rows of a table, and the class of each.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - rowsBefore: The number of rows before the table's, from which errors count rows.
  /// - Returns: `[rows, classes]`, and the numbers of the classes.
  /// - Throws: `DataError`, as ``predict(_:)-(Table)``.
  package func probabilities(
    of table: Table, rowsBefore: Int
  ) throws -> (probabilities: Tensor<Float>, classes: [Int32]) {
    var notes = notes(extraColumns: [])
    let found = try outputs(of: RowBatch(table), rowsBefore: rowsBefore, notes: &notes)
    if let error = found.error { throw error }
    let head = classifier.classes.head
    return (head.probabilities(found.outputs), head.decide(classifier.decision.rule, found.outputs))
  }
}
