import Logit
import LogitStatistics
import Testing

/// Regressions of so many rows that a sample of them comes first.
@Suite("Regressions of many rows")
struct ManyRowsTests {
  private static let rowCount = 110_000
  /// The distance at which rows are sampled.
  private static let step = 5

  private let first: [Double]
  private let second: [Double]
  private let classes: [Int32]

  init() {
    var generator = RandomGenerator(seed: 12)
    first = generator.normal(mean: 3, standardDeviation: 2, shape: [Self.rowCount]).scalars
    second = generator.normal(mean: 0, standardDeviation: 1, shape: [Self.rowCount]).scalars
    let noise = generator.uniform(0, 1, shape: [Self.rowCount]).scalars
    let points = zip(first, second).map { 0.4 * $0 - 0.7 * $1 - 2 }
    classes = zip(points, noise).map { $1 < 1 / (1 + exponential(-$0)) ? 1 : 0 }
  }

  private func fit(
    _ first: [Double], _ second: [Double], _ change: (inout RegressionOptions) -> Void = { _ in }
  ) throws -> FittedRegression {
    let x = try Tensor(zip(first, second).flatMap { [$0, $1] }, shape: [first.count, 2])
    var options = RegressionOptions()
    change(&options)
    return try FittedRegression(
      RegressionDesign(x), .classes(classes, names: ["no", "yes"]), options: options)
  }

  @Test("The gradient is 0, and errors are those of the curvature there")
  func maximum() throws {
    let found = try fit(first, second).inference
    let estimates = found.coefficients.compactMap(\.estimate)
    let covariance = found.covariance.map { $0.compactMap { $0 } }
    var gradient = [0.0, 0, 0]
    var information = [[Double]](repeating: [0, 0, 0], count: 3)
    for row in first.indices {
      let x = [1, first[row], second[row]]
      let p = 1 / (1 + exponential(-(0..<3).reduce(0) { $0 + estimates[$1] * x[$1] }))
      for i in 0..<3 {
        gradient[i] += (Double(classes[row]) - p) * x[i]
        for j in 0..<3 { information[i][j] += p * (1 - p) * x[i] * x[j] }
      }
    }
    #expect(gradient.allSatisfy { abs($0) < 1e-12 * Double(first.count) })
    for i in 0..<3 {
      for j in 0..<3 {
        let product = (0..<3).reduce(0) { $0 + information[i][$1] * covariance[$1][j] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-10)
      }
    }
  }

  @Test("Robust errors and effects of the search's last pass are those of passes of their own")
  func lastPass() throws {
    let change = MarginalChange(name: "x1", columns: [0], kind: .derivative(.constant([1])))
    let rows = MarginalChange(
      name: "x1", columns: [0],
      kind: .derivative(.rows(try Tensor(first.map { _ in 1.0 }, shape: [first.count, 1]))))
    var one = try fit(first, second) { $0.standardErrors = .robust(.hc1) }
    // Rows that stand for one each are worked out as those that stand for several.
    var other = try fit(first, second) {
      $0.standardErrors = .robust(.hc1)
      $0.frequencyWeights = [Double](repeating: 1, count: first.count)
    }
    try one.addMarginalEffects([change], at: .overall)
    try other.addMarginalEffects([rows], at: .overall)
    for (line, expected) in zip(one.inference.coefficients, other.inference.coefficients) {
      #expect(relativeDifference(line.standardError ?? 0, expected.standardError ?? 1) < 1e-11)
    }
    let (effect, expected) = (one.inference.marginalEffects?.first, other.inference.marginalEffects?.first)
    #expect(relativeDifference(effect?.effect ?? 0, expected?.effect ?? 1) < 1e-11)
    #expect(relativeDifference(effect?.standardError ?? 0, expected?.standardError ?? 1) < 1e-11)
  }

  @Test("Columns that only the other rows tell apart both have coefficients, and equal ones have not")
  func sampledColumns() throws {
    // The same numbers in the other rows, in another order, so that both columns have the same mean.
    let alike = first.indices.map { first[$0 % Self.step == 0 ? $0 : Self.rowCount - $0] }
    let found = try fit(first, alike).inference
    #expect(found.aliased.isEmpty)
    #expect(found.coefficients.allSatisfy { $0.standardError != nil })
    let aliased = try fit(first, first.map { 2 * $0 - 1 }).inference
    #expect(aliased.aliased == ["x2"])
  }
}
