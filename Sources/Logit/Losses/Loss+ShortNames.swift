// The short names that Keras takes for the two losses of regression.

extension Loss where Self == MeanSquaredError {
  /// Keras's short name for ``meanSquaredError``.
  public static var mse: MeanSquaredError { MeanSquaredError() }
}

extension Loss where Self == MeanAbsoluteError {
  /// Keras's short name for ``meanAbsoluteError``.
  public static var mae: MeanAbsoluteError { MeanAbsoluteError() }
}
