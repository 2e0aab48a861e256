import Testing

@testable import LogitInterchange

@Suite struct PickleScanTests {
  @Test("Names are found in every protocol, also from the memo")
  func names() {
    // pickle.dumps(os.system, protocol=n) on Linux.
    let zero = PickleScan(Array("cposix\nsystem\np0\n.".utf8))
    #expect(zero.names.map(\.name.text) == ["posix.system"] && zero.end == nil && zero.version == nil)
    let four = PickleScan(
      [0x80, 4, 0x95, 20, 0, 0, 0, 0, 0, 0, 0, 0x8C, 5] + Array("posix".utf8) + [0x94, 0x8C, 6]
        + Array("system".utf8) + [0x94, 0x93, 0x94, UInt8(ascii: ".")])
    #expect(four.names.map(\.name.text) == ["posix.system"] && four.version == 4 && four.end == nil)
    // The module comes from the memo, under a number of its own, behind another text.
    let memo = PickleScan(
      [0x80, 4, 0x8C, 2] + Array("os".utf8) + [
        UInt8(ascii: "q"), 7, UInt8(ascii: "0"), 0x8C, 1, UInt8(ascii: "x"),
      ]
        + [UInt8(ascii: "0"), UInt8(ascii: "h"), 7, 0x8C, 6] + Array("system".utf8) + [
          0x93, UInt8(ascii: "."),
        ])
    #expect(memo.names.map(\.name.text) == ["os.system"])
  }

  @Test("What makes more than objects is told from what models need")
  func harmful() {
    func harmful(_ module: String, _ name: String) -> Bool {
      !PickleScan(Array("c\(module)\n\(name)\n.".utf8)).harmfulNames.isEmpty
    }
    #expect(harmful("os", "system") && harmful("os.path", "join") && harmful("builtins", "eval"))
    #expect(harmful("__builtin__", "exec") && harmful("subprocess", "Popen"))
    #expect(!harmful("builtins", "dict") && !harmful("sklearn.linear_model._logistic", "LogisticRegression"))
    #expect(!harmful("numpy.core.multiarray", "_reconstruct"))
  }

  @Test("Whatever the bytes, the walk ends within them")
  func damaged() {
    let whole: [UInt8] =
      [0x80, 4, 0x95, 20, 0, 0, 0, 0, 0, 0, 0, 0x8C, 5] + Array("posix".utf8) + [0x94, 0x8C, 6]
      + Array("system".utf8) + [0x94, 0x93, 0x94, UInt8(ascii: ".")]
    for count in 0..<whole.count { #expect(PickleScan(Array(whole.prefix(count))).end != nil) }
    for place in whole.indices {
      for value in UInt8.min...UInt8.max {
        var bytes = whole
        bytes[place] = value
        let scan = PickleScan(bytes)
        #expect(scan.end.map { $0 <= bytes.count } ?? true)
      }
    }
    // A length that no file has.
    #expect(PickleScan([0x8E] + [UInt8](repeating: 0xFF, count: 8)).end == 0)
  }
}
