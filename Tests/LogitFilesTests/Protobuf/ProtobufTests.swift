import LogitFiles
import Testing

@Suite("Protocol Buffers") struct ProtobufTests {
  private static func message(_ bytes: [UInt8]) -> ProtobufMessage {
    ProtobufMessage(StoredBytes(bytes, name: "a file"), name: "model")
  }

  /// The examples of protobuf.dev's "Encoding".
  @Test("Fields are written as the specification's examples")
  func written() {
    var message = ProtobufWriter()
    message.add(1, integer: 150)
    message.add(2, text: "testing")
    message.add(3) { $0.add(1, integer: 150) }
    message.add(6, packed: [3, 270, 86942])
    #expect(
      message.bytes == [
        0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67, 0x1a, 0x03, 0x08, 0x96, 0x01,
        0x32,
        0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05,
      ])
    var negative = ProtobufWriter()
    negative.add(1, integer: -2)
    negative.add(2, float: 1)
    negative.add(3, double: -2)
    #expect(
      negative.bytes == [
        0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x15, 0, 0, 0x80, 0x3f, 0x19, 0, 0,
        0, 0, 0, 0,
        0, 0xc0,
      ])
  }

  @Test("What is written is read")
  func readAgain() throws {
    var written = ProtobufWriter()
    written.add(1, integer: .min)
    written.add(2, float: 0.1)
    written.add(3, double: 0.1)
    written.add(4, text: "Größe")
    written.add(5, packed: [Float](repeating: 1.5, count: 3))
    written.add(6, packed: [-1, 0, .max])
    written.add(7, packed: [0.25, -0.5])
    written.add(536_870_911) { $0.add(1, integer: 7) }
    var message = Self.message(written.bytes)
    var (floats, integers, doubles): ([Float], [Int], [Double]) = ([], [], [])
    var numbers: [Int] = []
    while let field = try message.next() {
      numbers.append(field.number)
      switch field.number {
      case 1: #expect(try message.integer(field) == .min)
      case 2: #expect(try message.float(field) == 0.1)
      case 3: #expect(try message.double(field) == 0.1)
      case 4: #expect(try message.text(field) == "Größe")
      case 5: try message.add(field, to: &floats, limit: 3)
      case 6: try message.add(field, to: &integers, limit: 3)
      case 7: try message.add(field, to: &doubles, limit: 2)
      default:
        var inner = try message.message(field, name: "inner")
        let number = try inner.next()
        #expect(try number.map { try inner.integer($0) } == 7)
      }
    }
    #expect(numbers == [1, 2, 3, 4, 5, 6, 7, 536_870_911])
    #expect(floats == [1.5, 1.5, 1.5] && integers == [-1, 0, .max] && doubles == [0.25, -0.5])
  }

  @Test(
    "What is no message is refused with its place",
    arguments: [
      ([0x08], "cut off"), ([0x08, 0x80], "cut off"), ([0x12, 0x05, 0x41], "said to have 5"),
      (
        [0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        "said to have 18446744073709551615"
      ),
      ([0x0b], "of kind 3"), ([0x00], "found 0"), ([0x15, 0, 0], "cut off"),
      ([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], "a longer one"),
    ] as [([UInt8], String)])
  func damaged(bytes: [UInt8], reason: String) {
    var message = Self.message(bytes)
    let error = #expect(throws: FileError.self) { while try message.next() != nil {} }
    let text = error?.description ?? ""
    #expect(text.contains("byte ") && text.contains("model"), "\(text)")
    #expect(text.contains(reason == "found 0" ? "is 0" : reason), "\(text)")
  }

  @Test("Texts that are none, lists beyond a limit, and values of another kind are refused")
  func values() throws {
    var text = Self.message([0x0a, 0x01, 0xff])
    let field = try #require(try text.next())
    #expect(throws: FileError.self) { try text.text(field) }
    #expect(throws: FileError.self) { try text.integer(field) }
    #expect(throws: FileError.self) { try text.text(field, limit: 0) }
    var floats: [Float] = []
    #expect(throws: FileError.self) { try text.add(field, to: &floats, limit: 8) }
    var list = ProtobufWriter()
    list.add(1, packed: [1, 2, 3])
    var message = Self.message(list.bytes)
    let packed = try #require(try message.next())
    var integers: [Int] = []
    #expect(throws: FileError.self) { try message.add(packed, to: &integers, limit: 2) }
  }

  @Test("Messages within more than a hundred others are refused")
  func depth() throws {
    var bytes: [UInt8] = []
    for _ in 0..<120 {
      var outer = ProtobufWriter()
      outer.add(1, data: bytes)
      bytes = outer.bytes
    }
    var message = Self.message(bytes)
    var count = 0
    #expect(throws: FileError.self) {
      while let field = try message.next() {
        message = try message.message(field, name: "m")
        count += 1
      }
    }
    #expect(count == ProtobufMessage.deepest)
  }
}
