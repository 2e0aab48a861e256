import Logit
import Testing

@testable import LogitData

@Suite struct MedianTests {
  @Test func `the median is that of the sorted numbers, in whatever order they come`() {
    var generator = RandomGenerator(seed: 5)
    for count in [1, 2, 3, 10, 101, 5000] {
      let ascending = (0..<count).map { Double($0 / 2) }
      let orders: [[Double]] = [
        ascending, ascending.reversed(), Array(ascending.filter { Int($0) % 2 == 0 } + ascending.reversed()),
        generator.permutation(count).scalars.map { ascending[$0] }, [Double](repeating: 3, count: count),
      ]
      for values in orders {
        let sorted = values.sorted()
        let (middle, isEven) = (values.count / 2, values.count.isMultiple(of: 2))
        let expected = isEven ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        #expect(values.median() == expected)
      }
    }
    #expect([Double]().median() == nil)
  }
}
