import CLogitKernels
import Testing

@testable import Logit

/// A quadratic model of least squares, ½ |y − Xβ|² / n, and what it is minimized with.
private struct ModelCase {
  let count: Int
  let hessian: [Double]
  var gradient: [Double]
  var terms: [ElasticPenalty.Term]

  /// - Parameters:
  ///   - columns: X, column by column.
  ///   - outcome: y.
  ///   - term: What holds for every coefficient.
  init(columns: [[Double]], outcome: [Double], term: ElasticPenalty.Term) {
    let rows = Double(outcome.count)
    count = columns.count
    hessian = columns.flatMap { x in columns.map { dot(x, $0) / rows } }
    gradient = columns.map { -dot($0, outcome) / rows }
    terms = [ElasticPenalty.Term](repeating: term, count: columns.count)
  }

  func minimum(
    from start: [Double]? = nil, tolerance: Double = 2e-11, threads: Int = 1
  ) -> QuadraticModel.Minimum {
    let start = start ?? [Double](repeating: 0, count: count)
    var model = QuadraticModel(
      SymmetricMatrix(hessian, order: count, pool: ThreadPool(count: threads)))
    return model.minimum(
      gradient: slopes(start), from: start, terms: terms, tolerance: tolerance)
  }

  /// The derivatives of the model, straight from the definition.
  func slopes(_ point: [Double]) -> [Double] {
    (0..<count).map { gradient[$0] + dot(Array(hessian[$0 * count..<($0 + 1) * count]), point) }
  }

  func breach(_ point: [Double]) -> Double {
    zip(zip(point, slopes(point)), terms).reduce(0) { max($0, $1.1.breach($1.0.0, slope: $1.0.1)) }
  }

  func value(_ point: [Double]) -> Double {
    let square = dot(point, zip(slopes(point), gradient).map { $0 - $1 }) / 2
    return dot(gradient, point) + square + zip(terms, point).reduce(0) { $0 + $1.0.value($1.1) }
  }
}

private func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }

/// Columns of random numbers.
private struct RandomColumns {
  private var generator: RandomGenerator
  let rows: Int

  init(seed: UInt64, rows: Int) {
    generator = RandomGenerator(seed: seed)
    self.rows = rows
  }

  mutating func next() -> [Double] {
    generator.normal(mean: 0, standardDeviation: 1, shape: [rows]).scalars
  }

  /// Random columns with a part that all share, and an outcome of the first few.
  mutating func problem(
    _ count: Int, shared: Double = 0.5, term: ElasticPenalty.Term
  ) -> ModelCase {
    let common = next()
    let columns = (0..<count).map { _ in zip(next(), common).map { $0 + shared * $1 } }
    var outcome = next()
    for (index, column) in columns.prefix(10).enumerated() {
      outcome = zip(outcome, column).map { $0 + Double(index - 5) / 5 * $1 }
    }
    return ModelCase(columns: columns, outcome: outcome, term: term)
  }
}

@Suite("Minima of penalized quadratic models") struct QuadraticModelTests {
  private static func lasso(_ lambda: Double, ridge: Double = 0) -> ElasticPenalty.Term {
    .init(absolute: lambda, square: ridge)
  }

  @Test("The optimality conditions hold, for any strength", arguments: [0.5, 0.1, 0.01, 1e-3, 0])
  func conditions(_ lambda: Double) {
    for seed in 1...4 as ClosedRange<UInt64> {
      var random = RandomColumns(seed: seed, rows: 120)
      let example = random.problem(80, term: Self.lasso(lambda, ridge: seed % 2 == 0 ? lambda : 0))
      let found = example.minimum()
      #expect(example.breach(found.point) <= 3e-11)
      #expect(found.breach <= 2e-11)
      #expect(found.turns <= 20)
    }
  }

  @Test("More columns than rows have a minimum, and it is found")
  func moreColumnsThanRows() {
    var random = RandomColumns(seed: 8, rows: 40)
    let example = random.problem(150, term: Self.lasso(0.02))
    let found = example.minimum()
    #expect(example.breach(found.point) <= 3e-11)
    #expect(found.point.count { $0 != 0 } <= 40)
  }

  /// Pairs of columns that differ by a share of their size, with opposite effects.
  private static func pairs(_ count: Int, difference: Double, lambda: Double) -> ModelCase {
    var random = RandomColumns(seed: 45, rows: 400)
    var columns: [[Double]] = []
    var outcome = random.next()
    for index in 0..<count {
      let column = random.next()
      columns += [column, zip(column, random.next()).map { $0 + difference * $1 }]
      outcome = zip(outcome, column).map { $0 + (index % 3 == 0 ? 0.5 : -0.2) * $1 }
    }
    return ModelCase(columns: columns, outcome: outcome, term: lasso(lambda))
  }

  @Test(
    "45 pairs of nearly the same columns take few turns",
    arguments: [1e-2, 1e-3, 1e-4, 1e-5], [1e-2, 1e-4, 1e-6])
  func nearCopies(_ difference: Double, lambda: Double) {
    let example = Self.pairs(45, difference: difference, lambda: lambda)
    let found = example.minimum()
    #expect(found.breach <= 2e-11)
    #expect(found.turns <= 40)
    // From the slopes worked out anew, with the rounding of products with coefficients of 1e4.
    #expect(example.breach(found.point) <= 1e-9)
  }

  @Test("Pairs of nearly the same columns are followed along a path of penalties")
  func nearCopiesAlongPath() {
    var example = Self.pairs(45, difference: 1e-4, lambda: 1)
    var point = [Double](repeating: 0, count: example.count)
    for step in 0..<60 {
      let term = Self.lasso(logit_pow(0.8, Double(step)))
      example.terms = [ElasticPenalty.Term](repeating: term, count: example.count)
      let before = example.value(point)
      let found = example.minimum(from: point)
      #expect(found.breach <= 2e-11)
      #expect(found.turns <= 40)
      #expect(example.value(found.point) <= before + 1e-12)
      point = found.point
    }
  }

  @Test("Of equal columns with opposite coefficients the penalty becomes as small as it can")
  func ties() {
    var random = RandomColumns(seed: 5, rows: 60)
    let columns = (0..<6).map { _ in random.next() }
    let example = ModelCase(columns: columns + columns, outcome: random.next(), term: Self.lasso(0.05))
    let found = example.minimum(from: (0..<12).map { $0 < 6 ? 7 : -7 })
    #expect(example.breach(found.point) <= 3e-11)
    for j in 0..<6 { #expect(found.point[j] * found.point[j + 6] >= 0) }
  }

  @Test("A column without curvature goes to a bound, or stays where there is none")
  func noCurvature() {
    var random = RandomColumns(seed: 6, rows: 60)
    var columns = (0..<8).map { _ in random.next() }
    columns[2] = [Double](repeating: 0, count: 60)
    columns[5] = columns[2]
    var example = ModelCase(columns: columns, outcome: random.next(), term: Self.lasso(0.01))
    let still = example.minimum(from: [0, 0, 3, 0, 0, -2, 0, 0])
    #expect(still.point[2] == 0 && still.point[5] == 0)
    #expect(example.breach(still.point) <= 3e-11)
    // A slope that never changes: one leads to a bound, the other nowhere.
    (example.gradient[2], example.terms[2].lower) = (0.3, -1)
    example.gradient[5] = -0.3
    let found = example.minimum()
    #expect(found.point[2] == -1 && found.point[5] == 0)
    #expect(abs(found.breach - 0.29) <= 1e-15)
    let rest = (0..<8).filter { $0 != 5 }
    let slopes = example.slopes(found.point)
    for j in rest { #expect(example.terms[j].breach(found.point[j], slope: slopes[j]) <= 3e-11) }
  }

  @Test("Bounds hold, and what is at them wants to be beyond")
  func bounds() {
    for seed in 1...4 as ClosedRange<UInt64> {
      var random = RandomColumns(seed: seed, rows: 90)
      var example = random.problem(70, term: Self.lasso(seed % 2 == 0 ? 0.003 : 0))
      for j in example.terms.indices {
        example.terms[j].lower = j % 4 == 0 ? 0 : -0.05
        example.terms[j].upper = j % 5 == 0 ? 0 : 0.1
      }
      let found = example.minimum()
      #expect(example.breach(found.point) <= 3e-11)
      for (beta, term) in zip(found.point, example.terms) {
        #expect(beta >= term.lower && beta <= term.upper)
      }
    }
  }

  @Test("A large model has the same bits for any number of threads")
  func threads() {
    var random = RandomColumns(seed: 7, rows: 500)
    let example = random.problem(300, term: Self.lasso(1e-3))
    let (one, three) = (example.minimum(), example.minimum(threads: 3))
    #expect(one.point == three.point)
    #expect(example.breach(one.point) <= 3e-11)
  }

  @Test("The model follows the loss along steps")
  func update() {
    var random = RandomColumns(seed: 9, rows: 700)
    let (old, new) = (
      random.problem(270, term: Self.lasso(0)), random.problem(270, shared: 0.6, term: Self.lasso(0))
    )
    var models = [1, 3].map {
      QuadraticModel(SymmetricMatrix(old.hessian, order: 270, pool: ThreadPool(count: $0)))
    }
    let step = (0..<270).map { Double($0 % 7) - 3 }
    let change = (0..<270).map { dot(Array(new.hessian[$0 * 270..<($0 + 1) * 270]), step) }
    for index in models.indices { models[index].update(step: step, change: change) }
    for i in 0..<270 {
      let row = (0..<270).map { models[0].hessian[i, $0] }
      #expect(abs(dot(row, step) - change[i]) <= 1e-11)
    }
    #expect(models[0].hessian.elements == models[1].hessian.elements)
  }
}
