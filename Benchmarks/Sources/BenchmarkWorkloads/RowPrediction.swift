import Logit

/// The fastest way Logit has to predict one row, kept in one place so that all benchmarks change together.
public struct RowPrediction: Sendable {
  private let workload: PredictionWorkload

  /// Takes the model and row of a workload.
  public init(_ workload: PredictionWorkload) {
    self.workload = workload
  }

  /// Predicts the row `count` times, one call after the other.
  ///
  /// - Returns: The last prediction.
  public func run(count: Int) throws -> Float {
    var result: Float = 0
    for _ in 0..<count { result = try workload.model.predict(workload.x)[0] }
    return result
  }
}
