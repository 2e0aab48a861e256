public import Logit

extension LogisticInference {
  /// Each class's probability in a row, with its interval.
  ///
  /// The interval is worked out on the scale of logit pₖ, whose derivative with respect to the predictors is
  /// 1 for the class's own and −pₗ/(1 − pₖ) for the others', with the error that the covariance of the
  /// estimates gives it (delta method; exact on that scale for two classes), and put back to probabilities.
  ///
  /// - Parameters:
  ///   - x: Rows of the columns without the constant, `[rows, columns]`, in the order of the estimates.
  ///     Aliased columns take no part.
  ///   - offsets: What is added to each row's predictor, of two classes; none by default.
  ///   - level: The level, between 0 and 1; 0.95 by default.
  /// - Returns: Probabilities and the ends of their intervals, `[rows, classes]` each.
  /// - Throws: `LogitError` if x has another number of columns, holds a value that is not finite, or an
  ///   estimate or its error does not exist, as of separated classes.
  public func probabilityIntervals(
    _ x: Tensor<Double>, offsets: [Double]? = nil, level: Double = 0.95
  ) throws -> (probabilities: Tensor<Double>, low: Tensor<Double>, high: Tensor<Double>) {
    let quantile = try StandardNormal.twoSidedQuantile(level: level)
    let terms = try IntervalTerms(self)
    let rowCount = try terms.check(x, offsets)
    let classCount = classNames.count
    let shape = [rowCount, classCount]
    var (middle, low, high) = (
      Tensor<Double>.zeros(shape), Tensor<Double>.zeros(shape), Tensor<Double>.zeros(shape)
    )
    let pool = try ThreadPool.shared()
    x.withUnsafeBufferPointer { x in
      middle.withUnsafeMutableBufferPointer { middle in
        low.withUnsafeMutableBufferPointer { low in
          high.withUnsafeMutableBufferPointer { high in
            nonisolated(unsafe) let (middle, low, high) = (middle, low, high)
            pool.forEach(blocksOf: Self.rowsAtATime, count: rowCount) { rows in
              var space = IntervalTerms.Workspace(terms)
              for row in rows {
                terms.predict(x, row, offset: offsets?[row] ?? 0, into: &space)
                for k in 0..<classCount {
                  let logit = terms.logit(space, k)
                  let error = terms.standardError(&space, k)
                  let place = row * classCount + k
                  middle[place] = space.probabilities[k]
                  low[place] = 1 / (1 + exponential(quantile * error - logit))
                  high[place] = 1 / (1 + exponential(-quantile * error - logit))
                }
              }
            }
          }
        }
      }
    }
    return (middle, low, high)
  }

  private static let rowsAtATime = 1024
}

/// The estimates that take part in probabilities, laid out for rows.
private struct IntervalTerms: Sendable {
  private let hasIntercept: Bool
  private let columnCount: Int
  private let classCount: Int
  private let base: Int
  /// The lines of the first class that are not aliased, as places in the table of a class.
  private let kept: [Int]
  private let lineCount: Int
  /// What is subtracted from each column, and the estimates for what is left, `[predictors, kept]`.
  private let centers: [Double]
  private let estimates: [Double]
  /// A of their covariance A Aᵀ, `[predictors · kept, factorWidth]`.
  private let factor: [Double]
  private let factorWidth: Int

  init(_ inference: LogisticInference) throws {
    classCount = inference.classNames.count
    base = inference.baseClass
    let lines = inference.coefficients
    let own = lines.count / max(classCount - 1, 1)
    lineCount = own
    hasIntercept = lines.first?.term == RegressionDesign.interceptName
    columnCount = own - (hasIntercept ? 1 : 0)
    kept = (0..<own).filter { !lines[$0].isAliased }
    let (kept, predictors) = (self.kept, classCount - 1)
    let all = (0..<predictors).flatMap { k in kept.map { k * own + $0 } }
    let (hasIntercept, centers) = (self.hasIntercept, inference.centers)
    self.centers = centers
    estimates = try all.map { index in
      guard let estimate = lines[index].estimate else { throw Self.missing(inference, lines[index].term) }
      guard hasIntercept, index % own == 0 else { return estimate }
      return try kept.dropFirst().reduce(estimate) { sum, line in
        guard let slope = lines[index + line].estimate else {
          throw Self.missing(inference, lines[index + line].term)
        }
        return sum.addingProduct(slope, centers[line - 1])
      }
    }
    factorWidth = lines.count
    factor = try all.flatMap { i in
      try inference.centeredFactor[i].map { value in
        guard let value else { throw Self.missing(inference, lines[i].term) }
        return value
      }
    }
  }

  private static func missing(_ inference: LogisticInference, _ term: String) -> LogitError {
    .invalidOption(
      name: "The estimate of \"\(term)\" or its error", value: "not a number",
      expected: "finite for intervals of probabilities; if classes are separated, a fit with "
        + (inference.classNames.count == 2
          ? "Firth's penalty has finite ones"
          : "a ridge penalty has finite estimates, without errors"))
  }

  func check(_ x: Tensor<Double>, _ offsets: [Double]?) throws -> Int {
    guard x.shape.count == 2, x.shape[1] == columnCount else {
      throw LogitError.shapeMismatch(
        operation: "Intervals of probabilities", expected: "rows of \(columnCount) columns", found: x.shape,
        remedy: "give the columns that were fitted, in their order")
    }
    if let index = x.withUnsafeBufferPointer({ $0.firstIndex { !$0.isFinite } }) {
      throw LogitError.nonFiniteInput(
        name: "x", row: index / max(columnCount, 1), column: index % max(columnCount, 1),
        value: Float(x[index]))
    }
    if let offsets, offsets.count != x.shape[0] {
      throw LogitError.rowCountMismatch(name: "offsets", expected: x.shape[0], found: offsets.count)
    }
    return x.shape[0]
  }

  /// What is worked out of a row, in memory that is taken once.
  struct Workspace {
    /// The values of the row that have coefficients, from their centres.
    var values: [Double]
    /// The linear predictors of the classes but the base.
    var predictors: [Double]
    var probabilities: [Double]
    /// The derivative of a logit with respect to the estimates.
    var gradient: [Double]

    init(_ terms: IntervalTerms) {
      values = [Double](repeating: 0, count: terms.kept.count)
      predictors = [Double](repeating: 0, count: terms.classCount - 1)
      probabilities = [Double](repeating: 0, count: terms.classCount)
      gradient = [Double](repeating: 0, count: (terms.classCount - 1) * terms.kept.count)
    }
  }

  /// Works out the values, predictors and probabilities of a row.
  func predict(_ x: UnsafeBufferPointer<Double>, _ row: Int, offset: Double, into space: inout Workspace) {
    let count = kept.count
    for (place, line) in kept.enumerated() {
      let column = line - (hasIntercept ? 1 : 0)
      space.values[place] = column < 0 ? 1 : x[row * columnCount + column] - centers[column]
    }
    for k in 0..<classCount - 1 {
      var sum = offset
      for j in 0..<count { sum += space.values[j] * estimates[k * count + j] }
      space.predictors[k] = sum
    }
    if classCount == 2 {
      RowBlocks.logistic(space.predictors, into: &space.probabilities, count: 1)
    } else {
      Softmax.fill(space.predictors, base: base, classCount: classCount, into: &space.probabilities)
    }
  }

  /// logit pₖ = ηₖ − log Σ exp(ηₗ) over the others.
  func logit(_ space: Workspace, _ index: Int) -> Double {
    func predictor(_ k: Int) -> Double { k == base ? 0 : space.predictors[k < base ? k : k - 1] }
    var largest = -Double.infinity
    for k in 0..<classCount where k != index { largest = max(largest, predictor(k)) }
    var sum = 0.0
    for k in 0..<classCount where k != index { sum += exponential(predictor(k) - largest) }
    return predictor(index) - largest - naturalLogarithm(sum)
  }

  func standardError(_ space: inout Workspace, _ index: Int) -> Double {
    let (count, predictors) = (kept.count, classCount - 1)
    var rest = 0.0
    for k in 0..<classCount where k != index { rest += space.probabilities[k] }
    for k in 0..<predictors {
      let own = k < base ? k : k + 1
      let factor = own == index ? 1 : rest > 0 ? -space.probabilities[own] / rest : 0
      for j in 0..<count { space.gradient[k * count + j] = factor * space.values[j] }
    }
    // The length of Aᵀ g.
    var sum = 0.0
    for k in 0..<factorWidth {
      var product = 0.0
      for i in 0..<predictors * count { product += factor[i * factorWidth + k] * space.gradient[i] }
      sum += product * product
    }
    return sum.squareRoot()
  }
}
