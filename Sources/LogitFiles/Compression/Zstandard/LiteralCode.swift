/// The prefix code of Zstandard's literals.
///
/// It is a table over the bits that come next, as many as the longest code has. Source: RFC 8878, section 4.2.
struct LiteralCode {
  private struct Entry {
    var symbol: UInt8
    var length: UInt8
  }

  private let width: Int
  private let entries: [Entry]

  /// Reads the description of a code.
  ///
  /// - Parameters:
  ///   - bytes: What begins with the description.
  ///   - place: Where it begins, and then ends.
  ///   - name: What is decompressed, for messages.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``.
  init(reading bytes: UnsafeRawBufferPointer, at place: inout Int, name: String) throws {
    var weights = try Self.weights(bytes, &place, name)
    let sum = weights.reduce(0) { $0 + ($1 == 0 ? 0 : 1 << ($1 - 1)) }
    guard sum > 0 else { throw Self.incomplete(name) }
    let width = Int.bitWidth - sum.leadingZeroBitCount
    let rest = 1 << width - sum
    // What the others leave is the last one's.
    guard width <= ZstandardFormat.longestCode, rest & (rest - 1) == 0 else { throw Self.incomplete(name) }
    weights.append(rest.trailingZeroBitCount + 1)
    var entries: [Entry] = []
    entries.reserveCapacity(1 << width)
    for weight in 1...width {
      for (symbol, found) in weights.enumerated() where found == weight {
        let entry = Entry(
          symbol: UInt8(truncatingIfNeeded: symbol), length: UInt8(truncatingIfNeeded: width + 1 - weight))
        entries.append(contentsOf: repeatElement(entry, count: 1 << (weight - 1)))
      }
    }
    guard entries.count == 1 << width else { throw Self.incomplete(name) }
    (self.width, self.entries) = (width, entries)
  }

  private static func incomplete(_ name: String) -> FileError {
    CompressedBlock.damaged(name, expected: "a complete code of literals", found: "another")
  }

  /// The weight of each symbol but the last: one more than by how many bits its code is shorter than the
  /// longest; 0 for those that do not occur.
  private static func weights(
    _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ name: String
  ) throws -> [Int] {
    guard place < bytes.count else { throw CompressedBlock.truncated(name, bytes.count) }
    let header = Int(bytes[place])
    place += 1
    let size = header < 128 ? header : (header - 127 + 1) / 2
    guard size <= bytes.count - place else { throw CompressedBlock.truncated(name, bytes.count) }
    let end = place + size
    defer { place = end }
    if header >= 128 {
      let start = place
      return (0..<header - 127).map { Int(bytes[start + $0 / 2] >> ($0 % 2 == 0 ? 4 : 0) & 15) }
    }
    let part = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    let table = try FiniteStateTable(
      reading: part, at: &place, largestAccuracy: 6, largestSymbol: 15, name: name)
    var bits = try BackwardBits(UnsafeRawBufferPointer(rebasing: part[place...]), name: name)
    var states = [bits.take(table.accuracy), bits.take(table.accuracy)]
    guard !bits.isOverrun else { throw incomplete(name) }
    var weights: [Int] = []
    // Two states take turns, until the bits do not suffice for the next one.
    while weights.count < 255 {
      let turn = weights.count & 1
      let entry = table.entries[states[turn]]
      weights.append(Int(entry.symbol))
      let more = bits.take(Int(entry.bitCount))
      if bits.isOverrun {
        weights.append(Int(table.entries[states[1 - turn]].symbol))
        break
      }
      states[turn] = Int(entry.base) + more
    }
    guard weights.count <= 255, bits.isOverrun else { throw incomplete(name) }
    return weights
  }

  /// Decodes a stream of literals.
  ///
  /// - Parameters:
  ///   - bytes: The stream, all of which must be used.
  ///   - output: As many literals as there are.
  ///   - name: What is decompressed, for messages.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``.
  func decode(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<UInt8>, name: String
  ) throws {
    var bits = try BackwardBits(bytes, name: name)
    let width = width
    entries.withUnsafeBufferPointer { entries in
      for index in output.indices {
        // A number of `width` bits, for each of which there is an entry.
        let entry = entries[bits.peek(width)]
        output[index] = entry.symbol
        bits.skip(Int(entry.length))
      }
    }
    guard bits.left == 0 else {
      throw CompressedBlock.damaged(name, expected: "\(output.count) literals", found: "another number")
    }
  }
}
