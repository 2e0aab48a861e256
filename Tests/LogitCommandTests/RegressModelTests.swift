import Foundation
import Logit
import Testing

/// What becomes of the model that `logit regress` writes.
@Suite struct RegressModelTests {
  let logit: BuiltCommand
  let expected: JSON

  init() throws {
    logit = try BuiltCommand()
    expected = try JSON(json: Fixture.text("Regress/expected.json"))
    for name in ["patients.csv", "beetles.csv"] { try logit.write(Fixture.text("Regress/\(name)"), to: name) }
    let output = try logit("regress", "patients.csv", RegressTests.formula, "--quiet")
    try #require(output.status == 0, "\(output.errors)")
    try logit.write("age,ward,dose,smoker\n30,west,1,no\n60,east,5,yes\n", to: "new.csv")
  }

  @Test("Intervals of probabilities are R's, in columns behind the probabilities")
  func intervals() throws {
    let output = try logit("predict", "model.safetensors", "new.csv", "--interval", "0.95")
    #expect(output.status == 0 && output.errors.isEmpty, "\(output.errors)")
    let lines = output.text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(
      lines[0] == [
        "age", "ward", "dose", "smoker", "predicted", "probability_sick", "probability_well",
        "probability_sick_low", "probability_sick_high", "probability_well_low", "probability_well_high",
      ])
    let reference = try #require(expected["predict"])
    for row in 0..<2 {
      for (column, name) in [(6, "p"), (9, "low"), (10, "high")] {
        let (value, wanted) = (
          try #require(Double(lines[row + 1][column])), reference[name]?[row]?.double ?? 0
        )
        #expect(abs(value - wanted) < 1e-9 * wanted, "\(name) of row \(row)")
      }
    }
  }

  @Test("The object and tables have the same intervals")
  func otherForms() throws {
    let object = try JSON(
      json: logit("predict", "model.safetensors", "new.csv", "--interval", "0.95", "--json").text)
    let first = try #require(object["predictions"]?[0])
    #expect(first.object?.map(\.name) == ["predicted", "probabilities", "intervals"])
    #expect(first["intervals"]?.array?.count == 2 && first["intervals"]?[1]?.array?.count == 2)
    #expect(
      try logit(
        "predict", "model.safetensors", "new.csv", "--interval", "0.95", "--only-predictions", "-o", "p.npz"
      ).status == 0)
    #expect(try logit("convert", "p.npz", "p.csv").status == 0)
    #expect(try logit.lines("p.csv")[0].hasSuffix("probability_well_low,probability_well_high"))
  }

  @Test("A row that misses a value is refused, left out or marked")
  func gaps() throws {
    try logit.write(
      "age,ward,dose,smoker\n30,west,1,no\n,east,5,yes\n50,south,2,no\n40,east,-1,no\n", to: "gaps.csv")
    let refused = try logit("predict", "model.safetensors", "gaps.csv", "--interval", "0.9")
    #expect(refused.status == 1 && refused.errors.contains("\"age\"") && refused.errors.contains("row 2"))
    let marked = try logit(
      "predict", "model.safetensors", "gaps.csv", "--interval", "0.9", "--on-error", "mark")
    #expect(marked.status == 0, "\(marked.errors)")
    // What helps is named, whatever the model refuses; where it was asked for, it is not.
    for row in [",east,5,yes", "50,south,2,no", "40,east,-1,no", "40,east,5,"] {
      try logit.write("age,ward,dose,smoker\n30,west,1,no\n\(row)\n", to: "row.csv")
      let found = try logit("predict", "model.safetensors", "row.csv")
      #expect(found.status == 1 && found.errors.hasPrefix("Error: "))
      #expect(
        found.errors.contains("--on-error skip") && found.errors.contains("--on-error mark"),
        "\(found.errors)")
      let few = try logit(
        "predict", "model.safetensors", "row.csv", "--on-error", "skip", "--max-errors", "0")
      #expect(few.status == 1 && !few.errors.contains("--on-error") && few.errors.contains("--max-errors"))
    }
    let lines = marked.text.split(separator: "\n")
    #expect(lines.count == 5 && lines[2].contains(",,,,,,,") && lines[3].contains("\"\"south\"\""))
    let skipped = try logit("predict", "model.safetensors", "gaps.csv", "--on-error", "skip", "--json")
    #expect(try JSON(json: skipped.text)["predictions"]?.array?.count == 1)
  }

  @Test("A penalized model has no intervals, and says what has")
  func noIntervals() throws {
    #expect(
      try logit(
        "fit", "patients.csv", "--target", "outcome", "--missing-target", "drop", "--features", "age,smoker",
        "-o",
        "fit.safetensors", "--quiet"
      ).status == 0)
    let output = try logit("predict", "fit.safetensors", "new.csv", "--interval", "0.95")
    #expect(output.status == 1 && output.errors.contains("logit regress"))
    let summary = try logit("summary", "fit.safetensors")
    #expect(
      summary.status == 0 && summary.text.contains("p-values") && summary.text.contains("logit regress"))
    let rows = try logit("summary", "fit.safetensors", "patients.csv", "--robust", "hc1", "--json")
    let object = try JSON(json: rows.text)
    #expect(
      object["std_errors"] == "hc1" && object["terms"]?.array?.count == 4 && object["converged"] == false)
    #expect(object["terms"]?.array?.map { $0["term"]?.string }.contains("smoker[yes]") == true)
    for key in ["std_error", "p_value", "conf_low"] {
      #expect(object["terms"]?.array?.allSatisfy { $0[key] == .null } == true)
    }
    let finding = try #require(object["findings"]?.array?.first { $0["kind"] == "penalty" })
    #expect(
      finding["message"]?.string?.contains("ridge penalty") == true && finding["option"] == "logit regress")
    let text = try logit("summary", "fit.safetensors", "patients.csv")
    #expect(text.text.contains("the ridge penalty (λ = ") && text.text.contains("Try logit regress."))
    #expect(try logit("predict", "model.safetensors", "new.csv", "--interval", "1.5").status == 1)
  }

  @Test("A model that was fitted without a penalty is not called penalized")
  func free() throws {
    #expect(
      try logit(
        "fit", "patients.csv", "--target", "outcome", "--missing-target", "drop", "--features", "age,smoker",
        "--penalty", "none", "-o", "free.safetensors", "--quiet"
      ).status == 0)
    let predicted = try logit("predict", "free.safetensors", "new.csv", "--interval", "0.95")
    #expect(predicted.status == 1 && predicted.errors.contains("fit the rows with logit regress"))
    let drawn = try logit("plot", "free.safetensors", "--kind", "forest")
    #expect(drawn.status == 1 && drawn.errors.contains("fit the model with logit regress"))
    for text in [predicted.errors, drawn.errors, try logit("summary", "free.safetensors").text] {
      #expect(!text.contains("penalized") && !text.contains("the penalty") && !text.contains("a penalty"))
    }
  }

  @Test("The summary has the table again, to the last digit")
  func summary() throws {
    let written = try JSON(
      json: logit("regress", "patients.csv", RegressTests.formula, "--json", "-o", "model.safetensors").text)
    let summary = try JSON(json: logit("summary", "model.safetensors", "--json").text)
    #expect(summary["inference"] == written)
    let text = try logit("summary", "model.safetensors")
    #expect(text.status == 0 && text.text.contains("log(dose):smoker[yes]") && text.text.contains("formula"))
  }

  @Test("The terms are fitted anew to other rows, with other errors if they are asked for")
  func otherRows() throws {
    let again = try JSON(json: logit("summary", "model.safetensors", "patients.csv", "--json").text)
    let summary = try JSON(json: logit("summary", "model.safetensors", "--json").text)
    #expect(again["terms"] == summary["inference"]?["terms"])
    let robust = try JSON(
      json: logit(
        "summary", "model.safetensors", "patients.csv", "--json", "--robust", "hc3", "--level", "0.9"
      ).text)
    #expect(robust["std_errors"] == "hc3" && robust["level"] == 0.9)
    #expect(try logit("summary", "model.safetensors", "--robust", "hc3").status == 64)
  }

  @Test("Incomplete rows are not measured or drawn, and said")
  func measuring() throws {
    let output = try logit("evaluate", "model.safetensors", "patients.csv")
    #expect(output.status == 0, "\(output.errors)")
    #expect(
      output.text.contains("3 rows that miss a value which the model needs, or a weight, are not measured."))
    let object = try JSON(json: logit("evaluate", "model.safetensors", "patients.csv", "--json").text)
    #expect(object["scores"]?["measured_on"] == "all_rows" && object["dropped_rows"] == 4)
    let plot = try logit("plot", "model.safetensors", "patients.csv", "--kind", "roc", "-o", "roc.svg")
    #expect(plot.status == 0 && plot.text.contains("3 rows with a missing value left out"), "\(plot.errors)")
  }

  @Test("A model of counts predicts, and says why it is not measured")
  func counts() throws {
    #expect(
      try logit("regress", "beetles.csv", "cbind(killed, alive) ~ dose", "-o", "c.safetensors", "--quiet")
        .status == 0)
    let predicted = try logit(
      "predict", "c.safetensors", "beetles.csv", "--only-predictions", "--interval", "0.95")
    #expect(
      predicted.status == 0 && predicted.text.hasPrefix("predicted,probability_alive,probability_killed,"))
    let measured = try logit("evaluate", "c.safetensors", "beetles.csv")
    #expect(measured.status == 1 && measured.errors.contains("counts of trials"))
    #expect(try logit("summary", "c.safetensors", "beetles.csv").status == 0)
  }

  @Test(
    "A model of trials is summarised and drawn on its own file",
    arguments: [
      ["cbind(killed, alive) ~ dose"], ["killed ~ dose", "--trials", "beetles"],
      ["share ~ dose", "--trials", "beetles"],
    ])
  func trials(arguments: [String]) throws {
    let fitted = try logit.run(["regress", "beetles.csv"] + arguments + ["-o", "t.safetensors", "--json"])
    let again = try logit("summary", "t.safetensors", "beetles.csv", "--json")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try JSON(json: again.text)["terms"] == JSON(json: fitted.text)["terms"])
    for kind in ["residuals", "influence", "profile", "effects"] {
      let drawn = try logit("plot", "t.safetensors", "beetles.csv", "--kind", kind, "-o", "f.svg")
      #expect(drawn.status == 0, "\(drawn.errors)")
    }
    #expect(try logit("predict", "t.safetensors", "beetles.csv", "--interval", "0.9").status == 0)
  }

  @Test(
    "Rows that miss a weight are left out of figures and measures as of the regression",
    arguments: ["--weights", "--frequency-weights"])
  func weights(option: String) throws {
    let lines = try logit.lines("patients.csv")
    func weighted(_ weight: (Int) -> String) -> String {
      lines.enumerated().map { "\($1),\($0 == 0 ? "w" : weight($0))\n" }.joined()
    }
    try logit.write(weighted { $0 == 7 ? "" : "\(1 + $0 % 3)" }, to: "w.csv")
    let fitted = try logit(
      "regress", "w.csv", "outcome ~ age + smoker", option, "w", "-o", "w.safetensors", "--json")
    let dropped = try #require(try JSON(json: fitted.text)["dropped_rows"]?.integer)
    for kind in ["residuals", "influence", "roc"] {
      let drawn = try logit("plot", "w.safetensors", "w.csv", "--kind", kind, "-o", "f.svg")
      #expect(drawn.status == 0, "\(drawn.errors)")
    }
    let measured = try JSON(json: logit("evaluate", "w.safetensors", "w.csv", "--json").text)
    #expect(measured["dropped_rows"]?.integer == dropped)
    try logit.write(weighted { $0 == 7 ? "" : $0 == 100 ? "-2" : "1" }, to: "wrong.csv")
    let wrong = try logit("plot", "w.safetensors", "wrong.csv", "--kind", "residuals", "-o", "f.svg")
    #expect(
      wrong.status == 1 && wrong.errors.contains("Row 100 ") && wrong.errors.contains("\"w\""),
      "\(wrong.errors)")
  }

  @Test("That classes were separated is said once with predictions")
  func separation() throws {
    let rows = (0..<40).map { "\($0),\($0 * 7 % 11),\($0 < 20 ? "a" : "b")\n" }
    try logit.write("x,z,y\n" + rows.joined(), to: "s.csv")
    #expect(try logit("regress", "s.csv", "y ~ x + z", "-o", "s.safetensors", "--quiet").status == 0)
    #expect(try logit("convert", "s.csv", "s.npz").status == 0)
    for arguments in [["s.csv"], ["s.npz"], ["s.csv", "-o", "p.npz"], ["s.csv", "--no-proba"]] {
      let found = try logit.run(["predict", "s.safetensors"] + arguments)
      #expect(
        found.status == 0 && found.errors.split(separator: "\n").count { $0.contains("separated") } == 1)
      #expect(found.errors.contains("\"x\""))
      #expect(try logit.run(["predict", "s.safetensors", "--quiet"] + arguments).errors.isEmpty)
    }
    let intervals = try logit("predict", "s.safetensors", "s.csv", "--interval", "0.95")
    #expect(
      intervals.status == 1 && intervals.text.isEmpty && intervals.errors.contains("logit regress --firth"))
    #expect(intervals.errors.contains("\"x\"") && intervals.errors.split(separator: "\n").count == 1)
    let object = try JSON(json: logit("predict", "s.safetensors", "s.csv", "--json").text)
    #expect(object["separated"]?.array?.contains("x") == true)
  }

  @Test("An offset is added to predictions, and needed for them")
  func offset() throws {
    #expect(
      try logit(
        "regress", "patients.csv", "outcome ~ age + smoker", "--offset", "shift", "-o", "o.safetensors",
        "--quiet"
      ).status == 0)
    try logit.write("age,smoker,shift\n40,no,0\n40,no,1\n", to: "shifted.csv")
    let output = try logit(
      "predict", "o.safetensors", "shifted.csv", "--only-predictions", "--interval", "0.5")
    let p = output.text.split(separator: "\n").dropFirst().map { Double($0.split(separator: ",")[2]) ?? .nan }
    #expect(output.status == 0, "\(output.errors)")
    #expect(abs(log(p[1] / (1 - p[1])) - log(p[0] / (1 - p[0])) - 1) < 1e-9)
    let plain = try logit("predict", "o.safetensors", "shifted.csv", "--only-predictions")
    let q = plain.text.split(separator: "\n").dropFirst().map { Double($0.split(separator: ",")[2]) ?? .nan }
    #expect(zip(p, q).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(try logit("predict", "o.safetensors", "new.csv").status == 1)
  }
}
