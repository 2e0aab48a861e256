import Foundation
import Testing

/// What commands say of what would otherwise pass in silence.
@Suite struct ReviewedWordsTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    let rows = (0..<60).map { row in
      let isLarge = row * 37 % 41 + row % 9 > 22
      let answer = isLarge ? ["yes", "Yes", "yes ", "YES"][row % 4] : "no"
      return
        "\(row * 37 % 41),g\(row % 8),\"\(answer)\",\(isLarge ? "TRUE" : "FALSE"),\(isLarge ? "1.0" : "0.0")\n"
    }
    try logit.write("x,group,answer,truth,number\n" + rows.joined(), to: "t.csv")
  }

  private func kinds(_ output: BuiltCommand.Output, _ key: String) -> [String] {
    (output.object?[key] as? [[String: Any]])?.compactMap { $0["kind"] as? String } ?? []
  }

  @Test("Spellings of the outcome are named by regress as by fit")
  func spellings() throws {
    let regress = try logit("regress", "t.csv", "answer ~ x", "--json", "-o", "r.st")
    #expect(kinds(regress, "findings").contains("spelling"), "\(regress)")
    let fit = try logit("fit", "t.csv", "--target", "answer", "--features", "x", "--json", "-o", "f.st")
    #expect(kinds(fit, "warnings").contains("spelling"), "\(fit)")
    let joined = try logit(
      "regress", "t.csv", "answer ~ x", "--merge-spellings", "answer", "--json", "-o", "r.st")
    #expect(!kinds(joined, "findings").contains("spelling"), "\(joined)")
  }

  @Test(
    "Classes and categories are taken as they stand in the file",
    arguments: [("truth", "FALSE", "false"), ("number", "0.0", "0"), ("truth", "False", "false")])
  func asTyped(_ target: String, _ typed: String, _ name: String) throws {
    for command in [["regress"], ["fit"]] {
      let output = try logit.run(
        command + [
          "t.csv", "--target", target, "--features", "x", "--positive", typed, "--json", "-o", "m.st",
        ])
      #expect(output.status == 0, "\(output.errors)")
      if command == ["regress"] { #expect(output.object?["positive"] as? String == name) }
    }
    let reference = try logit(
      "regress", "t.csv", "answer ~ x + C(\(target))", "--merge-spellings", "answer", "--reference",
      "\(target)=\(typed)", "--json", "-o", "m.st")
    #expect(reference.status == 0, "\(reference.errors)")
  }

  @Test("Few clusters are told of")
  func clusters() throws {
    let output = try logit("regress", "t.csv", "truth ~ x", "--cluster", "group", "-o", "m.st")
    #expect(output.status == 0 && output.text.contains("There are only 8 clusters"), "\(output)")
  }

  @Test("Predictions as JSON stand on one line, from a file and from a stream")
  func oneLine() throws {
    #expect(
      try logit("fit", "t.csv", "--target", "truth", "--features", "x", "--quiet", "-o", "m.st").status == 0)
    for rows in ["x\n1\n2\n3\n", "x\n1\n"] {
      try logit.write(rows, to: "new.csv")
      for input in ["new.csv", "-"] {
        let output = try logit.run(["predict", "m.st", input, "--json"], input: rows)
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.text.hasSuffix("}\n") && !output.text.dropLast().contains("\n"), "\(output.text)")
        let found = output.object?["predictions"] as? [Any]
        #expect(found?.count == rows.split(separator: "\n").count - 1)
      }
    }
  }

  @Test("A score that rows do not have is NA in the text and null in the object")
  func noScore() throws {
    #expect(
      try logit("fit", "t.csv", "--target", "truth", "--features", "x", "--quiet", "-o", "m.st").status == 0)
    try logit.write("x,truth\n1,TRUE\n2,TRUE\n3,TRUE\n", to: "one.csv")
    let text = try logit("evaluate", "m.st", "one.csv").text
    #expect(text.contains("area under ROC") && text.contains(" NA") && !text.contains("nan"), "\(text)")
    let object = try logit("evaluate", "m.st", "one.csv", "--json").object
    let area = (object?["scores"] as? [String: Any])?["roc_auc"] as? [String: Any]
    #expect(area?["value"] is NSNull)
  }

  @Test(
    "Values that the library refuses are told of with the option's name",
    arguments: [
      (["--class-weight", "TRUE=-1"], "--class-weight of TRUE is -1"),
      (["--folds", "1"], "--folds is 1"),
      (["--cost", "TRUE:FALSE=-1"], "--cost"),
      (["--penalty-factor", "x=-1"], "--penalty-factor"),
      (["--penalty-factor", "x=0"], "--penalty-factor is 0"),
      (["--bounds", "x=1:2"], "--bounds"),
      (["--l2", "-1"], "--l2 is -1"),
      (["--hidden", "4,,2"], "--hidden is '4,,2', but must have something on both sides of every comma"),
      (["--exclude", "group,"], "--exclude is 'group,', but must have something on both sides"),
      (["--class-weight", ",TRUE=2"], "--class-weight is ',TRUE=2', but must have something on both sides"),
      (["--cross", "group"], "--cross"),
    ])
  func named(_ options: [String], _ words: String) throws {
    let output = try logit.run(
      ["fit", "t.csv", "--target", "truth", "--features", "x", "-o", "m.st"] + options)
    #expect(output.status != 0 && output.errors.contains(words), "\(output.errors)")
  }

  @Test("An offset for three classes is refused with the option's name")
  func offset() throws {
    let rows = (0..<60).map { "\($0 * 37 % 41),\($0 % 3),\(["a", "b", "c"][($0 * 37 % 41 + $0 % 9) / 17])\n" }
    try logit.write("x,o,y\n" + rows.joined(), to: "three.csv")
    let output = try logit("fit", "three.csv", "--target", "y", "--offset", "o")
    #expect(output.status == 1 && output.errors.hasPrefix("Error: --offset is \"o\""), "\(output.errors)")
  }

  @Test(
    "Options that contradict each other only in the run are told of without the words on how logit is used")
  func withoutUsage() throws {
    let output = try logit(
      "fit", "t.csv", "--target", "truth", "--features", "x", "--lambda", "min", "--validation", "0.2")
    #expect(
      output.status == 64 && output.errors.contains("--lambda min chooses in folds"), "\(output.errors)")
    #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)")
  }

  @Test("A word for missing values that looks like an option is carried to the next command")
  func carried() throws {
    let arguments = ["t.csv", "--target", "truth", "--features", "x"]
    let output = try logit.run(["cv"] + arguments + ["--missing", "-o", "--measure", "deviance"])
    #expect(output.status == 0, "\(output.errors)")
    let next = try #require(output.text.split(separator: "\n").last { $0.hasPrefix("Next: ") })
    #expect(next.contains("--missing -o") && next.contains("--features x"), "\(next)")
  }

  @Test("A file that the process may not write is told of with the limit")
  func fileSize() throws {
    let output = try logit.shell(
      "ulimit -f 1; logit fit t.csv --target truth --features x,group -o m.st --quiet")
    #expect(output.status == 1 && output.errors.contains("ulimit -f"), "\(output)")
  }

  @Test("Lasso of lambda 0 on columns that make each other up is not blamed on separation")
  func collinear() throws {
    let rows = (0..<80).map { row in
      let x = Double(row * 37 % 41)
      return
        "\(x),\(3 * x + 1),\(2 * x + Double(row % 3) * 1e-9),\(row * 37 % 41 + row % 19 > 27 ? "a" : "b")\n"
    }
    try logit.write("p,q,r,y\n" + rows.joined(), to: "collinear.csv")
    for command in [["path"], ["cv", "--measure", "deviance"]] {
      let output = try logit.run(command + ["collinear.csv", "--target", "y", "--lambdas", "0.01,0"])
      #expect(output.status == 0 && !output.text.contains("separated"), "\(output.text)")
    }
    let fit = try logit(
      "fit", "collinear.csv", "--target", "y", "--penalty", "lasso", "--lambda", "0", "-o", "m.st")
    #expect(fit.status == 0 && !fit.text.contains("there is no optimum"), "\(fit.text)")
  }
}
