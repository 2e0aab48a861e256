import Logit
import LogitStatistics

/// Learns what is made of a model's outputs, from rows that it has not seen.
struct DecisionLearner {
  let head: ClassHead
  /// How probabilities are calibrated; `nil` for not at all.
  let method: ProbabilityCalibration.Method?
  /// The correction for the true shares of classes, of calibrated probabilities; `nil` for none.
  let prior: PriorCorrection?
  /// The correction of the model's own probabilities; `nil` for none.
  var priorOfModel: PriorCorrection?
  /// What the threshold is chosen by; `nil` if it is not.
  let metric: ThresholdMetric?
  /// Which class is predicted, where no threshold is chosen.
  let rule: DecisionRule

  /// Whether anything is learned from rows.
  var learns: Bool { method != nil || metric != nil }
  /// Whether it takes logits; if not, probabilities.
  var takesLogits: Bool { method != nil || prior != nil }

  /// The model's own probabilities of what it takes.
  func ownProbabilities(_ outputs: Tensor<Float>) throws -> Tensor<Float> {
    try takesLogits ? ProbabilityAdjustment.own.probabilities(outputs) : outputs
  }

  /// What holds without any rows to learn from.
  var unlearned: ClassDecision {
    ClassDecision(adjustment: ProbabilityAdjustment(calibration: nil, prior: priorOfModel), rule: rule)
  }

  /// Takes options for classes that are known.
  ///
  /// - Parameters:
  ///   - options: What is asked for.
  ///   - names: The classes, in the order of the probabilities.
  ///   - training: The sum of the weights of each class's rows in training, times that of the class.
  ///   - all: The sum of the weights of all rows of each class, without that of the class.
  /// - Throws: As ``DecisionOptions/rule(_:)`` and ``DecisionOptions/correction(_:trained:)``.
  init(_ options: DecisionOptions, _ names: [String], training: [Double], all: [Double]) throws {
    head = ClassHead(classCount: names.count)
    (method, metric) = (options.calibration, options.metric)
    rule = try options.rule(names)
    priorOfModel = try options.correction(names, trained: training.shares)
    // Curves are learned from classes that count alike, which undoes their weights; a temperature does not
    // move the classes.
    prior =
      method == nil || method == .temperature
      ? priorOfModel : try options.correction(names, trained: all.shares)
  }

  /// Takes what a classifier has learned, to learn it anew without some rows.
  init(_ decision: ClassDecision, head: ClassHead) {
    self.head = head
    (method, metric) = (decision.calibration, decision.metric)
    (prior, priorOfModel) = (decision.adjustment?.prior, decision.adjustment?.prior)
    rule = decision.metric == nil ? decision.rule : .mostProbable
  }

  /// Learns from rows.
  ///
  /// - Parameters:
  ///   - outputs: Logits or probabilities, `[rows, outputs]`, as ``takesLogits`` says.
  ///   - classes: The class of each row.
  ///   - rowWeights: How much each row counts; `nil` if all count once.
  /// - Returns: What is to be made of outputs.
  func decision(
    _ outputs: Tensor<Float>, _ classes: [Int32], weights rowWeights: [Double]?
  ) throws -> ClassDecision {
    guard learns, !classes.isEmpty, rowWeights?.contains(where: { $0 > 0 }) ?? true else { return unlearned }
    let adjustment = ProbabilityAdjustment(
      calibration: try method.map {
        try ProbabilityCalibration($0, classes: classes, logits: outputs, weights: rowWeights)
      },
      prior: prior)
    guard let metric else { return ClassDecision(adjustment: adjustment, rule: rule) }
    let probabilities = takesLogits ? try adjustment.probabilities(outputs) : outputs
    let events = classes.map { $0 == 1 }
    let share = Self.share(events, rowWeights)
    var weights = (event: 1.0, other: 1.0)
    // Rows of one class alone say nothing of the other.
    if let prior, share > 0, share < 1 {
      weights = (prior.actual[1] / share, prior.actual[0] / (1 - share))
    }
    let threshold = try DecisionThreshold(
      events: events, probabilities: probabilities.scalars, metric: metric, eventWeight: weights.event,
      otherWeight: weights.other, weights: rowWeights)
    return ClassDecision(adjustment: adjustment, rule: .threshold(threshold.value), metric: metric)
  }

  /// The share of events among rows, by their weights.
  private static func share(_ events: [Bool], _ weights: [Double]?) -> Double {
    guard let weights else { return Double(events.count { $0 }) / Double(events.count) }
    let ofEvents = zip(events, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
    return ofEvents / weights.reduce(0, +)
  }

  // MARK: Measuring

  /// What is made of rows by what was learned from other rows.
  struct Decided {
    /// The probabilities, `[rows, outputs]`.
    let outputs: Tensor<Float>
    /// The class decided on for each row.
    let predicted: [Int32]
    /// The model's own probabilities, where they were calibrated.
    var ownOutputs: Tensor<Float>?
  }

  /// With more folds, several are taken together, so that the work does not grow with their number.
  private static let mostGroups: Int32 = 10
  /// The groups that rows are divided into where they were held out once.
  private static let groupsOfHeldOut = 5

  /// What is made of each row by what was learned from the rows of the other folds.
  ///
  /// - Parameters:
  ///   - outputs: Logits or probabilities, `[rows, outputs]`, as ``takesLogits`` says.
  ///   - classes: The class of each row.
  ///   - folds: The fold of each row; `nil` if they were held out once, and are divided anew: each class in
  ///     turn among five groups.
  ///   - weights: How much each row counts; `nil` if all count once.
  /// - Returns: What is made of the rows; of a single one, which there is nothing to learn for, by nothing
  ///   that was learned.
  func crossFitted(
    _ outputs: Tensor<Float>, _ classes: [Int32], folds: [Int32]?, weights: [Double]?
  ) throws -> Decided {
    guard learns else { return try decided(outputs, by: unlearned) }
    let groups = groups(classes, folds)
    let width = head.outputCount
    var probabilities = [Float](repeating: 0, count: outputs.count)
    var predicted = [Int32](repeating: 0, count: classes.count)
    for group in Set(groups).sorted() {
      let (held, others) = (
        groups.indices.filter { groups[$0] == group }, groups.indices.filter { groups[$0] != group }
      )
      let decision = try decision(
        outputs.selecting(others, width: width), others.map { classes[$0] },
        weights: weights.map { weights in others.map { weights[$0] } })
      let found = try decided(outputs.selecting(held, width: width), by: decision)
      found.outputs.withUnsafeBufferPointer { values in
        for (place, row) in held.enumerated() {
          predicted[row] = found.predicted[place]
          for output in 0..<width { probabilities[row * width + output] = values[place * width + output] }
        }
      }
    }
    return Decided(outputs: try Tensor(probabilities, shape: [classes.count, width]), predicted: predicted)
  }

  /// What is made of rows.
  func decided(_ outputs: Tensor<Float>, by decision: ClassDecision) throws -> Decided {
    let adjustment = decision.adjustment ?? .own
    let probabilities = try takesLogits ? adjustment.probabilities(outputs) : outputs
    return Decided(outputs: probabilities, predicted: head.decide(decision.rule, probabilities))
  }

  /// The group of each row; there are several groups wherever there are several rows.
  private func groups(_ classes: [Int32], _ folds: [Int32]?) -> [Int32] {
    if let folds, case let groups = folds.map({ $0 % Self.mostGroups }), Set(groups).count > 1 {
      return groups
    }
    var counts = [Int](repeating: 0, count: head.classCount)
    let groups = classes.map { label in
      defer { counts[Int(label)] += 1 }
      return Int32(counts[Int(label)] % Self.groupsOfHeldOut)
    }
    // With a row of each class, all are the first of theirs.
    return Set(groups).count > 1
      ? groups : classes.indices.map { Int32(truncatingIfNeeded: $0 % Self.groupsOfHeldOut) }
  }
}

extension [Double] {
  /// Each as a share of the sum; those of 0 have the least share there is, so that they differ from nothing.
  fileprivate var shares: [Double] {
    let sum = reduce(0, +)
    return map { Swift.max($0 / sum, 1e-12) }
  }
}

extension Tensor<Float> {
  /// Some rows of `[rows, width]`.
  fileprivate func selecting(_ rows: [Int], width: Int) -> Tensor<Float> {
    withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: [rows.count, width]) { selected in
        for (place, row) in rows.enumerated() {
          for column in 0..<width { selected[place * width + column] = values[row * width + column] }
        }
      }
    }
  }
}

extension ClassHead {
  /// Logits of probabilities, `[rows, outputCount]`, where a model has none; those of 0 and 1 are finite.
  func logits(_ probabilities: Tensor<Float>) -> Tensor<Float> {
    let least = 1e-30
    return probabilities.withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: probabilities.shape) { logits in
        for index in values.indices {
          let p = Double(values[index])
          let logarithm = naturalLogarithm(Swift.max(p, least))
          logits[index] = Float(isBinary ? logarithm - naturalLogarithm(Swift.max(1 - p, least)) : logarithm)
        }
      }
    }
  }
}
