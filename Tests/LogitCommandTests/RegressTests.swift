import Foundation
import Logit
import Testing

/// `logit regress`, end to end, against what R says of the same tables; see `Fixtures/Regress/`.
@Suite struct RegressTests {
  let logit: BuiltCommand
  let expected: JSON

  init() throws {
    logit = try BuiltCommand()
    expected = try JSON(json: Fixture.text("Regress/expected.json"))
    for name in ["patients.csv", "beetles.csv"] { try logit.write(Fixture.text("Regress/\(name)"), to: name) }
  }

  static let formula = "outcome ~ age + ward + log(dose) * smoker"

  /// The object of a regression.
  func regress(_ arguments: String...) throws -> JSON {
    let output = try logit.run(["regress"] + arguments + ["--json", "-o", "m.safetensors"])
    try #require(output.status == 0, "\(output.errors)")
    return try JSON(json: output.text)
  }

  /// Compares a column of the terms with R's.
  func check(_ object: JSON, _ key: String, _ reference: JSON?, within tolerance: Double = 1e-8) throws {
    let found = try #require(object["terms"]?.array).map { $0[key]?.double ?? .nan }
    let wanted = try #require(reference?.array).map { $0.double ?? .nan }
    #expect(found.count == wanted.count)
    for (value, reference) in zip(found, wanted) {
      #expect(abs(value - reference) <= tolerance * abs(reference), "\(key): \(value) is not \(reference)")
    }
  }

  func check(_ object: JSON, _ name: String, within tolerance: Double = 1e-8) throws {
    for key in ["estimate", "std_error", "statistic", "p_value"] {
      try check(object, key, expected[name]?[key], within: tolerance)
    }
  }

  // MARK: The table

  @Test("The table of a formula is R's, with incomplete rows left out and counted")
  func table() throws {
    let object = try regress("patients.csv", Self.formula)
    try check(object, "table")
    try check(object, "conf_low", expected["conf_low"])
    #expect(object["n"] == expected["n"] && object["dropped_rows"] == 4)
    #expect(object["formula"]?.string == Self.formula)
    #expect(object["target"] == "outcome" && object["positive"] == "well" && object["converged"] == true)
    #expect(object["classes"] == ["sick", "well"])
    #expect(
      object["terms"]?.array?.map { $0["term"]?.string } == [
        "(Intercept)", "age", "ward[north]", "ward[west]", "log(dose)", "smoker[yes]",
        "log(dose):smoker[yes]",
      ])
    for (key, name) in [
      ("log_likelihood", "log_likelihood"), ("null_log_likelihood", "null"), ("aic", "aic"), ("bic", "bic"),
    ] {
      let (value, reference) = (try #require(object[key]?.double), try #require(expected[name]?.double))
      #expect(abs(value - reference) <= 1e-10 * abs(reference), "\(key)")
    }
  }

  @Test("The object has the keys in their order, and those of parts only where they were asked for")
  func keys() throws {
    let plain = [
      "model", "source", "formula", "target", "classes", "positive", "n", "dropped_rows", "uncounted_rows",
      "terms", "interval",
      "level", "std_errors", "clusters", "log_likelihood", "null_log_likelihood", "penalized_log_likelihood",
      "llr",
      "llr_df", "llr_p_value", "wald", "wald_df", "wald_p_value", "df_model", "df_residual", "aic", "bic",
      "mcfadden",
      "cox_snell", "nagelkerke", "converged", "iterations", "gradient_norm", "separated", "aliased",
    ]
    let object = try regress("patients.csv", "outcome ~ age + smoker")
    #expect(object.object?.map(\.name) == plain + ["findings"])
    #expect(
      object["terms"]?[0]?.object?.map(\.name) == [
        "term", "class", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high",
        "odds_ratio",
        "odds_ratio_low", "odds_ratio_high", "aliased",
      ])
    let more = try regress(
      "patients.csv", "outcome ~ age + smoker", "--test", "wald", "--nested", "~ age", "--marginal-effects",
      "overall", "--vif", "--hosmer-lemeshow", "--covariance")
    #expect(
      more.object?.map(\.name) == plain + [
        "tests", "nested", "marginal_effects", "vif", "hosmer_lemeshow", "covariance", "findings",
      ])
    #expect(more["tests"]?[0]?.object?.map(\.name) == ["term", "test", "statistic", "df", "p_value"])
    #expect(more["nested"]?.object?.map(\.name) == ["formula", "statistic", "df", "p_value"])
    #expect(
      more["marginal_effects"]?[0]?.object?.map(\.name) == [
        "term", "class", "at", "effect", "std_error", "p_value", "conf_low", "conf_high",
      ])
    #expect(more["marginal_effects"]?.array?.map { $0["term"]?.string } == ["age", "smoker[yes]"])
    #expect(more["covariance"]?.array?.count == 3 && more["hosmer_lemeshow"]?["df"] == 8)
    let groups = try regress("patients.csv", "outcome ~ age + smoker", "--hosmer-lemeshow", "6")
    #expect(groups["hosmer_lemeshow"]?["df"] == 4)
  }

  @Test("Errors of clusters and robust ones are R's, and leave no likelihood ratio")
  func errors() throws {
    let robust = try regress("patients.csv", Self.formula, "--robust", "hc3")
    try check(robust, "hc3")
    #expect(robust["std_errors"] == "hc3" && robust["llr"] == .null && robust["aic"] == .null)
    #expect(robust["wald"]?.double != nil)
    let cluster = try regress("patients.csv", Self.formula, "--cluster", "clinic")
    try check(cluster, "cluster")
    #expect(cluster["clusters"] == 12 && cluster["std_errors"] == "cluster")
  }

  @Test("A reference, weights and an offset are as in R")
  func otherColumns() throws {
    try check(try regress("patients.csv", "outcome ~ age + ward", "--reference", "ward=north"), "reference")
    try check(try regress("patients.csv", "outcome ~ age + C(ward, \"north\")"), "reference")
    try check(try regress("patients.csv", "outcome ~ age + smoker", "--weights", "visits"), "weighted")
    try check(try regress("patients.csv", "outcome ~ age + smoker", "--offset", "shift"), "offset")
    let counted = try regress("patients.csv", "outcome ~ age + smoker", "--frequency-weights", "visits")
    try check(counted, "estimate", expected["weighted"]?["estimate"])
    #expect((counted["n"]?.integer ?? 0) > 500)
    let positive = try regress("patients.csv", "outcome ~ age + smoker", "--positive", "sick")
    #expect(positive["positive"] == "sick" && positive["classes"] == ["well", "sick"])
  }

  @Test("Counts are the same as failures, as trials, and as proportions of trials")
  func counts() throws {
    let counts = try regress("beetles.csv", "cbind(killed, alive) ~ dose")
    try check(counts, "counts")
    #expect(counts["classes"] == ["alive", "killed"] && counts["target"] == "cbind(killed, alive)")
    try check(try regress("beetles.csv", "killed ~ dose", "--trials", "beetles"), "counts")
    try check(try regress("beetles.csv", "share ~ dose", "--trials", "beetles"), "counts")
    let text = try logit("regress", "beetles.csv", "share ~ dose", "--trials", "beetles")
    #expect(text.text.contains("\"share\" holds proportions of the trials of \"beetles\"."))
  }

  @Test("Three classes are compared with the base, which can be chosen")
  func multinomial() throws {
    let object = try regress("patients.csv", "stage ~ age + smoker")
    try check(object, "estimate", expected["multinomial"]?["estimate"], within: 1e-5)
    try check(object, "std_error", expected["multinomial"]?["std_error"], within: 1e-4)
    #expect(object["base_class"] == "I" && object["positive"] == nil)
    #expect(object["terms"]?.array?.map { $0["class"]?.string } == ["II", "II", "II", "III", "III", "III"])
    let other = try regress("patients.csv", "stage ~ age + smoker", "--base-class", "III")
    #expect(other["base_class"] == "III")
    let difference =
      try #require(object["log_likelihood"]?.double) - #require(other["log_likelihood"]?.double)
    #expect(abs(difference) < 1e-9)
  }

  @Test("Without a formula all columns are terms, but those with another use and those left out")
  func allColumns() throws {
    let object = try regress(
      "patients.csv", "--target", "outcome", "--weights", "visits", "--exclude", "stage,clinic")
    #expect(object["formula"] == "outcome ~ age + ward + dose + smoker + shift")
    let features = try regress("patients.csv", "--target", "outcome", "--features", "age,smoker")
    #expect(features["formula"] == "outcome ~ age + smoker")
    let dot = try regress("patients.csv", "outcome ~ . + age:smoker", "--features", "age,smoker")
    #expect(dot["formula"] == "outcome ~ (age + smoker) + age:smoker")
  }

  @Test("Influence is written for each row that was used, as R has it")
  func influence() throws {
    _ = try regress("patients.csv", Self.formula, "--influence", "rows.csv")
    let lines = try logit.lines("rows.csv")
    #expect(
      lines[0]
        == "row,fitted,leverage,cooks_distance,pearson,deviance,standardized_pearson,standardized_deviance")
    #expect(lines.count == 237)
    let rows = lines.dropFirst().prefix(10).map { $0.split(separator: ",").compactMap { Double($0) } }
    #expect(rows.map { Int($0[0]) } == expected["rows"]?.array?.compactMap(\.integer))
    for index in 0..<3 {
      let (hat, cooks) = (expected["hat"]?[index]?.double ?? 0, expected["cooks"]?[index]?.double ?? 0)
      #expect(abs(rows[index][2] - hat) < 1e-9 && abs(rows[index][3] - cooks) < 1e-9)
    }
  }

  // MARK: The text

  @Test("The text names the source, the formula, the rows left out and the next command")
  func text() throws {
    let output = try logit("regress", "patients.csv", Self.formula)
    #expect(output.status == 0 && output.errors.isEmpty, "\(output.errors)")
    #expect(
      output.text.hasPrefix("patients.csv: \(Self.formula); 4 rows left out, since a value is missing\n"))
    for part in ["(Intercept)", "ward[north]", "log(dose):smoker[yes]", "The model is in model.safetensors."]
    {
      #expect(output.text.contains(part), "\(part)")
    }
    #expect(output.text.split(separator: "\n").allSatisfy { $0.count <= 120 }, "\(output.text)")
    #expect(output.text.hasSuffix("\nNext: logit predict model.safetensors new.csv --interval 0.95\n"))
    let quiet = try logit("regress", "patients.csv", Self.formula, "--quiet")
    #expect(quiet.status == 0 && quiet.text.isEmpty && quiet.errors.isEmpty, "\(quiet.errors)")
  }

  @Test("Separation is told with its terms and offers Firth's penalty, which has finite numbers")
  func separation() throws {
    let rows = (0..<40).map { "\($0 < 20 ? "no" : "yes"),\($0),\($0 * 37 % 11)\n" }
    try logit.write("y,x,z\n" + rows.joined(), to: "apart.csv")
    let output = try logit("regress", "apart.csv", "y ~ x + z", "--json", "-o", "m.safetensors")
    #expect(output.status == 0)
    let object = try JSON(json: output.text)
    #expect(object["converged"] == false)
    #expect(
      object["separated"]?.array?.contains {
        $0["term"] == "x" && $0["sign"] == 1 && $0["kind"] == "complete"
      } == true)
    #expect(object["terms"]?[1]?["p_value"] == .null)
    let finding = object["findings"]?.array?.first { $0["kind"] == "separation" }
    #expect(finding?["option"] == "--firth")
    #expect(try logit("regress", "apart.csv", "y ~ x + z").text.contains("Try --firth."))
    // No advice is given that would fail.
    let lines = try logit("regress", "apart.csv", "y ~ x + z").text.split(separator: "\n")
    #expect(lines.last == "Next: logit predict model.safetensors new.csv")
    #expect(try logit("predict", "model.safetensors", "apart.csv").status == 0)
    #expect(try logit("predict", "model.safetensors", "apart.csv", "--interval", "0.95").status == 1)
    let firth = try regress("apart.csv", "y ~ x + z", "--firth")
    #expect(firth["separated"] == [] && firth["std_errors"] == "firth" && firth["interval"] == "profile")
    #expect(firth["terms"]?[1]?["p_value"]?.double != nil)
    let quiet = try logit("regress", "apart.csv", "y ~ x + z", "--quiet")
    #expect(quiet.text.isEmpty && quiet.errors.contains("separated"))
  }

  @Test("A column that others explain is aliased, as in R")
  func aliased() throws {
    let rows = (0..<60).map { "\($0 * 7 % 5 < 2 ? "a" : "b"),\($0 % 13),\(2 * ($0 % 13) + 1)\n" }
    try logit.write("y,x,twice\n" + rows.joined(), to: "same.csv")
    let object = try regress("same.csv", "y ~ x + twice")
    #expect(object["aliased"] == ["twice"])
    let line = object["terms"]?[2]
    #expect(line?["aliased"] == true && line?["estimate"] == .null && line?["odds_ratio"] == .null)
    #expect(object["findings"]?.array?.contains { $0["kind"] == "collinear" } == true)
    #expect(try logit("predict", "m.safetensors", "same.csv", "--interval", "0.9").status == 0)
  }
}
