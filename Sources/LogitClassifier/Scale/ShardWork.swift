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
    let requests = try state?.requests ?? plan.firstRequests
    let rows = ShardRows(
      plan, shard, own: requests.contains(where: \.needsOwnRows) ? try rows(input) : nil,
      folds: requests.contains(where: \.needsFolds) ? try foldRows(input) : [])
    return ShardPart(
      shard: shard, rowCount: bounds.rows.count, plan: plan.hash, state: state?.hash ?? 0,
      isFused: PartialSums.areFusedHere, answers: try rows.answers(to: requests))
  }

  // MARK: Rows

  private var bounds: ShardPlan.Shard { plan.shards[shard] }

  /// Where some of the rows are kept; `nil` where they are not.
  private func keptPath(_ name: String) -> String? {
    cacheDirectory.map { "\($0)/rows-\(plan.hash.hexadecimal)-\(shard)\(name)" }
  }

  /// The rows, encoded.
  private func rows(_ input: [UInt8]?) throws -> RowCache {
    let file = ShardFile(
      plan, shard, kept: keptPath(""), rowCount: bounds.rows.count, width: plan.featureCount,
      firstRow: bounds.rows.lowerBound, classWeights: plan.classWeights)
    if input == nil, file.isKept {
      try requireUnchanged()
      if let rows = file.opened { return rows }
    }
    defer { file.removeUnlessKept() }
    try encode(input, to: file)
    return try file.open()
  }

  /// The rows that the shard sums up for each fold, and those that the fold holds out of it, encoded by what
  /// the fold has learned.
  private func foldRows(_ input: [UInt8]?) throws -> [ShardFold] {
    let files = try plan.folds.indices.map { fold in
      try ShardFold.Files(plan, shard, fold) { keptPath("-\(fold)-\($0)") }
    }
    if input == nil, files.allSatisfy(\.areKept) {
      try requireUnchanged()
      let opened = files.compactMap(\.opened)
      if opened.count == files.count { return opened }
    }
    defer { for file in files { file.removeUnlessKept() } }
    var writers = try files.map { try ShardFold.Writer($0) }
    var row = 0
    try forEachBatch(input, in: bounds.readBytes) { table, rows in
      for index in writers.indices { try writers[index].append(table, rows, firstRow: row) }
      row += rows.count
    }
    for writer in writers where !writer.isComplete {
      throw changed("\(bounds.rows.count) rows in shard \(shard), and some behind it", "\(row)")
    }
    return try writers.map { try $0.finish() }
  }

  /// Makes sure that the files are those that the plan was made of, as far as their sizes and times say.
  private func requireUnchanged() throws {
    for file in plan.pieces(of: bounds.readBytes).map(\.file) {
      let status = FileSystem.status(of: file.path)
      guard let status, case .plain(let size) = status.kind else {
        throw FileError.notRead(path: file.path, reason: "there is no plain file of this name")
      }
      guard size == file.byteCount, status.modified == file.modified else {
        throw changed(
          "\(file.byteCount) bytes, last changed when the plan was made", "\(size) bytes, changed since",
          in: file)
      }
    }
  }

  private func changed(_ expected: String, _ found: String, in file: ShardPlan.File? = nil) -> FileError {
    let paths = plan.pieces(of: bounds.readBytes).map(\.file.path).joined(separator: ", ")
    return .damaged(
      source: file?.path ?? paths, item: "the table", expected: expected, found: found,
      remedy: "make the plan again, and begin anew")
  }

  private func encode(_ input: [UInt8]?, to file: ShardFile) throws {
    let writer = try file.writer()
    let (features, isPrecise) = (plan.description.features, plan.description.isPrecise)
    var rowCount = 0
    var counts = PredictionCounts()
    try forEachBatch(input, in: bounds.bytes) { table, rows in
      let matrix = try features.matrix(of: table, isPrecise: isPrecise, counts: &counts)
      rowCount += rows.count
      if rowCount <= bounds.rows.count { try writer.append(matrix, rows) }
    }
    guard rowCount == bounds.rows.count else {
      throw changed("\(bounds.rows.count) rows in shard \(shard)", "\(rowCount)")
    }
    try writer.finish()
  }

  /// Goes through rows from the shard's first on, read as features take them.
  private func forEachBatch(
    _ input: [UInt8]?, in range: Range<Int>, _ body: (Table, RowMarks) throws -> Void
  ) throws {
    let description = plan.description
    var dealt = plan.foldCount > 0 ? plan.dealtFolds : nil
    dealt?.skip(bounds.classCountsBefore)
    var row = bounds.rows.lowerBound
    for (reader, bytes) in try readers(input, of: range) {
      try reader.forEachBatch(in: bytes) { table, _ in
        let classes = try description.classes.indices(of: table.column(description.target))
        try classes.requireClasses(target: description.target)
        // Another file may have more rows of a class than were dealt out.
        let folds = try classes.map { label -> Int8 in
          guard dealt?.has(ofClass: Int(label)) ?? true else {
            throw changed("the rows of each class that were counted then", "more")
          }
          return Int8(dealt?.next(ofClass: Int(label)) ?? -1)
        }
        let weights = try table.streamedWeights(plan.options.weights, classes: classes, firstRow: row)
        row += classes.count
        try body(
          description.features.reading(table).table,
          RowMarks(classes: classes, folds: folds, weights: weights))
      }
    }
  }

  /// What reads some rows, and the bytes that they stand in.
  ///
  /// - Parameter range: The bytes, counted through all files, from the shard's first on.
  private func readers(_ input: [UInt8]?, of range: Range<Int>) throws -> [(CSVReader, Range<Int>)] {
    var options = plan.csv
    options.memory = memory
    options.columns = Set(
      plan.description.features.inputNames
        + [plan.description.target, plan.options.weights].compactMap(\.self))
    for column in plan.description.profile.columns { options.kinds[column.name] = column.kind }
    let pieces = plan.pieces(of: range)
    if let input {
      let hash = input.withUnsafeBytes { XXH64.hash($0) }
      guard hash == bounds.hash, input.count == bounds.readBytes.count else {
        throw changed("the bytes of the shard in the plan", "\(input.count) other bytes on standard input")
      }
      guard options.encoding == .utf8 else {
        throw LogitError.invalidOption(
          name: "encoding", value: options.encoding.rawValue, expected: "UTF-8 where bytes are handed in")
      }
      var first = 0
      return try pieces.map { piece in
        defer { first += piece.bytes.count }
        let reader = try CSVReader(
          bytes: piece.file.head + input[first..<first + piece.bytes.count],
          name: "shard \(shard) of \(piece.file.path)", options: options)
        return (reader, piece.file.head.count..<reader.byteCount)
      }
    }
    try requireUnchanged()
    guard try plan.hash(of: plan.pieces(of: bounds.readBytes)) == bounds.hash else {
      throw changed("as it was when the plan was made", "changed in shard \(shard)")
    }
    return try pieces.map { piece in
      let reader = try CSVReader(path: piece.file.path, options: options)
      guard reader.format.columnNames == plan.description.profile.columns.map(\.name) else {
        throw changed("a header as it was when the plan was made", "another one", in: piece.file)
      }
      return (reader, piece.bytes)
    }
  }
}
