import Foundation
import LogitClassifier
import Testing

@Suite struct ConvertTests {
  static let patients = "age,sex,smoker\n50,m,true\n61.5,f,false\n,\"a,b\",\n"

  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    try logit.write(Self.patients, to: "patients.csv")
  }

  @Test("Another format than text holds what the options say of texts; text, which stays, refuses them")
  func readings() throws {
    try logit.write("price,day\n\"1,250\",04/08/2023\n\"12,000\",14/08/2023\n", to: "in.csv")
    let options = ["--thousands", ",", "--date-order", "dmy"]
    #expect(try logit.run(["convert", "in.csv", "out.npz", "--quiet"] + options).status == 0)
    #expect(try logit("convert", "out.npz", "-", "--to", "csv").text.contains("\n1250,"))
    let text = try logit.run(["convert", "in.csv", "-", "--to", "csv"] + options)
    #expect(text.status == 64 && text.errors.contains("--thousands changes nothing here"), "\(text.errors)")
  }

  @Test(
    "Every format and back gives the same text",
    arguments: ["csv", "tsv", "csv.gz", "tsv.gz", "jsonl", "jsonl.gz", "ndjson", "npz", "npy"])
  func roundTrip(format: String) throws {
    // No gaps: NumPy has none in texts and truth values.
    let text = "age,sex,smoker\n50,m,true\n61.5,f,false\n"
    try logit.write(text, to: "in.csv")
    let there = try logit("convert", "in.csv", "middle.\(format)")
    #expect(there.status == 0, "\(there.errors)")
    #expect(
      there.text.hasPrefix(
        "Read in.csv: 2 rows, 3 columns (1 numeric, 1 boolean, 1 string), no missing values.\n"
          + "Wrote middle.\(format) as \(format).\n"))
    #expect(try logit("convert", "middle.\(format)", "out.csv", "--quiet").text.isEmpty)
    // JSON tells texts from numbers, and quotes go on to tell them apart.
    let isJSON = format.hasPrefix("jsonl") || format == "ndjson"
    let expected = isJSON ? text.replacing(",m,", with: ",\"m\",").replacing(",f,", with: ",\"f\",") : text
    #expect(try logit.text("out.csv") == expected)
  }

  @Test("What NumPy's formats cannot hold is said")
  func notes() throws {
    let npz = try logit("convert", "patients.csv", "patients.npz")
    #expect(npz.text.contains("Note: texts became NumPy's U strings: \"sex\".\n"))
    #expect(
      npz.text.contains(
        "Note: whole numbers and truth values became floats, NaN where missing, in \"smoker\".\n"))
    try logit.write("a,b\n1,2.5\n3,4\n", to: "matrix.csv")
    let npy = try logit("convert", "matrix.csv", "matrix.npy", "--json")
    let notes = try #require(npy.object?["notes"] as? [String])
    #expect(
      notes == [
        "an NPY matrix has no names of columns; write .npz to keep \"a\", \"b\".",
        "an NPY matrix has numbers of one type, so whole numbers and truth values became floats.",
      ])
    #expect(npy.object?["rows"] as? Int == 2)
  }

  @Test("Standard input and output are -")
  func pipes() throws {
    let output = try logit("convert", "-", "-", "--to", "tsv", input: "a,b\n1,x\n")
    #expect(output.text == "a\tb\n1\tx\n" && output.errors.isEmpty)
    for (arguments, message) in [
      (["-"], "Say the format of standard output, such as --to csv."),
      (["-", "--to", "csv", "--json"], "--json needs standard output for itself; name a file to write."),
      (["out.csv", "--json", "--quiet"], "--quiet and --json contradict each other; give one of them."),
    ] {
      let refused = try logit.run(["convert", "patients.csv"] + arguments)
      #expect(refused.status == 64 && refused.text.isEmpty)
      #expect(refused.errors.hasPrefix("Error: \(message)\n"), "\(refused.errors)")
    }
  }
}
