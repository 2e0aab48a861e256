/// The texts of the dates and times of a column, as pandas writes them to a CSV file.
///
/// Dates are `2024-02-29`, times of the day `17:30:00`, and timestamps both with a blank between; `+00:00`
/// follows those in universal time. All have as many digits of a fraction of a second as the one that needs
/// the most: none, 3, 6 or 9. Timestamps that are all midnights, in no known zone, are dates.
struct MomentText {
  enum Form: Sendable, Equatable {
    case date
    case time
    case timestamp(isUniversal: Bool)
  }

  private let form: Form
  private let digitCount: Int

  /// - Parameter moments: All that are to be written alike.
  init(_ form: Form, for moments: [Moment]) {
    let areMidnights = moments.allSatisfy { $0.nanoseconds == 0 && $0.seconds % 86_400 == 0 }
    self.form = form == .timestamp(isUniversal: false) && areMidnights ? .date : form
    var digitCount = 0
    for moment in moments where moment.nanoseconds != 0 && digitCount < 9 {
      let needed = moment.nanoseconds % 1_000_000 == 0 ? 3 : moment.nanoseconds % 1000 == 0 ? 6 : 9
      digitCount = max(digitCount, needed)
    }
    self.digitCount = digitCount
  }

  /// The text of one of them.
  func text(of moment: Moment) -> String {
    let (days, rest) = moment.seconds.quotientAndRemainder(dividingBy: 86_400)
    let (day, second) = rest < 0 ? (days - 1, Int(rest + 86_400)) : (days, Int(rest))
    switch form {
    case .date: return Self.date(Int(day))
    case .time: return time(second, moment.nanoseconds)
    case .timestamp(let isUniversal):
      return "\(Self.date(Int(day))) \(time(second, moment.nanoseconds))\(isUniversal ? "+00:00" : "")"
    }
  }

  private func time(_ second: Int, _ nanoseconds: Int32) -> String {
    let clock =
      "\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))"
    return digitCount == 0 ? clock : "\(clock).\(Self.padded(Int(nanoseconds), 9).prefix(digitCount))"
  }

  /// The date of a day since 1970, in the Gregorian calendar, also before it was in use.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
  private static func date(_ day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    let (sign, digits) = (year < 0 ? "-" : "", padded(abs(year), 4))
    return "\(sign)\(digits)-\(padded(month + (month < 10 ? 3 : -9), 2))"
      + "-\(padded(dayOfYear - (153 * month + 2) / 5 + 1, 2))"
  }

  private static func padded(_ number: Int, _ count: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }
}
