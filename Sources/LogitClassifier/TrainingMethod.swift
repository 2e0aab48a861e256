public import Logit

/// How a model is trained.
public enum TrainingMethod: Sendable {
  /// By the exact optimum of its objective, which a model without hidden layers has; see ``OptimumOptions``.
  case optimum(OptimumOptions = OptimumOptions())
  /// In steps along the gradients of batches of rows; see ``StepOptions``.
  case steps(StepOptions = StepOptions())
}

/// How the optimum of a model without hidden layers is defined and found.
///
/// It is where the mean loss of the training rows, weighted, and the penalty
///
///     λ · (ρ · ‖β‖₁ + (1 − ρ)/2 · ‖β‖²)
///
/// are smallest together, for the weights β of the features as they are encoded: numbers have deviation 1,
/// categories are 0 or 1. The intercepts are not penalized.
public struct OptimumOptions: Sendable, Equatable {
  /// The penalty; ridge by default. λ is by default 1/Σw over the weights of the rows that the final model is
  /// trained on, which is scikit-learn's `C=1`. Models of folds have the same.
  public var penalty: LogisticRegression.Penalty
  /// How λ is chosen from the rows, by cross-validation of the deviance along the path of
  /// ``PenaltyValidation``; by default it is not, and as the penalty says. The folds are those of
  /// ``ClassifierOptions/measuring``, and λ is chosen anew for each model that measures, from folds of its
  /// own training rows. For ridge the sequence goes on to a ten-millionth of its first λ, since glmnet's ends
  /// before the best.
  public var lambdaRule: LambdaRule?
  /// The solver; chosen from the size of the problem by default.
  public var solver: LogisticRegression.Solver
  /// The program whose conventions hold for what is coded, scaled and penalized, and how; those of Logit by
  /// default. The penalty stays what ``penalty`` and ``lambdaRule`` say: take it from ``ToolConventions``,
  /// too.
  public var like: ReferenceTool?
  /// Whether the penalty is on the weights of numbers divided by their deviations; if not, of all columns in
  /// their own units. As in the program of ``like`` by default, or divided.
  public var standardizes: Bool?
  /// How much all features of a column are penalized, relative to the others, not negative; 1 each by
  /// default. With 0 a column is free, and with infinity it is left out. As in glmnet the factors are scaled
  /// to a mean of 1 over the features.
  public var penaltyFactors: [String: Double] = [:]
  /// The range of the coefficients of columns, in original units, 0 within; none by default.
  public var bounds: [String: ClosedRange<Double>] = [:]

  /// Chooses penalty and solver.
  ///
  /// - Parameters:
  ///   - penalty: The penalty; ridge with λ = 1/Σw by default.
  ///   - solver: The solver; chosen from the size of the problem by default.
  ///   - lambdaRule: How λ is chosen from the rows; not at all by default.
  public init(
    penalty: LogisticRegression.Penalty = .ridge(), solver: LogisticRegression.Solver = .automatic,
    lambdaRule: LambdaRule? = nil
  ) {
    (self.penalty, self.solver, self.lambdaRule) = (penalty, solver, lambdaRule)
  }

  /// Chooses penalty and conventions of another program.
  ///
  /// - Parameter tool: The program; of ``ReferenceTool/keras`` a model is trained in steps, see
  ///   ``StepOptions``.
  public init(like tool: ReferenceTool) {
    let conventions = ToolConventions(tool)
    self.init(penalty: conventions.penalty, lambdaRule: conventions.lambdaRule)
    like = tool
  }

  /// Which columns the regression has, and in which units they are penalized.
  var design: DesignOptions {
    let conventions = ToolConventions(like)
    let scaling: ToolConventions.Scaling =
      switch standardizes {
      case nil: conventions.scaling
      case false?: .none
      case true?: conventions.scaling == .none ? .numbers : conventions.scaling
      }
    return DesignOptions(
      coding: conventions.coding, scaling: scaling, penalizesIntercept: conventions.penalizesIntercept,
      penaltyFactors: penaltyFactors, bounds: bounds)
  }

  /// Which λ of a cross-validated path is taken.
  public enum LambdaRule: String, Sendable, CaseIterable {
    /// The largest with the smallest mean deviance; cv.glmnet's lambda.min.
    case minimum = "min"
    /// The largest whose mean deviance is within one standard error of the smallest; cv.glmnet's lambda.1se.
    case oneStandardError = "1se"
  }

  /// Checks that the solver can do with the penalty, and its numbers.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  func validate() throws {
    if let lambda = penalty.lambda, !(lambda >= 0 && lambda.isFinite) {
      throw LogitError.invalidOption(name: "lambda", value: "\(lambda)", expected: "at least 0 and finite")
    }
    if let lambdaRule, penalty.lambda != nil {
      throw LogitError.invalidOption(
        name: "lambda rule", value: lambdaRule.rawValue,
        expected: "left out for a penalty with a lambda, or for none")
    }
    let ratio = penalty.l1Ratio
    guard ratio >= 0, ratio <= 1 else {
      throw LogitError.invalidOption(name: "l1 ratio", value: "\(ratio)", expected: "from 0 to 1")
    }
    guard ratio == 0 && bounds.isEmpty || solver == .automatic || solver == .coordinateDescent else {
      throw LogitError.invalidOption(
        name: "solver", value: solver.rawValue,
        expected: "coordinate-descent or automatic for a penalty on absolute values, or bounds")
    }
    try PathOptions.validate(penaltyFactors: penaltyFactors, bounds: bounds)
    guard like != .keras else {
      throw LogitError.invalidOption(
        name: "like", value: "keras", expected: "in StepOptions, since a Keras model is trained in steps")
    }
    guard lambdaRule == nil || like != .spark else {
      throw LogitError.invalidOption(
        name: "lambda rule", value: "chosen by cross-validation",
        expected: "a lambda, which Spark MLlib calls regParam and does not choose")
    }
  }
}

/// How a model is trained in steps. What is `nil` is chosen from the number of rows; see
/// ``TrainingSchedule``.
public struct StepOptions: Sendable {
  /// The optimizer, Adam by default; its learning rate is replaced by that of the schedule.
  public var optimizer: any Optimizer
  /// The learning rate at the start, above 0; it falls to 0 along half a cosine, see
  /// ``decaysLearningRate``.
  public var learningRate: Double?
  /// The number of passes over the training rows, 1 to 10⁹.
  public var epochs: Int?
  /// The number of rows in a step, 1 to 10⁹.
  public var batchSize: Int?
  /// The strength λ of the penalty λ·Σw² on the kernels of all layers, at least 0. By default 1/(2n) for n
  /// training rows, which on standardized features is that of scikit-learn's `LogisticRegression()` with
  /// `C=1`.
  public var l2: Double?
  /// The program whose defaults these are; only ``ReferenceTool/keras`` trains so. None by default.
  public var like: ReferenceTool?
  /// Whether the learning rate falls to 0 along half a cosine; if not, it stays what it is. `true` by
  /// default.
  public var decaysLearningRate = true

  /// Keras's defaults: Adam at 0.001 all the time, 32 rows in a step, one epoch, and no penalty.
  public static var keras: StepOptions {
    var options = StepOptions(learningRate: 0.001, epochs: 1, batchSize: 32, l2: 0)
    (options.like, options.decaysLearningRate) = (.keras, false)
    return options
  }

  /// Chooses how to train.
  ///
  /// - Parameters:
  ///   - optimizer: The optimizer; Adam by default.
  ///   - learningRate: The learning rate at the start; from the schedule by default.
  ///   - epochs: The number of passes over the training rows; from the schedule by default.
  ///   - batchSize: The number of rows in a step; from the schedule by default.
  ///   - l2: The strength of the penalty on squared weights; 1/(2n) by default.
  public init(
    optimizer: any Optimizer = .adam(), learningRate: Double? = nil, epochs: Int? = nil,
    batchSize: Int? = nil, l2: Double? = nil
  ) {
    self.optimizer = optimizer
    (self.learningRate, self.epochs, self.batchSize, self.l2) = (learningRate, epochs, batchSize, l2)
  }

  /// The strength of the penalty on squared weights, by default that of scikit-learn's `C=1`.
  func l2(rows: Int) -> Double { l2 ?? 1 / (2 * Double(rows)) }

  /// The most epochs, and rows in a step.
  private static let largestCount = 1_000_000_000

  /// Checks each option.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for one out of range.
  func validate() throws {
    func require(_ holds: Bool, _ name: String, _ value: Any, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: name, value: "\(value)", expected: expected)
    }
    if let learningRate {
      try require(
        learningRate > 0 && learningRate.isFinite, "learning rate", learningRate, "above 0 and finite")
    }
    if let epochs {
      try require((1...Self.largestCount).contains(epochs), "epochs", epochs, "1 to \(Self.largestCount)")
    }
    if let batchSize {
      try require(
        (1...Self.largestCount).contains(batchSize), "batch size", batchSize, "1 to \(Self.largestCount)")
    }
    if let l2 { try require(l2 >= 0 && l2.isFinite, "l2", l2, "at least 0 and finite") }
  }
}

extension LogisticRegression.Penalty {
  /// λ; `nil` if it is to be chosen.
  package var lambda: Double? {
    switch self {
    case .none: 0
    case .ridge(let lambda), .lasso(let lambda), .elasticNet(let lambda, _): lambda
    }
  }

  /// The share of the penalty that is on absolute values.
  package var l1Ratio: Double {
    switch self {
    case .none, .ridge: 0
    case .lasso: 1
    case .elasticNet(_, let ratio): ratio
    }
  }

  /// The name as it is typed.
  package var name: String {
    switch self {
    case .none: "none"
    case .ridge: "ridge"
    case .lasso: "lasso"
    case .elasticNet: "elastic-net"
    }
  }

  /// The same kind of penalty with a certain λ.
  package func withLambda(_ lambda: Double) -> Self {
    switch self {
    case .none: .none
    case .ridge: .ridge(lambda)
    case .lasso: .lasso(lambda)
    case .elasticNet(_, let ratio): .elasticNet(lambda, l1Ratio: ratio)
    }
  }
}
