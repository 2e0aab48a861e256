import Foundation
import LogitClassifier
import Testing

/// How the texts of columns are read, through the command: the value to reach is what the same rows give when
/// they are written plainly.
@Suite struct ColumnReadingTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// Fits a model to a case.
  private func fit(_ name: String, _ target: String, _ options: String...) throws -> BuiltCommand.Output {
    try logit.run(
      ["fit", CaseFixture.path(name), "--target", target, "--json", "--validation", "0.2", "--seed", "0"]
        + options)
  }

  /// The decision about a column.
  private func column(_ name: String, _ output: BuiltCommand.Output) throws -> [String: Any] {
    let columns = try #require(output.object?["columns"] as? [[String: Any]], "\(output.errors)")
    return try #require(columns.first { $0["name"] as? String == name })
  }

  private func expectSignal(_ output: BuiltCommand.Output, _ comment: Comment? = nil) throws {
    let held = try #require(output.object?["scores"] as? [String: Any], "\(output.errors)")
    let accuracy = try #require((held["accuracy"] as? [String: Any])?["value"] as? Double)
    let loss = try #require((held["log_loss"] as? [String: Any])?["value"] as? Double)
    #expect(abs(accuracy - 0.729) < 0.01 && abs(loss - 0.441) < 0.01, "\(accuracy), \(loss)")
  }

  @Test func `numbers in every spelling are read with the option for it`() throws {
    try expectSignal(fit("thousands.csv", "sold", "--thousands", ","))
    let comma = try fit("decimal-comma-many.csv", "ausfall", "--decimal-comma")
    #expect(try column("temperatur", comma)["kind"] as? String == "numeric")
    #expect(try column("feuchte", comma)["kind"] as? String == "numeric")
    let percent = try fit("percent-few.csv", "sold", "--strip", "%")
    #expect(try column("discount", percent)["kind"] as? String == "numeric")
    let stray = try fit("stray-word.csv", "diabetic", "--missing", "hemolyzed")
    #expect(try column("glucose", stray)["used"] as? Bool == true)
    try expectSignal(stray)
  }

  @Test func `dates are read, with the order of day and month from all values`() throws {
    let fit = try fit("dates-dmy.csv", "left")
    let action = try column("signup", fit)["action"] as? String
    #expect(action?.hasPrefix("date: days, month, weekday") == true, "\(action ?? "")")
    let predicted = try logit("predict", "model.safetensors", "-", input: "signup,amount\n04/08/2023,0.91\n")
    #expect(predicted.status == 0, "\(predicted.errors)")
    let iso = try self.fit("dates-iso-train.csv", "left")
    let held = iso.object?["scores"] as? [String: Any]
    let same = fit.object?["scores"] as? [String: Any]
    #expect(held as NSDictionary? == same as NSDictionary?)
  }

  @Test func `a date in a spelling that was not learned is an error, not a missing value`() throws {
    _ = try fit("dates-iso-train.csv", "left")
    let output = try logit("predict", "model.safetensors", CaseFixture.path("dates-new.csv"))
    #expect(output.status == 1)
    #expect(
      output.errors.contains("Row 2 (not counting the header) has \"14/03/2023\" in column \"signup\""),
      "\(output.errors)")
    let told = try logit(
      "predict", "model.safetensors", CaseFixture.path("dates-new.csv"), "--date-order", "dmy", "-o",
      "out.csv")
    #expect(told.status == 0, "\(told.errors)")
    let rows = try logit.lines("out.csv").dropFirst().map { $0.split(separator: ",").dropFirst(1).joined() }
    // The same day in four spellings.
    #expect(Set(rows.prefix(4)).count == 1 && rows.count == 5)
  }

  @Test func `what cannot be read as asked for is told with what makes it be read, not thrown away`() throws {
    for (name, target, options, advice) in [
      ("thousands.csv", "sold", ["--as", "price=number"], "or read the column with --thousands ','."),
      (
        "thousands.csv", "sold", ["--as", "price=date"],
        "or use the column as what it holds with --as price=number."
      ),
      (
        "dates-dmy.csv", "left", ["--as", "signup=date", "--date-order", "mdy"],
        "or say the order of day and month with --date-order dmy."
      ),
      (
        "dates-dmy.csv", "left", ["--as", "signup=number"],
        "or use the column as what it holds with --as signup=date."
      ),
      (
        "stray-word.csv", "diabetic", ["--as", "glucose=number"],
        "or read it as missing with --missing hemolyzed."
      ),
    ] {
      let output = try logit.run(["fit", CaseFixture.path(name), "--target", target] + options)
      #expect(output.status == 1 && output.errors.hasSuffix("; correct it, \(advice)\n"), "\(output.errors)")
    }
  }

  @Test func `a split by time follows the dates, not their texts`() throws {
    let output = try logit(
      "split", CaseFixture.path("dates-us.csv"), "--time", "date", "--validation", "2", "-o", "us")
    #expect(output.status == 0, "\(output.errors)")
    #expect(try logit.text("us-validation.csv") == "date,v\n11/15/2023,5\n12/15/2023,6\n")
    try logit.write("date,v\n1/2/2023,1\n2/1/2023,2\n3/4/2023,3\n", to: "open.csv")
    let refused = try logit("split", "open.csv", "--time", "date", "--validation", "1")
    #expect(refused.status == 1 && refused.errors.contains("--date-order dmy or --date-order mdy"))
    let told = try logit("split", "open.csv", "--time", "date", "--validation", "1", "--date-order", "mdy")
    #expect(told.status == 0, "\(told.errors)")
    #expect(try logit.text("open-validation.csv") == "date,v\n3/4/2023,3\n")
    try logit.write("week,v\nweek 1,1\nweek 10,2\nweek 9,3\n", to: "weeks.csv")
    let weeks = try logit("split", "weeks.csv", "--time", "week", "--validation", "1")
    #expect(weeks.status == 1 && weeks.errors.contains("\"week 1\" in row 1"), "\(weeks.errors)")
  }

  @Test func `spellings of the target are joined on demand`() throws {
    let joined = try fit("label-spellings.csv", "paid", "--merge-spellings", "paid")
    let target = try #require(joined.object?["target"] as? [String: Any], "\(joined.errors)")
    #expect((target["classes"] as? [Any])?.count == 2)
    try expectSignal(joined)
    let evaluation = try logit(
      "evaluate", "model.safetensors", CaseFixture.path("label-spellings.csv"), "--json")
    #expect(evaluation.status == 0, "\(evaluation.errors)")
  }

  @Test func `what was missing in training is missing at prediction`() throws {
    #expect(try fit("question-marks.csv", "y", "--missing", "?").status == 0)
    let output = try logit("predict", "model.safetensors", CaseFixture.path("question-marks-new.csv"))
    #expect(output.status == 0 && output.errors.contains("missing values"), "\(output.errors)")
    #expect(!output.errors.contains("did not occur"))
    let probability = try #require(output.text.split(separator: "\n").last?.split(separator: ",").last)
    #expect(abs(try #require(Double(probability)) - 0.924) < 0.01, "\(probability)")
  }

  @Test func `a class that is called as missing values are can be kept`() throws {
    let refused = try fit("class-none.csv", "defect")
    #expect(refused.status == 1 && refused.errors.contains("--not-missing"), "\(refused.errors)")
    let kept = try fit("class-none.csv", "defect", "--not-missing", "None")
    let target = try #require(kept.object?["target"] as? [String: Any], "\(kept.errors)")
    let names = (target["classes"] as? [[String: Any]])?.map { $0["name"] as? String }
    #expect(names?.contains("None") == true)
    let predicted = try logit("predict", "model.safetensors", "-", input: "contrast,area\n0.71,0.03\n")
    #expect(predicted.text.hasPrefix("contrast,area,predicted,probability_None,probability_crack,"))
  }

  @Test func `the positive class is the second, and changes no row and no score`() throws {
    let usual = try fit("thousands.csv", "sold", "--thousands", ",")
    let turned = try fit("thousands.csv", "sold", "--thousands", ",", "--positive", "no")
    func names(_ output: BuiltCommand.Output) -> [String]? {
      ((output.object?["target"] as? [String: Any])?["classes"] as? [[String: Any]])?.compactMap {
        $0["name"] as? String
      }
    }
    #expect(names(usual) == ["no", "yes"] && names(turned) == ["yes", "no"], "\(turned.errors)")
    try expectSignal(turned)
    let evaluation = try logit(
      "evaluate", "model.safetensors", CaseFixture.path("thousands.csv"), "--thousands", ",", "--json")
    let scores = evaluation.object?["scores"] as? [String: Any]
    #expect((scores?["rows"] as? Int) == 48, "\(evaluation.text)\(evaluation.errors)")
    let none = try fit("thousands.csv", "sold", "--positive", "maybe")
    #expect(none.status == 1 && none.errors.contains("one of the classes \"no\", \"yes\""), "\(none.errors)")
  }

  @Test func `rows without a class, and classes of one row, can be left out of a split`() throws {
    var text = "x,y\n"
    for row in 0..<20 { text += "\(row),\(row == 3 ? "" : row == 5 ? "rare" : row % 2 == 0 ? "a" : "b")\n" }
    try logit.write(text, to: "t.csv")
    let refused = try logit("split", "t.csv", "--target", "y")
    #expect(refused.status == 1 && refused.errors.contains("--missing-target drop"), "\(refused.errors)")
    let rare = try logit("split", "t.csv", "--target", "y", "--missing-target", "drop")
    #expect(rare.status == 1 && rare.errors.contains("--rare-class keep"), "\(rare.errors)")
    for (choice, dropped, rareRows) in [("drop", 2, 0), ("keep", 1, 1)] {
      let output = try logit(
        "split", "t.csv", "--target", "y", "--missing-target", "drop", "--rare-class", choice, "--json", "-o",
        choice)
      #expect(output.object?["dropped_rows"] as? Int == dropped, "\(output.errors)")
      let train = try logit.lines("\(choice)-train.csv")
      let held = try logit.lines("\(choice)-validation.csv")
      #expect(train.count + held.count - 2 == 20 - dropped)
      #expect(train.count { $0.hasSuffix("rare") } == rareRows && !held.contains { $0.hasSuffix("rare") })
    }
  }

  @Test func `whole numbers that are codes are categories on demand`() throws {
    let output = try fit("integer-codes.csv", "y", "--as", "branch=category")
    let held = try #require(output.object?["scores"] as? [String: Any], "\(output.errors)")
    let accuracy = try #require((held["accuracy"] as? [String: Any])?["value"] as? Double)
    #expect(abs(accuracy - 0.896) < 0.01)
    let rows = try logit(
      "predict", "model.safetensors", "-", input: "branch,x\n2,0.5\n2.0,0.5\n02,0.5\n77,0.5\n")
    let lines = rows.text.split(separator: "\n").map { $0.split(separator: ",").last }
    #expect(lines[1] == lines[2] && lines[1] == lines[3] && lines[1] != lines[4])
    #expect(rows.errors.contains("categories that did not occur in training: 1 in \"branch\""))
  }

  @Test func `a quantity is no target unless that is asked for`() throws {
    let output = try fit("target-continuous.csv", "price")
    #expect(output.status == 1)
    #expect(
      output.errors.contains("price is a quantity with 146 values; Logit classifies"), "\(output.errors)")
    #expect(output.errors.contains("--as price=category"))
    let rare = try fit("target-continuous.csv", "price", "--as", "price=category")
    #expect(rare.status == 1 && rare.errors.contains("--rare-class drop"), "\(rare.errors)")
    let dropped = try fit(
      "target-continuous.csv", "price", "--as", "price=category", "--rare-class", "drop", "--validation", "0")
    #expect(dropped.status == 0, "\(dropped.errors)")
    let kept = try fit(
      "target-continuous.csv", "price", "--as", "price=category", "--rare-class", "keep", "--validation", "0")
    #expect(kept.status == 0, "\(kept.errors)")
    let data = kept.object?["data"] as? [String: Any]
    #expect(data?["dropped_rows"] as? Int == 0)
  }

  @Test func `a table whose columns are all left out says how to read them`() throws {
    let output = try fit("decimal-comma-many.csv", "ausfall")
    #expect(output.status == 1 && output.errors.contains("--decimal-comma"), "\(output.errors)")
  }

  @Test func `a column's name may contain a comma`() throws {
    var text = "\"a,b\",c,y\n"
    for row in 0..<40 { text += "\(row % 7),\(row % 5),\(row % 2)\n" }
    try logit.write(text, to: "comma.csv")
    let output = try logit("fit", "comma.csv", "--target", "y", "--features", "\"a,b\"", "--json")
    #expect(try column("a,b", output)["used"] as? Bool == true)
    #expect(try column("c", output)["used"] as? Bool == false)
    let summary = try logit("summary", "model.safetensors")
    #expect(summary.text.contains("\"a,b\""))
    let open = try logit("fit", "comma.csv", "--target", "y", "--features", "\"a,b")
    #expect(open.status != 0 && open.errors.contains("--features"))
  }
}

/// What is said of columns that are not used as what most of their values are.
@Suite struct ColumnDiagnosisOutputTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A case, its target, a column, what it reads as, how many cells do, and the option that mends it.
  struct Example: Sendable, CustomTestStringConvertible {
    var file: String
    var target: String
    var column: String
    var readsAs: String
    var cells: Int
    var kind: String
    var option: String

    var testDescription: String { file }
  }

  @Test(arguments: [
    Example(
      file: "decimal-comma-few.csv", target: "bestanden", column: "note",
      readsAs: "numbers with a decimal comma", cells: 240, kind: "spelling", option: "--decimal-comma"),
    Example(
      file: "stray-word.csv", target: "diabetic", column: "glucose", readsAs: "numbers", cells: 239,
      kind: "stray_words", option: "--missing hemolyzed"),
    Example(
      file: "thousands.csv", target: "sold", column: "price", readsAs: "numbers with \",\" between thousands",
      cells: 240, kind: "spelling", option: "--thousands ','"),
    Example(
      file: "percent-few.csv", target: "sold", column: "discount", readsAs: "numbers with \"%\"", cells: 240,
      kind: "spelling", option: "--strip '%'"),
  ])
  func `a column of texts is diagnosed in the object, among the warnings and in the text`(_ example: Example)
    throws
  {
    let arguments = ["fit", CaseFixture.path(example.file), "--target", example.target]
    let output = try logit.run(arguments + ["--json"])
    let columns = try #require(output.object?["columns"] as? [[String: Any]], "\(output.errors)")
    let column = try #require(columns.first { $0["name"] as? String == example.column })
    let diagnosis = try #require(column["diagnosis"] as? [String: Any])
    #expect(diagnosis["reads_as"] as? String == example.readsAs)
    #expect(diagnosis["cells"] as? Int == example.cells && diagnosis["of"] as? Int == 240)
    #expect(diagnosis["option"] as? String == example.option)
    let warnings = try #require(output.object?["warnings"] as? [Any]).compactMap { $0 as? [String: Any] }
    let finding = try #require(warnings.first { $0["kind"] as? String == example.kind })
    #expect(finding["columns"] as? [String] == [example.column])
    #expect(finding["option"] as? String == example.option && finding["severity"] as? String == "warning")
    #expect(try logit.run(arguments).text.contains(example.option))
  }

  @Test func `the first other value is named with its row, and the others are counted`() throws {
    let output = try logit("fit", CaseFixture.path("stray-word.csv"), "--target", "diabetic", "--json")
    let columns = try #require(output.object?["columns"] as? [[String: Any]], "\(output.errors)")
    let diagnosis = try #require(
      columns.first { $0["name"] as? String == "glucose" }?["diagnosis"] as? [String: Any])
    let first = try #require(diagnosis["first_other"] as? [String: Any])
    let lines = try CaseFixture.text("stray-word.csv").split(separator: "\n")
    let row = try #require(lines.firstIndex { $0.hasPrefix("hemolyzed,") })
    #expect(first["row"] as? Int == row && first["value"] as? String == "hemolyzed")
    #expect(diagnosis["others"] as? [String: Int] == ["hemolyzed": 1])
  }

  @Test func `an order of dates that is open is said`() throws {
    var text = "day,x,y\n"
    for row in 0..<60 {
      text += "0\(1 + row % 9)/0\(1 + row % 7)/20\(10 + row % 12),\(row % 11),\(row % 2)\n"
    }
    try logit.write(text, to: "open.csv")
    let open = try logit("fit", "open.csv", "--target", "y", "--json")
    let warnings = try #require(open.object?["warnings"] as? [Any]).compactMap { $0 as? [String: Any] }
    let finding = try #require(warnings.first { $0["kind"] as? String == "ambiguous_dates" })
    #expect(finding["option"] as? String == "--date-order dmy or --date-order mdy")
    #expect((finding["message"] as? String)?.contains("--") == false)
    let shown = try logit("fit", "open.csv", "--target", "y").text
    #expect(
      shown.contains(
        "Say which of day and month comes first with --date-order dmy or --date-order mdy."), "\(shown)")
    let told = try logit("fit", "open.csv", "--target", "y", "--date-order", "mdy", "--json")
    let columns = try #require(told.object?["columns"] as? [[String: Any]])
    #expect((columns[0]["action"] as? String)?.hasPrefix("date:") == true)
    let asked = try logit("fit", "open.csv", "--target", "y", "--as", "day=date")
    #expect(asked.status == 1 && asked.errors.contains("--date-order dmy or --date-order mdy"))
  }

  @Test func `spellings that differ by case or blanks only are named`() throws {
    let output = try logit("fit", CaseFixture.path("label-spellings.csv"), "--target", "paid", "--json")
    let warnings = try #require(output.object?["warnings"] as? [Any], "\(output.errors)")
      .compactMap { $0 as? [String: Any] }
    let finding = try #require(warnings.first { $0["kind"] as? String == "spelling" })
    #expect(finding["columns"] as? [String] == ["paid"])
    #expect(Set(finding["classes"] as? [String] ?? []).isSuperset(of: ["No", "no", "YES", "Yes", "yes"]))
    #expect(finding["option"] as? String == "--merge-spellings paid")
  }
}
