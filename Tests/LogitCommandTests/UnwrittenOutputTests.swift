import Foundation
import Testing

/// What happens where nothing can be written.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
struct UnwrittenOutputTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    _ = try logit("datasets", "iris", "-o", "rows.csv")
    #expect(try logit("fit", "rows.csv", "--target", "species", "--quiet", "-o", "m.safetensors").status == 0)
  }

  @Test(
    "A report that a full device does not take is an error",
    arguments: [
      "--version", "--help", "help fit", "fit --help", "--generate-completion-script bash",
      "demo sigmoid", "demo sigmoid --json", "datasets", "datasets --json", "datasets iris",
      "datasets iris -o a.csv", "fit rows.csv --target species -o a.safetensors",
      "fit rows.csv --target species -o a.safetensors --json", "evaluate m.safetensors rows.csv",
      "evaluate m.safetensors rows.csv --json", "summary m.safetensors", "summary m.safetensors --json",
      "predict m.safetensors rows.csv", "predict m.safetensors iris", "predict m.safetensors rows.csv --json",
      "predict m.safetensors iris --json", "plot m.safetensors --kind coefficients",
      "plot m.safetensors --json", "plot m.safetensors --format terminal", "split rows.csv",
      "split rows.csv -o b --json", "convert rows.csv b.csv", "convert rows.csv b.csv --json",
      "convert rows.csv - --to npy",
    ])
  func fullDevice(_ arguments: String) throws {
    let full = try logit.shell("logit \(arguments) > /dev/full")
    #expect(full.status == 1, "\(full)")
    #expect(full.errors.contains("Error: Cannot write standard output: No space left on device;"), "\(full)")
    let overwrite = arguments.hasPrefix("split") ? "--overwrite" : ""
    let closed = try logit.shell("logit \(arguments) \(overwrite) >&-")
    #expect(closed.status == 1, "\(closed)")
    #expect(closed.errors.contains("Error: Cannot write standard output: Bad file descriptor;"), "\(closed)")
  }

  @Test(
    "A file that grows beyond what a process may write is an error, and the old one stays",
    arguments: [
      "datasets iris -o out/a.csv", "fit rows.csv --target species -o out/m.safetensors --quiet",
      "predict m.safetensors rows.csv -o out/a.csv", "convert rows.csv out/a.csv",
      "convert rows.csv out/a.csv.gz",
      "split rows.csv -o out/a --quiet", "plot m.safetensors --kind coefficients -o out/a.svg",
      "plot m.safetensors --kind coefficients -o out/a.png", "path rows.csv --target species -o out/a.svg",
      "regress many.csv \"late ~ x\" -o out/m.safetensors --influence out/a.csv --quiet",
    ])
  func fileSizeLimit(_ arguments: String) throws {
    let rows = (0..<2000).map { "\($0 * 7 % 101),\($0 * $0 % 7 < 3 ? "yes" : "no")\n" }
    try logit.write("x,late\n" + rows.joined(), to: "many.csv")
    #expect(try logit.shell("mkdir out; printf old > out/a.csv").status == 0)
    // A block has 512 bytes, or 1,024 in some shells.
    let output = try logit.shell("ulimit -f 1; logit \(arguments)")
    #expect(output.status == 1, "\(output)")
    #expect(output.errors.contains("Error: Cannot write out/"), "\(output)")
    #expect(output.errors.contains(": File too large;"), "\(output)")
    #expect(try logit.shell("ls -A out; cat out/a.csv").text == "a.csv\nold", "\(output)")
  }

  @Test("Where nothing is printed, a full device does not matter")
  func quiet() throws {
    #expect(try logit.shell("logit predict m.safetensors rows.csv -o a.csv > /dev/full").status == 0)
    #expect(try logit.shell("logit split rows.csv --quiet > /dev/full").status == 0)
  }

  @Test("No note or report goes into a file that got the number of a closed descriptor")
  func closedDescriptors() throws {
    let rows = (1...40).map { "\($0),\($0 % 7),\($0 % 2 == 0 ? "p" : "q"),\($0 % 3 == 0)\n" }
    try logit.write("a,b,c,y\n" + rows.joined(), to: "train.csv")
    #expect(try logit("fit", "train.csv", "--target", "y", "--quiet", "-o", "t.safetensors").status == 0)
    try logit.write("a,b,c\n,1,zz\n1,,q\n", to: "missing.csv")
    let plain = try logit("predict", "t.safetensors", "missing.csv", "-o", "plain.csv")
    #expect(plain.status == 0 && plain.errors.contains("missing"), "\(plain)")
    for closed in ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      let output = try logit.shell("logit predict t.safetensors missing.csv -o o.csv \(closed)")
      #expect(output.status == 0, "\(closed)")
      #expect(try logit.bytes("o.csv") == logit.bytes("plain.csv"), "\(closed)")
    }
    #expect(try logit.shell("logit predict t.safetensors - -o o.csv <&-").status == 1)
  }
}
