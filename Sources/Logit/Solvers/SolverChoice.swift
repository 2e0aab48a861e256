/// Which method finds the optimum of a regression, and why; all choices are made here.
struct SolverChoice: Sendable {
  /// The most coefficients for which a Hessian is made and factored.
  static let newtonLimit = 2000

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
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the method cannot do what is asked.
  init(_ regression: LogisticRegression, _ model: LinearModel, rowCount: Int, isPenalised: Bool) throws {
    let needsDescent = regression.penalty.l1Ratio > 0 || regression.bounds != nil
    let count = model.coefficientCount
    let rowSpaceCount = model.freePredictorCount * (rowCount + (model.hasIntercept ? 1 : 0))
    let fitsRowSpace =
      isPenalised && !needsDescent && rowCount < model.columnCount && rowSpaceCount <= Self.newtonLimit
      && rowCount * rowCount * model.columnCount <= Self.productLimit
    switch regression.solver {
    case .automatic where needsDescent:
      let cause = regression.bounds == nil ? "an L1 penalty" : "bounds"
      self.init(.coordinateDescent, cause)
    case .automatic where fitsRowSpace:
      self.init(.newton, "\(rowCount) rows, fewer than columns", usesRowSpace: true)
    case .automatic where count <= Self.newtonLimit:
      self.init(.newton, "\(count) coefficients")
    case .automatic:
      self.init(.newtonCG, "\(count) coefficients, more than \(Self.newtonLimit)")
    case let solver:
      try LogitError.require(
        !needsDescent || solver == .coordinateDescent, "The solver", solver.rawValue,
        "automatic or coordinate-descent where there is an L1 penalty or a bound")
      self.init(solver, "as asked for", usesRowSpace: solver == .newton && fitsRowSpace)
    }
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
