public import Logit

// MARK: - In files

extension FormulaFeature {
  /// The name in files.
  public static let typeName = "formula"

  /// The most factors, columns and levels that a file may tell of.
  private static let largestCount = 1 << 22

  /// The terms and what was learned; every number comes back as it was.
  public var members: [JSON.Member] {
    var texts = [String](repeating: "", count: factors.count)
    for (term, positions) in zip(terms.terms, termFactors) {
      for (factor, position) in zip(term.factors, positions) { texts[position] = factor.text }
    }
    return [
      JSON.Member("intercept", .bool(hasIntercept)),
      JSON.Member("terms", .array(termFactors.map { .array($0.map { .integer($0) }) })),
      JSON.Member(
        "columns",
        .array(
          formulaInputs.map {
            ["name": .string($0.name), "kind": .string($0.kind.rawValue), "use": .string($0.use.rawValue)]
          })),
      JSON.Member(
        "factors",
        .array(
          zip(texts, factors).map { text, factor in
            .object([JSON.Member("factor", .string(text))] + factor.members)
          })),
      JSON.Member("centers", .array(scales.map { .number($0.center) })),
      JSON.Member("deviations", .array(scales.map { .number($0.deviation) })),
    ]
  }

  /// Takes terms and what was learned from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write.
  public init(_ options: inout JSONFields) throws {
    let inputs = try options.requiredArray("columns", limit: Self.largestCount).map { try FormulaInput($0) }
    guard Set(inputs.map(\.name)).count == inputs.count else {
      throw options.wrong("columns", expected: "different names", found: .integer(inputs.count))
    }
    let pairs = try options.requiredArray("factors", limit: Self.largestCount).map {
      try LearnedFactor.pair($0, inputs: inputs)
    }
    guard Set(pairs.map(\.factor)).count == pairs.count else {
      throw options.wrong("factors", expected: "different factors", found: .integer(pairs.count))
    }
    let terms = try options.requiredArray("terms", limit: Self.largestCount).map { json in
      guard let positions = json.array?.compactMap(\.integer), positions.count == json.array?.count,
        !positions.isEmpty, positions.count <= 64, Set(positions).count == positions.count,
        positions.allSatisfy({ pairs.indices.contains($0) })
      else { throw options.wrong("terms", expected: "lists of different factors", found: json) }
      return positions
    }
    guard Set(terms.map(Set.init)).count == terms.count, Set(terms.joined()).count == pairs.count,
      Set(pairs.flatMap(\.factor.columns)) == Set(inputs.map(\.name))
    else {
      throw options.wrong(
        "terms", expected: "different, of all factors and columns", found: .integer(terms.count))
    }
    let (centers, deviations) = (
      try options.requiredDoubles("centers"), try options.requiredDoubles("deviations")
    )
    let intercept = try options.bool("intercept", default: true)
    guard TermLayout.isReasonable(terms, factors: pairs.map(\.learned)) else {
      throw options.wrong(
        "terms", expected: "at most \(Self.largestCount) columns", found: .integer(terms.count))
    }
    guard centers.count == deviations.count, deviations.allSatisfy({ $0 >= 0 }) else {
      throw options.wrong(
        "deviations", expected: "a number of at least 0 for each column, as centers",
        found: .integer(deviations.count))
    }
    self.init(
      terms: FormulaTerms(
        hasIntercept: intercept, terms: terms.map { FormulaTerm(factors: $0.map { pairs[$0].factor }) }),
      inputs: inputs, factors: pairs.map(\.learned), factorNames: pairs.map(\.factor.name),
      termFactors: terms,
      scales: zip(centers, deviations).map { ColumnScale(center: $0, deviation: $1) })
    guard designColumns.count == scales.count else {
      throw options.wrong(
        "centers", expected: "\(designColumns.count) numbers", found: .integer(scales.count))
    }
  }
}

extension FormulaInput {
  fileprivate init(_ json: JSON) throws {
    var fields = JSONFields(json.object ?? [], of: "a column of the formula feature")
    (name, kind) = (try fields.requiredString("name"), try fields.requiredWord("kind"))
    use = try fields.requiredWord("use")
    try fields.finish()
    guard use == .category || (kind == .string) == (use == .days) || kind == .string && use == .number else {
      throw fields.wrong("use", expected: "one that fits \(kind.rawValue)", found: .string(use.rawValue))
    }
  }
}

extension LearnedFactor {
  /// What was learned, for a file.
  fileprivate var members: [JSON.Member] {
    var members: [JSON.Member] = []
    let moments = expression?.moments ?? []
    if !moments.isEmpty {
      members.append(
        JSON.Member("moments", .array(moments.map { [.number($0.center), .number($0.deviation)] })))
    }
    switch self {
    case .column, .number, .powers: break
    case .polynomial(_, let polynomial):
      members += [
        JSON.Member("center", .number(polynomial.center)), JSON.Member("scale", .number(polynomial.scale)),
        JSON.Member("alpha", .array(polynomial.alpha.map { .number($0) })),
        JSON.Member("norms", .array(polynomial.norms.map { .number($0) })),
      ]
    case .spline(_, let spline):
      members += [
        JSON.Member("range", [.number(spline.range.lowerBound), .number(spline.range.upperBound)]),
        JSON.Member("knots", .array(spline.inner.map { .number($0) })),
      ]
    case .category(let category):
      let levels: JSON =
        switch category.levels {
        case .texts(let values): .array(values.map { .string($0) })
        case .integers(let values): .array(values.map { .integer(Int($0)) })
        case .numbers(let values): .array(values.map { .number($0) })
        case .booleans(let values): .array(values.map { .bool($0 == 1) })
        }
      members += [JSON.Member("levels", levels), JSON.Member("reference", .integer(category.reference))]
    }
    return members
  }

  /// A factor and what was learned of it.
  fileprivate static func pair(
    _ json: JSON, inputs: [FormulaInput]
  ) throws -> (factor: FormulaFactor, learned: LearnedFactor) {
    var fields = JSONFields(json.object ?? [], of: "a factor of the formula feature")
    let text = try fields.requiredString("factor")
    guard let factor = try? FormulaFactor(parsing: text), factor.text == text else {
      throw fields.wrong("factor", expected: "a factor of a formula", found: .string(text))
    }
    for column in factor.columns where !inputs.contains(where: { $0.name == column }) {
      throw fields.wrong("factor", expected: "one of the columns", found: .string(text))
    }
    let learned = try learned(factor, &fields, inputs: inputs)
    try fields.finish()
    return (factor, learned)
  }

  private static func learned(
    _ factor: FormulaFactor, _ fields: inout JSONFields, inputs: [FormulaInput]
  ) throws -> LearnedFactor {
    func requireNumbers(_ names: [String]) throws {
      for input in inputs where names.contains(input.name) && input.kind == .string && input.use == .category
      {
        throw fields.wrong("factor", expected: "a factor of numbers", found: .string(factor.text))
      }
    }
    switch factor.kind {
    case .column(let name):
      try requireNumbers([name])
      return .column(name)
    case .category(let name, _): return .category(try FormulaCategory(name, &fields, inputs: inputs))
    case .number(let number):
      try requireNumbers(factor.columns)
      return .number(try number.taking(&fields))
    case .polynomial(let number, let degree, let isRaw):
      try requireNumbers(factor.columns)
      let number = try number.taking(&fields)
      return isRaw
        ? .powers(number, RawPolynomial(degree: degree))
        : .polynomial(number, try OrthogonalPolynomial(&fields, degree: degree))
    case .spline(let number, let count):
      try requireNumbers(factor.columns)
      return .spline(try number.taking(&fields), try CubicSpline(&fields, count: count))
    }
  }
}

extension FormulaFactor {
  /// Takes a factor from its text, of any columns.
  init(parsing text: String) throws {
    var parser = try FormulaParser(text)
    self = try FormulaFactorReader(formula: text).factor(try parser.whole())
  }
}

extension NumericExpression {
  /// The centers and deviations of its parts, from left to right.
  fileprivate var moments: [(center: Double, deviation: Double)] {
    switch self {
    case .number, .column: []
    case .call(_, let inner), .negative(let inner), .scale(let inner, _): inner.moments
    case .operation(_, let left, let right): left.moments + right.moments
    case .scaled(let inner, let center, let deviation): inner.moments + [(center, deviation)]
    }
  }

  /// The expression with the moments of a file.
  fileprivate func taking(_ fields: inout JSONFields) throws -> NumericExpression {
    var moments: [(Double, Double)] = []
    if let json = fields.value("moments") {
      for pair in json.array ?? [] {
        guard pair.array?.count == 2, let center = pair[0]?.double, let deviation = pair[1]?.double,
          center.isFinite, deviation.isFinite, deviation > 0
        else {
          throw fields.wrong("moments", expected: "pairs of a number and a positive number", found: pair)
        }
        moments.append((center, deviation))
      }
    }
    let count = moments.count
    moments.reverse()
    guard let taken = taking(&moments), moments.isEmpty else {
      throw fields.wrong("moments", expected: "a pair for each scale and center", found: .integer(count))
    }
    return taken
  }

  private func taking(_ moments: inout [(Double, Double)]) -> NumericExpression? {
    switch self {
    case .number, .column, .scaled: return self
    case .call(let function, let inner): return inner.taking(&moments).map { .call(function, $0) }
    case .negative(let inner): return inner.taking(&moments).map { .negative($0) }
    case .operation(let mark, let left, let right):
      guard let left = left.taking(&moments), let right = right.taking(&moments) else { return nil }
      return .operation(mark, left, right)
    case .scale(let inner, let divides):
      guard let inner = inner.taking(&moments), let (center, deviation) = moments.popLast(),
        divides || deviation == 1
      else { return nil }
      return .scaled(inner, center: center, deviation: deviation)
    }
  }
}

extension OrthogonalPolynomial {
  fileprivate init(_ fields: inout JSONFields, degree: Int) throws {
    let (alpha, norms) = (try fields.requiredDoubles("alpha"), try fields.requiredDoubles("norms"))
    let scale = try fields.requiredDouble("scale")
    guard alpha.count == degree, norms.count == degree + 1, norms.allSatisfy({ $0 > 0 }), scale > 0 else {
      throw fields.wrong(
        "norms", expected: "\(degree + 1) positive numbers, with \(degree) of alpha and a positive scale",
        found: .integer(norms.count))
    }
    self.init(center: try fields.requiredDouble("center"), scale: scale, alpha: alpha, norms: norms)
  }
}

extension CubicSpline {
  fileprivate init(_ fields: inout JSONFields, count: Int) throws {
    let (range, knots) = (try fields.requiredDoubles("range"), try fields.requiredDoubles("knots"))
    guard range.count == 2, range[0] < range[1], (range[1] - range[0]).isFinite, knots.count == count - 3,
      knots.allSatisfy({ range[0] <= $0 && $0 <= range[1] }),
      zip(knots, knots.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw fields.wrong(
        "knots", expected: "\(count - 3) ascending numbers within the range", found: .integer(knots.count))
    }
    self.init(range: range[0]...range[1], inner: knots)
  }
}

extension FormulaCategory {
  fileprivate init(_ name: String, _ fields: inout JSONFields, inputs: [FormulaInput]) throws {
    guard let input = inputs.first(where: { $0.name == name }), let values = fields.value("levels")?.array
    else {
      throw fields.wrong("levels", expected: "a list", found: fields.value("levels") ?? .null)
    }
    let levels: Levels
    switch input.kind {
    case .string: levels = .texts(values.compactMap(\.string))
    case .integer: levels = .integers(values.compactMap { $0.integer.map { Int64($0) } })
    case .numeric: levels = .numbers(values.compactMap(\.double).filter(\.isFinite))
    case .boolean: levels = .booleans(values.compactMap { $0.bool.map { $0 ? 1 : 0 } })
    }
    self.init(column: name, levels: levels, reference: 0)
    guard count == values.count, count > 1, Set(names).count == count else {
      throw fields.wrong(
        "levels", expected: "at least two different values of the column's kind", found: .integer(count))
    }
    reference = try fields.requiredInteger("reference", in: 0...count - 1)
  }
}
