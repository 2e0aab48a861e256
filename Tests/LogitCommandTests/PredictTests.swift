import Foundation
import LogitClassifier
import Testing

@Suite struct PredictTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A model of two columns, a number and a text.
  func fit() throws {
    var text = "size,colour,kind\n"
    for row in 0..<60 {
      text +=
        "\(Double(row % 10) + (row % 2 == 0 ? 0.5 : 4.5)),\(row % 3 == 0 ? "red" : "blue"),"
        + "\(row % 2 == 0 ? "no" : "yes")\n"
    }
    try logit.write(text, to: "train.csv")
    let output = try logit("fit", "train.csv", "--target", "kind", "--quiet")
    #expect(output.status == 0, "\(output.errors)")
  }

  @Test("Columns pass through as they stand, in any order, with the class and all probabilities behind")
  func passThrough() throws {
    try fit()
    let input = "id,colour,size\r\n\"a \"\"b\"\"\",red,1.50\r\n007,blue,9e0\r\n"
    let output = try logit("predict", "model.safetensors", "-", input: input)
    #expect(output.status == 0)
    // With the ends of lines of the input.
    let lines = output.text.split(separator: "\r\n")
    #expect(lines[0] == "id,colour,size,predicted,probability_no,probability_yes")
    #expect(lines[1].hasPrefix("\"a \"\"b\"\"\",red,1.50,no,0."))
    #expect(lines[2].hasPrefix("007,blue,9e0,"))
    for line in lines.dropFirst() {
      let probabilities = line.split(separator: ",").suffix(2).compactMap { Double($0) }
      let sum: Double = probabilities.reduce(0, +)
      #expect(abs(sum - 1) < 1e-6)
    }
    #expect(output.errors == "Note: the column \"id\" is not used: the model does not know it.\n")
    try logit.write(input, to: "new.csv")
    let quiet = try logit("predict", "model.safetensors", "new.csv", "--quiet")
    #expect(quiet.text == output.text && quiet.errors.isEmpty)
    #expect(try logit("predict", "model.safetensors", "new.csv", "-o", "out.csv").text.isEmpty)
    #expect(try logit.text("out.csv") == output.text)
  }

  @Test("A compressed file, another format and the stream predict the same")
  func otherForms() throws {
    try fit()
    for name in ["train.csv.gz", "train.npz"] {
      _ = try logit("convert", "train.csv", name)
      for (more, expected) in [
        ([], ["--only-predictions"]), (["--no-proba"], ["--only-predictions", "--no-proba"]),
      ] {
        let streamed = try logit.run(["predict", "model.safetensors", "train.csv"] + expected + more)
        let whole = try logit.run(["predict", "model.safetensors", name] + expected + more)
        #expect(whole.text == streamed.text && whole.status == 0, "\(name)")
      }
    }
    _ = try logit("predict", "model.safetensors", "train.csv", "-o", "out.npz")
    let table = try Table(npz: logit.folder.appendingPathComponent("out.npz").path)
    #expect(
      table.columnNames == ["size", "colour", "kind", "predicted", "probability_no", "probability_yes"])
  }

  @Test("--json is one object with every prediction and what was noticed")
  func json() throws {
    try fit()
    let input = "colour,size,id\ngreen,1,x\nred,,y\n,2,z\n"
    let output = try logit("predict", "model.safetensors", "-", "--json", input: input)
    #expect(output.errors.isEmpty)
    let object = try #require(output.object)
    #expect(object["classes"] as? [String] == ["no", "yes"])
    let predictions = try #require(object["predictions"] as? [[String: Any]])
    #expect(predictions.count == 3 && object["rows"] as? Int == 3)
    #expect(predictions.allSatisfy { ($0["probabilities"] as? [Double])?.count == 2 })
    #expect(object["missing"] as? [String: Int] == ["colour": 1, "size": 1])
    #expect(object["unknown"] as? [String: Int] == ["colour": 1])
    #expect(object["extra_columns"] as? [String] == ["id"])
    let told = try logit("predict", "model.safetensors", "-", input: input)
    #expect(
      told.errors.hasSuffix(
        "Note: missing values were treated as learned in training: 1 in \"colour\", 1 in \"size\"; of 3 "
          + "rows.\n"
          + "Note: categories that did not occur in training: 1 in \"colour\"; of 3 rows.\n"))
    let empty = try logit("predict", "model.safetensors", "-", "--json", input: "colour,size\n")
    #expect(empty.status == 1 || empty.object?["rows"] as? Int == 0)
  }

  @Test("With --json a row that cannot be predicted leaves standard output empty")
  func jsonWithError() throws {
    try fit()
    let input = "colour,size\n" + String(repeating: "red,1.5\n", count: 100_000) + "red,large\n"
    let output = try logit("predict", "model.safetensors", "-", "--json", input: input)
    #expect(output.status == 1 && output.text.isEmpty)
    #expect(output.errors.contains("large") && output.errors.contains("line 100002"), "\(output.errors)")
    let marked = try logit("predict", "model.safetensors", "-", "--json", "--on-error", "mark", input: input)
    #expect(marked.status == 0 && marked.object?["rows"] as? Int == 100_001)
    #expect(marked.text.hasSuffix("}\n") && marked.text.split(separator: "\n").count == 1)
  }

  @Test("A line that is written to standard input is answered at once")
  func lineByLine() throws {
    try fit()
    let process = logit.process(["predict", "model.safetensors", "-", "--only-predictions", "--no-proba"])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("size,colour\n".utf8))
    var answers = ""
    for _ in 0..<3 {
      // Would wait for ever if the command waited for more rows.
      try input.fileHandleForWriting.write(contentsOf: Data("1.5,red\n".utf8))
      while answers.isEmpty || answers.last != "\n" || answers == "predicted\n" {
        answers += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      }
      #expect(answers.hasSuffix("no\n"))
      answers = ""
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("A reader that goes away ends the command without a word")
  func closedPipe() throws {
    try fit()
    let rows = String(repeating: "1.5,red\n", count: 200_000)
    try logit.write("size,colour\n" + rows, to: "many.csv")
    let process = logit.process(["predict", "model.safetensors", "many.csv"])
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    _ = try output.fileHandleForReading.read(upToCount: 100)
    try output.fileHandleForReading.close()
    process.waitUntilExit()
    #expect(process.terminationStatus != 0)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test("A column of numbers where texts were learned is noted at the end, however the bytes came")
  func numbersForTexts() throws {
    try fit()
    let whole = try logit("predict", "model.safetensors", "-", input: "size,colour\n1,12\n2,red\n")
    #expect(whole.status == 0 && whole.text.split(separator: "\n").count == 3)
    #expect(!whole.errors.contains("numbers only"))
    let pieces = try logit.shell(
      "(printf 'size,colour\\n1,12\\n'; sleep 0.5; printf '2,red\\n') | logit predict model.safetensors -")
    #expect(pieces.status == 0 && pieces.text == whole.text && pieces.errors == whole.errors)
    for policy in ["fail", "skip", "mark"] {
      let other = try logit(
        "predict", "model.safetensors", "-", "--on-error", policy, input: "size,colour\n1,2\n3,\n4,4\n")
      #expect(other.status == 0 && other.text.split(separator: "\n").count == 4)
      #expect(
        other.errors.hasSuffix(
          "Note: the column \"colour\" holds numbers only, but texts were learned: it may be another one.\n"),
        "\(other.errors)")
    }
  }

  @Test("What cannot be read is told with an option of predict that makes it be read")
  func remedies() throws {
    try fit()
    for (value, remedy) in [
      ("1;5", "correct it."), ("\"1,5\"", "correct it, or read the column with --decimal-comma."),
      ("12%", "correct it, or read the column with --strip '%'."),
      ("\"327,928\"", "correct it, or read the column with --thousands ',' or --decimal-comma."),
    ] {
      let output = try logit("predict", "model.safetensors", "-", input: "size,colour\n1,red\n\(value),red\n")
      #expect(output.status == 1 && output.errors.hasSuffix("was found; \(remedy)\n"), "\(output.errors)")
    }
  }

  @Test("Tables that do not fit the model are refused with the file, line and column")
  func refusals() throws {
    try fit()
    for (input, message) in [
      (
        "id\n1\n",
        "The columns \"size\", \"colour\" are needed, but there are only \"id\"; add what is missing, "
          + "empty where unknown."
      ),
      (
        "size,colour\n1,red\nbig,red\n",
        "standard input, line 3, column \"size\": a number is needed, but \"big\" was "
          + "found; correct it, or read it as missing with --missing big."
      ),
      (
        "size,colour\n1,red\n2\n",
        "standard input, line 3: 1 field, but line 1 has 2; put a text that contains the "
          + "separator in quotes, or correct the line."
      ),
      (
        "size,colour,predicted\n1,red,x\n",
        "The table has a column \"predicted\" already, and predictions would get "
          + "the same name; rename it, or leave the table's own columns out with --only-predictions."
      ),
      ("", "standard input has no rows; give a file with one row for each record."),
    ] {
      let output = try logit("predict", "model.safetensors", "-", input: input)
      #expect(output.status == 1)
      #expect(output.errors == "Error: \(message)\n")
    }
    let file = try logit(
      "predict", "model.safetensors", "-", "-o", "out.csv", input: "size,colour\n1,red\n2\n")
    #expect(file.status == 1)
    #expect(try logit.files == ["model.safetensors", "train.csv"])
    for (arguments, message) in [
      (
        ["--json", "-o", "x.csv"], "--json writes to standard output; leave --output out, or redirect with >."
      ),
      (["--json", "--no-proba"], "--json always has the probabilities; leave --no-proba out."),
    ] {
      let output = try logit.run(["predict", "model.safetensors", "train.csv"] + arguments)
      #expect(output.status == 64 && output.errors.hasPrefix("Error: \(message)\n"))
    }
  }
}
