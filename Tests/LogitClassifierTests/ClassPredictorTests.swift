import LogitClassifier
import LogitStatistics
import Testing

/// Rows that come one by one, against the same rows in a table.
@Suite struct ClassPredictorTests {
  /// A table with everything that features are made of: numbers, whole numbers, large ones, truth values,
  /// categories, numbers for categories, dates, texts, and gaps.
  static func manyKinds(rows: Int = 240, classes: [String] = ["no", "yes"]) throws -> Table {
    var random = RandomGenerator(seed: 3)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: rows).scalars.map { Double($0) }
    let (words, cities) = (
      ["good", "bad and late", "quite good", "late", "good value", "bad"], ["Oslo", "Rome", "Bonn"]
    )
    var (x, shift, far): ([Double], [Double], [Double]) = ([], [], [])
    var (age, serial, member): ([Int?], [Int?], [Bool?]) = ([], [], [])
    var (city, day, note, y): ([String?], [String?], [String?], [String?]) = ([], [], [], [])
    for row in 0..<rows {
      let label = row % classes.count
      let number: Double = 1.3 * noise[row] + Double(label)
      let years: Int = 20 + row * 37 % 61
      let place: Int = row * 13 % 17 % 3
      let count: Int = row * 7919 % 1000
      let (month, date): (Int, Int) = (1 + row % 9, 10 + row * 7 % 19)
      x.append(row % 17 == 5 ? Double.nan : number)
      shift.append(0.3 * noise[row] * noise[row])
      far.append(1e9 + noise[row])
      age.append(row % 23 == 2 ? nil : years)
      serial.append(1_700_000_000_000_000_000 + count)
      member.append(row % 19 == 7 ? nil : row % 3 == 0)
      city.append(row % 29 == 1 ? nil : cities[place])
      day.append("2024-0\(month)-\(date)")
      note.append("\(words[row % 6]), \(words[row * 5 % 6])")
      y.append(classes[label])
    }
    return try Table([
      Column("x", numbers: x), Column("shift", numbers: shift), Column("far", numbers: far),
      Column("age", integers: age), Column("serial", integers: serial), Column("member", booleans: member),
      Column("city", strings: city), Column("day", strings: day), Column("note", strings: note),
      Column("y", strings: y),
    ])
  }

  /// A row of a table by name, `nil` where a value is missing.
  static func row(_ table: Table, _ row: Int) throws -> [String: (any TableValue)?] {
    var result: [String: (any TableValue)?] = [:]
    for column in table.columns {
      switch column.kind {
      case .string: result[column.name] = .some(column.strings()[row])
      case .boolean:
        result[column.name] = .some(column.strings()[row].map { $0 == "true" })
      case .integer: result[column.name] = .some(column.strings()[row].flatMap { Int($0) })
      case .numeric: result[column.name] = .some(try column.numbers()[row])
      }
    }
    return result
  }

  /// Compares single rows with the table and with tables of one row.
  static func compare(_ classifier: Classifier, _ table: Table, step: Int = 1) throws {
    let predictor = try classifier.predictor()
    let expected = try classifier.predict(table)
    #expect(predictor.classNames == classifier.classes.names)
    #expect(predictor.columns == classifier.features.inputNames)
    for row in stride(from: 0, to: table.rowCount, by: step) {
      let found = try predictor.predict(Self.row(table, row))
      #expect(found == expected[row])
      #expect(found.probabilities == (0..<classifier.classes.count).map { expected.probabilities[row, $0] })
      #expect(
        found.className == expected.className(row: row) && found.classIndex == expected.classIndices[row])
      let alone = try classifier.predict(table.rows(at: [row]))
      #expect(alone[0] == found)
    }
  }

  private static func fit(
    _ table: Table, target: String = "y", _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> Classifier {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    change(&options)
    return try Classifier.fit(table, target: target, options: options).classifier
  }

  @Test(arguments: Dataset.all.map(\.name), [[], [6, 5]])
  func `rows of every bundled set are predicted as in a table, to the last bit`(
    name: String, hiddenUnits: [Int]
  ) throws {
    let whole = try Dataset.named(name)
    let table = try whole.table.rows(
      at: Array(stride(from: 0, to: whole.table.rowCount, by: 1 + whole.table.rowCount / 150)))
    let classifier = try Self.fit(table, target: whole.target) {
      guard !hiddenUnits.isEmpty else { return }
      $0.hiddenUnits = hiddenUnits
      $0.epochs = 2
    }
    try Self.compare(
      Classifier(bytes: classifier.encoded()), whole.table, step: 1 + whole.table.rowCount / 40)
  }

  static let decisions: [DecisionOptions] = {
    var all: [DecisionOptions] = []
    func add(_ change: (inout DecisionOptions) -> Void) {
      var options = DecisionOptions()
      change(&options)
      all.append(options)
    }
    add { _ in }
    add { $0.threshold = .value(0.3) }
    add { $0.costs = [ErrorCost(actual: "yes", predicted: "no", cost: 4)] }
    add { $0.calibration = .platt }
    add { ($0.calibration, $0.threshold) = (.isotonic, .best(.mcc)) }
    add { ($0.calibration, $0.prior) = (.temperature, ["yes": 0.1]) }
    add { $0.prior = ["yes": 0.2] }
    return all
  }()

  @Test(arguments: decisions)
  func `columns of every kind, calibration, priors, thresholds and costs`(decision: DecisionOptions) throws {
    let table = try Self.manyKinds()
    let classifier = try Self.fit(table) { ($0.decision, $0.measuring) = (decision, .holdout(0.3)) }
    #expect(classifier.features.inputNames.count >= 7)
    try Self.compare(classifier, table, step: 5)
  }

  @Test(arguments: ProbabilityCalibration.Method.allCases)
  func `three classes are calibrated, corrected and decided on by costs`(
    method: ProbabilityCalibration.Method
  ) throws {
    let table = try Self.manyKinds(classes: ["a", "b", "c"])
    let classifier = try Self.fit(table) {
      $0.measuring = .holdout(0.3)
      $0.decision.calibration = method
      $0.decision.prior = ["a": 0.2, "b": 0.3]
      $0.decision.costs = [ErrorCost(actual: "c", predicted: "a", cost: 9)]
    }
    try Self.compare(classifier, table, step: 7)
  }

  @Test(arguments: [
    "y ~ x + age", "y ~ log(age) * city + poly(x, 2)", "y ~ C(city) + member + bs(far, 4)", "y ~ day + x",
  ])
  func `regressions are worked out in double precision`(formula: String) throws {
    let table = try Self.manyKinds()
    let complete = (0..<240).filter { row in
      table.columns.allSatisfy { $0.strings()[row].map { $0 != "nan" } ?? false }
    }
    let regression = try TableRegression(table, TableRegressionOptions(formula: formula))
    try Self.compare(try #require(regression.classifier), table.rows(at: complete), step: 9)
  }

  @Test func `an offset is added, and a row without it is refused`() throws {
    let table = try Self.manyKinds()
    let classifier = try Self.fit(table) { ($0.offset, $0.features) = ("shift", ["x", "city"]) }
    try Self.compare(classifier, table, step: 11)
    let error = DataError.missingValues(column: "shift", count: 1, firstRow: 0)
    #expect(throws: error) { try classifier.predictor().predict(["x": 1.0, "city": "Oslo"]) }
  }

  @Test func `features in Keras's words, crosses among them`() throws {
    let table = try Self.manyKinds()
    var features = try FeatureSpace(
      [
        .float("x"), .floatNormalized("far"), .floatRescaled("age", scale: 0.1, offset: -3),
        .stringCategorical("city"), .integerCategorical("serial", maxTokens: 9, oovIndexCount: 3),
        .floatNormalized("x"), .floatDiscretized("age", binCount: 4), .boolean("member"),
        .stringHashed("note", binCount: 8),
      ],
      crosses: [FeatureCross(["city", "age"], binCount: 16)])
    try features.adapt(to: table)
    let x = try features.matrix(of: table)
    let labels = try ClassLabels(kind: .string, names: ["no", "yes"])
    let model = try Sequential([Dense(1, inputShape: [x.shape[1]], activation: .sigmoid)], seed: 5)
    let made = try Self.fit(table)
    let classifier = try Classifier(
      target: "y", classes: labels, features: features, model: model, provenance: made.provenance)
    try Self.compare(classifier, table, step: 3)
  }

  @Test(arguments: [-1, 150]) func `a prediction that does not exist ends the program with a message`(
    row: Int
  ) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [row = row as Int] in
      let table = Dataset.iris().table
      let classifier = try Classifier.fit(table, target: "species").classifier
      _ = try classifier.predict(table)[row]
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Fatal error: There is no prediction \(row) of 150"), "\(text)")
  }
}
