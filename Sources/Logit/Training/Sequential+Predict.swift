extension Sequential {
  /// Computes the model's outputs.
  ///
  /// For many calls with few rows make a ``Predictor`` once instead.
  ///
  /// - Parameter x: `[rows, features]`; `[rows]` will do for one feature.
  /// - Returns: `[rows, units]`: for a sigmoid the probability of class 1, for a softmax one probability a
  ///   class.
  /// - Throws: ``LogitError/notBuilt(operation:)`` before the model is built,
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` or
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)``.
  public func predict(_ x: Tensor<Float>) throws -> Tensor<Float> {
    try Predictor(self, operation: "predict").predict(x)
  }

  /// Computes the model's outputs into a tensor that is there already.
  ///
  /// - Parameters:
  ///   - x: `[rows, features]`.
  ///   - output: `[rows, units]`, to be overwritten.
  /// - Throws: As ``predict(_:)-(Tensor<Float>)``.
  public func predict(_ x: Tensor<Float>, into output: inout Tensor<Float>) throws {
    try Predictor(self, operation: "predict").predict(x, into: &output)
  }
}
