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
  /// Where the rows are.
  package struct Data: Equatable, Sendable {
    /// The file.
    package var path: String
    /// Its size.
    package var byteCount: Int
    /// When it was last changed, in nanoseconds since 1970.
    package var modified: Int
    /// The bytes before the first row of values.
    package var head: [UInt8]
  }

  /// A run of rows.
  package struct Shard: Equatable, Sendable {
    /// The bytes that the rows stand in.
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

  package let data: Data
  /// How the file is read.
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
    data: Data, csv: CSVOptions, description: RowsDescription, options: ClassifierOptions, classRanks: [Int],
    pivots: [[Double]], hasGaps: Bool, weights: [WeightTally], folds: [FoldPlan], shards: [Shard]
  ) {
    (self.data, self.csv, self.description, self.options) = (data, csv, description, options)
    (self.classRanks, self.pivots, self.shards) = (classRanks, pivots, shards)
    (self.hasGaps, self.weights, self.folds) = (hasGaps, weights, folds)
  }

  /// Divides a table.
  ///
  /// - Parameters:
  ///   - path: The file of separated values, which must not be compressed.
  ///   - csv: How it is read.
  ///   - target: The column that names each row's class.
  ///   - source: What the provenance calls the file.
  ///   - options: How to train.
  ///   - shardByteCount: About how many bytes a shard has; one has at least a block of rows.
  /// - Throws: As ``DescribedTable``, and `LogitError.invalidOption(name:value:expected:)` for a file that is
  ///   compressed.
  package init(
    _ path: String, csv: CSVOptions, target: String, source: String, options: ClassifierOptions,
    shardByteCount: Int
  ) throws {
    func unsuitable(_ expected: String) -> LogitError {
      .invalidOption(name: "table", value: path, expected: "\(expected), which can be read from the middle")
    }
    guard let status = FileSystem.status(of: path) else {
      throw path == "-"
        ? unsuitable("a file") : FileError.notRead(path: path, reason: "there is no file of this name")
    }
    guard case .plain(let byteCount) = status.kind else { throw unsuitable("a plain file") }
    let reader = try CSVReader(path: path, options: csv)
    guard !reader.isOfRecords else { throw unsuitable("a file of separated values") }
    guard reader.byteCount == byteCount else { throw unsuitable("a file in UTF-8 that is not compressed") }
    let table = try DescribedTable(reader, target: target, source: source, options: options)
    _ = try table.description.classWeights(options.classWeight)
    var (firsts, tally) = (FirstRows(foldCount: table.foldCount), FoldTally(foldCount: table.foldCount))
    let encoded = try table.encodeNotingFolds {
      firsts.note($0.features, folds: $0.rows.folds)
      tally.note($0.rows.folds)
    }
    let folds = try table.foldPlans(encoded)
    var found = csv
    found.separator = reader.format.separator
    found.header = reader.format.hasHeader ? .firstRow : .none
    self.init(
      data: Data(path: path, byteCount: byteCount, modified: status.modified, head: try reader.head()),
      csv: found, description: table.description, options: options, classRanks: table.classRanks,
      pivots: firsts.rows, hasGaps: !encoded.isClean, weights: try table.weights(encoded.source),
      folds: folds,
      shards: try table.shards(shardByteCount))
    if !self.folds.isEmpty { reachBehindShards(tally, unitStarts: table.unitStarts) }
    let bytes = try StoredBytes(path: path)
    for index in shards.indices { shards[index].hash = try bytes.hash(of: shards[index].readBytes) }
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

extension StoredBytes {
  /// The hash of some of the bytes.
  func hash(of range: Range<Int>) throws -> UInt64 {
    var hash = XXH64()
    for first in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 20) {
      try withBytes(first..<min(first + (1 << 20), range.upperBound)) { hash.update($0) }
    }
    return hash.digest
  }
}
