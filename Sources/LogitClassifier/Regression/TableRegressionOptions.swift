import Logit
public import LogitData
public import LogitStatistics

/// What a ``TableRegression`` explains by what, and what it works out besides.
///
///     var options = TableRegressionOptions(formula: "outcome ~ age + C(city) + log(income)")
///     options.errors = .robust(.hc3)
///     options.termTest = .likelihoodRatio
public struct TableRegressionOptions: Sendable {
  /// What explains what, such as `outcome ~ age + city`; `nil`, the default, for ``target`` and all columns.
  public var formula: String?
  /// The outcome, where no formula says it.
  public var target: String?
  /// The columns that may be predictors where the formula does not name them; all by default.
  public var features: [String]?
  /// Columns that are no predictors; none by default.
  public var excluded: [String] = []
  /// Of two classes, the one whose probability is modelled; the later one in ascending order by default.
  public var positiveClass: String?
  /// Of three classes or more, the one that the others are compared with; the first by default.
  public var baseClass: String?
  /// The category that others are compared with, by column; the first by default.
  public var references: [String: String] = [:]
  /// The column of prior weights, which scale what a row says; none by default.
  public var weights: String?
  /// The column of frequency weights: how many equal rows each stands for; none by default.
  public var frequencyWeights: String?
  /// The column that is added to the linear predictor as it is; none by default.
  public var offset: String?
  /// The column of trials, where the outcome is a number of successes, or their proportion; none by default.
  public var trials: String?
  /// What standard errors come from; the curvature of the likelihood by default.
  public var errors = Errors.model
  /// The level of intervals, between 0 and 1; 0.95 by default.
  public var level = 0.95
  /// Whether intervals are those of the profile likelihood; `false` by default.
  public var profiles = false
  /// Whether the penalized likelihood of Firth (1993) is maximized; `false` by default.
  public var usesFirthPenalty = false
  /// Where marginal effects are worked out; nowhere by default.
  public var marginalEffects: EffectPlace?
  /// How each term is tested; not at all by default.
  public var termTest: RegressionOptions.TermTest?
  /// A formula with fewer terms to compare with; none by default.
  public var nested: String?
  /// Whether the variance inflation of each term is worked out; `false` by default.
  public var inflatesVariance = false
  /// The number of groups of the test of Hosmer and Lemeshow; not worked out by default.
  public var hosmerLemeshowGroupCount: Int?
  /// How columns are read and used; by what they hold by default.
  public var columns = ColumnOptions()
  /// How the table was read, which the model remembers; as usual by default.
  public var reading = TableReading()

  /// The classes of a model whose terms are fitted anew; `nil` where they are learned.
  var knownClasses: ClassLabels?

  /// What standard errors come from.
  public enum Errors: Sendable, Hashable {
    /// The curvature of the likelihood.
    case model
    /// The scores of the rows.
    case robust(RegressionOptions.HeteroskedasticityCorrection)
    /// The scores of groups of rows: those with the same value in a column.
    case cluster(column: String)
  }

  /// Where marginal effects are worked out.
  public enum EffectPlace: String, Sendable, Hashable, CaseIterable {
    /// In every row; effects are the mean over the rows.
    case overall
    /// At the mean of all columns.
    case mean
  }

  /// Chooses what explains what; see the properties.
  ///
  /// - Parameters:
  ///   - formula: Such as `outcome ~ age + city`; `nil` for a target and all columns.
  ///   - target: The outcome, where no formula says it; `nil` by default.
  public init(formula: String? = nil, target: String? = nil) {
    (self.formula, self.target) = (formula, target)
  }

  /// The columns that are no predictors since they have another use.
  var otherUses: [(column: String, role: String, purpose: String)] {
    var uses: [(column: String, role: String, purpose: String)] = []
    func add(_ column: String?, _ role: String, _ purpose: String) {
      if let column { uses.append((column, role, purpose)) }
    }
    add(weights, "column of weights", "it weighs the rows")
    add(frequencyWeights, "column of frequency weights", "it counts equal rows")
    add(offset, "column of offsets", "it is the offset")
    add(trials, "column of trials", "it counts the trials")
    if case .cluster(let column) = errors { add(column, "column of clusters", "it groups the rows") }
    return uses
  }
}
