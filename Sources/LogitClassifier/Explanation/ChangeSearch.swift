import Logit
import LogitData

/// Looks for the least change of a single value that changes the predicted class.
///
/// Numbers are tried within the range learned from, on a grid, and between the last value that changes
/// nothing and the first that does by halving; categories one by one.
struct ChangeSearch {
  /// How many values of a number are tried at first.
  private static let gridCount = 33
  /// How often the interval of a number is halved.
  private static let halvingCount = 30
  /// The most categories of a column that are tried, the most frequent ones.
  private static let largestCategoryCount = 64

  private let classifier: Classifier
  private let row: ExplainedRow
  private let predicted: Int

  init(_ classifier: Classifier, _ row: ExplainedRow, predicted: Int) {
    (self.classifier, self.row, self.predicted) = (classifier, row, predicted)
  }

  /// A value that changes the class, or is about to.
  private struct Candidate {
    let column: Int
    var cell: TableCell
    /// In deviations.
    var distance: Double
    /// The number nearest to the row's that changes nothing; `nil` for a category.
    var unchanged: Double?
  }

  /// The nearest change; `nil` if no value of any column changes the class.
  ///
  /// - Throws: As `Classifier.predict(_:)`.
  func nearest() throws -> RowExplanation.Change? {
    var values: [(column: Int, cell: TableCell)] = []
    let ranges = row.names.map { NumberRange($0, classifier.features) }
    for column in row.names.indices {
      if let range = ranges[column], case let own? = row.own[column].number {
        values += range.grid(Self.gridCount, with: own).map { (column, range.cell($0)) }
      } else {
        values += categories(of: column).map { (column, $0) }
      }
    }
    guard !values.isEmpty else { return nil }
    let classes = try classes(values)
    var found: [Candidate] = []
    for column in row.names.indices {
      let tried = values.indices.filter { values[$0].column == column }
      if let range = ranges[column], let own = row.own[column].number {
        found += candidates(
          column, range, own, tried.map { (values[$0].cell.number ?? own, classes[$0] != predicted) })
      } else if let first = tried.first(where: { classes[$0] != predicted }) {
        found.append(Candidate(column: column, cell: values[first].cell, distance: 1, unchanged: nil))
      }
    }
    // A grid value is farther than where the class changes, by a step at most: the best few are looked at closely.
    found = Array(found.sorted { $0.distance < $1.distance }.prefix(4))
    found = try found.map { try refined($0, ranges[$0.column]) }
    guard let best = found.min(by: { $0.distance < $1.distance }) else { return nil }
    let label = try self.classes([(best.column, best.cell)])[0]
    return RowExplanation.Change(
      column: row.names[best.column], from: row.own[best.column], to: best.cell,
      predicted: classifier.classes.names[label])
  }

  /// The class that is predicted with each value in place of the row's.
  private func classes(_ values: [(column: Int, cell: TableCell)]) throws -> [Int] {
    try classifier.predict(row.table(replacing: values)).classIndices
  }

  /// The nearest values on either side of the row's that change the class.
  private func candidates(
    _ column: Int, _ range: NumberRange, _ own: Double, _ tried: [(value: Double, changes: Bool)]
  ) -> [Candidate] {
    [
      tried.filter { $0.value > own }.sorted { $0.value < $1.value },
      tried.filter { $0.value < own }.sorted { $0.value > $1.value },
    ].compactMap { side in
      guard let first = side.firstIndex(where: \.changes) else { return nil }
      let value = side[first].value
      return Candidate(
        column: column, cell: range.cell(value), distance: (value - own).magnitude / range.deviation,
        unchanged: first == 0 ? own : side[first - 1].value)
    }
  }

  /// The same change, as small as it can be.
  private func refined(_ candidate: Candidate, _ range: NumberRange?) throws -> Candidate {
    guard let range, var unchanged = candidate.unchanged, var changed = candidate.cell.number,
      let own = row.own[candidate.column].number
    else { return candidate }
    for _ in 0..<Self.halvingCount {
      let middle = range.rounded((unchanged + changed) / 2)
      guard middle != unchanged, middle != changed else { break }
      if try classes([(candidate.column, range.cell(middle))])[0] != predicted {
        changed = middle
      } else {
        unchanged = middle
      }
    }
    // The shortest number that does it, between there and a little farther on.
    let texts = (2...15).map { range.cell(Self.rounded(changed, digits: $0, awayFrom: own)) }
    let classes = try classes(texts.map { (candidate.column, $0) })
    let short = zip(texts, classes).first { cell, label in
      guard label != predicted, let number = cell.number else { return false }
      return (number - own).magnitude <= (changed - own).magnitude * 1.05
    }
    var result = candidate
    result.cell = short?.0 ?? range.cell(changed)
    result.distance = ((result.cell.number ?? changed) - own).magnitude / range.deviation
    return result
  }

  /// A number with some digits, rounded to the side that is farther from another.
  private static func rounded(_ value: Double, digits: Int, awayFrom other: Double) -> Double {
    func shortened(_ value: Double) -> (number: Double, unit: Double)? {
      let text = value.scientific(decimals: digits - 1)
      guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
        let number = Double(text), let unit = Double("1e\(exponent - digits + 1)")
      else { return nil }
      return (number, unit)
    }
    guard let (nearest, unit) = shortened(value) else { return value }
    if value > other ? nearest >= value : nearest <= value { return nearest }
    return shortened(value > other ? nearest + unit : nearest - unit)?.number ?? value
  }

  private func categories(of column: Int) -> [TableCell] {
    let (name, own) = (row.names[column], row.own[column])
    var cells: [TableCell] = []
    for transform in classifier.features.transforms where transform.inputs.contains(name) {
      switch transform {
      case let category as CategoryFeature:
        let kind = zip(category.inputs, category.inputKinds).first { $0.0 == name }?.1 ?? .string
        cells = category.categories.prefix(Self.largestCategoryCount).compactMap {
          TableCell(category: $0, kind: kind)
        }
      case let formula as FormulaFeature:
        cells = Array((formula.exportedLevels(of: name) ?? []).prefix(Self.largestCategoryCount))
      case is NumericFeature:
        if case .boolean(let value) = own { cells = [.boolean(!value)] }
      default: continue
      }
      break
    }
    return cells.filter { !$0.isSame(as: own) }
  }
}

/// The numbers that a column's feature has learned from.
private struct NumberRange {
  let least, greatest: Double
  /// By which changes are measured.
  let deviation: Double
  private let isInteger: Bool

  /// - Returns: `nil` for a column that is no number, or of which nothing is known.
  init?(_ name: String, _ features: FeatureSpace) {
    for transform in features.transforms where transform.inputs.contains(name) {
      let kind = zip(transform.inputs, transform.inputKinds).first { $0.0 == name }?.1
      guard kind == .integer || kind == .numeric else { return nil }
      isInteger = kind == .integer
      switch transform {
      case let number as NumericFeature:
        guard let range = number.range, range.upperBound > range.lowerBound else { return nil }
        (least, greatest) = (range.lowerBound, range.upperBound)
        let known = number.standardization?.deviation ?? 0
        deviation = known > 0 ? known : (greatest - least) / 4
        return
      case let formula as FormulaFeature:
        // The mean, and the mean less and plus half a deviation.
        let known = formula.exportedNumbers(of: name)
        guard known.count == 3, case let step = (known[2] - known[1]) / 2, step > 0 else { return nil }
        (least, greatest, deviation) = (known[0] - 6 * step, known[0] + 6 * step, 2 * step)
        return
      default: return nil
      }
    }
    return nil
  }

  /// Values between the ends, and the row's own neighbourhood.
  func grid(_ count: Int, with own: Double) -> [Double] {
    let steps = (0..<count).map { least + (greatest - least) * Double($0) / Double(count - 1) }
    var values: [Double] = []
    for value in steps.map(rounded) where value != own && value != values.last { values.append(value) }
    return values
  }

  func rounded(_ value: Double) -> Double { isInteger ? value.rounded() : value }

  func cell(_ value: Double) -> TableCell {
    isInteger ? TypicalRow.number(value, kind: .integer) : .number(value)
  }
}

extension TableCell {
  /// The number that it is; `nil` for anything else.
  var number: Double? {
    switch self {
    case .number(let number): number.isFinite ? number : nil
    case .integer(let number): Double(number)
    case .missing, .boolean, .text: nil
    }
  }
}
