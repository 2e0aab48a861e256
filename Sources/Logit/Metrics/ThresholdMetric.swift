/// A metric whose state is the right and wrong positives and negatives at its thresholds.
protocol ThresholdMetric: Metric {
  /// Counts them.
  var counts: ThresholdCounts { get }
}

extension ThresholdMetric {
  /// Empty counts.
  public var initialState: [Double] { counts.initialState }

  /// Checks that the options fit the outputs.
  public func validate(labels: LabelEncoding, units: Int) throws {
    try counts.validate(checks, units: units)
  }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    counts.update(&state, labels: labels, predictions: predictions, weights: weights, units: units)
  }
}

/// A metric with a number for each of its thresholds, which its user may choose.
protocol ThresholdwiseMetric: ThresholdMetric {
  /// The thresholds chosen; `nil` for a single one.
  var thresholds: [Double]? { get }
}

extension ThresholdwiseMetric {
  /// The name; numbered for several thresholds.
  public var resultNames: [String] { numberedNames(counts.thresholds.count) }

  /// Checks the options.
  public func validate() throws { try counts.validate(checks, checksThresholds: thresholds != nil) }

  /// The number, or the mean over the thresholds.
  public func result(_ state: [Double]) -> Double { mean(results(state)) }
}
