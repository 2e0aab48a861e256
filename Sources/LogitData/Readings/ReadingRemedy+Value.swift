import LogitFiles

extension [ReadingRemedy] {
  /// What makes a text a number.
  ///
  /// A text without digits may stand for a missing value; one with digits never does, since it would be
  /// thrown away.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - spelling: The spelling in which it is no number.
  /// - Returns: The choices; none if nothing makes it one.
  init(forNumber text: String, in spelling: NumberSpelling = NumberSpelling()) {
    guard text.unicodeScalars.contains(where: \.isDigit) else {
      self = .missing(text)
      return
    }
    // The choices are made besides those of the spelling, which they may contradict.
    guard let found = NumberEvidence(DistinctTexts(Column("", strings: [text])), asked: spelling),
      let both = try? spelling.changed(by: found.spelling).validated(), both.value(of: text) != nil
    else {
      self = []
      return
    }
    self = found.spelling.remedies(beyond: spelling)
    if found.mayHaveDecimalComma {
      self = map { if case .thousands = $0 { .oneOf([$0, .decimalComma]) } else { $0 } }
    }
  }

  /// What makes a text a date.
  ///
  /// The order of day and month is named only where the text leaves it open.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - spelling: The spelling in which it is no date.
  /// - Returns: The choices; none if nothing makes it one.
  init(forDate text: String, in spelling: DateSpelling) {
    guard text.unicodeScalars.contains(where: \.isDigit) else {
      self = .missing(text)
      return
    }
    guard let date = DateText(text), date.needsOrder else {
      self = []
      return
    }
    self = Self.order([.dayMonthYear, .monthDayYear, .yearMonthDay].filter { date.parts($0) != nil })
  }

  /// That a text stands for a missing value, unless it is too long to be such a word.
  static func missing(_ text: String) -> [ReadingRemedy] {
    text == text.shortened ? [.missingWord(text)] : []
  }

  /// The choice among the orders in which dates can be read.
  static func order(_ orders: [DateOrder]) -> [ReadingRemedy] {
    orders.count > 1 ? [.oneOf(orders.map { .dateOrder($0) })] : orders.map { .dateOrder($0) }
  }
}

extension NumberSpelling {
  /// The choices that this spelling has and another has not.
  func remedies(beyond asked: NumberSpelling) -> [ReadingRemedy] {
    var remedies: [ReadingRemedy] = []
    if usesDecimalComma && !asked.usesDecimalComma { remedies.append(.decimalComma) }
    if let mark = thousands, mark != asked.thousands { remedies.append(.thousands(mark)) }
    remedies += stripped.filter { !asked.stripped.contains($0) }.map { .strip($0) }
    if let rule = belowLimit, asked.belowLimit == nil { remedies.append(.belowLimit(rule)) }
    return remedies
  }
}
