import Testing

@testable import Logit

/// Buckets as `tf.summary.histogram` makes them.
@Suite struct HistogramTests {
  @Test("Numbers are counted in buckets of one width, both ends among them")
  func counted() {
    let histogram = Histogram([0, 0.5, 1, 1.5, 2, 4], count: 4)
    #expect(
      histogram.buckets == [
        .init(low: 0, high: 1, count: 2), .init(low: 1, high: 2, count: 2), .init(low: 2, high: 3, count: 1),
        .init(low: 3, high: 4, count: 1),
      ])
  }

  @Test("Of equal numbers the last bucket has all, and of none every bucket is empty")
  func degenerate() {
    let equal = Histogram([2.5, 2.5, 2.5]).buckets
    #expect(equal.count == 30 && equal.allSatisfy { $0.low == 2.5 && $0.high == 2.5 })
    #expect(equal.map(\.count) == Array(repeating: 0, count: 29) + [3])
    for values in [[], [Float.nan, .infinity]] {
      #expect(Histogram(values).buckets == Array(repeating: .init(low: 0, high: 0, count: 0), count: 30))
    }
  }

  @Test("Every finite number is in the bucket that it lies in, whatever its size")
  func property() {
    var random = RandomGenerator(seed: 6)
    for scale: Float in [1e-37, 1e-3, 1, 1e30, .greatestFiniteMagnitude / 8] {
      let values = random.normal(mean: 0, standardDeviation: 1, count: 500).scalars.map { Float($0) * scale }
      let buckets = Histogram(values + [.nan, -.infinity]).buckets
      #expect(buckets.reduce(0) { $0 + $1.count } == 500)
      #expect(buckets.first?.low == values.min().map { Double($0) })
      #expect(buckets.last?.high == values.max().map { Double($0) })
      #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $0.high == $1.low && $0.low <= $0.high })
      // A number next to an edge may be on either side of it by rounding.
      let width = buckets[0].high - buckets[0].low
      for bucket in buckets {
        let inside = values.count {
          Double($0) > bucket.low + 1e-9 * width && Double($0) < bucket.high - 1e-9 * width
        }
        let near = values.count {
          Double($0) >= bucket.low - 1e-9 * width && Double($0) <= bucket.high + 1e-9 * width
        }
        #expect((Double(inside)...Double(near)).contains(bucket.count))
      }
    }
  }
}
