import CLogitData
public import Logit

// MARK: - Matrices

extension FeatureSpace {
  /// The features of a table's rows.
  ///
  /// - Parameter table: Has the columns of ``inputNames``, in any order; others do not matter.
  /// - Returns: `[rows, outputCount]`, without NaN or infinities.
  /// - Throws: ``DataError/missingColumns(names:known:)`` if the table lacks columns,
  ///   ``DataError/notAdapted(feature:)`` if nothing has been learned,
  ///   ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for a text that is no number
  ///   or date where ``readings`` need one, ``DataError/learnedOtherwise(column:learned:found:)`` for a
  ///   column of another kind than learned from, ``DataError/tooLargeNumber(column:row:value:)`` for a number
  ///   that single precision does not hold, if it is not normalized, or
  ///   ``DataError/missingValues(column:count:firstRow:)`` and
  ///   ``DataError/unknownCategory(column:row:value:known:)`` for values that a transform refuses.
  public func matrix(of table: Table) throws -> Tensor<Float> {
    var counts = PredictionCounts()
    return try matrix(of: table, counts: &counts)
  }

  /// The features of a table's rows; counts what was missing or unknown in them.
  ///
  /// - Parameters:
  ///   - table: Has the columns of ``inputNames``, in any order; others do not matter.
  ///   - counts: What is missing or unknown in this table is added.
  /// - Returns: `[rows, outputCount]`, without NaN or infinities.
  /// - Throws: As ``matrix(of:)``.
  public func matrix(of table: Table, counts: inout PredictionCounts) throws -> Tensor<Float> {
    try matrix(of: table, isPrecise: false, counts: &counts).single
  }

  /// The same, and in double precision where that is asked for.
  package func matrix(
    of table: Table, isPrecise: Bool, counts: inout PredictionCounts
  ) throws -> FeatureMatrix {
    var table = try read(table)
    let (matrices, tallies) = try matrices(
      &table, destinations: nil, count: 1, releases: false, isPrecise: isPrecise)
    counts.add(self.counts(tallies, rowCount: table.rowCount))
    return matrices[0]
  }

  /// The same, and nothing counted.
  package func matrix(of table: Table, isPrecise: Bool) throws -> FeatureMatrix {
    var counts = PredictionCounts()
    return try matrix(of: table, isPrecise: isPrecise, counts: &counts)
  }

  /// The features of a table's rows, divided into several matrices. The table's memory is freed piece by
  /// piece.
  ///
  /// That takes little more memory than the matrices, unless there is another copy of the table.
  ///
  /// - Parameters:
  ///   - table: Its pieces are empty afterwards.
  ///   - destinations: The matrix each row goes to, counted from 0; rows with a number that is no matrix's go
  ///     nowhere. Rows of a matrix keep the order of the table.
  ///   - count: The number of matrices.
  /// - Returns: The matrices, `[rows, outputCount]` each.
  /// - Throws: As ``matrix(of:)``, and ``DataError/columnLengths(name:expected:found:)`` unless every row has
  ///   a destination.
  public func matrices(
    consuming table: inout Table, destinations: [UInt8], count: Int
  ) throws -> [Tensor<Float>] {
    table = try read(table)
    return try matrices(&table, destinations: destinations, count: count, releases: true).matrices.map(
      \.single)
  }

  /// The same, and in double precision where that is asked for.
  package func matrices(
    consuming table: inout Table, destinations: [UInt8], count: Int, isPrecise: Bool
  ) throws -> [FeatureMatrix] {
    table = try read(table)
    return try matrices(
      &table, destinations: destinations, count: count, releases: true, isPrecise: isPrecise
    ).matrices
  }

  /// The features of a table's rows, and in double precision where that is asked for; the table stays.
  package func matrices(
    of table: Table, destinations: [UInt8], count: Int, isPrecise: Bool
  ) throws -> [FeatureMatrix] {
    var table = try read(table)
    return try matrices(
      &table, destinations: destinations, count: count, releases: false, isPrecise: isPrecise
    ).matrices
  }

  /// The same, with the counts of what was missing or unknown in all rows that go anywhere.
  package func matrices(
    of table: Table, destinations: [UInt8], count: Int, isPrecise: Bool, counts: inout PredictionCounts
  ) throws -> [FeatureMatrix] {
    var table = try read(table)
    let (matrices, tallies) = try matrices(
      &table, destinations: destinations, count: count, releases: false, isPrecise: isPrecise)
    counts.add(self.counts(tallies, rowCount: matrices.reduce(0) { $0 + $1.single.shape[0] }))
    return matrices
  }

  /// - Parameters:
  ///   - destinations: The matrix each row goes to; `nil` if all go to the first.
  ///   - releases: Whether the memory of the table is freed piece by piece.
  ///   - isPrecise: Whether there are matrices in double precision too.
  private func matrices(
    _ table: inout Table, destinations: [UInt8]?, count: Int, releases: Bool, isPrecise: Bool = false
  ) throws -> (matrices: [FeatureMatrix], tallies: [FeatureTally]) {
    if let destinations, destinations.count != table.rowCount {
      throw DataError.columnLengths(
        name: "the rows' destinations", expected: table.rowCount, found: destinations.count)
    }
    let writer = try MatrixWriter(self, for: table)
    let units = MatrixUnit.units(chunkCounts: table.chunkCounts, destinations: destinations, count: count)
    var rowCounts = [Int](repeating: 0, count: count)
    if let destinations {
      for destination in destinations where Int(destination) < count { rowCounts[Int(destination)] += 1 }
    } else {
      rowCounts[0] = table.rowCount
    }
    var starts: [UnsafeMutablePointer<Float>?] = []
    var preciseStarts: [UnsafeMutablePointer<Double>?] = []
    // The buffers live as long as the tensors, which nobody else holds yet.
    let matrices = rowCounts.map { rows in
      let shape = [rows, writer.width]
      return FeatureMatrix(
        single: Tensor(unsafeUninitializedShape: shape) { starts.append($0.baseAddress) },
        double: isPrecise
          ? Tensor(unsafeUninitializedShape: shape) { preciseStarts.append($0.baseAddress) } : nil)
    }
    var tallies = [FeatureTally](repeating: FeatureTally(), count: transforms.count)
    let pool = try ThreadPool.shared()
    let destination = MatrixDestinations(matrices: starts, places: destinations, precise: preciseStarts)
    withExtendedLifetime(matrices) {
      guard releases else {
        writer.write(units, of: table, to: destination, pool: pool, tallies: &tallies)
        return
      }
      // A few pieces at a time, so that the first are given back long before the last are used.
      for wave in MatrixUnit.waves(units, threadCount: pool.count) {
        writer.write(wave, of: table, to: destination, pool: pool, tallies: &tallies)
        for chunk in Set(wave.map(\.chunk)) { table.releaseChunk(chunk) }
        logit_data_return_freed_memory()
      }
    }
    try check(tallies)
    return (matrices, tallies)
  }

  /// Throws an error for what a transform refuses.
  func check(_ tallies: [FeatureTally]) throws {
    for (transform, tally) in zip(transforms, tallies) {
      if let error = tally.error(inputs: transform.inputs, refusal: transform.refusal) { throw error }
    }
  }

  func counts(_ tallies: [FeatureTally], rowCount: Int) -> PredictionCounts {
    var counts = PredictionCounts()
    counts.rowCount = rowCount
    // Crosses see again what the features they are made of have counted.
    for (transform, tally) in zip(transforms, tallies) where transform.inputs.count == 1 {
      let column = transform.inputs[0]
      if tally.missingCount > 0 {
        counts.missing[column] = max(counts.missing[column] ?? 0, tally.missingCount)
      }
      if tally.unknownCount > 0 {
        counts.unknown[column] = max(counts.unknown[column] ?? 0, tally.unknownCount)
      }
    }
    return counts
  }
}

/// Features of rows, `[rows, features]`.
package struct FeatureMatrix: Sendable {
  /// As a model takes them.
  package let single: Tensor<Float>
  /// Before they are rounded to single precision; `nil` unless that is asked for.
  package let double: Tensor<Double>?

  package init(single: Tensor<Float>, double: Tensor<Double>?) {
    (self.single, self.double) = (single, double)
  }
}
