// What the options and the rows must be, said before anything is worked out.

extension LogisticRegression {
  /// Checks the options against the number of columns.
  func checkOptions(columnCount: Int) throws(LogitError) {
    if let lambda = penalty.givenLambda {
      try LogitError.require(
        lambda >= 0 && lambda.isFinite, "The penalty's lambda", lambda, "finite and not negative")
    }
    try LogitError.require(
      (0...1).contains(penalty.l1Ratio), "The share of the L1 penalty", penalty.l1Ratio, "from 0 to 1")
    try LogitError.require(
      tolerance > 0 && tolerance.isFinite, "The tolerance", tolerance, "finite and above 0")
    if let iterationLimit {
      try LogitError.require(iterationLimit >= 0, "The most steps", iterationLimit, "0 or more")
    }
    if let penaltyFactors {
      try Self.checkCount(penaltyFactors.count, "penalty factors", columnCount)
      for (column, factor) in penaltyFactors.enumerated() {
        try LogitError.require(
          factor >= 0, "The penalty factor of column \(column) (counted from 0)", factor, "not negative")
      }
    }
    if let penaltyDivisors {
      try Self.checkCount(penaltyDivisors.count, "divisors for the penalty", columnCount)
    }
    if let bounds {
      try Self.checkCount(bounds.count, "bounds", columnCount)
      for (column, range) in bounds.enumerated() {
        try LogitError.require(
          range.contains(0), "The range of column \(column) (counted from 0)", range,
          "a range that 0 is in, where coefficients begin")
      }
    }
  }

  /// The same regression with factors whose mean is 1, and the columns that an infinite one leaves out.
  ///
  /// As in glmnet, where a column that is left out counts as one with factor 1. Where all are 0 there is no
  /// penalty, and nothing to scale.
  func withScaledFactors() -> (LogisticRegression, leftOut: [Int]) {
    guard let penaltyFactors else { return (self, []) }
    let leftOut = penaltyFactors.indices.filter { penaltyFactors[$0] == .infinity }
    let finite = penaltyFactors.map { $0 == .infinity ? 1 : $0 }
    let sum = finite.reduce(0, +)
    var regression = self
    regression.penaltyFactors = sum > 0 ? finite.map { $0 * Double(finite.count) / sum } : finite
    return (regression, leftOut)
  }

  /// The columns that an infinite factor leaves out.
  var leftOutColumns: [Int] {
    penaltyFactors.map { factors in factors.indices.filter { factors[$0] == .infinity } } ?? []
  }

  private static func checkCount(_ count: Int, _ name: String, _ columns: Int) throws(LogitError) {
    guard count == columns else {
      throw .shapeMismatch(
        operation: "A logistic regression", expected: "\(name), one for each of \(columns) columns",
        found: [count], remedy: "give \(columns)")
    }
  }

  /// The number of classes, and the sum of the weights in each.
  static func checkedClasses(
    _ classes: [Int32], classCount: Int?, weights: [Double]?, rowCount: Int
  ) throws(LogitError) -> [Double] {
    guard classes.count == rowCount else {
      throw .rowCountMismatch(name: "classes", expected: rowCount, found: classes.count)
    }
    if let weights { try DenseRows.check(weights: weights, rowCount: rowCount) }
    if let classCount {
      try LogitError.require(classCount >= 2, "The number of classes", classCount, "at least 2")
    }
    let count = classCount ?? max(Int(classes.max() ?? 0) + 1, 2)
    if let row = classes.firstIndex(where: { $0 < 0 || Int($0) >= count }) {
      throw .unknownClass(label: Int(classes[row]), row: row, classCount: count)
    }
    return try classWeights(classes, count, weights)
  }

  private static func classWeights(
    _ classes: [Int32], _ count: Int, _ weights: [Double]?
  ) throws(LogitError) -> [Double] {
    // A stray label of a billion would otherwise take the memory of as many classes.
    if classes.count < count {
      throw .invalidOption(
        name: "The number of classes", value: "\(count)",
        expected: "no more than the \(classes.count) rows; number the classes from 0")
    }
    var sums = [Double](repeating: 0, count: count)
    var rows = [Int](repeating: 0, count: count)
    for (row, label) in classes.enumerated() {
      sums[Int(label)] += weights?[row] ?? 1
      rows[Int(label)] += 1
    }
    let total = sums.reduce(0, +)
    try LogitError.require(total > 0 && total.isFinite, "The sum of the weights", total, "finite and above 0")
    if let absent = rows.firstIndex(of: 0) {
      throw .invalidOption(
        name: "The number of rows of class \(absent)", value: "0",
        expected: "at least 1: a class that never occurs has no finite coefficients; leave it out")
    }
    if let weightless = sums.firstIndex(of: 0) {
      throw .invalidOption(
        name: "The sum of the weights of class \(weightless)", value: "0.0",
        expected: "above 0: a class without weight has no finite coefficients; leave its rows out")
    }
    return sums
  }

  /// The offsets as rows have them.
  static func checkedOffsets(
    _ offsets: Tensor<Double>?, rowCount: Int, predictors: Int
  ) throws(LogitError) -> [Double]? {
    guard let offsets else { return nil }
    guard offsets.shape == [rowCount, predictors] || predictors == 1 && offsets.shape == [rowCount] else {
      throw .shapeMismatch(
        operation: "The offsets of a logistic regression",
        expected: "\(predictors) for each of \(rowCount) rows", found: offsets.shape,
        remedy: "give [\(rowCount), \(predictors)]")
    }
    return offsets.scalars
  }

  /// Checks that a model to begin from has the same coefficients.
  static func checkStart(_ start: LogisticModel, classCount: Int, columnCount: Int) throws(LogitError) {
    guard start.classCount == classCount, start.coefficients.shape.last == columnCount else {
      throw .shapeMismatch(
        operation: "A logistic regression of \(classCount) classes",
        expected: "to begin from a model of as many classes and \(columnCount) columns",
        found: [start.classCount] + start.coefficients.shape, remedy: "begin from another model or from none")
    }
  }
}
