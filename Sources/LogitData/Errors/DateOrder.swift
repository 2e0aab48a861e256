/// The order of day, month and year in dates whose numbers do not show it, such as 04/08/2023.
public enum DateOrder: String, Sendable, Equatable, CaseIterable {
  /// Day, month, year.
  case dayMonthYear = "dmy"
  /// Month, day, year, as in the United States.
  case monthDayYear = "mdy"
  /// Year, month, day. Only dates whose year has two digits need it.
  case yearMonthDay = "ymd"

  /// What it is called in messages.
  package var words: String {
    switch self {
    case .dayMonthYear: "day first"
    case .monthDayYear: "month first"
    case .yearMonthDay: "year first"
    }
  }
}
