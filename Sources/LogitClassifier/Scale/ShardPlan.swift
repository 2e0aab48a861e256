import Logit
package import LogitData
import LogitFiles

/// How a fit is divided among processes that share no memory: the table, what was learned of it, and the
/// shards that its rows are cut into.
///
/// A shard is a run of 2ᵏ blocks of 65,536 rows that begins at a multiple of 2ᵏ, but for the last, which may
/// be shorter; so its sums are a subtree of the tree that all sums merge along, and the number of shards
/// changes no bit of the model.
package struct ShardPlan {
  /// A file that rows are in.
  package struct File: Equatable, Sendable {
    /// Where it is.
    package var path: String
    /// Its size.
    package var byteCount: Int
    /// When it was last changed, in nanoseconds since 1970.
    package var modified: Int
    /// The bytes before the first row of values.
    package var head: [UInt8]
    /// Their number in the file, even if they are no text and cannot be kept as they are.
    var dataStart: Int
  }

  /// A run of rows.
  package struct Shard: Equatable, Sendable {
    /// The bytes that the rows stand in, counted through all files; see `CSVFiles`.
    package var bytes: Range<Int>
    /// Where the rows behind them end that are read, too; see ``FoldPlan``.
    var readEnd: Int
    /// The hash of all bytes that are read, XXH64.
    package var hash: UInt64 = 0
    /// The rows, counted from 0 among all.
    package var rows: Range<Int>
    /// The number of rows of each class before them.
    package var classCountsBefore: [Int]
    /// The number of rows before them that each fold trains on; empty unless folds learn features anew.
    var trainingRowsBefore: [Int] = []

    /// All bytes that are read.
    package var readBytes: Range<Int> { bytes.lowerBound..<readEnd }
  }

  /// The files that the rows are in, in their order.
  package let files: [File]
  /// How they are read.
  let csv: CSVOptions
  let description: RowsDescription
  let options: ClassifierOptions
  /// Of each class, how many others appear before it.
  let classRanks: [Int]
  /// The first row that counts, encoded: of all rows, and without each fold.
  let pivots: [[Double]]
  /// Whether something is missing in the rows, or unknown.
  let hasGaps: Bool
  /// How much the rows count: all, and without each fold; empty where those of a class all count alike.
  let weights: [WeightTally]
  /// The folds, where features are learned anew in each; empty where they are not, or nothing is measured.
  let folds: [FoldPlan]
  /// In the order of their rows.
  package internal(set) var shards: [Shard]
  /// What tells this plan from others.
  package internal(set) var hash: UInt64 = 0

  /// The number of rows.
  package var rowCount: Int { description.rowCount }
  /// The number of features.
  package var featureCount: Int { description.features.outputCount }
  /// The number of folds to measure in; 0 if nothing is measured.
  var foldCount: Int { options.streamedFoldCount }

  init(
    files: [File], csv: CSVOptions, description: RowsDescription, options: ClassifierOptions,
    classRanks: [Int],
    pivots: [[Double]], hasGaps: Bool, weights: [WeightTally], folds: [FoldPlan], shards: [Shard]
  ) {
    (self.files, self.csv, self.description, self.options) = (files, csv, description, options)
    (self.classRanks, self.pivots, self.shards) = (classRanks, pivots, shards)
    (self.hasGaps, self.weights, self.folds) = (hasGaps, weights, folds)
  }

  /// Divides a table.
  ///
  /// - Parameters:
  ///   - paths: The files of separated values, which must not be compressed, at least one.
  ///   - csv: How they are read.
  ///   - target: The column that names each row's class.
  ///   - source: What the provenance calls the table.
  ///   - options: How to train.
  ///   - shardByteCount: About how many bytes a shard has; one has at least a block of rows.
  /// - Throws: As ``DescribedTable`` and `CSVFiles`, and `LogitError.invalidOption(name:value:expected:)` for a
  ///   file that is compressed.
  package init(
    _ paths: [String], csv: CSVOptions, target: String, source: String, options: ClassifierOptions,
    shardByteCount: Int
  ) throws {
    var files = try paths.map { try File(plain: $0) }
    let table = try CSVFiles(paths, options: csv)
    for (index, reader) in table.readers.enumerated() {
      guard !reader.isOfRecords else { throw File.unsuitable(paths[index], "a file of separated values") }
      guard reader.byteCount == files[index].byteCount else {
        throw File.unsuitable(paths[index], "a file in UTF-8 that is not compressed")
      }
      (files[index].head, files[index].dataStart) = (try reader.head(), reader.dataStart)
    }
    try self.init(table, files, csv, target: target, source: source, options, shardByteCount)
  }

  private init(
    _ rows: CSVFiles, _ files: [File], _ csv: CSVOptions, target: String, source: String,
    _ options: ClassifierOptions, _ shardByteCount: Int
  ) throws {
    let table = try DescribedTable(rows, target: target, source: source, options: options)
    _ = try table.description.classWeights(options.classWeight)
    var (firsts, tally) = (FirstRows(foldCount: table.foldCount), FoldTally(foldCount: table.foldCount))
    let encoded = try table.encodeNotingFolds {
      firsts.note($0.features, folds: $0.rows.folds)
      tally.note($0.rows.folds)
    }
    let folds = try table.foldPlans(encoded)
    var found = csv
    found.separator = rows.first.format.separator
    found.header = rows.first.format.hasHeader ? .firstRow : .none
    self.init(
      files: files, csv: found, description: table.description, options: options,
      classRanks: table.classRanks,
      pivots: firsts.rows, hasGaps: !encoded.isClean, weights: try table.weights(encoded.source),
      folds: folds,
      shards: try table.shards(shardByteCount))
    if !self.folds.isEmpty { reachBehindShards(tally, unitStarts: table.unitStarts) }
    for index in shards.indices { shards[index].hash = try hash(of: pieces(of: shards[index].readBytes)) }
    hash = contentHash
  }
}

/// The first row that counts of all rows, and without each fold.
private struct FirstRows {
  private(set) var rows: [[Double]]

  init(foldCount: Int) { rows = [[Double]](repeating: [], count: 1 + foldCount) }

  mutating func note(_ matrix: FeatureMatrix, folds: [Int8]) {
    let width = matrix.single.shape[1]
    for index in rows.indices where rows[index].isEmpty {
      guard let place = index == 0 ? 0 : folds.firstIndex(where: { Int($0) != index - 1 }) else { continue }
      let values: DenseRows.Matrix =
        if index == 0, let double = matrix.double { .double(double) } else { .float(matrix.single) }
      rows[index] = (0..<width).map { values[place * width + $0] }
    }
  }
}

extension DescribedTable {
  /// Cuts the rows into shards of about so many bytes.
  fileprivate func shards(_ byteCount: Int) throws -> [ShardPlan.Shard] {
    let blockStarts = stride(from: 0, to: unitStarts.count, by: RowCache.unitsOfBlock).map { unitStarts[$0] }
    let ends = blockStarts.dropFirst() + [self.byteCount]
    let average = max((self.byteCount - (blockStarts.first ?? 0)) / max(blockStarts.count, 1), 1)
    var length = 1
    while length * 2 * average <= byteCount, length < blockStarts.count { length *= 2 }
    let firsts = Array(stride(from: 0, to: blockStarts.count, by: length))
    let counts = try classCounts(before: firsts.map { $0 * RowCut.blockLength })
    return zip(firsts, counts).map { first, counts in
      let last = min(first + length, blockStarts.count) - 1
      let bytes = blockStarts[first]..<ends[ends.startIndex + last]
      return ShardPlan.Shard(
        bytes: bytes, readEnd: bytes.upperBound,
        rows: first * RowCut.blockLength..<min((last + 1) * RowCut.blockLength, description.rowCount),
        classCountsBefore: counts)
    }
  }
}

extension ShardPlan.File {
  /// A file that can be read from the middle.
  fileprivate init(plain path: String) throws {
    guard let status = FileSystem.status(of: path) else {
      throw path == "-"
        ? Self.unsuitable(path, "a file")
        : FileError.notRead(path: path, reason: "there is no file of this name")
    }
    guard case .plain(let byteCount) = status.kind else { throw Self.unsuitable(path, "a plain file") }
    self.init(path: path, byteCount: byteCount, modified: status.modified, head: [], dataStart: 0)
  }

  fileprivate static func unsuitable(_ path: String, _ expected: String) -> LogitError {
    .invalidOption(name: "table", value: path, expected: "\(expected), which can be read from the middle")
  }
}

// MARK: - Bytes

extension ShardPlan {
  /// Bytes of a file.
  struct Piece: Equatable {
    let file: File
    let bytes: Range<Int>
  }

  /// How the bytes of all files are counted through.
  var joinedBytes: JoinedBytes {
    JoinedBytes(heads: files.map(\.dataStart), sizes: files.map(\.byteCount))
  }

  /// The runs of bytes of files that some bytes are, counted through.
  func pieces(of range: Range<Int>) -> [Piece] {
    joinedBytes.pieces(of: range).map { Piece(file: files[$0.file], bytes: $0.bytes) }
  }

  /// The hash of bytes of files, one after the other.
  ///
  /// - Throws: `FileError.notRead(path:reason:)`.
  func hash(of pieces: [Piece]) throws -> UInt64 {
    var hash = XXH64()
    for piece in pieces {
      let source = try StoredBytes(path: piece.file.path)
      let end = min(piece.bytes.upperBound, source.size)
      for first in stride(from: piece.bytes.lowerBound, to: end, by: 1 << 20) {
        try source.withBytes(first..<min(first + (1 << 20), end)) { hash.update($0) }
      }
    }
    return hash.digest
  }
}
