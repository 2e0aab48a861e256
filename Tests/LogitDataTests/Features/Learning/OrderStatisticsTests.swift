import Logit
import Testing

@testable import LogitData

@Suite struct OrderStatisticsTests {
  /// Finds numbers at places, observed in parts that are merged in another order in each pass.
  private func find(
    _ places: [Int], of numbers: [Double], limit: Int, random: inout RandomGenerator
  ) throws -> [Double] {
    var search = OrderStatistics(places: places, count: numbers.count, gatheringLimit: limit)
    var passes = 0
    while search.values == nil {
      var parts = stride(from: 0, to: numbers.count, by: 37).map { start in
        var part = search
        for number in numbers[start..<min(start + 37, numbers.count)] { part.observe(number) }
        return part
      }
      parts = random.permutation(parts.count).scalars.map { parts[Int($0)] }
      var merged = parts[0]
      for part in parts.dropFirst() { merged.merge(part) }
      merged.finishPass()
      search = merged
      passes += 1
      // 64 bits, of which each pass settles four or more.
      try #require(passes <= 17)
    }
    return search.values ?? []
  }

  private static func numbers(_ kind: String, _ random: inout RandomGenerator) -> [Double] {
    (0..<500).map { row in
      let uniform = Double(random.integer(in: 0..<1_000_000)) / 1e6
      return switch kind {
      case "uniform": uniform
      case "few": Double(Int(uniform * 5)) - 2
      case "two": uniform < 0.5 ? -1e300 : 1e-300
      case "one": 7
      case "scales":
        (row % 2 == 0 ? 1 : -1) * Double(sign: .plus, exponent: row * 4 - 1000, significand: 1 + uniform)
      case "zeros": [0.0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude][row % 4]
      case "neighbors": Double(bitPattern: 1.0.bitPattern + UInt64(row * 7919 % 500))
      default: row % 3 == 0 ? .greatestFiniteMagnitude : row % 3 == 1 ? -.greatestFiniteMagnitude : uniform
      }
    }
  }

  @Test(
    arguments: ["uniform", "few", "two", "one", "scales", "zeros", "neighbors", "extremes"], [0, 60, 1 << 20])
  func `numbers at places are those of the sorted numbers, gathered or counted`(_ kind: String, _ limit: Int)
    throws
  {
    var random = RandomGenerator(seed: 3)
    for _ in 0..<5 {
      let numbers = Self.numbers(kind, &random)
      let sorted = numbers.sorted()
      for places in [[0], [499], [249, 250], [0, 1, 2, 100, 400, 498, 499], Array(0..<500)] {
        let found = try find(places, of: numbers, limit: limit, random: &random)
        #expect(found == places.map { sorted[$0] })
        // No negative zero, which would show what came first.
        #expect(found.allSatisfy { $0 != 0 || $0.sign == .plus })
      }
    }
  }

  @Test func `nothing is searched for without places`() {
    #expect(OrderStatistics(places: [], count: 10).values == [])
  }

  @Test(arguments: [1, 2, 3, 10, 101, 5000])
  func `the median is that of the sorted numbers, in whatever order they come`(_ count: Int) throws {
    var random = RandomGenerator(seed: 5)
    let ascending = (0..<count).map { Double($0 / 2) }
    let orders: [[Double]] = [
      ascending, ascending.reversed(),
      ascending.filter { Int($0) % 2 == 0 } + ascending.filter { Int($0) % 2 == 1 },
      random.permutation(count).scalars.map { ascending[Int($0)] }, [Double](repeating: 3, count: count),
    ]
    for numbers in orders {
      let sorted = numbers.sorted()
      let expected =
        count.isMultiple(of: 2) ? (sorted[count / 2 - 1] + sorted[count / 2]) / 2 : sorted[count / 2]
      for limit in [0, 1 << 20] {
        let middle = try find(
          OrderStatistics.medianPlaces(count: count), of: numbers, limit: limit, random: &random)
        #expect(OrderStatistics.median(middle.map { DoubleDouble($0) })?.high == expected)
      }
    }
    #expect(OrderStatistics.median([]) == nil)
  }
}
