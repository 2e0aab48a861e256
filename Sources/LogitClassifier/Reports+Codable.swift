import Logit
import LogitData

// What is written is what the command prints with --json, so that a program and a script read the same.

extension FitReport: Encodable {
  /// Writes the object of ``json(modelPath:)``, with null for the model's file.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    try jsonValue(modelPath: nil, names: OptionNames()).encode(to: encoder)
  }
}

extension Evaluation: Encodable {
  /// Writes the object of ``json(modelPath:source:)`` without the names of the model and the rows.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try JSON.object(jsonMembers).encode(to: encoder) }
}

extension PenaltyValidation: Encodable {
  /// Writes the object of ``json``.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension CoefficientPath: Encodable {
  /// Writes the object of ``json``.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension Coefficient: Encodable {
  /// Writes feature, class, weight and estimate.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension Intercept: Encodable {
  /// Writes class and estimate.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension Provenance: Codable {
  /// Writes the text that a model file has of it, in which the measurements keep their order.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json.description.encode(to: encoder) }

  /// Reads what was written.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for a value that is missing or of the wrong
  ///   kind.
  public init(from decoder: any Decoder) throws { try self.init(json: JSON(json: String(from: decoder))) }
}
