import Logit
import LogitData

/// How many fits something was worked out from, and how many of them are not at their optimum.
public struct FitTally: Sendable, Equatable {
  /// The number of fits.
  public internal(set) var count = 0
  /// How many of them are not at their optimum.
  public internal(set) var unconvergedCount = 0
  /// Whether some of these have no optimum, since classes are separated, so that coefficients grow for ever.
  public internal(set) var hasDiverged = false
  /// Whether some of these have an optimum that was not found, since columns nearly make each other up.
  public internal(set) var isIllConditioned = false

  init() {}

  /// The fits of a path.
  ///
  /// - Parameters:
  ///   - rows: The rows that they were made with.
  ///   - features: What encoded them.
  ///   - classCount: The number of classes.
  /// - Throws: As `Separation.init(of:_:classCount:weights:hasIntercept:)`.
  init(_ path: RegularizationPath, _ rows: LabeledMatrix, _ features: FeatureSpace, classCount: Int) throws {
    count = path.states.count
    unconvergedCount = path.states.count { $0 != .converged }
    guard path.states.contains(.diverging) else { return }
    // A search that finds no end tells nothing of the reason; whether classes overlap does.
    let own = features.offsetFeature.map { rows.without($0) } ?? rows
    switch try own.separation(classCount: classCount).kind {
    case .none: isIllConditioned = true
    case .quasi, .complete: hasDiverged = true
    // Neither is known then, and neither is said.
    case .notSettled: break
    }
  }

  mutating func add(_ other: FitTally) {
    count += other.count
    unconvergedCount += other.unconvergedCount
    hasDiverged = hasDiverged || other.hasDiverged
    isIllConditioned = isIllConditioned || other.isIllConditioned
  }

  /// Such as `3 of 20 fits`.
  var words: String { "\(unconvergedCount.grouped) of \(count.counted("fit"))" }

  /// Why fits did not end at an optimum, after what they are; empty if that is not known.
  var cause: String {
    if hasDiverged {
      return ": where classes are separated and hardly anything is penalized, coefficients grow for ever"
    }
    return isIllConditioned
      ? ": columns that nearly make each other up, and hardly any penalty, keep the search from it" : ""
  }

  /// That λ was chosen by fits that ended early; `nil` if none did.
  var choiceSentence: String? {
    unconvergedCount == 0
      ? nil : "\(words) that lambda was chosen by did not converge, so it may not be the best\(cause)."
  }
}

extension LabeledMatrix {
  /// What divides the classes, by the features as exactly as they are known.
  ///
  /// - Throws: As `Separation.init(of:_:classCount:weights:hasIntercept:)`.
  func separation(classCount: Int) throws -> Separation {
    try precise.map { try Separation(of: $0, classes, classCount: classCount, weights: weights) }
      ?? Separation(of: features, classes, classCount: classCount, weights: weights)
  }
}
