import Logit
import Testing

@testable import LogitData

@Suite struct ColumnReadingTests {
  private static let column = Column("price", strings: ["1,5", "2", nil, "n.a.", "1,5", "n.a."])

  @Test func `numbers are read, and what is none is named by its row`() {
    let (read, unreadable) = ColumnReading.number(NumberSpelling(usesDecimalComma: true)).read(Self.column)
    #expect(read == Column("price", numbers: [1.5, 2, .nan, .nan, 1.5, .nan] as [Double]))
    #expect(unreadable.map(\.row) == [3, 5])
    #expect(unreadable.first?.value == "n.a." && unreadable.first?.expected == "a number")
    // What is read already stays as it is.
    #expect(ColumnReading.number(NumberSpelling()).read(read).column == read)
  }

  @Test func `texts of the dictionary that no row has are not unreadable`() throws {
    let table = try Table([Self.column]).rows(at: [0, 1, 4])
    let (read, unreadable) = ColumnReading.number(NumberSpelling(usesDecimalComma: true))
      .read(table.columns[0])
    #expect(unreadable.isEmpty && read == Column("price", numbers: [1.5, 2, 1.5] as [Double]))
  }

  @Test func `dates become those of ISO 8601, in one dictionary`() {
    let column = Column("day", strings: ["04/08/2023", "2023-08-04", nil, "4/8/2023", "2023-09-01"])
    let (read, unreadable) = ColumnReading.date(DateSpelling(order: .dayMonthYear)).read(column)
    #expect(read.strings() == ["2023-08-04", "2023-08-04", nil, "2023-08-04", "2023-09-01"])
    #expect(read.dictionary == ["2023-08-04", "2023-09-01"] && unreadable.isEmpty)
    #expect(ColumnReading.date(DateSpelling()).read(read).column == read)
    #expect(ColumnReading.date(DateSpelling()).read(column).unreadable.map(\.row) == [0, 3])
  }

  @Test func `spellings are joined, and numbers that are codes are texts`() {
    let joined = ColumnReading.category(CategorySpelling(joining: ["Yes", "no way"]))
    let texts = Column("paid", strings: ["YES", " yes ", "No  Way", "maybe", nil, "Yes"])
    #expect(joined.read(texts).column.strings() == ["Yes", "Yes", "no way", "maybe", nil, "Yes"])
    let codes = ColumnReading.category(CategorySpelling(areNumbers: true))
    #expect(codes.read(Column("c", integers: [2, nil, 10])).column.strings() == ["2", nil, "10"])
    #expect(codes.read(Column("c", strings: ["2.0", "02", "x"])).column.strings() == ["2", "2", "x"])
    let long = Column("c", strings: ["89439382135305199831", "89439382135305199832"])
    #expect(codes.read(long).column == long)
  }

  @Test(arguments: [
    ColumnReading.number(NumberSpelling()),
    .number(
      NumberSpelling(usesDecimalComma: true, thousands: ".", stripped: ["%", "€"], belowLimit: .half)),
    .date(DateSpelling()), .date(DateSpelling(order: .monthDayYear)), .category(CategorySpelling()),
    .category(CategorySpelling(joining: ["Yes", "no"], areNumbers: true, usesDecimalComma: true)), .text,
  ])
  func `a reading is the same after it was written`(_ reading: ColumnReading) throws {
    #expect(try ColumnReading(json: JSON(json: reading.json.description), object: "it") == reading)
  }

  @Test(arguments: [
    "[]", "{}", #"{"kind": "word"}"#, #"{"kind": "number", "strip": ["7"], "below_limit": null}"#,
    #"{"kind": "number", "strip": [], "thousands": "ab", "below_limit": null}"#,
    #"{"kind": "number", "strip": [], "thousands": ".", "below_limit": null}"#,
    #"{"kind": "number", "strip": [], "below_limit": "third"}"#, #"{"kind": "date", "order": "dym"}"#,
    #"{"kind": "category", "spellings": [1]}"#, #"{"kind": "text", "order": null, "more": 1}"#,
  ])
  func `what was not written so is refused`(_ text: String) throws {
    let json = try JSON(json: text)
    #expect(throws: LogitError.self) { try ColumnReading(json: json, object: "it") }
  }
}

@Suite struct FeatureReadingTests {
  private static func table() throws -> Table {
    try Table([
      Column("price", strings: ["1.000", "2.000", "3.500", "500"]),
      Column("day", strings: ["13/08/2023", "04/08/2023", nil, "01/09/2023"]),
      Column("paid", strings: ["Yes", "yes", "no", "NO"]), Column("n", integers: [1, 2, 3, 4]),
    ])
  }

  private static func space() throws -> FeatureSpace {
    var space = try FeatureSpace(
      [
        .floatNormalized("price"), .dateParts("day"), .stringCategorical("paid", unknown: .ignore),
        .floatNormalized("n"),
      ],
      readings: [
        "price": .number(NumberSpelling(usesDecimalComma: true, thousands: ".")),
        "day": .date(DateSpelling(order: .dayMonthYear)),
        "paid": .category(CategorySpelling(joining: ["Yes", "no"])),
      ])
    try space.adapt(to: table())
    return space
  }

  @Test func `features are those of the values that the texts stand for`() throws {
    let space = try Self.space()
    let read = try Table([
      Column("price", numbers: [1000, 2000, 3500, 500] as [Double]),
      Column("day", strings: ["2023-08-13", "2023-08-04", nil, "2023-09-01"]),
      Column("paid", strings: ["Yes", "Yes", "no", "no"]), Column("n", integers: [1, 2, 3, 4]),
    ])
    var plain = try FeatureSpace([
      .floatNormalized("price"), .dateParts("day"), .stringCategorical("paid", unknown: .ignore),
      .floatNormalized("n"),
    ])
    try plain.adapt(to: read)
    #expect(try space.matrix(of: Self.table()) == plain.matrix(of: read))
    #expect(try space.matrix(of: read) == plain.matrix(of: read))
    let loaded = try FeatureSpace(json: JSON(json: space.json.description))
    #expect(loaded.readings == space.readings)
    #expect(try loaded.matrix(of: Self.table()) == plain.matrix(of: read))
    // Row by row, as batches of a stream.
    for row in 0..<4 {
      let batch = try Self.table().rows(at: [row])
      #expect(try space.matrix(of: batch).scalars == plain.matrix(of: read.rows(at: [row])).scalars)
    }
  }

  @Test func `what cannot be read is an error with its row, and can be left out`() throws {
    let space = try Self.space()
    let bad = try Table([
      Column("price", strings: ["1.000", "x", "y", "500"]),
      Column("day", strings: ["13/08/2023", "04/08/2023", nil, "08/13/2023"]),
      Column("paid", strings: ["Yes", "yes", "no", "NO"]), Column("n", integers: [1, 2, 3, 4]),
    ])
    #expect(
      throws: DataError.unreadableValue(
        column: "price", row: 1, value: "x", expected: "a number", count: 2, remedies: [.missingWord("x")])
    ) { try space.matrix(of: bad) }
    let (read, unreadable) = space.reading(bad)
    #expect(unreadable.map(\.row) == [1, 2, 3])
    #expect(unreadable.map(\.column) == ["price", "price", "day"])
    #expect(
      try space.matrix(of: read.rows(at: [0])).scalars == space.matrix(of: bad.rows(at: [0])).scalars)
  }

  @Test func `columns that came as texts are read where numbers were learned, if that is asked for`() throws {
    let space = try Self.space()
    let table = try Self.table()
    let texts = try Table(
      table.columns.map { $0.name == "n" ? Column("n", strings: ["1", "2", "n.a.", "4"]) : $0 })
    let (read, unreadable) = space.reading(texts, includesTexts: true)
    #expect(unreadable.map(\.row) == [2] && unreadable.map(\.value) == ["n.a."])
    let rows = [0, 1, 3]
    #expect(try space.matrix(of: read.rows(at: rows)) == space.matrix(of: table.rows(at: rows)))
    // Without it, too, the row is named.
    #expect(
      throws: DataError.unreadableValue(
        column: "n", row: 2, value: "n.a.", expected: "a number", count: 1, remedies: [.missingWord("n.a.")])
    ) { try space.matrix(of: texts) }
  }

  @Test func `words for missing values count in the columns that are used`() throws {
    var space = try FeatureSpace(
      [.floatNormalized("x", missing: .mean)], readings: ["x": .number(NumberSpelling())])
    space.missingWords = ["?"]
    let table = try Table([
      Column("x", strings: ["1", "?", "."]), Column("other", strings: ["?", "1", "2"]),
    ])
    let (read, unreadable) = space.reading(table)
    #expect(unreadable.map(\.value) == ["."])
    #expect(read.columns[0] == Column("x", numbers: [1, .nan, .nan] as [Double]))
    #expect(read.columns[1] == table.columns[1])
  }

  @Test func `columns are read in the kind that their readings need`() throws {
    let space = try Self.space()
    #expect(
      space.sourceKinds(areLaterRowsKnown: false)
        == ["price": .string, "day": .string, "paid": .string, "n": .integer])
    #expect(space.sourceKinds(areLaterRowsKnown: true) == ["day": .string, "paid": .string])
  }
}

@Suite struct TableReadingTests {
  @Test func `words are remembered, and those given later are added or taken`() throws {
    var options = CSVOptions()
    options.missingWords.insert("?")
    options.missingWords.remove("None")
    options.usesDecimalComma = true
    options.kinds = ["code": .string, "x": .numeric]
    let reading = TableReading(options)
    #expect(reading.textColumns == ["code"])
    #expect(try TableReading(json: JSON(json: reading.json.description)) == reading)
    // Files written before the columns were remembered.
    let old = try JSON(json: #"{"missing_words": ["?"], "decimal_comma": false}"#)
    #expect(try TableReading(json: old).textColumns.isEmpty)
    #expect(reading.applied(to: CSVOptions()).missingWords == options.missingWords)
    #expect(reading.applied(to: CSVOptions()).usesDecimalComma)
    var later = CSVOptions()
    later.missingWords.insert("-")
    later.missingWords.remove("NA")
    #expect(
      reading.applied(to: later).missingWords == options.missingWords.union(["-"]).subtracting(["NA"]))
  }
}
