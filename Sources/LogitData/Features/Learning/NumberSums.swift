/// What a column of numbers is summed up in: mean and variance, missing values, and the most frequent number
/// if it is wanted; then, in further passes, numbers at places of their order.
public struct NumberSums: FeatureAccumulator {
  /// What the first pass finds.
  struct Summary: Sendable, Codable {
    /// The number of finite numbers.
    var count: Int
    /// The number of other values.
    var missingCount: Int
    /// Of the numbers; 0 if there are none.
    var mean: Double
    /// Of the population of numbers; 1 if there are none.
    var variance: Double
    /// The least of the most frequent numbers, if it was wanted.
    var mostFrequent: Double?
  }

  private enum Pass: Codable {
    case first(RunningMoments, missingCount: Int, NumberCounts?)
    case places(Summary, OrderStatistics)
  }

  /// What the column holds.
  let kind: ColumnKind
  private var pass: Pass

  /// The sums of no numbers.
  ///
  /// - Parameters:
  ///   - kind: What the column holds.
  ///   - findsMostFrequent: Whether each number is counted.
  init(kind: ColumnKind, findsMostFrequent: Bool) {
    self.kind = kind
    pass = .first(RunningMoments(), missingCount: 0, findsMostFrequent ? NumberCounts() : nil)
  }

  /// Adds numbers; infinities and numbers too large for single precision count as missing.
  ///
  /// - Parameter rows: Rows that follow those observed before.
  public mutating func observe(_ rows: ObservedRows) {
    switch pass {
    case .first(var moments, var missingCount, var counts):
      pass = .first(RunningMoments(), missingCount: 0, nil)
      moments.prepare()
      if var found = counts {
        counts = nil
        rows.forEachNumber { if Float($0).isFinite { found.add($0) } }
        counts = found
      }
      rows.forEachNumber { if Float($0).isFinite { moments.add($0) } else { missingCount += 1 } }
      pass = .first(moments, missingCount: missingCount, counts)
    case .places(let summary, var places):
      pass = .first(RunningMoments(), missingCount: 0, nil)
      rows.forEachNumber { if Float($0).isFinite { places.observe($0) } }
      pass = .places(summary, places)
    }
  }

  /// Adds the sums of the rows that follow.
  ///
  /// - Parameter following: Of the rows that follow.
  public mutating func merge(_ following: NumberSums) {
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
    default: preconditionFailure("sums of different passes")
    }
  }

  /// Ends a pass.
  ///
  /// - Parameter places: The places of ascending order whose numbers are wanted, counted from 0, ascending,
  ///   each once.
  /// - Returns: What was found, with the numbers at the places; or no numbers, and the sums to begin another
  ///   pass with.
  func finish(places: (Summary) -> [Int]) -> (summary: Summary, numbers: [Double], next: NumberSums?) {
    let (summary, search) = finishPass(places)
    if let numbers = search.values { return (summary, numbers, nil) }
    var next = self
    next.pass = .places(summary, search)
    return (summary, [], next)
  }

  private func finishPass(_ places: (Summary) -> [Int]) -> (Summary, OrderStatistics) {
    switch pass {
    case .first(var moments, let missingCount, var counts):
      let (mean, variance) = moments.finish()
      let summary = Summary(
        count: moments.count, missingCount: missingCount, mean: mean, variance: variance,
        mostFrequent: counts?.mostFrequent())
      return (summary, OrderStatistics(places: places(summary), count: summary.count))
    case .places(let summary, var search):
      search.finishPass()
      return (summary, search)
    }
  }
}
