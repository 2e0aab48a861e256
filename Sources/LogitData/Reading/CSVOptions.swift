import Logit

/// How a CSV file is read, where that is not to be found out from the file.
///
/// The defaults read what `pandas.read_csv` reads without options, but for what is said at ``CSVReader``.
public struct CSVOptions: Sendable, Equatable {
  /// Which row has the columns' names.
  public enum Header: String, Sendable, Equatable, CaseIterable {
    /// The first one, if it looks like names: texts only, above numbers or unlike everything below.
    case automatic
    /// The first one.
    case firstRow
    /// None: the columns are called `column_1`, `column_2`, ...
    case none
  }

  /// What stands between two fields; `nil` for the one among comma, semicolon, tab and bar that fits the first rows.
  public var separator: Character?

  /// Which row has the names.
  public var header: Header

  /// Lines that begin with this character are left out; `nil`, the default, for none.
  public var comment: Character?

  /// Whether numbers are written as `3,14`.
  public var usesDecimalComma: Bool

  /// The texts that stand for a missing value.
  public var missingWords: Set<String>

  /// The kinds of some columns, by name; the others are found out from all their values. A value that does not fit is
  /// then an error.
  public var kinds: [String: ColumnKind]

  /// The names of the columns to read, in any order; `nil`, the default, for all.
  public var columns: Set<String>?

  /// The precision in which numbers with a fraction are kept.
  public var precision: NumberPrecision

  /// How letters beyond ASCII are written.
  public var encoding: TextEncoding

  /// The bytes that one field may have; more are taken for a forgotten quote.
  public var maximumFieldByteCount: Int

  /// The bytes that a gzip file may have when decompressed.
  public var maximumDecompressedByteCount: Int

  /// Makes options.
  ///
  /// - Parameters:
  ///   - separator: Any ASCII character but quote, line feed and carriage return.
  ///   - comment: Any ASCII character but these and the separator.
  ///   - maximumFieldByteCount: From 1 to 2^30; 16 MB by default.
  ///   - maximumDecompressedByteCount: 16 GB by default.
  public init(
    separator: Character? = nil, header: Header = .automatic, comment: Character? = nil,
    usesDecimalComma: Bool = false, missingWords: Set<String> = CSVOptions.usualMissingWords,
    kinds: [String: ColumnKind] = [:], columns: Set<String>? = nil, precision: NumberPrecision = .double,
    encoding: TextEncoding = .utf8, maximumFieldByteCount: Int = 1 << 24,
    maximumDecompressedByteCount: Int = 1 << 34
  ) {
    self.separator = separator
    self.header = header
    self.comment = comment
    self.usesDecimalComma = usesDecimalComma
    self.missingWords = missingWords
    self.kinds = kinds
    self.columns = columns
    self.precision = precision
    self.encoding = encoding
    self.maximumFieldByteCount = maximumFieldByteCount
    self.maximumDecompressedByteCount = maximumDecompressedByteCount
  }

  /// The texts that pandas takes for a missing value.
  public static let usualMissingWords: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A",
    "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]
}

extension CSVOptions {
  /// The options if each is in its range.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validated() throws -> CSVOptions {
    try Self.require(separator, "separator", not: ["\"", "\n", "\r", "\r\n"])
    try Self.require(comment, "comment", not: ["\"", "\n", "\r", "\r\n", separator ?? "\""])
    if usesDecimalComma && separator == "," {
      throw LogitError.invalidOption(
        name: "separator", value: "\",\"", expected: "another character than the decimal comma")
    }
    guard (1...1 << 30).contains(maximumFieldByteCount) else {
      throw LogitError.invalidOption(
        name: "maximumFieldByteCount", value: "\(maximumFieldByteCount)", expected: "1 to 1073741824")
    }
    return self
  }

  /// Makes sure that all columns asked for are there.
  ///
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
  func requireColumns(among names: [String]) throws {
    for name in (columns ?? []).sorted() where !names.contains(name) {
      throw DataError.unknownColumn(
        name: name, role: "column", nearest: name.nearest(among: names), known: names)
    }
  }

  private static func require(_ character: Character?, _ name: String, not forbidden: [Character]) throws {
    guard let character else { return }
    guard let byte = character.asciiValue, byte != 0, !forbidden.contains(character) else {
      throw LogitError.invalidOption(
        name: name, value: "\"\(character)\"", expected: "one ASCII character without another meaning")
    }
  }
}
