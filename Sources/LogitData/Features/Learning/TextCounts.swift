/// How often each text of a column occurs, in the order of first appearance among the rows observed.
///
/// Texts of one dictionary are counted by their codes, and by their bytes only where parts with different
/// dictionaries are merged.
public struct TextCounts: FeatureAccumulator {
  /// The largest dictionary for which each block of rows has a counter for every text.
  private static let largestDenseDictionary = 1 << 20

  /// The number of missing values.
  private(set) var missingCount = 0
  /// The texts of dictionaries that are not held any more.
  private var earlier = TokenCounts<String>()
  private var dictionary: [String] = []
  /// The codes that occurred, in order of first appearance.
  private var codes: [Int32] = []
  /// By code; empty if the dictionary is large.
  private var denseCounts: [Int] = []
  private var sparseCounts: [Int32: Int] = [:]

  /// The counts of no texts.
  init() {}

  /// Counts texts; a column of another kind has none.
  ///
  /// - Parameter rows: Rows that follow those observed before.
  public mutating func observe(_ rows: ObservedRows) {
    guard case .string(let values) = rows.chunks[0] else {
      missingCount += rows.count
      return
    }
    use(rows.dictionaries[0])
    values.withUnsafeBufferPointer { values in
      rows.forEach { row in
        if values[row] >= 0 { add(values[row], 1) } else { missingCount += 1 }
      }
    }
  }

  /// Adds the counts of the rows that follow.
  ///
  /// - Parameter following: Of the rows that follow.
  public mutating func merge(_ following: TextCounts) {
    missingCount += following.missingCount
    if following.earlier.entries.isEmpty && following.isSameDictionary(dictionary) {
      for code in following.codes { add(code, following.count(of: code)) }
    } else if !following.isEmpty {
      settle()
      for (text, count, _) in following.counts.entries { earlier.add(text, count) }
    }
  }

  /// The texts and how often each occurs.
  var counts: TokenCounts<String> {
    var settled = self
    settled.settle()
    return settled.earlier
  }

  private var isEmpty: Bool { codes.isEmpty && earlier.entries.isEmpty }

  private func count(of code: Int32) -> Int {
    denseCounts.isEmpty ? sparseCounts[code] ?? 0 : denseCounts[Int(code)]
  }

  @inline(__always)
  private mutating func add(_ code: Int32, _ count: Int) {
    if denseCounts.isEmpty {
      let before = sparseCounts[code] ?? 0
      if before == 0 { codes.append(code) }
      sparseCounts[code] = before + count
    } else {
      if denseCounts[Int(code)] == 0 { codes.append(code) }
      denseCounts[Int(code)] += count
    }
  }

  /// Whether codes point to the very same texts in memory.
  private func isSameDictionary(_ other: [String]) -> Bool {
    dictionary.count == other.count
      && dictionary.withUnsafeBufferPointer { own in
        other.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress }
      }
  }

  private mutating func use(_ other: [String]) {
    guard !isSameDictionary(other) || denseCounts.isEmpty && sparseCounts.isEmpty else { return }
    settle()
    dictionary = other
    if other.count <= Self.largestDenseDictionary {
      denseCounts = Array(repeating: 0, count: other.count)
    }
  }

  /// Counts by text what was counted by code.
  private mutating func settle() {
    for code in codes { earlier.add(dictionary[Int(code)], count(of: code)) }
    (dictionary, codes, denseCounts, sparseCounts) = ([], [], [], [:])
  }
}

extension TextCounts {
  private enum CodingKeys: CodingKey { case missingCount, texts, counts }

  /// Takes texts and counts.
  ///
  /// - Parameter decoder: Reads what ``encode(to:)`` wrote.
  /// - Throws: A `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    missingCount = try container.decode(Int.self, forKey: .missingCount)
    let texts = try container.decode([String].self, forKey: .texts)
    let counts = try container.decode([Int].self, forKey: .counts)
    for (text, count) in zip(texts, counts) { earlier.add(text, count) }
  }

  /// Writes texts and counts, without the dictionary they came from.
  ///
  /// - Parameter encoder: Where they go.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    let entries = counts.entries
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(missingCount, forKey: .missingCount)
    try container.encode(entries.map(\.token), forKey: .texts)
    try container.encode(entries.map(\.count), forKey: .counts)
  }
}
