import Logit

/// The bins of the groups of words in texts, without a string for each word.
///
/// The words of a text are written one behind the other with a space between, so that a group of neighbors is
/// a run of bytes, which is hashed where it stands. The bins are those of ``HashedNGrams/bins(of:)``.
struct WordBins {
  private let grams: HashedNGrams
  private let lowers: Bool
  private let strips: Bool
  private var bytes: [UInt8] = []
  private var starts: [Int] = []
  private var ends: [Int] = []

  /// - Parameter grams: How texts are split into words and brought into one form.
  init(_ grams: HashedNGrams) {
    self.grams = grams
    lowers = grams.standardization == .lower || grams.standardization == .lowerAndStripPunctuation
    strips =
      grams.standardization == .stripPunctuation || grams.standardization == .lowerAndStripPunctuation
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
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var text = text
    text.withUTF8 { text in
      var isInWord = false
      for byte in text {
        if strips && HashedNGrams.isPunctuation(byte) { continue }
        if HashedNGrams.isSpace(byte) {
          if isInWord { endWord() }
          isInWord = false
          continue
        }
        if !isInWord { starts.append(bytes.count) }
        isInWord = true
        bytes.append(lowers && (0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
      }
      if isInWord { endWord() }
    }
  }

  private mutating func endWord() {
    ends.append(bytes.count)
    bytes.append(UInt8(ascii: " "))
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
    let first = bins.count
    for bin in found {
      if bins.count > first, bins[bins.count - 1] == bin {
        if isCounting { counts[counts.count - 1] += 1 }
      } else {
        bins.append(bin)
        counts.append(1)
      }
    }
    starts.append(bins.count)
  }
}
