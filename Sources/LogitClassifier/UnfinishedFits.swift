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
    let lines = [foldsSentence, choices.choiceSentence].compactMap { $0.map { $0 + "\n" } }.joined()
    return lines.isEmpty ? nil : lines
  }

  /// That models of folds ended early; `nil` if none did.
  var foldsSentence: String? {
    folds == 0
      ? nil
      : "The models of \(folds.grouped) of \(foldCount.grouped) folds did not converge, so the measures are those of "
        + "unfinished models."
  }
}
