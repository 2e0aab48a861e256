import Logit

/// The goodness of fit of Hosmer and Lemeshow (1980): observed and expected counts in groups of like fitted
/// probability, as `ResourceSelection::hoslem.test` forms them.
///
/// Groups are cut at the quantiles 0, 1/g, ..., 1 of the fitted probabilities (Hyndman and Fan's type 7), each row
/// counted as often as its frequency and trials say; equal cuts are joined, and a group holds its upper cut.
enum HosmerLemeshow {
  /// The test with g − 2 degrees of freedom.
  ///
  /// - Parameters:
  ///   - fit: A fit of two classes.
  ///   - groupCount: g, at least 3.
  /// - Throws: `LogitError` for three classes or more, or too few groups.
  static func test(_ fit: RegressionFit, groupCount: Int) throws -> LogisticInference.Test? {
    let rows = fit.rows
    try LogitError.require(
      rows.classCount == 2, "The number of classes for the test of Hosmer and Lemeshow", rows.classCount, "2")
    try LogitError.require(
      groupCount >= 3, "The number of groups of the test of Hosmer and Lemeshow", groupCount, "at least 3")
    let fitted = try FittedProbabilities.positive(fit)
    let order = (0..<rows.rowCount).filter { rows.counts($0) }.sorted {
      (fitted[$0], $0) < (fitted[$1], $1)
    }
    let cuts = self.cuts(order, fitted, repeats: repeats(rows), groupCount)
    var statistic = 0.0
    var place = 0
    for cut in cuts.dropFirst() {
      var (observed, expected, size) = (0.0, 0.0, 0.0)
      while place < order.count, fitted[order[place]] <= cut {
        let (row, weight) = (order[place], rows.totals?[order[place]] ?? 1)
        observed += weight * rows.share(row)
        expected += weight * fitted[row]
        size += weight
        place += 1
      }
      guard size > 0, expected > 0, expected < size else { continue }
      let difference = observed - expected
      statistic += difference * difference * (1 / expected + 1 / (size - expected))
    }
    return LogisticInference.Test(statistic: statistic, degreesOfFreedom: groupCount - 2)
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
    var cuts: [Double] = []
    for group in 0...groupCount {
      // As R's `quantile`, which takes a place within 4 ulps of a whole number for that number.
      let position = (total - 1) * (Double(group) / Double(groupCount))
      let whole = (position + 4 * Double.ulpOfOne).rounded(.down)
      let share = position - whole
      let low = value(whole)
      let high = value(min(whole + 1, total - 1))
      let cut = share > 4 * Double.ulpOfOne ? (1 - share) * low + share * high : low
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
