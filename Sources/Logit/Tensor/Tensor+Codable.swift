import LogitFiles

extension Tensor: Codable where Scalar: Codable {
  private enum CodingKeys: CodingKey { case shape, scalars }

  /// Writes the shape and the elements in row-major order; NaN as null and an infinity as text.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(shape, forKey: .shape)
    if let scalars = scalars as? [Float], !scalars.allSatisfy(\.isFinite) {
      try container.encode(scalars.portable, forKey: .scalars)
    } else if let scalars = scalars as? [Double], !scalars.allSatisfy(\.isFinite) {
      try container.encode(scalars.portable, forKey: .scalars)
    } else {
      try container.encode(scalars, forKey: .scalars)
    }
  }

  /// Reads a shape and elements.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for a shape that does not hold the elements.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let shape = try container.decode([Int].self, forKey: .shape)
    let scalars = try Self.scalars(in: container)
    guard shape.elementCount == scalars.count else {
      throw DecodingError.inconsistent(
        decoder, "The shape \(shape) does not hold \(scalars.count) elements")
    }
    try self.init(scalars, shape: shape)
  }

  private static func scalars(in container: KeyedDecodingContainer<CodingKeys>) throws -> [Scalar] {
    do {
      return try container.decode([Scalar].self, forKey: .scalars)
    } catch {
      // Not all are finite numbers, which is rare enough to find out so. Whole numbers are always finite: what
      // is wrong with them is what their own type says.
      let numbers: Any? =
        switch Scalar.self {
        case is Float.Type: try container.decode([Portable<Float>].self, forKey: .scalars).map(\.value)
        case is Double.Type: try container.decode([Portable<Double>].self, forKey: .scalars).map(\.value)
        default: nil
        }
      guard let scalars = numbers as? [Scalar] else { throw error }
      return scalars
    }
  }
}
