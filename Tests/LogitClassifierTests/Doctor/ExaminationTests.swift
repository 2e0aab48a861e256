import LogitClassifier
import Testing

@Suite struct ExaminationTests {
  private static let rows = 400

  /// Noise, the same for the same seed.
  private static func noise(_ seed: UInt64, count: Int = rows) -> [Double] {
    var generator = RandomGenerator(seed: seed)
    return generator.normal(mean: 0, standardDeviation: 1, count: count).scalars
  }

  private static func labels(count: Int = rows, rareEvery: Int = 2) -> [String] {
    (0..<count).map { $0 % rareEvery == 0 ? "yes" : "no" }
  }

  /// 5 for one class, 1 for the other.
  private static let answer = labels().map { $0 == "yes" ? 5.0 : 1 }

  /// A sound table of two columns of numbers and one of categories, and what a test adds.
  private static func table(_ added: [Column] = [], seed: UInt64 = 3) throws -> Table {
    let cities = ["Oslo", "Rome", "Bonn"]
    return try Table(
      [
        Column("a", numbers: noise(seed)), Column("b", numbers: noise(seed + 1)),
        Column("city", strings: (0..<rows).map { cities[$0 * 7 % 5 % 3] }), Column("y", strings: labels()),
      ] + added)
  }

  private static func findings(_ added: [Column] = [], against: Table? = nil) throws -> [Finding] {
    try Examination(table(added), target: "y", against: against).findings
  }

  @Test func `a sound table, and another one like it, give no finding`() throws {
    #expect(try Self.findings() == [])
    #expect(try Self.findings(against: Self.table(seed: 50)) == [])
  }

  @Test func `a column that tells all classes apart is an error`() throws {
    let answer = Column("answer", numbers: Self.answer)
    let found = try Self.findings([answer])
    #expect(found.map(\.kind) == [.leakage, .separation])
    #expect(found.map(\.severity) == [.error, .info])
    #expect(found.map(\.columns) == [["answer"], ["answer"]])
    #expect(found[0].option == .exclude(["answer"]))
    #expect(found[1].evidence["bound"]?.double == 3 && found[1].evidence["margin"]?.double == 4)
  }

  @Test func `categories that tell all classes apart only together are an error, too`() throws {
    let names = ["a", "c", "b", "d"]
    let codes = (0..<Self.rows).map { names[$0 % 4] }
    let found = try Self.findings([Column("code", strings: codes)])
    #expect(found.map(\.kind) == [.leakage, .separation] && found[0].severity == .error)
    #expect(found[0].evidence["share_right"]?.double == 1)
    #expect(found[1].evidence["categories"]?["code"]?["c"]?.string == "no")
  }

  @Test func `whether a column is missing may tell the classes, too`() throws {
    let noise = Self.noise(9)
    let after = Column("after", numbers: (0..<Self.rows).map { $0 % 2 == 0 ? noise[$0] : .nan })
    let found = try Self.findings([after])
    #expect(found.map(\.kind) == [.leakage, .separation] && found[0].severity == .error)
    #expect(found[0].evidence["feature"]?.string == "after is missing")
    let features = found[1].evidence["coefficients"]?.array?.compactMap { $0["feature"]?.string }
    #expect(features?.contains("after is missing") == true)
  }

  @Test func `a category of one class only, and a bound that classes share`() throws {
    var cities = (0..<Self.rows).map { $0 % 3 == 0 ? "Paris" : "Lima" as String? }
    for row in [1, 3, 5, 7, 9, 11] { cities[row] = "Quito" }
    let noise = Self.noise(9)
    let count = Column("count", numbers: (0..<Self.rows).map { $0 % 2 == 0 ? 0 : max(noise[$0], 0) })
    let found = try Self.findings([Column("town", strings: cities), count])
    #expect(found.map(\.kind) == [.separation, .separation])
    #expect(found.allSatisfy { $0.evidence["kind"]?.string == "quasi" && $0.severity == .info })
    #expect(found[0].columns == ["count"] && found[0].evidence["classes"]?["count"] == ["no", "yes"])
    #expect(found[1].columns == ["town"])
    #expect(found[1].evidence["categories"] == ["town": ["Quito": "no"]])
  }

  @Test func `separation is a warning where nothing is penalized`() throws {
    var options = ClassifierOptions()
    options.l2 = 0
    let answer = Column("answer", numbers: Self.answer)
    let found = try Examination(Self.table([answer]), target: "y", options: options).findings
    #expect(found.first { $0.kind == .separation }?.severity == .warning)
  }

  @Test func `columns of the same values, and columns that follow from others`() throws {
    let (a, b) = (Self.noise(3), Self.noise(4))
    let found = try Self.findings([
      Column("copy", numbers: a), Column("scaled", numbers: a.map { 1.8 * $0 + 32 }),
      Column("sum", numbers: zip(a, b).map { 2 * $0 - $1 }),
      Column("town", strings: (0..<Self.rows).map { ["Oslo", "Rome", "Bonn"][$0 * 7 % 5 % 3] }),
    ])
    #expect(found.map(\.kind) == [.duplicateColumn, .duplicateColumn, .collinear, .collinear])
    #expect(found.allSatisfy { $0.severity == .warning })
    #expect(
      found.map(\.columns) == [["a", "copy"], ["city", "town"], ["scaled", "a"], ["sum", "a", "b"]])
    #expect(abs((found[2].evidence["factors"]?["a"]?.double ?? 0) - 1.8) < 1e-9)
    #expect(abs((found[2].evidence["constant"]?.double ?? 0) - 32) < 1e-9)
    #expect(abs((found[3].evidence["factors"]?["b"]?.double ?? 0) + 1) < 1e-9)
    #expect(found[3].option == .exclude(["sum"]))
  }

  @Test func `columns that are nearly the same, as after rounding, and columns that are only alike`() throws {
    let (a, other) = (Self.noise(3), Self.noise(9))
    let rounded = a.map { ((1.8 * $0 + 32) * 100).rounded() / 100 }
    let found = try Self.findings([
      Column("rounded", numbers: rounded), Column("alike", numbers: zip(a, other).map { $0 + 0.2 * $1 }),
    ])
    #expect(found.map(\.kind) == [.collinear] && found[0].columns == ["rounded", "a"])
    #expect((found[0].evidence["correlation"]?.double ?? 0) > 0.9999)
  }

  @Test func `several columns that nearly follow from each other are named with their condition index`()
    throws
  {
    let (a, b, other) = (Self.noise(3), Self.noise(4), Self.noise(9))
    let sum = zip(zip(a, b), other).map { $0.0 + $0.1 + 0.01 * $1 }
    let found = try Self.findings([Column("sum", numbers: sum)])
    #expect(found.map(\.kind) == [.collinear] && found[0].severity == .info)
    #expect(found[0].columns.sorted() == ["a", "b", "sum"])
    // The correlations have eigenvalues near 2 and 0.01² / 6.
    let index = found[0].evidence["condition_index"]?.double ?? 0
    #expect(index > 200 && index < 500)
  }

  @Test func `columns that separate the classes only together are found`() throws {
    let (x, y) = (Self.noise(20), Self.noise(21))
    let side = Self.labels().map { $0 == "yes" ? 0.2 : -0.2 }
    // y - x has the sign of the class, and neither has alone.
    let other = zip(zip(x, y), side).map { $0.0 + ($1 > 0 ? 1 : -1) * abs($0.1) + $1 }
    let found = try Self.findings([Column("u", numbers: x), Column("v", numbers: other)])
    let separation = try #require(found.first { $0.kind == .separation })
    #expect(separation.severity == .info && separation.option == .firthFit)
    #expect(separation.evidence["kind"]?.string == "complete")
    let signs = separation.evidence["coefficients"]?.array?.map {
      ($0["feature"]?.string ?? "", $0["sign"]?.integer ?? 0)
    }
    #expect(signs?.contains { $0 == ("u", -1) } == true && signs?.contains { $0 == ("v", 1) } == true)
  }

  @Test func `what is not looked for among too many coefficients is said`() throws {
    let many = (0..<601).map { Column("c\($0)", numbers: Self.noise(UInt64($0) + 100)) }
    let examination = try Examination(Self.table(many), target: "y")
    #expect(examination.notLookedFor.count == 1)
    #expect(examination.json()["not_looked_for"]?.array?.count == 1)
    #expect(examination.description.contains("605 coefficients are more than 600"))
    #expect(try Examination(Self.table(), target: "y").json()["not_looked_for"] == nil)
  }

  @Test func `rows that repeat others, and rows that contradict others`() throws {
    let (a, labels) = (Self.noise(3), Self.labels())
    // Rows 21 to 30 repeat rows 1 to 10; rows 41 to 50 have the features of rows 32 to 41, of the other
    // class.
    func place(_ row: Int) -> Int {
      (20..<30).contains(row) ? row - 20 : (40..<50).contains(row) ? row - 9 : row
    }
    let table = try Table([
      Column("a", numbers: (0..<Self.rows).map { a[place($0)] }), Column("y", strings: labels),
    ])
    let found = try Examination(table, target: "y").findings
    #expect(found.map(\.kind) == [.duplicateRows, .duplicateRows])
    #expect(found[0].rows == [20, 21, 22, 23, 24] && found[0].evidence["duplicates"]?.integer == 10)
    #expect(found[0].evidence["first"] == [1, 21])
    #expect(found[0].severity == .warning)
    #expect((found[1].evidence["contradicting"]?.integer ?? 0) >= 18)
  }

  @Test func `rows of a few categories that are alike by chance are no finding`() throws {
    let table = try Table([
      Column("a", strings: (0..<Self.rows).map { "\($0 * 7 % 11 % 3)x" }),
      Column("y", strings: Self.labels()),
    ])
    #expect(try Examination(table, target: "y").findings.filter { $0.kind == .duplicateRows } == [])
  }

  @Test func `values far out, offsets and sizes that differ`() throws {
    let noise = Self.noise(9)
    var far = noise
    far[17] = -1e5
    let found = try Self.findings([
      Column("far", numbers: far), Column("late", numbers: noise.map { 1e12 + $0 }),
      Column("large", numbers: Self.noise(10).map { 1e8 * $0 }),
    ])
    #expect(found.map(\.kind) == [.scale, .scale, .scale])
    #expect(found[0].columns == ["far"] && found[0].rows == [17] && found[0].severity == .warning)
    #expect(found[1].columns == ["late"])
    #expect(found[2].severity == .info && found[2].columns.last == "large")
  }

  @Test func `columns that cannot be learned from are called as in training`() throws {
    let found = try Self.findings([
      Column("constant", integers: [Int](repeating: 3, count: Self.rows)),
      Column("number", integers: (1...Self.rows).map { $0 }),
    ])
    #expect(found.map(\.kind) == [.constant, .identifier])
    #expect(found[1].columns == ["number"])
  }
}
