public import Logit

/// How to read a CSV file, where this is not to be detected from the file itself.
///
/// The defaults read what `pandas.read_csv` reads without options, except for the differences listed at
/// ``CSVReader``.
public struct CSVOptions: Sendable, Equatable {
  /// Which row holds the column names.
  public enum Header: String, Sendable, Equatable, CaseIterable {
    /// The first one, if it looks like names: strings only, which stand above numbers or differ from
    /// everything below.
    case automatic
    /// The first row.
    case firstRow
    /// None; the columns are called `column_1`, `column_2`, ...
    case none
  }

  /// The separator of fields; `nil`, the default, for whichever of comma, semicolon, tab and vertical bar
  /// fits the first rows.
  public var separator: Character?

  /// Which row holds the column names; ``Header/automatic`` by default.
  public var header: Header

  /// Lines that begin with this character are skipped; `nil`, the default, for none.
  public var comment: Character?

  /// The character after which another one has no meaning of its own, such as the backslash in `"5\" pipe"`;
  /// `nil`, the default, for none. A quote in quotes may be written twice in any case.
  public var escape: Character?

  /// How many lines at the beginning to skip, blank ones included, such as a title above the header; 0 by
  /// default.
  public var skippedLines: Int

  /// Whether numbers have a decimal comma, as in `3,14`; `false` by default.
  public var usesDecimalComma: Bool

  /// The words that stand for a missing value; ``usualMissingWords`` by default.
  public var missingWords: Set<String>

  /// The kinds of some columns, by name, in which a value that does not fit is an error. The kinds of the
  /// others are determined from all their values.
  public var kinds: [String: ColumnKind]

  /// Those of ``kinds`` whose whole numbers become numbers where a value has a fraction or more than 64 bits,
  /// rather than that it is refused: in the batch, or in the table, that has the value.
  package var wideningColumns: Set<String> = []

  /// The names of the columns to read, in any order; `nil`, the default, for all.
  public var columns: Set<String>?

  /// Which columns need not be readable, in a file that stores columns apart, or as objects: lists and structures in
  /// columns without use are no error.
  package var columnNeeds = ColumnNeeds()

  /// The precision in which ``ColumnKind/numeric`` values are stored; double by default. A part of a column
  /// with a number beyond the range of single precision stays in double.
  public var precision: NumberPrecision

  /// How characters outside ASCII are encoded; UTF-8 by default.
  public var encoding: TextEncoding

  /// Whether the table keeps the text of its rows, so that every field is written as it stands there when the
  /// table is written as text again; `false` by default. It takes eight bytes for each row, and keeps the
  /// file open.
  public var keepsText: Bool

  /// The arrays to read of an NPZ file; `nil`, the default, for all.
  public var arrays: ArrayChoice?

  /// The table to read of an SQLite database; `nil`, the default, for its only one.
  public var table: String?

  /// The largest size of a field in bytes; a longer one is taken for a missing closing quote.
  public var maximumFieldByteCount: Int

  /// How much memory reading may take, and whether inputs that may have no end are read.
  public var memory: MemoryLimit

  /// Makes options.
  ///
  /// - Parameters:
  ///   - separator: The separator of fields: any ASCII character except quote, line feed and carriage return;
  ///     detected by default.
  ///   - header: Which row holds the column names; detected by default.
  ///   - comment: Lines that begin with this character are skipped: any ASCII character except those above
  ///     and the separator; none by default.
  ///   - escape: After this character, another one has no meaning of its own: any ASCII character except
  ///     those above; none by default.
  ///   - skippedLines: How many lines at the beginning to skip; 0 by default.
  ///   - usesDecimalComma: Whether numbers have a decimal comma; `false` by default.
  ///   - missingWords: The words that stand for a missing value; ``usualMissingWords`` by default.
  ///   - kinds: The kinds of some columns, by name; none by default.
  ///   - columns: The names of the columns to read; all by default.
  ///   - precision: The precision in which numbers are stored; double by default.
  ///   - encoding: How characters outside ASCII are encoded; UTF-8 by default.
  ///   - keepsText: Whether the table keeps the text of its rows; `false` by default.
  ///   - arrays: The arrays to read of an NPZ file; all by default.
  ///   - table: The table to read of an SQLite database; its only one by default.
  ///   - maximumFieldByteCount: The largest size of a field in bytes, from 1 to 2³⁰; 16 MiB by default.
  ///   - memory: How much memory reading may take; three quarters of what there is by default.
  public init(
    separator: Character? = nil, header: Header = .automatic, comment: Character? = nil,
    escape: Character? = nil, skippedLines: Int = 0, usesDecimalComma: Bool = false,
    missingWords: Set<String> = CSVOptions.usualMissingWords,
    kinds: [String: ColumnKind] = [:], columns: Set<String>? = nil, precision: NumberPrecision = .double,
    encoding: TextEncoding = .utf8, keepsText: Bool = false, arrays: ArrayChoice? = nil,
    table: String? = nil, maximumFieldByteCount: Int = 1 << 24, memory: MemoryLimit = .standard
  ) {
    self.separator = separator
    self.header = header
    self.comment = comment
    self.escape = escape
    self.skippedLines = skippedLines
    self.usesDecimalComma = usesDecimalComma
    self.missingWords = missingWords
    self.kinds = kinds
    self.columns = columns
    self.precision = precision
    self.encoding = encoding
    self.keepsText = keepsText
    self.arrays = arrays
    self.table = table
    self.maximumFieldByteCount = maximumFieldByteCount
    self.memory = memory
  }

  /// The words that pandas reads as a missing value.
  public static let usualMissingWords: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A",
    "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]
}

extension CSVOptions {
  /// The options, if each is in its range.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  func validated() throws -> CSVOptions {
    try Self.require(separator, "separator", not: ["\"", "\n", "\r", "\r\n"])
    try Self.require(comment, "comment", not: ["\"", "\n", "\r", "\r\n", separator ?? "\""])
    try Self.require(
      escape, "escape", not: ["\"", "\n", "\r", "\r\n", separator ?? "\"", comment ?? "\""])
    guard skippedLines >= 0 else {
      throw LogitError.invalidOption(name: "skippedLines", value: "\(skippedLines)", expected: "0 or more")
    }
    guard (1...1 << 30).contains(maximumFieldByteCount) else {
      throw LogitError.invalidOption(
        name: "maximumFieldByteCount", value: "\(maximumFieldByteCount)", expected: "1 to 1073741824")
    }
    return self
  }

  func syntax(separator: UInt8) -> CSVSyntax {
    CSVSyntax(separator: separator, comment: comment?.asciiValue ?? 0, escape: escape?.asciiValue ?? 0)
  }

  /// Checks that all requested columns exist.
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
