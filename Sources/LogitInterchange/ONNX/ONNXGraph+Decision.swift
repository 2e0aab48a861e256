import Logit
import LogitStatistics

extension ONNXGraph {
  /// Adds what makes a classifier's probabilities of logits: its calibration, and its correction for the true
  /// shares of classes, in double precision as the classifier does; otherwise sigmoid or softmax.
  ///
  /// - Parameters:
  ///   - logits: `[batch, outputs]`: that of the second of two classes, or one for each class.
  ///   - type: Their precision.
  ///   - classCount: The number of classes.
  ///   - adjustment: Calibration and correction; `nil` for none.
  /// - Returns: `[batch, outputs]`, in single precision.
  mutating func addProbabilities(
    _ logits: String, _ type: ONNXElementType, classCount: Int, _ adjustment: ProbabilityAdjustment?
  ) -> String {
    guard let adjustment else {
      let probabilities = addSoftmax(logits, isSingle: classCount == 2)
      return cast(probabilities, from: type, to: .float)
    }
    // The classifier rounds logits to single precision before it adjusts them.
    let z = cast(cast(logits, from: type, to: .float), from: .float, to: .double)
    var probabilities = addCalibration(z, classCount: classCount, adjustment.calibration)
    if let prior = adjustment.prior {
      let ratios = zip(prior.actual, prior.trained).map { $0 / $1 }
      let all =
        classCount == 2
        ? concatenate([addOther(probabilities, of: z, adjustment.calibration), probabilities]) : probabilities
      let weighted = add("Mul", [all, constant("ratios", ONNXTensor(ratios, as: .double))])
      let corrected = add("Div", [weighted, rowSums(weighted)])
      probabilities = classCount == 2 ? columns([1], of: corrected, count: 2) : corrected
    }
    return cast(probabilities, from: .double, to: .float)
  }

  private mutating func addSoftmax(_ logits: String, isSingle: Bool) -> String {
    isSingle ? add("Sigmoid", [logits]) : add("Softmax", [logits], [("axis", .integer(-1))])
  }

  /// The probability of the first of two classes; of a sigmoid it is worked out by itself, so that small ones
  /// keep digits.
  private mutating func addOther(
    _ second: String, of z: String, _ calibration: ProbabilityCalibration?
  ) -> String {
    switch calibration {
    case nil: add("Sigmoid", [add("Neg", [z])])
    case .temperature(let scaling):
      add("Sigmoid", [add("Mul", [z, scalar(-1 / scaling.temperature, .double)])])
    case .platt, .isotonic: add("Sub", [scalar(1, .double), second])
    }
  }

  private mutating func addCalibration(
    _ z: String, classCount: Int, _ calibration: ProbabilityCalibration?
  ) -> String {
    let isSingle = classCount == 2
    switch calibration {
    case nil: return addSoftmax(z, isSingle: isSingle)
    case .temperature(let scaling):
      return addSoftmax(add("Mul", [z, scalar(1 / scaling.temperature, .double)]), isSingle: isSingle)
    case .platt(let curves):
      let scores = isSingle ? z : addLogOdds(z, classCount: classCount)
      let slopes = constant("slopes", ONNXTensor(curves.map(\.slope), as: .double))
      let intercepts = constant("intercepts", ONNXTensor(curves.map(\.intercept), as: .double))
      let values = add("Sigmoid", [add("Add", [add("Mul", [scores, slopes]), intercepts])])
      return isSingle ? values : addShares(values, classCount: classCount)
    case .isotonic(let curves):
      let scores = isSingle ? z : addLogOdds(z, classCount: classCount)
      let values = concatenate(
        curves.enumerated().map { label, curve in
          addCurve(curve, of: columns([label], of: scores, count: curves.count))
        })
      return isSingle ? values : addShares(values, classCount: classCount)
    }
  }

  /// The log-odds of each class against all others.
  private mutating func addLogOdds(_ z: String, classCount: Int) -> String {
    let others = (0..<classCount).map { label in
      let rest = columns((0..<classCount).filter { $0 != label }, of: z, count: classCount)
      return add("ReduceLogSumExp", [rest], [("axes", .integers([1])), ("keepdims", .integer(1))])
    }
    return add("Sub", [z, concatenate(others)])
  }

  /// A curve of straight lines between corners: its first value, and what each line rises by as far as the
  /// score has come on it.
  private mutating func addCurve(_ curve: IsotonicCalibration, of score: String) -> String {
    let lines = (1..<max(curve.scores.count, 1)).filter {
      curve.probabilities[$0] > curve.probabilities[$0 - 1]
    }
    // A score that is none stays none.
    let start = add("Add", [add("Sub", [score, score]), scalar(curve.probabilities[0], .double)])
    guard !lines.isEmpty else { return start }
    let starts = constant("corners", ONNXTensor(lines.map { curve.scores[$0 - 1] }, as: .double))
    let lengths = constant(
      "lengths", ONNXTensor(lines.map { curve.scores[$0] - curve.scores[$0 - 1] }, as: .double))
    let rises = lines.map { curve.probabilities[$0] - curve.probabilities[$0 - 1] }
    let shares = add("Div", [add("Sub", [score, starts]), lengths])
    let reached = add("Clip", [shares, scalar(0, .double), scalar(1, .double)])
    let rise = constant("rises", ONNXTensor(rises, shape: [rises.count, 1], as: .double))
    return add("Add", [start, add("MatMul", [reached, rise])])
  }

  /// Divides by the sum; where all are 0, all become equal.
  private mutating func addShares(_ values: String, classCount: Int) -> String {
    let sum = rowSums(values)
    let shares = add("Div", [values, sum])
    let isNone = add("Equal", [sum, scalar(0, .double)])
    return add("Where", [isNone, scalar(1 / Double(classCount), .double), shares])
  }
}

// MARK: - Classes

extension ONNXGraph {
  /// Adds the outputs of a classifier: the class that is decided on, and the probability of each.
  ///
  /// - Parameters:
  ///   - outputs: `[batch, outputs]` in single precision.
  ///   - classes: The classes.
  ///   - rule: Which class is decided on.
  ///   - refusals: NaN for the rows to refuse, 0 for others, of a type; `nil` for none. The class of such a
  ///     row is none of the classes; see ``ClassLabels/tensorWithNone``.
  mutating func addClassifierOutputs(
    _ outputs: String, _ classes: ClassLabels, _ rule: DecisionRule,
    refusals: (value: String, type: ONNXElementType)?
  ) {
    var outputs = outputs
    if let refusals {
      outputs = add("Add", [outputs, cast(refusals.value, from: refusals.type, to: .float)])
    }
    let label = outputName("label")
    let name = outputName("probabilities")
    if classes.count == 2 {
      let rest = add("Sub", [scalar(1, .float), outputs])
      add("Concat", [rest, outputs], [("axis", .integer(1))], output: name)
    } else {
      add("Identity", [outputs], output: name)
    }
    var index = addClassIndex(name, classes.count, rule)
    var names = classes.tensor
    if refusals != nil {
      // A row without probabilities is of none of the classes, and takes the place behind them.
      let first = add("Squeeze", [columns([0], of: name, count: classes.count), constant("axes", [1])])
      index = add("Where", [add("IsNaN", [first]), constant("none", [classes.count]), index])
      names = classes.tensorWithNone
    }
    add("Gather", [constant("classes", names), index], [("axis", .integer(0))], output: label)
    addClassifierOutputs(named: [label, name], classes)
  }

  /// Declares the outputs of a classifier.
  ///
  /// - Parameter names: Those of the class and of the probabilities.
  mutating func addClassifierOutputs(named names: [String], _ classes: ClassLabels) {
    addOutput(names[0], classes.tensor.type, [], documentation: "The class that is decided on.")
    addOutput(
      names[1], .float, [classes.count],
      documentation: "The probability of each class: " + classes.names.joined(separator: ", "))
  }

  /// The name of an output, unless an input has it.
  func outputName(_ name: String) -> String {
    inputs.contains { $0.name == name } ? "output_\(name)" : name
  }

  /// The number of the class that is decided on, `[batch]`.
  private mutating func addClassIndex(
    _ probabilities: String, _ classCount: Int, _ rule: DecisionRule
  ) -> String {
    let keepsNoAxis: [(name: String, value: ONNXNode.Attribute)] = [
      ("axis", .integer(1)), ("keepdims", .integer(0)),
    ]
    let costs: CostMatrix?
    switch rule {
    case .mostProbable: return add("ArgMax", [probabilities], keepsNoAxis)
    case .threshold: costs = nil
    case .leastCost(let matrix): costs = matrix
    }
    guard classCount != 2, let costs else {
      let second = add("Squeeze", [columns([1], of: probabilities, count: 2), constant("axes", [1])])
      let threshold = rule.threshold(classCount: 2) ?? 0.5
      let isAbove = add("Greater", [cast(second, from: .float, to: .double), scalar(threshold, .double)])
      return cast(isAbove, from: .bool, to: .int64)
    }
    let matrix = constant("costs", ONNXTensor(costs.values, shape: [classCount, classCount], as: .double))
    let expected = add("MatMul", [cast(probabilities, from: .float, to: .double), matrix])
    return add("ArgMin", [expected], keepsNoAxis)
  }
}

extension ClassLabels {
  /// The classes as a constant: whole numbers where they are such, texts otherwise.
  var tensor: ONNXTensor {
    numbers.map { ONNXTensor($0) } ?? ONNXTensor(names)
  }

  /// The classes with what stands for none of them at the end: an empty text, or the greatest negative number
  /// that is no class, -1 as a rule.
  var tensorWithNone: ONNXTensor {
    guard let numbers else { return ONNXTensor(names + [""]) }
    let none = (1...numbers.count + 1).lazy.map { -$0 }.first { !numbers.contains($0) } ?? .min
    return ONNXTensor(numbers + [none])
  }

  /// The classes as whole numbers; `nil` where they are none.
  private var numbers: [Int]? {
    guard kind == .integer, case let numbers = names.compactMap({ Int($0) }), numbers.count == names.count
    else { return nil }
    return numbers
  }
}
