import Foundation
import Testing

/// `logit fit --online`: rows as they come, each once.
@Suite struct OnlineCommandTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    try logit.write(Self.rows(1200), to: "rows.csv")
    var sparse = ""
    for row in 0..<600 { sparse += "\(row % 2) \(1 + row % 2):1 \(5 + row * 7 % 13):0.5\n" }
    try logit.write(sparse, to: "rows.svm")
  }

  static func rows(_ count: Int) -> String {
    var text = "note,size,town,y\n"
    for row in 0..<count {
      let isGood = (row * 7919) % 5 < 2
      let word = [["good", "fine", "kind"], ["bad", "poor", "harsh"]][isGood ? 0 : 1][row % 3]
      text += "this \(word) thing is number \(row) in a long row,\(isGood ? 5 : 3).\(row % 10),"
      text += "\(["Oslo", "Rome"][row / 4 % 2]),\(isGood ? "yes" : "no")\n"
    }
    return text
  }

  @Test("A file is learned in one pass, measured before each row, and its model predicts and is measured")
  func file() throws {
    let found = try logit("fit", "rows.csv", "--target", "y", "--online", "--json")
    #expect(found.status == 0, "\(found.errors)")
    // A line after 1, 2, 4, ... rows.
    let lines = found.errors.split(separator: "\n")
    #expect(lines.count == 12 && lines[0].contains("since the last"), "\(found.errors)")
    #expect(lines[11].split(separator: " ")[0] == "1,024")
    let training = try #require(found.object?["training"] as? [String: Any])
    #expect(training["solver"] as? String == "ftrl" && training["learning_rate"] as? Double == 0.2)
    let scores = try #require(found.object?["scores"] as? [String: Any])
    #expect(scores["measured_on"] as? String == "progressive" && scores["rows"] as? Int == 1200)
    #expect((scores["accuracy"] as? [String: Any])?["value"] as? Double ?? 0 > 0.95)
    let evaluation = try logit("evaluate", "model.safetensors", "rows.csv", "--json")
    let own = (evaluation.object?["scores"] as? [String: Any])?["accuracy"] as? [String: Any]
    #expect(own?["value"] as? Double == 1, "\(evaluation.errors)")
    #expect(try logit("predict", "model.safetensors", "rows.csv").text.split(separator: "\n").count == 1201)
    let summary = try logit("summary", "model.safetensors")
    #expect(summary.status == 0 && summary.text.contains("ftrl") && summary.text.contains("size"))
  }

  @Test("A pipe gives the bytes of the file, with any number of threads, and quietly nothing is said")
  func pipe() throws {
    let options = ["--target", "y", "--online", "--quiet"]
    #expect(try logit.run(["fit", "rows.csv", "-o", "a.st"] + options).errors.isEmpty)
    let line = "logit fit - -o b.st \(options.joined(separator: " ")) < rows.csv"
    #expect(try logit.shell("export LOGIT_NUM_THREADS=1; " + line).status == 0)
    #expect(
      try logit.shell(
        "cat rows.csv | " + line.replacing("b.st", with: "c.st").replacing(" < rows.csv", with: "")
      ).status == 0)
    // The name of the source is in the file, before the coefficients.
    #expect(try logit.bytes("a.st").suffix(4000) == logit.bytes("b.st").suffix(4000))
    #expect(try logit.bytes("b.st") == logit.bytes("c.st"))
  }

  @Test("An interrupt saves the model of the rows so far, says so, and ends with 130")
  func interrupt() throws {
    let process = logit.process(["fit", "-", "--target", "y", "--online", "-o", "m.st"])
    let (input, errors, output) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardError, process.standardOutput) = (input, errors, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(Self.rows(1100).utf8))
    // The line of 1,024 rows shows that they were learned; more may come, but does not.
    var said = ""
    while !said.contains("1,024") {
      said += String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.contains("Interrupted: the model so far is in m.st."), "\(text)")
    #expect(try logit("evaluate", "m.st", "rows.csv").status == 0)
  }

  @Test("A bad row ends training with its line, and the model of the rows before is kept")
  func badRow() throws {
    let text = Self.rows(1100) + "this is odd,large,Oslo,yes\n"
    let found = try logit("fit", "-", "--target", "y", "--online", "-o", "m.st", input: text)
    #expect(found.status == 1 && found.errors.contains("size"), "\(found.errors)")
    #expect(found.errors.contains("before the error is in m.st"), "\(found.errors)")
    #expect(try logit("predict", "m.st", "rows.csv").status == 0)
    let third = Self.rows(1100) + "this is a third class,4.0,Oslo,maybe\n"
    let unknown = try logit("fit", "-", "--target", "y", "--online", input: third)
    #expect(unknown.status == 1 && unknown.errors.contains("maybe"), "\(unknown.errors)")
    // A file is looked through for its classes before.
    try logit.write(third, to: "three.csv")
    let known = try logit("fit", "three.csv", "--target", "y", "--online", "--json", "-o", "t.st")
    #expect((known.object?["scores"] as? [String: Any])?["classes"] as? [String] == ["maybe", "no", "yes"])
  }

  @Test("svmlight rows are learned from a file and from a pipe")
  func sparse() throws {
    let file = try logit("fit", "rows.svm", "--online", "--json", "-o", "a.st")
    #expect(file.status == 0, "\(file.errors)")
    #expect((file.object?["data"] as? [String: Any])?["rows"] as? Int == 600)
    let pipe = try logit(
      "fit", "-", "--online", "--first-index", "0", "--quiet", "-o", "b.st", input: logit.text("rows.svm"))
    #expect(pipe.status == 0, "\(pipe.errors)")
    #expect(try logit.bytes("a.st").suffix(200) == logit.bytes("b.st").suffix(200))
    let evaluation = try logit("evaluate", "a.st", "rows.svm", "--all-rows", "--json")
    let own = (evaluation.object?["scores"] as? [String: Any])?["accuracy"] as? [String: Any]
    #expect(own?["value"] as? Double == 1, "\(evaluation.errors)")
  }

  @Test("What makes no sense for rows that are seen once is refused")
  func refusals() throws {
    for options in [
      ["--folds", "3"], ["--hidden", "4"], ["--solver", "newton"], ["--lambda", "min"], ["--epochs", "2"],
      ["--calibrate", "platt"], ["--class-weight", "balanced"],
      ["--first-index", "0"],
      ["--validation", "0.2"], ["--seed", "3"], ["--report", "r.html"],
    ] {
      let found = try logit.run(["fit", "rows.csv", "--target", "y", "--online"] + options)
      #expect(found.status == 64 && found.errors.contains(options[0]), "\(options): \(found.errors)")
    }
    let none = try logit("fit", "rows.csv", "--online")
    #expect(none.status == 64 && none.errors.contains("--target"), "\(none.errors)")
    let bundled = try logit("fit", "iris", "--online")
    #expect(bundled.status == 64 && bundled.errors.contains("logit convert"), "\(bundled.errors)")
    let rate = try logit("fit", "rows.csv", "--target", "y", "--online", "--learning-rate", "0")
    #expect(rate.status == 1 && rate.errors.contains("earning-rate is 0"), "\(rate.errors)")
  }

  @Test("Rows and classes count as much as is said")
  func weights() throws {
    try logit.write(
      Self.rows(1200).split(separator: "\n").enumerated().map { row, line in
        "\(line),\(row == 0 ? "w" : "\(row % 2)")\n"
      }.joined(), to: "weighted.csv")
    let found = try logit("fit", "weighted.csv", "--target", "y", "--online", "--weights", "w", "--json")
    let data = try #require(found.object?["data"] as? [String: Any], "\(found.errors)")
    #expect(data["rows"] as? Int == 600 && data["uncounted_rows"] as? Int == 600)
    let usual = try logit("fit", "rows.csv", "--target", "y", "--online", "--json")
    let heavy = try logit(
      "fit", "rows.csv", "--target", "y", "--online", "--class-weight", "yes=20", "--json", "--overwrite")
    func intercept(_ found: BuiltCommand.Output) -> Double? {
      (found.object?["intercepts"] as? [[String: Any]])?.first?["estimate"] as? Double
    }
    #expect(try #require(intercept(heavy)) > #require(intercept(usual)), "\(heavy.errors)")
    let unknown = try logit("fit", "rows.csv", "--target", "y", "--online", "--class-weight", "maybe=2")
    #expect(unknown.status == 1 && unknown.errors.contains("maybe"), "\(unknown.errors)")
  }

  @Test("A model goes on with another file as if both had come at once")
  func from() throws {
    let lines = Self.rows(1200).split(separator: "\n").map { "\($0)\n" }
    try logit.write(lines[...800].joined(), to: "first.csv")
    try logit.write(lines[0] + lines[801...].joined(), to: "second.csv")
    let options = ["--online", "--quiet"]
    _ = try logit.run(["fit", "rows.csv", "--target", "y", "-o", "all.st"] + options)
    _ = try logit.run(["fit", "first.csv", "--target", "y", "-o", "one.st"] + options)
    let found = try logit.run(["fit", "second.csv", "--from", "one.st", "-o", "two.st", "--json", "--online"])
    #expect(found.status == 0, "\(found.errors)")
    let training = try #require(found.object?["training"] as? [String: Any])
    #expect(training["rows_before"] as? Int == 800)
    // What was measured and the names of the files differ, before the coefficients.
    #expect(try logit.bytes("two.st").suffix(4000) == logit.bytes("all.st").suffix(4000))
    let rows = try logit("fit", "rows.svm", "--online", "--quiet", "-o", "a.st")
    #expect(rows.status == 0)
    let again = try logit("fit", "rows.svm", "--online", "--from", "a.st", "-o", "b.st", "--json")
    #expect((again.object?["training"] as? [String: Any])?["rows_before"] as? Int == 600, "\(again.errors)")
    for options in [["--learning-rate", "0.1"], ["--target", "y"], ["--penalty", "lasso"]] {
      let refused = try logit.run(["fit", "second.csv", "--online", "--from", "one.st"] + options)
      #expect(refused.status == 64 && refused.errors.contains(options[0]), "\(refused.errors)")
    }
    let alone = try logit("fit", "second.csv", "--target", "y", "--from", "one.st")
    #expect(alone.status == 64 && alone.errors.contains("--online"), "\(alone.errors)")
    _ = try logit("fit", "rows.svm", "-o", "fitted.st")
    let fitted = try logit("fit", "rows.svm", "--online", "--from", "fitted.st")
    #expect(fitted.status == 1 && fitted.errors.contains("one after the other"), "\(fitted.errors)")
  }

  @Test("A file without rows is said to have none, and rows of queries are counted")
  func emptyAndQueries() throws {
    try logit.write("# nothing\n", to: "none.svm")
    let none = try logit("fit", "none.svm", "--online")
    #expect(none.status == 1 && none.errors.contains("none.svm has no rows"), "\(none.errors)")
    try logit.write("1 qid:1 2:1\n" + logit.text("rows.svm"), to: "queries.svm")
    let queries = try logit("fit", "queries.svm", "--online", "--quiet")
    #expect(queries.status == 0 && queries.errors.contains("1 row of queries.svm"), "\(queries.errors)")
    try logit.write("1 1:1e300\n" + logit.text("rows.svm"), to: "large.svm")
    let large = try logit("fit", "large.svm", "--online")
    #expect(large.status == 1 && large.errors.contains("row 1"), "\(large.errors)")
  }
}
