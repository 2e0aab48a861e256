import LogitClassifier
import Testing

@Suite struct DriftTests {
  private static func table(
    seed: UInt64, shift: Double = 0, city: (Int) -> String? = { ["Oslo", "Rome"][$0 * 7 % 5 % 2] },
    yes: (Int) -> Bool = { $0 % 2 == 0 }
  ) throws -> Table {
    var generator = RandomGenerator(seed: seed)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: 500).scalars
    return try Table([
      Column("x", numbers: noise.map { $0 + shift }), Column("city", strings: (0..<500).map(city)),
      Column("y", strings: (0..<500).map { yes($0) ? "yes" : "no" }),
    ])
  }

  private static func drift(_ other: Table) throws -> [Finding] {
    try Examination(table(seed: 1), target: "y", against: other).findings
  }

  @Test func `numbers that are distributed otherwise`() throws {
    #expect(try Self.drift(Self.table(seed: 2)) == [])
    let found = try Self.drift(Self.table(seed: 2, shift: 1))
    #expect(found.map(\.kind) == [.drift] && found[0].columns == ["x"] && found[0].severity == .warning)
    // The largest difference of two normal distributions one deviation apart is 0.383.
    #expect(abs((found[0].evidence["ks"]?.double ?? 0) - 0.383) < 0.06)
  }

  @Test func `other shares of categories, and categories that are new`() throws {
    let shares = try Self.drift(Self.table(seed: 2, city: { $0 % 10 == 0 ? "Rome" : "Oslo" }))
    #expect(shares.map(\.columns) == [["city"]])
    #expect(shares[0].evidence["category"]?.string != nil)
    let new = try Self.drift(
      Self.table(seed: 2, city: { $0 % 50 == 0 ? "Lima" : ["Oslo", "Rome"][$0 * 7 % 5 % 2] }))
    #expect(new.map(\.columns) == [["city"]] && new[0].severity == .warning)
    #expect(new[0].evidence["new_categories"] == ["Lima"] && new[0].evidence["rows"]?.integer == 10)
  }

  @Test func `values that are missing, and columns that are`() throws {
    let missing = try Self.drift(
      Self.table(seed: 2, city: { $0 % 4 == 0 ? nil : ["Oslo", "Rome"][$0 * 7 % 5 % 2] }))
    #expect(missing.contains { $0.evidence["missing_share"] != nil && $0.columns == ["city"] })
    let lacking = try Self.drift(Self.table(seed: 2).excluding(["x"]))
    #expect(lacking.map(\.severity) == [.error] && lacking[0].columns == ["x"])
  }

  @Test func `a column that holds texts instead of numbers`() throws {
    let other = try Table([
      Column("x", strings: (0..<500).map { "about \($0 % 9)" }),
      Column("city", strings: (0..<500).map { ["Oslo", "Rome"][$0 * 7 % 5 % 2] }),
    ])
    let found = try Self.drift(other)
    #expect(found.map(\.columns) == [["x"]] && found[0].severity == .error)
    #expect(found[0].evidence["unreadable"]?.integer == 500)
  }

  @Test func `classes in other shares, and classes that are new`() throws {
    let found = try Self.drift(Self.table(seed: 2, yes: { $0 % 10 == 0 }))
    #expect(found.map(\.columns) == [["y"]] && found[0].classes == ["no", "yes"])
    #expect(try Self.drift(Self.table(seed: 2).excluding(["y"])) == [])
  }

  @Test func `a long table whose rows take turns is compared by rows of every kind`() throws {
    func table(_ count: Int) throws -> Table {
      let numbers = (0..<count).map { Double($0 % 10 == 0 ? 1000 : $0 % 97) }
      return try Table([
        Column("x", numbers: numbers), Column("y", strings: (0..<count).map { $0 % 3 == 0 ? "a" : "b" }),
      ])
    }
    #expect(
      try Examination(table(500_000), target: "y", against: table(20_000)).findings
        .filter { $0.kind == .drift } == [])
  }
}
