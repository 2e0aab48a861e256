package import Logit
import LogitData
public import LogitStatistics

extension LabeledPredictions {
  /// The scores of the rows, the same to the last bit as those of `Classifier.measure(_:includingTrainingRows:)`.
  ///
  /// - Returns: The scores of the classes that were decided on, which need not be the most probable ones.
  /// - Throws: `LogitError.emptyData(name:)` without rows, `LogitError.nonFiniteInput(name:row:column:value:)`
  ///   if a probability is not finite.
  public func scores() throws -> ClassificationScores {
    try ClassificationScores(
      classes: labels.map { Int32($0) }, probabilities: outputs,
      predicted: predictions.classIndices.map { Int32($0) })
  }

  /// −log p of each row's class, whose mean is the log loss of ``scores()``.
  ///
  /// - Throws: As ``scores()``.
  package func losses() throws -> [Double] {
    try ProbabilityTable(classes: labels.map { Int32($0) }, probabilities: outputs).losses
  }

  /// The outputs as the model has them: of two classes one, whose complement is rounded where both are given.
  package var outputs: Tensor<Float> {
    predictions.head.isBinary ? Tensor(probabilities(of: 1)) : predictions.probabilities
  }

  /// The scores of a model that gives each row the shares that the classes have in these rows.
  ///
  /// - Returns: What knowing the shares alone would give: the accuracy of the most frequent class, an area of a
  ///   half, the entropy of the shares.
  /// - Throws: `LogitError.emptyData(name:)` without rows.
  package func scoresOfShares() throws -> ClassificationScores {
    let count = predictions.classNames.count
    let shares = (0..<count).map { Float(rowCount(of: $0)) / Float(max(rowCount, 1)) }
    let isBinary = predictions.head.isBinary
    let row = isBinary ? [shares[1]] : shares
    let probabilities = Tensor<Float>(unsafeUninitializedShape: [rowCount, row.count]) { buffer in
      for index in buffer.indices { buffer[index] = row[index % row.count] }
    }
    return try ClassificationScores(classes: labels.map { Int32($0) }, probabilities: probabilities)
  }

  /// The share of each class in the rows.
  package var classShares: [Double] {
    predictions.classNames.indices.map { Double(rowCount(of: $0)) / Double(max(rowCount, 1)) }
  }
}
