/// How dates are written in the texts of a column.
///
///     DateSpelling(order: .dayMonthYear).date(of: "04/08/2023 17:30")?.month     // 8
///
/// ISO 8601, with or without padding, and dates with the name of the month or the year first are read
/// whatever the order; see ``DateOrder`` for the others.
public struct DateSpelling: Sendable, Equatable {
  /// The order of day, month and year where numbers do not show it; `nil` if no date of the column needs it.
  public let order: DateOrder?

  /// Describes how dates are written.
  ///
  /// - Parameter order: The order of day, month and year where numbers do not show it; `nil`, the default,
  ///   refuses such dates, except those with points, which begin with the day.
  public init(order: DateOrder? = nil) { self.order = order }

  /// The date that a text stands for.
  ///
  /// - Parameter text: The whole text.
  /// - Returns: The date; `nil` if the text is none.
  public func date(of text: String) -> DateParts? { DateParts(text) ?? DateText(text)?.parts(order) }
}
