import Foundation
import Testing

/// What `logit regress` says of input that it cannot use.
@Suite struct RegressErrorTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    try logit.write(Fixture.text("Regress/patients.csv"), to: "patients.csv")
    try logit.write(Fixture.text("Regress/beetles.csv"), to: "beetles.csv")
  }

  @Test(
    "Options that contradict each other are usage errors",
    arguments: [
      ["outcome ~ age", "--target", "outcome"], ["outcome ~ age", "--robust", "hc1", "--cluster", "clinic"],
      ["outcome ~ age", "--firth", "--robust", "hc0"], ["outcome ~ age", "--profile", "--cluster", "clinic"],
      ["outcome ~ age", "--robust", "hc3", "--nested", "~ 1"],
      ["outcome ~ age", "--test", "score", "--robust", "hc0"],
      ["outcome ~ age", "--positive", "well", "--base-class", "sick"],
      ["outcome ~ age", "--reference", "ward=a", "--reference", "ward=b"],
      ["outcome ~ age", "--quiet", "--json"],
      ["outcome ~ age", "--weights", "visits", "--frequency-weights", "visits"],
      [],
    ])
  func usage(arguments: [String]) throws {
    let output = try logit.run(["regress", "patients.csv"] + arguments)
    #expect(output.status == 64 && output.text.isEmpty, "\(output.errors)")
  }

  @Test(
    "A value that an option cannot have is one line that names the option as it is typed",
    arguments: [
      ["--level", "1"], ["--level", "nan"], ["--level", "high"], ["--hosmer-lemeshow", "1"],
      ["--reference", "ward"],
      ["--robust", "hc9"], ["--robust", "HC1"], ["--test", "lr"], ["--marginal-effects", "median"],
      ["--max-categories", "0"], ["--max-categories", "many"], ["--positive", "neither"],
      ["--base-class", "sick"],
      ["--features", "age"], ["--features", "\"age"], ["--separator", "ab"], ["--skip-lines", "-1"],
      ["--as", "age=colour"],
      ["--memory", "much"], ["--below-limit", "never"], ["--date-order", "dym"],
    ])
  func values(arguments: [String]) throws {
    let output = try logit.run(["regress", "patients.csv", "outcome ~ ward"] + arguments)
    #expect(output.status == 1 && output.text.isEmpty, "\(output.errors)")
    let option = arguments[arguments.count - 2]
    #expect(
      output.errors.hasPrefix("Error: \(option) ") || output.errors.contains(" '\(option) <"),
      "\(output.errors)")
    #expect(output.errors.hasSuffix(".\n") && output.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "Models that are not offered are said to be, in a sentence",
    arguments: [
      (["--probit"], "Probit models"), (["--family", "probit"], "Probit models"),
      (["--link", "cloglog"], "Probit models"),
      (["--ordinal"], "Ordinal models"), (["--family", "ordinal"], "Ordinal models"),
      (["--conditional"], "Conditional regression"), (["--strata", "clinic"], "Conditional regression"),
      (["--strata=clinic"], "Conditional regression"), (["--mixed"], "Mixed models"),
      (["--random-effects=clinic"], "--cluster clinic."), (["--survey", "design"], "Survey designs"),
      (["--imputations", "m"], "Pooling over imputations"),
      (["--family", "poisson"], "poisson is not offered"),
    ])
  func otherModels(arguments: [String], words: String) throws {
    let output = try logit.run(["regress", "patients.csv", "outcome ~ age"] + arguments)
    #expect(output.status == (arguments[0].hasPrefix("--family") || arguments[0] == "--link" ? 1 : 64))
    #expect(
      output.text.isEmpty && output.errors.hasPrefix("Error: ") && output.errors.contains(words),
      "\(output.errors)")
    #expect(output.errors.split(separator: "\n").count == 1)
    for family in ["binomial", "logit", "Logistic"] {
      #expect(
        try logit("regress", "patients.csv", "outcome ~ age", "--family", family, "--quiet").status == 0)
    }
  }

  @Test("Terms of models and options that a formula has not are answered with what to type")
  func otherTerms() throws {
    for (term, words) in [
      ("(1 | clinic)", "give --cluster clinic."), ("strata(clinic)", "Conditional regression"),
      ("offset(shift)", "give --offset shift instead."),
      ("cluster(clinic)", "give --cluster clinic instead."),
      ("weights(`body mass`)", "give --weights 'body mass' instead."),
    ] {
      let output = try logit("regress", "patients.csv", "outcome ~ age + \(term)")
      #expect(output.status == 1 && output.errors.contains("\noutcome ~ age + \(term)\n"), "\(output.errors)")
      #expect(output.errors.split(separator: "\n")[0].hasSuffix(words) || output.errors.contains(words))
    }
  }

  @Test("Without an outcome both ways to name it are said")
  func noOutcome() throws {
    let output = try logit("regress", "patients.csv")
    #expect(output.status == 64 && output.errors.hasPrefix("Error: Write a formula, such as "))
    #expect(output.errors.contains("--target"))
  }

  @Test("A mistake in a formula is pointed at")
  func formula() throws {
    let output = try logit("regress", "patients.csv", "outcome ~ agee + smoker")
    #expect(output.status == 1)
    let lines = output.errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("Error: There is no column \"agee\"") && lines[0].contains("\"age\""))
    #expect(lines[1] == "outcome ~ agee + smoker" && lines[2] == "          ^^^^")
    for formula in ["outcome ~ age + (1 | clinic)", "outcome ~ lg(age)", "outcome ~ age +", "result ~ age"] {
      let output = try logit("regress", "patients.csv", formula)
      #expect(output.status == 1 && output.errors.contains("^"), "\(output.errors)")
    }
  }

  /// The error of a table.
  private func error(_ csv: String, _ arguments: String...) throws -> String {
    try logit.write(csv, to: "t.csv")
    let output = try logit.run(["regress", "t.csv"] + arguments)
    #expect(output.status == 1 && output.text.isEmpty, "\(output.text)\(output.errors)")
    #expect(output.errors.hasPrefix("Error: "))
    return output.errors
  }

  private static let rows = (0..<30).map { "\($0 % 3 == 0 ? "a" : "b"),\($0 * 7 % 11),\($0 % 5)" }

  @Test("An outcome of one class, and one that is a quantity or a proportion")
  func outcome() throws {
    #expect(try error("y,x\na,1\na,2\n", "y ~ x").contains("every row is of the class \"a\""))
    #expect(try error("y,x\na,1\na,2\nb,\n", "y ~ x").contains("among the 2 complete rows"))
    let numbers = (0..<60).map { "\(Double($0) * 1.37),\($0 % 7)\n" }.joined()
    #expect(try error("y,x\n" + numbers, "y ~ x").contains("quantity"))
    #expect(try error("y,x\n0.5,1\n0.25,2\n1,3\n", "y ~ x").contains("trials each is with --trials COLUMN"))
    #expect(try error("y,x\na,1\nb,2\n", "y ~ x", "--positive", "c").contains("--positive is \"c\""))
    #expect(try error("y,x\na,1\nb,2\n", "y ~ x", "--base-class", "a").contains("--base-class is \"a\""))
  }

  @Test("Weights, counts and trials out of their range are named with row and column")
  func numbers() throws {
    let rows = "a,1,2\nb,2,-1\na,3,1\n"
    let weights = try error("y,x,w\n" + rows, "y ~ x", "--weights", "w")
    #expect(weights.contains("Row 2") && weights.contains("\"-1\"") && weights.contains("\"w\""))
    #expect(
      try error("y,x,w\na,1,2\nb,2,0.5\n", "y ~ x", "--frequency-weights", "w").contains("whole number"))
    #expect(try error("y,x,n\n3,1,4\n6,2,5\n", "y ~ x", "--trials", "n").contains("Row 2"))
    #expect(try error("y,x,w\na,1,u\nb,2,v\n", "y ~ x", "--weights", "w").contains("\"w\""))
    #expect(try error("y,x,c\na,1,u\nb,2,u\n", "y ~ x", "--cluster", "c").contains("clusters"))
  }

  @Test("A term without a value, of one level, or with an unknown reference")
  func terms() throws {
    let empty = try error("y,x,z\na,1,\nb,2,\n", "y ~ x + log(z)")
    #expect(empty.contains("\"z\"") && empty.contains("log(z)") && empty.contains("2 rows"))
    #expect(try error("y,x,z\na,1,\nb,,2\n", "y ~ x + z").contains("complete rows"))
    let csv = "y,x,g\n" + Self.rows.map { "\($0)\n" }.joined()
    #expect(try error(csv, "y ~ x + C(g)", "--reference", "g=9").contains("\"9\""))
    #expect(try error(csv, "y ~ x", "--reference", "g=1").contains("\"g\""))
    let constant = "y,x,k\n" + (0..<9).map { "\($0 % 2 == 0 ? "a" : "b"),\($0 % 4),same\n" }.joined()
    #expect(try error(constant, "y ~ x + k").contains("one level"))
    let negative = "y,x\n,3\n" + (0..<9).map { "\($0 % 2 == 0 ? "a" : "b"),\($0 - 4)\n" }.joined()
    #expect(try error(negative, "y ~ log(x)").contains("Row 2"))
  }

  @Test("A word among numbers is refused, not taken for a category")
  func strayWord() throws {
    let rows = (0..<30).map { "\($0 % 3 == 0 ? "a" : "b"),\($0 == 12 ? "hemolyzed" : "\($0 * 7 % 11).5")\n" }
      .joined()
    for arguments in [["y ~ x"], ["--target", "y"]] {
      try logit.write("y,x\n" + rows, to: "t.csv")
      let output = try logit.run(["regress", "t.csv"] + arguments)
      #expect(output.status == 1)
      #expect(output.errors.contains("Row 13") && output.errors.contains("--missing hemolyzed"))
    }
    try logit.write("y,x\n" + rows, to: "t.csv")
    #expect(try logit("regress", "t.csv", "y ~ x", "--missing", "hemolyzed", "--quiet").status == 0)
  }

  @Test("Columns that are not there are named with the nearest")
  func columns() throws {
    for arguments in [
      ["outcome ~ age", "--weights", "visit"], ["outcome ~ age", "--cluster", "clinics"],
      ["--target", "outcom"], ["outcome ~ age", "--exclude", "wards"], ["outcome ~ . - agee"],
      ["outcome ~ age + ward", "--nested", "~ wrad"],
    ] {
      let output = try logit.run(["regress", "patients.csv"] + arguments)
      #expect(output.status == 1 && output.errors.contains("did you mean"), "\(output.errors)")
    }
  }
}
