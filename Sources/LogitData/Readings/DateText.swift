/// A text that is a date, before it is known which of its numbers is the day and which the month.
///
/// Reads, besides ISO 8601 (see ``DateParts``): `yyyy-m-d`, `yyyy/mm/dd` and `yyyy.mm.dd`; `dd.mm.yyyy`,
/// `dd/mm/yyyy` and `dd-mm-yyyy`, or with the month first; the same with a year of two digits, or with the
/// year first; `d-Mon-yyyy`, `d Mon yyyy`, `ddMonyyyy` and `Mon d, yyyy` with English names of months. A time
/// may follow: `h:mm`, with seconds and their fraction, `AM` or `PM`, and `Z`, `UTC`, `GMT` or an offset.
struct DateText {
  private enum Day {
    case known(year: Int, month: Int, day: Int)
    /// Two numbers and a year.
    case yearLast(Int, Int, year: Int, isDotted: Bool)
    /// Three numbers, of which the first or the last may be a year of two digits.
    case short(Int, Int, Int, mayBeginWithYear: Bool, mayEndWithYear: Bool)
  }

  private let day: Day
  private let time: DateParts.Time?

  init?(_ text: String) {
    // No date is longer, and nothing here is worth reading further.
    guard text.utf8.count <= 48 else { return nil }
    var reader = DateTextReader(text)
    guard let day = Self.day(&reader) else { return nil }
    self.day = day
    if reader.isAtEnd {
      time = nil
    } else {
      guard reader.skipToTime(), let time = reader.time() else { return nil }
      self.time = time
    }
  }

  /// The date, if the text is one in an order.
  ///
  /// - Parameter order: The order of numbers that do not show it; `nil` if none is known. Then, too,
  ///   `dd.mm.yyyy` is read, since nobody writes points with the month first.
  func parts(_ order: DateOrder?) -> DateParts? {
    switch (day, order) {
    case (.known(let year, let month, let day), _):
      DateParts(year: year, month: month, day: day, time: time)
    case (.yearLast(let first, let second, let year, _), .dayMonthYear),
      (.yearLast(let first, let second, let year, true), nil):
      DateParts(year: year, month: second, day: first, time: time)
    case (.yearLast(let first, let second, let year, _), .monthDayYear):
      DateParts(year: year, month: first, day: second, time: time)
    case (.short(let day, let month, let year, _, true), .dayMonthYear),
      (.short(let month, let day, let year, _, true), .monthDayYear),
      (.short(let year, let month, let day, true, _), .yearMonthDay):
      DateParts(year: Self.fullYear(year), month: month, day: day, time: time)
    case (.yearLast, _), (.short, _): nil
    }
  }

  /// Whether the order of its numbers has to be known.
  var needsOrder: Bool {
    switch day {
    case .known, .yearLast(_, _, year: _, isDotted: true): false
    case .yearLast, .short: true
    }
  }

  /// A year of two digits: 69 to 99 are of the 20th century, as in POSIX.
  private static func fullYear(_ year: Int) -> Int { year < 69 ? 2000 + year : 1900 + year }

  private static func day(_ reader: inout DateTextReader) -> Day? {
    if let month = reader.month() {
      // Mon d, yyyy
      reader.skipBlanks(or: ".")
      guard let day = reader.number(), day.digits <= 2 else { return nil }
      reader.skipBlanks(or: ",")
      guard let year = reader.number(), year.digits == 4 else { return nil }
      return .known(year: year.value, month: month, day: day.value)
    }
    guard let first = reader.number() else { return nil }
    if first.digits == 8 {
      return .known(
        year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100)
    }
    guard first.digits <= 2 || first.digits == 4 else { return nil }
    let separator = reader.separator()
    if let month = reader.month() {
      if separator != nil { guard reader.separator(separator) else { return nil } }
      guard first.digits <= 2, let year = reader.number(), year.digits == 4 || year.digits == 2 else {
        return nil
      }
      return .known(
        year: year.digits == 2 ? fullYear(year.value) : year.value, month: month, day: first.value)
    }
    guard let separator, separator != UInt8(ascii: " "), let second = reader.number(), second.digits <= 2,
      reader.separator(separator), let third = reader.number()
    else { return nil }
    if first.digits == 4 {
      guard third.digits <= 2 else { return nil }
      return .known(year: first.value, month: second.value, day: third.value)
    }
    switch third.digits {
    case 4:
      return .yearLast(
        first.value, second.value, year: third.value, isDotted: separator == UInt8(ascii: "."))
    case 1, 2:
      // With points and single digits, it is rather the number of a version.
      let haveTwoDigits = first.digits == 2 && second.digits == 2 && third.digits == 2
      guard haveTwoDigits || separator != UInt8(ascii: ".") else { return nil }
      return .short(
        first.value, second.value, third.value, mayBeginWithYear: first.digits == 2,
        mayEndWithYear: third.digits == 2)
    default: return nil
    }
  }
}
