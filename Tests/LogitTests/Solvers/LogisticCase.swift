import Logit
import Testing

/// A regression with its data and its optimum, worked out with 60 digits.
struct LogisticCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let rows: Int
  let columns: Int
  let classes: Int
  let ridge: Double
  let standardize: Bool
  let intercept: Bool
  let aliased: [Int]
  let x: HexadecimalNumbers<Double>
  let labels: [Int32]
  let weights: HexadecimalNumbers<Double>?
  let offsets: HexadecimalNumbers<Double>?
  let coefficients: HexadecimalNumbers<Double>
  let intercepts: HexadecimalNumbers<Double>
  let objective: HexadecimalNumbers<Double>

  var testDescription: String { name }

  static func all() throws -> [LogisticCase] { try Fixture.load("Solvers/optima", as: [LogisticCase].self) }

  var regression: LogisticRegression {
    var regression = LogisticRegression(penalty: ridge == 0 ? .none : .ridge(ridge))
    regression.standardizes = standardize
    regression.fitsIntercept = intercept
    return regression
  }

  /// Fits the regression, with some options changed.
  func fit(
    from start: LogisticModel? = nil, _ change: (inout LogisticRegression) -> Void = { _ in }
  ) throws -> LogisticModel {
    var regression = regression
    change(&regression)
    return try regression.fit(
      Tensor(x.values, shape: [rows, columns]), labels, classCount: classes, weights: weights?.values,
      offsets: offsets.map { try Tensor($0.values, shape: [rows, classes == 2 ? 1 : classes]) }, from: start)
  }
}
