import Testing

@testable import Logit

@Suite struct CholeskyTests {
  /// A positive definite matrix: products of random rows with each other.
  private static func gram(_ order: Int, rows: Int, seed: UInt64 = 5) -> [Double] {
    var generator = RandomGenerator(seed: seed)
    let x = generator.normal(mean: 0, standardDeviation: 1, shape: [rows, order]).scalars
    var gram = [Double](repeating: 0, count: order * order)
    for row in 0..<rows {
      for i in 0..<order {
        for j in 0..<order { gram[i * order + j] += x[row * order + i] * x[row * order + j] }
      }
    }
    return gram
  }

  @Test(
    "The solution solves the equations, whatever is left of blocks of 64 and of 4",
    arguments: [1, 2, 3, 4, 5, 63, 64, 65, 67, 128, 130, 197])
  func solves(_ order: Int) throws {
    let matrix = Self.gram(order, rows: order + 50)
    var x = (0..<order).map { Double($0 % 7) - 3 }
    let b = x
    try #require(Cholesky(matrix, order: order)).solve(&x)
    let largest = matrix.map(abs).max() ?? 0
    let size = x.map(abs).max() ?? 0
    for i in 0..<order {
      let product = (0..<order).reduce(0) { $0 + matrix[i * order + $1] * x[$1] }
      // Rounding of as many products as there are columns.
      #expect(abs(product - b[i]) <= 1e-15 * Double(order) * largest * size + 1e-15)
    }
  }

  @Test(
    "The inverse of the factor times its transpose is the inverse of the matrix", arguments: [1, 2, 5, 66])
  func inverse(_ order: Int) throws {
    let factor = try #require(Cholesky(Self.gram(order, rows: order + 50), order: order))
    let inverse = factor.inverseTransposed
    for column in 0..<order {
      var expected = [Double](repeating: 0, count: order)
      expected[column] = 1
      factor.solve(&expected)
      for i in 0..<order {
        #expect(i <= column || inverse[i * order + column] == 0)
        let product = (0..<order).reduce(0) { $0 + inverse[i * order + $1] * inverse[column * order + $1] }
        #expect(abs(product - expected[i]) < 1e-14)
      }
    }
  }

  @Test("A matrix that is not positive definite has no factor")
  func indefinite() {
    #expect(Cholesky([1, 2, 2, 1], order: 2) == nil)
    #expect(Cholesky([0], order: 1) == nil)
    #expect(Cholesky([.nan], order: 1) == nil)
    #expect(Cholesky(Self.gram(70, rows: 30), order: 70) == nil)
  }

  @Test("Columns that those before them explain are found, the later ones of each set")
  func dependent() {
    var generator = RandomGenerator(seed: 2)
    let (rows, order) = (200, 70)
    var x = generator.normal(mean: 0, standardDeviation: 1, shape: [rows, order]).scalars
    for row in 0..<rows {
      x[row * order + 3] = x[row * order] - 2 * x[row * order + 1]
      x[row * order + 66] = x[row * order + 65] + x[row * order + 2]
    }
    var gram = [Double](repeating: 0, count: order * order)
    for row in 0..<rows {
      for i in 0..<order {
        for j in 0..<order { gram[i * order + j] += x[row * order + i] * x[row * order + j] }
      }
    }
    #expect(Cholesky.dependentColumns(gram, order: order, least: 1e-12) == [3, 66])
    #expect(Cholesky.dependentColumns(Self.gram(9, rows: 4), order: 9, least: 1e-12) == [4, 5, 6, 7, 8])
  }

  @Test("The factor of a singular Gram matrix gives the matrix again")
  func semidefinite() {
    let order = 90
    let gram = Self.gram(order, rows: 40)
    let factor = Cholesky.semidefiniteFactor(gram, order: order, least: 1e-15)
    for i in 0..<order {
      for j in 0..<order {
        let product = (0..<order).reduce(0) { $0 + factor[i * order + $1] * factor[j * order + $1] }
        #expect(abs(product - gram[i * order + j]) < 1e-11)
      }
    }
  }
}
