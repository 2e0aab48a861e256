/// How a regression is fitted, and what is worked out besides its coefficients.
public struct RegressionOptions: Sendable {
  /// What the errors of estimates are worked out from.
  public enum StandardErrors: Sendable, Hashable {
    /// The curvature of the likelihood.
    case model
    /// The scores of the rows, whatever their distribution: the sandwich of White (1980) and MacKinnon and
    /// White (1985).
    case robust(HeteroskedasticityCorrection)
    /// The scores of groups of rows; a number for each row's group, and the name of their column.
    case cluster([Int32], name: String)
  }

  /// How squared scores are corrected for a small sample.
  public enum HeteroskedasticityCorrection: String, Sendable, Hashable, CaseIterable, Codable {
    /// Not at all.
    case hc0
    /// By n/(n − p).
    case hc1
    /// Each row's by 1/(1 − h), h being its leverage.
    case hc2
    /// Each row's by 1/(1 − h)².
    case hc3
  }

  /// How terms are tested.
  public enum TermTest: String, Sendable, Hashable, CaseIterable, Codable {
    /// By fitting again without the term.
    case likelihoodRatio = "likelihood-ratio"
    /// By its estimates and their covariance.
    case wald
    /// By the gradient at the fit without the term (Rao).
    case score
  }

  /// The level of confidence intervals, between 0 and 1.
  public var level = 0.95
  /// What the errors of estimates are worked out from.
  public var standardErrors = StandardErrors.model
  /// Whether the penalized likelihood of Firth (1993) is maximized; two classes or counts only.
  public var usesFirthPenalty = false
  /// Whether coefficients with Firth's penalty are tested, and their intervals found, by the penalized
  /// likelihood ratio, which takes a few fits for each; otherwise, unless ``profiles`` asks for it, by
  /// estimates and errors (Wald), without a test of all together by likelihoods. `true` by default.
  public var comparesPenalizedLikelihoods = true
  /// Whether intervals are those of the profile likelihood.
  public var profiles = false
  /// R's prior weights, one a row, not negative; 1 each by default.
  public var weights: [Double]?
  /// How many equal rows each row stands for, whole numbers; 1 each by default.
  public var frequencyWeights: [Double]?
  /// What is added to each row's linear predictor; two classes or counts only.
  public var offsets: [Double]?
  /// How each term is tested; not at all by default.
  public var termTest: TermTest?
  /// A regression on the same rows with fewer columns to compare with, and its formula.
  public var nested: (design: RegressionDesign, formula: String)?
  /// Whether the variance inflation of each term is worked out.
  public var inflatesVariance = false
  /// The number of groups of the test of Hosmer and Lemeshow (1980), at least 3; not worked out by default.
  /// There are fewer groups where rows have equal probabilities, and no more than rows.
  public var hosmerLemeshowGroupCount: Int?
  /// The most steps of a fit, of Firth's method as well.
  public var iterationLimit = 200
  /// How messages count rows.
  package var rowNumbers = RowNumbers.fromZero

  /// How messages count rows.
  package enum RowNumbers: Sendable {
    /// By their index.
    case fromZero
    /// From 1, in the table that the rows are from; their indices there, `nil` if they are all of its rows.
    case ofTable([Int]?)
  }

  /// Maximum likelihood with model-based errors and Wald intervals.
  public init() {}
}
