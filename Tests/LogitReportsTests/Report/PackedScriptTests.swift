import LogitInterchange
import Testing

@testable import LogitReports

/// The function of a page, with packed numbers.
@Suite struct PackedScriptTests {
  /// A function of so many columns and two sums.
  private static func declaration(_ count: Int, weight: (Int, Int) -> Double) -> String {
    let columns = (0..<count).map { "x\($0)" }
    let read = columns.enumerated().map { "    const \($1) = present(row, \"\($1)\", \(0.5 + Double($0)));" }
    let sums = (0..<2).flatMap { output in
      ["    let z\(output) = 0.25;"]
        + columns.enumerated().map { "    z\(output) += \(weight(output, $0)) * \($1);" }
    }
    let lines =
      [
        "const model = (() => {",
        "  const columns = [\(columns.map { "\"\($0)\"" }.joined(separator: ", "))];",
        "  function probabilities(row) {",
      ] + read + sums + ["    return softmax([z0, z1], 1);", "  }", "})();", ""]
    return lines.joined(separator: "\n")
  }

  /// The numbers of each packed array, in the order of their declarations.
  private static func numbers(in text: String) -> [[Double]] {
    text.split(separator: "\n").compactMap { line -> [Double]? in
      guard let start = line.firstRange(of: "unpackedNumbers(\""), line.hasSuffix("\");") else { return nil }
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
      var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
      for letter in line[start.upperBound...].dropLast(3).utf8 {
        guard let value = letters.firstIndex(of: letter) else { continue }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
          count -= 8
          bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
      }
      return stride(from: 0, to: bytes.count, by: 8).map { place in
        var bits: UInt64 = 0
        for offset in 0..<8 { bits |= UInt64(bytes[place + offset]) << UInt64(8 * offset) }
        return Double(bitPattern: bits)
      }
    }
  }

  @Test("Long runs become arrays of the same numbers, and the names in them stand once")
  func packsRuns() {
    let text = PackedScript(Self.declaration(40) { Double($0) - Double($1) / 3 }).text
    let found = Self.numbers(in: text)
    #expect(found.count == 3)
    for place in 0..<40 {
      let number = Double(place)
      #expect(found[0][place] == 0.5 + number)
      #expect(found[1][place] == -number / 3)
      #expect(found[2][place] == 1 - number / 3)
    }
    #expect(text.contains("z0 = weightedSum(z0, packedNumbers1, valuesOf0);"))
    #expect(text.contains("z1 = weightedSum(z1, packedNumbers2, valuesOf0);"))
    #expect(text.contains("] = columns.map((column, i) => present(row, column, packedNumbers0[i]));"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("    const valuesOf") } == 1)
    // Of the terms none is left; what adds them up is the helper.
    let adding = text.split(separator: "\n").filter { $0.contains("+=") }
    #expect(adding == ["    for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];"])
  }

  @Test("What a row is refused for stays no number")
  func packsNaN() {
    let text = PackedScript(
      Self.declaration(32) { $1 == 7 ? .nan : Double($0) }.replacing("nan", with: "NaN")
    ).text
    #expect(Self.numbers(in: text)[1][7].isNaN && Self.numbers(in: text)[1][8] == 0)
  }

  @Test("Short runs, and those that are none, stay as they are")
  func leavesOthers() {
    let short = Self.declaration(31) { Double($0 + $1) }
    #expect(PackedScript(short).text == short)
    // Of all columns some are no numbers, so that their order in the row is not that of the run.
    let mixed = Self.declaration(40) { Double($0 + $1) }
      .replacing("const columns = [", with: "const columns = [\"kind\", ")
    #expect(PackedScript(mixed).text.contains("    const x39 = present(row, \"x39\", 39.5);"))
    let products = Self.declaration(40) { Double($0 + $1) }.replacing(" * x", with: " * (x + 1) * x")
    #expect(PackedScript(products).text.contains("    z1 += 40.0 * (x + 1) * x39;"))
    #expect(PackedScript("const model = 1;").text == "const model = 1;")
  }
}
