/// How a column is read and used, and what was noticed about it.
struct ColumnPlan {
  /// The column as it is read.
  private(set) var column: Column
  /// Its distinct texts; `nil` if it holds none, or is to be used as running text.
  private(set) var texts: DistinctTexts?
  /// How it is read; `nil` if its values are taken as they stand.
  private(set) var reading: ColumnReading?
  /// What its texts read as, if many do; `nil` if they are nothing but texts.
  private(set) var diagnosis: ColumnDiagnosis?
  /// What it was asked to be used as.
  let use: ColumnUse?
  /// How columns were asked to be read.
  private let options: ColumnOptions

  /// Decides how a column is read.
  ///
  /// - Parameters:
  ///   - column: The column as it came.
  ///   - options: How columns were asked to be read; nothing is asked for by default.
  ///   - groupedDigits: What speaks for points between thousands in its text; nothing by default.
  /// - Throws: ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for a text that is
  ///   not what was asked for, or ``DataError/ambiguousDates(column:row:value:)`` if dates were asked for
  ///   whose order is open.
  init(
    _ column: Column, options: ColumnOptions = ColumnOptions(), groupedDigits: GroupedDigits? = nil
  ) throws {
    self.column = column
    (use, self.options) = (options.uses[column.name], options)
    let isJoined = options.mergedSpellings.contains(column.name)
    switch use {
    case .number?: try take(.number(options.numbers))
    case .date?: try take(.date(Self.dates(column.withTexts, order: options.dateOrder)))
    case .text?: try take(.text)
    case .category?: try take(.category(Self.categories(column, isJoined: isJoined, options)))
    case nil:
      switch column.kind {
      case .boolean: break
      // As they stand, numbers are read already; later ones may be written as all were said to be.
      case .integer, .numeric:
        reading = .number(options.numbers)
        diagnosis =
          groupedDigits.flatMap { ColumnDiagnosis(column, $0) } ?? ColumnDiagnosis(wholeNumbers: column)
      case .string: try chooseReading(options, isJoined: isJoined)
      }
    }
    if self.column.kind == .string, texts == nil, use != .text { texts = DistinctTexts(self.column) }
  }

  /// Decides by what the texts are.
  private mutating func chooseReading(_ options: ColumnOptions, isJoined: Bool) throws {
    let texts = DistinctTexts(column)
    diagnosis = ColumnDiagnosis(column, texts, options: options)
    if let reading = diagnosis?.reading {
      try take(reading)
    } else if isJoined {
      try take(.category(CategorySpelling(joining: SpellingVariants(texts).spellings)))
    } else {
      self.texts = texts
    }
  }

  /// What is worth knowing about spellings that are not joined, of a column whose texts are categories.
  var spellingFinding: Finding? {
    if case .category(let spelling)? = reading, spelling.spellings != nil { return nil }
    return texts.flatMap { SpellingVariants($0).finding(column: column.name) }
  }

  /// Reads the column.
  private mutating func take(_ reading: ColumnReading) throws {
    let (read, unreadable) = reading.read(column)
    if let first = unreadable.first {
      throw first.error(count: unreadable.count, remedies: remedies(for: first, of: unreadable.count))
    }
    (column, self.reading) = (read, reading)
  }

  /// What makes the column be read, a value of which is not what was asked for; empty if only the value
  /// itself is in the way.
  private func remedies(for cell: UnreadableCell, of count: Int) -> [ReadingRemedy] {
    if use == .date, DateText(cell.value)?.needsOrder ?? false { return cell.remedies }
    let column = column.withTexts
    guard let diagnosis = ColumnDiagnosis(column, DistinctTexts(column), options: options), diagnosis.isOfMost
    else {
      let isMost = 2 * count > column.count - column.missingCount
      return isMost ? [.use(column: column.name, .category)] : cell.remedies
    }
    guard diagnosis.use == use else { return [.use(column: column.name, diagnosis.use)] }
    let isOther = diagnosis.others.contains { $0.value == cell.value }
    return !isOther || diagnosis.remedies.contains(.missingWord(cell.value)) ? diagnosis.remedies : []
  }

  private static func dates(_ column: Column, order: DateOrder?) throws -> DateSpelling {
    if let order { return DateSpelling(order: order) }
    let texts = DistinctTexts(column)
    let evidence = DateEvidence(texts, order: nil)
    if let spelling = evidence.spelling { return spelling }
    throw column.ambiguousDates
  }

  private static func categories(
    _ column: Column, isJoined: Bool, _ options: ColumnOptions
  ) -> CategorySpelling {
    let texts = DistinctTexts(column.withTexts)
    let comma = options.numbers.usesDecimalComma
    let plain = NumberSpelling(usesDecimalComma: comma)
    // 007 is a code of its own, not 7.
    let areNumbers = texts.texts.allSatisfy { text in
      plain.value(of: text) != nil
        && !(text.utf8.count > 1 && text.utf8.first == 0x30
          && (text.dropFirst().utf8.first.map { (0x30...0x39).contains($0) } ?? false))
    }
    return CategorySpelling(
      joining: isJoined ? SpellingVariants(texts).spellings : nil, areNumbers: areNumbers,
      usesDecimalComma: comma)
  }
}

extension Column {
  /// The error for dates that may have the day or the month first.
  var ambiguousDates: DataError {
    let texts = strings()
    let row = texts.firstIndex { $0.flatMap { DateText($0) }?.needsOrder ?? false } ?? 0
    return .ambiguousDates(column: name, row: row, value: (texts.isEmpty ? nil : texts[row]) ?? "")
  }
}
