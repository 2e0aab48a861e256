/// What stands before the compressed data of a gzip member. Nothing in it is needed, but all of it must be
/// right.
struct GzipHeader {
  static let magic: [UInt8] = [0x1F, 0x8B]
  static let deflateMethod: UInt8 = 8

  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let headerChecksum = Flags(rawValue: 1 << 1)
    static let extraField = Flags(rawValue: 1 << 2)
    static let name = Flags(rawValue: 1 << 3)
    static let comment = Flags(rawValue: 1 << 4)
    static let reserved = Flags(rawValue: 0b1110_0000)
  }

  private let input: CompressedInput

  init(_ input: CompressedInput) { self.input = input }

  /// Reads the header up to the compressed data.
  ///
  /// - Parameter first: The first byte, which was read already.
  func read(first: UInt8) throws {
    var check = CRC32()
    func next() throws -> UInt8 {
      guard let byte = try input.next() else { throw input.truncated() }
      withUnsafeBytes(of: byte) { check.update($0) }
      return byte
    }
    withUnsafeBytes(of: first) { check.update($0) }
    let second = try next()
    guard [first, second] == Self.magic else {
      throw invalid("the first two bytes", "31 and 139, as in every gzip member", "\(first) and \(second)")
    }
    let method = try next()
    guard method == Self.deflateMethod else { throw invalid("the compression method", "8", "\(method)") }
    let flags = Flags(rawValue: try next())
    guard flags.isDisjoint(with: .reserved) else {
      throw invalid("the flags", "without reserved bits", "\(flags.rawValue)")
    }
    // Time, extra flags and operating system.
    for _ in 0..<6 { _ = try next() }
    if flags.contains(.extraField) {
      let low = Int(try next())
      let length = low | Int(try next()) << 8
      for _ in 0..<length { _ = try next() }
    }
    if flags.contains(.name) { while try next() != 0 {} }
    if flags.contains(.comment) { while try next() != 0 {} }
    if flags.contains(.headerChecksum) {
      let expected = UInt16(truncatingIfNeeded: check.value)
      let low = UInt16(try next())
      let found = low | UInt16(try next()) << 8
      guard found == expected else { throw invalid("the header's checksum", "\(expected)", "\(found)") }
    }
  }

  private func invalid(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: input.name, item: item, expected: expected, found: found,
      remedy: "the file is damaged or no gzip, so fetch or make it again")
  }
}
