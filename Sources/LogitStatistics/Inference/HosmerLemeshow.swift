import Logit

/// The goodness of fit of Hosmer and Lemeshow (1980): observed and expected counts in groups of like fitted
/// probability, as `ResourceSelection::hoslem.test` forms them.
///
/// Groups are cut at the quantiles 0, 1/g, ..., 1 of the fitted probabilities (Hyndman and Fan's type 7),
/// each row counted as often as its frequency and trials say; equal cuts are joined, a group holds its upper
/// cut, and one without rows is none. The degrees of freedom are the groups that there are less 2, as in SAS
/// and Stata; `hoslem.test` takes those that were asked for, and does not work without rows in each.
enum HosmerLemeshow {
  /// The test.
  ///
  /// - Parameters:
  ///   - fit: A fit of two classes.
  ///   - isMaximum: Whether its probabilities are those of a maximum; otherwise there are no groups, and no
  ///     test.
  ///   - groupCount: g, at least 3; no more groups than observations are formed.
  /// - Throws: `LogitError` for three classes or more, or too few groups.
  static func test(
    _ fit: RegressionFit, isMaximum: Bool, groupCount: Int
  ) throws -> LogisticInference.GroupTest {
    let rows = fit.rows
    try LogitError.require(
      rows.classCount == 2, "The number of classes for the test of Hosmer and Lemeshow", rows.classCount, "2")
    try LogitError.require(
      groupCount >= 3, "The number of groups of the test of Hosmer and Lemeshow", groupCount, "at least 3")
    guard isMaximum else { return .init(requestedGroupCount: groupCount, groupCount: nil, test: nil) }
    let fitted = try FittedProbabilities.positive(fit)
    let order = (0..<rows.rowCount).filter { rows.counts($0) }.sorted {
      (fitted[$0], $0) < (fitted[$1], $1)
    }
    let cuts = self.cuts(order, fitted, repeats: repeats(rows), groupCount)
    var statistic = 0.0
    var (place, found) = (0, 0)
    for cut in cuts.dropFirst() {
      var (observed, expected, size) = (0.0, 0.0, 0.0)
      while place < order.count, fitted[order[place]] <= cut {
        let (row, weight) = (order[place], rows.totals?[order[place]] ?? 1)
        observed += weight * rows.share(row)
        expected += weight * fitted[row]
        size += weight
        place += 1
      }
      guard size > 0 else { continue }
      found += 1
      guard expected > 0, expected < size else { continue }
      let difference = observed - expected
      statistic += difference * difference * (1 / expected + 1 / (size - expected))
    }
    return .init(
      requestedGroupCount: groupCount, groupCount: found,
      test: found < 3 ? nil : .init(statistic: statistic, degreesOfFreedom: found - 2))
  }

  /// How many equal rows each row stands for.
  private static func repeats(_ rows: RegressionRows) -> [Double]? {
    guard let trials = rows.trials, trials.allSatisfy({ $0 == $0.rounded() }) else { return rows.frequencies }
    return rows.frequencies.map { zip($0, trials).map(*) } ?? trials
  }

  /// The distinct quantiles of the fitted probabilities.
  private static func cuts(
    _ order: [Int], _ fitted: [Double], repeats: [Double]?, _ groupCount: Int
  ) -> [Double] {
    var ends: [Double] = []
    var total = 0.0
    for row in order {
      total += repeats?[row] ?? 1
      ends.append(total)
    }
    /// The value at a place, counted from 0, of all rows as often as they count.
    func value(_ place: Double) -> Double {
      var (low, high) = (0, ends.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > place { high = middle } else { low = middle + 1 }
      }
      return fitted[order[low]]
    }
    // With more groups than rows, some have none.
    let count = Int(min(Double(groupCount), total.rounded(.up)))
    var cuts: [Double] = []
    for group in 0...count {
      // As R's `quantile`, which takes a place within 4 ulps of a whole number for that number.
      let position = (total - 1) * (Double(group) / Double(count))
      let whole = (position + 4 * Double.ulpOfOne).rounded(.down)
      let share = position - whole
      let low = value(whole)
      let high = value(min(whole + 1, total - 1))
      let cut = share > 4 * Double.ulpOfOne && high != low ? (1 - share) * low + share * high : low
      if cuts.last != cut { cuts.append(cut) }
    }
    if let last = order.last, let end = cuts.last, end < fitted[last] { cuts[cuts.count - 1] = fitted[last] }
    return cuts
  }
}

/// Fitted probabilities of the rows.
enum FittedProbabilities {
  /// Of the second of two classes, one a row.
  static func positive(_ fit: RegressionFit) throws -> [Double] {
    let values = Numbers(count: fit.rows.rowCount)
    _ = try RowBlocks(fit).sums(count: 0) { block, _ in
      for (i, row) in block.rows.enumerated() { values.base[row] = block.probabilities[2 * i + 1] }
    }
    return Array(UnsafeBufferPointer(start: values.base, count: fit.rows.rowCount))
  }
}
