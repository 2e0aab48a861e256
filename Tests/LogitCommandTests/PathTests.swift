import Foundation
import Testing

/// `logit path` and `logit cv`, as a user runs them.
@Suite struct PathTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    let rows = (0..<90).map { row in
      let value = Double(row * 7919 % 101) / 10
      let isLarge = value + Double(row % 4) > 6
      return "\(value),\(row * 31 % 17),c\(row % 5),p\(row / 6),\(row % 3),\(isLarge ? "yes" : "no")\n"
    }
    try logit.write("x,z,color,patient,fold,y\n" + rows.joined(), to: "t.csv")
  }

  private func object(_ arguments: [String]) throws -> [String: Any] {
    let output = try logit.run(arguments + ["--json"])
    #expect(output.status == 0 && output.errors.isEmpty, "\(output.errors)")
    #expect(output.text.split(separator: "\n").count == 1)
    return try #require(output.object, "\(output.text)")
  }

  @Test("The object of a path has the keys that are documented, and a number for each lambda")
  func pathObject() throws {
    let path = try object([
      "path", "t.csv", "--target", "y", "--exclude", "patient,fold", "--lambda-count", "7",
    ])
    #expect(
      Set(path.keys) == [
        "source", "target", "rows", "dropped_rows", "uncounted_rows", "l1_ratio", "lambdas", "nonzero",
        "deviance_explained", "violation",
        "intercepts", "coefficients", "warnings",
      ])
    #expect(path["source"] as? String == "t.csv" && path["rows"] as? Int == 90)
    let lambdas = try #require(path["lambdas"] as? [Double])
    #expect(lambdas.count == 7 && lambdas == lambdas.sorted(by: >))
    let coefficients = try #require(path["coefficients"] as? [[String: Any]])
    #expect(coefficients.count == 7, "x, z and five colors")
    #expect(coefficients.allSatisfy { ($0["estimates"] as? [Double])?.count == 7 })
    #expect(coefficients.allSatisfy { $0["class"] as? String == "yes" })
    #expect((path["intercepts"] as? [[String: Any]])?.count == 1)
    #expect((path["violation"] as? [Double])?.allSatisfy { $0 < 1e-8 } == true)
  }

  @Test("Columns that are left out or misread are said, with the option", arguments: ["path", "cv"])
  func columns(command: String) throws {
    let rows = (0..<90).map { row in
      "\(row * 7919 % 47);\(row % 9),5;\(row * 31 % 7);\(row + 1000);\(row * 7919 % 47 > 23 ? "yes" : "no")\n"
    }
    try logit.write("x;price;z;id;y\n" + rows.joined(), to: "c.csv")
    let text = try logit(command, "c.csv", "--target", "y").text
    #expect(text.contains("--decimal-comma") && text.contains("--as id=number"), "\(text)")
    let warnings = try #require(
      try object([command, "c.csv", "--target", "y"])["warnings"] as? [[String: Any]])
    #expect(warnings.compactMap { $0["option"] as? String }.contains("--decimal-comma"))
    #expect(
      warnings.contains {
        $0["kind"] as? String == "identifier" && $0["option"] as? String == "--as id=number"
      })
  }

  @Test("The object of a validation has the measures that were asked for, lambdas largest first")
  func validationObject() throws {
    let all = try object(["cv", "t.csv", "--target", "y", "--fold-column", "fold", "--exclude", "patient"])
    #expect(
      Set(all.keys) == [
        "source", "target", "rows", "dropped_rows", "uncounted_rows", "folds", "l1_ratio", "lambdas",
        "nonzero", "measures", "warnings",
      ])
    #expect(all["folds"] as? Int == 3)
    let measures = try #require(all["measures"] as? [String: [String: Any]])
    #expect(Set(measures.keys) == ["deviance", "class_error", "auc", "log_loss"])
    for measure in measures.values {
      #expect(Set(measure.keys) == ["mean", "std_error", "lambda_min", "lambda_1se"])
    }
    let some = try object([
      "cv", "t.csv", "--target", "y", "--group", "patient", "--folds", "4", "--measure", "auc",
      "--lambdas", "0.01,0.1",
    ])
    #expect(some["folds"] as? Int == 4 && some["lambdas"] as? [Double] == [0.1, 0.01])
    #expect((some["measures"] as? [String: Any])?.keys.sorted() == ["auc"])
  }

  @Test("What the validation says to type next is a fit with its lambda, which finds the path's coefficients")
  func next() throws {
    let columns = ["--exclude", "patient,fold", "--class-weight", "balanced", "--seed", "3"]
    let output = try logit.run(
      ["cv", "t.csv", "--target", "y"] + columns + ["--measure", "deviance", "--lambda-count=40"])
    #expect(output.status == 0 && output.errors.isEmpty)
    #expect(output.text.contains("The deviance is smallest at "), "\(output.text)")
    let line = try #require(output.text.split(separator: "\n").last { $0.hasPrefix("Next: logit ") })
    let words = line.dropFirst("Next: logit ".count).split(separator: " ").map(String.init)
    #expect(
      words.dropLast() == ["fit", "t.csv", "--target", "y"] + columns + ["--penalty", "lasso", "--lambda"])
    let fit = try object(words)
    let lambda = try #require(words.last)
    let path = try object(["path", "t.csv", "--target", "y", "--lambdas", lambda] + columns.dropLast(2))
    let estimates = try #require(path["coefficients"] as? [[String: Any]])
    let fitted = try #require(fit["coefficients"] as? [[String: Any]])
    let x = try #require(fitted.first { $0["feature"] as? String == "x" }?["estimate"] as? Double)
    let same = try #require(
      (estimates.first { $0["feature"] as? String == "x" }?["estimates"] as? [Double])?.first)
    #expect(abs(x - same) < 1e-6)
  }

  @Test("What is advised can be typed: options stand before a --, and none of another program beside weights")
  func nextBeforeFiles() throws {
    for (arguments, ending) in [
      (["path", "--target", "y", "--lambdas", "0.1", "--", "t.csv"], "cv --target y --lambdas 0.1 -- t.csv"),
      (
        ["cv", "--target", "y", "--like", "glmnet", "--weights", "fold", "--lambdas", "0.1", "--", "t.csv"],
        "fit --target y --weights fold --penalty lasso --lambda 0.1 -- t.csv"
      ),
    ] {
      let output = try logit.run(arguments)
      #expect(output.status == 0 && output.text.hasSuffix("Next: logit \(ending)\n"), "\(output)")
    }
  }

  @Test("fit chooses the lambda that cv finds, and says so", arguments: ["min", "1se"])
  func chosen(rule: String) throws {
    let options = ["t.csv", "--target", "y", "--exclude", "patient,fold", "--folds", "3"]
    let fit = try object(["fit"] + options + ["--penalty", "lasso", "--lambda", rule])
    let training = try #require(fit["training"] as? [String: Any])
    #expect(training["lambda_rule"] as? String == rule)
    let cv = try object(["cv"] + options + ["--measure", "deviance"])
    let measure = try #require((cv["measures"] as? [String: [String: Any]])?["deviance"])
    #expect(training["lambda"] as? Double == measure["lambda_\(rule)"] as? Double)
    let text = try logit.run(["fit"] + options + ["--penalty", "lasso", "--lambda", rule]).text
    #expect(text.contains(", lambda.\(rule) of a cross-validation)"), "\(text)")
    #expect(text.contains("in 3 folds, stratified, each with a λ chosen from its own training rows"))
  }

  @Test("Figures go to the file that is named, in the format of its ending", arguments: ["svg", "png"])
  func figures(ending: String) throws {
    for verb in ["path", "cv"] {
      let output = try logit(verb, "t.csv", "--target", "y", "-o", "figure.\(ending)", "--lambda-count", "9")
      #expect(output.status == 0 && output.text.contains("Figure: figure.\(ending)"), "\(output.errors)")
      let bytes = try logit.bytes("figure.\(ending)")
      #expect(bytes.starts(with: ending == "png" ? Data([0x89, 0x50, 0x4E, 0x47]) : Data("<svg".utf8)))
    }
    #expect(try logit("path", "t.csv", "--target", "y", "-o", "t.csv.pdf").status == 1)
    #expect(try logit.files.filter { $0.contains("pdf") } == [])
  }

  @Test(
    "Options that cannot be used are refused with their names",
    arguments: [
      (["path", "--bounds", "x=1:2"], 1, "--bounds"),
      (["path", "--penalty-factor", "x"], 1, "--penalty-factor"),
      (["path", "--l1-ratio", "2"], 1, "--l1-ratio"), (["cv", "--measure", "accuracy"], 1, "accuracy"),
      (["path", "--lambdas", "-1"], 1, "--lambdas"), (["cv", "--folds", "1"], 1, "--folds"),
      (["cv", "--validation", "0.2"], 64, "--validation"),
      (["path", "--lambdas", "1", "--lambda-count", "3"], 64, "--lambda-count"),
      (["cv", "--penalty-factor", "nothing=1"], 1, "nothing"),
      (["fit", "--lambda", "min", "--epochs", "3"], 64, "--lambda min"),
      (["fit", "--lambda", "minimal"], 1, "min, 1se or a number"),
      (["fit", "--lambda", "min", "--penalty", "none"], 64, "--penalty none"),
    ])
  func refused(arguments: [String], status: Int, word: String) throws {
    let output = try logit.run(arguments + ["t.csv", "--target", "y"])
    #expect(output.status == Int32(status) && output.errors.contains(word), "\(output.errors)")
    #expect(output.text.isEmpty)
  }

  @Test(
    "Fits without an optimum are told of, whatever is printed",
    arguments: [["path"], ["cv", "--measure", "deviance"]], [[], ["--json"], ["--quiet"]])
  func diverging(_ command: [String], printing: [String]) throws {
    let rows = (0..<40).map { "\(Double($0) / 4 - 4.875),\($0 * 7 % 11),\($0 < 20 ? "no" : "yes")\n" }
    try logit.write("x,z,y\n" + rows.joined(), to: "separated.csv")
    let output = try logit.run(
      command + ["separated.csv", "--target", "y", "--lambdas", "0.1,0"] + printing)
    #expect(output.status == 0)
    let said = printing.isEmpty ? output.text : output.errors
    #expect(said.contains(command == ["path"] ? "Not converged at 0," : "did not converge"), "\(output)")
    #expect(said.contains("coefficients grow for ever"))
    #expect(printing.isEmpty == output.errors.isEmpty)
  }

  @Test(
    "A fit without an optimum is told of even where nothing else is, by any solver",
    arguments: ["newton", "newton-cg", "lbfgs", "coordinate-descent"])
  func quietFit(_ solver: String) throws {
    let rows = (0..<60).map {
      "\($0 * 7 % 13),\($0 % 6 == 0 ? 1 : 0),\($0 % 6 == 0 || $0 % 5 < 2 ? "yes" : "no")\n"
    }
    try logit.write("x,z,y\n" + rows.joined(), to: "quasi.csv")
    let arguments = ["fit", "quasi.csv", "--target", "y", "--quiet", "-o", "m.st", "--solver", solver]
    let free = try logit.run(arguments + ["--penalty", "none"])
    #expect(free.status == 0 && free.text.isEmpty)
    #expect(free.errors == "The fit did not converge, so the model in m.st is not the optimum.\n")
    let penalized = try logit.run(arguments)
    #expect(penalized.status == 0 && penalized.text.isEmpty && penalized.errors.isEmpty)
  }
}
