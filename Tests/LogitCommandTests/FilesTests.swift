import Foundation
import LogitClassifier
import LogitFiles
import Testing

/// Files as people have them: what is read, and what is said of the rest.
@Suite struct FilesTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    for name in ["name-inf", "r-row-names", "sep-line", "space-after-comma", "train"] {
      try logit.write(CaseFixture.text("\(name).csv"), to: "\(name).csv")
    }
  }

  private func fitColumns(_ arguments: [String]) throws -> [String: Bool] {
    let output = try logit.run(["fit", "--json"] + arguments)
    #expect(output.status == 0, "\(output.errors)")
    let columns = try #require(output.object?["columns"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: columns.map { ($0["name"] as? String ?? "", $0["used"] as? Bool == true) })
  }

  @Test("A header with inf among its names is kept by convert and split")
  func nameInf() throws {
    let converted = try logit("convert", "name-inf.csv", "-", "--to", "csv")
    #expect(converted.text == "year,inf,y\n1990,2.5,a\n1991,3.5,b\n1992,1.5,a\n")
    #expect(try logit("split", "name-inf.csv", "--validation", "1").status == 0)
    #expect(try logit.lines("name-inf-train.csv").first == "year,inf,y")
    #expect(try logit.lines("name-inf-train.csv").count == 3)
  }

  @Test("R's row names and the line sep= are read", arguments: ["r-row-names.csv", "sep-line.csv"])
  func shapes(file: String) throws {
    let columns = try fitColumns([file, "--target", "y"])
    #expect(columns["x"] == true && columns["z"] == true, "\(columns)")
    let output = try logit("fit", file, "--target", "y", "--json", "-o", "second.safetensors")
    let data = try #require(output.object?["data"] as? [String: Any])
    #expect(data["rows"] as? Int == 120)
  }

  @Test("Blanks after commas belong neither to names nor to values nor to words")
  func blanks() throws {
    let output = try logit(
      "fit", "space-after-comma.csv", "--target", "income", "--missing", "?", "--class-weight",
      "<=50K=1,>50K=3",
      "--json")
    #expect(output.status == 0, "\(output.errors)")
    let target = try #require(output.object?["target"] as? [String: Any])
    #expect(target["classes"].map { "\($0)" }?.contains(" <=50K") == false)
    let converted = try logit("convert", "space-after-comma.csv", "-", "--to", "npz", "--missing", " ?")
    #expect(converted.status == 0)
    #expect(converted.errors.contains("missing texts"))
  }

  @Test("A title is recognized, and the lines that are said to be skipped are")
  func titles() throws {
    try logit.write("Report\n\nx,y\n1,a\n2,b\n3,a\n", to: "title.csv")
    let refused = try logit("convert", "title.csv", "-", "--to", "csv")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains(
        "line 3: this looks like the header, with 2 fields, but the first line has 1 field"))
    #expect(refused.errors.contains("skip the 2 lines above it with --skip-lines 2"))
    #expect(
      try logit("convert", "title.csv", "-", "--to", "csv", "--skip-lines", "2").text
        == "x,y\n1,a\n2,b\n3,a\n")
    #expect(try logit("convert", "title.csv", "-", "--to", "csv", "--skip-lines", "-1").status == 1)
  }

  @Test("Quotes with a backslash are read with --escape, which is said")
  func escapes() throws {
    try logit.write("a,b\n1,\"say \\\"hi\\\", then\"\n", to: "in.csv")
    let refused = try logit("convert", "in.csv", "out.npz")
    #expect(refused.status == 1 && refused.errors.contains("read the file with --escape '\\'"))
    #expect(try logit("convert", "in.csv", "out.npz", "--escape", "\\").status == 0)
    #expect(
      try Table(npz: logit.folder.appendingPathComponent("out.npz").path).column("b").strings() == [
        "say \"hi\", then"
      ])
  }

  @Test("A column whose name has a comma is named in quotes")
  func lists() throws {
    var text = "\"height, cm\",weight,note,y\n"
    for row in 0..<60 {
      text += "\(150 + row % 7 * 5),\(50 + row % 11),\(row % 5),\(row % 7 > 3 ? "b" : "a")\n"
    }
    try logit.write(text, to: "in.csv")
    let used = try fitColumns(["in.csv", "--target", "y", "--features", "\"height, cm\", weight"])
    #expect(used["height, cm"] == true && used["weight"] == true && used["note"] != true, "\(used)")
    let left = try fitColumns(["in.csv", "--target", "y", "--exclude", "note,\"height, cm\""])
    #expect(left["height, cm"] == false && left["weight"] == true)
    let refused = try logit("fit", "in.csv", "--target", "y", "--features", "\"height")
    #expect(refused.status == 1 && refused.errors.contains("--features is '\"height', but must be a list"))
  }

  @Test("Arrays of an archive are chosen by name, in every command that reads a table")
  func arrays() throws {
    let count = 60
    let images = try Tensor((0..<count * 4).map { Float(($0 * 37) % 101) }, shape: [count, 2, 2])
    let labels = Tensor<Float>((0..<count).map { images.scalars[$0 * 4] > 50 ? 1 : 0 })
    let bytes = NPZWriter().bytes(of: [
      "x_train": images, "y_train": labels, "x_test": try images.reshaped([count / 2, 2, 4]),
    ])
    try logit.write(Data(bytes), to: "mnist.npz")
    let refused = try logit("fit", "mnist.npz", "--target", "y")
    #expect(refused.status == 1)
    for part in ["\"x_train\" [60, 2, 2]", "\"y_train\" [60]", "--arrays x_train,y_train"] {
      #expect(refused.errors.contains(part), "\(refused.errors)")
    }
    let options = ["--arrays", "x_train,y_train"]
    let columns = try fitColumns(["mnist.npz", "--target", "y"] + options)
    #expect(Set(columns.keys).isSuperset(of: ["x_0", "x_1", "x_2", "x_3"]))
    #expect(try logit.run(["evaluate", "model.safetensors", "mnist.npz"] + options).status == 0)
    let predicted = try logit("predict", "model.safetensors", "mnist.npz", "--arrays", "x_train")
    #expect(predicted.status == 0 && predicted.text.split(separator: "\n").count == count + 1)
    #expect(try logit("fit", "train.csv", "--target", "y", "--arrays", "x").status == 1)
    #expect(try logit("convert", "mnist.npz", "o.csv", "--arrays", "a,b,c").status == 1)
  }

  @Test("Standard input may be compressed for predict as for fit")
  func compressedInput() throws {
    let names = try #require(try logit.lines("train.csv").first).split(separator: ",").map(String.init)
    let target = try #require(names.last)
    let compressed = Data(Gzip.compress(Array(try logit.bytes("train.csv"))))
    let fitted = try logit.run(["fit", "-", "--target", target, "--quiet"], bytes: compressed)
    #expect(fitted.status == 0, "\(fitted.errors)")
    let plain = try logit("predict", "model.safetensors", "train.csv")
    let streamed = try logit.run(["predict", "model.safetensors", "-"], bytes: compressed)
    #expect(streamed.status == 0 && streamed.text == plain.text, "\(streamed.errors)")
  }

  @Test("Model and data in the wrong order are told", arguments: ["predict", "evaluate", "plot"])
  func order(command: String) throws {
    let target = try #require(try logit.lines("train.csv").first?.split(separator: ",").last.map(String.init))
    #expect(try logit("fit", "train.csv", "--target", target, "--quiet").status == 0)
    let wrong = try logit(command, "train.csv", "model.safetensors")
    #expect(wrong.status == 64)
    #expect(wrong.errors.hasPrefix("Error: The model stands before the data"), "\(wrong.errors)")
    #expect(wrong.errors.contains("write model.safetensors train.csv."))
    let none = try logit(command, "train.csv", "train.csv")
    #expect(none.status == 1)
    #expect(
      none.errors.contains("train.csv: the file should be a model file, but is text, such as a table"),
      "\(none.errors)")
    let table = try logit(command, "model.safetensors", "model.safetensors")
    #expect(
      table.status == 1 && table.errors.contains("is a model that Logit wrote, not a table"),
      "\(table.errors)")
  }

  @Test("Files of other programs are named, from files and from standard input")
  func foreignFiles() throws {
    try logit.write("<?xml version=\"1.0\"?>\n<rows/>\n", to: "rows.xml")
    let file = try logit("convert", "rows.xml", "o.csv")
    #expect(file.status == 1)
    #expect(
      file.errors.hasPrefix(
        "Error: rows.xml is an XML file, not a table that can be read; write it as CSV first"))
    let input = try logit("convert", "-", "o.csv", input: "+1 1:0.5 3:2\n-1 2:1\n")
    #expect(input.errors.hasPrefix("Error: standard input is a file of LIBSVM (svmlight), not a table"))
  }
}
