import Logit
import LogitData
import LogitFiles
public import LogitStatistics

extension LabeledPredictions {
  /// The classes that have a curve of their own against all others: of two classes only the second, since the
  /// curve of the first would say the same; of more, each.
  public var curveClasses: [Int] { predictions.head.curveClasses }

  /// The number of rows of a class.
  ///
  /// - Parameter label: The number of the class, counted from 0.
  /// - Returns: The number.
  public func rowCount(of label: Int) -> Int { labels.count { $0 == label } }

  /// The probability of a class in each row.
  ///
  /// - Parameter label: The number of the class, counted from 0; one that does not exist is a programming
  ///   error.
  /// - Returns: As many probabilities as rows.
  public func probabilities(of label: Int) -> [Float] {
    let count = predictions.classNames.count
    guard label >= 0, label < count else {
      programmingError("Class \(label) is not one of the \(count) classes 0..<\(count)")
    }
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
  /// - Returns: The area; NaN and without an interval unless there are rows both of the class and of others.
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
  /// - Returns: The matrix, with true classes in rows.
  /// - Throws: Nothing for predictions of a ``Classifier``, whose classes all exist.
  public func confusionMatrix() throws -> ConfusionMatrix {
    try ConfusionMatrix(
      labels: labels, predictions: predictions.classIndices, classCount: predictions.classNames.count)
  }

  private func isLabel(_ label: Int) -> Tensor<Float> { Tensor(labels.map { $0 == label ? 1 : 0 }) }
}

// MARK: - Calibration

extension LabeledPredictions {
  /// The probabilities whose calibration is measured: for two classes, that of the second; for more, that of
  /// the predicted class.
  public var confidences: [Float] {
    if predictions.head.isBinary { return probabilities(of: 1) }
    let count = predictions.classNames.count
    return predictions.probabilities.withUnsafeBufferPointer { values in
      predictions.classIndices.enumerated().map { values[$0.offset * count + $0.element] }
    }
  }

  /// Whether each of the ``confidences`` came true: for two classes, whether the row is of the second; for
  /// more, whether the prediction is right.
  public var outcomes: [Bool] {
    predictions.head.isBinary
      ? labels.map { $0 == 1 } : zip(labels, predictions.classIndices).map { $0 == $1 }
  }

  /// How often ``confidences`` come true, in bins of equal numbers of rows.
  ///
  /// - Parameter binCount: The largest number of bins, at least 1; by default 10, or fewer so that each has
  ///   ten rows, but at least 2.
  /// - Returns: The curve.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for less than one bin.
  public func reliabilityCurve(binCount: Int? = nil) throws -> ReliabilityCurve {
    try ReliabilityCurve(
      events: outcomes, probabilities: confidences, binCount: binCount ?? min(max(rowCount / 10, 2), 10))
  }

  /// The expected calibration error: the mean distance between the ``confidences`` and how often they come
  /// true, over 15 bins of equal width.
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
