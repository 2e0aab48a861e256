import Logit
import LogitData
import LogitFiles

/// What was worked out of the rows of one shard.
package struct ShardPart {
  static let format = "logit-part"

  /// The number of the shard, counted from 0.
  package var shard: Int
  /// The number of its rows.
  package var rowCount: Int
  var plan: UInt64
  /// The hash of the state that it answers; 0 for the first round, which has none.
  var state: UInt64
  /// Whether it was made with fused multiply-add.
  var isFused: Bool
  var answers: Answers
  /// A hash of the file that it was read from.
  private(set) var hash: UInt64 = 0

  /// What it holds.
  struct Answers {
    var moments: [CountedRows: ColumnMoments.Part] = [:]
    var samples: [SampleOfRows: SampledRows] = [:]
    /// One for each of the pieces that the plan has of the shard; see `ShardPlan.pieces(of:shard:)`.
    var sums: [String: [PartialSums]] = [:]
    var outputs: HeldOutOutputs?
  }

  /// The bytes of a file.
  package var encoded: [UInt8] {
    var file = SealedTensors(format: Self.format)
    file.add("plan", plan.hexadecimal)
    file.add("state", state.hexadecimal)
    file.add("shard", "\(shard)")
    file.add("rows", "\(rowCount)")
    file.add("fused", isFused ? "yes" : "no")
    for (rows, part) in answers.moments { part.add(to: &file, rows) }
    for (sample, rows) in answers.samples { rows.add(to: &file, sample) }
    for (id, pieces) in answers.sums {
      for (piece, sums) in pieces.enumerated() { file.add("sums/\(id)/\(piece)", sums.words) }
    }
    answers.outputs?.add(to: &file)
    return file.encoded
  }

  init(shard: Int, rowCount: Int, plan: UInt64, state: UInt64, isFused: Bool, answers: Answers) {
    (self.shard, self.rowCount, self.plan, self.state) = (shard, rowCount, plan, state)
    (self.isFused, self.answers) = (isFused, answers)
  }

  /// Reads a part.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - plan: The plan that it must be of.
  ///   - state: The state that it must answer; `nil` in the first round.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if it was changed, or belongs
  ///   elsewhere.
  package init(contentsOf path: String, of plan: ShardPlan, _ state: RoundState?) throws {
    let (file, hash) = try SealedTensors.read(path, format: Self.format)
    func require(_ name: String, _ expected: UInt64, _ what: String) throws {
      let found = try file.text(name, in: path)
      guard found == expected.hexadecimal else {
        throw FileError.damaged(
          source: path, item: "the \(name) that it was made for", expected: expected.hexadecimal,
          found: found.shortened, remedy: "make the part again with \(what)")
      }
    }
    try require("plan", plan.hash, "this plan")
    try require("state", state?.hash ?? 0, state == nil ? "no state" : "this state")
    let shard = Int(try file.text("shard", in: path)) ?? -1
    let rows = Int(try file.text("rows", in: path)) ?? -1
    guard plan.shards.indices.contains(shard), plan.shards[shard].rows.count == rows else {
      throw FileError.damaged(
        source: path, item: "the shard", expected: "one of the \(plan.shards.count) of the plan",
        found: "shard \(shard) of \(rows) rows", remedy: "make the part again with this plan")
    }
    self.init(
      shard: shard, rowCount: rows, plan: plan.hash, state: state?.hash ?? 0,
      isFused: try file.text("fused", in: path) == "yes", answers: Answers())
    self.hash = hash
    try read(file, path, plan, state)
  }

  private mutating func read(
    _ file: SealedTensors, _ path: String, _ plan: ShardPlan, _ state: RoundState?
  ) throws {
    for request in try state?.requests ?? plan.firstRequests {
      switch request {
      case .moments(let rows):
        answers.moments[rows] = try ColumnMoments.Part(file, rows, of: plan, in: path)
      case .sample(let sample):
        answers.samples[sample] = try SampledRows(file, sample, of: plan, in: path)
      case .sums(let id, let query):
        answers.sums[id] = try plan.pieces(of: query.rows, shard: shard).enumerated().map { piece, units in
          let sums = try PartialSums(words: file.values("sums/\(id)/\(piece)", in: path))
          let count = plan.rowCount(of: query.rows, units: units)
          guard sums.shape == SumsShape(query.model, query.wanted), sums.rowCount == count else {
            throw FileError.damaged(
              source: path, item: "the sums \(id)", expected: "those asked for of \(count) rows",
              found: "others", remedy: "make the part again with this state")
          }
          return sums
        }
      case .outputs:
        guard let outputs = try HeldOutOutputs(file, of: plan, in: path) else {
          throw FileError.damaged(
            source: path, item: "the outputs", expected: "there", found: "missing",
            remedy: "make the part again with this state")
        }
        answers.outputs = outputs
      }
    }
  }
}
