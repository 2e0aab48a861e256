import Logit
import LogitData

/// The values of a column that golden rows are made of.
struct GoldenColumn {
  let name: String
  let kind: ColumnKind
  var cells: [TableCell]
}

/// The values that features hold of their columns.
struct GoldenValues {
  private(set) var columns: [GoldenColumn]

  init(_ features: FeatureSpace) {
    columns = features.inputKinds.map { GoldenColumn(name: $0.name, kind: $0.kind, cells: []) }
    for transform in features.transforms {
      for input in transform.inputs {
        guard let place = columns.firstIndex(where: { $0.name == input }) else { continue }
        let kind = columns[place].kind
        let found = Self.cells(transform, input: input, kind: kind)
        for cell in found where !columns[place].cells.contains(cell) { columns[place].cells.append(cell) }
      }
    }
    // What any of a column's features refuses is in no row.
    for transform in features.transforms where transform.refusal.missing {
      for place in columns.indices where transform.inputs.contains(columns[place].name) {
        columns[place].cells.removeAll { $0 == .missing }
      }
    }
    for place in columns.indices where columns[place].cells.isEmpty {
      columns[place].cells = Self.numbers([1], kind: columns[place].kind)
    }
  }

  /// How many categories and boundaries of a column are used; the rest is as these.
  private static let largestCount = 24

  private static func cells(
    _ transform: any FeatureTransform, input: String, kind: ColumnKind
  ) -> [TableCell] {
    switch transform {
    case let number as NumericFeature:
      return numbers(values(of: number), kind: kind) + [.missing]
    case let category as CategoryFeature:
      let known = category.categories
      let step = max(known.count / largestCount, 1)
      var cells = stride(from: 0, to: known.count, by: step).compactMap {
        TableCell(category: known[$0], kind: kind)
      }
      if !category.refusal.unknown { cells += unknown(to: Set(known), kind: kind) }
      return cells + [.missing]
    case let bins as DiscretizedFeature:
      let step = max(bins.boundaries.count / largestCount, 1)
      let some = stride(from: 0, to: bins.boundaries.count, by: step).map { bins.boundaries[$0] }
      let between = zip(some, some.dropFirst()).map { ($0 + $1) / 2 }
      return numbers([(some.first ?? 0) - 1] + some + between + [(some.last ?? 0) + 1], kind: kind)
        + [.missing]
    case is DateFeature:
      return [
        .text("2000-01-01"), .text("2024-02-29T17:30:00"), .text("1969-12-31"),
        .text("2023-08-04 23:59:59.5"),
        .text("not a date"), .missing,
      ]
    case let formula as FormulaFeature: return Self.cells(formula, input: input, kind: kind)
    case is OffsetFeature: return numbers([0, 0.5, -1], kind: kind)
    default:
      return kind == .string
        ? [.text("a"), .text("two words"), .missing] : numbers([0, 1, 7], kind: kind) + [.missing]
    }
  }

  /// The ends of the range, the mean, a deviation to either side, what missing values count as, and one
  /// beyond.
  private static func values(of feature: NumericFeature) -> [Double] {
    var values: [Double] = []
    if let scaling = feature.standardization {
      values += [scaling.mean, scaling.mean + scaling.deviation, scaling.mean - scaling.deviation]
    }
    if let range = feature.range {
      let width = range.upperBound - range.lowerBound
      values += [range.lowerBound, range.upperBound, range.lowerBound + width / 3]
      if width.isFinite { values.append(range.upperBound + width / 4) }
    }
    if let replacement = feature.replacement { values.append(replacement) }
    return values.isEmpty ? [0, 1, -1] : values
  }

  /// Numbers as a column of a kind has them, each once.
  private static func numbers(_ values: [Double], kind: ColumnKind) -> [TableCell] {
    var cells: [TableCell] = []
    for value in values where value.isFinite {
      let cell = TableCell(value, kind: kind)
      if let cell, !cells.contains(cell) { cells.append(cell) }
    }
    if kind == .boolean {
      for value in [true, false] where !cells.contains(.boolean(value)) { cells.append(.boolean(value)) }
    }
    return cells
  }

  /// A category that is not among those known.
  private static func unknown(to known: Set<String>, kind: ColumnKind) -> [TableCell] {
    switch kind {
    case .string:
      // Where all categories are numbers, formats may take the column as one of numbers.
      var text = largestNumber(of: known).map { "\($0 + 1)" } ?? "unknown to the model"
      while known.contains(text) { text += "!" }
      return [.text(text)]
    case .boolean: return [true, false].filter { !known.contains($0 ? "1" : "0") }.map { .boolean($0) }
    case .integer, .numeric:
      let numbers = known.compactMap { Int64($0) }
      let next = (numbers.max() ?? 0).addingReportingOverflow(1)
      guard !next.overflow else { return [] }
      return kind == .integer
        ? [.integer(next.partialValue)] : [.number(Double(next.partialValue)), .number(0.5)]
    }
  }

  /// The largest of texts that are all whole numbers or all numbers, rounded up; `nil` for others.
  private static func largestNumber(of texts: Set<String>) -> Int? {
    let numbers = texts.compactMap { Double($0) }
    guard numbers.count == texts.count, let largest = numbers.max(), abs(largest) < 1e15 else { return nil }
    return Int(largest.rounded(.up))
  }

  /// The levels of a formula's categories, and numbers around the means that it holds.
  private static func cells(_ formula: FormulaFeature, input: String, kind: ColumnKind) -> [TableCell] {
    if let levels = formula.exportedLevels(of: input) { return levels }
    if kind == .string { return [.text("2000-01-01"), .text("2024-02-29")] }
    let found = formula.exportedNumbers(of: input)
    return numbers(found.isEmpty ? [1, 2, 0.5] : found, kind: kind)
  }
}
