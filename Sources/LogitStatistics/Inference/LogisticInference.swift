import LogitFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the coefficients of a logistic or softmax regression are, and how sure: estimates, standard errors,
/// tests and intervals, and how well the model describes its rows.
///
///     let fit = try FittedRegression(design, .classes(y, names: ["no", "yes"]))
///     print(fit.inference)
///
/// Numbers that do not exist are `nil`: all of an aliased column, errors and tests of a separated one.
public struct LogisticInference: Sendable, Hashable, Codable {
  /// The classes, in order; of two, the second is the positive one.
  public internal(set) var classNames: [String]
  /// The class that others are compared with.
  public internal(set) var baseClass: Int
  /// The rows that count: those with weight, each as often as its frequency weight says.
  public internal(set) var observationCount: Int
  /// A line for each class but the base and each column: the constant first, then the columns.
  public internal(set) var coefficients: [Coefficient]
  /// How intervals were found.
  public internal(set) var interval: Interval
  /// The level of the intervals.
  public internal(set) var level: Double
  /// What standard errors come from.
  public internal(set) var standardErrors: StandardErrors
  /// The number of clusters, with clustered errors.
  public internal(set) var clusterCount: Int?
  /// The log likelihood Σ w log p at the estimates, or its supremum where classes are separated.
  ///
  /// Of counts, Σ w log (n over s) is part of it, as in R. Prior weights that are not whole numbers count as
  /// they are; R's `logLik` rounds them.
  public internal(set) var logLikelihood: Double
  /// The log likelihood with the constant alone (and offsets), or with all coefficients 0 without a constant.
  public internal(set) var nullLogLikelihood: Double?
  /// Of a fit by Firth's method, the log likelihood + ½ log det I, with the information I of coefficients in
  /// the columns' own units, as R's `logistf` has it: a column in other units changes it by a constant.
  public internal(set) var penalizedLogLikelihood: Double?
  /// All coefficients but the constant against none; `nil` with robust errors.
  public internal(set) var likelihoodRatio: Test?
  /// The same by estimates and covariance.
  public internal(set) var wald: Test?
  /// The number of coefficients besides the constants.
  public internal(set) var modelDegreesOfFreedom: Int
  /// The rows that count less all coefficients.
  public internal(set) var residualDegreesOfFreedom: Int
  /// −2 ℓ + 2 k with k coefficients; `nil` with robust errors.
  public internal(set) var aic: Double?
  /// −2 ℓ + k log n with n rows that count; `nil` with robust errors.
  public internal(set) var bic: Double?
  /// 1 − ℓ / ℓ₀ of the log likelihoods above.
  public internal(set) var mcFadden: Double?
  /// 1 − exp(2 (ℓ₀ − ℓ) / n), with the sum of the weights (trials, frequencies) as n.
  public internal(set) var coxSnell: Double?
  /// Cox and Snell's divided by the largest value it could have, 1 − exp(2 ℓ₀ / n); of counts with ℓ₀ without
  /// Σ w log (n over s), so that it is that of the same trials in rows of their own.
  public internal(set) var nagelkerke: Double?
  /// Whether the estimates are a maximum; not where classes are separated.
  public internal(set) var isConverged: Bool
  /// Whether the estimates were given, and are not the end of a search in these rows.
  package internal(set) var areGiven = false
  /// The steps that the fit took.
  public internal(set) var iterationCount: Int
  /// The largest absolute entry of the mean loss's gradient, in standardized columns.
  public internal(set) var gradientNorm: Double
  /// The coefficients that have no finite estimate, and where they go.
  public internal(set) var separated: [Separated]
  /// The names of columns that others explain.
  public internal(set) var aliased: [String]
  /// The test of each term, if it was asked for.
  public internal(set) var termTests: [TermTest]?
  /// The comparison with a regression on fewer columns, if it was asked for.
  public internal(set) var nested: NestedTest?
  /// The variance inflation of each term, if it was asked for.
  public internal(set) var varianceInflation: [Inflation]?
  /// The test of Hosmer and Lemeshow, if it was asked for.
  public internal(set) var hosmerLemeshow: GroupTest?
  /// Marginal effects, if they were asked for.
  public internal(set) var marginalEffects: [MarginalEffect]?
  /// The covariance of the estimates, in the order of ``coefficients``; `nil` where either is aliased or
  /// separated.
  public internal(set) var covariance: [[Double?]]
  /// The mean of each column where there is a constant, otherwise 0.
  ///
  /// Far from 0 a column and the constant say nearly the same, and ``covariance`` keeps few digits of the
  /// error of their sum; ``centeredFactor`` keeps them.
  package internal(set) var centers: [Double]
  /// A with V = A Aᵀ, the covariance of the estimates with ``centers`` subtracted from the columns; a row for
  /// each of ``coefficients``. The error of a combination g is the length of Aᵀ g: squares that nearly cancel
  /// in gᵀ V g do not arise.
  package internal(set) var centeredFactor: [[Double?]]

  /// A line of the table.
  public struct Coefficient: Sendable, Hashable, Codable {
    /// What the coefficient, the term or the variable is called.
    public internal(set) var term: String
    /// The class whose probability this is about.
    public internal(set) var className: String
    /// The estimate, of a column in its own units: the change of the log odds where it is larger by 1.
    public internal(set) var estimate: Double?
    /// The standard error of the estimate.
    public internal(set) var standardError: Double?
    /// The estimate divided by its error; of a Firth fit the penalized likelihood ratio.
    public internal(set) var statistic: Double?
    /// The two-sided p-value.
    public internal(set) var pValue: Double?
    /// The lower end of the interval; `nil` where there is none.
    public internal(set) var confidenceLow: Double?
    /// The upper end of the interval; `nil` where there is none.
    public internal(set) var confidenceHigh: Double?
    /// Whether other columns before this one explain it, so that it has no estimate.
    public internal(set) var isAliased: Bool
    /// Where a separated coefficient goes: 1 to infinity, −1 to minus infinity; `nil` for finite ones.
    public internal(set) var divergingSign: Int?
    /// Whether it goes there whichever direction is taken that separates: `false` if the rows do not settle the sign,
    /// `nil` for finite ones and where that was not worked out.
    public internal(set) var isSignDetermined: Bool?

    /// exp(estimate): how many times larger the odds are where the column is larger by 1.
    public var oddsRatio: Double? { estimate.map(exp) }
    /// The lower end of the odds ratio's interval.
    public var oddsRatioLow: Double? { confidenceLow.map(exp) }
    /// The upper end of the odds ratio's interval.
    public var oddsRatioHigh: Double? { confidenceHigh.map(exp) }
  }

  /// How intervals of coefficients were found.
  public enum Interval: String, Sendable, Hashable, Codable { case wald, profile }

  /// What standard errors come from: the likelihood's curvature, the rows' scores with a correction, the
  /// clusters' scores, or the curvature at the maximum of Firth's penalized likelihood.
  public enum StandardErrors: String, Sendable, Hashable, Codable {
    case model, hc0, hc1, hc2, hc3, cluster, firth
  }

  /// A test against a chi-squared distribution.
  public struct Test: Sendable, Hashable, Codable {
    /// The statistic.
    public internal(set) var statistic: Double
    /// The degrees of freedom of the distribution.
    public internal(set) var degreesOfFreedom: Int
    /// The probability of at least this statistic.
    public internal(set) var pValue: Double
  }

  /// A test of rows in groups of like fitted probability.
  public struct GroupTest: Sendable, Hashable, Codable {
    /// The groups that were asked for.
    public internal(set) var requestedGroupCount: Int
    /// The groups that there are, fewer where rows have equal probabilities; `nil` if the probabilities are
    /// not those of a maximum, as where classes are separated.
    public internal(set) var groupCount: Int?
    /// The test; `nil` with fewer than 3 groups.
    public internal(set) var test: Test?
  }

  /// The test of a term.
  public struct TermTest: Sendable, Hashable, Codable {
    /// What the coefficient, the term or the variable is called.
    public internal(set) var term: String
    /// How it is tested.
    public internal(set) var kind: RegressionOptions.TermTest
    /// `nil` where the term is aliased or columns that it aliases take its place, the test does not exist, or
    /// a fit without the term did not converge.
    public internal(set) var test: Test?
  }

  /// The comparison of a regression with one on fewer columns.
  public struct NestedTest: Sendable, Hashable, Codable {
    /// The smaller regression.
    public internal(set) var formula: String
    /// The test of the larger one against it; `nil` if a fit did not converge or, with robust errors, columns
    /// that have no coefficient in the larger one take the place of some that have.
    public internal(set) var test: Test?
  }

  /// How much the variance of a term's estimates is inflated by other columns.
  public struct Inflation: Sendable, Hashable, Codable {
    /// What the coefficient, the term or the variable is called.
    public internal(set) var term: String
    /// The (generalized) variance inflation factor; `nil` of an aliased term, and unless the estimates are a
    /// maximum with a covariance.
    public internal(set) var value: Double?
  }

  /// A coefficient without a finite estimate.
  public struct Separated: Sendable, Hashable, Codable {
    /// What the coefficient, the term or the variable is called.
    public internal(set) var term: String
    /// The class whose probability this is about.
    public internal(set) var className: String
    /// 1 to infinity, −1 to minus infinity, along the direction that was found.
    public internal(set) var sign: Int
    /// Whether every direction that separates has this sign: `false` if some have the other, so that the rows do not
    /// settle it; `nil` if that was not worked out, which many rows and columns would take long.
    public internal(set) var isSignDetermined: Bool?
    /// Whether the classes are separated completely, with no row on the hyperplane between them.
    public internal(set) var isComplete: Bool
  }

  /// How much a probability changes where a variable does.
  public struct MarginalEffect: Sendable, Hashable, Codable {
    /// What the coefficient, the term or the variable is called.
    public internal(set) var term: String
    /// The class whose probability this is about.
    public internal(set) var className: String
    /// `overall` or `mean`.
    public internal(set) var place: String
    /// The change of the probability; `nil` if aliased columns take part in it, or the estimates are no
    /// maximum, as where classes are separated.
    public internal(set) var effect: Double?
    /// The effect's standard error, by the delta method.
    public internal(set) var standardError: Double?
    /// The two-sided p-value.
    public internal(set) var pValue: Double?
    /// The lower end of the interval; `nil` where there is none.
    public internal(set) var confidenceLow: Double?
    /// The upper end of the interval; `nil` where there is none.
    public internal(set) var confidenceHigh: Double?
  }
}
