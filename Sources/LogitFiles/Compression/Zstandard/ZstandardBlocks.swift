/// Decodes the blocks of a frame, each of which may use the codes of those before.
struct ZstandardBlocks {
  private let output: UnsafeMutableRawBufferPointer
  private let frameStart: Int
  private let name: String
  /// One past the last byte written.
  private(set) var size: Int

  private var literalCode: LiteralCode?
  private var literalLengths: FiniteStateTable?
  private var offsets: FiniteStateTable?
  private var matchLengths: FiniteStateTable?
  /// The distances of the last three copies.
  private var distances = (1, 4, 8)

  init(output: UnsafeMutableRawBufferPointer, frameStart: Int, name: String) {
    (self.output, self.frameStart, self.name, size) = (output, frameStart, name, frameStart)
  }

  /// Adds a block.
  ///
  /// - Parameters:
  ///   - kind: 0 for bytes as they are, 1 for one that repeats, 2 for compressed ones.
  ///   - bytes: The block.
  ///   - length: What it says of its length.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, also if there is more than fits.
  mutating func add(_ kind: Int, _ bytes: UnsafeRawBufferPointer, _ length: Int) throws {
    switch kind {
    case 0, 1:
      guard length <= output.count - size else { throw excess() }
      let target = UnsafeMutableRawBufferPointer(rebasing: output[size..<size + length])
      if kind == 0 {
        target.copyMemory(from: bytes)
      } else {
        target.initializeMemory(as: UInt8.self, repeating: bytes[0])
      }
      size += length
    case 2: try addCompressed(bytes)
    default: throw CompressedBlock.damaged(name, expected: "a block of kind 0, 1 or 2", found: "kind 3")
    }
  }

  private func excess() -> FileError {
    CompressedBlock.damaged(name, expected: "\(output.count) bytes when decompressed", found: "more")
  }

  private func truncated(_ bytes: UnsafeRawBufferPointer) -> FileError {
    CompressedBlock.truncated(name, bytes.count)
  }

  private mutating func addCompressed(_ bytes: UnsafeRawBufferPointer) throws {
    var place = 0
    let literals = try literals(bytes, &place)
    guard place < bytes.count else { throw truncated(bytes) }
    var count = Int(bytes[place])
    place += 1
    if count >= 128 {
      let more = count == 255 ? 2 : 1
      guard more <= bytes.count - place else { throw truncated(bytes) }
      count =
        count == 255
        ? Int(bytes[place]) + Int(bytes[place + 1]) << 8 + 0x7F00
        : (count - 128) << 8 + Int(bytes[place])
      place += more
    }
    try literals.withUnsafeBufferPointer { literals in
      var used = 0
      if count > 0 {
        try readTables(bytes, &place)
        used = try addSequences(
          count, UnsafeRawBufferPointer(rebasing: bytes[place...]), literals)
      } else if place != bytes.count {
        throw CompressedBlock.damaged(name, expected: "a block of literals only", found: "with more")
      }
      try addLiterals(UnsafeBufferPointer(rebasing: literals[used...]))
    }
  }

  private mutating func addLiterals(_ literals: UnsafeBufferPointer<UInt8>) throws {
    guard literals.count <= output.count - size else { throw excess() }
    UnsafeMutableRawBufferPointer(rebasing: output[size...]).copyMemory(
      from: UnsafeRawBufferPointer(literals))
    size += literals.count
  }
}

// MARK: - Literals

extension ZstandardBlocks {
  /// The literals of a compressed block.
  private mutating func literals(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws -> [UInt8] {
    guard let first = bytes.first else { throw truncated(bytes) }
    let (kind, form) = (first & 3, Int(first >> 2 & 3))
    // Raw and repeated literals have a size, compressed ones a second one.
    let headerSize = kind < 2 ? [1, 2, 1, 3][form] : [3, 3, 4, 5][form]
    guard headerSize <= bytes.count else { throw truncated(bytes) }
    let header = (0..<headerSize).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    place = headerSize
    let width = [10, 10, 14, 18][form]
    let count = kind < 2 ? header >> (form & 1 == 0 ? 3 : 4) : header >> 4 & (1 << width - 1)
    guard count <= ZstandardFormat.largestBlock else {
      throw CompressedBlock.damaged(
        name, expected: "at most \(ZstandardFormat.largestBlock) literals", found: "\(count)")
    }
    let stored = [count, 1, header >> (4 + width), header >> (4 + width)][Int(kind)]
    guard stored <= bytes.count - place else { throw truncated(bytes) }
    let content = UnsafeRawBufferPointer(rebasing: bytes[place..<place + stored])
    place += stored
    switch kind {
    case 0: return Array(content)
    case 1: return Array(repeating: content[0], count: count)
    default: return try coded(content, count, readsCode: kind == 2, isSingle: form == 0)
    }
  }

  /// Decodes literals in one stream, or in four.
  private mutating func coded(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, readsCode: Bool, isSingle: Bool
  ) throws -> [UInt8] {
    var place = 0
    if readsCode { literalCode = try LiteralCode(reading: bytes, at: &place, name: name) }
    guard let code = literalCode else {
      throw CompressedBlock.damaged(name, expected: "a code of literals", found: "none")
    }
    let name = name
    var starts = [place, bytes.count]
    var part = count
    if !isSingle {
      guard bytes.count - place >= 6, count >= 6 else { throw truncated(bytes) }
      let sizes = (0..<3).map { Int(bytes[place + 2 * $0]) | Int(bytes[place + 2 * $0 + 1]) << 8 }
      starts = [place + 6]
      for size in sizes { starts.append(starts[starts.count - 1] + size) }
      starts.append(bytes.count)
      part = (count + 3) / 4
    }
    guard zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }) else { throw truncated(bytes) }
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var done = 0
      for index in 0..<starts.count - 1 {
        let end = index == starts.count - 2 ? count : done + part
        guard end <= count else { throw truncated(bytes) }
        try code.decode(
          UnsafeRawBufferPointer(rebasing: bytes[starts[index]..<starts[index + 1]]),
          into: UnsafeMutableBufferPointer(rebasing: buffer[done..<end]), name: name)
        done = end
      }
      filled = count
    }
  }
}

// MARK: - Sequences

extension ZstandardBlocks {
  private mutating func readTables(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws {
    guard place < bytes.count else { throw truncated(bytes) }
    let modes = Int(bytes[place])
    place += 1
    guard modes & 3 == 0 else {
      throw CompressedBlock.damaged(name, expected: "known kinds of codes", found: "others")
    }
    literalLengths = try table(
      modes >> 6, ZstandardFormat.literalLengths, literalLengths, bytes, &place)
    offsets = try table(modes >> 4 & 3, ZstandardFormat.offsets, offsets, bytes, &place)
    matchLengths = try table(modes >> 2 & 3, ZstandardFormat.matchLengths, matchLengths, bytes, &place)
  }

  private func table(
    _ mode: Int, _ part: ZstandardFormat.Part, _ last: FiniteStateTable?, _ bytes: UnsafeRawBufferPointer,
    _ place: inout Int
  ) throws -> FiniteStateTable {
    switch mode {
    case 0: return FiniteStateTable(accuracy: part.usualAccuracy, counts: part.usualCounts)
    case 1:
      guard place < bytes.count else { throw truncated(bytes) }
      guard Int(bytes[place]) <= part.largestCode else {
        throw CompressedBlock.damaged(
          name, expected: "a code of \(part.name) up to \(part.largestCode)", found: "\(bytes[place])")
      }
      place += 1
      return FiniteStateTable(repeating: bytes[place - 1])
    case 2:
      return try FiniteStateTable(
        reading: bytes, at: &place, largestAccuracy: part.largestAccuracy, largestSymbol: part.largestCode,
        name: name)
    default:
      guard let last else {
        throw CompressedBlock.damaged(name, expected: "a code of \(part.name)", found: "none")
      }
      return last
    }
  }

  /// Adds literals and copies.
  ///
  /// - Returns: How many literals were used.
  private mutating func addSequences(
    _ count: Int, _ bytes: UnsafeRawBufferPointer, _ literals: UnsafeBufferPointer<UInt8>
  ) throws -> Int {
    guard let lengthTable = literalLengths, let offsetTable = offsets, let matchTable = matchLengths,
      let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    else { throw excess() }
    var bits = try BackwardBits(bytes, name: name)
    var length = bits.take(lengthTable.accuracy)
    var offset = bits.take(offsetTable.accuracy)
    var match = bits.take(matchTable.accuracy)
    var used = 0
    for index in 0..<count {
      let (lengthEntry, offsetEntry, matchEntry) = (
        lengthTable.entries[length], offsetTable.entries[offset], matchTable.entries[match]
      )
      let offsetCode = Int(offsetEntry.symbol)
      let value = 1 << offsetCode + bits.take(offsetCode)
      let matchCode = Int(matchEntry.symbol)
      let copied = ZstandardFormat.matchBases[matchCode] + bits.take(ZstandardFormat.matchBits[matchCode])
      let code = Int(lengthEntry.symbol)
      let literalCount = ZstandardFormat.literalBases[code] + bits.take(ZstandardFormat.literalBits[code])
      if index < count - 1 {
        length = Int(lengthEntry.base) + bits.take(Int(lengthEntry.bitCount))
        match = Int(matchEntry.base) + bits.take(Int(matchEntry.bitCount))
        offset = Int(offsetEntry.base) + bits.take(Int(offsetEntry.bitCount))
      }
      guard !bits.isOverrun, literalCount <= literals.count - used else { throw truncated(bytes) }
      guard literalCount <= output.count - size, copied <= output.count - size - literalCount else {
        throw excess()
      }
      if literalCount > 0, let source = literals.baseAddress {
        (target + size).update(from: source + used, count: literalCount)
        (used, size) = (used + literalCount, size + literalCount)
      }
      let distance = distance(value, afterLiterals: literalCount > 0)
      guard distance >= 1, distance <= size - frameStart else {
        throw CompressedBlock.damaged(
          name, expected: "a copy from at most \(size - frameStart) bytes before",
          found: "one from \(distance) before")
      }
      CompressedBlock.copy(within: target, to: size, distance: distance, count: copied)
      size += copied
    }
    guard bits.left == 0 else {
      throw CompressedBlock.damaged(name, expected: "\(count) copies", found: "another number")
    }
    return used
  }

  /// The distance that a value stands for: one of the last three, or another, which then is the last.
  private mutating func distance(_ value: Int, afterLiterals: Bool) -> Int {
    let (first, second, third) = distances
    if value > 3 {
      distances = (value - 3, first, second)
      return value - 3
    }
    switch value - (afterLiterals ? 1 : 0) {
    case 0: return first
    case 1: distances = (second, first, third)
    case 2: distances = (third, first, second)
    default: distances = (first - 1, first, second)
    }
    return distances.0
  }
}
