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

  func solution(without fold: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel {
    try solve()
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
  let classWeights: [Double]
  let leastWeight: Double

  init(_ cache: RowCache, _ rows: CountedRows, _ weights: WeightTally) {
    (self.cache, self.rows) = (cache, rows)
    (classWeights, leastWeight) = (weights.sums, weights.least)
  }

  var rowCount: Int { cache.rowCount }
  var columnCount: Int { cache.width }

  func moments() throws -> ColumnMoments {
    guard let pivot = try cache.firstRow(rows) else { throw LogitError.emptyData(name: "x") }
    return try ColumnMoments(pivot: pivot, cache.moments(rows, pivot: pivot))
  }

  func fold(
    _ model: LinearModel, shift: [Double], scale: [Double], hasClasses: Bool
  ) throws -> any RowFold {
    CacheFold(model) { [cache, rows] wanted, coefficients, direction in
      try cache.sums(
        SumsQuery(
          rows: rows, model: model, hasClasses: hasClasses, shift: shift, scale: scale, wanted: wanted,
          coefficients: coefficients, direction: direction))
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
