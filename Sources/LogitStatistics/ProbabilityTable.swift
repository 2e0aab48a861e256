import Logit

/// What one pass over rows of class probabilities gives: the class predicted for each row, its loss, and the sum of squared
/// errors.
struct ProbabilityTable {
  /// The number of classes.
  let classCount: Int
  /// The class predicted for each row.
  private(set) var predictions: [Int] = []
  /// -log p of each row's right class.
  private(set) var losses: [Double] = []
  /// Σ (t - p)² over rows, and with several outputs over classes.
  private(set) var squaredErrors = 0.0

  /// Goes over the rows.
  ///
  /// - Throws: As ``ClassificationScores/init(labels:probabilities:level:)``.
  init(labels: [Int], probabilities: Tensor<Float>) throws(LogitError) {
    let columns = probabilities.rank == 2 ? probabilities.shape[1] : 1
    guard (1...2).contains(probabilities.rank), columns >= 1 else {
      throw LogitError.shapeMismatch(
        operation: "ClassificationScores", expected: "probabilities of shape [rows] or [rows, classes]",
        found: probabilities.shape, remedy: "reshape them")
    }
    guard !labels.isEmpty else { throw LogitError.emptyData(name: "labels") }
    guard probabilities.count / columns == labels.count else {
      throw LogitError.rowCountMismatch(
        name: "labels", expected: probabilities.count / columns, found: labels.count, of: "probabilities")
    }
    classCount = max(columns, 2)
    for (row, label) in labels.enumerated() where !(0..<classCount).contains(label) {
      throw LogitError.unknownClass(label: label, row: row, classCount: classCount)
    }
    predictions.reserveCapacity(labels.count)
    losses.reserveCapacity(labels.count)
    try probabilities.withUnsafeBufferPointer { (p) throws(LogitError) in
      for (row, label) in labels.enumerated() {
        let values = UnsafeBufferPointer(rebasing: p[row * columns..<(row + 1) * columns])
        if let column = values.firstIndex(where: { !$0.isFinite }) {
          throw LogitError.nonFiniteInput(
            name: "probabilities", row: row, column: column, value: values[column])
        }
        if columns == 1 { addBinary(values[0], label) } else { add(values, label) }
      }
    }
  }

  private mutating func addBinary(_ value: Float, _ label: Int) {
    let p = Double(value)
    predictions.append(value > 0.5 ? 1 : 0)
    losses.append(Self.loss(label == 1 ? p : 1 - p))
    squaredErrors += (Double(label) - p) * (Double(label) - p)
  }

  private mutating func add(_ values: UnsafeBufferPointer<Float>, _ label: Int) {
    var (sum, largest) = (0.0, 0)
    for column in values.indices {
      sum += Double(values[column])
      if values[column] > values[largest] { largest = column }
    }
    predictions.append(largest)
    losses.append(Self.loss(Double(values[label]) / sum))
    var squares = 0.0
    for column in values.indices {
      let difference = (column == label ? 1 : 0) - Double(values[column]) / sum
      squares += difference * difference
    }
    squaredErrors += squares
  }

  /// -log p, with p clipped where a `Double` ends, as `LogLoss` does.
  private static func loss(_ p: Double) -> Double {
    -naturalLogarithm(min(max(p, .ulpOfOne), 1 - .ulpOfOne))
  }
}
