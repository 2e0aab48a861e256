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
      ["--separator", ";"], ["--validation", "0.2"], ["--calibrate", "platt"], ["--cross", "a,b"],
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
    let summary = try logit("summary", "model.safetensors")
    #expect(summary.status == 1 && summary.errors.contains("a model of sparse rows"), "\(summary.errors)")
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
}
