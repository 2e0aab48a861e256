/// One fit of a regression to rows: checks, scales, chooses, solves and translates back.
struct LogisticFit {
  /// The most unpenalised columns that are searched for ones that others explain.
  private static let aliasLimit = 4000
  /// A column is aliased if less than this share of its square is left when columns before it are taken out:
  /// a millionth of its deviation. A Gram matrix in double precision tells no less; R's QR has 1e-11.
  private static let aliasShare = 1e-12

  let regression: LogisticRegression
  /// The rows where they are not in memory; ``matrix`` and ``classes`` have none then.
  let elsewhere: (any RegressionRows)?
  let rowCount: Int
  let matrix: FitMatrix
  let classes: [Int32]
  let weights: [Double]?
  let offsets: [Double]?
  /// Σ w of each class.
  let classWeights: [Double]
  let model: LinearModel
  let lambda: Double
  private(set) var columns: StandardColumns
  private var aliased: [Int] = []
  /// The columns whose penalty is infinite.
  private let leftOut: [Int]

  init(
    _ regression: LogisticRegression, _ matrix: FitMatrix, _ classes: [Int32], classCount: Int?,
    weights: [Double]?, offsets: Tensor<Double>?, scalesFactors: Bool = true
  ) throws {
    let shape = matrix.shape
    guard shape.count == 2 else {
      throw LogitError.shapeMismatch(
        operation: "A logistic regression", expected: "features [rows, columns]", found: shape,
        remedy: "reshape them to a matrix")
    }
    guard shape[0] > 0 else { throw LogitError.emptyData(name: "x") }
    try regression.checkOptions(columnCount: shape[1])
    classWeights = try LogisticRegression.checkedClasses(
      classes, classCount: classCount, weights: weights, rowCount: shape[0])
    model = try LinearModel(
      classWeights.count == 2 ? .binary : .multinomial(classCount: classWeights.count),
      columnCount: shape[1], hasIntercept: regression.fitsIntercept)
    self.offsets = try LogisticRegression.checkedOffsets(
      offsets, rowCount: shape[0], predictors: model.predictorCount)
    (self.regression, leftOut) =
      scalesFactors ? regression.withScaledFactors() : (regression, regression.leftOutColumns)
    (self.matrix, self.classes, self.weights) = (matrix, classes, weights)
    (elsewhere, rowCount) = (nil, shape[0])
    lambda = regression.penalty.givenLambda ?? 1 / classWeights.reduce(0, +)
    columns = StandardColumns(
      try Self.moments(matrix, classes, model, weights), hasIntercept: regression.fitsIntercept)
    try excludeColumns()
  }

  /// A fit to rows that are not in memory.
  init(_ regression: LogisticRegression, _ rows: any RegressionRows) throws {
    try regression.checkOptions(columnCount: rows.columnCount)
    classWeights = rows.classWeights
    model = try LinearModel(
      classWeights.count == 2 ? .binary : .multinomial(classCount: classWeights.count),
      columnCount: rows.columnCount, hasIntercept: regression.fitsIntercept)
    (self.regression, leftOut) = regression.withScaledFactors()
    (matrix, classes) = (
      .dense(.float(Tensor(unsafeUninitializedShape: [0, rows.columnCount]) { _ in })), []
    )
    (weights, offsets, elsewhere, rowCount) = (nil, nil, rows, rows.rowCount)
    lambda = regression.penalty.givenLambda ?? 1 / classWeights.reduce(0, +)
    columns = StandardColumns(try rows.moments(), hasIntercept: regression.fitsIntercept)
    try excludeColumns()
  }

  /// Takes out the columns that can have no coefficient.
  private mutating func excludeColumns() throws {
    if !regression.fitsIntercept && regression.standardizes && lambda > 0 {
      // Divided by its deviation a constant column has no end, and no penalty; glmnet leaves it out too.
      columns.exclude(columns.moments.deviations.indices.filter { columns.moments.deviations[$0] == 0 })
    }
    columns.exclude(leftOut)
    try findAliases()
  }

  /// Finds the optimum.
  func solve(from start: LogisticModel?, isCancelled: () -> Bool) throws -> LogisticModel {
    if let start {
      try LogisticRegression.checkStart(
        start, classCount: model.classCount, columnCount: model.columnCount)
    }
    let penalties = self.penalties
    let choice = try SolverChoice(
      regression, model, rowCount: rowCount, isPenalised: penalties.allSatisfy { $0 > 0 },
      isSparse: matrix.isSparse)
    try requireRows(choice)
    try Kernels.validateEnvironment()
    let all = penalties + (model.hasIntercept ? [0] : [])
    let rows = try rowsAtHand()
    let problem = try LinearProblem(rows.fold, penalties: all)
    var point = NewtonStart(start.map { startingPoint($0) } ?? startingPoint)
    if start == nil, choice.solver == .newton, !choice.usesRowSpace {
      let begin = point.coefficients
      point = try rows.start {
        try Newton.sampledStart(rows.sample, penalties: all, from: begin, isCancelled: isCancelled)
      }
    }
    let search = try search(problem, choice, from: point, isCancelled: isCancelled)
    return try result(search, choice, rows)
  }

  /// The rows as solvers take them, wherever they are.
  struct RowsAtHand {
    let fold: any RowFold
    /// The rows in memory; `nil` if they are elsewhere.
    let inMemory: (any ColumnRows)?
    /// A part of the rows, where a search may begin at its optimum.
    let sample: (_ factor: Int) throws -> DenseRows?
    let start: (_ search: () throws -> NewtonStart) throws -> NewtonStart
  }

  private func rowsAtHand() throws -> RowsAtHand {
    guard let elsewhere else {
      let rows = try self.rows()
      return try RowsAtHand(
        fold: rows.fold(pool: .shared()), inMemory: rows,
        sample: { (rows as? DenseRows)?.sample(times: $0) }, start: { try $0() })
    }
    let (model, shift, scale) = (model, columns.shift, columns.scale)
    return RowsAtHand(
      fold: try elsewhere.fold(model, shift: shift, scale: scale, hasClasses: true), inMemory: nil,
      sample: { factor in
        guard let step = DenseRows.sampleStep(of: elsewhere.rowCount, model, times: factor) else {
          return nil
        }
        let sample = try elsewhere.sample(every: step, model, shift: shift, scale: scale)
        return sample.hasWeight ? sample : nil
      }, start: { try elsewhere.start($0) })
  }

  /// Makes sure that rows are in memory where a method needs them there.
  private func requireRows(_ choice: SolverChoice) throws(LogitError) {
    guard elsewhere != nil, choice.usesRowSpace || choice.solver == .coordinateDescent else { return }
    throw LogitError.invalidOption(
      name: choice.usesRowSpace ? "number of rows" : "solver",
      value: choice.usesRowSpace ? "\(rowCount)" : choice.solver.rawValue,
      expected: choice.usesRowSpace
        ? "no less than the \(model.columnCount) features where rows are not all in memory"
        : "one that needs sums over the rows alone where they are not all in memory, so a penalty without absolute "
          + "values, and no bounds")
  }

  /// λ of each scaled coefficient, for the squares.
  var penalties: [Double] {
    columns.penalties(lambda * (1 - regression.penalty.l1Ratio), regression)
  }

  private func rows() throws -> any ColumnRows {
    try matrix.rows(
      classes, model, weights: weights, offsets: offsets, shift: columns.shift, scale: columns.scale)
  }
}

// MARK: - Before

extension LogisticFit {
  /// The columns' moments; values that are not finite are named with their place.
  private static func moments(
    _ matrix: FitMatrix, _ classes: [Int32], _ model: LinearModel, _ weights: [Double]?
  ) throws -> ColumnMoments {
    do {
      return try matrix.moments(weights: weights)
    } catch let error as LogitError {
      if case .dense(let x) = matrix { _ = try DenseRows(x, labels: .classes(classes), model: model) }
      throw error
    }
  }

  /// Takes out unpenalised columns that those before them explain, as R's `glm` does.
  ///
  /// Decided once, by the weighted products of the columns with each other: the Hessian has the same
  /// null space, but loses it from sight where probabilities come near 0 and 1.
  private mutating func findAliases() throws {
    let penalties = self.penalties
    let free = penalties.indices.filter { penalties[$0] == 0 && regression.penalty.l1Ratio == 0 }
    let constant = columns.excluded.filter {
      !leftOut.contains($0) && lambda * (regression.penaltyFactors?[$0] ?? 1) == 0
    }
    aliased = constant
    guard free.count > 1, free.count <= Self.aliasLimit,
      !matrix.isSparse || model.columnCount <= Self.aliasLimit
    else { return }
    // Where all coefficients are 0, every p (1 − p) is 1/4.
    let count = model.columnCount
    let quarter = try LinearProblem(columnFold()).hessian(at: [Double](repeating: 0, count: count))
    var gram: [Double] = []
    gram.reserveCapacity(free.count * free.count)
    for i in free { for j in free { gram.append(quarter[i * count + j]) } }
    let dependent = Cholesky.dependentColumns(gram, order: free.count, least: Self.aliasShare).map {
      free[$0]
    }
    columns.exclude(dependent)
    aliased = (constant + dependent).sorted()
  }

  /// What the products of the columns with each other are summed up by.
  private func columnFold() throws -> any RowFold {
    let gramModel = try LinearModel(.binary, columnCount: model.columnCount, hasIntercept: false)
    if let elsewhere {
      return try elsewhere.fold(gramModel, shift: columns.shift, scale: columns.scale, hasClasses: false)
    }
    return try matrix.rows(
      [Int32](repeating: 0, count: classes.count), gramModel, weights: weights, offsets: nil,
      shift: columns.shift, scale: columns.scale
    ).fold(pool: .shared())
  }

  /// 0, and the intercepts that the classes' shares give.
  private var startingPoint: [Double] {
    var point = [Double](repeating: 0, count: model.coefficientCount)
    guard model.hasIntercept else { return point }
    let logs = classWeights.map(naturalLogarithm)
    let width = model.coefficientsPerPredictor
    if model.freePredictorCount == 1 {
      point[width - 1] = logs[1] - logs[0]
    } else {
      for (k, log) in logs.enumerated() { point[k * width + width - 1] = log }
      centre(&point, columns: width - 1..<width)
    }
    return point
  }

  /// A model's coefficients in scaled columns.
  private func startingPoint(_ start: LogisticModel) -> [Double] {
    var point = columns.scaled(start.coefficients, start.intercepts)
    centre(&point, columns: 0..<model.coefficientsPerPredictor)
    return point
  }

  /// Moves the coefficients of all classes alike so that their sum is 0, which changes no probability.
  private func centre(_ point: inout [Double], columns: Range<Int>) {
    let (width, count) = (model.coefficientsPerPredictor, model.freePredictorCount)
    guard count > 1 else { return }
    for j in columns {
      let mean = (0..<count).reduce(0) { $0 + point[$1 * width + j] } / Double(count)
      for k in 0..<count { point[k * width + j] -= mean }
    }
  }
}

// MARK: - The search

extension LogisticFit {
  private func search(
    _ problem: LinearProblem, _ choice: SolverChoice, from start: NewtonStart, isCancelled: () -> Bool
  ) throws -> LinearSearch {
    let point = start.coefficients
    switch choice.solver {
    case .newton:
      if choice.usesRowSpace, case .dense(let dense) = matrix {
        return try searchRowSpace(dense, problem, from: point, isCancelled: isCancelled)
      }
      return try Newton.minimize(
        problem, from: start, tolerance: regression.tolerance,
        iterationLimit: regression.iterationLimit ?? 200, separation: separationBound,
        isCancelled: isCancelled)
    case .newtonCG:
      return try TruncatedNewton.minimize(
        problem, from: point, tolerance: regression.tolerance,
        iterationLimit: regression.iterationLimit ?? 500, isCancelled: isCancelled)
    case .lbfgs:
      return try LimitedMemoryBFGS.minimize(
        problem, from: point, tolerance: regression.tolerance,
        iterationLimit: regression.iterationLimit ?? 10_000, isCancelled: isCancelled)
    case .automatic, .coordinateDescent:
      return try ProximalNewton.minimize(
        anyRows: rows(), penalty: elasticPenalty(), from: point, tolerance: regression.tolerance,
        iterationLimit: regression.iterationLimit ?? 1000, isCancelled: isCancelled)
    }
  }

  /// The penalty and the bounds of scaled coefficients.
  private func elasticPenalty() throws -> ElasticPenalty {
    let bounds = columns.scale.indices.map { j in
      guard columns.scale[j] > 0 else { return 0.0...0.0 }
      guard let range = regression.bounds?[j] else { return -Double.infinity...Double.infinity }
      return range.lowerBound / columns.scale[j]...range.upperBound / columns.scale[j]
    }
    return try ElasticPenalty(
      lambda: lambda, l1Ratio: regression.penalty.l1Ratio, factors: regression.penaltyFactors,
      units: columns.units(regression), bounds: bounds, columnCount: model.columnCount)
  }

  /// What tells separated classes; only where nothing is penalised.
  private var separationBound: SeparationBound? {
    guard lambda == 0, let least = (weights ?? [1]).filter({ $0 > 0 }).min() else { return nil }
    return SeparationBound(
      leastShare: least / classWeights.reduce(0, +),
      largestOffset: offsets?.reduce(0) { max($0, abs($1)) } ?? 0)
  }
}

// MARK: - After

extension LogisticFit {
  /// How the search ended. Every solver's gradient becomes small where coefficients grow for ever; only
  /// Newton's method without any penalty has looked for that on its way.
  private func state(_ search: LinearSearch, _ choice: SolverChoice, _ rows: RowsAtHand) throws
    -> LinearSolution.State
  {
    if choice.solver == .newton, separationBound != nil { return search.state }
    let penalty = try elasticPenalty()
    let terms = (0..<model.columnCount).map { penalty.term(column: $0) }
    guard let inMemory = rows.inMemory else {
      return try FreeColumns.state(
        search, rows.fold, scale: columns.scale, terms,
        leastShare: (elsewhere?.leastWeight ?? 1) / classWeights.reduce(0, +))
    }
    return try FreeColumns(search, inMemory, terms).state()
  }

  private func result(
    _ search: LinearSearch, _ choice: SolverChoice, _ rows: RowsAtHand
  ) throws -> LogisticModel {
    let state = try state(search, choice, rows)
    var point = search.coefficients
    // An L1 penalty tells the classes' coefficients apart, so only their intercepts can be moved.
    let isSmooth = regression.penalty.l1Ratio == 0 && regression.bounds == nil
    centre(&point, columns: (isSmooth ? 0 : model.columnCount)..<model.coefficientsPerPredictor)
    let (coefficients, intercepts) = try columns.unscaled(point, predictors: model.freePredictorCount)
    return LogisticModel(
      classCount: model.classCount, coefficients: coefficients, intercepts: intercepts, aliased: aliased,
      means: columns.moments.means, deviations: columns.moments.deviations,
      solution: LinearSolution(
        solver: choice.solver, reason: choice.reason, state: state, iterations: search.iterations,
        objective: search.value, meanLoss: search.meanLoss, lambda: lambda,
        l1Ratio: regression.penalty.l1Ratio, gradientNorm: search.gradientNorm,
        dualityGap: dualityGap(search)))
  }
}
