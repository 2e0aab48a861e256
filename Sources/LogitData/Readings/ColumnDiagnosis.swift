/// What the values of a column read as, which do not, and what would mend it.
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
  public private(set) var others: [Other] = []
  /// What makes the column be read so; empty if it is, or if nothing does.
  public private(set) var remedies: [ReadingRemedy] = []
  /// A date that could have the day or the month first, if the order is open.
  public private(set) var ambiguousDate: String?
  /// Whether the values also read as numbers with a decimal comma, where a comma stands between thousands.
  public private(set) var mayHaveDecimalComma = false
  /// What the column would be used as: numbers or dates.
  let use: ColumnUse
  /// How the column is read if all values read so and nothing has to be asked for.
  private(set) var reading: ColumnReading?
  /// The numbers of values whose time has a zone, and whose time has none; both 0 unless there are both.
  private(set) var mixedZones = Zones()
  /// What speaks for points between thousands rather than before fractions; `nil` if nothing does.
  private(set) var groupedDigits: GroupedDigits?
  /// The first of whole numbers that all are dates without a mark between year, month and day.
  private(set) var compactDate: Int64?

  /// How many times have a zone.
  struct Zones: Sendable, Equatable {
    var with = 0
    var without = 0
  }

  /// Whether the column is used as it stands, though its values read as something else, too.
  var isOpen: Bool { groupedDigits != nil || compactDate != nil }

  /// Whether nothing is left to be done.
  public var isRead: Bool { reading != nil }

  /// Whether more than half of the values read so, so that the others rather are what is wrong.
  public var isOfMost: Bool { 2 * cellCount > valueCount }
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
  /// - Returns: `nil` unless more than a quarter of the values are numbers or dates, and at least two distinct
  ///   texts are.
  init?(_ column: Column, _ texts: DistinctTexts, options: ColumnOptions) {
    var dates = DateEvidence(texts, order: options.dateOrder)
    if options.dateOrder != nil, 2 * dates.cellCount <= texts.valueCount {
      // Most are no dates in the order asked for; they may be in another.
      dates = DateEvidence(texts, order: nil)
    }
    let numbers = NumberEvidence(texts, asked: options.numbers)
    func isEnough(_ cells: Int, _ isRead: @escaping (String) -> Bool) -> Bool {
      4 * cells > texts.valueCount && texts.texts.lazy.filter(isRead).prefix(2).count == 2
    }
    if dates.cellCount >= numbers?.cellCount ?? 0,
      2 * dates.cellCount > texts.valueCount || isEnough(dates.cellCount, dates.isDate)
    {
      self.init(dates: dates, column, texts, asked: options.dateOrder)
    } else if let numbers, isEnough(numbers.cellCount, { numbers.spelling.value(of: $0) != nil }) {
      self.init(numbers: numbers, column, texts, options: options)
    } else if options.numbers.usesDecimalComma, 2 * texts.cellsWithDecimalPoint > texts.valueCount {
      self.init(withPoint: column, texts)
    } else {
      return nil
    }
  }

  /// Looks at numbers that were read with a decimal point.
  ///
  /// - Returns: `nil` unless all may have a point between thousands.
  init?(_ column: Column, _ digits: GroupedDigits) {
    guard digits.hold(in: column) else { return nil }
    self.column = column.name
    (readsAs, use, reading) = ("numbers with a decimal point", .number, .number(NumberSpelling()))
    valueCount = column.count - column.missingCount
    cellCount = valueCount
    (groupedDigits, remedies) = (digits, [.decimalComma, .thousands(".")])
  }

  /// Looks at whole numbers.
  ///
  /// - Returns: `nil` unless all are dates such as 20240131, and at least three of them different.
  init?(wholeNumbers column: Column) {
    var different: Set<Int64> = []
    for case .integer(let values) in column.chunks {
      for value in values where value != ColumnChunk.missingInteger {
        guard Self.isCompactDate(value) else { return nil }
        if different.count < 3 { different.insert(value) }
        compactDate = compactDate ?? value
      }
    }
    guard different.count == 3 else { return nil }
    self.column = column.name
    (readsAs, use, reading) = ("dates", .date, .number(NumberSpelling()))
    valueCount = column.count - column.missingCount
    cellCount = valueCount
    remedies = [.use(column: column.name, .date)]
  }

  private static func isCompactDate(_ number: Int64) -> Bool {
    (1800...2200).contains(number / 10_000) && (1...12).contains(number / 100 % 100)
      && (1...31).contains(number % 100)
  }

  private init(
    dates: DateEvidence, _ column: Column, _ texts: DistinctTexts, asked: DateOrder?
  ) {
    self.column = column.name
    (cellCount, valueCount, use) = (dates.cellCount, texts.valueCount, .date)
    let order = dates.isAmbiguous ? "" : dates.order.map { ", \($0.words)" } ?? ""
    readsAs = "dates\(order)"
    others = Self.others(column, texts) { dates.isDate($0) }
    ambiguousDate =
      dates.isAmbiguous ? texts.texts.first { DateText($0)?.needsOrder ?? false && dates.isDate($0) } : nil
    // An order that was asked for is not replaced by another, but the other is named.
    let contrary = dates.order.flatMap { asked == nil || asked == $0 ? nil : [$0] }
    reading = others.isEmpty && contrary == nil ? dates.spelling.map { .date($0) } : nil
    remedies = Self.missingWords(others) + .order(contrary ?? dates.openOrders)
    let zones = dates.zones
    if zones.with > 0 && zones.without > 0 { mixedZones = Zones(with: zones.with, without: zones.without) }
  }

  /// A column of numbers with a decimal point in a file of decimal commas, which no option reads.
  private init(withPoint column: Column, _ texts: DistinctTexts) {
    let plain = NumberSpelling()
    self.column = column.name
    (cellCount, valueCount, use) = (texts.cellsWithDecimalPoint, texts.valueCount, .number)
    readsAs = "numbers with a decimal point, not with the comma of the others"
    others = Self.others(column, texts) { plain.value(of: $0) != nil }
  }

  private init(
    numbers: NumberEvidence, _ column: Column, _ texts: DistinctTexts, options: ColumnOptions
  ) {
    let (spelling, asked) = (numbers.spelling, options.numbers)
    self.column = column.name
    (cellCount, valueCount, readsAs) = (numbers.cellCount, texts.valueCount, spelling.words)
    (use, mayHaveDecimalComma) = (.number, numbers.mayHaveDecimalComma)
    others = Self.others(column, texts) { spelling.value(of: $0) != nil }
    let isAsked = spelling == asked && !asked.isPlain
    reading = others.isEmpty && isAsked ? .number(spelling) : nil
    remedies = spelling.remedies(beyond: asked) + Self.missingWords(others)
    if remedies.isEmpty && !isAsked && others.isEmpty {
      // A column that came as texts, though its texts are numbers as they stand.
      remedies.append(.use(column: column.name, .number))
    }
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

extension DistinctTexts {
  /// How many values are numbers with a decimal point.
  fileprivate var cellsWithDecimalPoint: Int {
    let plain = NumberSpelling()
    return cells { plain.value(of: $0) != nil }
  }
}
