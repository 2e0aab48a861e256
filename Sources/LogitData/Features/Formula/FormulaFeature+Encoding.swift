import Logit

extension FormulaFeature {
  /// The columns that are needed, each once.
  public var inputs: [String] { formulaInputs.map(\.name) }

  /// What the columns held.
  public var inputKinds: [ColumnKind] { formulaInputs.map(\.kind) }

  /// The names of ``designColumns``.
  public var outputNames: [String] { designColumns.map(\.name) }

  /// The number of ``designColumns``.
  public var outputCount: Int { designColumns.count }

  /// The columns of dates that count in days.
  package var dates: [String] {
    let numbers = Set(factors.flatMap { $0.expression?.columns ?? [] })
    return formulaInputs.filter { $0.use == .days && numbers.contains($0.name) }.map(\.name)
  }

  /// What is done, in a few words.
  public var summary: String {
    let days =
      dates.isEmpty ? "" : "; \(dates.joined(separator: ", ")) in days since 1970-01-01"
    return "in a formula of \(terms.terms.count.counted("term"))\(days)"
  }

  /// Missing values and levels that were not learned are errors.
  public var refusal: FeatureRefusal {
    var refusal = FeatureRefusal(missing: true, unknown: true)
    for category in factors.lazy.compactMap(\.category) {
      refusal.knownByColumn[category.column] = Array(category.names.prefix(11))
    }
    return refusal
  }

  /// The unit of each feature.
  var units: [FeatureUnit] { scales.map { .scaled(center: $0.center, deviation: $0.deviation) } }

  /// Prepares to work the features of a table's rows out.
  ///
  /// - Parameter columns: Those of ``inputs``.
  /// - Returns: What writes the features.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind than
  ///   learned from.
  public func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    FormulaEncoder(
      reader: try DesignReader(self, columns: columns, places: Array(columns.indices)), scales: scales)
  }
}

/// Writes the columns of a regression as features.
struct FormulaEncoder: FeatureEncoder {
  let reader: DesignReader
  let scales: [ColumnScale]

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    let width = scales.count
    forEachRow(chunks, rows: rows, tally: &tally) { row, design in
      let target = features.starts[row] + features.offset
      for column in 0..<width { target[column] = scales[column](design[column]) }
    }
  }

  /// Works the columns of the regression out for some rows.
  ///
  /// - Parameter write: Takes the number of a row, from 0 for the first, and its columns.
  @inline(__always)
  func forEachRow(
    _ chunks: [ColumnChunk], rows: Range<Int>, tally: inout FeatureTally,
    _ write: (Int, UnsafePointer<Double>) -> Void
  ) {
    let width = scales.count
    let space = DesignWorkspace(for: reader)
    let design = UnsafeMutablePointer<Double>.allocate(capacity: DesignReader.blockLength * width + 1)
    defer { design.deallocate() }
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: DesignReader.blockLength) {
      let part = first..<min(first + DesignReader.blockLength, rows.upperBound)
      reader.read(chunks, rows: part, into: space, tally: &tally)
      for term in reader.layouts.indices {
        reader.write(
          term, from: space, to: design + reader.layouts[term].columns.lowerBound, stride: width,
          tally: &tally)
      }
      for row in 0..<part.count { write(first - rows.lowerBound + row, design + row * width) }
    }
  }
}

extension FeatureSpace {
  /// The features of a regression.
  ///
  /// - Parameters:
  ///   - formula: What was learned.
  ///   - readings: How the texts of columns become the values that it takes; as they stand by default.
  package init(_ formula: FormulaFeature, readings: [String: ColumnReading] = [:]) {
    let inputs = Set(formula.inputs)
    self.init(
      transforms: [formula], reasons: [], readings: readings.filter { inputs.contains($0.key) },
      isAdapted: true)
  }

  /// The formula that the features are made by, if they are those of a regression.
  package var formula: FormulaFeature? {
    transforms.count == 1 ? transforms[0] as? FormulaFeature : nil
  }

  /// The rows of a table in which a formula's functions have no finite value; empty for other features.
  ///
  /// - Parameter table: Has the columns that are needed, as they are read.
  package func rowsWithoutValue(in table: Table) throws -> [Int] {
    guard let formula else { return [] }
    let table = try read(table)
    return try formula.reader(for: table).undefinedRows(of: table)
  }

  /// The table as the features take it, or an error for the first value that cannot be read; for
  /// ``FormulaFeature/design(of:)``.
  package func readTable(_ table: Table) throws -> Table { try read(table) }
}
