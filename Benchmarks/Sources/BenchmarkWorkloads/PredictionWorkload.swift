import Logit

/// Predictions of a logistic model with 28 features.
public struct PredictionWorkload: Sendable {
  /// The rows to predict.
  public let x: Tensor<Float>
  /// The model.
  public let model: Sequential

  /// The workload of a name, or `nil` if no prediction has it.
  public static func named(_ name: String) throws -> PredictionWorkload? {
    switch name {
    case "predict-1m": try PredictionWorkload(rows: 1_000_000)
    case "predict-one": try PredictionWorkload(rows: 1)
    default: nil
    }
  }

  private init(rows: Int) throws {
    x = Samples.normal(rows: rows, features: 28)
    model = try .withSharedWeights([Dense(1, inputShape: [28], activation: .sigmoid)])
  }

  /// Predicts all rows once.
  ///
  /// - Returns: How long it took, in seconds, and the mean of the predictions.
  public func run() throws -> (Double, Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let output = try model.predict(x)
    let seconds = (clock.now - start).seconds
    let sum = output.withUnsafeBufferPointer { $0.reduce(0.0) { $0 + Double($1) } }
    return (seconds, sum / Double(output.count))
  }
}
