// The losses that are metrics too.

extension Hinge: LossWithMetric {
  /// `"Hinge"`.
  public static var metricClassName: String { "Hinge" }
  /// `"hinge"`.
  public static var metricName: String { "hinge" }
  /// Labels of 0 and 1 are turned into -1 and 1 only if all are 0 or 1.
  public static var readsWholeBatch: Bool { true }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<Hinge> {
  /// The mean of ``Hinge`` over all rows.
  public static var hinge: LossMetric<Hinge> { LossMetric(Hinge()) }
}

extension SquaredHinge: LossWithMetric {
  /// `"SquaredHinge"`.
  public static var metricClassName: String { "SquaredHinge" }
  /// `"squared_hinge"`.
  public static var metricName: String { "squared_hinge" }
  /// Labels of 0 and 1 are turned into -1 and 1 only if all are 0 or 1.
  public static var readsWholeBatch: Bool { true }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<SquaredHinge> {
  /// The mean of ``SquaredHinge`` over all rows.
  public static var squaredHinge: LossMetric<SquaredHinge> { LossMetric(SquaredHinge()) }
}

extension CategoricalHinge: LossWithMetric {
  /// `"CategoricalHinge"`.
  public static var metricClassName: String { "CategoricalHinge" }
  /// `"categorical_hinge"`.
  public static var metricName: String { "categorical_hinge" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<CategoricalHinge> {
  /// The mean of ``CategoricalHinge`` over all rows.
  public static var categoricalHinge: LossMetric<CategoricalHinge> { LossMetric(CategoricalHinge()) }
}

extension KLDivergence: LossWithMetric {
  /// `"KLDivergence"`.
  public static var metricClassName: String { "KLDivergence" }
  /// `"kl_divergence"`.
  public static var metricName: String { "kl_divergence" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<KLDivergence> {
  /// The mean of ``KLDivergence`` over all rows.
  public static var klDivergence: LossMetric<KLDivergence> { LossMetric(KLDivergence()) }
}

extension Poisson: LossWithMetric {
  /// `"Poisson"`.
  public static var metricClassName: String { "Poisson" }
  /// `"poisson"`.
  public static var metricName: String { "poisson" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<Poisson> {
  /// The mean of ``Poisson`` over all rows.
  public static var poisson: LossMetric<Poisson> { LossMetric(Poisson()) }
}

extension LogCosh: LossWithMetric {
  /// `"LogCoshError"`.
  public static var metricClassName: String { "LogCoshError" }
  /// `"logcosh"`.
  public static var metricName: String { "logcosh" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<LogCosh> {
  /// The mean of ``LogCosh`` over all rows.
  public static var logCoshError: LossMetric<LogCosh> { LossMetric(LogCosh()) }
}

extension MeanSquaredError: LossWithMetric {
  /// `"MeanSquaredError"`.
  public static var metricClassName: String { "MeanSquaredError" }
  /// `"mean_squared_error"`.
  public static var metricName: String { "mean_squared_error" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<MeanSquaredError> {
  /// The mean of ``MeanSquaredError`` over all rows.
  public static var meanSquaredError: LossMetric<MeanSquaredError> { LossMetric(MeanSquaredError()) }
}

extension MeanAbsoluteError: LossWithMetric {
  /// `"MeanAbsoluteError"`.
  public static var metricClassName: String { "MeanAbsoluteError" }
  /// `"mean_absolute_error"`.
  public static var metricName: String { "mean_absolute_error" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<MeanAbsoluteError> {
  /// The mean of ``MeanAbsoluteError`` over all rows.
  public static var meanAbsoluteError: LossMetric<MeanAbsoluteError> { LossMetric(MeanAbsoluteError()) }
}

extension MeanAbsolutePercentageError: LossWithMetric {
  /// `"MeanAbsolutePercentageError"`.
  public static var metricClassName: String { "MeanAbsolutePercentageError" }
  /// `"mean_absolute_percentage_error"`.
  public static var metricName: String { "mean_absolute_percentage_error" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<MeanAbsolutePercentageError> {
  /// The mean of ``MeanAbsolutePercentageError`` over all rows.
  public static var meanAbsolutePercentageError: LossMetric<MeanAbsolutePercentageError> {
    LossMetric(MeanAbsolutePercentageError())
  }
}

extension MeanSquaredLogarithmicError: LossWithMetric {
  /// `"MeanSquaredLogarithmicError"`.
  public static var metricClassName: String { "MeanSquaredLogarithmicError" }
  /// `"mean_squared_logarithmic_error"`.
  public static var metricName: String { "mean_squared_logarithmic_error" }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<MeanSquaredLogarithmicError> {
  /// The mean of ``MeanSquaredLogarithmicError`` over all rows.
  public static var meanSquaredLogarithmicError: LossMetric<MeanSquaredLogarithmicError> {
    LossMetric(MeanSquaredLogarithmicError())
  }
}

extension CosineSimilarity: LossWithMetric {
  /// `"CosineSimilarity"`.
  public static var metricClassName: String { "CosineSimilarity" }
  /// `"cosine_similarity"`.
  public static var metricName: String { "cosine_similarity" }
  /// The cosine itself, of which the loss is the negative.
  public static var metricSign: Double { -1 }
  /// Creates the loss; there are no options to read.
  public init(metricOptions options: inout JSONFields) { self.init() }
}

extension Metric where Self == LossMetric<CosineSimilarity> {
  /// The mean of ``CosineSimilarity`` over all rows.
  public static var cosineSimilarity: LossMetric<CosineSimilarity> { LossMetric(CosineSimilarity()) }
}

extension BinaryCrossentropy: LossWithMetric {
  /// `"BinaryCrossentropy"`.
  public static var metricClassName: String { "BinaryCrossentropy" }
  /// `"binary_crossentropy"`.
  public static var metricName: String { "binary_crossentropy" }
  /// The options under Keras's names.
  public var metricConfiguration: [JSON.Member] {
    [
      JSON.Member("from_logits", .bool(fromLogits)),
      // Keras's default here is the whole number 0.
      JSON.Member("label_smoothing", labelSmoothing == 0 ? .integer(0) : .number(labelSmoothing)),
    ]
  }
  /// Reads the options under Keras's names.
  public init(metricOptions options: inout JSONFields) throws {
    self.init(
      fromLogits: try options.bool("from_logits", default: false),
      labelSmoothing: try options.double("label_smoothing", default: 0))
  }
}

extension Metric where Self == LossMetric<BinaryCrossentropy> {
  /// The mean of ``BinaryCrossentropy`` over all rows.
  public static var binaryCrossentropy: LossMetric<BinaryCrossentropy> { LossMetric(BinaryCrossentropy()) }

  /// The mean of ``BinaryCrossentropy`` over all rows.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount by which labels are smoothed, in 0...1; 0 by default.
  public static func binaryCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0
  ) -> LossMetric<BinaryCrossentropy> {
    LossMetric(BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }
}

extension CategoricalCrossentropy: LossWithMetric {
  /// `"CategoricalCrossentropy"`.
  public static var metricClassName: String { "CategoricalCrossentropy" }
  /// `"categorical_crossentropy"`.
  public static var metricName: String { "categorical_crossentropy" }
  /// The options under Keras's names.
  public var metricConfiguration: [JSON.Member] {
    [
      JSON.Member("from_logits", .bool(fromLogits)),
      // Keras's default here is the whole number 0.
      JSON.Member("label_smoothing", labelSmoothing == 0 ? .integer(0) : .number(labelSmoothing)),
      JSON.Member("axis", .integer(-1)),
    ]
  }
  /// Reads the options under Keras's names.
  public init(metricOptions options: inout JSONFields) throws {
    try options.requireLastAxis()
    self.init(
      fromLogits: try options.bool("from_logits", default: false),
      labelSmoothing: try options.double("label_smoothing", default: 0))
  }
}

extension Metric where Self == LossMetric<CategoricalCrossentropy> {
  /// The mean of ``CategoricalCrossentropy`` over all rows.
  public static var categoricalCrossentropy: LossMetric<CategoricalCrossentropy> {
    LossMetric(CategoricalCrossentropy())
  }

  /// The mean of ``CategoricalCrossentropy`` over all rows.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount by which labels are smoothed, in 0...1; 0 by default.
  public static func categoricalCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0
  ) -> LossMetric<CategoricalCrossentropy> {
    LossMetric(CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }
}

extension SparseCategoricalCrossentropy: LossWithMetric {
  /// `"SparseCategoricalCrossentropy"`.
  public static var metricClassName: String { "SparseCategoricalCrossentropy" }
  /// `"sparse_categorical_crossentropy"`.
  public static var metricName: String { "sparse_categorical_crossentropy" }
  /// The options under Keras's names.
  public var metricConfiguration: [JSON.Member] {
    [
      JSON.Member("from_logits", .bool(fromLogits)),
      JSON.Member("ignore_class", .optional(ignoreClass)),
      JSON.Member("axis", .integer(-1)),
    ]
  }
  /// Reads the options under Keras's names.
  public init(metricOptions options: inout JSONFields) throws {
    try options.requireLastAxis()
    self.init(
      fromLogits: try options.bool("from_logits", default: false),
      ignoreClass: try options.optionalInteger("ignore_class"))
  }
}

extension Metric where Self == LossMetric<SparseCategoricalCrossentropy> {
  /// The mean of ``SparseCategoricalCrossentropy`` over all rows.
  public static var sparseCategoricalCrossentropy: LossMetric<SparseCategoricalCrossentropy> {
    LossMetric(SparseCategoricalCrossentropy())
  }

  /// The mean of ``SparseCategoricalCrossentropy`` over all rows.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - ignoreClass: The class to ignore, such as -1; `nil` by default.
  public static func sparseCategoricalCrossentropy(
    fromLogits: Bool = false, ignoreClass: Int? = nil
  ) -> LossMetric<SparseCategoricalCrossentropy> {
    LossMetric(SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass))
  }
}
