package import Logit
package import LogitData
import LogitStatistics

// What writers of other formats need to know of a classifier.

extension Classifier {
  /// The weights of a model of one dense layer in double precision, on features as they are encoded:
  /// `[features, outputs]` and `[outputs]`. `nil` with hidden layers, and where more than a dense layer makes
  /// the logits.
  package var singleLayerWeights: (kernel: Tensor<Double>, bias: [Double])? {
    guard let dense = model.layers.first?.configuration as? Dense, model.layers.count == 1,
      ["sigmoid", "softmax"].contains(dense.activation.name)
    else { return nil }
    return linearEstimates.map { ($0.kernel, $0.bias) }
  }

  /// Whether predictions are worked out in double precision, since single precision would show.
  package var needsDoublePrecision: Bool {
    estimates.map { $0.needsDouble || features.regressionFormula != nil } ?? false
  }

  /// What the classifier makes of rows, as exactly as its weights are known.
  ///
  /// A linear model is worked out in double precision to the end, where predictions are rounded to single, so
  /// that what another program makes of the same weights differs by its own rounding alone.
  ///
  /// - Parameter table: The rows.
  /// - Returns: The features of each row in double precision; the probability of each class; and what rounding may add
  ///   to one of them where sums are added in another order, about a quarter of a step of single precision at the
  ///   largest logit of a network, and 0 for a linear model.
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  package func exactRows(
    of table: Table
  ) throws -> (features: [[Double]], probabilities: [[Double]], rounding: [Double]) {
    let matrix = try features.matrix(of: table, isPrecise: true)
    let precise = (matrix.double ?? Tensor<Double>(matrix.single)).scalars
    let width = features.outputCount
    let rows = (0..<table.rowCount).map { Array(precise[$0 * width..<($0 + 1) * width]) }
    guard let logits = try exactLogits(of: table, rows) else {
      let predictor = try decidingPredictor()
      let outputs = try predictor.predict(predictor.rows(of: table, features))
      let (shares, count) = (classes.head.probabilities(outputs).scalars, classes.names.count)
      return (
        rows, rows.indices.map { row in (0..<count).map { Double(shares[row * count + $0]) } },
        rows.map { _ in 0 }
      )
    }
    let isLinear = model.layers.count == 1
    return (
      rows, logits.map { (decision.adjustment ?? .own).exactProbabilities($0) },
      logits.map { isLinear ? 0 : Double(Float($0.reduce(0) { max($0, $1.magnitude) }).ulp) / 4 }
    )
  }

  /// The logits of a model, of a linear one in double precision; `nil` for one whose outputs are no sigmoid
  /// and no softmax.
  private func exactLogits(of table: Table, _ rows: [[Double]]) throws -> [[Double]]? {
    if let regression = RegressionLogits(self) {
      var counts = PredictionCounts()
      let logits = regression.logits(of: try regression.rows(of: table, counts: &counts))
      let (values, width) = (logits.scalars, classes.head.outputCount)
      return rows.indices.map { Array(values[$0 * width..<($0 + 1) * width]) }
    }
    guard ["sigmoid", "softmax"].contains(model.outputName) else { return nil }
    guard let weights = estimates ?? LinearEstimates(model) else {
      let logits = try Predictor(model.withoutOutputActivation()).predict(features.matrix(of: table))
      let (values, width) = (logits.scalars, classes.head.outputCount)
      return rows.indices.map { row in (0..<width).map { Double(values[row * width + $0]) } }
    }
    let (kernel, outputs) = (weights.kernel.scalars, weights.outputCount)
    return rows.map { row in
      (0..<outputs).map { output in
        row.indices.reduce(weights.bias[output]) { $0 + kernel[$1 * outputs + output] * row[$1] }
      }
    }
  }
}

extension ProbabilityAdjustment {
  /// The probability of each class for a row of logits, in double precision throughout.
  fileprivate func exactProbabilities(_ logits: [Double]) -> [Double] {
    var shares = calibrated(logits)
    if let prior {
      for label in shares.indices { shares[label] *= prior.actual[label] / prior.trained[label] }
    }
    let sum = shares.reduce(0, +)
    return shares.map { sum > 0 ? $0 / sum : 1 / Double(shares.count) }
  }

  private func calibrated(_ logits: [Double]) -> [Double] {
    func score(_ label: Int) -> Double {
      let others = logits.indices.filter { $0 != label }.map { logits[$0] }
      let greatest = others.max() ?? 0
      return logits[label] - greatest - naturalLogarithm(others.reduce(0) { $0 + exponential($1 - greatest) })
    }
    func shares(_ probability: (Int, Double) -> Double) -> [Double] {
      guard logits.count == 1 else { return logits.indices.map { probability($0, score($0)) } }
      let second = probability(0, logits[0])
      return [1 - second, second]
    }
    switch calibration {
    case .platt(let curves)?: return shares { curves[$0].probability(of: $1) }
    case .isotonic(let curves)?: return shares { curves[$0].probability(of: $1) }
    case nil, .temperature?:
      let factor = if case .temperature(let scaling)? = calibration { 1 / scaling.temperature } else { 1.0 }
      guard logits.count > 1 else {
        return [1 / (1 + exponential(factor * logits[0])), 1 / (1 + exponential(-factor * logits[0]))]
      }
      let greatest = logits.max() ?? 0
      return logits.map { exponential(factor * ($0 - greatest)) }
    }
  }
}
