package import Logit

/// What most texts of a column read as, which do not, and what would mend it.
///
///     for diagnosis in features.diagnoses { print(diagnosis) }
///     // "glucose" reads as numbers in 239 of 240 cells, but row 120 has "hemolyzed"
public struct ColumnDiagnosis: Sendable, Equatable {
  /// A text that does not read as the others.
  public struct Other: Sendable, Equatable {
    /// The text.
    public let value: String
    /// How often it occurs.
    public let count: Int
    /// The first row that has it, counted from 0.
    public let firstRow: Int
  }

  /// The column.
  public let column: String
  /// What the others read as, such as `numbers with a decimal comma` or `dates, day first`.
  public let readsAs: String
  /// The number of values that read so.
  public let cellCount: Int
  /// The number of values that are not missing.
  public let valueCount: Int
  /// The texts that do not read so, in the order in which they first appear.
  public let others: [Other]
  /// What makes the column be read so; empty if it is, or if nothing does.
  public let remedies: [ReadingRemedy]
  /// A date that could have the day or the month first, if the order is open.
  public let ambiguousDate: String?
  /// Whether the values also read as numbers with a decimal comma, where a comma stands between thousands.
  public let mayHaveDecimalComma: Bool
  /// What the column would be used as: numbers or dates.
  let use: ColumnUse
  /// How the column is read if all values read so and nothing has to be asked for.
  let reading: ColumnReading?
  /// The numbers of values whose time has a zone, and whose time has none; both 0 unless there are both.
  let mixedZones: Zones

  /// How many times have a zone.
  struct Zones: Sendable, Equatable {
    var with = 0
    var without = 0
  }

  /// Whether nothing is left to be done.
  public var isRead: Bool { reading != nil }
}

// MARK: - Finding it

extension ColumnDiagnosis {
  /// The most words that a remedy for stray words lists.
  private static let mostStrayWords = 8

  /// Looks at the texts of a column.
  ///
  /// - Parameters:
  ///   - column: A column of texts.
  ///   - texts: Its distinct texts.
  ///   - options: How columns were asked to be read.
  /// - Returns: `nil` unless more than half of the values, of at least two distinct texts, are numbers or
  ///   dates.
  init?(_ column: Column, _ texts: DistinctTexts, options: ColumnOptions) {
    var dates = DateEvidence(texts, order: options.dateOrder)
    if options.dateOrder != nil, 2 * dates.cellCount <= texts.valueCount {
      // Most are no dates in the order asked for; they may be in another.
      dates = DateEvidence(texts, order: nil)
    }
    let numbers = NumberEvidence(texts, asked: options.numbers)
    if 2 * dates.cellCount > texts.valueCount, dates.cellCount >= numbers?.cellCount ?? 0 {
      self.init(dates: dates, column, texts, asked: options.dateOrder)
    } else if let numbers, 2 * numbers.cellCount > texts.valueCount,
      texts.texts.lazy.filter({ numbers.spelling.value(of: $0) != nil }).prefix(2).count == 2
    {
      self.init(numbers: numbers, column, texts, options: options)
    } else if options.numbers.usesDecimalComma, 2 * numbersWithPoint(texts) > texts.valueCount {
      self.init(withPoint: column, texts)
    } else {
      return nil
    }
  }

  private init(
    dates: DateEvidence, _ column: Column, _ texts: DistinctTexts, asked: DateOrder?
  ) {
    self.column = column.name
    (cellCount, valueCount) = (dates.cellCount, texts.valueCount)
    others = Self.others(column, texts) { dates.isDate($0) }
    let order = dates.isAmbiguous ? "" : dates.order.map { ", \($0.words)" } ?? ""
    readsAs = "dates\(order)"
    (mayHaveDecimalComma, use) = (false, .date)
    ambiguousDate =
      dates.isAmbiguous ? texts.texts.first { DateText($0)?.needsOrder ?? false && dates.isDate($0) } : nil
    // An order that was asked for is not replaced by another, but the other is named.
    let contrary = dates.order.flatMap { asked == nil || asked == $0 ? nil : [$0] }
    reading = others.isEmpty && contrary == nil ? dates.spelling.map { .date($0) } : nil
    remedies = Self.missingWords(others) + .order(contrary ?? dates.openOrders)
    let zones = dates.zones
    mixedZones =
      zones.with > 0 && zones.without > 0 ? Zones(with: zones.with, without: zones.without) : Zones()
  }

  /// A column of numbers with a decimal point in a file of decimal commas, which no option reads.
  private init(withPoint column: Column, _ texts: DistinctTexts) {
    let plain = NumberSpelling()
    self.column = column.name
    (cellCount, valueCount) = (numbersWithPoint(texts), texts.valueCount)
    readsAs = "numbers with a decimal point, not with the comma of the others"
    others = Self.others(column, texts) { plain.value(of: $0) != nil }
    (mayHaveDecimalComma, use, ambiguousDate, reading, remedies) = (false, .number, nil, nil, [])
    mixedZones = Zones()
  }

  private init(
    numbers: NumberEvidence, _ column: Column, _ texts: DistinctTexts, options: ColumnOptions
  ) {
    let (spelling, asked) = (numbers.spelling, options.numbers)
    self.column = column.name
    (cellCount, valueCount, readsAs) = (numbers.cellCount, texts.valueCount, spelling.words)
    others = Self.others(column, texts) { spelling.value(of: $0) != nil }
    (ambiguousDate, mayHaveDecimalComma, use) = (nil, numbers.mayHaveDecimalComma, .number)
    mixedZones = Zones()
    let isAsked = spelling == asked && !asked.isPlain
    reading = others.isEmpty && isAsked ? .number(spelling) : nil
    var remedies = spelling.remedies(beyond: asked) + Self.missingWords(others)
    if remedies.isEmpty && !isAsked && others.isEmpty {
      // A column that came as texts, though its texts are numbers as they stand.
      remedies.append(.use(column: column.name, .number))
    }
    self.remedies = remedies
  }

  /// The texts without a property, in the order in which they first appear.
  private static func others(
    _ column: Column, _ texts: DistinctTexts, unless isRead: (String) -> Bool
  ) -> [Other] {
    var counts: [String: Int] = [:]
    for (text, count) in zip(texts.texts, texts.counts) where !isRead(text) { counts[text] = count }
    guard !counts.isEmpty else { return [] }
    let isOther = column.dictionary.map { counts[$0] != nil }
    var (seen, others): (Set<Int32>, [Other]) = ([], [])
    var start = 0
    for chunk in column.chunks {
      if case .string(let codes) = chunk {
        for (row, code) in codes.enumerated() where code >= 0 && isOther[Int(code)] {
          guard seen.insert(code).inserted else { continue }
          let text = column.dictionary[Int(code)]
          others.append(Other(value: text, count: counts[text] ?? 0, firstRow: start + row))
        }
      }
      start += chunk.count
    }
    return others
  }

  /// The words to be read as missing: those without digits, if there are few.
  private static func missingWords(_ others: [Other]) -> [ReadingRemedy] {
    let words = others.filter { !$0.value.unicodeScalars.contains(where: \.isDigit) }
    return words.count > mostStrayWords ? [] : words.map { .missingWord($0.value) }
  }
}

/// How many values are numbers with a decimal point.
private func numbersWithPoint(_ texts: DistinctTexts) -> Int {
  let plain = NumberSpelling()
  return texts.cells { plain.value(of: $0) != nil }
}

// MARK: - Saying it

extension ColumnDiagnosis: CustomStringConvertible {
  /// What was found, as a sentence without its full stop.
  public var description: String {
    var text = "\"\(column)\" reads as \(readsAs) in "
    text +=
      others.isEmpty
      ? "all \(valueCount.counted("cell"))" : "\(cellCount.grouped) of \(valueCount.counted("cell"))"
    if let ambiguousDate {
      text += ", which may have the day or the month first, such as \"\(ambiguousDate)\""
    }
    if mayHaveDecimalComma { text += " (or, if 1,234 is little more than 1, as ones with a decimal comma)" }
    return text + othersText
  }

  private var othersText: String {
    guard let first = others.first else { return "" }
    let text = ", but row \(first.firstRow + 1) has \"\(first.value.shortened)\""
    guard others.count > 1 || first.count > 1 else { return text }
    let frequent = others.sorted { ($1.count, $0.firstRow) < ($0.count, $1.firstRow) }
    let shown = frequent.prefix(5).map { "\"\($0.value.shortened)\" in \($0.count.counted("row"))" }
    let more = others.count > 5 ? " and \((others.count - 5).grouped) more texts" : ""
    return text + " (\(shown.joined(separator: ", "))\(more))"
  }

  /// Why the column is not used as what most of its texts are, for a decision.
  var reason: String {
    others.isEmpty
      ? "its texts read as \(readsAs)\(ambiguousDate == nil ? "" : " in more than one way")"
      : "\(cellCount.grouped) of its \(valueCount.grouped) texts are \(readsAs), but not \"\(others[0].value.shortened)\" in row \(others[0].firstRow + 1)"
  }

  /// What is worth knowing; `nil` if the column is read as it should be.
  package var finding: Finding? {
    guard !isRead else { return zoneFinding }
    let kind: Finding.Kind =
      ambiguousDate != nil ? .ambiguousDates : others.isEmpty ? .spelling : .strayWords
    return Finding(
      kind, columns: [column], rows: others.prefix(1).map(\.firstRow),
      message: "Column \(self)\(correction).", evidence: .object(evidence),
      option: remedies.isEmpty ? nil : .reading(lead, remedies))
  }

  /// That some of the times have a zone and others none.
  private var zoneFinding: Finding? {
    guard mixedZones != Zones() else { return nil }
    let (with, without) = (mixedZones.with, mixedZones.without)
    return Finding(
      .ambiguousDates, columns: [column],
      message:
        "Column \"\(column)\" has \(with.counted("time")) with a zone and \(without.grouped) without one. All are taken as "
        + "they are written, so local times may stand beside universal ones; write them alike in the file.",
      evidence: ["with_zone": .integer(with), "without_zone": .integer(without)])
  }

  /// The texts that no remedy mends: those with digits, or all if they are too many to be words for missing
  /// values.
  private var unmended: [Other] { others.filter { !remedies.contains(.missingWord($0.value)) } }

  /// What to do if there is no remedy at all.
  private var correction: String {
    guard remedies.isEmpty else { return "" }
    guard !others.isEmpty else { return "; write them alike in the file" }
    return "; correct \(others.count == 1 ? "it" : "them") in the file"
  }

  /// What the remedies do, and what they leave to be done.
  private var lead: String {
    let unmended = unmended
    let things = use == .number ? "numbers" : "dates"
    let isOpen = ambiguousDate != nil
    guard let first = unmended.first else {
      return isOpen ? "Say which of day and month comes first with" : "Read them as \(things) with"
    }
    let more = unmended.count > 1 ? " and \((unmended.count - 1).counted("more text"))" : ""
    return "Correct \"\(first.value.shortened)\"\(more) in the file, and "
      + (isOpen ? "say which of day and month comes first with" : "read the others as \(things) with")
  }

  private var evidence: [JSON.Member] {
    [
      JSON.Member("reads_as", .string(readsAs)), JSON.Member("cells", .integer(cellCount)),
      JSON.Member("of", .integer(valueCount)),
      JSON.Member(
        "first_other",
        others.first.map { ["row": .integer($0.firstRow + 1), "value": .string($0.value)] } ?? .null),
      JSON.Member(
        "others",
        .object(
          others.sorted { ($1.count, $0.firstRow) < ($0.count, $1.firstRow) }.prefix(20).map {
            JSON.Member($0.value, .integer($0.count))
          })),
    ]
  }

  /// The diagnosis as a JSON object; rows are counted from 1.
  ///
  /// - Parameter names: What options are called.
  package func json(_ names: OptionNames) -> JSON {
    .object(
      evidence + [JSON.Member("option", remedies.isEmpty ? .null : .string(remedies.text(names)))])
  }
}
