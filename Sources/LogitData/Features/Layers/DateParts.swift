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

  /// Reads a text; `nil` if it is not a date in ISO 8601, or not one that exists.
  ///
  /// - Parameter text: The whole text, without white space around the date.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4) else { return nil }
    let isExtended = reader.skip("-")
    guard let month = reader.number(digits: 2), reader.skip("-") == isExtended,
      let day = reader.number(digits: 2),
      (1...12).contains(month), (1...Self.dayCount(year: year, month: month)).contains(day)
    else { return nil }
    var (hour, minute, second) = (0, 0, 0.0)
    var hasTime = false
    if reader.skip("T") || reader.skip(" ") || reader.skip("t") {
      guard let time = reader.time() else { return nil }
      (hour, minute, second) = time
      hasTime = true
    }
    guard reader.isAtEnd else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second, self.hasTime) = (hour, minute, second, hasTime)
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
  mutating func time() -> (hour: Int, minute: Int, second: Double)? {
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
    return offset() ? (hour, minute, second) : nil
  }

  /// Skips `Z` or an offset; whether what follows is one of them, or nothing.
  private mutating func offset() -> Bool {
    if skip("Z") || skip("z") || isAtEnd { return true }
    guard skip("+") || skip("-"), let hours = number(digits: 2), hours <= 23 else { return false }
    if isAtEnd { return true }
    _ = skip(":")
    guard let minutes = number(digits: 2) else { return false }
    return minutes <= 59
  }
}
