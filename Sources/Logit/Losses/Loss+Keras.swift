extension KerasRegistry where Family == any Loss {
  /// The losses Logit can make from Keras's JSON, under the names of Keras's classes, functions and
  /// abbreviations.
  static let losses = KerasRegistry(
    family: "loss", module: "keras.losses",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) },
    aliases: [
      "bce": "BinaryCrossentropy", "BCE": "BinaryCrossentropy",
      "kld": "KLDivergence", "KLD": "KLDivergence",
      "mse": "MeanSquaredError", "MSE": "MeanSquaredError",
      "mae": "MeanAbsoluteError", "MAE": "MeanAbsoluteError",
      "mape": "MeanAbsolutePercentageError", "MAPE": "MeanAbsolutePercentageError",
      "msle": "MeanSquaredLogarithmicError", "MSLE": "MeanSquaredLogarithmicError",
    ])

  private static let types: [any (Loss & KerasSerializable).Type] = [
    BinaryCrossentropy.self, BinaryFocalCrossentropy.self, CategoricalCrossentropy.self,
    CategoricalFocalCrossentropy.self, CategoricalGeneralizedCrossEntropy.self, CategoricalHinge.self,
    CosineSimilarity.self, Dice.self, Hinge.self, Huber.self, KLDivergence.self, LogCosh.self,
    MeanAbsoluteError.self, MeanAbsolutePercentageError.self, MeanSquaredError.self,
    MeanSquaredLogarithmicError.self, Poisson.self, SparseCategoricalCrossentropy.self, SquaredHinge.self,
    Tversky.self,
  ]

  /// Creates a loss from its form in Keras's JSON: a serialized object, or the name of a function or class.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  static func loss(_ value: JSON) throws -> any Loss {
    guard case .string(let name) = value else { return try losses.make(value) }
    // In Keras a function keeps its own name, and a class has its default.
    let isFunction = losses.className(of: name) != nil
    return try losses.make(named: name, isFunction ? ["name": .string(name)] : .object([]))
  }

  /// What Keras would write for a loss.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for one that is not ``KerasSerializable``.
  static func serialized(_ loss: any Loss) throws -> JSON {
    try losses.serialized(losses.required(loss, name: loss.name))
  }
}

extension JSONFields {
  /// Keras's `reduction`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including `"none"`, which leaves nothing to minimize.
  mutating func lossReduction() throws -> LossReduction {
    let found = value("reduction") ?? .string(LossReduction.sumOverBatchSize.rawValue)
    if found == .string("none") || found == .null {
      throw LogitError.invalidConfiguration(
        object: object,
        reason: "its reduction is \"none\", which leaves one loss for each row and no number to minimize; "
          + "use \"sum_over_batch_size\"")
    }
    guard case .string(let name) = found, let reduction = LossReduction(rawValue: name) else {
      let known = LossReduction.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw wrong("reduction", expected: "one of \(known)", found: found)
    }
    return reduction
  }

  /// Keras's `axis` of a loss over the outputs of a row.
  mutating func requireLastAxis() throws {
    guard let found = value("axis"), found != .integer(-1), found != .integer(1) else { return }
    throw wrong("axis", expected: "-1, the outputs of a row", found: found)
  }

  /// Numbers in a list, or a single number.
  mutating func doubles(_ name: String, default fallback: [Double]) throws -> [Double] {
    guard let found = value(name) else { return fallback }
    let values = if case .array(let values) = found { values } else { [found] }
    return try values.map {
      switch $0 {
      case .number(let number): number
      case .integer(let number): Double(number)
      default: throw wrong(name, expected: "a number or a list of numbers", found: found)
      }
    }
  }
}

extension Loss {
  /// The first two options of every loss.
  var commonConfiguration: [JSON.Member] {
    [JSON.Member("name", .string(name)), JSON.Member("reduction", .string(reduction.rawValue))]
  }
}
