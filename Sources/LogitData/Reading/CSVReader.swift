package import LogitFiles

/// Reads a file of separated values: CSV, TSV and their relatives.
///
///     let table = try CSVReader(path: "patients.csv").read()
///     let table = try Table(csv: "patients.csv")                 // the same
///     let table = try CSVReader(standardInput: CSVOptions(separator: ";")).read()
///
/// Fields are separated and quoted as in RFC 4180: a field in quotes may hold separators, ends of line, and
/// quotes written twice. Spaces and tabs around a field, quoted or not, do not belong to it, nor to a name;
/// those within quotes do. Lines end with LF, CRLF or CR, also in the same file; a byte order mark and blank
/// lines are skipped, and gzip files are decompressed whatever their name. The separator and the header are
/// detected from the first rows unless ``CSVOptions`` specify them; ``format`` holds the result. A name
/// ending in `.tsv` means tabs, and a first line `sep=;` names the separator.
///
/// A text of JSON objects, one a line or all in an array, is read as if it were separated values, too, unless a
/// separator is given: each name is a column, and a name that an object lacks is missing there, as `null` is.
/// A column of texts only stays one of texts, though they may look like numbers; where numbers are among them,
/// such texts count as numbers, as in pandas. Objects and arrays are refused as values, and names that occur
/// twice in an object.
///
/// If rows have one field more than the header, it is empty in all of them, as behind a separator that ends
/// rows, and passed over; or it is the first, as the names of rows that R writes, and becomes the column
/// `column_1`. If there is a single row, names must be in quotes for that.
///
/// Each column gets the narrowest kind that holds all its values, from the first row to the last:
///
/// - `true` and `false` in any case are ``ColumnKind/boolean``; `yes`, `no`, `t` and `f` are strings.
/// - Whole numbers of 64 bits are ``ColumnKind/integer``, except -0, which is ``ColumnKind/numeric``.
///   Longer ones make the column one of strings, which keep all digits, unless another number has a fraction.
/// - What `strtod` reads as a decimal number is ``ColumnKind/numeric``, with the same bits. A number beyond
///   double precision, such as `1e400`, is a string.
/// - A number with leading zeros, such as `007`, is a string, since it is probably a code, which would lose
///   its zeros; pandas reads 7. To get a number, set ``CSVOptions/kinds``.
/// - Everything else is ``ColumnKind/string``, kept as written. Numbers in quotes are numbers, as in pandas.
///
/// Unlike in pandas, blanks around fields do not count, a row with too few fields is an error, columns of
/// whole numbers or Boolean values keep their kind when some values are missing, and text after a closing
/// quote is an error.
///
/// All threads (see `Threads`) read a file in ranges; the table is the same for any number of them.
public struct CSVReader: TableReader {
  let source: StoredBytes
  let options: CSVOptions
  let layout: CSVLayout
  private var batches: CSVBatches?

  /// Opens a file and examines its first rows.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How to read it; detected from the file by default.
  /// - Throws: `FileError.notRead(path:reason:)` if the file cannot be read;
  ///   `LogitError.invalidOption(name:value:expected:)` for an option out of range; or a ``DataError`` if the
  ///   file is empty, is not text, or lacks a requested column. `FileError.outOfMemory(source:limit:)` or
  ///   `FileError.endlessInput(source:reason:)` if ``CSVOptions/memory`` forbids to read it.
  public init(path: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(Self.text(of: path, options), options)
  }

  /// Reads standard input to its end, and examines its first rows.
  ///
  /// - Parameter options: How to read it; detected from the input by default.
  /// - Throws: As ``init(path:options:)``.
  public init(standardInput options: CSVOptions = CSVOptions()) throws {
    try self.init(Self.textOfStandardInput(options), options)
  }

  /// Opens a text, or reads it to its end if its size is not known. It may still be compressed.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What says how much memory there is.
  /// - Returns: The bytes.
  /// - Throws: As ``init(path:options:)``.
  package static func text(of path: String, _ options: CSVOptions) throws -> StoredBytes {
    try StoredBytes(contentsOf: path, within: options.memory) { try CSVSniffer.requireText($0, path) }
  }

  /// Reads standard input to its end. It may still be compressed.
  ///
  /// - Parameter options: What says how much memory there is.
  /// - Returns: The bytes.
  /// - Throws: As ``init(path:options:)``.
  package static func textOfStandardInput(_ options: CSVOptions) throws -> StoredBytes {
    let input = InputFile.standardInput
    return try input.readToEnd(within: options.memory) { try CSVSniffer.requireText($0, input.name) }
  }

  /// Reads bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: The contents of a file.
  ///   - name: What messages call them; `"the text"` by default.
  ///   - options: How to read them; detected from the bytes by default.
  /// - Throws: As ``init(path:options:)``.
  public init(bytes: [UInt8], name: String = "the text", options: CSVOptions = CSVOptions()) throws {
    try self.init(StoredBytes(bytes, name: name), options)
  }

  /// Reads a file or bytes in memory.
  ///
  /// - Parameters:
  ///   - source: The text, which may be compressed.
  ///   - options: How to read it.
  /// - Throws: As ``init(path:options:)``.
  package init(_ source: StoredBytes, _ options: CSVOptions) throws {
    let options = try options.validated()
    let source = try source.decompressed(within: options.memory) {
      try CSVSniffer.requireText($0, source.name)
    }
    let beginning = try source.prefix(JSONRecords.sampleByteCount)
    if options.separator == nil, let form = JSONRecords.form(of: beginning, name: source.name) {
      try CSVSniffer.requireText(beginning, source.name)
      try options.requireNoLayout(of: "JSON lines")
      try self.init(records: JSONRecordText.whole(source, form, options.ofRecords), options)
      return
    }
    try options.requireNoTable(of: "separated values")
    try self.init(separated: source, options)
  }

  /// Reads separated values, whose layout is found out.
  private init(separated source: StoredBytes, _ options: CSVOptions) throws {
    (self.options, self.source) = (options, source)
    var sniffer = CSVSniffer(source, options)
    layout = try sniffer.layout()
    try options.requireColumns(among: layout.names)
  }

  /// Reads a text that was made of records.
  ///
  /// - Parameters:
  ///   - records: The records.
  ///   - options: How their values are read.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
  init(records: RecordTable, _ options: CSVOptions) throws {
    source = records.text
    layout = CSVLayout(
      records: records.names, records.places, options,
      rowByteCount: records.text.size / max(records.rowCount, 1))
    self.options = options.applied(to: records.names, records.types)
    try options.requireColumns(among: layout.names)
  }

  /// Reads a text that was made of records before, which a ``CSVStream`` lent.
  ///
  /// - Parameters:
  ///   - bytes: The line of names, and rows.
  ///   - name: What messages call it.
  ///   - options: How values are read.
  /// - Throws: As ``init(path:options:)``.
  package init(records bytes: [UInt8], name: String, options: CSVOptions) throws {
    let rows = CSVText.rows(
      bytes, CSVSyntax(separator: RecordText.comma), isWhole: true, limit: 1)
    let names = rows.first?.fields.map { String(decoding: $0.text, as: UTF8.self) } ?? []
    let records = RecordTable(
      text: StoredBytes(bytes, name: name), names: names, types: [], places: RecordPlaces(.line),
      rowCount: max(1, bytes.count / 64))
    try self.init(records: records, options)
  }

  /// Whether the text is not the one that was found, but was made of records.
  package var isOfRecords: Bool { layout.records != nil }

  /// The layout of the file, as detected or specified.
  public var format: CSVFormat {
    CSVFormat(layout)
  }

  /// All rows, read on all threads.
  ///
  /// - Throws: A ``DataError`` with the line of the first row that cannot be read, or
  ///   `FileError.notRead(path:reason:)`.
  public func read() throws -> Table { try read(pieceByteCount: nil) }

  /// - Parameter pieceByteCount: The number of bytes in a range, for tests.
  func read(pieceByteCount: Int?) throws -> Table {
    try diagnosing {
      try CSVWholeRead(source, layout, options, pieceByteCount: pieceByteCount).table()
    }
  }

  /// The next rows, from some megabytes of the source, or `nil` after the last one.
  ///
  /// The first call determines the kinds of the columns that ``CSVOptions/kinds`` does not specify, and reads
  /// the whole source once to do so.
  ///
  /// - Throws: A ``DataError`` with the line of the first row that cannot be read, or
  ///   `FileError.notRead(path:reason:)`.
  public mutating func next() throws -> Table? {
    let (source, layout, options) = (source, layout, options)
    var batches = try batches ?? CSVBatches(source, layout, options)
    defer { self.batches = batches }
    return try diagnosing { try batches.next() }
  }

  func diagnosing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let fault as CSVFault {
      throw CSVDiagnosis.error(fault, source, layout)
    }
  }
}

extension Table {
  /// Reads a file of separated values; see ``CSVReader``.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How to read it; detected from the file by default.
  /// - Throws: As ``CSVReader/init(path:options:)`` and ``CSVReader/read()``.
  public init(csv path: String, options: CSVOptions = CSVOptions()) throws {
    self = try CSVReader(path: path, options: options).read()
  }
}
