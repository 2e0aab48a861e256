import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitClassifier

@Suite struct OnlineTrainingTests {
  /// Rows with numbers far from 0 and missing now and then, a category, a text and two classes or three.
  static func table(rows: Int = 1500, classes: Int = 2, seed: UInt64 = 3) throws -> Table {
    var generator = RandomGenerator(seed: seed)
    let words = ["calm", "quiet", "slow", "loud", "quick", "bright"]
    var (ages, cities, notes, labels): ([Double], [String], [String], [String]) = ([], [], [], [])
    for _ in 0..<rows {
      let label = generator.integer(in: 0..<classes)
      let shift = Double(generator.integer(in: 0..<100)) / 10
      ages.append(generator.integer(in: 0..<20) == 0 ? .nan : 1000 + shift + 4 * Double(label))
      cities.append(generator.integer(in: 0..<3) == 0 ? "town \(label)" : "village")
      let own = (0..<3).map { _ in words[generator.integer(in: 0..<4) + (label == 0 ? 0 : 2)] }
      notes.append("\(own.joined(separator: " ")) number \(generator.integer(in: 0..<1_000_000)) of the rows")
      labels.append(["no", "yes", "maybe"][label])
    }
    return try Table([
      Column("age", numbers: ages), Column("city", strings: cities), Column("note", strings: notes),
      Column("y", strings: labels),
    ])
  }

  static func options() -> OnlineOptions {
    var options = OnlineOptions()
    options.columns.hashBinCount = 1 << 12
    return options
  }

  static func trained(_ table: Table, batch: Int) throws -> OnlineTraining {
    var training = try OnlineTraining(first: table, target: "y", options: options())
    for start in stride(from: 0, to: table.rowCount, by: batch) {
      try training.learn(table.rows(at: Array(start..<min(start + batch, table.rowCount))))
    }
    return training
  }

  @Test("However rows are divided into batches, the model file has the same bytes", arguments: [2, 3])
  func batches(_ classes: Int) throws {
    let table = try Self.table(rows: 500, classes: classes)
    let whole = try Self.trained(table, batch: 5000).finished().classifier.encoded()
    #expect(try Self.trained(table, batch: 1).finished().classifier.encoded() == whole)
    #expect(try Self.trained(table, batch: 170).finished().classifier.encoded() == whole)
  }

  @Test("Rows are predicted before they are learned from, and the measures are those of the predictions")
  func progressive() throws {
    let table = try Self.table(rows: 400)
    var training = try OnlineTraining(first: table, target: "y", options: Self.options())
    var (losses, first, hits, squares): (Double, Double, Int, Double) = (0, 0, 0, 0)
    let labels = try table.column("y").strings()
    let names = training.classes.names
    #expect(names == ["no", "yes"])
    for row in 0..<400 {
      let one = try table.rows(at: [row])
      // The model of the rows before; its scales do not know this row's number, which moves them little.
      if row >= 200 {
        var counts = PredictionCounts()
        let p = try training.finished().classifier.predict(one, counts: &counts).probabilities
        let label = names.firstIndex(of: labels[row] ?? "") ?? 0
        losses -= naturalLogarithm(Double(p[0, label]))
        hits += (p[0, 1] > 0.5) == (label == 1) ? 1 : 0
        squares += (Double(p[0, 1]) - Double(label)) * (Double(p[0, 1]) - Double(label))
      }
      try training.learn(one)
      if row == 199 { first = training.scores.logLoss }
    }
    let second = 2 * training.scores.logLoss - first
    #expect(abs(second - losses / 200) < 5e-3, "\(second), \(losses / 200)")
    #expect(hits > 150 && training.scores.accuracy > 0.75)
    #expect(training.scores.rowCount == 400)
    #expect(training.scores.rocArea > 0.85 && training.scores.rocArea <= 1)
    #expect(training.scores.brierScore < 0.2 && squares / 200 < 0.15)
  }

  @Test("A saved classifier opens, predicts with the scales of all rows, and knows what it was measured on")
  func saving() throws {
    let table = try Self.table()
    let (classifier, report) = try Self.trained(table, batch: 300).finished()
    let file = TemporaryFile(".safetensors")
    try classifier.save(to: file.path)
    let loaded = try SparseClassifier(contentsOf: file.path)
    #expect(loaded.encoded() == classifier.encoded())
    #expect(try loaded.evaluate(table).scores.accuracy.value > 0.85)
    let ages = try table.column("age").numbers().filter { !$0.isNaN }
    let mean = ages.reduce(0, +) / Double(ages.count)
    let number = try #require(loaded.features?.transforms.first as? NumericFeature)
    #expect(abs((number.standardization?.mean ?? 0) - mean) < 1e-9 * mean)
    let json = try JSON(json: report.json(modelPath: nil))
    #expect(json["training"]?["solver"]?.string == "ftrl")
    #expect(json["scores"]?["measured_on"]?.string == "progressive")
    #expect(json["training"]?["l2"]?.double == 1 && json["training"]?["lambda_rule"]?.string == "default")
    #expect(report.description.contains("each predicted before it was learned from"))
  }

  @Test("The unit of a column and where it lies change nothing but the last digits")
  func units() throws {
    let table = try Self.table(rows: 600)
    let ages = try table.column("age").numbers()
    let other = try Table(
      [Column("age", numbers: ages.map { 1e6 * $0 - 3 })] + table.columns.dropFirst())
    let found = try Self.trained(table, batch: 600)
    #expect(abs(try Self.trained(other, batch: 600).scores.logLoss - found.scores.logLoss) < 1e-9)
  }

  @Test("An L1 penalty leaves columns out, and a stronger one more")
  func lasso() throws {
    let table = try Self.table()
    func count(_ penalty: LogisticRegression.Penalty) throws -> Int {
      var options = Self.options()
      options.penalty = penalty
      var training = try OnlineTraining(first: table, target: "y", options: options)
      try training.learn(table)
      return try training.finished().classifier.columns.count
    }
    let (all, some, few) = (try count(.none), try count(.lasso(1e-3)), try count(.lasso(1e-2)))
    #expect(all > some && some > few && few > 0, "\(all), \(some), \(few)")
  }

  @Test("Rows of svmlight files are learned as they are numbered")
  func sparse() throws {
    let data = try SparseClassifierTests.data(rows: 600)
    var training = try OnlineTraining(first: data)
    try training.learn(data)
    let (classifier, report) = try training.finished()
    #expect(classifier.features == nil && classifier.firstIndex == 1 && report.rowCount == 600)
    #expect(try classifier.evaluate(data).scores.accuracy.value > 0.6)
    #expect(throws: LogitError.self) {
      try training.learn(SparseDataset(svmlight: Array("1 0:1".utf8), firstIndex: 0))
    }
    #expect(throws: LogitError.self) { try training.learn(Self.table(rows: 5)) }
  }

  @Test("A class that is not known, a missing target and a single class are said with their row")
  func errors() throws {
    let table = try Self.table(rows: 50)
    let other = try Table([
      Column("age", numbers: [1.0, 2, 3]), Column("city", strings: ["a", "b", "c"]),
      Column("note", strings: ["x", "y", "z"]), Column("y", strings: ["no", "yes", "perhaps"]),
    ])
    var training = try Self.trained(table, batch: 50)
    let error = #expect(throws: DataError.self) { try training.learn(other) }
    #expect(
      error == .unknownClass(column: "y", row: 52, value: "perhaps", known: ["no", "yes"]))
    #expect(training.rowCount == 52)
    let gap = try Table(
      other.columns.dropLast() + [Column("y", strings: ["no", nil, "yes"] as [String?])])
    #expect(throws: DataError.missingTarget(column: "y", count: 1, firstRow: 53)) { try training.learn(gap) }
    var options = Self.options()
    options.missingTarget = .drop
    var dropping = try OnlineTraining(first: table, target: "y", options: options)
    try dropping.learn(gap)
    #expect(dropping.rowCount == 2 && dropping.droppedRowCount == 1)
    #expect(throws: DataError.self) {
      try OnlineTraining(first: other.rows(at: [0]), target: "y", options: options)
    }
    #expect(throws: LogitError.self) { try OnlineTraining(first: table, target: "y").finished() }
    #expect(throws: DataError.self) { try OnlineTraining(first: table, target: "z") }
  }

  /// A table with the same rows, of which each has a weight.
  private static func weighted(
    _ table: Table, _ weight: (_ row: Int, _ label: String) -> Double
  ) throws -> Table {
    let labels = try table.column("y").strings()
    return try Table(
      table.columns + [Column("w", numbers: labels.enumerated().map { weight($0, $1 ?? "") })])
  }

  @Test("Rows of weight 0 are as none, and weights of classes as those of their rows")
  func weights() throws {
    let table = try Self.table(rows: 600)
    var options = Self.options()
    func trained(_ table: Table, _ options: OnlineOptions) throws -> OnlineTraining {
      var training = try OnlineTraining(first: table, target: "y", options: options)
      try training.learn(table)
      return training
    }
    options.weights = "w"
    let some = try trained(Self.weighted(table) { row, _ in row % 3 == 0 ? 0 : 1 }, options)
    #expect(some.rowCount == 400 && some.uncountedRowCount == 200)
    let kept = try Self.weighted(table.rows(at: (0..<600).filter { $0 % 3 != 0 })) { _, _ in 1 }
    let alone = try trained(kept, options)
    #expect(try some.finished().classifier.coefficients == alone.finished().classifier.coefficients)
    #expect(some.scores.logLoss == alone.scores.logLoss)
    let byRow = try trained(Self.weighted(table) { _, label in label == "yes" ? 2.5 : 1 }, options)
    options.classWeight = .named(["yes": 2.5])
    let byClass = try trained(Self.weighted(table) { _, _ in 1 }, options)
    #expect(try byRow.finished().classifier.coefficients == byClass.finished().classifier.coefficients)
    // A measure counts rows with their own weights, and not with those of classes.
    #expect(byRow.scores.logLoss != byClass.scores.logLoss)
    #expect(try byRow.finished().classifier.features?.inputNames.contains("w") == false)
    let bad = try Self.weighted(table) { row, _ in row == 500 ? -1 : 1 }
    let error = #expect(throws: LogitError.self) { try trained(bad, options) }
    #expect(error.map { "\($0)".contains("row 501 ") } ?? false)
    options.classWeight = .balanced
    #expect(throws: LogitError.self) { try trained(bad, options) }
    options.classWeight = .named(["perhaps": 2])
    #expect(throws: DataError.self) { try trained(bad, options) }
  }

  @Test("Going on from a saved model gives the numbers of one go, to the last bit", arguments: [2, 3])
  func goingOn(_ classes: Int) throws {
    let table = try Self.table(rows: 700, classes: classes)
    var options = Self.options()
    options.penalty = .elasticNet(1e-4, l1Ratio: 0.5)
    var training = try OnlineTraining(first: table, target: "y", options: options)
    let parts = [Array(0..<400), Array(400..<700)]
    try training.learn(table.rows(at: parts[0]))
    let file = TemporaryFile(".safetensors")
    try training.finished().classifier.save(to: file.path)
    let loaded = try SparseClassifier(contentsOf: file.path)
    #expect(try loaded.encoded() == training.finished().classifier.encoded())
    try training.learn(table.rows(at: parts[1]))
    // Rate and penalty are the model's, whatever the options say.
    var next = try OnlineTraining(from: loaded, options: OnlineOptions())
    try next.learn(table.rows(at: parts[1]))
    let (whole, (found, report)) = (try training.finished().classifier, try next.finished())
    #expect(found.coefficients == whole.coefficients && found.columns == whole.columns)
    #expect(found.intercepts == whole.intercepts && found.online == whole.online)
    #expect(found.features?.json.description == whole.features?.json.description)
    #expect(report.rowCount == 300 && report.rowsBefore == 400)
    let fitted = try SparseClassifier.fit(SparseClassifierTests.data()).classifier
    #expect(throws: LogitError.self) { try OnlineTraining(from: fitted) }
  }

  @Test("Numbers and weights whose squares would overflow are refused with their row")
  func overflow() throws {
    func message(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return ""
    }
    let rows = try SparseDataset(svmlight: Array("0 1:1\n1 2:1\n0 1:1e300 2:-1e300\n1 1:1\n".utf8))
    var training = try OnlineTraining(first: rows)
    #expect(message { try training.learn(rows) }.contains("row 3"))
    #expect(training.rowCount == 2 && training.scores.logLoss.isFinite)
    let table = try Table([
      Column("a", numbers: [1.0, -1e308, 1e308, 2]), Column("y", strings: ["no", "yes", "no", "yes"]),
    ])
    var ofTable = try OnlineTraining(first: table, target: "y")
    #expect(message { try ofTable.learn(table) }.contains("row 2 of column \"a\""))
    var options = OnlineOptions()
    options.classWeight = .named(["1": 3e38])
    let large = try SparseDataset(svmlight: Array("0 1:1\n1 2:1e80\n".utf8))
    var weighted = try OnlineTraining(first: large, options: options)
    #expect(message { try weighted.learn(large) }.contains("row 2"))
  }
}
