import Testing

@testable import Logit

@Suite struct EpochOrderTests {
  func order(rows: Int, seed: UInt64 = 1, epoch: Int = 0) -> [UInt32] {
    let order = EpochOrder(rows: rows, seed: seed, longestRun: 1000)
    order.shuffle(epoch: epoch)
    return stride(from: 0, to: rows, by: 1000).flatMap { first in
      let places = first..<min(first + 1000, rows)
      return Array(UnsafeBufferPointer(start: order.rows(places), count: places.count))
    }
  }

  @Test("Every row is visited once", arguments: [0, 1, 2, 3, 4, 5, 6, 17, 1000, 40_000, 262_145, 600_000])
  func permutation(_ rows: Int) {
    #expect(order(rows: rows).sorted() == (0..<UInt32(rows)).map { $0 })
  }

  @Test("The order depends on seed and epoch only")
  func pure() {
    #expect(order(rows: 100, seed: 3, epoch: 5) == order(rows: 100, seed: 3, epoch: 5))
    #expect(order(rows: 100, seed: 3, epoch: 5) != order(rows: 100, seed: 3, epoch: 6))
    #expect(order(rows: 100, seed: 3, epoch: 5) != order(rows: 100, seed: 4, epoch: 5))
  }

  @Test("All orders are equally likely", arguments: [3, 4, 5, 6])
  func uniform(_ rows: Int) {
    let orderCount = (1...rows).reduce(1, *)
    let expected = 200.0
    var counts: [[UInt32]: Int] = [:]
    for epoch in 0..<orderCount * Int(expected) { counts[order(rows: rows, epoch: epoch), default: 0] += 1 }
    #expect(counts.count == orderCount)
    // Pearson's statistic has mean n - 1 and variance 2 (n - 1); five standard deviations.
    let freedom = Double(orderCount - 1)
    let statistic = counts.values.reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(abs(statistic - freedom) < 5 * (2 * freedom).squareRoot())
  }

  @Test("Every row comes to every place about equally often")
  func places() {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 40), count: 40)
    for epoch in 0..<8000 {
      for (place, row) in order(rows: 40, epoch: epoch).enumerated() { counts[place][Int(row)] += 1 }
    }
    // 200 expected, with a standard deviation of 14; the largest of 1,600 stays within six.
    #expect(counts.joined().allSatisfy { abs($0 - 200) < 84 })
  }

  @Test("Large orders show no trace of the rows' own order", arguments: [300_000, 1_048_576, 1_500_001])
  func scattered(_ count: Int) {
    let first = order(rows: count, epoch: 0)
    let second = order(rows: count, epoch: 1)
    let scale = 12 / Double(count) / Double(count)
    // The covariance of two independent uniform numbers, over their variance, has the deviation 1 / √count.
    func correlation(_ pairs: some Sequence<(UInt32, UInt32)>) -> Double {
      let middle = Double(count - 1) / 2
      return pairs.reduce(0) { $0 + (Double($1.0) - middle) * (Double($1.1) - middle) } * scale
        / Double(count)
    }
    let limit = 5 / Double(count).squareRoot()
    #expect(abs(correlation(zip(first, 0...))) < limit)
    #expect(abs(correlation(zip(first, first.dropFirst()))) < limit)
    #expect(abs(correlation(zip(first, first.dropFirst(2)))) < limit)
    #expect(abs(correlation(zip(first, second))) < limit)
    // Rows of each tenth are spread over the tenths of places: 100 cells, each off by six deviations at the
    // most.
    var cells = [Int](repeating: 0, count: 100)
    for (place, row) in first.enumerated() { cells[place * 10 / count * 10 + Int(row) * 10 / count] += 1 }
    let expected = Double(count) / 100
    #expect(cells.allSatisfy { abs(Double($0) - expected) < 6 * expected.squareRoot() })
    // And the lowest bits, where multiplications mix the least.
    var bits = [Int](repeating: 0, count: 16)
    for (place, row) in first.enumerated() { bits[place % 4 * 4 + Int(row % 4)] += 1 }
    #expect(bits.allSatisfy { abs(Double($0) - Double(count) / 16) < 6 * (Double(count) / 16).squareRoot() })
  }
}
