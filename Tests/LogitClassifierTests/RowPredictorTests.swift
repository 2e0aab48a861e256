import Foundation
import LogitClassifier
import Testing

@Suite struct RowPredictorTests {
  private static let classifier: Classifier? = {
    var options = ClassifierOptions()
    options.epochs = 2
    return try? Classifier.fit(Dataset.penguins().table, target: "species", options: options).classifier
  }()

  private let predictor: RowPredictor

  init() throws { predictor = try RowPredictor(#require(Self.classifier)) }

  /// What a predictor writes of a text.
  private static func written(
    _ predictor: RowPredictor, _ text: String, as form: PredictedRows.Form = .separated
  ) throws -> (text: String, notes: PredictionNotes) {
    let file = TemporaryFile(".csv")
    try StagedFile.write(Array(text.utf8), to: file.path)
    var bytes: [UInt8] = []
    let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
    let notes = try predictor.predict(stream).write(as: form) { bytes += $0 }
    return (String(decoding: bytes, as: UTF8.self), notes)
  }

  /// The penguins as CSV.
  private static func penguins() throws -> String {
    String(decoding: try CSVWriter().bytes(of: Dataset.penguins().table), as: UTF8.self)
  }

  @Test(arguments: [true, false], [true, false])
  func `a stream and a table predict the same`(passesColumns: Bool, hasProbabilities: Bool) throws {
    var predictor = predictor
    (predictor.passesColumns, predictor.hasProbabilities) = (passesColumns, hasProbabilities)
    let (text, notes) = try Self.written(predictor, Self.penguins())
    let (table, tableNotes) = try predictor.predict(Dataset.penguins().table)
    let expected = try CSVWriter().bytes(of: table)
    let lines = text.split(separator: "\n")
    let expectedLines = String(decoding: expected, as: UTF8.self).split(separator: "\n")
    #expect(lines.first == expectedLines.first)
    let own = passesColumns ? Dataset.penguins().table.columnCount : 0
    // The texts of equal numbers may differ in rows that are passed through as they stand.
    for (line, expectedLine) in zip(lines, expectedLines) {
      #expect(
        line.split(separator: ",", omittingEmptySubsequences: false).dropFirst(own)
          == expectedLine.split(separator: ",", omittingEmptySubsequences: false).dropFirst(own))
    }
    #expect(lines.count == expectedLines.count && lines.count == 345)
    #expect(notes == tableNotes)
    #expect(notes.counts.rowCount == 344 && notes.counts.missing["sex"] == 11)
  }

  @Test func `JSON is the same of a stream and of a table`() throws {
    let (text, _) = try Self.written(
      predictor, Self.penguins(), as: .json(model: "m.safetensors", source: "penguins"))
    let table = Dataset.penguins().table
    let whole = try predictor.json(table, model: "m.safetensors", source: "penguins")
    #expect(text == String(decoding: whole.bytes, as: UTF8.self))
    let json = try JSON(json: text)
    guard let predictions = json["predictions"]?.array else {
      Issue.record("no predictions")
      return
    }
    #expect(predictions.count == 344 && json["rows"] == .integer(344))
  }

  @Test func `what the model does not use or know is noted`() throws {
    let text =
      "id,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year\n"
      + "1,Atlantis,,18.7,181,3750,male,2007\n"
    let (_, notes) = try Self.written(predictor, text)
    #expect(notes.extraColumns == ["id"])
    #expect(notes.counts.missing == ["bill_length_mm": 1] && notes.counts.unknown == ["island": 1])
    #expect(
      notes.description == """
        Note: the column "id" is not used: the model does not know it.
        Note: missing values were treated as learned in training: 1 in "bill_length_mm"; of 1 row.
        Note: categories that did not occur in training: 1 in "island"; of 1 row.

        """)
  }

  @Test func `numbers in the place of texts are noted of a table as of a stream`() throws {
    let text = try Self.penguins()
    let rows = text.split(separator: "\n")
    let island = try #require(rows[0].split(separator: ",").firstIndex(of: "island"))
    func changed(_ from: Int) -> String {
      rows.enumerated().map { index, row in
        var fields = row.split(separator: ",", omittingEmptySubsequences: false)
        if index >= from { fields[island] = "7" }
        return fields.joined(separator: ",")
      }.joined(separator: "\n") + "\n"
    }
    for (from, expected) in [(1, ["island"]), (2, [])] {
      let (_, notes) = try Self.written(predictor, changed(from))
      #expect(notes.numbersForTexts == expected)
      let file = TemporaryFile(".csv")
      try StagedFile.write(Array(changed(from).utf8), to: file.path)
      let table = try Table(csv: file.path, options: predictor.readingOptions())
      #expect(try predictor.predict(table).notes.numbersForTexts == expected)
    }
  }

  @Test func `a column with the name of one that is added is refused`() throws {
    let text = "predicted," + (try Self.penguins()).replacing("\n", with: "\n1,")
    #expect(throws: DataError.predictionColumn("predicted")) { _ = try Self.written(predictor, text) }
    var alone = predictor
    alone.passesColumns = false
    let header = try Self.written(alone, String(text.dropLast(2))).text.prefix { $0 != "\n" }
    #expect(header.hasPrefix("predicted,probability_"))
    let taken = try Table(
      [Column("predicted", numbers: [1.0])] + Dataset.penguins().table.rows(at: [0]).columns)
    #expect(throws: DataError.predictionColumn("predicted")) { _ = try predictor.predict(taken) }
    // Only what is added takes a name.
    var passing = predictor
    for name in ["probability_Adelie", "set", "error", "probability_Adelie_low"] {
      let named = try Table(
        Dataset.penguins().table.columns + [Column(name, numbers: [Double](repeating: 0, count: 344))])
      if name == "probability_Adelie" {
        #expect(throws: DataError.predictionColumn(name)) { _ = try predictor.predict(named) }
      }
      passing.hasProbabilities = false
      #expect(try passing.predict(named).table.columnNames.suffix(2) == [name, "predicted"])
    }
  }

  @Test func `all columns that are missing are named, of a stream as of a table`() throws {
    let missing = DataError.missingColumns(
      names: ["island", "bill_length_mm", "flipper_length_mm", "body_mass_g", "sex", "year"],
      known: ["bill_depth_mm"])
    #expect(throws: missing) { _ = try Self.written(predictor, "bill_depth_mm\n18.7\n") }
    #expect(throws: missing) {
      _ = try predictor.predict(Table([Column("bill_depth_mm", numbers: [18.7])]))
    }
  }

  @Test func `what the receiver throws ends the prediction`() throws {
    struct Full: Error {}
    let file = TemporaryFile(".csv")
    try Dataset.penguins().table.write(to: file.path)
    let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
    #expect(throws: Full.self) { _ = try predictor.predict(stream).write { _ in throw Full() } }
  }

  @Test func `the thread that reads ends, too, and lets go of the stream`() throws {
    struct Full: Error {}
    // More batches than wait for each other.
    let penguins = try Self.penguins().split(separator: "\n")
    let rows = Array(repeating: penguins.dropFirst().joined(separator: "\n"), count: 700)
    let file = TemporaryFile(".csv")
    try StagedFile.write(Array("\(penguins[0])\n\(rows.joined(separator: "\n"))\n".utf8), to: file.path)
    weak var reading: CSVStream?
    do {
      let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
      reading = stream
      #expect(throws: Full.self) { _ = try predictor.predict(stream).write { _ in throw Full() } }
    }
    for _ in 0..<3000 where reading != nil { usleep(10_000) }
    #expect(reading == nil)
  }

  @Test func `a stream of a file that is not there, or is a folder, is refused`() {
    #expect(throws: FileError.self) { _ = try CSVStream(path: "/nowhere/rows.csv") }
    #expect(throws: FileError.notRead(path: "/", reason: "it is a directory")) {
      _ = try CSVStream(path: "/")
    }
  }
}
