import Logit
import LogitTestSupport
import Testing

@testable import LogitData

@Suite struct FeatureSpaceTests {
  /// Some penguins; rows 4 and 5 have values that the first four have not.
  static func penguins(chunkLength: Int? = nil) throws -> Table {
    try Table([
      Column("mass", numbers: [1, 2, 3, .nan, 100, 7] as [Double]),
      Column("species", strings: ["adelie", "gentoo", "adelie", nil, "chinstrap", "gentoo"]),
      Column("male", booleans: [true, false, nil, true, true, false]),
      Column("year", integers: [2007, 2008, 2009, 2007, nil, 2008]),
    ]).divided(into: chunkLength)
  }

  static func space() throws -> FeatureSpace {
    try FeatureSpace([
      .floatNormalized("mass"), .stringCategorical("species"), .boolean("male"),
      .integerCategorical("year", unknown: .ignore),
    ])
  }

  @Test func `means and categories come from the rows given and no others`() throws {
    var space = try Self.space()
    try space.adapt(to: Self.penguins(), rows: [3, 0, 2, 1])
    #expect(
      space.featureNames == [
        "mass", "mass is missing", "species=(other)", "species=adelie", "species=gentoo",
        "species is missing", "male", "male is missing",
        "year=2007", "year=2009", "year=2008",
      ])
    // The mean of 1, 2, 3 is 2 and their variance 2/3, whatever row 4 holds.
    let x = try space.matrix(of: Self.penguins())
    func scaled(_ difference: Double) -> Float { Float(difference / (2 / 3 as Double).squareRoot()) }
    let expected: [[Float]] = [
      [scaled(1 - 2), 0, 0, 1, 0, 0, 1, 0, 1, 0, 0],
      [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1],
      [scaled(3 - 2), 0, 0, 1, 0, 0, 1, 1, 0, 1, 0],
      [0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0],
      [scaled(98), 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],
      [scaled(5), 0, 0, 0, 1, 0, 0, 0, 0, 0, 1],
    ]
    #expect(try x == Tensor(expected.flatMap(\.self), shape: [6, 11]))

    var changed = try Self.space()
    let other = try Table([
      Column("mass", numbers: [1, 2, 3, .nan, -5, .nan] as [Double]),
      Column("species", strings: ["adelie", "gentoo", "adelie", nil, "x", "y"]),
      Column("male", booleans: [true, false, nil, true, false, nil]),
      Column("year", integers: [2007, 2008, 2009, 2007, 1, 2]),
    ])
    try changed.adapt(to: other, rows: [0, 1, 2, 3])
    #expect(changed.json == space.json)
  }

  @Test func `what is missing or unknown is counted by column, over all batches`() throws {
    var space = try Self.space()
    try space.adapt(to: Self.penguins(), rows: [0, 1, 2, 3])
    var counts = PredictionCounts()
    _ = try space.matrix(of: Self.penguins(), counts: &counts)
    #expect(counts.rowCount == 6)
    #expect(counts.missing == ["mass": 1, "species": 1, "male": 1, "year": 1])
    #expect(counts.unknown == ["species": 1])
    _ = try space.matrix(of: Self.penguins().rows(at: [4, 4]), counts: &counts)
    #expect(counts.rowCount == 8)
    #expect(counts.unknown == ["species": 3])
    #expect(counts.missing == ["mass": 1, "species": 1, "male": 1, "year": 3])
  }

  @Test func `columns are found by name, and all that are missing are named`() throws {
    var space = try Self.space()
    let table = try Self.penguins()
    try space.adapt(to: table)
    let reordered = try Table(
      [Column("id", integers: [1, 2, 3, 4, 5, 6])]
        + ["year", "male", "species", "mass"].map { try table.column($0) })
    #expect(try space.matrix(of: reordered) == space.matrix(of: table))
    #expect(space.extraColumns(in: reordered) == ["id"])
    #expect(throws: DataError.missingColumns(names: ["mass", "year"], known: ["species", "male"])) {
      try space.matrix(of: table.excluding(["mass", "year"]))
    }
    #expect(space.inputKinds.map(\.kind) == [.numeric, .string, .boolean, .integer])
  }

  @Test func `another kind of values than learned is refused, unless none is there`() throws {
    var space = try Self.space()
    let table = try Self.penguins()
    try space.adapt(to: table)
    func replacing(_ column: Column) throws -> Table {
      try Table(table.columns.map { $0.name == column.name ? column : $0 })
    }
    let one = [1, 1, 1, 1, 1, 1]
    #expect(throws: DataError.learnedOtherwise(column: "species", learned: "texts", found: "whole numbers")) {
      try space.matrix(of: replacing(Column("species", integers: one)))
    }
    #expect(throws: DataError.learnedOtherwise(column: "mass", learned: "numbers", found: "texts")) {
      try space.matrix(of: replacing(Column("mass", strings: one.map { "\($0)" })))
    }
    #expect(throws: DataError.learnedOtherwise(column: "year", learned: "whole numbers", found: "texts")) {
      try space.matrix(of: replacing(Column("year", strings: one.map { "\($0)" })))
    }
    var counts = PredictionCounts()
    let none = [String?](repeating: nil, count: 6)
    for name in space.inputNames {
      _ = try space.matrix(of: replacing(Column(name, strings: none)), counts: &counts)
    }
    let noNumber = [Double](repeating: .nan, count: 6)
    _ = try space.matrix(of: replacing(Column("species", numbers: noNumber)), counts: &counts)
    #expect(counts.missing == ["mass": 6 + 4, "species": 12 + 3, "male": 6 + 4, "year": 6 + 4])
  }

  @Test func `a table in pieces gives the same bits as a table in one, on any number of threads`() throws {
    var whole = try Self.space()
    try whole.adapt(to: Self.penguins())
    for length in [1, 2, 4, 5] {
      var space = try Self.space()
      let table = try Self.penguins(chunkLength: length)
      try space.adapt(to: table)
      #expect(space.json == whole.json)
      #expect(try space.matrix(of: table) == whole.matrix(of: Self.penguins()))
    }
  }

  @Test func `the number of threads changes no bit`() throws {
    let rows = 0..<20_000
    let table = try Table([
      Column("x", numbers: rows.map { Double(($0 * 7919) % 10_007) / 3 }),
      Column("c", strings: rows.map { "c\(($0 * 31) % 17)" }),
      Column("n", integers: rows.map { $0 % 5 == 0 ? nil : $0 % 23 }),
    ]).divided(into: 3000)
    var results: [(json: JSON, matrix: Tensor<Float>)] = []
    try choosingThreads { setCount in
      for count in [1, 2, 3] {
        try setCount(count)
        var space = try FeatureSpace.automatic(for: table)
        try space.adapt(to: table)
        results.append((space.json, try space.matrix(of: table)))
      }
    }
    for result in results.dropFirst() {
      #expect(result.json == results[0].json)
      #expect(result.matrix == results[0].matrix)
    }
  }

  @Test func `rows go to the matrix of their destination in the order of the table`() throws {
    var space = try FeatureSpace([.float("n")])
    var table = try Table([Column("n", integers: Array(0..<2000))]).divided(into: 300)
    try space.adapt(to: table)
    let destinations = (0..<2000).map { UInt8([0, 1, 0, 9, 2][$0 % 5]) }
    let matrices = try space.matrices(consuming: &table, destinations: destinations, count: 3)
    for (place, matrix) in matrices.enumerated() {
      let rows = (0..<2000).filter { destinations[$0] == place }
      #expect(matrix.shape == [rows.count, 1])
      #expect(matrix.scalars == rows.map { Float($0) })
    }
    #expect(table.chunkCounts.allSatisfy { $0 == 0 })
  }

  @Test func `why columns were left out comes back, also from files that do not say it in a word`() throws {
    let table = try Table([
      Column("x", numbers: [1, 2, 4, 8] as [Double]), Column("c", strings: ["a", "a", "a", "a"]),
      Column("y", integers: [0, 1, 0, 1]),
    ])
    let space = try FeatureSpace.automatic(for: table, excluding: ["y"])
    let again = try FeatureSpace(json: JSON(json: space.json.description))
    #expect(again.decisions.map(\.cause) == [nil, .constant, .request])
    let text = space.json.description
    let old = text.replacing(#/,\s*"cause":\s*"[a-z_]*"/#, with: "")
    #expect(old != text && !old.contains("cause"))
    let read = try FeatureSpace(json: JSON(json: old))
    #expect(read.decisions.map(\.isExcludedByRequest) == [false, false, true])
    #expect(read.decisions.map(\.isLeftOut) == [false, true, true])
  }

  @Test func `JSON gives the same features, bit for bit`() throws {
    var space = try FeatureSpace(
      [
        .floatNormalized("mass", missing: .mean.withIndicator), .stringCategorical("species"),
        .boolean("male"),
        .integerCategorical("year"),
      ], crosses: [FeatureCross(["species", "year"], binCount: 7)])
    try space.adapt(to: Self.penguins(), rows: [0, 1, 2, 4])
    let text = space.json.description
    let again = try FeatureSpace(json: JSON(json: text))
    #expect(again.json.description == text)
    #expect(again.featureNames == space.featureNames)
    #expect(try again.matrix(of: Self.penguins()) == space.matrix(of: Self.penguins()))
  }
}

extension Table {
  /// The same table in pieces of some rows.
  func divided(into length: Int?) throws -> Table {
    guard let length else { return self }
    return try Table(
      columns.map { column in
        let chunks = column.chunks.flatMap { chunk in
          stride(from: 0, to: chunk.count, by: length).map { chunk.part($0..<min($0 + length, chunk.count)) }
        }
        return Column(name: column.name, kind: column.kind, chunks: chunks, dictionary: column.dictionary)
      })
  }
}

extension ColumnChunk {
  fileprivate func part(_ rows: Range<Int>) -> ColumnChunk {
    switch self {
    case .integer(let values): .integer(Array(values[rows]))
    case .numeric(let values): .numeric(Array(values[rows]))
    case .single(let values): .single(Array(values[rows]))
    case .boolean(let values): .boolean(Array(values[rows]))
    case .string(let values): .string(Array(values[rows]))
    }
  }
}
