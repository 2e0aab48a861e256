/// Logistic and softmax regression learned from rows one after the other, each seen once: FTRL-Proximal with
/// a rate for each coefficient.
///
///     var model = try FTRLProximal(classCount: 2, columnCount: 1 << 18)
///     let p = model.learn(columns: [3, 17], values: [1, 0.5], label: 1)   // probabilities before it was learned
///
/// Of a coefficient the sum of squared gradients n and a sum z are kept. For a row with entries xᵢ and class y,
///
///     wᵢ = 0                                                    where |zᵢ| ≤ λ₁
///     wᵢ = −(zᵢ − sign(zᵢ) λ₁) / ((β + √nᵢ) / α + λ₂)           elsewhere
///     p  = sigmoid(b + Σ wᵢ xᵢ)
///     gᵢ = (p − y) xᵢ
///     σᵢ = (√(nᵢ + gᵢ²) − √nᵢ) / α
///     zᵢ ← zᵢ + gᵢ − σᵢ wᵢ
///     nᵢ ← nᵢ + gᵢ²
///
/// so that a coefficient that no gradient outweighs stays exactly 0. With three classes or more there is such
/// a coefficient for each class, and p is the softmax. The constants b are coefficients of an entry that is 1
/// in every row, and not penalized.
///
/// λ₁ and λ₂ are on the *sum* of the rows' losses. A ``Penalty`` on their mean grows with the rows. A row's
/// weight multiplies its loss, and so its gradient.
///
/// Source: H. B. McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, algorithm 1.
/// The ``Ftrl`` optimizer is Keras's, for networks.
public struct FTRLProximal: Sendable {
  /// How coefficients are penalized.
  public enum Penalty: Sendable, Hashable {
    /// λ₁ Σ |w| + λ₂/2 Σ w², added to the sum of the losses of all rows, as in the paper.
    case ofSum(l1: Double, l2: Double)
    /// λ (ρ Σ |w| + (1 − ρ)/2 Σ w²), added to the mean loss, as in ``LogisticRegression``: after t rows λ₁ is
    /// t λ ρ, and λ₂ is t λ (1 − ρ).
    case ofMean(lambda: Double, l1Ratio: Double)

    /// λ₁ and λ₂ after so many rows.
    ///
    /// - Parameter rowCount: The number of rows that were learned from.
    public func strengths(after rowCount: Int) -> (l1: Double, l2: Double) {
      strengths(afterWeight: Double(rowCount))
    }

    /// λ₁ and λ₂ after rows of some weight.
    ///
    /// - Parameter sum: The sum of the weights of the rows that were learned from.
    public func strengths(afterWeight sum: Double) -> (l1: Double, l2: Double) {
      switch self {
      case .ofSum(let l1, let l2): (l1, l2)
      case .ofMean(let lambda, let ratio): (sum * lambda * ratio, sum * lambda * (1 - ratio))
      }
    }
  }

  /// The largest magnitude of an entry times its row's weight: sums of squares have room for as many rows as
  /// there may ever be.
  package static let largestEntry = 1e100

  /// The number of classes.
  public let classCount: Int
  /// The rate α, above 0.
  public let learningRate: Double
  /// The number β, above 0, which keeps the first steps short.
  public let beta: Double
  /// How coefficients are penalized.
  public let penalty: Penalty
  /// The number of rows that were learned from.
  public private(set) var rowCount = 0
  /// The sum of their weights.
  public private(set) var weightSum = 0.0
  /// The number of columns that there is room for.
  public private(set) var columnCount: Int

  /// For each column and predictor z and n, `[columns, predictors, 2]`.
  private var sums: SumStorage
  /// z and n of each constant.
  private var constants: [Double]
  private var predictors: [Double]
  /// Memory for a row: `[entries, predictors]`.
  private var known: [Known] = []

  /// Begins with no rows: every class is as probable.
  ///
  /// - Parameters:
  ///   - classCount: The number of classes, at least 2.
  ///   - columnCount: The number of columns of features, which ``makeRoom(columnCount:)`` can raise.
  ///   - learningRate: The rate α, above 0; 0.2 by default.
  ///   - beta: The number β, above 0; 1 by default, as the paper recommends.
  ///   - penalty: How coefficients are penalized; ridge with λ₂ = 1 by default, which in ``LogisticRegression``
  ///     is the default λ = 1/n.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for a number out of its range.
  public init(
    classCount: Int, columnCount: Int, learningRate: Double = 0.2, beta: Double = 1,
    penalty: Penalty = .ofSum(l1: 0, l2: 1)
  ) throws(LogitError) {
    try LogitError.require(classCount >= 2, "The number of classes", classCount, "at least 2")
    try LogitError.require(
      (0...SparseMatrix.largestCount).contains(columnCount), "The number of columns", columnCount,
      "in 0...\(SparseMatrix.largestCount)")
    for (name, value) in [("learning rate", learningRate), ("beta", beta)] {
      try LogitError.require(value > 0 && value.isFinite, name, value, "above 0 and finite")
    }
    let (l1, l2) = penalty.strengths(after: 1)
    try LogitError.require(
      l1 >= 0 && l2 >= 0 && l1.isFinite && l2.isFinite, "penalty", "\(l1), \(l2)", "finite and not negative")
    (self.classCount, self.columnCount) = (classCount, columnCount)
    (self.learningRate, self.beta, self.penalty) = (learningRate, beta, penalty)
    let predictorCount = classCount == 2 ? 1 : classCount
    sums = try SumStorage(count: 2 * columnCount * predictorCount)
    constants = [Double](repeating: 0, count: 2 * predictorCount)
    predictors = [Double](repeating: 0, count: predictorCount)
  }

  /// The number of sets of coefficients: one for two classes, else one for each class.
  public var predictorCount: Int { predictors.count }

  /// The bytes that the sums of so many columns take up, once a row has used each.
  ///
  /// - Parameters:
  ///   - columnCount: The number of columns.
  ///   - classCount: The number of classes.
  package static func byteCount(columnCount: Int, classCount: Int) -> Int {
    16 * columnCount * (classCount == 2 ? 1 : classCount)
  }
}

// MARK: - Rows

extension FTRLProximal {
  /// Predicts a row, then learns from it.
  ///
  /// - Parameters:
  ///   - columns: The columns of the entries, ascending and below ``columnCount``.
  ///   - values: The entries, finite: one for each column.
  ///   - label: The class, from 0.
  ///   - weight: How much the row counts, finite and not negative; once by default.
  /// - Returns: The probability of each class before the row was learned from.
  /// - Throws: As ``predict(columns:values:)``, and ``LogitError/invalidOption(name:value:expected:)`` for a
  ///   class that does not exist, a weight out of its range, or an entry that is above
  ///   1e100 times its weight.
  public mutating func learn(
    columns: [Int32], values: [Double], label: Int, weight: Double = 1
  ) throws(LogitError) -> [Double] {
    try check(columns, values)
    try LogitError.require(weight >= 0 && weight.isFinite, "A weight", weight, "finite, 0 or more")
    let largest = values.reduce(1) { max($0, $1.magnitude) } * max(weight, 1)
    try LogitError.require(
      largest <= Self.largestEntry, "An entry times its weight", largest, "at most \(Self.largestEntry)")
    try LogitError.require((0..<classCount).contains(label), "The class", label, "in 0..<\(classCount)")
    var p = [Double](repeating: 0, count: classCount)
    try learn(known: columns, values, label: label, weight: weight, probabilities: &p)
    return p
  }

  /// The probability of each class of a row.
  ///
  /// - Parameters:
  ///   - columns: The columns of the entries, ascending and below ``columnCount``.
  ///   - values: The entries, finite: one for each column.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for a column out of range or order, or
  ///   another number of values than columns; ``LogitError/nonFiniteInput(name:row:column:value:)``.
  public func predict(columns: [Int32], values: [Double]) throws(LogitError) -> [Double] {
    try check(columns, values)
    var z = intercepts
    let step = step
    withExtendedLifetime(sums) {
      let sums = sums.pointer
      for (column, value) in zip(columns, values) {
        for k in z.indices { z[k] += step.weight(sums + 2 * (Int(column) * z.count + k)) * value }
      }
    }
    var p = [Double](repeating: 0, count: classCount)
    Self.write(probabilitiesOf: z, to: &p)
    return p
  }

  private func check(_ columns: [Int32], _ values: [Double]) throws(LogitError) {
    try LogitError.require(
      columns.count == values.count, "The number of values", values.count, "\(columns.count), one a column")
    var last: Int32 = -1
    for (place, column) in columns.enumerated() {
      try LogitError.require(
        column > last && Int(column) < columnCount, "A column", Int(column),
        "above the one before it and below \(columnCount)")
      last = column
      guard values[place].isFinite else {
        throw .nonFiniteInput(name: "values", row: 0, column: Int(column), value: Float(values[place]))
      }
    }
  }

  /// Predicts a row that is known to fit, then learns from it.
  ///
  /// - Parameter probabilities: Where those of before go, one a class.
  package mutating func learn(
    known columns: [Int32], _ values: [Double], label: Int, weight: Double, probabilities p: inout [Double]
  ) throws(LogitError) {
    let (step, free, count) = (step, constantStep, predictorCount)
    let sums = try self.sums.writable()
    for k in 0..<count { predictors[k] = free.weight(constants[2 * k], constants[2 * k + 1]) }
    if self.known.count < columns.count * count {
      self.known = [Known](repeating: Known(weight: 0, root: 0), count: 2 * columns.count * count)
    }
    // Taken out and put back, so that its memory has one owner.
    var known: [Known] = []
    swap(&known, &self.known)
    defer { swap(&known, &self.known) }
    known.withUnsafeMutableBufferPointer { known in
      for entry in columns.indices {
        let place = sums + 2 * Int(columns[entry]) * count
        for k in 0..<count {
          let own = step.known(place[2 * k], place[2 * k + 1])
          known[entry * count + k] = own
          predictors[k] += own.weight * values[entry]
        }
      }
      Self.write(probabilitiesOf: predictors, to: &p)
      for k in 0..<count {
        let isClass = count == 1 ? label == 1 : label == k
        let residual = weight * (p[count == 1 ? 1 : k] - (isClass ? 1 : 0))
        for entry in columns.indices {
          let place = sums + 2 * (Int(columns[entry]) * count + k)
          step.update(&place[0], &place[1], known[entry * count + k], gradient: residual * values[entry])
        }
        var (z, n) = (constants[2 * k], constants[2 * k + 1])
        free.update(&z, &n, free.known(z, n), gradient: residual)
        (constants[2 * k], constants[2 * k + 1]) = (z, n)
      }
    }
    rowCount += 1
    weightSum += weight
  }

  /// What is worked out of a coefficient's sums when a row is predicted, and needed again to learn from it.
  private struct Known: Sendable {
    let weight: Double
    /// √n.
    let root: Double
  }

  /// The formulas of a coefficient, for the rows so far.
  private struct Step {
    let learningRate: Double
    let beta: Double
    let l1: Double
    let l2: Double

    @inline(__always)
    func weight(_ z: Double, _ n: Double) -> Double { known(z, n).weight }

    @inline(__always)
    func known(_ z: Double, _ n: Double) -> Known {
      let root = n.squareRoot()
      return Known(
        weight: z.magnitude <= l1
          ? 0 : -(z < 0 ? z + l1 : z - l1) / ((beta + root) / learningRate + l2), root: root)
    }

    /// - Parameter place: z and n.
    @inline(__always)
    func weight(_ place: UnsafePointer<Double>) -> Double { weight(place[0], place[1]) }

    @inline(__always)
    func update(_ z: inout Double, _ n: inout Double, _ known: Known, gradient g: Double) {
      let next = n + g * g
      let sigma = (next.squareRoot() - known.root) / learningRate
      z += g - sigma * known.weight
      n = next
    }
  }

  private var step: Step {
    let (l1, l2) = penalty.strengths(afterWeight: weightSum)
    return Step(learningRate: learningRate, beta: beta, l1: l1, l2: l2)
  }

  private var constantStep: Step { Step(learningRate: learningRate, beta: beta, l1: 0, l2: 0) }

  private static func write(probabilitiesOf z: [Double], to p: inout [Double]) {
    if z.count == 1 {
      p[1] = 1 / (1 + exponential(-z[0]))
      p[0] = 1 - p[1]
      return
    }
    let largest = z.reduce(-.infinity, max)
    for k in z.indices { p[k] = exponential(z[k] - largest) }
    let sum = p.reduce(0, +)
    for k in z.indices { p[k] /= sum }
  }
}

// MARK: - Coefficients

extension FTRLProximal {
  /// The constants, one a predictor.
  public var intercepts: [Double] {
    (0..<predictorCount).map { constantStep.weight(constants[2 * $0], constants[2 * $0 + 1]) }
  }

  /// The columns with a coefficient that is not 0, ascending, and their coefficients.
  ///
  /// - Returns: The columns, and the coefficients `[predictors, columns]`.
  public func coefficients() -> (columns: [Int32], values: [Double]) {
    let (step, count) = (step, predictorCount)
    var columns: [Int32] = []
    var values = [[Double]](repeating: [], count: count)
    withExtendedLifetime(sums) {
      for column in 0..<columnCount {
        let place = sums.pointer + 2 * column * count
        guard (0..<count).contains(where: { step.weight(place + 2 * $0) != 0 }) else { continue }
        columns.append(Int32(column))
        for k in 0..<count { values[k].append(step.weight(place + 2 * k)) }
      }
    }
    return (columns, values.flatMap(\.self))
  }

  /// Makes room for columns that come up.
  ///
  /// - Parameter columnCount: The number of columns; fewer than there are change nothing.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for more than
  ///   ``SparseMatrix/largestCount``, or if memory has no room.
  public mutating func makeRoom(columnCount: Int) throws(LogitError) {
    guard columnCount > self.columnCount else { return }
    try LogitError.require(
      columnCount <= SparseMatrix.largestCount, "The number of columns", columnCount,
      "at most \(SparseMatrix.largestCount)")
    try sums.grow(to: 2 * columnCount * predictorCount)
    self.columnCount = columnCount
  }
}

// MARK: - What learning goes on from

extension FTRLProximal {
  /// All that is kept of the rows so far.
  package struct State: Sendable, Equatable {
    /// The number of rows.
    package let rowCount: Int
    /// The sum of their weights.
    package let weightSum: Double
    /// The columns that came up, ascending.
    package let columns: [Int32]
    /// z and n of each, `[columns, predictors, 2]`.
    package let sums: [Double]
    /// z and n of each constant, `[predictors, 2]`.
    package let constants: [Double]

    /// Takes the parts.
    package init(
      rowCount: Int, weightSum: Double, columns: [Int32], sums: [Double], constants: [Double]
    ) {
      (self.rowCount, self.weightSum) = (rowCount, weightSum)
      (self.columns, self.sums, self.constants) = (columns, sums, constants)
    }
  }

  /// All that is kept of the rows so far.
  package var state: State {
    let width = 2 * predictorCount
    var (columns, kept): ([Int32], [Double]) = ([], [])
    withExtendedLifetime(sums) {
      for column in 0..<columnCount {
        let own = UnsafeBufferPointer(start: sums.pointer + column * width, count: width)
        guard own.contains(where: { $0 != 0 }) else { continue }
        columns.append(Int32(column))
        kept.append(contentsOf: own)
      }
    }
    return State(
      rowCount: rowCount, weightSum: weightSum, columns: columns, sums: kept, constants: constants)
  }

  /// Goes on from rows before, with the numbers that learning all rows in one go would give.
  ///
  /// - Parameter state: Of a model with as many classes, and no column after the last that there is room for.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for a state of another number of classes.
  package mutating func goOn(from state: State) throws(LogitError) {
    let width = 2 * predictorCount
    try LogitError.require(
      state.constants.count == width && state.sums.count == width * state.columns.count,
      "The number of sums", state.sums.count, "those of \(classCount) classes")
    try makeRoom(columnCount: state.columns.last.map { Int($0) + 1 } ?? 0)
    let base = try sums.writable()
    for (place, column) in state.columns.enumerated() {
      for index in 0..<width { base[Int(column) * width + index] = state.sums[place * width + index] }
    }
    (constants, rowCount, weightSum) = (state.constants, state.rowCount, state.weightSum)
  }
}
