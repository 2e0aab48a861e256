import Foundation
import LogitClassifier
import Testing

@Suite struct ColumnarCommandTests {
  /// The files that the tests of LogitData read, too.
  private static let files =
    "\(#filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 })/LogitDataTests/Fixtures/Columnar"

  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  private static func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(files)/\(name)"))
  }

  @Test(
    "A model of what pandas writes as Parquet or Feather is that of its CSV",
    arguments: ["parquet", "feather"])
  func model(ending: String) throws {
    // Under one name, since the model remembers it.
    let fit = [
      "fit", "rows", "--target", "species", "--features", "bill_length_mm,sex,day,year", "--as",
      "year=category",
      "-o", "model.safetensors", "--overwrite", "--quiet",
    ]
    var models: [Data] = []
    for name in ["pandas.csv", "pandas.\(ending)"] {
      try logit.write(Self.bytes(name), to: "rows")
      let run = try logit.run(fit)
      #expect(run.status == 0, "\(run.errors)")
      models.append(try logit.bytes("model.safetensors"))
    }
    #expect(models[0] == models[1])
  }

  @Test("Parquet is predicted, divided, converted and measured, from a file or a pipe")
  func commands() throws {
    for name in ["pandas.csv", "pandas.parquet"] { try logit.write(Self.bytes(name), to: name) }
    #expect(
      try logit.run([
        "fit", "pandas.parquet", "--target", "heavy", "--features", "bill_length_mm,island,day", "--quiet",
      ])
      .status == 0)
    let fromCSV = try logit("predict", "model.safetensors", "pandas.csv", "--only-predictions", "--quiet")
    let predicted = try logit(
      "predict", "model.safetensors", "pandas.parquet", "--only-predictions", "--quiet")
    #expect(
      predicted.status == 0 && predicted.text == fromCSV.text && !predicted.text.isEmpty,
      "\(predicted.errors)")
    let piped = try logit.run(
      ["predict", "model.safetensors", "-", "--only-predictions", "--quiet"],
      bytes: Self.bytes("pandas.parquet"))
    #expect(piped.text == fromCSV.text, "\(piped.errors)")
    let measured = try logit.run(
      ["evaluate", "model.safetensors", "-", "--all-rows", "--json"], bytes: Self.bytes("pandas.feather"))
    #expect(measured.status == 0, "\(measured.errors)")
    #expect(try logit("split", "pandas.parquet", "--target", "species", "--quiet").status == 0)
    #expect(try logit("convert", "pandas.parquet", "out.csv", "--quiet").status == 0)
    #expect(try logit.text("out.csv").split(separator: "\n").count == 345)
  }

  @Test("A column of lists is named with the option that leaves it out, where there is one")
  func nested() throws {
    try logit.write(Self.bytes("nested.parquet"), to: "nested.parquet")
    let refused = try logit("fit", "nested.parquet", "--target", "y")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("column \"tags\" holds lists"), "\(refused.errors)")
    #expect(refused.errors.contains("leave it out with --exclude tags,"), "\(refused.errors)")
    for options in [["--exclude", "tags,place,map"], ["--features", "x"]] {
      let left = try logit.run(["fit", "nested.parquet", "--target", "y"] + options)
      #expect(!left.errors.contains("holds lists") && !left.errors.contains("holds maps"), "\(left.errors)")
    }
    let converted = try logit("convert", "nested.parquet", "out.csv")
    #expect(converted.errors.contains("write the file anew without it"), "\(converted.errors)")
    #expect(!converted.errors.contains("--exclude"))
  }

  @Test("Nothing is written as Parquet")
  func writing() throws {
    try logit.write("a,b\n1,2\n", to: "in.csv")
    let run = try logit("convert", "in.csv", "out.parquet")
    #expect(run.status != 0 && run.errors.contains("out.parquet"), "\(run.errors)")
  }
}
