import Logit
import LogitData
import LogitFiles

/// Writes the file of a ``RowCache``, whole or not at all.
final class RowCacheWriter {
  private let layout: RowCacheLayout
  private let file: StagedFile
  private var single: [Float] = []
  private var double: [Double] = []
  private var marks = RowMarks(classes: [], folds: [])
  private var weights: [Double] = []
  private var unit = 0

  /// - Parameters:
  ///   - path: The file.
  ///   - layout: What it will hold.
  /// - Throws: `FileError.notWritten(path:reason:)`.
  init(_ path: String, _ layout: RowCacheLayout) throws {
    self.layout = layout
    // The rows can be made again, so the disk may take its time.
    file = try StagedFile(path, using: Descriptor.WritingCalls(synchronize: { (_) throws(SystemError) in }))
    try file.write(layout.header)
  }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - features: Their features.
  ///   - rows: What there is beside.
  func append(_ features: FeatureMatrix, _ rows: RowMarks) throws {
    let (count, width) = (rows.count, layout.width)
    var first = 0
    while first < count {
      let some = first..<min(count, first + RowCache.unitLength - marks.count)
      let places = some.lowerBound * width..<some.upperBound * width
      features.single.withUnsafeBufferPointer { single += $0[places] }
      if layout.isPrecise { features.double?.withUnsafeBufferPointer { double += $0[places] } }
      marks.classes += rows.classes[some]
      marks.folds += rows.folds[some]
      if layout.hasWeights { weights += rows.weights?[some] ?? [] }
      if marks.count == RowCache.unitLength { try writeUnit() }
      first = some.upperBound
    }
  }

  /// Ends the writing of rows that nobody else reads: the file loses its name, and goes with the process.
  ///
  /// - Parameter classWeights: How much the rows of each class count; `nil` if all count once.
  func finishUnnamed(classWeights: [Double]?) throws -> RowCache {
    try finish()
    defer { FileSystem.removeFile(file.path) }
    return try RowCache(StoredBytes(path: file.path), layout, classWeights: classWeights)
  }

  /// Writes what is left, and gives the file its name.
  func finish() throws {
    if marks.count > 0 { try writeUnit() }
    guard unit == layout.unitCount else {
      programmingError("Rows for \(unit) of \(layout.unitCount) units were written")
    }
    try file.commit()
  }

  private func writeUnit() throws {
    var hash = XXH64(seed: UInt64(unit))
    func write(_ bytes: UnsafeRawBufferPointer) throws {
      guard !bytes.isEmpty else { return }
      hash.update(bytes)
      try file.write(bytes)
    }
    try single.withUnsafeBytes(write)
    try double.withUnsafeBytes(write)
    try marks.classes.withUnsafeBytes(write)
    try marks.folds.withUnsafeBytes(write)
    try weights.withUnsafeBytes(write)
    try withUnsafeBytes(of: hash.digest.littleEndian) { try file.write($0) }
    single.removeAll(keepingCapacity: true)
    double.removeAll(keepingCapacity: true)
    marks.classes.removeAll(keepingCapacity: true)
    marks.folds.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    unit += 1
  }
}
