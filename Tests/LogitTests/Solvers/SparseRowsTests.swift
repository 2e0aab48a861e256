import CLogitKernels
import LogitTestSupport
import Testing

@testable import Logit

/// The sums over sparse rows.
@Suite struct SparseRowsTests {
  /// What a sum of a few dozen rows loses to rounding. Shifts of 1e8 are taken from sums here, not from
  /// values, and no sparse column has one, so cases with such a mean are left out.
  static let tolerance = 1e-13

  static func rows(
    _ test: LinearCase, _ level: logit_level = Kernels.current.level
  ) throws -> SparseRows? {
    guard let labels = test.labels, test.shift.values.allSatisfy({ abs($0) < 1000 }) else { return nil }
    let kernels = try #require(logit_kernels_for_level(level)?.pointee)
    let x = try Tensor(test.x.values, shape: [test.rows, test.columns])
    let matrix = try test.precision == "float" ? SparseMatrix(Tensor<Float>(x)) : SparseMatrix(x)
    return try SparseRows(
      matrix, TransposedMatrix(matrix, pool: .alone), classes: labels, model: test.model,
      weights: test.weights?.values, offsets: test.offsets?.values, shift: test.shift.values,
      scale: test.scale.values, kernels: kernels)
  }

  @Test(
    "Objective, gradient, product and Hessian are those worked out with 60 digits",
    arguments: LinearProblemTests.levels)
  func vectors(_ level: logit_level) throws {
    var count = 0
    for test in try LinearCase.all() {
      guard let rows = try Self.rows(test, level) else { continue }
      count += 1
      let problem = try LinearProblem(rows.fold(pool: .alone), ridge: test.ridge)
      let (at, direction) = (test.coefficients.values, test.direction.values)
      var found = LinearEvaluation()
      try problem.evaluate([.gradient, .product], at: at, direction: direction, into: &found)
      #expect(found.rowCount == test.rows)
      for (name, found, expected) in [
        ("value", [found.value], test.value.values), ("gradient", found.gradient, test.gradient.values),
        ("product", found.product, test.product.values),
        ("Hessian", try problem.hessian(at: at), test.hessian.values),
      ] {
        #expect(found.count == expected.count)
        let scale = expected.map(abs).max() ?? 0
        let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference <= Self.tolerance * scale, "\(name) of \(test.name): \(difference / scale)")
      }
    }
    #expect(count >= 4)
  }

  @Test("What is kept from other coefficients or directions never shows")
  func memory() throws {
    for test in try LinearCase.all() {
      guard let rows = try Self.rows(test) else { continue }
      let problem = try LinearProblem(rows.fold(pool: .alone))
      let (at, direction) = (test.coefficients.values, test.direction.values)
      let (gradient, product) = (
        try problem.gradient(at: at), try problem.hessianProduct(at: at, direction)
      )
      let other = at.map { $0 * 0.5 + 0.1 }
      _ = try problem.hessianProduct(at: other, at)
      _ = try problem.value(at: other)
      #expect(try problem.hessianProduct(at: at, direction) == product)
      #expect(try problem.gradient(at: at) == gradient)
    }
  }

  /// Three blocks of rows of five columns, one of which has a single entry.
  static func blocks(_ rowCount: Int, ones: Bool = false) -> SparseMatrix {
    var (starts, columns, values): ([Int], [Int32], [Float]) = ([0], [], [])
    for row in 0..<rowCount {
      for column in 0..<4 where (row * 7 + column * 3) % 5 < 2 {
        columns.append(Int32(column))
        values.append(ones ? 1 : Float((row * 13 + column) % 17) / 3 - 2)
      }
      if row == rowCount / 2 {
        columns.append(4)
        values.append(1)
      }
      starts.append(columns.count)
    }
    return SparseMatrix(checked: starts, columns, .float(values), 5)
  }

  static func sums(
    _ matrix: SparseMatrix, _ outcome: LinearModel.Outcome, from first: Int = 0, threads: Int = 1
  ) throws -> PartialSums {
    let pool = ThreadPool(count: threads)
    let model = try LinearModel(outcome, columnCount: matrix.columnCount)
    let classes = (0..<matrix.rowCount).map {
      Int32((($0 + first) * 7 + ($0 + first) / 5) % model.classCount)
    }
    let weights = (0..<matrix.rowCount).map { Double(($0 + first) % 4) * 0.5 + 0.25 }
    let rows = try SparseRows(
      matrix, TransposedMatrix(matrix, pool: pool), classes: classes, model: model, weights: weights,
      offsets: nil, shift: [Double](repeating: 0, count: 5), scale: [Double](repeating: 1, count: 5))
    let at = (0..<model.coefficientCount).map { Double($0 % 5) * 0.1 - 0.2 }
    var evaluation = LinearEvaluation()
    try LinearProblem(rows.fold(pool: pool)).evaluate(
      [.gradient, .product], at: at, direction: at.reversed(), into: &evaluation)
    return try #require(evaluation.sums)
  }

  @Test(
    "Blocks of 65,536 rows merge to the bytes of all rows at once, for any number of threads",
    arguments: [LinearModel.Outcome.binary, .multinomial(classCount: 3)])
  func blocksMerge(_ outcome: LinearModel.Outcome) throws {
    let rowCount = 2 * RowCut.blockLength + 1234
    for ones in [false, true] {
      let matrix = Self.blocks(rowCount, ones: ones)
      let whole = try Self.sums(matrix, outcome)
      for threads in [2, 3] {
        #expect(try Self.sums(matrix, outcome, threads: threads).encoded == whole.encoded)
      }
      var tree = BlockTree<PartialSums> { try $0.merge($1) }
      for block in [2, 0, 1] {
        let first = block * RowCut.blockLength
        let part = matrix.rows(Array(first..<min(first + RowCut.blockLength, rowCount)))
        try tree.insert(try Self.sums(part, outcome, from: first), blocks: block..<block + 1)
      }
      #expect(try tree.finish(blockCount: 3).encoded == whole.encoded)
    }
  }

  @Test("A matrix over too many columns is refused, and says what to do")
  func tooManyColumns() throws {
    let matrix = SparseMatrix(checked: [0, 1, 2], [0, 9000], .float([1, 1]), 9001)
    let zeros = [Double](repeating: 0, count: 9001)
    let rows = try SparseRows(
      matrix, TransposedMatrix(matrix, pool: .alone), classes: [0, 1],
      model: LinearModel(.binary, columnCount: 9001), weights: nil, offsets: nil, shift: zeros,
      scale: zeros.map { _ in 1 })
    let problem = try LinearProblem(rows.fold(pool: .alone))
    #expect(throws: LogitError.self) { try problem.hessian(at: zeros + [0]) }
  }
}
