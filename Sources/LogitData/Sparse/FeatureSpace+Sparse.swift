public import Logit

extension FeatureSpace {
  /// The features of a table's rows as a sparse matrix, which a text hashed into millions of bins fits in.
  ///
  /// - Parameters:
  ///   - table: Has the columns of ``inputNames``, in any order; others do not matter.
  ///   - counts: What is missing or unknown in this table is added.
  /// - Returns: `[rows, outputCount]`: the numbers of ``matrix(of:)`` that are not 0.
  /// - Throws: As ``matrix(of:)``.
  public func sparseMatrix(of table: Table, counts: inout PredictionCounts) throws -> SparseMatrix {
    let table = try read(table)
    let writer = try SparseMatrixWriter(self, for: table)
    let units = MatrixUnit.units(chunkCounts: table.chunkCounts)
    var parts = [SparseMatrixWriter.Part](repeating: SparseMatrixWriter.Part(), count: units.count)
    let pool = try ThreadPool.shared()
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      pool.forEach(blocksOf: 1, count: units.count) { range in
        for index in range { parts[index] = writer.part(units[index], of: table) }
      }
    }
    var tallies = [FeatureTally](repeating: FeatureTally(), count: transforms.count)
    for (unit, part) in zip(units, parts) {
      for index in tallies.indices { tallies[index].add(part.tallies[index], start: unit.chunkStart) }
    }
    try check(tallies)
    counts.add(self.counts(tallies, rowCount: table.rowCount))
    return SparseMatrixWriter.joined(parts, columnCount: outputCount)
  }

  /// The same, and nothing counted.
  ///
  /// - Parameter table: Has the columns of ``inputNames``, in any order; others do not matter.
  /// - Returns: `[rows, outputCount]`.
  /// - Throws: As ``matrix(of:)``.
  public func sparseMatrix(of table: Table) throws -> SparseMatrix {
    var counts = PredictionCounts()
    return try sparseMatrix(of: table, counts: &counts)
  }
}

/// Writes the features of a table's rows that are not 0, on several threads.
struct SparseMatrixWriter {
  /// The rows that are written out at a time by transforms whose features are few.
  private static let blockLength = 64

  /// The rows of a unit of work.
  struct Part {
    var counts: [Int32] = []
    var columns: [Int32] = []
    var values: [Float] = []
    var tallies: [FeatureTally] = []
  }

  /// How the features of a transform are found.
  private enum Source {
    /// Written out, and looked through.
    case written(any FeatureEncoder)
    /// One for each row, by its code.
    case code(any CodeReader)
    /// Bins of texts, by their place in the dictionary: ascending, with how often each comes.
    case bins([[(bin: Int32, count: Float)]])
  }

  private let sources: [Source]
  private let layout: FeatureLayout

  init(_ features: FeatureSpace, for table: Table) throws {
    layout = try FeatureLayout(features, in: table)
    let columns = try features.columns(of: table)
    sources = try zip(features.transforms, columns).map { transform, columns in
      switch transform {
      case let text as TextFeature:
        try columns[0].require(learned: .string)
        return .bins(columns[0].dictionary.map { text.counts(of: $0) })
      case let coded as any CodedFeature: return .code(try coded.codeReader(for: columns))
      default: return .written(try transform.encoder(for: columns))
      }
    }
  }

  /// The rows of a unit of work.
  func part(_ unit: MatrixUnit, of table: Table) -> Part {
    let columns = table.columns
    let chunks = layout.places.map { $0.map { columns[$0].chunks[unit.chunk] } }
    var part = Part()
    part.tallies = [FeatureTally](repeating: FeatureTally(), count: sources.count)
    for first in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: Self.blockLength) {
      let rows = first..<min(first + Self.blockLength, unit.rows.upperBound)
      var entries = [[(Int32, Float)]](repeating: [], count: rows.count)
      for index in sources.indices {
        append(index, chunks[index], rows, to: &entries, tally: &part.tallies[index])
      }
      for row in entries {
        part.counts.append(Int32(row.count))
        for (column, value) in row {
          part.columns.append(column)
          part.values.append(value)
        }
      }
    }
    return part
  }

  private func append(
    _ index: Int, _ chunks: [ColumnChunk], _ rows: Range<Int>, to entries: inout [[(Int32, Float)]],
    tally: inout FeatureTally
  ) {
    let offset = Int32(layout.offsets[index])
    switch sources[index] {
    case .bins(let bins):
      for row in rows {
        guard case .string(let codes) = chunks[0], codes[row] >= 0 else {
          tally.addMissing(row: row)
          continue
        }
        for entry in bins[Int(codes[row])] {
          entries[row - rows.lowerBound].append((offset + entry.bin, entry.count))
        }
      }
    case .code(let reader):
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { codes in
        guard let base = codes.baseAddress else { return }
        reader.read(chunks, rows: rows, into: base, tally: &tally)
        for row in 0..<rows.count where base[row] >= 0 { entries[row].append((offset + base[row], 1)) }
      }
    case .written(let encoder):
      let width = layout.offsets[index + 1] - layout.offsets[index]
      var values = [Float](repeating: 0, count: rows.count * width)
      values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        let starts = (0..<rows.count).map { base + $0 * width }
        starts.withUnsafeBufferPointer { starts in
          guard let first = starts.baseAddress else { return }
          encoder.encode(
            chunks, rows: rows,
            into: FeatureRows(starts: first, offset: 0, count: rows.count, width: width), tally: &tally)
        }
        for row in 0..<rows.count {
          for feature in 0..<width where values[row * width + feature] != 0 {
            entries[row].append((offset + Int32(feature), values[row * width + feature]))
          }
        }
      }
    }
  }

  static func joined(_ parts: [Part], columnCount: Int) -> SparseMatrix {
    var starts = [0]
    for part in parts { for count in part.counts { starts.append(starts[starts.count - 1] + Int(count)) } }
    var (columns, values): ([Int32], [Float]) = ([], [])
    columns.reserveCapacity(starts[starts.count - 1])
    values.reserveCapacity(starts[starts.count - 1])
    for part in parts {
      columns.append(contentsOf: part.columns)
      values.append(contentsOf: part.values)
    }
    return SparseMatrix(checked: starts, columns, .float(values), columnCount)
  }
}

extension TextFeature {
  /// The bins of a text, ascending, with what each holds.
  fileprivate func counts(of text: String) -> [(bin: Int32, count: Float)] {
    var result: [(bin: Int32, count: Float)] = []
    for bin in grams.bins(of: text).sorted() {
      if let last = result.last, last.bin == Int32(bin) {
        if grams.counting == .count { result[result.count - 1].count += 1 }
      } else {
        result.append((Int32(bin), 1))
      }
    }
    return result
  }
}
