extension KerasRegistry where Family == any Metric {
  /// The metrics Logit can make from Keras's JSON, under the names of Keras's classes.
  static let metrics = KerasRegistry(
    family: "metric", module: "keras.metrics",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) },
    aliases: [
      "bce": "BinaryCrossentropy", "BCE": "BinaryCrossentropy",
      "mse": "MeanSquaredError", "MSE": "MeanSquaredError",
      "mae": "MeanAbsoluteError", "MAE": "MeanAbsoluteError",
      "mape": "MeanAbsolutePercentageError", "MAPE": "MeanAbsolutePercentageError",
      "msle": "MeanSquaredLogarithmicError", "MSLE": "MeanSquaredLogarithmicError",
    ])

  private static let types: [any (Metric & KerasSerializable).Type] = [
    Accuracy.self, AUC.self, BinaryAccuracy.self, BrierScore.self, CategoricalAccuracy.self,
    ExpectedCalibrationError.self, F1Score.self, FBetaScore.self, LogLoss.self, MatthewsCorrelation.self,
    R2Score.self,
    FalseNegatives.self, FalsePositives.self, Precision.self, PrecisionAtRecall.self, Recall.self,
    RecallAtPrecision.self, RootMeanSquaredError.self, SensitivityAtSpecificity.self,
    SparseCategoricalAccuracy.self, SparseTopKCategoricalAccuracy.self, SpecificityAtSensitivity.self,
    TopKCategoricalAccuracy.self, TrueNegatives.self, TruePositives.self,
    LossMetric<BinaryCrossentropy>.self, LossMetric<CategoricalCrossentropy>.self,
    LossMetric<CategoricalHinge>.self, LossMetric<CosineSimilarity>.self, LossMetric<Hinge>.self,
    LossMetric<KLDivergence>.self, LossMetric<LogCosh>.self, LossMetric<MeanAbsoluteError>.self,
    LossMetric<MeanAbsolutePercentageError>.self, LossMetric<MeanSquaredError>.self,
    LossMetric<MeanSquaredLogarithmicError>.self, LossMetric<Poisson>.self,
    LossMetric<SparseCategoricalCrossentropy>.self, LossMetric<SquaredHinge>.self,
  ]

  /// Creates a metric from its form in Keras's JSON: a serialized object, or a name. `"accuracy"` and `"acc"`
  /// adapt to the labels.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  static func metric(_ value: JSON) throws -> any Metric {
    guard case .string(let name) = value else { return try metrics.make(value) }
    if ["accuracy", "acc"].contains(name.lowercased()) { return Accuracy(name: name) }
    // Keras reports a metric under the name by which it was requested.
    return try metrics.make(named: name, ["name": .string(name)])
  }

  /// A metric as it is, whether Keras has it or not.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for one that is not ``KerasSerializable``.
  static func serialized(_ metric: any Metric) throws -> JSON {
    if let accuracy = metric as? Accuracy, !isUnknownToKeras(accuracy) { return .string(accuracy.name) }
    return try metrics.serialized(metrics.required(metric, name: metric.name))
  }

  /// What Keras would write for a metric; `nil` for one that it does not have.
  ///
  /// - Throws: As ``serialized(_:)``.
  static func keras(_ metric: any Metric) throws -> JSON? {
    guard isUnknownToKeras(metric) else { return try serialized(metric) }
    // Under another name than Keras's, but the same numbers.
    return metric is Accuracy ? .string("accuracy") : nil
  }

  /// Whether a metric is Logit's own, or has a name that Keras could not give it.
  static func isUnknownToKeras(_ metric: any Metric) -> Bool {
    if let accuracy = metric as? Accuracy {
      return !["accuracy", "acc"].contains(accuracy.name.lowercased())
    }
    return metric is any LogitSerializable
  }
}

extension JSONFields {
  /// Keras's `name` of a metric, past the type of its numbers.
  mutating func metricName(default fallback: String) throws -> String {
    ignore("dtype")
    return try string("name", default: fallback)
  }

  /// Numbers in a list, or a single number; `nil` for `null` or if absent.
  mutating func optionalDoubles(_ name: String) throws -> [Double]? {
    guard let found = value(name), found != .null else { return nil }
    return try doubles(name, default: [])
  }
}

extension JSON {
  /// A single number as it is, several as a list, as Keras keeps thresholds; `null` if absent.
  static func numbers(_ values: [Double]?) -> JSON {
    guard let values else { return .null }
    return values.count == 1 ? .number(values[0]) : .array(values.map { .number($0) })
  }

  /// The shortest decimal that is the same `Float`, as its user wrote it.
  static func decimal(_ value: Float) -> JSON { .number(Double(value.description) ?? Double(value)) }
}

extension Metric {
  /// The first two options of every metric.
  var commonConfiguration: [JSON.Member] {
    [JSON.Member("name", .string(name)), JSON.Member("dtype", .string("float32"))]
  }
}
