import CLogitKernels
import Testing

@testable import Logit

/// Data of a penalized regression, glmnet's sequence of λ and the optima at some of them.
struct RegularizationPathCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let rows: Int
  let columns: Int
  let classes: Int
  let ratio: Double
  let x: HexadecimalNumbers<Double>
  let labels: [Int32]
  let weights: HexadecimalNumbers<Double>?
  let offsets: HexadecimalNumbers<Double>?
  let factors: HexadecimalNumbers<Double>?
  let lower: HexadecimalNumbers<Double>?
  let upper: HexadecimalNumbers<Double>?
  let lambdas: HexadecimalNumbers<Double>
  let explained: HexadecimalNumbers<Double>
  /// Indices of λ.
  let chosen: [Int]
  /// For each `[predictors, columns then intercept]`, in the columns' units.
  let optima: HexadecimalNumbers<Double>

  var testDescription: String { name }
  var predictors: Int { classes == 2 ? 1 : classes }

  static func all() throws -> [RegularizationPathCase] {
    try Fixture.load("Solvers/paths", as: [RegularizationPathCase].self)
  }

  var regression: LogisticRegression {
    var regression = LogisticRegression(penalty: .elasticNet(l1Ratio: ratio))
    regression.penaltyFactors = factors?.values
    if let lower, let upper { regression.bounds = zip(lower.values, upper.values).map { $0...$1 } }
    return regression
  }

  var data: PathData {
    get throws {
      PathData(
        matrix: .double(try Tensor(x.values, shape: [rows, columns])), classes: labels, classCount: classes,
        weights: weights?.values,
        offsets: try offsets.map { try Tensor($0.values, shape: [rows, predictors]) })
    }
  }

  func path(lambdas: [Double]? = nil, threads: Int = 1) throws -> RegularizationPath {
    try regression.path(
      try data, LambdaSequence(given: lambdas, count: 20, minRatio: nil), pool: ThreadPool(count: threads))
  }

  /// The largest breach of the optimality conditions at some coefficients, straight from the definition and
  /// the rows.
  func breach(_ coefficients: Tensor<Double>, _ intercepts: [Double], lambda: Double) -> Double {
    let (x, weights) = (x.values, weights?.values ?? [Double](repeating: 1, count: rows))
    let total = weights.reduce(0, +)
    let factors = factors?.values ?? [Double](repeating: 1, count: columns)
    let factorSum = factors.reduce(0, +)
    let residuals = residuals(coefficients, intercepts)
    var largest = 0.0
    for k in 0..<predictors {
      let slope = (0..<rows).reduce(0.0) { $0 + weights[$1] * residuals[$1 * predictors + k] }
      largest = max(largest, abs(slope / total))
      for j in 0..<columns {
        let mean = (0..<rows).reduce(0.0) { $0 + weights[$1] * x[$1 * columns + j] } / total
        let deviation =
          ((0..<rows).reduce(0.0) { sum, i in
            sum + weights[i] * (x[i * columns + j] - mean) * (x[i * columns + j] - mean)
          } / total).squareRoot()
        let slope = (0..<rows).reduce(0.0) { sum, i in
          sum + weights[i] * residuals[i * predictors + k] * (x[i * columns + j] - mean)
        }
        let beta = coefficients[k, j]
        let penalty = lambda * factors[j] * Double(columns) / factorSum
        let smooth = slope / total / deviation + penalty * (1 - ratio) * beta * deviation
        let right = smooth + (beta >= 0 ? 1 : -1) * penalty * ratio
        let left = smooth + (beta > 0 ? 1 : -1) * penalty * ratio
        // A bound divided and multiplied by the deviation may be off by a rounding.
        let slack = 1e-14
        if beta < (upper?.values[j] ?? .infinity) - slack { largest = max(largest, -right) }
        if beta > (lower?.values[j] ?? -.infinity) + slack { largest = max(largest, left) }
      }
    }
    return largest
  }

  /// The derivatives of each row's loss by its linear predictors, `[rows, predictors]`.
  private func residuals(_ coefficients: Tensor<Double>, _ intercepts: [Double]) -> [Double] {
    (0..<rows).flatMap { i -> [Double] in
      let predictors = (0..<predictors).map { k in
        let offset = offsets?.values[i * self.predictors + k] ?? 0
        return (0..<columns).reduce(offset + intercepts[k]) {
          $0 + coefficients[k, $1] * x.values[i * columns + $1]
        }
      }
      let all = classes == 2 ? [0] + predictors : predictors
      let largest = all.max() ?? 0
      let exponentials = all.map { exponential($0 - largest) }
      let sum = exponentials.reduce(0, +)
      let residuals = exponentials.indices.map { exponentials[$0] / sum - (Int(labels[i]) == $0 ? 1 : 0) }
      return classes == 2 ? [residuals[1]] : residuals
    }
  }

  private func exponential(_ x: Double) -> Double { logit_exp(x) }
}
