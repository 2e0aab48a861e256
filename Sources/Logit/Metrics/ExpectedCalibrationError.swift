/// How far confidence is from accuracy: predictions are sorted into bins of equal width by their confidence,
/// and the absolute differences between the accuracy and the mean confidence of each bin are averaged,
/// weighted by the contents of the bins.
///
/// Confidence is the probability of the predicted class, each row divided by its sum, or with
/// ``Confidence/positiveClass`` that of class 1 of a single output, as in a reliability diagram. Bin k of n
/// holds confidences above k / n and up to (k + 1) / n; 0 goes to the first.
///
/// Source: C. Guo and others, "On calibration of modern neural networks", ICML 2017.
public struct ExpectedCalibrationError: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The number of bins.
  public let binCount: Int
  /// Which probability is compared.
  public let confidence: Confidence

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - binCount: The number of bins, at least 1; 15 by default.
  ///   - confidence: Which probability is compared; the predicted class's by default.
  ///   - name: The name the metric is reported under, `"expected_calibration_error"` by default.
  public init(
    binCount: Int = 15, confidence: Confidence = .predictedClass, name: String = "expected_calibration_error"
  ) {
    self.name = name
    self.binCount = binCount
    self.confidence = confidence
  }

  /// Smaller is better.
  public var isBetterWhenHigher: Bool? { false }

  /// Which probability is compared with the accuracy.
  public enum Confidence: Sendable, Equatable {
    /// That of the class which the row predicts.
    case predictedClass
    /// That of class 1, for a single output.
    case positiveClass
  }

  /// [weight, weight of correct predictions, Σ weight · confidence] of each bin.
  public var initialState: [Double] { Array(repeating: 0, count: 3 * max(binCount, 0)) }

  /// Checks the options.
  public func validate() throws {
    try checks.requireListCount(binCount, "binCount")
  }

  /// Checks that the confidence fits the outputs.
  public func validate(labels: LabelEncoding, units: Int) throws {
    try checks.require(
      confidence == .predictedClass || units == 1, "confidence", confidence,
      ".predictedClass unless there is a single output")
  }

  /// Adds a batch.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    let isClassIndex = labels.count != predictions.count
    for row in 0..<predictions.count / units {
      let weight = weights.isEmpty ? 1 : Double(weights[row])
      let actual = labelClass(labels, row: row, units: units, isClassIndex: isClassIndex)
      let predicted = predictedClass(predictions, row: row, units: units, threshold: 0.5)
      let columns = row * units..<(row + 1) * units
      var p = Double(predictions[units == 1 ? row : columns.lowerBound + predicted])
      var isRight = actual == predicted
      switch confidence {
      case .positiveClass: isRight = actual == 1
      case .predictedClass: p = units == 1 ? max(p, 1 - p) : p / sum(predictions, columns)
      }
      let bin =
        p.isFinite ? min(max(Int((min(p, 1) * Double(binCount)).rounded(.up)) - 1, 0), binCount - 1) : 0
      state[3 * bin] += weight
      state[3 * bin + 1] += isRight ? weight : 0
      state[3 * bin + 2] += weight * p
    }
  }

  /// The error; 0 before the first row.
  public func result(_ state: [Double]) -> Double {
    var (error, total) = (0.0, 0.0)
    for bin in stride(from: 0, to: state.count, by: 3) {
      total += state[bin]
      error += abs(state[bin + 1] - state[bin + 2])
    }
    return dividedOrZero(error, total)
  }
}

extension Metric where Self == ExpectedCalibrationError {
  /// How far confidence is from accuracy; see ``ExpectedCalibrationError``.
  public static var expectedCalibrationError: ExpectedCalibrationError { ExpectedCalibrationError() }

  /// How far confidence is from accuracy; see ``ExpectedCalibrationError``.
  ///
  /// - Parameters:
  ///   - binCount: The number of bins, at least 1; 15 by default.
  ///   - confidence: Which probability is compared; the predicted class's by default.
  public static func expectedCalibrationError(
    binCount: Int = 15, confidence: ExpectedCalibrationError.Confidence = .predictedClass
  ) -> ExpectedCalibrationError { ExpectedCalibrationError(binCount: binCount, confidence: confidence) }
}
