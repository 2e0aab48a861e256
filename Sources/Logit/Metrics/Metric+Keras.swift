extension KerasRegistry<any Metric> {
  /// All metrics that Keras has too, under the names of its classes.
  static let metrics = KerasRegistry(
    family: "metric", module: "keras.metrics",
    [
      (AUC.kerasClassName, { @Sendable in try AUC(keras: &$0) }),
      (BinaryAccuracy.kerasClassName, { @Sendable in try BinaryAccuracy(keras: &$0) }),
      (CategoricalAccuracy.kerasClassName, { @Sendable in try CategoricalAccuracy(keras: &$0) }),
      (F1Score.kerasClassName, { @Sendable in try F1Score(keras: &$0) }),
      (FBetaScore.kerasClassName, { @Sendable in try FBetaScore(keras: &$0) }),
      (FalseNegatives.kerasClassName, { @Sendable in try FalseNegatives(keras: &$0) }),
      (FalsePositives.kerasClassName, { @Sendable in try FalsePositives(keras: &$0) }),
      (Precision.kerasClassName, { @Sendable in try Precision(keras: &$0) }),
      (PrecisionAtRecall.kerasClassName, { @Sendable in try PrecisionAtRecall(keras: &$0) }),
      (Recall.kerasClassName, { @Sendable in try Recall(keras: &$0) }),
      (RecallAtPrecision.kerasClassName, { @Sendable in try RecallAtPrecision(keras: &$0) }),
      (RootMeanSquaredError.kerasClassName, { @Sendable in try RootMeanSquaredError(keras: &$0) }),
      (SensitivityAtSpecificity.kerasClassName, { @Sendable in try SensitivityAtSpecificity(keras: &$0) }),
      (SparseCategoricalAccuracy.kerasClassName, { @Sendable in try SparseCategoricalAccuracy(keras: &$0) }),
      (
        SparseTopKCategoricalAccuracy.kerasClassName,
        { @Sendable in try SparseTopKCategoricalAccuracy(keras: &$0) }
      ),
      (SpecificityAtSensitivity.kerasClassName, { @Sendable in try SpecificityAtSensitivity(keras: &$0) }),
      (TopKCategoricalAccuracy.kerasClassName, { @Sendable in try TopKCategoricalAccuracy(keras: &$0) }),
      (TrueNegatives.kerasClassName, { @Sendable in try TrueNegatives(keras: &$0) }),
      (TruePositives.kerasClassName, { @Sendable in try TruePositives(keras: &$0) }),
      (
        LossMetric<BinaryCrossentropy>.kerasClassName,
        { @Sendable in try LossMetric<BinaryCrossentropy>(keras: &$0) }
      ),
      (
        LossMetric<CategoricalCrossentropy>.kerasClassName,
        { @Sendable in try LossMetric<CategoricalCrossentropy>(keras: &$0) }
      ),
      (
        LossMetric<CategoricalHinge>.kerasClassName,
        { @Sendable in try LossMetric<CategoricalHinge>(keras: &$0) }
      ),
      (
        LossMetric<CosineSimilarity>.kerasClassName,
        { @Sendable in try LossMetric<CosineSimilarity>(keras: &$0) }
      ),
      (LossMetric<Hinge>.kerasClassName, { @Sendable in try LossMetric<Hinge>(keras: &$0) }),
      (LossMetric<KLDivergence>.kerasClassName, { @Sendable in try LossMetric<KLDivergence>(keras: &$0) }),
      (LossMetric<LogCosh>.kerasClassName, { @Sendable in try LossMetric<LogCosh>(keras: &$0) }),
      (
        LossMetric<MeanAbsoluteError>.kerasClassName,
        { @Sendable in try LossMetric<MeanAbsoluteError>(keras: &$0) }
      ),
      (
        LossMetric<MeanAbsolutePercentageError>.kerasClassName,
        { @Sendable in try LossMetric<MeanAbsolutePercentageError>(keras: &$0) }
      ),
      (
        LossMetric<MeanSquaredError>.kerasClassName,
        { @Sendable in try LossMetric<MeanSquaredError>(keras: &$0) }
      ),
      (
        LossMetric<MeanSquaredLogarithmicError>.kerasClassName,
        { @Sendable in try LossMetric<MeanSquaredLogarithmicError>(keras: &$0) }
      ),
      (LossMetric<Poisson>.kerasClassName, { @Sendable in try LossMetric<Poisson>(keras: &$0) }),
      (
        LossMetric<SparseCategoricalCrossentropy>.kerasClassName,
        { @Sendable in try LossMetric<SparseCategoricalCrossentropy>(keras: &$0) }
      ),
      (LossMetric<SquaredHinge>.kerasClassName, { @Sendable in try LossMetric<SquaredHinge>(keras: &$0) }),
    ])

  /// The names Keras takes for its classes.
  private static let identifiers: [String: String] = [
    "auc": "AUC",
    "binary_accuracy": "BinaryAccuracy",
    "categorical_accuracy": "CategoricalAccuracy",
    "f1_score": "F1Score",
    "f_beta_score": "FBetaScore",
    "false_negatives": "FalseNegatives",
    "false_positives": "FalsePositives",
    "precision": "Precision",
    "precision_at_recall": "PrecisionAtRecall",
    "recall": "Recall",
    "recall_at_precision": "RecallAtPrecision",
    "root_mean_squared_error": "RootMeanSquaredError",
    "sensitivity_at_specificity": "SensitivityAtSpecificity",
    "sparse_categorical_accuracy": "SparseCategoricalAccuracy",
    "sparse_top_k_categorical_accuracy": "SparseTopKCategoricalAccuracy",
    "specificity_at_sensitivity": "SpecificityAtSensitivity",
    "top_k_categorical_accuracy": "TopKCategoricalAccuracy",
    "true_negatives": "TrueNegatives",
    "true_positives": "TruePositives",
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "categorical_hinge": "CategoricalHinge",
    "cosine_similarity": "CosineSimilarity",
    "hinge": "Hinge",
    "kl_divergence": "KLDivergence",
    "log_cosh_error": "LogCoshError",
    "mean_absolute_error": "MeanAbsoluteError",
    "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
    "mean_squared_error": "MeanSquaredError",
    "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError",
    "poisson": "Poisson",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    "squared_hinge": "SquaredHinge",
    "bce": "BinaryCrossentropy",
    "mse": "MeanSquaredError",
    "mae": "MeanAbsoluteError",
    "mape": "MeanAbsolutePercentageError",
    "msle": "MeanSquaredLogarithmicError",
    "BCE": "BinaryCrossentropy",
    "MSE": "MeanSquaredError",
    "MAE": "MeanAbsoluteError",
    "MAPE": "MeanAbsolutePercentageError",
    "MSLE": "MeanSquaredLogarithmicError",
  ]

  /// Makes a metric from what stands for it in Keras's JSON: a serialized object, or a name. `"accuracy"` and
  /// `"acc"` fit themselves to the labels.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``.
  static func metric(_ value: KerasValue) throws -> any Metric {
    guard case .string(let name) = value else { return try metrics.make(value) }
    if ["accuracy", "acc"].contains(name.lowercased()) { return Accuracy(name: name) }
    // Keras reports a metric under the name it was asked for by.
    return try metrics.make(
      .object(
        ("class_name", .string(identifiers[name] ?? name)), ("config", .object(("name", .string(name))))))
  }

  /// What Keras would write for a metric; `nil` for one that it does not have.
  static func serialized(_ metric: any Metric) -> KerasValue? {
    if let accuracy = metric as? Accuracy { return .string(accuracy.name) }
    return (metric as? any KerasSerializable).map { metrics.serialized($0) }
  }
}

extension KerasOptions {
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

extension KerasValue {
  /// A single number as it is, several as a list, as Keras keeps thresholds; `null` if absent.
  static func numbers(_ values: [Double]?) -> KerasValue {
    guard let values else { return .null }
    return values.count == 1 ? .number(values[0]) : .array(values.map { .number($0) })
  }

  /// The shortest decimal that is the same `Float`, as its user wrote it.
  static func decimal(_ value: Float) -> KerasValue { .number(Double(value.description) ?? Double(value)) }
}

extension Metric {
  /// The first two options of every metric.
  var commonConfiguration: [KerasMember] {
    [KerasMember("name", .string(name)), KerasMember("dtype", .string("float32"))]
  }
}
