import Testing

@testable import LogitData

@Suite struct GroupedDigitsTests {
  private static func diagnosis(
    _ values: [String], options: CSVOptions = CSVOptions(), columns: ColumnOptions = ColumnOptions()
  ) throws -> ColumnDiagnosis? {
    let text = "v;z\n" + values.enumerated().map { "\($1);\($0 % 3)\n" }.joined()
    let table = try CSVReader(bytes: Array(text.utf8), options: options).read()
    return try FeatureSpace.automatic(for: table, options: columns).diagnoses.first { $0.column == "v" }
  }

  @Test func `three digits behind every point may be thousands, which is said with counts and the option`()
    throws
  {
    let found = try #require(
      try Self.diagnosis(["567", "NA", "1.234", "45.000", "0", "-12.500", "999", "1.234"]))
    #expect(found.isRead && found.cellCount == 7 && found.valueCount == 7 && found.others.isEmpty)
    #expect(found.remedies == [.decimalComma, .thousands(".")])
    #expect(
      found.description
        == "\"v\" reads as numbers with a decimal point in all 7 cells, which all have three digits behind the point "
        + "or are whole ones below 1,000 (4 and 2 of the first rows), such as 1.234 in row 3, so that the point may "
        + "stand between thousands")
    let finding = try #require(found.finding)
    #expect(finding.severity == .warning && finding.rows == [2] && finding.columns == ["v"])
    #expect(finding.description.contains("If it does, read the file with"))
    // Measurements to a thousandth look the same, but for whole numbers.
    let measured = try #require(try Self.diagnosis(["1.234", "2.250", "12.001"]))
    #expect(measured.finding?.severity == .info && !measured.description.contains("whole"))
  }

  @Test(arguments: [
    // Fractions below 1, other numbers of digits, thousands without a point, and one number only.
    ["1.234", "0.512", "2.001"], ["1.234", "2.25", "3.125"], ["1.234", "2.125", "1000"],
    ["1.234", "12", "1.234"], ["1.234", "2.125", "1e1"], ["1", "2", "3"],
  ])
  func `numbers that no thousands can be written as are nothing but numbers`(values: [String]) throws {
    #expect(try Self.diagnosis(values) == nil)
  }

  @Test func `a number beyond the first rows counts, too`() throws {
    let many = (0..<1000).map { "\($0 % 400 + 1).\($0 % 800 + 100)" }
    #expect(try Self.diagnosis(many) != nil)
    for other in ["0.5", "1234.5", "1.2345", "1000"] { #expect(try Self.diagnosis(many + [other]) == nil) }
  }

  @Test func `who says how numbers are written is not asked`() throws {
    let values = ["1.234", "567", "45.000", "12"]
    #expect(try Self.diagnosis(values, columns: ColumnOptions(uses: ["v": .number])) == nil)
    let numbers = NumberSpelling(usesDecimalComma: true, thousands: ".")
    let read = try #require(
      try Self.diagnosis(
        values, options: CSVOptions(usesDecimalComma: true), columns: ColumnOptions(numbers: numbers)))
    #expect(read.isRead && read.finding == nil)
  }
}
