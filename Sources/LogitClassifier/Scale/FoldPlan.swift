import Logit
import LogitData
import LogitFiles

/// What a plan knows of a fold whose features are learned anew.
///
/// The rows that a fold trains on are numbered without those that it holds out, and sums over them merge along
/// the tree of these numbers, as in memory. So the blocks of a fold do not begin where shards do: a shard sums
/// up the blocks that begin in it, and reads the rows behind it that the last of them needs.
struct FoldPlan: Sendable {
  /// The features, learned from the rows that the fold trains on.
  let features: FeatureSpace
  /// The number of these rows of each class.
  let classCounts: [Int]
  /// The first of them, encoded.
  let pivot: [Double]
  /// The same in double precision; `nil` where the solver does not take it.
  let precisePivot: [Double]?

  /// The number of rows that the fold trains on.
  var rowCount: Int { classCounts.reduce(0, +) }
  /// The number of their units, as ``RowCache`` counts them.
  var unitCount: Int { (rowCount + RowCache.unitLength - 1) / RowCache.unitLength }
  /// The number of features.
  var width: Int { features.outputCount }
}

extension RowsDescription {
  /// Whether each fold learns its features anew: more of them than a mean and a deviation may depend on its
  /// rows, or they may be needed in double precision. ``CrossValidation/canMask`` decides alike.
  ///
  /// - Parameter hasGaps: Whether something is missing in the rows, or unknown.
  func learnsFolds(_ options: ClassifierOptions, hasGaps: Bool) -> Bool {
    let areNumbers = features.units.allSatisfy { if case .scaled = $0 { true } else { false } }
    return options.streamedFoldCount > 0
      && (hasGaps || !areNumbers || isPrecise || options.classWeight != .equal)
  }
}

extension ShardPlan {
  /// How many features rows have that are counted so.
  func featureCount(of rows: CountedRows) -> Int {
    rows.isLearned ? folds[rows.fold ?? 0].width : featureCount
  }

  /// Whether rows can be counted so.
  func has(_ rows: CountedRows) -> Bool {
    if rows.isPrecise && !description.isPrecise || rows.ignoresClasses && !hasWeights { return false }
    guard let fold = rows.fold else { return !rows.isLearned }
    return rows.isLearned ? folds.indices.contains(fold) : (0..<foldCount).contains(fold)
  }

  /// The first row that is counted.
  func pivot(of rows: CountedRows) -> [Double] {
    guard rows.isLearned, let fold = rows.fold else { return pivots[rows.fold.map { $0 + 1 } ?? 0] }
    return (rows.isPrecise ? folds[fold].precisePivot : nil) ?? folds[fold].pivot
  }

  /// How much a row of each class counts in the training of a fold that learns its features anew; `nil` if all
  /// count once.
  ///
  /// - Throws: As `ClassBalance.weights(_:of:)`.
  func classWeights(learnedIn fold: Int) throws -> [Double]? {
    try description.balance(folds[fold].classCounts).weightsByNumber(options.classWeight)
  }

  /// Whether rows have weights.
  var hasWeights: Bool { options.weights != nil }

  // MARK: Who sums up what

  /// What units are divided in: of a shard of 2ᵏ blocks as many units, so that few rows are read twice and
  /// few sums sent.
  private var grain: Int {
    let blocks = (shards[0].rows.count + RowCut.blockLength - 1) / RowCut.blockLength
    return 1 << (Int.bitWidth - 1 - max(blocks, 1).leadingZeroBitCount)
  }

  /// The first unit of a fold that a shard sums up, or the one behind the last, where the shards before it have
  /// so many rows that the fold trains on.
  private func firstUnit(rowsBefore: Int, ofFold fold: Int) -> Int {
    let length = grain * RowCache.unitLength
    return min((rowsBefore + length - 1) / length * grain, folds[fold].unitCount)
  }

  /// The units of a fold's rows that a shard sums up.
  func units(ofFold fold: Int, shard: Int) -> Range<Int> {
    let next = shard + 1
    let lower = firstUnit(rowsBefore: shards[shard].trainingRowsBefore[fold], ofFold: fold)
    let upper =
      next < shards.count
      ? firstUnit(rowsBefore: shards[next].trainingRowsBefore[fold], ofFold: fold) : folds[fold].unitCount
    return lower..<max(lower, upper)
  }

  /// The number of rows of a shard that a fold holds out.
  func heldOutCount(ofFold fold: Int, shard: Int) -> Int {
    let before = { [shards] in $0 < shards.count ? shards[$0].trainingRowsBefore[fold] : folds[fold].rowCount
    }
    return shards[shard].rows.count - (before(shard + 1) - before(shard))
  }

  /// The runs of units whose sums a shard gives, each a subtree of the tree that they merge along.
  func pieces(of rows: CountedRows, shard: Int) -> [Range<Int>] {
    guard rows.isLearned, let fold = rows.fold else { return [shards[shard].units] }
    var (pieces, units): ([Range<Int>], Range<Int>) = ([], units(ofFold: fold, shard: shard))
    while !units.isEmpty {
      var length = 1
      while units.lowerBound % (2 * length) == 0, 2 * length <= units.count { length *= 2 }
      pieces.append(units.lowerBound..<units.lowerBound + length)
      units = units.lowerBound + length..<units.upperBound
    }
    return pieces
  }

  /// The number of rows of some units.
  func rowCount(of rows: CountedRows, units: Range<Int>) -> Int {
    let count = rows.isLearned ? folds[rows.fold ?? 0].rowCount : rowCount
    return min(units.upperBound * RowCache.unitLength, count) - units.lowerBound * RowCache.unitLength
  }

  /// The number of units of all rows that are counted.
  func unitCount(of rows: CountedRows) -> Int {
    rows.isLearned ? folds[rows.fold ?? 0].unitCount : shards.last?.units.upperBound ?? 0
  }

  /// Lets each shard reach as far as the folds' units do that begin in it.
  ///
  /// - Parameters:
  ///   - tally: How many rows each fold trains on before each unit of all rows.
  ///   - unitStarts: The byte that each unit of all rows begins at.
  mutating func reachBehindShards(_ tally: FoldTally, unitStarts: [Int]) {
    for index in shards.indices {
      shards[index].trainingRowsBefore = tally.before[shards[index].units.lowerBound]
    }
    for index in shards.indices.dropLast() {
      let ends = folds.indices.map {
        min(units(ofFold: $0, shard: index).upperBound * RowCache.unitLength, folds[$0].rowCount)
      }
      let unit = (shards[index].units.upperBound..<unitStarts.count).first { unit in
        zip(tally.before[unit], ends).allSatisfy { $0 >= $1 }
      }
      shards[index].readEnd = unit.map { unitStarts[$0] } ?? joinedBytes.end
    }
  }
}

extension ShardPlan.Shard {
  /// The rows in units, as ``RowCache`` counts them.
  var units: Range<Int> {
    rows.lowerBound / RowCache.unitLength..<(rows.upperBound + RowCache.unitLength - 1) / RowCache.unitLength
  }
}

/// How many rows each fold trains on before each unit of all rows.
struct FoldTally {
  /// By unit and fold.
  private(set) var before: [[Int]] = []
  private var counts: [Int]
  private var rowCount = 0

  init(foldCount: Int) { counts = [Int](repeating: 0, count: foldCount) }

  /// Takes in the folds of rows; -1 for one that is in none.
  mutating func note(_ folds: [Int8]) {
    for fold in folds {
      if rowCount % RowCache.unitLength == 0 { before.append(counts.map { rowCount - $0 }) }
      if fold >= 0 { counts[Int(fold)] += 1 }
      rowCount += 1
    }
  }
}

// MARK: - As JSON

extension FoldPlan {
  var json: JSON {
    func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
    return [
      "features": features.json, "class_counts": .array(classCounts.map { .integer($0) }),
      "pivot": numbers(pivot), "pivot_in_double_precision": precisePivot.map(numbers) ?? .null,
    ]
  }

  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for what is no fold.
  init(json: JSON, classCount: Int) throws {
    features = try FeatureSpace(json: json["features"] ?? .null)
    func numbers(_ name: String) -> [Double]? { json[name]?.array?.compactMap(\.double) }
    classCounts = (json["class_counts"]?.array ?? []).compactMap(\.integer)
    (pivot, precisePivot) = (numbers("pivot") ?? [], numbers("pivot_in_double_precision"))
    guard classCounts.count == classCount, classCounts.allSatisfy({ (0...1 << 50).contains($0) }),
      pivot.count == width, precisePivot.map({ $0.count == width }) ?? true
    else { throw LogitError.invalidConfiguration(object: "The plan", reason: "a fold does not fit") }
  }
}

extension ShardPlan {
  /// Whether what is said of the rows' weights fits the rest.
  var hasFittingWeights: Bool {
    let count = description.classes.count
    return description.weightSums.count == count
      && description.weightSums.allSatisfy { $0 > 0 && $0.isFinite }
      && weights.count == (hasWeights ? 1 + foldCount : 0)
      && weights.allSatisfy {
        $0.sums.count == count && $0.sums.allSatisfy { $0 > 0 && $0.isFinite } && $0.least > 0
          && $0.least.isFinite
      }
  }

  /// Whether what is said of folds fits each other and the shards.
  var hasFittingFolds: Bool {
    guard folds.isEmpty == !description.learnsFolds(options, hasGaps: hasGaps) else { return false }
    guard !folds.isEmpty else { return shards.allSatisfy { $0.trainingRowsBefore.isEmpty } }
    return folds.count == foldCount
      && folds.allSatisfy {
        (1...rowCount).contains($0.rowCount) && ($0.precisePivot != nil) == description.isPrecise
      }
      && folds.indices.allSatisfy { fold in
        let before = shards.map { $0.trainingRowsBefore.count > fold ? $0.trainingRowsBefore[fold] : -1 }
        return before[0] == 0
          && shards.indices.allSatisfy { index in
            let end = index + 1 < shards.count ? before[index + 1] : folds[fold].rowCount
            return (0...shards[index].rows.count).contains(end - before[index])
          }
      } && shards.allSatisfy { $0.trainingRowsBefore.count == folds.count }
  }
}
