import LogitClassifier
import Testing

/// Units and offsets of columns of numbers change no prediction.
@Suite struct UnitsAndOffsetsTests {
  /// A number, another, and a class that depends on both, of 80 rows.
  private struct Problem {
    /// Whole numbers below 1000, whose deviation is 288.
    let numbers: [Int]
    let others: [Double]
    let classes: [String]

    init() {
      var random = RandomGenerator(seed: 3)
      numbers = (0..<80).map { _ in random.integer(in: 0..<1000) }
      others = (0..<80).map { _ in Double(random.integer(in: 0..<100)) / 8 }
      classes = zip(numbers, others).map { number, other in
        Double(number) / 100 + other + Double(random.integer(in: 0..<6)) > 14 ? "yes" : "no"
      }
    }

    /// The rows as separated values, with the number in a form of its own.
    func text(_ number: (Int) -> String) -> String {
      "x,other,class\n"
        + numbers.indices.map { "\(number(numbers[$0])),\(others[$0]),\(classes[$0])\n" }.joined()
    }
  }

  private static let problem = Problem()

  private static let options: ClassifierOptions = {
    var options = ClassifierOptions()
    options.epochs = 15
    options.batchSize = 16
    return options
  }()

  /// The probabilities that a stream gives for the rows of a text, which a model was trained on before and
  /// saved.
  private static func streamed(_ text: String) throws -> (probabilities: [Double], classifier: Classifier) {
    let (file, model) = (TemporaryFile(".csv"), TemporaryFile(".safetensors"))
    try StagedFile.write(Array(text.utf8), to: file.path)
    try Classifier.fit(Table(csv: file.path), target: "class", options: options).classifier.save(
      to: model.path)
    var predictor = try RowPredictor(Classifier(contentsOf: model.path))
    predictor.passesColumns = false
    var bytes: [UInt8] = []
    let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
    _ = try predictor.predict(stream).write { bytes += $0 }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
    return (lines.compactMap { Double($0.split(separator: ",")[2]) }, predictor.classifier)
  }

  /// The probabilities for a table in memory, of a model that was trained on another like it.
  private static func inMemory(_ column: Column) throws -> [Double] {
    func table() throws -> Table {
      try Table([
        column, Column("other", numbers: problem.others), Column("class", strings: problem.classes),
      ])
    }
    let classifier = try Classifier.fit(table(), target: "class", options: options).classifier
    let probabilities = try classifier.predict(table()).probabilities
    return (0..<80).map { Double(probabilities[$0, 1]) }
  }

  private static let expected = Result { try inMemory(Column("x", integers: problem.numbers)) }

  private func expectSame(_ found: [Double], _ note: String) throws {
    let expected = try Self.expected.get()
    let difference = zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(found.count == 80 && difference <= 1e-6, "\(note): off by \(difference)")
    // Not the answer of a model that has learned nothing.
    #expect((expected.max() ?? 0) - (expected.min() ?? 1) > 0.5)
  }

  @Test(arguments: Array(stride(from: -300, through: 300, by: 60)))
  func `a unit changes no prediction, of a stream or in memory`(_ power: Int) throws {
    try expectSame(Self.streamed(Self.problem.text { "\($0)e\(power)" }).probabilities, "e\(power)")
    let numbers = Self.problem.numbers.map { Double("\($0)e\(power)") ?? .nan }
    try expectSame(Self.inMemory(Column("x", numbers: numbers)), "e\(power)")
    guard power > 0 else { return }
    // The same with all digits: whole numbers of more than 64 bits.
    let digits = { $0 == 0 ? "0" : "\($0)" + String(repeating: "0", count: power) }
    try expectSame(Self.streamed(Self.problem.text(digits)).probabilities, "\(power) zeros")
  }

  @Test(arguments: [-305, -300, -200, -140, 140, 200, 300, 304])
  func `a unit changes no prediction of a regression`(_ power: Int) throws {
    func probabilities(_ power: Int) throws -> (regression: [Double], intervals: [Double]) {
      let problem = Self.problem
      let table = try Table([
        Column("x", numbers: problem.numbers.map { Double("\($0)e\(power)") ?? .nan }),
        Column("other", numbers: problem.others), Column("class", strings: problem.classes),
      ])
      let regression = try TableRegression(table, TableRegressionOptions(formula: "class ~ x + other"))
      #expect(
        regression.report.inference.coefficients.allSatisfy { $0.estimate != nil && $0.standardError != nil })
      let bytes = try #require(regression.classifier).encoded()
      var predictor = try RowPredictor(Classifier(bytes: bytes))
      predictor.intervalLevel = 0.9
      let (found, _) = try predictor.predict(table)
      return (
        try found.column("probability_yes").numbers(), try found.column("probability_yes_low").numbers()
      )
    }
    let (found, expected) = (try probabilities(power), try probabilities(0))
    for row in 0..<80 {
      #expect(abs(found.regression[row] - expected.regression[row]) < 1e-6)
      #expect(abs(found.intervals[row] - expected.intervals[row]) < 1e-6)
    }
  }

  @Test(arguments: [0, 3, 6, 9, 12], [1, -1])
  func `an offset changes no prediction, of a stream or in memory`(_ power: Int, _ sign: Int) throws {
    let offset = sign * 288 * (0..<power).reduce(1) { product, _ in product * 10 }
    let numbers = Self.problem.numbers.map { $0 + offset }
    try expectSame(Self.streamed(Self.problem.text { "\($0 + offset)" }).probabilities, "at \(offset)")
    try expectSame(Self.streamed(Self.problem.text { "\($0 + offset).0" }).probabilities, "at \(offset).0")
    try expectSame(Self.inMemory(Column("x", integers: numbers)), "at \(offset)")
    try expectSame(Self.inMemory(Column("x", numbers: numbers.map { Double($0) })), "at \(offset)")
  }

  @Test func `whole numbers beyond double precision change no prediction`() throws {
    // 10⁶ nanoseconds apart at today's 1.7·10¹⁸: 6·10⁹ deviations from 0, and 2·10¹⁵.
    for step in [1_000_000, 1] {
      let numbers = Self.problem.numbers.map { 1_700_000_000_000_000_003 + $0 * step }
      try expectSame(
        Self.streamed(Self.problem.text { "\(1_700_000_000_000_000_003 + $0 * step)" }).probabilities,
        "nanoseconds")
      try expectSame(Self.inMemory(Column("x", integers: numbers)), "nanoseconds")
    }
  }

  @Test func `a new value with a fraction, or with more than 64 bits, is used`() throws {
    let (_, classifier) = try Self.streamed(Self.problem.text { "\($0)" })
    #expect(classifier.features.inputKinds[0].kind == .integer)
    let file = TemporaryFile(".csv")
    try StagedFile.write(
      Array("x,other\n500,1\n500.0,1\n5e2,1\n99999999999999999999,1\n-1e300,1\n".utf8), to: file.path)
    var predictor = try RowPredictor(classifier)
    predictor.passesColumns = false
    var bytes: [UInt8] = []
    let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
    let notes = try predictor.predict(stream).write { bytes += $0 }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(notes.counts.missing.isEmpty && lines.count == 6)
    #expect(lines[1] == lines[2] && lines[2] == lines[3])
    #expect(lines[4].hasPrefix("yes,") && lines[5].hasPrefix("no,"))
    let (table, _) = try predictor.predict(Table(csv: file.path))
    #expect(
      String(decoding: try CSVWriter().bytes(of: table), as: UTF8.self)
        == String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: ["friendly", "tiny-units", "huge-units", "northing", "epoch-ms"])
  func `the same signal is found in any unit`(_ name: String) throws {
    let table = try Table(csv: Fixture.path("Numbers/\(name).csv"))
    let target = try #require(table.columnNames.last)
    var options = ClassifierOptions()
    options.validationShare = 0.2
    let (classifier, report) = try Classifier.fit(table, target: target, options: options)
    let scores = try #require(report.scores)
    #expect(abs(scores.accuracy.value - 0.729) < 0.01 && abs(scores.logLoss.value - 0.441) < 0.01, "\(name)")
    let weight = try #require(classifier.coefficients.first { $0.feature == table.columnNames[0] }).weight
    #expect(abs(weight - 3.36) < 0.02, "\(name): \(weight)")
  }
}
