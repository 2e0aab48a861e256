/// The share of rows whose largest prediction stands where the largest label does.
///
/// Among equals the first counts. Follows `keras.metrics.CategoricalAccuracy`.
public struct CategoricalAccuracy: AccuracyMetric, Equatable {
  /// The name it is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name it is reported under, `"categorical_accuracy"` by default.
  public init(name: String = "categorical_accuracy") {
    self.name = name
  }

  /// Counts the rows predicted right.
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

/// The share of rows whose largest prediction stands at the label's class index.
///
/// Among equals the first counts. Follows `keras.metrics.SparseCategoricalAccuracy`.
public struct SparseCategoricalAccuracy: AccuracyMetric, Equatable {
  /// The name it is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name it is reported under, `"sparse_categorical_accuracy"` by default.
  public init(name: String = "sparse_categorical_accuracy") {
    self.name = name
  }

  /// Counts the rows predicted right.
  public func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int {
    var count = 0
    for row in labels.indices {
      let columns = row * units..<(row + 1) * units
      if indexOfFirstMaximum(predictions, columns) - columns.lowerBound == Int(labels[row]) { count += 1 }
    }
    return count
  }

  /// Counts the rows.
  public func countAll(predictionCount: Int, units: Int) -> Int { predictionCount / units }
}

private func indexOfFirstMaximum(_ values: Span<Float>, _ range: Range<Int>) -> Int {
  var best = range.lowerBound
  for i in range where values[i] > values[best] { best = i }
  return best
}

extension Metric where Self == CategoricalAccuracy {
  /// The share of rows whose largest prediction stands where the largest label does.
  public static var categoricalAccuracy: CategoricalAccuracy { CategoricalAccuracy() }
}

extension Metric where Self == SparseCategoricalAccuracy {
  /// The share of rows whose largest prediction stands at the label's class index.
  public static var sparseCategoricalAccuracy: SparseCategoricalAccuracy { SparseCategoricalAccuracy() }
}
