import Logit
import LogitData
package import LogitFiles

/// What a process does that works out the part of one shard: reads its rows, or takes them from where they
/// were kept, and sums up what is asked for. The same plan, shard and state give the same bytes.
package struct ShardWork {
  private let plan: ShardPlan
  private let shard: Int
  private let cacheDirectory: String?
  private let memory: MemoryLimit

  /// - Parameters:
  ///   - plan: The plan.
  ///   - shard: The number of the shard, counted from 0.
  ///   - cacheDirectory: Where encoded rows are kept for later rounds; they are not by default.
  ///   - memory: How much memory reading may take.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a shard that the plan does not have.
  package init(
    _ plan: ShardPlan, shard: Int, cacheDirectory: String? = nil, memory: MemoryLimit = .standard
  ) throws {
    guard plan.shards.indices.contains(shard) else {
      throw LogitError.invalidOption(
        name: "shard", value: "\(shard)", expected: "from 0 to \(plan.shards.count - 1)")
    }
    (self.plan, self.shard, self.cacheDirectory, self.memory) = (plan, shard, cacheDirectory, memory)
  }

  /// Works out the part.
  ///
  /// - Parameters:
  ///   - state: What is asked for; `nil` in the first round.
  ///   - input: The shard's bytes; read from the plan's file by default.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` for a file that has changed since the
  ///   plan was made, and as `CSVReader.read()` and `FeatureSpace.matrix(of:)`.
  package func part(_ state: RoundState?, input: [UInt8]? = nil) throws -> ShardPart {
    let rows = try rows(input)
    var answers = ShardPart.Answers()
    if let state {
      let head = plan.description.classes.head
      for request in state.requests {
        switch request {
        case .sums(let id, let query): answers.sums[id] = try rows.sums(query)
        case .outputs(let models, let asLogits):
          var outputs = HeldOutOutputs()
          try rows.forEachOutputs(models, head, asLogits: asLogits) { outputs.append($0) }
          answers.outputs = outputs
        }
      }
    } else {
      for fold in plan.searches {
        answers.moments[fold] = try rows.moments(
          CountedRows(fold: fold, isPrecise: fold == nil && plan.description.isPrecise),
          pivot: plan.pivots[fold.map { $0 + 1 } ?? 0])
      }
      for step in try plan.sampleSteps {
        answers.samples[step] = try rows.sample(every: step, isPrecise: plan.description.isPrecise)
      }
    }
    return ShardPart(
      shard: shard, rowCount: rows.rowCount, plan: plan.hash, state: state?.hash ?? 0,
      isFused: PartialSums.areFusedHere, answers: answers)
  }

  // MARK: Rows

  private var bounds: ShardPlan.Shard { plan.shards[shard] }

  private var layout: RowCacheLayout {
    RowCacheLayout(
      rowCount: bounds.rows.count, width: plan.featureCount, isPrecise: plan.description.isPrecise,
      key: plan.hash &+ UInt64(shard))
  }

  /// The rows, encoded.
  private func rows(_ input: [UInt8]?) throws -> RowCache {
    let kept = cacheDirectory.map { "\($0)/rows-\(plan.hash.hexadecimal)-\(shard)" }
    if let kept, input == nil, FileSystem.exists(kept) {
      try requireUnchanged()
      // One that is damaged is made again.
      if let rows = try? RowCache(
        StoredBytes(path: kept), layout, firstRow: bounds.rows.lowerBound, classWeights: plan.classWeights)
      {
        return rows
      }
    }
    let path = kept ?? FileSystem.temporaryPath(".rows")
    try encode(input, to: path)
    defer { if kept == nil { FileSystem.removeFile(path) } }
    return try RowCache(
      StoredBytes(path: path), layout, firstRow: bounds.rows.lowerBound, classWeights: plan.classWeights)
  }

  /// Makes sure that the file is the one that the plan was made of, as far as its size and its time say.
  private func requireUnchanged() throws {
    let status = FileSystem.status(of: plan.data.path)
    guard let status, case .plain(let size) = status.kind else {
      throw FileError.notRead(path: plan.data.path, reason: "there is no plain file of this name")
    }
    guard size == plan.data.byteCount, status.modified == plan.data.modified else {
      throw changed(
        "\(plan.data.byteCount) bytes, last changed when the plan was made", "\(size) bytes, changed since")
    }
  }

  private func changed(_ expected: String, _ found: String) -> FileError {
    .damaged(
      source: plan.data.path, item: "the table", expected: expected, found: found,
      remedy: "make the plan again, and begin anew")
  }

  private func encode(_ input: [UInt8]?, to path: String) throws {
    let (reader, range) = try reader(input)
    let writer = try RowCacheWriter(path, layout)
    let (description, features) = (plan.description, plan.description.features)
    var dealt: DealtFolds?
    if plan.foldCount > 0 {
      dealt = plan.dealtFolds
      dealt?.skip(bounds.classCountsBefore)
    }
    var rowCount = 0
    var counts = PredictionCounts()
    try reader.forEachBatch(in: range) { table, _ in
      let classes = try description.classes.indices(of: table.column(description.target))
      try classes.requireClasses(target: description.target)
      let read = features.reading(table).table
      let matrix = try features.matrix(of: read, isPrecise: description.isPrecise, counts: &counts)
      rowCount += classes.count
      guard rowCount <= bounds.rows.count else { return }
      try writer.append(
        matrix, classes: classes, folds: classes.map { Int8(dealt?.next(ofClass: Int($0)) ?? -1) })
    }
    guard rowCount == bounds.rows.count else {
      throw changed("\(bounds.rows.count) rows in shard \(shard)", "\(rowCount)")
    }
    try writer.finish()
  }

  /// What reads the rows, and the bytes that they stand in.
  private func reader(_ input: [UInt8]?) throws -> (CSVReader, Range<Int>) {
    var options = plan.csv
    options.memory = memory
    let used = Set(plan.description.features.inputNames + [plan.description.target])
    options.columns = used
    for column in plan.description.profile.columns { options.kinds[column.name] = column.kind }
    if let input {
      let hash = input.withUnsafeBytes { XXH64.hash($0) }
      guard hash == bounds.hash else {
        throw changed("the bytes \(bounds.bytes) of the plan", "\(input.count) other bytes on standard input")
      }
      guard options.encoding == .utf8 else {
        throw LogitError.invalidOption(
          name: "encoding", value: options.encoding.rawValue, expected: "UTF-8 where bytes are handed in")
      }
      let reader = try CSVReader(
        bytes: plan.data.head + input, name: "shard \(shard) of \(plan.data.path)", options: options)
      return (reader, plan.data.head.count..<reader.byteCount)
    }
    try requireUnchanged()
    let source = try StoredBytes(path: plan.data.path)
    guard bounds.bytes.upperBound <= source.size, try source.hash(of: bounds.bytes) == bounds.hash else {
      throw changed("as it was when the plan was made", "changed in shard \(shard)")
    }
    let reader = try CSVReader(path: plan.data.path, options: options)
    guard reader.format.columnNames == plan.description.profile.columns.map(\.name) else {
      throw changed("a header as it was when the plan was made", "another one")
    }
    return (reader, bounds.bytes)
  }
}
