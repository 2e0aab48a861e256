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

  /// A text of the opcode SHORT_BINUNICODE.
  private func text(_ text: String) -> [UInt8] { [0x8C, UInt8(text.utf8.count)] + Array(text.utf8) }

  private func names(_ bytes: [UInt8]) -> [String] {
    let scan = PickleScan([0x80, 4] + bytes + Array(".".utf8))
    #expect(scan.end == nil)
    return scan.names.map(\.name.text)
  }

  @Test("What is put between the parts of a name and taken away again does not hide it")
  func stack() {
    let (os, system) = (text("os"), text("system"))
    let global: [UInt8] = [0x93]
    // POP, POP_MARK, a number, DUP and POP, a tuple that swallows a text, a memo that is overwritten.
    #expect(names(os + text("x") + Array("0".utf8) + system + global) == ["os.system"])
    #expect(
      names(os + Array("(".utf8) + text("x") + text("y") + Array("1".utf8) + system + global) == ["os.system"]
    )
    #expect(names(os + Array("K\u{1}0".utf8) + system + global) == ["os.system"])
    #expect(names(os + Array("20".utf8) + system + global) == ["os.system"])
    #expect(names(os + text("x") + [0x85] + Array("0".utf8) + system + global) == ["os.system"])
    #expect(names(os + Array("(".utf8) + text("x") + Array("t0".utf8) + system + global) == ["os.system"])
    let memo: [UInt8] = Array("q\u{0}0".utf8)
    let recalled: [UInt8] = Array("h\u{0}".utf8)
    #expect(names(text("re") + memo + os + memo + recalled + system + global) == ["os.system"])
    #expect(
      names(os + memo + system + Array("q\u{1}0".utf8) + recalled + Array("h\u{1}".utf8) + global) == [
        "os.system"
      ])
    // Remembered after something else was put on the stack in between.
    #expect(names(os + text("x") + Array("0".utf8) + memo + recalled + system + global) == ["os.system"])
  }

  @Test("Escapes do not hide a name")
  func escapes() {
    func names(_ lines: String) -> [String] {
      PickleScan([0x80, 4] + Array(lines.utf8) + [0x93, UInt8(ascii: ".")]).names.map(\.name.text)
    }
    #expect(names("V\\u006fs\nVsyste\\u006d\n") == ["os.system"])
    #expect(names("V\\U0000006fs\nVsystem\n") == ["os.system"])
    // A backslash behind a backslash is a text of its own.
    #expect(names("Vo\\\\u0073\nVsystem\n") == ["o\\\\u0073.system"])
    #expect(names("S'\\x6fs'\nS\"s\\171stem\"\n") == ["os.system"])
    #expect(PickleText.literal(Array("'a\\n\\'\\q'".utf8)[...]) == "a\n'\\q")
    #expect(PickleText.rawUnicode([0x6F, 0xE9]) == "oé")
  }

  @Test("A name that is made up while the pickle is loaded is one that nobody knows")
  func computed() {
    // The module is what a call gives, or the number of an extension.
    let call = PickleScan([0x80, 4] + Array("cbuiltins\nstr\n)R".utf8) + text("system") + [0x93, 0x2E])
    #expect(call.harmfulNames.map(\.name.text) == ["(computed).system"])
    #expect(PickleScan([0x80, 2, 0x82, 7, 0x2E]).harmfulNames.count == 1)
    #expect(PickleScan([0x80, 4, 0x93, 0x2E]).harmfulNames.count == 1)
  }

  @Test("Pickles one behind the other are all looked at, up to what is none")
  func several() {
    let (good, bad) = ([UInt8]([0x80, 4, 0x4E, 0x2E]), Array("cposix\nsystem\n.".utf8))
    let both = PickleScan(good + bad)
    #expect(both.pickleCount == 2 && both.end == nil && both.harmfulNames.count == 1 && both.version == 4)
    let rest = PickleScan(bad + [0xFF, 0xFE])
    #expect(rest.pickleCount == 1 && rest.end == bad.count && rest.harmfulNames.count == 1)
    // What the first remembers is not known to the second.
    let memo = PickleScan(
      [0x80, 4] + text("os") + [0x94, 0x2E, 0x80, 4, 0x68, 0] + text("x") + [0x93, 0x2E])
    #expect(memo.names.map(\.name.text) == ["(computed).x"])
  }

  @Test("A name that goes through another module is that module's")
  func dotted() {
    let scan = PickleScan([0x80, 4] + text("logging") + text("os.system") + [0x93, 0x2E])
    #expect(scan.harmfulNames.map(\.name.text) == ["logging.os.system"])
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
