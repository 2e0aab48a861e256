import Logit
public import LogitData

extension ForeignModel {
  /// What the model gives for the rows of a table, whatever it means.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - features: How its columns become what the model takes; see ``features(of:source:byPosition:)``.
  /// - Returns: `[rows, outputs]`.
  /// - Throws: As `FeatureSpace.matrix(of:)`, such as for a missing value.
  public func outputs(of table: Table, _ features: FeatureSpace) throws -> Tensor<Float> {
    try Predictor(model).predict(features.matrix(of: table))
  }

  /// The outputs as columns, `output_0`, `output_1`, ...
  ///
  /// - Parameter outputs: `[rows, outputs]`.
  /// - Returns: A column for each.
  public static func columns(_ outputs: Tensor<Float>) -> [Column] {
    let (rows, count) = (outputs.shape[0], outputs.shape[1])
    return outputs.withUnsafeBufferPointer { values in
      (0..<count).map { output in
        Column("output_\(output)", numbers: (0..<rows).map { values[$0 * count + output] })
      }
    }
  }
}
