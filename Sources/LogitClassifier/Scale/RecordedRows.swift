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
  private let foldWeights = Locked<[[Double]]?>(nil)

  init(_ plan: ShardPlan, _ known: KnownSums) {
    self.plan = plan
    book = Locked(Book(known: known))
  }

  var rowCount: Int { plan.rowCount }
  var folds: (any FoldLearning)? { nil }

  func rows(without fold: Int?) throws -> any RegressionRows {
    RecordedFoldRows(plan, fold, book, classWeights: classWeights(without: fold))
  }

  private func classWeights(without fold: Int?) -> [Double] {
    guard let fold else { return ClassBalance.weightSums(plan.description.classCounts, plan.classWeights) }
    return foldWeights.withLock { weights in
      let found = weights ?? plan.classWeightsWithoutFolds
      weights = found
      return found[fold]
    }
  }

  func solution(without fold: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel {
    if let model = book.withLock({ $0.known.models[fold] }) { return model }
    let model = try solve()
    book.withLock { $0.known.keep(model, without: fold) }
    return model
  }

  func outputs(
    _ models: [LinearEstimates], _ head: ClassHead, asLogits: Bool
  ) throws -> any HeldOutRows {
    if let outputs = book.withLock({ $0.known.outputs }) { return outputs }
    book.withLock { $0.wanted.append(.outputs(models: models, asLogits: asLogits)) }
    throw SumsWanted()
  }

  func sample(most: Int) -> LabeledMatrix? { nil }
}

/// The rows that one search is over.
private final class RecordedFoldRows: RegressionRows {
  private let plan: ShardPlan
  private let excluded: Int?
  private let book: Locked<RecordedRows.Book>
  /// How many kinds of sums the search has asked for; the same each time that it is begun anew.
  private let foldCount = Locked(0)

  let classWeights: [Double]
  var leastWeight: Double { plan.classWeights?.min() ?? 1 }

  init(_ plan: ShardPlan, _ fold: Int?, _ book: Locked<RecordedRows.Book>, classWeights: [Double]) {
    (self.plan, excluded, self.book, self.classWeights) = (plan, fold, book, classWeights)
  }

  var rowCount: Int { plan.rowCount }
  var columnCount: Int { plan.featureCount }
  private var counted: CountedRows {
    CountedRows(fold: excluded, isPrecise: excluded == nil && plan.description.isPrecise)
  }

  func moments() throws -> ColumnMoments {
    guard let part = book.withLock({ $0.known.moments[excluded] }) else { throw SumsWanted() }
    return try ColumnMoments(pivot: plan.pivots[excluded.map { $0 + 1 } ?? 0], part)
  }

  func fold(
    _ model: LinearModel, shift: [Double], scale: [Double], hasClasses: Bool
  ) throws -> any RowFold {
    let number = foldCount.withLock { count in
      defer { count += 1 }
      return count
    }
    let (prefix, counted, book) = ("\(KnownSums.prefix(excluded))\(number)/", counted, book)
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
      return try book.withLock { book in
        if let sums = book.known.sums[id] {
          if counted.fold == nil {
            book.last = RecordedRows.LastSums(
              sums: sums, coefficients: coefficients, previous: book.last?.coefficients)
          }
          return sums
        }
        book.wanted.append(
          .sums(
            id: id,
            SumsQuery(
              rows: counted, model: model, hasClasses: hasClasses, shift: ends.shift, scale: ends.scale,
              wanted: wanted, coefficients: coefficients, direction: direction)))
        throw SumsWanted()
      }
    }
  }

  func sample(
    every step: Int, _ model: LinearModel, shift: [Double], scale: [Double]
  ) throws -> DenseRows {
    guard let sample = book.withLock({ $0.known.samples[step] }) else { throw SumsWanted() }
    return try sample.rows(
      without: excluded, plan.classWeights, model, shift: shift, scale: scale)
  }

  func start(_ search: () throws -> NewtonStart) throws -> NewtonStart {
    guard excluded == nil else { return try search() }
    if let start = book.withLock({ $0.known.start }) { return start }
    let start = try search()
    book.withLock { book in
      book.known.start = start
      book.known.samples = [:]
    }
    return start
  }
}

extension ShardPlan {
  /// The number of rows of each class, without those of each fold.
  var classWeightsWithoutFolds: [[Double]] {
    var weights = [[Double]](repeating: description.classCounts.map { Double($0) }, count: foldCount)
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
      / description.classCounts.enumerated().reduce(0) { sum, count in
        sum + Double(count.element) * (weights?[count.offset] ?? 1)
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
