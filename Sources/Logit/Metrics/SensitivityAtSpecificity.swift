/// The best sensitivity at a threshold where the specificity is at least as large as wanted.
///
/// Of ``thresholdCount`` thresholds spread evenly over 0...1; 0 if none will do. Follows
/// `keras.metrics.SensitivityAtSpecificity`.
public struct SensitivityAtSpecificity: Metric, Equatable {
  /// The name it is reported under.
  public let name: String
  /// The specificity wanted.
  public let specificity: Double
  /// The number of thresholds; a single one is 0.5.
  public let thresholdCount: Int
  /// Looks at one output only.
  public let classID: Int?
  private let counts: ThresholdCounts

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - specificity: The specificity wanted, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to look at; all by default.
  ///   - name: The name it is reported under, `"sensitivity_at_specificity"` by default.
  public init(
    _ specificity: Double, thresholdCount: Int = 200, classID: Int? = nil,
    name: String = "sensitivity_at_specificity"
  ) {
    self.specificity = specificity
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
    try LogitError.require((0...1).contains(specificity), "\(name)'s specificity", specificity, "in 0...1")
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

  /// The largest sensitivity where the specificity suffices.
  public func result(_ state: [Double]) -> Double {
    let counts = counts.counts(state)
    var best = 0.0
    for i in counts.truePositives.indices {
      let specificity = dividedOrZero(
        counts.trueNegatives[i], counts.trueNegatives[i] + counts.falsePositives[i])
      // In Float, as Keras compares.
      guard Float(specificity) >= Float(self.specificity) else { continue }
      best = max(
        best, dividedOrZero(counts.truePositives[i], counts.truePositives[i] + counts.falseNegatives[i]))
    }
    return best
  }
}

extension SensitivityAtSpecificity: KerasSerializable {
  /// `"SensitivityAtSpecificity"`.
  public static var kerasClassName: String { "SensitivityAtSpecificity" }

  /// The options under Keras's names.
  public var kerasConfiguration: [KerasMember] {
    commonConfiguration + [
      KerasMember("class_id", .optional(classID)), KerasMember("num_thresholds", .integer(thresholdCount)),
      KerasMember("specificity", .number(specificity)),
    ]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    guard let wanted = try options.optionalDouble("specificity") else {
      throw options.wrong("specificity", expected: "a number", found: .null)
    }
    self.init(
      wanted, thresholdCount: try options.integer("num_thresholds", default: 200),
      classID: try options.optionalInteger("class_id"),
      name: try options.metricName(default: "sensitivity_at_specificity"))
  }
}

extension Metric where Self == SensitivityAtSpecificity {
  /// The best sensitivity at a sufficient specificity; see ``SensitivityAtSpecificity``.
  public static func sensitivityAtSpecificity(
    _ specificity: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> SensitivityAtSpecificity {
    SensitivityAtSpecificity(specificity, thresholdCount: thresholdCount, classID: classID)
  }
}
