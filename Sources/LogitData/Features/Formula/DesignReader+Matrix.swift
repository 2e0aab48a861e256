import Logit

extension DesignReader {
  /// The columns of some terms for all rows of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - terms: The positions of the terms, whose columns stand one after the other.
  ///   - refusal: What is an error.
  ///   - inputs: The names of the inputs.
  ///   - hasSlopes: Whether derivatives stand in place of the columns.
  /// - Returns: `[rows, columns of the terms]`.
  func matrix(
    of table: Table, terms: [Int], refusal: FeatureRefusal, inputs: [String], hasSlopes: Bool = false
  ) throws -> Tensor<Double> {
    let width = terms.reduce(0) { $0 + layouts[$1].columns.count }
    let units = MatrixUnit.units(chunkCounts: table.chunkCounts)
    let columns = table.columns
    let pool = try ThreadPool.shared()
    var tallies = [FeatureTally](repeating: FeatureTally(), count: units.count)
    let matrix = Tensor<Double>(unsafeUninitializedShape: [table.rowCount, width]) { matrix in
      guard let base = matrix.baseAddress, width > 0 else { return }
      tallies.withUnsafeMutableBufferPointer { tallies in
        nonisolated(unsafe) let (base, tallies) = (base, tallies)
        pool.forEach(blocksOf: 1, count: units.count) { range in
          let space = DesignWorkspace(for: self)
          for index in range {
            let unit = units[index]
            let chunks = places.map { columns[$0].chunks[unit.chunk] }
            for first in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: Self.blockLength) {
              let rows = first..<min(first + Self.blockLength, unit.rows.upperBound)
              read(chunks, rows: rows, into: space, tally: &tallies[index])
              var target = base + (unit.chunkStart + first) * width
              for term in terms {
                write(
                  term, from: space, to: target, stride: width, hasSlopes: hasSlopes, tally: &tallies[index])
                target += layouts[term].columns.count
              }
            }
          }
        }
      }
    }
    var tally = FeatureTally()
    for (unit, found) in zip(units, tallies) { tally.add(found, start: unit.chunkStart) }
    if let error = tally.error(inputs: inputs, refusal: refusal) { throw error }
    return matrix
  }

  /// Mean and deviation of every column over all rows of a table.
  ///
  /// Rows are joined in blocks counted from the first, so that neither the number of threads nor the division
  /// of the table into pieces changes a bit.
  func scales(of table: Table, refusal: FeatureRefusal, inputs: [String]) throws -> [ColumnScale] {
    let columns = table.columns
    let blocks = try RowSelection(of: table).blocks()
    let starts = table.chunkCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var found = [ColumnMoments](repeating: ColumnMoments(width: 0), count: blocks.count)
    var tallies = [FeatureTally](repeating: FeatureTally(), count: blocks.count)
    let pool = try ThreadPool.shared()
    found.withUnsafeMutableBufferPointer { found in
      tallies.withUnsafeMutableBufferPointer { tallies in
        nonisolated(unsafe) let (found, tallies) = (found, tallies)
        pool.forEach(blocksOf: 1, count: blocks.count) { range in
          let space = DesignWorkspace(for: self)
          let rows = UnsafeMutablePointer<Double>.allocate(capacity: Self.blockLength * width + 1)
          defer { rows.deallocate() }
          for index in range {
            var moments = ColumnMoments(width: width)
            var filled = 0
            for piece in blocks[index] {
              let chunks = places.map { columns[$0].chunks[piece.chunk] }
              var first = piece.rows.lowerBound
              while first < piece.rows.upperBound {
                let part = first..<min(first + Self.blockLength - filled, piece.rows.upperBound)
                var tally = FeatureTally()
                read(chunks, rows: part, into: space, tally: &tally)
                for term in layouts.indices {
                  let target = rows + filled * width + layouts[term].columns.lowerBound
                  write(term, from: space, to: target, stride: width, tally: &tally)
                }
                tallies[index].add(tally, start: starts[piece.chunk])
                filled += part.count
                first = part.upperBound
                if filled == Self.blockLength {
                  moments.add(rows, count: filled)
                  filled = 0
                }
              }
            }
            moments.add(rows, count: filled)
            found[index] = moments
          }
        }
      }
    }
    var tally = FeatureTally()
    for other in tallies { tally.add(other, start: 0) }
    if let error = tally.error(inputs: inputs, refusal: refusal) { throw error }
    return found.reduce(into: ColumnMoments(width: width)) { $0.merge($1) }.scales
  }

  /// The rows of a table in which a function of columns, or a product of them, has no finite value.
  func undefinedRows(of table: Table) -> [Int] {
    let columns = table.columns
    let space = DesignWorkspace(for: self)
    let design = UnsafeMutablePointer<Double>.allocate(capacity: Self.blockLength * width + 1)
    defer { design.deallocate() }
    func hasUndefined(_ chunks: [ColumnChunk], _ rows: Range<Int>) -> Bool {
      var tally = FeatureTally()
      read(chunks, rows: rows, into: space, tally: &tally)
      for term in layouts.indices {
        write(term, from: space, to: design + layouts[term].columns.lowerBound, stride: width, tally: &tally)
      }
      return tally.firstUndefined != nil
    }
    var found: [Int] = []
    var start = 0
    for (chunk, count) in table.chunkCounts.enumerated() {
      let chunks = places.map { columns[$0].chunks[chunk] }
      for first in stride(from: 0, to: count, by: Self.blockLength) {
        let rows = first..<min(first + Self.blockLength, count)
        guard hasUndefined(chunks, rows) else { continue }
        found += rows.filter { hasUndefined(chunks, $0..<$0 + 1) }.map { start + $0 }
      }
      start += count
    }
    return found
  }
}
