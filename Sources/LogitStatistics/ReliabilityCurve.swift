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
    let sorted = SortedScores(probabilities, events).distinct
    var bins: [Bin] = []
    // The rows of the bins before, those of this one, their events and the sum of their probabilities.
    var (start, rowCount, eventCount, sum) = (0, 0, 0, 0.0)
    for place in sorted.scores.indices {
      let count = sorted.positives[place] + sorted.negatives[place]
      let probability = Double(sorted.scores[place])
      // One by one, as a sum over rows is.
      for _ in 0..<count { sum += probability }
      rowCount += count
      eventCount += sorted.positives[place]
      // The first of the ends at i·n/k that leaves the bin a row.
      let index = ((start + 1) * binCount + probabilities.count - 1) / probabilities.count
      guard start + rowCount >= index * probabilities.count / binCount else { continue }
      bins.append(
        Bin(
          rowCount: rowCount, eventCount: eventCount, meanProbability: sum / Double(rowCount),
          interval: try .wilson(successes: eventCount, trials: rowCount, level: level)))
      start += rowCount
      (rowCount, eventCount, sum) = (0, 0, 0)
    }
    self.bins = bins
  }
}
