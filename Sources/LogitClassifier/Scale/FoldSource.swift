import Logit
import LogitData
import LogitFiles

/// The columns of a table on disk with the class and the fold of each row, of which the features are learned
/// anew in each fold.
struct FoldSource: FoldLearning {
  private let cache: ColumnCache
  private let inputs: [Int]
  /// The features, whose columns, options and readings stay; what was learned is learned again.
  private let features: FeatureSpace
  private let rows: BlockFile
  private let places: [Places]
  /// The number of rows of each class in each fold, and behind those of folds that of rows in none.
  private let counts: [[Int]]
  /// Whether nothing was missing in the rows, or unknown.
  let isClean: Bool

  /// Where the marks of some rows are.
  private struct Places {
    let classes: BlockFile.Place
    let folds: BlockFile.Place
    /// `nil` if all rows count once.
    let weights: BlockFile.Place?
  }

  /// Writes the class, the fold and the weight of each row.
  final class Writer {
    private let file: BlockFile.Writer
    private var places: [Places] = []
    private var counts: [[Int]]

    /// - Parameter path: A name for the file while it is written.
    /// - Throws: `FileError.notWritten(path:reason:)`.
    init(_ path: String, foldCount: Int, classCount: Int) throws {
      file = try BlockFile.Writer(path)
      counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: foldCount + 1)
    }

    /// Adds the rows of a batch.
    func append(_ rows: RowMarks) throws {
      places.append(
        Places(
          classes: try file.append(rows.classes), folds: try file.append(rows.folds),
          weights: try rows.weights.map { try file.append($0) }))
      for (label, fold) in zip(rows.classes, rows.folds) {
        counts[fold < 0 ? counts.count - 1 : Int(fold)][Int(label)] += 1
      }
    }

    /// Ends the writing.
    func finish(
      _ cache: ColumnCache, inputs: [Int], features: FeatureSpace, isClean: Bool
    ) throws -> FoldSource {
      FoldSource(
        cache: cache, inputs: inputs, features: features, rows: try file.finish(), places: places,
        counts: counts, isClean: isClean)
    }
  }

  /// The number of rows of each class but those of a fold.
  ///
  /// - Parameter fold: The fold; `nil` for all rows.
  func classCounts(without fold: Int?) -> [Int] {
    counts.indices.filter { $0 != fold }.reduce([Int](repeating: 0, count: counts[0].count)) { sums, index in
      zip(sums, counts[index]).map { $0 + $1 }
    }
  }

  /// How much the rows count but those of a fold.
  ///
  /// - Parameters:
  ///   - fold: The fold; `nil` for all rows.
  ///   - classWeights: How much a row of each class counts; `nil` if all count once.
  func weights(without fold: Int?, _ classWeights: [Double]?) throws -> WeightTally {
    guard hasWeights else { return WeightTally(classCounts(without: fold), classWeights) }
    var tally = WeightTally(classCount: counts[0].count)
    for batch in places.indices { tally.add(try marks(ofBatch: batch), classWeights, without: fold) }
    return tally
  }

  /// Whether rows have weights.
  private var hasWeights: Bool { places.first?.weights != nil }

  private func marks(ofBatch batch: Int) throws -> RowMarks {
    let places = places[batch]
    return RowMarks(
      classes: try rows.values(at: places.classes), folds: try rows.values(at: places.folds),
      weights: try places.weights.map { try rows.values(at: $0) })
  }

  /// The number of rows that are held out in a fold.
  func heldOutCount(of fold: Int) -> Int { counts[fold].reduce(0, +) }

  /// The features of a fold, learned from the rows that it trains on.
  ///
  /// - Throws: As `FeatureSpace.adapt(to:rows:)`, and what the disk throws.
  func features(without fold: Int) throws -> FeatureSpace {
    var learned = features
    try cache.withColumns(inputs) { table in
      try learned.adapt(
        choosing: { batch in
          let folds: [Int8] = try rows.values(at: places[batch].folds)
          return folds.indices.lazy.filter { Int(folds[$0]) != fold }.map { Int32($0) }
        }, columns: { try features.reading(table.selecting($0)).table })
    }
    return learned
  }

  /// The first row that a fold trains on, encoded.
  func firstRow(_ features: FeatureSpace, without fold: Int, isPrecise: Bool) throws -> FeatureMatrix {
    for batch in places.indices {
      let folds: [Int8] = try rows.values(at: places[batch].folds)
      guard let row = folds.firstIndex(where: { Int($0) != fold }) else { continue }
      let table = self.features.reading(try cache.table(batch: batch, columns: inputs)).table
      var counts = PredictionCounts()
      return try features.matrix(of: table.rows(at: [row]), isPrecise: isPrecise, counts: &counts)
    }
    throw LogitError.emptyData(name: "x")
  }

  /// Learns the features of a fold from the rows that it trains on, and encodes these.
  ///
  /// - Parameters:
  ///   - fold: The fold.
  ///   - classWeights: How much the rows of each class count; `nil` if all count once.
  ///   - isPrecise: Whether rows are kept in double precision, too.
  /// - Throws: As `FeatureSpace.adapt(to:rows:)` and `FeatureSpace.matrix(of:)`, and what the disk throws.
  func learned(without fold: Int, classWeights: [Double]?, isPrecise: Bool) throws -> LearnedFold {
    let learned = try features(without: fold)
    let counts = classCounts(without: fold)
    let layout = RowCacheLayout(
      rowCount: counts.reduce(0, +), width: learned.outputCount, isPrecise: isPrecise, hasWeights: hasWeights,
      key: UInt64(fold))
    let writer = try RowCacheWriter(FileSystem.temporaryPath(".fold"), layout)
    try forEachBatch(learned, isPrecise: isPrecise, where: { $0 != fold }) { _, marks, matrix in
      if let matrix { try writer.append(matrix, marks) }
    }
    return LearnedFold(
      features: learned,
      training: CachedRows(
        try writer.finishUnnamed(classWeights: classWeights),
        weights: [nil: try weights(without: fold, classWeights)]),
      fold: fold, isPrecise: isPrecise, source: self)
  }

  /// Goes through the rows of some folds, encoded, batch after batch; of a batch without any there is no matrix.
  fileprivate func forEachBatch(
    _ features: FeatureSpace, isPrecise: Bool, where isWanted: (Int) -> Bool,
    _ body: (_ rows: [Int], RowMarks, FeatureMatrix?) throws -> Void
  ) throws {
    var first = 0
    for (batch, count) in cache.batchCounts.enumerated() {
      defer { first += count }
      let marks = try marks(ofBatch: batch)
      let chosen = marks.folds.indices.filter { isWanted(Int(marks.folds[$0])) }
      guard !chosen.isEmpty else {
        try body([], marks.unfolded(at: []), nil)
        continue
      }
      let table = self.features.reading(try cache.table(batch: batch, columns: inputs)).table
      var counts = PredictionCounts()
      let matrix = try features.matrix(of: table.rows(at: chosen), isPrecise: isPrecise, counts: &counts)
      try body(chosen.map { first + $0 }, marks.unfolded(at: chosen), matrix)
    }
  }
}

/// The rows of a fold, encoded by features that were learned from those it trains on.
struct LearnedFold {
  /// The features.
  let features: FeatureSpace
  /// The rows to train on.
  let training: CachedRows
  fileprivate let fold: Int
  fileprivate let isPrecise: Bool
  fileprivate let source: FoldSource

  /// Writes what is said of the rows held out.
  ///
  /// - Parameter outputs: Gives the outputs for some rows.
  func heldOut(_ outputs: (FeatureMatrix) throws -> Tensor<Float>) throws -> HeldOutFile {
    let writer = try HeldOutFile.Writer(FileSystem.temporaryPath(".outputs"))
    try source.forEachBatch(features, isPrecise: isPrecise, where: { $0 == fold }) { rows, marks, matrix in
      try writer.append(
        HeldOutOutputs(
          rows: rows, classes: marks.classes, folds: [Int32](repeating: Int32(fold), count: rows.count),
          outputs: matrix.map { try outputs($0).scalars } ?? [], weights: marks.weights ?? []))
    }
    return try writer.finish()
  }
}
