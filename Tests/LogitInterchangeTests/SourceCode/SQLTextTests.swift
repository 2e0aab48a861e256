import Testing

@testable import LogitClassifier
@testable import LogitInterchange

/// SQLite's columns of texts, as its `.import` makes them of CSV.
@Suite("SQL of columns that hold texts")
struct SQLTextTests {
  /// The probability of the second class for rows of texts in SQLite; `nil` where it is NULL.
  private static func probabilities(_ classifier: Classifier, _ rows: [[String]]) throws -> [Double?]? {
    let file = try ModelExport(classifier, to: SQLSource()).encode(name: "m")
    let golden = try #require(SQLGolden(String(decoding: file.bytes, as: UTF8.self)))
    guard let runner = Runner("sqlite3", versionOption: "-version") else { return nil }
    let dialect = SQLDialect.sqlite
    let names = classifier.features.inputNames.map { dialect.identifier($0) }
    let values = rows.map { row in "(\(row.map { dialect.string($0) }.joined(separator: ", ")))" }
    let script = """
      CREATE TABLE t (\(names.map { "\($0) TEXT" }.joined(separator: ", ")));
      INSERT INTO t VALUES \(values.joined(separator: ", "));
      SELECT \(golden.expressions) FROM t;

      """
    return try Scratch.with { scratch in
      let path = try scratch.write(Array(script.utf8), as: "rows.sql")
      let printed = try runner.run(dialect.arguments(running: path), in: scratch, checking: "m.sql")
      return printed.split(whereSeparator: \.isNewline).map { line in
        Double(line.split(separator: "|", omittingEmptySubsequences: false).last ?? "")
      }
    }
  }

  @Test("Texts that are numbers count as such, empty ones as missing, and others have no probability")
  func texts() throws {
    let classifier = try ExportedModels.classifier(ExportedModels.table(city: "city"))
    let rows = [["40", "O'slo", "true"], ["", "", "FALSE"], ["41.5", "elsewhere", ""], ["1e1", "", "0"]]
    let others = [["3.5kg", "O'slo", "true"], ["40", "O'slo", "perhaps"], ["nan", "O'slo", "1"]]
    guard let found = try Self.probabilities(classifier, rows + others) else { return }
    let table = try Table([
      Column("age", numbers: [40, .nan, 41.5, 10]),
      Column("city", strings: ["O'slo", nil, "elsewhere", nil]),
      Column("member", booleans: [true, false, nil, false]),
    ])
    let expected = try classifier.exactRows(of: table).probabilities
    try #require(found.count == 7)
    for (row, probabilities) in expected.enumerated() {
      let value = try #require(found[row], "row \(row)")
      #expect(abs(value - probabilities[1]) < 1e-9, "row \(row)")
    }
    #expect(found.suffix(3).allSatisfy { $0 == nil }, "\(found)")
  }
}
