import Logit
import LogitData

// Folds without encoding the rows anew for each of them.

extension CrossValidation {
  /// Whether the features of a fold differ from those of all rows by a mean and a deviation for each column
  /// alone: standardized numbers, of which none must be missing. Then the rows are encoded once, those held
  /// out get the weight 0, and the regression standardizes by what is left, weighted: the same optimum, the
  /// same probabilities.
  var canMask: Bool {
    choice == nil && classWeight == .equal && fit.options.design == DesignOptions()
      && features.units.allSatisfy { if case .scaled = $0 { true } else { false } }
  }

  /// Predicts the rows of each fold as ``predictions(of:classes:folds:isCancelled:)`` does.
  ///
  /// - Returns: The predictions; `nil` if it was given up, if a number is missing, or if a fold lacks a
  ///   class.
  /// - Throws: As `FeatureSpace.matrix(of:)` and `LogisticRegression.fit`.
  func maskedPredictions(
    of table: Table, classes: [Int32], folds: FoldDivision, isCancelled: () -> Bool
  ) throws -> OutOfFoldPredictions? {
    let rows = classes.indices.filter { classes[$0] >= 0 }
    let places = classes.map { $0 >= 0 ? 0 : RowDivision.Place.dropped }
    var counts = PredictionCounts()
    let matrix = try features.matrices(
      of: table, destinations: places, count: 1, isPrecise: false, counts: &counts)[0].single
    guard counts.isClean else { return nil }
    let matrixRows = LabeledMatrix(
      features: matrix, classes: rows.map { classes[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } })
    let offsets = features.offsetFeature.map { matrixRows.column($0) }
    let width = fit.head.outputCount
    var found = OutOfFoldPredictions(foldCount: folds.count)
    found.missingCount = classes.count { $0 == ClassLabels.missing }
    var outputs = [Float](repeating: 0, count: rows.count * width)
    var isMeasured = [Bool](repeating: false, count: rows.count)
    var foldOfRow = [Int32](repeating: 0, count: rows.count)
    for fold in 0..<folds.count {
      found.models.append(nil)
      onFold(fold + 1, folds.count)
      let places = folds.places(inFold: fold)
      guard
        let predicted = try maskedFold(
          matrixRows, offsets: offsets, rows.map { places[$0] }, &found, isCancelled)
      else { return nil }
      predicted.withUnsafeBufferPointer { values in
        for (index, row) in rows.enumerated() where places[row] == RowDivision.Place.validation {
          isMeasured[index] = true
          foldOfRow[index] = Int32(fold)
          for output in 0..<width { outputs[index * width + output] = values[index * width + output] }
        }
      }
    }
    let measured = isMeasured.indices.filter { isMeasured[$0] }
    found.counts = PredictionCounts(rowCount: measured.count)
    found.rows = measured.map { rows[$0] }
    found.classes = measured.map { matrixRows.classes[$0] }
    found.weights = matrixRows.weights.map { weights in measured.map { weights[$0] } }
    found.folds = measured.map { foldOfRow[$0] }
    found.outputs = Tensor(unsafeUninitializedShape: [measured.count, width]) { buffer in
      for (place, index) in measured.enumerated() {
        for output in 0..<width { buffer[place * width + output] = outputs[index * width + output] }
      }
    }
    return found
  }

  /// The outputs for all rows of a model that was trained on those of a fold; `nil` if they lack a class.
  private func maskedFold(
    _ matrix: LabeledMatrix, offsets: Tensor<Double>?, _ places: [UInt8], _ found: inout OutOfFoldPredictions,
    _ isCancelled: () -> Bool
  ) throws -> Tensor<Float>? {
    var sums = [Double](repeating: 0, count: classNames.count)
    let weights = places.indices.map { row in
      guard places[row] == RowDivision.Place.training else { return 0.0 }
      let weight = matrix.weights?[row] ?? 1
      sums[Int(matrix.classes[row])] += weight
      return weight
    }
    guard sums.allSatisfy({ $0 > 0 }) else { return nil }
    var regression = try MaskedRegression(self).dividing {
      try ColumnMoments(.float(matrix.features), weights: weights)
    }
    let offset = features.offsetFeature
    regression.penaltyFactors = EncodedDesign.leavingOut(offset, nil, columnCount: features.outputCount)
    let model = try regression.fit(
      matrix.features, matrix.classes, classCount: classNames.count, weights: weights, offsets: offsets,
      from: start?.with(0, of: offset).start, isCancelled: isCancelled)
    guard !isCancelled() else { return nil }
    if !model.solution.isConverged { found.unfinished.folds += 1 }
    let estimates = LinearEstimates(model).with(1, of: offset)
    if keepsModels { try found.keep(estimates, fit.head, features: nil) }
    return try fit.head.outputs(
      estimates, of: FeatureMatrix(single: matrix.features, double: nil), asLogits: givesLogits)
  }
}

/// The regression of a fold whose rows are encoded as all are: what is a number divided by the deviation of all rows is
/// meant as one divided by that of the fold's, and what is kept as it is, like a truth value, stays so.
struct MaskedRegression: Sendable {
  private let plain: LogisticRegression
  /// Whether each feature is divided by its deviation; `nil` if all are.
  private let areStandardized: [Bool]?

  init(_ validation: CrossValidation) {
    var plain = LogisticRegression(penalty: validation.fit.penalty)
    plain.solver = validation.fit.options.solver
    self.plain = plain
    let (all, offset) = (validation.features.areStandardized, validation.features.offsetFeature)
    areStandardized = all.indices.contains { !all[$0] && $0 != offset } ? all : nil
  }

  /// The regression.
  ///
  /// - Parameter moments: Gives the moments of the columns in the rows that the fold trains on.
  func dividing(by moments: () throws -> ColumnMoments) rethrows -> LogisticRegression {
    guard let areStandardized else { return plain }
    var regression = plain
    regression.standardizes = false
    regression.penaltyDivisors = zip(areStandardized, try moments().deviations).map { $0 && $1 > 0 ? $1 : 1 }
    return regression
  }
}
