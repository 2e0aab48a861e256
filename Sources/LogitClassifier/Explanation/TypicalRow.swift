import Logit
import LogitData

/// The row that others are compared with: of each column what is usual.
enum TypicalRow {
  /// What is usual in the rows that features learned from, as far as they know.
  ///
  /// That is the mean or median of a number, whichever missing values count as, the most frequent category, in
  /// a formula the reference level, and for texts and dates no value.
  ///
  /// - Returns: The values by column, without those of which nothing is known.
  static func cells(_ features: FeatureSpace) -> [String: TableCell] {
    var cells: [String: TableCell] = [:]
    let kinds = Dictionary(features.inputKinds.map { ($0.name, $0.kind) }) { first, _ in first }
    for transform in features.transforms {
      for input in transform.inputs where cells[input] == nil {
        cells[input] = cell(transform, input, kind: kinds[input] ?? .numeric)
      }
    }
    return cells
  }

  /// What is usual in some rows: medians of numbers, of two in the middle their mean, and the most frequent of
  /// other values, of equally frequent ones the first.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - columns: The columns that are wanted.
  /// - Returns: The values by column, without those that are missing in every row.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` for a column that is not there.
  static func cells(_ table: Table, columns: [String]) throws -> [String: TableCell] {
    var cells: [String: TableCell] = [:]
    for name in columns {
      let column = try table.column(name)
      switch column.kind {
      case .integer, .numeric:
        let known = try column.numbers().filter(\.isFinite).sorted()
        guard !known.isEmpty else { continue }
        let median = (known[(known.count - 1) / 2] + known[known.count / 2]) / 2
        cells[name] = number(median, kind: column.kind)
      case .boolean, .string:
        var counts: [String: (count: Int, first: Int)] = [:]
        for (row, text) in column.strings().enumerated() {
          if let text { counts[text, default: (0, row)].count += 1 }
        }
        let found = counts.values.max { ($0.count, $1.first) < ($1.count, $0.first) }
        cells[name] = found.map { column.cell(at: $0.first) }
      }
    }
    return cells
  }

  // MARK: What a feature knows

  private static func cell(
    _ transform: any FeatureTransform, _ input: String, kind: ColumnKind
  ) -> TableCell? {
    switch transform {
    case let number as NumericFeature: return usual(number).map { self.number($0, kind: kind) }
    case let category as CategoryFeature:
      return category.categories.first.flatMap { TableCell(category: $0, kind: kind) }
    case let bins as DiscretizedFeature:
      let boundaries = bins.boundaries
      return boundaries.isEmpty ? nil : number(boundaries[boundaries.count / 2], kind: kind)
    case let formula as FormulaFeature:
      return formula.exportedReference(of: input)
        ?? formula.exportedNumbers(of: input).first.map { number($0, kind: kind) }
    case is OffsetFeature: return number(0, kind: kind)
    default: return transform.refusal.missing ? nil : .missing
    }
  }

  private static func usual(_ feature: NumericFeature) -> Double? {
    switch feature.missing.replacement {
    case .mean, .median, .mostFrequent, .automatic: feature.replacement
    default: feature.standardization?.mean ?? feature.range.map { ($0.lowerBound + $0.upperBound) / 2 }
    }
  }

  /// A number as a column of a kind has it; as it is where the kind cannot hold it.
  private static func number(_ value: Double, kind: ColumnKind) -> TableCell {
    TableCell(value, kind: kind) ?? .number(value)
  }
}
