import Foundation
import LogitFiles
import Testing

@testable import LogitInterchange

/// Linear models that Scripts/interchange wrote of what scikit-learn, statsmodels and R fitted.
@Suite struct LinearFileTests {
  static let names: [String] = Fixture.names("Linear", ".json").filter { !$0.contains("probit") }

  @Test("give the probabilities of the tool that fitted them, in double precision", arguments: Self.names)
  func golden(name: String) throws {
    let path = Fixture.path("Linear/\(name).json")
    #expect(ForeignModel.isForeign(path))
    let report = try ModelExport.verify(path, formats: ExportFormats.verifiable)
    let check = try #require(report.check)
    // Sums of some ten products of up to 10⁷, each rounded to 2⁻⁵³.
    #expect(check.rowCount == 6 && check.maxDifference < 1e-13, "\(check)")
    #expect(report.format == "logit-linear" && check.runner == "Logit")
  }

  @Test("predict the rows of a table by the names of its columns", arguments: Self.names)
  func predictions(name: String) throws {
    let foreign = try ForeignModel(contentsOf: Fixture.path("Linear/\(name).json"))
    guard !name.hasPrefix("statsmodels-logit"), !name.hasPrefix("statsmodels-mnlogit") else { return }
    let table = try Table(csv: Fixture.path("Linear/data.csv"))
    let file = try LinearFile(Fixture.bytes("Linear/\(name).json"), source: name)
    let golden = try #require(file.golden)
    let columns = table.columnNames.filter { $0 != foreign.target }
    let (classifier, note) = try foreign.classifier(of: columns, source: name)
    #expect(note == nil)
    let found = try classifier.predict(table)
    for (row, expected) in golden.probabilities.enumerated() {
      for (place, probability) in expected.enumerated() {
        // Single precision at the end.
        #expect(abs(Double(found.probabilities[row, place]) - probability) < 1e-6)
      }
    }
    let outputs = try foreign.outputs(
      of: table, foreign.features(of: table.columnNames, source: name).features)
    let second = outputs.shape[1] == 1 ? 1 : 0
    #expect(abs(Double(outputs[0, 0]) - golden.probabilities[0][second]) < 1e-7)
  }

  @Test("predict the same to the last bit once they are saved and opened", arguments: Self.names)
  func saved(name: String) throws {
    let foreign = try ForeignModel(contentsOf: Fixture.path("Linear/\(name).json"))
    guard !name.hasPrefix("statsmodels-logit"), !name.hasPrefix("statsmodels-mnlogit") else { return }
    let table = try Table(csv: Fixture.path("Linear/data.csv"))
    let columns = table.columnNames.filter { $0 != foreign.target }
    let (classifier, _) = try foreign.classifier(of: columns, source: name)
    let opened = try Classifier(bytes: classifier.encoded())
    #expect(opened.needsDoublePrecision)
    let (first, second) = try (classifier.predict(table), opened.predict(table))
    #expect(
      first.probabilities.scalars.map(\.bitPattern) == second.probabilities.scalars.map(\.bitPattern))
    #expect(try opened.encoded() == classifier.encoded())
  }

  @Test("refuse other links by their names")
  func links() throws {
    for name in ["statsmodels-probit", "r-probit"] {
      let said = message { _ = try ForeignModel(contentsOf: Fixture.path("Linear/\(name).json")) }
      #expect(said.contains("the link \"probit\" is not supported; supported are logit"), "\(said)")
    }
    #expect(Self.refusal { $0.setting("link", "ovr") }.contains("one class against the rest"))
  }

  /// A model of two columns.
  static let model: JSON = [
    "format": "logit-linear", "version": 1, "classes": ["no", "yes"], "columns": ["a", "b"], "link": "logit",
    "coefficients": [[1, -2]], "intercepts": [0.5],
  ]

  static func refusal(_ change: (JSON) -> JSON) -> String {
    message { _ = try ForeignModel(linearBytes: Array(change(model).description.utf8)) }
  }

  @Test(
    "say which member is wrong, and how",
    arguments: [
      ("version", "2", "version 2 is not supported; supported are version 1"),
      ("classes", #"["yes"]"#, #""classes" should be two names or more, but is 1 name"#),
      ("classes", #"["a", "b", "c"]"#, #"two names for the link "logit", but is 3 names"#),
      ("columns", #"["a", "a"]"#, #""columns" should be of different names, but is with "a" twice"#),
      ("columns", #"["a"]"#, #"the list 1 of the member "coefficients" should be 1 number"#),
      ("coefficients", "[[1, 2], [3, 4]]", "one list of numbers, that of the second class, but is 2 lists"),
      ("coefficients", #"[[1, "x"]]"#, #"the value 2 of the list 1 of the member "coefficients""#),
      ("intercepts", "[1, 2]", #""intercepts" should be 1 number, one for each list"#),
      ("intercepts", "null", #""intercepts" should be a list of numbers, but is missing"#),
      ("scaling", #"{"mean": [0, 0], "scale": [1, 0]}"#, #"the value 2 of the member "scale""#),
      ("scaling", #"{"means": [0, 0]}"#, #"an object with "mean" and "scale""#),
      ("scalling", #"{"mean": [0, 0]}"#, #"the member "scalling" should be absent, or called "scaling""#),
      ("levels", #"{"a": ["x", "y"]}"#, #""levels" should be absent where there is no "formula""#),
      ("formula", #""~ a + log(c)""#, #"the member "columns" should be those of the formula"#),
      ("formula", #""~ a + scale(b)""#, "it depends on the rows that the model was fitted to"),
      ("formula", #""~ a + poly(b, 2)""#, "it depends on the rows that the model was fitted to"),
      ("golden", #"{"columns": ["a", "b"], "rows": [[1, 2]], "probabilities": [[1]]}"#, "lists of 2 numbers"),
      (
        "golden", #"{"columns": ["a"], "rows": [[1, 2]], "probabilities": [[0, 1]]}"#,
        #"an object with "columns""#
      ),
    ])
  func refusals(member: String, value: String, expected: String) throws {
    let value = try JSON(json: value)
    let said = Self.refusal { $0.setting(member, value) }
    #expect(said.contains(expected), "\(said)")
  }

  @Test("take a list of one as its only value, texts for numbers, and the first of two classes at 0")
  func spellings() throws {
    func logit(_ change: (JSON) -> JSON) throws -> Double {
      let foreign = try ForeignModel(linearBytes: Array(change(Self.model).description.utf8))
      let (classifier, _) = try foreign.classifier(of: ["a", "b"], source: "m")
      let table = try Table([Column("a", numbers: [3.0]), Column("b", numbers: [1.0])])
      let p = try classifier.exactRows(of: table).probabilities[0]
      return Foundation.log(p[1] / p[0])
    }
    let plain = try logit { $0 }
    let alone = try logit { $0.setting("intercepts", 0.5).setting("coefficients", [1, -2]) }
    let texts = try logit { $0.setting("coefficients", [["1", "-2e0"]]) }
    let pair = try logit {
      $0.setting("link", "softmax").setting("coefficients", [[1, 1], [2, -1]])
        .setting("intercepts", [0.25, 0.75])
    }
    let compared = try logit { $0.setting("link", "softmax") }
    for found in [plain, alone, texts, pair, compared] { #expect(abs(found - 1.5) < 1e-12) }
    // (3 − 1) · 1 − 2 · 1 + 0.5
    let scaled = try logit { $0.setting("scaling", ["mean": [1, 0], "scale": .null]) }
    #expect(abs(scaled - 0.5) < 1e-12)
  }

  @Test("keep what single precision loses")
  func precision() throws {
    // A year counts 400 times its unit, and the constant takes most of it back.
    let value: JSON = Self.model.setting("columns", ["year", "b"]).setting("coefficients", [[400, 0]])
      .setting("intercepts", [-800_000.123456789])
    let foreign = try ForeignModel(linearBytes: Array(value.description.utf8))
    let (classifier, _) = try foreign.classifier(of: ["year", "b"], source: "m")
    let table = try Table([Column("year", numbers: [2000.0]), Column("b", numbers: [0.0])])
    let expected = 1 / (1 + Foundation.exp(0.123456789))
    #expect(abs(Double(try classifier.predict(table).probabilities[0, 1]) - expected) < 1e-7)
  }

  @Test("refuse a level that the formula does not know, and a missing value")
  func levels() throws {
    let foreign = try ForeignModel(contentsOf: Fixture.path("Linear/r-glm.json"))
    let table = try Table(csv: Fixture.path("Linear/data.csv"))
    let (classifier, _) = try foreign.classifier(of: table.columnNames, source: "r-glm.json")
    func said(_ change: (String) -> String) throws -> String {
      let text = String(decoding: try Fixture.bytes("Linear/data.csv"), as: UTF8.self)
      let changed = text.split(separator: "\n").prefix(4).joined(separator: "\n")
      let table = try Table(csvText: change(changed))
      return message { _ = try classifier.predict(table) }
    }
    let unknown = try said { $0.replacingOccurrences(of: "Bergen", with: "Rome") }
    let missing = try said { $0.replacingOccurrences(of: "43.6,", with: ",") }
    #expect(unknown.contains("Rome") && missing.contains("age"), "\(unknown) \(missing)")
  }

  @Test("without golden rows cannot be verified")
  func noGoldenRows() {
    let said = message {
      _ = try LinearJSON().check(Artefact(path: "m", bytes: Array(Self.model.description.utf8)))
    }
    #expect(said.contains("it has no golden rows"), "\(said)")
  }

  @Test("are written of classifiers of numbers, in double precision", arguments: [false, true])
  func writing(isEncoded: Bool) throws {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    let (classifier, _) = try Classifier.fit(Dataset.iris().table, target: "species", options: options)
    var export = ModelExport(classifier, to: LinearJSON())
    export.isEncoded = isEncoded
    let bytes = try export.encode(name: "m").bytes
    let check = try #require(try LinearJSON().check(Artefact(path: "m", bytes: bytes)))
    #expect(check.rowCount > 5 && check.maxDifference < 1e-13, "\(check)")
    let foreign = try ForeignModel(linearBytes: bytes)
    #expect(foreign.target == "species" && foreign.classNames == classifier.classes.names)
    let hidden = try ExportedModels.classifier(hidden: 2)
    let said = message { _ = try ModelExport(hidden, to: LinearJSON()).encode(name: "m") }
    #expect(said.contains("it has no way to say hidden layers"), "\(said)")
  }

  @Test("are described by an inspection")
  func inspection() throws {
    let found = try FileInspection(path: Fixture.path("Linear/statsmodels-formula.json"))
    #expect(found.format == "logit-linear" && found.isReadable && found.risks.isEmpty)
    #expect(found.classes == ["no", "yes"] && found.parameters == 11)
    #expect(found.inputs.map(\.name).contains("age:city[Bergen]"))
  }
}

extension Table {
  fileprivate init(csvText text: String) throws {
    self = try CSVReader(bytes: Array(text.utf8)).read()
  }
}
