import Logit

/// The fastest way Logit has to predict one row, kept in one place so that all benchmarks change together.
public struct RowPrediction: Sendable {
  private let predictor: Predictor
  private let row: [Float]

  /// Takes the model and row of a workload.
  public init(_ workload: PredictionWorkload) throws {
    predictor = try Predictor(workload.model)
    row = Array(workload.x.scalars)
  }

  /// Predicts the row `count` times, one call after the other.
  ///
  /// - Returns: The last prediction.
  public func run(count: Int) throws -> Float {
    var output: [Float] = [0]
    for _ in 0..<count { try predictor.predict(row, into: &output) }
    return output[0]
  }
}
