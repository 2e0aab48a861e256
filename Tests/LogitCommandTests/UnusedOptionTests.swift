import Foundation
import Testing

/// Options that would change nothing are refused, before anything is written.
@Suite struct UnusedOptionTests {
  let logit: BuiltCommand

  init() throws {
    logit = try BuiltCommand()
    try logit.write(
      "a,b,y\n" + (0..<40).map { "\($0 * 7 % 11),\($0 % 3),\($0 % 2 == 0 ? "yes" : "no")\n" }.joined(),
      to: "t.csv")
  }

  private func expectRefusal(_ arguments: [String], _ status: Int32, _ message: String) throws {
    let output = try logit.run(arguments)
    #expect(output.status == status, "\(arguments)")
    #expect(output.errors.hasPrefix("Error: \(message)"), "\(arguments): \(output.errors)")
    #expect(try logit.files == ["t.csv"])
  }

  @Test(arguments: [
    ["--thousands", ","], ["--strip", "%"], ["--below-limit", "half"], ["--date-order", "dmy"],
    ["--as", "a=number"], ["--merge-spellings", "y"],
  ])
  func `what says how texts become values, where fields are written as they stand`(options: [String]) throws {
    let message = "\(options[0]) changes nothing here: every field is written as it stands."
    try expectRefusal(["convert", "t.csv", "o.csv"] + options, 64, message)
    if !["--as", "--merge-spellings"].contains(options[0]) {
      try expectRefusal(["split", "t.csv", "--target", "y"] + options, 64, message)
    }
  }

  @Test func `columns that are not there, or are not read`() throws {
    try expectRefusal(
      ["convert", "t.csv", "o.npz", "--as", "zz=text"], 1, "There is no column to use \"zz\"")
    try expectRefusal(
      ["split", "t.csv", "--group", "b", "--as", "zz=text"], 1, "There is no column to use \"zz\"")
    try expectRefusal(
      ["split", "t.csv", "--group", "b", "--as", "a=category"], 64, "--as changes nothing for \"a\"")
    try expectRefusal(
      ["split", "t.csv", "--merge-spellings", "y"], 64, "--merge-spellings changes nothing for \"y\"")
    try expectRefusal(
      ["fit", "t.csv", "--target", "y", "--merge-spellings", "a"], 1,
      "Column \"a\" holds whole numbers, but texts whose spellings are to be joined are needed")
  }

  @Test func `uses that classes and groups cannot have, and two of one column`() throws {
    for use in ["number", "date"] {
      for arguments in [["fit", "t.csv", "--target", "y"], ["split", "t.csv", "--target", "y"]] {
        try expectRefusal(arguments + ["--as", "y=\(use)"], 1, "The use of the target \"y\"")
      }
      try expectRefusal(
        ["split", "t.csv", "--group", "y", "--as", "y=\(use)"], 1, "The use of the column of groups \"y\"")
    }
    try expectRefusal(
      ["fit", "t.csv", "--target", "y", "--as", "a=number", "--as", "a=category"], 64,
      "--as says twice what \"a\" is used as")
  }

  @Test(arguments: [["--missing-target", "drop"], ["--rare-class", "keep"]])
  func `choices about classes without a column of them`(options: [String]) throws {
    for way in [["--group", "b"], ["--time", "a"], []] {
      try expectRefusal(
        ["split", "t.csv"] + way + options, 64, "--missing-target and --rare-class are about classes")
    }
  }
}
