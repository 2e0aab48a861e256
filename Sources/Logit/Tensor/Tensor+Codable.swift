extension Tensor: Codable where Scalar: Codable {
  private enum CodingKeys: CodingKey { case shape, scalars }

  /// Writes the shape and the elements in row-major order.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws; Foundation's for JSON does for NaN and infinities.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(shape, forKey: .shape)
    try container.encode(scalars, forKey: .scalars)
  }

  /// Reads a shape and elements.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for a shape that does not hold the elements.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let shape = try container.decode([Int].self, forKey: .shape)
    let scalars = try container.decode([Scalar].self, forKey: .scalars)
    guard shape.elementCount == scalars.count else {
      throw DecodingError.inconsistent(
        decoder, "The shape \(shape) does not hold \(scalars.count) elements")
    }
    try self.init(scalars, shape: shape)
  }
}
