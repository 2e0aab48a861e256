import CLogitKernels
import LogitFiles

/// The weighted mean, deviation and root mean square of each column of a matrix, in one pass over the rows.
///
/// Of 256 rows at a time the mean and then the squared differences from it are summed up in double precision,
/// while the rows are in the cache; these join by the rule of Chan, Golub and LeVeque (1979) within runs of
/// 8,192 rows, and runs in the order of the rows. All is counted from a row of the matrix, so a column of
/// mean 10⁸ and deviation 1 keeps its digits. The result does not depend on the number of threads.
package struct ColumnMoments: Sendable {
  /// The weighted mean of each column.
  package private(set) var means: [Double]
  /// The weighted deviation of each column, of 1/n; exactly 0 of a column whose rows are all the same.
  package private(set) var deviations: [Double]
  /// The root of the weighted mean of the squares of each column.
  package private(set) var rootMeanSquares: [Double]

  /// The deviations whose squares, and those of what is divided by them, are within double precision.
  package static let usableSizes = 1e-140...1e140

  /// - Parameters:
  ///   - matrix: `[rows, columns]`, with at least one row.
  ///   - weights: One a row, finite and not negative; some above 0.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the numbers of a column are too large or
  ///   too close to 0 for their squares.
  package init(_ matrix: DenseRows.Matrix, weights: [Double]?) throws {
    let columns = matrix.shape[1]
    guard columns > 0 else {
      try self.init(means: [], squares: [], weight: 1) { _ in true }
      return
    }
    let work = MomentWork(matrix, weights: weights, pivot: nil)
    try ThreadPool.shared().forEach(blocksOf: 1, count: work.runCount, work)
    try self.init(pivot: work.pivot, joined: work.joined()) { work.varies($0) }
  }

  /// - Parameters:
  ///   - pivot: The row that all is counted from.
  ///   - total: Of all rows the weight, then the differences of the means from the pivot, then the squares.
  ///   - varies: Whether a column has another value than the pivot's in a row that counts.
  private init(pivot: [Double], joined total: [Double], varies: (Int) -> Bool) throws(LogitError) {
    let columns = pivot.count
    try self.init(
      means: zip(pivot, total[1..<1 + columns]).map(+), squares: Array(total[(1 + columns)...]),
      weight: total[0]
    ) { !varies($0) }
  }

  /// The moments of the columns of a sparse matrix, whose zeros count.
  ///
  /// - Parameters:
  ///   - columns: The matrix by columns.
  ///   - rowCount: The number of rows, at least 1.
  ///   - weights: One a row, finite and not negative; some above 0.
  ///   - pool: The threads that share the columns.
  /// - Throws: As for a dense matrix.
  init(_ columns: TransposedMatrix, rowCount: Int, weights: [Double]?, pool: ThreadPool) throws(LogitError) {
    let count = columns.columnCount
    let total = weights?.reduce(0, +) ?? Double(rowCount)
    let counted = weights?.lazy.filter { $0 > 0 }.count ?? rowCount
    var found = [Double](repeating: 0, count: 2 * count)
    found.withUnsafeMutableBufferPointer { found in
      (weights ?? []).withUnsafeBufferPointer { values in
        SparsePointers(columns).withMatrix { x in
          pool.forEach(blocksOf: 1, count: columns.parts.count - 1) { range in
            for part in range {
              logit_sparse_moments(
                x, Int64(columns.parts[part]), Int64(columns.parts[part + 1]),
                weights == nil ? nil : values.baseAddress, total, Int64(counted), found.baseAddress)
            }
          }
        }
      }
    }
    let squares = (0..<count).map { found[2 * $0 + 1] }
    try self.init(means: (0..<count).map { found[2 * $0] }, squares: squares, weight: total) {
      squares[$0] == 0
    }
  }

  /// - Parameters:
  ///   - squares: The weighted sum of squared differences from the mean of each column.
  ///   - isConstant: Whether all rows of a column that count are the same; asked of columns without a
  ///     deviation.
  private init(
    means: [Double], squares: [Double], weight: Double, isConstant: (Int) -> Bool
  ) throws(LogitError) {
    let deviations = squares.map { ($0 / weight).squareRoot() }
    self.means = means
    self.deviations = deviations
    rootMeanSquares = zip(means, deviations).map { mean, deviation in
      let largest = max(abs(mean), deviation)
      guard largest > 0, largest.isFinite else { return largest }
      let (mean, deviation) = (mean / largest, deviation / largest)
      return largest * (mean * mean + deviation * deviation).squareRoot()
    }
    for j in means.indices {
      let isUsable = (deviations[j] == 0 && isConstant(j)) || Self.usableSizes.contains(deviations[j])
      try LogitError.require(
        isUsable && means[j].isFinite, "The deviation of column \(j) (counted from 0)",
        deviations[j].isFinite && (deviations[j] > 0 || isConstant(j))
          ? "\(deviations[j])" : "too \(deviations[j] == 0 ? "small" : "large") for its square",
        "between 1e-140 and 1e140, or 0 of a constant column; multiply the column by a power of ten")
    }
  }
}

// MARK: - In parts

extension ColumnMoments {
  /// The moments of the rows of some blocks, which join those of other blocks.
  package struct Part: Sendable {
    /// Of each run of 8,192 rows, in order: the weight, the differences of the means from the pivot, the
    /// squares.
    package var runs: [Double]
    /// 1 for a column that has another value than the pivot's in a row that counts, else 0.
    package var varies: [Double]

    package init(runs: [Double], varies: [Double]) { (self.runs, self.varies) = (runs, varies) }

    /// Adds the moments of the rows that follow.
    package mutating func append(_ other: Part) {
      runs += other.runs
      for column in varies.indices { varies[column] = max(varies[column], other.varies[column]) }
    }
  }

  /// Sums up the rows of some blocks.
  ///
  /// - Parameters:
  ///   - matrix: `[rows, columns]`; the first row is the first of a run of 8,192.
  ///   - weights: One a row; `nil` if all count once.
  ///   - pivot: The first row of all that counts.
  package static func part(
    _ matrix: DenseRows.Matrix, weights: [Double]?, pivot: [Double]
  ) throws(LogitError) -> Part {
    let work = MomentWork(matrix, weights: weights, pivot: pivot)
    try ThreadPool.shared().forEach(blocksOf: 1, count: work.runCount, work)
    return Part(
      runs: work.ofRuns, varies: pivot.indices.map { work.differs($0) || work.varies($0) ? 1 : 0 })
  }

  /// Joins the parts of all rows.
  ///
  /// - Parameters:
  ///   - pivot: The first row of all that counts.
  ///   - part: All parts, one after the other in the order of the rows.
  /// - Throws: As ``init(_:weights:)``.
  package init(pivot: [Double], _ part: Part) throws(LogitError) {
    let width = 1 + 2 * pivot.count
    var total = [Double](repeating: 0, count: width)
    part.runs.withUnsafeBufferPointer { runs in
      total.withUnsafeMutableBufferPointer { total in
        guard let runs = runs.baseAddress, let total = total.baseAddress else { return }
        for run in 0..<part.runs.count / width {
          MomentWork.join(runs + run * width, to: total, pivot.count)
        }
      }
    }
    try self.init(pivot: pivot, joined: total) { part.varies[$0] > 0 }
  }
}

/// The sums over runs of rows, and which thread does which.
private final class MomentWork: RangeWork, @unchecked Sendable {
  // Threads write to places of their own in `sums`.
  private static let runLength = 8192
  private static let leafLength = 256

  private let matrix: DenseRows.Matrix
  private let weights: [Double]?
  private let columns: Int
  private let rowCount: Int
  /// The row that all is counted from: the first that counts.
  let pivot: [Double]
  /// Of each run the weight, then the differences of the means from the pivot, then the squares.
  private let sums: TensorStorage<Double>
  private let kernels = Kernels.current

  /// - Parameter pivot: The row to count from; the first that counts if it is `nil`.
  init(_ matrix: DenseRows.Matrix, weights: [Double]?, pivot: [Double]?) {
    self.matrix = matrix
    self.weights = weights
    let columns = matrix.shape[1]
    self.columns = columns
    rowCount = matrix.shape[0]
    let row = weights?.firstIndex { $0 > 0 } ?? 0
    self.pivot = pivot ?? (0..<columns).map { matrix[row * columns + $0] }
    sums = TensorStorage(
      uninitializedCount: (rowCount + Self.runLength - 1) / Self.runLength * (1 + 2 * columns))
  }

  var runCount: Int { (rowCount + Self.runLength - 1) / Self.runLength }
  private var width: Int { 1 + 2 * columns }

  /// Whether a column has another value than the pivot's in a row that counts.
  func varies(_ column: Int) -> Bool {
    (0..<rowCount).contains { row in
      (weights?[row] ?? 1) > 0 && matrix[row * columns + column] != pivot[column]
    }
  }

  /// The sums of each run, one after the other.
  var ofRuns: [Double] { Array(sums.elements) }

  /// Whether the sums of a column show that it has another value than the pivot's.
  func differs(_ column: Int) -> Bool {
    (0..<runCount).contains { run in
      let first = run * width
      return sums.elements[first] > 0
        && (sums.elements[first + 1 + column] != 0 || sums.elements[first + 1 + columns + column] != 0)
    }
  }

  override func run(_ range: Range<Int>) {
    let leaf = UnsafeMutablePointer<Double>.allocate(capacity: width)
    defer { leaf.deallocate() }
    guard let base = sums.elements.baseAddress else { return }
    for run in range {
      let total = base + run * width
      total.update(repeating: 0, count: width)
      let end = min((run + 1) * Self.runLength, rowCount)
      for first in stride(from: run * Self.runLength, to: end, by: Self.leafLength) {
        sumLeaf(first..<min(first + Self.leafLength, end), into: leaf)
        Self.join(leaf, to: total, columns)
      }
    }
  }

  /// The moments of a few rows: first their means, then the squared differences from these.
  private func sumLeaf(_ rows: Range<Int>, into leaf: UnsafeMutablePointer<Double>) {
    func sum(_ x: UnsafeRawPointer, isDouble: Bool, _ weights: UnsafePointer<Double>?) {
      kernels.column_moments(
        x, isDouble ? 1 : 0, Int64(columns), Int64(rows.count), weights, pivot, leaf)
    }
    func sum(_ weights: UnsafePointer<Double>?) {
      let place = rows.lowerBound * columns
      switch matrix {
      case .float(let x):
        x.withUnsafeBufferPointer { $0.baseAddress.map { sum($0 + place, isDouble: false, weights) } }
      case .double(let x):
        x.withUnsafeBufferPointer { $0.baseAddress.map { sum($0 + place, isDouble: true, weights) } }
      }
    }
    if let weights {
      weights.withUnsafeBufferPointer { weights in
        sum(weights.baseAddress.map { $0 + rows.lowerBound })
      }
    } else {
      sum(nil)
    }
  }

  /// Joins moments of later rows to those of rows before them.
  static func join(
    _ other: UnsafePointer<Double>, to total: UnsafeMutablePointer<Double>, _ columns: Int
  ) {
    guard other[0] > 0 else { return }
    let weight = total[0] + other[0]
    let share = other[0] / weight
    let (means, squares) = (total + 1, total + 1 + columns)
    for j in 0..<columns {
      let difference = other[1 + j] - means[j]
      squares[j] += other[1 + columns + j] + difference * difference * (total[0] * share)
      means[j] += difference * share
    }
    total[0] = weight
  }

  /// The moments of all rows: weight, differences of the means from the pivot, sums of squares.
  func joined() -> [Double] {
    var total = [Double](repeating: 0, count: width)
    total.withUnsafeMutableBufferPointer { total in
      guard let total = total.baseAddress, let base = sums.elements.baseAddress else { return }
      for run in 0..<runCount { Self.join(base + run * width, to: total, columns) }
    }
    return total
  }
}

extension DenseRows.Matrix {
  /// An element in row-major order.
  package subscript(index: Int) -> Double {
    switch self {
    case .float(let x): Double(x[index])
    case .double(let x): x[index]
    }
  }
}
