import Logit
import LogitData
public import LogitStatistics

extension LabeledPredictions {
  /// The classes that have a curve of their own against all others: of two the second, since that of the first says the
  /// same, and of more each.
  public var curveClasses: [Int] { predictions.head.curveClasses }

  /// The number of rows of a class.
  ///
  /// - Parameter label: The number of the class, counted from 0.
  /// - Returns: The number.
  public func rowCount(of label: Int) -> Int { labels.count { $0 == label } }

  /// The probability of a class, row by row.
  ///
  /// - Parameter label: The number of the class, counted from 0.
  /// - Returns: As many probabilities as rows.
  public func probabilities(of label: Int) -> [Float] {
    let count = predictions.classNames.count
    return predictions.probabilities.withUnsafeBufferPointer { values in
      labels.indices.map { values[$0 * count + label] }
    }
  }

  /// The receiver operating characteristic of a class against all others.
  ///
  /// - Parameter label: The number of the class, counted from 0.
  /// - Returns: The curve.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public func rocCurve(of label: Int) throws -> ROCCurve {
    try ROCCurve(labels: isLabel(label), scores: Tensor(probabilities(of: label)))
  }

  /// The area under ``rocCurve(of:)``, with DeLong's interval.
  ///
  /// - Parameter label: The number of the class, counted from 0.
  /// - Returns: The area; NaN, and without an interval, unless there are rows of the class and of others.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public func rocArea(of label: Int) throws -> Estimate {
    let area = try ROCArea(labels: labels.map { $0 == label }, scores: probabilities(of: label))
    return Estimate(area.value, interval: area.value.isNaN ? nil : try area.interval())
  }

  /// Precision against recall of a class.
  ///
  /// - Parameter label: The number of the class, counted from 0.
  /// - Returns: The curve.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public func precisionRecallCurve(of label: Int) throws -> PrecisionRecallCurve {
    try PrecisionRecallCurve(labels: isLabel(label), scores: Tensor(probabilities(of: label)))
  }

  /// How often each class is predicted for each class.
  ///
  /// - Returns: The matrix, true classes down.
  /// - Throws: Nothing for predictions of a ``Classifier``, whose classes all exist.
  public func confusionMatrix() throws -> ConfusionMatrix {
    try ConfusionMatrix(
      labels: labels, predictions: predictions.classIndices, classCount: predictions.classNames.count)
  }

  private func isLabel(_ label: Int) -> Tensor<Float> { Tensor(labels.map { $0 == label ? 1 : 0 }) }
}

// MARK: - Calibration

extension LabeledPredictions {
  /// The probability that is compared with how often it comes true: of two classes that of the second, of more that of the
  /// class predicted.
  public var confidences: [Float] {
    if predictions.head.isBinary { return probabilities(of: 1) }
    let count = predictions.classNames.count
    return predictions.probabilities.withUnsafeBufferPointer { values in
      predictions.classIndices.enumerated().map { values[$0.offset * count + $0.element] }
    }
  }

  /// Whether it came true: of two classes whether the row is of the second, of more whether the prediction is right.
  public var outcomes: [Bool] {
    predictions.head.isBinary
      ? labels.map { $0 == 1 } : zip(labels, predictions.classIndices).map { $0 == $1 }
  }

  /// How often ``confidences`` come true, in bins of equal numbers of rows.
  ///
  /// - Parameter binCount: The most bins; by default 10, or fewer so that each has ten rows, but at least 2.
  /// - Returns: The curve.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for less than one bin.
  public func reliabilityCurve(binCount: Int? = nil) throws -> ReliabilityCurve {
    try ReliabilityCurve(
      events: outcomes, probabilities: confidences, binCount: binCount ?? min(max(rowCount / 10, 2), 10))
  }

  /// How far ``confidences`` are from coming true as often as they say, in 15 bins of equal width.
  ///
  /// - Returns: The mean of the distances, weighted by the rows of each bin; 0 is perfect.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public func expectedCalibrationError() throws -> Double {
    let labels = Tensor<Float>(labels.map { Float($0) })
    return try predictions.head.isBinary
      ? ExpectedCalibrationError(confidence: .positiveClass)
        .value(labels: labels, predictions: Tensor(probabilities(of: 1)))
      : ExpectedCalibrationError().value(labels: labels, predictions: predictions.probabilities)
  }
}
