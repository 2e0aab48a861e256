package import Logit

extension LogisticInference {
  /// Takes what ``members`` wrote, from a file that cannot be trusted.
  ///
  /// - Parameters:
  ///   - json: The object.
  ///   - covariance: `[coefficients, coefficients]`, NaN where there is none.
  ///   - centeredFactor: A of the covariance A Aᵀ of centred columns, as ``centeredFactor``.
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for anything that ``members`` would not
  ///   write.
  package init(json: JSON, covariance: Tensor<Double>, centeredFactor: Tensor<Double>) throws {
    var fields = try JSONFields(json, object: "the inference")
    classNames = try fields.texts("classes")
    baseClass = try fields.whole("base")
    guard classNames.count >= 2, classNames.indices.contains(baseClass) else {
      throw fields.wrong("base", expected: "the number of a class", found: .integer(baseClass))
    }
    observationCount = try fields.whole("n")
    let names = Set(classNames)
    coefficients = try fields.items("terms") { try Coefficient(&$0, classes: names) }
    interval = try fields.named("interval", Interval.self)
    level = try fields.double("level", default: 0.95)
    standardErrors = try fields.named("std_errors", StandardErrors.self)
    clusterCount = try fields.optionalInteger("clusters")
    logLikelihood = try fields.optionalDouble("log_likelihood") ?? -.infinity
    nullLogLikelihood = try fields.optionalDouble("null_log_likelihood")
    penalizedLogLikelihood = try fields.optionalDouble("penalized_log_likelihood")
    likelihoodRatio = try fields.test("llr", "llr_df", "llr_p_value")
    wald = try fields.test("wald", "wald_df", "wald_p_value")
    modelDegreesOfFreedom = try fields.whole("df_model")
    residualDegreesOfFreedom = try fields.integer("df_residual", default: 0)
    aic = try fields.optionalDouble("aic")
    bic = try fields.optionalDouble("bic")
    mcFadden = try fields.optionalDouble("mcfadden")
    coxSnell = try fields.optionalDouble("cox_snell")
    nagelkerke = try fields.optionalDouble("nagelkerke")
    isConverged = try fields.bool("converged", default: false)
    iterationCount = try fields.whole("iterations")
    gradientNorm = try fields.optionalDouble("gradient_norm") ?? .infinity
    let positive = classNames[baseClass == 0 ? 1 : 0]
    separated = try fields.items("separated") { try Separated(&$0, className: positive) }
    aliased = try fields.texts("aliased")
    termTests = try fields.optionalItems("tests") { try TermTest(&$0) }
    nested = try fields.value("nested").map { try NestedTest(json: $0) }
    marginalEffects = try fields.optionalItems("marginal_effects") { try MarginalEffect(&$0) }
    varianceInflation = try fields.optionalItems("vif") {
      Inflation(term: try $0.string("term", default: ""), value: try $0.optionalDouble("value"))
    }
    hosmerLemeshow = try fields.value("hosmer_lemeshow").map { try GroupTest(json: $0) }
    for separated in separated {
      let index = coefficients.firstIndex { $0.term == separated.term && $0.className == separated.className }
      if let index { coefficients[index].divergingSign = separated.sign }
    }
    let width = coefficients.count / max(classNames.count - 1, 1)
    let columnCount = width - (coefficients.first?.term == RegressionDesign.interceptName ? 1 : 0)
    centers = try fields.numbers("centers", count: columnCount)
    self.covariance = Self.rows(covariance, coefficients.count)
    self.centeredFactor = Self.rows(centeredFactor, coefficients.count)
    markSigns()
    try fields.finish()
    try requireErrors()
  }

  /// Says of each separated coefficient whether its sign is settled.
  mutating func markSigns() {
    for separated in separated {
      let index = coefficients.firstIndex { $0.term == separated.term && $0.className == separated.className }
      if let index { coefficients[index].isSignDetermined = separated.isSignDetermined }
    }
  }

  /// How far a standard error may be from that of the covariance, as a share: they are the same but for
  /// rounding.
  private static let errorTolerance = 1e-6

  /// Checks that what has a standard error has a covariance with the same, and what intervals are made of.
  private func requireErrors() throws {
    // Of separated classes only some coefficients have them.
    guard separated.isEmpty else { return }
    for (index, line) in coefficients.enumerated() {
      guard let error = line.standardError else { continue }
      func wrong(_ reason: String) -> LogitError {
        .invalidConfiguration(
          object: "The inference", reason: "\"\(line.term)\" has a standard error, but \(reason)")
      }
      guard centeredFactor[index].allSatisfy({ $0 != nil }) else {
        throw wrong("the factor of the covariance has no number for it")
      }
      // Of a column in an extreme unit the square may be beyond double precision.
      if covariance[index][index] == nil, !(error * error).isNormal { continue }
      guard let variance = covariance[index][index],
        abs(variance.squareRoot() - error) <= Self.errorTolerance * error
      else { throw wrong("the covariance has another") }
    }
  }

  private static func rows(_ matrix: Tensor<Double>, _ count: Int) -> [[Double?]] {
    (0..<count).map { row in
      (0..<count).map { column in matrix[row, column].isFinite ? matrix[row, column] : nil }
    }
  }
}

extension LogisticInference.Coefficient {
  fileprivate init(_ fields: inout JSONFields, classes: Set<String>) throws {
    term = try fields.string("term", default: "")
    className = try fields.string("class", default: "")
    guard classes.contains(className) else {
      throw fields.wrong("class", expected: "one of the classes", found: .string(className))
    }
    estimate = try fields.optionalDouble("estimate")
    standardError = try fields.optionalDouble("std_error")
    statistic = try fields.optionalDouble("statistic")
    pValue = try fields.optionalDouble("p_value")
    confidenceLow = try fields.optionalDouble("conf_low")
    confidenceHigh = try fields.optionalDouble("conf_high")
    isAliased = try fields.bool("aliased", default: false)
    // They follow from the others.
    fields.ignore("odds_ratio", "odds_ratio_low", "odds_ratio_high")
    try fields.finish()
  }
}

extension LogisticInference.Separated {
  fileprivate init(_ fields: inout JSONFields, className: String) throws {
    term = try fields.string("term", default: "")
    self.className = try fields.string("class", default: className)
    sign = try fields.integer("sign", default: 1)
    isSignDetermined = fields.value("sign_is_determined").flatMap { $0 == .null ? nil : $0 == true }
    isComplete = try fields.string("kind", default: "quasi") == "complete"
    try fields.finish()
  }
}

extension LogisticInference.TermTest {
  fileprivate init(_ fields: inout JSONFields) throws {
    term = try fields.string("term", default: "")
    kind = try fields.named("test", RegressionOptions.TermTest.self)
    test = try fields.test("statistic", "df", "p_value")
    try fields.finish()
  }
}

extension LogisticInference.NestedTest {
  fileprivate init(json: JSON) throws {
    var fields = try JSONFields(json, object: "the smaller formula")
    formula = try fields.string("formula", default: "")
    test = try fields.test("statistic", "df", "p_value")
    try fields.finish()
  }
}

extension LogisticInference.GroupTest {
  fileprivate init(json: JSON) throws {
    var fields = try JSONFields(json, object: "the test of Hosmer and Lemeshow")
    test = try fields.test("statistic", "df", "p_value")
    groupCount = try fields.optionalInteger("groups")
    requestedGroupCount = try fields.whole("requested_groups")
    try fields.finish()
  }
}

extension LogisticInference.MarginalEffect {
  fileprivate init(_ fields: inout JSONFields) throws {
    term = try fields.string("term", default: "")
    className = try fields.string("class", default: "")
    place = try fields.string("at", default: "overall")
    effect = try fields.optionalDouble("effect")
    standardError = try fields.optionalDouble("std_error")
    pValue = try fields.optionalDouble("p_value")
    confidenceLow = try fields.optionalDouble("conf_low")
    confidenceHigh = try fields.optionalDouble("conf_high")
    try fields.finish()
  }
}

extension JSONFields {
  fileprivate init(_ json: JSON, object: String) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: object, reason: "it is \(json), but must be an object")
    }
    self.init(members, of: object)
  }

  /// A whole number that is not negative.
  fileprivate mutating func whole(_ name: String) throws -> Int {
    let value = try integer(name, default: 0)
    guard value >= 0 else { throw wrong(name, expected: "at least 0", found: .integer(value)) }
    return value
  }

  /// A list of so many finite numbers.
  fileprivate mutating func numbers(_ name: String, count: Int) throws -> [Double] {
    let found = value(name) ?? .array([])
    guard case .array(let values) = found, case let numbers = values.compactMap(\.double),
      numbers.count == values.count, numbers.count == count, numbers.allSatisfy(\.isFinite)
    else { throw wrong(name, expected: "a list of \(count) finite numbers", found: found) }
    return numbers
  }

  fileprivate mutating func texts(_ name: String) throws -> [String] {
    let found = value(name) ?? .array([])
    guard case .array(let values) = found, case let texts = values.compactMap(\.string),
      texts.count == values.count
    else { throw wrong(name, expected: "a list of texts", found: found) }
    return texts
  }

  fileprivate mutating func named<Value: RawRepresentable<String>>(_ name: String, _: Value.Type) throws
    -> Value
  {
    let text = try string(name, default: "")
    guard let value = Value(rawValue: text) else {
      throw wrong(name, expected: "a word that is known", found: .string(text))
    }
    return value
  }

  fileprivate mutating func items<Item>(
    _ name: String, _ make: (inout JSONFields) throws -> Item
  ) throws -> [Item] { try optionalItems(name, make) ?? [] }

  fileprivate mutating func optionalItems<Item>(
    _ name: String, _ make: (inout JSONFields) throws -> Item
  ) throws -> [Item]? {
    guard let found = value(name) else { return nil }
    guard case .array(let values) = found else { throw wrong(name, expected: "a list", found: found) }
    return try values.map {
      var fields = try JSONFields($0, object: "an item of \"\(name)\"")
      return try make(&fields)
    }
  }

  fileprivate mutating func test(_ statistic: String, _ degrees: String, _ p: String) throws
    -> LogisticInference.Test?
  {
    let values = (try optionalDouble(statistic), try optionalInteger(degrees), try optionalDouble(p))
    guard let statistic = values.0, let degrees = values.1, let p = values.2 else { return nil }
    return LogisticInference.Test(statistic: statistic, degreesOfFreedom: degrees, pValue: p)
  }
}
