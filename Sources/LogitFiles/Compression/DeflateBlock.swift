/// The literals and matches of a block, counted as they come, and written in the shortest of the three forms.
struct DeflateBlock {
  /// A literal, or 2³¹ and a match's length (from bit 16 on) and distance.
  private var tokens: [UInt32] = []
  private var literalCounts = Array(repeating: 0, count: DeflateFormat.literalSymbolCount)
  private var distanceCounts = Array(repeating: 0, count: DeflateFormat.distanceSymbolCount)

  private static let matchFlag: UInt32 = 1 << 31
  private static let longestStored = Int(UInt16.max)

  /// The length symbol of each length, from 0 on, and the distance symbols of distances up to 256, then by
  /// 128s.
  private static let lengthSymbols: [Int] = (0...DeflateFormat.longestMatch).map { length in
    DeflateFormat.lengthBases.lastIndex { $0 <= max(length, DeflateFormat.shortestMatch) } ?? 0
  }
  private static let shortDistanceSymbols: [Int] = (0...256).map { distance in
    DeflateFormat.distanceBases.lastIndex { $0 <= max(distance, 1) } ?? 0
  }
  private static let longDistanceSymbols: [Int] = (0..<256).map { group in
    DeflateFormat.distanceBases.lastIndex { $0 <= max(group * 128 + 1, 1) } ?? 0
  }

  private static func distanceSymbol(_ distance: Int) -> Int {
    distance <= 256 ? shortDistanceSymbols[distance] : longDistanceSymbols[(distance - 1) >> 7]
  }

  /// The number of literals and matches.
  var count: Int { tokens.count }

  mutating func append(literal: UInt8) {
    tokens.append(UInt32(literal))
    literalCounts[Int(literal)] += 1
  }

  mutating func append(length: Int, distance: Int) {
    tokens.append(Self.matchFlag | UInt32(length) << 16 | UInt32(distance))
    literalCounts[257 + Self.lengthSymbols[length]] += 1
    distanceCounts[Self.distanceSymbol(distance)] += 1
  }

  /// Writes the block and begins another.
  ///
  /// - Parameter bytes: What its literals and matches mean.
  mutating func write(to writer: inout BitWriter, bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    literalCounts[DeflateFormat.endOfBlock] = 1
    let literals = PrefixCode(counts: literalCounts, longest: DeflateFormat.longestCode)
    let distances = PrefixCode(counts: distanceCounts, longest: DeflateFormat.longestCode)
    let header = DeflateBlockHeader(literals: literals, distances: distances)
    let fixedLiterals = PrefixCode(lengths: DeflateFormat.fixedLiteralLengths.map { Int($0) })
    let fixedDistances = PrefixCode(lengths: DeflateFormat.fixedDistanceLengths.map { Int($0) })
    let dynamicSize = header.bitCount + size(literals, distances)
    let fixedSize = size(fixedLiterals, fixedDistances)
    let storedSize = 8 * bytes.count + 40 * (bytes.count / Self.longestStored + 1)
    if storedSize <= min(dynamicSize, fixedSize) {
      Self.writeStored(bytes, to: &writer, isLast: isLast)
    } else {
      let isFixed = fixedSize <= dynamicSize
      writer.append(isLast ? 1 : 0, count: 1)
      writer.append(Int((isFixed ? DeflateFormat.BlockKind.fixed : .dynamic).rawValue), count: 2)
      if !isFixed { header.write(to: &writer) }
      writeTokens(isFixed ? fixedLiterals : literals, isFixed ? fixedDistances : distances, to: &writer)
    }
    self = DeflateBlock()
  }

  /// The bits that the literals and matches need.
  private func size(_ literals: PrefixCode, _ distances: PrefixCode) -> Int {
    var size = 0
    for (symbol, count) in literalCounts.enumerated() {
      size +=
        count * (literals.lengths[symbol] + (symbol > 256 ? DeflateFormat.lengthExtraBits[symbol - 257] : 0))
    }
    for (symbol, count) in distanceCounts.enumerated() {
      size += count * (distances.lengths[symbol] + DeflateFormat.distanceExtraBits[symbol])
    }
    return size
  }

  private func writeTokens(_ literals: PrefixCode, _ distances: PrefixCode, to writer: inout BitWriter) {
    for token in tokens {
      guard token & Self.matchFlag != 0 else {
        writer.append(literals.codes[Int(token)], count: literals.lengths[Int(token)])
        continue
      }
      let length = Int((token & ~Self.matchFlag) >> 16)
      let distance = Int(token & 0xFFFF)
      let lengthSymbol = Self.lengthSymbols[length]
      let distanceSymbol = Self.distanceSymbol(distance)
      writer.append(literals.codes[257 + lengthSymbol], count: literals.lengths[257 + lengthSymbol])
      writer.append(
        length - DeflateFormat.lengthBases[lengthSymbol], count: DeflateFormat.lengthExtraBits[lengthSymbol])
      writer.append(distances.codes[distanceSymbol], count: distances.lengths[distanceSymbol])
      writer.append(
        distance - DeflateFormat.distanceBases[distanceSymbol],
        count: DeflateFormat.distanceExtraBits[distanceSymbol])
    }
    writer.append(
      literals.codes[DeflateFormat.endOfBlock], count: literals.lengths[DeflateFormat.endOfBlock])
  }

  private static func writeStored(
    _ bytes: UnsafeBufferPointer<UInt8>, to writer: inout BitWriter, isLast: Bool
  ) {
    var start = 0
    repeat {
      let count = min(bytes.count - start, longestStored)
      writer.append(isLast && start + count == bytes.count ? 1 : 0, count: 1)
      writer.append(Int(DeflateFormat.BlockKind.stored.rawValue), count: 2)
      writer.alignToByte()
      writer.append(count, count: 16)
      writer.append(count ^ 0xFFFF, count: 16)
      writer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<start + count]))
      start += count
    } while start < bytes.count
  }
}

/// The codes of a dynamic block as they are written: their lengths, repetitions counted, in a code of their
/// own.
private struct DeflateBlockHeader {
  private struct Item {
    var symbol: Int
    var extra = 0
    var extraBits = 0
  }

  private let literalCount: Int
  private let distanceCount: Int
  private let items: [Item]
  private let code: PrefixCode
  private let lengthCodeCount: Int

  init(literals: PrefixCode, distances: PrefixCode) {
    literalCount = max((literals.lengths.lastIndex { $0 > 0 } ?? 0) + 1, 257)
    distanceCount = (distances.lengths.lastIndex { $0 > 0 } ?? 0) + 1
    items = Self.items(Array(literals.lengths[..<literalCount]) + distances.lengths[..<distanceCount])
    var counts = Array(repeating: 0, count: DeflateFormat.lengthCodeOrder.count)
    for item in items { counts[item.symbol] += 1 }
    let code = PrefixCode(counts: counts, longest: DeflateFormat.longestLengthCode)
    self.code = code
    lengthCodeCount = max((DeflateFormat.lengthCodeOrder.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1, 4)
  }

  var bitCount: Int {
    14 + 3 * lengthCodeCount + items.reduce(0) { $0 + code.lengths[$1.symbol] + $1.extraBits }
  }

  func write(to writer: inout BitWriter) {
    writer.append(literalCount - 257, count: 5)
    writer.append(distanceCount - 1, count: 5)
    writer.append(lengthCodeCount - 4, count: 4)
    for symbol in DeflateFormat.lengthCodeOrder[..<lengthCodeCount] {
      writer.append(code.lengths[symbol], count: 3)
    }
    for item in items {
      writer.append(code.codes[item.symbol], count: code.lengths[item.symbol])
      writer.append(item.extra, count: item.extraBits)
    }
  }

  private static func items(_ lengths: [Int]) -> [Item] {
    var items: [Item] = []
    var rest = lengths[...]
    while let length = rest.first {
      let run = rest.prefix { $0 == length }.count
      var taken = 1
      if length == 0 && run >= 11 {
        taken = min(run, 138)
        items.append(Item(symbol: 18, extra: taken - 11, extraBits: 7))
      } else if length == 0 && run >= 3 {
        taken = run
        items.append(Item(symbol: 17, extra: taken - 3, extraBits: 3))
      } else {
        items.append(Item(symbol: length))
        let repeats = min(run - 1, 6)
        if length > 0 && repeats >= 3 {
          taken += repeats
          items.append(Item(symbol: 16, extra: repeats - 3, extraBits: 2))
        }
      }
      rest = rest.dropFirst(taken)
    }
    return items
  }
}
