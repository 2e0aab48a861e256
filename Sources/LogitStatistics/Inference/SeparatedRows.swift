import Logit

/// The rows of a regression as separation sees them: counts as a row of successes and one of failures, and
/// the base class first.
struct SeparatedRows {
  let separation: Separation
  private let rows: RegressionRows
  /// For each row of the regression and each class, whether the row stays on the hyperplane between its class
  /// and this.
  private let isOpen: [Bool]

  /// A predictor that leaves no probability beside any that a search reaches.
  private static let excludingOffset = -1e4
  /// A penalty that makes the limit's problem have one optimum, and changes no digit that is reported.
  static let ridge = 1e-13

  init(_ rows: RegressionRows) throws {
    self.rows = rows
    switch rows.labels {
    case .classes(let classes):
      let base = Int32(rows.baseClass)
      let renumbered = classes.map { $0 == base ? 0 : $0 < base ? $0 + 1 : $0 }
      let found = try Separation.withOpenRows(
        rows.matrix, renumbered, classCount: rows.classCount, weights: rows.totals,
        hasIntercept: rows.design.hasIntercept)
      (separation, isOpen) = (found.separation, Self.inOrder(found.isOpen, rows))
    case .shares(let shares):
      let expanded = try Self.expanded(rows, shares)
      let found = try Separation.withOpenRows(
        expanded.matrix, expanded.classes, classCount: 2, weights: nil, hasIntercept: rows.design.hasIntercept
      )
      separation = found.separation
      var isOpen = [Bool](repeating: false, count: rows.rowCount * 2)
      for (place, row) in expanded.rows.enumerated() {
        let other = 1 - Int(expanded.classes[place])
        isOpen[row * 2 + other] = found.isOpen[place * 2 + other]
      }
      self.isOpen = isOpen
    }
  }

  /// Back from the order with the base class first.
  private static func inOrder(_ isOpen: [Bool], _ rows: RegressionRows) -> [Bool] {
    let (count, base) = (rows.classCount, rows.baseClass)
    guard base > 0 else { return isOpen }
    return isOpen.indices.map { index in
      let (row, k) = (index / count, index % count)
      return isOpen[row * count + (k == base ? 0 : k < base ? k + 1 : k)]
    }
  }

  private static func expanded(
    _ rows: RegressionRows, _ shares: [Double]
  ) throws -> (matrix: DenseRows.Matrix, classes: [Int32], rows: [Int]) {
    var (classes, places): ([Int32], [Int]) = ([], [])
    for (row, share) in shares.enumerated() where rows.counts(row) {
      if share < 1 {
        classes.append(0)
        places.append(row)
      }
      if share > 0 {
        classes.append(1)
        places.append(row)
      }
    }
    let count = rows.design.columnCount
    let x = Tensor<Double>(unsafeUninitializedShape: [places.count, count]) { target in
      for (place, row) in places.enumerated() {
        for j in 0..<count { target[place * count + j] = rows.matrix[row * count + j] }
      }
    }
    return (.double(x), classes, places)
  }

  /// Whether each row is on a hyperplane between its class and another.
  var isOnPlane: [Bool] {
    let count = rows.classCount
    return (0..<rows.rowCount).map { isOpen[$0 * count..<($0 + 1) * count].contains(true) }
  }

  /// The fit of what stays on the hyperplanes; `nil` if nothing does.
  func limit(of fit: RegressionFit, isCancelled: () -> Bool) throws -> RegressionFit? {
    let (count, isOnPlane) = (rows.classCount, isOnPlane)
    var weights = rows.totals ?? [Double](repeating: 1, count: rows.rowCount)
    var offsets = count > 2 ? [Double](repeating: 0, count: rows.rowCount * count) : nil
    for row in 0..<rows.rowCount {
      guard isOnPlane[row] else {
        weights[row] = 0
        continue
      }
      guard count > 2 else { continue }
      let label = Int(rows.share(row))
      for k in 0..<count where k != label && !isOpen[row * count + k] {
        offsets?[row * count + k] = Self.excludingOffset
      }
    }
    guard weights.contains(where: { $0 > 0 }) else { return nil }
    return try RegressionFit(
      rows, fit.basis, offsets: offsets, weights: weights, ridge: Self.ridge, iterationLimit: 200,
      isCancelled: isCancelled)
  }
}
