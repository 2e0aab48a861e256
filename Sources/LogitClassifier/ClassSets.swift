import Logit
import LogitData
import LogitStatistics

/// The sets of classes of some rows; equal sets are there once.
struct ClassSets: Sendable {
  /// The distinct sets, each with its classes in ascending order.
  private(set) var distinct: [[Int]] = []
  /// The number of each row's set.
  private(set) var numbers: [Int32] = []
  private var numberOfSet: [[UInt64]: Int32] = [:]

  /// Adds the set of a row.
  ///
  /// - Parameter mask: A bit for each class.
  mutating func add(_ mask: [UInt64]) {
    if let number = numberOfSet[mask] {
      numbers.append(number)
      return
    }
    let number = Int32(distinct.count)
    distinct.append(
      mask.enumerated().flatMap { word, bits in
        (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { 64 * word + $0 }
      })
    numberOfSet[mask] = number
    numbers.append(number)
  }

  /// The number of classes in all sets together.
  var classCount: Int { numbers.reduce(0) { $0 + distinct[Int($1)].count } }
}

extension [String] {
  /// Names of classes as one text, with `|` between; a name that holds `|` or a quote is put in quotes, as a field
  /// with a separator is.
  var setText: String {
    map { name in
      name.contains { $0 == "|" || $0 == "\"" }
        ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
    }.joined(separator: "|")
  }
}

/// Makes sets of classes for rows.
struct SetPredictor: Sendable {
  /// The share of sets that are to hold the true class.
  let coverage: Double
  let scores: ConformalScores
  /// The least share that is sure for rows like those measured; `nil` if nothing is.
  let guaranteed: Double?
  private let head: ClassHead
  /// What predicts for each fold, and what encodes its rows; `nil` for the rows as the classifier has them.
  private let predictors: [(features: FeatureSpace?, predictor: DecidingPredictor)]

  /// - Parameter coverage: Above 0 and below 1.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a coverage out of range, or
  ///   `DataError.noClassSets(reason:remedy:)` for a classifier that was not measured so that sets can be
  ///   made.
  init(_ classifier: Classifier, coverage: Double) throws {
    guard coverage > 0, coverage < 1 else {
      throw LogitError.invalidOption(
        name: "coverage", value: "\(coverage)", expected: "above 0 and below 1")
    }
    guard let model = classifier.coverage else { throw Self.error(classifier) }
    (self.coverage, scores, head) = (coverage, model.scores, classifier.classes.head)
    guaranteed = classifier.guaranteesCoverage ? model.scores.guaranteedCoverage(coverage) : nil
    // As when the scores were taken: from logits where the classifier takes these.
    let adjustment = classifier.decision.adjustment.map { _ in ProbabilityAdjustment.own }
    guard !model.models.isEmpty else {
      predictors = [
        (
          nil,
          try DecidingPredictor(
            classifier.model, adjustment, regression: RegressionLogits(classifier),
            estimates: classifier.estimates)
        )
      ]
      return
    }
    // The models of folds take features in single precision, which the rows of the classifier need not be.
    let own = try classifier.decidingPredictor().needsTable ? classifier.features : nil
    predictors = try model.models.map { fold in
      (fold.features ?? own, try DecidingPredictor(fold.model(classifier.classes.head), adjustment))
    }
  }

  /// Why a classifier has no sets.
  private static func error(_ classifier: Classifier) -> DataError {
    if classifier.inference != nil {
      return .noClassSets(
        reason: "a regression is not measured on rows that it has not seen",
        remedy: "fit a classifier to the rows that is measured in folds")
    }
    let isInFolds = classifier.provenance.options?.measuring.folds != nil
    guard isInFolds, classifier.provenance.state != .interrupted else {
      return .noClassSets(
        reason: "it was not measured on rows that it has not seen, or before files kept what was found",
        remedy: "fit it with folds, or with a share of the rows held out")
    }
    return .noClassSets(
      reason:
        "the models of its folds were not kept, since they are large, need double precision, or since one lacks a class",
      remedy: "fit it with a share of the rows held out once instead of folds")
  }

  /// The sets of rows.
  ///
  /// - Parameters:
  ///   - table: The rows, read as the classifier's features take them.
  ///   - x: The same rows as the classifier's features encode them.
  ///   - outputs: The classifier's probabilities; the most probable class is in every set.
  func sets(of table: Table, _ x: DecidingPredictor.EncodedRows, outputs: Tensor<Float>) throws -> ClassSets {
    let (rowCount, classCount) = (table.rowCount, head.classCount)
    var above = [Int](repeating: 0, count: rowCount * classCount)
    for (fold, predictor) in zip(scores.folds, predictors) {
      if let features = predictor.features {
        try addOneByOne(features, predictor.predictor, fold, table, to: &above)
      } else {
        add(try predictor.predictor.predict(x), fold, from: 0, to: &above)
      }
    }
    let limit = scores.limit(coverage: coverage)
    var sets = ClassSets()
    var mask = [UInt64](repeating: 0, count: (classCount + 63) / 64)
    outputs.withUnsafeBufferPointer { values in
      for row in 0..<rowCount {
        for word in mask.indices { mask[word] = 0 }
        let best = head.mostProbable(values, row: row)
        for label in 0..<classCount
        where label == best || Double(above[row * classCount + label]) < limit {
          mask[label >> 6] |= 1 << UInt64(label & 63)
        }
        sets.add(mask)
      }
    }
    return sets
  }

  /// Counts a fold's rows above each class; one row after the other if the features, which were learned from
  /// fewer rows, refuse some. Of a row that they refuse nothing is counted, which leaves its set larger.
  private func addOneByOne(
    _ features: FeatureSpace, _ predictor: DecidingPredictor, _ fold: ConformalScores.Fold, _ table: Table,
    to above: inout [Int]
  ) throws {
    do {
      return add(try predictor.predict(.features(features.matrix(of: table))), fold, from: 0, to: &above)
    } catch is DataError {}
    for row in 0..<table.rowCount {
      let single = try table.rows(at: [row])
      guard let x = try? features.matrix(of: single) else { continue }
      add(try predictor.predict(.features(x)), fold, from: row, to: &above)
    }
  }

  private func add(
    _ outputs: Tensor<Float>, _ fold: ConformalScores.Fold, from first: Int, to above: inout [Int]
  ) {
    let classCount = head.classCount
    outputs.withUnsafeBufferPointer { values in
      for row in 0..<outputs.count / head.outputCount {
        for label in 0..<classCount {
          let probability = head.probability(of: label, values, row: row)
          above[(first &+ row) &* classCount &+ label] += fold.count(above: probability)
        }
      }
    }
  }
}
