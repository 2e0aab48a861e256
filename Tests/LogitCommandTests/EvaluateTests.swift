import Foundation
import Testing

@Suite struct EvaluateTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    let output = try logit("fit", "iris", "--validation", "0.2", "--quiet")
    #expect(output.status == 0, "\(output.errors)")
  }

  @Test("Columns may come in another order, and others may be there")
  func order() throws {
    _ = try logit("datasets", "iris", "-o", "iris.csv")
    let straight = try #require(
      try logit("evaluate", "model.safetensors", "iris.csv", "--json", "--all-rows").object)
    let turned = try logit.lines("iris.csv").enumerated().map { index, line in
      line.split(separator: ",").reversed().joined(separator: ",") + (index == 0 ? ",extra\n" : ",7\n")
    }.joined()
    try logit.write(turned, to: "turned.csv")
    let output = try #require(
      try logit("evaluate", "model.safetensors", "turned.csv", "--json", "--all-rows").object)
    let names = ["model", "source"]
    func measures(_ object: [String: Any]) -> NSDictionary {
      object.filter { !names.contains($0.key) } as NSDictionary
    }
    #expect(measures(straight) == measures(output))
  }

  @Test("Of the rows the model was trained on, those held out are measured")
  func heldOut() throws {
    let known = try logit("evaluate", "model.safetensors", "iris")
    #expect(known.text.hasPrefix("iris: 30 rows that were held out in training (--all-rows measures all)\n"))
    #expect(
      try logit("evaluate", "model.safetensors", "iris", "--all-rows").text
        .hasPrefix("iris: 150 rows; the model was trained on them, so the figures flatter it\n"))
  }

  @Test("Texts that look like truth values or numbers in a later file are texts still")
  func texts() throws {
    let rows = (0..<60).map { "\(["True", "False", "Unknown"][$0 % 3]),\(["1.0", "2.0", "none"][$0 % 3])\n" }
    try logit.write("c,y\n" + rows.joined(), to: "texts.csv")
    #expect(try logit("fit", "texts.csv", "--target", "y", "--quiet", "-o", "texts.safetensors").status == 0)
    try logit.write("c,y\nTrue,1.0\nFalse,2.0\n", to: "some.csv")
    let output = try logit("evaluate", "texts.safetensors", "some.csv")
    #expect(
      output.status == 0 && output.text.contains("accuracy        1.0000")
        || output.text.contains("accuracy             1.0000"), "\(output.errors)")
  }

  @Test("Rows that do not fit the model are refused in a line")
  func refusals() throws {
    let names = try logit("datasets", "iris").text.split(separator: "\n")[0]
    let columns = names.split(separator: ",").map(String.init)
    let cases: [(text: String, message: String)] = [
      (
        columns.dropFirst(2).joined(separator: ",") + "\n1,2,setosa\n",
        "The columns \"\(columns[0])\", \"\(columns[1])\" are needed, but there are only \"\(columns[2])\", "
          + "\"\(columns[3])\", \"\(columns[4])\"; add what is missing, empty where unknown.\n"
      ),
      (
        columns.dropLast().joined(separator: ",") + "\n1,2,3,4\n",
        "There is no target \"\(columns[4])\""
      ),
      (
        "\(names)\n1,2,3,4,rose\n",
        "Row 1 has \"rose\" in column \"\(columns[4])\", but the model knows the classes \"setosa\", \"versicolor\", "
          + "\"virginica\"; correct the row or retrain the model.\n"
      ),
      (
        "\(names)\n1,2,3,many,setosa\n",
        "Row 1 (not counting the header) has \"many\" in column \"\(columns[3])\", where a number is needed; "
      ),
    ]
    for (text, message) in cases {
      try logit.write(text, to: "other.csv")
      let output = try logit("evaluate", "model.safetensors", "other.csv")
      #expect(output.status == 1)
      #expect(output.errors.hasPrefix("Error: \(message)"), "\(output.errors)")
      #expect(output.errors.split(separator: "\n").count == 1)
    }
  }

  @Test(
    "A damaged model is refused by every command that takes one",
    arguments: ["evaluate", "predict", "summary"])
  func damaged(command: String) throws {
    try logit.write(logit.bytes("model.safetensors").dropLast(40), to: "cut.safetensors")
    try logit.write(Data("no model at all".utf8), to: "text.safetensors")
    for name in ["cut.safetensors", "text.safetensors", "none.safetensors"] {
      let output = try logit.run([command, name] + (command == "summary" ? [] : ["iris"]))
      #expect(output.status == 1 && output.text.isEmpty)
      #expect(output.errors.hasPrefix("Error: ") && output.errors.contains(name), "\(output.errors)")
      #expect(output.errors.split(separator: "\n").count == 1)
    }
  }
}
