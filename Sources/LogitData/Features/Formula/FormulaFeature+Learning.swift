import Logit

extension FormulaFeature {
  /// Learns from a table's rows, all of which must be complete in the columns that are needed.
  ///
  /// - Parameters:
  ///   - terms: The formula's terms.
  ///   - table: The rows to learn from, with columns as they were read: numbers as numbers, dates in ISO
  ///     8601.
  ///   - references: The reference level of columns, where it is not the first.
  ///   - categoryLimit: The most levels of a category; as ``ColumnOptions/categoryLimit`` by default.
  ///   - readings: How columns of texts were read. Without a reading, texts that are all dates of ISO 8601
  ///     with hyphens count as days; with ``ColumnReading/category(_:)`` or ``ColumnReading/text`` they are
  ///     levels, of which numbers are in the order of their values.
  ///   - counts: How many rows each stands for, as for means, polynomials and the knots of splines; one each by
  ///     default.
  /// - Returns: What was learned.
  /// - Throws: ``DataError``: `oneLevel`, `tooManyLevels`, `unknownLevel` and `twoReferences` for categories,
  ///   `undefinedValue` for a function without a value in a row, `unsuitableTerm` for a polynomial or spline
  ///   of too few different numbers, `missingValues` for a row that is not complete, and `unknownColumn`;
  ///   ``FormulaError`` for a function of texts.
  public static func learn(
    _ terms: FormulaTerms, from table: Table, references: [String: String] = [:], categoryLimit: Int? = nil,
    readings: [String: ColumnReading] = [:], counts: [Double]? = nil
  ) throws -> FormulaFeature {
    var learner = FormulaLearner(
      table: table, references: references, readings: readings,
      limit: ColumnOptions(categoryLimit: categoryLimit).categoryLimit(rowCount: table.rowCount))
    learner.counts = counts
    return try learner.learn(terms)
  }
}

/// Learns what a formula's factors need to know.
struct FormulaLearner {
  let table: Table
  let references: [String: String]
  let readings: [String: ColumnReading]
  let limit: Int
  /// Whether rows are those of data; if not, they tell the levels of columns and nothing else.
  var hasData = true
  /// How many rows each stands for; `nil` for one each.
  var counts: [Double]?
  /// The columns by name, those of dates as numbers.
  private var inputs: [String: FormulaInput] = [:]
  private var numbersByColumn: [String: [Double]] = [:]

  init(table: Table, references: [String: String], readings: [String: ColumnReading], limit: Int) {
    (self.table, self.references, self.readings, self.limit) = (table, references, readings, limit)
  }

  mutating func learn(_ terms: FormulaTerms) throws -> FormulaFeature {
    let names = terms.columns
    for name in names { inputs[name] = try input(try table.column(name)) }
    let (terms, factors) = resolved(terms)
    try requireCategories(factors)
    let learned = try factors.map { try learn($0) }
    let positions = Dictionary(zip(factors, 0...), uniquingKeysWith: { first, _ in first })
    let termFactors = terms.terms.map { $0.factors.compactMap { positions[$0] } }
    guard TermLayout.isReasonable(termFactors, factors: learned) else {
      throw LogitError.invalidOption(
        name: "formula", value: "\(terms.terms.count.counted("term"))", expected: "at most 4194304 columns")
    }
    let feature = FormulaFeature(
      terms: terms, inputs: names.compactMap { inputs[$0] }, factors: learned,
      factorNames: factors.map(\.name),
      termFactors: termFactors, scales: [])
    return FormulaFeature(
      terms: terms, inputs: feature.formulaInputs, factors: learned, factorNames: feature.factorNames,
      termFactors: feature.termFactors, scales: try scales(of: feature))
  }

  /// What columns are scaled by; not at all without data.
  private func scales(of feature: FormulaFeature) throws -> [ColumnScale] {
    guard hasData else { return feature.designColumns.map { _ in ColumnScale(center: 0, deviation: 1) } }
    let reader = try feature.reader(for: table)
    return try reader.scales(of: table, refusal: feature.refusal, inputs: feature.inputs)
  }

  /// What a column's values count as.
  private func input(_ column: Column) throws -> FormulaInput {
    let use: FormulaInput.Use
    switch column.kind {
    case .integer, .numeric: use = .number
    case .boolean: use = .category
    case .string:
      switch readings[column.name] {
      case .date?: use = .days
      case .category?, .text?: use = .category
      case .number?, nil:
        use = column.largeWholeNumbers != nil ? .number : column.holdsDates ? .days : .category
      }
    }
    return FormulaInput(name: column.name, kind: column.kind, use: use)
  }

  /// The terms with `C(city)` and `city` as one where the column is a category anyway, and their factors in
  /// the order of the terms.
  private func resolved(_ terms: FormulaTerms) -> (terms: FormulaTerms, factors: [FormulaFactor]) {
    var references: [String: String] = [:]
    for case .category(let name, let reference?) in terms.terms.flatMap(\.factors).map(\.kind) {
      references[name] = references[name] ?? reference
    }
    func resolved(_ factor: FormulaFactor) -> FormulaFactor {
      switch factor.kind {
      case .column(let name) where inputs[name]?.use == .category:
        FormulaFactor(
          name: factor.name, kind: .category(name, reference: references[name]), place: factor.place)
      case .category(let name, nil):
        FormulaFactor(
          name: factor.name, kind: .category(name, reference: references[name]), place: factor.place)
      default: factor
      }
    }
    var (seen, kept): (Set<Set<FormulaFactor>>, [FormulaTerm]) = ([], [])
    var (known, factors): (Set<FormulaFactor>, [FormulaFactor]) = ([], [])
    for term in terms.terms {
      var own: [FormulaFactor] = []
      for factor in term.factors.map(resolved) where !own.contains(factor) { own.append(factor) }
      guard seen.insert(Set(own)).inserted else { continue }
      kept.append(FormulaTerm(factors: own))
      for factor in own where known.insert(factor).inserted { factors.append(factor) }
    }
    kept = kept.enumerated().sorted {
      ($0.element.factors.count, $0.offset) < ($1.element.factors.count, $1.offset)
    }
    .map(\.element)
    return (FormulaTerms(hasIntercept: terms.hasIntercept, terms: kept), factors)
  }

  /// Checks that references are those of categories.
  private func requireCategories(_ factors: [FormulaFactor]) throws {
    var categories: [String: String?] = [:]
    for case .category(let name, let reference) in factors.map(\.kind) {
      if let other = categories[name] ?? nil, let reference, other != reference {
        throw DataError.twoReferences(column: name, first: other, second: reference)
      }
      categories[name] = reference
    }
    for name in references.keys.sorted() where categories[name] == nil {
      guard let input = inputs[name] else {
        let known = categories.keys.sorted()
        throw DataError.unknownColumn(
          name: name, role: "category in the formula", nearest: name.nearest(among: known), known: known)
      }
      throw DataError.wrongKind(
        column: name, expected: "levels, one of which is the reference,",
        found: input.use == .days ? "dates" : "numbers",
        remedy: "write C(\(name.formulaName)) in the formula to make its values levels")
    }
  }

  // MARK: Factors

  private mutating func learn(_ factor: FormulaFactor) throws -> LearnedFactor {
    try requireNumbers(factor)
    if !hasData { try requireNoData(factor) }
    switch factor.kind {
    case .column(let name): return .column(name)
    case .category(let name, let reference): return .category(try category(name, reference, factor))
    case .number(let number): return .number(try learned(number, factor))
    case .polynomial(let number, let degree, true) where !hasData:
      return .powers(try learned(number, factor), RawPolynomial(degree: degree))
    case .polynomial(let number, let degree, let isRaw):
      let expression = try learned(number, factor)
      let values = try values(of: expression, factor)
      try require(moreThan: degree, in: values, factor, for: "of degree \(degree)")
      return isRaw
        ? .powers(expression, RawPolynomial(degree: degree))
        : .polynomial(expression, OrthogonalPolynomial(values, counts: counts, degree: degree))
    case .spline(let number, let count):
      let expression = try learned(number, factor)
      let values = try values(of: expression, factor)
      try require(moreThan: 1, in: values, factor, for: "")
      let spline = CubicSpline(values, counts: counts, count: count)
      guard (spline.range.upperBound - spline.range.lowerBound).isFinite else {
        throw DataError.unsuitableTerm(
          term: factor.text, reason: "its range is beyond double precision",
          remedy: "give the column another unit")
      }
      return .spline(expression, spline)
    }
  }

  /// Checks that a function is one of numbers.
  private func requireNumbers(_ factor: FormulaFactor) throws {
    switch factor.kind {
    case .column, .category: return
    case .number, .polynomial, .spline: break
    }
    for name in factor.columns where inputs[name]?.kind == .string && inputs[name]?.use == .category {
      throw factor.place.error(
        .sentence(
          "\(factor.text) needs numbers, but column \"\(name)\" holds texts; write \(name.formulaName) alone, or read the "
            + "column as numbers."))
    }
  }

  private func category(_ name: String, _ written: String?, _ factor: FormulaFactor) throws -> FormulaCategory
  {
    var areNumbers = false
    if case .category(let spelling)? = readings[name] { areNumbers = spelling.areNumbers }
    var category = try FormulaCategory(try table.column(name), areNumbers: areNumbers, limit: limit)
    if let written, let asked = references[name], written != asked {
      throw DataError.twoReferences(column: name, first: written, second: asked)
    }
    guard let reference = references[name] ?? written else { return category }
    guard let position = category.position(of: reference) else {
      throw DataError.unknownLevel(
        column: name, level: reference, nearest: reference.nearest(among: category.names),
        known: category.names)
    }
    category.reference = position
    return category
  }

  private func require(
    moreThan count: Int, in values: [Double], _ factor: FormulaFactor, for purpose: String
  ) throws {
    var different: Set<Double> = []
    for value in values {
      different.insert(value)
      if different.count > count { return }
    }
    throw DataError.unsuitableTerm(
      term: factor.text,
      reason: "the rows have \(different.count.counted("different number")), and \(count + 1) are needed"
        + (purpose.isEmpty ? "" : " for a polynomial \(purpose)"),
      remedy: count > 1 ? "lower the degree, or leave the term out" : "leave the term out")
  }

  /// The expression with the means and deviations that it needs.
  private mutating func learned(
    _ number: NumericExpression, _ factor: FormulaFactor
  ) throws -> NumericExpression {
    switch number {
    case .number, .column, .scaled: return number
    case .call(let function, let inner): return .call(function, try learned(inner, factor))
    case .negative(let inner): return .negative(try learned(inner, factor))
    case .operation(let mark, let left, let right):
      return .operation(mark, try learned(left, factor), try learned(right, factor))
    case .scale(let inner, let divides):
      let inner = try learned(inner, factor)
      let values = try values(of: inner, factor)
      let moments = CountedMoments(values, counts: counts)
      let mean = moments.mean
      guard divides else { return .scaled(inner, center: mean, deviation: 1) }
      let deviation = moments.deviation
      guard deviation > 0, deviation.isFinite else {
        throw DataError.unsuitableTerm(
          term: factor.text,
          reason: deviation.isInfinite
            ? "its deviation is beyond double precision" : "it needs two different numbers",
          remedy: "leave the term out")
      }
      return .scaled(inner, center: mean, deviation: deviation)
    }
  }

  // MARK: Numbers

  /// The numbers of a column.
  private mutating func numbers(_ name: String) throws -> [Double] {
    if let numbers = numbersByColumn[name] { return numbers }
    let column = try table.column(name)
    guard let input = inputs[name] else { return [] }
    let texts = try input.textNumbers(column)
    var numbers: [Double] = []
    numbers.reserveCapacity(table.rowCount)
    for chunk in column.chunks {
      chunk.forEachNumber(0..<chunk.count, textNumbers: texts) { numbers.append($1) }
    }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw DataError.missingValues(column: name, count: numbers.count { !$0.isFinite }, firstRow: row)
    }
    numbersByColumn = [name: numbers]
    return numbers
  }

  /// The numbers of an expression in every row, all finite.
  private mutating func values(of expression: NumericExpression, _ factor: FormulaFactor) throws -> [Double] {
    var columns: [String: [Double]] = [:]
    for name in expression.columns { columns[name] = try numbers(name) }
    let count = table.rowCount
    guard count > 0 else {
      throw DataError.unsuitableTerm(
        term: factor.text, reason: "there are none", remedy: "give rows that are complete")
    }
    let length = DesignReader.blockLength
    var values = [Double](repeating: 0, count: count)
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: (expression.scratchCount + 1) * length)
    let inputs = UnsafeMutablePointer<Double>.allocate(capacity: (columns.count + 1) * length)
    defer {
      scratch.deallocate()
      inputs.deallocate()
    }
    let places = Dictionary(zip(expression.columns, 0...), uniquingKeysWith: { first, _ in first })
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for first in stride(from: 0, to: count, by: length) {
        let rows = first..<min(first + length, count)
        for (name, place) in places {
          for row in rows { inputs[place * length + row - first] = columns[name]?[row] ?? .nan }
        }
        expression.write(
          to: NumberColumn(values: base + first, slopes: nil), count: rows.count,
          scratch: NumberColumn(values: scratch, slopes: nil), variable: nil
        ) { UnsafePointer(inputs + (places[$0] ?? 0) * length) }
      }
    }
    if let row = values.firstIndex(where: { !$0.isFinite }), let name = expression.columns.first {
      throw DataError.undefinedValue(
        column: name, row: row, value: (columns[name]?[row] ?? .nan).shortText, expression: factor.text)
    }
    return values
  }
}

extension Column {
  /// Whether it holds texts that are all dates with hyphens, at least one.
  fileprivate var holdsDates: Bool {
    let used = zip(dictionary, textCounts()).lazy.filter { $0.1 > 0 }.map(\.0)
    var isEmpty = true
    for text in used {
      guard text.utf8.contains(UInt8(ascii: "-")), DateParts(text) != nil else { return false }
      isEmpty = false
    }
    return !isEmpty
  }
}
