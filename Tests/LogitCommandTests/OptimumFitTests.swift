import Foundation
import Testing

/// `logit fit` of models without hidden layers, as a user runs it.
@Suite struct OptimumFitTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    let rows = (0..<90).map { row in
      let value = Double(row * 7919 % 101) / 10
      let isLarge = value + Double(row % 4) > 6
      return
        "\(value),c\(row % 5),p\(row / 6),2024-0\(1 + row / 10)-11,\(row % 3),\(isLarge ? "yes" : "no")\n"
    }
    try logit.write("x,color,patient,day,fold,y\n" + rows.joined(), to: "t.csv")
  }

  private func scores(_ output: BuiltCommand.Output) throws -> NSDictionary {
    #expect(output.status == 0, "\(output.errors)")
    return try #require(output.object?["scores"] as? NSDictionary, "\(output.text)")
  }

  @Test(
    "The training file measured again gives what fit said, exactly",
    arguments: [
      [], ["--folds", "4"], ["--group", "patient"], ["--time", "day", "--folds", "3"],
      ["--fold-column", "fold"],
      ["--penalty", "none"], ["--lambda", "min", "--folds", "3"],
      ["--lambda", "1se", "--penalty", "lasso", "--group", "patient", "--folds", "3"],
      ["--lambda", "min", "--time", "day", "--folds", "3"],
      ["--class-weight", "balanced", "--positive", "no"],
      ["--like", "sklearn"], ["--like", "r"], ["--like", "liblinear"], ["--like", "spark"],
      ["--like", "glmnet", "--lambda", "min", "--folds", "3"],
      ["--no-standardize", "--penalty-factor", "x=2", "--bounds", "x=0:inf"],
    ])
  func again(options: [String]) throws {
    let fit = try logit.run(["fit", "t.csv", "--target", "y", "--json"] + options)
    let expected = try scores(fit)
    #expect(expected["measured_on"] as? String == "out_of_fold")
    #expect(try scores(logit("evaluate", "model.safetensors", "t.csv", "--json")) == expected)
    let plot = try logit("plot", "model.safetensors", "t.csv", "--kind", "confusion", "--json")
    let figure = try #require((plot.object?["figures"] as? [[String: Any]])?.first)
    let counts = (figure["data"] as? [String: Any])?["counts"] as? [[Int]]
    #expect(counts == expected["confusion"] as? [[Int]])
    #expect(plot.object?["measured_on"] as? String == "out_of_fold")
    let all = try scores(logit("evaluate", "model.safetensors", "t.csv", "--json", "--all-rows"))
    #expect(all["measured_on"] as? String == "all_rows" && all["rows"] as? Int == 90)
  }

  @Test("The report says how the optimum was found, how it was measured, and the coefficients in two units")
  func report() throws {
    let output = try logit("fit", "t.csv", "--target", "y")
    for text in [
      "Optimum: ridge penalty (λ = 0.01111, one over the rows' weights); newton",
      "Measured on 90 rows, each predicted by a model trained without it, in 5 folds, stratified",
      "intercept",
      "per deviation", "per unit",
    ] { #expect(output.text.contains(text), "\(output.text)") }
    let object = try #require(try logit("fit", "t.csv", "--target", "y", "--json").object)
    let training = try #require(object["training"] as? [String: Any])
    #expect(
      Set(training.keys) == [
        "solver", "reason", "penalty", "lambda", "lambda_rule", "l1_ratio", "objective", "gradient_norm",
        "duality_gap", "iterations", "converged",
      ])
    #expect(training["converged"] as? Bool == true && training["lambda_rule"] as? String == "default")
    let summary = try #require(try logit("summary", "model.safetensors", "--json").object)
    for name in ["intercepts", "coefficients"] {
      #expect((summary[name] as? NSArray) == object[name] as? NSArray)
    }
    let steps = try #require(try logit("fit", "t.csv", "--target", "y", "--epochs", "3", "--json").object)
    let keys = try #require(steps["training"] as? [String: Any]).keys
    #expect(Set(keys) == ["optimizer", "epochs", "batch_size", "learning_rate", "history"])
    let nothing = try #require(
      try logit("fit", "t.csv", "--target", "y", "--validation", "0", "--json").object)
    #expect(nothing["scores"] == nil)
  }

  @Test("l2 is half of a ridge's lambda, and without a penalty there is no lambda")
  func strength() throws {
    var coefficients: [NSArray] = []
    for options in [["--l2", "0.01"], ["--penalty", "ridge", "--lambda", "0.02"]] {
      let object = try logit.run(["fit", "t.csv", "--target", "y", "--json"] + options).object
      coefficients.append(try #require(object?["coefficients"] as? NSArray))
      #expect((object?["training"] as? [String: Any])?["lambda"] as? Double == 0.02)
    }
    #expect(coefficients[0] == coefficients[1])
  }

  @Test("There is no learning curve of an optimum, which is said")
  func learningCurve() throws {
    #expect(try logit("fit", "t.csv", "--target", "y", "--quiet").status == 0)
    let plot = try logit("plot", "model.safetensors")
    #expect(plot.status == 0 && plot.text == "Figure: figures/coefficients.svg\n" && plot.errors.isEmpty)
    let curve = try logit("plot", "model.safetensors", "--kind", "learning-curve")
    #expect(curve.status == 1)
    #expect(
      curve.errors
        == "Error: Cannot draw learning-curve: there is none, since the model was trained to its optimum "
        + "without epochs; train with --epochs to see one.\n")
  }

  @Test(
    "Options that contradict each other are refused, before anything is written",
    arguments: [
      (
        ["--epochs", "3", "--solver", "newton"],
        "--solver finds the optimum, but --epochs means training in steps"
      ),
      (["--hidden", "4", "--penalty", "lasso"], "--penalty lasso needs the optimum, but --hidden means"),
      (["--l2", "1", "--lambda", "1"], "--l2 and --lambda both say"),
      (["--penalty", "none", "--lambda", "1"], "--penalty none and --lambda contradict each other"),
      (["--l1-ratio", "0.5"], "--l1-ratio is for --penalty elastic-net"),
      (
        ["--lambda", "min", "--validation", "0.2"],
        "--lambda min chooses in folds, but --validation holds rows out once"
      ),
      (["--lambda", "1se", "--epochs", "3"], "--lambda 1se needs the optimum, but --epochs means"),
      (["--folds", "3", "--validation", "0.2"], "--validation and --folds both say"),
      (["--group", "patient", "--time", "day"], "--group and --time both say how rows are divided"),
      (["--fold-column", "fold", "--folds", "3"], "--fold-column and --folds both say"),
      (
        ["--epochs", "3", "--folds", "3"],
        "--folds measures in folds, but training in steps holds rows out once"
      ),
    ] as [([String], String)])
  func refusals(options: [String], message: String) throws {
    let output = try logit.run(["fit", "t.csv", "--target", "y"] + options)
    #expect(output.status == 64 && output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
    #expect(try logit.files == ["t.csv"])
  }

  @Test(
    "Values that options cannot have are refused in one line, before anything is written",
    arguments: [
      (["--lambda", "-1"], "--lambda is '-1', but must be min, 1se or a number, 0 or more."),
      (["--folds", "1"], "--folds is 1, but must be at least 2."),
      (["--hidden", "4,x"], "--hidden has 'x', but must be whole numbers with commas between."),
      (["--epochs", "0"], "--epochs is 0, but must be 1 to"),
      (["--l1-ratio", "2", "--penalty", "elastic-net"], "--l1-ratio is"),
      (["--validation", "1"], "--validation is 1"),
      (["--class-weight", "heavy"], "--class-weight is 'heavy'"),
      (["--solver", "simplex"], "The value 'simplex' is invalid for '--solver"),
    ] as [([String], String)])
  func values(options: [String], message: String) throws {
    let output = try logit.run(["fit", "t.csv", "--target", "y"] + options)
    #expect(output.status == 1 && output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
    #expect(output.errors.split(separator: "\n").count == 1 && output.text.isEmpty)
    #expect(!output.errors.contains("\\n"), "what is possible is listed in one sentence: \(output.errors)")
    #expect(try logit.files == ["t.csv"])
  }

  @Test("Folds that cannot be made are refused in a line")
  func impossible() throws {
    for (options, message) in [
      (["--folds", "91"], "There are "), (["--group", "z"], "There is no column "),
      (["--group", "y"], "column to divide rows by is \"y\""),
      (["--lambda", "0.1", "--class-weight", "yes=0,no=0"], ""),
    ] {
      let output = try logit.run(["fit", "t.csv", "--target", "y"] + options)
      #expect(output.status == 1 && output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
      #expect(output.errors.split(separator: "\n").count == 1)
    }
  }
}
