/// Right and wrong positives and negatives at each of several thresholds, as Keras counts them.
///
/// A prediction is positive if it is strictly above the threshold. Thresholds that are evenly spread over
/// 0...1 are handled as in Keras by sorting predictions into buckets, ⌈p (n - 1)⌉ - 1 in `Float`, which
/// decides about predictions that equal a threshold up to rounding. The state has 2 + 2n numbers, whatever
/// the number of rows.
struct ThresholdCounts: Sendable, Equatable {
  /// Keras's smallest score, below every threshold: that of predictions which are not among the best.
  static let negativeInfinity: Float = -1e10

  let thresholds: [Float]
  private let isEven: Bool
  /// Whether the outermost thresholds lie outside 0...1, so that every prediction is above the first.
  private let hasMargins: Bool
  var topK: Int?
  var classID: Int?

  /// - Parameters:
  ///   - isEven: Whether thresholds are evenly spread; determined by Keras's rule if `nil`.
  ///   - topK: Sets all but the k best predictions of a row to ``negativeInfinity`` first.
  ///   - classID: The only output to evaluate; all if `nil`.
  init(_ thresholds: [Double], isEven: Bool? = nil, topK: Int? = nil, classID: Int? = nil) {
    self.thresholds = thresholds.map { Float($0) }
    self.isEven = isEven ?? Self.isEven(thresholds)
    hasMargins = (thresholds.first ?? 0) < 0 || (thresholds.last ?? 1) > 1
    self.topK = topK
    self.classID = classID
  }

  /// n thresholds from 0 to 1, with the outermost moved outward by a margin; 0.5 for n = 1, and for numbers
  /// out of range, which are rejected before anything is counted.
  init(evenCount count: Int, margin: Double, classID: Int? = nil) {
    guard (2...OptionChecks.largestListCount).contains(count) else {
      self.init([0.5], isEven: false, classID: classID)
      return
    }
    let inner = (0..<max(count - 2, 0)).map { Double($0 + 1) / Double(count - 1) }
    self.init([-margin] + inner + [1 + margin], isEven: true, classID: classID)
  }

  /// NumPy's `allclose` with even steps, which needs three thresholds.
  static func isEven(_ thresholds: [Double]) -> Bool {
    guard thresholds.count >= 3 else { return false }
    return thresholds.indices.allSatisfy { index in
      let even = Double(Float(index) / Float(thresholds.count - 1))
      return abs(thresholds[index] - even) <= 1e-7 + 1e-5 * even
    }
  }

  /// The length of the state of one set of counts.
  var stateCount: Int { 2 + 2 * thresholds.count }

  /// [positives, negatives, right positives..., wrong positives...], by threshold or by bucket.
  var initialState: [Double] { Array(repeating: 0, count: stateCount) }

  /// Adds a batch.
  ///
  /// - Parameters:
  ///   - offset: Where this set of counts begins in the state.
  ///   - column: The output to evaluate; by default the class given, or all.
  ///   - labelWeights: Weights of the outputs.
  func update(
    _ state: inout [Double], at offset: Int = 0, labels: Span<Float>, predictions: Span<Float>,
    weights: Span<Float>, units: Int, column: Int? = nil, labelWeights: [Double]? = nil,
    isLogit: Bool = false
  ) {
    let isClassIndex = labels.count != predictions.count
    let columns = (column ?? classID).map { $0..<$0 + 1 } ?? 0..<units
    let last = Float(thresholds.count - 1)
    let (right, wrong) = (offset + 2, offset + 2 + thresholds.count)
    for row in 0..<predictions.count / units {
      let rowWeight = weights.isEmpty ? 1 : Double(weights[row])
      for column in columns {
        var prediction = predictions[row * units + column]
        if isLogit { prediction = logistic(prediction) }
        if let topK, !isAmong(topK, predictions, row: row, column: column, units: units) {
          prediction = Self.negativeInfinity
        }
        let weight = labelWeights.map { rowWeight * $0[column] } ?? rowWeight
        let isPositive =
          label(labels, row: row, column: column, units: units, isClassIndex: isClassIndex) != 0
        state[offset + (isPositive ? 0 : 1)] += weight
        let first = isPositive ? right : wrong
        guard isEven else {
          for i in thresholds.indices where prediction > thresholds[i] { state[first + i] += weight }
          continue
        }
        let clipped = prediction >= 0 ? min(prediction, 1) : 0
        let bucket = Int((clipped * last).rounded(.up)) - 1
        if bucket >= 0 || hasMargins { state[first + max(bucket, 0)] += weight }
      }
    }
  }

  /// Whether fewer than k predictions of the row are better; among ties the first ones are.
  private func isAmong(_ k: Int, _ predictions: Span<Float>, row: Int, column: Int, units: Int) -> Bool {
    let own = predictions[row * units + column]
    var better = 0
    for other in 0..<units {
      let value = predictions[row * units + other]
      if value > own || (value == own && other < column) { better += 1 }
    }
    return better < k
  }

  /// Numbers or weights, one for each threshold.
  typealias Values = (
    truePositives: [Double], falsePositives: [Double], trueNegatives: [Double], falseNegatives: [Double]
  )

  /// The counts at each threshold.
  func counts(_ state: [Double], at offset: Int = 0) -> Values {
    let count = thresholds.count
    var right = Array(state[offset + 2..<offset + 2 + count])
    var wrong = Array(state[offset + 2 + count..<offset + 2 + 2 * count])
    if isEven {
      // A prediction is above its bucket's threshold and all smaller ones.
      for i in (0..<count - 1).reversed() {
        right[i] += right[i + 1]
        wrong[i] += wrong[i + 1]
      }
    }
    let (positives, negatives) = (state[offset], state[offset + 1])
    return (right, wrong, wrong.map { negatives - $0 }, right.map { positives - $0 })
  }

  /// Throws unless thresholds lie in 0...1, and k and the class are valid for some number of outputs.
  func validate(_ checks: OptionChecks, checksThresholds: Bool = true) throws {
    if checksThresholds {
      for value in thresholds {
        try checks.require((0...1).contains(value), "thresholds", value, "in 0...1")
      }
      try checks.require(!thresholds.isEmpty, "thresholds", thresholds, "at least one number in 0...1")
    }
    if let topK { try checks.requireCount(topK, "topK") }
    if let classID { try checks.require(classID >= 0, "classID", classID, "a whole number, 0 or greater") }
  }

  /// Throws unless the class and k exist among the outputs.
  func validate(_ checks: OptionChecks, units: Int) throws {
    if let topK { try checks.require(topK <= units, "topK", topK, "in 1...\(units)") }
    if let classID {
      try checks.require(classID < units, "classID", classID, "in 0..<\(units), an output of the model")
    }
  }
}

extension Metric {
  /// The name, or numbered names for several thresholds or classes.
  func numberedNames(_ count: Int) -> [String] {
    count == 1 ? [name] : (0..<count).map { "\(name)_\($0)" }
  }
}

/// The mean of several results; 0 of none.
package func mean(_ values: [Double]) -> Double { dividedOrZero(values.reduce(0, +), Double(values.count)) }
