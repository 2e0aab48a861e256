import Foundation
import Testing

/// Folds that learn their features anew, of rows that are divided among processes: the same model bytes and
/// scores as in memory.
@Suite struct ScaleFoldTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// Fits in memory and by processes, and expects the same bytes.
  private func expectSame(
    _ options: [String], workers: Int? = nil, shardSize: String = "1MB"
  ) throws {
    let fit = ["fit", "t.csv", "--target", "y", "--quiet", "--overwrite"] + options
    let inMemory = try logit.run(fit + ["-o", "memory.safetensors"])
    #expect(inMemory.status == 0, "\(inMemory.errors)")
    let engine = ["--engine", "local", "--shard-size", shardSize]
    let divided = try logit.run(
      fit + engine + (workers.map { ["--workers", "\($0)"] } ?? []) + ["-o", "local.safetensors"])
    #expect(divided.status == 0, "\(divided.errors)")
    #expect(
      try logit.bytes("local.safetensors") == logit.bytes("memory.safetensors"), "\(options): other bytes")
    #expect(try logit.files == ["local.safetensors", "memory.safetensors", "t.csv"])
  }

  @Test(
    "Categories, gaps, dates and flags are learned anew in each fold, to the same bytes",
    arguments: ["1MB", "1GB"])
  func mixed(shardSize: String) throws {
    // Two shards and a bit, none of whose ends is one of a fold's blocks.
    try logit.write(ScaleMemoryTests.mixedTable(rows: 140_000), to: "t.csv")
    try expectSame([], shardSize: shardSize)
    try expectSame(
      ["--folds", "2", "--seed", "5", "--positive", "no", "--exclude", "many"], shardSize: shardSize)
  }

  @Test("Shards of several blocks, the last of a few rows, give the same bytes")
  func severalBlocks() throws {
    try logit.write(ScaleMemoryTests.mixedTable(rows: 2 * 131_072 + 5), to: "t.csv")
    try expectSame(["--folds", "3", "--features", "gaps,kind"], shardSize: "6MB")
  }

  @Test("Classes are weighted in each fold by its own rows")
  func classWeights() throws {
    try logit.write(ScaleMemoryTests.mixedTable(rows: 140_000), to: "t.csv")
    for weights in ["balanced", "yes=3.3,no=0.7"] {
      try expectSame(["--class-weight", weights, "--features", "number"])
      try expectSame(["--class-weight", weights, "--features", "kind,flag", "--validation", "0"])
    }
    try expectSame(["--class-weight", "balanced"])
  }

  @Test("Rows are weighted by processes as in memory, in all rows and in each fold, by as many as there are")
  func rowWeights() throws {
    try logit.write(ScaleMemoryTests.mixedTable(rows: 140_000), to: "t.csv")
    for (options, workers) in [
      (["--features", "number"], nil), (["--features", "gaps,flag", "--folds", "3"], 3),
      (["--features", "kind,number", "--class-weight", "balanced", "--folds", "2"], 1),
      (["--features", "number,day", "--class-weight", "yes=3.3,no=0.7", "--validation", "0"], 3),
      (["--features", "number", "--validation", "0", "--lambda", "0.01", "--solver", "lbfgs"], nil),
    ] { try expectSame(["--weights", "weight"] + options, workers: workers) }
  }

  @Test("A small table, whose features are in double precision, gives the same bytes")
  func small() throws {
    try logit.write(ScaleMemoryTests.mixedTable(rows: 3000), to: "t.csv")
    for options in [
      [], ["--calibrate", "platt"], ["--lambda", "1e-9"], ["--weights", "weight"],
      ["--weights", "weight", "--class-weight", "balanced", "--threshold", "f1"],
    ] { try expectSame(options) }
    // Columns that nearly explain each other, so that weights are large and folds need double precision.
    var text = "a,b,y\n"
    for row in 0..<4000 {
      let a = row * 7919 % 997
      text += "\(a).5,\(a).50\(row % 7),\(row % 7 * 150 + row * 31 % 400 > 700)\n"
    }
    try logit.write(text, to: "t.csv")
    try expectSame(["--lambda", "1e-12"])
  }

  @Test("A shard's bytes on standard input reach as far as its folds do")
  func standardInput() throws {
    try logit.write(ScaleMemoryTests.mixedTable(rows: 140_000), to: "t.csv")
    let plan = try logit("plan", "t.csv", "--target", "y", "--shard-size", "1MB", "--quiet")
    #expect(plan.status == 0, "\(plan.errors)")
    let object = try JSONSerialization.jsonObject(with: logit.bytes("plan.json")) as? [String: Any]
    let shards = try #require(object?["shards"] as? [[String: Any]])
    let table = try logit.bytes("t.csv")
    var state: [String] = []
    for round in 1...60 {
      for (number, shard) in shards.enumerated() {
        let (first, last) = (
          try #require(shard["first_byte"] as? Int), try #require(shard["last_byte"] as? Int)
        )
        try logit.write(table[first...last], to: "bytes")
        let words = (["--plan", "plan.json", "--shard", "\(number)"] + state).joined(separator: " ")
        let output = try logit.shell("logit partial \(words) --input - -o part-\(number) --quiet < bytes")
        #expect(output.status == 0, "\(output.errors)")
      }
      let parts = shards.indices.map { "part-\($0)" }
      let next = ["-o", "state-\(round)", "--model", "rounds.safetensors"]
      let combined = try logit.run(["combine", "--plan", "plan.json"] + state + parts + next)
      if combined.status != 10 {
        #expect(combined.status == 0, "\(combined.errors)")
        break
      }
      state = ["--state", "state-\(round)"]
    }
    #expect(try logit("fit", "t.csv", "--target", "y", "--quiet", "-o", "memory.safetensors").status == 0)
    #expect(try logit.bytes("rounds.safetensors") == logit.bytes("memory.safetensors"))
  }
}
