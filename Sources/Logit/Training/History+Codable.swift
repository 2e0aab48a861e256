extension Logs: Codable {
  private enum CodingKeys: CodingKey { case names, values }

  /// Writes names and values; NaN as null.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(names, forKey: .names)
    try container.encode(values.portable, forKey: .values)
  }

  /// Reads names and values.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or names and values that differ in number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let names = try container.decode([String].self, forKey: .names)
    let values = try container.decode([PortableNumber].self, forKey: .values).map(\.value)
    guard names.count == values.count, Set(names).count == names.count else {
      throw DecodingError.inconsistent(decoder, "Logs have one value for each of their names")
    }
    self.init(names: names, values: values)
  }
}

extension History: Codable {
  private enum CodingKeys: CodingKey { case epochs, stepCount, columns, outcome }

  /// The values under a name, with the epochs that have them.
  private struct Column: Codable {
    var name: String
    var epochs: [Int]
    var values: [PortableNumber]
  }

  /// Writes the epochs, and for each name its epochs and values; NaN as null.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(stepCount, forKey: .stepCount)
    let columns = names.map { Column(name: $0, epochs: epochs(of: $0), values: self[$0].portable) }
    try container.encode(columns, forKey: .columns)
    try container.encode(outcome, forKey: .outcome)
  }

  /// Reads a history.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for values that are not of the epochs.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let columns = try container.decode([Column].self, forKey: .columns)
    self.init(
      names: columns.map(\.name), stepCount: try container.decode(Int.self, forKey: .stepCount),
      epochCapacity: 0)
    epochs = try container.decode([Int].self, forKey: .epochs)
    let known = Set(epochs)
    guard Set(names).count == names.count,
      columns.allSatisfy({ column in
        column.epochs.count == column.values.count && column.epochs.allSatisfy(known.contains)
          && zip(column.epochs, column.epochs.dropFirst()).allSatisfy(<)
      })
    else {
      throw DecodingError.inconsistent(decoder, "A history has one value for each epoch of a name")
    }
    self.columns = columns.map { $0.values.map(\.value) }
    columnEpochs = columns.map { $0.epochs.last == epochs.last ? $0.epochs.dropLast() : $0.epochs }
    outcome = try container.decodeIfPresent(TrainingOutcome.self, forKey: .outcome) ?? TrainingOutcome()
  }
}

extension TrainingOutcome.BestEpoch {
  private enum CodingKeys: CodingKey { case callback, monitor, epoch, value }

  /// Writes all of it; NaN as null.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(callback, forKey: .callback)
    try container.encode(monitor, forKey: .monitor)
    try container.encode(epoch, forKey: .epoch)
    try container.encode(PortableNumber(value), forKey: .value)
  }

  /// Reads a best epoch.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      callback: try container.decode(String.self, forKey: .callback),
      monitor: try container.decode(String.self, forKey: .monitor),
      epoch: try container.decode(Int.self, forKey: .epoch),
      value: try container.decode(PortableNumber.self, forKey: .value).value)
  }
}
