import Foundation
import Testing

/// Tables in several files: the same model bytes as of one file with all rows.
@Suite struct ScaleFilesTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// The bytes of a table's lines but the first, in files with the first line each.
  private func cut(_ text: String, at ends: [Int], endsWithNewline: Bool = true) throws -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    var (first, names): (Int, [String]) = (1, [])
    for end in ends + [lines.count] {
      let part = ([lines[0]] + lines[first..<end]).joined(separator: "\n")
      names.append("part-\(names.count).csv")
      try logit.write(part + (endsWithNewline ? "\n" : ""), to: names[names.count - 1])
      first = end
    }
    return names
  }

  /// Goes through all rounds of plan.json; returns the model's bytes.
  private func rounds(handingIn: Bool = false) throws -> Data {
    let plan = try JSONSerialization.jsonObject(with: logit.bytes("plan.json")) as? [String: Any]
    let shards = try #require(plan?["shards"] as? [[String: Any]])
    var state: [String] = []
    for round in 1...60 {
      for (number, shard) in shards.enumerated() {
        let part = ["--plan", "plan.json", "--shard", "\(number)", "--quiet", "-o", "sums-\(number)"] + state
        let output: BuiltCommand.Output
        if handingIn {
          var bytes = Data()
          for piece in try #require(shard["pieces"] as? [[String: Any]]) {
            let (from, to) = (try #require(piece["from"] as? Int), try #require(piece["to"] as? Int))
            bytes += try logit.bytes(try #require(piece["path"] as? String))[from...to]
          }
          try logit.write(bytes, to: "bytes")
          output = try logit.shell("logit partial \(part.joined(separator: " ")) --input - < bytes")
        } else {
          output = try logit.run(["partial", "--cache", "."] + part)
        }
        #expect(output.status == 0, "\(output.errors)")
      }
      let parts = shards.indices.map { "sums-\($0)" }
      let combined = try logit.run(
        ["combine", "--plan", "plan.json", "-o", "state-\(round)", "--model", "rounds.safetensors"] + state
          + parts)
      if combined.status != 10 {
        #expect(combined.status == 0, "\(combined.errors)")
        return try logit.bytes("rounds.safetensors")
      }
      state = ["--state", "state-\(round)"]
    }
    Issue.record("The fit did not end")
    return Data()
  }

  @Test("Files of any number of rows give the model of one file, with blocks and shards across them")
  func severalFiles() throws {
    let text = ScaleMemoryTests.mixedTable(rows: 140_000)
    try logit.write(text, to: "t.csv")
    let options = ["--target", "y", "--features", "number,gaps,kind", "--folds", "3", "--quiet"]
    let fit = try logit.run(["fit", "t.csv", "-o", "memory.safetensors"] + options)
    #expect(fit.status == 0, "\(fit.errors)")
    for endsWithNewline in [true, false] {
      let files = try cut(text, at: [3, 70_001, 70_002], endsWithNewline: endsWithNewline)
      let plan = try logit.run(["plan"] + files + ["--shard-size", "1MB"] + options)
      #expect(plan.status == 0, "\(plan.errors)")
      // The model remembers where the rows came from; all else is the same.
      let model = try rounds(handingIn: !endsWithNewline)
      let (name, other) = (Data("t.csv".utf8), Data("part-0.csv and 3 other files".utf8))
      #expect(model.range(of: other) != nil)
      #expect(try Self.tensors(model) == Self.tensors(logit.bytes("memory.safetensors")))
      #expect(try logit.bytes("memory.safetensors").range(of: name) != nil)
    }
  }

  /// What follows the header of a safetensors file, and the header's numbers of rows and scores.
  private static func tensors(_ file: Data) throws -> Data {
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: file[8..<8 + length]) as? [String: Any]
    var metadata = try #require(header?["__metadata__"] as? [String: String])
    for (key, text) in metadata {
      metadata[key] = text.replacingOccurrences(of: "part-0.csv and 3 other files", with: "t.csv")
    }
    return try JSONSerialization.data(withJSONObject: metadata, options: .sortedKeys) + file[(8 + length)...]
  }

  @Test("A column is of one kind in all files")
  func kinds() throws {
    let (header, one) = ("a,b,y\n", "1,2,yes\n2,3,no\n3,5,no\n4,2,no\n5,3,yes\n6,5,yes\n")
    let two = "1.5,x,yes\n,y,no\n2,x,yes\n3,y,yes\n"
    try logit.write(header + one, to: "one.csv")
    try logit.write(header + two, to: "two.csv")
    let all = ["--target", "y", "--validation", "0", "--quiet"]
    #expect(try logit.run(["plan", "one.csv", "two.csv"] + all).status == 0)
    let plan = try JSONSerialization.jsonObject(with: logit.bytes("plan.json")) as? [String: Any]
    let columns = try #require(plan?["columns"] as? [[String: Any]])
    let kinds = columns.map { $0["kind"] as? String }
    try logit.write(header + one + two, to: "both.csv")
    #expect(try logit.run(["plan", "both.csv", "-o", "both.json"] + all).status == 0)
    let both = try JSONSerialization.jsonObject(with: logit.bytes("both.json")) as? [String: Any]
    #expect(try #require(both?["columns"] as? [[String: Any]]).map { $0["kind"] as? String } == kinds)
    #expect(both?["data_xxh64"] as? String == plan?["data_xxh64"] as? String)
    #expect(try !rounds().isEmpty)
  }

  @Test("A file with another header is refused by its name, and so is one that changed")
  func otherFiles() throws {
    try logit.write("a,b,y\n1,2,yes\n2,3,no\n", to: "one.csv")
    for (text, words) in [("b,a,y\n1,2,no\n", "b,a,y"), ("a,y\n1,no\n", "a,y"), ("", "two.csv")] {
      try logit.write(text, to: "two.csv")
      let output = try logit("plan", "one.csv", "two.csv", "--target", "y")
      #expect(
        output.status == 1 && output.errors.contains("two.csv") && output.errors.contains(words),
        "\(output.errors)")
    }
    try logit.write("a,b,y\n5,1,no\n4,7,yes\n", to: "two.csv")
    #expect(
      try logit("plan", "one.csv", "two.csv", "--target", "y", "--validation", "0", "--quiet").status == 0)
    try logit.write("a,b,y\n5,1,no\n4,8,yes\n", to: "two.csv")
    let output = try logit("partial", "--plan", "plan.json", "--shard", "0", "-o", "p")
    #expect(output.status == 65 && output.errors.contains("two.csv"), "\(output.status) \(output.errors)")
    let missing = try logit("plan", "one.csv", "three.csv", "--target", "y")
    #expect(missing.status == 1 && missing.errors.contains("three.csv"), "\(missing.errors)")
  }
}
