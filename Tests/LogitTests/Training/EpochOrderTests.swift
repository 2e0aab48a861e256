import Testing

@testable import Logit

@Suite struct EpochOrderTests {
  func order(rows: Int, seed: UInt64 = 1, epoch: Int = 0) -> [UInt32] {
    let order = EpochOrder(rows: rows, seed: seed)
    order.shuffle(epoch: epoch)
    return Array(UnsafeBufferPointer(start: order.rows, count: rows))
  }

  @Test("Every row is visited once", arguments: [0, 1, 2, 3, 4, 5, 6, 17, 1000, 40_000])
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
}
