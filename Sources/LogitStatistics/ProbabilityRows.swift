package import Logit

/// Rows of known classes with the probabilities that a model gave them, some at a time and in order, which
/// can be gone through as often as needed: in memory, or read anew from a file.
///
/// Scores of them are the same, to the last bit, however the rows are divided into batches.
package struct ProbabilityRows: Sendable {
  /// Some rows.
  package struct Batch: Sendable {
    /// The class of each row, counted from 0.
    package let classes: [Int32]
    /// `[rows]` or `[rows, 1]`, the probability of class 1 of two; or `[rows, classes]`.
    package let probabilities: Tensor<Float>

    /// - Parameters:
    ///   - classes: The class of each row.
    ///   - probabilities: The probabilities.
    package init(classes: [Int32], probabilities: Tensor<Float>) {
      (self.classes, self.probabilities) = (classes, probabilities)
    }

    /// The number of probabilities of a row.
    var columnCount: Int { probabilities.rank == 2 ? probabilities.shape[1] : 1 }
  }

  /// The number of rows.
  package let rowCount: Int
  private let batches: @Sendable (_ body: (Batch) throws -> Void) throws -> Void

  /// Rows that are gone through by a closure.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - batches: Calls its argument with all rows, some at a time and in order.
  package init(rowCount: Int, batches: @escaping @Sendable (_ body: (Batch) throws -> Void) throws -> Void) {
    (self.rowCount, self.batches) = (rowCount, batches)
  }

  /// Rows in memory.
  ///
  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - probabilities: `[rows]` or `[rows, 1]`, the probability of class 1 of two; or `[rows, classes]`.
  package init(classes: [Int32], probabilities: Tensor<Float>) {
    let all = Batch(classes: classes, probabilities: probabilities)
    self.init(rowCount: classes.count) { try $0(all) }
  }

  /// Goes through all rows.
  ///
  /// - Parameter body: Takes some rows.
  /// - Throws: What reading rows throws, and what `body` throws.
  package func forEachBatch(_ body: (Batch) throws -> Void) throws { try batches(body) }

  /// Goes through -log p of each row's class.
  func forEachLoss(_ body: (_ loss: Double, _ label: Int) throws -> Void) throws {
    try forEachBatch { batch in
      let table = try ProbabilityTable(classes: batch.classes, probabilities: batch.probabilities)
      for (loss, label) in zip(table.losses, batch.classes) { try body(loss, Int(label)) }
    }
  }
}

// MARK: - Scores

extension ClassificationScores {
  /// Computes the scores of rows that need not be in memory: those of
  /// ``init(labels:probabilities:level:)``, to the last bit.
  ///
  /// Memory does not grow with the number of rows, but for three eighths of a byte for each of more than 16
  /// million.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - level: The confidence of the intervals, above 0 and below 1; 0.95 by default.
  ///   - decide: Gives the class predicted for each row, where it is not the most probable one; the most
  ///     probable class by default.
  /// - Throws: As ``init(labels:probabilities:level:)``, and what the rows throw.
  package init(
    _ rows: ProbabilityRows, level: Double = 0.95, decide: ((ProbabilityRows.Batch) throws -> [Int32])? = nil
  ) throws {
    guard rows.rowCount > 0 else { throw LogitError.emptyData(name: "labels") }
    var sums = ProbabilitySums()
    var lossSum = 0.0
    var columnCount = 1
    try rows.forEachBatch { batch in
      columnCount = batch.columnCount
      let losses = try sums.add(batch.classes, batch.probabilities, predicted: decide?(batch))
      for loss in losses { lossSum += loss }
    }
    let mean = lossSum / Double(rows.rowCount)
    var squares = 0.0
    try rows.forEachLoss { loss, _ in squares += (loss - mean) * (loss - mean) }
    let last = columnCount - 1
    func area(of label: Int32, column: Int) throws -> ROCArea {
      try ROCArea(
        StreamedScores { receive in
          try rows.forEachBatch { batch in
            let width = last + 1
            batch.probabilities.withUnsafeBufferPointer { p in
              receive(
                batch.classes.indices.map {
                  SortedScores.key(score: p[$0 &* width &+ column], isPositive: batch.classes[$0] == label)
                })
            }
          }
        })
    }
    try self.init(
      rowCount: rows.rowCount, confusion: sums.confusion, squaredErrors: sums.squaredErrors,
      logLoss: mean, lossSquares: squares, level: level,
      area: columnCount <= 2
        ? Self.estimate(area(of: 1, column: last), level: level)
        : Self.mean(ofAreas: (0..<columnCount).map { try area(of: Int32($0), column: $0).value }))
  }
}

extension LogLossComparison {
  /// Compares probabilities of rows that need not be in memory with shares of classes: as
  /// ``init(classes:probabilities:shares:level:)``, to the last bit.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - shares: The share of each class, such as among the rows trained on; clipped to above 0.
  ///   - level: The confidence of the interval, above 0 and below 1; 0.95 by default.
  /// - Throws: As ``ClassificationScores/init(labels:probabilities:level:)``, and what the rows throw.
  package init(_ rows: ProbabilityRows, shares: [Double], level: Double = 0.95) throws {
    let base = shares.map { -naturalLogarithm(min(max($0, .ulpOfOne), 1)) }
    var (losses, baseLosses, gains) = (0.0, 0.0, 0.0)
    try rows.forEachLoss { loss, label in
      losses += loss
      baseLosses += base[label]
      gains += base[label] - loss
    }
    let count = Double(rows.rowCount)
    let mean = gains / count
    var squares = 0.0
    try rows.forEachLoss { loss, label in
      let difference = base[label] - loss - mean
      squares += difference * difference
    }
    let interval = try ConfidenceInterval.mean(mean, squares: squares, count: rows.rowCount, level: level)
    self.init(
      logLoss: losses / count, baseRateLogLoss: baseLosses / count, gain: Estimate(mean, interval: interval))
  }
}
