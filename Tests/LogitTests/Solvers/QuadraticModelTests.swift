import Testing

@testable import Logit

/// A quadratic function with a penalty, and its minimum.
@Suite struct QuadraticModelTests {
  /// Kinds of matrices whose minimum is not equally easy to find.
  enum Kind: String, CaseIterable, CustomTestStringConvertible {
    /// Columns that are independent.
    case plain
    /// Columns with something in common.
    case correlated
    /// Pairs of columns that are nearly the same.
    case nearlyTheSame
    /// Columns that occur twice.
    case twice
    /// Fewer rows than columns.
    case wide

    var testDescription: String { rawValue }
  }

  private struct Problem {
    let count: Int
    let matrix: [Double]
    let gradient: [Double]
    let start: [Double]

    /// The products of columns of random rows; the gradient is one of their products with an outcome, so that there is a
    /// minimum even where the matrix is singular.
    init(_ kind: Kind, count: Int) {
      var random = RandomGenerator(seed: UInt64(count))
      let rows = kind == .wide ? max(count / 3, 1) : 3 * count + 5
      let own = random.normal(mean: 0, standardDeviation: 1, shape: [rows, count + 2])
      var x = [[Double]](repeating: [Double](repeating: 0, count: count), count: rows)
      for row in 0..<rows {
        for column in 0..<count {
          x[row][column] =
            switch kind {
            case .plain, .wide: own[row, column]
            case .correlated: own[row, column] + 3 * own[row, count]
            case .nearlyTheSame: own[row, column / 2] + (column % 2 == 1 ? 1e-4 * own[row, column] : 0)
            case .twice: own[row, column / 2]
            }
        }
      }
      (self.count, start) = (count, (0..<count).map { $0 % 3 == 0 ? Double($0 % 5) - 2 : 0 })
      func sum(_ term: (Int) -> Double) -> Double { (0..<rows).reduce(0) { $0 + term($1) } / Double(rows) }
      matrix = (0..<count * count).map { place in
        sum { x[$0][min(place / count, place % count)] * x[$0][max(place / count, place % count)] }
      }
      gradient = (0..<count).map { j in sum { x[$0][j] * own[$0, count + 1] } }
    }

    /// The largest breach of the optimality conditions at a point.
    func breach(_ point: [Double], _ terms: [ElasticPenalty.Term]) -> Double {
      (0..<count).map { i in
        let slope = (0..<count).reduce(gradient[i]) { $0 + matrix[i * count + $1] * (point[$1] - start[$1]) }
        return terms[i].breach(point[i], slope: slope)
      }.max() ?? 0
    }
  }

  private static func terms(_ count: Int, absolute: Double, square: Double, bounded: Bool) -> [ElasticPenalty
    .Term]
  {
    (0..<count).map { j in
      var term = ElasticPenalty.Term(absolute: j % 7 == 6 ? 0 : absolute, square: square)
      if bounded, j % 2 == 0 { (term.lower, term.upper) = (-2, 0.05) }
      return term
    }
  }

  @Test("Every condition of the optimum holds at what is called the minimum", arguments: Kind.allCases)
  func optimality(_ kind: Kind) {
    for count in [1, 2, 7, 8, 9, 40, 90] {
      let problem = Problem(kind, count: count)
      for (absolute, square, bounded) in [
        (0.05, 0, false), (0.3, 0, true), (0.02, 0.1, false), (0, 0.01, true),
      ] {
        let terms = Self.terms(count, absolute: absolute, square: square, bounded: bounded)
        var model = QuadraticModel(
          HessianRows(problem.matrix, count: count, kernels: Kernels.current))
        let start = zip(problem.start, terms).map { min(max($0, $1.lower), $1.upper) }
        var moved = problem.gradient
        for i in 0..<count {
          for j in 0..<count { moved[i] += problem.matrix[i * count + j] * (start[j] - problem.start[j]) }
        }
        let found = model.minimum(gradient: moved, from: start, terms: terms, tolerance: 1e-9)
        #expect(
          problem.breach(found, terms) < 1.1e-9, "\(count) coefficients, \(absolute), \(square), \(bounded)")
        #expect(zip(found, terms).allSatisfy { $0 >= $1.lower && $0 <= $1.upper })
      }
    }
  }

  @Test("After a step the matrix gives the change of the gradient that was found")
  func secant() {
    let problem = Problem(.correlated, count: 13)
    var rows = HessianRows(problem.matrix, count: 13, kernels: Kernels.current)
    let step = (0..<13).map { Double($0 % 4) - 1 }
    let before = rows.product((0..<13).map { Int32($0) }, step)
    let change = zip(before, step + [0, 0, 0]).map { 1.1 * $0 + 0.2 * $1 }
    let curvature = zip(step, change).reduce(0) { $0 + $1.0 * $1.1 }
    rows.addSquare(change, over: curvature)
    rows.addSquare(before, over: -zip(step, before).reduce(0) { $0 + $1.0 * $1.1 })
    let after = rows.product((0..<13).map { Int32($0) }, step)
    #expect(zip(after, change).allSatisfy { abs($0 - $1) < 1e-12 * abs(curvature) })
    #expect((0..<13).allSatisfy { i in (0..<13).allSatisfy { abs(rows[i, $0] - rows[$0, i]) < 1e-12 } })
  }
}
