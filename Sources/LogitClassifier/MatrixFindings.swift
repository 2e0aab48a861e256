import Logit
import LogitData
import LogitStatistics

/// What the features of the rows trained on show: whether classes overlap, which features give the answer
/// away, and which have values far out.
struct MatrixFindings {
  let training: ClassifierTraining
  /// The features with a coefficient, and the rows trained on as they encode them. Of an offset nothing is
  /// said: it was asked for as it is, and classes are separable by features or not whatever it is.
  let features: FeatureSpace
  let matrix: LabeledMatrix
  let model: Sequential
  /// Whether some feature got no estimate, since others explain it; `nil` if nothing was estimated exactly.
  private let hasAliased: Bool?

  /// - Parameter aliased: The features that have no estimate; `nil` if none was sought to the optimum.
  init(training: ClassifierTraining, rows: LabeledMatrix, model: Sequential, aliased: [Int]? = nil) {
    (self.training, self.model) = (training, model)
    hasAliased = aliased.map { !$0.isEmpty }
    features = training.features.withoutOffset
    matrix = training.features.offsetFeature.map { rows.without($0) } ?? rows
  }

  /// What was found.
  struct Found {
    /// Of the classes.
    let separated: [Finding]
    /// Whether they are known to overlap, so that there is an optimum without a penalty, too.
    var overlap = false
    /// Why it is not known whether they are separated, where that was looked for and is not.
    var unsettled: String?
    /// Of single columns.
    let columns: [Finding]
  }

  /// All that is found.
  ///
  /// - Parameter isDiverging: Whether a search found no end, so that the reason is looked for; `false` by
  ///   default.
  /// - Throws: As `Separation.init(of:_:classCount:weights:hasIntercept:)`.
  func all(isDiverging: Bool = false) throws -> Found {
    guard training.options.hiddenUnits.isEmpty else {
      return Found(separated: [], columns: givingAway() + scales())
    }
    let hasPenalty = training.options.hasPenalty
    let estimates = EstimateFindings(
      features, matrix, classNames: training.balance.names, hasPenalty: hasPenalty,
      allEstimated: hasAliased == false)
    let columns = try estimates.collinearity() + givingAway() + scales()
    guard !hasPenalty || isDiverging else { return Found(separated: separable(), columns: columns) }
    let (findings, unsettled, isWhole) = try estimates.settledSeparation()
    // Of columns that have estimates, those that were left out as combinations of others may yet separate.
    return Found(
      separated: hasPenalty && findings.isEmpty ? separable() : findings,
      overlap: findings.isEmpty && unsettled == nil && (isWhole || hasAliased == true), unsettled: unsettled,
      columns: columns)
  }

  /// What rows show that are a sample of those trained on: of single columns alone, since a few rows say
  /// nothing of whether all of them are separable.
  func ofSample() -> Found {
    Found(separated: [], columns: matrix.classes.isEmpty ? [] : givingAway() + scales())
  }

  // MARK: Separation

  /// Classes that the trained boundary divides from all others without error among the rows trained on: a
  /// certificate that the rows are linearly separable, whatever the penalty.
  private func separable() -> [Finding] {
    guard training.options.hiddenUnits.isEmpty,
      let margins = ClassMargins(
        model, of: matrix, without: training.features.offsetFeature),
      !margins.classes.isEmpty
    else { return [] }
    let names = margins.classes.map { training.balance.names[$0] }
    let rows = matrix.classes.count
    let isBinary = training.classes.head.isBinary
    let what =
      isBinary
      ? "The classes are separable: a straight boundary divides the rows trained on without error"
      : "\(DataError.list(names)) \(names.count == 1 ? "is" : "are each") separable from all other classes: a straight "
        + "boundary divides the rows trained on without error"
    let owner = names.count == 1 ? "its" : "their"
    let consequence =
      "\(owner) coefficients are as large as the penalty lets them be, and the probabilities surer than so many rows can "
      + "show"
    let wide =
      features.outputCount >= rows
      ? " With \(features.outputCount.counted("feature")) for \(rows.counted("row")) that is no surprise."
      : ""
    return [
      Finding(
        .separation, severity: .info,
        classes: isBinary ? training.balance.names : names,
        message: "\(what), so \(consequence).\(wide)",
        evidence: [
          "rows": .integer(rows), "errors": 0, "features": .integer(features.outputCount),
          "margin": .finite(margins.smallestGap),
        ])
    ]
  }

  // MARK: Features that give the answer away

  private func givingAway() -> [Finding] {
    let rows = min(matrix.classes.count, Suspicion.sampledRows)
    guard rows >= Suspicion.fewestRows, training.balance.names.count <= Suspicion.mostClasses
    else { return [] }
    // The rows are taken from the whole matrix, since files are often sorted.
    let stride = matrix.classes.count / rows
    let classes = (0..<rows).map { matrix.classes[$0 * stride] }
    let names = features.transforms.flatMap { transform in
      transform.outputNames.map { (name: $0, columns: transform.inputs) }
    }
    return matrix.features.withUnsafeBufferPointer { values in
      names.indices.compactMap { index in
        let feature = SingleFeature(classes: classes, classCount: training.balance.names.count) {
          values[$0 * stride * names.count + index]
        }
        return feature.smallestPairwiseArea(stoppingBelow: Suspicion.area).map {
          Finding.leakage(names[index].name, of: names[index].columns, area: $0)
        }
      }
    }
  }

  // MARK: Values far out

  /// Columns of numbers in which a few values lie so far out that they alone decide the scale: the others all
  /// look alike to the model.
  private func scales() -> [Finding] {
    let rows = min(matrix.classes.count, Suspicion.sampledRows)
    guard rows >= Suspicion.fewestRows else { return [] }
    let (stride, width) = (matrix.classes.count / rows, features.outputCount)
    var start = 0
    return matrix.features.withUnsafeBufferPointer { values in
      features.transforms.compactMap { transform in
        defer { start += transform.outputCount }
        // The first number of a numeric feature is its value; a second one would say whether it is missing.
        guard transform is NumericFeature, let column = transform.inputs.first else { return nil }
        let sorted = (0..<rows).map { Double(values[$0 * stride * width + start]) }.sorted()
        return Suspicion.timesFar(sorted).map { Finding.farOut(column, times: $0) }
      }
    }
  }
}
