import CLogitKernels

/// A symmetric matrix that is multiplied by adding up its rows.
///
/// A row is left out where its factor is 0, and the rest of a product costs one pass over the memory of the
/// rows that count. Threads divide the columns among them, so each element of a product is added in the order
/// of the rows and has the same bits for any number of threads.
struct SymmetricMatrix {
  /// Elements above which a product is worth sharing; some 30 microseconds of work.
  private static let shareThreshold = 1 << 16
  /// Columns are shared in multiples of eight cache lines.
  private static let shareLength = 64

  /// The number of rows.
  let order: Int
  /// `[order, order]`.
  private(set) var elements: [Double]
  private let kernels: logit_kernels
  private let pool: ThreadPool

  /// - Parameters:
  ///   - elements: Both triangles, `[order, order]`.
  ///   - order: The number of rows.
  ///   - kernels: Those of the instruction set that the rows of the data are summed with.
  ///   - pool: The threads that share large products.
  init(
    _ elements: [Double], order: Int, kernels: logit_kernels = Kernels.current, pool: ThreadPool = .alone
  ) {
    guard elements.count == order * order else {
      programmingError(
        "A square matrix has order times order elements, not \(elements.count) of order \(order)")
    }
    self.order = order
    self.elements = elements
    self.kernels = kernels
    self.pool = pool
  }

  subscript(row: Int, column: Int) -> Double { elements[row * order + column] }

  /// vector += Σ factorₖ times row indexₖ.
  func addRows(_ indices: [Int32], times factors: [Double], to vector: inout [Double]) {
    guard indices.count == factors.count, vector.count == order else {
      programmingError(
        "\(indices.count) rows of length \(order) with \(factors.count) factors, added to \(vector.count) numbers"
      )
    }
    let isShared = pool.count > 1 && indices.count * order >= Self.shareThreshold
    elements.withUnsafeBufferPointer { elements in
      indices.withUnsafeBufferPointer { indices in
        factors.withUnsafeBufferPointer { factors in
          vector.withUnsafeMutableBufferPointer { vector in
            let (matrix, rows, numbers) = (elements.baseAddress, indices.baseAddress, factors.baseAddress)
            let (count, sum) = (Int64(indices.count), vector.baseAddress)
            guard isShared else {
              return kernels.add_rows(matrix, Int64(order), rows, numbers, count, 0, Int64(order), sum)
            }
            nonisolated(unsafe) let work = (matrix, rows, numbers, sum)
            pool.forEach(blocksOf: share, count: order) { range in
              kernels.add_rows(
                work.0, Int64(order), work.1, work.2, count, Int64(range.lowerBound), Int64(range.upperBound),
                work.3)
            }
          }
        }
      }
    }
  }

  /// Adds u uᵀ / a − v vᵀ / b.
  mutating func addProducts(_ u: [Double], over a: Double, less v: [Double], over b: Double) {
    guard u.count == order, v.count == order else {
      programmingError("Products of \(u.count) and \(v.count) numbers, added to a matrix of order \(order)")
    }
    let (order, kernels) = (order, kernels)
    let pair = u + v
    elements.withUnsafeMutableBufferPointer { elements in
      pair.withUnsafeBufferPointer { pair in
        guard let matrix = elements.baseAddress, let vectors = pair.baseAddress else { return }
        nonisolated(unsafe) let work = (matrix, vectors)
        let add = { (range: Range<Int>) in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2) { rows in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 2) { factors in
              (rows[0], rows[1]) = (0, 1)
              for i in range {
                (factors[0], factors[1]) = (work.1[i] / a, -work.1[order + i] / b)
                kernels.add_rows(
                  work.1, Int64(order), rows.baseAddress, factors.baseAddress, 2, 0, Int64(order),
                  work.0 + i * order)
              }
            }
          }
        }
        let isShared = pool.count > 1 && order * order >= Self.shareThreshold
        if isShared { pool.forEach(blocksOf: 16, count: order, add) } else { add(0..<order) }
      }
    }
  }

  /// One share a thread, in whole cache lines.
  private var share: Int {
    ((order + pool.count - 1) / pool.count).roundedUp(to: Self.shareLength)
  }
}
