import Foundation
import Testing

/// What goes wrong on the way of a divided fit, or of one from the disk: it is told by name, and nothing that is
/// half done is left.
@Suite struct ScaleFaultTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A plan of three shards whose first round is done, and the state of the second.
  private func begun() throws {
    try logit.write(ScaleCommandTests.table(rows: 140_000), to: "t.csv")
    let plan = try logit(
      "plan", "t.csv", "--target", "y", "--exclude", "note", "--shard-size", "1MB", "--quiet")
    #expect(plan.status == 0, "\(plan.errors)")
    for shard in 0..<3 {
      _ = try logit("partial", "--plan", "plan.json", "--shard", "\(shard)", "-o", "part-\(shard)")
    }
    let combined = try logit(
      "combine", "--plan", "plan.json", "-o", "s.safetensors", "part-0", "part-1", "part-2")
    #expect(combined.status == 10, "\(combined.errors)")
  }

  /// Changes the table without a change of its size or its time.
  private func replaceTable(_ change: (String) -> String) throws {
    let text = try logit.text("t.csv")
    let changed = change(text)
    #expect(changed.utf8.count == text.utf8.count && changed != text)
    _ = try logit.shell("cp -p t.csv before.csv")
    try logit.write(changed, to: "t.csv")
    _ = try logit.shell("touch -r before.csv t.csv")
  }

  @Test("Another header, or other rows, of the same size and time are found out in each shard")
  func replacedTables() throws {
    try begun()
    try replaceTable { $0.replacingOccurrences(of: "a,b,c,note,y", with: "b,a,c,note,y") }
    let header = try logit("partial", "--plan", "plan.json", "--shard", "1", "-o", "p")
    #expect(header.status == 65 && header.errors.contains("header"), "\(header.status) \(header.errors)")
    try replaceTable { $0.replacingOccurrences(of: "b,a,c,note,y", with: "a,b,c,note,y") }
    try replaceTable { $0.replacingOccurrences(of: "plain,no\n", with: "plain,ny\n") }
    let rows = try logit("partial", "--plan", "plan.json", "--shard", "1", "-o", "p")
    #expect(rows.status == 65 && rows.errors.contains("shard 1"), "\(rows.status) \(rows.errors)")
    #expect(try !logit.files.contains("p"))
  }

  @Test("A fit by processes that is refused before it begins leaves nothing behind")
  func refusedFit() throws {
    try logit.write(ScaleCommandTests.table(rows: 50), to: "t.csv")
    for options in ["--penalty lasso", "--exclude nothing", "--class-weight maybe=2"] {
      let output = try logit.shell(
        "mkdir -p kept && TMPDIR=$PWD/kept logit fit t.csv --target y --engine local \(options)")
      #expect(output.status == 1, "\(options): \(output.errors)")
      #expect(try logit.shell("ls -A kept").text.isEmpty, "\(options)")
    }
  }

  @Test("A fit by processes that is ended by a signal leaves nothing behind")
  func endedFit() throws {
    try logit.write(ScaleCommandTests.table(rows: 140_000), to: "t.csv")
    let kept = logit.folder.appendingPathComponent("kept")
    try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
    for signal in [SIGTERM, SIGHUP] {
      let process = logit.process(
        ["fit", "t.csv", "--target", "y", "--engine", "local", "--shard-size", "1MB", "--quiet"],
        environment: ["TMPDIR": kept.path])
      try process.run()
      // Parts are worked out once the plan is there.
      var names: [String] = []
      for _ in 0..<6000 where !names.contains("plan.json") {
        usleep(5000)
        let folder = (try? FileManager.default.contentsOfDirectory(atPath: kept.path))?.first {
          $0.hasSuffix(".fit")
        }
        names = (try? FileManager.default.contentsOfDirectory(atPath: "\(kept.path)/\(folder ?? "")")) ?? []
      }
      #expect(names.contains("plan.json"))
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationStatus == 128 + signal)
      #expect(try FileManager.default.contentsOfDirectory(atPath: kept.path).isEmpty)
    }
  }

  @Test("A table that cannot be read from the middle is refused with what makes one of it")
  func undividedTables() throws {
    try logit.write(ScaleCommandTests.table(rows: 50), to: "t.csv")
    #expect(try logit.shell("gzip -k t.csv && logit convert t.csv t.jsonl").status == 0)
    for (file, words) in [
      ("t.csv.gz", "gzip -dc t.csv.gz > rows.csv"), ("t.jsonl", "logit convert t.jsonl rows.csv"),
    ] {
      for command in ["plan \(file)", "fit \(file) --engine local"] {
        let output = try logit.shell("logit \(command) --target y")
        #expect(output.status == 1 && output.errors.contains(words), "\(output.errors)")
      }
      #expect(try logit.shell("\(words) && logit plan rows.csv --target y && rm rows.csv").status == 0)
    }
  }

  @Test("A table that was cut off, or is gone, is told, and which of the two another attempt may mend")
  func shortTables() throws {
    try begun()
    let bytes = try logit.bytes("t.csv")
    try logit.write(bytes.prefix(bytes.count / 2), to: "t.csv")
    let short = try logit("partial", "--plan", "plan.json", "--shard", "2", "-o", "p")
    #expect(short.status == 65 && short.errors.contains("t.csv"), "\(short.status) \(short.errors)")
    try FileManager.default.removeItem(at: logit.folder.appendingPathComponent("t.csv"))
    let gone = try logit("partial", "--plan", "plan.json", "--shard", "2", "-o", "p")
    #expect(gone.status == 75 && gone.errors.contains("t.csv"), "\(gone.status) \(gone.errors)")
  }

  @Test("A state that was changed, cut off, or is of another plan is refused by both commands")
  func wrongStates() throws {
    try begun()
    var bytes = try logit.bytes("s.safetensors")
    bytes[bytes.count - 5] ^= 4
    try logit.write(bytes, to: "changed.safetensors")
    try logit.write(bytes.prefix(200), to: "short.safetensors")
    let other = try logit(
      "plan", "t.csv", "--target", "y", "--exclude", "note", "--seed", "5", "-o", "other.json", "--quiet")
    #expect(other.status == 0)
    for (plan, state) in [
      ("plan.json", "changed.safetensors"), ("plan.json", "short.safetensors"),
      ("other.json", "s.safetensors"), ("plan.json", "part-0"),
    ] {
      let options = ["--plan", plan, "--state", state]
      let partial = try logit.run(["partial", "--shard", "0", "-o", "p"] + options)
      #expect(partial.status == 65 && partial.errors.contains(state), "\(partial.errors)")
      let parts = ["part-0", "part-1", "part-2"]
      let combined = try logit.run(["combine", "-o", "t.safetensors"] + parts + options)
      #expect(combined.status == 2 && combined.errors.contains(state), "\(combined.errors)")
    }
    #expect(try !logit.files.contains { $0 == "p" || $0 == "t.safetensors" })
  }

  @Test("A class of a single row is refused before anything is divided, and a file without rows is")
  func fewRows() throws {
    try logit.write("a,y\n1,0\n2,0\n3,0\n4,0\n5,0\n6,1\n", to: "t.csv")
    let one = try logit("plan", "t.csv", "--target", "y", "--validation", "0", "--features", "a")
    #expect(one.status == 0, "\(one.errors)")
    let folds = try logit("plan", "t.csv", "--target", "y", "--features", "a")
    #expect(folds.status == 1 && folds.errors.contains("row"), "\(folds.errors)")
    try logit.write("a,y\n1,\n2,0\n3,1\n", to: "t.csv")
    let missing = try logit("plan", "t.csv", "--target", "y", "--features", "a", "--validation", "0")
    #expect(missing.status == 1 && missing.errors.contains("row"), "\(missing.errors)")
  }

  @Test("A disk that is full ends each step with an error, and leaves nothing half done")
  func fullDisks() throws {
    try begun()
    let before = try logit.files
    // Files of at most 16 KiB: what dash counts in blocks of 512 bytes.
    let limited = "ulimit -f 32; TMPDIR=. logit"
    let cache = try logit.shell(
      "\(limited) partial --plan plan.json --shard 0 --state s.safetensors --cache . -o p --quiet")
    #expect(cache.status == 75 && cache.errors.contains("rows-"), "\(cache.status) \(cache.errors)")
    let fit = try logit.shell(
      "\(limited) fit t.csv --target y --exclude note --memory 52MB -o m.safetensors --quiet")
    #expect(fit.status == 1 && fit.errors.hasPrefix("Error: "), "\(fit.status) \(fit.errors)")
    let state = try logit.shell(
      "ulimit -f 1; logit combine --plan plan.json part-0 part-1 part-2 -o t.safetensors")
    #expect(state.status == 1 && state.errors.contains("t.safetensors"), "\(state.status) \(state.errors)")
    #expect(try logit.files == before)
    let rest = try logit(
      "partial", "--plan", "plan.json", "--shard", "0", "--state", "s.safetensors", "--cache", ".", "-o", "p")
    #expect(rest.status == 0, "\(rest.errors)")
  }
}
