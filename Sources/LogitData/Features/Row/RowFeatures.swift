import Logit

/// A feature space frozen for rows that come one by one.
///
/// Encodes a row as `FeatureSpace.matrix(of:)` does, to the last bit. Columns of numbers and of categories
/// are written by rules laid out beforehand; what other transforms make of a row goes the way of tables, with
/// a table of one row.
package final class RowFeatures: Sendable {
  /// The columns, in the order of a row's numbers.
  package let names: [String]
  /// How many numbers a row becomes.
  package let width: Int
  let space: FeatureSpace
  let kinds: [ColumnKind]
  let places: [String: Int]
  /// The rule of each column of numbers.
  let numbers: [NumberRule]
  /// The rule of each column of categories.
  let categories: [CategoryRule?]
  /// The transforms that take columns.
  let others: [ColumnTransform]
  /// Whether a column's values are kept until all are known.
  let isKept: [Bool]
  /// Whether a column's number is written by its rule and needed for nothing else.
  let isPlain: [Bool]
  /// The rules of all columns in one; `nil` if they are not alike.
  let standardized: StandardizedColumns?
  /// The transform that a column's rule belongs to, and where its features begin.
  let owners: [ColumnTransform?]
  /// Whether all columns are of numbers and have a rule.
  package let hasNumbersOnly: Bool

  /// A transform that takes columns.
  struct ColumnTransform: Sendable {
    let transform: any FeatureTransform
    /// Its columns.
    let columns: [Int]
    /// Where its features begin in a row.
    let place: Int
  }

  /// - Parameters:
  ///   - space: What was learned.
  ///   - keepsAll: Whether nothing is encoded, and all values are kept.
  package init(_ space: FeatureSpace, keepsAll: Bool = false) {
    let inputs = space.inputKinds
    let names = inputs.map(\.name)
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    (self.space, self.names, self.places) = (space, names, places)
    kinds = inputs.map(\.kind)
    width = space.outputCount
    var numbers = [NumberRule](repeating: .none, count: names.count)
    var categories = [CategoryRule?](repeating: nil, count: names.count)
    var owners = [ColumnTransform?](repeating: nil, count: names.count)
    var others: [ColumnTransform] = []
    var place = 0
    for transform in keepsAll ? [] : space.transforms {
      let columns = transform.inputs.compactMap { places[$0] }
      let own = ColumnTransform(transform: transform, columns: columns, place: place)
      place += transform.outputCount
      if let column = columns.first, columns.count == 1, owners[column] == nil {
        let reading = space.readings[names[column]]
        numbers[column] = Self.numberRule(transform, reading, place: own.place)
        categories[column] = (transform as? CategoryFeature).flatMap {
          CategoryRule($0, reading: reading, place: own.place)
        }
        if numbers[column].kind != .none || categories[column] != nil {
          owners[column] = own
          continue
        }
      }
      others.append(own)
    }
    var isKept = [Bool](repeating: keepsAll, count: names.count)
    for column in others.flatMap(\.columns) { isKept[column] = true }
    isPlain = zip(numbers, isKept).map { $0.kind != .none && !$1 }
    hasNumbersOnly = isPlain.allSatisfy { $0 }
    standardized = hasNumbersOnly && !names.isEmpty ? StandardizedColumns(numbers) : nil
    (self.numbers, self.categories, self.owners, self.others, self.isKept) =
      (numbers, categories, owners, others, isKept)
  }

  private static func numberRule(
    _ transform: any FeatureTransform, _ reading: ColumnReading?, place: Int
  ) -> NumberRule {
    switch reading {
    case nil, .number?: break
    case .date?, .category?, .text?: return .none
    }
    switch transform {
    case let number as NumericFeature: return number.numberRule(place: place) ?? .none
    case let offset as OffsetFeature: return offset.numberRule(place: place) ?? .none
    default: return .none
    }
  }

  /// Whether any values are kept until all are known.
  var keepsValues: Bool { isKept.contains(true) }
}

// MARK: - The way of tables

extension RowFeatures {
  /// Writes what a transform makes of a row, by way of columns of one row.
  ///
  /// - Parameters:
  ///   - cells: The value of each of its columns.
  ///   - marks: What there is to tell of each column is added.
  /// - Throws: `DataError` for values that the transform refuses, or cannot be.
  func write(
    _ own: ColumnTransform, _ cells: [TableCell], into features: UnsafeMutablePointer<Float>,
    marks: UnsafeMutablePointer<RowMarks>
  ) throws {
    let table = try space.read(
      Table(zip(own.columns, cells).map { Column(names[$0], cell: $1, kind: kinds[$0]) }))
    let encoder = try own.transform.encoder(for: table.columns)
    var tally = FeatureTally()
    var start = features
    withUnsafePointer(to: &start) { start in
      let rows = FeatureRows(
        starts: start, offset: own.place, count: 1, width: own.transform.outputCount)
      encoder.encode(table.columns.map { $0.chunks[0] }, rows: 0..<1, into: rows, tally: &tally)
    }
    if let error = tally.error(inputs: own.transform.inputs, refusal: own.transform.refusal) { throw error }
    // Those of several columns see again what the features of single columns have told.
    guard own.columns.count == 1 else { return }
    if tally.missingCount > 0 { marks[own.columns[0]].insert(.missing) }
    if tally.unknownCount > 0 { marks[own.columns[0]].insert(.unknown) }
    // A number that was given as text.
    if let number = table.columns[0].cell(at: 0).finiteNumber, numbers[own.columns[0]].isBeyond(number) {
      marks[own.columns[0]].insert(.outOfRange)
    }
  }

  /// The row as a table.
  ///
  /// - Parameter cells: The value of each column.
  package func table(_ cells: [TableCell]) throws -> Table {
    try Table(cells.indices.map { Column(names[$0], cell: cells[$0], kind: kinds[$0]) })
  }
}
