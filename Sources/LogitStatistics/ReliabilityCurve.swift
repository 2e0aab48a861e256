public import Logit

/// How often events happen, by their predicted probability: the points of a reliability diagram.
///
///     let curve = try ReliabilityCurve(events: isPositive, probabilities: probabilities)
///     for bin in curve.bins { print(bin.meanProbability, bin.share, bin.interval) }
///
/// The rows are sorted by their probability and divided into bins with numbers of rows as equal as possible;
/// rows of the same probability stay together. Of n rows and k bins, bin i ends after row (i + 1)·n/k, and
/// after the rows equal to that one. Unlike bins of equal width, none is nearly empty.
///
/// Source: M. H. DeGroot and S. E. Fienberg, "The comparison and evaluation of forecasters", The Statistician
/// 32 (1983).
public struct ReliabilityCurve: Sendable, Equatable {
  /// Rows of neighbouring probabilities.
  public struct Bin: Sendable, Equatable {
    /// The number of rows.
    public let rowCount: Int
    /// The number of rows for which the event happened.
    public let eventCount: Int
    /// The mean of the rows' probabilities.
    public let meanProbability: Double
    /// The confidence interval of the share, by Wilson's score.
    public let interval: ConfidenceInterval

    /// The share of rows for which the event happened.
    public var share: Double { Double(eventCount) / Double(rowCount) }
  }

  /// The bins, by ascending probability; none is empty.
  public let bins: [Bin]

  /// Divides rows into bins.
  ///
  /// - Parameters:
  ///   - events: Whether the event happened, for each row.
  ///   - probabilities: As many probabilities.
  ///   - binCount: The largest number of bins, at least 1; 10 by default.
  ///   - level: The confidence of the intervals, above 0 and below 1; 0.95 by default.
  /// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a probability that is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  /// - Complexity: O(n log n) for n rows.
  public init(events: [Bool], probabilities: [Float], binCount: Int = 10, level: Double = 0.95)
    throws(LogitError)
  {
    guard events.count == probabilities.count else {
      throw LogitError.rowCountMismatch(
        name: "events", expected: probabilities.count, found: events.count, of: "probabilities")
    }
    if let row = probabilities.firstIndex(where: { !$0.isFinite }) {
      throw LogitError.nonFiniteInput(
        name: "probabilities", row: row, column: 0, value: probabilities[row])
    }
    guard binCount >= 1 else {
      throw LogitError.invalidOption(name: "The number of bins", value: "\(binCount)", expected: "at least 1")
    }
    // More bins than rows would all have a row at most.
    let binCount = min(binCount, max(probabilities.count, 1))
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var bins: [Bin] = []
    var start = 0
    for index in 0..<binCount {
      var end = max((index + 1) * order.count / binCount, start)
      guard end > start else { continue }
      while end < order.count, probabilities[order[end]] == probabilities[order[end - 1]] { end += 1 }
      let rows = order[start..<end]
      let eventCount = rows.count { events[$0] }
      bins.append(
        Bin(
          rowCount: rows.count, eventCount: eventCount,
          meanProbability: rows.reduce(0) { $0 + Double(probabilities[$1]) } / Double(rows.count),
          interval: try .wilson(successes: eventCount, trials: rows.count, level: level)))
      start = end
    }
    self.bins = bins
  }
}
