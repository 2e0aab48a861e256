import Foundation
import Logit
import Testing

/// What `logit regress` says where numbers do not exist.
@Suite struct RegressLimitTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  private func object(_ arguments: String...) throws -> JSON {
    let output = try logit.run(["regress", "t.csv"] + arguments + ["--json", "-o", "m.safetensors"])
    try #require(output.status == 0, "\(output.errors)")
    return try JSON(json: output.text)
  }

  @Test(
    "A row that alone decides a coefficient is named where a correction divides by what is left of its leverage"
  )
  func leverage() throws {
    // The first row misses a value; the category c has one row.
    try logit.write(
      "won,lost,g\n1,,a\n3,6,a\n1,3,a\n4,3,b\n2,3,c\n6,2,b\n", to: "t.csv")
    let formula = "cbind(won, lost) ~ g"
    for kind in ["hc2", "hc3"] {
      let output = try logit("regress", "t.csv", formula, "--robust", kind)
      #expect(output.status == 1)
      #expect(
        output.errors.hasPrefix("Error: The leverage of row 5 is 1, but must be below 1"), "\(output.errors)")
    }
    #expect(try object(formula, "--robust", "hc1")["terms"]?[2]?["std_error"]?.double != nil)
    _ = try object(formula, "--influence", "rows.csv")
    let lines = try logit.lines("rows.csv")
    let row = lines[4].split(separator: ",", omittingEmptySubsequences: false)
    #expect(row[0] == "5" && row[2] == "1" && row[3].isEmpty && row[6].isEmpty && row[7].isEmpty)
    #expect(!row[1].isEmpty && !row[4].isEmpty && !row[5].isEmpty)
  }

  @Test("Aliased terms have their lines, without numbers")
  func aliased() throws {
    let rows = (0..<60).map { "\($0 * 7 % 5 < 2 ? "a" : "b"),\($0 % 13),\(2 * ($0 % 13) + 1),\($0 % 7)\n" }
    try logit.write("y,x,twice,z\n" + rows.joined(), to: "t.csv")
    let found = try object("y ~ x + twice + z", "--vif", "--marginal-effects", "overall", "--test", "wald")
    #expect(found["vif"]?.array?.map { $0["term"]?.string } == ["x", "twice", "z"])
    #expect(found["vif"]?.array?.map { $0["value"] == .null } == [false, true, false])
    #expect(found["marginal_effects"]?.array?.map { $0["effect"] == .null } == [false, true, false])
    #expect(found["tests"]?.array?.map { $0["statistic"] == .null } == [true, true, false])
  }

  @Test("Separated classes have no figures of where a search stopped")
  func separated() throws {
    let rows = (0..<40).map { "\($0 < 20 ? "no" : "yes"),\($0),\($0 * 37 % 11)\n" }
    try logit.write("y,x,z\n" + rows.joined(), to: "t.csv")
    let arguments = ["--vif", "--marginal-effects", "mean", "--hosmer-lemeshow", "--influence", "rows.csv"]
    let output = try logit.run(["regress", "t.csv", "y ~ x + z"] + arguments + ["--json"])
    #expect(output.status == 0 && output.errors.contains("Classes are separated, so what rows do"))
    let found = try JSON(json: output.text)
    #expect(found["vif"]?.array?.allSatisfy { $0["value"] == .null } == true)
    #expect(found["marginal_effects"]?.array?.map { $0["effect"] } == [.null, .null])
    #expect(found["hosmer_lemeshow"]?["p_value"] == .null && found["hosmer_lemeshow"]?["groups"] == .null)
    let lines = try logit.lines("rows.csv")
    #expect(lines[1] == "1,0,,,0,0,," && lines[40] == "40,1,,,0,0,,")
    let text = try logit.run(["regress", "t.csv", "y ~ x + z"] + arguments).text
    #expect(text.contains("Hosmer and Lemeshow: no test, since classes are separated"))
  }

  @Test("Three separated classes are offered what there is for them")
  func threeClasses() throws {
    let rows = (0..<60).map { "\(["low", "mid", "top"][$0 / 20]),\($0),\($0 * 37 % 11)\n" }
    try logit.write("y,x,z\n" + rows.joined(), to: "t.csv")
    let found = try object("y ~ x + z")
    let finding = found["findings"]?.array?.first { $0["kind"] == "separation" }
    #expect(finding?["option"] == "logit fit --penalty ridge")
    let text = try logit("regress", "t.csv", "y ~ x + z").text
    #expect(text.contains("Try logit fit --penalty ridge.") && !text.contains("--firth"))
  }
}
