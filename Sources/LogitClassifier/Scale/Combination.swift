import Logit
import LogitData
import LogitFiles

/// What puts the parts of all shards together and takes the next step of a fit.
package struct Combination {
  /// How far a fit has come.
  package struct Progress {
    /// The number of rounds that have been summed up.
    package var round: Int
    package var shards: Int
    package var rows: Int
    /// The mean loss of all rows where the search for their model came to last; `nil` before, and later the
    /// end of it.
    package var loss: Double?
    /// The same with the penalty.
    package var objective: Double?
    /// The largest absolute entry of the objective's gradient there.
    package var gradientNorm: Double?
    /// How far that is from where it came to before.
    package var step: Double?
    /// What is to be done next, in a few words.
    package var next: String
  }

  /// What comes of a round.
  package enum Outcome {
    /// Another round is needed.
    case unfinished(RoundState, Progress)
    /// The model is there.
    case finished(Classifier, FitReport, Progress)
  }

  private let plan: ShardPlan

  package init(_ plan: ShardPlan) { self.plan = plan }

  /// Puts the parts of a round together.
  ///
  /// - Parameters:
  ///   - state: What the parts answer; `nil` in the first round.
  ///   - paths: The files of the parts, in any order. A part that is there twice counts once.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` for parts that do not belong together,
  ///   `LogitError.partMissing(blocks:)`, and as ``ClassifierTraining/run(callbacks:isCancelled:)``.
  package func combine(_ state: RoundState?, parts paths: [String]) throws -> Outcome {
    var next = state ?? RoundState(plan: plan.hash, round: 0, isFused: PartialSums.areFusedHere)
    try takeIn(paths, &next, state)
    next.round += 1
    next.requests = []
    let rows = RecordedRows(plan, next.known)
    let training = try ClassifierTraining(
      rows, foldCount: plan.foldCount, plan.description, options: plan.options)
    do {
      let (classifier, report) = try training.run()
      return .finished(classifier, report, try progress(next.round, rows, "done"))
    } catch is SumsWanted {
      let book = rows.book.withLock { $0 }
      (next.known, next.requests) = (book.known, book.wanted)
      return .unfinished(next, try progress(next.round, rows, book.nextStep))
    }
  }

  // MARK: Parts

  /// Takes in the parts, one at a time.
  private func takeIn(_ paths: [String], _ next: inout RoundState, _ state: RoundState?) throws {
    var hashes: [Int: (hash: UInt64, path: String)] = [:]
    var merged = MergedParts()
    // In the order of the shards, so that few sums wait for their neighbours.
    var parts: [(shard: Int, path: String)] = []
    for path in paths {
      let part = try ShardPart(contentsOf: path, of: plan, state)
      if let other = hashes[part.shard] {
        guard other.hash == part.hash else {
          throw FileError.damaged(
            source: path, item: "the part of shard \(part.shard)", expected: "the same as in \(other.path)",
            found: "another one", remedy: "make both again, and find out which machine reckons otherwise")
        }
        continue
      }
      guard hashes.isEmpty && state == nil || part.isFused == next.isFused else {
        throw FileError.damaged(
          source: path, item: "the arithmetic",
          expected: next.isFused ? "with fused multiply-add" : "without fused multiply-add",
          found: part.isFused ? "with it" : "without it", remedy: "work out all parts on machines of one kind"
        )
      }
      next.isFused = part.isFused
      hashes[part.shard] = (part.hash, path)
      parts.append((part.shard, path))
    }
    if let missing = plan.shards.indices.first(where: { hashes[$0] == nil }) {
      throw FileError.damaged(
        source: "the round", item: "the part of shard \(missing)", expected: "there",
        found: "missing (\(hashes.count) of \(plan.shards.count) shards are there)",
        remedy: "work it out, too")
    }
    for (_, path) in parts.sorted(by: { $0.shard < $1.shard }) {
      let part = try ShardPart(contentsOf: path, of: plan, state)
      try merged.add(part, of: plan, state)
    }
    try merged.finish(into: &next.known)
  }

  // MARK: Progress

  private func progress(_ round: Int, _ rows: RecordedRows, _ next: String) throws -> Progress {
    let book = rows.book.withLock { $0 }
    var progress = Progress(round: round, shards: plan.shards.count, rows: plan.rowCount, next: next)
    if let solution = book.known.models[nil]?.solution {
      (progress.loss, progress.objective) = (solution.meanLoss, solution.objective)
      progress.gradientNorm = solution.gradientNorm
    } else if let last = book.last {
      progress.loss = last.sums.loss / last.sums.weight
      (progress.objective, progress.gradientNorm) = try last.evaluated(plan, book.known)
      progress.step = last.previous.map { previous in
        zip(last.coefficients, previous).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      }
    }
    return progress
  }
}

extension RecordedRows.Book {
  /// What is to be done next, in a few words.
  fileprivate var nextStep: String {
    let folds = Set(wanted.compactMap(\.rows?.fold)).count
    if folds > 0 { return "the models of \(folds.counted("fold"))" }
    return wanted.contains { if case .outputs = $0 { true } else { false } }
      ? "what the folds' models say" : "the model of all rows"
  }
}

extension RecordedRows.LastSums {
  /// The objective and the largest entry of its gradient.
  fileprivate func evaluated(
    _ plan: ShardPlan, _ known: KnownSums
  ) throws -> (objective: Double?, gradientNorm: Double?) {
    let classes = plan.description.classes.count
    let model = try LinearModel(
      classes == 2 ? .binary : .multinomial(classCount: classes), columnCount: plan.featureCount)
    let rows = CountedRows(fold: nil, isPrecise: plan.description.isPrecise)
    guard let part = known.moments[rows], let own = known.moments[rows.ignoringClasses(in: plan)],
      sums.shape == SumsShape(model, sums.shape.wanted)
    else { return (nil, nil) }
    let moments = try ColumnMoments(pivot: plan.pivots[0], part)
    let divisors =
      plan.hasWeights
      ? EncodedDesign(ofStreamed: plan.description.features).divisors(
        try ColumnMoments(pivot: plan.pivots[0], own).deviations) : nil
    let sums = sums
    let fold = CacheFold(model) { _, _, _ in sums }
    // The penalty is on the coefficients of columns as they are encoded, or divided by what weights say; these are
    // divided by deviations.
    let penalties = moments.deviations.enumerated().map { column, deviation in
      guard deviation > 0 else { return 1.0 }
      let divisor = divisors?[column] ?? 1
      return plan.lambda * divisor * divisor / (deviation * deviation)
    }
    let problem = try LinearProblem(fold, penalties: penalties + [0])
    var evaluation = LinearEvaluation()
    let (width, padded) = (model.coefficientsPerPredictor, coefficients.count / model.predictorCount)
    let point = (0..<model.predictorCount).flatMap { coefficients[$0 * padded..<$0 * padded + width] }
    try problem.evaluate(sums.shape.wanted.subtracting(.product), at: point, into: &evaluation)
    return (evaluation.value, evaluation.gradient.isEmpty ? nil : evaluation.gradientNorm)
  }
}

/// The parts of all shards, put together in the order of the shards.
private struct MergedParts {
  private var answers = ShardPart.Answers()
  private var trees: [String: BlockTree<PartialSums>] = [:]
  /// The number of units that each tree is over.
  private var unitCounts: [String: Int] = [:]

  mutating func add(_ part: ShardPart, of plan: ShardPlan, _ state: RoundState?) throws {
    for (rows, moments) in part.answers.moments {
      if answers.moments[rows]?.append(moments) == nil { answers.moments[rows] = moments }
    }
    for (name, sample) in part.answers.samples {
      if answers.samples[name]?.append(sample) == nil { answers.samples[name] = sample }
    }
    if let outputs = part.answers.outputs, answers.outputs?.append(outputs) == nil {
      answers.outputs = outputs
    }
    for case .sums(let id, let query) in state?.requests ?? [] {
      unitCounts[id] = plan.unitCount(of: query.rows)
      let pieces = plan.pieces(of: query.rows, shard: part.shard)
      for (sums, units) in zip(part.answers.sums[id] ?? [], pieces) {
        try trees[id, default: BlockTree<PartialSums> { try $0.merge($1) }].insert(sums, blocks: units)
      }
    }
  }

  consuming func finish(into known: inout KnownSums) throws {
    known.moments.merge(answers.moments) { $1 }
    known.samples.merge(answers.samples) { $1 }
    if let outputs = answers.outputs { known.outputs = outputs }
    for (id, tree) in trees { known.sums[id] = try tree.finish(blockCount: unitCounts[id] ?? 0) }
  }
}
