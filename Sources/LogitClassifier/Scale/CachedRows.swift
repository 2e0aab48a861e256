import Logit
import LogitData
import LogitFiles

/// Rows in one file, for a fit by this process alone.
final class CachedRows: StreamedRows {
  private let cache: RowCache
  /// How much the rows count: all, and without each fold.
  private let weights: [Int?: WeightTally]
  let folds: (any FoldLearning)?

  /// - Parameters:
  ///   - cache: All rows.
  ///   - weights: How much the rows count: all, and without each fold.
  ///   - folds: What the features of folds are learned from; `nil` without folds.
  init(_ cache: RowCache, weights: [Int?: WeightTally], folds: (any FoldLearning)? = nil) {
    (self.cache, self.weights, self.folds) = (cache, weights, folds)
  }

  var rowCount: Int { cache.rowCount }

  func rows(without fold: Int?) throws -> any RegressionRows {
    CountedCacheRows(
      cache, CountedRows(fold: fold, isPrecise: fold == nil && cache.layout.isPrecise),
      weights[fold] ?? WeightTally(classCount: 0))
  }

  func weightedDeviations() throws -> [Double]? {
    guard cache.layout.hasWeights else { return nil }
    let rows = CountedRows(
      fold: nil, isPrecise: cache.layout.isPrecise, ignoresClasses: cache.classWeights != nil)
    return try cache.moments(rows) { try cache.moments(rows, pivot: $0) }.deviations
  }

  func solution(without fold: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel {
    try solve()
  }

  func solutions(
    withoutEachOf foldCount: Int, isCancelled: () -> Bool, onFold: (Int) -> Void,
    _ solve: @escaping @Sendable (any RegressionRows) throws -> LogisticModel
  ) throws -> [LogisticModel]? {
    let classCount = self.weights[nil]?.sums.count ?? 2
    let together = cache.jointCount(
      try LinearModel(
        classCount == 2 ? .binary : .multinomial(classCount: classCount), columnCount: cache.width))
    var models: [LogisticModel] = []
    while models.count < foldCount {
      let first = models.count
      onFold(first + 1)
      let more = try JointSearches.run(
        min(together, foldCount - first), over: cache, isCancelled: isCancelled,
        onEnd: { if first + $0 < foldCount { onFold(first + $0 + 1) } },
        { [cache, weights] number, ask in
          let rows = CountedRows(fold: first + number, isPrecise: false)
          return try solve(
            CountedCacheRows(cache, rows, weights[rows.fold] ?? WeightTally(classCount: 0), ask))
        })
      guard let more else { return nil }
      models += more
    }
    return models
  }

  func outputs(
    _ models: [LinearEstimates], _ head: ClassHead, asLogits: Bool
  ) throws -> any HeldOutRows {
    let writer = try HeldOutFile.Writer(FileSystem.temporaryPath(".outputs"))
    try cache.forEachOutputs(models, head, asLogits: asLogits) { try writer.append($0) }
    return try writer.finish()
  }

  func sample(most: Int) throws -> LabeledMatrix? {
    let sample = try cache.sample(every: max(rowCount / most, 1), isPrecise: false)
    let count = min(rowCount, most)
    return LabeledMatrix(
      features: try Tensor(Array(sample.single.prefix(count * cache.width)), shape: [count, cache.width]),
      classes: Array(sample.classes.prefix(count)),
      weights: sample.weights.isEmpty ? nil : Array(sample.weights.prefix(count)))
  }
}

/// The rows of a file, but for those of a fold, as a fit asks for them.
private final class CountedCacheRows: RegressionRows {
  private let cache: RowCache
  private let rows: CountedRows
  /// Who goes through all rows for several searches; `nil` for a search that does so by itself.
  private let ask: (@Sendable (JointSearches.Question) throws -> JointSearches.Answer)?
  let classWeights: [Double]
  let leastWeight: Double

  init(
    _ cache: RowCache, _ rows: CountedRows, _ weights: WeightTally,
    _ ask: (@Sendable (JointSearches.Question) throws -> JointSearches.Answer)? = nil
  ) {
    (self.cache, self.rows, self.ask) = (cache, rows, ask)
    (classWeights, leastWeight) = (weights.sums, weights.least)
  }

  var rowCount: Int { cache.rowCount }
  var columnCount: Int { cache.width }

  func moments() throws -> ColumnMoments {
    try cache.moments(rows) { [cache, rows, ask] pivot in
      if case .moments(let part)? = try ask?(.moments(rows, pivot: pivot)) { return part }
      return try cache.moments(rows, pivot: pivot)
    }
  }

  func fold(
    _ model: LinearModel, shift: [Double], scale: [Double], hasClasses: Bool
  ) throws -> any RowFold {
    CacheFold(model) { [cache, rows, ask] wanted, coefficients, direction in
      let query = SumsQuery(
        rows: rows, model: model, hasClasses: hasClasses, shift: shift, scale: scale, wanted: wanted,
        coefficients: coefficients, direction: direction)
      if case .sums(let sums)? = try ask?(.sums(query)) { return sums }
      return try cache.sums(query)
    }
  }

  func sample(
    every step: Int, _ model: LinearModel, shift: [Double], scale: [Double]
  ) throws -> DenseRows {
    try cache.sample(every: step, isPrecise: rows.isPrecise).rows(
      without: rows.fold, cache.classWeights, model, shift: shift, scale: scale)
  }

  func start(_ search: () throws -> NewtonStart) throws -> NewtonStart { try search() }
}

/// Sums over rows that a closure works out.
final class CacheFold: RowFold {
  let model: LinearModel
  private let sums:
    @Sendable (_ wanted: WantedSums, _ coefficients: [Double], _ direction: [Double]) throws -> PartialSums

  init(
    _ model: LinearModel,
    _ sums: @escaping @Sendable (WantedSums, [Double], [Double]) throws -> PartialSums
  ) {
    (self.model, self.sums) = (model, sums)
  }

  func sum(_ wanted: WantedSums, at point: LinearPoint, into sums: inout PartialSums) throws {
    let count = SumsShape(model, wanted).vectorLength
    sums = try self.sums(
      wanted, Array(UnsafeBufferPointer(start: point.coefficients, count: count)),
      // An array without elements may have an address, too.
      wanted.contains(.product)
        ? point.direction.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? [] : [])
  }
}
