import LogitTestSupport
import Testing

@testable import Logit

/// A regression on sparse rows and its optimum, from `make_sparse.py`.
struct SparseCase: Decodable, Sendable {
  let name: String
  let rows: Int
  let columns: Int
  let classes: Int
  let lambda: Double
  let l1Ratio: Double
  let intercept: Bool
  let starts: [Int]
  let places: [Int32]
  let values: HexadecimalNumbers<Double>
  let labels: [Int32]
  let coefficients: HexadecimalNumbers<Double>
  let intercepts: HexadecimalNumbers<Double>
  let objective: HexadecimalNumbers<Double>

  static func all() throws -> [SparseCase] { try Fixture.load("Solvers/sparse", as: [SparseCase].self) }

  func matrix() throws -> SparseMatrix {
    try SparseMatrix(
      rowStarts: starts, columns: places, values: .double(values.values), columnCount: columns)
  }

  var regression: LogisticRegression {
    var regression = LogisticRegression(
      penalty: l1Ratio == 0
        ? .ridge(lambda) : l1Ratio == 1 ? .lasso(lambda) : .elasticNet(lambda, l1Ratio: l1Ratio))
    regression.standardizes = false
    regression.fitsIntercept = intercept
    return regression
  }
}

@Suite struct SparseRegressionTests {
  /// The constants of several classes without their mean, which changes no probability.
  static func centred(_ intercepts: [Double]) -> [Double] {
    let mean = intercepts.count == 1 ? 0 : intercepts.reduce(0, +) / Double(intercepts.count)
    return intercepts.map { $0 - mean }
  }

  @Test("The optimum is scikit-learn's, brought to 1e-13 by Newton's method, with every solver")
  func optima() throws {
    for test in try SparseCase.all() {
      let x = try test.matrix()
      let solvers: [LogisticRegression.Solver] =
        test.l1Ratio > 0 ? [.automatic] : [.automatic, .newtonCG, .lbfgs, .newton, .coordinateDescent]
      for solver in solvers {
        var regression = test.regression
        (regression.solver, regression.tolerance) = (solver, 1e-11)
        let model = try regression.fit(x, test.labels, classCount: test.classes)
        #expect(model.solution.state == .converged, "\(test.name), \(solver)")
        let objective = test.objective.values[0]
        #expect(abs(model.solution.objective - objective) <= 1e-12 * objective, "\(test.name), \(solver)")
        let (found, expected) = (
          model.coefficients.scalars + Self.centred(model.intercepts),
          test.coefficients.values + Self.centred(test.intercepts.values)
        )
        let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference < 1e-8, "\(test.name), \(solver): \(difference)")
        if test.l1Ratio > 0 {
          let support = test.coefficients.values.map { $0 != 0 }
          #expect(model.coefficients.scalars.map { $0 != 0 } == support, "\(test.name)")
        }
      }
    }
  }

  @Test("A sparse matrix and the same one with its zeros have the same optimum, whatever the options")
  func dense() throws {
    for test in try SparseCase.all() {
      let x = try test.matrix()
      let dense = try x.dense()
      let weights = test.labels.indices.map { Double($0 % 3) + 0.5 }
      let predictors = test.classes == 2 ? 1 : test.classes
      let offsets = try Tensor(
        (0..<test.rows * predictors).map { Double($0 % 7) * 0.1 - 0.3 }, shape: [test.rows, predictors])
      for standardizes in [true, false] {
        var regression = test.regression
        regression.standardizes = standardizes
        regression.penaltyFactors = (0..<test.columns).map { [1, 2, 0.5, .infinity][$0 % 4] }
        let sparse = try regression.fit(
          x, test.labels, classCount: test.classes, weights: weights, offsets: offsets)
        let whole = try regression.fit(
          dense, test.labels, classCount: test.classes, weights: weights, offsets: offsets)
        #expect(sparse.solution.state == .converged && whole.solution.state == .converged, "\(test.name)")
        let (found, expected) = (
          sparse.coefficients.scalars + sparse.intercepts, whole.coefficients.scalars + whole.intercepts
        )
        let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
        // The usual tolerance of the gradient, 1e-9, over the least curvature of these problems.
        #expect(difference < 1e-6, "\(test.name), \(standardizes): \(difference)")
        for (found, expected) in [(sparse.means, whole.means), (sparse.deviations, whole.deviations)] {
          #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
        }
        let p = try sparse.probabilities(of: x)
        let q = try sparse.probabilities(of: dense)
        #expect(zip(p.scalars, q.scalars).allSatisfy { abs($0 - $1) < 1e-13 })
      }
    }
  }

  @Test("Sixteen million columns cost nothing where they have no entries")
  func wide() throws {
    let count = 1 << 24
    let places: [Int32] = [3, Int32(count - 1), 3, 77, Int32(count - 1)]
    let x = try SparseMatrix(
      rowStarts: [0, 2, 3, 4, 5, 5], columns: places, values: .float([1, 2, 1, 1, 1]), columnCount: count)
    let model = try LogisticRegression(penalty: .ridge(0.1)).fit(x, [1, 1, 0, 0, 0])
    #expect(model.coefficients.shape == [1, count])
    let used = model.coefficients.scalars.indices.filter { model.coefficients[$0] != 0 }
    #expect(used == [3, 77, count - 1])
    let small = try SparseMatrix(
      rowStarts: [0, 2, 3, 4, 5, 5], columns: [0, 2, 0, 1, 2], values: .float([1, 2, 1, 1, 1]), columnCount: 3
    )
    let other = try LogisticRegression(penalty: .ridge(0.1)).fit(small, [1, 1, 0, 0, 0])
    #expect(used.map { model.coefficients[$0] } == other.coefficients.scalars)
    // As a start it gives the same model.
    let again = try LogisticRegression(penalty: .ridge(0.1)).fit(x, [1, 1, 0, 0, 0], from: model)
    #expect(again.solution.isConverged && again.solution.iterations <= 2)
  }

  @Test("Without a penalty separated classes diverge, and columns that others explain are aliased")
  func unpenalized() throws {
    let separated = try SparseMatrix(Tensor<Double>(rows: [[0, 1], [0, 2], [1, 0], [2, 0]]))
    let model = try LogisticRegression(penalty: .none).fit(separated, [0, 0, 1, 1])
    #expect(model.solution.state == .diverging)
    let twice = try SparseMatrix(
      Tensor<Double>(rows: [[1, 2, 0], [0, 0, 0], [2, 4, 0], [3, 6, 0], [1, 2, 0], [0, 0, 0]]))
    let aliased = try LogisticRegression(penalty: .none).fit(twice, [0, 0, 1, 0, 1, 1])
    #expect(aliased.aliased == [1, 2])
    #expect(aliased.solution.state == .converged)
  }

  @Test("Rows without any entry leave the intercept")
  func empty() throws {
    let x = try SparseMatrix(rowStarts: [0, 0, 0, 0, 0], columns: [], values: .float([]), columnCount: 4)
    let model = try LogisticRegression().fit(x, [0, 1, 1, 1])
    #expect(model.coefficients.scalars == [0, 0, 0, 0])
    #expect(abs(model.intercepts[0] - 1.0986122886681098) < 1e-12)
    #expect(throws: LogitError.emptyData(name: "x")) {
      try LogisticRegression().fit(
        SparseMatrix(rowStarts: [0], columns: [], values: .float([]), columnCount: 4), [])
    }
  }

  @Test("A job gives what a fit gives")
  func job() async throws {
    let test = try #require(SparseCase.all().first)
    let x = try test.matrix()
    let model = try await test.regression.training(x, test.labels).value
    #expect(model.coefficients == (try test.regression.fit(x, test.labels)).coefficients)
  }
}
