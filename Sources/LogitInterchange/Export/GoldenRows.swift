public import Logit
public import LogitData

/// Rows that a file in another format carries so that it can be seen to give what the classifier gives.
///
/// They are synthetic: each value is one that the model holds (the ends of a column's range, its mean,
/// categories, the boundaries of bins, a missing value, a category that is unknown), put together by
/// position, never by the data. So no row of the training data leaves with a model. The same classifier
/// always has the same rows.
public struct GoldenRows: Sendable, Equatable {
  /// The columns, as the classifier takes them.
  public let columns: [String]
  /// The values of each row, by column.
  public let rows: [[TableCell]]
  /// The numbers that columns become for each row, by feature: for files that take these.
  public let encoded: [[Double]]
  /// The classifier's probability of each class, by row.
  public let probabilities: [[Double]]

  /// How many rows there are at most.
  static let largestCount = 40

  /// Makes the rows of a classifier.
  ///
  /// - Parameter classifier: The classifier.
  /// - Throws: `LogitError` if the model cannot be run, which does not happen for the model of a
  ///   `Classifier`.
  public init(_ classifier: Classifier) throws { try self.init(classifier, singles: []) }

  /// Makes the rows of a classifier for a file that takes some columns in single precision.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - singles: The columns whose numbers single precision is to hold exactly.
  init(_ classifier: Classifier, singles: Set<String>) throws {
    let values = GoldenValues(classifier.features).columns
    columns = values.map(\.name)
    let longest = values.map(\.cells.count).max() ?? 0
    let count = min(max(longest + 4, 12), Self.largestCount)
    var rows = (0..<count).map { row in
      values.enumerated().map { column, values in
        // A round for each time the values of a column have been gone through, so that combinations differ.
        let round = row / values.cells.count
        let cell = values.cells[(row + column * (round + 1)) % values.cells.count]
        return singles.contains(values.name) ? cell.inSinglePrecision : cell
      }
    }
    let withoutValues = values.map { $0.cells.contains(.missing) ? .missing : $0.cells[0] }
    if !rows.contains(withoutValues) { rows[count - 1] = withoutValues }
    // A formula's functions have no value for some numbers; those rows are left out.
    (self.rows, encoded, probabilities) = try Self.predictable(rows, values, classifier)
  }

  private static func predictable(
    _ rows: [[TableCell]], _ values: [GoldenColumn], _ classifier: Classifier
  ) throws -> ([[TableCell]], [[Double]], [[Double]]) {
    func outputs(
      of rows: [[TableCell]]
    ) throws -> (features: [[Double]], probabilities: [[Double]], rounding: [Double]) {
      try classifier.exactRows(
        of: Table(
          values.enumerated().map { place, column in
            Column(column.name, kind: column.kind, cells: rows.map { $0[place] })
          }))
    }
    let isWhole = (try? outputs(of: rows)) != nil
    let kept = isWhole ? rows : rows.filter { (try? outputs(of: [$0])) != nil }
    // If none is left, the first row says why.
    let found = try outputs(of: kept.isEmpty ? rows : kept)
    // Where all columns are at their ends at once, a network's logits may be so large that single precision leaves
    // more open than is allowed; such rows say nothing of a file.
    let settled = kept.indices.filter { found.rounding[$0] <= mostRounding }
    let places = settled.count >= leastCount ? settled : Array(kept.indices)
    return (
      places.map { kept[$0] }, places.map { found.features[$0] }, places.map { found.probabilities[$0] }
    )
  }

  /// What rounding may add to a probability of a row, where there are so many others; a quarter of what is allowed.
  private static let (mostRounding, leastCount) = (2.5e-7, 4)

  init(columns: [String], rows: [[TableCell]], encoded: [[Double]], probabilities: [[Double]]) {
    (self.columns, self.rows, self.encoded, self.probabilities) = (columns, rows, encoded, probabilities)
  }
}

// MARK: - In files

extension GoldenRows {
  /// As JSON for the metadata of a file: `columns`, `rows` (values, `null` where one is missing),
  /// `probabilities`, and for files that take encoded numbers `encoded`.
  ///
  /// - Parameter isEncoded: Whether `encoded` takes the place of `columns` and `rows`.
  /// - Returns: An object.
  public func json(isEncoded: Bool) -> JSON {
    func numbers(_ rows: [[Double]]) -> JSON { .array(rows.map { .array($0.map { .number($0) }) }) }
    if isEncoded { return ["encoded": numbers(encoded), "probabilities": numbers(probabilities)] }
    let cells = rows.map { row in JSON.array(row.map { $0.json }) }
    return [
      "columns": .array(columns.map { .string($0) }), "rows": .array(cells),
      "probabilities": numbers(probabilities),
    ]
  }

  /// Takes rows from JSON that cannot be trusted.
  ///
  /// - Parameter json: What ``json(isEncoded:)`` wrote.
  /// - Returns: `nil` for anything else.
  public init?(json: JSON) {
    func numbers(_ value: JSON?) -> [[Double]]? {
      guard let rows = value?.array else { return nil }
      let numbers = rows.map { $0.array.map { $0.compactMap(\.double) } ?? [] }
      let isWhole = zip(rows, numbers).allSatisfy { $0.array?.count == $1.count }
      return isWhole && Set(numbers.map(\.count)).count <= 1 ? numbers : nil
    }
    guard let probabilities = numbers(json["probabilities"]) else { return nil }
    let encoded = numbers(json["encoded"])
    let columns = (json["columns"]?.array ?? []).compactMap(\.string)
    let rows = (json["rows"]?.array ?? []).map { ($0.array ?? []).compactMap { TableCell(golden: $0) } }
    guard encoded != nil || !columns.isEmpty, rows.allSatisfy({ $0.count == columns.count }),
      (encoded?.count ?? rows.count) == probabilities.count
    else { return nil }
    self.init(columns: columns, rows: rows, encoded: encoded ?? [], probabilities: probabilities)
  }
}

extension TableCell {
  fileprivate var inSinglePrecision: TableCell {
    guard case .number(let number) = self, Float(number).isFinite else { return self }
    return .number(Double(Float(number)))
  }

  fileprivate init?(golden json: JSON) {
    switch json {
    case .null: self = .missing
    case .number(let number): self = .number(number)
    case .integer(let number): self = .integer(Int64(number))
    case .bool(let value): self = .boolean(value)
    case .string(let text): self = .text(text)
    case .array, .object: return nil
    }
  }
}
