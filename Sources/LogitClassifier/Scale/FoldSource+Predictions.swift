import Logit
import LogitData

extension FoldSource {
  /// Predicts the rows of each fold by features and a model that were learned from the others, as
  /// `CrossValidation.predictions(of:classes:folds:isCancelled:)` does in memory.
  func predictions(
    by validation: CrossValidation, foldCount: Int, isPrecise: Bool, isCancelled: () -> Bool
  ) throws -> StreamedPredictions? {
    let (fit, head) = (validation.fit, validation.fit.head)
    var found = OutOfFoldPredictions(foldCount: foldCount)
    var files: [HeldOutFile] = []
    for fold in 0..<foldCount {
      found.models.append(nil)
      guard heldOutCount(of: fold) > 0 else { continue }
      validation.onFold(fold + 1, foldCount)
      let counts = classCounts(without: fold)
      let weights = try ClassBalance(
        names: validation.classNames, trainingCounts: counts, validationCounts: counts.map { _ in 0 }
      ).weightsByNumber(validation.classWeight)
      let rows = try learned(without: fold, classWeights: weights, isPrecise: isPrecise)
      guard rows.features.outputCount > 0 else {
        let sums = try self.weights(without: fold, nil).sums.enumerated().map { $1 * (weights?[$0] ?? 1) }
        let shares = sums.map { $0 / sums.reduce(0, +) }
        files.append(
          try rows.heldOut { matrix in
            let outputs = validation.constant(shares, rowCount: matrix.single.shape[0])
            return validation.givesLogits ? head.logits(outputs) : outputs
          })
        continue
      }
      let mayBegin = rows.features.featureNames == validation.features.featureNames
      let optimum = try fit.fit(
        rows.training, rows.features, from: mayBegin ? validation.start : nil, isCancelled: isCancelled)
      if isCancelled() { return nil }
      if !optimum.solution.isConverged { found.unfinished.folds += 1 }
      if validation.keepsModels { try found.keep(optimum.estimates, head, features: rows.features) }
      files.append(
        try rows.heldOut { try head.outputs(optimum.estimates, of: $0, asLogits: validation.givesLogits) })
    }
    return StreamedPredictions(
      held: MergedHeldOutFiles(files, width: head.outputCount), head: head, ofFolds: found,
      areWeighted: validation.weights != nil)
  }
}
