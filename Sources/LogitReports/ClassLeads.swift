import Logit
import LogitStatistics

/// By how much a decision prefers each class to the best of the others, at some places: the difference of
/// their probabilities, or where errors have costs that of their expected costs, as a share of the largest
/// cost.
struct ClassLeads {
  /// What the decision takes the class with the largest of, `[places, classes]`, from 0 to 1.
  private let scores: [Float]
  private let classCount: Int
  /// The class that is decided on at each place.
  private let best: [Int]
  /// The largest and the second largest score of each place.
  private let largest: [(first: Float, second: Float)]
  /// The classes that are decided on somewhere.
  let winners: Set<Int>

  /// - Parameters:
  ///   - probabilities: `[places, classes]`.
  ///   - rule: What is decided; of more than two classes, a threshold is none.
  init(_ probabilities: Tensor<Float>, _ rule: DecisionRule) {
    classCount = probabilities.shape[1]
    scores =
      if case .leastCost(let costs) = rule {
        Self.savings(probabilities.scalars, costs)
      } else {
        probabilities.scalars
      }
    let places = stride(from: 0, to: scores.count, by: classCount)
    var (best, largest): ([Int], [(first: Float, second: Float)]) = ([], [])
    for place in places {
      var (index, first, second): (Int, Float, Float) = (0, -.infinity, -.infinity)
      for label in 0..<classCount {
        let value = scores[place + label]
        if value > first {
          (index, first, second) = (label, value, first)
        } else {
          second = max(second, value)
        }
      }
      best.append(index)
      largest.append((first, second))
    }
    (self.best, self.largest) = (best, largest)
    winners = Set(best)
  }

  /// What each class saves of the largest cost, as a share of it.
  private static func savings(_ probabilities: [Float], _ costs: CostMatrix) -> [Float] {
    let count = costs.classCount
    let most = costs.values.max() ?? 1
    return probabilities.indices.map { index in
      let (start, label) = (index - index % count, index % count)
      let cost = (0..<count).reduce(0) { sum, actual in
        sum + Double(probabilities[start + actual]) * costs[actual: actual, predicted: label]
      }
      return Float(1 - cost / most)
    }
  }

  /// The lead of a class at each place, below 0 where another is decided on.
  func lead(of label: Int) -> [Float] {
    best.indices.map { place in
      let other = best[place] == label ? largest[place].second : largest[place].first
      return scores[place * classCount + label] - other
    }
  }
}
