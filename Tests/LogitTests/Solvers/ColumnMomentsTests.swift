import Testing

@testable import Logit

@Suite struct ColumnMomentsTests {
  @Test("Means and deviations keep their digits where numbers lie close together far from 0")
  func farFromZero() throws {
    let rows = 30_000
    // 1e8 ± 1: the deviation is 1, but the squares of the numbers are the same to 16 digits.
    let x = (0..<rows).flatMap { [1e8 + ($0 % 2 == 0 ? 1 : -1), Double($0 % 3), 4.5, $0 == 7 ? 1e-3 : 0] }
    let moments = try ColumnMoments(.double(Tensor(x, shape: [rows, 4])), weights: nil)
    #expect(moments.means[0] == 1e8)
    #expect(abs(moments.deviations[0] - 1) < 1e-15)
    #expect(abs(moments.means[1] - 1) < 1e-15)
    #expect(abs(moments.deviations[1] - (2.0 / 3).squareRoot()) < 1e-14)
    #expect(moments.means[2] == 4.5 && moments.deviations[2] == 0 && moments.rootMeanSquares[2] == 4.5)
    let share = 1 / Double(rows)
    #expect(abs(moments.deviations[3] / (1e-3 * (share * (1 - share)).squareRoot()) - 1) < 1e-14)
  }

  @Test("A weight of 2 is a row that is there twice, and a weight of 0 one that is not")
  func weights() throws {
    let once = try Tensor<Float>(rows: [[1e30, 5], [1, 2], [4, -3], [2, 0.5]])
    let twice = try Tensor<Float>(rows: [[1, 2], [4, -3], [4, -3], [2, 0.5]])
    let weighted = try ColumnMoments(.float(once), weights: [0, 1, 2, 1])
    let repeated = try ColumnMoments(.float(twice), weights: nil)
    for j in 0..<2 {
      #expect(abs(weighted.means[j] - repeated.means[j]) < 1e-15)
      #expect(abs(weighted.deviations[j] - repeated.deviations[j]) < 1e-15)
    }
  }

  @Test("Numbers whose squares double precision does not hold are refused, not taken for constant")
  func outOfRange() {
    for scale in [1e-200, 1e200] {
      #expect(throws: LogitError.self) {
        try ColumnMoments(.double(Tensor([scale, 2 * scale, 3 * scale], shape: [3, 1])), weights: nil)
      }
    }
  }
}
