import Testing

@testable import Logit

@Suite struct ColumnMomentsTests {
  @Test("Means and deviations keep their digits where numbers lie close together far from 0")
  func farFromZero() throws {
    let rows = 30_000
    // 1e8 ± 1: the deviation is 1, but the squares of the numbers are the same to 16 digits.
    var x: [Double] = []
    for row in 0..<rows {
      x.append(row % 2 == 0 ? 1e8 + 1 : 1e8 - 1)
      x.append(Double(row % 3))
      x.append(4.5)
      x.append(row == 7 ? 1e-3 : 0)
    }
    let moments = try ColumnMoments(.double(Tensor(x, shape: [rows, 4])), weights: nil)
    #expect(moments.means[0] == 1e8)
    #expect(abs(moments.deviations[0] - 1) < 1e-15)
    #expect(abs(moments.means[1] - 1) < 1e-15)
    #expect(abs(moments.deviations[1] - (2.0 / 3).squareRoot()) < 1e-14)
    #expect(moments.means[2] == 4.5 && moments.deviations[2] == 0 && moments.rootMeanSquares[2] == 4.5)
    let share = 1 / Double(rows)
    let expected: Double = 1e-3 * (share * (1 - share)).squareRoot()
    #expect(abs(moments.deviations[3] / expected - 1) < 1e-14)
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

  @Test("Any number of columns", arguments: [1, 7, 8, 9, 12, 28, 33, 70], [false, true])
  func columns(_ count: Int, isWeighted: Bool) throws {
    var generator = RandomGenerator(seed: UInt64(count))
    let rows = 700
    var x = generator.normal(mean: 2, standardDeviation: 3, shape: [rows, count]).scalars
    let weights = (0..<rows).map { isWeighted ? Double($0 % 4) / 2 : 1 }
    // Rows without weight may hold anything.
    if isWeighted { for row in stride(from: 0, to: rows, by: 4) { x[row * count] = .nan } }
    let given = isWeighted ? weights : nil
    let double = try ColumnMoments(.double(Tensor(x, shape: [rows, count])), weights: given)
    let float = try ColumnMoments(.float(Tensor<Float>(Tensor(x, shape: [rows, count]))), weights: given)
    let total = weights.reduce(0, +)
    for j in 0..<count {
      let column = (0..<rows).map { weights[$0] > 0 ? x[$0 * count + j] : 0 }
      let mean = zip(column, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      let square = zip(column, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) } / total
      #expect(abs(double.means[j] - mean) < 1e-13)
      #expect(abs(double.deviations[j] - square.squareRoot()) < 1e-13)
      #expect(abs(float.means[j] - mean) < 1e-6 && abs(float.deviations[j] - square.squareRoot()) < 1e-6)
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
