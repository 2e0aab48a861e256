import Logit
public import LogitStatistics

/// What becomes of a model's probabilities, and which class is predicted from them; as the model says, and
/// the most probable one, by default.
///
///     var options = ClassifierOptions()
///     options.decision.calibration = .isotonic
///     options.decision.threshold = .best(.f1)
///
/// Probabilities are calibrated, then corrected for the true shares of classes, and then a class is decided
/// on. Calibrations and thresholds that are chosen are learned from predictions of rows that the model has
/// not seen, those that it is measured by. What is measured of them is learned without the rows it is
/// measured on, too: those of each fold are calibrated and decided on by what the other folds' predictions
/// say.
public struct DecisionOptions: Sendable, Equatable {
  /// How probabilities are calibrated; not by default.
  public var calibration: ProbabilityCalibration.Method?
  /// The probability of the second of two classes above which it is predicted; a half by default.
  public var threshold: Threshold?
  /// What errors cost, instead of a threshold: the class with the least expected cost is predicted. Errors
  /// that are not named cost 1, and to be right costs nothing; without any, no costs count.
  public var costs: [ErrorCost] = []
  /// The true share of each class, above 0 and below 1, where rows were sampled by class or classes are
  /// weighted; one class may be left out, which has the rest. Without any, nothing is corrected.
  public var prior: [String: Double] = [:]

  /// The defaults.
  public init() {}

  /// A threshold of probabilities.
  public enum Threshold: Sendable, Equatable {
    /// This one, above 0 and below 1.
    case value(Double)
    /// The best one by a metric.
    case best(ThresholdMetric)
  }
}

/// What it costs to predict a class for a row of another.
public struct ErrorCost: Sendable, Equatable {
  /// The name of the true class.
  public var actual: String
  /// The name of the predicted class.
  public var predicted: String
  /// The cost, 0 or more.
  public var cost: Double

  /// Makes a cost.
  ///
  /// - Parameters:
  ///   - actual: The name of the true class.
  ///   - predicted: The name of the predicted class.
  ///   - cost: The cost, 0 or more.
  public init(actual: String, predicted: String, cost: Double) {
    (self.actual, self.predicted, self.cost) = (actual, predicted, cost)
  }
}

extension DecisionOptions {
  /// Whether nothing is changed.
  var isUsual: Bool { self == DecisionOptions() }

  /// What is learned from rows that the model has not seen, as its option and value; `nil` if nothing is.
  private var learned: (name: String, value: String)? {
    if let calibration { return ("calibration", calibration.rawValue) }
    if case .best(let metric)? = threshold { return ("threshold", metric.rawValue) }
    return nil
  }

  /// Checks the options, as far as it can be done without the classes.
  ///
  /// - Parameter isMeasured: Whether the model is measured on rows that it has not seen.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  func validate(isMeasured: Bool) throws {
    if case .value(let value)? = threshold {
      try require(value > 0 && value < 1, "threshold", "\(value)", "above 0 and below 1")
    }
    if let threshold, !costs.isEmpty {
      try require(
        false, "threshold", threshold.text, "left out where costs decide, or the costs left out")
    }
    for error in costs {
      try require(
        error.cost >= 0 && error.cost.isFinite, "cost of \"\(error.predicted)\" for \"\(error.actual)\"",
        "\(error.cost)", "a finite number, 0 or more")
    }
    for (name, share) in prior.sorted(by: { $0.key < $1.key }) {
      try require(share > 0 && share < 1, "prior of class \"\(name)\"", "\(share)", "above 0 and below 1")
    }
    if let learned, !isMeasured {
      try require(
        false, learned.name, learned.value,
        "left out where no rows are held out, since it is learned from rows that the model has not seen")
    }
  }

  private func require(_ holds: Bool, _ name: String, _ value: String, _ expected: String) throws {
    guard !holds else { return }
    throw LogitError.invalidOption(name: name, value: value, expected: expected)
  }
}
