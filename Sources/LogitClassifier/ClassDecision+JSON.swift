import Logit
import LogitData
import LogitStatistics

// The decision in a model file: `{"calibration": {"method": "platt", "curves": [{"slope": 1.1, "intercept":
// -0.2}]}, "prior": {"trained": [0.5, 0.5], "actual": [0.97, 0.03]}, "threshold": 0.31, "chosen_by": "f1"}`,
// or `"costs"` with a row for each true class instead of the threshold.

extension ClassDecision {
  /// As JSON; what is usual is left out.
  var json: JSON {
    var members: [JSON.Member] = []
    if let calibration = adjustment?.calibration {
      members.append(JSON.Member("calibration", calibration.json))
    }
    if let prior = adjustment?.prior {
      members.append(
        JSON.Member("prior", ["trained": .numbers(prior.trained), "actual": .numbers(prior.actual)]))
    }
    switch rule {
    case .mostProbable: break
    case .threshold(let value): members.append(JSON.Member("threshold", .number(value)))
    case .leastCost(let costs):
      let rows = (0..<costs.classCount).map { actual in
        JSON.numbers((0..<costs.classCount).map { costs[actual: actual, predicted: $0] })
      }
      members.append(JSON.Member("costs", .array(rows)))
    }
    if let metric { members.append(JSON.Member("chosen_by", .string(metric.rawValue))) }
    return .object(members)
  }

  /// From JSON.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)`, or
  ///   `LogitError.invalidOption(name:value:expected:)` for numbers out of range.
  init(json: JSON, classCount: Int) throws {
    var fields = try JSONFields(decision: json, of: "The decision")
    let calibration = try fields.value("calibration").map {
      try ProbabilityCalibration(json: $0, classCount: classCount)
    }
    let prior = try fields.value("prior").map { value in
      var fields = try JSONFields(decision: value, of: "The prior")
      let (trained, actual) = (
        try fields.numbers("trained", count: classCount), try fields.numbers("actual", count: classCount)
      )
      try fields.finish()
      return try PriorCorrection(trained: trained, actual: actual)
    }
    let (threshold, costs) = (fields.value("threshold"), fields.value("costs"))
    let metric = try fields.optionalWord("chosen_by", "the name of a metric") {
      ThresholdMetric(rawValue: $0)
    }
    try fields.finish()
    switch (threshold, costs) {
    case (nil, nil): rule = .mostProbable
    case (let value?, nil):
      guard classCount == 2, let number = value.double, (0...1).contains(number) else {
        throw fields.wrong("threshold", expected: "from 0 to 1, and of two classes", found: value)
      }
      rule = .threshold(number)
    case (_, let value?):
      let rows = value.array?.compactMap(\.array) ?? []
      let numbers = rows.flatMap { $0.compactMap(\.double) }
      guard threshold == nil, rows.count == classCount, rows.allSatisfy({ $0.count == classCount }),
        numbers.count == classCount * classCount
      else {
        throw fields.wrong(
          "costs", expected: "\(classCount) rows of as many numbers, without a threshold", found: value)
      }
      rule = .leastCost(try CostMatrix(classCount: classCount, values: numbers))
    }
    guard metric == nil || threshold != nil else {
      throw fields.wrong(
        "chosen_by", expected: "left out without a threshold", found: .string(metric?.rawValue ?? ""))
    }
    self.metric = metric
    adjustment =
      calibration == nil && prior == nil ? nil : ProbabilityAdjustment(calibration: calibration, prior: prior)
  }
}

extension ProbabilityCalibration {
  /// As JSON.
  var json: JSON {
    switch self {
    case .platt(let curves):
      [
        "method": .string(method.rawValue),
        "curves": .array(curves.map { ["slope": .number($0.slope), "intercept": .number($0.intercept)] }),
      ]
    case .isotonic(let curves):
      [
        "method": .string(method.rawValue),
        "curves": .array(
          curves.map { ["scores": .numbers($0.scores), "probabilities": .numbers($0.probabilities)] }),
      ]
    case .temperature(let scaling):
      ["method": .string(method.rawValue), "temperature": .number(scaling.temperature)]
    }
  }

  /// From JSON.
  ///
  /// - Throws: As ``ClassDecision/init(json:classCount:)``.
  init(json: JSON, classCount: Int) throws {
    var fields = try JSONFields(decision: json, of: "The calibration")
    let method = try fields.word("method", "platt, isotonic or temperature") { Method(rawValue: $0) }
    let curveCount = classCount == 2 ? 1 : classCount
    func curves<Curve>(_ read: (inout JSONFields) throws -> Curve) throws -> [Curve] {
      let value = fields.value("curves") ?? .null
      guard let items = value.array, items.count == curveCount else {
        throw fields.wrong("curves", expected: "a list of \(curveCount.counted("curve"))", found: value)
      }
      return try items.map { item in
        var fields = try JSONFields(decision: item, of: "The curve of a calibration")
        let curve = try read(&fields)
        try fields.finish()
        return curve
      }
    }
    switch method {
    case .platt:
      self = .platt(
        try curves {
          try PlattScaling(slope: $0.number("slope"), intercept: $0.number("intercept"))
        })
    case .isotonic:
      self = .isotonic(
        try curves {
          try IsotonicCalibration(
            scores: $0.numbers("scores", count: nil), probabilities: $0.numbers("probabilities", count: nil))
        })
    case .temperature: self = .temperature(try TemperatureScaling(temperature: fields.number("temperature")))
    }
    try fields.finish()
  }
}

extension JSON {
  /// A list of numbers.
  static func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
}

extension JSONFields {
  /// Begins to read an object of a decision.
  fileprivate init(decision json: JSON, of object: String) throws {
    guard let members = json.object else {
      throw LogitError.invalidConfiguration(object: object, reason: "it is not an object")
    }
    self.init(members, of: object)
  }

  /// A number that has to be there.
  fileprivate mutating func number(_ name: String) throws -> Double {
    let found = value(name) ?? .null
    guard let number = found.double else { throw wrong(name, expected: "a number", found: found) }
    return number
  }

  /// A list of numbers, so many if that is known.
  fileprivate mutating func numbers(_ name: String, count: Int?) throws -> [Double] {
    let found = value(name) ?? .null
    guard let items = found.array, count.map({ $0 == items.count }) ?? true,
      case let numbers = items.compactMap(\.double), numbers.count == items.count
    else {
      throw wrong(name, expected: "a list of \(count.map { "\($0) " } ?? "")numbers", found: found)
    }
    return numbers
  }
}
