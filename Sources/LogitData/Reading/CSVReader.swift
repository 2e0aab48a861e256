import LogitFiles

/// Reads a file of separated values: CSV, TSV and their relatives.
///
///     let table = try CSVReader(path: "patients.csv").read()
///     let table = try Table(csv: "patients.csv")                 // the same
///     let table = try CSVReader(standardInput: CSVOptions(separator: ";")).read()
///
/// Fields are separated and quoted as RFC 4180 says: a field in quotes may hold separators, ends of line, and quotes
/// written twice. Lines end with LF, CRLF or CR; a byte order mark and blank lines are passed over, and gzip files are
/// decompressed, whatever they are called. The separator and
/// whether there is a header are found out from the first rows unless ``CSVOptions`` say, and ``format`` tells what was
/// found.
///
/// Each column gets the narrowest kind that holds all its values, from the first row to the last:
///
/// - `true` and `false` in any case are ``ColumnKind/boolean``; `yes`, `no`, `t` and `f` are texts.
/// - Whole numbers of 64 bits are ``ColumnKind/integer``, except -0, which is only a number with a fraction's kind.
/// - What `strtod` reads as a decimal number is ``ColumnKind/numeric``, and has the same bits.
/// - A number with needless zeros in front, such as `007`, is a text, since a code would lose its zeros as a number;
///   pandas would read 7. Ask for a number with ``CSVOptions/kinds``.
/// - Everything else is ``ColumnKind/string``, kept as written. Numbers in quotes are numbers, as in pandas.
///
/// Other than pandas, rows with too few fields are an error, columns of whole numbers or truth values keep their kind
/// when some values are missing, and text behind a closing quote is an error.
///
/// A file is read in ranges by all threads (see `Threads`); the table is the same for any number of them.
public struct CSVReader: TableReader {
  private let source: StoredBytes
  private let options: CSVOptions
  private let layout: CSVLayout
  private var batches: CSVBatches?

  /// Opens a file and looks at its first rows.
  ///
  /// - Throws: ``DataError`` if it is none, is empty, or is no text.
  public init(path: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(StoredBytes(contentsOf: path), options)
  }

  /// Reads standard input to its end.
  public init(standardInput options: CSVOptions = CSVOptions()) throws {
    let input = InputFile.standardInput
    try self.init(StoredBytes(input.readToEnd(), name: input.name), options)
  }

  /// Reads bytes in memory.
  ///
  /// - Parameter name: What to call them in messages.
  public init(bytes: [UInt8], name: String = "the text", options: CSVOptions = CSVOptions()) throws {
    try self.init(StoredBytes(bytes, name: name), options)
  }

  init(_ source: StoredBytes, _ options: CSVOptions) throws {
    self.options = try options.validated()
    self.source = try source.decompressed(limit: options.maximumDecompressedByteCount)
    var sniffer = CSVSniffer(self.source, self.options)
    layout = try sniffer.layout()
    try self.options.requireColumns(among: layout.names)
  }

  /// What was found out about the file, and what was asked for.
  public var format: CSVFormat {
    CSVFormat(layout)
  }

  /// All rows, read by all threads.
  ///
  /// - Throws: ``DataError`` with the line of the first row that cannot be read.
  public func read() throws -> Table { try read(pieceByteCount: nil) }

  /// - Parameter pieceByteCount: The bytes read as one piece, for tests.
  func read(pieceByteCount: Int?) throws -> Table {
    try diagnosing {
      try CSVWholeRead(source, layout, options, pieceByteCount: pieceByteCount).table()
    }
  }

  /// The next rows, some megabytes of the source, or `nil` behind the last one.
  ///
  /// The first call finds the kinds of all columns that ``CSVOptions/kinds`` does not give, for which it reads the whole
  /// source once.
  ///
  /// - Throws: ``DataError`` with the line of the first row that cannot be read.
  public mutating func next() throws -> Table? {
    let (source, layout, options) = (source, layout, options)
    var batches = try batches ?? CSVBatches(source, layout, options)
    defer { self.batches = batches }
    return try diagnosing { try batches.next() }
  }

  private func diagnosing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let fault as CSVFault {
      throw CSVDiagnosis.error(fault, source, layout)
    }
  }
}

extension Table {
  /// Reads a file of separated values; see ``CSVReader``.
  public init(csv path: String, options: CSVOptions = CSVOptions()) throws {
    self = try CSVReader(path: path, options: options).read()
  }
}
