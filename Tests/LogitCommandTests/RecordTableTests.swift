import Foundation
import LogitClassifier
import Testing

/// Tables of JSON objects and of databases, in the commands.
@Suite struct RecordTableTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A database that the tests of the library read, too.
  private func database(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("LogitDataTests/Fixtures/SQLite/\(name).db").path
  }

  /// The bytes of the model that a table gives, under one name for any format.
  private func model(of file: String, _ options: String...) throws -> Data {
    let url = logit.folder.appendingPathComponent("table.txt")
    try? FileManager.default.removeItem(at: url)
    try FileManager.default.copyItem(at: logit.folder.appendingPathComponent(file), to: url)
    let fit = try logit.run(
      ["fit", "table.txt", "--target", "species", "--quiet", "--overwrite", "-o", "\(file).safetensors"]
        + options)
    #expect(fit.status == 0, "\(fit.errors)")
    return try Data(contentsOf: logit.folder.appendingPathComponent("\(file).safetensors"))
  }

  @Test("The same rows give the same model, byte for byte, with missing values and from either format")
  func sameModel() throws {
    for name in ["p.csv", "p.jsonl", "p.jsonl.gz"] {
      #expect(try logit("datasets", "penguins", "-o", name).status == 0)
    }
    #expect(try logit("convert", "p.csv", "q.jsonl").status == 0)
    let expected = try model(of: "p.csv")
    for name in ["p.jsonl", "p.jsonl.gz", "q.jsonl"] { #expect(try model(of: name) == expected, "\(name)") }
    // As other programs write it: names in any order, missing ones left out, an array.
    let lines = try logit.lines("p.jsonl").filter { !$0.isEmpty }
    let others = lines.map { line in
      line.replacingOccurrences(of: ",\"sex\":null", with: "").replacingOccurrences(of: ":", with: " : ")
    }
    try logit.write("[\n" + others.joined(separator: ",\n") + "\n]\n", to: "array.json")
    #expect(try model(of: "array.json") == expected)
    let predictions = try ["p.csv", "p.jsonl", "array.json"].map {
      try logit("predict", "p.csv.safetensors", $0, "--only-predictions").text
    }
    #expect(predictions[0] == predictions[1] && predictions[0] == predictions[2])
    for name in ["p.csv", "p.jsonl"] {
      let evaluation = try logit("evaluate", "p.csv.safetensors", name, "--all-rows", "--json")
      #expect(evaluation.status == 0 && evaluation.text.contains("\"rows\""), "\(evaluation.errors)")
      #expect(try logit("doctor", name, "--target", "species").status != 1)
    }
  }

  /// A model of two columns, a number and a text.
  private func fitSmall() throws {
    var text = ""
    for row in 0..<60 {
      let size = Double(row % 10) + (row % 2 == 0 ? 0.5 : 4.5)
      text +=
        "{\"size\":\(size),\"colour\":\"\(row % 3 == 0 ? "red" : "blue")\",\"kind\":\"\(row % 2 == 0 ? "no" : "yes")\"}\n"
    }
    try logit.write(text, to: "train.jsonl")
    let output = try logit("fit", "train.jsonl", "--target", "kind", "--quiet")
    #expect(output.status == 0, "\(output.errors)")
  }

  @Test("Rows of JSON are predicted as they come, and pass on as they stand")
  func stream() throws {
    try fitSmall()
    let input =
      "{\"id\":7,\"colour\":\"red\",\"size\":1.50}\n\n{\"id\":8,\"colour\":}\n{\"size\":9e0,\"colour\":\"blue\"}\n"
    let failed = try logit("predict", "model.safetensors", "-", "--quiet", input: input)
    #expect(failed.status == 1)
    #expect(failed.text.split(separator: "\n").count == 2)
    #expect(
      failed.errors.hasPrefix(
        "Error: standard input, line 3, byte 18: a value is needed, but \"}\" was found"),
      "\(failed.errors)")
    let skipped = try logit(
      "predict", "model.safetensors", "-", "--on-error", "skip", "--quiet", input: input)
    let lines = skipped.text.split(separator: "\n")
    #expect(
      lines.count == 3 && lines[0].hasPrefix("id,colour,size,predicted,probability_no"), "\(skipped.errors)")
    #expect(lines[1].hasPrefix("7,\"red\",1.50,no,0.") && lines[2].hasPrefix(",\"blue\",9e0,yes,0."))
    let marked = try logit("predict", "model.safetensors", "-", "--on-error", "mark", "--quiet", input: input)
    #expect(marked.text.split(separator: "\n")[2].contains("row 2 (line 3), byte 18"), "\(marked.text)")
    try logit.write(input, to: "new.jsonl")
    let file = try logit(
      "predict", "model.safetensors", "new.jsonl", "--on-error", "skip", "--no-proba", "-o", "out.jsonl")
    #expect(file.status == 0, "\(file.errors)")
    #expect(
      try logit.text("out.jsonl")
        == "{\"id\":7,\"colour\":\"red\",\"size\":1.50,\"predicted\":\"no\"}\n"
        + "{\"id\":null,\"colour\":\"blue\",\"size\":9e0,\"predicted\":\"yes\"}\n")
    let json = try logit("predict", "model.safetensors", "new.jsonl", "--on-error", "skip", "--json")
    #expect(json.text.contains("\"predicted\":\"no\""), "\(json.text) \(json.errors)")
  }

  @Test("Parts of a split and conversions keep every number and every value made of others")
  func splitAndConvert() throws {
    let rows = (0..<10).map { "{\"x\":\($0).50,\"tags\":[\($0), {\"a\":null}],\"s\":\"0\($0)\"}" }
    try logit.write(rows.joined(separator: "\n") + "\n", to: "rows.jsonl")
    let split = try logit("split", "rows.jsonl", "--quiet")
    #expect(split.status == 0, "\(split.errors)")
    let parts = try logit.lines("rows-train.jsonl") + logit.lines("rows-validation.jsonl")
    #expect(Set(parts.map(String.init)) == Set(rows))
    #expect(try logit("convert", "rows.jsonl", "rows.csv", "--quiet").status == 0)
    #expect(try logit.lines("rows.csv")[1] == "0.50, \"[0, {\"\"a\"\":null}]\",\"00\"")
  }

  @Test("A column of objects is refused until it is left out")
  func nested() throws {
    let rows = (0..<20).map { "{\"x\":\($0),\"tags\":[\($0)],\"y\":\"\($0 % 3 == 0 ? "a" : "b")\"}" }
    try logit.write(rows.joined(separator: "\n") + "\n", to: "rows.jsonl")
    let refused = try logit("fit", "rows.jsonl", "--target", "y", "--quiet")
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix(
        "Error: rows.jsonl, line 1, byte 15: one value for \"tags\" is needed, but \"an array\" was found; leave the column out"
      ), "\(refused.errors)")
    for option in [["--exclude", "tags"], ["--features", "x"]] {
      let fit = try logit.run(["fit", "rows.jsonl", "--target", "y", "--quiet", "--overwrite"] + option)
      #expect(fit.status == 0, "\(fit.errors)")
      #expect(try logit("evaluate", "model.safetensors", "rows.jsonl", "--all-rows").status == 0)
      #expect(try logit("predict", "model.safetensors", "rows.jsonl").status == 0)
    }
  }

  @Test("A table of a database is named, and goes through the commands")
  func sqlite() throws {
    let unnamed = try logit("convert", database("several"), "o.csv")
    #expect(unnamed.status == 1)
    #expect(unnamed.errors.contains("holds 6 tables: \"stored\""), "\(unnamed.errors)")
    #expect(unnamed.errors.contains("choose one with --table, such as --table stored."), "\(unnamed.errors)")
    #expect(try logit("convert", database("several"), "o.csv", "--table", "codes", "--quiet").status == 0)
    #expect(try logit.text("o.csv") == "zip,y\n\"12345\",1\n\"54321\",2\n")
    #expect(try logit("convert", database("several"), "o.jsonl", "--table", "codes", "--quiet").status == 0)
    #expect(try logit.text("o.jsonl") == "{\"zip\":\"12345\",\"y\":1}\n{\"zip\":\"54321\",\"y\":2}\n")
    let fit = try logit("fit", database("levels"), "--target", "word", "--exclude", "id", "--quiet")
    #expect(fit.status == 0, "\(fit.errors)")
    let predicted = try logit("predict", "model.safetensors", database("levels"), "--no-proba", "--quiet")
    #expect(predicted.status == 0 && predicted.text.hasPrefix("id,x,word,predicted\n"), "\(predicted.errors)")
    #expect(predicted.text.split(separator: "\n").count == 351)
    let other = try logit("fit", "o.csv", "--target", "y", "--table", "t")
    #expect(
      other.status == 1 && other.errors.contains("--table is t, but must be left out"), "\(other.errors)")
    let output = try logit("predict", "model.safetensors", database("levels"), "-o", "out.db")
    #expect(
      output.status == 1 && output.errors.contains("out.db is not that of a known format"), "\(output.errors)"
    )
  }
}
