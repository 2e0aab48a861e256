extension KerasRegistry<any Loss> {
  /// All losses, under the names of Keras's classes.
  static let losses = KerasRegistry(
    family: "loss", module: "keras.losses",
    [
      (BinaryCrossentropy.kerasClassName, { @Sendable in try BinaryCrossentropy(keras: &$0) }),
      (BinaryFocalCrossentropy.kerasClassName, { @Sendable in try BinaryFocalCrossentropy(keras: &$0) }),
      (CategoricalCrossentropy.kerasClassName, { @Sendable in try CategoricalCrossentropy(keras: &$0) }),
      (
        CategoricalFocalCrossentropy.kerasClassName,
        { @Sendable in try CategoricalFocalCrossentropy(keras: &$0) }
      ),
      (
        CategoricalGeneralizedCrossEntropy.kerasClassName,
        { @Sendable in try CategoricalGeneralizedCrossEntropy(keras: &$0) }
      ),
      (CategoricalHinge.kerasClassName, { @Sendable in try CategoricalHinge(keras: &$0) }),
      (CosineSimilarity.kerasClassName, { @Sendable in try CosineSimilarity(keras: &$0) }),
      (Dice.kerasClassName, { @Sendable in try Dice(keras: &$0) }),
      (Hinge.kerasClassName, { @Sendable in try Hinge(keras: &$0) }),
      (Huber.kerasClassName, { @Sendable in try Huber(keras: &$0) }),
      (KLDivergence.kerasClassName, { @Sendable in try KLDivergence(keras: &$0) }),
      (LogCosh.kerasClassName, { @Sendable in try LogCosh(keras: &$0) }),
      (MeanAbsoluteError.kerasClassName, { @Sendable in try MeanAbsoluteError(keras: &$0) }),
      (
        MeanAbsolutePercentageError.kerasClassName,
        { @Sendable in try MeanAbsolutePercentageError(keras: &$0) }
      ),
      (MeanSquaredError.kerasClassName, { @Sendable in try MeanSquaredError(keras: &$0) }),
      (
        MeanSquaredLogarithmicError.kerasClassName,
        { @Sendable in try MeanSquaredLogarithmicError(keras: &$0) }
      ),
      (Poisson.kerasClassName, { @Sendable in try Poisson(keras: &$0) }),
      (
        SparseCategoricalCrossentropy.kerasClassName,
        { @Sendable in try SparseCategoricalCrossentropy(keras: &$0) }
      ),
      (SquaredHinge.kerasClassName, { @Sendable in try SquaredHinge(keras: &$0) }),
      (Tversky.kerasClassName, { @Sendable in try Tversky(keras: &$0) }),
    ])

  /// The names of Keras's loss functions, and its short ones.
  private static let identifiers: [String: String] = [
    "binary_crossentropy": "BinaryCrossentropy", "bce": "BinaryCrossentropy", "BCE": "BinaryCrossentropy",
    "binary_focal_crossentropy": "BinaryFocalCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "categorical_focal_crossentropy": "CategoricalFocalCrossentropy",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    "hinge": "Hinge", "squared_hinge": "SquaredHinge", "categorical_hinge": "CategoricalHinge",
    "kl_divergence": "KLDivergence", "kld": "KLDivergence", "KLD": "KLDivergence", "poisson": "Poisson",
    "log_cosh": "LogCosh", "huber": "Huber",
    "mean_squared_error": "MeanSquaredError", "mse": "MeanSquaredError", "MSE": "MeanSquaredError",
    "mean_absolute_error": "MeanAbsoluteError", "mae": "MeanAbsoluteError", "MAE": "MeanAbsoluteError",
    "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
    "mape": "MeanAbsolutePercentageError", "MAPE": "MeanAbsolutePercentageError",
    "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError",
    "msle": "MeanSquaredLogarithmicError", "MSLE": "MeanSquaredLogarithmicError",
    "cosine_similarity": "CosineSimilarity", "dice": "Dice", "tversky": "Tversky",
  ]

  /// Makes a loss from what stands for it in Keras's JSON: a serialized object, or the name of a function or
  /// class.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``.
  static func loss(_ value: KerasValue) throws -> any Loss {
    guard case .string(let name) = value else { return try losses.make(value) }
    // In Keras a function takes its own name, and a class its default.
    let className = identifiers[name]
    var members: [KerasMember] = []
    if className != nil { members.append(KerasMember("name", .string(name))) }
    return try losses.make(.object(("class_name", .string(className ?? name)), ("config", .object(members))))
  }

  /// What Keras would write for a loss; `nil` for one that it does not know.
  static func serialized(_ loss: any Loss) -> KerasValue? {
    (loss as? any KerasSerializable).map { losses.serialized($0) }
  }
}

extension KerasOptions {
  /// Keras's `reduction`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``, also for `"none"`, which leaves nothing
  ///   to train by.
  mutating func lossReduction() throws -> LossReduction {
    let found = value("reduction") ?? .string(LossReduction.sumOverBatchSize.rawValue)
    if found == .string("none") || found == .null {
      throw LogitError.invalidConfiguration(
        object: object,
        reason: "its reduction is \"none\", which leaves one loss for each row and no number to make small; "
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
  var commonConfiguration: [KerasMember] {
    [KerasMember("name", .string(name)), KerasMember("reduction", .string(reduction.rawValue))]
  }
}
