package import Logit
package import LogitData
import LogitStatistics

// What writers of other formats need to know of a classifier.

extension Classifier {
  /// The weights of a model of one dense layer in double precision, `[features, outputs]`, and its constants:
  /// those of the optimum where they are known, and otherwise the layer's own; `nil` for a model with hidden
  /// layers.
  package var linearWeights: (kernel: Tensor<Double>, bias: [Double])? {
    (estimates ?? LinearEstimates(model)).map { ($0.kernel, $0.bias) }
  }

  /// What the classifier makes of rows, as exactly as its weights are known.
  ///
  /// A linear model is worked out in double precision, also where its predictions are not because that would
  /// not show in them, so that what another program makes of the same weights differs by its own rounding
  /// alone.
  ///
  /// - Parameter table: The rows.
  /// - Returns: The features of each row in double precision, and the probability of each class.
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  package func exactRows(of table: Table) throws -> (features: [[Double]], probabilities: [[Double]]) {
    let matrix = try features.matrices(
      of: table, destinations: [UInt8](repeating: 0, count: table.rowCount), count: 1, isPrecise: true)[0]
    let precise = matrix.double ?? Tensor<Double>(matrix.single)
    let outputs: Tensor<Float>
    if RegressionLogits(self) == nil, let weights = estimates ?? LinearEstimates(model),
      ["sigmoid", "softmax"].contains(model.outputName)
    {
      outputs = try (decision.adjustment ?? .own).probabilities(weights.logits(of: precise))
    } else {
      let predictor = try decidingPredictor()
      outputs = try predictor.predict(predictor.rows(of: table, features))
    }
    let probabilities = classes.head.probabilities(outputs)
    let (width, count) = (features.outputCount, classes.names.count)
    let (numbers, shares) = (precise.scalars, probabilities.scalars)
    return (
      (0..<table.rowCount).map { Array(numbers[$0 * width..<($0 + 1) * width]) },
      (0..<table.rowCount).map { row in (0..<count).map { Double(shares[row * count + $0]) } }
    )
  }
}
