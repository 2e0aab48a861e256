import Logit
import LogitData
import LogitStatistics

/// What a classifier makes sets of classes with: the models of the folds that it was measured in, and the
/// probabilities that they gave to the true classes of the rows they had not seen; see `ConformalScores`.
///
/// Probabilities are those of the models themselves, before they are calibrated or corrected. Each row counts
/// once, whatever its weight in training: a coverage is a share of rows.
struct CoverageModel: Sendable, Equatable {
  /// The model of each fold; empty for rows that were held out once, which the classifier's own model
  /// predicts.
  let models: [FoldModel]
  let scores: ConformalScores

  /// The model of a fold.
  struct FoldModel: Sendable, Equatable {
    /// The features, as they were learned in the fold; `nil` if they are those of the classifier.
    let features: FeatureSpace?
    /// The weights as the features are encoded, `[features, outputs]`.
    let kernel: Tensor<Float>
    /// The constants, `[outputs]`.
    let bias: Tensor<Float>

    static func == (a: FoldModel, b: FoldModel) -> Bool {
      a.features?.json == b.features?.json && a.kernel.scalars == b.kernel.scalars
        && a.kernel.shape == b.kernel.shape && a.bias.scalars == b.bias.scalars
    }

    /// As a model.
    func model(_ head: ClassHead) throws -> Sequential {
      var model = try head.model(inputCount: kernel.shape[0], penalty: .none)
      try model.setWeights([kernel, bias])
      return model
    }
  }

  /// Larger models are not kept: the file would become several times as large for a use that is rare.
  private static let mostWeights = 1 << 18
  /// The most bytes of text that the features of folds may take.
  private static let longestText = 1 << 20

  init(models: [FoldModel], scores: ConformalScores) { (self.models, self.scores) = (models, scores) }

  /// Keeps the models of folds.
  ///
  /// - Parameters:
  ///   - outputs: Probabilities for each row, `[rows, outputs]`.
  ///   - predictions: The rows, their folds and the folds' models.
  /// - Returns: `nil` if they are too large, or if some fold has no model of all classes.
  init?(_ outputs: Tensor<Float>, _ predictions: OutOfFoldPredictions, head: ClassHead) throws {
    let used = Set(predictions.folds).sorted().map { Int($0) }
    guard let models = Self.models(of: predictions, folds: used) else { return nil }
    let given = head.probabilitiesOfClasses(outputs, predictions.classes)
    var folds = [[Float]](repeating: [], count: used.count)
    for (row, place) in predictions.placesOfFolds.enumerated() { folds[Int(place)].append(given[row]) }
    self.init(models: models, scores: try ConformalScores(folds))
  }

  /// Keeps the models of folds that predicted rows which are not in memory.
  ///
  /// - Parameters:
  ///   - predictions: The rows, their folds and the folds' models.
  ///   - used: The folds that have rows, ascending.
  /// - Returns: As ``init(_:_:head:)``.
  init?(_ predictions: StreamedPredictions, folds used: [Int]) throws {
    guard let models = Self.models(of: predictions.ofFolds, folds: used) else { return nil }
    let (held, head) = (predictions.held, predictions.head)
    self.init(
      models: models,
      scores: try ConformalScores(
        streamed: used.map { fold in
          try StreamedScores { receive in
            try held.forEachBatch { batch in
              receive(
                batch.outputs.withUnsafeBufferPointer { values in
                  batch.folds.indices.filter { batch.folds[$0] == Int32(fold) }.map {
                    StreamedScores.key(
                      score: head.probability(of: Int(batch.classes[$0]), values, row: $0), isPositive: false)
                  }
                })
            }
          }
        }))
  }

  /// The models of folds; `nil` if they are too large, or if some fold has none of all classes.
  private static func models(of predictions: OutOfFoldPredictions, folds used: [Int]) -> [FoldModel]? {
    let models = used.compactMap { predictions.models[$0] }
    guard models.count == used.count, models.count > 1,
      models.reduce(0, { $0 + $1.kernel.count + $1.bias.count }) <= mostWeights,
      models.reduce(0, { $0 + ($1.features?.json.description.utf8.count ?? 0) }) <= longestText
    else { return nil }
    return models
  }

  /// Keeps what the classifier's own model said of rows that were held out.
  init?(heldOut outputs: Tensor<Float>, classes: [Int32], head: ClassHead) throws {
    guard !classes.isEmpty else { return nil }
    self.init(models: [], scores: try ConformalScores([head.probabilitiesOfClasses(outputs, classes)]))
  }
}

extension OutOfFoldPredictions {
  /// The place of each row's fold among those that have rows.
  var placesOfFolds: [Int32] {
    var places: [Int32: Int32] = [:]
    for (place, fold) in Set(folds).sorted().enumerated() { places[fold] = Int32(place) }
    return folds.map { fold in
      guard let place = places[fold] else { programmingError("Fold \(fold) has no rows, but has one") }
      return place
    }
  }
}

extension CoverageModel {
  /// The number of classes in the set of a row that was measured, made by the other folds; with a single one,
  /// by it.
  ///
  /// - Parameters:
  ///   - outputs: The models' own probabilities.
  ///   - fold: The fold of the row, among those that have rows; `nil` for rows that were held out once.
  func setSize(
    _ outputs: Tensor<Float>, row: Int, fold: Int32?, _ head: ClassHead, _ coverage: Double
  ) -> Int {
    let others = scores.folds.indices.filter { fold == nil || $0 != Int(fold ?? 0) }
    let limit = coverage * Double(others.reduce(1) { $0 + scores.folds[$1].rowCount })
    return outputs.withUnsafeBufferPointer { values in
      let best = head.mostProbable(values, row: row)
      return (0..<head.classCount).count { label in
        let probability = head.probability(of: label, values, row: row)
        let above = others.reduce(0) { $0 + scores.folds[$1].count(above: probability) }
        return label == best || Double(above) < limit
      }
    }
  }
}

extension ClassHead {
  /// The probability of each row's own class.
  fileprivate func probabilitiesOfClasses(_ outputs: Tensor<Float>, _ classes: [Int32]) -> [Float] {
    outputs.withUnsafeBufferPointer { values in
      classes.indices.map { probability(of: Int(classes[$0]), values, row: $0) }
    }
  }
}

extension Classifier {
  /// Whether rows to come may be like those measured, so that coverage is guaranteed: rows were held out at
  /// random.
  var guaranteesCoverage: Bool {
    switch provenance.options?.measuring {
    case .holdout, .crossValidation(.stratified): decision.adjustment?.prior == nil
    default: false
    }
  }
}
