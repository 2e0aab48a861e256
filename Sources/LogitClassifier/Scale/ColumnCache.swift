import Logit
import LogitData
import LogitFiles

/// The columns of a table in a file, as they were read, of which a few thousand rows are in memory at a time.
///
/// Of texts, the different ones are in memory, each once.
final class ColumnCache: Sendable {
  /// The names and kinds of the columns, without rows.
  let columns: Table
  /// The number of missing values of each column.
  let missingCounts: [Int]
  /// The number of rows of each batch.
  let batchCounts: [Int]
  /// The number of rows.
  let rowCount: Int
  private let file: BlockFile
  /// Where the values of each batch of each column are.
  private let places: [[BlockFile.Place]]
  /// The different texts of each column.
  private let texts: [[String]]
  /// What went wrong where columns were read by somebody who cannot say so.
  private let failure = Locked<(any Error)?>(nil)

  private init(_ writer: Writer, _ file: BlockFile) {
    (columns, missingCounts, batchCounts) = (writer.columns, writer.missingCounts, writer.batchCounts)
    (rowCount, self.file, places) = (writer.batchCounts.reduce(0, +), file, writer.places)
    texts = writer.texts.map(\.texts)
  }

  /// Writes rows of a table.
  final class Writer {
    fileprivate let columns: Table
    fileprivate private(set) var missingCounts: [Int]
    fileprivate private(set) var batchCounts: [Int] = []
    fileprivate private(set) var places: [[BlockFile.Place]]
    fileprivate private(set) var texts: [ColumnTexts]
    private let file: BlockFile.Writer
    /// The number of rows so far.
    private(set) var rowCount = 0

    /// Begins with no rows.
    ///
    /// - Parameters:
    ///   - path: A name for the file while it is written.
    ///   - table: Rows of the table, of which only the columns matter.
    init(_ path: String, like table: Table) throws {
      columns = try Table(table.columns.map { Column(name: $0.name, kind: $0.kind, chunks: []) })
      missingCounts = [Int](repeating: 0, count: table.columnCount)
      places = [[BlockFile.Place]](repeating: [], count: table.columnCount)
      texts = table.columns.map { _ in ColumnTexts() }
      file = try BlockFile.Writer(path)
    }

    /// Adds rows.
    func append(_ rows: Table) throws {
      for chunk in rows.chunkCounts.indices {
        for (index, column) in rows.columns.enumerated() {
          var values = column.chunks[chunk]
          if case .string(let codes) = values {
            values = .string(texts[index].codes(codes, of: column.dictionary))
          }
          missingCounts[index] += values.missingCount
          places[index].append(try values.withValueBytes { try file.append($0) })
        }
        batchCounts.append(rows.chunkCounts[chunk])
        rowCount += rows.chunkCounts[chunk]
      }
    }

    /// Ends the writing.
    func finish() throws -> ColumnCache { ColumnCache(self, try file.finish()) }
  }

  /// Lends columns, whose chunks are read as they are asked for.
  ///
  /// - Parameters:
  ///   - indices: Their places in the table.
  ///   - body: Takes the columns. What it throws is of no account if they could not be read.
  func withColumns<Result>(_ indices: [Int], _ body: (Table) throws -> Result) throws -> Result {
    failure.withLock { $0 = nil }
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try body(Table(indices.map { streamedColumn($0) })))
    } catch {
      result = .failure(error)
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return try result.get()
  }

  /// Lends a column.
  func withColumn<Result>(_ index: Int, _ body: (Column) throws -> Result) throws -> Result {
    try withColumns([index]) { try body($0.columns[0]) }
  }

  /// The rows of a batch.
  ///
  /// - Parameter indices: The columns that are wanted.
  func table(batch: Int, columns indices: [Int]) throws -> Table {
    try Table(
      indices.map { index in
        let column = columns.columns[index]
        return Column(
          name: column.name, kind: column.kind,
          chunks: [try Self.chunk(file, column.kind, at: places[index][batch])],
          dictionary: texts[index])
      })
  }

  /// Some rows of some columns.
  ///
  /// - Parameter rows: The rows, ascending, at least one.
  func table(rows: [Int], columns indices: [Int]) throws -> Table {
    var (parts, first, next): ([Table], Int, Int) = ([], 0, 0)
    for (batch, count) in batchCounts.enumerated() {
      var ofBatch: [Int] = []
      while next < rows.count, rows[next] < first + count {
        ofBatch.append(rows[next] - first)
        next += 1
      }
      if !ofBatch.isEmpty { parts.append(try table(batch: batch, columns: indices).rows(at: ofBatch)) }
      first += count
    }
    // All parts have the same texts, numbered alike.
    return try Table(
      indices.indices.map { index in
        Column(
          name: parts[0].columns[index].name, kind: parts[0].columns[index].kind,
          chunks: parts.flatMap { $0.columns[index].chunks }, dictionary: texts[indices[index]])
      })
  }

  private func streamedColumn(_ index: Int) -> Column {
    let column = columns.columns[index]
    let (kind, counts) = (column.kind, batchCounts)
    let (file, places, failure) = (file, places[index], failure)
    return Column(
      name: column.name, kind: kind,
      pieces: ColumnChunks(counts: counts) { batch in
        do {
          return try ColumnCache.chunk(file, kind, at: places[batch])
        } catch {
          failure.withLock { $0 = $0 ?? error }
          return .missing(kind, count: counts[batch])
        }
      }, dictionary: texts[index])
  }

  private static func chunk(
    _ file: BlockFile, _ kind: ColumnKind, at place: BlockFile.Place
  ) throws -> ColumnChunk {
    switch kind {
    case .integer: .integer(try file.values(at: place))
    case .numeric: .numeric(try file.values(at: place))
    case .boolean: .boolean(try file.values(at: place))
    case .string: .string(try file.values(at: place))
    }
  }
}

extension ColumnChunk {
  /// Rows without values.
  fileprivate static func missing(_ kind: ColumnKind, count: Int) -> ColumnChunk {
    switch kind {
    case .integer: .integer([Int64](repeating: missingInteger, count: count))
    case .numeric: .numeric([Double](repeating: .nan, count: count))
    case .boolean: .boolean([UInt8](repeating: missingBoolean, count: count))
    case .string: .string([Int32](repeating: missingCode, count: count))
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
