import Foundation
import Testing

/// `--offset` at a shell, from the fit to whatever takes the model.
@Suite struct OffsetCommandTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    let rows = (0..<120).map { row in
      "\(row * 7919 % 101),c\(row % 3),\(Double(row % 9) / 4),\(row * 31 % 17 + row % 9 > 12 ? "yes" : "no")"
    }
    try logit.write("x,color,o,y\n" + rows.joined(separator: "\n") + "\n", to: "t.csv")
    let without = rows.map { $0.split(separator: ",") }.map { "\($0[0]),\($0[1]),\($0[3])" }
    try logit.write("x,color,y\n" + without.joined(separator: "\n") + "\n", to: "without.csv")
  }

  @Test("A model with an offset is measured with it and refuses rows that lack it, wherever it is taken")
  func model() throws {
    let fit = try logit("fit", "t.csv", "--target", "y", "--offset", "o", "--json")
    #expect(fit.status == 0, "\(fit.errors)")
    let columns = try #require(fit.object?["columns"] as? [[String: Any]])
    #expect(columns.first { $0["name"] as? String == "o" }?["reason"] as? String == "it is the offset")
    let coefficients = try #require(fit.object?["coefficients"] as? [[String: Any]])
    #expect(
      Set(coefficients.compactMap { $0["feature"] as? String }) == ["x", "color=c0", "color=c1", "color=c2"])
    let evaluated = try logit("evaluate", "model.safetensors", "t.csv", "--json")
    let losses = [fit, evaluated].map { output in
      ((output.object?["scores"] as? [String: Any])?["log_loss"] as? [String: Any])?["value"] as? Double
    }
    #expect(losses[0] != nil && losses[0] == losses[1])
    for arguments in [
      ["predict", "model.safetensors", "without.csv"], ["evaluate", "model.safetensors", "without.csv"],
      ["plot", "model.safetensors", "without.csv", "--kind", "roc", "-o", "roc.svg"],
      ["summary", "model.safetensors", "without.csv"],
    ] {
      let output = try logit.run(arguments)
      #expect(output.status == 1 && output.errors.contains("\"o\""), "\(arguments): \(output.errors)")
    }
    let summary = try logit("summary", "model.safetensors", "t.csv", "--json")
    let terms = try #require(summary.object?["terms"] as? [[String: Any]])
    #expect(terms.compactMap { $0["term"] as? String } == ["(Intercept)", "x", "color[c1]", "color[c2]"])
  }

  @Test("A column that is to be used otherwise is no offset, and none is advised to be")
  func otherUse() throws {
    let used = try logit("fit", "t.csv", "--target", "y", "--offset", "o", "--as", "o=category")
    #expect(
      used.status == 1
        && used.errors.hasPrefix("Error: --offset is \"o\", which is to be used as something else"),
      "\(used.errors)")
    let text = try logit("fit", "t.csv", "--target", "y", "--offset", "color")
    #expect(
      text.status == 1 && text.errors.contains("\"c0\"") && !text.errors.contains("--as"), "\(text.errors)")
  }

  @Test("A path and a validation take it, and hand it on to the command that comes next")
  func path() throws {
    for command in ["path", "cv"] {
      let output = try logit(command, "t.csv", "--target", "y", "--offset", "o", "--lambda-count", "5")
      #expect(output.status == 0 && output.text.contains(" --offset o"), "\(output.errors)")
      let object = try logit(
        command, "t.csv", "--target", "y", "--offset", "o", "--lambda-count", "5", "--json"
      ).object
      let plain = try logit(
        command, "t.csv", "--target", "y", "--exclude", "o", "--lambda-count", "5", "--json"
      ).object
      #expect((object?["lambdas"] as? [Double])?.count == 5)
      #expect(object?["lambdas"] as? [Double] != plain?["lambdas"] as? [Double])
    }
  }

  @Test("What contradicts it is named by option")
  func contradictions() throws {
    for (arguments, parts) in [
      (["--hidden", "4"], ["--offset", "--hidden"]), (["--like", "keras"], ["--offset", "--like keras"]),
      (["--like", "r"], ["r", "an offset"]), (["--weights", "o"], ["weights"]),
    ] {
      let output = try logit.run(["fit", "t.csv", "--target", "y", "--offset", "o"] + arguments)
      #expect(output.status != 0 && parts.allSatisfy(output.errors.contains), "\(output.errors)")
    }
    #expect(try logit.files == ["t.csv", "without.csv"])
  }

  @Test("Not even --quiet keeps fits that chose lambda and ended early from being said")
  func unfinishedChoice() throws {
    var text = "x,z,fold,y\n"
    for row in 0..<100 {
      let x = row == 0 || row == 22 ? 60 : (row % 2 == 1 ? 1 : -1) * (row * 37 % 41 + 1)
      text += "\(x),\(row * 31 % 17),\(row / 2 % 5),\(row % 2 == 1 ? "b" : "a")\n"
    }
    try logit.write(text, to: "folds.csv")
    let arguments = [
      "fit", "folds.csv", "--target", "y", "--fold-column", "fold", "--penalty", "lasso", "--lambda", "min",
      "--penalty-factor", "x=0",
    ]
    let quiet = try logit.run(arguments + ["--quiet"])
    #expect(quiet.status == 0 && quiet.text.isEmpty)
    #expect(quiet.errors.contains("that lambda was chosen by did not converge"), "\(quiet.errors)")
    let object = try logit.run(arguments + ["--json"]).object
    let kinds = (object?["warnings"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
    #expect(kinds?.contains("not_converged") == true)
    let evaluated = try logit("evaluate", "model.safetensors", "folds.csv", "--json")
    #expect(evaluated.errors.contains("that lambda was chosen by"))
    let drawn = try logit(
      "plot", "model.safetensors", "folds.csv", "--kind", "roc", "--quiet", "-o", "roc.svg")
    #expect(drawn.errors.contains("that lambda was chosen by"))
  }
}
