import Foundation
import LogitClassifier
import Testing

@Suite struct PassedRowsTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// Copies a fixture into the folder.
  private func copy(_ name: String) throws -> String {
    let text = try Fixture.text("Rows/\(name)")
    try logit.write(text, to: name)
    return text
  }

  /// The rows of a text, each with its end of line, after the names.
  private func rows(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: true).dropFirst().sorted()
  }

  /// A file of the folder, decompressed.
  private func plain(_ name: String) throws -> String {
    let bytes = Array(try logit.bytes(name))
    return String(
      decoding: name.hasSuffix(".gz") ? try Gzip.decompress(bytes, limit: 1 << 24) : bytes, as: UTF8.self)
  }

  // MARK: - Split and convert

  @Test(arguments: [
    ("ids-one-big.csv", []), ("long-ids.csv", ["--target", "left"]),
    ("decimal-comma-many.csv", ["--target", "ausfall", "--decimal-comma"]),
    ("decimal-comma-many.csv", ["--target", "ausfall"]), ("orders-new.csv", ["--folds", "3"]),
  ])
  func `the parts of a split have the rows as they stood`(name: String, options: [String]) throws {
    let text = try copy(name)
    let output = try logit.run(["split", name, "--quiet", "-o", "part"] + options)
    #expect(output.status == 0, "\(output.errors)")
    let files = try logit.files.filter { $0.hasPrefix("part") }
    let validation = files.filter { $0.hasSuffix("-validation.csv") }
    for file in files {
      #expect(try logit.lines(file).first == text.split(separator: "\n").first)
      #expect(try Set(rows(logit.text(file))).isSubset(of: rows(text)))
    }
    let parts = files.count == 2 ? files : validation
    #expect(try parts.flatMap { try rows(logit.text($0)) }.sorted() == rows(text))
  }

  @Test(arguments: ["ids-one-big.csv", "long-ids.csv", "orders-new.csv", "decimal-comma-many.csv"])
  func `from text to text every field stays, and from a format to itself every byte`(name: String) throws {
    let text = try copy(name)
    let separator = text.prefix { $0 != "\n" }.contains(";") ? ";" : ","
    for (output, expected) in [
      ("out.csv", text), ("out.csv.gz", text), ("out.tsv", text.replacing(separator, with: "\t")),
      ("out.tsv.gz", text.replacing(separator, with: "\t")),
    ] {
      #expect(try logit("convert", name, output, "--quiet").status == 0)
      #expect(try plain(output) == expected, "\(output)")
    }
    // And again, from the compressed and the tabbed form.
    #expect(try logit("convert", "out.csv.gz", "again.csv", "--quiet").status == 0)
    #expect(try logit.text("again.csv") == text)
    let decimal = separator == ";" ? ["--decimal-comma"] : []
    #expect(try logit.run(["convert", "out.tsv", "again.tsv", "--quiet"] + decimal).status == 0)
    #expect(try logit.text("again.tsv") == text.replacing(separator, with: "\t"))
  }

  @Test func `text in another encoding is written as UTF-8, with ends of lines, quotes and blanks`() throws {
    let text = "name;Größe\r\n\"Jörg\"; 1,80 \r\n\"NA\";TRUE\r\nÅse;0,50"
    try logit.write(Data(text.unicodeScalars.map { UInt8($0.value) }), to: "latin.csv")
    for (arguments, name) in [
      (["convert", "latin.csv", "out.csv"], "out.csv"),
      (["split", "latin.csv", "--validation", "1", "-o", "p"], "p-train.csv"),
    ] {
      let output = try logit.run(arguments + ["--encoding", "latin1", "--quiet"])
      #expect(output.status == 0, "\(output.errors)")
      #expect(try logit.text(name).hasPrefix("name;Größe\r\n"))
    }
    #expect(try logit.text("out.csv") == text)
    let parts = try ["p-train.csv", "p-validation.csv"].flatMap {
      try logit.text($0).components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
    }
    #expect(parts.sorted() == text.components(separatedBy: "\r\n").dropFirst().sorted())
  }

  @Test func `what a binary format cannot hold is said with its column and count`() throws {
    try logit.write(
      "word,number,count\nNA,0.1000000000000000001,1\n\"\",0.5,2\nx,3.00000000000000000001,3\n", to: "in.csv")
    for format in ["npz", "npy"] {
      let output = try logit("convert", "in.csv", "out.\(format)")
      #expect(output.text.contains("NumPy has no missing texts, so they became empty ones: 2 in \"word\"."))
      #expect(
        output.text.contains(
          "numbers have more digits than double precision holds, and lost the last: 2 in \"number\"."))
    }
    // What comes from a binary format is written with the fewest digits that read back as the same number.
    #expect(
      try logit("convert", "out.npz", "-", "--to", "csv").text == "word,number,count\n,0.1,1\n,0.5,2\nx,3,3\n"
    )
  }

  // MARK: - Predict

  private func fitOrders() throws {
    _ = try copy("orders-train.csv")
    let output = try logit(
      "fit", "orders-train.csv", "--target", "late", "--quiet", "-o", "orders.safetensors")
    #expect(output.status == 0, "\(output.errors)")
  }

  /// The rows' own columns and the predictions, of a text with a separator.
  private func divided(_ text: String, _ separator: Character, _ own: Int) -> (
    own: [[Substring]], added: [[Substring]]
  ) {
    let fields = text.split(separator: "\n").map {
      $0.split(separator: separator, omittingEmptySubsequences: false)
    }
    return (fields.map { Array($0.prefix(own)) }, fields.map { Array($0.dropFirst(own)) })
  }

  @Test func `rows are predicted the same and pass through as they stand, in every way`() throws {
    try fitOrders()
    let text = try copy("orders-new.csv")
    try logit.write(Data(Gzip.compress(Array(text.utf8))), to: "packed.csv.gz")
    try logit.write(text.replacing(",", with: "\t"), to: "tabbed.tsv")
    let expected = divided(
      try logit("predict", "orders.safetensors", "orders-new.csv", "--quiet").text, ",", 4)
    #expect(expected.own == divided(text, ",", 4).own && expected.added.count == 13)
    for (input, more) in [
      ("orders-new.csv", []), ("packed.csv.gz", []), ("tabbed.tsv", []),
      ("orders-new.csv", ["--encoding", "latin1"]), ("packed.csv.gz", ["--encoding", "windows1252"]),
    ] {
      for output in ["out.csv", "out.tsv", "out.csv.gz", "out.tsv.gz"] {
        let written = try logit.run(
          ["predict", "orders.safetensors", input, "-o", output, "--quiet"] + more)
        #expect(written.status == 0, "\(input) \(output): \(written.errors)")
        let found = divided(try plain(output), output.contains("tsv") ? "\t" : ",", 4)
        #expect(found.own == expected.own, "\(input) \(output)")
        #expect(found.added == expected.added, "\(input) \(output)")
      }
      #expect(
        try logit.run(["predict", "orders.safetensors", input, "-o", "out.npz", "--quiet"] + more).status == 0
      )
      let table = try Table(npz: logit.folder.appendingPathComponent("out.npz").path)
      #expect(
        table.columnNames == [
          "order", "amount", "weight", "distance", "predicted", "probability_no", "probability_yes",
        ])
      #expect(
        try table.column("amount").strings().map { $0 ?? "" }
          == expected.own.dropFirst().map { String($0[1]) })
      #expect(
        try table.column("predicted").strings().map { $0 ?? "" }
          == expected.added.dropFirst().map { String($0[0]) })
      #expect(
        try table.column("probability_yes").strings().map { $0 ?? "" }
          == expected.added.dropFirst().map { String($0[2]) })
    }
    let piped = try logit("predict", "orders.safetensors", "-", "-o", "out.npz", "--quiet", input: text)
    #expect(piped.status == 0, "\(piped.errors)")
  }

  @Test func `JSON is the same whatever the rows come in`() throws {
    try fitOrders()
    let text = try copy("orders-new.csv")
    try logit.write(Data(Gzip.compress(Array(text.utf8))), to: "packed.csv.gz")
    let plain = try logit("predict", "orders.safetensors", "orders-new.csv", "--json").text
    for (input, more) in [("packed.csv.gz", []), ("orders-new.csv", ["--encoding", "latin1"])] {
      let other = try logit.run(["predict", "orders.safetensors", input, "--json"] + more).text
      #expect(other.replacing(input, with: "orders-new.csv") == plain)
    }
  }

  @Test func `predictions have the decimal mark of their input`() throws {
    let text = try copy("decimal-comma-many.csv")
    _ = try logit("fit", "decimal-comma-many.csv", "--target", "ausfall", "--decimal-comma", "--quiet")
    for (output, separator) in [("out.csv", ";"), ("out.tsv", "\t")] as [(String, Character)] {
      let written = try logit(
        "predict", "model.safetensors", "decimal-comma-many.csv", "--decimal-comma", "--quiet", "-o", output)
      #expect(written.status == 0, "\(written.errors)")
      let (own, added) = divided(try logit.text(output), separator, 3)
      #expect(own == divided(text, ";", 3).own)
      #expect(added.dropFirst().allSatisfy { $0[1].contains(",") && !$0[1].contains(".") })
    }
  }

  // MARK: - Rows that cannot be read

  @Test func `a row that cannot be read ends the command, is left out or is marked`() throws {
    try fitOrders()
    let text = try copy("one-bad-row.csv")
    let good = try logit(
      "predict", "orders.safetensors", "-",
      input: text.split(separator: "\n").filter { !$0.hasPrefix("n.a.") }
        .joined(separator: "\n")
    ).text.split(separator: "\n")
    let failed = try logit("predict", "orders.safetensors", "one-bad-row.csv")
    #expect(failed.status == 1)
    #expect(failed.text.split(separator: "\n") == Array(good.prefix(2)))
    #expect(
      failed.errors.hasPrefix(
        "Error: one-bad-row.csv, line 3, column \"weight\": a number is needed, but \"n.a.\" was found; "))
    let kept = try logit("predict", "orders.safetensors", "one-bad-row.csv", "-o", "out.csv")
    #expect(kept.status == 1)
    #expect(try !logit.files.contains("out.csv"))

    let finding = "row 2 (line 3), column \"weight\": a number is needed, but \"n.a.\" was found"
    let skipped = try logit("predict", "orders.safetensors", "one-bad-row.csv", "--on-error", "skip")
    #expect(skipped.status == 0 && skipped.text.split(separator: "\n") == good)
    #expect(skipped.errors == "Note: 1 row of 3 could not be predicted and was left out: \(finding).\n")

    let marked = try logit("predict", "orders.safetensors", "one-bad-row.csv", "--on-error", "mark")
    let field = "\"\(finding.replacing("\"", with: "\"\""))\""
    #expect(marked.status == 0)
    #expect(
      marked.text.split(separator: "\n").map(String.init) == [
        "\(good[0]),error", "\(good[1]),", "n.a.,50,,,,\(field)", "\(good[2]),",
      ])
    #expect(
      marked.errors
        == "Note: 1 row of 3 could not be predicted and was marked in the column \"error\": \(finding).\n")
  }

  @Test func `marked rows have no prediction in JSON, and what was left out is counted`() throws {
    try fitOrders()
    _ = try copy("one-bad-row.csv")
    let marked = try logit("predict", "orders.safetensors", "one-bad-row.csv", "--on-error", "mark", "--json")
    let predictions = try #require(marked.object?["predictions"] as? [[String: Any]])
    #expect(predictions.map { $0["predicted"] is NSNull } == [false, true, false])
    #expect(predictions.map { $0["probabilities"] is NSNull } == [false, true, false])
    #expect(predictions.map { $0["error"] is NSNull } == [true, false, true])
    #expect(marked.object?["rows"] as? Int == 3 && marked.object?["errors"] as? Int == 1)
    #expect(marked.status == 0 && marked.errors.hasPrefix("Note: 1 row of 3 could not be predicted"))
    let skipped = try logit(
      "predict", "orders.safetensors", "one-bad-row.csv", "--on-error", "skip", "--json")
    #expect((skipped.object?["predictions"] as? [Any])?.count == 2)
    #expect(skipped.object?["rows"] as? Int == 2 && skipped.object?["errors"] as? Int == 1)
  }

  @Test func `marked and skipped rows are the same in a format that needs all rows at once`() throws {
    try fitOrders()
    _ = try copy("one-bad-row.csv")
    for (policy, rows) in [("skip", 2), ("mark", 3)] {
      let output = try logit(
        "predict", "orders.safetensors", "one-bad-row.csv", "--on-error", policy, "-o", "out.npz")
      #expect(output.status == 0 && output.errors.contains("1 row of 3 could not be predicted"))
      let table = try Table(npz: logit.folder.appendingPathComponent("out.npz").path)
      #expect(table.rowCount == rows && table.columnNames.contains("error") == (policy == "mark"))
      #expect(try table.column("predicted").missingCount == rows - 2)
    }
  }

  @Test(arguments: ["", ";"])
  func `rows of a wrong length are left out or marked in arrays, too`(separator: String) throws {
    try fitOrders()
    var text = "note,weight,distance\n\"a, b\",2,30\n3\n,x,40\n\"c\"\"d\",5,60\n1,2,3,4\n"
    if !separator.isEmpty { text = text.replacing("a, b", with: "a b").replacing(",", with: separator) }
    try logit.write(text, to: "torn.csv")
    for (policy, notes) in [
      ("skip", ["a, b", "c\"d"]), ("mark", ["a, b", nil, nil, "c\"d", nil]),
    ] as [(String, [String?])] {
      let output = try logit(
        "predict", "orders.safetensors", "torn.csv", "--on-error", policy, "-o", "out.npz")
      #expect(output.status == 0, "\(output.errors)")
      let table = try Table(npz: logit.folder.appendingPathComponent("out.npz").path)
      let expected = separator.isEmpty ? notes : notes.map { $0?.replacing(", ", with: " ") }
      #expect(try table.column("note").strings() == expected)
      #expect(try table.column("predicted").missingCount == notes.count { $0 == nil })
      let stream = try logit(
        "predict", "orders.safetensors", "torn.csv", "--on-error", policy, "-o", "out.csv")
      #expect(stream.errors.contains("3 rows of 5 could not be predicted"))
      let streamed = try Table(csv: logit.folder.appendingPathComponent("out.csv").path)
      #expect(try table.column("predicted").strings() == streamed.column("predicted").strings())
    }
  }

  @Test(arguments: ["skip", "mark"], ["csv", "tsv", "jsonl", "npz"])
  func `bytes that are no text are told of and written as text, in any format`(
    policy: String, ending: String
  ) throws {
    try fitOrders()
    // In Latin-1; one of the rows has a number that is none, too.
    let rows = ["note,weight,distance", "\u{E9}a,2,30", "b,3,40", "\"c\u{E9}, d\",x,50", "f,x,1"]
    let bytes = rows.joined(separator: "\r\n").unicodeScalars.map { UInt8($0.value) }
    try logit.write(Data(bytes), to: "latin.csv")
    let output = try logit(
      "predict", "orders.safetensors", "latin.csv", "--on-error", policy, "-o", "out.\(ending)")
    #expect(
      output.status == 0 && output.errors.contains("3 rows of 4 could not be predicted"), "\(output.errors)")
    let path = logit.folder.appendingPathComponent("out.\(ending)")
    if ending != "npz" { #expect(String(validating: try Data(contentsOf: path), as: UTF8.self) != nil) }
    let table = try Table(contentsOf: path.path)
    let notes = ["\u{FFFD}a", "b", "c\u{FFFD}, d", "f"]
    #expect(try table.column("note").strings() == (policy == "skip" ? ["b"] : notes))
    guard policy == "mark" else { return }
    let latin = "the bytes are not UTF-8, but probably Latin-1 (ISO 8859-1)"
    #expect(
      try table.column("error").strings().map { $0 ?? "" } == [
        "row 1 (line 2), column \"note\": \(latin): \"\u{E9}a\"", "",
        "row 3 (line 4), column \"note\": \(latin): \"c\u{E9}, d\"",
        "row 4 (line 5), column \"weight\": a number is needed, but \"x\" was found",
      ])
  }

  @Test func `more rows than allowed are an error, after the rows before`() throws {
    try fitOrders()
    let input = "weight,distance\n1,2\nx,3\n4,5\n6\n7,8\n"
    let all = try logit(
      "predict", "orders.safetensors", "-", "--on-error", "skip", "--max-errors", "2", input: input)
    #expect(all.status == 0 && all.text.split(separator: "\n").count == 4)
    #expect(
      all.errors.contains("2 rows of 5 could not be predicted and were left out, the first: row 2 (line 3), ")
    )
    let few = try logit(
      "predict", "orders.safetensors", "-", "--on-error", "mark", "--max-errors", "1", input: input)
    #expect(few.status == 1 && few.text.split(separator: "\n").count == 4)
    #expect(
      few.errors
        == "Error: More than 1 row cannot be predicted, the first: row 2 (line 3), column \"weight\": a "
        + "number is needed, but \"x\" was found; correct the rows, or allow more with --max-errors.\n")
    let file = try logit(
      "predict", "orders.safetensors", "-", "--on-error", "mark", "--max-errors", "0", "-o", "out.csv",
      input: input)
    #expect(file.status == 1)
    #expect(try !logit.files.contains("out.csv"))
    for (arguments, status) in [
      (["--max-errors", "3"], 64), (["--max-errors=-1", "--on-error", "skip"], 1),
      (["--on-error", "drop"], 1),
    ] as [([String], Int32)] {
      #expect(try logit.run(["predict", "orders.safetensors", "-"] + arguments).status == status)
    }
  }

  @Test(arguments: [0, 1, 4])
  func `the rows before a bad one are written however they come`(together: Int) throws {
    _ = try copy("train.csv")
    let text = try copy("stream-bad.csv")
    let fitted = try logit("fit", "train.csv", "--target", "y", "--quiet")
    #expect(fitted.status == 0, "\(fitted.errors)")
    let process = logit.process(["predict", "model.safetensors", "-"])
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
    try process.run()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { $0 + "\n" }
    let pieces =
      together == 0
      ? [lines.joined()]
      : stride(from: 0, to: lines.count, by: together).map { lines[$0...].prefix(together).joined() }
    for piece in pieces {
      input.feed(Data(piece.utf8))
      usleep(30_000)
    }
    try? input.fileHandleForWriting.close()
    let written = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(written.split(separator: "\n").count == 4)
    #expect(written.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("1,2,p,") })
    #expect(
      message.hasPrefix(
        "Error: standard input, line 5, column \"a\": a number is needed, but \"x\" was found; "))
  }
}
