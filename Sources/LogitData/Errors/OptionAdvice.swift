/// An option that a message advises, with its value where it has one: what to change so that the message's reason goes
/// away.
///
/// A message is written once; what the option is called depends on who reads it. ``description`` has the names of the
/// libraries.
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
  /// Leave out rows whose target is missing.
  case dropMissingTargets
  /// Leave out classes with a single row.
  case dropRareClasses
  /// Read columns in another way: what to do, up to the choices, such as `Read them as numbers with`; and the
  /// choices, which are given together.
  case reading(String, [ReadingRemedy])
}

extension OptionAdvice {
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
    case .dropMissingTargets: OptionNames().dropMissingTargets
    case .dropRareClasses: OptionNames().dropRareClasses
    case .reading(_, let remedies): remedies.text(OptionNames())
    }
  }
}
