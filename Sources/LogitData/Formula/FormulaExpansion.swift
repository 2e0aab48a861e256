import LogitFiles

/// Works out which terms a formula has.
struct FormulaExpansion {
  /// The most terms: more come from powers that nobody means.
  private static let largestTermCount = 1 << 16
  private static let largestPower = 32

  private let reader: FormulaFactorReader
  /// What `.` stands for.
  private let all: [String]
  /// All factors in the order in which they are first named; terms have their positions, ascending.
  private var factors: [FormulaFactor] = []
  private var positions: [FormulaFactor: Int] = [:]

  /// A sum of terms, each once.
  private struct Sum {
    private(set) var terms: [[Int]] = []
    private var places: Set<[Int]> = []
    /// Whether an intercept was asked for or refused.
    var intercept: Bool?

    init(_ term: [Int]? = nil) { if let term { add(term) } }

    mutating func add(_ term: [Int]) { if places.insert(term).inserted { terms.append(term) } }

    mutating func add(_ other: Sum) {
      for term in other.terms { add(term) }
      intercept = other.intercept ?? intercept
    }

    mutating func remove(_ other: Sum) {
      let gone = Set(other.terms)
      terms.removeAll { gone.contains($0) }
      places.subtract(gone)
      if let removed = other.intercept { intercept = !removed }
    }
  }

  init(_ reader: FormulaFactorReader, all: [String]) { (self.reader, self.all) = (reader, all) }

  /// The terms behind `~`.
  mutating func terms(of root: FormulaNode) throws -> FormulaTerms {
    let sum = try sum(root)
    let ordered = sum.terms.enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }
    return FormulaTerms(
      hasIntercept: sum.intercept ?? true,
      terms: ordered.map { FormulaTerm(factors: $0.element.map { factors[$0] }) })
  }

  private mutating func position(of factor: FormulaFactor) -> Int {
    if let position = positions[factor] { return position }
    positions[factor] = factors.count
    factors.append(factor)
    return factors.count - 1
  }

  private mutating func sum(_ node: FormulaNode) throws -> Sum {
    switch node.kind {
    case .name, .call: return Sum([position(of: try reader.factor(node))])
    case .group(let inner): return try sum(inner)
    case .all:
      var sum = Sum()
      for name in all {
        sum.add([
          position(of: FormulaFactor(name: name, kind: .column(name), place: reader.place(node.place)))
        ])
      }
      return sum
    case .number(let number):
      var constant = Sum()
      guard number == 0 || number == 1 else {
        throw reader.error(
          node.place, "Only 0 and 1 are terms, for the intercept; write I(2 * x) to work with numbers.")
      }
      constant.intercept = number == 1
      return constant
    case .text:
      throw reader.error(
        node.place, "A text in quotes is no column; put the name of a column in backquotes (`).")
    case .negative(let inner):
      var nothing = Sum()
      nothing.remove(try sum(inner))
      return nothing
    case .power(let base, let exponent): return try power(base, exponent, node.place)
    case .chain(let first, let links):
      var result = try sum(first)
      for link in links { try apply(link, to: &result) }
      return result
    }
  }

  private mutating func apply(_ link: FormulaLink, to result: inout Sum) throws {
    if link.mark == "/" {
      throw reader.error(
        link.place,
        "\"/\" is not offered between terms; write a + a:b for nested terms, or I(a / b) for the quotient of numbers."
      )
    }
    let right = try sum(link.node)
    switch link.mark {
    case "+": result.add(right)
    case "-": result.remove(right)
    case ":": result = try product(result, right, link.place)
    default:
      let products = try product(result, right, link.place)
      result.add(right)
      result.add(products)
    }
    try check(result.terms.count, link.place)
  }

  private func check(_ count: Int, _ place: Range<Int>) throws {
    guard count > Self.largestTermCount + all.count else { return }
    throw reader.error(
      place, "The formula has more than \(Self.largestTermCount) terms; name those that matter.")
  }

  /// Every term of one sum times every term of another.
  private func product(_ left: Sum, _ right: Sum, _ place: Range<Int>) throws -> Sum {
    guard !left.terms.isEmpty, !right.terms.isEmpty else {
      throw reader.error(place, "The intercept cannot be multiplied; remove the 0 or 1 here.")
    }
    try check(left.terms.count.multipliedReportingOverflow(by: right.terms.count).partialValue, place)
    var products = Sum()
    products.intercept = right.intercept ?? left.intercept
    for a in left.terms { for b in right.terms { products.add(Array(Set(a + b)).sorted()) } }
    return products
  }

  private mutating func power(_ base: FormulaNode, _ exponent: FormulaNode, _ place: Range<Int>) throws -> Sum
  {
    guard case .number(let number) = exponent.bare.kind, let count = Int(exactly: number),
      (1...Self.largestPower).contains(count)
    else {
      throw reader.error(
        exponent.place,
        "The power of a sum of terms is a whole number from 1 to \(Self.largestPower); write I(x^0.5) for the power of a "
          + "number.")
    }
    let sum = try sum(base)
    guard count > 1 else { return sum }
    if sum.terms.count == 1 {
      throw reader.error(
        place,
        "In a formula ^ makes products of different terms, and there is one alone; write I(\(base.text)^\(count)) for "
          + "the power of the number.")
    }
    var result = sum
    for _ in 1..<count {
      let before = result.terms.count
      result.add(try product(result, sum, place))
      if result.terms.count == before { break }
    }
    return result
  }
}
