import Logit
import LogitTestSupport
import Testing

@Suite struct LogisticModelTests {
  /// 300 rows of 5 columns with some relation to their classes.
  static func data(classes: Int, rows: Int = 300) -> (x: Tensor<Float>, labels: [Int32]) {
    var generator = RandomGenerator(seed: 11)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [rows, 5]))
    let noise = generator.normal(mean: 0, standardDeviation: 1, shape: [rows, classes]).scalars
    let labels = (0..<rows).map { row in
      let scores = (0..<classes).map { Double(x[row, $0 % 5]) + noise[row * classes + $0] }
      return Int32(scores.firstIndex(of: scores.max() ?? 0) ?? 0)
    }
    return (x, labels)
  }

  @Test("The mean probabilities are the classes' shares, since intercepts are free", arguments: [2, 3, 8])
  func shares(_ classes: Int) throws {
    let (x, labels) = Self.data(classes: classes)
    let model = try LogisticRegression().fit(x, labels)
    let p = try model.probabilities(of: x)
    #expect(p.shape == [300, classes])
    for k in 0..<classes {
      let mean = try p.mean(axis: 0)[k]
      let share = Double(labels.count { $0 == k }) / 300
      // The gradient of an intercept is the difference.
      #expect(abs(mean - share) < 1e-12)
    }
    for row in 0..<300 { #expect(abs((0..<classes).reduce(0) { $0 + p[row, $1] } - 1) < 1e-14) }
    #expect(try model.probabilities(of: Tensor<Double>(x)) == p)
    #expect(model.description.contains("\(classes) classes on 5 columns; newton"))
  }

  @Test("Beginning with a part of the rows leads to the same optimum", arguments: [2, 3])
  func sampledStart(_ classes: Int) throws {
    // Enough rows for a part of them, in an order that favours one class, then in one that alternates.
    let (x, labels) = Self.data(classes: classes, rows: 130_000)
    let order = labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }
    let sorted = try x.rows(at: order)
    let model = try LogisticRegression().fit(x, labels)
    let other = try LogisticRegression().fit(sorted, order.map { labels[$0] })
    #expect(model.solution.isConverged && model.solution.gradientNorm < 1e-12)
    // From 0 for certain, which a start given is.
    let zero = LogisticModel(
      classCount: classes, coefficients: .zeros(model.coefficients.shape),
      intercepts: model.intercepts.map { _ in 0 }, aliased: [], means: model.means,
      deviations: model.deviations, solution: model.solution)
    let plain = try LogisticRegression().fit(x, labels, from: zero)
    for (a, b) in zip(model.coefficients.scalars, plain.coefficients.scalars) { #expect(abs(a - b) < 1e-10) }
    for (a, b) in zip(model.coefficients.scalars, other.coefficients.scalars) { #expect(abs(a - b) < 1e-10) }
  }

  @Test("Any number of threads gives the same bits", arguments: [2, 3])
  func threads(_ classes: Int) throws {
    let (x, labels) = Self.data(classes: classes, rows: 20_000)
    let (one, three) = try choosingThreads { setCount in
      try setCount(1)
      let one = try LogisticRegression().fit(x, labels)
      try setCount(3)
      return (one, try LogisticRegression().fit(x, labels))
    }
    #expect(one.coefficients == three.coefficients)
    #expect(one.intercepts == three.intercepts)
    #expect(one.solution == three.solution)
  }

  @Test("The duality gap is at least what the objective is above the optimum, and next to nothing there")
  func gap() throws {
    for classes in [2, 3] {
      let (x, labels) = Self.data(classes: classes)
      for penalty in [
        .ridge(0.001), .ridge(0.1), .lasso(0.001), .lasso(0.05), .elasticNet(0.02, l1Ratio: 0.5),
      ] as [LogisticRegression.Penalty] {
        var regression = LogisticRegression(penalty: penalty)
        regression.tolerance = 1e-12
        let best = try regression.fit(x, labels).solution
        #expect(try #require(best.dualityGap) < 1e-7, "\(penalty)")
        for limit in 0..<4 {
          regression.iterationLimit = limit
          let early = try regression.fit(x, labels).solution
          #expect(try #require(early.dualityGap) >= early.objective - best.objective, "\(penalty)")
        }
      }
      #expect(try LogisticRegression(penalty: .none).fit(x, labels).solution.dualityGap == nil)
    }
  }

  @Test("No solver calls separated classes converged", arguments: LogisticRegression.Solver.allCases)
  func separated(_ solver: LogisticRegression.Solver) throws {
    let x = Tensor<Double>((0..<40).map { Double($0) - 19.5 })
    var regression = LogisticRegression(penalty: .none)
    regression.solver = solver
    let model = try regression.fit(try x.reshaped([40, 1]), (0..<40).map { $0 < 20 ? 0 : 1 })
    #expect(!model.solution.isConverged, "\(model.solution)")
  }

  /// Only one class has a 1 in the second column, so its coefficient grows for ever, and the loss does not
  /// become 0.
  private static func quasiSeparated(classes: Int32) throws -> (x: Tensor<Double>, labels: [Int32]) {
    var rows: [[Double]] = []
    var labels: [Int32] = []
    for row in 0..<120 {
      let isSingled = row % 6 == 0
      rows.append([Double(row * 37 % 101) / 20, isSingled ? 1 : 0])
      labels.append(isSingled ? 1 : Int32(row * 7 / 5) % classes)
    }
    return (try Tensor(rows: rows), labels)
  }

  @Test(
    "No solver calls classes converged that a column separates in part",
    arguments: LogisticRegression.Solver.allCases, [2, 3] as [Int32])
  func quasiSeparated(_ solver: LogisticRegression.Solver, classes: Int32) throws {
    let (x, labels) = try Self.quasiSeparated(classes: classes)
    var regression = LogisticRegression(penalty: .none)
    regression.solver = solver
    let model = try regression.fit(x, labels)
    #expect(model.solution.state == .diverging, "\(model.solution)")
    // The other column alone has an optimum, whichever way it is looked for.
    let column: [[Double]] = (0..<120).map { [x[$0, 0]] }
    let one = try Tensor<Double>(rows: column)
    #expect(try regression.fit(one, labels).solution.isConverged)
  }

  @Test("A column that is not penalized diverges where it separates, whatever the others' penalty is")
  func freeColumn() throws {
    let (x, labels) = try Self.quasiSeparated(classes: 2)
    for penalty in [LogisticRegression.Penalty.ridge(0.01), .lasso(0.01), .lasso(1e-13)] {
      var regression = LogisticRegression(penalty: penalty)
      if penalty != .lasso(1e-13) {
        #expect(try regression.fit(x, labels).solution.isConverged)
        regression.penaltyFactors = [1, 0]
      }
      #expect(try regression.fit(x, labels).solution.state == .diverging, "\(penalty)")
    }
    var bounded = LogisticRegression(penalty: .none)
    bounded.bounds = [-10...10, -10...10]
    #expect(try bounded.fit(x, labels).solution.isConverged)
    bounded.bounds = [-10...10, 0 ... .infinity]
    #expect(try bounded.fit(x, labels).solution.state == .diverging)
  }

  @Test("A path says which of its fits have no optimum")
  func path() throws {
    let (x, labels) = try Self.quasiSeparated(classes: 2)
    for penalty in [LogisticRegression.Penalty.ridge(), .lasso()] {
      let path = try LogisticRegression(penalty: penalty).path(x, labels, lambdas: [0.1, 1e-3, 0])
      #expect(path.states == [.converged, .converged, .diverging], "\(penalty)")
    }
    // Categories that each have a column explain one another, which is no separation.
    var categories: [[Double]] = []
    for row in 0..<90 {
      var values = [0, 0, 0, Double(row * 7 % 11)]
      values[row % 3] = 1
      categories.append(values)
    }
    let overlapping = (0..<90).map { Int32($0 * 13 / 7 % 2) }
    let path = try LogisticRegression(penalty: .lasso()).path(
      try Tensor(rows: categories), overlapping, lambdas: [0.1, 0])
    #expect(path.states == [.converged, .converged])
  }

  @Test("Rows of another width or with NaN are refused")
  func rows() throws {
    let (x, labels) = Self.data(classes: 2)
    let model = try LogisticRegression().fit(x, labels)
    #expect(throws: LogitError.self) { try model.probabilities(of: Tensor<Float>.zeros([3, 4])) }
    var bad = Tensor<Double>.zeros([2, 5])
    bad[7] = .infinity
    #expect(throws: LogitError.nonFiniteInput(name: "x", row: 1, column: 2, value: .infinity)) {
      try model.linearPredictors(of: bad)
    }
  }
}
