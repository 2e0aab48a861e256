/// What a column is used as, where its values alone do not say.
///
///     options.uses["branch"] = .category      // whole numbers that are codes
public enum ColumnUse: String, Sendable, Equatable, CaseIterable {
  /// Quantities. Every text must be a number.
  case number
  /// Names, of which each counts by itself. Numbers are codes: 2, 2.0 and 02 are different only if the column
  /// has texts that are no numbers.
  case category
  /// Words of a longer text.
  case text
  /// Dates, perhaps with a time. Every text must be a date.
  case date
}
