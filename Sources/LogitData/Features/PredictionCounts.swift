/// What was missing or unknown in rows while they became features.
///
///     var counts = PredictionCounts()
///     for batch in batches { let x = try features.matrix(of: batch, counts: &counts) }
///     counts.missing["age"]       // how many ages were missing, in all batches
public struct PredictionCounts: Sendable, Equatable {
  /// The number of rows.
  public internal(set) var rowCount = 0
  /// The number of missing values, by column; columns without any are left out.
  public internal(set) var missing: [String: Int] = [:]
  /// The number of values that are not among the categories learned, by column; columns without any are left
  /// out.
  public internal(set) var unknown: [String: Int] = [:]

  /// Nothing so far.
  public init() {}

  /// Rows of which nothing was missing or unknown.
  package init(rowCount: Int) { self.rowCount = rowCount }

  /// Whether all values were there and known.
  package var isClean: Bool { missing.isEmpty && unknown.isEmpty }

  /// Adds the counts of another batch.
  ///
  /// - Parameter other: Its counts.
  public mutating func add(_ other: PredictionCounts) {
    rowCount += other.rowCount
    missing.merge(other.missing, uniquingKeysWith: +)
    unknown.merge(other.unknown, uniquingKeysWith: +)
  }
}

/// What was missing or unknown in the values of one feature.
public struct FeatureTally: Sendable, Equatable {
  /// The number of missing values.
  public private(set) var missingCount = 0
  /// The number of values that are not among the categories learned.
  public private(set) var unknownCount = 0
  private(set) var firstMissing: Int?
  private(set) var firstUnknown: Int?
  private(set) var firstUnknownText = ""
  /// The first number that single precision does not hold, where it is needed as it is, and its row.
  private(set) var firstTooLarge: Int?
  private(set) var firstTooLargeNumber = 0.0
  /// The column, among the feature's, of the first value that is missing, and of the first that is unknown.
  private(set) var missingColumn = 0
  private(set) var unknownColumn = 0
  /// The number of missing values in columns but the first.
  private var missingOfOthers: [Int: Int] = [:]
  /// The first row in which a function of columns has no value.
  private(set) var firstUndefined: UndefinedValue?

  /// Nothing so far.
  public init() {}

  /// Counts missing values.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - row: The first of them, counted in the piece of the table.
  ///   - column: Which of the feature's columns they are in; the first by default.
  public mutating func addMissing(_ count: Int = 1, row: Int, column: Int = 0) {
    missingCount += count
    if column > 0 { missingOfOthers[column, default: 0] += count }
    if row < firstMissing ?? .max { (firstMissing, missingColumn) = (row, column) }
  }

  /// The number of missing values in the column of the first that is missing.
  var missingCountOfColumn: Int {
    missingColumn == 0
      ? missingCount - missingOfOthers.values.reduce(0, +) : missingOfOthers[missingColumn] ?? 0
  }

  /// Counts an unknown category.
  ///
  /// - Parameters:
  ///   - row: Its row, counted in the piece of the table.
  ///   - column: Which of the feature's columns it is in; the first by default.
  ///   - text: The category, for the message.
  public mutating func addUnknown(row: Int, column: Int = 0, text: @autoclosure () -> String) {
    unknownCount += 1
    if row < firstUnknown ?? .max {
      (firstUnknown, unknownColumn) = (row, column)
      firstUnknownText = text()
    }
  }

  /// Notes a row in which a function of columns has no finite value.
  mutating func addUndefined(row: Int, _ value: @autoclosure () -> UndefinedValue) {
    if row < firstUndefined?.row ?? .max { firstUndefined = value() }
  }

  /// Notes a number that single precision does not hold.
  mutating func addTooLarge(row: Int, _ number: Double) {
    if firstTooLarge == nil { (firstTooLarge, firstTooLargeNumber) = (row, number) }
  }

  /// Adds the counts of another piece, which begins at a row.
  mutating func add(_ other: FeatureTally, start: Int) {
    missingCount += other.missingCount
    unknownCount += other.unknownCount
    missingOfOthers.merge(other.missingOfOthers, uniquingKeysWith: +)
    if let row = other.firstMissing, start + row < firstMissing ?? .max {
      (firstMissing, missingColumn) = (start + row, other.missingColumn)
    }
    if var undefined = other.firstUndefined, start + undefined.row < firstUndefined?.row ?? .max {
      undefined.row += start
      firstUndefined = undefined
    }
    if let row = other.firstUnknown, start + row < firstUnknown ?? .max {
      (firstUnknown, unknownColumn) = (start + row, other.unknownColumn)
      firstUnknownText = other.firstUnknownText
    }
    if let row = other.firstTooLarge, start + row < firstTooLarge ?? .max {
      (firstTooLarge, firstTooLargeNumber) = (start + row, other.firstTooLargeNumber)
    }
  }
}

/// A row in which a function of columns has no finite value.
struct UndefinedValue: Sendable, Equatable {
  /// The row.
  var row: Int
  /// The position of a column of the function among the feature's.
  let column: Int
  /// What the column has there.
  let value: Double
  /// The function, as the formula has it.
  let expression: String
}

extension FeatureTally {
  /// The error for what a feature refuses.
  ///
  /// - Parameters:
  ///   - inputs: The feature's columns.
  ///   - refusal: What it refuses.
  func error(inputs: [String], refusal: FeatureRefusal) -> DataError? {
    if let row = firstTooLarge {
      return .tooLargeNumber(column: inputs[0], row: row, value: "\(firstTooLargeNumber)")
    }
    if refusal.missing, let row = firstMissing {
      return .missingValues(column: inputs[missingColumn], count: missingCountOfColumn, firstRow: row)
    }
    if refusal.unknown, let row = firstUnknown {
      return .unknownCategory(
        column: inputs[unknownColumn], row: row, value: firstUnknownText,
        known: refusal.knownByColumn[inputs[unknownColumn]] ?? refusal.known)
    }
    return firstUndefined.map {
      .undefinedValue(
        column: inputs[$0.column], row: $0.row, value: $0.value.shortText, expression: $0.expression)
    }
  }
}
