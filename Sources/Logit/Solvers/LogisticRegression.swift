/// Logistic and softmax regression, fitted to the optimum.
///
///     let model = try LogisticRegression(penalty: .ridge()).fit(x, classes)
///     print(model.coefficients, model.intercepts, model.solution.gradientNorm)
///
/// What is minimized is
///
///     Σᵢ wᵢ lossᵢ(β) / Σᵢ wᵢ  +  λ · Σⱼ fⱼ (ρ · |βⱼ| + (1 − ρ)/2 · βⱼ²)
///
/// with the negative log likelihood of each row as its loss, β the coefficients of the columns divided by
/// their deviations (1/n, weighted) and free intercepts. Ridge has ρ = 0, the lasso ρ = 1. With two classes
/// there is one set of coefficients, those of the second class; with more, one for each class, and where no
/// penalty tells them apart they are those whose sum over the classes is 0, which changes no probability.
public struct LogisticRegression: Sendable, Hashable {
  /// What is added to the mean loss; ridge with λ = 1/Σw by default, which is scikit-learn's `C=1`.
  public var penalty: Penalty
  /// The method; chosen from the size of the problem by default.
  public var solver = Solver.automatic
  /// Whether each set of coefficients has a constant of its own, which is never penalized.
  public var fitsIntercept = true
  /// Whether the penalty is on coefficients of columns divided by their deviations, as glmnet's default has
  /// it; if not, on those of the columns as they are. The result is in the columns' units either way.
  public var standardizes = true
  /// What each column is divided by where the penalty is on its coefficients and ``standardizes`` is `false`, finite
  /// and above 0; 1 each by default. It is not encoded, since it is made of the rows of one fit.
  package var penaltyDivisors: [Double]?
  /// How much each column is penalized, relative to the others, not negative; 1 each by default. With 0 a
  /// column is free, and with infinity it is left out. As in glmnet the factors are scaled to a mean of 1,
  /// which are the f above, by `fit` and along a path alike.
  public var penaltyFactors: [Double]?
  /// The range that each column's coefficients are kept to, in the columns' units, 0 within; none by default.
  public var bounds: [ClosedRange<Double>]?
  /// The largest entry of the gradient of the objective, of standardized columns, at which the optimum counts
  /// as reached; 1e-9 by default. Solvers go on beyond it as long as that costs nothing.
  public var tolerance = 1e-9
  /// The most steps; as many as the solver usually needs a few times over by default.
  public var iterationLimit: Int?

  /// A regression with a penalty.
  ///
  /// - Parameter penalty: What is added to the mean loss; ridge with λ = 1/Σw by default.
  public init(penalty: Penalty = .ridge()) { self.penalty = penalty }

  /// What is added to the mean loss. λ is finite and not negative, and 1/Σw if it is `nil`.
  public enum Penalty: Sendable, Hashable {
    /// Nothing: maximum likelihood.
    case none
    /// λ/2 · Σ β².
    case ridge(Double? = nil)
    /// λ · Σ |β|, which makes coefficients 0.
    case lasso(Double? = nil)
    /// λ · Σ (ρ · |β| + (1 − ρ)/2 · β²), ρ from 0 to 1; glmnet calls ρ alpha.
    case elasticNet(Double? = nil, l1Ratio: Double)
  }

  /// A method of finding the optimum. All find the same one.
  public enum Solver: String, Sendable, Hashable, CaseIterable {
    /// Chosen from the size of the problem and its penalty.
    case automatic
    /// Newton's method with a Cholesky factorization of the Hessian.
    case newton
    /// Newton's method with conjugate gradients, which never makes the Hessian.
    case newtonCG = "newton-cg"
    /// The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno.
    case lbfgs
    /// Proximal Newton steps, each solved by coordinate descent; the only one for the lasso.
    case coordinateDescent = "coordinate-descent"
  }
}
