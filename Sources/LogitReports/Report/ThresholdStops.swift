import Logit
import LogitClassifier
import LogitStatistics

/// How many rows of a class, and of all others, have at least each of 321 log-odds of that class.
///
/// The stops lie at equal distances over the range of the rows' log-odds, so that a slider moves along the same
/// axis as a picture of them; one of them is where the classifier decides. Counts are exact at every stop, however
/// many rows there are.
public struct ThresholdStops: Sendable, Equatable {
  /// The number of stops.
  public static let count = 321
  /// The share of many rows that may lie beyond either end of the stops.
  private static let shareBeyond = 0.001
  /// With more rows than this, a few far away do not stretch the range.
  private static let mostRowsWithin = 2_000
  /// The range of log-odds is at least so wide.
  private static let leastRange = 0.1
  /// The margin beyond the outermost rows, as a share of the range.
  private static let margin = 0.01

  /// The class that is predicted from a stop on.
  public let className: String
  /// The probability above which the classifier predicts the class.
  public let threshold: Double
  /// The place of that threshold among the stops.
  public let stored: Int
  /// The stops, log(p / (1 − p)), ascending.
  public let logOdds: [Double]
  /// The number of rows of other classes, and of the class.
  public let totals: [Int]
  /// How many of each have at least the log-odds of each stop; at ``stored``, how many have a probability above
  /// ``threshold``.
  public let atOrAbove: [[Int]]

  /// Counts rows.
  ///
  /// - Parameters:
  ///   - className: The class that is predicted from a stop on.
  ///   - probabilities: Its probability in each row, finite.
  ///   - isOfClass: Whether each row is of the class.
  ///   - threshold: The probability above which it is predicted, from 0 to 1.
  /// - Throws: `LogitError.nonFiniteInput(name:row:column:value:)` if a probability is not finite.
  public init(className: String, probabilities: [Float], isOfClass: [Bool], threshold: Double) throws {
    if let row = probabilities.firstIndex(where: { !$0.isFinite }) {
      throw LogitError.nonFiniteInput(name: "probabilities", row: row, column: 0, value: probabilities[row])
    }
    (self.className, self.threshold) = (className, threshold)
    let sorted = SortedScores(probabilities, isOfClass).distinct
    /// How many rows of either side are below each distinct probability, and at the end all.
    let below = [sorted.negatives, sorted.positives].map { counts in
      counts.reduce(into: [0]) { sums, count in sums.append(sums[sums.count - 1] + count) }
    }
    let totals = below.map { $0[$0.count - 1] }
    self.totals = totals
    let decided = min(max(Self.logOdds(threshold), -745), 745)
    let range = Self.range(sorted.scores, below, including: decided)
    let step = (range.upperBound - range.lowerBound) / Double(Self.count - 1)
    let stored = min(max(Int(((decided - range.lowerBound) / step).rounded()), 0), Self.count - 1)
    // Moved by less than half a step, so that a stop lies where the classifier decides.
    let first = decided - Double(stored) * step
    let logOdds = (0..<Self.count).map { $0 == stored ? decided : first + Double($0) * step }
    (self.stored, self.logOdds) = (stored, logOdds)
    let places = logOdds.indices.map { stop in
      sorted.scores.firstPlace { probability in
        stop == stored
          ? Double(probability) > threshold : Self.logOdds(Double(probability)) >= logOdds[stop]
      }
    }
    atOrAbove = zip(totals, below).map { total, below in places.map { total - below[$0] } }
  }

  /// log(p / (1 − p)); infinite at 0 and 1.
  static func logOdds(_ probability: Double) -> Double {
    naturalLogarithm(probability) - naturalLogarithm(1 - probability)
  }

  /// - Parameters:
  ///   - probabilities: The distinct probabilities, ascending.
  ///   - below: How many rows of either side are below each, and at the end all.
  private static func range(
    _ probabilities: [Float], _ below: [[Int]], including decided: Double
  ) -> ClosedRange<Double> {
    func rank(_ place: Int) -> Int { below[0][place] + below[1][place] }
    // Those of 0 and 1 have no finite log-odds.
    let (start, end) = (probabilities.firstPlace { $0 > 0 }, probabilities.firstPlace { $0 >= 1 })
    let count = rank(end) - rank(start)
    let beyond = count > mostRowsWithin ? Int(Double(count) * shareBeyond) : 0
    func logOddsOfRow(_ number: Int) -> Double {
      let wanted = rank(start) + number
      return logOdds(Double(probabilities[probabilities.indices.firstPlace { rank($0 + 1) > wanted }]))
    }
    let least = count == 0 ? decided : logOddsOfRow(beyond)
    let greatest = count == 0 ? decided : logOddsOfRow(count - 1 - beyond)
    let (low, high) = (min(least, decided), max(greatest, decided))
    let space = max(margin * (high - low), leastRange / 2)
    return low - space...high + space
  }

  /// The rows of a table of confusion at a stop.
  ///
  /// - Parameter stop: The stop, counted from 0; one that does not exist is a programming error.
  /// - Returns: Rows of others not predicted as the class and predicted as it, then rows of the class.
  public func confusion(at stop: Int) -> (
    trueNegatives: Int, falsePositives: Int, falseNegatives: Int, truePositives: Int
  ) {
    guard logOdds.indices.contains(stop) else {
      programmingError("Stop \(stop) is not one of the \(Self.count) stops 0..<\(Self.count)")
    }
    let (others, own) = (atOrAbove[0][stop], atOrAbove[1][stop])
    return (totals[0] - others, others, totals[1] - own, own)
  }

  /// The stop at which the errors cost least, the nearest to ``stored`` of equal ones.
  ///
  /// - Parameters:
  ///   - miss: What a row of the class costs that is not predicted as it, 0 or more.
  ///   - falseAlarm: What another row costs that is predicted as the class, 0 or more.
  /// - Returns: The stop and what the errors cost there.
  public func cheapest(miss: Double, falseAlarm: Double) -> (stop: Int, cost: Double) {
    func cost(_ stop: Int) -> Double {
      let found = confusion(at: stop)
      return Double(found.falseNegatives) * miss + Double(found.falsePositives) * falseAlarm
    }
    var best = (stop: stored, cost: cost(stored))
    for stop in logOdds.indices {
      let found = cost(stop)
      let isNearer = found == best.cost && abs(stop - stored) < abs(best.stop - stored)
      if found < best.cost || isNearer { best = (stop, found) }
    }
    return best
  }
}

extension ThresholdStops {
  /// Those of each class of some rows that has a curve of its own.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - rule: How the classifier decides.
  ///   - labels: The classes.
  static func all(_ rows: LabeledPredictions, _ rule: DecisionRule, _ labels: [Int]) throws
    -> [ThresholdStops]
  {
    let names = rows.predictions.classNames
    return try labels.map { label in
      try ThresholdStops(
        className: names[label], probabilities: rows.probabilities(of: label),
        isOfClass: rows.labels.map { $0 == label }, threshold: rule.threshold(classCount: names.count) ?? 0.5)
    }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The place of the first element for which something holds that holds for all elements behind it, too; the end
  /// if it holds for none.
  fileprivate func firstPlace(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
