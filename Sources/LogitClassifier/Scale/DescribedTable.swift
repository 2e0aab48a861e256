import Logit
package import LogitData
import LogitFiles

/// A table of separated values that is not in memory, read through and described: its columns are in a file,
/// and what is learned of all rows before a fit is known.
package final class DescribedTable {
  let description: RowsDescription
  let options: ClassifierOptions
  /// The fold of each row, -1 for none; `nil` without folds.
  let folds: [Int8]?
  /// The number of each row's class.
  let classes: [Int32]
  /// Of each class, how many others appear before it.
  let classRanks: [Int]
  /// The bytes that each block of `RowCut.blockLength` rows begins at, and where the last row ends.
  let blockStarts: [Int]
  let byteCount: Int
  private let cache: ColumnCache
  private let inputs: [Int]

  /// Reads a table through, twice, and describes it.
  ///
  /// - Parameters:
  ///   - reader: The table.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, for the provenance.
  ///   - options: How to train.
  ///   - directory: Where columns are kept on disk meanwhile; the system's folder for temporary files by
  ///     default.
  /// - Throws: As ``ClassifierTraining/init(_:target:source:options:)``, and
  ///   `LogitError.invalidOption(name:value:expected:)` for an option that needs all rows in memory.
  package init(
    _ reader: CSVReader, target: String, source: String, options: ClassifierOptions,
    directory: String? = nil
  ) throws {
    try options.validate()
    try options.requireStreamable()
    self.options = options
    let path = directory.map { "\($0)/columns" } ?? FileSystem.temporaryPath(".columns")
    let (cache, starts, size) = try Self.read(reader, path)
    (self.cache, blockStarts, byteCount) = (cache, starts, size)
    let columns = cache.columns
    let targetIndex = try columns.index(of: target, role: "target")
    let values = try cache.column(targetIndex)
    let (labels, numbers) = try ClassLabels.learn(
      values, options: options.columns, rareClass: options.rareClass)
    var targetFindings = Finding.target(values, reading: labels.reading)
    let division = try RowDivision(
      numbers, labels: labels, target: target, of: columns, options: options)
    var indices = numbers
    let classes = try labels.makingPositive(options.positiveClass, &indices)
    self.classes = indices
    classRanks = StratifiedKFold.ranksByAppearance(indices, classCount: classes.count)
    folds = try Self.folds(division)
    let isReversed = classes != labels
    let counts = isReversed ? division.trainingCounts.reversed() : division.trainingCounts
    let (features, findings) = try Self.features(cache, target: target, options: options)
    targetFindings += findings
    let used = try features.inputNames.map { try columns.index(of: $0) }
    let rowCount = cache.rowCount
    inputs = used
    let isPrecise = try FeaturePrecision.needsDouble(isFree: false, features, rowCount: rowCount) { most in
      features.reading(
        try cache.table(rows: Array(SpreadRows(of: rowCount, most: most)), columns: used)
      ).table
    }
    description = RowsDescription(
      profile: TableProfile(
        source: source, rowCount: rowCount,
        columns: columns.columns.enumerated().map {
          .init(name: $1.name, kind: $1.kind, missingCount: cache.missingCounts[$0])
        }),
      fingerprint: try columns.columns.indices.reduce(UInt64(rowCount)) {
        try cache.column($1).fingerprint(seed: $0)
      }, target: target, classes: classes, classCounts: Array(counts), features: features,
      isPrecise: isPrecise, targetFindings: targetFindings)
  }

  /// Reads all rows, and keeps their columns.
  private static func read(_ reader: CSVReader, _ path: String) throws -> (ColumnCache, [Int], Int) {
    var cache: ColumnCache?
    var starts: [Int] = []
    try reader.forEachBatch { rows, rowStarts in
      let found = try cache ?? ColumnCache(path, like: rows)
      cache = found
      let before = found.rowCount
      var next = (before + RowCut.blockLength - 1) / RowCut.blockLength * RowCut.blockLength
      while next < before + rowStarts.count {
        starts.append(rowStarts[next - before])
        next += RowCut.blockLength
      }
      try found.append(rows)
    }
    guard let cache else {
      throw reader.format.hasHeader
        ? DataError.headerOnly(path: reader.name, columns: reader.format.columnNames)
        : DataError.emptyFile(path: reader.name)
    }
    try cache.finish()
    return (cache, starts, reader.byteCount)
  }

  private static func folds(_ division: RowDivision) throws -> [Int8]? {
    guard let folds = division.folds else { return nil }
    guard folds.count <= Int(Int8.max) else {
      throw LogitError.invalidOption(
        name: "The number of splits", value: "\(folds.count)",
        expected: "at most \(Int8.max) where rows are not all in memory")
    }
    guard let ofRows = folds.foldOfRow else { return nil }
    return ofRows.map { Int8($0) }
  }

  /// Chooses and learns what is made of the columns.
  private static func features(
    _ cache: ColumnCache, target: String, options: ClassifierOptions
  ) throws -> (features: FeatureSpace, findings: [Finding]) {
    let columns = cache.columns
    var left = try options.leftOut(of: columns)
    left.append(target)
    var features = try FeatureSpace.automatic(
      for: columns, rowCount: cache.rowCount, excluding: left, options: options.columns,
      columns: { try cache.column($0) })
    features.markTarget(target)
    let findings = try features.inputNames.flatMap { name in
      Finding.infinite(in: try Table([cache.column(columns.index(of: name))]), columns: [name])
    }
    features.missingWords = options.reading.ownMissingWords
    let reader = features
    try features.adapt { names in
      reader.reading(try Table(names.map { try cache.column(columns.index(of: $0)) })).table
    }
    return (features, findings)
  }
}

// MARK: - Encoded

extension DescribedTable {
  /// Calls a closure with the rows of each batch, encoded.
  ///
  /// - Returns: Whether anything was missing or unknown.
  func encode(_ body: (_ rows: Range<Int>, FeatureMatrix) throws -> Void) throws -> Bool {
    var counts = PredictionCounts()
    var first = 0
    let features = description.features
    for (batch, count) in cache.batchCounts.enumerated() {
      let table = features.reading(try cache.table(batch: batch, columns: inputs)).table
      let matrix = try features.matrix(of: table, isPrecise: description.isPrecise, counts: &counts)
      try body(first..<first + count, matrix)
      first += count
    }
    return !counts.isClean
  }

  /// The training of a model by this process, which keeps encoded rows on disk.
  ///
  /// - Parameter directory: Where; the system's folder for temporary files by default.
  /// - Throws: As ``ClassifierTraining/init(_:target:source:options:)``.
  package func training(directory: String? = nil) throws -> ClassifierTraining {
    let path = directory.map { "\($0)/rows" } ?? FileSystem.temporaryPath(".rows")
    let layout = RowCacheLayout(
      rowCount: description.rowCount, width: description.features.outputCount,
      isPrecise: description.isPrecise, key: description.fingerprint)
    let writer = try RowCacheWriter(path, layout)
    let none = [Int8](repeating: -1, count: cache.batchCounts.max() ?? 0)
    let hasGaps = try encode { [classes, folds] rows, matrix in
      try writer.append(
        matrix, classes: Array(classes[rows]),
        folds: folds.map { Array($0[rows]) } ?? Array(none.prefix(rows.count)))
    }
    if folds != nil { try description.requireMaskedFolds(hasGaps: hasGaps) }
    try writer.finish()
    defer { FileSystem.removeFile(path) }
    let rows = CachedRows(
      try RowCache(StoredBytes(path: path), layout), classWeights: classWeights(foldCount: foldCount))
    return try ClassifierTraining(rows, foldCount: foldCount, description, options: options)
  }

  /// The number of folds to measure in.
  var foldCount: Int { folds == nil ? 0 : options.streamedFoldCount }

  /// The number of rows of each class: of all rows, and without each fold.
  private func classWeights(foldCount: Int) -> [Int?: [Double]] {
    let all = description.classCounts.map { Double($0) }
    var weights: [Int?: [Double]] = [nil: all]
    for fold in 0..<foldCount { weights[fold] = all }
    if let folds {
      for (row, fold) in folds.enumerated() where fold >= 0 {
        weights[Int(fold)]?[Int(classes[row])] -= 1
      }
    }
    return weights
  }
}
