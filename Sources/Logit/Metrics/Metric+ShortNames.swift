// The short names that Keras takes for the two losses of regression as metrics.

extension Metric where Self == LossMetric<MeanSquaredError> {
  /// Keras's short name for ``meanSquaredError``; it is reported under `mean_squared_error`.
  public static var mse: LossMetric<MeanSquaredError> { LossMetric(MeanSquaredError()) }
}

extension Metric where Self == LossMetric<MeanAbsoluteError> {
  /// Keras's short name for ``meanAbsoluteError``; it is reported under `mean_absolute_error`.
  public static var mae: LossMetric<MeanAbsoluteError> { LossMetric(MeanAbsoluteError()) }
}
