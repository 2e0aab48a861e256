/// An option that a message advises, with its value where it has one: what to change so that the message's
/// reason goes away.
///
/// A message is written once; what the option is called depends on who reads it. ``description`` has the
/// names of the libraries.
public enum OptionAdvice: Sendable, Equatable {
  /// Leave these columns out.
  case exclude([String])
  /// Train for this many epochs.
  case epochs(Int)
  /// Hold out this share of the rows to measure on.
  case validationShare(Double)
  /// Give the model hidden layers of these numbers of units.
  case hiddenUnits([Int])
  /// Keep coefficients small by a penalty on their squares.
  case ridgePenalty
  /// Fit a classifier with a penalty on the squares of its coefficients instead.
  case ridgeFit
  /// Estimate by the penalized likelihood of Firth, which has a finite maximum.
  case firthPenalty
  /// Fit a regression by the penalized likelihood of Firth instead, which gives separated classes finite
  /// estimates.
  case firthFit
  /// Fit a regression without a penalty, whose coefficients have errors and tests.
  case regression
  /// Leave out rows whose target is missing.
  case dropMissingTargets
  /// Leave out classes with a single row.
  case dropRareClasses
  /// Correct probabilities for the true shares of classes, of which the one that is left out has the rest.
  case prior([Share])
  /// Read columns in another way: what to do, up to the choices, such as `Read them as numbers with`; and the
  /// choices, which are given together.
  case reading(String, [ReadingRemedy])
}

extension OptionAdvice {
  /// A class and its share.
  public struct Share: Sendable, Equatable {
    /// The name of the class.
    public var name: String
    /// Its share, above 0 and below 1.
    public var share: Double

    /// Makes a share.
    ///
    /// - Parameters:
    ///   - name: The name of the class.
    ///   - share: Its share, above 0 and below 1.
    public init(name: String, share: Double) { (self.name, self.share) = (name, share) }
  }

  /// What stands before the option in a sentence.
  var lead: String { if case .reading(let lead, _) = self { lead } else { "Try" } }
}

extension OptionAdvice: CustomStringConvertible {
  /// The option as it is written in Swift, such as `ClassifierOptions.epochs = 200`.
  public var description: String {
    switch self {
    case .exclude(let columns):
      "ClassifierOptions.excluded = [\(columns.map { "\"\($0)\"" }.joined(separator: ", "))]"
    case .epochs(let count): "ClassifierOptions.epochs = \(count)"
    case .validationShare(let share): "ClassifierOptions.validationShare = \(share.shortText)"
    case .hiddenUnits(let units): "ClassifierOptions.hiddenUnits = \(units)"
    case .ridgePenalty: "ClassifierOptions.method = .optimum(OptimumOptions(penalty: .ridge()))"
    case .ridgeFit: "a Classifier with OptimumOptions(penalty: .ridge())"
    case .firthPenalty: "TableRegressionOptions.usesFirthPenalty = true"
    case .firthFit: "a TableRegression with TableRegressionOptions.usesFirthPenalty"
    case .regression: "TableRegression"
    case .dropMissingTargets: OptionNames().dropMissingTargets
    case .dropRareClasses: OptionNames().dropRareClasses
    case .prior(let shares):
      "DecisionOptions.prior = [\(shares.map { "\"\($0.name)\": \($0.share)" }.joined(separator: ", "))]"
    case .reading(_, let remedies): remedies.text(OptionNames())
    }
  }
}
