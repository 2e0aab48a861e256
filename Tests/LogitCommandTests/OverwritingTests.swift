import Foundation
import Testing

/// Which files are replaced, and which never.
@Suite struct OverwritingTests {
  let logit: BuiltCommand

  private static let rows = "a,y\n" + (1...40).map { "\($0),\($0 % 2 == 0 ? "n" : "p")\n" }.joined()

  init() throws {
    logit = try BuiltCommand()
    try logit.write(Self.rows, to: "rows.csv")
    #expect(try logit("fit", "rows.csv", "--target", "y", "--quiet", "-o", "m.safetensors").status == 0)
    let files = FileManager.default
    try files.createSymbolicLink(atPath: path("soft.csv"), withDestinationPath: "rows.csv")
    try files.linkItem(atPath: path("rows.csv"), toPath: path("hard.csv"))
    try files.linkItem(atPath: path("m.safetensors"), toPath: path("model.csv"))
    try files.createDirectory(atPath: path("figures"), withIntermediateDirectories: true)
    try files.linkItem(atPath: path("rows.csv"), toPath: path("figures/roc.svg"))
    try files.linkItem(atPath: path("rows.csv"), toPath: path("p-train.csv"))
  }

  private func path(_ name: String) -> String { logit.folder.appendingPathComponent(name).path }

  @Test(
    "- is refused where only a file can be written, and is no file's name",
    arguments: [
      ["fit", "rows.csv", "--target", "y", "-o", "-"], ["regress", "rows.csv", "y ~ a", "-o", "-"],
      ["regress", "rows.csv", "y ~ a", "--influence", "-"], ["split", "rows.csv", "-o", "-"],
      ["plot", "m.safetensors", "rows.csv", "--kind", "roc", "-o", "-"],
      ["export", "m.safetensors", "--to", "sql", "-o", "-"],
      ["report", "m.safetensors", "rows.csv", "-o", "-"],
      ["plan", "rows.csv", "--target", "y", "-o", "-"],
    ])
  func standardOutput(arguments: [String]) throws {
    let output = try logit.run(arguments)
    #expect(output.status == 1 && output.errors.contains("- is standard output"), "\(output.errors)")
    #expect(!FileManager.default.fileExists(atPath: path("-")))
  }

  @Test(
    "No input is written over, under its name or through a link",
    arguments: [
      ["fit", "rows.csv", "--target", "y", "-o", "rows.csv"],
      ["fit", "rows.csv", "--target", "y", "-o", "soft.csv"],
      ["fit", "soft.csv", "--target", "y", "-o", "hard.csv"],
      ["fit", "rows.csv", "--target", "y", "--overwrite", "-o", "./rows.csv"],
      ["predict", "m.safetensors", "rows.csv", "-o", "rows.csv"],
      ["predict", "m.safetensors", "rows.csv", "-o", "hard.csv"],
      ["predict", "m.safetensors", "rows.csv", "-o", "figures/../soft.csv"],
      ["predict", "m.safetensors", "rows.csv", "-o", "model.csv"],
      ["convert", "rows.csv", "rows.csv"], ["convert", "rows.csv", "hard.csv"],
      ["convert", "hard.csv", "soft.csv"],
      ["split", "rows.csv", "-o", "p", "--overwrite"], ["split", "soft.csv", "-o", "p"],
      ["plot", "m.safetensors", "rows.csv", "--kind", "roc", "--quiet"],
      ["plot", "m.safetensors", "rows.csv", "--kind", "roc", "-o", "figures/roc.svg"],
    ])
  func inputs(_ arguments: [String]) throws {
    let before = try logit.files
    let model = try logit.bytes("m.safetensors")
    let output = try logit.run(arguments)
    #expect(output.status == 1, "\(arguments)")
    #expect(output.errors.hasPrefix("Error: Cannot write "), "\(output.errors)")
    #expect(output.errors.contains("it is the same file as the input "), "\(output.errors)")
    #expect(output.errors.split(separator: "\n").count == 1)
    #expect(try logit.text("rows.csv") == Self.rows && logit.bytes("m.safetensors") == model)
    #expect(try logit.files == before)
  }

  @Test("Standard input and output are known as the files they are")
  func redirections() throws {
    for line in [
      "logit predict m.safetensors - -o rows.csv < rows.csv",
      "logit fit - --target y -o rows.csv < rows.csv",
      "logit predict m.safetensors rows.csv >> rows.csv", "logit convert rows.csv - --to csv >> hard.csv",
    ] {
      let output = try logit.shell(line)
      #expect(output.status == 1, "\(line)")
      #expect(output.errors.contains("it is the same file as the input "), "\(output.errors)")
      #expect(try logit.text("rows.csv") == Self.rows)
    }
  }

  @Test("The default model file is replaced if it is a model, and this is said; otherwise on demand only")
  func defaultModel() throws {
    let fit = ["fit", "rows.csv", "--target", "y"]
    let first = try logit.run(fit + ["--json"])
    #expect(first.status == 0 && first.errors.isEmpty)
    let note = "The model that was in model.safetensors before is replaced.\n"
    #expect(try logit.run(fit).errors == note)
    #expect(try logit.run(fit + ["--json"]).errors == note)
    #expect(try logit.run(fit + ["--quiet"]).errors.isEmpty)

    try logit.write("notes", to: "model.safetensors")
    let refused = try logit.run(fit)
    #expect(refused.status == 1 && refused.text.isEmpty)
    #expect(
      refused.errors
        == "Error: model.safetensors is there already and is no model that Logit wrote; name another file with "
        + "--output, or replace it with --overwrite.\n")
    #expect(try logit.text("model.safetensors") == "notes")
    #expect(try logit.run(fit + ["-o", "model.safetensors", "--quiet"]).status == 0)
    try logit.write("notes", to: "model.safetensors")
    #expect(try logit.run(fit + ["--overwrite", "--quiet"]).status == 0)
    #expect(try logit("summary", "model.safetensors").status == 0)
  }

  @Test("The parts of an earlier split are replaced on demand only")
  func parts() throws {
    #expect(try logit("split", "rows.csv").status == 0)
    let train = try logit.text("rows-train.csv")
    let refused = try logit("split", "rows.csv", "--seed", "1")
    #expect(refused.status == 1)
    #expect(refused.errors.hasPrefix("Error: rows-train.csv is there already,"), "\(refused.errors)")
    #expect(refused.errors.contains("--overwrite"))
    #expect(try logit.text("rows-train.csv") == train)
    #expect(try logit("split", "rows.csv", "--seed", "1", "--overwrite").status == 0)
    #expect(try logit.text("rows-train.csv") != train)
    // One part is enough.
    try FileManager.default.removeItem(atPath: path("rows-train.csv"))
    #expect(try logit("split", "rows.csv").status == 1)
    #expect(try !logit.files.contains("rows-train.csv"))
  }

  @Test("A file that is replaced keeps its mode, and a link stays a link")
  func modes() throws {
    let files = FileManager.default
    try logit.write("old", to: "out.csv")
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path("out.csv"))
    try files.createDirectory(atPath: path("elsewhere"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path("link.csv"), withDestinationPath: "elsewhere/real.csv")
    try files.createSymbolicLink(atPath: path("second.csv"), withDestinationPath: "link.csv")
    for name in ["out.csv", "second.csv"] {
      #expect(try logit("predict", "m.safetensors", "rows.csv", "--quiet", "-o", name).status == 0)
    }
    #expect(try files.attributesOfItem(atPath: path("out.csv"))[.posixPermissions] as? Int == 0o640)
    #expect(try logit.lines("out.csv").count == 41)
    #expect(try files.destinationOfSymbolicLink(atPath: path("link.csv")) == "elsewhere/real.csv")
    #expect(try files.destinationOfSymbolicLink(atPath: path("second.csv")) == "link.csv")
    #expect(try logit.text("elsewhere/real.csv") == logit.text("out.csv"))
  }
}
