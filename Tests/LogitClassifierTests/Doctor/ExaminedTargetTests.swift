import LogitClassifier
import Testing

@Suite struct ExaminedTargetTests {
  private static func findings(
    _ target: [String?], _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> [Finding] {
    var generator = RandomGenerator(seed: 5)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: target.count).scalars
    var options = ClassifierOptions()
    change(&options)
    let table = try Table([Column("x", numbers: noise), Column("y", strings: target)])
    return try Examination(table, target: "y", options: options).findings
  }

  @Test func `a target that is missing in some rows, refused and dropped`() throws {
    let target = (0..<100).map { $0 % 10 == 3 ? nil : $0 % 2 == 0 ? "yes" : "no" }
    let refused = try Self.findings(target)
    #expect(refused.map(\.kind) == [.missingTarget] && refused[0].severity == .error)
    #expect(refused[0].rows == [3, 13, 23, 33, 43] && refused[0].evidence["missing"]?.integer == 10)
    #expect(refused[0].option == .dropMissingTargets)
    let dropped = try Self.findings(target) { $0.missingTarget = .drop }
    #expect(dropped.map(\.severity) == [.info] && dropped[0].option == nil)
  }

  @Test func `a target of one class, and one without values`() throws {
    let one = try Self.findings([String?](repeating: "yes", count: 100))
    #expect(one.map(\.kind) == [.constant] && one[0].severity == .error && one[0].classes == ["yes"])
    let none = try Self.findings([String?](repeating: nil, count: 100))
    #expect(none.map(\.kind) == [.constant] && none[0].severity == .error)
  }

  @Test func `a target that is a quantity, unless its values are to be classes`() throws {
    let numbers = Column("y", numbers: (0..<200).map { Double($0 * 37 % 101) + 0.5 })
    let table = try Table([Column("x", numbers: (0..<200).map { Double($0 * 53 % 97) }), numbers])
    let found = try Examination(table, target: "y").findings
    #expect(found.map(\.kind) == [.quantityTarget] && found[0].severity == .error)
    #expect(found[0].evidence["values"]?.integer == 101)
    var options = ClassifierOptions()
    options.columns.uses["y"] = .category
    let asked = try Examination(table, target: "y", options: options).findings
    #expect(!asked.contains { $0.kind == .quantityTarget })
  }

  @Test func `classes with one row, with few rows and with a small share`() throws {
    let target = (0..<1000).map { $0 == 7 ? "one" : $0 % 200 == 3 ? "five" : $0 % 40 == 1 ? "rare" : "many" }
    let found = try Self.findings(target)
    #expect(found.map(\.kind) == [.fewRows, .fewRows, .imbalance])
    #expect(found.map(\.severity) == [.error, .warning, .warning])
    #expect(found[0].classes == ["one"] && found[0].option == .dropRareClasses)
    #expect(found[1].classes == ["five"])
    #expect(try Self.findings(target) { $0.rareClass = .drop }.map(\.severity) == [.warning, .warning])
  }

  @Test func `spellings of a target, and a table without features`() throws {
    let spelled = try Self.findings((0..<100).map { $0 % 2 == 0 ? "yes" : $0 % 3 == 0 ? "No" : "no" })
    #expect(spelled.contains { $0.kind == .spelling })
    let table = try Table([
      Column("x", integers: [Int](repeating: 1, count: 60)),
      Column("y", strings: (0..<60).map { $0 % 2 == 0 ? "yes" : "no" }),
    ])
    let found = try Examination(table, target: "y")
    #expect(found.findings.map(\.severity) == [.error] && !found.isSound)
  }

  @Test func `a target that is not there`() throws {
    let table = try Table([Column("x", integers: [1, 2])])
    #expect(throws: DataError.self) { try Examination(table, target: "y") }
  }
}
