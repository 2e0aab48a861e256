/// The root of the mean squared error over all outputs of all rows: √(Σ w (t - p)² / Σ w).
///
/// Follows `keras.metrics.RootMeanSquaredError`.
public struct RootMeanSquaredError: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name the metric is reported under, `"root_mean_squared_error"` by default.
  public init(name: String = "root_mean_squared_error") {
    self.name = name
  }

  private var meanSquaredError: LossMetric<MeanSquaredError> { LossMetric(MeanSquaredError()) }

  /// Smaller is better.
  public var isBetterWhenHigher: Bool? { false }

  /// Those of the mean squared error.
  public var initialState: [Double] { meanSquaredError.initialState }

  /// Checks that there is a label for each output.
  public func validate(labels: LabelEncoding, units: Int) throws {
    try LossMetric(MeanSquaredError(), name: name).validate(labels: labels, units: units)
  }

  /// Adds the squared errors of a batch.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    meanSquaredError.update(
      &state, labels: labels, predictions: predictions, weights: weights, units: units)
  }

  /// The root of the mean.
  public func result(_ state: [Double]) -> Double { meanSquaredError.result(state).squareRoot() }
}

extension RootMeanSquaredError: KerasSerializable {
  /// `"RootMeanSquaredError"`.
  public static var kerasClassName: String { "RootMeanSquaredError" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(name: try options.metricName(default: RootMeanSquaredError().name))
  }
}

extension Metric where Self == RootMeanSquaredError {
  /// The root of the mean squared error; see ``RootMeanSquaredError``.
  public static var rootMeanSquaredError: RootMeanSquaredError { RootMeanSquaredError() }
}
