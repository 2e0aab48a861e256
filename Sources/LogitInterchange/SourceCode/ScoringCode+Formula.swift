import Logit
import LogitData

extension ScoringCode {
  /// Takes the columns of a regression's formula in.
  mutating func add(_ formula: FormulaFeature, _ space: FeatureSpace) throws {
    guard let portable = formula.portable else {
      throw inexpressible(
        formula.splines.joined(separator: ", "),
        remedy: "write it from encoded numbers, or fit a formula without")
    }
    if let date = portable.dates.first {
      throw inexpressible(
        "\(date), which is a date", remedy: "write it from encoded numbers, or fit a formula without")
    }
    // Each column once, as a number or as a place among its levels, whatever terms it is in.
    var steps = FormulaSteps()
    for category in portable.categories where steps.choices[category.column] == nil {
      let choice = try choice(of: category, space)
      steps.choices[category.column] = add(step: category.column, .choice(choice))
    }
    for name in portable.numberColumns {
      steps.numbers[name] = add(step: name, .number(.present(place(of: name), else: .nan)))
    }
    for column in portable.columns {
      let levels = column.levels.map {
        (steps.choices[portable.categories[$0.category].column] ?? 0, $0.level)
      }
      if column.numbers.isEmpty, levels.count == 1, column.factor > 0 {
        // Of a scaled indicator the constant is the sum of all; the entries are its two values.
        let (zero, one) = (-column.center * column.factor, (1 - column.center) * column.factor)
        features.append(
          .number(
            .entry(levels[0].0, entries(of: levels[0].0, at: levels[0].1, one: one, zero: zero)), center: 0,
            scale: 1))
        continue
      }
      let value = value(of: column, levels, &steps)
      // A column that was the same everywhere weighs nothing, but refuses the rows that it has no value for.
      features.append(
        column.factor > 0
          ? .number(value, center: column.center, scale: 1 / column.factor)
          : .number(.product([.constant(0), value]), center: 0, scale: 1))
    }
  }

  /// What a column of the formula is in a row, and none where it is not finite.
  private mutating func value(
    of column: PortableFormula.Column, _ levels: [(step: Int, level: Int)], _ steps: inout FormulaSteps
  ) -> CodeNumber {
    var product: [CodeNumber] = []
    for number in column.numbers { product.append(self.number(number, &steps)) }
    for (step, level) in levels {
      product.append(.entry(step, entries(of: step, at: level, one: 1, zero: 0)))
    }
    if product.isEmpty { return .constant(1) }
    if product.count == 1, column.numbers.isEmpty || column.numbers[0].isPlain { return product[0] }
    var value: CodeNumber = product.count == 1 ? product[0] : .product(product)
    // Any number to the power of 0 is 1, even one that is missing.
    for name in Set(column.numbers.flatMap(\.columnsOfPowers)).sorted() {
      value = .sum([value, .product([.constant(0), .step(steps.numbers[name] ?? 0)])])
    }
    return .finite(value)
  }

  /// The place of each level; everything else is refused.
  private func choice(of category: PortableFormula.Category, _ space: FeatureSpace) throws -> CodeChoice {
    let (name, input) = (category.column, place(of: category.column))
    if case .category(let spelling)? = space.readings[name], spelling.spellings != nil {
      throw inexpressible(
        "the joined spellings of column \(name)", remedy: "write it from encoded numbers")
    }
    let cases: CodeChoice.Cases
    if inputs[input].kind == .text, let texts = category.texts {
      cases = .texts(texts)
    } else {
      let numbers = category.texts?.compactMap { Double($0) } ?? category.numbers
      guard inputs[input].kind != .text, numbers.count == category.texts?.count ?? numbers.count else {
        throw inexpressible(
          "the levels of column \(name), not all of which are numbers",
          remedy: "write it from encoded numbers")
      }
      cases = .numbers(numbers)
    }
    let refused = category.texts?.count ?? category.numbers.count
    return CodeChoice(
      input: input, cases: cases, places: Array(0..<refused), missing: refused, other: refused,
      fraction: refused, count: refused + 1, refused: refused)
  }

  /// A list with one number at a place, another at the others, and none where the value is refused.
  private func entries(of step: Int, at place: Int, one: Double, zero: Double) -> [Double] {
    guard case .choice(let choice) = steps[step].body else { return [] }
    return (0..<choice.count).map { $0 == choice.refused ? .nan : $0 == place ? one : zero }
  }

  /// A number of the formula. What is worked out of more than a few numbers becomes a step of its own, once,
  /// so that polynomials stay short.
  private mutating func number(_ expression: NumericExpression, _ steps: inout FormulaSteps) -> CodeNumber {
    if let step = steps.parts[expression] { return .step(step) }
    let number = operation(expression, &steps)
    guard expression.nesting > FormulaSteps.longest else { return number }
    let name = expression.columns.first.map { "\($0) part" } ?? "part"
    let step = add(step: name, .number(number))
    steps.parts[expression] = step
    return .step(step)
  }

  private mutating func operation(
    _ expression: NumericExpression, _ steps: inout FormulaSteps
  ) -> CodeNumber {
    switch expression {
    case .number(let value): return .constant(value)
    case .column(let name): return .step(steps.numbers[name] ?? 0)
    case .call(let function, let inner):
      return .call(CodeFunction(rawValue: function.rawValue) ?? .abs, number(inner, &steps))
    case .negative(let inner): return .product([.constant(-1), number(inner, &steps)])
    case .scale(let inner, _): return number(inner, &steps)
    case .scaled(let inner, let center, let deviation):
      return .quotient(.sum([number(inner, &steps), .constant(-center)]), .constant(deviation))
    case .operation(let mark, let left, let right):
      let (a, b) = (number(left, &steps), number(right, &steps))
      switch mark {
      case .plus: return .sum([a, b])
      case .minus:
        if case .constant(let value) = b { return .sum([a, .constant(-value)]) }
        return .sum([a, .product([.constant(-1), b])])
      case .times: return .product([a, b])
      case .over: return .quotient(a, b)
      case .power: return right == .number(2) ? .product([a, a]) : .power(a, b)
      }
    }
  }
}

/// The steps of a formula: those of its columns, and of what is worked out of them.
private struct FormulaSteps {
  /// How many operations stand within each other in an expression at most.
  static let longest = 2

  var numbers: [String: Int] = [:]
  var choices: [String: Int] = [:]
  var parts: [NumericExpression: Int] = [:]
}

extension NumericExpression {
  /// Whether it is a column, or a constant.
  fileprivate var isPlain: Bool {
    switch self {
    case .column, .number: true
    default: false
    }
  }

  /// How many operations stand within each other.
  fileprivate var nesting: Int {
    switch self {
    case .number, .column: 0
    case .call(_, let inner), .negative(let inner), .scale(let inner, _), .scaled(let inner, _, _):
      inner.nesting + 1
    case .operation(_, let left, let right): max(left.nesting, right.nesting) + 1
    }
  }

  /// The columns within powers.
  fileprivate var columnsOfPowers: [String] {
    switch self {
    case .number, .column: []
    case .operation(.power, _, _): columns
    case .call(_, let inner), .negative(let inner), .scale(let inner, _), .scaled(let inner, _, _):
      inner.columnsOfPowers
    case .operation(_, let left, let right): left.columnsOfPowers + right.columnsOfPowers
    }
  }
}
