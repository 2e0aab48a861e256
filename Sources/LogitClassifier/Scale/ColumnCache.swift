import Logit
import LogitData
import LogitFiles

/// The columns of a table in a file, as they were read, so that one column is in memory at a time.
///
/// The file loses its name once it is written, so nothing is left of it when the process ends in any way.
final class ColumnCache {
  /// The names and kinds of the columns, without rows.
  let columns: Table
  private(set) var rowCount = 0
  /// The number of missing values of each column.
  private(set) var missingCounts: [Int]
  /// The number of rows of each batch.
  private(set) var batchCounts: [Int] = []
  /// Where the values of each column of each batch are, and their check sums.
  private var places: [[(start: Int, hash: UInt64)]] = []
  private var texts: [ColumnTexts]
  private var byteCount = 0
  private var file: StagedFile?
  private var source: StoredBytes?

  /// Begins with no rows.
  ///
  /// - Parameters:
  ///   - path: A name for the file while it is written.
  ///   - table: Rows of the table, of which only the columns matter.
  init(_ path: String, like table: Table) throws {
    columns = try Table(table.columns.map { Column(name: $0.name, kind: $0.kind, chunks: []) })
    missingCounts = [Int](repeating: 0, count: table.columnCount)
    texts = table.columns.map { _ in ColumnTexts() }
    file = try StagedFile(path, using: Descriptor.WritingCalls(synchronize: { (_) throws(SystemError) in }))
  }

  /// Adds rows.
  func append(_ rows: Table) throws {
    for chunk in rows.chunkCounts.indices {
      var ofChunk: [(start: Int, hash: UInt64)] = []
      for (index, column) in rows.columns.enumerated() {
        var values = column.chunks[chunk]
        if case .string(let codes) = values {
          values = .string(texts[index].codes(codes, of: column.dictionary))
        }
        missingCounts[index] += values.missingCount
        try values.withValueBytes { bytes in
          ofChunk.append((byteCount, XXH64.hash(bytes)))
          try file?.write(bytes)
          byteCount += bytes.count
        }
      }
      places.append(ofChunk)
      batchCounts.append(rows.chunkCounts[chunk])
      rowCount += rows.chunkCounts[chunk]
    }
  }

  /// Ends the writing; rows can be read from now on.
  func finish() throws {
    guard let file = self.file.take() else { return }
    try file.commit()
    defer { FileSystem.removeFile(file.path) }
    source = try StoredBytes(path: file.path)
  }

  /// A whole column.
  func column(_ index: Int) throws -> Column { try column(index, batches: batchCounts.indices) }

  /// The rows of a batch.
  ///
  /// - Parameter indices: The columns that are wanted.
  func table(batch: Int, columns indices: [Int]) throws -> Table {
    try Table(indices.map { try column($0, batches: batch..<batch + 1) })
  }

  /// Some rows of some columns.
  ///
  /// - Parameter rows: The rows, ascending.
  func table(rows: [Int], columns indices: [Int]) throws -> Table {
    try Table(indices.map { try Table([column($0)]).rows(at: rows).columns[0] })
  }

  private func column(_ index: Int, batches: Range<Int>) throws -> Column {
    let column = columns.columns[index]
    return Column(
      name: column.name, kind: column.kind,
      chunks: try batches.map { try chunk(index, column.kind, batch: $0) }, dictionary: texts[index].texts)
  }

  private func chunk(_ index: Int, _ kind: ColumnKind, batch: Int) throws -> ColumnChunk {
    switch kind {
    case .integer: .integer(try values(index, batch))
    case .numeric: .numeric(try values(index, batch))
    case .boolean: .boolean(try values(index, batch))
    case .string: .string(try values(index, batch))
    }
  }

  private func values<Value: BitwiseCopyable>(_ index: Int, _ batch: Int) throws -> [Value] {
    guard let source else { programmingError("Columns are read before they are written to the end") }
    let (count, place) = (batchCounts[batch], places[batch][index])
    return try [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(
        start: buffer.baseAddress, count: count * MemoryLayout<Value>.stride)
      try source.read(into: bytes, at: place.start)
      guard XXH64.hash(UnsafeRawBufferPointer(bytes)) == place.hash else {
        throw FileError.damaged(
          source: source.name, item: "a column that was kept there", expected: "as it was written",
          found: "changed: the check sum differs", remedy: "check the disk, or let files be kept on another")
      }
      filled = count
    }
  }
}

/// The texts of a column of which rows come bit by bit, numbered in the order in which they appear.
private struct ColumnTexts {
  private(set) var texts: [String] = []
  private var numbers: [String: Int32] = [:]

  mutating func codes(_ codes: [Int32], of dictionary: [String]) -> [Int32] {
    // Only texts that occur, in the order in which they do.
    var known = [Int32](repeating: ColumnChunk.missingCode, count: dictionary.count)
    return codes.map { code in
      guard code != ColumnChunk.missingCode else { return code }
      if known[Int(code)] == ColumnChunk.missingCode { known[Int(code)] = number(of: dictionary[Int(code)]) }
      return known[Int(code)]
    }
  }

  private mutating func number(of text: String) -> Int32 {
    if let number = numbers[text] { return number }
    let number = Int32(texts.count)
    numbers[text] = number
    texts.append(text)
    return number
  }
}
