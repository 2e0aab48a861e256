import Logit

/// Features of rows that come one after the other, of which only the first are known when learning begins.
///
/// Texts and categories are hashed, which needs nothing to be learned. A number becomes
///
///     (x − m) / s
///
/// with the mean m and the deviation s of its column's numbers so far, its own among them, so that no row is
/// gone over before it is learned from, and the unit of a column does not matter. A second feature of the
/// column is 1 where the number is missing, and the first is 0 there. Once all rows have been seen,
/// ``learned()`` has the means and deviations of all.
package struct OnlineFeatures: Sendable {
  /// Mean and sum of squares about it, after B. P. Welford, "Note on a method for calculating corrected sums
  /// of squares and products", Technometrics 4 (1962).
  private struct Scale: Sendable {
    private(set) var count = 0.0
    private(set) var mean = 0.0
    private(set) var squares = 0.0

    init() {}

    init(count: Double, mean: Double, squares: Double) {
      (self.count, self.mean, self.squares) = (count, mean, squares)
    }

    var deviation: Double { count > 0 ? (squares / count).squareRoot() : 0 }

    /// Takes a number, and scales it.
    mutating func scaled(_ number: Double) -> Double {
      count += 1
      let difference = number - mean
      mean += difference / count
      squares += difference * (number - mean)
      return deviation > 0 ? (number - mean) / deviation : 0
    }
  }

  /// Rows as they are read, before numbers are scaled.
  package struct Batch {
    /// For each column of numbers its values; NaN where one is missing.
    fileprivate let numbers: [[Double]]
    /// The features that are hashed; `nil` if there are none.
    fileprivate let hashed: SparseMatrix?
    /// The number of rows.
    package let rowCount: Int
  }

  /// The features of a row that are not 0.
  package struct Row {
    /// Their columns, ascending.
    package private(set) var columns: [Int32] = []
    /// The features.
    package private(set) var values: [Double] = []

    /// No features.
    package init() {}

    /// Forgets all.
    package mutating func clear() {
      columns.removeAll(keepingCapacity: true)
      values.removeAll(keepingCapacity: true)
    }

    /// Adds a feature, in a column after those that are there.
    package mutating func append(_ value: Double, column: Int) {
      guard value != 0 else { return }
      columns.append(Int32(column))
      values.append(value)
    }
  }

  /// The largest magnitude of a number.
  private static let largestNumber = 1e100

  /// The columns of numbers.
  private let numbers: [String]
  private var scales: [Scale]
  /// What is made of all columns but those of numbers; `nil` if there are no others.
  private let hashed: FeatureSpace?
  /// All features, with no scales learned yet.
  private let space: FeatureSpace

  /// Decides from the first rows what becomes of each column.
  ///
  /// - Parameters:
  ///   - table: The first rows.
  ///   - excluded: Columns to leave out.
  ///   - options: How columns are to be read and used.
  ///   - crosses: Columns with categories whose combinations are hashed, too.
  /// - Throws: As `FeatureSpace.automatic(for:excluding:options:)`, and
  ///   `LogitError.invalidOption(name:value:expected:)` for a column that is to be used as dates, whose parts
  ///   have to be learned from all rows, or for more bins than features may be.
  package init(
    first table: Table, excluding excluded: [String], options: ColumnOptions, crosses: [[String]]
  ) throws {
    try options.validate(for: table)
    for name in excluded { _ = try table.index(of: name, role: "column to exclude") }
    let binCount = try Self.binCount(table.columns.count - excluded.count + crosses.count, options)
    let columns = try table.columns.map {
      try OnlineColumn($0, isExcluded: excluded.contains($0.name), options, binCount: binCount)
    }
    numbers = columns.filter(\.isNumber).map(\.reason.column)
    scales = numbers.map { _ in Scale() }
    let transforms = columns.compactMap(\.transform)
    let reasons = columns.map(\.reason)
    guard !numbers.isEmpty || !transforms.isEmpty else {
      throw DataError.noFeatures(
        reasons: reasons.filter { $0.cause != .request }.prefix(10).map { "\"\($0.column)\": \($0.reason)" })
    }
    var readings: [String: ColumnReading] = [:]
    for column in columns where !column.reason.isLeftOut { readings[column.reason.column] = column.reading }
    var all = transforms
    for cross in crosses {
      all.append(try CrossFeature(FeatureCross(cross, binCount: binCount), of: transforms))
    }
    hashed =
      all.isEmpty
      ? nil : FeatureSpace(transforms: all, reasons: [], readings: [:], isAdapted: true)
    let unscaled: [any FeatureTransform] = try numbers.map { try Self.feature($0, Scale()) }
    space = FeatureSpace(transforms: unscaled + all, reasons: reasons, readings: readings, isAdapted: true)
  }

  /// The number of bins of each column: as many as asked for, or as many as usual where there is room.
  private static func binCount(_ count: Int, _ options: ColumnOptions) throws -> Int {
    let most = FeatureSpace.largestOutputCount / (max(count, 1) + 1)
    if let asked = options.hashBinCount {
      try LogitError.require(
        asked <= most, "hash bins", asked,
        "at most \(most) for so many columns, leave some out or take fewer bins")
      return asked
    }
    var bins = ColumnOptions.sparseHashBinCount
    while bins > most, bins > 1 { bins /= 2 }
    return bins
  }

  private static func feature(_ column: String, _ scale: Scale) throws -> NumericFeature {
    try NumericFeature(
      column, mean: scale.mean, deviation: scale.deviation,
      missing: MissingValues(.mean, addsIndicator: true))
  }

  /// The number of features.
  package var columnCount: Int { 2 * numbers.count + (hashed?.outputCount ?? 0) }

  /// The columns that are needed.
  package var inputNames: [String] { space.inputNames }

  /// What is done with each column, and why.
  package var decisions: [ColumnDecision] { space.decisions }

  /// Leaves a note that a column is left out because it is what the model predicts.
  package func markingTarget(_ name: String) -> FeatureSpace {
    var space = space
    space.markTarget(name)
    return space
  }
}

// MARK: - What learning goes on from

extension OnlineFeatures {
  /// Of each column of numbers how many there were, their mean and the sum of squares about it, `[columns, 3]`.
  package var scaleNumbers: [Double] { scales.flatMap { [$0.count, $0.mean, $0.squares] } }

  /// Goes on from rows before.
  ///
  /// - Parameters:
  ///   - learned: What ``learned(target:)`` gave.
  ///   - scales: What ``scaleNumbers`` was.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for scales of other columns.
  package init(from learned: FeatureSpace, scales: [Double]) throws {
    let numbers = learned.transforms.compactMap { ($0 as? NumericFeature)?.column }
    try LogitError.require(
      scales.count == 3 * numbers.count, "The number of scales", scales.count, "3 for each column of numbers")
    self.numbers = numbers
    self.scales = numbers.indices.map {
      Scale(count: scales[3 * $0], mean: scales[3 * $0 + 1], squares: scales[3 * $0 + 2])
    }
    let others = Array(learned.transforms.dropFirst(numbers.count))
    hashed =
      others.isEmpty
      ? nil : FeatureSpace(transforms: others, reasons: [], readings: [:], isAdapted: true)
    space = learned
  }
}

// MARK: - Rows

extension OnlineFeatures {
  /// Reads rows.
  ///
  /// - Parameter table: The columns of ``inputNames``, and others, which do not matter.
  /// - Throws: As `FeatureSpace.sparseMatrix(of:)`.
  package func batch(_ table: Table) throws -> Batch {
    let read = try space.read(table)
    return Batch(
      numbers: try numbers.map { name in
        let column = try read.column(name)
        _ = try column.textNumbers(learned: .numeric)
        return column.missingCount == column.count
          ? [Double](repeating: .nan, count: column.count) : try column.numbers()
      },
      hashed: try hashed.map { try $0.sparseMatrix(of: read) }, rowCount: table.rowCount)
  }

  /// Writes the features of a row, whose numbers count for the scales from now on.
  ///
  /// - Parameters:
  ///   - row: The row of the batch, counted from 0; rows are to be taken in their order, each once.
  ///   - batch: What was read.
  ///   - features: Where they go.
  ///   - place: The row's number among all, counted from 0.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a number whose square means and deviations
  ///   have no room for.
  package mutating func write(
    _ row: Int, of batch: Batch, to features: inout Row, number place: Int
  ) throws {
    features.clear()
    for index in numbers.indices {
      let number = batch.numbers[index][row]
      if number.isFinite {
        try LogitError.require(
          number.magnitude <= Self.largestNumber,
          "The number in row \(place + 1) of column \"\(numbers[index])\"", number,
          "at most \(Self.largestNumber) in magnitude, so divide the column by a power of ten")
        features.append(scales[index].scaled(number), column: 2 * index)
      } else {
        features.append(1, column: 2 * index + 1)
      }
    }
    guard let hashed = batch.hashed else { return }
    let first = 2 * numbers.count
    for entry in hashed.entries(ofRow: row) {
      features.append(hashed.values[entry], column: first + Int(hashed.columns[entry]))
    }
  }

  /// The features with the scales of all rows so far, as a model keeps them.
  ///
  /// - Parameter target: The column that is left out because it is what the model predicts.
  package func learned(target: String) throws -> FeatureSpace {
    var learned = markingTarget(target)
    for (index, name) in numbers.enumerated() {
      learned.transforms[index] = try Self.feature(name, scales[index])
    }
    return learned
  }
}

// MARK: - Columns

/// What becomes of a column, as its first rows show it.
private struct OnlineColumn {
  /// What hashes it; `nil` for numbers, and for a column that is left out.
  private(set) var transform: (any FeatureTransform)?
  private(set) var isNumber = false
  private(set) var reason: ColumnReason
  private(set) var reading: ColumnReading?

  init(_ column: Column, isExcluded: Bool, _ options: ColumnOptions, binCount: Int) throws {
    reason = ColumnReason(column: column.name, kind: column.kind, reason: "")
    guard !isExcluded else {
      leaveOut("excluded as asked for", .request)
      return
    }
    let plan = try ColumnPlan(column, options: options)
    (reading, reason.kind) = (plan.reading, column.kind)
    let choice = try AutomaticChoice(plan, categoryLimit: .max, hashBinCount: binCount)
    if case .date? = plan.reading {
      guard plan.use != .date else {
        throw LogitError.invalidOption(
          name: "The use of the column \"\(column.name)\"", value: ColumnUse.date.rawValue,
          expected: "number, category or text where rows are learned one after the other")
      }
      leaveOut("it holds dates, whose parts are learned from all rows at once", .unread)
      return
    }
    if choice.cause == .identifier, plan.use == nil {
      leaveOut(choice.reason, .identifier)
      return
    }
    if plan.use == nil, plan.reading == nil, column.firstTextsAreNumbers {
      // A reader that saw a later row takes the column for texts; the rows that decide are of numbers.
      reading = .number(options.numbers)
      (isNumber, reason.reason) = (true, "numbers of the first rows")
    } else if let text = choice.transform as? TextFeature {
      (transform, reason.reason) = (text, choice.reason)
    } else if plan.column.kind != .string {
      (isNumber, reason.reason) = (true, "numbers of the first rows")
    } else {
      transform = try HashedFeature(
        column.name, isInteger: false, Hashing(binCount: binCount), missing: .ownCategory)
      reason.reason = "texts, each a category"
    }
  }

  private mutating func leaveOut(_ words: String, _ cause: ColumnDecision.Cause) {
    (reason.reason, reason.isLeftOut, reason.cause) = (words, true, cause)
    reading = nil
  }
}

extension Column {
  /// Whether it holds texts that are all written as numbers, and none as a code, such as 007.
  fileprivate var firstTextsAreNumbers: Bool {
    guard kind == .string else { return false }
    let texts = DistinctTexts(self).texts
    let plain = NumberSpelling()
    return !texts.isEmpty
      && texts.allSatisfy { text in
        let second = text.utf8.dropFirst().first ?? 0
        let isCode = text.utf8.first == UInt8(ascii: "0") && (0x30...0x39).contains(second)
        return plain.value(of: text) != nil && !isCode
      }
  }
}
