import LogitFiles

// Numbers that are not defined, such as an area under a curve of rows of one class, are null in JSON.

extension ConfidenceInterval: Codable {
  private enum CodingKeys: CodingKey { case lower, upper, level }

  /// Writes the ends and the level.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(PortableNumber(lower), forKey: .lower)
    try container.encode(PortableNumber(upper), forKey: .upper)
    try container.encode(level, forKey: .level)
  }

  /// Reads an interval.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      lower: try container.decode(PortableNumber.self, forKey: .lower).value,
      upper: try container.decode(PortableNumber.self, forKey: .upper).value,
      level: try container.decode(Double.self, forKey: .level))
  }
}

extension Estimate: Codable {
  private enum CodingKeys: CodingKey { case value, interval }

  /// Writes the value and the interval, if there is one.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(PortableNumber(value), forKey: .value)
    try container.encodeIfPresent(interval, forKey: .interval)
  }

  /// Reads an estimate.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(PortableNumber.self, forKey: .value).value,
      interval: try container.decodeIfPresent(ConfidenceInterval.self, forKey: .interval))
  }
}
