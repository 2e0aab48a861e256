import Logit

// MARK: - Learning

extension FeatureSpace {
  /// Learns what the transforms need to know: means, categories, bins.
  ///
  /// Transforms gather what they learn from in blocks of 65,536 rows of the table, counted from the first,
  /// and the blocks are merged along a fixed binary tree; see <doc:LearningFeatures>. So neither the number
  /// of threads nor the division of the table into pieces changes a bit of what is learned.
  ///
  /// - Parameters:
  ///   - table: Has the columns of ``inputNames``, in any order.
  ///   - rows: The rows to learn from, counted from 0; all by default. Pass the training rows, so that
  ///     nothing is learned from the rows a model is measured on. Their order does not matter.
  /// - Throws: ``DataError/missingColumns(names:known:)`` if the table lacks columns,
  ///   ``DataError/rowOutOfRange(row:count:)`` for a row that it does not have,
  ///   ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for a text that is no number
  ///   or date where ``readings`` need one, ``DataError/wrongKind(column:expected:found:remedy:)`` for a
  ///   column that a transform cannot learn from, or
  ///   ``/Logit/LogitError/invalidOption(name:value:expected:)`` if a row would become too many numbers.
  public mutating func adapt(to table: Table, rows: [Int]? = nil) throws {
    try adapt(to: table, rows: RowSelection(rows, of: table))
  }

  /// Learns what the transforms need to know, from a selection of rows.
  ///
  /// - Parameters:
  ///   - table: Has the columns of ``inputNames``, in any order.
  ///   - selection: The rows to learn from.
  ///   - blockLength: The number of rows in a block; only tests choose another.
  /// - Throws: As ``adapt(to:rows:)``.
  package mutating func adapt(
    to table: Table, rows selection: RowSelection, blockLength: Int = RowCut.blockLength
  ) throws {
    let table = try read(table)
    let columns = try columns(of: table)
    let blocks = selection.blocks(ofLength: blockLength)
    var errors = [(any Error)?](repeating: nil, count: transforms.count)
    let pool = try ThreadPool.shared()
    transforms.withUnsafeMutableBufferPointer { transforms in
      errors.withUnsafeMutableBufferPointer { errors in
        // Each transform is used by one thread only.
        nonisolated(unsafe) let (transforms, errors) = (transforms, errors)
        pool.forEach(blocksOf: 1, count: transforms.count) { range in
          for index in range {
            do {
              try transforms[index].learn(from: blocks, of: columns[index])
            } catch {
              errors[index] = error
            }
          }
        }
      }
    }
    if let error = errors.lazy.compactMap(\.self).first { throw error }
    try finishLearning()
  }

  /// Learns what the transforms need to know from columns of which only some are in memory at a time; the
  /// same as of a table with all of them.
  ///
  /// - Parameters:
  ///   - chosen: The rows of a chunk to learn from, ascending and counted from its start; all of them by
  ///     default.
  ///   - columns: Gives the columns of a transform, all rows of them, by their names.
  /// - Throws: As ``adapt(to:rows:)``, and what `chosen` and `columns` throw.
  package mutating func adapt(
    choosing chosen: ((_ chunk: Int) throws -> [Int32])? = nil, columns: ([String]) throws -> Table
  ) throws {
    for index in transforms.indices {
      let table = try read(columns(transforms[index].inputs))
      let blocks = try RowSelection(of: table).blocks()
      try transforms[index].learn(
        from: blocks, of: transforms[index].inputs.map { try table.column($0) }, choosing: chosen)
    }
    try finishLearning()
  }

  private mutating func finishLearning() throws {
    isAdapted = true
    guard outputCount <= Self.largestOutputCount else {
      throw LogitError.invalidOption(
        name: "features", value: "\(outputCount)",
        expected: "at most \(Self.largestOutputCount) numbers a row")
    }
  }
}

extension FeatureTransform {
  /// Learns in as many passes as it needs.
  ///
  /// - Parameters:
  ///   - blocks: The pieces of each block of rows.
  ///   - columns: The columns of ``inputs``.
  ///   - chosen: The rows of a chunk to learn from, where pieces do not say.
  /// - Throws: As ``accumulator(for:)`` and ``finish(_:)``, and what `chosen` throws.
  mutating func learn(
    from blocks: [[RowPiece]], of columns: [Column], choosing chosen: ((Int) throws -> [Int32])? = nil
  ) throws {
    var empty: Accumulator? = try accumulator(for: columns.map(\.kind))
    while let start = empty {
      empty = try finish(start.observing(blocks, of: columns, choosing: chosen))
    }
  }
}

extension FeatureAccumulator {
  /// What this empty accumulator becomes after blocks of rows.
  ///
  /// - Parameters:
  ///   - blocks: The pieces that each block has a share of, in order. The first block is the first of all, or
  ///     the first of a run of 2ᵏ blocks from a multiple of 2ᵏ on.
  ///   - columns: The transform's columns.
  ///   - chosen: The rows of a chunk to observe, where pieces do not say; all of them by default.
  /// - Returns: What was gathered, merged along the tree.
  /// - Throws: What the tree throws for blocks that do not fit together, which these do, and what `chosen`
  ///   throws.
  func observing(
    _ blocks: [[RowPiece]], of columns: [Column], choosing chosen: ((Int) throws -> [Int32])? = nil
  ) throws -> Self {
    guard !blocks.isEmpty else { return self }
    var tree = BlockTree<Self> { $0.merge($1) }
    let dictionaries = columns.map(\.dictionary)
    for (index, block) in blocks.enumerated() {
      var accumulator = self
      for var piece in block {
        if let chosen { piece.chosen = try chosen(piece.chunk).between(piece.rows) }
        let chunks = columns.map { $0.chunks[piece.chunk] }
        accumulator.observe(ObservedRows(chunks: chunks, dictionaries: dictionaries, piece: piece))
      }
      try tree.insert(accumulator, blocks: index..<index + 1)
    }
    return try tree.finish(blockCount: blocks.count)
  }
}
