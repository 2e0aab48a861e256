import LogitClassifier
import Testing

/// Rows that pass through a predictor, and rows that it cannot predict.
@Suite struct PassedRowsTests {
  private static let classifier: Classifier? = {
    var options = ClassifierOptions()
    options.epochs = 1
    options.features = ["bill_length_mm", "island"]
    return try? Classifier.fit(Dataset.penguins().table, target: "species", options: options).classifier
  }()

  /// A classifier that refuses missing values and unknown categories.
  private static let strict: Classifier? = {
    guard let classifier, let features = try? strictFeatures() else { return nil }
    return try? Classifier(
      target: classifier.target, classes: classifier.classes, features: features,
      model: Sequential([Input(shape: [features.outputCount]), Dense(3, activation: .softmax)]),
      provenance: classifier.provenance)
  }()

  private static func strictFeatures() throws -> FeatureSpace {
    var features = try FeatureSpace([
      NumericFeature.floatNormalized("size", missing: .refuse),
      CategoryFeature.stringCategorical("colour", unknown: .refuse, missing: .constant("red")),
    ])
    try features.adapt(
      to: Table([Column("size", numbers: [1, 2, 3.5]), Column("colour", strings: ["red", "blue", "green"])]))
    return features
  }

  /// Fields that a reader of other columns never looks at.
  private static let fields = [
    "", "007", "1.50", "1e-05", "89439382135305199831", "TRUE", "\"NA\"", "NA", " pad ", "\"say \"\"hi\"\"\"",
    "\"two\nlines\"", "\"two\r\nlines\"", "5\" pipe", "é", "\"naïve; £\"", "'q'", "7413137.880", "-0",
  ]

  /// What a predictor writes of a text.
  private func written(
    _ predictor: RowPredictor, _ text: [UInt8], _ options: CSVOptions = CSVOptions(),
    separator: Character? = nil
  ) throws -> (bytes: [UInt8], notes: PredictionNotes) {
    let file = TemporaryFile(".csv")
    try StagedFile.write(text, to: file.path)
    var rows = try predictor.predict(
      CSVStream(path: file.path, options: predictor.readingOptions(options)))
    rows.separator = separator ?? rows.separator
    var bytes: [UInt8] = []
    let notes = try rows.write { bytes += $0 }
    return (bytes, notes)
  }

  @Test(arguments: [",", "\t"], ["\n", "\r\n"])
  func `rows stand before their predictions as they came, in any encoding and compressed`(
    separator: String, lineEnd: String
  ) throws {
    var predictor = try RowPredictor(#require(Self.classifier))
    predictor.hasProbabilities = false
    let names = ["a", "\"b, \"\"c\"\"\"", "bill_length_mm", "d", "island"]
    let rows =
      [names]
      + (0..<500).map { row in
        let field = { Self.fields[(row * 7 + $0 * 5 + row / 18) % Self.fields.count] }
        return [field(0), field(1), "\(30 + row % 9).50", field(2), "Dream"]
      }
    let lines = rows.map { $0.joined(separator: separator) }
    let text = lines.map { $0 + lineEnd }.joined()
    let latin1 = text.unicodeScalars.map { UInt8($0.value) }
    let usual = CSVOptions(separator: Character(separator))
    var other = usual
    other.encoding = .latin1
    for (input, options) in [
      (Array(text.utf8), usual), (latin1, other), (Gzip.compress(Array(text.utf8)), usual),
    ] {
      let (bytes, notes) = try written(predictor, input, options)
      #expect(notes.counts.rowCount == 500)
      var rest = bytes[...]
      for (index, line) in lines.enumerated() {
        let start = Array((line + separator).utf8)
        guard rest.starts(with: start) else {
          Issue.record("row \(index) is \(String(decoding: rest.prefix(start.count + 20), as: UTF8.self))")
          return
        }
        rest = rest.dropFirst(start.count)
        let added = rest.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        #expect(index > 0 || Array(added) == Array("predicted".utf8))
        rest = rest.dropFirst(added.count)
        #expect(rest.starts(with: lineEnd.utf8))
        rest = rest.dropFirst(lineEnd.utf8.count)
      }
      #expect(rest.isEmpty)
    }
  }

  @Test func `another separator leaves fields as they stand, quoted where they contain it`() throws {
    var predictor = try RowPredictor(#require(Self.classifier))
    predictor.hasProbabilities = false
    let text = "\u{FEFF}x,bill_length_mm,island\r\n\"a,b\",40.50,Dream\r\n1;2,39,Biscoe"
    let same = try written(predictor, Array(text.utf8)).bytes
    #expect(
      same.starts(with: Array("\u{FEFF}x,bill_length_mm,island,predicted\r\n\"a,b\",40.50,Dream,".utf8)))
    #expect(same.suffix(2) == [0x0D, 0x0A])
    let other = try written(predictor, Array(text.utf8), separator: ";").bytes
    let lines = String(decoding: other, as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "x;bill_length_mm;island;predicted")
    #expect(lines[1].hasPrefix("\"a,b\";40.50;Dream;") && lines[2].hasPrefix("\"1;2\";39;Biscoe;"))
  }

  @Test func `a row that is no text in a column that is not read is an error`() throws {
    var predictor = try RowPredictor(#require(Self.classifier))
    let text = Array("x,bill_length_mm,island\na,40,Dream\n".utf8) + [0xE9] + Array(",41,Dream\n".utf8)
    #expect(throws: DataError.self) { _ = try written(predictor, text) }
    predictor.onError = .mark
    let (bytes, notes) = try written(predictor, text, separator: ",")
    #expect(notes.errors.count == 1)
    #expect(String(validating: bytes, as: UTF8.self)?.contains("not UTF-8") == true)
    // Nobody sees it where the rows are not passed through.
    predictor.passesColumns = false
    #expect(try written(predictor, text).notes.errors.count == 0)
  }

  // MARK: - Rows that cannot be predicted

  private static let refused = "size,colour\n1,red\n,blue\n2,pink\n3,blue\nx,red\n,pink\n4,red\n"

  @Test func `values that the features refuse are errors of their rows, after the rows before`() throws {
    let predictor = try RowPredictor(#require(Self.strict))
    for (text, count) in [(Self.refused, 1), ("size,colour\n1,red\n2,red\n3,pink\n,red\n", 2)] {
      let file = TemporaryFile(".csv")
      try StagedFile.write(Array(text.utf8), to: file.path)
      let rows = try predictor.predict(CSVStream(path: file.path, options: predictor.readingOptions()))
      var bytes: [UInt8] = []
      let error = #expect(throws: DataError.self) { try rows.write { bytes += $0 } }
      #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\n").count == count + 1)
      switch error {
      case .missingValues(let column, _, let row): #expect(column == "size" && row == 1 && count == 1)
      case .unknownCategory(let column, let row, let value, _):
        #expect(column == "colour" && row == 2 && value == "pink" && count == 2)
      default: Issue.record("\(String(describing: error))")
      }
    }
  }

  @Test func `every row that cannot be predicted is left out or marked, whatever the reason`() throws {
    var predictor = try RowPredictor(#require(Self.strict))
    let reasons = [
      "row 2 (not counting the header), column \"size\": the value is missing, and none may be",
      "row 3 (not counting the header), column \"colour\": \"pink\" is not a category that was learned",
      "row 5 (line 6), column \"size\": a number is needed, but \"x\" was found",
      "row 6 (not counting the header), column \"size\": the value is missing, and none may be",
    ]
    predictor.onError = .skip
    let skipped = try written(predictor, Array(Self.refused.utf8))
    #expect(skipped.notes.errors.count == 4 && skipped.notes.errors.first == reasons[0])
    #expect(skipped.notes.counts.rowCount == 3)
    predictor.onError = .mark
    let marked = try written(predictor, Array(Self.refused.utf8))
    let lines = String(decoding: marked.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[0].hasSuffix(",error") && lines.count == 8)
    let errors = lines.dropFirst().filter { $0.contains(",,,,,") }
    #expect(errors.count == 4)
    for (line, reason) in zip(errors, reasons) {
      #expect(line.hasSuffix("\"\(reason.replacing("\"", with: "\"\""))\""))
    }
    // The same rows as a table, without the one that is no number.
    let table = try CSVReader(bytes: Array(Self.refused.replacing("x,red", with: ",red").utf8)).read()
    let (result, notes) = try predictor.predict(table)
    #expect(notes.errors.count == 4 && result.rowCount == 7)
    #expect(try result.column("error").missingCount == 3 && result.column("predicted").missingCount == 4)
    predictor.onError = .skip
    #expect(try predictor.predict(table).table.rowCount == 3)
    predictor.maximumErrorCount = 3
    #expect(throws: DataError.tooManyErrors(limit: 3, first: reasons[0])) { _ = try predictor.predict(table) }
    predictor.onError = .fail
    #expect(throws: DataError.missingValues(column: "size", count: 3, firstRow: 1)) {
      _ = try predictor.predict(table)
    }
  }
}
