import Logit
import LogitData
import LogitFiles

/// Writes the file of a ``RowCache``, whole or not at all.
final class RowCacheWriter {
  private let layout: RowCacheLayout
  private let file: StagedFile
  private var single: [Float] = []
  private var double: [Double] = []
  private var classes: [Int32] = []
  private var folds: [Int8] = []
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
  ///   - classes: The number of each one's class.
  ///   - folds: The fold of each; -1 for none.
  func append(_ features: FeatureMatrix, classes: [Int32], folds: [Int8]) throws {
    let (count, width) = (classes.count, layout.width)
    var first = 0
    while first < count {
      let rows = first..<min(count, first + RowCache.unitLength - self.classes.count)
      let places = rows.lowerBound * width..<rows.upperBound * width
      features.single.withUnsafeBufferPointer { single += $0[places] }
      if layout.isPrecise { features.double?.withUnsafeBufferPointer { double += $0[places] } }
      self.classes += classes[rows]
      self.folds += folds[rows]
      if self.classes.count == RowCache.unitLength { try writeUnit() }
      first = rows.upperBound
    }
  }

  /// Writes what is left, and gives the file its name.
  func finish() throws {
    if !classes.isEmpty { try writeUnit() }
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
    try classes.withUnsafeBytes(write)
    try folds.withUnsafeBytes(write)
    try withUnsafeBytes(of: hash.digest.littleEndian) { try file.write($0) }
    single.removeAll(keepingCapacity: true)
    double.removeAll(keepingCapacity: true)
    classes.removeAll(keepingCapacity: true)
    folds.removeAll(keepingCapacity: true)
    unit += 1
  }
}
