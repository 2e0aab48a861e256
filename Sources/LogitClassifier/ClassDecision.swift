import Logit
import LogitData
public import LogitStatistics

/// What a classifier makes of its model's outputs: calibrated and corrected probabilities, and a class.
///
/// It is a part of the classifier and of its file; see ``DecisionOptions``.
public struct ClassDecision: Sendable, Equatable {
  /// What makes probabilities of logits; `nil` if they are the model's own.
  public let adjustment: ProbabilityAdjustment?
  /// Which class is predicted for probabilities.
  public let rule: DecisionRule
  /// What the threshold was chosen by; `nil` if it was not.
  public let metric: ThresholdMetric?

  /// Combines the parts.
  init(adjustment: ProbabilityAdjustment?, rule: DecisionRule, metric: ThresholdMetric? = nil) {
    let isUsual = adjustment?.calibration == nil && adjustment?.prior == nil
    (self.adjustment, self.rule, self.metric) = (isUsual ? nil : adjustment, rule, metric)
  }

  /// The probabilities of the model, and the most probable class.
  package static let usual = ClassDecision(adjustment: nil, rule: .mostProbable)

  /// The kind of calibration; `nil` if there is none.
  public var calibration: ProbabilityCalibration.Method? { adjustment?.calibration?.method }

  /// Whether anything of it was learned from rows.
  var isLearned: Bool { calibration != nil || metric != nil }
}

extension ClassHead {
  /// The class that is decided on for a row of probabilities, `[rows, outputCount]`.
  @inline(__always)
  func decide(_ rule: DecisionRule, _ outputs: UnsafeBufferPointer<Float>, row: Int) -> Int {
    switch rule {
    case .mostProbable: return mostProbable(outputs, row: row)
    case .threshold(let threshold): return Double(outputs[row]) > threshold ? 1 : 0
    case .leastCost(let costs):
      if let threshold = costs.threshold { return Double(outputs[row]) > threshold ? 1 : 0 }
      return costs.cheapestClass(outputs, row: row)
    }
  }

  /// The class that is decided on for each row.
  func decide(_ rule: DecisionRule, _ outputs: Tensor<Float>) -> [Int32] {
    outputs.withUnsafeBufferPointer { values in
      (0..<outputs.count / outputCount).map { Int32(decide(rule, values, row: $0)) }
    }
  }
}

/// Runs a classifier's model, and makes of its outputs the probabilities that the classifier gives.
struct DecidingPredictor: Sendable {
  let predictor: Predictor
  let adjustment: ProbabilityAdjustment?
  /// What takes the place of the model for a regression.
  private let regression: RegressionLogits?
  /// What takes its place where single precision would show.
  let estimates: LinearEstimates?

  /// - Parameters:
  ///   - model: The model, whose outputs are probabilities.
  ///   - adjustment: What makes others of its logits; `nil` for its own.
  ///   - regression: What gives the logits of a regression in double precision; `nil` for another model.
  ///   - estimates: The weights in double precision, where they are known; they are used if that shows.
  init(
    _ model: Sequential, _ adjustment: ProbabilityAdjustment?, regression: RegressionLogits? = nil,
    estimates: LinearEstimates? = nil
  ) throws {
    predictor = try Predictor(adjustment == nil ? model : model.withoutOutputActivation())
    (self.adjustment, self.regression) = (adjustment, regression)
    self.estimates = regression == nil ? estimates.flatMap { $0.needsDouble ? $0 : nil } : nil
  }

  /// Rows as the model takes them.
  enum EncodedRows {
    /// Features, `[rows, features]`.
    case features(Tensor<Float>)
    /// The same in double precision.
    case precise(Tensor<Double>)
    /// What a formula makes of them, which takes the place of features.
    case design(RegressionLogits.Rows)
  }

  /// Encodes rows, each value once.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - features: The model's features.
  ///   - counts: What is missing or unknown is added.
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  func rows(
    of table: Table, _ features: FeatureSpace, counts: inout PredictionCounts
  ) throws -> EncodedRows {
    if let regression { return .design(try regression.rows(of: table, counts: &counts)) }
    guard estimates != nil else { return .features(try features.matrix(of: table, counts: &counts)) }
    let matrix = try features.matrix(of: table, isPrecise: true, counts: &counts)
    guard let precise = matrix.double else { programmingError("Features in double precision are not there") }
    return .precise(precise)
  }

  /// Encodes rows, and counts nothing.
  func rows(of table: Table, _ features: FeatureSpace) throws -> EncodedRows {
    var counts = PredictionCounts()
    return try rows(of: table, features, counts: &counts)
  }

  /// The probabilities of rows, `[rows, outputs]`.
  func predict(_ rows: EncodedRows) throws -> Tensor<Float> { try probabilities(outputs(rows)) }

  /// The probabilities of rows, `[rows, outputs]`, and those of the model itself, which may be the same.
  func predictions(_ rows: EncodedRows) throws -> (outputs: Tensor<Float>, own: Tensor<Float>) {
    let outputs = try outputs(rows)
    let probabilities = try probabilities(outputs)
    return (
      probabilities, adjustment == nil ? probabilities : try ProbabilityAdjustment.own.probabilities(outputs)
    )
  }

  /// The probabilities of a single row of any classifier but that of a regression; the same to the last bit.
  ///
  /// - Parameters:
  ///   - x: The row as features.
  ///   - outputs: Room for the model's outputs.
  @inline(__always)
  func predict(row x: UnsafePointer<Float>, into outputs: UnsafeMutableBufferPointer<Float>) throws {
    guard let start = outputs.baseAddress else { programmingError("There is no room for a row's outputs") }
    try predictor.predict(row: x, into: start)
    if let adjustment { adjustment.adjust(row: outputs) }
  }

  /// The probabilities of a single row of a regression; the same to the last bit.
  ///
  /// - Parameters:
  ///   - design: The columns that its formula makes of the row.
  ///   - offset: What is added to the logits.
  ///   - outputs: Room for the outputs.
  func predict(
    design: UnsafeBufferPointer<Double>, offset: Double, into outputs: UnsafeMutableBufferPointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: outputs.count) { logits in
      guard let start = logits.baseAddress, let regression else {
        programmingError("The row of a formula for a model that has none")
      }
      regression.write(design, offset: offset, to: start)
      for output in outputs.indices { outputs[output] = Float(logits[output]) }
    }
    (adjustment ?? .own).adjust(row: outputs)
  }

  /// Whether a formula takes the place of features.
  var hasFormula: Bool { regression != nil }

  /// Whether rows are needed as they are, not as features in single precision alone.
  var needsTable: Bool { regression != nil || estimates != nil }

  /// The model's probabilities, or logits where something is made of them.
  private func outputs(_ rows: EncodedRows) throws -> Tensor<Float> {
    switch rows {
    case .features(let x): return try predictor.predict(x)
    case .precise(let x):
      guard let estimates else { programmingError("Features in double precision for a model in single") }
      return estimates.logits(of: x)
    case .design(let rows):
      guard let regression else { programmingError("The rows of a formula for a model that has none") }
      return Tensor<Float>(regression.logits(of: rows))
    }
  }

  private func probabilities(_ outputs: Tensor<Float>) throws -> Tensor<Float> {
    let takesLogits = needsTable || adjustment != nil
    return takesLogits ? try (adjustment ?? .own).probabilities(outputs) : outputs
  }
}

extension Classifier {
  /// Runs the model; for probabilities as the classifier gives them.
  func decidingPredictor() throws -> DecidingPredictor {
    try DecidingPredictor(
      model, decision.adjustment, regression: RegressionLogits(self), estimates: estimates)
  }

  /// The same classifier with a threshold of its own.
  ///
  /// - Parameter threshold: The probability of the second of two classes above which it is predicted, above 0
  ///   and below 1.
  /// - Returns: A classifier that decides by the threshold, and not by what it learned or by costs.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a threshold out of range, or of a
  ///   classifier of three classes or more.
  public func deciding(above threshold: Double) throws -> Classifier {
    var options = DecisionOptions()
    options.threshold = .value(threshold)
    try options.validate(isMeasured: true)
    var classifier = self
    classifier.decision = ClassDecision(
      adjustment: decision.adjustment, rule: try options.rule(classes.names))
    return classifier
  }
}
