/// The fraction of outputs on the correct side of a threshold.
///
/// An output counts as correct when its label equals 1 and the prediction is above the threshold, or its
/// label equals 0 and it is not. Follows `keras.metrics.BinaryAccuracy`.
public struct BinaryAccuracy: AccuracyMetric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The probability above which an output counts as positive.
  public var threshold: Float

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - threshold: The probability above which an output counts as positive; 0.5 by default.
  ///   - name: The name the metric is reported under, `"binary_accuracy"` by default.
  public init(threshold: Float = 0.5, name: String = "binary_accuracy") {
    self.threshold = threshold
    self.name = name
  }

  /// For class indices of several classes, ``SparseCategoricalAccuracy``: an output by itself has no label.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    labels == .classIndex && units > 1 ? SparseCategoricalAccuracy(name: name) : self
  }

  /// Checks the threshold.
  public func validate() throws {
    // Outputs may be logits, so any finite number is valid.
    try checks.requireFinite(Double(threshold), "threshold")
  }

  /// Counts the outputs on the correct side.
  public func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int {
    var count = 0
    for i in predictions.indices where labels[i] == (predictions[i] > threshold ? 1 : 0) { count += 1 }
    return count
  }

  /// Counts the outputs.
  public func countAll(predictionCount: Int, units: Int) -> Int { predictionCount }
}

extension BinaryAccuracy: KerasSerializable {
  /// `"BinaryAccuracy"`.
  public static var kerasClassName: String { "BinaryAccuracy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [JSON.Member("threshold", .decimal(threshold))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      threshold: Float(try options.double("threshold", default: 0.5)),
      name: try options.metricName(default: "binary_accuracy"))
  }
}

extension Metric where Self == BinaryAccuracy {
  /// The fraction of outputs on the correct side of a threshold; see ``BinaryAccuracy``.
  public static var binaryAccuracy: BinaryAccuracy { BinaryAccuracy() }

  /// The fraction of outputs on the correct side of a threshold; see ``BinaryAccuracy``.
  ///
  /// - Parameter threshold: The probability above which an output counts as positive; 0.5 by default.
  public static func binaryAccuracy(threshold: Float = 0.5) -> BinaryAccuracy {
    BinaryAccuracy(threshold: threshold)
  }
}
