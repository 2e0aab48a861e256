import LogitClassifier
import Testing

@Suite struct ClassifierTargetTests {
  /// Sixty rows with a feature that tells three classes apart, and one that tells nothing.
  private static func table(_ target: Column) throws -> Table {
    let x = (0..<60).map { (row: Int) -> Double in Double(row % 3) + Double(row % 7) / 20 }
    let noise = (0..<60).map { (row: Int) -> Double in Double(row * 7919 % 61) }
    return try Table([Column("x", numbers: x), Column("noise", numbers: noise), target])
  }

  private static var quick: ClassifierOptions {
    var options = ClassifierOptions()
    options.epochs = 3
    return options
  }

  private static func fit(_ target: Column, _ change: (inout ClassifierOptions) -> Void = { _ in }) throws
    -> (
      classifier: Classifier, report: FitReport
    )
  {
    var options = quick
    change(&options)
    return try Classifier.fit(table(target), target: target.name, options: options)
  }

  private static func description(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    (Column("y", strings: (0..<60).map { ["b", "a", "Ä"][$0 % 3] }), ["a", "b", "Ä"]),
    (Column("y", integers: (0..<60).map { [10, 9, -1][$0 % 3] }), ["-1", "9", "10"]),
    (Column("y", numbers: (0..<60).map { [2, 0.1, 1][$0 % 3] as Double }), ["0.1", "1", "2"]),
    (Column("y", numbers: (0..<60).map { [2, 0.1, -0.0][$0 % 3] as Float }), ["0", "0.1", "2"]),
    (Column("y", booleans: (0..<60).map { $0 % 3 == 0 }), ["false", "true"]),
    (
      Column("y", integers: (0..<60).map { 9_007_199_254_740_993 - $0 % 2 }),
      ["9007199254740992", "9007199254740993"]
    ),
  ])
  func `classes of every kind are in ascending order`(target: Column, names: [String]) throws {
    let (classifier, report) = try Self.fit(target)
    #expect(classifier.classes.names == names)
    #expect(report.balance.names == names)
    #expect(report.balance.counts.reduce(0, +) == 60)
    // Each row's class is its own: what was trained can be evaluated, whatever the kind.
    let evaluation = try classifier.evaluate(Self.table(target))
    #expect(evaluation.scores.rowCount == 60)
    let texts = try Self.table(target).column("y").strings()
    for (label, name) in names.enumerated() {
      let count = names.indices.reduce(0) {
        $0 + evaluation.scores.confusionMatrix[actual: label, predicted: $1]
      }
      #expect(Int(count) == texts.count { $0 == name || $0 == "-0" && name == "0" })
    }
  }

  @Test func `numbers of either precision are the same classes`() throws {
    let values = (0..<60).map { [0.1, 0.7][$0 % 2] }
    let (classifier, _) = try Self.fit(Column("y", numbers: values.map { Float($0) }))
    let evaluation = try classifier.evaluate(Self.table(Column("y", numbers: values)))
    #expect(evaluation.scores.rowCount == 60)
  }

  @Test func `missing targets are refused by row, or left out and counted`() throws {
    let names = ["a", "b", "c"]
    let labels = (0..<60).map { (row: Int) -> String? in row == 4 || row == 9 ? nil : names[row % 3] }
    let target = Column("y", strings: labels)
    #expect(throws: DataError.missingTarget(column: "y", count: 2, firstRow: 4)) { try Self.fit(target) }
    let (classifier, report) = try Self.fit(target) { $0.missingTarget = .drop }
    #expect(report.droppedRowCount == 2)
    #expect(report.balance.counts.reduce(0, +) == 58)
    #expect(classifier.provenance.trainingRowCount + classifier.provenance.validationRowCount == 58)
    #expect(try classifier.evaluate(Self.table(target)).droppedRowCount == 2)
    // The rows without a target change nothing for the others.
    let known = (0..<60).filter { $0 != 4 && $0 != 9 }
    var options = Self.quick
    options.missingTarget = .drop
    let alone = try Classifier.fit(Self.table(target).rows(at: known), target: "y", options: options)
    #expect(alone.classifier.model.weights.map(\.scalars) == classifier.model.weights.map(\.scalars))
  }

  @Test func `targets that are none say why and what to do`() throws {
    let one = Column("y", strings: Array(repeating: "yes", count: 60))
    #expect(
      Self.description { _ = try Self.fit(one) }
        == "Column \"y\" cannot be the target: every row is of the class \"yes\"; rows of at least two "
        + "classes are needed, so choose another target or add rows.")
    let none = Column("y", strings: Array(repeating: nil, count: 60))
    #expect(Self.description { _ = try Self.fit(none) }.contains("every value is missing"))
    let single = Column("y", strings: (0..<60).map { $0 == 7 ? "rare" : ["a", "b"][$0 % 2] })
    let message = Self.description { _ = try Self.fit(single) }
    #expect(message.contains("\"rare\"") && message.contains("1 row"))
    // Without rows held back, one row is enough.
    #expect(try Self.fit(single) { $0.validationShare = 0 }.report.balance.trainingCounts == [30, 29, 1])
    let unknown = Self.description {
      _ = try Classifier.fit(Self.table(single), target: "yy", options: Self.quick)
    }
    #expect(unknown.contains("did you mean \"y\""))
  }

  @Test(arguments: [
    Column("y", numbers: (0..<1200).map { Double($0) / 7 }), Column("y", integers: (0..<1200).map { $0 }),
    Column("y", strings: (0..<1200).map { "name \($0)" }),
  ])
  func `a target with too many values is no class`(target: Column) throws {
    let table = try Table([Column("x", numbers: (0..<1200).map { Double($0 % 5) }), target])
    let message = Self.description { _ = try Classifier.fit(table, target: "y") }
    let reason = target.kind == .string ? "it holds more than 1000 different values" : "y is a quantity with"
    #expect(message.contains("\"y\" cannot be the target: \(reason)"), "\(message)")
  }

  @Test func `a class that was not there in training is named with its row`() throws {
    let (classifier, _) = try Self.fit(Column("y", strings: (0..<60).map { ["a", "b", "c"][$0 % 3] }))
    let other = try Self.table(Column("y", strings: (0..<60).map { $0 == 5 ? "d" : "a" }))
    #expect(throws: DataError.unknownClass(column: "y", row: 5, value: "d", known: ["a", "b", "c"])) {
      try classifier.evaluate(other)
    }
  }

  @Test func `options out of range are named`() throws {
    let target = Column("y", strings: (0..<60).map { ["a", "b"][$0 % 2] })
    let cases: [(String, (inout ClassifierOptions) -> Void)] = [
      ("epochs", { $0.epochs = 0 }), ("epochs", { $0.epochs = .max }), ("batch size", { $0.batchSize = 0 }),
      ("batch size", { $0.batchSize = .max }), ("learning rate", { $0.learningRate = .nan }),
      ("learning rate", { $0.learningRate = 0 }), ("l2", { $0.l2 = -1 }),
      ("hidden units", { $0.hiddenUnits = [0] }),
      ("hidden units", { $0.hiddenUnits = [1 << 20, 1 << 20] }), ("validation", { $0.validationShare = 1 }),
      ("validation", { $0.validationShare = .nan }), ("weight", { $0.classWeight = .named(["a": -1]) }),
      (
        "no class \"aa\" to weight; did you mean \"a\"? The classes are \"a\", \"b\".",
        { $0.classWeight = .named(["aa": 1]) }
      ),
      ("column to exclude", { $0.excluded = ["z"] }),
      ("feature", { $0.features = ["z"] }),
    ]
    for (name, change) in cases {
      let message = Self.description { _ = try Self.fit(target, change) }
      #expect(message != "no error" && message.contains(name), "\(message)")
    }
  }
}
