import LogitClassifier
import Testing

@Suite struct FitFindingTests {
  private static let rows = 400

  /// Classes of which the feature `x` tells something, and what a test adds.
  private static func findings(
    _ added: [Column] = [], rareEvery: Int = 2, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> [Finding] {
    var generator = RandomGenerator(seed: 3)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: rows).scalars
    let labels = (0..<rows).map { $0 % rareEvery == 0 ? "yes" : "no" }
    let x = (0..<rows).map { noise[$0] + (labels[$0] == "yes" ? 1 : 0) }
    var options = ClassifierOptions()
    options.epochs = 60
    change(&options)
    let table = try Table([Column("x", numbers: x), Column("y", strings: labels)] + added)
    return try Classifier.fit(table, target: "y", options: options).report.findings
  }

  @Test func `a sound run gives no finding`() throws {
    #expect(try Self.findings() == [])
  }

  @Test func `columns left out are named with the reason, one finding for each cause`() throws {
    let found = try Self.findings([
      Column("nothing", numbers: [Double](repeating: .nan, count: Self.rows)),
      Column("constant", integers: [Int](repeating: 3, count: Self.rows)),
      Column("same", strings: [String](repeating: "a", count: Self.rows)),
      Column("number", integers: (1...Self.rows).map { $0 }),
      Column("name", strings: (0..<Self.rows).map { "patient \($0)" }),
    ])
    #expect(found.map(\.kind) == [.constant, .constant, .identifier])
    #expect(found.map(\.columns) == [["nothing"], ["constant", "same"], ["number", "name"]])
    #expect(found[0].message == "Column \"nothing\" was left out: it has no values.")
    #expect(
      found[1].message
        == "2 columns were left out, \"constant\", \"same\": each has the same value in every row.")
    #expect(found[1].evidence["reasons"]?["same"]?.string == "it is \"a\" in every row")
  }

  @Test func `many columns left out are counted, not listed`() throws {
    let found = try Self.findings(
      (0..<300).map { Column("pixel\($0)", integers: [Int](repeating: 0, count: Self.rows)) })
    #expect(found.map(\.kind) == [.constant] && found[0].columns.count == 300)
    #expect(found[0].message.contains("and 290 more") && found[0].message.count < 300)
  }

  @Test func `a column that was excluded is no warning`() throws {
    #expect(
      try Self.findings([Column("id", integers: (1...Self.rows).map { $0 })]) { $0.excluded = ["id"] } == [])
  }

  @Test(arguments: [1.0, -1]) func `a feature that gives the answer away is named`(sign: Double) throws {
    let answer = Column("answer", numbers: (0..<Self.rows).map { sign * ($0 % 2 == 0 ? 5 : 1) })
    let found = try Self.findings([answer])
    #expect(found.map(\.kind) == [.separation, .leakage])
    #expect(found[1].columns == ["answer"] && found[1].option == .exclude(["answer"]))
    #expect(found[1].evidence["area"]?.double == 1)
    #expect(found[1].description.hasSuffix(" Try ClassifierOptions.excluded = [\"answer\"]."))
  }

  @Test func `values far out are named, however the column is scaled`() throws {
    for unit in [1e-6, 1, 1e6] {
      let values = (0..<Self.rows).map { unit * ($0 % 150 == 7 ? 99_999 : Double($0 % 11)) }
      let found = try Self.findings([Column("age", numbers: values)])
      #expect(found.map(\.kind) == [.scale] && found[0].columns == ["age"])
      #expect(found[0].evidence["reach"]?.double.map { $0 > 5_000 && $0 < 15_000 } == true)
    }
    // Heavy tails and columns that are mostly 0 are as they should be.
    let tails = (1...Self.rows).map { 1 / Double($0 * 7 % 401) }
    let sparse = (0..<Self.rows).map { Double($0 % 130 == 0 ? 200 : 0) }
    #expect(try Self.findings([Column("tails", numbers: tails), Column("sparse", numbers: sparse)]) == [])
  }

  // MARK: - Classes

  @Test func `a rare class is said, and how the model is to be judged`() throws {
    let found = try Self.findings(rareEvery: 20)
    let imbalance = try #require(found.first { $0.kind == .imbalance })
    #expect(imbalance.classes == ["yes"] && imbalance.evidence["share"]?.double == 0.05)
    let few = try #require(found.first { $0.kind == .fewRows })
    #expect(few.classes == ["yes"] && few.evidence["held_out_rows"]?[0]?.integer == 4)
    #expect(few.option == .validationShare(0.5))
  }

  @Test func `weighted classes are said to change what probabilities mean`() throws {
    let found = try Self.findings(rareEvery: 20) { $0.classWeight = .balanced }
    #expect(found.map(\.kind) == [.balancedWeights, .fewRows])
    let weighted = found[0]
    #expect(weighted.message.contains("no longer match") && weighted.message.contains("\"yes\""))
    // 80 held-out rows, 4 of the rare class, whose probability is far above that on average.
    #expect(weighted.evidence["shares"]?[1]?.double == 0.05)
    #expect(try #require(weighted.evidence["mean_probabilities"]?[1]?.double) > 0.2)
    #expect(weighted.evidence["weights"]?[1]?.double == 10)
    let equal = try Self.findings { $0.classWeight = .named(["yes": 2, "no": 2]) }
    #expect(equal == [])
    #expect(try Self.findings { $0.classWeight = .named(["yes": 3]) }.map(\.kind) == [.balancedWeights])
  }

  @Test(arguments: [2, 3, 7, 1_000, 30_000])
  func `the shares that are advised are those of the rows, and can be given as they are`(every: Int) throws {
    let rows = max(3 * every, 90)
    let classes = (0..<rows).map { row in row % every == 0 ? "rare" : row % 2 == 0 ? "even" : "odd" }
    let table = try Table([
      Column("x", numbers: (0..<rows).map { Double($0 * 37 % 101) }), Column("y", strings: classes),
    ])
    var options = ClassifierOptions()
    (options.classWeight, options.measuring) = (.balanced, .holdout(0))
    let findings = try Classifier.fit(table, target: "y", options: options).report.findings
    let weighted = findings.first { $0.kind == .balancedWeights }
    // Classes of as many rows are not weighted.
    guard every > 3 else {
      #expect(weighted == nil)
      return
    }
    guard case .prior(let shares)? = try #require(weighted).option else {
      Issue.record("no shares are advised")
      return
    }
    #expect(shares.count == Set(classes).count - 1)
    for share in shares {
      let actual = Double(classes.count { $0 == share.name }) / Double(rows)
      #expect(abs(share.share - actual) < 5e-4 * actual)
      options.decision.prior[share.name] = share.share
    }
    _ = try Classifier.fit(table, target: "y", options: options)
  }

  /// A number that tells the classes apart.
  private static func gap() -> [Double] {
    (0..<rows).map { row -> Double in
      let base: Double = row % 2 == 0 ? 3 : 1
      return base + Double(row % 7) / 10
    }
  }

  @Test(arguments: [(nil, Finding.Severity.info), (0.0, .warning)] as [(Double?, Finding.Severity)])
  func `separable classes are called so`(l2: Double?, severity: Finding.Severity) throws {
    let found = try Self.findings([Column("gap", numbers: Self.gap())]) { $0.l2 = l2 }
    let separation = try #require(found.first { $0.kind == .separation })
    #expect(separation.severity == severity && separation.classes == ["no", "yes"])
    #expect(separation.evidence["rows"]?.integer == 320)
    if severity == .info {
      #expect(separation.evidence["errors"]?.integer == 0)
      #expect(try #require(separation.evidence["margin"]?.double) > 0)
    } else {
      // What grows without end is named, with its sign.
      #expect(separation.evidence["kind"]?.string == "complete" && separation.columns.contains("gap"))
      let coefficients = try #require(separation.evidence["coefficients"]?.array)
      let gap = try #require(coefficients.first { $0["feature"]?.string == "gap" })
      #expect(gap["class"]?.string == "yes" && gap["sign"]?.integer == 1)
    }
    // More epochs would not help where there is no optimum.
    #expect(!found.contains { $0.kind == .notConverged })
  }

  @Test func `without a penalty a feature that others make up is named, with its columns`() throws {
    let (a, b) = (
      (0..<Self.rows).map { Double($0 * 37 % 101) }, (0..<Self.rows).map { Double($0 * 53 % 97) }
    )
    let columns = [
      Column("a", numbers: a), Column("b", numbers: b), Column("c", numbers: zip(a, b).map { 2 * $0 - $1 }),
    ]
    let method = TrainingMethod.optimum(OptimumOptions(penalty: .none))
    let found = try Self.findings(columns) { $0.method = method }
    let collinear = try #require(found.first { $0.kind == .collinear })
    #expect(collinear.columns.sorted() == ["a", "b", "c"] && collinear.option == .exclude(["c"]))
    #expect(
      try !Self.findings(Array(columns.prefix(2))) { $0.method = method }.contains { $0.kind == .collinear })
  }

  @Test func `columns that nearly follow from each other are named, with a penalty and without`() throws {
    let (a, b) = (
      (0..<Self.rows).map { Double($0 * 37 % 101) }, (0..<Self.rows).map { Double($0 * 53 % 97) }
    )
    let columns = [
      Column("before", numbers: a), Column("after", numbers: zip(a, b).map { $0 + 0.01 * $1 }),
    ]
    for penalty in [LogisticRegression.Penalty.none, .ridge()] {
      let found = try Self.findings(columns) { $0.method = .optimum(OptimumOptions(penalty: penalty)) }
      let collinear = try #require(found.first { $0.kind == .collinear })
      // Without a penalty an index of 100 and more is likely to mislead.
      #expect(collinear.columns.sorted() == ["after", "before"])
      #expect(collinear.severity == (penalty == .none ? .warning : .info))
      #expect(collinear.option == (penalty == .none ? .ridgePenalty : nil))
      #expect((collinear.evidence["condition_index"]?.double ?? 0) > 100)
      #expect(collinear.message.contains("the penalty") == (penalty != .none))
    }
  }

  @Test func `columns that are missing in the same rows are not advised against`() throws {
    let numbers = (0..<Self.rows).map { $0 % 9 == 0 ? .nan : Double($0 * 37 % 101) }
    let others = (0..<Self.rows).map { $0 % 9 == 0 ? .nan : Double($0 * 53 % 97) }
    let columns = [Column("a", numbers: numbers), Column("b", numbers: others)]
    #expect(try !Self.findings(columns).contains { $0.kind == .collinear })
    let found = try Self.findings(columns) { $0.method = .optimum(OptimumOptions(penalty: .none)) }
    let collinear = try #require(found.first { $0.kind == .collinear })
    #expect(collinear.severity == .info && collinear.option == nil)
    #expect(collinear.evidence["feature"]?.string == "b is missing")
  }

  @Test func `one finding tells of separation and of the search that was given up for it`() throws {
    let found = try Self.findings([Column("gap", numbers: Self.gap())]) {
      $0.method = .optimum(OptimumOptions(penalty: .none))
    }
    #expect(!found.contains { $0.kind == .notConverged })
    let separation = try #require(found.first { $0.kind == .separation })
    #expect(separation.evidence["state"]?.string == "diverging")
    #expect(separation.message.contains("The search was given up after"))
  }

  @Test func `of several classes only those that are separable are named`() throws {
    let set = Dataset.iris()
    let found = try Classifier.fit(set.table, target: set.target).report.findings
    #expect(found.first { $0.kind == .separation }?.classes == ["setosa"])
  }

  @Test func `classes that overlap in one row are not separable`() throws {
    var x = Self.gap()
    x[2] -= 2.2
    let found = try Self.findings([Column("gap", numbers: x)]) { $0.validationShare = 0 }
    #expect(!found.contains { $0.kind == .separation })
  }

  // MARK: - The base rate

  @Test func `a model that only guesses is a finding`() throws {
    let labels = (0..<Self.rows).map { $0 * 7919 % 401 % 2 == 0 ? "yes" : "no" }
    let table = try Table([
      Column("x", numbers: (0..<Self.rows).map { Double($0 % 10) }), Column("y", strings: labels),
    ])
    let report = try Classifier.fit(table, target: "y").report
    let found = try #require(report.findings.first { $0.kind == .baseRate })
    #expect(found.evidence["log_loss"]?.double == report.scores?.logLoss.value)
    #expect(found.message.contains("hidden layers"))
  }

  /// One row in 16 is of the rare class, and the feature ranks rows well without ever making the rare class
  /// the more probable one: the accuracy is that of always saying the other.
  @Test func `a good model of a rare class is not said to guess`() throws {
    var generator = RandomGenerator(seed: 11)
    let rows = 1_600
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: rows).scalars
    let labels = (0..<rows).map { $0 % 16 == 0 ? "yes" : "no" }
    let table = try Table([
      Column("x", numbers: (0..<rows).map { noise[$0] + (labels[$0] == "yes" ? 1.5 : 0) }),
      Column("y", strings: labels),
    ])
    let report = try Classifier.fit(table, target: "y").report
    let scores = try #require(report.scores)
    #expect(scores.accuracy.interval.map { $0.lower <= 15.0 / 16 } == true && scores.rocArea.value > 0.75)
    #expect(!report.findings.contains { $0.kind == .baseRate })
    #expect(report.findings.contains { $0.kind == .imbalance })
  }

  @Test func `probabilities worse than the base rate are said, though they rank`() throws {
    // The classes of a few rows are learned by heart, so that the model is sure of what it does not know.
    var generator = RandomGenerator(seed: 5)
    let rows = 200
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: rows * 40).scalars
    let labels = (0..<rows).map { $0 % 2 == 0 ? "yes" : "no" }
    let columns = (0..<40).map { column -> Column in
      let numbers = (0..<rows).map { row -> Double in
        let shift: Double = row % 2 == 0 ? 0.15 : 0
        return Double(noise[column * rows + row]) + shift
      }
      return Column("x\(column)", numbers: numbers)
    }
    var options = ClassifierOptions()
    (options.hiddenUnits, options.l2, options.validationShare) = ([32], 0, 0.5)
    let table = try Table(columns + [Column("y", strings: labels)])
    let report = try Classifier.fit(table, target: "y", options: options).report
    let found = try #require(report.findings.first { $0.kind == .baseRate })
    #expect(try #require(found.evidence["gain"]?.double) < 0)
    #expect(found.message.contains("no better than always saying the share of each class"))
  }

  // MARK: - Training

  @Test func `a loss that still falls is a finding`() throws {
    let set = Dataset.wine()
    var options = ClassifierOptions()
    options.epochs = 2
    let report = try Classifier.fit(set.table, target: set.target, options: options).report
    let found = try #require(report.findings.first { $0.kind == .notConverged })
    #expect(try #require(found.evidence["fall"]?.double) > 0.05)
    #expect(found.option == .epochs(4))
  }

  private final class Stop: EpochEndCallback {
    func onEpochEnd(_ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl) {
      if epoch == 1 { control.stopTraining = true }
    }
  }

  @Test func `training that was stopped says so`() throws {
    let set = Dataset.iris()
    var options = ClassifierOptions()
    options.method = .steps()
    let report = try Classifier.fit(
      set.table, target: set.target, options: options, callbacks: [Stop()]
    ).report
    let found = try #require(report.findings.first { $0.kind == .notConverged && $0.severity == .info })
    #expect(found.evidence["epochs_done"]?.integer == 2 && found.evidence["epochs"]?.integer == 600)
  }

  // MARK: - As JSON and as text

  @Test func `findings are objects in JSON, with rows counted from one`() throws {
    let finding = Finding(
      .strayWords, columns: ["age"], rows: [0, 7], message: "m.", evidence: ["cells": 3],
      option: .epochs(3))
    #expect(
      finding.json.description
        == #"{"kind": "stray_words", "severity": "warning", "columns": ["age"], "classes": [], "#
        + #""rows": [1, 8], "message": "m.", "evidence": {"cells": 3}, "#
        + #""option": "ClassifierOptions.epochs = 3"}"#)
    // Findings of training, of the target and of a column.
    let table = try Table([
      Column("x", numbers: Self.gap()), Column("price", strings: (0..<Self.rows).map { "\($0 % 7),5" }),
      Column("y", strings: (0..<Self.rows).map { $0 % 2 == 0 ? "no" : $0 % 3 == 0 ? "Yes" : "yes" }),
    ])
    let report = try Classifier.fit(table, target: "y").report
    #expect(Set(report.findings.filter { $0.kind == .spelling }.map(\.columns)) == [["y"], ["price"]])
    #expect(Set(report.findings.map(\.kind)).count > 1)
    let warnings = try #require(JSON(json: report.json(modelPath: nil))["warnings"]?.array)
    #expect(warnings == report.findings.map(\.json))
    // The option stands beside the message, not in it, and in the text behind it.
    #expect(report.findings.allSatisfy { !$0.message.contains("Options.") })
    let text = report.description
    #expect(
      text.contains("apart: \"yes\", \"Yes\". Join them with \"y\" among ColumnOptions.mergedSpellings.\n"))
    #expect(text.contains(" Read them as numbers with CSVOptions.usesDecimalComma = true.\n"), "\(text)")
  }

  @Test func `findings are printed under a heading for each severity`() {
    let findings = [
      Finding(.scale, severity: .info, message: "a."), Finding(.spelling, message: "b."),
      Finding(.drift, severity: .error, message: "c."),
    ]
    #expect(findings.text() == "Errors\n  - c.\n\nWarnings\n  - b.\n\nNotes\n  - a.\n")
    #expect([Finding]().text().isEmpty)
    let many = (0..<30).map { Finding(.scale, message: "\($0).") }
    #expect(many.text().hasPrefix("Warnings\n  - 0.\n") && many.text().hasSuffix("  - 19.\n  and 10 more\n"))
  }

  @Test func `the target is not said to be excluded`() throws {
    let set = Dataset.iris()
    let (classifier, report) = try Classifier.fit(set.table, target: set.target)
    let file = TemporaryFile(".safetensors")
    try classifier.save(to: file.path)
    let loaded = try Classifier(contentsOf: file.path)
    for decisions in [report.decisions, classifier.features.decisions, loaded.features.decisions] {
      let target = try #require(decisions.first { $0.column == "species" })
      #expect(target.isTarget && target.isLeftOut && !target.isExcludedByRequest)
      #expect(target.actionText == "target" && target.reason == "it is what the model predicts")
    }
  }

  @Test(arguments: [0, 9]) func `a table of many columns is not listed to the end`(shift: Int) throws {
    // With a shift, each of the columns tells the classes apart, which is a finding.
    let columns = (0..<784).map { column in
      Column("pixel\(column)", integers: (0..<150).map { ($0 * $0 + column) % 7 + $0 % 2 * shift })
    }
    let labels = Column("y", strings: (0..<150).map { $0 % 2 == 0 ? "a" : "b" })
    var options = ClassifierOptions()
    options.epochs = 1
    let training = try ClassifierTraining(Table(columns + [labels]), target: "y", options: options)
    let (classifier, report) = try training.run()
    for text in [training.summary, report.description, classifier.description] {
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 90)
    }
    #expect(training.summary.contains("  and 764 more: 764 normalized\n"), "\(training.summary)")
  }
}
