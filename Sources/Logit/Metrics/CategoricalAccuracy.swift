/// The fraction of rows whose largest prediction is at the position of the largest label.
///
/// Among ties the first counts. Follows `keras.metrics.CategoricalAccuracy`.
public struct CategoricalAccuracy: AccuracyMetric, Equatable {
  /// The name the metric is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name the metric is reported under, `"categorical_accuracy"` by default.
  public init(name: String = "categorical_accuracy") {
    self.name = name
  }

  /// For class indices ``SparseCategoricalAccuracy``.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    labels == .classIndex && units > 1 ? SparseCategoricalAccuracy(name: name) : self
  }

  /// Counts the rows predicted correctly.
  public func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int {
    var count = 0
    for row in 0..<predictions.count / units {
      let columns = row * units..<(row + 1) * units
      if indexOfFirstMaximum(labels, columns) == indexOfFirstMaximum(predictions, columns) { count += 1 }
    }
    return count
  }

  /// Counts the rows.
  public func countAll(predictionCount: Int, units: Int) -> Int { predictionCount / units }
}

extension CategoricalAccuracy: KerasSerializable {
  /// `"CategoricalAccuracy"`.
  public static var kerasClassName: String { "CategoricalAccuracy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(name: try options.metricName(default: CategoricalAccuracy().name))
  }
}

extension Metric where Self == CategoricalAccuracy {
  /// The fraction of rows whose largest prediction is at the position of the largest label.
  public static var categoricalAccuracy: CategoricalAccuracy { CategoricalAccuracy() }
}
