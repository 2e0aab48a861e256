package import Logit

/// The result of one pass over rows of class probabilities: how often each class is predicted for each class,
/// the rows' losses, and the sum of squared errors.
package struct ProbabilityTable {
  /// The number of classes.
  let classCount: Int
  /// How often each class is predicted for each class: `[true class, predicted class]`.
  let confusion: [Int]
  /// -log p of each row's true class.
  package let losses: [Double]
  /// Σ (t - p)² over rows and, with several outputs, over classes.
  let squaredErrors: Double

  /// Makes the pass over the rows.
  ///
  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - probabilities: The probabilities.
  ///   - predicted: The class predicted for each row; the most probable one by default.
  /// - Throws: As ``ClassificationScores/init(labels:probabilities:level:)``.
  package init(classes: [Int32], probabilities: Tensor<Float>, predicted: [Int32]? = nil) throws(LogitError) {
    var sums = ProbabilitySums()
    losses = try sums.add(classes, probabilities, predicted: predicted)
    (classCount, confusion, squaredErrors) = (sums.classCount, sums.confusion, sums.squaredErrors)
  }
}

/// What a pass over rows of class probabilities adds up, batch after batch, to the same last bit however rows
/// are divided into batches.
struct ProbabilitySums {
  /// The number of rows so far.
  private(set) var rowCount = 0
  private var pass = Pass(classCount: 0)
  /// How often each class is predicted for each class: `[true class, predicted class]`.
  private(set) var confusion: [Int] = []

  /// The number of classes; 0 before the first rows.
  var classCount: Int { pass.classCount }
  /// Σ (t - p)² over rows and, with several outputs, over classes.
  var squaredErrors: Double { pass.squaredErrors }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - probabilities: The probabilities.
  ///   - predicted: The class predicted for each row; the most probable one by default.
  /// - Returns: -log p of each row's class.
  /// - Throws: As ``ClassificationScores/init(labels:probabilities:level:)``.
  mutating func add(
    _ classes: [Int32], _ probabilities: Tensor<Float>, predicted: [Int32]? = nil
  ) throws(LogitError) -> [Double] {
    let columns = try Self.columnCount(probabilities, rowCount: classes.count)
    if classCount == 0 { pass = Pass(classCount: max(columns, 2)) }
    var failure: LogitError?
    let before = rowCount
    let losses = [Double](unsafeUninitializedCapacity: classes.count) { losses, lossCount in
      probabilities.withUnsafeBufferPointer { p in
        for row in classes.indices {
          let values = UnsafeBufferPointer(rebasing: p[row &* columns..<(row &+ 1) &* columns])
          let label = Int(classes[row])
          guard label >= 0, label < pass.classCount else {
            failure = .unknownClass(label: label, row: before + row, classCount: pass.classCount)
            return
          }
          guard let loss = columns == 1 ? pass.addBinary(values[0], label) : pass.add(values, label) else {
            let column = values.firstIndex { !$0.isFinite } ?? 0
            failure = .nonFiniteInput(
              name: "probabilities", row: before + row, column: column, value: values[column])
            return
          }
          losses[row] = loss
        }
      }
      lossCount = failure == nil ? classes.count : 0
    }
    if let failure { throw failure }
    rowCount += classes.count
    guard let predicted else {
      confusion = pass.confusion
      return losses
    }
    let counts = try Self.confusion(classes, predicted: predicted, classCount: classCount)
    confusion = confusion.isEmpty ? counts : zip(confusion, counts).map { $0 + $1 }
    return losses
  }

  /// How often each class is predicted for each class, for predictions that were made elsewhere.
  private static func confusion(
    _ classes: [Int32], predicted: [Int32], classCount: Int
  ) throws(LogitError) -> [Int] {
    guard predicted.count == classes.count else {
      throw LogitError.rowCountMismatch(
        name: "predictions", expected: classes.count, found: predicted.count, of: "labels")
    }
    var counts = [Int](repeating: 0, count: classCount * classCount)
    for row in classes.indices {
      guard (0..<classCount).contains(Int(predicted[row])) else {
        throw LogitError.unknownClass(label: Int(predicted[row]), row: row, classCount: classCount)
      }
      counts[Int(classes[row]) * classCount + Int(predicted[row])] += 1
    }
    return counts
  }

  private static func columnCount(_ probabilities: Tensor<Float>, rowCount: Int) throws(LogitError) -> Int {
    let columns = probabilities.rank == 2 ? probabilities.shape[1] : 1
    guard (1...2).contains(probabilities.rank), columns >= 1 else {
      throw LogitError.shapeMismatch(
        operation: "ClassificationScores", expected: "probabilities of shape [rows] or [rows, classes]",
        found: probabilities.shape, remedy: "reshape them")
    }
    guard rowCount > 0 else { throw LogitError.emptyData(name: "labels") }
    guard probabilities.count / columns == rowCount else {
      throw LogitError.rowCountMismatch(
        name: "labels", expected: probabilities.count / columns, found: rowCount, of: "probabilities")
    }
    return columns
  }
}

/// The running sums.
private struct Pass {
  let classCount: Int
  private(set) var confusion: [Int]
  private(set) var squaredErrors = 0.0

  init(classCount: Int) {
    self.classCount = classCount
    confusion = [Int](repeating: 0, count: classCount * classCount)
  }

  /// - Returns: The loss; `nil` for a probability that is not finite.
  @inline(__always)
  mutating func addBinary(_ value: Float, _ label: Int) -> Double? {
    guard value.isFinite else { return nil }
    let p = Double(value)
    confusion[label &* 2 &+ (value > 0.5 ? 1 : 0)] += 1
    squaredErrors += (Double(label) - p) * (Double(label) - p)
    return Self.loss(label == 1 ? p : 1 - p)
  }

  /// - Returns: The loss; `nil` for a probability that is not finite.
  @inline(__always)
  mutating func add(_ values: UnsafeBufferPointer<Float>, _ label: Int) -> Double? {
    var (sum, largest) = (0.0, 0)
    for column in values.indices {
      // In double precision a sum of finite floats is finite, so checking the sum is enough.
      sum += Double(values[column])
      if values[column] > values[largest] { largest = column }
    }
    guard sum.isFinite else { return nil }
    confusion[label &* classCount &+ largest] += 1
    var squares = 0.0
    for column in values.indices {
      let difference = (column == label ? 1 : 0) - Double(values[column]) / sum
      squares += difference * difference
    }
    squaredErrors += squares
    return Self.loss(Double(values[label]) / sum)
  }

  /// -log p, with p clipped at the precision of a `Double`, as in `LogLoss`.
  private static func loss(_ p: Double) -> Double {
    -naturalLogarithm(min(max(p, .ulpOfOne), 1 - .ulpOfOne))
  }
}
