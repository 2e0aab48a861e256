import LogitFiles

/// Rows that were held out in a file, for as long as the process runs.
struct HeldOutFile: HeldOutRows {
  /// Where some rows are.
  private struct Places {
    let rows: BlockFile.Place
    let classes: BlockFile.Place
    let folds: BlockFile.Place
    let outputs: BlockFile.Place
    let weights: BlockFile.Place
  }

  let rowCount: Int
  private let file: BlockFile
  private let batches: [Places]

  /// The number of batches that the rows were written in.
  var batchCount: Int { batches.count }

  /// The rows of a batch.
  func batch(_ index: Int) throws -> HeldOutOutputs {
    let places = batches[index]
    let folds: [Int8] = try file.values(at: places.folds)
    return HeldOutOutputs(
      rows: try file.values(at: places.rows), classes: try file.values(at: places.classes),
      folds: folds.map { Int32($0) }, outputs: try file.values(at: places.outputs),
      weights: try file.values(at: places.weights))
  }

  func forEachBatch(_ body: (HeldOutOutputs) throws -> Void) throws {
    for index in batches.indices {
      let rows = try batch(index)
      if rows.rowCount > 0 { try body(rows) }
    }
  }

  /// Writes rows one after the other.
  final class Writer {
    private let file: BlockFile.Writer
    private var batches: [Places] = []
    private var rowCount = 0

    /// - Parameter path: A name for the file while it is written.
    /// - Throws: `FileError.notWritten(path:reason:)`.
    init(_ path: String) throws { file = try BlockFile.Writer(path) }

    /// Adds rows, or none, as a batch.
    func append(_ rows: HeldOutOutputs) throws {
      batches.append(
        Places(
          rows: try file.append(rows.rows), classes: try file.append(rows.classes),
          folds: try file.append(rows.folds.map { Int8($0) }), outputs: try file.append(rows.outputs),
          weights: try file.append(rows.weights)))
      rowCount += rows.rowCount
    }

    /// Ends the writing.
    func finish() throws -> HeldOutFile {
      HeldOutFile(rowCount: rowCount, file: try file.finish(), batches: batches)
    }
  }
}

/// Rows of several files whose batches are of the same rows of a table, put into the order of the table.
struct MergedHeldOutFiles: HeldOutRows {
  private let files: [HeldOutFile]
  private let width: Int

  /// - Parameters:
  ///   - files: Files of as many batches each.
  ///   - width: The number of outputs of a row.
  init(_ files: [HeldOutFile], width: Int) { (self.files, self.width) = (files, width) }

  var rowCount: Int { files.reduce(0) { $0 + $1.rowCount } }

  func forEachBatch(_ body: (HeldOutOutputs) throws -> Void) throws {
    for index in 0..<(files.first?.batchCount ?? 0) {
      let parts = try files.map { try $0.batch(index) }
      let order = parts.indices.flatMap { part in parts[part].rows.indices.map { (part, $0) } }
        .sorted { parts[$0.0].rows[$0.1] < parts[$1.0].rows[$1.1] }
      guard !order.isEmpty else { continue }
      var merged = HeldOutOutputs()
      for (part, place) in order {
        merged.rows.append(parts[part].rows[place])
        merged.classes.append(parts[part].classes[place])
        merged.folds.append(parts[part].folds[place])
        if !parts[part].weights.isEmpty { merged.weights.append(parts[part].weights[place]) }
        merged.outputs += parts[part].outputs[place * width..<(place + 1) * width]
      }
      try body(merged)
    }
  }
}
