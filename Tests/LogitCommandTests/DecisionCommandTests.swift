import Foundation
import Testing

/// `fit --calibrate, --threshold, --cost, --prior` and `predict --threshold, --coverage`.
@Suite struct DecisionCommandTests {
  @Test func `a threshold that was chosen is kept, reported and used`() throws {
    let logit = try BuiltCommand()
    let fitted = try #require(
      try logit("fit", "breast-cancer", "--threshold", "f1", "--calibrate", "platt", "--json").object)
    let decision = try #require(fitted["decision"] as? [String: Any])
    let threshold = try #require(decision["threshold"] as? Double)
    #expect(decision["chosen_by"] as? String == "f1" && (0.01..<0.99).contains(threshold))
    #expect((decision["metric"] as? Double ?? 0) > 0.9)
    let scores = try #require(fitted["scores"] as? [String: Any])
    let evaluated = try #require(try logit("evaluate", "model.safetensors", "breast-cancer", "--json").object)
    #expect(
      (evaluated["scores"] as? [String: Any])?["confusion"] as? [[Int]] == scores["confusion"] as? [[Int]])
    let text = try logit("evaluate", "model.safetensors", "breast-cancer").text
    #expect(text.contains("is predicted above") && text.contains("Calibrated by a logistic curve (Platt)"))
    #expect(try logit("summary", "model.safetensors").text.contains("the threshold with the best F1 score"))
    func positives(_ more: String...) throws -> Int {
      try logit.run(
        ["predict", "model.safetensors", "breast-cancer", "--only-predictions", "--no-proba", "--quiet"]
          + more,
        input: ""
      ).text.split(separator: "\n").count { $0 == "malignant" }
    }
    #expect(try positives("--threshold", "0.01") > positives())
    #expect(try positives("--threshold", "0.999") < positives())
  }

  @Test func `sets follow the probabilities, and what holds of them is said`() throws {
    let logit = try BuiltCommand()
    #expect(try logit("fit", "penguins", "--quiet").status == 0)
    let found = try logit(
      "predict", "model.safetensors", "penguins", "--coverage", "0.99", "--only-predictions")
    #expect(found.status == 0 && found.text.split(separator: "\n")[0].hasSuffix(",probability_Gentoo,set"))
    #expect(found.text.contains("|") && found.errors.contains("Of the rows that the model was measured on"))
    #expect(found.errors.contains("asked for: 99.0 %"))
    let high = try logit(
      "predict", "model.safetensors", "penguins", "--coverage", "0.9999", "--only-predictions")
    #expect(high.errors.contains("asked for: 99.99 %"), "\(high.errors)")
    let json = try logit("predict", "model.safetensors", "penguins", "--coverage", "0.9", "--json")
    let object = try #require(json.object)
    #expect((object["coverage"] as? [String: Any])?["level"] as? Double == 0.9)
    let first = try #require((object["predictions"] as? [[String: Any]])?.first)
    #expect(first["set"] as? [String] == ["Adelie"])
    #expect(try logit("fit", "penguins", "--quiet", "--validation", "0").status == 0)
    let refused = try logit("predict", "model.safetensors", "penguins", "--coverage", "0.9")
    #expect(refused.status == 1 && refused.errors.contains("fit it with folds"))
  }

  @Test(arguments: [
    (["--threshold", "f2"], "did you mean \"f1\"?"),
    (["--threshold", "1.5"], "above 0 and below 1"),
    (["--threshold", "0.4", "--cost", "malignant:benign=3"], "--threshold and --cost both say"),
    (["--calibrate", "platt", "--validation", "0"], "--calibrate platt is learned from rows"),
    (["--threshold", "mcc", "--validation", "0"], "--threshold mcc is learned from rows"),
    (["--cost", "malignant=3"], "must be two classes with a colon between"),
    (["--cost", "malignant:bening=3"], "did you mean \"benign\"?"),
    (["--prior", "malignant=1.5"], "its share, above 0 and below 1"),
    (["--prior", "malignant=0.5", "--prior", "malignant=0.4"], "says twice what the share"),
    (["--prior", "malignant=0.5,benign=0.6"], "shares that sum to 1"),
  ])
  func `what cannot be decided on is refused in a sentence`(options: [String], reason: String) throws {
    let logit = try BuiltCommand()
    let found = try logit.run(["fit", "breast-cancer"] + options)
    #expect(found.status != 0 && found.errors.contains(reason), "\(found.errors)")
    #expect(try logit.files.isEmpty)
  }

  @Test func `classes with marks in their names are told apart in costs and sets`() throws {
    let logit = try BuiltCommand()
    let rows = (0..<60).map { "\($0 * 7 % 13),\($0 * 7 % 13 + $0 % 4 > 7 ? "a:b|c" : "d")\n" }
    try logit.write("x,y\n" + rows.joined(), to: "rows.csv")
    let fitted = try logit("fit", "rows.csv", "--target", "y", "--cost", "\"a:b|c\":d=2", "--quiet")
    #expect(fitted.status == 0, "\(fitted.errors)")
    let sets = try logit(
      "predict", "model.safetensors", "rows.csv", "--coverage", "0.99", "--only-predictions", "--no-proba")
    #expect(sets.text.contains("\"\"\"a:b|c\"\"|d\""), "\(sets.text)")
  }

  @Test func `a threshold between more than two classes is refused`() throws {
    let logit = try BuiltCommand()
    #expect(try logit("fit", "iris", "--threshold", "f1").errors.contains("it divides two"))
    #expect(try logit("fit", "iris", "--quiet").status == 0)
    let found = try logit("predict", "model.safetensors", "iris", "--threshold", "0.4")
    #expect(found.status == 1 && found.errors.contains("it divides two") && found.text.isEmpty)
  }
}
