import LogitInterchange
import Testing

@Suite("Golden rows")
struct GoldenRowsTests {
  @Test func `are the same for the same classifier, and hold every category, a missing and an unknown one`()
    throws
  {
    let classifier = try ExportedModels.classifier()
    let golden = try GoldenRows(classifier)
    #expect(golden == (try GoldenRows(classifier)))
    let city = try #require(golden.columns.firstIndex(of: "ci\"ty */"))
    let cells = golden.rows.map { $0[city] }
    for text in ["O'slo", "Ro\"me", "back\\slash", "unknown to the model"] {
      #expect(cells.contains(.text(text)))
    }
    #expect(cells.contains(.missing))
    #expect(golden.probabilities.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-6 && $0.count == 2 })
  }

  @Test func `are what the classifier predicts, to the rounding of single precision`() throws {
    let classifier = try Classifier.fit(Dataset.penguins().table, target: "species").classifier
    let golden = try GoldenRows(classifier)
    let predictor = try classifier.predictor()
    for (row, expected) in zip(golden.rows, golden.probabilities) {
      let values = Dictionary(uniqueKeysWithValues: zip(golden.columns, row.map { Cell(tableCell: $0) }))
      let found = try predictor.predict(values.mapValues { $0 as any TableValue })
      // Features are rounded to 24 bits on one of the ways; weights and features here are below 100.
      for (a, b) in zip(found.probabilities, expected) { #expect(abs(Double(a) - b) < 1e-5) }
    }
  }

  @Test func `are none of the rows learned from`() throws {
    let table = Dataset.iris().table
    let classifier = try Classifier.fit(table, target: "species").classifier
    let golden = try GoldenRows(classifier)
    let columns = try golden.columns.map { try table.column($0) }
    let learned = (0..<table.rowCount).map { row in columns.map { $0.cell(at: row) } }
    #expect(!golden.rows.contains { learned.contains($0) })
  }

  @Test(arguments: [false, true]) func `come back from JSON`(isEncoded: Bool) throws {
    let golden = try GoldenRows(ExportedModels.classifier())
    let read = try #require(GoldenRows(json: JSON(json: golden.json(isEncoded: isEncoded).description)))
    #expect(read.probabilities == golden.probabilities)
    #expect(isEncoded ? read.encoded == golden.encoded : read.rows.count == golden.rows.count)
    #expect(GoldenRows(json: ["rows": [[1]], "columns": ["a", "b"], "probabilities": [[1.0]]]) == nil)
  }

  private struct Cell: TableValue { let tableCell: TableCell }
}

@Suite("A check of golden rows")
struct GoldenCheckTests {
  @Test func `names the row that differs most, and a number that is none differs`() {
    let check = GoldenCheck([1e-9, 0.5, 1e-3], runner: "cc")
    #expect(
      check.row == 2 && check.maxDifference == 0.5 && !check.holds(within: 0.4) && check.holds(within: 0.5))
    let none = GoldenCheck([0.5, .nan], runner: "cc")
    #expect(none.row == 2 && !none.holds(within: .infinity))
    #expect(!GoldenCheck([], runner: "cc").holds(within: 1))
  }

  @Test func `is null in JSON where nothing ran`() {
    var report = ExportReport(
      model: "m", output: "m.c", format: "c", check: nil, tolerance: 1e-6, notes: ["a"])
    #expect(
      report.json.description
        == #"{"model": "m", "output": "m.c", "format": "c", "checked_rows": 0, "runner": null, "max_difference": null, "#
        + #""tolerance": 1e-06, "notes": ["a"]}"#)
    report.check = GoldenCheck([0.25], runner: "cc", version: "1")
    #expect(
      !report.holds && report.json["runner"]?["name"]?.string == "cc"
        && report.json["max_difference"]?.double == 0.25)
  }
}
