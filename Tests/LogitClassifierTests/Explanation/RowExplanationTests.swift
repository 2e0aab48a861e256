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

  @Test("Drawn orders give what all coalitions give, exactly where nothing interacts")
  func shapley() throws {
    // Twelve columns are more than are worked out exactly; a linear model of two classes has no interactions.
    let noise = (0..<300).map { Double(($0 * 104_729 + 7) % 307) / 307 - 0.5 }
    let columns = (0..<12).map { column in
      Column("c\(column)", numbers: (0..<300).map { noise[($0 * (2 * column + 1) + column) % 300] })
    }
    let labels = (0..<300).map { row in noise[row] + noise[(row * 3 + 1) % 300] > 0 ? "a" : "b" }
    let table = try Table(columns + [Column("y", strings: labels)])
    let classifier = try Classifier.fit(table, target: "y").classifier
    let explanation = try #require(try Explainer(classifier).explain(table, rows: [3]).first)
    for part in explanation.contributions {
      let weight = try #require(classifier.coefficients.first { $0.feature == part.column }).weight
      let feature = try #require(
        classifier.features.transforms.lazy.compactMap { $0 as? NumericFeature }.first {
          $0.column == part.column
        })
      guard case .number(let value) = part.value, case .number(let usual) = part.typicalValue,
        let scaling = feature.standardization
      else {
        Issue.record("no numbers")
        continue
      }
      #expect(abs(part.logOdds - Double(weight) * (value - usual) / scaling.deviation) < 1e-6)
    }
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
}
