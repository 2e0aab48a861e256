import CLogitKernels
import Testing

/// Rows of a matrix, added up on every level.
@Suite struct MatrixRowsTests {
  private static func sum(
    _ indices: [Int32], columns: Int, cuts: [Int], level: logit_level
  ) -> (found: [Double], expected: [Double]) {
    var data = TestData(seed: UInt32(columns * 31 + indices.count))
    let stride = columns + 3
    let matrix = data.floats(stride * 40).map { Double($0) }
    let factors = data.floats(indices.count).map { Double($0) }
    let start = data.floats(columns).map { Double($0) }
    var found = start
    for (first, end) in zip(cuts, cuts.dropFirst()) {
      kernels(level).add_rows(
        matrix, Int64(stride), indices, factors, Int64(indices.count), Int64(first), Int64(end), &found)
    }
    let expected = (0..<columns).map { i in
      zip(indices, factors).reduce(start[i]) { $0 + $1.1 * matrix[Int($1.0) * stride + i] }
    }
    return (found, expected)
  }

  @Test("Sums are those of the definition, whatever their lengths", arguments: availableLevels)
  func sums(_ level: logit_level) {
    for count in [0, 1, 2, 3, 7, 8, 9, 17, 26] {
      for columns in [1, 7, 8, 15, 16, 17, 33, 70] {
        let indices = (0..<count).map { Int32(($0 * 11 + 5) % 40) }
        let (found, expected) = Self.sum(indices, columns: columns, cuts: [0, columns], level: level)
        for (found, expected) in zip(found, expected) { #expect(abs(found - expected) <= 1e-14) }
      }
    }
  }

  @Test("An element has the same bits wherever the columns are cut, on all levels with fused multiply-add")
  func bits() {
    let indices = (0..<27).map { Int32(($0 * 7 + 2) % 40) }
    for level in availableLevels {
      let whole = Self.sum(indices, columns: 100, cuts: [0, 100], level: level).found
      #expect(Self.sum(indices, columns: 100, cuts: [0, 13, 64, 77, 100], level: level).found == whole)
    }
    let found = fusedLevels.map { Self.sum(indices, columns: 100, cuts: [0, 100], level: $0).found }
    #expect(found.allSatisfy { $0 == found.first })
  }
}
