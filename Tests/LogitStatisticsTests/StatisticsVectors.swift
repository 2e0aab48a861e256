import Foundation

/// What SciPy, statsmodels, scikit-learn and NumPy make of small samples: `Fixtures/statistics.json`.
struct StatisticsVectors: Decodable, Sendable {
  struct Mean: Decodable, Sendable {
    var values: [Double]
    var level: Double
    var lower: Double
    var upper: Double
  }
  struct Area: Decodable, Sendable {
    var labels: [Bool]
    var scores: [Float]
    var area: Double
    var variance: Double
    var normal: [Double]?
    var logit: [Double]?
  }
  struct Scores: Decodable, Sendable {
    var classes: Int
    var labels: [Int]
    var probabilities: [Float]
    var brier: Double
    var area: Double
    var areaInterval: [Double]?
    var accuracy: Double
    var accuracyInterval: [Double]
    var logLoss: Double
    var logLossInterval: [Double]
    var macroF1: Double
  }
  struct Bootstrap: Decodable, Sendable {
    var values: [Double]
    var lower: Double
    var upper: Double
  }

  var quantiles: [[Double]]
  var cumulative: [[Double]]
  var wilson: [[Double]]
  var means: [Mean]
  var areas: [Area]
  var scores: [Scores]
  var bootstrap: Bootstrap

  static let all: StatisticsVectors = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/statistics.json")
    do {
      return try JSONDecoder().decode(StatisticsVectors.self, from: Data(contentsOf: url))
    } catch {
      fatalError("statistics.json cannot be read: \(error)")
    }
  }()
}

/// The difference of two numbers relative to the second; 0 for equal ones.
func relativeDifference(_ found: Double, _ expected: Double) -> Double {
  found == expected ? 0 : abs(found - expected) / abs(expected)
}
