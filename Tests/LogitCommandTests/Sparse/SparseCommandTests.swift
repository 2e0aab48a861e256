import Foundation
import Testing

/// The command on svmlight files, and on tables whose texts go to many bins.
@Suite struct SparseCommandTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    var text = "# made for a test\n"
    for row in 0..<120 {
      let label = row % 2
      text +=
        "\(label == 1 ? "+1" : "-1") \(1 + label):1 \(5 + row % 4):0.5 \(10 + row % 11):\(1 + row % 3)\n"
    }
    try logit.write(text, to: "rows.svm")
  }

  @Test("A file is fitted, predicted and measured")
  func round() throws {
    let fit = try logit("fit", "rows.svm", "--json")
    #expect(fit.status == 0, "\(fit.errors)")
    let data = try #require(fit.object?["data"] as? [String: Any])
    #expect(data["rows"] as? Int == 120 && data["columns"] as? Int == 20 && data["entries"] as? Int == 360)
    let training = try #require(fit.object?["training"] as? [String: Any])
    #expect(training["converged"] as? Bool == true && training["penalty"] as? String == "ridge")
    #expect((fit.object?["scores"] as? [String: Any])?["measured_on"] as? String == "out_of_fold")
    let lines = try logit("predict", "model.safetensors", "rows.svm").text.split(separator: "\n")
    #expect(lines[0] == "predicted,probability_-1,probability_1" && lines.count == 121)
    #expect(lines[1].hasPrefix("-1,") && lines[2].hasPrefix("1,"))
    let json = try logit("predict", "model.safetensors", "rows.svm", "--json")
    #expect((json.object?["predictions"] as? [Any])?.count == 120)
    let evaluation = try logit("evaluate", "model.safetensors", "rows.svm")
    #expect(evaluation.status == 0 && evaluation.text.contains("accuracy"), "\(evaluation.errors)")
    let people = try logit("fit", "rows.svm", "--penalty", "lasso", "--lambda", "0.05")
    #expect(people.text.contains("not centred") && people.text.contains("lasso"), "\(people.text)")
  }

  @Test("A number of bins into which nothing is hashed is refused, however large")
  func nothingHashed() throws {
    let rows = (0..<40).map { "\($0 % 7),\($0 % 2)" }
    try logit.write("a,y\n" + rows.joined(separator: "\n") + "\n", to: "t.csv")
    for bins in ["512", "8192"] {
      let found = try logit("fit", "t.csv", "--target", "y", "--hash-bins", bins)
      #expect(found.status == 1 && found.errors.contains("--hash-bins is \(bins)"), "\(found.errors)")
      #expect(try !logit.files.contains("model.safetensors"))
    }
  }

  @Test("What is not for sparse rows is refused in one line that names it")
  func refused() throws {
    for options in [
      ["--target", "y"], ["--hidden", "8"], ["--lambda", "min"], ["--bounds", "a=0:1"],
      ["--like", "sklearn"],
      ["--separator", ";"], ["--validation", "0.2"], ["--cross", "a,b"],
      ["--engine", "local"], ["--workers", "2"], ["--resume", "kept"], ["--report", "page.html"],
    ] {
      let found = try logit.run(["fit", "rows.svm"] + options)
      #expect(found.status == 64, "\(options): \(found.errors)")
      #expect(found.errors.contains("\(options[0])") && found.errors.contains("svmlight"), "\(found.errors)")
    }
    for command in [["cv", "rows.svm", "--target", "y"], ["doctor", "rows.svm", "--target", "y"]] {
      let found = try logit.run(command)
      #expect(found.status == 1 && found.errors.contains("logit fit, predict, evaluate"), "\(found.errors)")
    }
    #expect(try logit("fit", "rows.svm", "--quiet").status == 0)
    for (command, options) in [
      ("predict", ["--by-position"]), ("predict", ["--classes", "a,b"]), ("predict", ["--as", "a=text"]),
      ("evaluate", ["--target", "y"]), ("evaluate", ["--from-logits"]), ("evaluate", ["--as", "a=text"]),
    ] {
      let found = try logit.run([command, "model.safetensors", "rows.svm"] + options)
      #expect(found.status == 64 && found.errors.contains(options[0]), "\(options): \(found.errors)")
    }
    let weights = try logit("fit", "rows.svm", "--weights", "w")
    #expect(weights.status == 64 && weights.errors.contains("--weights"), "\(weights.errors)")
    let export = try logit("export", "model.safetensors", "--to", "c")
    #expect(export.status == 1 && export.errors.contains("a model of sparse rows"), "\(export.errors)")
    #expect(export.errors.contains("--to liblinear"), "\(export.errors)")
    let forest = try logit("plot", "model.safetensors", "rows.svm", "--kind", "coefficients")
    #expect(forest.status == 64 && forest.errors.contains("precision-recall"), "\(forest.errors)")
    try logit.write("1 3:1 2:1\n", to: "wrong.svm")
    let wrong = try logit("fit", "wrong.svm")
    #expect(wrong.status == 1 && wrong.errors.contains("wrong.svm, line 1, byte 7"), "\(wrong.errors)")
    try logit.write("1 0:1 2:1\n-1 1:1\n", to: "zero.svm")
    let zero = try logit("predict", "model.safetensors", "zero.svm")
    #expect(zero.status == 1 && zero.errors.contains("counted from 1"), "\(zero.errors)")
  }

  @Test("What counts for nothing, flatters or did not converge is said")
  func notes() throws {
    #expect(try logit("fit", "rows.svm", "--quiet").errors.isEmpty)
    try logit.write("1 3:1 21:1 22:0 30:2\n", to: "wide.svm")
    let wide = try logit("predict", "model.safetensors", "wide.svm")
    #expect(wide.status == 0 && wide.errors.contains("2 entries of wide.svm stand in columns after 20"))
    #expect(try logit("predict", "model.safetensors", "wide.svm", "--quiet").errors.isEmpty)
    #expect(try logit("evaluate", "model.safetensors", "wide.svm").errors.contains("2 entries"))
    let seen = try logit("evaluate", "model.safetensors", "rows.svm")
    #expect(seen.status == 0 && seen.errors.contains("flatter it"), "\(seen.errors)")
    #expect(try logit("evaluate", "model.safetensors", "rows.svm", "--all-rows").errors.isEmpty)
    try logit.write(logit.text("rows.svm") + "1 2:1\n", to: "other.svm")
    #expect(try logit("evaluate", "model.safetensors", "other.svm").errors.isEmpty)
    // Without a penalty, classes that a column tells apart have no optimum.
    let endless = try logit("fit", "rows.svm", "--penalty", "none", "--validation", "0", "--quiet")
    #expect(endless.errors.contains("did not converge"), "\(endless.errors)")
  }

  @Test("Tables of numbers become svmlight files and back; too wide ones stay")
  func conversion() throws {
    try logit.write("a,b,y\n0,1.5,1\n2,0,0\n", to: "in.csv")
    let there = try logit("convert", "in.csv", "out.svm", "--target", "y")
    #expect(there.status == 0, "\(there.errors)")
    #expect(try logit.text("out.svm") == "1 2:1.5\n0 1:2\n")
    #expect(try logit("convert", "out.svm", "back.csv").status == 0)
    #expect(try logit.text("back.csv") == "label,column_1,column_2\n1,0,1.5\n0,2,0\n")
    try logit.write("1 16000000:1\n0 2:1\n", to: "wide.svm")
    let wide = try logit("convert", "wide.svm", "wide.csv")
    #expect(wide.status == 1 && wide.errors.contains("too many to write out"), "\(wide.errors)")
    #expect(try logit("convert", "wide.svm", "wide.svm.gz").status == 0)
    #expect(try logit("convert", "wide.svm.gz", "again.svm").status == 0)
    #expect(try logit.text("again.svm") == "1 16000000:1\n0 2:1\n")
  }

  @Test("Texts in many bins and crosses are fitted sparse; few bins stay a model of every command")
  func hashBins() throws {
    var csv = "note,city,kind,y\n"
    for row in 0..<160 {
      let isGood = row % 2 == 0
      let word = [["good", "fine"], ["bad", "poor"]][isGood ? 0 : 1][row / 2 % 2]
      csv += "this \(word) thing is number \(row) in a long row,\(["Oslo", "Rome"][row / 4 % 2]),"
      csv += "\(["a", "b"][row / 3 % 2]),\(isGood ? "yes" : "no")\n"
    }
    try logit.write(csv, to: "notes.csv")
    let options = ["fit", "notes.csv", "--target", "y", "--cross", "city,kind"]
    let sparse = try logit.run(options + ["--hash-bins", "65536", "--json", "-o", "sparse.safetensors"])
    #expect(sparse.status == 0, "\(sparse.errors)")
    let data = try #require(sparse.object?["data"] as? [String: Any])
    #expect(data["columns"] as? Int ?? 0 > 2 * 65536)
    let evaluation = try logit("evaluate", "sparse.safetensors", "notes.csv", "--json")
    let accuracy = (evaluation.object?["scores"] as? [String: Any])?["accuracy"] as? [String: Any]
    #expect(accuracy?["value"] as? Double == 1, "\(evaluation.errors)")
    let predicted = try logit("predict", "sparse.safetensors", "notes.csv").text.split(separator: "\n")
    #expect(predicted[0] == "note,city,kind,y,predicted,probability_no,probability_yes")
    let dense = try logit.run(options + ["--hash-bins", "64", "-o", "dense.safetensors"])
    #expect(dense.status == 0, "\(dense.errors)")
    #expect(try logit("summary", "dense.safetensors").status == 0)
    let tooMany = try logit.run(options + ["--hash-bins", "16777217"])
    #expect(tooMany.status == 1 && tooMany.errors.contains("--hash-bins is 16777217"), "\(tooMany.errors)")
    let unknown = try logit.run(["fit", "notes.csv", "--target", "y", "--cross", "city,nope"])
    #expect(unknown.status == 1 && unknown.errors.contains("nope"), "\(unknown.errors)")
  }

  @Test("Texts go to many bins without an option, and to few where an option needs it, which is said")
  func texts() throws {
    var csv = "note,size,y\n"
    for row in 0..<300 {
      let isGood = (row * 7919) % 5 < 2
      let word = [["good", "fine", "kind"], ["bad", "poor", "harsh"]][isGood ? 0 : 1][row % 3]
      csv += "this \(word) thing is number \(row) in a long row,\(row % 13),\(isGood ? "yes" : "no")\n"
    }
    try logit.write(csv, to: "notes.csv")
    let found = try logit("fit", "notes.csv", "--target", "y", "--json")
    #expect(found.status == 0 && found.errors.isEmpty, "\(found.errors)")
    #expect((found.object?["data"] as? [String: Any])?["columns"] as? Int == 262_145)
    let scores = try #require(found.object?["scores"] as? [String: Any])
    #expect(scores["measured_on"] as? String == "out_of_fold" && scores["folds"] as? Int == 5)
    #expect(found.object?["unconverged_folds"] as? Int == 0)
    let summary = try logit("summary", "model.safetensors")
    #expect(summary.status == 0 && summary.text.contains("note #"), "\(summary.errors)")
    let json = try logit("summary", "model.safetensors", "--json")
    #expect((json.object?["coefficients"] as? [Any])?.count == json.object?["nonzero"] as? Int)
    let plot = try logit("plot", "model.safetensors", "notes.csv", "--json")
    #expect((plot.object?["figures"] as? [Any])?.count == 4, "\(plot.errors)")
    #expect(plot.object?["measured_on"] as? String == "all_rows")
    let options = ["--kind", "threshold", "-o", "t.svg", "--quiet"]
    let one = try logit.run(["plot", "model.safetensors", "notes.csv"] + options)
    #expect(one.status == 0, "\(one.errors)")
    #expect(try logit.files.contains("t.svg"))
    let none = try logit("plot", "model.safetensors")
    #expect(none.status == 64 && none.errors.contains("name a file"), "\(none.errors)")
    let steps = ["--hidden", "2", "--epochs", "1", "-o", "h.st"]
    let hidden = try logit.run(["fit", "notes.csv", "--target", "y"] + steps)
    #expect(hidden.status == 0 && hidden.errors.contains("256 bins, where --hidden"), "\(hidden.errors)")
    #expect(try logit("why", "h.st", "notes.csv", "--row", "1").status == 0)
  }

  @Test("Calibration and thresholds are learned out of fold, kept in the file, and used")
  func decision() throws {
    let found = try logit("fit", "rows.svm", "--calibrate", "platt", "--threshold", "f1", "--json")
    #expect(found.status == 0, "\(found.errors)")
    let decision = try #require(found.object?["decision"] as? [String: Any])
    let threshold = try #require(decision["threshold"] as? Double)
    #expect(decision["chosen_by"] as? String == "f1")
    let rows = try logit("predict", "model.safetensors", "rows.svm").text.split(separator: "\n").dropFirst()
    for row in rows {
      let fields = row.split(separator: ",")
      #expect((fields[0] == "1") == ((Double(fields[2]) ?? 0) > threshold), "\(row)")
    }
    let evaluation = try logit("evaluate", "model.safetensors", "rows.svm", "--all-rows", "--json")
    #expect((evaluation.object?["decision"] as? [String: Any])?["threshold"] as? Double == threshold)
    let cost = try logit("fit", "rows.svm", "--cost", "1:-1=4", "--quiet")
    #expect(cost.status == 0, "\(cost.errors)")
    let unmeasured = try logit("fit", "rows.svm", "--calibrate", "platt", "--validation", "0")
    #expect(unmeasured.status == 64 && unmeasured.errors.contains("--calibrate"), "\(unmeasured.errors)")
  }

  @Test("A row's prediction is explained by its entries")
  func why() throws {
    _ = try logit("fit", "rows.svm")
    let text = try logit("why", "model.safetensors", "rows.svm", "--row", "2")
    #expect(text.status == 0 && text.text.contains("Row 2: 1."), "\(text.errors)")
    #expect(text.text.contains("column 2 ") && text.text.contains("a row without entries"), "\(text.text)")
    let json = try logit("why", "model.safetensors", "rows.svm", "--json")
    let rows = try #require(json.object?["rows"] as? [[String: Any]])
    #expect(rows.count == 120 && json.object?["target"] is NSNull)
    let contributions = try #require(rows[1]["contributions"] as? [[String: Any]])
    #expect(contributions.count == 3)
    let beyond = try logit("why", "model.safetensors", "rows.svm", "--row", "121")
    #expect(beyond.status == 1 && beyond.errors.contains("120 rows"), "\(beyond.errors)")
    let option = try logit("why", "model.safetensors", "rows.svm", "--as", "a=text")
    #expect(option.status == 64 && option.errors.contains("--as"), "\(option.errors)")
  }

  @Test("A model goes to LIBLINEAR, over its own file and over no other")
  func liblinear() throws {
    _ = try logit("fit", "rows.svm")
    for _ in 0..<2 {
      let export = try logit("export", "model.safetensors", "--to", "liblinear", "--json")
      #expect(export.status == 0 && export.object?["format"] as? String == "liblinear", "\(export.errors)")
    }
    #expect(try logit.text("model.liblinear").hasPrefix("solver_type L2R_LR\nnr_class 2\nlabel 1 -1\n"))
    try logit.write("something else", to: "model.liblinear")
    #expect(try logit("export", "model.safetensors", "--to", "liblinear").status == 1)
    let verify = try logit("verify", "model.liblinear")
    #expect(verify.status == 1, "\(verify.errors)")
    _ = try logit("fit", "rows.svm", "--calibrate", "platt")
    let calibrated = try logit("export", "model.safetensors", "--to", "liblinear", "-o", "c.liblinear")
    #expect(
      calibrated.status == 1 && calibrated.errors.contains("calibrated or corrected"), "\(calibrated.errors)")
    #expect(try !logit.files.contains("c.liblinear"))
  }

  @Test("Texts with weights of rows stay in many bins, and the weights are no feature")
  func weightedTexts() throws {
    try logit.write(
      OnlineCommandTests.rows(400).split(separator: "\n").enumerated().map { row, line in
        "\(line),\(row == 0 ? "w" : "\(row % 3)")\n"
      }.joined(), to: "texts.csv")
    let found = try logit("fit", "texts.csv", "--target", "y", "--weights", "w", "--json")
    #expect(found.status == 0 && !found.errors.contains("256 bins"), "\(found.errors)")
    let data = try #require(found.object?["data"] as? [String: Any])
    #expect(data["columns"] as? Int ?? 0 > 1 << 18 && data["uncounted_rows"] as? Int == 133)
    #expect(data["rows"] as? Int == 267)
    let why = try logit("why", "model.safetensors", "texts.csv", "--row", "1")
    #expect(why.status == 0 && why.text.contains("note") && !why.text.contains(" w "), "\(why.errors)")
  }
}
