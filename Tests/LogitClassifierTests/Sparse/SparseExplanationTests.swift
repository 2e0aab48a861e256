import Logit
import LogitData
import Testing

@testable import LogitClassifier

@Suite struct SparseExplanationTests {
  /// Texts with a category and a number, of two classes or three.
  static func table(classes: Int = 2) throws -> Table {
    let words = [["good", "fine"], ["bad", "poor"], ["odd", "strange"]]
    var (texts, towns, ages, labels): ([String], [String], [Double], [String]) = ([], [], [], [])
    for row in 0..<150 {
      let label = row % classes
      texts.append(
        "a \(words[label][row / 3 % 2]) thing, \(row % 7 == 0 ? "good" : "number \(row)") of its kind")
      towns.append(row % 4 == 0 ? "Oslo" : "Rome")
      ages.append(Double(row % 40) + 5 * Double(label))
      labels.append(["no", "yes", "maybe"][label])
    }
    return try Table([
      Column("note", strings: texts), Column("town", strings: towns), Column("age", numbers: ages),
      Column("y", strings: labels),
    ])
  }

  static func classifier(_ table: Table) throws -> SparseClassifier {
    var options = ClassifierOptions()
    options.columns.hashBinCount = 1 << 16
    let space = try options.featureSpace(for: table, target: "y")
    return try SparseClassifier.fit(table, target: "y", features: space).classifier
  }

  // The probabilities are in single precision.
  private static let tolerance = 1e-6

  @Test(
    "Contributions add up from the empty row to the row, whatever the number of classes", arguments: [2, 3])
  func sums(_ classes: Int) throws {
    let table = try Self.table(classes: classes)
    let classifier = try Self.classifier(table)
    let data = try SparseClassifierTests.data(classes: classes)
    let ofRows = try SparseClassifier.fit(data).classifier
    for found in try SparseExplainer(classifier).explain(table) + SparseExplainer(ofRows).explain(data) {
      let sum = found.contributions.reduce(found.empty.logOdds) { $0 + $1.logOdds }
      #expect(abs(sum - found.score.logOdds) < 1e-9 * max(abs(sum), 1))
      let names = found.probabilities.count == 2 ? ["", ""] : []
      let place = names.isEmpty ? found.probabilities.firstIndex(of: found.probabilities.max() ?? 0) : 1
      #expect(abs(found.probabilities[place ?? 0] - found.score.probability) < Self.tolerance)
      let changes = found.contributions.reduce(found.empty.probability) { $0 + $1.probability }
      #expect(abs(changes - found.score.probability) < 1e-12)
      let magnitudes = found.contributions.map(\.logOdds.magnitude)
      #expect(magnitudes == magnitudes.sorted(by: >))
    }
  }

  @Test("Of two classes a contribution is the coefficient times the entry")
  func coefficients() throws {
    let data = try SparseClassifierTests.data()
    let classifier = try SparseClassifier.fit(data).classifier
    let found = try SparseExplainer(classifier).explain(data, rows: [3])[0]
    #expect(found.row == 3 && found.className == "1" && found.empty.logOdds == classifier.intercepts[0])
    #expect(found.contributions.count == data.matrix.entries(ofRow: 3).count)
    for entry in data.matrix.entries(ofRow: 3) {
      let (column, value) = (data.matrix.columns[entry], data.matrix.values[entry])
      let own = try #require(found.contributions.first { $0.column == "column \(column + 1)" })
      let place = try #require(classifier.columns.firstIndex(of: column))
      #expect(own.logOdds == classifier.coefficients[place] * value && own.count == value)
    }
    let empty = try SparseExplainer(classifier).explain(SparseDataset(svmlight: Array("1 99:1\n".utf8)))[0]
    #expect(empty.contributions.isEmpty && empty.unknownCount == 1 && empty.score == empty.empty)
    #expect("\(empty)".contains("1 entry without a coefficient changes nothing"))
  }

  @Test("Words, categories and numbers are named, and a word that comes twice counts twice")
  func names() throws {
    let table = try Self.table()
    let classifier = try Self.classifier(table)
    let row = try Table([
      Column("note", strings: ["Good, good! A new word"]), Column("town", strings: ["Oslo"]),
      Column("age", numbers: [39.0]),
    ])
    let found = try SparseExplainer(classifier).explain(row)[0]
    func contribution(_ column: String, _ text: String) -> SparseExplanation.Contribution? {
      found.contributions.first { $0.column == column && $0.value.textForm == text }
    }
    let good = try #require(contribution("note", "good"))
    #expect(good.count == 2 && good.logOdds < 0)
    #expect(contribution("town", "Oslo") != nil)
    let age = try #require(found.contributions.first { $0.column == "age" })
    #expect(age.value == TableCell.number(39) && age.count == nil)
    // Neither "new" nor "word" was there in training. "a" was in every row, so that the intercept does its part
    // and its coefficient is 0.
    #expect(found.unknownCount == 3)
    for (text, count) in [("new word", 2), ("a", 1), ("good", 0)] {
      let other = try Table([
        Column("note", strings: [text]), Column("town", strings: ["Oslo"]), Column("age", numbers: [39.0]),
      ])
      #expect(try SparseExplainer(classifier).explain(other)[0].unknownCount == count)
    }
    #expect("\(found)".contains("good × 2"))
    #expect(throws: LogitError.self) {
      try SparseExplainer(classifier).explain(SparseClassifierTests.data())
    }
  }
}
