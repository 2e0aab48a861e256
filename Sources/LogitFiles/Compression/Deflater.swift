/// Compresses into deflate, the format inside gzip and zip.
///
/// Repeated text is looked for along chains of places where the same three bytes stood, and a match is put
/// off by one byte if the next one gives a longer one; codes are made anew for each block. The same bytes
/// always give the same result. Source: RFC 1951; the search follows the "lazy matching" of its section 4.
package struct Deflater {
  /// How much is compressed at a time; matches reach into the piece before.
  private static let pieceSize = 1 << 18
  /// The literals and matches of a block.
  private static let tokensPerBlock = 1 << 15
  /// How many earlier places are compared.
  private static let chainLength = 32
  /// A match of this length is taken without looking for a longer one.
  private static let niceLength = 64
  private static let hashBits = 15

  private var writer = BitWriter()
  /// The last bytes compressed, then those to be.
  private var pending: [UInt8] = []
  private var historyCount = 0
  private var head = [Int32](repeating: -1, count: 1 << Self.hashBits)
  private var previous: [Int32] = []
  private var block = DeflateBlock()

  /// Begins a stream.
  package init() {}

  /// Compresses bytes in one go.
  package static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var deflater = Deflater()
    bytes.withUnsafeBufferPointer { deflater.append($0) }
    deflater.finish()
    return deflater.takeBytes()
  }

  /// Adds bytes to be compressed.
  package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let room = Self.pieceSize - (pending.count - historyCount)
      pending.append(contentsOf: rest.prefix(room))
      rest = rest.dropFirst(room)
      if pending.count - historyCount == Self.pieceSize { compressPiece(isLast: false) }
    }
  }

  /// Compresses what is left and ends the stream.
  package mutating func finish() {
    compressPiece(isLast: true)
    writer.alignToByte()
  }

  /// Takes away what was compressed so far.
  package mutating func takeBytes() -> [UInt8] { writer.takeBytes() }

  private mutating func compressPiece(isLast: Bool) {
    let bytes = pending
    previous = Array(repeating: -1, count: bytes.count)
    head.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
    bytes.withUnsafeBufferPointer { bytes in
      for place in 0..<max(min(historyCount, bytes.count - 2), 0) { insert(place, bytes) }
      tokenize(bytes, from: historyCount, isLast: isLast)
    }
    let kept = min(bytes.count, DeflateFormat.windowSize)
    pending.removeFirst(bytes.count - kept)
    historyCount = kept
  }

  private mutating func tokenize(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool) {
    var place = start
    var blockStart = start
    var found: (length: Int, distance: Int)?
    while place < bytes.count {
      let match = found ?? insertAndMatch(place, bytes)
      found = nil
      var next = place + 1
      if match.length >= DeflateFormat.shortestMatch {
        if match.length < Self.niceLength && next < bytes.count {
          let later = insertAndMatch(next, bytes)
          if later.length > match.length {
            block.append(literal: bytes[place])
            found = later
            place = next
            endBlockIfFull(bytes, &blockStart, place)
            continue
          }
          next += 1
        }
        block.append(length: match.length, distance: match.distance)
        let end = place + match.length
        while next < end {
          if next + 2 < bytes.count { insert(next, bytes) }
          next += 1
        }
        place = end
      } else {
        block.append(literal: bytes[place])
        place = next
      }
      endBlockIfFull(bytes, &blockStart, place)
    }
    block.write(
      to: &writer, bytes: UnsafeBufferPointer(rebasing: bytes[blockStart..<place]), isLast: isLast)
  }

  private mutating func endBlockIfFull(
    _ bytes: UnsafeBufferPointer<UInt8>, _ blockStart: inout Int, _ place: Int
  ) {
    guard block.count >= Self.tokensPerBlock else { return }
    block.write(to: &writer, bytes: UnsafeBufferPointer(rebasing: bytes[blockStart..<place]), isLast: false)
    blockStart = place
  }

  @inline(__always)
  private static func hash(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let three = UInt32(bytes[place]) | UInt32(bytes[place &+ 1]) &<< 8 | UInt32(bytes[place &+ 2]) &<< 16
    return Int((three &* 0x9E37_79B1) &>> UInt32(32 &- hashBits))
  }

  private mutating func insert(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    let hash = Self.hash(place, bytes)
    previous[place] = head[hash]
    head[hash] = Int32(place)
  }

  /// The longest of the matches looked at for the bytes at a place, which is then one to match with itself.
  private mutating func insertAndMatch(
    _ place: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (length: Int, distance: Int) {
    guard place + 2 < bytes.count else { return (0, 0) }
    insert(place, bytes)
    let longest = min(DeflateFormat.longestMatch, bytes.count - place)
    var best = (length: 0, distance: 0)
    var candidate = Int(previous[place])
    var tries = Self.chainLength
    while candidate >= 0, place - candidate <= DeflateFormat.windowSize, tries > 0 {
      // Only what differs from the best so far in its last byte can be longer.
      if bytes[candidate &+ best.length] == bytes[place &+ best.length] {
        var length = 0
        while length < longest && bytes[candidate &+ length] == bytes[place &+ length] { length &+= 1 }
        if length > best.length {
          best = (length, place - candidate)
          if length >= Self.niceLength || length == longest { break }
        }
      }
      candidate = Int(previous[candidate])
      tries &-= 1
    }
    return best
  }
}
