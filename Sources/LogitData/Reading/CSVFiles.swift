import LogitFiles

/// One table in one file of separated values or in several, whose rows follow each other in the order of the
/// files.
///
/// Bytes are counted through: in the first file as they stand there, and behind its last byte comes the first
/// row of values of the next file.
package struct CSVFiles {
  /// What reads each file.
  package let readers: [CSVReader]
  /// Where the rows of each file are.
  package let bytes: JoinedBytes

  /// Finds out how the files are written: all of them as the first one.
  ///
  /// - Parameters:
  ///   - paths: The files, at least one.
  ///   - options: How they are read.
  /// - Throws: As ``CSVReader/init(path:options:)`` and ``CSVReader/read()``, and
  ///   `FileError.damaged(source:item:expected:found:remedy:)` for a file of other columns than the first.
  package init(_ paths: [String], options: CSVOptions) throws {
    var readers = try paths.prefix(1).map { try CSVReader(path: $0, options: options) }
    if paths.count > 1 {
      let format = readers[0].format
      var options = options
      (options.separator, options.header) = (format.separator, format.hasHeader ? .firstRow : .none)
      for path in paths.dropFirst() {
        let reader = try CSVReader(path: path, options: options)
        guard reader.format.columnNames == format.columnNames else {
          throw FileError.damaged(
            source: path, item: "the columns", expected: "those of \(paths[0]): \(format.columnNames.listed)",
            found: reader.format.columnNames.listed,
            remedy: "give files with the same columns in the same order")
        }
        readers.append(reader)
      }
      // A column has one kind in all of them.
      var kinds = [CSVKind?](repeating: nil, count: format.columnNames.count)
      for reader in readers {
        for (column, kind) in try reader.foundKinds().enumerated() {
          kinds[column] = kind.map { kinds[column]?.joined($0) ?? $0 } ?? kinds[column]
        }
      }
      for (name, kind) in zip(format.columnNames, kinds) {
        options.kinds[name] = kind?.columnKind ?? .numeric
      }
      readers = try paths.map { try CSVReader(path: $0, options: options) }
    }
    self.readers = readers
    bytes = JoinedBytes(heads: readers.map(\.dataStart), sizes: readers.map(\.byteCount))
  }

  /// What says how the files are written.
  package var first: CSVReader { readers[0] }

  /// The kinds of all columns if all rows are as the first ones; `nil` where these leave one of them open.
  ///
  /// - Throws: As ``CSVReader/next()``.
  package func probableKinds() throws -> [ColumnKind]? { try first.probableKinds() }

  /// Reads all rows, some ten thousand at a time; see ``CSVReader/forEachBatch(in:pieceByteCount:kinds:_:)``.
  ///
  /// - Parameters:
  ///   - kinds: The kinds of all columns, where a value that does not fit is an error; found in all rows by default.
  ///   - receive: Takes the next rows and the bytes that each begins at, counted through.
  package func forEachBatch(
    kinds: [ColumnKind]? = nil, _ receive: (_ rows: Table, _ starts: [Int]) throws -> Void
  ) throws {
    for (file, reader) in readers.enumerated() {
      let offset = bytes.starts[file] - bytes.heads[file]
      try reader.forEachBatch(kinds: kinds) { rows, starts in try receive(rows, starts.map { $0 + offset }) }
    }
  }
}

extension [String] {
  fileprivate var listed: String { joined(separator: ",").shortened }
}

/// Rows of several files whose bytes are counted through; see ``CSVFiles``.
package struct JoinedBytes: Sendable, Equatable {
  /// The number of bytes before the first row of each file, as they stand there.
  package let heads: [Int]
  /// Where the rows of each file begin, counted through.
  package let starts: [Int]
  /// Where the last row ends, counted through.
  package let end: Int

  /// - Parameters:
  ///   - heads: The number of bytes before the first row of each file.
  ///   - sizes: The number of bytes of each file.
  package init(heads: [Int], sizes: [Int]) {
    var (starts, next): ([Int], Int) = ([], heads.first ?? 0)
    for (head, size) in zip(heads, sizes) {
      starts.append(next)
      next += max(size - head, 0)
    }
    (self.heads, self.starts, end) = (heads, starts, next)
  }

  /// The runs of bytes of files that some bytes are.
  ///
  /// - Parameter range: The bytes, counted through, none of them before the rows of the first file.
  /// - Returns: Files and bytes as they stand there, none empty.
  package func pieces(of range: Range<Int>) -> [(file: Int, bytes: Range<Int>)] {
    starts.indices.compactMap { file in
      let own = starts[file]..<max(file + 1 < starts.count ? starts[file + 1] : end, starts[file])
      let part = range.clamped(to: own)
      let offset = starts[file] - heads[file]
      return part.isEmpty ? nil : (file, part.lowerBound - offset..<part.upperBound - offset)
    }
  }
}
