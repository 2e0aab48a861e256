import Logit

extension FormulaFeature {
  /// A row in which one variable can be changed while the others stay at what is usual: numbers at their
  /// mean, categories at their most frequent level.
  package struct TypicalPoint: Sendable {
    private var point: MeanPoint
    private let feature: FormulaFeature
    /// What the categories are held at.
    package let levels: [String: String]
    /// Between which values each number is looked at.
    package let ranges: [String: ClosedRange<Double>]

    fileprivate init(
      _ feature: FormulaFeature, numbers: [String: Double], shares: [String: [Double]],
      ranges: [String: ClosedRange<Double>]
    ) {
      (self.feature, self.ranges) = (feature, ranges)
      var point = MeanPoint(feature: feature, numbers: numbers, shares: [:])
      var levels: [String: String] = [:]
      for category in feature.factors.lazy.compactMap(\.category) {
        // The first of equals.
        let own = shares[category.column] ?? []
        let position = own.indices.max { (own[$0], $1) < (own[$1], $0) } ?? category.reference
        point.hold(category, at: position)
        levels[category.column] = category.names[position]
      }
      (self.point, self.levels) = (point, levels)
    }

    /// What the numbers are held at.
    package var numbers: [String: Double] { point.numbers }

    /// The columns of the regression with a number in place of the usual one, `[columns]`.
    package func row(setting name: String, to number: Double) -> [Double] {
      var point = point
      point.numbers[name] = number
      return point.values(of: Array(feature.layouts.indices), variable: nil)
    }

    /// The columns of the regression with a level in place of the usual one, `[columns]`.
    ///
    /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` and
    ///   ``DataError/unknownLevel(column:level:nearest:known:)``.
    package func row(setting name: String, to level: String) throws -> [Double] {
      let (category, position) = try feature.findLevel(level, of: name)
      var point = point
      point.hold(category, at: position)
      return point.values(of: Array(feature.layouts.indices), variable: nil)
    }
  }

  /// What is usual in some rows.
  ///
  /// - Parameters:
  ///   - table: The rows, complete, as for ``design(of:)``.
  ///   - shares: The ends of the range of each number as shares of its values; the first and the 99th
  ///     percentile by default.
  /// - Throws: As ``design(of:)``.
  package func typicalPoint(
    of table: Table, shares: ClosedRange<Double> = 0.01...0.99
  ) throws -> TypicalPoint {
    let mean = try meanPoint(of: table)
    var ranges: [String: ClosedRange<Double>] = [:]
    for case .number(let name) in variables {
      let sorted = try numbers(of: name, in: table).sorted()
      func quantile(_ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let (low, high) = (Int(place), min(Int(place) + 1, sorted.count - 1))
        return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
      }
      guard !sorted.isEmpty else { continue }
      ranges[name] =
        quantile(shares.lowerBound)...max(quantile(shares.lowerBound), quantile(shares.upperBound))
    }
    return TypicalPoint(self, numbers: mean.numbers, shares: mean.shares, ranges: ranges)
  }

  /// The numbers of a column of numbers or dates.
  private func numbers(of name: String, in table: Table) throws -> [Double] {
    guard let input = formulaInputs.first(where: { $0.name == name }) else { return [] }
    let column = try table.column(name)
    let texts = try input.textNumbers(column)
    var numbers: [Double] = []
    numbers.reserveCapacity(column.count)
    for chunk in column.chunks {
      chunk.forEachNumber(0..<chunk.count, textNumbers: texts) { _, number in numbers.append(number) }
    }
    return numbers
  }
}

extension FormulaFeature.MeanPoint {
  /// Puts all weight on one level.
  fileprivate mutating func hold(_ category: FormulaCategory, at position: Int) {
    shares[category.column] = (0..<category.count).map { $0 == position ? 1 : 0 }
    if let number = category.number(position), numbers[category.column] != nil {
      numbers[category.column] = number
    }
  }
}

// MARK: - Without rows

extension FormulaFeature {
  /// How many deviations from the mean a number is looked at, without rows.
  package static let learnedReach = 2.5

  /// What was usual in the rows learned from, as far as the columns' means and deviations tell.
  ///
  /// - Returns: `nil`, with the variable that is to blame, for one that is only part of products or of
  ///   functions that cannot be inverted.
  package func learnedTypicalPoint() -> (point: TypicalPoint?, unknown: String?) {
    var (numbers, shares): ([String: Double], [String: [Double]]) = ([:], [:])
    var ranges: [String: ClosedRange<Double>] = [:]
    for variable in variables {
      switch variable {
      case .number(let name):
        guard let (mean, range) = learnedNumber(name) else { return (nil, name) }
        (numbers[name], ranges[name]) = (mean, range)
      case .category(let name, _, _):
        guard let known = learnedShares(name) else { return (nil, name) }
        shares[name] = known
      }
    }
    return (TypicalPoint(self, numbers: numbers, shares: shares, ranges: ranges), nil)
  }

  /// The factors that are a term of their own, with their columns.
  private var loneFactors: [(factor: LearnedFactor, isFull: Bool, columns: Range<Int>)] {
    layouts.compactMap { layout in
      guard layout.parts.count == 1 else { return nil }
      return (factors[layout.parts[0].factor], layout.parts[0].isFull, layout.columns)
    }
  }

  private func learnedNumber(_ name: String) -> (mean: Double, range: ClosedRange<Double>)? {
    var found: [(mean: Double, range: ClosedRange<Double>)] = []
    func add(_ center: Double, _ deviation: Double, _ inverse: (Double) -> Double = { $0 }) {
      let ends = [-Self.learnedReach, 0, Self.learnedReach].map { inverse(center + $0 * deviation) }
      guard ends.allSatisfy(\.isFinite), ends[0] <= ends[2] else { return }
      found.append((ends[1], ends[0]...ends[2]))
    }
    for (factor, _, columns) in loneFactors where factor.expression?.columns == [name] {
      let scale = scales[columns.lowerBound]
      switch factor {
      case .column, .powers(.column, _): add(scale.center, scale.deviation)
      case .number(.scaled(.column, let center, let deviation)):
        add(center + deviation * scale.center, deviation * scale.deviation)
      case .number(.call(let function, .column)):
        if let inverse = function.inverse { add(scale.center, scale.deviation, inverse) }
      case .polynomial(.column, let polynomial) where polynomial.norms.count > 1:
        add(
          polynomial.center, polynomial.scale * (polynomial.norms[1] / polynomial.norms[0]).squareRoot())
      case .spline(.column, let spline):
        found.append(((spline.range.lowerBound + spline.range.upperBound) / 2, spline.range))
      default: break
      }
    }
    // The narrowest is most likely to lie where every function of the number has a value.
    return found.min { $0.range.upperBound - $0.range.lowerBound < $1.range.upperBound - $1.range.lowerBound }
  }

  private func learnedShares(_ name: String) -> [Double]? {
    for (factor, isFull, columns) in loneFactors {
      guard let category = factor.category, category.column == name else { continue }
      var shares = [Double](repeating: 0, count: category.count)
      let positions = shares.indices.filter { isFull || $0 != category.reference }
      for (position, column) in zip(positions, columns) { shares[position] = scales[column].center }
      if !isFull { shares[category.reference] = 1 - shares.reduce(0, +) }
      return shares
    }
    return nil
  }
}

extension NumericFunction {
  /// What undoes the function; `nil` for one that cannot be undone.
  fileprivate var inverse: ((Double) -> Double)? {
    switch self {
    case .log: { exponential($0) }
    case .log2: { exponential($0 * naturalLogarithm(2)) }
    case .log10: { exponential($0 * naturalLogarithm(10)) }
    case .exp: { $0 > 0 ? naturalLogarithm($0) : .nan }
    case .sqrt: { $0 >= 0 ? $0 * $0 : .nan }
    case .abs: nil
    }
  }
}
