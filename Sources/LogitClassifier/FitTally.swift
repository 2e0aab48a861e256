import Logit

/// How many fits something was worked out from, and how many of them are not at their optimum.
public struct FitTally: Sendable, Equatable {
  /// The number of fits.
  public internal(set) var count = 0
  /// How many of them are not at their optimum.
  public internal(set) var unconvergedCount = 0
  /// Whether some of these have no optimum, since coefficients grow for ever.
  public internal(set) var hasDiverged = false

  init() {}

  /// The fits of a path.
  init(_ path: RegularizationPath) {
    count = path.states.count
    unconvergedCount = path.states.count { $0 != .converged }
    hasDiverged = path.states.contains(.diverging)
  }

  mutating func add(_ other: FitTally) {
    count += other.count
    unconvergedCount += other.unconvergedCount
    hasDiverged = hasDiverged || other.hasDiverged
  }

  /// Such as `3 of 20 fits`.
  var words: String { "\(unconvergedCount.grouped) of \(count.counted("fit"))" }

  /// Why fits may have no optimum, after what they are; empty if all that ended early have one.
  var cause: String {
    hasDiverged
      ? ": where classes are separated and hardly anything is penalized, coefficients grow for ever" : ""
  }
}

/// What ended early on the way to measures, so that they are not those of optima.
struct UnfinishedFits: Sendable, Equatable {
  /// How many folds' models are not at their optimum.
  var folds = 0
  /// The number of folds.
  let foldCount: Int
  /// The fits by which folds chose their λ.
  var choices = FitTally()

  /// A line for each that ended early; `nil` if none did.
  var note: String? {
    let lines =
      (folds == 0
        ? ""
        : "\(folds.grouped) of \(foldCount.grouped) folds did not converge, so the measures are those of unfinished "
          + "models.\n") + (choices.note ?? "")
    return lines.isEmpty ? nil : lines
  }
}

extension FitTally {
  /// That λ was chosen by fits that ended early, as a line; `nil` if none did.
  var note: String? {
    unconvergedCount == 0
      ? nil : "\(words) that lambda was chosen by did not converge, so it may not be the best\(cause).\n"
  }
}
