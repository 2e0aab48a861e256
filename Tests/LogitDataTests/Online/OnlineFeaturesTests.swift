import Logit
import Testing

@testable import LogitData

/// Features of rows that come one after the other.
@Suite struct OnlineFeaturesTests {
  static func features(_ columns: [Column], options: ColumnOptions = ColumnOptions()) throws -> OnlineFeatures
  {
    var options = options
    options.hashBinCount = options.hashBinCount ?? 64
    return try OnlineFeatures(first: Table(columns), excluding: [], options: options, crosses: [])
  }

  @Test(
    "A number is scaled by mean and deviation of those so far, its own among them; a missing one is marked")
  func scales() throws {
    let numbers = [1003.5, 998, .nan, 1010.25, 1001, .infinity, 1000.5]
    let column = Column("size", numbers: numbers)
    var features = try Self.features([column])
    let batch = try features.batch(Table([column]))
    var row = OnlineFeatures.Row()
    for (index, number) in numbers.enumerated() {
      try features.write(index, of: batch, to: &row, number: index)
      guard number.isFinite else {
        #expect(row.columns == [1] && row.values == [1])
        continue
      }
      let seen = numbers[...index].filter(\.isFinite)
      let mean = seen.reduce(0, +) / Double(seen.count)
      let variance = seen.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(seen.count)
      // The first number is the mean, and a feature that is 0 is none.
      let expected = index == 0 ? 0 : (number - mean) / variance.squareRoot()
      // The mean of numbers near 1,000 is rounded to 1e-13, and deviations are about 5.
      #expect(abs((row.values.first ?? 0) - expected) < 1e-12, "\(index)")
      #expect(row.columns == (index == 0 ? [] : [0]))
    }
    let learned = try features.learned(target: "none")
    let x = try learned.sparseMatrix(of: Table([column]))
    #expect(x.columnCount == 2 && x.rowCount == numbers.count)
    #expect(abs(x.values[x.entryCount - 1] - (row.values.first ?? 0)) < 1e-6)
    #expect(try FeatureSpace(json: learned.json).sparseMatrix(of: Table([column])) == x)
  }

  @Test("What a column becomes is decided from its first rows, and said")
  func decisions() throws {
    let texts = (0..<40).map { "a text of many different words \($0)" }
    let columns = [
      Column("note", strings: texts), Column("town", strings: (0..<40).map { ["Oslo", "Rome"][$0 % 2] }),
      Column("length", strings: (0..<40).map { "\($0 * 37 % 11).5" }),
      Column("code", strings: (0..<40).map { "00\($0 % 3)" }),
      Column("day", strings: (0..<40).map { "2023-04-\(10 + $0 % 20)" }),
    ]
    let features = try Self.features(columns)
    let actions = features.decisions.map { "\($0.column): \($0.actionText)" }
    #expect(actions[0] == "note: text: words hashed into 64 bins")
    #expect(actions[1] == "town: hashed into 64 bins" && actions[3] == "code: hashed into 64 bins")
    // A reader that saw a text in a later row takes a column of numbers for texts.
    #expect(actions[2].hasPrefix("length: normalized"))
    #expect(actions[4].contains("dates"))
    #expect(features.columnCount == 2 + 64 + 65 + 65)
    var options = ColumnOptions()
    options.uses["day"] = .date
    #expect(throws: LogitError.self) { try Self.features(columns, options: options) }
    options = ColumnOptions()
    options.hashBinCount = 1 << 24
    #expect(throws: LogitError.self) { try Self.features(columns, options: options) }
    let error = #expect(throws: DataError.self) {
      _ = try features.batch(
        Table(
          columns.filter { $0.name != "length" } + [
            Column("length", strings: ["1.5", "long"] + [String](repeating: "2.5", count: 38))
          ]))
    }
    #expect("\(try #require(error))".contains("long"))
  }

  @Test("Texts that were split before make the same matrix")
  func splitTexts() throws {
    let table = try Table([
      Column("note", strings: ["To be, or not to be", nil, "x y x", ""] as [String?]),
      Column("size", numbers: [1.0, 2, 4, 8]),
    ])
    var space = try FeatureSpace([
      .textHashed("note", binCount: 1 << 12, sizes: [1, 2]), .floatNormalized("size"),
    ])
    let texts = try space.splitTexts(of: table)
    try space.adapt(to: table)
    var counts = PredictionCounts()
    let x = try space.sparseMatrix(of: table, texts: texts, counts: &counts)
    #expect(try x == space.sparseMatrix(of: table) && counts.missing == ["note": 1])
    #expect(try x.dense() == Tensor<Double>(space.matrix(of: table)))
    #expect(try space.hashingTexts(into: 8)?.outputCount == 9)
    #expect(space.featureNames(at: [0, 4096]) == ["note #0", "size"])
  }
}
