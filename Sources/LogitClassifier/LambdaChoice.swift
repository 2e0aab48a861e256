import Logit
import LogitData

/// Chooses λ from rows by cross-validation among them.
struct LambdaChoice {
  let rule: OptimumOptions.LambdaRule
  /// The share of the penalty that is on absolute values.
  let l1Ratio: Double
  /// Which columns are penalized, and how.
  let design: DesignOptions
  /// How rows are divided.
  let folds: Measuring.Folds
  let labels: ClassLabels
  let classWeight: ClassifierOptions.ClassWeight
  /// How much each row of the table counts; `nil` if all count once.
  let weights: [Double]?
  let seed: UInt64

  /// glmnet's sequence for ridge begins a thousand times higher than for the lasso and ends at a tenth of the
  /// lasso's first λ, where the best is mostly yet to come; this one ends where the lasso's does.
  private static let ridgeMinRatio = 1e-7
  /// Below this share glmnet's sequence begins as for this share.
  private static let smallestRatio = 0.001

  /// What was chosen.
  struct Choice {
    /// `nil` if it was given up, or nothing can be learned from the rows, whatever λ is.
    var lambda: Double?
    /// What it was chosen by: the fits to all rows, which give the sequence, and those of the folds.
    var fits = FitTally()
  }

  /// The λ for some rows of a table.
  ///
  /// - Parameters:
  ///   - features: The features, learned; their columns, options and readings stay, and the rest is learned
  ///     again.
  ///   - table: The rows, as features read them, with the column that divides them, if there is one.
  ///   - classes: The number of each row's class; negative for rows that are not to be looked at.
  ///   - isCancelled: Whether to give up.
  /// - Throws: As ``FoldDivision``, for more folds than there are rows or groups to divide.
  func lambda(_ features: FeatureSpace, of table: Table, classes: [Int32], isCancelled: () -> Bool) throws
    -> Choice
  {
    let division = try division(table, classes)
    let read = try FoldRows.read(table, features)
    let places = classes.map { $0 >= 0 ? RowDivision.Place.training : RowDivision.Place.dropped }
    // At the end of the sequence hardly anything is penalized.
    let isPrecise = try FeaturePrecision.needsDouble(
      isFree: false, features, read, places: places, weights: weights)
    let whole = try FoldRows(
      features, of: read, classes: classes, places: places, classCount: labels.count, weights: weights,
      isPrecise: isPrecise)
    guard whole.canBeTrainedOn else { return Choice() }
    var options = PathOptions()
    options.l1Ratio = l1Ratio
    if l1Ratio < Self.smallestRatio { options.lambdaMinRatio = Self.ridgeMinRatio }
    let encoded = EncodedPath(options: options, design: design)
    let path = try encoded.path(
      whole.training, whole.features, head: whole.head,
      classWeights: whole.weights(classWeight, of: labels.names), isCancelled: isCancelled
    ).path
    var found = PathFolds(
      features: features, classNames: labels.names, classWeight: classWeight, weights: weights,
      rowWeights: try rowWeights(classes), encoded: encoded, lambdas: path.lambdas, measures: [.deviance],
      isPrecise: isPrecise)
    try found.measure(read, classes: classes, folds: division, isCancelled: isCancelled)
    guard !isCancelled() else { return Choice() }
    let curve = PenaltyValidation.Curve(
      .deviance, lambdas: path.lambdas, values: found.values[0], weights: found.weights)
    var choice = Choice(
      lambda: rule == .minimum ? curve.lambdaMin : curve.lambda1SE ?? curve.lambdaMin,
      fits: try FitTally(path, whole.training, whole.features, classCount: whole.head.classCount))
    choice.fits.add(found.fits)
    return choice
  }

  private func division(_ table: Table, _ classes: [Int32]) throws -> FoldDivision {
    do {
      return try FoldDivision(
        folds, classes: classes, labels: labels, of: table, rareClass: .keep, seed: seed)
    } catch DataError.tooFew(let things, let found, let needed, _, _) {
      throw DataError.tooFew(
        things: things, found: found, needed: needed,
        purpose: "choosing lambda from the training rows of a fold",
        remedy: "divide the rows into other folds, or give a number for lambda")
    }
  }

  /// What a row of each class counts in the deviance.
  private func rowWeights(_ classes: [Int32]) throws -> [Double] {
    var counts = [Int](repeating: 0, count: labels.count)
    for label in classes where label >= 0 { counts[Int(label)] += 1 }
    let weights = try ClassBalance(
      names: labels.names, trainingCounts: counts, validationCounts: counts.map { _ in 0 }
    ).weights(classWeight)
    return counts.indices.map { Double(weights?[$0] ?? 1) }
  }
}
