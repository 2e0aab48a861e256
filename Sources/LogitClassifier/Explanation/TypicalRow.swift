import Logit
import LogitData

/// The row that others are compared with: of each column what is usual in the rows that the features learned
/// from.
///
/// That is the mean or median of a number, whichever missing values count as, the most frequent category, in
/// a formula the reference level, and for texts and dates no value. Where a column must have one and nothing
/// is known of it, there is none, and a row's own value takes its place.
struct TypicalRow {
  /// The usual values, by column; without those of which none is known.
  private(set) var cells: [String: TableCell]

  /// What the features of a classifier know.
  init(_ features: FeatureSpace) {
    cells = [:]
    let kinds = Dictionary(features.inputKinds.map { ($0.name, $0.kind) }) { first, _ in first }
    for transform in features.transforms {
      for input in transform.inputs where cells[input] == nil {
        cells[input] = Self.cell(transform, input, kind: kinds[input] ?? .numeric)
      }
    }
  }

  /// What is usual in some rows: medians of numbers and the most frequent of other values, of equally
  /// frequent ones the first.
  init(_ table: Table, columns: [String]) throws {
    cells = [:]
    for name in columns {
      let column = try table.column(name)
      switch column.kind {
      case .integer, .numeric:
        let known = try column.numbers().filter(\.isFinite).sorted()
        guard !known.isEmpty else { continue }
        let median = (known[(known.count - 1) / 2] + known[known.count / 2]) / 2
        cells[name] = Self.number(median, kind: column.kind)
      case .boolean, .string:
        var counts: [TableCell.Known: (count: Int, first: Int)] = [:]
        for row in 0..<column.count {
          guard let value = TableCell.Known(column.cell(at: row)) else { continue }
          counts[value, default: (0, row)].count += 1
        }
        let found = counts.max { ($0.value.count, $1.value.first) < ($1.value.count, $0.value.first) }
        cells[name] = found?.key.cell
      }
    }
  }

  // MARK: What a feature knows

  private static func cell(
    _ transform: any FeatureTransform, _ input: String, kind: ColumnKind
  ) -> TableCell? {
    switch transform {
    case let number as NumericFeature: return self.number(of: number).map { self.number($0, kind: kind) }
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

  private static func number(of feature: NumericFeature) -> Double? {
    switch feature.missing.replacement {
    case .mean, .median, .mostFrequent, .automatic: feature.replacement
    default: feature.standardization?.mean ?? feature.range.map { ($0.lowerBound + $0.upperBound) / 2 }
    }
  }

  /// A number as a column of a kind has it.
  static func number(_ value: Double, kind: ColumnKind) -> TableCell {
    switch kind {
    case .boolean: .boolean(value > 0.5)
    case .integer: Int64(exactly: value.rounded()).map { .integer($0) } ?? .number(value)
    case .numeric, .string: .number(value)
    }
  }
}

extension TableCell {
  /// A truth value or text, to be counted.
  fileprivate enum Known: Hashable {
    case boolean(Bool)
    case text(String)

    init?(_ cell: TableCell) {
      switch cell {
      case .boolean(let value): self = .boolean(value)
      case .text(let text): self = .text(text)
      case .missing, .number, .integer: return nil
      }
    }

    var cell: TableCell {
      switch self {
      case .boolean(let value): .boolean(value)
      case .text(let text): .text(text)
      }
    }
  }

  /// A category as a column of a kind has it.
  init?(category: String, kind: ColumnKind) {
    switch kind {
    case .string: self = .text(category)
    case .boolean:
      guard let number = Int(category) else { return nil }
      self = .boolean(number != 0)
    case .integer:
      guard let number = Int64(category) else { return nil }
      self = .integer(number)
    case .numeric:
      guard let number = Double(category) else { return nil }
      self = .number(number)
    }
  }
}
