import Logit
import Testing

@testable import LogitReports

/// How many rows are at or above each stop.
@Suite struct ThresholdStopsTests {
  /// Rows of two classes, of some probabilities.
  struct Rows: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let probabilities: [Float]
    let isOfClass: [Bool]
    var threshold = 0.5
  }

  private static func drawn(_ count: Int, rare: Int) -> Rows {
    var generator = RandomGenerator(seed: 3)
    let scores = generator.normal(mean: 0, standardDeviation: 2, count: count).scalars
    let isOfClass = (0..<count).map { $0 % rare == 0 }
    let probabilities = zip(scores, isOfClass).map { Float(1 / (1 + exponential(-($0 + ($1 ? 2 : -1))))) }
    return Rows(
      testDescription: "\(count) rows, one of \(rare)", probabilities: probabilities, isOfClass: isOfClass,
      threshold: 0.3)
  }

  static let cases = [
    drawn(500, rare: 3), drawn(30_000, rare: 10_000),
    Rows(
      testDescription: "ties, also at the threshold", probabilities: [0.5, 0.5, 0.5, 0.2, 0.2, 0.9],
      isOfClass: [true, false, true, false, true, true]),
    Rows(testDescription: "one row", probabilities: [0.25], isOfClass: [true]),
    Rows(
      testDescription: "certain and impossible", probabilities: [0, 1, 0, 1, 0.5],
      isOfClass: [false, true, true, false, true]),
    Rows(testDescription: "all alike", probabilities: [0.7, 0.7], isOfClass: [true, false], threshold: 0.7),
    Rows(
      testDescription: "a threshold beyond all", probabilities: [0.1, 0.2], isOfClass: [true, false],
      threshold: 1),
    Rows(
      testDescription: "a threshold below all", probabilities: [0.1, 0.2], isOfClass: [true, false],
      threshold: 0),
  ]

  @Test("Counts at every stop are those of the rows, one by one", arguments: cases)
  func counts(_ rows: Rows) throws {
    let stops = try ThresholdStops(
      className: "yes", probabilities: rows.probabilities, isOfClass: rows.isOfClass,
      threshold: rows.threshold)
    #expect(stops.logOdds.count == 321 && stops.atOrAbove.allSatisfy { $0.count == 321 })
    #expect(stops.logOdds.allSatisfy { $0.isFinite })
    #expect(zip(stops.logOdds, stops.logOdds.dropFirst()).allSatisfy { $0 < $1 })
    // Of many rows some stops are enough.
    for stop in stride(from: 0, to: 321, by: rows.probabilities.count > 1_000 ? 40 : 1) + [stops.stored] {
      for (side, isOfClass) in [false, true].enumerated() {
        let expected = zip(rows.probabilities, rows.isOfClass).count { probability, own in
          guard own == isOfClass else { return false }
          if stop == stops.stored { return Double(probability) > rows.threshold }
          return naturalLogarithm(Double(probability)) - naturalLogarithm(1 - Double(probability))
            >= stops.logOdds[stop]
        }
        #expect(stops.atOrAbove[side][stop] == expected, "stop \(stop)")
      }
    }
    #expect(stops.totals == [rows.isOfClass.count { !$0 }, rows.isOfClass.count { $0 }])
  }

  @Test("The cheapest threshold is no dearer than any other, and the nearest of equal ones")
  func cheapest() throws {
    let rows = Self.cases[0]
    let stops = try ThresholdStops(
      className: "yes", probabilities: rows.probabilities, isOfClass: rows.isOfClass,
      threshold: rows.threshold)
    let best = stops.cheapest(miss: 5, falseAlarm: 1)
    let costs = (0..<321).map { stop in
      let found = stops.confusion(at: stop)
      return Double(5 * found.falseNegatives + found.falsePositives)
    }
    #expect(best.cost == costs.min() && costs[best.stop] == best.cost)
    #expect(
      costs.indices.filter { costs[$0] == best.cost }.allSatisfy {
        abs($0 - stops.stored) >= abs(best.stop - stops.stored)
      })
    // Where nothing costs anything, the model's own threshold is as cheap as any.
    #expect(stops.cheapest(miss: 0, falseAlarm: 0).stop == stops.stored)
  }

  @Test("A probability that is no number is said, with its row")
  func notFinite() {
    #expect(
      throws: LogitError.nonFiniteInput(name: "probabilities", row: 1, column: 0, value: .infinity)
    ) {
      try ThresholdStops(
        className: "yes", probabilities: [0.5, .infinity], isOfClass: [true, false], threshold: 0.5)
    }
  }

  @Test("Falling counts are packed as the differences between them, as the page unpacks them")
  func packed() {
    // 300 − 300 = 0; 300 − 100 = 200 = 1·128 + 72, the lower part first with the bit that more follow; 100 − 100.
    #expect(PageData.packed([300, 100, 100], total: 300) == [0, 72 | 128, 1, 0].base64)
    #expect(PageData.packed([], total: 5).isEmpty)
    #expect(PageData.packed([0], total: 1 << 40) == [128, 128, 128, 128, 128, 32].base64)
  }
}
