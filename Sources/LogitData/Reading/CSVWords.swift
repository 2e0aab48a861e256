import CLogitData

/// The words for a missing value, in the form that the loops in C need.
final class CSVWords: @unchecked Sendable {
  // Written once, in init.
  let pointer: UnsafeMutablePointer<logit_csv_words>
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let offsets: UnsafeMutableBufferPointer<UInt32>

  init(_ words: Set<String>, decimal: UInt8) {
    // Blanks around a field do not belong to it, so those around a word matter only in quotes.
    let texts = words.union(words.map(\.trimmingSpacesAndTabs)).sorted().map { Array($0.utf8) }
    bytes = .allocate(capacity: texts.reduce(1) { $0 + $1.count })
    bytes.initialize(repeating: 0)
    offsets = .allocate(capacity: texts.count + 1)
    offsets.initialize(repeating: 0)
    var (place, firsts, hasNumber) = (0, [UInt64](repeating: 0, count: 4), false)
    for (index, text) in texts.enumerated() {
      for byte in text {
        bytes[place] = byte
        place += 1
      }
      offsets[index + 1] = UInt32(place)
      if let first = text.first { firsts[Int(first) / 64] |= 1 << UInt64(first % 64) }
      var value = 0.0
      if logit_parse_number(text, text.count, decimal, 1, &value) != 0 { hasNumber = true }
    }
    pointer = .allocate(capacity: 1)
    pointer.initialize(
      to: logit_csv_words(
        bytes: UnsafePointer(bytes.baseAddress), offsets: UnsafePointer(offsets.baseAddress),
        count: UInt32(texts.count), has_empty: texts.first?.isEmpty == true ? 1 : 0,
        has_number: hasNumber ? 1 : 0,
        firsts: (firsts[0], firsts[1], firsts[2], firsts[3])))
  }

  deinit {
    pointer.deallocate()
    bytes.deallocate()
    offsets.deallocate()
  }
}

extension String {
  /// The text without spaces and tabs at its ends.
  package var trimmingSpacesAndTabs: String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    let start = unicodeScalars.drop(while: isBlank)
    return String(
      start[..<(start.lastIndex { !isBlank($0) }.map { start.index(after: $0) } ?? start.startIndex)])
  }
}
