import Logit
import LogitData

/// The values of a column that are tried in place of a row's own.
enum ValueChoice {
  /// Numbers between those that the model has learned from.
  case numbers(NumberRange)
  /// Single values.
  case cells([TableCell])

  /// What the features of a column know.
  ///
  /// - Returns: `nil` if they know nothing that could be tried, as of texts and dates.
  init?(_ name: String, kind: ColumnKind, _ features: FeatureSpace) {
    for transform in features.transforms where transform.inputs.contains(name) {
      switch transform {
      case is NumericFeature where kind == .boolean: self = .cells([.boolean(true), .boolean(false)])
      case let number as NumericFeature:
        guard let range = NumberRange(number, isInteger: kind == .integer) else { return nil }
        self = .numbers(range)
      case let category as CategoryFeature:
        self = .cells(category.categories.compactMap { TableCell(category: $0, kind: kind) })
      case let formula as FormulaFeature:
        if let levels = formula.exportedLevels(of: name) {
          self = .cells(levels)
        } else if let range = NumberRange(
          around: formula.exportedNumbers(of: name), isInteger: kind == .integer)
        {
          self = .numbers(range)
        } else {
          return nil
        }
      default: continue
      }
      return
    }
    return nil
  }

  /// The numbers between those of a column of rows.
  ///
  /// - Returns: `nil` for a column of something else, or of a single number.
  init?(_ column: Column) throws {
    guard column.kind == .numeric || column.kind == .integer,
      let range = NumberRange(of: try column.numbers(), isInteger: column.kind == .integer)
    else { return nil }
    self = .numbers(range)
  }
}

/// The numbers between which those lay that a column's feature has learned from.
struct NumberRange {
  let least, greatest: Double
  /// By which changes are measured.
  let deviation: Double
  private let isInteger: Bool

  /// - Returns: `nil` for a feature that does not know its range, or has a single number.
  init?(_ feature: NumericFeature, isInteger: Bool) {
    guard let range = feature.range, range.upperBound > range.lowerBound else { return nil }
    (least, greatest) = (range.lowerBound, range.upperBound)
    let known = feature.standardization?.deviation ?? 0
    deviation = known > 0 ? known : (greatest - least) / 4
    self.isInteger = isInteger
  }

  /// Three deviations to either side of a mean.
  ///
  /// - Parameter numbers: The mean, and the mean less and plus half a deviation; as formulas know them.
  /// - Returns: `nil` for other numbers.
  init?(around numbers: [Double], isInteger: Bool) {
    guard numbers.count == 3, case let deviation = (numbers[2] - numbers[1]).magnitude, deviation > 0 else {
      return nil
    }
    (least, greatest) = (numbers[0] - 3 * deviation, numbers[0] + 3 * deviation)
    (self.deviation, self.isInteger) = (deviation, isInteger)
  }

  /// From the least to the greatest of some numbers; those that are not finite are missing.
  ///
  /// - Returns: `nil` if there are not two of them.
  init?(of numbers: [Double], isInteger: Bool) {
    let known = numbers.filter(\.isFinite)
    guard let least = known.min(), let greatest = known.max(), greatest > least else { return nil }
    let count = Double(known.count)
    let mean = known.reduce(0) { $0 + $1 / count }
    let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
    guard (greatest - least).isFinite, variance > 0, variance.isFinite else { return nil }
    (self.least, self.greatest, deviation) = (least, greatest, variance.squareRoot())
    self.isInteger = isInteger
  }

  /// Numbers at equal distances between the ends, each once.
  func grid(_ count: Int) -> [Double] {
    var numbers: [Double] = []
    for step in 0..<count {
      let number = rounded(least + (greatest - least) * Double(step) / Double(count - 1))
      if number != numbers.last { numbers.append(number) }
    }
    return numbers
  }

  /// The nearest number that the column may hold.
  func rounded(_ value: Double) -> Double { isInteger ? value.rounded() : value }

  /// A number as the column has it.
  func cell(_ value: Double) -> TableCell {
    TableCell(value, kind: isInteger ? .integer : .numeric) ?? .number(value)
  }
}
