import Logit
import Testing

@testable import LogitStatistics

@Suite struct OrthogonalRowsTests {
  @Test("Rows are a triangle times orthonormal rows, and what is nearly dependent keeps its digits")
  func factors() throws {
    let (count, length) = (6, 9)
    var generator = RandomGenerator(seed: 3)
    var rows = generator.normal(mean: 0, standardDeviation: 1, shape: [count, length]).scalars
    // The fourth row is nearly the second; the fifth has zeros at its ends.
    for j in 0..<length {
      rows[3 * length + j] = rows[length + j] + 0x1p-30 * rows[3 * length + j]
      if j < 2 || j > 6 { rows[4 * length + j] = 0 }
    }
    let found = try #require(OrthogonalRows(rows, count: count, length: length, least: 1e-12))
    for i in 0..<count {
      for j in 0..<count {
        let product = (0..<length).reduce(0) {
          $0 + found.rows[i * length + $1] * found.rows[j * length + $1]
        }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-15 * 10)
      }
      for j in 0..<length {
        let product = (0..<count).reduce(0) {
          $0 + found.triangle[i * count + $1] * found.rows[$1 * length + j]
        }
        #expect(abs(product - rows[i * length + j]) < 1e-14)
      }
      #expect((i + 1..<max(count, i + 1)).allSatisfy { found.triangle[i * count + $0] == 0 })
    }
  }

  @Test("Rows of an upper triangle, the last first, leave exact units")
  func triangle() throws {
    let rows: [Double] = [0, 0, 1e9, 0, 3, 7e9, 1e-9, 5, -2e9]
    let found = try #require(OrthogonalRows(rows, count: 3, length: 3, least: 1e-20))
    #expect(found.rows == [0, 0, 1, 0, 1, 0, 1, 0, 0])
  }

  @Test("Dependent rows, and zeros, have none")
  func dependent() {
    #expect(OrthogonalRows([1, 2, 2, 4], count: 2, length: 2, least: 1e-12) == nil)
    #expect(OrthogonalRows([0, 0], count: 1, length: 2, least: 1e-12) == nil)
    #expect(OrthogonalRows([.infinity, 0], count: 1, length: 2, least: 1e-12) == nil)
    #expect(OrthogonalRows([], count: 0, length: 2, least: 1e-12)?.logDeterminant == 0)
  }
}
