import Foundation

/// What scikit-learn, SciPy and NumPy make of small samples: `Fixtures/decisions.json`.
struct DecisionVectors: Decodable, Sendable {
  struct Binary: Decodable, Sendable {
    var logits: [Float]
    var classes: [Int32]
    var slope: Double
    var intercept: Double
    var scores: [Double]
    var probabilities: [Double]
    var temperature: Double
    var at: [Double]
    var plattAt: [Double]
    var isotonicAt: [Double]
  }
  struct Multiclass: Decodable, Sendable {
    var classCount: Int
    var logits: [Float]
    var classes: [Int32]
    var temperature: Double
    var platt: [Double]
    var isotonic: [Double]
  }
  struct Best: Decodable, Sendable {
    var threshold: Double
    var score: Double
    var atHalf: Double
  }
  struct Thresholds: Decodable, Sendable {
    var probabilities: [Float]
    var classes: [Int]
    var metrics: [String: Best]
  }

  struct Weighted: Decodable, Sendable {
    var logits: [Float]
    var classes: [Int32]
    var weights: [Double]
    var at: [Double]
    var plattAt: [Double]
    var isotonicAt: [Double]
    var temperature: Double
    var probabilities: [Float]
    var f1: Best
  }

  var binary: [Binary]
  var multiclass: [Multiclass]
  var thresholds: [Thresholds]
  var weighted: Weighted

  static let all: DecisionVectors = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/decisions.json")
    do {
      return try JSONDecoder().decode(DecisionVectors.self, from: Data(contentsOf: url))
    } catch {
      fatalError("decisions.json cannot be read: \(error)")
    }
  }()
}
