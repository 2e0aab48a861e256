import Logit

/// The rows of a fit, read in blocks by several threads: working values, linear predictors and probabilities.
///
/// Sums over rows are made in runs of rows of a fixed length and merged in their order, so they do not depend
/// on the number of threads. No memory is taken per row.
struct RowBlocks: Sendable {
  static let runLength = 8192
  static let blockLength = 128

  /// Some rows that have been read.
  struct Block {
    let rows: Range<Int>
    /// Working values, 1 for the constant last, `[rows, width]`.
    let values: UnsafeMutablePointer<Double>
    /// The predictors of the classes but the base, `[rows, predictors]`.
    let predictors: UnsafeMutablePointer<Double>
    /// Of each class, `[rows, classes]`.
    let probabilities: UnsafeMutablePointer<Double>
    /// Room of the caller's own.
    let scratch: UnsafeMutablePointer<Double>
  }

  let fit: RegressionFit
  private let isBinary: Bool
  let classCount: Int
  let predictorCount: Int
  let width: Int

  init(_ fit: RegressionFit) {
    self.fit = fit
    classCount = fit.rows.classCount
    predictorCount = fit.predictorCount
    width = fit.basis.width
    isBinary = classCount == 2
  }

  /// Adds up what `body` makes of blocks of rows.
  ///
  /// - Parameters:
  ///   - sumCount: The numbers that are summed up.
  ///   - scratchCount: The numbers of the caller's own room.
  ///   - body: Adds a block's part to the sums; called from several threads.
  func sums(
    count sumCount: Int, scratchCount: Int = 0,
    _ body: @Sendable (Block, UnsafeMutablePointer<Double>) -> Void
  ) throws -> [Double] {
    let rowCount = fit.rows.rowCount
    let runCount = (rowCount + Self.runLength - 1) / Self.runLength
    let parts = Numbers(count: runCount * max(sumCount, 1))
    try ThreadPool.shared().forEach(blocksOf: 1, count: runCount) { runs in
      let room = Numbers(
        count: Self.blockLength * (width + predictorCount + classCount) + max(scratchCount, 1))
      RowLoader.with(fit.basis) { loader in
        for run in runs {
          let sums = parts.base + run * max(sumCount, 1)
          let end = min((run + 1) * Self.runLength, rowCount)
          for first in stride(from: run * Self.runLength, to: end, by: Self.blockLength) {
            body(read(first..<min(first + Self.blockLength, end), loader, room.base), sums)
          }
        }
      }
    }
    var total = [Double](repeating: 0, count: sumCount)
    for run in 0..<runCount {
      for index in 0..<sumCount { total[index] += parts.base[run * sumCount + index] }
    }
    return total
  }

  /// Reads some rows into a thread's room.
  private func read(_ rows: Range<Int>, _ loader: RowLoader, _ room: UnsafeMutablePointer<Double>) -> Block {
    let values = room
    let predictors = values + Self.blockLength * width
    let probabilities = predictors + Self.blockLength * predictorCount
    for row in rows { loader.load(row, into: values + (row &- rows.lowerBound) &* width) }
    predict(rows, values, into: predictors)
    if isBinary {
      Self.logistic(predictors, into: probabilities, count: rows.count)
    } else {
      softmax(predictors, into: probabilities, count: rows.count)
    }
    return Block(
      rows: rows, values: values, predictors: predictors, probabilities: probabilities,
      scratch: probabilities + Self.blockLength * classCount)
  }

  private func predict(
    _ rows: Range<Int>, _ values: UnsafePointer<Double>, into predictors: UnsafeMutablePointer<Double>
  ) {
    fit.point.withUnsafeBufferPointer { point in
      for i in 0..<rows.count {
        let row = values + i &* width
        for k in 0..<predictorCount {
          var sum = 0.0
          for j in 0..<width { sum += row[j] * point[k &* width &+ j] }
          predictors[i &* predictorCount &+ k] = sum
        }
      }
    }
    if let offsets = fit.rows.offsets, isBinary {
      for i in 0..<rows.count { predictors[i] += offsets[rows.lowerBound + i] }
    }
  }

  /// The probabilities of both classes, each with all its digits.
  static func logistic(
    _ predictors: UnsafePointer<Double>, into probabilities: UnsafeMutablePointer<Double>, count: Int
  ) {
    for i in 0..<count {
      let e = exponential(-abs(predictors[i]))
      let (small, large) = (e / (1 + e), 1 / (1 + e))
      let isPositive = predictors[i] > 0
      probabilities[2 &* i] = isPositive ? small : large
      probabilities[2 &* i &+ 1] = isPositive ? large : small
    }
  }

  private func softmax(
    _ predictors: UnsafePointer<Double>, into probabilities: UnsafeMutablePointer<Double>, count: Int
  ) {
    let base = fit.rows.baseClass
    for i in 0..<count {
      Softmax.fill(
        predictors + i &* predictorCount, base: base, classCount: classCount,
        into: probabilities + i &* classCount)
    }
  }
}

/// The probabilities of several classes.
enum Softmax {
  /// Fills in the probabilities from the predictors of the classes but the base.
  static func fill(
    _ predictors: UnsafePointer<Double>, base: Int, classCount: Int,
    into probabilities: UnsafeMutablePointer<Double>
  ) {
    var largest = 0.0
    for k in 0..<classCount - 1 { largest = max(largest, predictors[k]) }
    var sum = 0.0
    for k in 0..<classCount {
      let predictor = k == base ? 0 : predictors[k < base ? k : k - 1]
      probabilities[k] = exponential(predictor - largest)
      sum += probabilities[k]
    }
    for k in 0..<classCount { probabilities[k] /= sum }
  }
}

/// Zeros in memory that threads share, each writing to places of its own.
final class Numbers: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>

  init(count: Int) {
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { base.deallocate() }
}
