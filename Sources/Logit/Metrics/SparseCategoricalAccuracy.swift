/// The fraction of rows whose largest prediction is at the label's class index.
///
/// Among ties the first counts. Follows `keras.metrics.SparseCategoricalAccuracy`.
public struct SparseCategoricalAccuracy: AccuracyMetric, Equatable {
  /// The name the metric is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name the metric is reported under, `"sparse_categorical_accuracy"` by default.
  public init(name: String = "sparse_categorical_accuracy") {
    self.name = name
  }

  /// For one-hot rows ``CategoricalAccuracy``.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    labels == .perOutput && units > 1 ? CategoricalAccuracy(name: name) : self
  }

  /// Counts the rows predicted correctly.
  public func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int {
    var count = 0
    for row in labels.indices {
      let columns = row * units..<(row + 1) * units
      let predicted = indexOfFirstMaximum(predictions, columns) - columns.lowerBound
      if predicted == labelClass(labels, row: row, units: units, isClassIndex: true) { count += 1 }
    }
    return count
  }

  /// Counts the rows.
  public func countAll(predictionCount: Int, units: Int) -> Int { predictionCount / units }
}

extension SparseCategoricalAccuracy: KerasSerializable {
  /// `"SparseCategoricalAccuracy"`.
  public static var kerasClassName: String { "SparseCategoricalAccuracy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(name: try options.metricName(default: SparseCategoricalAccuracy().name))
  }
}

extension Metric where Self == SparseCategoricalAccuracy {
  /// The fraction of rows whose largest prediction is at the label's class index.
  public static var sparseCategoricalAccuracy: SparseCategoricalAccuracy { SparseCategoricalAccuracy() }
}
