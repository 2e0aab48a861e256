import Logit
import Testing

@testable import LogitStatistics

/// Scores of rows that come in batches are those of the same rows in memory, to the last bit.
@Suite struct ProbabilityRowsTests {
  /// Rows of some classes, whose probabilities have ties, and zeros and ones among them.
  private static func rows(_ count: Int, classes: Int) throws -> (classes: [Int32], values: Tensor<Float>) {
    var generator = RandomGenerator(seed: UInt64(count + classes))
    let labels = (0..<count).map { _ in Int32(generator.integer(in: 0..<classes)) }
    let columns = classes == 2 ? 1 : classes
    var values: [Float] = []
    for label in labels {
      var row = (0..<columns).map { column -> Float in
        let share = Float(generator.integer(in: 0..<400)) / 400
        return Int32(column) == label || columns == 1 && label == 1 ? min(share + 0.25, 1) : share
      }
      if columns > 1 {
        let sum = row.reduce(0, +)
        row = row.map { sum > 0 ? $0 / sum : 1 / Float(columns) }
      }
      values += row
    }
    return (labels, try Tensor(values, shape: [count, columns]))
  }

  private static func batches(
    _ rows: (classes: [Int32], values: Tensor<Float>), of length: Int
  ) -> ProbabilityRows {
    let columns = rows.values.shape[1]
    return ProbabilityRows(rowCount: rows.classes.count) { body in
      for first in stride(from: 0, to: rows.classes.count, by: length) {
        let end = min(first + length, rows.classes.count)
        let values = Array(rows.values.scalars[first * columns..<end * columns])
        let probabilities = try Tensor(values, shape: [end - first, columns])
        try body(
          ProbabilityRows.Batch(classes: Array(rows.classes[first..<end]), probabilities: probabilities))
      }
    }
  }

  @Test("Batches of rows have the scores of all rows", arguments: [2, 3, 5], [7, 1000, 100_000])
  func scores(classes: Int, length: Int) throws {
    let rows = try Self.rows(5000, classes: classes)
    let streamed = Self.batches(rows, of: length)
    #expect(
      try ClassificationScores(streamed)
        == ClassificationScores(classes: rows.classes, probabilities: rows.values))
    let predicted = rows.classes.indices.map { Int32($0 % classes) }
    var next = 0
    let decided = try ClassificationScores(streamed) { batch in
      defer { next += batch.classes.count }
      return Array(predicted[next..<next + batch.classes.count])
    }
    #expect(
      try decided
        == ClassificationScores(classes: rows.classes, probabilities: rows.values, predicted: predicted))
    let shares = (0..<classes).map { Double($0 + 1) / Double(classes * (classes + 1) / 2) }
    #expect(
      try LogLossComparison(streamed, shares: shares)
        == LogLossComparison(classes: rows.classes, probabilities: rows.values, shares: shares))
  }

  @Test("A probability that is not finite is named by its row among all")
  func nonFinite() throws {
    var rows = try Self.rows(50, classes: 2)
    var values = rows.values.scalars
    values[33] = .nan
    rows.values = try Tensor(values, shape: [50, 1])
    let streamed = Self.batches(rows, of: 10)
    #expect {
      try ClassificationScores(streamed)
    } throws: {
      guard case LogitError.nonFiniteInput(name: _, row: 33, column: _, value: _) = $0 else { return false }
      return true
    }
    #expect(throws: LogitError.self) { try ClassificationScores(ProbabilityRows(rowCount: 0) { _ in }) }
  }

  @Test("Scores are in order however few are kept", arguments: [1, 10, 300, 5000])
  func order(mostKept: Int) throws {
    var generator = RandomGenerator(seed: 3)
    // Many of one score, some close to it, below 0, and far away.
    let scores = (0..<5000).map { row -> Float in
      switch row % 5 {
      case 0: 0.5
      case 1: 0.5 + Float(generator.integer(in: 0..<50)) * Float.ulpOfOne
      case 2: -Float(generator.integer(in: 0..<20))
      case 3: row % 2 == 0 ? 0 : -0.0
      default: Float(generator.integer(in: 0..<1 << 40))
      }
    }
    let labels = scores.indices.map { $0 * 7919 % 3 == 0 }
    let keys = scores.indices.map { StreamedScores.key(score: scores[$0], isPositive: labels[$0]) }
    let streamed = try StreamedScores(mostKept: mostKept) { receive in
      for first in stride(from: 0, to: keys.count, by: 333) {
        receive(Array(keys[first..<min(first + 333, keys.count)]))
      }
    }
    var found: [(Float, Int, Int)] = []
    try streamed.forEachRun { found.append(($0, $1, $2)) }
    let expected = Set(scores.map { $0 + 0 }).sorted()
    #expect(found.map(\.0) == expected)
    for (score, positives, negatives) in found {
      let rows = scores.indices.filter { scores[$0] == score }
      #expect(positives == rows.count { labels[$0] } && negatives == rows.count { !labels[$0] })
    }
    #expect(try ROCArea(streamed) == ROCArea(labels: labels, scores: scores))
  }

  @Test("The probabilities that sets are made with are the same", arguments: [1, 999, 1000, 1001, 4321])
  func conformal(count: Int) throws {
    var generator = RandomGenerator(seed: UInt64(count))
    let folds = (0..<2).map { _ in (0..<count).map { _ in Float(generator.integer(in: 0..<900)) / 900 } }
    let streamed = try folds.map { fold in
      try StreamedScores(mostKept: 100) { receive in
        receive(fold.map { StreamedScores.key(score: $0, isPositive: false) })
      }
    }
    #expect(try ConformalScores(streamed: streamed) == ConformalScores(folds))
    #expect(throws: LogitError.self) { try ConformalScores(streamed: []) }
    let none = try StreamedScores { _ in }
    #expect(throws: LogitError.self) { try ConformalScores(streamed: [none]) }
  }
}
