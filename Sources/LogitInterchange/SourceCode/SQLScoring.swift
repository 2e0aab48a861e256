import LogitStatistics

/// The expressions of a scoring function in SQL.
///
/// What is used several times is worked out once, in a query without a table within the expression:
///
///     (SELECT 1 / (1 + exp(z1 - z0)) FROM (SELECT <sum> AS z0, <sum> AS z1) AS s1)
///
/// Only the innermost names columns, so that no column can be taken for a result of the same name.
struct SQLScoring {
  private let code: ScoringCode
  private let dialect: SQLDialect
  /// Names and values that are worked out one after the other.
  private var stages: [[(name: String, value: String)]] = []

  /// An expression for each class.
  private(set) var expressions: [String] = []

  init(_ code: ScoringCode, _ dialect: SQLDialect) throws {
    (self.code, self.dialect) = (code, dialect)
    let sums = code.layers.count == 1 ? linearSums() : layers()
    let results = results(of: sums)
    expressions = results.map { nested($0) }
  }

  /// A result with the queries that it needs within it.
  private func nested(_ result: String) -> String {
    guard !stages.isEmpty else { return result }
    var query = ""
    for (index, stage) in stages.enumerated() {
      let values = stage.map { "\($0.value) AS \($0.name)" }.joined(separator: ",\n  ")
      query = "SELECT \(values)" + (index == 0 ? "" : "\n  FROM (\(query)) AS s\(index)") + dialect.fence
    }
    return "(SELECT \(result)\n  FROM (\(query)) AS s\(stages.count))"
  }

  // MARK: Sums

  /// The sums of a linear model; where there are several, numbers and entries have a stage of their own.
  private mutating func linearSums() -> [String] {
    let sums = code.foldedSums
    guard sums.count > 1 || dialect == .postgresql, !sums.contains(where: \.hasEntriesWithin) else {
      return sums.map { sum($0) }
    }
    var stage: [(name: String, value: String)] = []
    for step in code.usedSteps.sorted() {
      if case .number(let number) = code.steps[step].body {
        stage.append(("c\(step)", expression(number)))
      }
    }
    for (output, sum) in sums.enumerated() {
      for case .entry(let step, let entries) in sum.terms {
        stage.append(("e\(step)_\(output)", entry(step, entries)))
      }
    }
    guard !stage.isEmpty else { return sums.map { sum($0) } }
    stages.append(stage)
    return sums.enumerated().map { sum($1, output: $0) }
  }

  /// - Parameter output: The number of the sum, where numbers and entries have a stage of their own.
  private func sum(_ sum: CodeSum, output: Int? = nil) -> String {
    let terms = sum.terms.map { term in
      switch term {
      case .entry(let step, _) where output != nil: "e\(step)_\(output ?? 0)"
      case .weighted(let weight, let number): dialect.weighted(weight, expression(number))
      case .entry(let step, let entries): entry(step, entries)
      }
    }
    // Grouped, since databases limit how deep an expression may be.
    let first = "CAST(\(dialect.literal(sum.constant)) AS \(dialect.type(of: .number)))"
    return Self.grouped([first] + terms)
  }

  private static func grouped(_ terms: [String]) -> String {
    guard terms.count > 32 else { return terms.joined(separator: "\n  + ") }
    let groups = stride(from: 0, to: terms.count, by: 32).map { start in
      "(" + terms[start..<min(start + 32, terms.count)].joined(separator: "\n  + ") + ")"
    }
    return grouped(groups)
  }

  private mutating func layers() -> [String] {
    stages.append(code.scaledFeatures.enumerated().map { ("x\($0)", expression($1)) })
    var names = stages[0].map(\.name)
    var sums: [String] = []
    for (index, layer) in code.layers.enumerated() {
      sums = layer.bias.indices.map { unit in
        let terms = zip(names, layer.kernel).map { "\(dialect.literal($1[unit])) * \($0)" }
        return Self.grouped([dialect.literal(layer.bias[unit])] + terms)
      }
      guard index < code.layers.count - 1 else { break }
      stages.append(sums.enumerated().map { ("a\($0)", $1) })
      names = sums.indices.map { "a\($0)" }
      guard layer.activation != .linear else { continue }
      let activations = names.map { name in
        let value = dialect.activation(layer.activation, name)
        return isGuarded ? "CASE WHEN \(name) IS NOT NULL THEN \(value) END" : value
      }
      stages.append(activations.enumerated().map { ("h\($0)", $1) })
      names = sums.indices.map { "h\($0)" }
    }
    return sums
  }

  private func expression(_ number: CodeNumber) -> String {
    switch number {
    case .constant(let value): return dialect.literal(value)
    case .input(let input): return dialect.number(code.inputs[input])
    case .present(let input, let replacement):
      let column = code.inputs[input]
      let rest = replacement.isNaN ? "" : dialect.missing(column, dialect.literal(replacement))
      return "CASE WHEN \(dialect.isNumber(column)) THEN \(dialect.number(column))\(rest) END"
    case .isMissing(let input):
      let column = code.inputs[input]
      return "CASE WHEN \(dialect.isNumber(column)) THEN \(dialect.literal(0))"
        + "\(dialect.missing(column, dialect.literal(1))) END"
    case .step(let step):
      if stages.first?.contains(where: { $0.name == "c\(step)" }) ?? false { return "c\(step)" }
      if case .number(let inner) = code.steps[step].body { return expression(inner) }
      return dialect.literal(.nan)
    case .entry(let step, let entries): return entry(step, entries)
    case .sum(let parts): return joined(parts, dialect.sum)
    case .product(let parts): return joined(parts, dialect.product)
    case .quotient(let a, .constant(let divisor)) where divisor != 0:
      return dialect.quotient(expression(a), dialect.literal(divisor), isByZero: false)
    case .quotient(let a, let b): return dialect.quotient(expression(a), expression(b))
    case .power(let a, let b): return dialect.power(expression(a), expression(b))
    case .call(let function, let inner): return dialect.call(function, expression(inner))
    case .finite(let inner): return dialect.finite(expression(inner))
    }
  }

  private func joined(_ parts: [CodeNumber], _ operation: (String, String) -> String) -> String {
    let values = parts.map { expression($0) }
    return values.dropFirst().reduce(values.first ?? dialect.literal(0), operation)
  }

  /// The entry of a list that a column chooses.
  private func entry(_ step: Int, _ entries: [Double]) -> String {
    guard case .choice(let choice) = code.steps[step].body else { return dialect.literal(0) }
    let input = code.inputs[choice.input]
    let other = entries[choice.other]
    func isOther(_ place: Int) -> Bool { entries[place] == other || entries[place].isNaN && other.isNaN }
    func result(_ place: Int) -> String { "THEN \(dialect.literal(entries[place]))" }
    var whens: [String] = []
    switch choice.cases {
    case .texts(let texts):
      let column = dialect.identifier(input.name)
      // What SQLite imports has empty texts for missing ones.
      let isMissing =
        dialect == .sqlite && !texts.contains("") ? "coalesce(\(column), '') = ''" : "\(column) IS NULL"
      if !isOther(choice.missing) { whens.append("WHEN \(isMissing) \(result(choice.missing))") }
      for (text, place) in zip(texts, choice.places) where !isOther(place) {
        whens.append("WHEN \(column) = \(dialect.string(text)) \(result(place))")
      }
      for word in choice.missingWords where !isOther(choice.missing) && !texts.contains(word) {
        whens.append("WHEN \(column) = \(dialect.string(word)) \(result(choice.missing))")
      }
    case .numbers(let numbers):
      let value = dialect.number(input)
      let isMissing = "(\(dialect.isNumber(input))) IS NOT TRUE"
      if dialect == .sqlite {
        whens.append("WHEN \(isMissing) AND NOT \(dialect.isMissing(input)) THEN \(dialect.literal(.nan))")
      }
      if !isOther(choice.missing) { whens.append("WHEN \(isMissing) \(result(choice.missing))") }
      for (number, place) in zip(numbers, choice.places) where !isOther(place) {
        whens.append("WHEN \(value) = \(dialect.literal(number)) \(result(place))")
      }
      if !isOther(choice.fraction) {
        whens.append("WHEN \(value) <> round(\(value)) \(result(choice.fraction))")
      }
    case .boundaries(let boundaries):
      let value = dialect.number(input)
      let isMissing = "(\(dialect.isNumber(input))) IS NOT TRUE"
      if dialect == .sqlite {
        whens.append("WHEN \(isMissing) AND NOT \(dialect.isMissing(input)) THEN \(dialect.literal(.nan))")
      }
      whens.append("WHEN \(isMissing) \(result(choice.missing))")
      whens += boundaries.enumerated().map { "WHEN \(value) < \(dialect.literal($1)) \(result($0))" }
      return "CASE \(whens.joined(separator: " ")) ELSE \(dialect.literal(entries[boundaries.count])) END"
    }
    guard !whens.isEmpty else { return dialect.literal(other) }
    return "CASE \(whens.joined(separator: " ")) ELSE \(dialect.literal(other)) END"
  }

  // MARK: Probabilities

  /// Puts values into a stage of their own.
  ///
  /// - Returns: Their names.
  private mutating func stage(_ letter: String, _ values: [String]) -> [String] {
    let names = values.indices.map { "\(letter)\($0)" }
    stages.append(zip(names, values).map { ($0, $1) })
    return names
  }

  private mutating func results(of sums: [String]) -> [String] {
    let (head, calibration) = (code.head, code.head.adjustment?.calibration)
    var results: [String]
    var test = ""
    guard head.isBinary else {
      let z = stage("z", sums)
      test = z.joined(separator: " + ")
      results = shares(of: z)
      // Calibrated shares are guarded by their own scores, behind which sums are no longer known.
      if isGuarded, !hasCurves { results = results.map { "CASE WHEN \(test) IS NOT NULL THEN \($0) END" } }
      if let ratios = head.ratios {
        let q = stage("r", results)
        let weighted = zip(ratios, q).map { "\(dialect.literal($0)) * \($1)" }
        return weighted.map { "\($0) / (\(weighted.joined(separator: " + ")))" }
      }
      return results
    }
    var z = sums[0]
    var isCurve = false
    if case .isotonic? = calibration { isCurve = true }
    if isGuarded || isCurve || head.ratios != nil { z = stage("z", sums)[0] }
    test = z
    let p: String
    switch calibration {
    case nil: p = sigmoid(z)
    case .temperature(let scaling)?: p = sigmoid("\(dialect.literal(1 / scaling.temperature)) * (\(z))")
    case .platt(let curves)?:
      p = sigmoid("\(dialect.literal(curves[0].slope)) * (\(z)) + \(dialect.literal(curves[0].intercept))")
    case .isotonic(let curves)?: p = curve(curves[0], z)
    }
    results = ["\(dialect.literal(1)) - \(p)", p]
    if let ratios = head.ratios {
      let guarded = isGuarded ? "CASE WHEN \(z) IS NOT NULL THEN \(p) END" : p
      let q = stage("q", [guarded])[0]
      let (first, second) = (dialect.literal(ratios[0]), dialect.literal(ratios[1]))
      let shares = "(\(first) * (\(dialect.literal(1)) - \(q)) + \(second) * \(q))"
      return ["\(first) * (\(dialect.literal(1)) - \(q)) / \(shares)", "\(second) * \(q) / \(shares)"]
    }
    return isGuarded ? results.map { "CASE WHEN \(test) IS NOT NULL THEN \($0) END" } : results
  }

  /// Whether each class has a curve of its own.
  private var hasCurves: Bool {
    switch code.head.adjustment?.calibration {
    case nil, .temperature?: false
    case .platt?, .isotonic?: true
    }
  }

  /// The calibrated shares of several classes.
  private mutating func shares(of z: [String]) -> [String] {
    func odds(_ label: Int, _ factor: String = "") -> [String] {
      z.indices.filter { $0 != label }.map { "exp(\(dialect.clamped("\(factor)(\(z[$0]) - \(z[label]))")))" }
    }
    let curves: [String]
    switch code.head.adjustment?.calibration {
    case nil:
      return z.indices.map {
        "\(dialect.literal(1)) / (\(([dialect.literal(1)] + odds($0)).joined(separator: " + ")))"
      }
    case .temperature(let scaling)?:
      let factor = "\(dialect.literal(1 / scaling.temperature)) * "
      return z.indices.map {
        "\(dialect.literal(1)) / (\(([dialect.literal(1)] + odds($0, factor)).joined(separator: " + ")))"
      }
    case .platt(let scalings)?:
      let scores = stage("o", logOdds(z, odds))
      curves = zip(scalings, scores).map {
        sigmoid("\(dialect.literal($0.slope)) * \($1) + \(dialect.literal($0.intercept))")
      }
    case .isotonic(let lines)?:
      let scores = stage("o", logOdds(z, odds))
      curves = zip(lines, scores).map { curve($0, $1) }
    }
    let scores = stages.last?.map(\.name) ?? []
    let q = stage(
      "q", isGuarded ? zip(curves, scores).map { "CASE WHEN \($1) IS NOT NULL THEN \($0) END" } : curves)
    let total = "(\(q.joined(separator: " + ")))"
    return q.map {
      "CASE WHEN \(total) = 0 THEN \(dialect.literal(1 / Double(q.count))) ELSE \($0) / \(total) END"
    }
  }

  /// The log-odds of each class against all others.
  private func logOdds(_ z: [String], _ odds: (Int, String) -> [String]) -> [String] {
    z.indices.map { label in
      let sum = "-ln(\(odds(label, "").joined(separator: " + ")))"
      return isGuarded
        ? "CASE WHEN \(z.joined(separator: " + ")) IS NOT NULL THEN \(sum) END" : sum
    }
  }

  private func sigmoid(_ z: String) -> String {
    // SQLite's exponential is infinite where the others' ends the query.
    let exponential = dialect == .sqlite ? "exp(-(\(z)))" : "exp(\(dialect.clamped("-(\(z))")))"
    return "\(dialect.literal(1)) / (\(dialect.literal(1)) + \(exponential))"
  }

  /// The share at a score, on straight lines between corners.
  private func curve(_ curve: IsotonicCalibration, _ score: String) -> String {
    let (scores, shares) = (curve.scores, curve.probabilities)
    var whens = [
      "WHEN \(score) IS NULL THEN \(dialect.literal(.nan))",
      "WHEN \(score) < \(dialect.literal(scores[0])) THEN \(dialect.literal(shares[0]))",
    ]
    for index in scores.indices.dropFirst() {
      let slope = (shares[index] - shares[index - 1]) / (scores[index] - scores[index - 1])
      let line =
        slope == 0
        ? dialect.literal(shares[index - 1])
        : "\(dialect.literal(shares[index - 1])) + \(dialect.literal(slope)) * "
          + "(\(score) - \(dialect.literal(scores[index - 1])))"
      whens.append("WHEN \(score) < \(dialect.literal(scores[index])) THEN \(line)")
    }
    return "CASE \(whens.joined(separator: " ")) ELSE \(dialect.literal(shares[shares.count - 1])) END"
  }

  /// Whether sums are needed twice, since rows may be refused and a clamped sum does not show that it is NULL.
  private var isGuarded: Bool { dialect.skipsNull && mayRefuse }

  /// Whether a row may be refused.
  private var mayRefuse: Bool {
    code.steps.contains { step in
      switch step.body {
      case .choice(let choice): choice.refused != nil
      case .number(.present(_, let replacement)): replacement.isNaN
      case .number: false
      }
    } || code.isEncoded
  }
}

extension SQLDialect {
  /// An activation as an expression.
  fileprivate func activation(_ activation: CodeActivation, _ x: String) -> String {
    let (zero, one) = (literal(0), literal(1))
    func exp(_ x: String) -> String { "exp(\(clamped(x)))" }
    switch activation {
    case .linear: return x
    case .relu: return "CASE WHEN \(x) < 0 THEN \(zero) ELSE \(x) END"
    case .relu6: return "CASE WHEN \(x) < 0 THEN \(zero) WHEN \(x) > 6 THEN \(literal(6)) ELSE \(x) END"
    case .leakyReLU(let slope): return "CASE WHEN \(x) < 0 THEN \(literal(slope)) * \(x) ELSE \(x) END"
    case .sigmoid: return "\(one) / (\(one) + \(exp("-\(x)")))"
    case .hardSigmoid:
      return "CASE WHEN \(x) < -3 THEN \(zero) WHEN \(x) > 3 THEN \(one) ELSE \(x) / 6 + \(literal(0.5)) END"
    case .tanh: return "\(literal(2)) / (\(one) + \(exp("\(literal(-2)) * \(x)"))) - \(one)"
    case .elu: return "CASE WHEN \(x) < 0 THEN \(exp(x)) - \(one) ELSE \(x) END"
    case .selu:
      return "CASE WHEN \(x) < 0 THEN \(literal(1.7580993408473766)) * (\(exp(x)) - \(one)) "
        + "ELSE \(literal(1.0507009873554805)) * \(x) END"
    case .silu: return "\(x) / (\(one) + \(exp("-\(x)")))"
    case .softplus: return "CASE WHEN \(x) < 0 THEN \(zero) ELSE \(x) END + ln(\(one) + \(exp("-abs(\(x))")))"
    case .softsign: return "\(x) / (\(one) + abs(\(x)))"
    case .exponential: return exp(x)
    }
  }
}
