/// The best recall at a threshold where the precision is at least as large as wanted.
///
/// Of ``thresholdCount`` thresholds spread evenly over 0...1; 0 if none will do. Follows
/// `keras.metrics.RecallAtPrecision`.
public struct RecallAtPrecision: Metric, Equatable {
  /// The name it is reported under.
  public let name: String
  /// The precision wanted.
  public let precision: Double
  /// The number of thresholds; a single one is 0.5.
  public let thresholdCount: Int
  /// Looks at one output only.
  public let classID: Int?
  private let counts: ThresholdCounts

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - precision: The precision wanted, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to look at; all by default.
  ///   - name: The name it is reported under, `"recall_at_precision"` by default.
  public init(
    _ precision: Double, thresholdCount: Int = 200, classID: Int? = nil, name: String = "recall_at_precision"
  ) {
    self.precision = precision
    self.thresholdCount = thresholdCount
    self.classID = classID
    self.name = name
    counts = ThresholdCounts(evenCount: thresholdCount, margin: 0, classID: classID)
  }

  /// More is better.
  public var isBetterWhenHigher: Bool? { true }

  /// Nothing counted yet.
  public var initialState: [Double] { counts.initialState }

  /// Checks the options.
  public func validate(labels: LabelEncoding, units: Int) throws {
    try LogitError.require((0...1).contains(precision), "\(name)'s precision", precision, "in 0...1")
    try LogitError.require(thresholdCount >= 1, "\(name)'s thresholdCount", thresholdCount, "at least 1")
    try counts.validate(name, units: units, checksThresholds: false)
  }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    counts.update(&state, labels: labels, predictions: predictions, weights: weights, units: units)
  }

  /// The largest recall where the precision suffices.
  public func result(_ state: [Double]) -> Double {
    let counts = counts.counts(state)
    var best = 0.0
    for i in counts.truePositives.indices {
      let precision = dividedOrZero(
        counts.truePositives[i], counts.truePositives[i] + counts.falsePositives[i])
      // In Float, as Keras compares.
      guard Float(precision) >= Float(self.precision) else { continue }
      best = max(
        best, dividedOrZero(counts.truePositives[i], counts.truePositives[i] + counts.falseNegatives[i]))
    }
    return best
  }
}

extension RecallAtPrecision: KerasSerializable {
  /// `"RecallAtPrecision"`.
  public static var kerasClassName: String { "RecallAtPrecision" }

  /// The options under Keras's names.
  public var kerasConfiguration: [KerasMember] {
    commonConfiguration + [
      KerasMember("class_id", .optional(classID)), KerasMember("num_thresholds", .integer(thresholdCount)),
      KerasMember("precision", .number(precision)),
    ]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    guard let wanted = try options.optionalDouble("precision") else {
      throw options.wrong("precision", expected: "a number", found: .null)
    }
    self.init(
      wanted, thresholdCount: try options.integer("num_thresholds", default: 200),
      classID: try options.optionalInteger("class_id"),
      name: try options.metricName(default: "recall_at_precision"))
  }
}

extension Metric where Self == RecallAtPrecision {
  /// The best recall at a sufficient precision; see ``RecallAtPrecision``.
  public static func recallAtPrecision(
    _ precision: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> RecallAtPrecision {
    RecallAtPrecision(precision, thresholdCount: thresholdCount, classID: classID)
  }
}
