import Logit
import LogitData
package import LogitFiles

// Plans in files: JSON, one object, with a hash of all the rest.

extension ShardPlan {
  private static let format = "logit-plan"
  private static let remedy = "make the plan again"
  /// The bytes of a plan, at most.
  private static let largestByteCount = 1 << 30

  /// Writes the plan to a file, which appears whole or not at all.
  ///
  /// - Throws: `FileError.notWritten(path:reason:)`.
  package func write(to path: String) throws {
    try StagedFile.write(Array((sealed.description + "\n").utf8), to: path)
  }

  /// Reads a plan.
  ///
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if it was changed or is none.
  package init(contentsOf path: String) throws {
    let source = try StoredBytes(path: path)
    func damaged(_ item: String, _ expected: String, _ found: String) -> FileError {
      .damaged(source: path, item: item, expected: expected, found: found, remedy: Self.remedy)
    }
    guard source.size <= Self.largestByteCount else {
      throw damaged("the plan", "at most \(Self.largestByteCount) bytes", "\(source.size) bytes")
    }
    let json = try JSONReader.parse(try source.bytes(source.size, at: 0), source: path)
    guard case .object(let members) = json, json["format"]?.string == Self.format else {
      throw damaged("the file", "a plan", "something else")
    }
    guard json["format_version"]?.integer == 2 else {
      throw damaged("the format_version", "2", "\(json["format_version"] ?? .null)".shortened)
    }
    let content = JSON.object(members.filter { $0.name != "xxh64" })
    let hash = Self.hash(content)
    guard json["xxh64"]?.string == hash.hexadecimal else {
      throw damaged("the plan", "as it was written", "changed: the check sum differs")
    }
    do {
      try self.init(json: content)
    } catch let error as FileError {
      throw error
    } catch {
      throw damaged("the plan", "one that can be followed", "unusable (\("\(error)".shortened))")
    }
    self.hash = hash
  }

  var contentHash: UInt64 { Self.hash(json) }

  private static func hash(_ content: JSON) -> UInt64 {
    Array(content.description.utf8).withUnsafeBytes { XXH64.hash($0) }
  }

  private var sealed: JSON {
    guard case .object(let members) = json else { return json }
    return .object(members + [JSON.Member("xxh64", .string(hash.hexadecimal))])
  }
}

// MARK: - As JSON

extension ShardPlan {
  private var json: JSON {
    let profile = description.profile
    return [
      "format": .string(Self.format), "format_version": 2,
      "files": .array(files.map(\.json)),
      "csv": csv.json, "reading": options.reading.json,
      "source": .string(profile.source), "rows": .integer(profile.rowCount),
      "columns": .array(
        profile.columns.map {
          [
            "name": .string($0.name), "kind": .string($0.kind.rawValue), "missing": .integer($0.missingCount),
          ]
        }),
      "data_xxh64": .string(description.fingerprint.hexadecimal), "target": description.targetJSON,
      "class_counts": .integers(description.classCounts), "class_ranks": .integers(classRanks),
      "features": description.features.json, "double_precision": .bool(description.isPrecise),
      "options": recordedOptions.json, "lambda_given": .bool(isLambdaGiven), "seed": "\(options.seed)",
      "pivots": .array(pivots.map { .array($0.map { .number($0) }) }),
      "has_gaps": .bool(hasGaps), "weight_sums": .array(description.weightSums.map { .number($0) }),
      "weights": .array(
        weights.map {
          ["sums": .array($0.sums.map { .number($0) }), "least": .number($0.least)]
        }), "folds": .array(folds.map(\.json)),
      "shards": .array(shards.map { $0.json(pieces(of: $0.readBytes)) }),
    ]
  }

  private var isLambdaGiven: Bool {
    if case .optimum(let optimum) = options.trainingMethod { optimum.penalty.lambda != nil } else { true }
  }

  /// The options with the λ that is used.
  private var recordedOptions: Provenance.Options {
    guard case .optimum(var optimum) = options.trainingMethod else {
      programmingError("A plan is for a search for the optimum")
    }
    optimum.penalty = optimum.penalty.withLambda(lambda)
    return Provenance.Options(options, training: .optimum(optimum))
  }

  private init(json: JSON) throws {
    func fields(_ json: JSON?, _ name: String) throws -> JSONFields {
      guard case .object(let members)? = json else {
        throw LogitError.invalidConfiguration(object: "The plan", reason: "its \(name) is missing")
      }
      return JSONFields(members, of: "The plan's \(name)")
    }
    var all = try fields(json, "content")
    let files = try all.requiredArray("files", limit: 1 << 20).map { try File(json: $0) }
    let reading = try TableReading(json: all.value("reading") ?? .null)
    let columns = try all.requiredArray("columns", limit: 1 << 20).map { value in
      var column = try fields(value, "column")
      return TableProfile.ColumnProfile(
        name: try column.requiredString("name"), kind: try column.requiredWord("kind", ColumnKind.self),
        missingCount: try column.requiredInteger("missing", in: 0...Int.max))
    }
    let profile = TableProfile(
      source: try all.requiredString("source"),
      rowCount: try all.requiredInteger("rows", in: 1...1 << 50), columns: columns)
    let (target, classes) = try RowsDescription.target(all.value("target") ?? .null)
    let description = RowsDescription(
      profile: profile, fingerprint: UInt64(try all.requiredString("data_xxh64"), radix: 16) ?? 0,
      target: target, classes: classes, classCounts: try all.requiredIntegers("class_counts"),
      weightSums: try all.requiredArray("weight_sums", limit: ClassLabels.maximumCount).compactMap(\.double),
      features: try FeatureSpace(json: all.value("features") ?? .null),
      isPrecise: try all.bool("double_precision", default: false))
    let options = try Self.options(
      Provenance.Options(json: all.value("options")?.object ?? []),
      isLambdaGiven: all.bool("lambda_given", default: true),
      seed: UInt64(all.requiredString("seed")) ?? 0, reading: reading)
    let width = description.features.outputCount
    let pivots = try all.requiredArray("pivots", limit: 1 + Int(Int8.max)).map {
      ($0.array ?? []).compactMap(\.double)
    }
    let folds = try all.requiredArray("folds", limit: Int(Int8.max)).map {
      try FoldPlan(json: $0, classCount: classes.count)
    }
    let hasGaps = try all.bool("has_gaps", default: false)
    let weights = try all.requiredArray("weights", limit: 1 + Int(Int8.max)).map { tally in
      WeightTally(
        sums: (tally["sums"]?.array ?? []).compactMap(\.double), least: tally["least"]?.double ?? 0)
    }
    let shards = try all.requiredArray("shards", limit: 1 << 24).map { try Shard(json: $0) }
    let csv = try CSVOptions(json: all.value("csv") ?? .null, reading: reading)
    let classRanks = try all.requiredIntegers("class_ranks")
    all.ignore("format", "format_version")
    try all.finish()
    self.init(
      files: files, csv: csv, description: description, options: options,
      classRanks: classRanks, pivots: pivots, hasGaps: hasGaps, weights: weights, folds: folds, shards: shards
    )
    var row = 0
    for shard in shards {
      guard shard.rows.lowerBound == row, shard.rows.count > 0,
        shard.classCountsBefore.count == classes.count, row % RowCut.blockLength == 0
      else { throw LogitError.invalidConfiguration(object: "The plan", reason: "its shards do not follow") }
      row = shard.rows.upperBound
    }
    _ = try description.classWeights(options.classWeight)
    guard row == profile.rowCount, pivots.count == 1 + foldCount, pivots.allSatisfy({ $0.count == width }),
      description.classCounts.count == classes.count, classRanks.count == classes.count,
      description.classCounts.allSatisfy({ (1...row).contains($0) }),
      description.classCounts.reduce(0, +) == row, classRanks.sorted() == Array(classRanks.indices),
      shards.allSatisfy(follows), shards.allSatisfy({ $0.readEnd <= joinedBytes.end }), hasFittingFolds,
      hasFittingWeights
    else {
      throw LogitError.invalidConfiguration(object: "The plan", reason: "its parts do not fit together")
    }
  }

  /// Whether as many rows of each class stand before a shard as there can be.
  private func follows(_ shard: Shard) -> Bool {
    let before = zip(shard.classCountsBefore, description.classCounts)
    return before.allSatisfy { (0...$1).contains($0) }
      && shard.classCountsBefore.reduce(0, +) == shard.rows.lowerBound
  }

  private static func options(
    _ record: Provenance.Options, isLambdaGiven: Bool, seed: UInt64, reading: TableReading
  ) throws -> ClassifierOptions {
    var options = ClassifierOptions()
    (options.features, options.excluded) = (record.features, record.excluded)
    guard case .optimum(var optimum) = record.training else {
      throw LogitError.invalidConfiguration(object: "The plan", reason: "it is for training in steps")
    }
    if !isLambdaGiven { optimum.penalty = .ridge() }
    (options.method, options.measuring) = (.optimum(optimum), record.measuring)
    (options.positiveClass, options.classWeight) = (record.positiveClass, record.classWeight)
    options.weights = record.weights
    options.columns.categoryLimit = record.categoryLimit
    (options.decision, options.seed, options.reading) = (record.decision, seed, reading)
    try options.validate()
    try options.requireStreamable()
    return options
  }
}

extension ShardPlan.File {
  fileprivate var json: JSON {
    [
      "path": .string(path), "bytes": .integer(byteCount), "modified": .integer(modified),
      "head": .string(String(decoding: head, as: UTF8.self)), "data_start": .integer(dataStart),
    ]
  }

  fileprivate init(json: JSON) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: "The plan", reason: "a file is \(json)")
    }
    var fields = JSONFields(members, of: "a file of the plan")
    let start = try fields.requiredInteger("data_start", in: 0...1 << 50)
    self.init(
      path: try fields.requiredString("path"),
      byteCount: try fields.requiredInteger("bytes", in: start...1 << 50),
      modified: try fields.requiredInteger("modified", in: Int.min...Int.max),
      head: Array(try fields.requiredString("head").utf8), dataStart: start)
    try fields.finish()
  }
}

extension ShardPlan.Shard {
  /// - Parameter pieces: The bytes of files that are read, for whoever hands them in.
  fileprivate func json(_ pieces: [ShardPlan.Piece]) -> JSON {
    [
      "first_byte": .integer(bytes.lowerBound), "last_byte": .integer(readEnd - 1),
      "last_own_byte": .integer(bytes.upperBound - 1),
      "first_row": .integer(rows.lowerBound), "rows": .integer(rows.count),
      "xxh64": .string(hash.hexadecimal), "class_counts_before": .integers(classCountsBefore),
      "training_rows_before": .integers(trainingRowsBefore),
      "pieces": .array(
        pieces.map { piece in
          [
            "path": .string(piece.file.path), "from": .integer(piece.bytes.lowerBound),
            "to": .integer(piece.bytes.upperBound - 1),
          ]
        }),
    ]
  }

  fileprivate init(json: JSON) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: "The plan", reason: "a shard is \(json)")
    }
    var fields = JSONFields(members, of: "a shard of the plan")
    let first = try fields.requiredInteger("first_byte", in: 0...1 << 60)
    let last = try fields.requiredInteger("last_byte", in: first...1 << 60)
    let row = try fields.requiredInteger("first_row", in: 0...1 << 50)
    let count = try fields.requiredInteger("rows", in: 1...1 << 50)
    let own = try fields.requiredInteger("last_own_byte", in: first...last)
    (bytes, readEnd, rows) = (first..<own + 1, last + 1, row..<row + count)
    hash = UInt64(try fields.requiredString("xxh64"), radix: 16) ?? 0
    classCountsBefore = try fields.requiredIntegers("class_counts_before")
    trainingRowsBefore = try fields.requiredIntegers("training_rows_before")
    // They follow from the bytes.
    fields.ignore("pieces")
    try fields.finish()
  }
}

extension CSVOptions {
  fileprivate var json: JSON {
    [
      "separator": .string(separator.map { String($0) } ?? ","), "header": .bool(header == .firstRow),
      "comment": comment.map { .string(String($0)) } ?? .null,
      "escape": escape.map { .string(String($0)) } ?? .null, "skip_lines": .integer(skippedLines),
      "encoding": .string(encoding.rawValue),
      "text_columns": .array(kinds.filter { $0.value == .string }.keys.sorted().map { .string($0) }),
    ]
  }

  fileprivate init(json: JSON, reading: TableReading) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: "The plan", reason: "its csv is missing")
    }
    var fields = JSONFields(members, of: "The plan's csv")
    self.init(
      separator: try fields.requiredString("separator").first,
      header: try fields.bool("header", default: true) ? .firstRow : .none,
      comment: try fields.optionalString("comment")?.first,
      escape: try fields.optionalString("escape")?.first,
      skippedLines: try fields.requiredInteger("skip_lines", in: 0...1 << 30),
      usesDecimalComma: reading.usesDecimalComma, missingWords: reading.missingWords,
      encoding: try fields.requiredWord("encoding", TextEncoding.self))
    for name in try fields.requiredStrings("text_columns") { kinds[name] = .string }
    try fields.finish()
  }
}

extension RowsDescription {
  fileprivate var targetJSON: JSON {
    let members = [
      JSON.Member("column", .string(target)), JSON.Member("kind", .string(classes.kind.rawValue)),
      JSON.Member("classes", .array(classes.names.map { .string($0) })),
    ]
    return .object(members + (classes.reading.map { [JSON.Member("reading", $0.json)] } ?? []))
  }

  fileprivate static func target(_ json: JSON) throws -> (String, ClassLabels) {
    guard let column = json["column"]?.string,
      let kind = json["kind"]?.string.flatMap({ ColumnKind(rawValue: $0) }),
      let names = json["classes"]?.array.map({ $0.compactMap(\.string) })
    else { throw LogitError.invalidConfiguration(object: "The plan", reason: "its target is missing") }
    let reading = try json["reading"].map {
      try ColumnReading(json: $0, object: "the reading of the target")
    }
    return (column, try ClassLabels(kind: kind, names: names, reading: reading))
  }
}

extension JSON {
  fileprivate static func integers(_ numbers: [Int]) -> JSON { .array(numbers.map { .integer($0) }) }
}

extension ShardPlan {
  /// The hash that tells this plan from others, as text.
  package var hashText: String { hash.hexadecimal }

  /// Makes sure that a plan is for the same fit.
  ///
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if it is for another.
  package func requireSame(_ paths: [String], target: String, options: ClassifierOptions) throws {
    func require(_ holds: Bool, _ item: String, _ expected: String, _ found: String) throws {
      guard !holds else { return }
      throw FileError.damaged(
        source: "the plan there", item: item, expected: expected, found: found,
        remedy: "give the options of the fit that was begun there, or another directory")
    }
    let found = files.map(\.path)
    try require(found == paths, "the table", paths.joined(separator: ", "), found.joined(separator: ", "))
    try require(description.target == target, "the target", target, description.target)
    let other = ShardPlan(
      files: files, csv: csv, description: description, options: options, classRanks: classRanks,
      pivots: pivots, hasGaps: hasGaps, weights: weights, folds: folds, shards: shards)
    let (own, asked) = (recordedOptions.json.description, other.recordedOptions.json.description)
    try require(own == asked, "the options", asked, own)
    try require(
      self.options.seed == options.seed, "the seed among the options", "\(options.seed)",
      "\(self.options.seed)")
  }
}

extension RoundState {
  /// The hash that tells this state from others, as text.
  package var hashText: String { hash.hexadecimal }
}

extension StoredBytes {
  /// All bytes.
  package func allBytes() throws -> [UInt8] { try bytes(size, at: 0) }
}
