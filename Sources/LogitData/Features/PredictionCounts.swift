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
  /// Which column of the feature the counts are of; features of several columns count in the first.
  var column = 0

  /// Nothing so far.
  public init() {}

  /// Counts missing values.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - row: The first of them, counted in the piece of the table.
  public mutating func addMissing(_ count: Int = 1, row: Int) {
    missingCount += count
    if firstMissing == nil { firstMissing = row }
  }

  /// Counts an unknown category.
  ///
  /// - Parameters:
  ///   - row: Its row, counted in the piece of the table.
  ///   - text: The category, for the message.
  public mutating func addUnknown(row: Int, text: @autoclosure () -> String) {
    unknownCount += 1
    if firstUnknown == nil {
      firstUnknown = row
      firstUnknownText = text()
    }
  }

  /// Notes a number that single precision does not hold.
  mutating func addTooLarge(row: Int, _ number: Double) {
    if firstTooLarge == nil { (firstTooLarge, firstTooLargeNumber) = (row, number) }
  }

  /// Adds the counts of another piece, which begins at a row.
  mutating func add(_ other: FeatureTally, start: Int) {
    missingCount += other.missingCount
    unknownCount += other.unknownCount
    if let row = other.firstMissing, start + row < firstMissing ?? .max { firstMissing = start + row }
    if let row = other.firstUnknown, start + row < firstUnknown ?? .max {
      firstUnknown = start + row
      firstUnknownText = other.firstUnknownText
    }
    if let row = other.firstTooLarge, start + row < firstTooLarge ?? .max {
      (firstTooLarge, firstTooLargeNumber) = (start + row, other.firstTooLargeNumber)
    }
  }
}
