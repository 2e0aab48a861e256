/// What ``Precision`` and ``Recall`` have in common: an output counts as positive above a threshold, or among
/// the best of its row.
protocol BestOrAboveMetric: ThresholdwiseMetric, KerasSerializable {
  var topK: Int? { get }
  var classID: Int? { get }

  init(thresholds: [Double]?, topK: Int?, classID: Int?, name: String)
}

extension ThresholdCounts {
  /// - Parameter chosen: The thresholds; by default 0.5, or with `topK` one below every score.
  init(chosen: [Double]?, topK: Int?, classID: Int?) {
    let standard = topK == nil ? 0.5 : Double(ThresholdCounts.negativeInfinity)
    self.init(chosen ?? [standard], topK: topK, classID: classID)
  }
}

extension BestOrAboveMetric {
  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("thresholds", .numbers(thresholds)), JSON.Member("top_k", .optional(topK)),
      JSON.Member("class_id", .optional(classID)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      thresholds: try options.optionalDoubles("thresholds"), topK: try options.optionalInteger("top_k"),
      classID: try options.optionalInteger("class_id"),
      name: try options.metricName(default: Self.kerasClassName.snakeCase))
  }
}
