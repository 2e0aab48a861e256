import Logit
import LogitData

/// Predicts each row of a table by a model that was trained without it.
///
/// For each fold the features are learned anew from its training rows, a model is fitted to them, and the
/// rows held out are predicted as a model file would. One fold is in memory at a time.
struct CrossValidation {
  /// The features, whose columns, options and readings stay; what was learned is learned again.
  let features: FeatureSpace
  let fit: OptimumFit
  /// The names of the classes, in the order of the outputs.
  let classNames: [String]
  let classWeight: ClassifierOptions.ClassWeight
  /// How much each row of the table counts; `nil` if all count once.
  let weights: [Double]?
  /// The optimum of all rows, where the search in a fold begins if its features are the same; `nil` to begin
  /// at 0, as where that optimum was not reached.
  let start: LinearEstimates?
  /// How each fold's model chooses its λ; `nil` if it has that of `fit`.
  var choice: LambdaChoice?
  /// Whether outputs are logits; if not, probabilities.
  var givesLogits = false
  /// Whether the folds' models are kept.
  var keepsModels = false
  /// Called before each fold with its number, from 1, and the number of folds.
  var onFold: (_ number: Int, _ count: Int) -> Void = { _, _ in }

  /// Predicts the rows of each fold.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - classes: The number of each row's class, in the order of the outputs; negative if it has none.
  ///   - folds: The folds.
  ///   - isCancelled: Whether to give up.
  /// - Returns: The predictions, in the order of the table; `nil` if it was given up.
  /// - Throws: As `FeatureSpace.adapt(to:rows:)`, `FeatureSpace.matrix(of:)` and `LogisticRegression.fit`.
  func predictions(
    of table: Table, classes: [Int32], folds: FoldDivision, isCancelled: () -> Bool = { false }
  ) throws -> OutOfFoldPredictions? {
    // The columns that divide rows may be no features.
    let whole = choice == nil ? nil : features.reading(table).table
    let table = try FoldRows.read(table, features)
    let isPrecise = try needsDouble(table, classes)
    if canMask, !isPrecise,
      let found = try maskedPredictions(of: table, classes: classes, folds: folds, isCancelled: isCancelled)
    {
      return found
    }
    if isCancelled() { return nil }
    let width = fit.head.outputCount
    var outputs = [Float](repeating: 0, count: classes.count * width)
    var isMeasured = [Bool](repeating: false, count: classes.count)
    var foldOfRow = [Int32](repeating: 0, count: classes.count)
    var found = OutOfFoldPredictions(foldCount: folds.count)
    found.missingCount = classes.count { $0 == ClassLabels.missing }
    for fold in 0..<folds.count {
      found.models.append(nil)
      let places = folds.places(inFold: fold)
      let held = places.indices.filter { places[$0] == RowDivision.Place.validation }
      guard !held.isEmpty else { continue }
      onFold(fold + 1, folds.count)
      var fit = fit
      if let choice, let whole {
        let training = classes.indices.map {
          places[$0] == RowDivision.Place.training ? classes[$0] : ClassLabels.missing
        }
        let chosen = try choice.lambda(features, of: whole, classes: training, isCancelled: isCancelled)
        found.unfinished.choices.add(chosen.fits)
        fit = chosen.lambda.map(fit.withLambda) ?? fit
      }
      let predicted = try predict(
        held, of: table, fit, classes: classes, places: places, isPrecise: isPrecise, &found, isCancelled)
      if isCancelled() { return nil }
      predicted.withUnsafeBufferPointer { values in
        for (index, row) in held.enumerated() {
          isMeasured[row] = true
          foldOfRow[row] = Int32(fold)
          for output in 0..<width { outputs[row * width + output] = values[index * width + output] }
        }
      }
    }
    let rows = isMeasured.indices.filter { isMeasured[$0] }
    found.rows = rows
    found.folds = rows.map { foldOfRow[$0] }
    found.classes = rows.map { classes[$0] }
    found.weights = weights.map { weights in rows.map { weights[$0] } }
    found.outputs = Tensor(unsafeUninitializedShape: [rows.count, width]) { buffer in
      for (index, row) in rows.enumerated() {
        for output in 0..<width { buffer[index * width + output] = outputs[row * width + output] }
      }
    }
    return found
  }

  /// Whether rows are to be kept in double precision: without a penalty, where it can show, and where a
  /// penalty is so weak, or may come out so, that weights of columns that nearly explain each other are
  /// large. Of small weights a model and what it predicts may be rounded alike.
  private func needsDouble(_ table: Table, _ classes: [Int32]) throws -> Bool {
    let isFree = fit.penalty.lambda == 0 && choice == nil
    guard isFree || choice != nil || start?.needsDouble ?? true else { return false }
    return try FeaturePrecision.needsDouble(
      isFree: isFree, features, table,
      places: classes.map { $0 >= 0 ? RowDivision.Place.training : RowDivision.Place.dropped },
      weights: weights
    )
  }

  /// The outputs for the rows held out in a fold, `[rows, outputs]`.
  private func predict(
    _ held: [Int], of table: Table, _ fit: OptimumFit, classes: [Int32], places: [UInt8], isPrecise: Bool,
    _ found: inout OutOfFoldPredictions, _ isCancelled: () -> Bool
  ) throws -> Tensor<Float> {
    let fold = try FoldRows(
      features, of: table, classes: classes, places: places, classCount: classNames.count, weights: weights,
      isPrecise: isPrecise)
    found.untrainedClasses.formUnion(fold.absentClasses)
    guard fold.canBeTrainedOn else {
      let shares = constant(try fold.shares(classWeight, of: classNames), rowCount: held.count)
      return givesLogits ? fit.head.logits(shares) : shares
    }
    let mayBegin = fold.isWhole && fold.features.featureNames == self.features.featureNames
    let optimum = try fit.withHead(fold.head).fit(
      fold.training, fold.features, classWeights: fold.weights(classWeight, of: classNames),
      from: mayBegin ? start : nil, isCancelled: isCancelled)
    if !optimum.solution.isConverged { found.unfinished.folds += 1 }
    let x =
      if let clean = fold.cleanValidation { clean } else {
        try fold.features.matrix(
          of: table.rows(at: held), isPrecise: isPrecise, counts: &found.counts)
      }
    if fold.cleanValidation != nil { found.counts.add(PredictionCounts(rowCount: held.count)) }
    let estimates = optimum.estimates
    guard !fold.isWhole else {
      if keepsModels { try found.keep(estimates, fold.head, features: fold.features) }
      return try fold.head.outputs(estimates, of: x, asLogits: givesLogits)
    }
    let outputs = spread(
      fold.head.probabilities(try fold.head.outputs(estimates, of: x, asLogits: false)), over: fold.present)
    return givesLogits ? self.fit.head.logits(outputs) : outputs
  }

  /// The shares of the classes in training for every row, where nothing else is to be learned.
  func constant(_ shares: [Double], rowCount: Int) -> Tensor<Float> {
    let outputs = (fit.head.isBinary ? [shares[1]] : shares).map { Float($0) }
    return Tensor(unsafeUninitializedShape: [rowCount, outputs.count]) { buffer in
      for index in buffer.indices { buffer[index] = outputs[index % outputs.count] }
    }
  }

  /// Probabilities of the classes that were trained on as outputs for all classes: 0 for the others.
  private func spread(_ probabilities: Tensor<Float>, over present: [Int]) -> Tensor<Float> {
    let (rows, width) = (probabilities.shape[0], classNames.count)
    return probabilities.withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: [rows, width]) { buffer in
        for index in buffer.indices { buffer[index] = 0 }
        for row in 0..<rows {
          for (place, label) in present.enumerated() {
            buffer[row * width + label] = values[row * present.count + place]
          }
        }
      }
    }
  }
}

/// Predictions of rows by models that were trained without them.
struct OutOfFoldPredictions {
  /// The number of folds.
  let foldCount: Int
  /// The rows that were held out, in ascending order.
  var rows: [Int] = []
  /// The number of each one's class.
  var classes: [Int32] = []
  /// The fold that each was held out in.
  var folds: [Int32] = []
  /// How much each counts; `nil` if all count once.
  var weights: [Double]?
  /// The outputs for each, `[rows, outputs]`: probabilities, or logits where they were asked for.
  var outputs = Tensor<Float>([])
  /// The model of each fold; `nil` where they are not kept, or where one lacks a class.
  var models: [CoverageModel.FoldModel?] = []
  /// What was missing in the rows, or unknown to the model that predicted them.
  var counts = PredictionCounts()
  /// The number of rows without a class.
  var missingCount = 0
  /// What ended early.
  var unfinished: UnfinishedFits
  /// The classes that some fold's model has not seen.
  var untrainedClasses: Set<Int> = []

  /// No predictions yet.
  init(foldCount: Int) {
    self.foldCount = foldCount
    unfinished = UnfinishedFits(foldCount: foldCount)
  }

  /// Keeps the model of the fold that was begun last, unless it needs more than the single precision that it
  /// would be kept in.
  ///
  /// - Parameters:
  ///   - estimates: Its weights.
  ///   - features: What was learned in the fold; `nil` if it is what was learned of all rows.
  mutating func keep(_ estimates: LinearEstimates, _ head: ClassHead, features: FeatureSpace?) throws {
    guard !models.isEmpty, !estimates.needsDouble else { return }
    let weights = try estimates.weights()
    models[models.count - 1] = CoverageModel.FoldModel(
      features: features, kernel: weights[0], bias: weights[1])
  }
}
