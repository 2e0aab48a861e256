/// The decoding table of finite state entropy, a form of arithmetic coding: each state stands for a symbol,
/// and says with how many bits of input which state comes next.
///
/// Source: RFC 8878, section 4.1.
struct FiniteStateTable {
  struct Entry {
    var symbol: UInt8
    var bitCount: UInt8
    var base: UInt16
  }

  /// How many bits a state has.
  let accuracy: Int
  let entries: [Entry]

  /// A table with one state.
  init(repeating symbol: UInt8) {
    (accuracy, entries) = (0, [Entry(symbol: symbol, bitCount: 0, base: 0)])
  }

  /// A table for symbols that are so frequent.
  ///
  /// - Parameter counts: How many of the 2ᵃ states each symbol has; −1 for one that is rarer than that. Their
  ///   magnitudes sum up to 2ᵃ.
  init(accuracy: Int, counts: [Int]) {
    let size = 1 << accuracy
    var entries = [Entry](repeating: Entry(symbol: 0, bitCount: 0, base: 0), count: size)
    var next = counts.map { max($0, 1) }
    var end = size
    for (symbol, count) in counts.enumerated() where count == -1 {
      end -= 1
      entries[end].symbol = UInt8(truncatingIfNeeded: symbol)
    }
    let step = size >> 1 + size >> 3 + 3
    var place = 0
    for (symbol, count) in counts.enumerated() where count > 0 {
      for _ in 0..<count {
        entries[place].symbol = UInt8(truncatingIfNeeded: symbol)
        repeat { place = (place + step) & (size - 1) } while place >= end
      }
    }
    for index in entries.indices {
      let symbol = Int(entries[index].symbol)
      let state = next[symbol]
      next[symbol] += 1
      let bitCount = accuracy - (Int.bitWidth - 1 - state.leadingZeroBitCount)
      entries[index].bitCount = UInt8(truncatingIfNeeded: bitCount)
      entries[index].base = UInt16(truncatingIfNeeded: state << bitCount - size)
    }
    (self.accuracy, self.entries) = (accuracy, entries)
  }

  /// Reads the description of a table.
  ///
  /// - Parameters:
  ///   - bytes: What begins with the description.
  ///   - place: Where it begins, and then ends.
  ///   - largestAccuracy: The most bits of a state.
  ///   - largestSymbol: The largest symbol.
  ///   - name: What is decompressed, for messages.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``.
  init(
    reading bytes: UnsafeRawBufferPointer, at place: inout Int, largestAccuracy: Int, largestSymbol: Int,
    name: String
  ) throws {
    var bits = ForwardBits(bytes, start: place)
    let accuracy = bits.take(4) + 5
    guard accuracy <= largestAccuracy else {
      throw CompressedBlock.damaged(
        name, expected: "states of at most \(largestAccuracy) bits", found: "of \(accuracy)")
    }
    var counts: [Int] = []
    var remaining = 1 << accuracy + 1
    var (threshold, width) = (1 << accuracy, accuracy + 1)
    while remaining > 1 {
      guard counts.count <= largestSymbol, !bits.isOverrun else {
        throw CompressedBlock.damaged(
          name, expected: "frequencies of at most \(largestSymbol + 1) symbols", found: "more")
      }
      let short = 2 * threshold - 1 - remaining
      var value = bits.peek(width)
      if value & (threshold - 1) < short {
        value &= threshold - 1
        bits.skip(width - 1)
      } else {
        if value >= threshold { value -= short }
        bits.skip(width)
      }
      let count = value - 1
      remaining -= abs(count)
      guard remaining >= 1 else {
        throw CompressedBlock.damaged(
          name, expected: "frequencies with the sum \(1 << accuracy)", found: "a larger one")
      }
      counts.append(count)
      if count == 0 {
        var zeros = 0
        repeat {
          zeros = bits.take(2)
          counts += Array(repeating: 0, count: zeros)
        } while zeros == 3 && counts.count <= largestSymbol && !bits.isOverrun
      }
      while remaining < threshold { (width, threshold) = (width - 1, threshold >> 1) }
    }
    place = bits.nextByte
    guard place <= bytes.count, counts.count <= largestSymbol + 1 else {
      throw CompressedBlock.damaged(name, expected: "whole frequencies", found: "some that are cut off")
    }
    self.init(accuracy: accuracy, counts: counts)
  }
}

/// Reads bits from the beginning of some bytes to their end; behind it there are zeros.
private struct ForwardBits {
  private let bytes: UnsafeRawBufferPointer
  private var position: Int

  init(_ bytes: UnsafeRawBufferPointer, start: Int) { (self.bytes, position) = (bytes, 8 * start) }

  var isOverrun: Bool { position > 8 * bytes.count }

  /// The first byte of which no bit was taken.
  var nextByte: Int { (position + 7) >> 3 }

  /// At most 16 bits.
  func peek(_ count: Int) -> Int {
    var word = 0
    let first = position >> 3
    for index in first..<first + 4 where index < bytes.count {
      word |= Int(bytes[index]) << (8 * (index - first))
    }
    return word >> (position & 7) & (1 << count - 1)
  }

  mutating func skip(_ count: Int) { position += count }

  mutating func take(_ count: Int) -> Int {
    defer { position += count }
    return peek(count)
  }
}
