import Foundation
import Testing

/// The commands that divide a fit among processes: the same model bytes whatever is divided, and clear words
/// for what does not belong.
@Suite struct ScaleCommandTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A table of numbers in which two columns tell the classes apart, of a text that is fixed by the seed.
  ///
  /// - Parameter quoted: Whether some fields hold ends of line.
  static func table(rows: Int, seed: UInt64 = 1, quoted: Bool = false) -> String {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) - 0.5
    }
    var text = "a,b,c,note,y\n"
    for row in 0..<rows {
      let (a, b, c) = (next(), next(), next())
      let note = quoted && row % 1000 == 7 ? "\"one\nand two\"" : "plain"
      let label = 2 * a - b + 0.3 * c + next() > 0 ? "yes" : "no"
      text += "\(Int(a * 1e6)),\(Int(b * 1e4)),\(Int(c * 100)),\(note),\(label)\n"
    }
    return text
  }

  /// The fit by one process in memory.
  private func memoryModel(_ options: [String] = []) throws -> Data {
    let output = try logit.run(
      ["fit", "t.csv", "--target", "y", "--exclude", "note", "-o", "memory.safetensors", "--quiet"] + options)
    #expect(output.status == 0, "\(output.errors)")
    return try logit.bytes("memory.safetensors")
  }

  /// Goes through all rounds with plan, partial and combine; returns the exit statuses of combine.
  private func rounds(
    _ options: [String] = [], shardSize: String = "1MB", quoted: Bool = false
  ) throws -> [Int32] {
    let plan = try logit.run(
      ["plan", "t.csv", "--target", "y", "--exclude", "note", "--shard-size", shardSize, "--json"] + options)
    #expect(plan.status == 0, "\(plan.errors)")
    let shards = try #require(plan.object?["shards"] as? Int)
    var (state, statuses): (String?, [Int32]) = (nil, [])
    for round in 1...40 {
      let ofState = state.map { ["--state", $0] } ?? []
      for shard in 0..<shards {
        let part = try logit.run(
          ["partial", "--plan", "plan.json", "--shard", "\(shard)", "-o", "part-\(shard)", "--cache", "."]
            + ofState)
        #expect(part.status == 0, "\(part.errors)")
        #expect(part.object?["bad_rows"] as? Int == 0)
      }
      let next = "state-\(round).safetensors"
      let combined = try logit.run(
        ["combine", "--plan", "plan.json", "-o", next, "--model", "rounds.safetensors"] + ofState
          + (0..<shards).reversed().map { "part-\($0)" })
      statuses.append(combined.status)
      #expect(combined.object?["round"] as? Int == round, "\(combined.errors)")
      if combined.status != 10 { break }
      state = next
    }
    return statuses
  }

  @Test(
    "Plan, partial and combine give the model of one process in memory, whatever the shards",
    arguments: ["1MB", "2MB", "1GB"])
  func sameBytes(shardSize: String) throws {
    try logit.write(Self.table(rows: 150_000, quoted: true), to: "t.csv")
    let memory = try memoryModel()
    let statuses = try rounds(shardSize: shardSize)
    #expect(statuses.last == 0 && statuses.dropLast().allSatisfy { $0 == 10 }, "\(statuses)")
    #expect(try logit.bytes("rounds.safetensors") == memory)
  }

  @Test("A small table, whose features are in double precision, gives the same bytes, measured or not")
  func smallTable() throws {
    try logit.write(Self.table(rows: 3000), to: "t.csv")
    for options in [[], ["--validation", "0"], ["--folds", "3", "--seed", "4", "--positive", "no"]] {
      let memory = try memoryModel(options)
      #expect(try rounds(options).last == 0)
      #expect(try logit.bytes("rounds.safetensors") == memory, "\(options)")
    }
  }

  @Test("Rounds of weighted rows, and of classes besides, give the same bytes")
  func weighted() throws {
    let lines = Self.table(rows: 140_000).split(separator: "\n").enumerated()
    try logit.write(
      lines.map { $0 == 0 ? "w,\($1)\n" : "\(Double(1 + $0 * 31 % 37) / 7),\($1)\n" }.joined(), to: "t.csv")
    for options in [[], ["--class-weight", "yes=2.5,no=0.3", "--folds", "3"]] {
      let weighted = ["--weights", "w"] + options
      let memory = try memoryModel(weighted)
      #expect(try rounds(weighted).last == 0)
      #expect(try logit.bytes("rounds.safetensors") == memory, "\(options)")
    }
  }

  @Test("Several classes, and categories, give the same bytes, measured or not")
  func classesAndCategories() throws {
    var text = "a,kind,y\n"
    for row in 0..<70_000 {
      text += "\(row * 7919 % 10_007),\(["red", "green", "blue"][row * 31 % 7 % 3]),"
      text += "\((row * 7919 % 10_007 / 4000 + row * 31 % 7 % 2) % 3)\n"
    }
    try logit.write(text.replacingOccurrences(of: "a,kind,y", with: "a,note2,y"), to: "t.csv")
    for measuring in [["--validation", "0"], ["--folds", "3"]] {
      let options = ["fit", "t.csv", "--target", "y", "--quiet"] + measuring
      #expect(try logit.run(options + ["-o", "one.safetensors"]).status == 0)
      let engine = try logit.run(options + ["--engine", "local", "-o", "two.safetensors"])
      #expect(engine.status == 0, "\(engine.errors)")
      #expect(try logit.bytes("one.safetensors") == logit.bytes("two.safetensors"), "\(measuring)")
    }
  }

  @Test("Processes of this machine give the same bytes, however many", arguments: [1, 2, 4])
  func local(workers: Int) throws {
    try logit.write(Self.table(rows: 200_000), to: "t.csv")
    let memory = try memoryModel()
    let output = try logit(
      "fit", "t.csv", "--target", "y", "--exclude", "note", "--engine", "local", "--workers", "\(workers)",
      "--shard-size", "1MB", "-o", "local.safetensors", "--json")
    #expect(output.status == 0, "\(output.errors)")
    #expect((output.object?["training"] as? [String: Any])?["converged"] as? Bool == true)
    #expect(try logit.bytes("local.safetensors") == memory)
  }

  @Test("A fit whose workers and then whose driver are killed goes on to the same bytes")
  func killed() throws {
    try logit.write(Self.table(rows: 200_000), to: "t.csv")
    let memory = try memoryModel()
    let arguments = [
      "fit", "t.csv", "--target", "y", "--exclude", "note", "--engine", "local", "--shard-size", "1MB",
      "--resume", "kept", "-o", "local.safetensors", "--quiet",
    ]
    // A driver is killed when it has come to its second round, and a worker while it is at it.
    let process = logit.process(arguments)
    try process.run()
    var killedCount = 0
    for _ in 0..<6000 {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: logit.folder.path + "/kept")) ?? []
      if killedCount == 0, names.contains(where: { $0.hasPrefix("part-") }) {
        killedCount += 1
        _ = try logit.shell("pkill -9 -P \(process.processIdentifier) || true")
      }
      if names.contains("state-2.safetensors") { break }
      usleep(5000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let again = try logit.run(arguments)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try logit.bytes("local.safetensors") == memory)
    let other = try logit.run(arguments + ["--seed", "9"])
    #expect(other.status == 1 && other.errors.contains("options"), "\(other.errors)")
  }

  @Test("A table that takes more than it may is fitted from the disk, to the same bytes")
  func memoryBudget() throws {
    try logit.write(Self.table(rows: 200_000), to: "t.csv")
    let memory = try memoryModel()
    let output = try logit(
      "fit", "t.csv", "--target", "y", "--exclude", "note", "--memory", "60MB", "-o", "disk.safetensors",
      "--json")
    #expect(output.status == 0, "\(output.errors)")
    #expect(try logit.bytes("disk.safetensors") == memory)
    #expect(try logit.files == ["disk.safetensors", "memory.safetensors", "t.csv"])
  }

  // MARK: What does not belong

  /// A plan with a first round that is done, and a state.
  private func begun() throws {
    try logit.write(Self.table(rows: 140_000), to: "t.csv")
    _ = try logit(
      "plan", "t.csv", "--target", "y", "--exclude", "note", "--shard-size", "1MB", "--quiet")
    for shard in 0..<3 {
      _ = try logit("partial", "--plan", "plan.json", "--shard", "\(shard)", "-o", "part-\(shard)")
    }
    let combined = try logit(
      "combine", "--plan", "plan.json", "-o", "s.safetensors", "part-0", "part-1", "part-2")
    #expect(combined.status == 10, "\(combined.errors)")
  }

  @Test("A plan, a part or a state that was changed, cut off, or is of another plan, is refused with 2")
  func wrongParts() throws {
    try begun()
    let parts = ["part-0", "part-1", "part-2"]
    func refused(_ parts: [String], plan: String = "plan.json", _ words: String) throws {
      let output = try logit.run(["combine", "--plan", plan, "-o", "t.safetensors"] + parts)
      #expect(output.status == 2 && output.errors.contains(words), "\(output.status) \(output.errors)")
      #expect(try !logit.files.contains("t.safetensors"))
    }
    try refused(["part-0", "part-2"], "shard 1")
    var bytes = try logit.bytes("part-1")
    bytes[bytes.count - 3] ^= 1
    try logit.write(bytes, to: "changed")
    try refused(["part-0", "changed", "part-2"], "changed")
    try logit.write(bytes.prefix(bytes.count / 2), to: "short")
    try refused(["part-0", "short", "part-2"], "short")
    let plan = try logit.text("plan.json")
    try logit.write(
      plan.replacingOccurrences(of: "\"seed\": \"0\"", with: "\"seed\": \"1\""), to: "edited.json")
    try refused(parts, plan: "edited.json", "check sum")
    _ = try logit(
      "plan", "t.csv", "--target", "y", "--exclude", "note", "--seed", "3", "-o", "other.json", "--quiet")
    try refused(parts, plan: "other.json", "plan")
    // A part of the first round is none of the second.
    let second = try logit.run(
      ["combine", "--plan", "plan.json", "--state", "s.safetensors", "-o", "t.safetensors"] + parts)
    #expect(second.status == 2 && second.errors.contains("state"), "\(second.errors)")
    // The same part twice counts once.
    let twice = try logit.run(
      ["combine", "--plan", "plan.json", "-o", "u.safetensors"] + parts + ["part-1"])
    #expect(twice.status == 10, "\(twice.errors)")
    #expect(try logit.bytes("u.safetensors") == logit.bytes("s.safetensors"))
  }

  @Test("A file that changed since the plan was made is refused by name with 65")
  func changedFile() throws {
    try begun()
    var text = try logit.bytes("t.csv")
    text[text.count - 40] = UInt8(ascii: "7")
    try logit.write(text, to: "t.csv")
    let output = try logit("partial", "--plan", "plan.json", "--shard", "2", "-o", "part-2")
    #expect(output.status == 65 && output.errors.contains("t.csv"), "\(output.errors)")
    #expect(try logit("partial", "--plan", "plan.json", "--shard", "9", "-o", "p").status == 1)
  }

  @Test("The shard's bytes may come on standard input, and give the same part")
  func standardInput() throws {
    try begun()
    let plan = try JSONSerialization.jsonObject(with: logit.bytes("plan.json")) as? [String: Any]
    let shard = try #require((plan?["shards"] as? [[String: Any]])?[1])
    let (first, last) = (
      try #require(shard["first_byte"] as? Int), try #require(shard["last_byte"] as? Int)
    )
    try logit.write(try logit.bytes("t.csv")[first...last], to: "bytes")
    let output = try logit.shell(
      "logit partial --plan plan.json --shard 1 --input - -o - < bytes > piped")
    #expect(output.status == 0, "\(output.errors)")
    #expect(try logit.bytes("piped") == logit.bytes("part-1"))
    try logit.write(Data("1,2,3\n".utf8), to: "bytes")
    #expect(
      try logit.shell("logit partial --plan plan.json --shard 1 --input - -o - < bytes > piped").status == 65)
  }

  @Test("What needs all rows in memory is refused before anything is read, naming the option")
  func refusedOptions() throws {
    try logit.write(Self.table(rows: 50), to: "t.csv")
    for (options, word) in [
      (["--penalty", "lasso"], "--penalty"), (["--hidden", "4"], "method"),
      (["--offset", "a"], "--offset"),
      (["--validation", "0.2"], "--validation"), (["--lambda", "min"], "--lambda"),
    ] {
      let output = try logit.run(["plan", "t.csv", "--target", "y"] + options)
      #expect(output.status == 1 && output.errors.contains(word), "\(output.errors)")
    }
    try logit.write("a,y\n", to: "t.csv")
    #expect(try logit("plan", "t.csv", "--target", "y").status == 1)
  }

  @Test("Options of one engine are refused with another, or with none")
  func engineOptions() throws {
    try logit.write(Self.table(rows: 50), to: "t.csv")
    for (options, option) in [
      (["--workers", "2"], "--workers"), (["--master", "local[2]"], "--master"),
      (["--engine-option", "a=b"], "--engine-option"), (["--resume", "run"], "--resume"),
      (["--engine", "local", "--master", "local[2]"], "--master"),
      (["--engine", "spark", "--workers", "2"], "--workers"),
    ] {
      let output = try logit.run(["fit", "t.csv", "--target", "y"] + options)
      #expect(output.status == 64 && output.errors.contains(option), "\(options): \(output.errors)")
    }
    let setting = try logit("fit", "t.csv", "--target", "y", "--engine", "spark", "--engine-option", "memory")
    #expect(setting.status == 1 && setting.errors.contains("key=value"), "\(setting.errors)")
    #expect(try !logit.files.contains("model.safetensors"))
  }

  @Test("A directory is gone on from with the options that it was begun with, and no others")
  func otherOptions() throws {
    try logit.write(Self.table(rows: 500), to: "t.csv")
    let begun = ["fit", "t.csv", "--target", "y", "--engine", "local", "--resume", "run", "--overwrite"]
    let first = try logit.run(begun)
    // What was not looked for is said.
    #expect(first.status == 0 && first.errors.contains("was not looked for"), "\(first.errors)")
    #expect(try logit.run(begun + ["--workers", "1", "--quiet", "-o", "m.safetensors"]).status == 0)
    for other in [["--as", "a=category"], ["--missing", "17"], ["--exclude", "b"], ["--seed", "3"]] {
      let output = try logit.run(begun + other)
      #expect(output.status == 1 && output.errors.contains("options"), "\(other): \(output.errors)")
    }
  }
}
