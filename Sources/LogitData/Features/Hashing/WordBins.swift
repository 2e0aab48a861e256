import Logit

/// The bins of the groups of words in texts, without a string for each word.
///
/// The words of a text are written one behind the other with a space between, so that a group of neighbors is
/// a run of bytes, which is hashed where it stands. The bins are those of ``HashedNGrams/bins(of:)``.
struct WordBins {
  /// What becomes of a byte.
  private enum Kind: UInt8 {
    case kept, lowered, left, space
  }

  private let grams: HashedNGrams
  /// For each byte what becomes of it.
  private let kinds: [Kind]
  /// Room for the words of a text, of which the first are written.
  private var bytes: [UInt8] = []
  private var starts: [Int] = []
  private var ends: [Int] = []

  /// - Parameter grams: How texts are split into words and brought into one form.
  init(_ grams: HashedNGrams) {
    self.grams = grams
    let lowers = grams.standardization == .lower || grams.standardization == .lowerAndStripPunctuation
    let strips =
      grams.standardization == .stripPunctuation || grams.standardization == .lowerAndStripPunctuation
    kinds = (UInt8.min...UInt8.max).map { byte in
      if strips && HashedNGrams.isPunctuation(byte) { return .left }
      if HashedNGrams.isSpace(byte) { return .space }
      return lowers && (0x41...0x5A).contains(byte) ? .lowered : .kept
    }
  }

  /// Appends the bin of each group in a text, one size after the other.
  mutating func append(of text: String, to bins: inout [Int32]) {
    write(text)
    bytes.withUnsafeBytes { bytes in
      for size in grams.sizes where size <= starts.count {
        for first in 0...starts.count - size {
          let group = UnsafeRawBufferPointer(rebasing: bytes[starts[first]..<ends[first + size - 1]])
          bins.append(Int32(BinHash.bin(group, count: grams.binCount, salt: grams.salt)))
        }
      }
    }
  }

  private mutating func write(_ text: String) {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    // Taken out and put back, so that its memory has one owner.
    var bytes: [UInt8] = []
    swap(&bytes, &self.bytes)
    defer { swap(&bytes, &self.bytes) }
    let kinds = kinds
    var text = text
    text.withUTF8 { text in
      if bytes.count < text.count { bytes = [UInt8](repeating: 0, count: 2 * text.count) }
      bytes.withUnsafeMutableBufferPointer { bytes in
        kinds.withUnsafeBufferPointer { kinds in
          var end = 0
          var isInWord = false
          for byte in text {
            let kind = kinds[Int(byte)]
            if kind == .left { continue }
            if kind == .space {
              guard isInWord else { continue }
              ends.append(end)
              bytes[end] = UInt8(ascii: " ")
              end += 1
              isInWord = false
              continue
            }
            if !isInWord { starts.append(end) }
            isInWord = true
            bytes[end] = kind == .lowered ? byte + 0x20 : byte
            end += 1
          }
          if isInWord { ends.append(end) }
        }
      }
    }
  }
}

/// The bins of the texts of a column's dictionary, ascending, with what each of them holds.
struct TextBins: Sendable {
  /// The texts that are worth a thread's while.
  private static let blockLength = 1024

  /// Where the bins of each text begin, and at the end their number.
  private(set) var starts: [Int] = [0]
  private(set) var bins: [Int32] = []
  private(set) var counts: [Float] = []

  /// Splits each text once, on several threads.
  init(_ grams: HashedNGrams, of dictionary: [String]) throws {
    let count = (dictionary.count + Self.blockLength - 1) / Self.blockLength
    var parts = [TextBins](repeating: TextBins(), count: count)
    let pool = try ThreadPool.shared()
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      pool.forEach(blocksOf: 1, count: count) { blocks in
        for block in blocks {
          let first = block * Self.blockLength
          let texts = dictionary[first..<min(first + Self.blockLength, dictionary.count)]
          parts[block].append(texts, grams)
        }
      }
    }
    starts.reserveCapacity(dictionary.count + 1)
    bins.reserveCapacity(parts.reduce(0) { $0 + $1.bins.count })
    counts.reserveCapacity(bins.capacity)
    for part in parts {
      let base = bins.count
      for start in part.starts.dropFirst() { starts.append(base + start) }
      bins += part.bins
      counts += part.counts
    }
  }

  private init() {}

  private mutating func append(_ texts: ArraySlice<String>, _ grams: HashedNGrams) {
    var words = WordBins(grams)
    var found: [Int32] = []
    for text in texts {
      found.removeAll(keepingCapacity: true)
      if grams.unit == .word {
        words.append(of: text, to: &found)
      } else {
        found += grams.bins(of: text).map { Int32($0) }
      }
      found.sort()
      append(sorted: found, isCounting: grams.counting == .count)
    }
  }

  private mutating func append(sorted found: [Int32], isCounting: Bool) {
    var index = 0
    while index < found.count {
      var next = index + 1
      while next < found.count, found[next] == found[index] { next += 1 }
      bins.append(found[index])
      counts.append(isCounting ? Float(next - index) : 1)
      index = next
    }
    starts.append(bins.count)
  }
}
