import Logit
import LogitFiles

/// A file format for tables: how to recognize its files, and how to read and write them.
///
///     let format = try TableFormat(path: "clean.csv.gz")
///     try format.writer.write(table, to: "clean.csv.gz")
///
/// A new format is one more value in ``all``, which everything that reads, writes or lists formats goes
/// through, or in ``readOnly``, if nothing writes it.
public struct TableFormat: Sendable {
  /// The extension of its files, without the leading dot: `"csv.gz"`.
  public let fileExtension: String
  /// The bytes that its files begin with; empty if there is no such signature.
  public let signature: [UInt8]
  /// What separates values, in text formats.
  public let separator: Character?
  /// Writes the format with its default settings.
  public let writer: any TableWriter

  /// Writes the format with another separator, in text formats.
  private let separatedWriter: (@Sendable (UInt8) -> any TableWriter)?
  private let reader: @Sendable (_ path: String, _ options: CSVOptions) throws -> Table
  private let losses: @Sendable (Table) -> [String]

  /// The formats Logit knows, in the order in which they are listed.
  public static let all: [TableFormat] = [
    .csv, .tsv, .compressedCSV, .compressedTSV, .jsonLines, .compressedJSONLines, .newlineDelimitedJSON, .npy,
    .npz,
  ]

  /// The formats that tables are read from, but not written in: ``parquet``, ``arrow`` and ``sqlite``.
  public static let readOnly: [TableFormat] = [.parquet, .arrow, .sqlite]

  /// Whether a file that begins and ends so is of a format that ``sourceReader`` reads.
  let recognizes: @Sendable (FileEnds) -> Bool
  /// Reads a file that is open already, or bytes in memory.
  private let sourceReader: (@Sendable (StoredBytes, CSVOptions) throws -> Table)?

  /// Describes a format.
  ///
  /// - Parameters:
  ///   - fileExtension: The extension of its files, without the leading dot.
  ///   - signature: The bytes that its files begin with; empty if there is no such signature.
  ///   - separator: What separates values, in text formats; `nil` by default.
  ///   - writer: Writes a table.
  ///   - reader: Reads a file. Only text formats use the options, and NPZ ``CSVOptions/arrays``. What it
  ///     throws, ``read(_:options:)`` throws.
  ///   - losses: What a file does not preserve of a table, one sentence each; nothing by default.
  public init(
    fileExtension: String, signature: [UInt8], separator: Character? = nil, writer: any TableWriter,
    reader: @escaping @Sendable (_ path: String, _ options: CSVOptions) throws -> Table,
    losses: @escaping @Sendable (Table) -> [String] = { _ in [] }
  ) {
    (self.fileExtension, self.signature, self.separator) = (fileExtension, signature, separator)
    (self.writer, self.reader, self.losses) = (writer, reader, losses)
    (separatedWriter, sourceReader) = (nil, nil)
    recognizes = { _ in false }
  }

  /// Describes a format that is only read.
  ///
  /// - Parameters:
  ///   - recognizes: Whether a file that begins and ends so is of this format.
  ///   - reader: Reads a file that is open already, or bytes in memory.
  init(
    fileExtension: String, signature: [UInt8], recognizes: @escaping @Sendable (FileEnds) -> Bool,
    reader: @escaping @Sendable (StoredBytes, CSVOptions) throws -> Table
  ) {
    (self.fileExtension, self.signature, separator) = (fileExtension, signature, nil)
    (writer, separatedWriter) = (UnwrittenFormat(), nil)
    (self.recognizes, sourceReader) = (recognizes, reader)
    losses = { _ in [] }
    self.reader = { path, options in try reader(StoredBytes(path: path), options) }
  }

  /// Describes a format of separated values.
  ///
  /// - Parameter makeWriter: Makes what writes it with a separator.
  init(
    fileExtension: String, signature: [UInt8], separator: UInt8,
    makeWriter: @escaping @Sendable (UInt8) -> any TableWriter
  ) {
    (self.fileExtension, self.signature) = (fileExtension, signature)
    self.separator = Character(Unicode.Scalar(separator))
    (writer, separatedWriter) = (makeWriter(separator), makeWriter)
    // The separator and the compression are detected from the file itself.
    reader = { try Table(csv: $0, options: $1) }
    losses = { _ in [] }
    sourceReader = nil
    recognizes = { _ in false }
  }

  /// The format for a file name, ignoring case.
  ///
  /// - Parameter path: The file, which need not exist.
  /// - Throws: ``DataError/unknownFormat(path:known:)`` if the extension is unknown.
  public init(path: String) throws {
    let name = path.lowercased()
    guard let format = Self.all.first(where: { name.hasSuffix(".\($0.fileExtension)") }) else {
      throw DataError.unknownFormat(path: path, known: Self.all.map { ".\($0.fileExtension)" })
    }
    self = format
  }

  /// The format of a file, by its first bytes or else by its name. It is separated values if neither is
  /// known, or if it is not a regular file; the reader then reports what is wrong.
  ///
  /// - Parameter path: The file.
  /// - Throws: `FileError.notRead(path:reason:)` if the file opens but cannot be read, or
  ///   ``DataError/foreignFormat(path:found:remedy:)`` if it is of a format that Logit does not read.
  public init(contentsOf path: String) throws {
    if Self.isNamedSparse(path) {
      let (found, remedy) = ForeignFormat.sparseRows
      throw DataError.foreignFormat(path: path, found: found, remedy: remedy)
    }
    let longest = Self.all.map(\.signature.count).max() ?? 0
    let source = try? StoredBytes(path: path)
    if let source, let format = Self.readOnly(try FileEnds(source)) {
      self = format
      return
    }
    if let source, let foreign = try ForeignFormat(binary: source) {
      throw DataError.foreignFormat(path: path, found: foreign.name, remedy: foreign.remedy)
    }
    let start = try source?.prefix(longest) ?? []
    let marked = Self.all.first { !$0.signature.isEmpty && start.starts(with: $0.signature) }
    // A file that lacks the signature of its name's format is not of that format.
    let named = (try? Self(path: path)).flatMap { $0.signature.isEmpty ? $0 : nil }
    self = marked ?? named ?? .csv
  }

  /// The format of ``readOnly`` of a file that begins and ends so.
  static func readOnly(_ ends: FileEnds) -> TableFormat? { readOnly.first { $0.recognizes(ends) } }

  /// The same of a stream. A database needs its file, beside which others may be.
  static func readOnlyStream(_ ends: FileEnds) -> TableFormat? {
    readOnly.first { $0 != .sqlite && $0.recognizes(ends) }
  }

  /// Whether what comes from standard input is of a format of ``readOnly``. As many bytes are waited for as
  /// show it.
  ///
  /// - Throws: `FileError.notRead(path:reason:)`.
  package static func isReadOnlyAtStandardInput() throws -> Bool {
    let starts = [ParquetFile.magic, ParquetFile.encryptedMagic, ArrowFile.magic, ArrowFile.continuation]
    // A text that begins so ends soon, or has more bytes that show what it is.
    let beginning = try InputFile.standardInput.lookAhead { bytes in
      bytes.count < 64 && starts.contains { bytes.starts(with: $0.prefix(bytes.count)) }
    }
    return readOnlyStream(FileEnds(beginning)) != nil
  }

  /// Reads a file of a format of ``readOnly`` that is open already, or bytes in memory.
  ///
  /// - Returns: `nil` for other formats.
  static func readOnlyTable(_ source: StoredBytes, options: CSVOptions) throws -> Table? {
    try readOnlyStream(FileEnds(source))?.sourceReader?(source, options)
  }

  /// Whether a name is that of a file of sparse rows, compressed or not.
  static func isNamedSparse(_ path: String) -> Bool {
    let name = path.lowercased()
    return ForeignFormat.sparseExtensions.contains { name.hasSuffix(".\($0)") || name.hasSuffix(".\($0).gz") }
  }

  /// Reads a file of this format.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How text is read, the arrays of NPZ, and the table of a database; other formats ignore them.
  /// - Returns: All rows.
  /// - Throws: A ``DataError`` or `FileError` that names the file, the place, what was expected and what was
  ///   found; or `LogitError.invalidOption(name:value:expected:)` for arrays of a file that is not NPZ.
  public func read(_ path: String, options: CSVOptions = CSVOptions()) throws -> Table {
    if self != .sqlite, !isText { try options.requireNoTable(of: ".\(fileExtension)") }
    if let arrays = options.arrays, self != .npz {
      throw LogitError.invalidOption(
        name: "arrays", value: arrays.names.joined(separator: ","),
        expected: "left out, since \(path) is no NPZ file")
    }
    return try reader(path, options)
  }

  /// Writes this format for a table, whose text it keeps where it can.
  ///
  /// A table that keeps its text (``CSVOptions/keepsText``) is written with the text's separator, if the text
  /// is in the same format but for its compression. It is ``writer`` in all other cases.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - input: The format of the file that the table was read from; by default, what its separator says.
  /// - Returns: The writer.
  public func writer(for table: Table, readAs input: TableFormat? = nil) -> any TableWriter {
    guard let layout = table.text?.rows.layout, let separatedWriter else { return writer }
    return separatedWriter(separator(passing: layout, readAs: input))
  }

  /// What stands between fields in this format, where rows of a text are passed through.
  ///
  /// - Parameters:
  ///   - layout: The layout of the text.
  ///   - input: The format of the text; by default, what its separator says.
  /// - Returns: The text's separator if it is in the same format but for its compression.
  package func separator(passing layout: RowLayout, readAs input: TableFormat? = nil) -> UInt8 {
    let tab = UInt8(ascii: "\t")
    guard let own = separator?.asciiValue else { return layout.separator }
    let isTabbed = input.map { $0.separator == "\t" } ?? (layout.separator == tab)
    return isTabbed == (own == tab) ? layout.separator : own
  }

  /// Whether its files are compressed with gzip as a whole.
  package var isCompressed: Bool { separator != nil && !signature.isEmpty }

  /// What a file of this format does not preserve, such as the column names of a matrix.
  ///
  /// - Parameter table: The table to write.
  /// - Returns: A sentence for each loss; none if the table can be read back unchanged.
  public func losses(of table: Table) -> [String] { losses(table) }
}

extension TableFormat: Hashable {
  /// Whether two values are the same format: they are if they have the same extension.
  public static func == (first: TableFormat, second: TableFormat) -> Bool {
    first.fileExtension == second.fileExtension
  }

  /// Hashes the extension.
  ///
  /// - Parameter hasher: The hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(fileExtension) }
}

// MARK: - Tables

extension Table {
  /// Reads a table from a file in any format Logit knows. Parquet, Arrow, NPY, NPZ and SQLite are recognized by
  /// their first bytes; any other file is text, which may be gzipped: separated values, or JSON objects
  /// (``CSVReader``).
  ///
  /// - Parameters:
  ///   - path: The file; `-` for text, Parquet or Arrow from standard input. A pipe can hold these, too, all of
  ///     which is then read into memory.
  ///   - options: How text is read, which columns of a Parquet or Arrow file, and which table of a database.
  /// - Throws: A ``DataError`` or `FileError` that names the file, the line, the column, what was found and
  ///   what to do.
  public init(contentsOf path: String, options: CSVOptions = CSVOptions()) throws {
    switch FileSystem.status(of: path)?.kind {
    case _ where path == "-":
      try self.init(
        stream: InputFile.standardInput.readToEnd(within: options.memory) {
          try Self.requireReadable($0, "standard input")
        }, options: options)
    case .device?, .other?:
      try self.init(
        stream: StoredBytes(contentsOf: path, within: options.memory) { try Self.requireReadable($0, path) },
        options: options)
    case .plain?, .directory?, nil: self = try TableFormat(contentsOf: path).read(path, options: options)
    }
  }

  /// Reads all of a stream, whose format shows only when it has come.
  private init(stream source: StoredBytes, options: CSVOptions) throws {
    if let table = try TableFormat.readOnlyTable(source, options: options) {
      self = table
    } else {
      self = try CSVReader(source, options).read()
    }
  }

  /// Refuses what is no table by its first bytes.
  private static func requireReadable(_ beginning: [UInt8], _ name: String) throws {
    if TableFormat.readOnlyStream(FileEnds(beginning)) == nil { try CSVSniffer.requireText(beginning, name) }
  }

  /// Writes the table to a file, whole or not at all, in the format given by the file's extension: `.csv`,
  /// `.tsv`, `.csv.gz`, `.tsv.gz`, `.jsonl`, `.jsonl.gz`, `.ndjson`, `.npy` or `.npz`.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``DataError/unknownFormat(path:known:)`` if the extension is unknown,
  ///   `FileError.notWritten(path:reason:)` if the file cannot be written, or
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` if the format cannot hold the table.
  public func write(to path: String) throws { try TableFormat(path: path).writer.write(self, to: path) }
}
