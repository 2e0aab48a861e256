import Foundation
import Testing

/// Fits of tables that are larger than the memory that they may take: the same model bytes, and no more memory
/// for more rows.
@Suite struct ScaleMemoryTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  /// A table of numbers, some with gaps, categories, a date, a text that is different in every row, and weights.
  static func mixedTable(rows: Int) -> String {
    var state: UInt64 = 7
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 40)
    }
    var text = "number,gaps,kind,many,day,flag,name,weight,y\n"
    for row in 0..<rows {
      let (a, b, c) = (next() % 2000, next() % 100, next() % 4)
      let gap = next() % 9 == 0 ? "" : "\(Double(b) / 4)"
      let label = a + 20 * b + 300 * c + next() % 1500 > 2600
      let weight = Double(1 + (a * 31 + b) % 37) / 7
      text += "\(a),\(gap),\(["red", "green", "", "blue"][c]),v\(next() % 90),"
      text +=
        "200\(next() % 10)-0\(1 + next() % 9)-11,\(b % 2 == 0),row \(row),\(weight),\(label ? "yes" : "no")\n"
    }
    return text
  }

  /// Fits in memory, and from the disk, and expects the same bytes and words.
  private func expectSame(_ options: [String], memory: String = "52MB") throws {
    let fit = ["fit", "t.csv", "--target", "y", "--json", "--overwrite"] + options
    let inMemory = try logit.run(fit + ["-o", "memory.safetensors"])
    #expect(inMemory.status == 0, "\(inMemory.errors)")
    let streamed = try logit.run(fit + ["-o", "disk.safetensors", "--memory", memory])
    #expect(streamed.status == 0, "\(streamed.errors)")
    #expect(
      try logit.bytes("disk.safetensors") == logit.bytes("memory.safetensors"), "\(options): other bytes")
    #expect(try Self.scores(of: streamed) == Self.scores(of: inMemory), "\(options): other scores")
    #expect(streamed.errors.contains("not all in memory"), "it was fitted in memory")
    #expect(try logit.files == ["disk.safetensors", "memory.safetensors", "t.csv"])
  }

  /// The scores that were printed, as text; empty where nothing was measured.
  private static func scores(of output: BuiltCommand.Output) throws -> String {
    guard let scores = output.object?["scores"] else { return "" }
    let bytes = try JSONSerialization.data(withJSONObject: scores, options: [.sortedKeys, .fragmentsAllowed])
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("Folds learn categories and gaps anew from the disk, to the same bytes and scores")
  func folds() throws {
    try logit.write(Self.mixedTable(rows: 90_000), to: "t.csv")
    for options in [[], ["--folds", "3", "--seed", "5", "--positive", "no"], ["--threshold", "0.3"]] {
      try expectSame(options)
    }
  }

  @Test("A batch of rows of which a fold has none is no hindrance")
  func smallBatch() throws {
    // Lines of 16 bytes, a batch of 4 MiB of them, and a single row in the next.
    var text = "a,b,kind,y\n"
    for row in 0..<(1 << 18) + 1 {
      let (a, b) = (10_000 + row * 7919 % 89_989, 100 + row * 31 % 797)
      let kind = ["red", "tan", "jet"][row * 13 % 7 % 3]
      text += "\(a),\(b),\(kind),\(a + 50 * b + row * 17 % 20_000 > 95_000 ? 1 : 0)\n"
    }
    try logit.write(text, to: "t.csv")
    try expectSame(["--folds", "3"])
  }

  @Test("A column whose kind shows in late rows only is read by all of them")
  func lateKinds() throws {
    // Lines of 30 bytes, so that the last ones are behind the first 8 MiB, which are looked at first.
    for (kind, last) in [("fraction", "1234.56"), ("text", "unknown"), ("long", "12345678901234567890")] {
      var text = "a,late,gap,y\n"
      let count = 300_000
      for row in 0..<count {
        let (a, b) = (1_000_000 + row * 7919 % 989_989, 1_000_000 + row * 31 % 97_997)
        let late = row >= count - 2000 && row % 7 == 0 ? last : "\(b)"
        let gap = row >= count - 1000 ? "\(Double(row % 10) / 4)" : ""
        text += "\(a),\(late),\(gap),class_\(a + 5 * b + row * 17 % 200_000 > 6_800_000 ? 1 : 0)\n"
      }
      try logit.write(text, to: "t.csv")
      try expectSame(["--folds", "2", "--exclude", kind == "fraction" ? "gap" : "late,gap"])
      try expectSame(["--validation", "0"])
    }
  }

  @Test("Folds that go through the rows together come to what each comes to alone")
  func jointFolds() throws {
    var text = "a,b,c,y\n"
    for row in 0..<120_000 {
      let (a, b, c) = (row * 7919 % 10_007, row * 31 % 97, row * 131 % 1009)
      text += "\(a),\(b),\(Double(c) / 8),\((a + 40 * b + row * 17 % 9000) / 6000)\n"
    }
    try logit.write(text, to: "t.csv")
    for options in [["--folds", "7"], ["--folds", "2", "--solver", "lbfgs"], ["--solver", "newton-cg"]] {
      try expectSame(options)
    }
  }

  @Test("Classes are weighted from the disk as in memory, in all rows and in each fold")
  func classWeights() throws {
    try logit.write(Self.mixedTable(rows: 90_000), to: "t.csv")
    for weights in ["balanced", "yes=3.3,no=0.7"] {
      try expectSame(["--class-weight", weights])
      try expectSame(["--class-weight", weights, "--validation", "0", "--features", "number,gaps"])
    }
    let wrong = try logit("fit", "t.csv", "--target", "y", "--memory", "52MB", "--class-weight", "maybe=2")
    #expect(wrong.status == 1 && wrong.errors.contains("maybe"), "\(wrong.errors)")
  }

  @Test("Rows are weighted from the disk as in memory, in all rows and in each fold")
  func rowWeights() throws {
    try logit.write(Self.mixedTable(rows: 90_000), to: "t.csv")
    try expectSame(["--weights", "weight"])
    try expectSame(["--weights", "weight", "--features", "number,many", "--threshold", "f1"])
    try expectSame(["--weights", "weight", "--features", "number,gaps", "--class-weight", "balanced"])
    try expectSame(["--weights", "weight", "--features", "number", "--solver", "newton-cg"])
  }

  @Test("A row that counts for nothing, and one without a weight, are refused by their place")
  func unusableWeights() throws {
    for (weight, words) in [("0", "\"weight\" is 0"), ("", "\"weight\" is missing"), ("-1", "-1")] {
      try logit.write(
        "a,weight,y\n" + String(repeating: "1,2,yes\n2,1,no\n", count: 200_000) + "1,\(weight),no\n",
        to: "t.csv")
      let weighted = ["t.csv", "--target", "y", "--weights", "weight"]
      for command in [["fit"] + weighted + ["--memory", "50MB"], ["plan"] + weighted] {
        let output = try logit.run(command)
        #expect(
          output.status == 1 && output.errors.contains("row 400001") && output.errors.contains(words),
          "\(output.errors)")
      }
    }
  }

  @Test("Thresholds and calibrations that are learned are the same, and so are several classes")
  func decisions() throws {
    try logit.write(Self.mixedTable(rows: 90_000), to: "t.csv")
    try expectSame(["--threshold", "f1"])
    try expectSame(["--calibrate", "platt", "--exclude", "many"])
    var text = "a,b,w,y\n"
    for row in 0..<400_000 {
      let a = row * 7919 % 10_007
      text += "\(a),\(row * 31 % 97),\(1 + row % 5),\(a / 2600)\n"
    }
    try logit.write(text, to: "t.csv")
    try expectSame([])
    try expectSame(["--weights", "w", "--validation", "0"])
  }

  /// The most memory that a fit had at any time, in bytes.
  private func peak(rows: Int, columns: Int) throws -> Int {
    var text = (0..<columns).map { "x\($0)" }.joined(separator: ",") + ",y\n"
    var state: UInt64 = 3
    for _ in 0..<rows {
      var sum = 0
      for column in 0..<columns {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let value = Int(state >> 48)
        sum += column % 2 == 0 ? value : -value
        text += "\(value),"
      }
      text += sum + Int(state >> 32 & 0xFFFF) > 30_000 ? "1\n" : "0\n"
    }
    try logit.write(text, to: "t.csv")
    let process = logit.process(
      ["fit", "t.csv", "--target", "y", "--memory", "50MB", "--quiet", "--overwrite"],
      environment: ["MALLOC_ARENA_MAX": "1"])
    try process.run()
    var most = 0
    while process.isRunning {
      let path = "/proc/\(process.processIdentifier)/status"
      let status = try? String(contentsOfFile: path, encoding: .utf8)
      let line = (status ?? "").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      most = max(most, line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
      usleep(2000)
    }
    #expect(process.terminationStatus == 0)
    return most * 1024
  }

  #if os(Linux)
  @Test("A table that is larger than what the process may have is fitted from the disk without being asked")
  func standardLimit() throws {
    var text = "a,b,y\n"
    for row in 0..<40_000 {
      text += "\(row * 7919 % 10_007),\(row * 31 % 97),\(row * 7919 % 10_007 / 5004)\n"
    }
    // Much of it is a column that is left out.
    let wide = text.split(separator: "\n").map { "\($0),\(String(repeating: "x", count: 2000))\n" }.joined()
    try logit.write(wide, to: "t.csv")
    let fit = "logit fit t.csv --target y --features a,b --validation 0 --overwrite"
    let inMemory = try logit.shell("\(fit) --memory unlimited -o memory.safetensors")
    #expect(inMemory.status == 0 && !inMemory.errors.contains("not all in memory"), "\(inMemory.errors)")
    let limited = try logit.shell("ulimit -v 450000; \(fit) -o disk.safetensors")
    #expect(limited.status == 0 && limited.errors.contains("not all in memory"), "\(limited.errors)")
    #expect(try logit.bytes("disk.safetensors") == logit.bytes("memory.safetensors"))
  }

  @Test("A fit of four times as many rows takes no more memory")
  func peakMemory() throws {
    // A column takes 8 bytes a row, the target as many, and predictions out of fold 20 or more. Blocks, and what
    // the system keeps of freed memory, make the rest a matter of chance, by some megabytes.
    let (few, many) = (200_000, 800_000)
    let (before, after) = (try peak(rows: few, columns: 6), try peak(rows: many, columns: 6))
    #expect(after - before < 16 * (many - few), "\(before) and \(after) bytes")
  }
  #endif
}
