/// A prefix code in the form a decoder looks symbols up in.
///
/// The next bits of the input are the index of an entry, which says what the code at their front means and
/// how long it is. Codes longer than the index lead to a second table. An entry, from its lowest bit:
///
///     8 bits    the bits to take from the input
///     4 bits    the number of extra bits that follow the code, or of a second table's index; 1 if there are two literals
///     4 bits    flags
///     16 bits   the value: one or two literals, the base of a length or distance, or where the second table begins
final class HuffmanTable {
  static let pairFlag: UInt32 = 1 << 8
  static let literalFlag: UInt32 = 1 << 12
  static let endOfBlockFlag: UInt32 = 1 << 13
  static let subtableFlag: UInt32 = 1 << 14
  static let specialFlag: UInt32 = 1 << 15
  static let invalidEntry: UInt32 = specialFlag

  /// The bits of the first table's index.
  let indexBits: Int
  private(set) var entries: UnsafeMutablePointer<UInt32>
  private let capacity: Int
  /// What each symbol means, without the length of its code.
  private let meanings: [UInt32]
  /// Whether a single code of one bit, or none at all, is enough, as it is for literals and distances.
  private let acceptsIncomplete: Bool

  /// - Parameter capacity: The entries of the first table and all those that it can lead to.
  init(indexBits: Int, capacity: Int, meanings: [UInt32], acceptsIncomplete: Bool) {
    self.indexBits = indexBits
    self.capacity = capacity
    self.meanings = meanings
    self.acceptsIncomplete = acceptsIncomplete
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Self.invalidEntry, count: capacity)
  }

  deinit { entries.deallocate() }

  /// The tables of literals and lengths, distances, and code lengths. The capacities leave room above the
  /// most that complete codes need: 2342 and 402 entries (as zlib's `enough` counts them).
  static func literals() -> HuffmanTable {
    var meanings = (0..<256).map { literalFlag | UInt32($0) << 16 }
    meanings.append(specialFlag | endOfBlockFlag)
    for (base, extraBits) in zip(DeflateFormat.lengthBases, DeflateFormat.lengthExtraBits) {
      meanings.append(UInt32(base) << 16 | UInt32(extraBits) << 8)
    }
    meanings += [invalidEntry, invalidEntry]
    return HuffmanTable(indexBits: 11, capacity: 4096, meanings: meanings, acceptsIncomplete: true)
  }

  static func distances() -> HuffmanTable {
    var meanings: [UInt32] = []
    for (base, extraBits) in zip(DeflateFormat.distanceBases, DeflateFormat.distanceExtraBits) {
      meanings.append(UInt32(base) << 16 | UInt32(extraBits) << 8)
    }
    meanings += [invalidEntry, invalidEntry]
    return HuffmanTable(indexBits: 8, capacity: 1024, meanings: meanings, acceptsIncomplete: true)
  }

  static func codeLengths() -> HuffmanTable {
    HuffmanTable(
      indexBits: DeflateFormat.longestLengthCode, capacity: 1 << DeflateFormat.longestLengthCode,
      meanings: (0..<19).map { UInt32($0) << 16 }, acceptsIncomplete: false)
  }

  /// Makes the tables of a code.
  ///
  /// - Parameter lengths: The length of each symbol's code in bits; 0 for a symbol that does not occur.
  /// - Returns: Whether these are the lengths of a code that gives every sequence of bits one meaning.
  func build(lengths: ArraySlice<UInt8>) -> Bool {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * (DeflateFormat.longestCode + 1)) { scratch in
      let counts = UnsafeMutableBufferPointer(rebasing: scratch[..<(DeflateFormat.longestCode + 1)])
      let nextCodes = UnsafeMutableBufferPointer(rebasing: scratch[(DeflateFormat.longestCode + 1)...])
      counts.initialize(repeating: 0)
      for length in lengths { counts[Int(length)] += 1 }
      counts[0] = 0
      let longest = counts.lastIndex { $0 > 0 } ?? 0
      var free = 1
      var code = 0
      nextCodes[0] = 0
      for length in 1...DeflateFormat.longestCode {
        free = 2 * free - counts[length]
        guard free >= 0 else { return false }
        code = (code + counts[length - 1]) << 1
        nextCodes[length] = code
      }
      guard free == 0 || acceptsIncomplete && longest <= 1 else { return false }
      return place(lengths, longest: longest, counts: counts, nextCodes: nextCodes)
    }
  }

  /// Enters the symbols, the shortest codes first, as those in one second table must follow each other.
  private func place(
    _ lengths: ArraySlice<UInt8>, longest: Int, counts: UnsafeMutableBufferPointer<Int>,
    nextCodes: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    let firstTableSize = 1 << indexBits
    for index in 0..<firstTableSize { entries[index] = Self.invalidEntry }
    guard longest > 0 else { return true }
    var end = firstTableSize
    var subtable = (prefix: -1, start: 0, bits: 0)
    for length in 1...longest where counts[length] > 0 {
      for (symbol, symbolLength) in zip(0..., lengths) where Int(symbolLength) == length {
        let reversed = Int(UInt16(truncatingIfNeeded: nextCodes[length]).bitsReversed >> UInt16(16 - length))
        nextCodes[length] += 1
        if length <= indexBits {
          for index in stride(from: reversed, to: firstTableSize, by: 1 << length) {
            entries[index] = meanings[symbol] | UInt32(length)
          }
        } else {
          let prefix = reversed & (firstTableSize - 1)
          if prefix != subtable.prefix {
            let bits = subtableBits(length, longest: longest, counts: counts)
            guard end + 1 << bits <= capacity else { return false }
            subtable = (prefix, end, bits)
            end += 1 << bits
            entries[prefix] =
              Self.specialFlag | Self.subtableFlag | UInt32(subtable.start) << 16 | UInt32(bits) << 8
              | UInt32(indexBits)
          }
          for index in stride(
            from: reversed >> indexBits, to: 1 << subtable.bits, by: 1 << (length - indexBits))
          {
            entries[subtable.start + index] = meanings[symbol] | UInt32(length - indexBits)
          }
        }
        counts[length] -= 1
      }
    }
    return true
  }

  /// Makes one entry of two literals where both fit the index: text is mostly literals with short codes.
  func pairLiterals() {
    // From the highest index down, as what follows an entry's code stands at a lower index and is still
    // single then.
    for index in (0..<1 << indexBits).reversed() {
      let first = entries[index]
      guard first & Self.literalFlag != 0 else { continue }
      let length = first & 0xFF
      let second = entries[index >> Int(length)]
      guard second & Self.literalFlag != 0, Int(length + second & 0xFF) <= indexBits else { continue }
      entries[index] =
        Self.literalFlag | Self.pairFlag | (second & 0xFF_0000) << 8 | first & 0xFF_0000
        | (length + second & 0xFF)
    }
  }

  /// The index bits a second table needs whose first code has a length: as many as the codes to come fill.
  private func subtableBits(_ length: Int, longest: Int, counts: UnsafeMutableBufferPointer<Int>) -> Int {
    var bits = length - indexBits
    var free = 1 << bits
    while bits + indexBits < longest {
      free -= counts[bits + indexBits]
      if free <= 0 { break }
      bits += 1
      free <<= 1
    }
    return bits
  }
}

extension UInt16 {
  /// The number with its bits in reverse.
  var bitsReversed: UInt16 {
    var bits = self
    bits = (bits & 0x5555) << 1 | (bits >> 1) & 0x5555
    bits = (bits & 0x3333) << 2 | (bits >> 2) & 0x3333
    bits = (bits & 0x0F0F) << 4 | (bits >> 4) & 0x0F0F
    return bits.byteSwapped
  }
}
