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
    guard hasProbabilities, linear != nil || decision?.adjustment != nil else {
      return try Predictor(model).predict(features.matrix(of: table))
    }
    return try probabilities(of: table, features)
  }

  /// The probabilities that the model's outputs are, in double precision before they are rounded.
  private func probabilities(of table: Table, _ features: FeatureSpace) throws -> Tensor<Float> {
    // The columns were found already, by whatever name.
    let classifier = try classifier(
      of: features.inputNames, source: "the model",
      byPosition: self.features == nil && linear?.formula == nil
    ).classifier
    let rows = try classifier.exactRows(of: table).probabilities
    let outputs = try Predictor(model).outputCount
    let first = outputs == 1 ? 1 : 0
    return Tensor<Float>(unsafeUninitializedShape: [rows.count, outputs]) { values in
      for (row, probabilities) in rows.enumerated() {
        for output in 0..<outputs { values[row * outputs + output] = Float(probabilities[first + output]) }
      }
    }
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
