import Foundation
import Logit
import LogitStatistics

/// What R makes of regressions: `Fixtures/inference/inference.json`.
struct InferenceVectors: Decodable, Sendable {
  struct Robust: Decodable, Sendable {
    var hc0: [Double]
    var hc1: [Double]
    var hc2: [Double]
    var hc3: [Double]
  }
  struct Influence: Decodable, Sendable {
    var leverage: [Double]
    var cook: [Double]
    var pearson: [Double]
    var deviance: [Double]
    var standardizedPearson: [Double]
    var standardizedDeviance: [Double]
  }
  struct Regression: Decodable, Sendable {
    var x: [[Double]]
    var names: [String]?
    var y: [Double]
    var estimate: [Double]
    var error: [Double]
    var z: [Double]?
    var p: [Double]?
    var logLikelihood: Double
    var aic: Double?
    var bic: Double?
    var null: Double?
    var robust: Robust?
    var influence: Influence?
    var trials: [Double]?
    var weights: [Double]?
    var frequencies: [Double]?
    var offsets: [Double]?
    var clusters: [Int32]?
    var cluster: [Double]?
    var hc0: [Double]?
    var likelihoodRatio: [Double]?
    var wald: [Double]?
    var score: [Double]?
    var inflation: [Double]?
    var hosmer: Double?
    var profile: [Double]?
    var effects: [[Double]]?
    var nested: Double?
    var nestedRobust: Double?
    var firthTests: [Double]?
    var repeated: [Double]?
    var repeatedBIC: Double?
    var repeatedHosmer: Double?
    var sum: Double?

    /// The columns.
    func design(terms: [RegressionDesign.Term]? = nil, hasIntercept: Bool = true) throws -> RegressionDesign {
      let tensor = try Tensor(x.flatMap { $0 }, shape: [x.count, x.first?.count ?? 0])
      let names = names?.count == x.first?.count ? names : nil
      return try RegressionDesign(tensor, columnNames: names, terms: terms, hasIntercept: hasIntercept)
    }

    /// Each column a term, whose factors stand between colons in its name.
    var singleTerms: [RegressionDesign.Term] {
      (names ?? []).enumerated().map {
        .init(name: $1, columns: $0..<$0 + 1, factors: $1.split(separator: ":").map(String.init))
      }
    }

    var outcome: RegressionOutcome {
      if let trials { return .counts(successes: y, trials: trials, names: ["failure", "success"]) }
      let count = Int(y.max() ?? 1) + 1
      return .classes(y.map { Int32($0) }, names: (0..<count).map { "class \($0)" })
    }

    var options: RegressionOptions {
      var options = RegressionOptions()
      (options.weights, options.frequencyWeights, options.offsets) = (weights, frequencies, offsets)
      return options
    }

    func fit(
      hasIntercept: Bool = true, terms: [RegressionDesign.Term]? = nil,
      _ change: (inout RegressionOptions) -> Void = { _ in }
    ) throws -> FittedRegression {
      var options = self.options
      change(&options)
      return try FittedRegression(
        design(terms: terms, hasIntercept: hasIntercept), outcome, options: options)
    }
  }

  var infert: Regression
  var birthwt: Regression
  var esoph: Regression
  var frequencies: Regression
  var offset: Regression
  var origin: Regression
  var weights: Regression
  var aliased: Regression
  var quasi: Regression
  var iris: Regression

  static let all: InferenceVectors = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/inference/inference.json")
    do {
      return try JSONDecoder().decode(InferenceVectors.self, from: Data(contentsOf: url))
    } catch {
      fatalError("inference.json cannot be read: \(error)")
    }
  }()
}

/// The largest relative difference of numbers; infinite where one is missing.
func largestDifference(_ found: [Double?], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).reduce(0) { largest, pair in
    guard let value = pair.0 else { return .infinity }
    return max(largest, relativeDifference(value, pair.1))
  }
}
