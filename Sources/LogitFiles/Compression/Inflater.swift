/// A decoder of deflate, the compression inside gzip and zip.
///
///     let inflater = Inflater(input)
///     while case let bytes = try inflater.next(), !bytes.isEmpty { … }
///
/// It needs a few hundred kilobytes whatever the size of the data: each call gives the bytes that follow, out
/// of a buffer that also holds the 32 KiB before them, from which the format may copy. Codes are looked up in
/// tables (see ``HuffmanTable``) with up to 63 bits of input at hand, so that one check of the input serves
/// three literals or a copy. Source: RFC 1951.
package final class Inflater {
  /// How many bytes a call gives at most, give or take a copy.
  private static let stretch = 1 << 17
  /// A copy may begin just before the end of a stretch, and writes eight bytes at a time.
  private static let slack = DeflateFormat.longestMatch + 16

  private enum State {
    case betweenBlocks
    case stored(remaining: Int)
    case coded
    case finished
  }

  private let input: CompressedInput
  private let window: UnsafeMutablePointer<UInt8>
  /// One past the last byte in the window.
  private var windowEnd = 0
  /// Where the data begin in the window; a copy cannot reach further back.
  private var dataStart = 0
  private var state = State.betweenBlocks
  private var isLastBlock = false
  private let literals = HuffmanTable.literals()
  private let distances = HuffmanTable.distances()
  private let codeLengths = HuffmanTable.codeLengths()
  private var lengths = [UInt8](repeating: 0, count: 320)
  /// Bits taken from the input and not used yet, the next one lowest, and how many.
  private var bits: UInt64 = 0
  private var bitCount = 0
  /// What is wrong behind the bytes that were given.
  private var failure: (any Error)?

  /// Begins a stream at the input's next byte.
  package init(_ input: CompressedInput) {
    self.input = input
    window = .allocate(capacity: DeflateFormat.windowSize + Self.stretch + Self.slack)
  }

  deinit { window.deallocate() }

  /// Begins another stream at the input's next byte.
  package func restart() {
    state = .betweenBlocks
    isLastBlock = false
    dataStart = windowEnd
  }

  /// The bytes that follow, valid until the next call; none at the end of the stream. The input then stands
  /// at the byte after it.
  ///
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if the data are damaged or cut off,
  ///   when all that was decoded before has been given; or as the input.
  package func next() throws -> UnsafeRawBufferPointer {
    if let failure { throw failure }
    if windowEnd > DeflateFormat.windowSize {
      let forgotten = windowEnd - DeflateFormat.windowSize
      window.update(from: window + forgotten, count: DeflateFormat.windowSize)
      windowEnd = DeflateFormat.windowSize
      dataStart = max(dataStart - forgotten, 0)
    }
    let start = windowEnd
    do {
      try fill(until: start + Self.stretch)
    } catch {
      failure = error
      guard windowEnd > start else { throw error }
    }
    return UnsafeRawBufferPointer(start: window + start, count: windowEnd - start)
  }

  /// Decodes until the goal is reached or the stream ends.
  private func fill(until goal: Int) throws {
    while windowEnd < goal {
      switch state {
      case .betweenBlocks where isLastBlock:
        giveBack()
        guard !input.isOverrun else { throw input.truncated() }
        state = .finished
      case .betweenBlocks: try beginBlock()
      case .stored(let remaining): try copyStored(remaining, until: goal)
      case .coded: try decode(until: goal)
      case .finished: return
      }
    }
  }

  // MARK: Blocks

  private func beginBlock() throws {
    isLastBlock = try take(1) == 1
    switch DeflateFormat.BlockKind(rawValue: try take(2)) {
    case .stored:
      giveBack()
      let length = try take(16)
      let complement = try take(16)
      giveBack()
      guard length == complement ^ 0xFFFF else {
        throw damaged(
          expected: "a stored block's length and its complement", found: "\(length), \(complement)")
      }
      state = length == 0 ? .betweenBlocks : .stored(remaining: Int(length))
    case .fixed:
      _ = literals.build(lengths: DeflateFormat.fixedLiteralLengths[...])
      literals.pairLiterals()
      _ = distances.build(lengths: DeflateFormat.fixedDistanceLengths[...])
      state = .coded
    case .dynamic:
      try readCodes()
      state = .coded
    case nil: throw damaged(expected: "a block of kind 0, 1 or 2", found: "kind 3")
    }
  }

  private func copyStored(_ remaining: Int, until goal: Int) throws {
    let count = try input.take(into: window + windowEnd, atMost: min(remaining, goal - windowEnd))
    windowEnd += count
    state = count == remaining ? .betweenBlocks : .stored(remaining: remaining - count)
  }

  /// Reads the codes of a dynamic block.
  private func readCodes() throws {
    let literalCount = Int(try take(5)) + 257
    let distanceCount = Int(try take(5)) + 1
    let lengthCodeCount = Int(try take(4)) + 4
    guard literalCount <= DeflateFormat.literalSymbolCount, distanceCount <= DeflateFormat.distanceSymbolCount
    else {
      throw damaged(expected: "at most 286 and 30 codes", found: "\(literalCount) and \(distanceCount)")
    }
    for index in 0..<19 { lengths[index] = 0 }
    for index in 0..<lengthCodeCount {
      lengths[DeflateFormat.lengthCodeOrder[index]] = UInt8(try take(3))
    }
    guard codeLengths.build(lengths: lengths[..<19]) else {
      throw damaged(expected: "a complete code for code lengths", found: "another")
    }
    try readLengths(count: literalCount + distanceCount)
    guard lengths[DeflateFormat.endOfBlock] > 0 else {
      throw damaged(expected: "a code for the end of the block", found: "none")
    }
    guard literals.build(lengths: lengths[..<literalCount]),
      distances.build(lengths: lengths[literalCount..<literalCount + distanceCount])
    else { throw damaged(expected: "complete codes", found: "others") }
    literals.pairLiterals()
  }

  private func readLengths(count: Int) throws {
    var index = 0
    while index < count {
      try refillBits()
      let entry = codeLengths.entries[Int(bits & 0x7F)]
      guard entry & HuffmanTable.specialFlag == 0 else {
        throw damaged(expected: "a code length", found: "none")
      }
      drop(Int(entry & 0xFF))
      let symbol = Int(entry >> 16)
      guard symbol >= 16 else {
        lengths[index] = UInt8(symbol)
        index += 1
        continue
      }
      guard symbol > 16 || index > 0 else {
        throw damaged(expected: "a code length to repeat", found: "none")
      }
      let value = symbol == 16 ? lengths[index - 1] : 0
      let repetitions =
        switch symbol {
        case 16: Int(try take(2)) + 3
        case 17: Int(try take(3)) + 3
        default: Int(try take(7)) + 11
        }
      guard index + repetitions <= count else {
        throw damaged(expected: "\(count) code lengths", found: "\(index + repetitions)")
      }
      for place in index..<index + repetitions { lengths[place] = value }
      index += repetitions
    }
  }

  // MARK: Bits

  /// Takes so many bits from the input, at most 16.
  private func take(_ count: Int) throws -> UInt64 {
    try refillBits()
    defer { drop(count) }
    return bits & (1 << UInt64(count) - 1)
  }

  private func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  private func refillBits() throws {
    try input.refill()
    let word = UnsafeRawPointer(input.bytes + input.position).loadUnaligned(as: UInt64.self).littleEndian
    bits |= word &<< UInt64(bitCount)
    input.position += (63 - bitCount) >> 3
    bitCount |= 56
  }

  /// Drops what is left of the current byte and gives back the bytes after it.
  private func giveBack() {
    input.position -= bitCount >> 3
    bits = 0
    bitCount = 0
  }

  // MARK: Symbols

  private enum Outcome {
    case goalReached
    case inputNeeded
    case blockEnded
    case invalidCode
    case invalidDistance(Int, available: Int)
  }

  private func decode(until goal: Int) throws {
    while windowEnd < goal {
      try input.refill()
      let decoded = windowEnd
      // The last bytes are taken step by step: what the zeros behind the end mean is no data.
      let isAtEnd = input.position > input.end - 8
      let outcome =
        isAtEnd
        ? decodeSymbols(until: decoded + 1, whileUpTo: input.lastSafePosition)
        : decodeSymbols(until: goal, whileUpTo: input.end - 8)
      guard !isAtEnd || input.position - bitCount >> 3 <= input.end else {
        windowEnd = decoded
        throw input.truncated()
      }
      switch outcome {
      case .goalReached, .inputNeeded: continue
      case .blockEnded:
        state = .betweenBlocks
        return
      case .invalidCode: throw damaged(expected: "a code of this block", found: "another")
      case .invalidDistance(let distance, let available):
        throw damaged(expected: "a copy from at most \(available) bytes before", found: "\(distance)")
      }
    }
  }

  /// Decodes until the goal is reached, the block ends or the input is behind a position from which eight
  /// bytes can be read.
  private func decodeSymbols(until goal: Int, whileUpTo lastSafePosition: Int) -> Outcome {
    let source = UnsafeRawPointer(input.bytes)
    let (literalEntries, distanceEntries) = (literals.entries, distances.entries)
    let literalMask = UInt64(1) &<< UInt64(literals.indexBits) &- 1
    let distanceMask = UInt64(1) &<< UInt64(distances.indexBits) &- 1
    let window = window
    let dataStart = dataStart
    var (bits, bitCount, position, out) = (bits, bitCount, input.position, windowEnd)
    defer { (self.bits, self.bitCount, input.position, windowEnd) = (bits, bitCount, position, out) }

    while out < goal {
      guard position <= lastSafePosition else { return .inputNeeded }
      bits |=
        source.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian &<< UInt64(bitCount)
      position &+= (63 &- bitCount) &>> 3
      bitCount |= 56
      // At least 56 bits are at hand: three entries of literals, or a length and a distance of up to 48.
      var entry = literalEntries[Int(bits & literalMask)]
      if entry & HuffmanTable.literalFlag != 0 {
        var literalsLeft = 3
        repeat {
          bits &>>= UInt64(entry & 0xFF)
          bitCount &-= Int(entry & 0xFF)
          // Two literals or one and whatever.
          UnsafeMutableRawPointer(window + out).storeBytes(
            of: UInt16(truncatingIfNeeded: entry &>> 16).littleEndian, as: UInt16.self)
          out &+= 1 &+ Int((entry &>> 8) & 1)
          literalsLeft &-= 1
          entry = literalEntries[Int(bits & literalMask)]
        } while literalsLeft > 0 && entry & HuffmanTable.literalFlag != 0
        continue
      }
      if entry & HuffmanTable.subtableFlag != 0 {
        entry = Self.following(entry, in: literalEntries, &bits, &bitCount)
      }
      bits &>>= UInt64(entry & 0xFF)
      bitCount &-= Int(entry & 0xFF)
      if entry & HuffmanTable.literalFlag != 0 {
        window[out] = UInt8(truncatingIfNeeded: entry &>> 16)
        out &+= 1
        continue
      }
      if entry & HuffmanTable.specialFlag != 0 {
        return entry & HuffmanTable.endOfBlockFlag != 0 ? .blockEnded : .invalidCode
      }
      let length = Self.value(entry, &bits, &bitCount)
      entry = distanceEntries[Int(bits & distanceMask)]
      if entry & HuffmanTable.subtableFlag != 0 {
        entry = Self.following(entry, in: distanceEntries, &bits, &bitCount)
      }
      guard entry & HuffmanTable.specialFlag == 0 else { return .invalidCode }
      bits &>>= UInt64(entry & 0xFF)
      bitCount &-= Int(entry & 0xFF)
      let distance = Self.value(entry, &bits, &bitCount)
      guard distance <= out &- dataStart else {
        return .invalidDistance(distance, available: out - dataStart)
      }
      Self.copy(length, from: distance, before: window + out)
      out &+= length
    }
    return .goalReached
  }

  /// The entry of the second table that an entry leads to.
  @inline(__always)
  private static func following(
    _ entry: UInt32, in entries: UnsafeMutablePointer<UInt32>, _ bits: inout UInt64, _ bitCount: inout Int
  ) -> UInt32 {
    bits &>>= UInt64(entry & 0xFF)
    bitCount &-= Int(entry & 0xFF)
    let start = Int(entry &>> 16)
    let mask = UInt64(1) &<< UInt64((entry &>> 8) & 0xF) &- 1
    return entries[start &+ Int(bits & mask)]
  }

  /// The length or distance that an entry and the extra bits after its code mean.
  @inline(__always)
  private static func value(_ entry: UInt32, _ bits: inout UInt64, _ bitCount: inout Int) -> Int {
    let extraBits = UInt64((entry &>> 8) & 0xF)
    let extra = bits & (UInt64(1) &<< extraBits &- 1)
    bits &>>= extraBits
    bitCount &-= Int(extraBits)
    return Int(entry &>> 16) &+ Int(extra)
  }

  /// Copies bytes that may overlap their copies; up to 8 bytes behind them are overwritten.
  @inline(__always)
  private static func copy(_ length: Int, from distance: Int, before end: UnsafeMutablePointer<UInt8>) {
    let source = UnsafeRawPointer(end - distance)
    let destination = UnsafeMutableRawPointer(end)
    if distance >= 8 {
      var done = 0
      repeat {
        let word = source.loadUnaligned(fromByteOffset: done, as: UInt64.self)
        destination.storeBytes(of: word, toByteOffset: done, as: UInt64.self)
        done &+= 8
      } while done < length
    } else if distance == 1 {
      end.update(repeating: end[-1], count: length)
    } else {
      for index in 0..<length { end[index] = end[index &- distance] }
    }
  }

  private func damaged(expected: String, found: String) -> FileError {
    guard !input.isOverrun || !input.isComplete else { return input.truncated() }
    return .damaged(
      source: input.name, item: "the compressed data near byte \(input.place - bitCount >> 3)",
      expected: expected,
      found: found, remedy: "the file is damaged, so fetch or make it again")
  }
}
