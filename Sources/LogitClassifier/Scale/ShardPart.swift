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
    /// In the first round.
    var moments: [Int?: ColumnMoments.Part] = [:]
    var samples: [Int: SampledRows] = [:]
    /// In later ones.
    var sums: [String: PartialSums] = [:]
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
    for (fold, part) in answers.moments {
      let name = "moments/\(fold.map { "\($0)" } ?? "all")"
      file.add("\(name)/runs", part.runs)
      file.add("\(name)/varies", part.varies)
    }
    for (step, sample) in answers.samples { sample.add(to: &file, "sample/\(step)") }
    for (id, sums) in answers.sums { file.add("sums/\(id)", sums.words) }
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
    guard let state else {
      for fold in plan.searches {
        let name = "moments/\(fold.map { "\($0)" } ?? "all")"
        answers.moments[fold] = try ColumnMoments.Part(file, name, width: plan.featureCount, in: path)
      }
      for step in try plan.sampleSteps {
        answers.samples[step] = try SampledRows(file, "sample/\(step)", of: plan, in: path)
      }
      return
    }
    for request in state.requests {
      switch request {
      case .sums(let id, let query):
        let sums = try PartialSums(words: file.values("sums/\(id)", in: path))
        guard sums.shape == SumsShape(query.model, query.wanted), sums.rowCount == rowCount else {
          throw FileError.damaged(
            source: path, item: "the sums \(id)", expected: "those asked for of \(rowCount) rows",
            found: "others", remedy: "make the part again with this state")
        }
        answers.sums[id] = sums
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
