import Logit

extension RegressionReport: Encodable {
  /// Writes the object of ``json(modelPath:hasCovariance:)``, with the covariance.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    try json(modelPath: nil, hasCovariance: true).encode(to: encoder)
  }
}
