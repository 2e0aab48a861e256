import LogitFiles
import Testing

/// Tensors of other types than Logit's own, which files of other tools have.
@Suite struct SafetensorsTypesTests {
  /// The bytes of a file with one tensor.
  private static func file(_ type: String, _ shape: [Int], _ bytes: [UInt8]) -> [UInt8] {
    let header = "{\"x\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[0,\(bytes.count)]}}"
    return (0..<8).map { UInt8(header.utf8.count >> (8 * $0) & 0xFF) } + Array(header.utf8) + bytes
  }

  private static func floats(_ type: String, _ bytes: [UInt8]) throws -> [Float]? {
    let file = try SafetensorsFile(
      StoredBytes(Self.file(type, [2], bytes), name: "x"), types: Safetensors.ElementType.allCases)
    return try file.floats(#require(file.entries["x"]))
  }

  @Test("count in single precision: half, bfloat16, double, and single itself")
  func numbers() throws {
    // 1.5 and the largest of half precision.
    #expect(try Self.floats("F16", [0x00, 0x3E, 0xFF, 0x7B]) == [1.5, 65504])
    // The least subnormal, and minus infinity.
    #expect(try Self.floats("F16", [0x01, 0x00, 0x00, 0xFC]) == [0x1p-24, -.infinity])
    #expect(try Self.floats("BF16", [0xC0, 0x3F, 0x80, 0xFF]) == [1.5, -.infinity])
    #expect(try Self.floats("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0]) == [1.5, -2])
    #expect(try Self.floats("F32", [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0]) == [1.5, -2])
    #expect(try Self.floats("F16", [0x00, 0x7E, 0, 0])?[0].isNaN == true)
  }

  @Test(
    "are no numbers where they are whole or of 8 bits", arguments: ["U8", "I8", "BOOL", "F8_E4M3", "F8_E5M2"])
  func others(type: String) throws { #expect(try Self.floats(type, [0, 1]) == nil) }

  @Test("are unknown to files of Logit's own")
  func own() throws {
    #expect {
      _ = try SafetensorsFile(bytes: Self.file("F16", [2], [0, 0, 0, 0]), name: "x")
    } throws: { "\($0)".contains("should be F32 or F64, but is \"F16\"") }
  }

  @Test("of 64-bit integers are written")
  func integers() throws {
    let bytes = Safetensors.encode(
      metadata: [], tensors: [Safetensors.Tensor(name: "n", integers: [258], shape: [])])
    let file = try SafetensorsFile(
      StoredBytes(bytes, name: "x"), types: Safetensors.ElementType.allCases)
    let entry = try #require(file.entries["n"])
    #expect(entry.type == .int64 && entry.shape == [] && entry.range.count == 8)
    #expect(Array(bytes.suffix(8)) == [2, 1, 0, 0, 0, 0, 0, 0])
  }
}
