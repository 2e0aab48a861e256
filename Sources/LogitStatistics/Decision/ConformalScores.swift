import Logit

/// Which classes may be a row's, so that the true one is among them as often as asked for, from the
/// probabilities that models gave to the true classes of rows they had not seen.
///
/// With pᵢ the probability that the model of fold k(i), trained without row i, gave to its true class, n rows
/// in all, and p⁽ᵏ⁾(y) the probability that the model of fold k gives to class y of a new row, the set of
/// coverage 1 − α has each y with
///
///     #{i : pᵢ > p⁽ᵏ⁽ⁱ⁾⁾(y)} < (1 − α)(n + 1)
///
/// For rows exchangeable with those n, the true class is in the set with a probability of at least
///
///     1 − 2α − min(2(1 − 1/K)/(n/K + 1), (1 − K/n)/(K + 1))    with K folds of the same size
///     1 − α                                                    with rows that were held out once
///
/// whatever the model is; usually it is about 1 − α. Rows whose classes are sampled otherwise, later times
/// and new groups are not exchangeable with those n.
///
/// Of a fold with more than ``largestCount`` rows so many quantiles are kept, and counts are rounded down to
/// them: the sets are then a little larger.
///
/// Sources: V. Vovk, "Cross-conformal predictors", Annals of Mathematics and Artificial Intelligence 74
/// (2015); Y. Romano, M. Sesia and E. J. Candès, "Classification with valid and adaptive coverage", NeurIPS
/// 2020; the bound of K folds from R. F. Barber, E. J. Candès, A. Ramdas and R. J. Tibshirani, "Predictive
/// inference with the jackknife+", Annals of Statistics 49 (2021).
public struct ConformalScores: Sendable, Equatable {
  /// The rows of a fold.
  public struct Fold: Sendable, Equatable {
    /// The number of rows.
    public let rowCount: Int
    /// The probabilities that were given to their true classes, falling; at most
    /// ``ConformalScores/largestCount``.
    public let probabilities: [Float]

    /// The number of rows whose probability is at least the one at an index.
    fileprivate func rank(_ index: Int) -> Int {
      // ⌈(index + 1)·n/m⌉, without overflow for any count of rows that fits in memory.
      let (quotient, rest) = rowCount.quotientAndRemainder(dividingBy: probabilities.count)
      return (index + 1) * quotient + ((index + 1) * rest + probabilities.count - 1) / probabilities.count
    }

    /// The number of rows that were given a higher probability than this, or a little less.
    package func count(above probability: Float) -> Int {
      probabilities.withUnsafeBufferPointer { values in
        var (low, high) = (0, values.count)
        while low < high {
          let middle = (low + high) / 2
          if values[middle] > probability { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : rank(low - 1)
      }
    }
  }

  /// The folds; a single one for rows that were held out once.
  public let folds: [Fold]

  /// The most probabilities that are kept of a fold.
  public static let largestCount = 1_000

  /// Takes the rows of folds.
  ///
  /// - Parameter folds: The probabilities that were given to the true classes of each fold's rows, in any
  ///   order.
  /// - Throws: `LogitError.emptyData(name:)` for none, or a fold without rows, or
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a probability that is not finite.
  public init(_ folds: [[Float]]) throws {
    guard !folds.isEmpty else { throw LogitError.emptyData(name: "folds") }
    self.folds = try folds.map { values in
      guard !values.isEmpty else { throw LogitError.emptyData(name: "a fold") }
      if let row = values.firstIndex(where: { !$0.isFinite }) {
        throw LogitError.nonFiniteInput(name: "probabilities", row: row, column: 0, value: values[row])
      }
      let falling = values.sorted(by: >)
      guard falling.count > Self.largestCount else {
        return Fold(rowCount: falling.count, probabilities: falling)
      }
      let whole = Fold(
        rowCount: falling.count, probabilities: [Float](repeating: 0, count: Self.largestCount))
      return Fold(
        rowCount: falling.count, probabilities: (0..<Self.largestCount).map { falling[whole.rank($0) - 1] })
    }
  }

  /// Takes the rows of folds whose probabilities are not in memory.
  ///
  /// - Parameter folds: The probabilities that were given to the true classes of each fold's rows, whatever
  ///   their labels, which must be finite.
  /// - Throws: `LogitError.emptyData(name:)` for none, or a fold without rows; and what reading them throws.
  package init(streamed folds: [StreamedScores]) throws {
    guard !folds.isEmpty else { throw LogitError.emptyData(name: "folds") }
    self.folds = try folds.map { scores in
      guard scores.count > 0 else { throw LogitError.emptyData(name: "a fold") }
      let kept = min(scores.count, Self.largestCount)
      let whole = Fold(rowCount: scores.count, probabilities: [Float](repeating: 0, count: kept))
      // From the smallest on, so from the last place to the first.
      let places = (0..<kept).reversed().map { scores.count - whole.rank($0) }
      var (probabilities, below, next): ([Float], Int, Int) = ([], 0, 0)
      try scores.forEachRun { score, positives, negatives in
        below += positives + negatives
        while next < places.count, places[next] < below {
          probabilities.append(score)
          next += 1
        }
      }
      return Fold(rowCount: scores.count, probabilities: probabilities.reversed())
    }
  }

  /// Takes folds that were kept.
  ///
  /// - Parameter folds: The number of rows and the probabilities of each fold.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for probabilities that do not fall, or not as
  ///   many as such folds have.
  package init(kept folds: [(rowCount: Int, probabilities: [Float])]) throws {
    try LogitError.require(!folds.isEmpty, "number of folds", 0, "at least 1")
    self.folds = try folds.map { rowCount, values in
      try LogitError.require(
        (1...1 << 40).contains(rowCount) && values.count == min(rowCount, Self.largestCount),
        "number of probabilities",
        values.count, "that of the rows, at most \(Self.largestCount)")
      for index in values.indices {
        try LogitError.require(
          values[index].isFinite && (index == 0 || values[index] <= values[index - 1]), "probability",
          values[index],
          "finite and not above the one before it")
      }
      return Fold(rowCount: rowCount, probabilities: values)
    }
  }

  /// The number of rows.
  public var rowCount: Int { folds.reduce(0) { $0 + $1.rowCount } }

  /// With at least this many rows above it, a class is not in the set.
  ///
  /// - Parameter coverage: 1 − α.
  package func limit(coverage: Double) -> Double { coverage * Double(rowCount + 1) }

  /// The least probability with which the true class of a row is in its set, if the row is exchangeable with
  /// these.
  ///
  /// - Parameter coverage: 1 − α, above 0 and below 1.
  /// - Returns: The bound, at least 0.
  public func guaranteedCoverage(_ coverage: Double) -> Double {
    guard folds.count > 1 else { return coverage }
    let (k, n) = (Double(folds.count), Double(rowCount))
    return max(0, 2 * coverage - 1 - min(2 * (1 - 1 / k) / (n / k + 1), (1 - k / n) / (k + 1)))
  }

  /// The share of the rows whose true class is in the set that is made for them without the rows of their own
  /// fold; with a single fold, without themselves.
  ///
  /// - Parameter coverage: 1 − α, above 0 and below 1.
  /// - Returns: The share.
  public func observedCoverage(_ coverage: Double) -> Double {
    var covered = 0
    for (number, fold) in folds.enumerated() {
      let others = folds.indices.filter { folds.count == 1 || $0 != number }
      let otherCount = others.reduce(0) { $0 + folds[$1].rowCount } - (folds.count == 1 ? 1 : 0)
      let limit = coverage * Double(otherCount + 1)
      for index in fold.probabilities.indices {
        let above = others.reduce(0) { $0 + folds[$1].count(above: fold.probabilities[index]) }
        if Double(above) < limit { covered += fold.rank(index) - (index == 0 ? 0 : fold.rank(index - 1)) }
      }
    }
    return Double(covered) / Double(rowCount)
  }
}
