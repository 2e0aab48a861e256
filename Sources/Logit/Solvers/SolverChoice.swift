/// Which method finds the optimum of a regression, and why; all choices are made here.
struct SolverChoice: Sendable {
  /// The most coefficients for which a Hessian is made and factored.
  static let newtonLimit = 2000
  /// The most coefficients of two classes for which seven or so Hessians cost less than conjugate gradients;
  /// measured with 20,000 and 54,000 rows.
  static let binaryNewtonLimit = 500
  /// The same of several classes: columns times ordered pairs of classes, above which the limited-memory
  /// method costs less than Hessians, which need a product of the rows for each pair.
  static let pairLimit = 1500

  /// The most coefficients of sparse columns for which a Hessian is made, from rows that are written out.
  static let sparseNewtonLimit = 50

  /// The most products of numbers that are made of rows with each other: some ten seconds of one processor.
  private static let productLimit = 20_000_000_000

  /// The method, never automatic.
  let solver: LogisticRegression.Solver
  /// Why, in a few words.
  let reason: String
  /// Whether the problem is solved in the space that the rows span, which has fewer dimensions than the
  /// columns.
  let usesRowSpace: Bool

  /// - Parameters:
  ///   - regression: What is asked for.
  ///   - model: What the coefficients are.
  ///   - rowCount: The number of rows.
  ///   - isPenalised: Whether every column has a penalty on its squares.
  ///   - isSparse: Whether only the entries of rows that are not 0 are gone through.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the method cannot do what is asked.
  init(
    _ regression: LogisticRegression, _ model: LinearModel, rowCount: Int, isPenalised: Bool,
    isSparse: Bool = false
  ) throws {
    let needsDescent = regression.penalty.l1Ratio > 0 || regression.bounds != nil
    let rowSpaceCount = model.freePredictorCount * (rowCount + (model.hasIntercept ? 1 : 0))
    let fitsRowSpace =
      isPenalised && !isSparse && !needsDescent && rowCount < model.columnCount
      && rowSpaceCount <= Self.newtonLimit
      && rowCount * rowCount * model.columnCount <= Self.productLimit
    switch regression.solver {
    case .automatic where needsDescent:
      let cause = regression.bounds == nil ? "an L1 penalty" : "bounds"
      self.init(.coordinateDescent, cause)
    case .automatic where fitsRowSpace:
      self.init(
        .newton, "\(rowCount == 1 ? "1 row" : "\(rowCount) rows"), fewer than columns", usesRowSpace: true)
    case .automatic:
      self = Self.smooth(model, isPenalised: isPenalised, isSparse: isSparse)
    case let solver:
      try LogitError.require(
        !needsDescent || solver == .coordinateDescent, "The solver", solver.rawValue,
        "automatic or coordinate-descent where there is an L1 penalty or a bound")
      self.init(solver, "as asked for", usesRowSpace: solver == .newton && fitsRowSpace)
    }
  }

  /// The choice for a problem with derivatives.
  private static func smooth(_ model: LinearModel, isPenalised: Bool, isSparse: Bool) -> SolverChoice {
    let (count, classes) = (model.coefficientCount, model.predictorCount)
    let reason = count == 1 ? "1 coefficient" : "\(count) coefficients"
    // Only Newton's method tells separated classes, which have no optimum without a penalty.
    guard isPenalised else { return SolverChoice(count <= newtonLimit ? .newton : .lbfgs, reason) }
    if isSparse {
      return SolverChoice(count <= sparseNewtonLimit ? .newton : .newtonCG, "\(reason) of sparse columns")
    }
    if classes == 1 { return SolverChoice(count <= binaryNewtonLimit ? .newton : .newtonCG, reason) }
    let isCheap = classes * (classes - 1) * model.coefficientsPerPredictor <= pairLimit
    return SolverChoice(isCheap ? .newton : .lbfgs, isCheap ? reason : "\(reason) in \(classes) classes")
  }

  private init(_ solver: LogisticRegression.Solver, _ reason: String, usesRowSpace: Bool = false) {
    self.solver = solver
    self.reason = reason
    self.usesRowSpace = usesRowSpace
  }
}

extension LogisticRegression.Penalty {
  /// The share of the penalty that is on absolute values; 0 without a penalty.
  var l1Ratio: Double {
    switch self {
    case .none, .ridge: 0
    case .lasso: 1
    case .elasticNet(_, let ratio): ratio
    }
  }

  /// λ, if it was given; 0 without a penalty.
  var givenLambda: Double? {
    switch self {
    case .none: 0
    case .ridge(let lambda), .lasso(let lambda), .elasticNet(let lambda, _): lambda
    }
  }
}
