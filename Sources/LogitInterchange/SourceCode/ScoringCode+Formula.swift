import Logit
import LogitData

extension ScoringCode {
  /// Takes the columns of a regression's formula in.
  mutating func add(_ formula: FormulaFeature, _ space: FeatureSpace) throws {
    let columns = try formula.exportedColumns { factor in
      inexpressible(factor, remedy: "write it from encoded numbers, or fit a formula without")
    }
    // Each column once, as a number or as a place among its levels, whatever terms it is in.
    var numbers: [String: Int] = [:]
    var choices: [String: Int] = [:]
    for name in formula.inputs {
      if let levels = formula.exportedLevels(of: name) {
        choices[name] = add(step: name, .choice(try choice(of: name, levels, space)))
      }
      if formula.exportedLevels(of: name) == nil || columns.contains(where: { $0.value.isNumber(of: name) }) {
        numbers[name] = add(step: name, .number(.present(place(of: name), else: .nan)))
      }
    }
    for column in columns {
      if case .level(let name, let place) = column.value, let step = choices[name], column.scale > 0 {
        // Of a scaled indicator the constant is the sum of all; the entries are its two values.
        let (zero, one) = (-column.center / column.scale, (1 - column.center) / column.scale)
        features.append(
          .number(.entry(step, entries(of: step, at: place, one: one, zero: zero)), center: 0, scale: 1))
        continue
      }
      let value = number(column.value, numbers, choices)
      features.append(
        column.scale > 0
          ? .number(value, center: column.center, scale: column.scale)
          : .number(.constant(0), center: 0, scale: 1))
    }
  }

  /// The place of each level; everything else is refused.
  private func choice(of name: String, _ levels: [TableCell], _ space: FeatureSpace) throws -> CodeChoice {
    let input = place(of: name)
    if case .category(let spelling)? = space.readings[name], spelling.spellings != nil {
      throw inexpressible(
        "the joined spellings of column \(name)", remedy: "write it from encoded numbers")
    }
    let texts = levels.compactMap { if case .text(let text) = $0 { text } else { nil } }
    let numbers = levels.compactMap { level -> Double? in
      switch level {
      case .integer(let number): Double(number)
      case .number(let number): number
      case .boolean(let value): value ? 1 : 0
      case .text(let text): Double(text)
      case .missing: nil
      }
    }
    let areTexts = inputs[input].kind == .text
    guard areTexts || numbers.count == levels.count else {
      throw inexpressible(
        "the levels of column \(name), not all of which are numbers", remedy: "write it from encoded numbers")
    }
    let refused = levels.count
    return CodeChoice(
      input: input, cases: areTexts ? .texts(texts) : .numbers(numbers), places: Array(levels.indices),
      missing: refused, other: refused, fraction: refused, count: levels.count + 1, refused: refused)
  }

  /// A list with one number at a place, another at the others, and none where the value is refused.
  private func entries(of step: Int, at place: Int, one: Double, zero: Double) -> [Double] {
    guard case .choice(let choice) = steps[step].body else { return [] }
    return (0..<choice.count).map { $0 == choice.refused ? .nan : $0 == place ? one : zero }
  }

  private func number(
    _ expression: DesignExpression, _ numbers: [String: Int], _ choices: [String: Int]
  ) -> CodeNumber {
    func own(_ inner: DesignExpression) -> CodeNumber { number(inner, numbers, choices) }
    switch expression {
    case .constant(let value): return .constant(value)
    case .column(let name): return .step(numbers[name] ?? 0)
    case .level(let name, let place):
      let step = choices[name] ?? 0
      return .entry(step, entries(of: step, at: place, one: 1, zero: 0))
    case .sum(let left, let right): return .sum([own(left), own(right)])
    case .product(let left, let right): return .product([own(left), own(right)])
    case .quotient(let left, let right): return .quotient(own(left), own(right))
    case .power(let base, let exponent): return .power(own(base), own(exponent))
    case .call(let function, let inner):
      return .call(CodeFunction(rawValue: function) ?? .abs, own(inner))
    }
  }
}

extension DesignExpression {
  /// Whether a column is in it as a number.
  fileprivate func isNumber(of name: String) -> Bool {
    switch self {
    case .constant, .level: false
    case .column(let own): own == name
    case .sum(let a, let b), .product(let a, let b), .quotient(let a, let b), .power(let a, let b):
      a.isNumber(of: name) || b.isNumber(of: name)
    case .call(_, let inner): inner.isNumber(of: name)
    }
  }
}
