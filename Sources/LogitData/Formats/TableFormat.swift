import Logit

/// A format of files that hold tables: how its files are known, and what reads and writes them.
///
///     let format = try TableFormat(path: "clean.csv.gz")
///     try format.writer.write(table, to: "clean.csv.gz")
///
/// A new format is one more value in ``all``; whatever reads, writes or lists formats then knows it.
public struct TableFormat: Sendable {
  /// How its files' names end, without the first point: `"csv.gz"`.
  public let fileExtension: String
  /// The bytes that its files begin with; empty if nothing marks them.
  public let signature: [UInt8]
  /// What stands between values, in formats of text.
  public let separator: Character?
  /// What writes it, with its usual settings.
  public let writer: any TableWriter

  private let reader: @Sendable (_ path: String, _ options: CSVOptions) throws -> Table
  private let losses: @Sendable (Table) -> [String]

  /// The formats Logit knows, in the order in which they are listed.
  public static let all: [TableFormat] = [.csv, .tsv, .compressedCSV, .compressedTSV, .npy, .npz]

  /// Describes a format.
  ///
  /// - Parameters:
  ///   - fileExtension: How its files' names end, without the first point.
  ///   - signature: The bytes that its files begin with; empty if nothing marks them.
  ///   - separator: What stands between values, in formats of text; `nil` by default.
  ///   - writer: What writes it.
  ///   - reader: Reads a file; the options matter to text alone.
  ///   - losses: What is not in such a file as it is in a table, a sentence each; nothing by default.
  public init(
    fileExtension: String, signature: [UInt8], separator: Character? = nil, writer: any TableWriter,
    reader: @escaping @Sendable (_ path: String, _ options: CSVOptions) throws -> Table,
    losses: @escaping @Sendable (Table) -> [String] = { _ in [] }
  ) {
    (self.fileExtension, self.signature, self.separator) = (fileExtension, signature, separator)
    (self.writer, self.reader, self.losses) = (writer, reader, losses)
  }

  /// The format that a file of this name has, without regard to case.
  ///
  /// - Parameter path: The file, which need not be there.
  /// - Throws: ``DataError/unknownFormat(path:known:)``.
  public init(path: String) throws {
    let name = path.lowercased()
    guard let format = Self.all.first(where: { name.hasSuffix(".\($0.fileExtension)") }) else {
      throw DataError.unknownFormat(path: path, known: Self.all.map { ".\($0.fileExtension)" })
    }
    self = format
  }

  /// The format of a file: by its first bytes, or if they mark none by its name; separated values if neither is known, or
  /// if it is no plain file, which its reader then says.
  ///
  /// - Parameter path: The file.
  /// - Throws: `FileError.notRead(path:reason:)` for a file that opens but cannot be read.
  public init(contentsOf path: String) throws {
    let longest = Self.all.map(\.signature.count).max() ?? 0
    let start = try (try? StoredBytes(path: path))?.prefix(longest) ?? []
    let marked = Self.all.first { !$0.signature.isEmpty && start.starts(with: $0.signature) }
    // A file that lacks the signature of its name's format is not of that format.
    let named = (try? Self(path: path)).flatMap { $0.signature.isEmpty ? $0 : nil }
    self = marked ?? named ?? .csv
  }

  /// Reads a file of this format.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How separated values are read; formats of numbers ignore them.
  /// - Returns: All rows.
  /// - Throws: ``DataError``, naming file, place, what was expected and what was found.
  public func read(_ path: String, options: CSVOptions = CSVOptions()) throws -> Table {
    try reader(path, options)
  }

  /// What a file of this format does not hold as a table does, such as the names of a matrix's columns.
  ///
  /// - Parameter table: What is to be written.
  /// - Returns: A sentence for each loss; none if the table comes back as it was.
  public func losses(of table: Table) -> [String] { losses(table) }
}

extension TableFormat: Hashable {
  /// Whether two values are the same format, by the ends of their files' names.
  public static func == (first: TableFormat, second: TableFormat) -> Bool {
    first.fileExtension == second.fileExtension
  }

  /// Hashes the end of its files' names.
  public func hash(into hasher: inout Hasher) { hasher.combine(fileExtension) }
}

// MARK: - Tables

extension Table {
  /// Reads a table from a file of any format Logit knows: NPY and NPZ by their first bytes, and otherwise separated values,
  /// which may be gzipped.
  ///
  /// - Parameters:
  ///   - path: The file; `-` for separated values from standard input.
  ///   - options: How separated values are read.
  /// - Throws: ``DataError``, naming file, line, column, what was found and what to do.
  public init(contentsOf path: String, options: CSVOptions = CSVOptions()) throws {
    if path == "-" {
      self = try CSVReader(standardInput: options).read()
    } else {
      self = try TableFormat(contentsOf: path).read(path, options: options)
    }
  }

  /// Writes the table to a file, whole or not at all, in the format that its name says: `.csv`, `.tsv`, `.csv.gz`,
  /// `.tsv.gz`, `.npy` or `.npz`.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``DataError/unknownFormat(path:known:)``, `FileError.notWritten(path:reason:)`, or
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` if the format cannot hold the table.
  public func write(to path: String) throws { try TableFormat(path: path).writer.write(self, to: path) }
}
