/// How many texts of a column are numbers, and in which spelling most of them are.
struct NumberEvidence {
  /// The spelling in which most are numbers, the simplest of those equally good.
  let spelling: NumberSpelling
  /// The number of values that are numbers in this spelling.
  let cellCount: Int
  /// Whether as many are numbers with a decimal comma, where the spelling has one between thousands.
  let mayHaveDecimalComma: Bool

  /// Counts numbers in all likely spellings.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - asked: The spelling that was asked for, which others have to be better than.
  /// - Returns: `nil` if hardly any are numbers, or if they are codes rather than quantities.
  init?(_ texts: DistinctTexts, asked: NumberSpelling) {
    let sample = texts.prefix(DistinctTexts.sampleCount)
    var full = asked
    let affixes = Self.dominantAffixes(sample)
    full.stripped += affixes.stripped.filter { !asked.stripped.contains($0) }
    if affixes.hasLimits && full.belowLimit == nil { full.belowLimit = .half }
    let candidates = Self.marks(asked).map { comma, thousands in
      var spelling = full
      (spelling.usesDecimalComma, spelling.thousands) = (comma, thousands)
      return spelling
    }
    let counts = candidates.map { candidate in sample.cells { candidate.value(of: $0) != nil } }
    guard let most = counts.max(), 4 * most > sample.valueCount, !Self.areCodes(texts) else { return nil }
    // Those almost as good in the sample may be better in all.
    let close = candidates.indices.filter { 50 * counts[$0] >= 49 * most }.map { candidates[$0] }
    let cells = close.map { candidate in texts.cells { candidate.value(of: $0) != nil } }
    guard let greatest = cells.max(), let best = cells.firstIndex(of: greatest) else { return nil }
    spelling = Self.simplified(close[best], asked: asked, texts, cellCount: greatest)
    cellCount = greatest
    mayHaveDecimalComma =
      spelling.thousands == "," && asked.thousands != ","
      && zip(close, cells).contains { $0.usesDecimalComma && $0.thousands == nil && $1 == greatest }
  }

  /// The decimal commas and marks between thousands to try; of two that read as many texts, the first counts.
  /// Commas that are followed by three digits throughout stand between thousands.
  private static func marks(_ asked: NumberSpelling) -> [(comma: Bool, thousands: Character?)] {
    let marks: [(comma: Bool, thousands: Character?)] = [
      (asked.usesDecimalComma, asked.thousands), (false, nil), (false, ","), (true, nil), (true, "."),
      (false, " "), (true, " "), (false, "'"), (true, "'"),
    ]
    // A decimal comma that was asked for is one of every column, so a point stands between thousands.
    return asked.usesDecimalComma ? marks.filter(\.comma) : marks
  }

  /// A text before or after numbers is a unit if at least this share of the values has it, and more than one
  /// of three or more; fewer are strays.
  private static let leastAffixShare = 0.05

  /// The texts before and after numbers that most of those with any have, if they are not strays.
  private static func dominantAffixes(_ texts: DistinctTexts) -> (stripped: [String], hasLimits: Bool) {
    var (prefixes, suffixes): ([String: Int], [String: Int]) = ([:], [:])
    var hasLimits = false
    for (text, count) in zip(texts.texts, texts.counts) {
      guard let affixes = NumberAffixes(text) else { continue }
      hasLimits = hasLimits || affixes.isBelowLimit
      if affixes.hasCurrency { prefixes[affixes.prefix, default: 0] += count }
      if affixes.hasUnit { suffixes[affixes.suffix, default: 0] += count }
    }
    let count = Double(texts.valueCount)
    let least = min(max(2, leastAffixShare * count), count / 2)
    let dominant = [prefixes, suffixes].compactMap { counts in
      counts.filter { Double($0.value) >= least }
        .max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
    return (dominant.count == 2 && dominant[0] == dominant[1] ? [dominant[0]] : dominant, hasLimits)
  }

  /// The spelling without what reads no further text.
  private static func simplified(
    _ spelling: NumberSpelling, asked: NumberSpelling, _ texts: DistinctTexts, cellCount: Int
  ) -> NumberSpelling {
    var simplest = spelling
    func keep(_ change: (inout NumberSpelling) -> Void) {
      var simpler = simplest
      change(&simpler)
      if texts.cells(where: { simpler.value(of: $0) != nil }) == cellCount { simplest = simpler }
    }
    for text in spelling.stripped where !asked.stripped.contains(text) {
      keep { $0.stripped.removeAll { $0 == text } }
    }
    if asked.belowLimit == nil && spelling.belowLimit != nil { keep { $0.belowLimit = nil } }
    return simplest
  }

  /// Whether the texts are codes written with digits: with zeros before them, or too long for numbers.
  private static func areCodes(_ texts: DistinctTexts) -> Bool {
    var (codes, isLong) = (0, false)
    for (text, count) in zip(texts.texts, texts.counts) {
      guard text.utf8.count > 1, text.unicodeScalars.allSatisfy(\.isDigit) else { continue }
      if text.utf8.first == UInt8(ascii: "0") { codes += count }
      if Int64(text) == nil { isLong = true }
    }
    return isLong || 100 * codes > texts.valueCount
  }
}

extension NumberSpelling {
  /// What numbers in this spelling are called, such as `numbers with a decimal comma`.
  package var words: String {
    var parts: [String] = []
    if usesDecimalComma { parts.append("a decimal comma") }
    if let thousands {
      parts.append(thousands == " " ? "a blank between thousands" : "\"\(thousands)\" between thousands")
    }
    parts += stripped.map { "\"\($0)\"" }
    if belowLimit != nil { parts.append("marks of measurements below a limit") }
    guard let last = parts.popLast() else { return "numbers" }
    return "numbers with " + (parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last)
  }
}
