import LogitClassifier
import Testing

@Suite struct TargetOptionTests {
  private static func table(_ target: Column) throws -> Table {
    var generator = RandomGenerator(seed: 1)
    let x = generator.normal(mean: 0, standardDeviation: 1, count: target.count).scalars.map { Double($0) }
    return try Table([Column("x", numbers: x), target])
  }

  private static func fit(
    _ target: Column, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    options.epochs = 2
    change(&options)
    return try Classifier.fit(table(target), target: "y", options: options)
  }

  /// Targets, and how many values they have if they are quantities.
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var column: Column
    var valueCount: Int?

    init(_ name: String, _ column: Column, _ valueCount: Int?) {
      (testDescription, self.column, self.valueCount) = (name, column, valueCount)
    }
  }

  static let rows = 0..<300

  static let examples: [Example] = [
    Example("prices", Column("y", numbers: rows.map { Double($0) + 0.5 } as [Double]), 300),
    Example(
      "ten steps with fractions", Column("y", numbers: rows.map { Double($0 % 10) / 2 } as [Double]), nil),
    Example("whole amounts", Column("y", integers: rows.map { 1000 + $0 * 7 % 290 }), 290),
    Example("ages in many rows", Column("y", integers: (0..<6000).map { 18 + $0 % 60 }), 60),
    Example("many numbered classes", Column("y", integers: (0..<6000).map { $0 % 100 }), nil),
    Example("digits", Column("y", integers: rows.map { $0 % 10 }), nil),
    Example("amounts as texts", Column("y", strings: rows.map { "\($0),50 €" }), 300),
    Example("dates as texts", Column("y", strings: rows.map { "2023-0\(1 + $0 % 9)-1\($0 % 10)" }), 90),
  ]

  @Test(arguments: examples) func `a quantity is refused as a target`(_ example: Example) throws {
    do {
      let classes = try ClassLabels.learn(example.column).labels
      #expect(example.valueCount == nil && classes.count >= 2)
    } catch DataError.quantityTarget(let column, let valueCount) {
      #expect(column == "y" && valueCount == example.valueCount)
    }
  }

  @Test func `a quantity is a target if that is asked for`() throws {
    let column = Column("y", numbers: (0..<60).map { Double($0 / 3) + 0.5 } as [Double])
    #expect(throws: DataError.quantityTarget(column: "y", valueCount: 20)) { try Self.fit(column) }
    let (classifier, _) = try Self.fit(column) {
      ($0.columns.uses["y"], $0.validationShare) = (.category, 0.4)
    }
    #expect(classifier.classes.count == 20 && classifier.classes.names.first == "0.5")
    let again = try Classifier(bytes: classifier.encoded())
    #expect(again.classes == classifier.classes)
    #expect(try again.heldOutRows(of: Self.table(column))?.count == classifier.provenance.validationRowCount)
  }

  @Test func `the positive class is the second, and the same rows are held out`() throws {
    let column = Column("y", strings: (0..<80).map { $0 % 3 == 0 ? "a" : "b" })
    let (usual, usualReport) = try Self.fit(column) { $0.method = .steps() }
    let (turned, report) = try Self.fit(column) {
      ($0.method, $0.positiveClass) = (.steps(), "a")
    }
    #expect(usual.classes.names == ["a", "b"] && turned.classes.names == ["b", "a"])
    #expect(report.balance.counts == usualReport.balance.counts.reversed())
    let table = try Self.table(column)
    #expect(try turned.heldOutRows(of: table) == usual.heldOutRows(of: table))
    // The same optimum, the other way round, which training in steps comes near to from either side.
    let (p, q) = (try usual.predict(table).probabilities, try turned.predict(table).probabilities)
    for row in 0..<80 { #expect(abs(p[row, 0] - q[row, 1]) < 0.01) }
    #expect(try Classifier(bytes: turned.encoded()).classes == turned.classes)
    #expect(throws: LogitError.self) { try Self.fit(column) { $0.positiveClass = "c" } }
  }

  @Test func `a class of one row is refused, left out or only trained on`() throws {
    let column = Column("y", strings: (0..<60).map { $0 == 7 ? "rare" : $0 % 2 == 0 ? "a" : "b" })
    #expect(throws: DataError.self) { try Self.fit(column) }
    let (dropped, droppedReport) = try Self.fit(column) { $0.rareClass = .drop }
    #expect(dropped.classes.names == ["a", "b"] && droppedReport.droppedRowCount == 1)
    let (kept, keptReport) = try Self.fit(column) { $0.rareClass = .keep }
    #expect(kept.classes.names == ["a", "b", "rare"] && keptReport.droppedRowCount == 0)
    #expect(keptReport.balance.validationCounts.last == 0 && keptReport.balance.trainingCounts.last == 1)
    for classifier in [dropped, kept] {
      let loaded = try Classifier(bytes: classifier.encoded())
      #expect(loaded.provenance == classifier.provenance)
      #expect(try loaded.heldOutRows(of: Self.table(column))?.count == 12)
    }
  }

  @Test func `rows of a class that was left out are not measured, nor said to be few`() throws {
    let column = Column("y", strings: (0..<60).map { $0 == 7 ? "rare" : $0 % 2 == 0 ? "a" : "b" })
    let table = try Self.table(column)
    for share in [0, 0.2] {
      let (dropped, _) = try Self.fit(column) { ($0.rareClass, $0.validationShare) = (.drop, share) }
      let all = try dropped.rowsToMeasure(of: table, includingTrainingRows: true)
      #expect(all.rows.rowCount == 59 && all.origin == .training)
      #expect(try dropped.rowsToMeasure(of: table).rows.rowCount == (share == 0 ? 59 : 12))
      #expect(try dropped.evaluate(all.rows).scores.rowCount == 59)
    }
    let (_, report) = try Self.fit(column) { $0.rareClass = .keep }
    let few = report.findings.filter { $0.kind == .fewRows }
    #expect(!few.isEmpty && few.allSatisfy { !$0.classes.contains("rare") && !$0.message.contains("rare") })
    var options = ClassifierOptions()
    (options.rareClass, options.method) = (.drop, .steps())
    let training = try ClassifierTraining(table, target: "y", options: options)
    #expect(training.summary.contains("2 classes; 1 row left out, without a class or alone in one\n"))
  }

  @Test(arguments: [ColumnUse.number, .date]) func `classes are not used as numbers or dates`(use: ColumnUse)
    throws
  {
    let column = Column("y", strings: (0..<60).map { $0 % 2 == 0 ? "a" : "b" })
    let options = ColumnOptions(uses: ["y": use])
    #expect(throws: LogitError.self) { try ClassLabels.learn(column, options: options) }
    #expect(throws: LogitError.self) {
      try TargetRows(of: Self.table(column), target: "y", columns: options)
    }
    let other = ColumnOptions(uses: ["x": use])
    #expect(try ClassLabels.learn(column, options: other).labels.names == ["a", "b"])
  }

  @Test func `joined spellings are one class, also in rows that come later`() throws {
    let column = Column("y", strings: (0..<80).map { ["Yes", "no", "yes ", "NO", "Yes"][$0 % 5] })
    let (apart, _) = try Self.fit(column)
    #expect(apart.classes.count == 4)
    let (joined, _) = try Self.fit(column) { $0.columns.mergedSpellings = ["y"] }
    #expect(joined.classes.names == ["NO", "Yes"])
    let loaded = try Classifier(bytes: joined.encoded())
    let later = try Self.table(Column("y", strings: ["YES", "yes", "No", " no"]))
    #expect(try loaded.labeledPredictions(of: later).labels == [1, 1, 0, 0])
  }

  @Test func `rows to divide are those with a class`() throws {
    let column = Column("y", strings: ["a", nil, "b", "rare", "a", "b"])
    let table = try Self.table(column)
    #expect(throws: DataError.missingTarget(column: "y", count: 1, firstRow: 1)) {
      try TargetRows(of: table, target: "y")
    }
    let rows = try TargetRows(of: table, target: "y", missingTarget: .drop, rareClass: .drop)
    #expect(rows.missingCount == 1 && rows.rareCount == 1 && rows.table.rowCount == 4)
    #expect(rows.original([0, 1, 2, 3]) == [0, 2, 4, 5])
  }
}

@Suite struct RememberedReadingTests {
  @Test func `a model reads later rows as those it was trained on`() throws {
    var text = "price,day,city,y\n"
    for row in 0..<60 {
      text += "\"\(1 + row % 9),\(100 + row)\",\(1 + row % 28)/\(1 + row % 12)/2023,"
      text += "\(row % 5 == 0 ? "?" : ["Oslo", "Rome"][row % 2]),\(row % 2)\n"
    }
    var csv = CSVOptions()
    csv.missingWords.insert("?")
    var options = ClassifierOptions()
    options.epochs = 2
    options.reading = TableReading(csv)
    options.columns.numbers.thousands = ","
    let table = try CSVReader(bytes: Array(text.utf8), options: csv).read()
    let (classifier, report) = try Classifier.fit(table, target: "y", options: options)
    #expect(report.decisions.map(\.kindText) == ["number", "text", "text", "integer"])
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(loaded.reading == classifier.reading)
    let rows = "price,day,city\n\"1,150\",13/2/2023,?\n150,2023-02-13,Oslo\n"
    let predictor = try RowPredictor(loaded)
    let read = predictor.readingOptions()
    #expect(read.missingWords.contains("?"))
    let streamed = try CSVReader(bytes: Array(rows.utf8), options: read).read()
    // Without the options, too: the texts are still those of the file.
    let plain = try CSVReader(bytes: Array(rows.utf8)).read()
    let expected = try loaded.predict(streamed).probabilities
    #expect(try loaded.predict(plain).probabilities == expected)
    #expect(try predictor.predict(plain).notes.counts.missing == ["city": 1])
    let bad = try CSVReader(bytes: Array("price,day,city\n\"1,15\",13/2/2023,Oslo\n".utf8)).read()
    #expect(
      throws: DataError.unreadableValue(
        column: "price", row: 0, value: "1,15", expected: "a number", count: 1, remedies: [])
    ) { try loaded.predict(bad) }
  }

  @Test func `a table is known again whose columns were read as texts and not used`() throws {
    let rows = (0..<60).map { "\($0 % 7),20230804,\($0 % 9),\($0 % 2)\n" }
    let bytes = Array(("x,day,code,y\n" + rows.joined()).utf8)
    var csv = CSVOptions()
    csv.kinds = ["day": .string, "code": .string]
    var options = ClassifierOptions()
    options.epochs = 2
    (options.reading, options.excluded) = (TableReading(csv), ["code"])
    options.columns.uses = ["day": .date, "code": .category]
    let table = try CSVReader(bytes: bytes, options: csv).read()
    let (classifier, report) = try Classifier.fit(table, target: "y", options: options)
    #expect(report.decisions.map(\.isLeftOut) == [false, true, true, true])
    let loaded = try Classifier(bytes: classifier.encoded())
    let again = try CSVReader(bytes: bytes, options: loaded.readingOptions(CSVOptions())).read()
    #expect(try loaded.rowsToMeasure(of: again).origin == .heldOut)
  }
}
