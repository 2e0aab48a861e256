import CLogitKernels

/// A symmetric matrix whose rows are added up, each at the beginning of eight doubles.
struct HessianRows {
  /// `[count, width]`, 0 beyond the count.
  private var values: [Double]
  /// The order of the matrix.
  let count: Int
  /// The count, up to a multiple of eight.
  let width: Int
  private let kernels: logit_kernels

  /// - Parameters:
  ///   - matrix: `[count, count]`, both triangles.
  ///   - count: Its order.
  ///   - kernels: What adds rows up.
  init(_ matrix: [Double], count: Int, kernels: logit_kernels) {
    let width = count.roundedUp(to: 8)
    (self.count, self.width, self.kernels) = (count, width, kernels)
    values = [Double](unsafeUninitializedCapacity: count * width) { target, initialized in
      matrix.withUnsafeBufferPointer { source in
        for row in 0..<count {
          for column in 0..<width {
            target[row * width + column] = column < count ? source[row * count + column] : 0
          }
        }
      }
      initialized = count * width
    }
  }

  /// An element of the diagonal.
  func diagonal(_ index: Int) -> Double { values[index * width + index] }

  /// An element.
  subscript(row: Int, column: Int) -> Double { values[row * width + column] }

  /// A vector as long as a row.
  func padded(_ vector: [Double]) -> [Double] { vector + [Double](repeating: 0, count: width - count) }

  /// The product with a vector of which only some elements are not 0, as long as a row.
  func product(_ indices: [Int32], _ elements: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: width)
    add(indices, elements, to: &product)
    return product
  }

  /// vector += the product with a vector of which only some elements are not 0.
  func add(_ indices: [Int32], _ elements: [Double], to vector: inout [Double]) {
    precondition(vector.count == width && indices.count == elements.count, "A sum is as long as a row")
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeMutableBufferPointer { vector in
        guard let rows = values.baseAddress, let sum = vector.baseAddress else { return }
        kernels.add_rows(sum, rows, Int64(width), indices, elements, Int64(indices.count))
      }
    }
  }

  /// vector += a row times a factor.
  @inline(__always)
  func add(row: Int, times factor: Double, to vector: UnsafeMutableBufferPointer<Double>) {
    values.withUnsafeBufferPointer { values in
      guard let rows = values.baseAddress, let sum = vector.baseAddress else { return }
      var (index, factor) = (Int32(row), factor)
      kernels.add_rows(sum, rows, Int64(width), &index, &factor, 1)
    }
  }

  /// Becomes the matrix + v vᵀ / divisor.
  ///
  /// - Parameters:
  ///   - vector: v, as long as a row.
  ///   - divisor: Not 0.
  mutating func addSquare(_ vector: [Double], over divisor: Double) {
    precondition(vector.count == width, "The vector is as long as a row")
    let (count, width, kernels) = (count, width, kernels)
    values.withUnsafeMutableBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        guard let rows = values.baseAddress, let other = vector.baseAddress else { return }
        for row in 0..<count where other[row] != 0 {
          var (index, factor) = (Int32(0), other[row] / divisor)
          kernels.add_rows(rows + row * width, other, Int64(width), &index, &factor, 1)
        }
      }
    }
  }
}
