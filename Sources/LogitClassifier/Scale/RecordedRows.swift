import Logit
import LogitData
import LogitFiles

/// Rows in other processes, of which this one knows what has been worked out so far. What is not known is
/// noted as wanted, and ends the attempt by ``SumsWanted``.
final class RecordedRows: StreamedRows {
  /// What is known, and what is wanted besides.
  struct Book {
    var known: KnownSums
    var wanted: [RoundState.Request] = []
    /// The sums over all rows that the search came to last, and where.
    var last: LastSums?
  }

  /// The sums that a search came to last.
  struct LastSums {
    let sums: PartialSums
    let coefficients: [Double]
    /// The coefficients before.
    let previous: [Double]?
  }

  private let plan: ShardPlan
  let book: Locked<Book>
  /// The number of rows of each class without each fold, once one is asked for: it takes a pass over all rows.
  private let foldCounts = Locked<[[Int]]?>(nil)

  init(_ plan: ShardPlan, _ known: KnownSums) {
    self.plan = plan
    book = Locked(Book(known: known))
  }

  var rowCount: Int { plan.rowCount }
  var folds: (any FoldLearning)? { plan.folds.isEmpty ? nil : RecordedFolds(plan, book) }

  func rows(without fold: Int?) throws -> any RegressionRows { try counted(without: fold) }

  private func counted(without fold: Int?) throws -> RecordedFoldRows {
    let rows = CountedRows(fold: fold, isPrecise: fold == nil && plan.description.isPrecise)
    let ofClasses = try plan.description.classWeights(plan.options.classWeight)
    return RecordedFoldRows(plan, rows, book, weights(without: fold), ofClasses)
  }

  func weightedDeviations() throws -> [Double]? { try counted(without: nil).weightedDeviations() }

  private func weights(without fold: Int?) -> WeightTally {
    if plan.hasWeights { return plan.weights[fold.map { $0 + 1 } ?? 0] }
    guard let fold else { return WeightTally(plan.description.classCounts, plan.classWeights) }
    return foldCounts.withLock { counts in
      let found = counts ?? plan.classCountsWithoutFolds
      counts = found
      return WeightTally(found[fold], nil)
    }
  }

  func solution(without fold: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel {
    try book.solution(without: fold, solve)
  }

  func solutions(
    withoutEachOf foldCount: Int, isCancelled: () -> Bool, onFold: (Int) -> Void,
    _ solve: @escaping @Sendable (any RegressionRows) throws -> LogisticModel
  ) throws -> [LogisticModel]? {
    var (models, isWanting): ([LogisticModel], Bool) = ([], false)
    for fold in 0..<foldCount {
      guard !isCancelled() else { return nil }
      onFold(fold + 1)
      do {
        models.append(try solution(without: fold) { try solve(rows(without: fold)) })
      } catch is SumsWanted {
        // The other folds may ask in the same round.
        isWanting = true
      }
    }
    if isWanting { throw SumsWanted() }
    return models
  }

  func outputs(
    _ models: [LinearEstimates], _ head: ClassHead, asLogits: Bool
  ) throws -> any HeldOutRows {
    try book.outputs(OutputsQuery(models: models, asLogits: asLogits))
  }

  func sample(most: Int) -> LabeledMatrix? { nil }
}

extension Locked<RecordedRows.Book> {
  /// Fits a model, unless it is known.
  func solution(without fold: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel {
    if let model = withLock({ $0.known.models[fold] }) { return model }
    let model = try solve()
    withLock { $0.known.keep(model, without: fold) }
    return model
  }

  /// What the folds' models say of the rows that they have not seen.
  ///
  /// - Throws: ``SumsWanted`` if it is not known yet.
  func outputs(_ query: OutputsQuery) throws -> HeldOutOutputs {
    if let outputs = withLock({ $0.known.outputs }) { return outputs }
    throw wanting(.outputs(query))
  }

  /// Notes what is wanted.
  fileprivate func wanting(_ request: RoundState.Request) -> SumsWanted {
    withLock { $0.wanted.append(request) }
    return SumsWanted()
  }
}

/// Folds that learn their features anew, whose rows are in other processes.
private struct RecordedFolds: FoldLearning {
  private let plan: ShardPlan
  private let book: Locked<RecordedRows.Book>

  init(_ plan: ShardPlan, _ book: Locked<RecordedRows.Book>) { (self.plan, self.book) = (plan, book) }

  var isClean: Bool { !plan.hasGaps }

  func predictions(
    by validation: CrossValidation, foldCount: Int, isPrecise: Bool, isCancelled: () -> Bool
  ) throws -> StreamedPredictions? {
    let head = validation.fit.head
    var found = OutOfFoldPredictions(foldCount: foldCount)
    var (models, isWanting): ([LinearEstimates], Bool) = ([], false)
    for (fold, learned) in plan.folds.enumerated() {
      found.models.append(nil)
      guard learned.rowCount < plan.rowCount else {
        // Nothing is held out, so nobody asks for what it says.
        models.append(LinearEstimates(zeros: learned.width, outputCount: head.outputCount))
        continue
      }
      validation.onFold(fold + 1, foldCount)
      let mayBegin = learned.features.featureNames == validation.features.featureNames
      do {
        let optimum = try validation.fit.fit(
          RecordedFold(plan, fold, book, isPrecise: isPrecise), learned.features,
          from: mayBegin ? validation.start : nil, isCancelled: isCancelled)
        guard !isCancelled() else { return nil }
        if !optimum.solution.isConverged { found.unfinished.folds += 1 }
        models.append(optimum.estimates)
        if validation.keepsModels { try found.keep(optimum.estimates, head, features: learned.features) }
      } catch is SumsWanted {
        // The other folds may ask in the same round.
        isWanting = true
      }
    }
    if isWanting { throw SumsWanted() }
    let query = OutputsQuery(
      models: models, asLogits: validation.givesLogits, isLearned: true, isPrecise: isPrecise)
    return StreamedPredictions(
      held: try book.outputs(query), head: head, ofFolds: found,
      areWeighted: validation.weights != nil)
  }
}

/// The rows that a fold trains on, by the features that it has learned of them.
private final class RecordedFold: StreamedRows {
  private let plan: ShardPlan
  private let fold: Int
  private let book: Locked<RecordedRows.Book>
  private let isPrecise: Bool

  init(_ plan: ShardPlan, _ fold: Int, _ book: Locked<RecordedRows.Book>, isPrecise: Bool) {
    (self.plan, self.fold, self.book, self.isPrecise) = (plan, fold, book, isPrecise)
  }

  var rowCount: Int { plan.folds[fold].rowCount }
  var folds: (any FoldLearning)? { nil }

  func rows(without other: Int?) throws -> any RegressionRows { try counted() }

  func weightedDeviations() throws -> [Double]? { try counted().weightedDeviations() }

  private func counted() throws -> RecordedFoldRows {
    let weights = try plan.classWeights(learnedIn: fold)
    return RecordedFoldRows(
      plan, CountedRows(fold: fold, isPrecise: isPrecise, isLearned: true), book,
      plan.hasWeights ? plan.weights[fold + 1] : WeightTally(plan.folds[fold].classCounts, weights), weights)
  }

  func solution(without other: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel {
    try book.solution(without: fold, solve)
  }

  func solutions(
    withoutEachOf foldCount: Int, isCancelled: () -> Bool, onFold: (Int) -> Void,
    _ solve: @escaping @Sendable (any RegressionRows) throws -> LogisticModel
  ) throws -> [LogisticModel]? {
    programmingError("A fold's rows have no folds")
  }

  func outputs(
    _ models: [LinearEstimates], _ head: ClassHead, asLogits: Bool
  ) throws -> any HeldOutRows {
    programmingError("A fold's rows are held out all at once")
  }

  func sample(most: Int) -> LabeledMatrix? { nil }
}

/// The rows that one search is over.
private final class RecordedFoldRows: RegressionRows {
  private let plan: ShardPlan
  private let counted: CountedRows
  private let book: Locked<RecordedRows.Book>
  private let weightsOfClasses: [Double]?
  /// How many kinds of sums the search has asked for; the same each time that it is begun anew.
  private let foldCount = Locked(0)

  let classWeights: [Double]
  let leastWeight: Double

  /// - Parameters:
  ///   - weights: How much the rows count.
  ///   - weightsOfClasses: How much a row of each class counts; `nil` if all count once.
  init(
    _ plan: ShardPlan, _ counted: CountedRows, _ book: Locked<RecordedRows.Book>, _ weights: WeightTally,
    _ weightsOfClasses: [Double]?
  ) {
    (self.plan, self.counted, self.book) = (plan, counted, book)
    (classWeights, leastWeight) = (weights.sums, weights.least)
    self.weightsOfClasses = weightsOfClasses
  }

  var rowCount: Int {
    counted.isLearned ? plan.folds[counted.fold ?? 0].rowCount : plan.rowCount
  }
  var columnCount: Int { plan.featureCount(of: counted) }

  func moments() throws -> ColumnMoments { try moments(counted) }

  private func moments(_ rows: CountedRows) throws -> ColumnMoments {
    guard let part = book.withLock({ $0.known.moments[rows] }) else {
      throw book.wanting(.moments(rows))
    }
    return try ColumnMoments(pivot: plan.pivot(of: rows), part)
  }

  /// The deviation of each feature by the rows' own weights; `nil` if all count once.
  func weightedDeviations() throws -> [Double]? {
    guard plan.hasWeights else { return nil }
    let own = counted.ignoringClasses(in: plan)
    do { return try moments(own).deviations } catch let wanted as SumsWanted {
      // Those that the search begins with come in the same round.
      if own != counted { _ = try moments(counted) }
      throw wanted
    }
  }

  func fold(
    _ model: LinearModel, shift: [Double], scale: [Double], hasClasses: Bool
  ) throws -> any RowFold {
    let number = foldCount.withLock { count in
      defer { count += 1 }
      return count
    }
    let (prefix, counted, book) = ("\(KnownSums.prefix(counted.fold))\(number)/", counted, book)
    let calls = Locked(0)
    let ends = (
      shift: Array(shift.prefix(model.columnCount)), scale: Array(scale.prefix(model.columnCount))
    )
    return CacheFold(model) { wanted, coefficients, direction in
      let call = calls.withLock { call in
        defer { call += 1 }
        return call
      }
      let id = "\(prefix)\(call)"
      let known = book.withLock { book in
        guard let sums = book.known.sums[id] else { return PartialSums?.none }
        if counted.fold == nil {
          book.last = RecordedRows.LastSums(
            sums: sums, coefficients: coefficients, previous: book.last?.coefficients)
        }
        return sums
      }
      if let known { return known }
      throw book.wanting(
        .sums(
          id: id,
          SumsQuery(
            rows: counted, model: model, hasClasses: hasClasses, shift: ends.shift, scale: ends.scale,
            wanted: wanted, coefficients: coefficients, direction: direction)))
    }
  }

  func sample(
    every step: Int, _ model: LinearModel, shift: [Double], scale: [Double]
  ) throws -> DenseRows {
    let wanted = SampleOfRows(rows: counted, step: step)
    guard let sample = book.withLock({ $0.known.samples[wanted] }) else {
      throw book.wanting(.sample(wanted))
    }
    return try sample.rows(
      without: counted.maskedFold, weightsOfClasses, model, shift: shift, scale: scale)
  }

  func start(_ search: () throws -> NewtonStart) throws -> NewtonStart {
    guard counted.fold == nil else { return try search() }
    if let start = book.withLock({ $0.known.start }) { return start }
    let start = try search()
    book.withLock { book in
      book.known.start = start
      book.known.samples = book.known.samples.filter { $0.key.rows.fold != nil }
    }
    return start
  }
}

extension ShardPlan {
  /// The number of rows of each class, without those of each fold.
  var classCountsWithoutFolds: [[Int]] {
    var weights = [[Int]](repeating: description.classCounts, count: foldCount)
    var dealt = dealtFolds
    for (label, count) in description.classCounts.enumerated() {
      for _ in 0..<count {
        let fold = Int(dealt.next(ofClass: label))
        if weights.indices.contains(fold) { weights[fold][label] -= 1 }
      }
    }
    return weights
  }

  /// The searches of a fit: over all rows, and without each fold.
  var searches: [Int?] { [nil] + (0..<foldCount).map { Optional($0) } }

  /// What parts of the first round hold, which no state asks for.
  var firstRequests: [RoundState.Request] {
    get throws {
      let all = CountedRows(fold: nil, isPrecise: description.isPrecise)
      let masked = folds.isEmpty ? (0..<foldCount).map { CountedRows(fold: $0, isPrecise: false) } : []
      let own = all.ignoringClasses(in: self)
      return ([all] + (own == all ? [] : [own]) + masked).map { .moments($0) }
        + (try sampleSteps.map { .sample(SampleOfRows(rows: all, step: $0)) })
    }
  }

  /// How many features the model of a search may have.
  func searchWidths(_ fold: Int?) -> [Int] {
    [featureCount] + (fold.map { folds.indices.contains($0) ? [folds[$0].width] : [] } ?? [])
  }

  /// How much a row of each class counts; `nil` if all count once.
  var classWeights: [Double]? {
    // The plan was checked when it was made or read.
    (try? description.classWeights(options.classWeight)) ?? nil
  }

  /// λ as it is used.
  var lambda: Double {
    if case .optimum(let optimum) = options.trainingMethod, let lambda = optimum.penalty.lambda {
      return lambda
    }
    let weights = classWeights
    return 1
      / description.weightSums.enumerated().reduce(0) { sum, ofClass in
        sum + ofClass.element * (weights?[ofClass.offset] ?? 1)
      }
  }

  /// The folds of the rows of each class, in the order of the rows.
  var dealtFolds: DealtFolds {
    options.streamedFolds.dealt(description.classCounts, ranks: classRanks)
  }

  /// How far apart the rows are that are looked at before the search over all of them.
  var sampleSteps: [Int] {
    get throws {
      let classes = description.classes.count
      let model = try LinearModel(
        classes == 2 ? .binary : .multinomial(classCount: classes), columnCount: featureCount)
      return [1, Newton.largerSample].compactMap {
        DenseRows.sampleStep(of: rowCount, model, times: $0)
      }
    }
  }
}

extension CountedRows {
  /// The same rows, weights of their classes left aside: themselves unless rows of a plan have weights, and their
  /// classes too.
  func ignoringClasses(in plan: ShardPlan) -> CountedRows {
    var rows = self
    rows.ignoresClasses = plan.hasWeights && plan.options.classWeight != .equal
    return rows
  }
}
