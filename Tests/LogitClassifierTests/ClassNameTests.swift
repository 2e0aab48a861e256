import LogitData
import Testing

@testable import LogitClassifier

/// Classes and categories by what a file has in their place.
@Suite struct ClassNameTests {
  @Test("Truth values by any case, numbers by any way to write them; other names as they are")
  func places() {
    #expect(["false", "true"].placeOfClass("TRUE") == 1 && ["false", "true"].placeOfClass("False") == 0)
    #expect(["0", "1"].placeOfClass("1.0") == 1 && ["0", "1"].placeOfClass("0.00") == 0)
    #expect(["-1", "2.5", "10"].placeOfClass("+2.50") == 1 && ["-1", "2.5", "10"].placeOfClass("1e1") == 2)
    #expect(["no", "yes"].placeOfClass("YES") == nil && ["0", "yes"].placeOfClass("0.0") == nil)
    #expect(["0", "1"].placeOfClass("2") == nil && ["1", "1.0"].placeOfClass("1.0") == 1)
    #expect(["1", "1.0"].placeOfClass("1.00") == nil)
  }

  private static func table(_ classes: [String]) throws -> Table {
    let rows = (0..<60).map { "\($0 * 7 % 11),\(classes[($0 * 7 % 11 + $0 % 4) / 5 % classes.count])\n" }
    return try CSVReader(bytes: Array(("x,y\n" + rows.joined()).utf8)).read()
  }

  @Test(
    "Positive and base classes, weights, costs and priors are taken as the file has them",
    arguments: [["TRUE", "FALSE"], ["1.0", "0.0"], ["True", "False"]])
  func asTyped(_ classes: [String]) throws {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    options.positiveClass = classes[1]
    options.classWeight = .named([classes[0]: 2])
    options.decision.costs = [ErrorCost(actual: classes[0], predicted: classes[1], cost: 3)]
    options.decision.prior = [classes[1]: 0.2]
    let classifier = try Classifier.fit(Self.table(classes), target: "y", options: options).classifier
    #expect(classifier.classes.names == (classes[0] == "1.0" ? ["1", "0"] : ["true", "false"]))
    #expect(classifier.decision.adjustment?.prior?.actual == [0.8, 0.2])
    var regression = TableRegressionOptions(formula: "y ~ x")
    regression.positiveClass = classes[1]
    let inference = try TableRegression(Self.table(classes), regression).report.inference
    #expect(inference.classNames == classifier.classes.names)
  }

  @Test("A weight or prior that is given twice for a class is refused")
  func twice() throws {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    options.classWeight = .named(["1": 2, "1.0": 3])
    #expect(throws: (any Error).self) {
      try Classifier.fit(Self.table(["1.0", "0.0"]), target: "y", options: options)
    }
    options.classWeight = .equal
    options.decision.prior = ["1": 0.5, "1.0": 0.5]
    #expect(throws: (any Error).self) {
      try Classifier.fit(Self.table(["1.0", "0.0"]), target: "y", options: options)
    }
  }

  @Test("The base class of three is taken as the file has it")
  func base() throws {
    var options = TableRegressionOptions(formula: "y ~ x")
    options.baseClass = "2.0"
    let inference = try TableRegression(Self.table(["1.0", "2.0", "3.0"]), options).report.inference
    #expect(inference.classNames[inference.baseClass] == "2")
  }
}
