import Foundation
import Logit
import Testing

@testable import LogitData

/// A generated table with all kinds of columns, missing values, and values that are easily got wrong.
private struct GeneratedTable {
  static let blockLength = 8

  var columns: [Column]
  var rows: [Int]

  init(rowCount: Int, random: inout RandomGenerator) {
    func pick<Value>(_ values: [Value]) -> Value { values[random.integer(in: 0..<values.count)] }
    let indices = 0..<rowCount
    let hostile: [Double] = [
      .nan, .infinity, -.infinity, 0, -0.0, 1e300, -1e39, .leastNormalMagnitude / 8, 3e38, -3e38, 0.1,
      1e9 + 1, 7,
    ]
    columns = [
      Column(
        "x", numbers: indices.map { _ in Double(random.integer(in: -1000..<1000)) / 7 + 1e6 } as [Double]),
      Column("hostile", numbers: indices.map { _ in pick(hostile) }),
      Column("single", numbers: indices.map { _ in pick([Float.nan, 0.1, 2, -3e38, 0.1]) }),
      Column("n", integers: indices.map { _ in pick([nil, 3, -1, 40, 7, 1 << 62, 1 << 53]) }),
      Column("b", booleans: indices.map { _ in pick([nil, true, false, true]) }),
      Column("c", strings: indices.map { pick([nil, "a", "b", "", "\u{E9}", "[UNK]", "rare \($0)", "d"]) }),
      Column(
        "day",
        strings: indices.map { _ in pick([nil, "2024-02-29", "1999-12-31T23:59:60Z", "no day", "0001-01-01"])
        }),
      Column("none", numbers: indices.map { _ in Double.nan }),
      Column("positive", numbers: indices.map { _ in Double(random.integer(in: 1..<9)) }),
    ]
    rows = indices.filter { _ in random.integer(in: 0..<4) > 0 }
    rows += rows.prefix(3)
  }

  func space() throws -> FeatureSpace {
    try FeatureSpace(
      [
        .floatNormalized("x"), .floatNormalized("x", missing: .median), .floatNormalized("hostile"),
        .float("hostile", missing: .mostFrequent), .float("single", missing: .mean.withIndicator),
        .floatNormalized("n", missing: .ownCategory), .floatNormalized("none"), .boolean("b"),
        .stringCategorical("c"), .integerCategorical("n", maxTokens: 4, missing: .mostFrequent),
        .integerCategorical("b"), .stringHashed("c", binCount: 3), .integerHashed("n", binCount: 5),
        .floatDiscretized("x", binCount: 4, missing: .median), .floatDiscretized("hostile", binCount: 3),
        .floatDiscretized("none", binCount: 2, missing: .mean),
        .floatDiscretized("single", binBoundaries: [0, 1], missing: .mostFrequent), .dateParts("day"),
        .textHashed("c", binCount: 4), Ratio("x", "positive"),
      ],
      crosses: [FeatureCross(["c", "x"], binCount: 7), FeatureCross(["n", "hostile"], binCount: 3)])
  }

  /// Some of the rows as a table of their own, with dictionaries of their own.
  func part(_ range: Range<Int>, chunkLength: Int) throws -> Table {
    try Table(
      columns.map { column in
        switch column.chunks[0] {
        case .integer(let values):
          Column(name: column.name, kind: .integer, chunks: [.integer(Array(values[range]))])
        case .numeric(let values):
          Column(name: column.name, kind: .numeric, chunks: [.numeric(Array(values[range]))])
        case .single(let values):
          Column(name: column.name, kind: .numeric, chunks: [.single(Array(values[range]))])
        case .boolean(let values):
          Column(name: column.name, kind: .boolean, chunks: [.boolean(Array(values[range]))])
        case .string: Column(column.name, strings: Array(column.strings()[range]))
        }
      }
    ).divided(into: chunkLength)
  }
}

@Suite struct LearningFoldTests {
  /// Learns as a cluster would: each run of blocks by itself, from its own table, passed on in encoded form,
  /// and merged in the order of arrival.
  private func learned<Transform: FeatureTransform>(
    _ transform: Transform, _ table: GeneratedTable, level: Int, random: inout RandomGenerator
  ) throws -> Transform {
    var transform = transform
    let columns = try table.columns.named(transform.inputs)
    var empty: Transform.Accumulator? = try transform.accumulator(for: columns.map(\.kind))
    let runLength = GeneratedTable.blockLength << level
    let rowCount = columns[0].count
    while let start = empty {
      var tree = BlockTree<Transform.Accumulator> { $0.merge($1) }
      for run in random.permutation((rowCount + runLength - 1) / runLength).scalars.map({ Int($0) }) {
        let range = run * runLength..<min((run + 1) * runLength, rowCount)
        let part = try table.part(range, chunkLength: random.integer(in: 1..<12))
        let rows = table.rows.filter { range.contains($0) }.map { $0 - range.lowerBound }
        let blocks = try RowSelection(rows, of: part).blocks(ofLength: GeneratedTable.blockLength)
        let gathered = try start.observing(blocks, of: part.columns.named(transform.inputs))
        let first = run << level
        try tree.insert(passedOn(gathered), blocks: first..<first + blocks.count)
      }
      let blockCount = (rowCount + GeneratedTable.blockLength - 1) / GeneratedTable.blockLength
      empty = try transform.finish(tree.finish(blockCount: blockCount))
    }
    return transform
  }

  private func passedOn<Accumulator: FeatureAccumulator>(_ accumulator: Accumulator) throws -> Accumulator {
    try JSONDecoder().decode(Accumulator.self, from: JSONEncoder().encode(accumulator))
  }

  @Test(arguments: 0..<25 as Range<UInt64>)
  func `any division at block borders and any order of arrival give the bytes of the whole`(_ seed: UInt64)
    throws
  {
    var random = RandomGenerator(seed: seed)
    let table = GeneratedTable(rowCount: random.integer(in: 1..<200), random: &random)
    let whole = try Table(table.columns)
    var expected = try table.space()
    try expected.adapt(
      to: whole, rows: RowSelection(table.rows, of: whole), blockLength: GeneratedTable.blockLength)
    for length in [1, 5, 8, 13] {
      var divided = try table.space()
      let pieces = try whole.divided(into: length)
      try divided.adapt(
        to: pieces, rows: RowSelection(table.rows, of: pieces), blockLength: GeneratedTable.blockLength)
      #expect(divided.json.description == expected.json.description)
    }
    for level in 0...3 {
      for (transform, expected) in zip(try table.space().transforms, expected.transforms) {
        let found = try learned(transform, table, level: level, random: &random)
        #expect(found.json.description == expected.json.description)
      }
    }
  }

  @Test func `what is counted does not depend on the length of blocks`() throws {
    var random = RandomGenerator(seed: 77)
    let table = GeneratedTable(rowCount: 300, random: &random)
    let whole = try Table(table.columns)
    let texts = try [1, 7, 64, 65_536].map { length in
      var space = try FeatureSpace([
        .stringCategorical("c"), .integerCategorical("n"), .float("x", missing: .median),
        .float("hostile", missing: .mostFrequent), .floatDiscretized("x", binCount: 5), .integerHashed("n"),
        .textHashed("c"),
      ])
      try space.adapt(to: whole, rows: RowSelection(table.rows, of: whole), blockLength: length)
      return space.json.description
    }
    #expect(texts.allSatisfy { $0 == texts[0] })
  }

  @Test func `a table of several blocks gives the same bytes in any pieces`() throws {
    let rows = 0..<150_000
    let table = try Table([
      Column("x", numbers: rows.map { $0 % 11 == 0 ? .nan : Double(($0 * 7919) % 10_007) / 3 } as [Double]),
      Column("c", strings: rows.map { "c\(($0 * 31) % 17)" }),
    ])
    let texts = try [150_000, 65_536, 10_000].map { length in
      var space = try FeatureSpace([.floatNormalized("x"), .floatDiscretized("x"), .stringCategorical("c")])
      try space.adapt(to: table.divided(into: length), rows: rows.filter { $0 % 3 != 0 })
      return space.json.description
    }
    #expect(texts.allSatisfy { $0 == texts[0] })
  }

  @Test func `blocks without a chosen row change nothing`() throws {
    var random = RandomGenerator(seed: 8)
    var table = GeneratedTable(rowCount: 120, random: &random)
    table.rows = [50, 51, 52, 53, 54, 55]
    let whole = try Table(table.columns)
    var spread = try table.space()
    try spread.adapt(to: whole, rows: RowSelection(table.rows, of: whole), blockLength: 8)
    let alone = try Table(table.columns).rows(at: table.rows)
    var single = try table.space()
    try single.adapt(to: alone, rows: RowSelection(of: alone), blockLength: 6)
    // The rows lie in one block either way: 48..<56 of the whole table, 0..<6 of their own.
    #expect(single.json.description == spread.json.description)
  }

  @Test func `moments of blocks are those of all numbers but for rounding`() {
    var random = RandomGenerator(seed: 4)
    let numbers = (0..<100_000).map { _ in 1e6 + Double(random.integer(in: 0..<1000)) }
    var (whole, merged) = (RunningMoments(), RunningMoments())
    for number in numbers { whole.add(number) }
    for start in stride(from: 0, to: numbers.count, by: 9999) {
      var part = RunningMoments()
      for number in numbers[start..<min(start + 9999, numbers.count)] { part.add(number) }
      merged.merge(part)
    }
    let (a, b) = (whole.finish(), merged.finish())
    // Each of some 25 joins rounds the mean once.
    #expect(abs(a.mean - b.mean) <= 25 * a.mean.ulp)
    #expect(abs(a.variance / b.variance - 1) < 1e-12)
  }

  @Test func `the most frequent number is the least of those that occur most often`() {
    var random = RandomGenerator(seed: 6)
    for _ in 0..<50 {
      let numbers = (0..<random.integer(in: 1..<200)).map { _ in Double(random.integer(in: -9..<9)) * 0.5 }
      var counts = NumberCounts()
      for start in stride(from: 0, to: numbers.count, by: 30) {
        var part = NumberCounts()
        for number in numbers[start..<min(start + 30, numbers.count)] {
          part.add(number == 0 ? -0.0 : number)
        }
        counts.merge(part)
      }
      let occurrences = Dictionary(grouping: numbers) { $0 }.mapValues(\.count)
      let most = occurrences.values.max()
      #expect(counts.mostFrequent() == occurrences.filter { $0.value == most }.keys.min())
      #expect(counts.mostFrequent()?.sign != .minus || counts.mostFrequent() != 0)
    }
    var none = NumberCounts()
    #expect(none.mostFrequent() == nil)
  }
}

extension [Column] {
  /// The columns of some names.
  fileprivate func named(_ names: [String]) throws -> [Column] {
    try names.map { name in try #require(first { $0.name == name }) }
  }
}
