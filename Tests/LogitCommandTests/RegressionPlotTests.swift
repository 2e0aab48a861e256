import Foundation
import Logit
import Testing

/// `logit plot` of the models of `logit regress`, run as a user runs it.
@Suite struct RegressionPlotTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    for name in ["patients.csv", "beetles.csv"] { try logit.write(Fixture.text("Regress/\(name)"), to: name) }
  }

  private func regress(_ arguments: String...) throws {
    let output = try logit.run(["regress"] + arguments + ["-o", "m.safetensors", "--quiet"])
    try #require(output.status == 0, "\(output.errors)")
  }

  /// The data of a figure, and of the table the terms that stand beside it.
  private func data(_ kind: String, _ arguments: String...) throws -> JSON {
    let output = try logit.run(
      ["plot", "m.safetensors"] + arguments + ["--kind", kind, "--json", "-o", "f.svg"])
    try #require(output.status == 0, "\(output.errors)")
    let figure = try #require(try JSON(json: output.text)["figures"]?.array?.first)
    #expect(figure["path"] == "f.svg" && figure["kind"]?.string == kind)
    #expect(try logit.text("f.svg").hasPrefix("<svg"))
    return try #require(figure["data"])
  }

  @Test("A forest has the odds ratios of the table")
  func forest() throws {
    let table = try logit("regress", "patients.csv", RegressTests.formula, "-o", "m.safetensors", "--json")
    let terms = try #require(try JSON(json: table.text)["terms"]?.array).dropFirst()
    let lines = try #require(data("forest")["coefficients"]?.array)
    #expect(lines.count == terms.count)
    for (line, term) in zip(lines, terms) {
      for key in ["term", "odds_ratio", "odds_ratio_low", "odds_ratio_high"] {
        #expect(line[key] == term[key])
      }
    }
    #expect(try data("forest", "--top", "2")["coefficients"]?.array?.count == 2)
  }

  @Test("Effects take ranges from the file, or without one from the model")
  func effects() throws {
    try regress("patients.csv", "outcome ~ age + ward + log(dose)")
    let (alone, rows) = (try data("effects"), try data("effects", "patients.csv"))
    #expect(alone["ranges"] == "model" && rows["ranges"] == "rows")
    #expect(rows["effects"]?.array?.map { $0["variable"]?.string } == ["age", "ward", "dose"])
    #expect(rows["effects"]?.array?.first?["at"]?.array?.count == 101)
  }

  @Test("Residuals, influence and profiles need the rows")
  func rows() throws {
    try regress("patients.csv", "outcome ~ age + ward")
    for kind in ["residuals", "influence", "profile"] {
      let none = try logit("plot", "m.safetensors", "--kind", kind)
      #expect(none.status == 1)
      #expect(
        none.errors
          == "Error: Cannot draw \(kind): it needs rows whose classes are known; name a file with the column "
          + "\"outcome\" after the model.\n")
    }
    #expect(try data("residuals", "patients.csv")["classes"]?.array?.count == 1)
    #expect(try data("influence", "patients.csv")["largest"]?.array?.count == 5)
    #expect(try data("profile", "patients.csv")["profiles"]?.array?.first?["values"]?.array?.count == 41)
  }

  @Test("Counts of trials have residuals and influence, but no ROC curve")
  func counts() throws {
    try regress("beetles.csv", "cbind(killed, alive) ~ dose")
    let output = try logit("plot", "m.safetensors", "beetles.csv", "-o", "all")
    #expect(output.status == 0 && output.errors.isEmpty)
    #expect(
      output.text.hasSuffix(
        "Figures: all/forest.svg, all/effects.svg, all/residuals.svg, all/influence.svg\n"), "\(output.text)")
    let roc = try logit("plot", "m.safetensors", "beetles.csv", "--kind", "roc")
    #expect(roc.status == 1 && roc.errors.contains("the model explains counts of trials"))
  }

  @Test("Without --kind the figures of a regression are drawn, and a model of fit is told what makes them")
  func kinds() throws {
    try regress("patients.csv", "outcome ~ age + ward")
    #expect(try logit("plot", "m.safetensors").text == "Figures: figures/forest.svg, figures/effects.svg\n")
    let drawn = try logit("plot", "m.safetensors", "--format", "terminal", "--kind", "forest")
    #expect(drawn.text.contains("ward[west]") && drawn.text.contains("┌──"))
    _ = try logit("fit", "iris", "-o", "fit.safetensors", "--quiet")
    let other = try logit("plot", "fit.safetensors", "--kind", "forest")
    #expect(
      other.errors
        == "Error: Cannot draw forest: it shows how sure coefficients are, which this model does not say; fit the model "
        + "with logit regress.\n")
  }
}
