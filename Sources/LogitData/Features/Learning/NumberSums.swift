import LogitFiles

/// What a column of numbers is summed up in: mean and variance, missing values, and the most frequent number
/// if it is wanted; then, in further passes, numbers at places of their order.
public struct NumberSums: FeatureAccumulator {
  /// What the first pass finds.
  struct Summary: Sendable, Codable {
    /// The number of finite numbers.
    var count: Int { moments.count }
    /// The number of other values.
    var missingCount: Int
    /// Of the numbers.
    var moments: Moments
    /// The least of the most frequent numbers, if it was wanted.
    var mostFrequent: DoubleDouble?

    /// What the places of whole numbers are counted from: near their mean, so that differences are exact.
    var origin: Int64 { Int64(clamping: moments.mean.high) }
  }

  /// How often each number occurs.
  fileprivate enum Frequencies: Codable {
    case ofNumbers(NumberCounts)
    case ofWholeNumbers(WholeNumberCounts)
  }

  private enum Pass: Codable {
    case first(RunningMoments, missingCount: Int, Frequencies?)
    case places(Summary, OrderStatistics)
  }

  /// What the column holds, once texts of whole numbers are taken for numbers.
  let kind: ColumnKind
  /// The first text that is not the digits of a whole number.
  private(set) var unreadableText: String?
  private var pass: Pass

  /// The sums of no numbers.
  ///
  /// - Parameters:
  ///   - kind: What the column holds.
  ///   - findsMostFrequent: Whether each number is counted.
  init(kind: ColumnKind, findsMostFrequent: Bool) {
    self.kind = kind == .string ? .numeric : kind
    let frequencies: Frequencies =
      kind == .integer
      ? .ofWholeNumbers(WholeNumberCounts(kind: kind, isCounting: true)) : .ofNumbers(NumberCounts())
    pass = .first(RunningMoments(), missingCount: 0, findsMostFrequent ? frequencies : nil)
  }

  /// Adds numbers; infinities count as missing.
  ///
  /// - Parameter rows: Rows that follow those observed before.
  public mutating func observe(_ rows: ObservedRows) {
    // Texts are the same in every pass.
    if case .first = pass, case .string = rows.chunks[0], unreadableText == nil {
      unreadableText = rows.firstUnreadableText
    }
    switch pass {
    case .first(var moments, var missingCount, let frequencies):
      // Taken out of the storage first, so that each is changed in place.
      pass = .first(RunningMoments(), missingCount: 0, nil)
      moments.prepare()
      if case .integer = rows.chunks[0] {
        rows.forEachInteger { if let number = $0 { moments.add(number) } else { missingCount += 1 } }
      } else {
        rows.forEachNumber { if $0.isFinite { moments.add($0) } else { missingCount += 1 } }
      }
      pass = .first(moments, missingCount: missingCount, frequencies.map { $0.observing(rows) })
    case .places(let summary, var places):
      pass = .first(RunningMoments(), missingCount: 0, nil)
      if case .integer = rows.chunks[0] {
        let origin = summary.origin
        rows.forEachInteger { if let number = $0 { places.observe(number.distance(from: origin)) } }
      } else {
        rows.forEachNumber { if $0.isFinite { places.observe($0) } }
      }
      pass = .places(summary, places)
    }
  }

  /// Adds the sums of the rows that follow.
  ///
  /// - Parameter following: Of the rows that follow.
  public mutating func merge(_ following: NumberSums) {
    unreadableText = unreadableText ?? following.unreadableText
    switch (pass, following.pass) {
    case (.first(var moments, let missingCount, var counts), .first(let others, let added, let otherCounts)):
      pass = .first(RunningMoments(), missingCount: 0, nil)
      moments.merge(others)
      if let otherCounts { counts?.merge(otherCounts) }
      pass = .first(moments, missingCount: missingCount + added, counts)
    case (.places(let summary, var places), .places(_, let others)):
      pass = .first(RunningMoments(), missingCount: 0, nil)
      places.merge(others)
      pass = .places(summary, places)
    default: programmingError("sums of different passes")
    }
  }

  /// Ends a pass.
  ///
  /// - Parameter places: The places of ascending order whose numbers are wanted, counted from 0, ascending,
  ///   each once.
  /// - Returns: What was found, with the numbers at the places; or no numbers, and the sums to begin another
  ///   pass with.
  func finish(places: (Summary) -> [Int]) -> (summary: Summary, numbers: [DoubleDouble], next: NumberSums?) {
    let (summary, search) = finishPass(places)
    if let numbers = search.values {
      let origin = kind == .integer ? DoubleDouble(summary.origin) : DoubleDouble.zero
      return (summary, numbers.map { origin + $0 }, nil)
    }
    var next = self
    next.pass = .places(summary, search)
    return (summary, [], next)
  }

  private func finishPass(_ places: (Summary) -> [Int]) -> (Summary, OrderStatistics) {
    switch pass {
    case .first(var moments, let missingCount, let frequencies):
      let summary = Summary(
        missingCount: missingCount, moments: moments.finished(), mostFrequent: frequencies?.mostFrequent)
      return (summary, OrderStatistics(places: places(summary), count: summary.count))
    case .places(let summary, var search):
      search.finishPass()
      return (summary, search)
    }
  }

  /// Checks that texts, if the column holds any, are the digits of whole numbers.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - purpose: What the numbers are needed for.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if one is not.
  func requireNumbers(in column: String, for purpose: String) throws {
    guard let unreadableText else { return }
    throw DataError.wrongKind(
      column: column, expected: "numbers or truth values for \(purpose)",
      found: "texts such as \"\(unreadableText)\"", remedy: "use it as categories, or leave it out")
  }
}

extension NumberSums.Frequencies {
  func observing(_ rows: ObservedRows) -> Self {
    switch self {
    case .ofNumbers(var counts):
      rows.forEachNumber { if $0.isFinite { counts.add($0) } }
      return .ofNumbers(counts)
    case .ofWholeNumbers(var counts):
      counts.observe(rows)
      return .ofWholeNumbers(counts)
    }
  }

  mutating func merge(_ other: Self) {
    switch (self, other) {
    case (.ofNumbers(var counts), .ofNumbers(let others)):
      counts.merge(others)
      self = .ofNumbers(counts)
    case (.ofWholeNumbers(var counts), .ofWholeNumbers(let others)):
      counts.merge(others)
      self = .ofWholeNumbers(counts)
    default: programmingError("counts of different kinds")
    }
  }

  var mostFrequent: DoubleDouble? {
    switch self {
    case .ofNumbers(var counts): counts.mostFrequent().map { DoubleDouble($0) }
    case .ofWholeNumbers(let counts):
      counts.counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { DoubleDouble(Int64($0.key)) }
    }
  }
}

extension Int64 {
  /// The nearest whole number to a finite one.
  init(clamping number: Double) {
    let rounded = number.rounded()
    self = rounded >= 0x1p63 ? .max & ~1023 : rounded <= -0x1p63 ? -(.max & ~1023) : Int64(rounded)
  }

  /// The difference from another number: exact up to 2⁵³.
  @inline(__always)
  func distance(from origin: Int64) -> Double {
    let (difference, overflow) = subtractingReportingOverflow(origin)
    return overflow ? Double(self) - Double(origin) : Double(difference)
  }
}
