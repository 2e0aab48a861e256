import Logit
import LogitData
import LogitFiles

/// Encoded rows in a file, which are read a few thousand at a time, so that memory does not grow with their
/// number.
///
///     bytes  0 ..<  8   "LogitRow"
///            8 ..< 16   what the rows were made of, a hash
///           16 ..< 24   the number of rows
///           24 ..< 32   the number of features
///           32 ..< 40   1 if features are there in double precision too, and 2 if rows have weights; 0 if neither
///           40 ..< 48   a check sum of the header
///           48 ..<      units of 8,192 rows, the last with what is left: features in single precision, in
///                       double precision if they are there, the number of each row's class (32 bits), its
///                       fold (8 bits, -1 for none), its weight if rows have any (64 bits), and a check sum of
///                       all that
///
/// A unit is eight leaves of the tree that sums over rows merge along, and a run of the rows that moments are
/// joined of; see `RowCut`.
final class RowCache: Sendable {
  /// The rows of a unit.
  static let unitLength = 8192
  /// The units of a block of `RowCut.blockLength` rows.
  static let unitsOfBlock = RowCut.blockLength / unitLength
  /// The most bytes of rows that are read at a time, where that is more than one unit: few enough to be still in
  /// the cache when they are summed up.
  private static let batchByteCount = 8 << 20

  let layout: RowCacheLayout
  /// The place of the first row among all rows, of which this file has a run; a multiple of a unit.
  let firstRow: Int
  /// How much the rows of each class count; `nil` if all count once.
  let classWeights: [Double]?
  /// The moments that were worked out, since weights of rows ask for them twice.
  let knownMoments = Locked<[CountedRows: ColumnMoments]>([:])
  private let source: StoredBytes
  private let pool: ThreadPool
  /// How many units are read at a time: 2ᵏ.
  private let batchLength: Int

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - source: Its bytes.
  ///   - expected: What it must hold.
  ///   - firstRow: The place of its first row among all rows; 0 by default.
  ///   - classWeights: How much the rows of each class count; `nil` if all count once.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` or `FileError.notRead(path:reason:)`.
  init(
    _ source: StoredBytes, _ expected: RowCacheLayout, firstRow: Int = 0, classWeights: [Double]?
  ) throws {
    (self.source, layout, self.firstRow) = (source, expected, firstRow)
    self.classWeights = classWeights
    pool = try ThreadPool.shared()
    guard try source.prefix(RowCacheLayout.headerByteCount) == expected.header,
      source.size == expected.byteCount
    else {
      throw FileError.damaged(
        source: source.name, item: "the rows kept there",
        expected: "those of \(expected.rowCount.counted("row")) in \(expected.byteCount) bytes",
        found: "others, or \(source.size) bytes", remedy: "remove the file, which is made again")
    }
    var length = Self.unitsOfBlock
    while length > 1, length * expected.unitByteCount > Self.batchByteCount { length /= 2 }
    batchLength = length
  }

  var rowCount: Int { layout.rowCount }
  var width: Int { layout.width }
  var unitCount: Int { layout.unitCount }

  /// Calls a closure with all rows, some units at a time, in order.
  func forEachBatch(_ body: (CachedBatch) throws -> Void) throws {
    try forEachBatch(of: 0..<unitCount, body)
  }

  /// The same with the rows of some units.
  func forEachBatch(of units: Range<Int>, _ body: (CachedBatch) throws -> Void) throws {
    for first in stride(from: units.lowerBound, to: units.upperBound, by: batchLength) {
      try body(batch(first..<min(first + batchLength, units.upperBound)))
    }
  }

  /// Some units.
  func batch(_ units: Range<Int>) throws -> CachedBatch {
    let first = units.lowerBound * Self.unitLength
    let count = min(units.upperBound * Self.unitLength, rowCount) - first
    var failure: (any Error)?
    var classes = [Int32](repeating: 0, count: count)
    var folds = [Int8](repeating: 0, count: count)
    var weights = [Double](repeating: 1, count: layout.hasWeights ? count : 0)
    var double: Tensor<Double>?
    let read = { (single: UnsafeMutableRawBufferPointer, double: UnsafeMutableRawBufferPointer) in
      try classes.withUnsafeMutableBytes { classes in
        try folds.withUnsafeMutableBytes { folds in
          try weights.withUnsafeMutableBytes { weights in
            try self.read(units, [single, double, classes, folds, weights])
          }
        }
      }
    }
    let single = Tensor<Float>(unsafeUninitializedShape: [count, width]) { single in
      do {
        if layout.isPrecise {
          double = Tensor(unsafeUninitializedShape: [count, width]) { double in
            do {
              try read(UnsafeMutableRawBufferPointer(single), UnsafeMutableRawBufferPointer(double))
            } catch {
              failure = error
            }
          }
        } else {
          try read(UnsafeMutableRawBufferPointer(single), UnsafeMutableRawBufferPointer(start: nil, count: 0))
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return CachedBatch(
      units: units, firstRow: firstRow + first, features: FeatureMatrix(single: single, double: double),
      rows: RowMarks(classes: classes, folds: folds, weights: layout.hasWeights ? weights : nil),
      classWeights: classWeights)
  }

  /// Fills buffers, one for each part of a unit, with those of some units, each on one thread.
  ///
  /// - Throws: What goes wrong with the first unit with which something does.
  private func read(_ units: Range<Int>, _ parts: [UnsafeMutableRawBufferPointer]) throws {
    let failure = Locked<(unit: Int, error: any Error)?>(nil)
    pool.forEach(blocksOf: 1, count: units.count) { places in
      for place in places {
        do { try read(unit: units.lowerBound + place, to: place * Self.unitLength, parts) } catch {
          failure.withLock { if place < $0?.unit ?? .max { $0 = (place, error) } }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
  }

  /// Reads the parts of a unit.
  ///
  /// - Parameter row: The place of its first row in the buffers.
  private func read(unit: Int, to row: Int, _ parts: [UnsafeMutableRawBufferPointer]) throws {
    let rows = layout.rows(ofUnit: unit)
    var place = layout.start(ofUnit: unit)
    var hash = XXH64(seed: UInt64(unit))
    for (part, size) in layout.partByteCounts.enumerated() where size > 0 {
      let bytes = UnsafeMutableRawBufferPointer(rebasing: parts[part][row * size..<(row + rows) * size])
      try source.read(into: bytes, at: place)
      hash.update(UnsafeRawBufferPointer(bytes))
      place += bytes.count
    }
    let found = try source.bytes(8, at: place).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard found == hash.digest else {
      throw FileError.damaged(
        source: source.name, item: "the rows from row \(firstRow + unit * Self.unitLength + 1) on",
        expected: "those that were written", found: "others: the check sum differs",
        remedy: "remove the file, which is made again, and check the disk")
    }
  }
}

/// What a ``RowCache`` holds, and where.
struct RowCacheLayout: Sendable, Equatable {
  static let headerByteCount = 48

  /// The number of rows.
  let rowCount: Int
  /// The number of features.
  let width: Int
  /// Whether features are there in double precision too.
  let isPrecise: Bool
  /// Whether rows have weights.
  let hasWeights: Bool
  /// A hash of what the rows were made of.
  let key: UInt64

  var unitCount: Int { (rowCount + RowCache.unitLength - 1) / RowCache.unitLength }

  /// The bytes of a row in each part of a unit.
  var partByteCounts: [Int] { [4 * width, isPrecise ? 8 * width : 0, 4, 1, hasWeights ? 8 : 0] }
  private var rowByteCount: Int { partByteCounts.reduce(0, +) }
  /// The bytes of a whole unit.
  var unitByteCount: Int { RowCache.unitLength * rowByteCount + 8 }
  /// The bytes of the file.
  var byteCount: Int { Self.headerByteCount + rowCount * rowByteCount + unitCount * 8 }

  func start(ofUnit unit: Int) -> Int { Self.headerByteCount + unit * unitByteCount }
  func rows(ofUnit unit: Int) -> Int { min(RowCache.unitLength, rowCount - unit * RowCache.unitLength) }

  var header: [UInt8] {
    let words: [UInt64] = [
      0x776F_5274_6967_6F4C, key, UInt64(rowCount), UInt64(width), (isPrecise ? 1 : 0) + (hasWeights ? 2 : 0),
    ]
    var bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    let hash = bytes.withUnsafeBytes { XXH64.hash($0) }
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    return bytes
  }
}

/// Some rows of a ``RowCache``.
struct CachedBatch {
  /// The units of the file that they are.
  let units: Range<Int>
  /// The place of the first row among all rows.
  let firstRow: Int
  let features: FeatureMatrix
  /// What there is of the rows besides.
  let rows: RowMarks
  /// How much the rows of each class count; `nil` if all count once.
  let classWeights: [Double]?

  var classes: [Int32] { rows.classes }
  var folds: [Int8] { rows.folds }

  /// The features as exactly as they are kept, or in single precision.
  func matrix(isPrecise: Bool) -> DenseRows.Matrix {
    if isPrecise, let double = features.double { return .double(double) }
    return .float(features.single)
  }

  /// How much each row counts, some perhaps nothing; `nil` if all count once.
  func weights(_ counted: CountedRows) -> [Double]? {
    rows.weights(counted.ignoresClasses ? nil : classWeights, without: counted.maskedFold)
  }
}
