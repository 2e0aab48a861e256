import Logit
import Testing

@testable import LogitData

@Suite struct ColumnDiagnosisTests {
  private static func diagnosis(
    _ texts: [String?], options: ColumnOptions = ColumnOptions()
  ) -> ColumnDiagnosis? {
    let column = Column("c", strings: texts)
    return ColumnDiagnosis(column, DistinctTexts(column), options: options)
  }

  /// Texts of a column, and what they are diagnosed as; `nil` for nothing but texts.
  struct Example: Sendable, CustomTestStringConvertible {
    var texts: [String?]
    var readsAs: String?
    var remedies: [ReadingRemedy]

    var testDescription: String { texts.map { $0 ?? "nil" }.joined(separator: " | ") }

    init(_ texts: [String?], _ readsAs: String?, _ remedies: ReadingRemedy...) {
      (self.texts, self.readsAs, self.remedies) = (texts, readsAs, remedies)
    }
  }

  static let numbers: [Example] = [
    Example(["1,5", "2,25", nil, "3"], "numbers with a decimal comma", .decimalComma),
    Example(["1,5", "2,25", "0,512"], "numbers with a decimal comma", .decimalComma),
    Example(["1,234", "2,250", "0,512"], "numbers with a decimal comma", .decimalComma),
    Example(["327,928", "72,023", "512"], "numbers with \",\" between thousands", .thousands(",")),
    Example(["327,928.5", "72,023"], "numbers with \",\" between thousands", .thousands(",")),
    Example(["12,34,567", "1,23,456", "7,654"], "numbers with \",\" between thousands", .thousands(",")),
    Example(["1 234", "12 345", "7"], "numbers with a blank between thousands", .thousands(" ")),
    Example(["1'234", "12'345"], "numbers with \"'\" between thousands", .thousands("'")),
    Example(
      ["1.234,5", "12.345,25"], "numbers with a decimal comma and \".\" between thousands", .decimalComma,
      .thousands(".")),
    Example(["\u{2212}1.5", "2.25", "\u{2212}3"], "numbers", .use(column: "c", .number)),
    Example(["30%", "0%", "25 %"], "numbers with \"%\"", .strip("%")),
    Example(["$5", "$12.50", "-$3"], "numbers with \"$\"", .strip("$")),
    Example(["72 kg", "80 kg", "75.5kg"], "numbers with \"kg\"", .strip("kg")),
    Example(
      ["1.234,50 €", "99,00 €"], "numbers with a decimal comma, \".\" between thousands and \"€\"",
      .decimalComma, .thousands("."), .strip("€")),
    Example(
      ["0.7", "<0.5", "1.2", "<0.5"], "numbers with marks of measurements below a limit", .belowLimit(.half)),
    Example(["127.3", "70.4", "hemolyzed", "89.5"], "numbers", .missingWord("hemolyzed")),
    Example(
      ["1", "?", "2", ".", "-", "3", "4"], "numbers", .missingWord("?"), .missingWord("."), .missingWord("-")),
    Example(["72 kg", "80 kg", "158 lb"], "numbers with \"kg\"", .strip("kg")),
    Example((1...40).map { "\($0)" } + ["158 lb"], "numbers"),
    Example((1...9).map { "\($0)" } + ["12a"], "numbers"),
    Example(["25.46 kg/m²", "31 kg/m²"], "numbers with \"kg/m²\"", .strip("kg/m²")),
    Example(["1.80 m", "1.75 m", "2m"], "numbers with \"m\"", .strip("m")),
    Example(["120 g", "80 g"], "numbers with \"g\"", .strip("g")),
    Example(["1.5 L", "12 L"], "numbers with \"L\"", .strip("L")),
    Example(["36.6 C", "37 C"], "numbers with \"C\"", .strip("C")),
    Example(
      ["1,5", "2,5", "unknown"], "numbers with a decimal comma", .decimalComma, .missingWord("unknown")),
  ]

  @Test func `with a decimal comma asked for, a point stands between thousands, and no number is read by it`()
    throws
  {
    let asked = ColumnOptions(numbers: NumberSpelling(usesDecimalComma: true))
    let thousands = try #require(Self.diagnosis(["502.361", "142.714", "7.501"], options: asked))
    #expect(thousands.remedies == [.thousands(".")] && thousands.others.isEmpty)
    let pointed = try #require(Self.diagnosis(["80.4", "12.75", "3.5"], options: asked))
    #expect(pointed.remedies.isEmpty && !pointed.isRead)
    #expect(try #require(pointed.finding).message.contains("with a decimal point"))
  }

  @Test func `half of a limit below 0 is above it, and so no number`() {
    let spelling = NumberSpelling(belowLimit: .half)
    #expect(spelling.value(of: "<5") == 2.5 && spelling.value(of: "<-5") == nil)
    #expect(NumberSpelling(belowLimit: .limit).value(of: "<-5") == -5)
  }

  @Test func `dates in another order than was asked for are named, and not read`() throws {
    let asked = ColumnOptions(dateOrder: .dayMonthYear)
    let found = try #require(
      Self.diagnosis(["06/21/2023", "04/08/2023", "07/30/2023", "11/25/2022"], options: asked))
    #expect(found.readsAs == "dates, month first" && found.remedies == [.dateOrder(.monthDayYear)])
    #expect(!found.isRead && found.finding != nil)
    // Most are in the order asked for: the one that is not is to be corrected.
    let one = try #require(Self.diagnosis(["21/06/2023", "30/07/2023", "06/21/2023"], options: asked))
    #expect(one.readsAs == "dates, day first" && one.others.map(\.value) == ["06/21/2023"])
  }

  @Test func `times with a zone beside times without are told`() throws {
    let mixed = try #require(Self.diagnosis(["2023-08-04T10:00Z", "2023-08-05T10:00", "2023-08-06"]))
    #expect(mixed.isRead)
    let finding = try #require(mixed.finding)
    #expect(
      finding.kind == .ambiguousDates && finding.message.contains("1 time with a zone and 1 without one"))
    #expect(try #require(Self.diagnosis(["2023-08-04T10:00Z", "2023-08-05T10:00+02:00"])).finding == nil)
  }

  @Test func `a number beyond the largest double is no infinity`() throws {
    #expect(NumberSpelling().value(of: "1e400") == nil && NumberSpelling().value(of: "-1e999") == nil)
    #expect(NumberSpelling(thousands: ",").value(of: "1,000e400") == nil)
    #expect(NumberSpelling().value(of: "inf") == .infinity && NumberSpelling().value(of: "1e-400") == 0)
    let found = try #require(Self.diagnosis(["1", "2.5", "1e400", "4"]))
    #expect(found.others.map(\.value) == ["1e400"] && found.others.map(\.firstRow) == [2])
  }

  static let dates: [Example] = [
    Example(["2023-08-04", "2023-8-5", nil], "dates"),
    Example(["04/08/2023", "21/06/2023"], "dates, day first"),
    Example(["04/08/2023", "6/21/2023"], "dates, month first"),
    Example(["04.08.2023", "05.08.2023"], "dates"), Example(["4-Aug-2023", "5-Sep-2023 10:00"], "dates"),
    Example(
      ["04/08/2023", "05/08/2023"], "dates", .oneOf([.dateOrder(.dayMonthYear), .dateOrder(.monthDayYear)])),
    Example(["04/08/2023", "21/06/2023", "soon"], "dates, day first", .missingWord("soon")),
    Example(["04/08/23", "21/06/99"], "dates, day first"),
  ]

  static let texts: [Example] = [
    Example(["a", "b", "1"], nil), Example(["A1", "A2", "B3"], nil), Example(["007", "012", "12"], nil),
    Example(["18446744073709551616", "3"], nil), Example(["1.2.3", "1.10.0", "2.0.1"], nil),
    Example(["10-20", "20-30"], nil), Example(["1st", "2nd", "3rd"], nil), Example(["12A", "13B"], nil),
    Example(["5k", "10k", "20k"], nil), Example(["5m", "10m", "20m"], nil),
    Example(["12 B", "13 B"], nil), Example(["12L", "13L"], nil), Example(["192.168.1.1", "10.0.0.1"], nil),
    Example(["red", "1"], nil), Example(["1", "1", "one"], nil), Example([nil, nil], nil),
    Example(["12:30", "13:45"], nil), Example(["may", "june"], nil), Example(["Q1", "Q2", "Q3"], nil),
  ]

  @Test(arguments: numbers + dates + texts)
  func `what most texts read as is found, and the option that mends the rest`(_ example: Example) {
    let found = Self.diagnosis(example.texts)
    #expect(found?.readsAs == example.readsAs)
    #expect(found?.remedies ?? [] == example.remedies)
  }

  @Test(arguments: numbers + dates)
  func `a column is read once its remedies are applied, but for texts with digits`(
    _ example: Example
  ) throws {
    let found = try #require(Self.diagnosis(example.texts))
    var (options, words) = (ColumnOptions(), Set<String>())
    // Of several choices, each does.
    let remedies = found.remedies.map { if case .oneOf(let choices) = $0 { choices[0] } else { $0 } }
    for remedy in remedies {
      switch remedy {
      case .decimalComma: options.numbers.usesDecimalComma = true
      case .thousands(let mark): options.numbers.thousands = mark
      case .strip(let text): options.numbers.stripped.append(text)
      case .belowLimit(let rule): options.numbers.belowLimit = rule
      case .missingWord(let word): words.insert(word)
      case .dateOrder(let order): options.dateOrder = order
      case .use(_, .number): break
      case .use, .mergeSpellings, .categoryLimit, .oneOf: Issue.record("\(remedy) reads no text")
      }
    }
    let column = Column("c", strings: example.texts.map { $0.flatMap { words.contains($0) ? nil : $0 } })
    try options.validate(for: Table([column]))
    let again = try #require(ColumnDiagnosis(column, DistinctTexts(column), options: options))
    // Texts that are numbers as they stand are so to a reader.
    let isRead = again.isRead || again.remedies == [.use(column: "c", .number)]
    #expect(isRead == !found.others.contains { $0.value.contains(where: \.isWholeNumber) })
  }

  @Test func `what no remedy mends is to be corrected in the file`() throws {
    func message(_ texts: [String]) -> String? { Self.diagnosis(texts)?.finding?.description }
    func advice(_ texts: [String]) -> String? {
      guard case .reading(let lead, _)? = Self.diagnosis(texts)?.finding?.option else { return nil }
      return lead
    }
    #expect(
      advice(["1", "2", "3", "4", "?", "1a2", "3b4"])
        == "Correct \"1a2\" and 1 more text in the file, and read the others as numbers with")
    let words = (1...20).map { "\($0),5" } + "abcdefghi".map { String($0) }
    #expect(
      advice(words) == "Correct \"a\" and 8 more texts in the file, and read the others as numbers with")
    #expect(
      advice(["04/08/2023", "05/08/2023", "31/02/2023"])
        == "Correct \"31/02/2023\" in the file, and say which of day and month comes first with")
    let day = ["04/08/2023", "21/06/2023", "31/02/2023"]
    #expect(advice(day) == nil && message(day)?.hasSuffix("; correct it in the file.") == true)
    let marks = ["1", "2", "3", ">100", ">200"]
    #expect(advice(marks) == nil && message(marks)?.hasSuffix("; correct them in the file.") == true)
    let word = ["1", "2", "3", "?"]
    #expect(advice(word) == "Read them as numbers with" && message(word)?.contains("orrect") == false)
  }

  @Test func `commas between thousands may be decimal commas`() throws {
    let open = try #require(Self.diagnosis(["1,234", "2,250"]))
    #expect(open.mayHaveDecimalComma && open.description.contains("(or, if 1,234 is little more than 1"))
    let settled = try #require(Self.diagnosis(["1,234", "1,234,567"]))
    #expect(!settled.mayHaveDecimalComma && !settled.description.contains("(or"))
  }

  @Test func `spellings are listed as far as anybody reads them`() throws {
    let column = Column("name", strings: (0..<150).flatMap { ["name \($0)", "Name \($0)"] })
    let finding = try #require(SpellingVariants(DistinctTexts(column)).finding(column: "name"))
    #expect(finding.classes.count == 200)
    #expect(finding.evidence["groups"] == 150 && finding.message.hasSuffix("; and 145 more."))
  }

  @Test func `the first other is named with its row, and all with their counts`() throws {
    let found = try #require(Self.diagnosis(["1", "2", nil, "?", "3", ".", "?", "4", "5", "6"]))
    #expect(found.cellCount == 6 && found.valueCount == 9)
    #expect(found.others.map(\.value) == ["?", "."])
    #expect(found.others.map(\.count) == [2, 1] && found.others.map(\.firstRow) == [3, 5])
    #expect(
      found.description
        == "\"c\" reads as numbers in 6 of 9 cells, but row 4 has \"?\" (\"?\" in 2 rows, \".\" in 1 row)")
    let json = found.json(OptionNames())
    #expect(json["reads_as"] == "numbers" && json["cells"] == 6 && json["of"] == 9)
    #expect(json["first_other"]?["row"] == 4 && json["first_other"]?["value"] == "?")
    #expect(json["others"]?["?"] == 2 && json["others"]?["."] == 1)
    let finding = try #require(found.finding)
    #expect(finding.kind == .strayWords && finding.columns == ["c"] && finding.rows == [3])
  }

  @Test func `numbers and dates that are not the most are told of, and the others are not called wrong`()
    throws
  {
    let half = ["12", "low", "13", "14", "high", "low", "12a", "15.5"]
    let found = try #require(Self.diagnosis(half))
    #expect(found.cellCount == 4 && found.valueCount == 8 && !found.isOfMost && !found.isRead)
    #expect(found.others.map(\.value) == ["low", "high", "12a"] && found.others[0].firstRow == 1)
    let finding = try #require(found.finding)
    #expect(finding.severity == .warning)
    #expect(
      finding.option
        == .reading(
          "If all should be numbers, correct \"12a\" in the file, and read the others as numbers with",
          [.missingWord("low"), .missingWord("high")]))
    let codes = try #require(Self.diagnosis(["12", "12a", "13", "13b", "14c", "15d"])?.finding)
    #expect(
      codes.severity == .info
        && codes.message.hasSuffix("; if all should be numbers, correct them in the file."))
    let dates = try #require(Self.diagnosis(["2024-01-02", "soon", "2024-01-03", "never"]))
    #expect(dates.readsAs == "dates" && dates.remedies == [.missingWord("soon"), .missingWord("never")])
    // Such a column is used as any other of its texts, and a regression does not refuse it.
    let words = half.map { $0 == "12a" ? "mid" : $0 }
    let column = Column("c", strings: (0..<40).map { words[$0 % 8] })
    let table = try Table([column, Column("x", numbers: (0..<40).map { Double($0 * $0) })])
    let space = try FeatureSpace.automatic(for: table)
    #expect(
      space.decisions[0].reason == "7 different texts" && space.findings.count == 1)
    var columns = try RegressionColumns(table)
    #expect(try columns.read(["c"], areChosen: true) == ["c"])
    #expect(columns.findings.map(\.kind) == [.strayWords])
    for few in [["1", "2", "a", "b", "c", "d", "e", "f"], ["1", "1", "a", "b"], ["2024-01-02", "a", "b"]] {
      #expect(Self.diagnosis(few) == nil)
    }
  }

  @Test func `whole numbers that are dates are named, and used as they stand unless dates are asked for`()
    throws
  {
    let days = [20_240_131, 20_231_224, 19_990_401, 20_240_131]
    let table = try Table([Column("day", integers: days), Column("x", numbers: [0.5, 0.1, 0.9, 0.2])])
    let space = try FeatureSpace.automatic(for: table)
    #expect(space.decisions[0].reason == "whole numbers")
    #expect(
      space.findings.map(\.description) == [
        "Column \"day\" reads as dates in all 4 cells, such as 20240131, but is used as whole numbers. Read them as "
          + "dates with ColumnOptions.uses[\"day\"] = .date."
      ])
    for use in [ColumnUse.date, .number, .category] {
      #expect(
        try FeatureSpace.automatic(for: table, options: ColumnOptions(uses: ["day": use])).findings.isEmpty)
    }
    for other in [20_241_331, 20_240_132, 2024, 17_991_231, -20_240_131] {
      let column = Column("day", integers: days + [other])
      #expect(try FeatureSpace.automatic(for: Table([column])).findings.isEmpty)
    }
  }

  @Test func `what is asked for is read, and no more is said of it`() throws {
    var options = ColumnOptions()
    options.numbers.stripped = ["%"]
    let percent = try #require(Self.diagnosis(["30%", "25 %"], options: options))
    #expect(percent.isRead && percent.finding == nil && percent.remedies.isEmpty)
    options = ColumnOptions(dateOrder: .monthDayYear)
    let dates = try #require(Self.diagnosis(["04/08/2023", "05/08/2023"], options: options))
    #expect(dates.readsAs == "dates, month first" && dates.isRead)
    #expect(try #require(Self.diagnosis(["04/08/2023", "05/08/2023"])).finding?.kind == .ambiguousDates)
    #expect(try #require(Self.diagnosis(["1,5", "2,5"])).finding?.kind == .spelling)
  }
}

@Suite struct CategoryLimitTests {
  private static func table(categories: Int, rows: Int) throws -> Table {
    try Table([
      Column("c", strings: (0..<categories * rows).map { "c\($0 % categories)" }),
      Column("x", numbers: (0..<categories * rows).map { Double($0) }),
    ])
  }

  @Test func `many categories are used, and fewer only if that is asked for and said`() throws {
    let table = try Self.table(categories: 400, rows: 10)
    var space = try FeatureSpace.automatic(for: table)
    #expect(space.findings.isEmpty)
    try space.adapt(to: table)
    #expect(space.outputCount == 402)
    var limited = try FeatureSpace.automatic(for: table, options: ColumnOptions(categoryLimit: 100))
    let finding = try #require(limited.findings.first)
    #expect(finding.kind == .truncatedCategories)
    #expect(finding.option == .reading("Use all with", [.categoryLimit(400)]))
    try limited.adapt(to: table)
    #expect(limited.outputCount == 102)
    #expect(throws: LogitError.self) {
      try FeatureSpace.automatic(for: table, options: ColumnOptions(categoryLimit: 0))
    }
  }

  @Test(arguments: [nil, ColumnUse.category])
  func `a limit holds for few texts, too, and is said`(use: ColumnUse?) throws {
    let table = try Self.table(categories: 7, rows: 4)
    let uses = use.map { ["c": $0] } ?? [:]
    var space = try FeatureSpace.automatic(for: table, options: ColumnOptions(uses: uses, categoryLimit: 2))
    #expect(
      space.findings.map(\.description) == [
        "Column \"c\" has 7 categories, of which the 2 most frequent are used. Use all with "
          + "ColumnOptions.categoryLimit = 7."
      ])
    #expect(space.findings.first?.evidence["used"]?.integer == 2)
    try space.adapt(to: table)
    #expect(space.decisions[0].actionText == "one-hot, 2 categories and the others")
    // Texts that no row has do not count.
    let part = try table.rows(at: table.column("c").strings().indices.filter { $0 % 7 < 2 })
    #expect(
      try FeatureSpace.automatic(for: part, options: ColumnOptions(uses: uses, categoryLimit: 2)).findings
        == [])
  }

  @Test func `only categories that were not there count as such`() throws {
    let names = (0..<1000).map { $0 < 900 ? "c\($0 % 70)" : "rare\($0)" }
    let table = try Table([Column("c", strings: names)])
    var space = try FeatureSpace.automatic(for: table)
    try space.adapt(to: table)
    space = try FeatureSpace(json: JSON(json: space.json.description))
    var counts = PredictionCounts()
    _ = try space.matrix(of: Table([Column("c", strings: ["c1", "rare950", "new"])]), counts: &counts)
    #expect(counts.unknown == ["c": 1])
  }

  @Test func `a very long table has fewer categories unless another number is asked for`() {
    #expect(ColumnOptions().categoryLimit(rowCount: 0) == 5000)
    #expect(ColumnOptions().categoryLimit(rowCount: 1 << 20) == 512)
    #expect(ColumnOptions().categoryLimit(rowCount: 1 << 23) == 255)
    #expect(ColumnOptions(categoryLimit: 3000).categoryLimit(rowCount: 1 << 23) == 3000)
  }
}
