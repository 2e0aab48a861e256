package import Logit

/// What a model remembers of how the table it was trained on was read.
///
/// How the texts of a column that it uses were read is a ``ColumnReading``.
public struct TableReading: Sendable, Equatable {
  /// The words that stood for a missing value.
  public var missingWords: Set<String>
  /// Whether numbers had a decimal comma.
  public var usesDecimalComma: Bool
  /// The columns that were read as texts whatever they held, those that are not used among them.
  public var textColumns: Set<String>

  /// Takes what is to be remembered from the options a table was read with.
  ///
  /// - Parameter options: The options; the usual ones by default.
  public init(_ options: CSVOptions = CSVOptions()) {
    (missingWords, usesDecimalComma) = (options.missingWords, options.usesDecimalComma)
    textColumns = Set(options.kinds.filter { $0.value == .string }.keys)
  }

  /// The words besides the usual ones, which a table that was read without them may still hold.
  package var ownMissingWords: Set<String> { missingWords.subtracting(CSVOptions.usualMissingWords) }

  /// The options for reading another table alike.
  ///
  /// - Parameter options: The options to start from. Words that they add to the usual ones, or take from
  ///   them, are added and taken.
  /// - Returns: The options, with the remembered words and decimal mark.
  package func applied(to options: CSVOptions) -> CSVOptions {
    var applied = options
    let usual = CSVOptions.usualMissingWords
    applied.missingWords = missingWords.union(options.missingWords.subtracting(usual))
      .subtracting(usual.subtracting(options.missingWords))
    applied.usesDecimalComma = usesDecimalComma || options.usesDecimalComma
    return applied
  }
}

// MARK: - In files

extension TableReading {
  /// The reading as JSON that ``init(json:)`` reads.
  package var json: JSON {
    [
      "missing_words": .array(missingWords.sorted().map { .string($0) }),
      "decimal_comma": .bool(usesDecimalComma),
      "text_columns": .array(textColumns.sorted().map { .string($0) }),
    ]
  }

  /// Takes a reading from JSON that cannot be trusted.
  ///
  /// - Parameter json: What ``json`` wrote.
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for anything that ``json`` would not write.
  package init(json: JSON) throws {
    let object = "The reading"
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: object, reason: "it is \(json), but must be an object")
    }
    var fields = JSONFields(members, of: object)
    missingWords = Set(try fields.requiredStrings("missing_words"))
    usesDecimalComma = try fields.bool("decimal_comma", default: false)
    textColumns = fields.value("text_columns") == nil ? [] : Set(try fields.requiredStrings("text_columns"))
    try fields.finish()
  }
}
