import Logit
import LogitData
import Testing

@testable import LogitClassifier

/// What is said of models whose coefficients have no errors.
@Suite struct StoredEstimateTests {
  private static func table() throws -> Table {
    let rows = (0..<60).map { "\($0 * 37 % 41),\($0 % 7),\($0 * 37 % 41 + $0 % 9 > 22 ? "b" : "a")\n" }
    return try CSVReader(bytes: Array(("x,z,y\n" + rows.joined()).utf8)).read()
  }

  private static let models: [([Int], String)] = [
    ([4], "a network with 1 hidden layer"), ([4, 3, 2], "a network with 3 hidden layers"),
    ([], "of other layers than a single dense one with constants"),
  ]

  @Test("A model without coefficients is called what it is, of however many layers", arguments: models)
  func named(_ hidden: [Int], _ words: String) throws {
    let table = try Self.table()
    var options = ClassifierOptions()
    (options.hiddenUnits, options.epochs) = (hidden, 1)
    var classifier = try Classifier.fit(table, target: "y", options: options).classifier
    if hidden.isEmpty {
      // As other tools write a regression without a constant, or with its activation apart.
      for layers: [any Layer] in [
        [Dense(1, inputShape: [2], activation: .sigmoid, useBias: false)],
        [Dense(1, inputShape: [2]), ActivationLayer(.sigmoid)],
      ] {
        classifier = try Classifier(
          target: "y", classes: classifier.classes, features: classifier.features,
          model: Sequential(layers, seed: 1), provenance: classifier.provenance)
        try expect(classifier, words, of: table)
      }
    } else {
      try expect(classifier, words, of: table)
    }
  }

  private func expect(_ classifier: Classifier, _ words: String, of table: Table) throws {
    #expect(classifier.reasonClauseForNoInference == "the model is \(words)")
    #expect(
      throws: LogitError.invalidOption(
        name: "The model", value: words,
        expected: "a single dense layer with constants, whose coefficients have errors")
    ) {
      try classifier.inference(of: table)
    }
  }
}
