import Logit
import LogitData
import LogitFiles

/// The encoded rows of a shard, and what is worked out of them.
struct ShardRows {
  private let plan: ShardPlan
  private let shard: Int
  /// The shard's rows; `nil` where nothing is asked of them.
  private let own: RowCache?
  /// What the shard has for each fold that learns its features anew; empty where nothing is asked of that.
  private let folds: [ShardFold]

  init(_ plan: ShardPlan, _ shard: Int, own: RowCache?, folds: [ShardFold]) {
    (self.plan, self.shard, self.own, self.folds) = (plan, shard, own, folds)
  }

  /// Answers requests, as many sums over the shard's own rows in one pass as there is room for.
  func answers(to requests: [RoundState.Request]) throws -> ShardPart.Answers {
    var answers = ShardPart.Answers()
    var sums: [(id: String, query: SumsQuery)] = []
    for request in requests {
      if case .sums(let id, let query) = request, !query.rows.isLearned {
        sums.append((id, query))
      } else {
        try answer(request, &answers)
      }
    }
    guard let own, let model = sums.first?.query.model else { return answers }
    let (units, first) = (plan.shards[shard].units, own.firstRow / RowCache.unitLength)
    while !sums.isEmpty {
      let some = sums.prefix(own.jointCount(model))
      let found = try own.sums(
        some.map(\.query), ofUnits: units.lowerBound - first..<units.upperBound - first)
      for (sum, found) in zip(some, found) { answers.sums[sum.id] = [found] }
      sums.removeFirst(some.count)
    }
    return answers
  }

  /// Answers a request.
  private func answer(_ request: RoundState.Request, _ answers: inout ShardPart.Answers) throws {
    switch request {
    case .moments(let rows):
      let none = [Double](repeating: 0, count: plan.featureCount(of: rows))
      answers.moments[rows] =
        try cache(rows)?.moments(rows, pivot: plan.pivot(of: rows))
        ?? ColumnMoments.Part(runs: [], varies: none)
    case .sample(let sample):
      let isPrecise = sample.rows.isPrecise
      answers.samples[sample] =
        try cache(sample.rows)?.sample(every: sample.step, isPrecise: isPrecise)
        ?? SampledRows(isPrecise: isPrecise)
    case .sums(let id, let query):
      guard let cache = cache(query.rows) else { return answers.sums[id] = [] }
      let first = cache.firstRow / RowCache.unitLength
      answers.sums[id] = try plan.pieces(of: query.rows, shard: shard).map {
        try cache.sums(query, ofUnits: $0.lowerBound - first..<$0.upperBound - first)
      }
    case .outputs(let query): answers.outputs = try outputs(query)
    }
  }

  /// Some rows; `nil` where the shard has none of them.
  private func cache(_ rows: CountedRows) -> RowCache? {
    rows.isLearned ? folds[rows.fold ?? 0].training : own
  }

  /// What the folds' models say of the rows of the shard that they have not seen.
  private func outputs(_ query: OutputsQuery) throws -> HeldOutOutputs {
    let head = plan.description.classes.head
    var held = HeldOutOutputs()
    guard let own else { return held }
    guard query.isLearned else {
      try own.forEachOutputs(query.models, head, asLogits: query.asLogits) { held.append($0) }
      return held
    }
    var places = [[Int]](repeating: [], count: folds.count)
    try own.forEachBatch { batch in
      for (row, fold) in batch.folds.enumerated() where fold >= 0 {
        places[Int(fold)].append(held.rows.count)
        held.rows.append(batch.firstRow + row)
        held.classes.append(batch.classes[row])
        held.folds.append(Int32(fold))
        if let weight = batch.rows.weights?[row] { held.weights.append(weight) }
      }
    }
    let width = head.outputCount
    held.outputs = [Float](repeating: 0, count: held.rows.count * width)
    for (fold, places) in places.enumerated() {
      var next = 0
      try folds[fold].held?.forEachBatch { batch in
        let outputs = try head.outputs(
          query.models[fold],
          of: FeatureMatrix(
            single: batch.features.single, double: query.isPrecise ? batch.features.double : nil),
          asLogits: query.asLogits)
        for value in outputs.scalars {
          held.outputs[places[next / width] * width + next % width] = value
          next += 1
        }
      }
    }
    return held
  }
}

extension RoundState.Request {
  /// Whether it asks something of the shard's rows as the features of all rows have them.
  var needsOwnRows: Bool { !(rows?.isLearned ?? false) }

  /// Whether it asks something of what folds have learned.
  var needsFolds: Bool {
    if case .outputs(let query) = self { query.isLearned } else { rows?.isLearned ?? false }
  }
}

/// A file of rows that a shard has.
struct ShardFile {
  let path: String
  private let keepsFile: Bool
  private let layout: RowCacheLayout
  private let firstRow: Int
  private let classWeights: [Double]?

  /// - Parameters:
  ///   - plan: The plan.
  ///   - shard: The number of the shard.
  ///   - kept: Where the file is kept for later rounds; `nil` if it is not.
  ///   - rowCount: The number of rows.
  ///   - width: The number of features.
  ///   - firstRow: The place of the first row among all rows that are counted like these.
  ///   - classWeights: How much the rows of each class count; `nil` if all count once.
  init(
    _ plan: ShardPlan, _ shard: Int, kept: String?, rowCount: Int, width: Int, firstRow: Int,
    classWeights: [Double]?
  ) {
    (path, keepsFile) = (kept ?? FileSystem.temporaryPath(".rows"), kept != nil)
    layout = RowCacheLayout(
      rowCount: rowCount, width: width, isPrecise: plan.description.isPrecise,
      hasWeights: plan.hasWeights, key: plan.hash &+ UInt64(shard))
    (self.firstRow, self.classWeights) = (firstRow, classWeights)
  }

  var rowCount: Int { layout.rowCount }
  /// Whether the file is there from an earlier round.
  var isKept: Bool { keepsFile && FileSystem.exists(path) }
  /// The rows, if they are there as they were written; a file that is damaged is made again.
  var opened: RowCache? { try? open() }

  func open() throws -> RowCache {
    try RowCache(StoredBytes(path: path), layout, firstRow: firstRow, classWeights: classWeights)
  }

  func writer() throws -> RowCacheWriter { try RowCacheWriter(path, layout) }

  func removeUnlessKept() { if !keepsFile { FileSystem.removeFile(path) } }
}

/// What a shard has for a fold that learns its features anew.
struct ShardFold {
  /// The rows that the shard sums up; `nil` if there are none.
  let training: RowCache?
  /// The rows of the shard that are held out; `nil` if there are none.
  let held: RowCache?

  /// The files of these rows.
  struct Files {
    fileprivate let training: ShardFile
    fileprivate let held: ShardFile
    fileprivate let features: FeatureSpace
    fileprivate let isPrecise: Bool
    fileprivate let fold: Int
    /// The rows that are summed up, among those that the fold trains on.
    fileprivate let trained: Range<Int>
    /// The number of rows before the shard that the fold trains on.
    fileprivate let before: Int
    /// The number of rows of the shard.
    fileprivate let ownCount: Int

    init(_ plan: ShardPlan, _ shard: Int, _ fold: Int, kept: (String) -> String?) throws {
      let (learned, units) = (plan.folds[fold], plan.units(ofFold: fold, shard: shard))
      let rows = CountedRows(fold: fold, isPrecise: false, isLearned: true)
      let first = units.lowerBound * RowCache.unitLength
      trained = first..<first + (units.isEmpty ? 0 : plan.rowCount(of: rows, units: units))
      training = ShardFile(
        plan, shard, kept: kept("trained"), rowCount: trained.count, width: learned.width, firstRow: first,
        classWeights: try plan.classWeights(learnedIn: fold))
      held = ShardFile(
        plan, shard, kept: kept("held"), rowCount: plan.heldOutCount(ofFold: fold, shard: shard),
        width: learned.width, firstRow: 0, classWeights: nil)
      (features, isPrecise, self.fold) = (learned.features, plan.description.isPrecise, fold)
      (before, ownCount) = (plan.shards[shard].trainingRowsBefore[fold], plan.shards[shard].rows.count)
    }

    /// Whether the files are there from an earlier round.
    var areKept: Bool { training.isKept && held.isKept }
    /// The rows, if they are there as they were written.
    var opened: ShardFold? { try? open() }

    fileprivate func open() throws -> ShardFold {
      ShardFold(
        training: training.rowCount > 0 ? try training.open() : nil,
        held: held.rowCount > 0 ? try held.open() : nil)
    }

    func removeUnlessKept() {
      training.removeUnlessKept()
      held.removeUnlessKept()
    }
  }

  /// Writes the files, one batch of rows after the other.
  struct Writer {
    private let files: Files
    private let training: RowCacheWriter
    private let held: RowCacheWriter
    /// The place of the next row that the fold trains on among all of these.
    private var next: Int
    private var (trainedCount, heldCount) = (0, 0)

    init(_ files: Files) throws {
      self.files = files
      (training, held) = (try files.training.writer(), try files.held.writer())
      next = files.before
    }

    /// Whether all rows are there, and no others.
    var isComplete: Bool {
      trainedCount == files.training.rowCount && heldCount == files.held.rowCount
    }

    /// Takes those of some rows that belong here.
    ///
    /// - Parameters:
    ///   - table: The rows, as features take them.
    ///   - rows: What there is beside.
    ///   - firstRow: The place of the first of them in the shard, or behind it.
    mutating func append(_ table: Table, _ rows: RowMarks, firstRow: Int) throws {
      var (trained, heldOut): ([Int], [Int]) = ([], [])
      for row in rows.folds.indices {
        if Int(rows.folds[row]) == files.fold {
          if firstRow + row < files.ownCount { heldOut.append(row) }
        } else {
          if files.trained.contains(next) { trained.append(row) }
          next += 1
        }
      }
      trainedCount += trained.count
      heldCount += heldOut.count
      if heldCount > files.held.rowCount { return }
      for (chosen, writer) in [(trained, training), (heldOut, held)] where !chosen.isEmpty {
        var counts = PredictionCounts()
        try writer.append(
          files.features.matrix(of: table.rows(at: chosen), isPrecise: files.isPrecise, counts: &counts),
          rows.unfolded(at: chosen))
      }
    }

    /// Ends the writing; all rows must be there.
    func finish() throws -> ShardFold {
      try training.finish()
      try held.finish()
      return try files.open()
    }
  }
}
