/// How the text that a table was read from is laid out, for whoever has to say it to another program.
package struct TextLayout: Sendable, Equatable {
  /// The separator of fields.
  package var separator: Character
  /// Whether a row of names stands above the others.
  package var hasHeader: Bool
  /// The names of all columns, those that were not read among them.
  package var columnNames: [String]
  /// How characters outside ASCII are encoded.
  package var encoding: TextEncoding
  /// Lines that begin with it are no rows; `nil` for none.
  package var comment: Character?
  /// The character after which another one has no meaning of its own; `nil` for none.
  package var escape: Character?
  /// How many lines stand above the table.
  package var skippedLines: Int
  /// Whether numbers have a decimal comma.
  package var usesDecimalComma: Bool
  /// The words that stand for a missing value, if they are not the usual ones; sorted.
  package var missingWords: [String]?
  /// The columns whose numbers may have a point between thousands, by the first rows.
  var groupedDigits: [String: GroupedDigits]
}
