/// The fraction of rows whose class index is among the k best predictions.
///
/// A prediction equal to the k-th best counts as among them, so that of four equal scores each is the best.
/// Follows `keras.metrics.SparseTopKCategoricalAccuracy`.
public struct SparseTopKCategoricalAccuracy: AccuracyMetric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The number k of best predictions.
  public var k: Int

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - k: The number of best predictions, at least 1; 5 by default.
  ///   - name: The name the metric is reported under, `"sparse_top_k_categorical_accuracy"` by default.
  public init(k: Int = 5, name: String = "sparse_top_k_categorical_accuracy") {
    self.k = k
    self.name = name
  }

  /// Checks k.
  public func validate() throws {
    try checks.requireCount(k, "k")
  }

  /// The metric of the same kind that fits the labels.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    labels == .perOutput && units > 1 ? TopKCategoricalAccuracy(k: k, name: name) : self
  }

  /// Counts the rows predicted correctly.
  public func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int {
    var count = 0
    for row in 0..<predictions.count / units {
      let columns = row * units..<(row + 1) * units
      if isAmongBest(
        columns.lowerBound + labelClass(labels, row: row, units: units, isClassIndex: true), of: predictions,
        columns, count: k)
      {
        count += 1
      }
    }
    return count
  }

  /// Counts the rows.
  public func countAll(predictionCount: Int, units: Int) -> Int { predictionCount / units }
}

extension SparseTopKCategoricalAccuracy: KerasSerializable {
  /// `"SparseTopKCategoricalAccuracy"`.
  public static var kerasClassName: String { "SparseTopKCategoricalAccuracy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration + [JSON.Member("k", .integer(k))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      k: try options.integer("k", default: 5),
      name: try options.metricName(default: "sparse_top_k_categorical_accuracy"))
  }
}

extension Metric where Self == SparseTopKCategoricalAccuracy {
  /// The fraction of rows whose class index is among the k best predictions; see
  /// ``SparseTopKCategoricalAccuracy``.
  public static var sparseTopKCategoricalAccuracy: SparseTopKCategoricalAccuracy {
    SparseTopKCategoricalAccuracy()
  }

  /// The fraction of rows whose class index is among the k best predictions; see
  /// ``SparseTopKCategoricalAccuracy``.
  ///
  /// - Parameter k: The number of best predictions, at least 1; 5 by default.
  public static func sparseTopKCategoricalAccuracy(k: Int = 5) -> SparseTopKCategoricalAccuracy {
    SparseTopKCategoricalAccuracy(k: k)
  }
}

/// Whether fewer than `count` of a row's predictions are larger than the one at `index`; `false` outside the
/// row, and for NaN.
func isAmongBest(_ index: Int, of predictions: Span<Float>, _ columns: Range<Int>, count: Int) -> Bool {
  guard columns.contains(index), predictions[index].isFinite else { return false }
  var larger = 0
  for i in columns where predictions[i] > predictions[index] { larger += 1 }
  return larger < count
}
