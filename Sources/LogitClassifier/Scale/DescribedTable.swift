import Logit
package import LogitData
import LogitFiles

/// A table of separated values that is not in memory, read through and described: its columns are in a file,
/// and what is learned of all rows before a fit is known.
///
/// Whatever there is of each row goes through memory in batches; only the folds of all rows are there at once
/// while rows are encoded, a byte for each, since they are shuffled.
package final class DescribedTable {
  let description: RowsDescription
  let options: ClassifierOptions
  /// Of each class, how many others appear before it.
  let classRanks: [Int]
  /// The byte that each unit of rows begins at, as ``RowCache`` counts them; bytes are counted through all files.
  let unitStarts: [Int]
  /// Where the last row ends.
  let byteCount: Int
  private let cache: ColumnCache
  private let inputs: [Int]
  private let targetIndex: Int
  private let weightIndex: Int?

  /// The number of folds to measure in.
  var foldCount: Int { options.streamedFoldCount }

  /// Reads a table through, and once more where its first rows do not show the kinds of all columns, and describes
  /// it.
  ///
  /// - Parameters:
  ///   - files: The table.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, for the provenance.
  ///   - options: How to train.
  ///   - directory: Where columns are kept on disk meanwhile; the system's folder for temporary files by
  ///     default.
  /// - Throws: As ``ClassifierTraining/init(_:target:source:options:)``, and
  ///   `LogitError.invalidOption(name:value:expected:)` for an option that needs all rows in memory.
  package init(
    _ files: CSVFiles, target: String, source: String, options: ClassifierOptions,
    directory: String? = nil
  ) throws {
    try options.validate()
    try options.requireStreamable()
    self.options = options
    let path = directory.map { "\($0)/columns" } ?? FileSystem.temporaryPath(".columns")
    let (cache, starts) = try Self.read(files, path)
    (self.cache, unitStarts, byteCount) = (cache, starts, files.bytes.end)
    let (columns, rowCount) = (cache.columns, cache.rowCount)
    let targetIndex = try columns.index(of: target, role: "target")
    self.targetIndex = targetIndex
    let (labels, ofTarget) = try cache.withColumn(targetIndex) { column in
      let labels = try ClassLabels.learn(ofStreamed: column, options: options.columns)
      return (labels, Finding.target(column, reading: labels.reading))
    }
    var none: [Int32] = []
    let classes = try labels.makingPositive(options.positiveClass, &none)
    let keys = try ClassifierTraining.keyColumns(of: columns, target: target, options: options)
    weightIndex = try options.weights.map { try columns.index(of: $0) }
    let tally = try ClassTally(cache, targetIndex, classes, options.weights)
    classRanks = tally.ranks
    try Self.requireRows(tally.counts, classes, options)
    let (features, findings) = try Self.features(cache, target: target, keys: keys, options: options)
    let used = try features.inputNames.map { try columns.index(of: $0) }
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
      fingerprint: try columns.columns.indices.reduce(UInt64(rowCount)) { seed, index in
        try cache.withColumn(index) { $0.fingerprint(seed: seed) }
      }, target: target, classes: classes, classCounts: tally.counts,
      weightSums: tally.weightSums, features: features,
      isPrecise: isPrecise, targetFindings: ofTarget + findings)
  }

  /// Reads all rows, and keeps their columns.
  private static func read(_ files: CSVFiles, _ path: String) throws -> (ColumnCache, [Int]) {
    // What goes wrong may be that a later value is of another kind; if not, it goes wrong again.
    if let kinds = try? files.probableKinds(), let found = try? read(files, path, kinds) { return found }
    return try read(files, path, nil)
  }

  private static func read(
    _ files: CSVFiles, _ path: String, _ kinds: [ColumnKind]?
  ) throws -> (ColumnCache, [Int]) {
    var writer: ColumnCache.Writer?
    var starts: [Int] = []
    try files.forEachBatch(kinds: kinds) { rows, rowStarts in
      let found = try writer ?? ColumnCache.Writer(path, like: rows)
      writer = found
      let before = found.rowCount
      var next = (before + RowCache.unitLength - 1) / RowCache.unitLength * RowCache.unitLength
      while next < before + rowStarts.count {
        starts.append(rowStarts[next - before])
        next += RowCache.unitLength
      }
      try found.append(rows)
    }
    guard let writer else {
      let (format, name) = (files.first.format, files.first.name)
      throw format.hasHeader
        ? DataError.headerOnly(path: name, columns: format.columnNames) : DataError.emptyFile(path: name)
    }
    return (try writer.finish(), starts)
  }

  /// Makes sure that there are enough rows for the folds.
  private static func requireRows(
    _ counts: [Int], _ classes: ClassLabels, _ options: ClassifierOptions
  ) throws {
    let folds = options.streamedFoldCount
    guard folds > 0 else { return }
    guard folds <= Int(Int8.max) else {
      throw LogitError.invalidOption(
        name: "The number of splits", value: "\(folds)",
        expected: "at most \(Int8.max) where rows are not all in memory")
    }
    try options.streamedFolds.requireRows(counts) { classes.names[$0] }
  }

  /// Chooses and learns what is made of the columns.
  private static func features(
    _ cache: ColumnCache, target: String, keys: [String], options: ClassifierOptions
  ) throws -> (features: FeatureSpace, findings: [Finding]) {
    let left = try options.leftOut(of: cache.columns) + keys + [target]
    return try cache.withColumns(Array(cache.columns.columns.indices)) { table in
      var features = try FeatureSpace.automatic(
        for: cache.columns, rowCount: cache.rowCount, excluding: left, options: options.columns,
        columns: { table.columns[$0] })
      features.markTarget(target)
      let findings = Finding.infinite(in: table, columns: features.inputNames)
      features.missingWords = options.reading.ownMissingWords
      let reader = features
      try features.adapt { try reader.reading(table.selecting($0)).table }
      return (features, findings)
    }
  }
}

/// How many rows there are of each class, and in which order classes appear.
private struct ClassTally {
  private(set) var counts: [Int]
  /// Of each class, how many others appear before it.
  private(set) var ranks: [Int]
  /// The sum of the weights of the rows of each class; their number if all count once.
  private(set) var weightSums: [Double]

  /// Goes through all rows.
  ///
  /// - Throws: `DataError.missingTarget(column:count:firstRow:)` if a row has no class, and as
  ///   `RowWeights.read` and ``Table/streamedWeights(_:classes:firstRow:)`` for weights.
  init(_ cache: ColumnCache, _ target: Int, _ classes: ClassLabels, _ ofWeights: String?) throws {
    counts = [Int](repeating: 0, count: classes.count)
    ranks = [Int](repeating: -1, count: classes.count)
    weightSums = [Double](repeating: 0, count: classes.count)
    let columns = [target] + (try ofWeights.map { [try cache.columns.index(of: $0)] } ?? [])
    var (first, seen, missingCount): (Int, Int, Int) = (0, 0, 0)
    var firstMissing: Int?
    for (batch, count) in cache.batchCounts.enumerated() {
      let table = try cache.table(batch: batch, columns: columns)
      let numbers = try classes.indices(of: table.columns[0])
      let weights = try table.streamedWeights(ofWeights, classes: numbers, firstRow: first)
      for (row, label) in numbers.enumerated() {
        guard label >= 0 else {
          firstMissing = firstMissing ?? first + row
          missingCount += 1
          continue
        }
        counts[Int(label)] += 1
        weightSums[Int(label)] += weights?[row] ?? 1
        guard ranks[Int(label)] < 0 else { continue }
        ranks[Int(label)] = seen
        seen += 1
      }
      first += count
    }
    guard let firstMissing else { return }
    throw DataError.missingTarget(
      column: cache.columns.columns[target].name, count: missingCount, firstRow: firstMissing)
  }
}

// MARK: - Encoded

extension ClassifierOptions {
  /// How rows that are not all in memory are divided into folds.
  var streamedFolds: StratifiedKFold {
    StratifiedKFold(streamedFoldCount, by: "the target", shuffleSeed: seed)
  }
}

extension DescribedTable {
  /// Rows of the table, encoded.
  struct EncodedBatch {
    let features: FeatureMatrix
    let rows: RowMarks
  }

  /// The numbers of the classes of a batch of rows.
  private func classes(ofBatch batch: Int) throws -> [Int32] {
    try description.classes.indices(of: cache.table(batch: batch, columns: [targetIndex]).columns[0])
  }

  /// Calls a closure with the rows of each batch, encoded.
  ///
  /// - Returns: Whether nothing was missing in the rows, or unknown.
  /// - Throws: What the disk and the closure throw.
  func encode(_ body: (EncodedBatch) throws -> Void) throws -> Bool {
    var counts = PredictionCounts()
    let features = description.features
    var dealt =
      foldCount > 0 ? options.streamedFolds.dealt(description.classCounts, ranks: classRanks) : nil
    var first = 0
    for (batch, count) in cache.batchCounts.enumerated() {
      defer { first += count }
      let table = features.reading(try cache.table(batch: batch, columns: inputs)).table
      let matrix = try features.matrix(of: table, isPrecise: description.isPrecise, counts: &counts)
      let classes = try classes(ofBatch: batch)
      let weights = try weightIndex.map { try cache.table(batch: batch, columns: [$0]) }?
        .streamedWeights(options.weights, classes: classes, firstRow: first)
      let folds = classes.map { Int8(dealt?.next(ofClass: Int($0)) ?? -1) }
      try body(
        EncodedBatch(
          features: matrix, rows: RowMarks(classes: classes, folds: folds, weights: weights)))
    }
    return counts.isClean
  }

  /// Does the same, and keeps the class and the fold of each row on disk, for folds that learn features anew.
  ///
  /// - Parameter directory: Where; the system's folder for temporary files by default.
  func encodeNotingFolds(
    directory: String? = nil, _ body: (EncodedBatch) throws -> Void
  ) throws -> (source: FoldSource, isClean: Bool) {
    let writer = try FoldSource.Writer(
      directory.map { "\($0)/folds" } ?? FileSystem.temporaryPath(".folds"), foldCount: foldCount,
      classCount: description.classes.count)
    let isClean = try encode { batch in
      try body(batch)
      try writer.append(batch.rows)
    }
    let source = try writer.finish(cache, inputs: inputs, features: description.features, isClean: isClean)
    return (source, isClean)
  }

  /// How much the rows count, all and without each fold; nothing where those of a class all count alike.
  func weights(_ source: FoldSource) throws -> [WeightTally] {
    guard options.weights != nil else { return [] }
    return try ([nil] + (0..<foldCount).map(Optional.some)).map { fold in
      try source.weights(
        without: fold,
        description.balance(source.classCounts(without: fold)).weightsByNumber(options.classWeight))
    }
  }

  /// What a plan must know of the folds; nothing unless they learn their features anew.
  ///
  /// - Throws: As `FeatureSpace.adapt(to:rows:)`, and `LogitError.invalidOption(name:value:expected:)` if
  ///   there is a fold in whose rows nothing can be learned from any column.
  func foldPlans(_ encoded: (source: FoldSource, isClean: Bool)) throws -> [FoldPlan] {
    guard description.learnsFolds(options, hasGaps: !encoded.isClean) else { return [] }
    return try (0..<foldCount).map { fold in
      let features = try encoded.source.features(without: fold)
      guard features.outputCount > 0 else {
        throw LogitError.invalidOption(
          name: "number of folds", value: "\(foldCount)",
          expected: "such that each fold has something to learn from, which fold \(fold + 1) has not")
      }
      let first = try encoded.source.firstRow(features, without: fold, isPrecise: description.isPrecise)
      return FoldPlan(
        features: features, classCounts: encoded.source.classCounts(without: fold),
        pivot: first.single.scalars.map { Double($0) }, precisePivot: first.double?.scalars)
    }
  }

  /// The training of a model by this process, which keeps encoded rows on disk.
  ///
  /// - Parameter directory: Where; the system's folder for temporary files by default.
  /// - Throws: As ``ClassifierTraining/init(_:target:source:options:)``.
  package func training(directory: String? = nil) throws -> ClassifierTraining {
    let layout = RowCacheLayout(
      rowCount: description.rowCount, width: description.features.outputCount,
      isPrecise: description.isPrecise, hasWeights: options.weights != nil,
      key: description.fingerprint)
    let writer = try RowCacheWriter(
      directory.map { "\($0)/rows" } ?? FileSystem.temporaryPath(".rows"), layout)
    let (source, _) = try encodeNotingFolds(directory: directory) {
      try writer.append($0.features, $0.rows)
    }
    let ofClasses = try description.classWeights(options.classWeight)
    let encoded = try writer.finishUnnamed(classWeights: ofClasses)
    var weights: [Int?: WeightTally] = [:]
    for fold in [nil] + (0..<foldCount).map(Optional.some) {
      weights[fold] = try source.weights(without: fold, ofClasses)
    }
    let rows = CachedRows(encoded, weights: weights, folds: source)
    return try ClassifierTraining(rows, foldCount: foldCount, description, options: options)
  }

  /// How many rows of each class stand before some rows.
  ///
  /// - Parameter rows: Their places, ascending, within the table.
  func classCounts(before rows: [Int]) throws -> [[Int]] {
    var counts = [Int](repeating: 0, count: description.classes.count)
    var (found, first): ([[Int]], Int) = ([], 0)
    for (batch, count) in cache.batchCounts.enumerated() where found.count < rows.count {
      for (row, label) in try classes(ofBatch: batch).enumerated() {
        if found.count < rows.count, rows[found.count] == first + row { found.append(counts) }
        counts[Int(label)] += 1
      }
      first += count
    }
    return found
  }
}
