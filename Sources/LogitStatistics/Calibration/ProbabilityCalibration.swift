public import Logit

/// What makes probabilities of a model's logits that come true as often as they say.
///
/// ``PlattScaling`` and ``IsotonicCalibration`` are curves of one score. With two classes there is one, for
/// the log-odds of the second. With more, each class has its own, for its log-odds against all others, log
/// p/(1 − p), and the resulting probabilities are divided by their sum, as in scikit-learn's
/// `CalibratedClassifierCV`; where all are 0, all become equal. ``TemperatureScaling`` treats all classes
/// together.
public enum ProbabilityCalibration: Sendable, Equatable {
  /// A logistic curve for each class, or a single one for two classes.
  case platt([PlattScaling])
  /// A curve that never falls for each class, or a single one for two classes.
  case isotonic([IsotonicCalibration])
  /// A temperature for all logits.
  case temperature(TemperatureScaling)

  /// A kind of calibration.
  public enum Method: String, Sendable, CaseIterable {
    /// Logistic curves.
    case platt
    /// Curves that never fall.
    case isotonic
    /// A temperature.
    case temperature
  }

  /// Learns from rows that the model has not seen.
  ///
  /// - Parameters:
  ///   - method: The kind of calibration.
  ///   - classes: The class of each row, counted from 0.
  ///   - logits: `[rows, classes]`, up to a constant for each row; or `[rows, 1]`, those of the second of two
  ///     classes.
  ///   - weights: How much each row counts, 0 or more; every row once by default.
  /// - Throws: As ``TemperatureScaling/init(classes:logits:weights:)``.
  public init(
    _ method: Method, classes: [Int32], logits: Tensor<Float>, weights: [Double]? = nil
  ) throws {
    try LogitRows.require(classes, logits)
    let width = logits.count / classes.count
    let labels = width == 1 ? [1] : Array(0..<width)
    func rows(of label: Int) -> (events: [Bool], scores: [Double]) {
      logits.withUnsafeBufferPointer { logits in
        (
          classes.map { Int($0) == label },
          classes.indices.map { row in
            logOdds(of: label, UnsafeBufferPointer(rebasing: logits[row * width..<(row + 1) * width]))
          }
        )
      }
    }
    switch method {
    case .platt:
      self = .platt(
        try labels.map { label in
          let (events, scores) = rows(of: label)
          return try PlattScaling(events: events, scores: scores, weights: weights)
        })
    case .isotonic:
      self = .isotonic(
        try labels.map { label in
          let (events, scores) = rows(of: label)
          return try IsotonicCalibration(events: events, scores: scores, weights: weights)
        })
    case .temperature:
      self = .temperature(try TemperatureScaling(classes: classes, logits: logits, weights: weights))
    }
  }

  /// The kind of calibration.
  public var method: Method {
    switch self {
    case .platt: .platt
    case .isotonic: .isotonic
    case .temperature: .temperature
    }
  }

  /// The number of curves; `nil` for a temperature.
  package var curveCount: Int? {
    switch self {
    case .platt(let curves): curves.count
    case .isotonic(let curves): curves.count
    case .temperature: nil
    }
  }
}
