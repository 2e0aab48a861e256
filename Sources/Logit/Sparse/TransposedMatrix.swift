import CLogitKernels

/// A sparse matrix column by column: the entries of each column in the order of their rows.
///
/// Sums over rows are worked out column by column, each by one thread, so that threads need no sums of their
/// own of as many numbers as there are columns.
struct TransposedMatrix: Sendable {
  /// Where the entries of each column begin, `[columns + 1]`.
  let starts: [Int]
  /// The row of each entry.
  let rows: [Int32]
  let values: SparseMatrix.Values
  /// Columns with about as many entries in each part: where each part begins, and at the end their number.
  let parts: [Int]

  /// The entries that are worth a thread's while.
  private static let partLength = 1 << 15

  init(_ matrix: SparseMatrix, pool: ThreadPool) {
    let count = matrix.columnCount
    var counts = [Int64](repeating: 0, count: count + 1)
    matrix.columns.withUnsafeBufferPointer { columns in
      counts.withUnsafeMutableBufferPointer { counts in
        logit_sparse_count(columns.baseAddress, Int64(columns.count), counts.baseAddress.map { $0 + 1 })
      }
    }
    for column in 0..<count { counts[column + 1] += counts[column] }
    starts = counts.map { Int($0) }
    parts = Self.parts(starts, length: Self.partLength)
    let bounds = Self.parts(starts, length: max(matrix.entryCount / pool.count + 1, Self.partLength))
    let source = SparsePointers(matrix)
    nonisolated(unsafe) var next = counts
    let rows = UninitializedArray<Int32>(count: matrix.entryCount)
    let memory: UnsafeMutableRawPointer?
    let floats: UninitializedArray<Float>?
    let doubles: UninitializedArray<Double>?
    switch matrix.values {
    case .float:
      (floats, doubles) = (UninitializedArray(count: matrix.entryCount), nil)
      memory = UnsafeMutableRawPointer(floats?.base)
    case .double:
      (floats, doubles) = (nil, UninitializedArray(count: matrix.entryCount))
      memory = UnsafeMutableRawPointer(doubles?.base)
    }
    next.withUnsafeMutableBufferPointer { next in
      source.withMatrix { x in
        pool.forEach(blocksOf: 1, count: bounds.count - 1) { range in
          for part in range {
            logit_sparse_transpose(
              x, Int64(matrix.rowCount), Int32(bounds[part]), Int32(bounds[part + 1]), next.baseAddress,
              rows.base, memory)
          }
        }
      }
    }
    self.rows = rows.array
    values = floats.map { .float($0.array) } ?? .double(doubles?.array ?? [])
  }

  /// The number of columns.
  var columnCount: Int { starts.count - 1 }

  private static func parts(_ starts: [Int], length: Int) -> [Int] {
    var parts = [0]
    for column in 1..<max(starts.count, 1) where starts[column] - starts[parts[parts.count - 1]] >= length {
      parts.append(column)
    }
    if let last = parts.last, last < starts.count - 1 { parts.append(starts.count - 1) }
    return parts
  }
}

/// Memory that becomes an array once all of it is written.
private final class UninitializedArray<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  private let count: Int

  init(count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
  }

  deinit { base.deallocate() }

  var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

/// A sparse matrix as the kernels take it.
struct SparsePointers: Sendable {
  private let starts: [Int]
  private let places: [Int32]
  private let values: SparseMatrix.Values
  /// Whether every entry is 1, so that the values need not be read.
  private let areOnes: Bool

  init(_ matrix: SparseMatrix) { self.init(matrix.rowStarts, matrix.columns, matrix.values) }

  init(_ matrix: TransposedMatrix) { self.init(matrix.starts, matrix.rows, matrix.values) }

  private init(_ starts: [Int], _ places: [Int32], _ values: SparseMatrix.Values) {
    (self.starts, self.places, self.values) = (starts, places, values)
    areOnes =
      switch values {
      case .float(let values): values.withUnsafeBufferPointer { $0.allSatisfy { $0 == 1 } }
      case .double(let values): values.withUnsafeBufferPointer { $0.allSatisfy { $0 == 1 } }
      }
  }

  /// Lends the arrays' memory to a kernel for the length of one call.
  func withMatrix<Result>(_ body: (UnsafePointer<logit_sparse>) -> Result) -> Result {
    starts.withUnsafeBufferPointer { starts in
      places.withUnsafeBufferPointer { places in
        var x = logit_sparse()
        // Int is 64 bits wide wherever this runs.
        x.starts = starts.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: Int64.self) }
        x.places = places.baseAddress
        switch values {
        case .float(let values):
          return values.withUnsafeBufferPointer {
            x.values = areOnes ? nil : UnsafeRawPointer($0.baseAddress)
            return body(&x)
          }
        case .double(let values):
          return values.withUnsafeBufferPointer {
            x.is_double = 1
            x.values = areOnes ? nil : UnsafeRawPointer($0.baseAddress)
            return body(&x)
          }
        }
      }
    }
  }
}
