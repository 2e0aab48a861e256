import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitClassifier

@Suite struct SparseClassifierTests {
  /// Rows of twelve columns, of which some tell the classes apart, and labels -1 and 1 or 0 to 2.
  static func data(rows: Int = 240, classes: Int = 2, firstIndex: Int = 1) throws -> SparseDataset {
    var generator = RandomGenerator(seed: 5)
    var text = ""
    for row in 0..<rows {
      let label = row % classes
      text += classes == 2 ? (label == 1 ? "+1" : "-1") : "\(label)"
      for column in 0..<12 {
        let isPresent = generator.integer(in: 0..<4) == 0 || (column % classes == label && row % 3 > 0)
        if isPresent { text += " \(column + firstIndex):\(Double(generator.integer(in: 1..<9)) / 4)" }
      }
      text += "\n"
    }
    return try SparseDataset(svmlight: Array(text.utf8), firstIndex: firstIndex)
  }

  @Test("A fit is that of the regression on the same rows, and is measured in folds", arguments: [2, 3])
  func fit(_ classes: Int) throws {
    let data = try Self.data(classes: classes)
    let (classifier, report) = try SparseClassifier.fit(data)
    #expect(classifier.classes.names == (classes == 2 ? ["-1", "1"] : ["0", "1", "2"]))
    let numbers = data.labels.map { Int32(classes == 2 ? ($0 + 1) / 2 : $0) }
    let model = try LogisticRegression().fit(data.matrix, numbers)
    let own = model.coefficients.scalars
    #expect(
      classifier.coefficients
        == model.intercepts.indices.flatMap { k in classifier.columns.map { own[k * 12 + Int($0)] } })
    let p = try model.probabilities(of: data.matrix)
    let predictions = try classifier.predict(data)
    for row in 0..<data.labels.count {
      for k in 0..<classes {
        #expect(abs(Double(predictions.probabilities[row, k]) - p[row, k]) < 1e-6)
      }
    }
    let scores = try #require(report.scores)
    #expect(scores.rowCount == 240 && scores.accuracy.value > 0.6)
    #expect(report.isStandardized && report.training.solution?.isConverged == true)
    let evaluation = try classifier.evaluate(data)
    #expect(evaluation.scores.logLoss.value < scores.logLoss.value)
    #expect(report.description.contains("not centred"))
    #expect(try JSON(json: report.json(modelPath: nil))["scaling"]?.string == "deviation")
  }

  @Test("Columns without an entry change nothing but their number", arguments: [2, 3])
  func emptyColumns(_ classes: Int) throws {
    let data = try Self.data(classes: classes)
    let x = data.matrix
    let wide = try SparseDataset(
      SparseMatrix(
        rowStarts: x.rowStarts, columns: x.columns.map { $0 * 5000 + 7 }, values: x.values,
        columnCount: 1 << 16),
      labels: data.labels)
    let (compact, report) = try SparseClassifier.fit(data)
    let (found, wideReport) = try SparseClassifier.fit(wide)
    #expect(found.coefficients == compact.coefficients && found.intercepts == compact.intercepts)
    #expect(found.columns == compact.columns.map { $0 * 5000 + 7 })
    #expect(found.columnCount == 1 << 16 && wideReport.columnCount == 1 << 16)
    #expect(try found.predict(wide).probabilities == compact.predict(data).probabilities)
    #expect(wideReport.scores?.logLoss.value == report.scores?.logLoss.value)
    // As many columns as rows may have, of which nothing may take room.
    let last = Int32(SparseMatrix.largestCount - 1)
    let widest = try SparseDataset(
      SparseMatrix(
        rowStarts: [0, 2], columns: [7, last], values: .float([1, 1]),
        columnCount: SparseMatrix.largestCount), labels: [1])
    let first = try SparseDataset(
      SparseMatrix(rowStarts: [0, 1], columns: [7], values: .float([1]), columnCount: 8), labels: [1])
    #expect(try found.predict(widest).probabilities == found.predict(first).probabilities)
    #expect(found.unknownEntryCount(of: widest) == 1 && found.unknownEntryCount(of: first) == 0)
    #expect(found.mayHaveSeen(240, of: "sparse rows"))
    #expect(!found.mayHaveSeen(239, of: "sparse rows") && !found.mayHaveSeen(240, of: "other rows"))
  }

  @Test("Folds measure models that have not seen the rows")
  func folds() throws {
    var options = SparseOptions()
    options.foldCount = 0
    let data = try Self.data()
    let unmeasured = try SparseClassifier.fit(data, options: options)
    #expect(unmeasured.report.scores == nil)
    options.foldCount = 3
    let measured = try SparseClassifier.fit(data, options: options)
    #expect(measured.classifier.coefficients == unmeasured.classifier.coefficients)
    #expect(measured.report.foldCount == 3)
    options.foldCount = 1
    #expect(throws: LogitError.self) { try SparseClassifier.fit(data, options: options) }
  }

  @Test("A saved classifier is the same, and the same bytes")
  func saving() throws {
    let data = try Self.data(classes: 3, firstIndex: 0)
    var options = SparseOptions()
    options.penalty = .lasso(0.02)
    let (classifier, _) = try SparseClassifier.fit(data, options: options)
    #expect(classifier.columns.count < 12)
    let file = TemporaryFile(".safetensors")
    try classifier.save(to: file.path)
    let loaded = try SparseClassifier(contentsOf: file.path)
    #expect(loaded.encoded() == classifier.encoded())
    #expect(loaded.firstIndex == 0 && loaded.columnCount == 12)
    #expect(try loaded.predict(data).probabilities == classifier.predict(data).probabilities)
    options.penalty = .lasso(10)
    let (empty, _) = try SparseClassifier.fit(data, options: options)
    #expect(empty.columns.isEmpty)
    try empty.save(to: file.path)
    #expect(try SparseClassifier(contentsOf: file.path).encoded() == empty.encoded())
    #expect(SparseClassifier.isModelFile(file.path) && !Classifier.isModelFile(file.path))
    #expect {
      try Classifier(contentsOf: file.path)
    } throws: { "\($0)".contains("a model of sparse rows") }
  }

  @Test("A damaged file is refused at each of its parts")
  func damage() throws {
    let (classifier, _) = try SparseClassifier.fit(Self.data())
    let bytes = classifier.encoded()
    let file = TemporaryFile(".safetensors")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("logit-sparse-model"))
    for (old, new) in [
      ("logit-sparse-model", "logit-sparse-modem"),
      ("\"format_version\": \"1\"", "\"format_version\": \"9\""),
      ("\\\"columns\\\": 12", "\\\"columns\\\": 2 "), ("\\\"first_index\\\": 1", "\\\"first_index\\\": 7"),
      ("\\\"classes\\\": [\\\"-1\\\"", "\\\"classes\\\": [\\\"1\\\" "),
    ] {
      let place = try #require(bytes.firstRange(of: Array(old.utf8)), "\(old)")
      var changed = bytes
      changed.replaceSubrange(place, with: Array(new.utf8))
      try StagedFile.write(changed, to: file.path)
      #expect(throws: (any Error).self, "\(old)") { try SparseClassifier(contentsOf: file.path) }
    }
    try StagedFile.write(Array(bytes.dropLast(8)), to: file.path)
    #expect(throws: (any Error).self) { try SparseClassifier(contentsOf: file.path) }
  }

  @Test(
    "Rows that are counted otherwise, unknown classes, one class and tables are refused; unknown columns are not"
  )
  func others() throws {
    let (classifier, _) = try SparseClassifier.fit(Self.data())
    func read(_ text: String, _ first: Int = 1) throws -> SparseDataset {
      try SparseDataset(svmlight: Array(text.utf8), firstIndex: first)
    }
    #expect(throws: LogitError.self) { try classifier.predict(read("1 0:1", 0)) }
    #expect(throws: DataError.self) { try classifier.evaluate(read("7 1:1")) }
    #expect(throws: DataError.self) { try SparseClassifier.fit(read("1 1:1\n1 2:1")) }
    var counts = PredictionCounts()
    #expect(throws: LogitError.self) {
      try classifier.predict(Table([Column("a", numbers: [1.0])]), counts: &counts)
    }
    let known = try classifier.predict(read("1 3:1"))
    #expect(try classifier.predict(read("1 3:1 9999:1")).probabilities == known.probabilities)
  }

  @Test("A text in 2^20 bins is fitted, saved and predicted")
  func text() throws {
    let words = ["good", "fine", "lovely", "bad", "poor", "dull"]
    var generator = RandomGenerator(seed: 9)
    var (texts, classes): ([String], [String]) = ([], [])
    for row in 0..<300 {
      let isGood = row % 2 == 0
      let own = (0..<3).map { _ in words[generator.integer(in: 0..<3) + (isGood ? 0 : 3)] }
      texts.append(
        "\(own.joined(separator: " ")) thing number \(generator.integer(in: 0..<1_000_000)) of its kind")
      classes.append(isGood ? "yes" : "no")
    }
    let table = try Table([
      Column("note", strings: texts), Column("age", numbers: (0..<300).map { Double($0 % 50) }),
      Column("y", strings: classes),
    ])
    var options = ClassifierOptions()
    options.columns.hashBinCount = 1 << 20
    let space = try options.featureSpace(for: table, target: "y")
    let (classifier, report) = try SparseClassifier.fit(table, target: "y", features: space)
    #expect(classifier.columnCount == (1 << 20) + 1)
    #expect(try #require(report.scores).accuracy.value > 0.98)
    #expect(!report.isStandardized)
    let file = TemporaryFile(".safetensors")
    try classifier.save(to: file.path)
    let loaded = try SparseClassifier(contentsOf: file.path)
    var counts = PredictionCounts()
    let predictions = try loaded.predict(table, counts: &counts)
    #expect((0..<300).count { predictions.className(row: $0) == classes[$0] } > 295)
    #expect(try loaded.evaluate(table).scores.rowCount == 300)
    #expect(throws: LogitError.self) { try loaded.predict(Self.data()) }
  }

  @Test("A row of weight 2 is as two rows, and one of weight 0 as none")
  func weights() throws {
    let table = try SparseExplanationTests.table()
    let space = try ClassifierOptions().featureSpace(for: table, target: "y")
    var options = SparseOptions()
    (options.foldCount, options.penalty) = (0, .ridge(0.01))
    let places = (0..<150).flatMap { [Int](repeating: $0, count: $0 % 3) }
    // What a space learns of numbers and categories has no weights: it is learned from the same rows in both.
    var learned = space
    learned.markTarget("y")
    try learned.adapt(to: table.rows(at: (0..<150).filter { $0 % 3 != 0 }))
    let rows = try learned.sparseMatrix(of: table.rows(at: places))
    let classes = try ClassLabels.learn(table.column("y")).indices
    var regression = LogisticRegression(penalty: .ridge(0.01))
    regression.standardizes = false
    let twice = try regression.fit(rows, places.map { classes[$0] })
    options.weights = "w"
    let weighted = try Table(table.columns + [Column("w", numbers: (0..<150).map { Double($0 % 3) })])
    let (found, report) = try SparseClassifier.fit(weighted, target: "y", features: learned, options: options)
    #expect(report.rowCount == 100 && report.uncountedRowCount == 50)
    let own = twice.coefficients.scalars
    for (place, column) in found.columns.enumerated() {
      #expect(abs(found.coefficients[place] - own[Int(column)]) < 1e-6)
    }
    #expect(abs(found.intercepts[0] - twice.intercepts[0]) < 1e-6)
    options.foldCount = 5
    let measured = try SparseClassifier.fit(weighted, target: "y", features: space, options: options)
    #expect(measured.report.scores?.rowCount == 100 && measured.report.uncountedRowCount == 50)
    options.weights = "y"
    #expect(throws: LogitError.self) {
      try SparseClassifier.fit(weighted, target: "y", features: space, options: options)
    }
    // The column of weights is no feature, and one that is not there is called what it was to be.
    var choices = ClassifierOptions()
    choices.weights = "w"
    let many = try #require(try choices.sparseFeatureSpace(for: weighted, target: "y"))
    #expect(many.transforms.flatMap(\.inputs) == ["note", "town", "age"])
    let error = #expect(throws: DataError.self) { try choices.sparseFeatureSpace(for: table, target: "y") }
    #expect("\(try #require(error))".contains("column of weights"))
  }
}
