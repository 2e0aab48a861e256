/// The best value of one rate at a threshold where another reaches a required value: what precision at recall
/// and its three siblings have in common.
protocol BestRateMetric: ThresholdMetric, KerasSerializable {
  /// The rate to maximize.
  static var sought: ThresholdRate { get }
  /// The rate that has to reach the required value.
  static var required: ThresholdRate { get }

  /// The thresholds to search.
  var search: ThresholdSearch { get }

  init(_ wanted: Double, thresholdCount: Int, classID: Int?, name: String)
}

/// A rate that is found at a threshold; the raw value is Keras's name of the option that requires it.
enum ThresholdRate: String {
  case precision, recall, sensitivity, specificity

  /// The rate at the threshold of an index.
  func value(_ counts: ThresholdCounts.Values, at index: Int) -> Double {
    let (right, others) =
      switch self {
      case .precision: (counts.truePositives[index], counts.falsePositives[index])
      case .recall, .sensitivity: (counts.truePositives[index], counts.falseNegatives[index])
      case .specificity: (counts.trueNegatives[index], counts.falsePositives[index])
      }
    return dividedOrZero(right, right + others)
  }
}

/// The options of a ``BestRateMetric``.
struct ThresholdSearch: Sendable, Equatable {
  /// The least value of the required rate.
  let wanted: Double
  /// The number of thresholds, spread evenly over 0...1; a single one is 0.5.
  let thresholdCount: Int
  let counts: ThresholdCounts

  init(_ wanted: Double, thresholdCount: Int, classID: Int?) {
    self.wanted = wanted
    self.thresholdCount = thresholdCount
    counts = ThresholdCounts(evenCount: thresholdCount, margin: 0, classID: classID)
  }
}

extension BestRateMetric {
  /// The number of thresholds; a single one is 0.5.
  public var thresholdCount: Int { search.thresholdCount }

  /// The only output to evaluate; all if `nil`.
  public var classID: Int? { search.counts.classID }

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  var counts: ThresholdCounts { search.counts }

  /// Checks the options.
  public func validate() throws {
    try checks.requireShare(search.wanted, Self.required.rawValue)
    try checks.requireListCount(thresholdCount, "thresholdCount")
    try counts.validate(checks, checksThresholds: false)
  }

  /// The largest rate where the other reaches the required value; 0 if it never does.
  public func result(_ state: [Double]) -> Double {
    let counts = counts.counts(state)
    var best = 0.0
    // In Float, as Keras compares.
    for i in counts.truePositives.indices
    where Float(Self.required.value(counts, at: i)) >= Float(search.wanted) {
      best = max(best, Self.sought.value(counts, at: i))
    }
    return best
  }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("class_id", .optional(classID)), JSON.Member("num_thresholds", .integer(thresholdCount)),
      JSON.Member(Self.required.rawValue, .number(search.wanted)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let option = Self.required.rawValue
    guard let wanted = try options.optionalDouble(option) else {
      throw options.wrong(option, expected: "a number", found: .null)
    }
    self.init(
      wanted, thresholdCount: try options.integer("num_thresholds", default: 200),
      classID: try options.optionalInteger("class_id"),
      name: try options.metricName(default: Self.kerasClassName.snakeCase))
  }
}
