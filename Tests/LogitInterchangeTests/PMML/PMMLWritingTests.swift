import LogitFiles
import Testing

@testable import LogitInterchange

@Suite("Writing PMML")
struct PMMLWritingTests {
  private static func root(_ classifier: Classifier, isEncoded: Bool = false) throws -> XMLElement {
    var export = ModelExport(classifier, to: PMMLExport())
    export.isEncoded = isEncoded
    return try XMLReader.read(export.encode(name: "model").bytes, name: "m")
  }

  @Test func `a document has columns, derived fields, a table for each class and the golden rows`() throws {
    let classifier = try ExportedModels.classifier()
    let root = try Self.root(classifier)
    #expect(root["version"] == "4.4" && root.children.map(\.name).last == "RegressionModel")
    let fields = try #require(root.child("DataDictionary")).children
    #expect(fields.map { $0["name"] } == ["age", "ci\"ty */", "member", "y"])
    let model = try #require(root.child("RegressionModel"))
    #expect(model.children("RegressionTable").map { $0["targetCategory"] } == ["yes", "no"])
    let rows = try #require(model.child("ModelVerification")?.child("InlineTable")).children
    #expect(rows.count == (try GoldenRows(classifier)).rows.count)
    let bytes = root.document
    #expect(PMMLExport().recognizes(Artefact(path: "m.pmml", bytes: bytes)))
  }

  private static func check(hidden: Int) throws -> GoldenCheck? {
    let classifier = try ExportedModels.classifier(hidden: hidden)
    let bytes = try ModelExport(classifier, to: PMMLExport()).encode(name: "model").bytes
    return try PMMLExport().check(Artefact(path: "model.pmml", bytes: bytes))
  }

  /// Whether JPMML's evaluator is there; a failure is for the test to tell.
  private static var hasEvaluator: Bool {
    do { return try check(hidden: 0) != nil } catch { return true }
  }

  @Test(
    .enabled(if: hasEvaluator, "needs Java, and jpmml_evaluator with py4j for python3"), arguments: [0, 3])
  func `what JPMML makes of it is what the model gives`(hidden: Int) throws {
    let check = try #require(try Self.check(hidden: hidden))
    #expect(check.holds(within: 1e-6), "\(check)")
  }

  @Test(arguments: [0, 3]) func `is read again, with the probabilities of the golden rows`(hidden: Int) throws
  {
    let table = try Table([
      Column("age", doubles: [20, 30, .nan, 50]), Column("city", strings: ["a", "b<&>", nil, "b<&>"]),
      Column("y", strings: ["no", "yes", "no", "yes"]),
    ])
    let classifier = try ExportedModels.classifier(
      table, features: { _ in [try .floatNormalized("age"), try .stringCategorical("city")] }, hidden: hidden)
    let bytes = try ModelExport(classifier, to: PMMLExport()).encode(name: "model").bytes
    let read = try ForeignModel(pmmlBytes: bytes)
    let golden = try GoldenRows(classifier)
    let rows = try Table([
      Column("age", numbers: golden.rows.map { if case .number(let x) = $0[0] { x } else { Double.nan } }),
      Column("city", strings: golden.rows.map { if case .text(let text) = $0[1] { text } else { nil } }),
    ])
    let found = try read.classifier(of: ["age", "city"], source: "m").classifier.predict(rows)
    for (row, shares) in golden.probabilities.enumerated() {
      for (label, share) in shares.enumerated() {
        #expect(abs(Double(found.probabilities[row, label]) - share) < 1e-6, "\(golden.rows[row])")
      }
    }
  }

  /// A column of each kind: numbers with an indicator of missing ones, texts, truth values, whole numbers as
  /// categories and as numbers.
  private static func mixed(boolean: MissingValues, hidden: Int) throws -> (Classifier, Table) {
    let table = try Table([
      Column("age", doubles: [20, 30, .nan, 50, 60, 71]),
      Column("city", strings: ["a", "b<&>", nil, "b<&>", "c", "a"]),
      Column("member", booleans: [true, false, boolean == .refuse ? true : nil, true, false, false]),
      Column("kids", integers: [0, 2, nil, 1, 2, 0]), Column("rooms", integers: [3, 4, 5, 3, 2, 6]),
      Column("y", strings: ["no", "yes", "no", "yes", "no", "yes"]),
    ])
    let classifier = try ExportedModels.classifier(
      table,
      features: { _ in
        [
          try .floatNormalized("age", missing: .median.withIndicator), try .stringCategorical("city"),
          try .boolean("member", missing: boolean), try .integerCategorical("kids"), try .float("rooms"),
        ]
      }, hidden: hidden)
    return (classifier, table)
  }

  @Test(arguments: [0, 3], [MissingValues.refuse, .mostFrequent.withIndicator, .constant(0.25)])
  func `columns of every kind are read again`(hidden: Int, boolean: MissingValues) throws {
    let (classifier, table) = try Self.mixed(boolean: boolean, hidden: hidden)
    let bytes = try ModelExport(classifier, to: PMMLExport()).encode(name: "model").bytes
    let read = try ForeignModel(pmmlBytes: bytes)
    let names = table.columnNames.filter { $0 != "y" }
    let again = try read.classifier(of: names, source: "m").classifier
    let rows = try Table(names.map { try table.column($0) })
    let (wanted, found) = (try classifier.predict(rows), try again.predict(rows))
    for row in 0..<table.rowCount {
      #expect(abs(wanted.probabilities[row, 1] - found.probabilities[row, 1]) < 1e-6, "\(row)")
    }
    guard boolean == .refuse else { return }
    let unknown = try Table(
      rows.columns.map {
        $0.name == "member" ? Column("member", booleans: [Bool?](repeating: nil, count: 6)) : $0
      })
    #expect(throws: DataError.self) { try again.predict(unknown) }
  }

  @Test func `characters that XML has no place for, and activations without a word, are refused`() throws {
    let table = try Table([Column("a\u{1}", doubles: [1, 2, 3]), Column("y", strings: ["a", "b", "a"])])
    let classifier = try ExportedModels.classifier(table, features: { _ in [try .float("a\u{1}")] })
    let error = #expect(throws: InterchangeError.self) { try Self.root(classifier) }
    #expect(error?.description.contains("PMML") ?? false)
    let elu = try ExportedModels.classifier(hidden: 2, activation: ELU())
    let other = #expect(throws: InterchangeError.self) { try Self.root(elu) }
    #expect(other?.description.contains("elu") ?? false, "\(other?.description ?? "")")
  }
}
