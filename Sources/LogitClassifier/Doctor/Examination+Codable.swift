import Logit

extension Examination: Encodable {
  /// Writes the object of ``json(atLeast:)`` with all findings.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json().encode(to: encoder) }
}
