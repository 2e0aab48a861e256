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
    try sparseMatrix(of: table, texts: nil, counts: &counts)
  }

  /// The same, with texts that were split before.
  ///
  /// - Parameters:
  ///   - table: As above; of its texts those that were split.
  ///   - texts: The bins of the table's texts, by features that split texts alike; `nil` to split them.
  ///   - counts: What is missing or unknown in this table is added.
  package func sparseMatrix(
    of table: Table, texts: SplitTexts?, counts: inout PredictionCounts
  ) throws -> SparseMatrix {
    let table = try read(table)
    let writer = try SparseMatrixWriter(self, for: table, texts: texts ?? split(table))
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

  /// The bins of the texts of a table, which depend on nothing that is learned: to encode the same rows several
  /// times by features that are learned anew.
  ///
  /// - Parameter table: The table that is then encoded.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column that holds no texts.
  package func splitTexts(of table: Table) throws -> SplitTexts { try split(read(table)) }

  /// The bins of the texts of a table that was read as these features take it.
  private func split(_ table: Table) throws -> SplitTexts {
    let columns = try columns(of: table)
    return SplitTexts(
      bins: try zip(transforms, columns).map { transform, columns in
        guard let text = transform as? TextFeature else { return nil }
        try columns[0].require(learned: .string)
        return try TextBins(text.grams, of: columns[0].dictionary)
      })
  }
}

/// The texts of a table, each split into words and hashed once.
package struct SplitTexts: Sendable {
  /// For each transform of a space the bins of its column's texts; `nil` for what is no running text.
  fileprivate let bins: [TextBins?]
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
    case written(any FeatureEncoder, width: Int)
    /// One for each row, by its code.
    case code(any CodeReader)
    /// Bins of texts, by their place in the dictionary.
    case bins(TextBins)
  }

  /// What the sources say of a block of rows.
  private struct Block {
    /// For each source the code of each row; empty for others.
    var codes: [[Int32]]
    /// For each source the numbers of each row, written out; empty for others.
    var numbers: [[Float]]
  }

  private let sources: [Source]
  private let layout: FeatureLayout

  init(_ features: FeatureSpace, for table: Table, texts: SplitTexts) throws {
    let layout = try FeatureLayout(features, in: table)
    let columns = try features.columns(of: table)
    sources = try features.transforms.indices.map { index in
      if let bins = texts.bins[index] { return .bins(bins) }
      if let coded = features.transforms[index] as? any CodedFeature {
        return .code(try coded.codeReader(for: columns[index]))
      }
      return .written(
        try features.transforms[index].encoder(for: columns[index]),
        width: layout.offsets[index + 1] - layout.offsets[index])
    }
    self.layout = layout
  }

  /// The rows of a unit of work.
  func part(_ unit: MatrixUnit, of table: Table) -> Part {
    let columns = table.columns
    let chunks = layout.places.map { $0.map { columns[$0].chunks[unit.chunk] } }
    var part = Part()
    part.tallies = [FeatureTally](repeating: FeatureTally(), count: sources.count)
    var block = Block(
      codes: sources.map { if case .code = $0 { Self.room(1) } else { [] } },
      numbers: sources.map { if case .written(_, let width) = $0 { Self.room(width) } else { [] } })
    for first in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: Self.blockLength) {
      let rows = first..<min(first + Self.blockLength, unit.rows.upperBound)
      for index in sources.indices {
        read(sources[index], index, chunks[index], rows, into: &block, tally: &part.tallies[index])
      }
      for row in 0..<rows.count {
        let before = part.columns.count
        for index in sources.indices {
          append(index, chunks[index], row: row, of: rows, block, to: &part)
        }
        part.counts.append(Int32(part.columns.count - before))
      }
    }
    return part
  }

  private static func room<Number: Numeric>(_ width: Int) -> [Number] {
    [Number](repeating: 0, count: blockLength * width)
  }

  /// Reads a block of rows, but for texts, whose bins are known.
  private func read(
    _ source: Source, _ index: Int, _ chunks: [ColumnChunk], _ rows: Range<Int>, into block: inout Block,
    tally: inout FeatureTally
  ) {
    switch source {
    case .bins: break
    case .code(let reader):
      block.codes[index].withUnsafeMutableBufferPointer { codes in
        guard let base = codes.baseAddress else { return }
        reader.read(chunks, rows: rows, into: base, tally: &tally)
      }
    case .written(let encoder, let width):
      block.numbers[index].withUnsafeMutableBufferPointer { numbers in
        guard let base = numbers.baseAddress else { return }
        let starts = (0..<rows.count).map { base + $0 * width }
        starts.withUnsafeBufferPointer { starts in
          guard let first = starts.baseAddress else { return }
          encoder.encode(
            chunks, rows: rows,
            into: FeatureRows(starts: first, offset: 0, count: rows.count, width: width), tally: &tally)
        }
      }
    }
  }

  /// Appends what a source says of a row of a block.
  private func append(
    _ index: Int, _ chunks: [ColumnChunk], row: Int, of rows: Range<Int>, _ block: Block, to part: inout Part
  ) {
    let offset = Int32(layout.offsets[index])
    switch sources[index] {
    case .bins(let bins):
      guard case .string(let codes) = chunks[0], codes[rows.lowerBound + row] >= 0 else {
        part.tallies[index].addMissing(row: rows.lowerBound + row)
        return
      }
      let text = Int(codes[rows.lowerBound + row])
      for entry in bins.starts[text]..<bins.starts[text + 1] {
        part.columns.append(offset + bins.bins[entry])
        part.values.append(bins.counts[entry])
      }
    case .code:
      guard block.codes[index][row] >= 0 else { return }
      part.columns.append(offset + block.codes[index][row])
      part.values.append(1)
    case .written(_, let width):
      for feature in 0..<width where block.numbers[index][row * width + feature] != 0 {
        part.columns.append(offset + Int32(feature))
        part.values.append(block.numbers[index][row * width + feature])
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
