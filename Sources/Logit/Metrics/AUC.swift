/// The area under the ROC curve or under the precision-recall curve.
///
/// It is exact by default, ties included: for ``Curve/roc`` the probability that a positive scores higher
/// than a negative (ties counting a half), for ``Curve/pr`` the average precision, as scikit-learn's
/// `roc_auc_score` and `average_precision_score`. This needs all scores: the state keeps 24 bytes for each
/// row and output of an epoch or an evaluation, and sorting them takes O(n log n) when the result is
/// requested. If you want Keras's numbers, or if memory matters, request Keras's approximation:
///
///     metrics: [.auc(), .auc(approximation: .keras(thresholdCount: 200), curve: .pr)]
///
/// which counts at thresholds and needs four numbers for each, however many rows there are.
///
/// With one output and labels of 0 and 1 there is one curve. With several, all outputs are taken together, or
/// with ``multiLabel`` each has its own curve, and the (weighted) mean of their areas is reported; for class
/// indices or one-hot rows that is one class versus the rest.
///
/// Without positives or without negatives the exact ROC area is NaN, the average precision 0, and Keras's
/// approximation 0.
///
/// The approximation follows `keras.metrics.AUC`. Keras has no exact area: a configuration names its default
/// approximation, and, where only Logit reads it, that the area is exact.
public struct AUC: Metric, Equatable {
  /// Which curve.
  public enum Curve: String, Sendable, Equatable, CaseIterable {
    /// The true positive rate against the false positive rate.
    case roc = "ROC"
    /// Precision against recall.
    case pr = "PR"
  }

  /// How Keras approximates the curve.
  public enum Approximation: Sendable, Equatable {
    /// At thresholds spread evenly over 0...1.
    case keras(thresholdCount: Int = 200)
    /// At the given thresholds in 0...1, to which 0 and 1 are added.
    case thresholds([Double])
  }

  /// How an approximated area is added up between two thresholds.
  public enum Summation: String, Sendable, Equatable, CaseIterable {
    /// By the mean height; for the precision-recall curve by the formula of Davis and Goadrich.
    case interpolation
    /// By the larger height.
    case majoring
    /// By the smaller height.
    case minoring
  }

  /// The name the metric is reported under.
  public let name: String
  /// Keras's approximation; `nil` for the exact area.
  public let approximation: Approximation?
  /// Which curve.
  public let curve: Curve
  /// How an approximated area is added up.
  public let summation: Summation
  /// Whether each output has its own curve.
  public let multiLabel: Bool
  /// Keras's number of labels, which is checked against the outputs.
  public let labelCount: Int?
  /// Weights of the outputs.
  public let labelWeights: [Double]?
  /// Whether predictions are logits.
  public let fromLogits: Bool
  private let counts: ThresholdCounts?

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - approximation: Keras's approximation; `nil`, the default, for the exact area.
  ///   - curve: Which curve; ``Curve/roc`` by default.
  ///   - summation: How an approximated area is added up; by interpolation by default.
  ///   - multiLabel: Whether each output has its own curve; `false` by default.
  ///   - labelCount: The number of outputs, needed by Keras in some cases and checked here; `nil` by default.
  ///   - labelWeights: Weights of the outputs, not negative; 1 by default.
  ///   - fromLogits: Whether predictions are logits, to be put through a sigmoid; `false` by default.
  ///   - name: The name the metric is reported under, `"auc"` by default.
  public init(
    approximation: Approximation? = nil, curve: Curve = .roc, summation: Summation = .interpolation,
    multiLabel: Bool = false, labelCount: Int? = nil, labelWeights: [Double]? = nil, fromLogits: Bool = false,
    name: String = "auc"
  ) {
    self.approximation = approximation
    self.curve = curve
    self.summation = summation
    self.multiLabel = multiLabel
    self.labelCount = labelCount
    self.labelWeights = labelWeights
    self.fromLogits = fromLogits
    self.name = name
    let margin = Double(probabilityClip)
    counts =
      switch approximation {
      case nil: nil
      case .keras(let count)?: ThresholdCounts(evenCount: max(count, 2), margin: 1e-7)
      case .thresholds(let inner)?:
        ThresholdCounts(
          [-margin] + inner.sorted() + [1 + margin],
          isEven: ThresholdCounts.isEven([0] + inner.sorted() + [1]))
      }
  }

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// Empty counts.
  public var initialState: [Double] { [] }

  /// Checks the options.
  public func validate() throws {
    switch approximation {
    case .keras(let count)?:
      try checks.require(
        (2...OptionChecks.largestListCount).contains(count), "thresholdCount", count,
        "a whole number in 2...\(OptionChecks.largestListCount)")
    case .thresholds(let values)?:
      for value in values { try checks.requireShare(value, "thresholds") }
    case nil: break
    }
    if let labelCount {
      try checks.require(
        multiLabel && labelCount >= 1, "labelCount", labelCount,
        "absent, or with multiLabel the number of outputs")
    }
    for weight in labelWeights ?? [] { try checks.requireNotNegative(weight, "labelWeights") }
  }

  /// Checks that the options fit the outputs.
  public func validate(labels: LabelEncoding, units: Int) throws {
    if let labelCount {
      try checks.require(
        labelCount == units, "labelCount", labelCount,
        "absent, or with multiLabel the number of outputs, which is \(units)")
    }
    if let labelWeights {
      try checks.require(
        labelWeights.count == units, "labelWeights", labelWeights,
        "one number for each of the \(units) outputs")
    }
  }

  /// Adds a batch: its counts, or for the exact area all its scores.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    guard let counts else {
      keep(&state, labels: labels, predictions: predictions, weights: weights, units: units)
      return
    }
    if state.isEmpty {
      state = Array(repeating: 0, count: counts.stateCount * (multiLabel ? units : 1))
    }
    for column in 0..<(multiLabel ? units : 1) {
      counts.update(
        &state, at: column * counts.stateCount, labels: labels, predictions: predictions, weights: weights,
        units: units, column: multiLabel ? column : nil, labelWeights: multiLabel ? nil : labelWeights,
        isLogit: fromLogits)
    }
  }

  /// [units, then score, label and weight of each output of each row].
  private func keep(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>, units: Int
  ) {
    if state.isEmpty { state.append(Double(units)) }
    let isClassIndex = labels.count != predictions.count
    for row in 0..<predictions.count / units {
      for column in 0..<units {
        let label = label(labels, row: row, column: column, units: units, isClassIndex: isClassIndex)
        // A sigmoid would change neither order nor ties, except where it rounds different logits to one
        // probability.
        state.append(Double(predictions[row * units + column]))
        state.append(label != 0 ? 1 : 0)
        state.append(weights.isEmpty ? 1 : Double(weights[row]))
      }
    }
  }

  /// The area.
  public func result(_ state: [Double]) -> Double {
    guard let counts else { return exactArea(state) }
    guard !state.isEmpty else { return 0 }
    let areas = stride(from: 0, to: state.count, by: counts.stateCount).map {
      approximateArea(counts.counts(state, at: $0))
    }
    return averaged(areas)
  }

  private func averaged(_ areas: [Double]) -> Double {
    guard let labelWeights, multiLabel else { return mean(areas) }
    let sum = zip(areas, labelWeights).reduce(0) { $0 + $1.0 * $1.1 }
    return dividedOrZero(sum, labelWeights.reduce(0, +))
  }

  private func exactArea(_ state: [Double]) -> Double {
    guard let first = state.first else { return curve == .roc ? .nan : 0 }
    let units = Int(first)
    func entries(_ column: Int?) -> [RankedScores.Entry] {
      stride(from: 1 + 3 * (column ?? 0), to: state.count, by: column == nil ? 3 : 3 * units).map {
        let output = ($0 - 1) / 3 % units
        let weight = multiLabel ? 1 : labelWeights?[output] ?? 1
        return RankedScores.Entry(
          score: state[$0], isPositive: state[$0 + 1] != 0, weight: state[$0 + 2] * weight)
      }
    }
    let columns: [Int?] = multiLabel ? (0..<units).map { $0 } : [nil]
    return averaged(
      columns.map {
        let ranked = RankedScores(entries($0))
        return curve == .roc ? ranked.rocArea : ranked.averagePrecision
      })
  }

  private func approximateArea(
    _ counts: (
      truePositives: [Double], falsePositives: [Double], trueNegatives: [Double], falseNegatives: [Double]
    )
  ) -> Double {
    let (right, wrong) = (counts.truePositives, counts.falsePositives)
    if curve == .pr && summation == .interpolation {
      return (0..<right.count - 1).reduce(0) { area, i in
        area + davisGoadrich(right, wrong, at: i, positives: right[i + 1] + counts.falseNegatives[i + 1])
      }
    }
    let recalls = right.indices.map { dividedOrZero(right[$0], right[$0] + counts.falseNegatives[$0]) }
    let (x, y) =
      curve == .roc
      ? (wrong.indices.map { dividedOrZero(wrong[$0], wrong[$0] + counts.trueNegatives[$0]) }, recalls)
      : (recalls, right.indices.map { dividedOrZero(right[$0], right[$0] + wrong[$0]) })
    return (0..<x.count - 1).reduce(0) { area, i in
      let height =
        switch summation {
        case .interpolation: (y[i] + y[i + 1]) / 2
        case .majoring: max(y[i], y[i + 1])
        case .minoring: min(y[i], y[i + 1])
        }
      return area + (x[i] - x[i + 1]) * height
    }
  }

  /// The area between two thresholds, along which precision is not linear in recall but the counts are.
  ///
  /// Source: J. Davis and M. Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006.
  private func davisGoadrich(
    _ right: [Double], _ wrong: [Double], at i: Int, positives: Double
  ) -> Double {
    let gained = right[i] - right[i + 1]
    let (predicted, next) = (right[i] + wrong[i], right[i + 1] + wrong[i + 1])
    let slope = dividedOrZero(gained, max(predicted - next, 0))
    let intercept = right[i + 1] - slope * next
    let ratio = predicted > 0 && next > 0 ? predicted / next : 1
    return dividedOrZero(slope * (gained + intercept * naturalLogarithm(ratio)), max(positives, 0))
  }
}

extension AUC: GrowingMetric {
  func isState(_ numbers: [Double], units: Int) -> Bool {
    guard let counts else { return numbers.first == Double(units) && numbers.count % (3 * units) == 1 }
    return numbers.count == counts.stateCount * (multiLabel ? units : 1)
  }
}

extension AUC: KerasSerializable {
  /// `"AUC"`.
  public static var kerasClassName: String { "AUC" }

  /// The options under Keras's names; an exact area is written as Keras's default approximation, its nearest.
  public var kerasConfiguration: [JSON.Member] {
    var members = commonConfiguration
    var thresholds: [Double]?
    let weights = labelWeights.map { weights in
      // A tensor, which Keras writes but cannot read.
      [
        "class_name": "__tensor__",
        "config": ["value": .array(weights.map { .number($0) }), "dtype": "float32"],
      ] as JSON
    }
    switch approximation {
    case .keras(let count)?: members.append(JSON.Member("num_thresholds", .integer(count)))
    case .thresholds(let values)?:
      thresholds = values
      members.append(JSON.Member("num_thresholds", .integer(values.count + 2)))
    case nil: members.append(JSON.Member("num_thresholds", .integer(200)))
    }
    members += [
      JSON.Member("curve", .string(curve.rawValue)),
      JSON.Member("summation_method", .string(summation.rawValue)),
      JSON.Member("multi_label", .bool(multiLabel)), JSON.Member("num_labels", .optional(labelCount)),
      JSON.Member("label_weights", weights ?? .null),
      JSON.Member("from_logits", .bool(fromLogits)),
    ]
    if let thresholds {
      members.append(JSON.Member("thresholds", .array(thresholds.map { .number($0) })))
    }
    return members
  }

  /// That the area is exact, if it is.
  public var logitConfiguration: [JSON.Member] {
    approximation == nil ? [JSON.Member("exact", .bool(true))] : []
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let isExact = try options.bool("exact", default: false)
    let thresholds = try options.value("thresholds").map { _ in try options.doubles("thresholds", default: [])
    }
    let count = try options.integer("num_thresholds", default: 200)
    let curveName = try options.string("curve", default: "ROC")
    guard let curve = Curve(rawValue: curveName) else {
      throw options.wrong("curve", expected: "\"ROC\" or \"PR\"", found: .string(curveName))
    }
    let summationName = try options.string("summation_method", default: "interpolation")
    guard let summation = Summation(rawValue: summationName) else {
      throw options.wrong(
        "summation_method", expected: "\"interpolation\", \"majoring\" or \"minoring\"",
        found: .string(summationName))
    }
    let approximation = thresholds.map { Approximation.thresholds($0) } ?? .keras(thresholdCount: count)
    self.init(
      approximation: isExact ? nil : approximation, curve: curve, summation: summation,
      multiLabel: try options.bool("multi_label", default: false),
      labelCount: try options.optionalInteger("num_labels"), labelWeights: try options.labelWeights(),
      fromLogits: try options.bool("from_logits", default: false),
      name: try options.metricName(default: "auc"))
  }
}

extension JSONFields {
  /// Weights of the outputs: a list, or the tensor that Keras writes and cannot read.
  fileprivate mutating func labelWeights() throws -> [Double]? {
    guard let found = value("label_weights"), found != .null else { return nil }
    guard let values = found["config"]?["value"] else { return try doubles("label_weights", default: []) }
    var inner = JSONFields([JSON.Member("label_weights", values)], of: object)
    return try inner.doubles("label_weights", default: [])
  }
}

extension Metric where Self == AUC {
  /// The exact area under the ROC curve; see ``AUC``.
  public static var auc: AUC { AUC() }

  /// The area under the ROC curve, or the average precision: exact, or as Keras approximates it; see ``AUC``.
  ///
  /// - Parameters:
  ///   - approximation: Keras's approximation; `nil`, the default, for the exact area.
  ///   - curve: Which curve; `.roc` by default.
  ///   - summation: How an approximated area is added up; by interpolation by default.
  ///   - multiLabel: Whether each output has its own curve; `false` by default.
  ///   - labelWeights: Weights of the outputs, not negative; 1 by default.
  ///   - fromLogits: Whether predictions are logits, to be put through a sigmoid; `false` by default.
  public static func auc(
    approximation: AUC.Approximation? = nil, curve: AUC.Curve = .roc,
    summation: AUC.Summation = .interpolation, multiLabel: Bool = false, labelWeights: [Double]? = nil,
    fromLogits: Bool = false
  ) -> AUC {
    AUC(
      approximation: approximation, curve: curve, summation: summation, multiLabel: multiLabel,
      labelWeights: labelWeights, fromLogits: fromLogits)
  }
}
