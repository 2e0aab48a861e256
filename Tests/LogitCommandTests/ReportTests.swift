import Foundation
import Testing

/// `logit report` and `logit fit --report` at the shell.
@Suite struct ReportTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    _ = try logit("datasets", "breast-cancer", "-o", "cancer.csv")
    _ = try logit("fit", "cancer.csv", "--target", "diagnosis", "--quiet")
  }

  private func page(_ name: String) throws -> String {
    try String(contentsOf: logit.folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("The page and the object say what evaluate says, and where the rows are")
  func report() throws {
    let output = try logit("report", "model.safetensors", "cancer.csv", "--json")
    let object = try #require(output.object)
    let evaluation = try #require(try logit("evaluate", "model.safetensors", "cancer.csv", "--json").object)
    let scores = try #require(object["scores"] as? NSDictionary)
    #expect(scores == evaluation["scores"] as? NSDictionary)
    #expect(object["measured_on"] as? String == "out_of_fold" && object["output"] as? String == "report.html")
    #expect(object["rows_included"] as? Int == 0 && object["rows"] == nil)
    let text = try page("report.html")
    #expect(text.hasPrefix("<!DOCTYPE html>") && text.hasSuffix("</html>\n"))
    // Nothing of the machine: not even the folder that the command was run in.
    #expect(!text.contains(logit.folder.path))
    let again = try logit("report", "model.safetensors", "cancer.csv", "-o", "again.html")
    #expect(try page("again.html") == text)
    #expect(
      again.text.contains("Misses 10 of 212 malignant") && again.text.contains("no row of the data is in it"))
  }

  @Test("Rows, a card and Markdown are put in where they are asked for")
  func options() throws {
    try Data("# Use\n\nWith **care**.\n".utf8).write(to: logit.folder.appendingPathComponent("use.md"))
    let output = try logit("report", "model.safetensors", "cancer.csv", "--rows", "2", "--card", "use.md")
    #expect(output.text.contains("2 rows of the data are in it"))
    #expect(try page("report.html").contains("With <b>care</b>."))
    _ = try logit("report", "model.safetensors", "cancer.csv", "--markdown", "--card", "use.md", "--quiet")
    let card = try page("report.md")
    #expect(card.hasPrefix("# diagnosis: malignant or benign?\n") && card.hasSuffix("With **care**.\n"))
    #expect(card.contains("| Accuracy | 0.9736 | 0.9570 to 0.9840 | 0.6274 (always benign) |"))
  }

  @Test("Several models stand side by side")
  func models() throws {
    _ = try logit(
      "fit", "cancer.csv", "--target", "diagnosis", "--lambda", "1", "--quiet", "-o", "strong.safetensors")
    let output = try logit("report", "model.safetensors", "strong.safetensors", "cancer.csv", "--json")
    let comparison = try #require(output.object?["comparison"] as? [[String: Any]])
    #expect(comparison.map { $0["measure"] as? String } == ["accuracy", "log_loss"])
    #expect(comparison[0]["models"] as? [String] == ["model.safetensors", "strong.safetensors"])
    // Without a table, too.
    #expect(try logit("report", "model.safetensors", "strong.safetensors", "--quiet").status == 0)
  }

  /// The commands of a report.
  private func commands(_ arguments: [String]) throws -> [String] {
    let object = try #require(try logit.run(arguments + ["--json"]).object)
    return try #require((object["reproduce"] as? [String: Any])?["commands"] as? [String])
  }

  @Test(
    "Its commands have every option that was given and says how the file is read, and no folder of the machine"
  )
  func reproduce() throws {
    let rows = try logit.lines("cancer.csv").map { $0.replacing(",", with: ";") }
    try Data(("# a title\n" + rows.joined(separator: "\n") + "\n").utf8)
      .write(to: logit.folder.appendingPathComponent("odd;name.csv"))
    let given = ["--separator", ";", "--comment", "#", "--missing", "-", "--not-missing", "None"]
    let file = logit.folder.appendingPathComponent("odd;name.csv").path
    let found = try commands(
      ["report", "./model.safetensors", file, "--rows", "1"] + given + ["-o", "r.html"])
    let reading = "--separator ';' --comment '#' --missing=- --not-missing None"
    #expect(
      found == [
        "logit evaluate model.safetensors 'odd;name.csv' \(reading)",
        "logit report model.safetensors 'odd;name.csv' \(reading) --rows 1",
        "logit why model.safetensors 'odd;name.csv' \(reading)",
      ])
    // They do what they say.
    let evaluation = try logit.run(
      ["evaluate", "model.safetensors", "odd;name.csv", "--json", "--missing=-"] + given.dropLast(4))
    #expect(evaluation.status == 0)
    let page = try page("r.html")
    #expect(page.contains("<code>logit regress") && page.contains("--target diagnosis"))
    #expect(!page.contains(logit.folder.path))
  }

  @Test("Every option for reading and for models of other tools is handed on", arguments: [true, false])
  func givenOptions(_ isFit: Bool) throws {
    // Those that change nothing for this file.
    let options = [
      "--separator", ",", "--header", "--comment", "~", "--escape", "\\", "--thousands", " ", "--strip", "kg",
      "--below-limit", "half", "--missing", "none", "--not-missing", "None", "--date-order", "dmy",
      "--encoding", "utf8",
    ]
    let quoted =
      "--separator ',' --header --comment '~' --escape '\\' --thousands ' ' --strip kg --below-limit half "
      + "--missing none --not-missing None --date-order dmy --encoding utf8"
    if isFit {
      let output = try logit.run(
        [
          "fit", "cancer.csv", "--target", "diagnosis", "--report", "f.html", "--quiet", "-o",
          "f.safetensors",
        ]
          + options)
      #expect(output.status == 0, "\(output.errors)")
      let page = try page("f.html")
      #expect(page.contains("logit evaluate f.safetensors cancer.csv --separator &#39;,&#39; --header"))
      #expect(!page.contains("--quiet") && !page.contains("--report"))
    } else {
      let found = try commands(["report", "model.safetensors", "cancer.csv"] + options)
      #expect(found[0] == "logit evaluate model.safetensors cancer.csv \(quoted)")
    }
  }

  @Test("Two models that read the table alike are compared on it, and commands name each")
  func severalCommands() throws {
    _ = try logit(
      "fit", "cancer.csv", "--target", "diagnosis", "--lambda", "1", "--quiet", "-o", "strong.safetensors")
    let found = try commands(["report", "model.safetensors", "strong.safetensors", "cancer.csv"])
    #expect(
      found == [
        "logit evaluate model.safetensors cancer.csv", "logit evaluate strong.safetensors cancer.csv",
        "logit report model.safetensors strong.safetensors cancer.csv",
        "logit why model.safetensors cancer.csv",
      ])
  }

  @Test("A model of another tool is not compared with one that was trained without the rows")
  func foreign() throws {
    _ = try logit("export", "model.safetensors", "--to", "onnx", "--no-check", "-o", "model.onnx")
    // Its target must be named, which one of Logit's own names itself.
    let arguments = ["report", "model.safetensors", "model.onnx", "cancer.csv", "--target", "diagnosis"]
    let output = try logit.run(arguments + ["--json"])
    let comparison = try #require(output.object?["comparison"] as? [[String: Any]], "\(output.errors)")
    for item in comparison {
      #expect(item["difference"] is NSNull && item["interval"] is NSNull)
      #expect(item["measured_on"] as? [String] == ["out_of_fold", "all_rows"])
      #expect((item["reason"] as? String)?.contains("perhaps with them") == true)
    }
    let found = try commands(arguments)
    #expect(found[1] == "logit evaluate model.onnx cancer.csv --target diagnosis")
    for command in found {
      #expect(try logit.run(Array(command.split(separator: " ").map(String.init).dropFirst())).status == 0)
    }
  }

  @Test("A part of the file the model was trained on counts as other rows, which is said")
  func subset() throws {
    let lines = try logit.lines("cancer.csv")
    try Data((lines.prefix(201).joined(separator: "\n") + "\n").utf8)
      .write(to: logit.folder.appendingPathComponent("part.csv"))
    let object = try #require(try logit("report", "model.safetensors", "part.csv", "--json").object)
    #expect(object["measured_on"] as? String == "all_rows")
    #expect(try page("report.html").contains("if rows of that are among them, the measures flatter it"))
  }

  @Test("fit writes the same page at once")
  func fit() throws {
    let output = try logit(
      "fit", "cancer.csv", "--target", "diagnosis", "--report", "fit.html", "-o", "m.safetensors")
    #expect(output.status == 0 && output.text.contains("fit.html: diagnosis: malignant or benign?"))
    let text = try page("fit.html")
    #expect(text.contains("Misses 10 of 212 malignant"))
    // How it was fitted, without what says where results go.
    #expect(text.contains("<pre>logit fit cancer.csv --target diagnosis\n"))
    // Nor of the folder that the rows are in.
    let file = logit.folder.appendingPathComponent("cancer.csv").path
    _ = try logit(
      "fit", file, "--target", "diagnosis", "--report", "folder.html", "--quiet", "-o", "m.safetensors")
    #expect(try page("folder.html").contains("<pre>logit fit cancer.csv --target diagnosis"))
    #expect(!(try page("folder.html")).contains(logit.folder.path))
    // A fit that is not measured has a report without measures.
    let unmeasured = try logit(
      "fit", "cancer.csv", "--target", "diagnosis", "--validation", "0", "--report", "no.html", "--quiet")
    #expect(unmeasured.status == 0)
    #expect(try page("no.html").contains("Nothing was measured"))
  }

  @Test(
    "What cannot be done is said in a line, and nothing is written",
    arguments: [
      (["report", "model.safetensors", "cancer.csv", "-o", "cancer.csv"], 1, "cancer.csv"),
      (["report", "model.safetensors", "cancer.csv", "-o", "none/report.html"], 1, "none/report.html"),
      (["report", "model.safetensors", "cancer.csv", "--rows", "-1"], 1, "--rows is -1, but must be from 0"),
      (["report", "model.safetensors", "--rows", "3"], 64, "--rows puts rows of a file into the report"),
      (["report", "cancer.csv", "model.safetensors"], 1, "cancer.csv"),
      (["report", "model.safetensors", "cancer.csv", "--card", "nothing.md"], 1, "nothing.md"),
      (["report", "model.safetensors", "cancer.csv", "--card", "latin.md"], 1, "it is not text in UTF-8"),
      (["report", "model.safetensors", "cancer.csv", "--card", "long.md"], 1, "has 200,000 bytes"),
      (
        ["report", "model.safetensors", "unmeasured.safetensors", "-"], 64,
        "Standard input can be read once"
      ),
      (["report", "unmeasured.safetensors", "cancer.csv"], 1, "was trained on all rows of cancer.csv"),
      (["report", "model.safetensors", "iris.safetensors", "cancer.csv"], 1, "diagnosis"),
      (
        ["fit", "cancer.csv", "--target", "diagnosis", "--report", "same.html", "-o", "same.html"], 1,
        "--report same.html is the file that the model goes to"
      ),
      (
        ["fit", "cancer.csv", "--target", "diagnosis", "--report", "./m", "-o", "m"], 1,
        "--report ./m is the file that the model goes to"
      ),
      (
        ["regress", "cancer.csv", "diagnosis ~ mean_texture", "--influence", "./m.csv", "-o", "m.csv"], 64,
        "--influence ./m.csv is the file that the model goes to"
      ),
    ])
  func errors(_ arguments: [String], _ status: Int32, _ words: String) throws {
    _ = try logit(
      "fit", "cancer.csv", "--target", "diagnosis", "--validation", "0", "--quiet", "-o",
      "unmeasured.safetensors")
    _ = try logit("fit", "iris", "--quiet", "-o", "iris.safetensors")
    try Data([0x67, 0x72, 0xFC, 0x0A]).write(to: logit.folder.appendingPathComponent("latin.md"))
    try Data(repeating: 0x78, count: 200_000).write(to: logit.folder.appendingPathComponent("long.md"))
    let before = try logit.lines("cancer.csv")
    let output = try logit.run(arguments)
    #expect(output.status == status && output.errors.contains(words), "\(output.errors)")
    #expect(try logit.lines("cancer.csv") == before)
    #expect(!FileManager.default.fileExists(atPath: logit.folder.appendingPathComponent("report.html").path))
  }
}
