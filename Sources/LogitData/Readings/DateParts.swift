import Logit

/// The parts of a date, or of a date and time, in ISO 8601.
///
///     DateParts("2024-02-29T17:30:00Z")?.weekday     // 3, a Thursday
///
/// Reads `YYYY-MM-DD`, or `YYYYMMDD`, with an optional `T` or space and `hh:mm`, `hh:mm:ss` or
/// `hh:mm:ss.fraction`, and an optional `Z` or offset such as `+02:00`. The parts are those written, in the
/// local time of the text; the offset is ignored. Dates are those of the Gregorian calendar, also before it
/// was in use.
public struct DateParts: Sendable, Equatable {
  /// From 0 to 9999.
  public let year: Int
  /// From 1 to 12.
  public let month: Int
  /// From 1 to 31.
  public let day: Int
  /// From 0 to 23; 0 without a time.
  public let hour: Int
  /// From 0 to 59; 0 without a time.
  public let minute: Int
  /// From 0 up to, not including, 61, for leap seconds; 0 without a time.
  public let second: Double
  /// Whether there is a time.
  public let hasTime: Bool
  /// The minutes by which the local time is ahead of universal time; `nil` if the text does not say.
  public let offset: Int?

  /// A time of day.
  struct Time {
    var hour: Int
    var minute: Int
    var second: Double
    var offset: Int?
  }

  /// Reads a text; `nil` if it is not a date in ISO 8601, or not one that exists.
  ///
  /// - Parameter text: The whole text, without white space around the date.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4) else { return nil }
    let isExtended = reader.skip("-")
    guard let month = reader.number(digits: 2), reader.skip("-") == isExtended,
      let day = reader.number(digits: 2)
    else { return nil }
    var time: Time?
    if reader.skip("T") || reader.skip(" ") || reader.skip("t") {
      guard let found = reader.time() else { return nil }
      time = found
    }
    guard reader.isAtEnd else { return nil }
    self.init(year: year, month: month, day: day, time: time)
  }

  /// A date; `nil` if the calendar has no such day.
  init?(year: Int, month: Int, day: Int, time: Time?) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Self.dayCount(year: year, month: month)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    (hour, minute, second) = (time?.hour ?? 0, time?.minute ?? 0, time?.second ?? 0)
    (hasTime, offset) = (time != nil, time?.offset)
  }

  /// The number of days since 1970-01-01; negative before it.
  ///
  /// Counts years from March, so that the leap day is the last. Source: H. Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms", 2013.
  public var daysSince1970: Int {
    let marchYear = month > 2 ? year : year - 1
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The seconds since the beginning of 1970 in universal time; a text without an offset counts as one in it.
  var secondsSince1970: Double {
    let minutes = hour * 60 + minute - (offset ?? 0)
    return Double(daysSince1970) * 86_400 + Double(minutes * 60) + second
  }

  /// The date in ISO 8601, with what is known of the time.
  var isoText: String {
    func padded(_ number: Int, _ digits: Int = 2) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    var text = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    guard hasTime else { return text }
    text += "T\(padded(hour)):\(padded(minute)):\(padded(Int(second)))"
    if second != second.rounded(.down) {
      var fraction = (second - second.rounded(.down)).fixed(decimals: 9).dropFirst()
      while fraction.last == "0" { fraction.removeLast() }
      text += fraction == "." ? "" : fraction
    }
    guard let offset else { return text }
    return text
      + (offset == 0
        ? "Z"
        : (offset < 0 ? "-" : "+")
          + "\(padded(abs(offset) / 60)):\(padded(abs(offset) % 60))")
  }

  /// From 0 for Monday to 6 for Sunday, as in Python.
  public var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 }

  /// From 1 to 366.
  public var dayOfYear: Int {
    (1..<month).reduce(day) { $0 + Self.dayCount(year: year, month: $1) }
  }

  /// The number of days in the year.
  public var daysInYear: Int { Self.isLeap(year) ? 366 : 365 }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func dayCount(year: Int, month: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

/// Reads numbers of a fixed number of digits.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private mutating func digit() -> Int? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    rest = rest.dropFirst()
    return Int(byte - UInt8(ascii: "0"))
  }

  /// `hh:mm[:ss[.fraction]][Z|±hh[:]mm]`
  mutating func time() -> DateParts.Time? {
    guard let hour = number(digits: 2), (0...23).contains(hour) else { return nil }
    let isExtended = skip(":")
    guard let minute = number(digits: 2), (0...59).contains(minute) else { return nil }
    var second = 0.0
    if isExtended ? skip(":") : (rest.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false) {
      guard let whole = number(digits: 2), (0...60).contains(whole) else { return nil }
      second = Double(whole)
      if skip(".") || skip(",") {
        guard let first = digit() else { return nil }
        var (fraction, scale) = (Double(first), 10.0)
        while let next = digit() {
          // Digits beyond what a double holds do not change it.
          if scale < 1e15 { (fraction, scale) = (fraction * 10 + Double(next), scale * 10) }
        }
        second += fraction / scale
      }
    }
    var time = DateParts.Time(hour: hour, minute: minute, second: second)
    if !isAtEnd {
      guard let offset = offset() else { return nil }
      time.offset = offset
    }
    return time
  }

  /// The minutes of `Z` or an offset; `nil` if what follows is neither.
  private mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(digits: 2), hours <= 23 else { return nil }
    var minutes = 0
    if !isAtEnd {
      _ = skip(":")
      guard let found = number(digits: 2), found <= 59 else { return nil }
      minutes = found
    }
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }
}
