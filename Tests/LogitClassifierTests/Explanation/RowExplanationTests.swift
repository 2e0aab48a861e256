import Logit
import LogitClassifier
import LogitData
import LogitFiles
import LogitTestSupport
import Testing

@Suite struct RowExplanationTests {
  /// Two classes that depend on numbers, one of them whole, a category and a truth value.
  private static func table(classCount: Int = 2) throws -> Table {
    let noise = (0..<240).map { Double(($0 * 7919 + 13) % 241) / 241 - 0.5 }
    let words = (0..<240).map { ["red", "red", "green", "blue"][$0 * 31 % 4] }
    let z = (0..<240).map { row in noise[(row * 17 + 5) % 240] * 100 + 3 }
    let labels = (0..<240).map { row -> String in
      let score: Double = 3 * noise[row] + (words[row] == "blue" ? 1 : 0) + noise[(row * 29 + 3) % 240]
      if classCount == 2 { return score > 0 ? "yes" : "no" }
      return score > 0.6 ? "high" : score > -0.6 ? "middle" : "low"
    }
    return try Table([
      Column("x", numbers: noise), Column("z", numbers: z),
      Column("count", integers: (0..<240).map { $0 * 13 % 9 }), Column("color", strings: words),
      Column("flag", booleans: (0..<240).map { $0 * 7 % 3 == 0 }), Column("y", strings: labels),
    ])
  }

  private enum Kind: CaseIterable { case linear, softmax, network, calibrated }

  private static func classifier(_ kind: Kind) throws -> (Classifier, Table) {
    let table = try table(classCount: kind == .softmax ? 3 : 2)
    var options = ClassifierOptions()
    switch kind {
    case .linear, .softmax: break
    case .network: options.hiddenUnits = [4]
    case .calibrated: options.decision.calibration = .platt
    }
    return (try Classifier.fit(table, target: "y", options: options).classifier, table)
  }

  @Test("The parts of a row add up to its log-odds and probability", arguments: Kind.allCases)
  private func sums(_ kind: Kind) throws {
    let (classifier, table) = try Self.classifier(kind)
    let predictions = try classifier.predict(table)
    let explanations = try Explainer(classifier).explain(table, rows: Array(0..<40))
    #expect(explanations.count == 40)
    for explanation in explanations {
      let sum = explanation.contributions.reduce(explanation.typical.logOdds) { $0 + $1.logOdds }
      #expect(abs(sum - explanation.score.logOdds) < 1e-9, "row \(explanation.row)")
      let probability = explanation.contributions.reduce(explanation.typical.probability) {
        $0 + $1.probability
      }
      #expect(abs(probability - explanation.score.probability) < 1e-12)
      let label = try #require(classifier.classes.names.firstIndex(of: explanation.className))
      let expected = predictions.probabilities[explanation.row, label]
      #expect(abs(explanation.score.probability - Double(expected)) < 1e-6)
      #expect(explanation.predicted == predictions.className(row: explanation.row))
      #expect(explanation.contributions.count == 5)
    }
  }

  @Test("Those of a linear model are weights times differences from the typical row")
  func linear() throws {
    let (classifier, table) = try Self.classifier(.linear)
    let x = try #require(
      classifier.features.transforms.lazy.compactMap { $0 as? NumericFeature }.first { $0.column == "x" })
    let scaling = try #require(x.standardization)
    let weight = try #require(classifier.coefficients.first { $0.feature == "x" }).weight
    for explanation in try Explainer(classifier).explain(table, rows: [0, 5, 77]) {
      let part = try #require(explanation.contributions.first { $0.column == "x" })
      guard case .number(let value) = part.value, case .number(let usual) = part.typicalValue else {
        Issue.record("no numbers")
        continue
      }
      #expect(abs(part.logOdds - Double(weight) * (value - usual) / scaling.deviation) < 1e-6)
    }
  }

  @Test("The nearest change changes the class, and a little less of it does not", arguments: Kind.allCases)
  private func change(_ kind: Kind) throws {
    let (classifier, table) = try Self.classifier(kind)
    var changeCount = 0
    for explanation in try Explainer(classifier).explain(table, rows: Array(0..<30)) {
      guard let change = explanation.nearestChange else { continue }
      changeCount += 1
      #expect(change.predicted != explanation.predicted)
      func predicted(_ cell: TableCell) throws -> String {
        let columns = try table.rows(at: [explanation.row]).columns.map { column in
          guard column.name == change.column else { return column }
          let isNumber = if case .number = cell { true } else { false }
          return Column(column.name, kind: isNumber ? .numeric : column.kind, cells: [cell])
        }
        return try classifier.predict(Table(columns)).className(row: 0)
      }
      #expect(try predicted(change.to) == change.predicted, "row \(explanation.row)")
      if case .number(let from) = change.from, case .number(let to) = change.to {
        #expect(try predicted(.number(from + (to - from) * 0.9)) == explanation.predicted)
      }
    }
    #expect(changeCount > 10)
  }

  @Test("The same rows give the same explanation, and a typical row has no contribution")
  func repeated() throws {
    let (classifier, table) = try Self.classifier(.softmax)
    let first = try Explainer(classifier).explain(table, rows: [1, 2])
    #expect(try Explainer(classifier).explain(table, rows: [1, 2]) == first)
    let own = try Explainer(classifier, typicalOf: table.rows(at: [4]))
    let same = try #require(try own.explain(table, rows: [4]).first)
    #expect(same.contributions.allSatisfy { $0.logOdds == 0 && $0.probability == 0 })
    #expect(same.score == same.typical)
    #expect("\(same)".contains("Every value is the typical row's"))
  }

  @Test("A missing value is explained, and a refused one is an error of its row")
  func missing() throws {
    let (classifier, table) = try Self.classifier(.linear)
    let columns = try table.rows(at: [8]).columns.map {
      $0.name == "x" ? Column("x", numbers: [Double.nan]) : $0
    }
    let explanation = try #require(try Explainer(classifier).explain(Table(columns)).first)
    let part = try #require(explanation.contributions.first { $0.column == "x" })
    #expect(part.value == .missing && abs(part.logOdds) < 1e-9)
    #expect(throws: DataError.self) { try Explainer(classifier).explain(Table([columns[0]])) }
  }

  @Test("A row's error has its number in the table, whichever rows are asked for")
  func refused() throws {
    let table = try Self.table()
    var features = try FeatureSpace([.float("x", missing: .refuse), .stringCategorical("color")])
    try features.adapt(to: table)
    let classifier = try Classifier(
      target: "y", classes: ClassLabels(kind: .string, names: ["no", "yes"]), features: features,
      model: Sequential([Input(shape: [features.outputCount]), Dense(1, activation: .sigmoid)], seed: 1),
      provenance: Classifier.fit(table, target: "y").classifier.provenance)
    let numbers = (0..<240).map { $0 == 11 ? Double.nan : 0.5 }
    let gap = try Table([Column("x", numbers: numbers), table.column("color")])
    #expect(throws: DataError.missingValues(column: "x", count: 1, firstRow: 11)) {
      try Explainer(classifier).explain(gap, rows: [3, 11])
    }
    #expect(try Explainer(classifier).explain(gap, rows: [3, 12]).map(\.row) == [3, 12])
  }

  @Test("Truth values that a file writes as 0 and 1 are explained as they are")
  func truthAsNumbers() throws {
    let (classifier, table) = try Self.classifier(.linear)
    let numbers = try table.column("flag").numbers().map { Int($0) }
    let other = try Table(
      table.columns.map { $0.name == "flag" ? Column("flag", integers: numbers) : $0 })
    let rows = Array(0..<12)
    let (own, found) = (
      try Explainer(classifier).explain(table, rows: rows),
      try Explainer(classifier).explain(other, rows: rows)
    )
    for (a, b) in zip(own, found) {
      #expect(a.score == b.score && a.typical == b.typical)
      #expect(zip(a.contributions, b.contributions).allSatisfy { $0.logOdds == $1.logOdds })
      #expect(
        a.nearestChange?.to == b.nearestChange?.to && a.nearestChange?.column == b.nearestChange?.column)
    }
  }
}

/// Explanations of regressions, whose formulas make several columns into one number.
@Suite struct RegressionExplanationTests {
  private static func table() throws -> Table {
    var (a, b, labels): ([Double], [Double], [String]) = ([], [], [])
    for row in 0..<200 {
      let low = Double((row * 37 + 11) % 101) / 20
      let rise = 0.1 + Double((row * 53 + 7) % 97) / 30
      let noise = Double(row * 29 % 83) / 40
      a.append(low + rise)
      b.append(low)
      labels.append(rise + noise > 2.6 ? "yes" : "no")
    }
    return try Table([Column("a", numbers: a), Column("b", numbers: b), Column("y", strings: labels)])
  }

  private static func classifier(_ formula: String) throws -> (Classifier, Table) {
    let table = try table()
    let regression = try TableRegression(table, TableRegressionOptions(formula: formula))
    return (try #require(regression.classifier), table)
  }

  @Test("Values that a function has no number for are passed over in the search for a change")
  func logarithm() throws {
    let (classifier, table) = try Self.classifier("y ~ log(a) + b")
    let explainer = Explainer(classifier)
    #expect(explainer.columnsWithoutTypicalValue.isEmpty)
    let found = try explainer.explain(table)
    #expect(found.contains { $0.nearestChange?.column == "a" })
    for explanation in found {
      let sum = explanation.contributions.reduce(explanation.typical.logOdds) { $0 + $1.logOdds }
      #expect(abs(sum - explanation.score.logOdds) < 1e-9)
    }
  }

  @Test(
    "Columns that only occur together have the medians of the rows, and a mixture without a number is an error"
  )
  func together() throws {
    let (classifier, table) = try Self.classifier("y ~ log(a - b)")
    let explainer = Explainer(classifier)
    #expect(explainer.columnsWithoutTypicalValue == ["a", "b"])
    let middle = try Table([Column("a", numbers: [4.0, 3.9, 4.1]), Column("b", numbers: [2.0, 2.1, 2.2])])
    let found = try explainer.explain(middle)
    #expect(found[0].contributions.map(\.typicalValue) == [.number(2.1), .number(4)])
    #expect(found[2].contributions.allSatisfy { $0.logOdds != 0 })
    // What is tried in them lies between the rows' least and greatest numbers.
    let wide = try Table([
      Column("a", numbers: [4.0, 5, 6, 7, 8]), Column("b", numbers: [3.5, 3, 2, 1, 0.5]),
    ])
    let changes = try explainer.explain(wide).filter { $0.nearestChange != nil }
    #expect(!changes.isEmpty)
    for explanation in changes {
      let change = try #require(explanation.nearestChange)
      let other = try Table(
        wide.columns.map { column in
          let cells = (0..<5).map { $0 == explanation.row && column.name == change.column }
          return Column(
            column.name, kind: .numeric,
            cells: cells.enumerated().map { $1 ? change.to : column.cell(at: $0) })
        })
      let found = try classifier.predict(other).className(row: explanation.row)
      #expect(found == change.predicted && found != explanation.predicted)
    }
    var thrown: ExplanationError?
    do { _ = try explainer.explain(table) } catch let error as ExplanationError { thrown = error }
    let error = try #require(thrown)
    #expect(
      "\(error)".contains("cannot be explained") && "\(error)".contains("log(a - b) has no finite value"))
    #expect(error.code == "explanation-mixed-row")
  }
}
