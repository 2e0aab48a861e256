public import Logit

/// Another program that fits logistic regression, whose conventions can be taken over.
public enum ReferenceTool: String, Sendable, Hashable, CaseIterable {
  /// scikit-learn's `LogisticRegression`.
  case sklearn
  /// statsmodels' `Logit` and `MNLogit`.
  case statsmodels
  /// R's `glm`, and `multinom` of its package nnet for three classes or more.
  case r
  /// R's package glmnet.
  case glmnet
  /// LIBLINEAR's logistic regression, `train -s 0 -B 1`.
  case liblinear
  /// A Keras model of one dense layer, trained with Keras's defaults.
  case keras
  /// Spark MLlib's `LogisticRegression`.
  case spark

  /// The name as it is written.
  public var title: String {
    switch self {
    case .sklearn: "scikit-learn"
    case .statsmodels: "statsmodels"
    case .r: "R"
    case .glmnet: "glmnet"
    case .liblinear: "LIBLINEAR"
    case .keras: "Keras"
    case .spark: "Spark MLlib"
    }
  }
}

/// What a program does by default.
///
/// Taken from scikit-learn 1.9, statsmodels 0.15, R 4.2 with glmnet 4.1 and nnet 7.3, LIBLINEAR 2.4, Keras 3
/// and Spark 4.0.
public struct ToolConventions: Sendable, Equatable {
  /// Which of a column's categories have a coefficient.
  public enum Coding: Sendable {
    /// Each.
    case every
    /// Each but the first in ascending order, which is the reference.
    case withoutFirst
    /// Each but the least frequent, of equally frequent ones the last in ascending order.
    case withoutRarest
  }

  /// What the penalty takes for the unit of a coefficient.
  public enum Scaling: Sendable {
    /// A deviation (1/n) of numbers; categories are 0 or 1. That of Logit itself.
    case numbers
    /// The columns' own units.
    case none
    /// A deviation (1/n) of every column, categories too.
    case everyColumn
    /// A deviation of every column with 1/(n − 1).
    case everyColumnOfSample
  }

  /// The penalty; λ is 1/Σw if it is `nil`.
  public let penalty: LogisticRegression.Penalty
  /// How λ is chosen from the rows; `nil` if it is not.
  public let lambdaRule: OptimumOptions.LambdaRule?
  /// Which categories have a coefficient.
  public let coding: Coding
  /// What the penalty takes for the unit of a coefficient.
  public let scaling: Scaling
  /// Whether the constant is penalized as the coefficients are.
  public let penalizesIntercept: Bool

  /// Those of a program.
  ///
  /// - Parameter tool: The program; `nil` for Logit itself.
  public init(_ tool: ReferenceTool?) {
    switch tool {
    case nil, .keras: self.init(.ridge(), .every, .numbers)
    case .sklearn: self.init(.ridge(), .every, .none)
    case .statsmodels, .r: self.init(.none, .withoutFirst, .none)
    case .glmnet: self.init(.lasso(), .every, .everyColumn, lambdaRule: .oneStandardError)
    case .liblinear: self.init(.ridge(), .every, .none, penalizesIntercept: true)
    case .spark: self.init(.none, .withoutRarest, .everyColumnOfSample)
    }
  }

  private init(
    _ penalty: LogisticRegression.Penalty, _ coding: Coding, _ scaling: Scaling,
    lambdaRule: OptimumOptions.LambdaRule? = nil, penalizesIntercept: Bool = false
  ) {
    (self.penalty, self.coding, self.scaling) = (penalty, coding, scaling)
    (self.lambdaRule, self.penalizesIntercept) = (lambdaRule, penalizesIntercept)
  }
}
