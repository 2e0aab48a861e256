import Logit
import LogitFiles

/// Rows b₁, b₂, ... as a lower triangle times orthonormal rows, B = R Q, by Gram and Schmidt's method.
///
/// What is 0 in a row before the first or behind the last of its elements costs nothing: of rows that form an
/// upper triangle and are given from the last to the first, Q has exact zeros, too.
struct OrthogonalRows: Sendable {
  /// The number of rows.
  let count: Int
  /// The elements of a row.
  let length: Int
  /// Q, `[count, length]`.
  private(set) var rows: [Double]
  /// R, `[count, count]`, zeros above the diagonal.
  private(set) var triangle: [Double]

  /// A row of which less than this is left without those before it is projected once more (Kahan and
  /// Parlett).
  private static let sufficientShare = 0.5

  /// - Parameters:
  ///   - rows: B, `[count, length]`.
  ///   - count: The number of rows.
  ///   - length: The elements of a row.
  ///   - least: The share of a row's length that must be left without the rows before it.
  /// - Returns: `nil` if less is left of a row, or it is 0 or not finite.
  init?(_ rows: [Double], count: Int, length: Int, least: Double) {
    guard rows.count == count * length else {
      programmingError("There are as many elements as rows times their length")
    }
    (self.count, self.length, self.rows) = (count, length, rows)
    triangle = [Double](repeating: 0, count: count * count)
    var supports: [Range<Int>] = []
    supports.reserveCapacity(count)
    for row in 0..<count {
      guard let support = orthogonalize(row, supports, least: least) else { return nil }
      supports.append(support)
    }
  }

  /// Takes the rows before it out of a row, and divides it by what is left.
  ///
  /// - Parameter supports: Where the rows before it are not 0.
  /// - Returns: Where the row is not 0; `nil` if too little of it is left.
  private mutating func orthogonalize(_ row: Int, _ supports: [Range<Int>], least: Double) -> Range<Int>? {
    let (count, length) = (count, length)
    return rows.withUnsafeMutableBufferPointer { rows in
      triangle.withUnsafeMutableBufferPointer { triangle in
        guard let base = rows.baseAddress, let factors = triangle.baseAddress else { return nil }
        let own = base + row * length
        guard var support = Self.support(own, length) else { return nil }
        func size() -> Double {
          DotProducts.product(own + support.lowerBound, own + support.lowerBound, support.count).squareRoot()
        }
        let whole = size()
        guard whole > 0, whole.isFinite else { return nil }
        var (before, left) = (whole, whole)
        repeat {
          before = left
          for (k, other) in supports.enumerated() where other.overlaps(support) {
            let start = other.lowerBound
            let product = DotProducts.product(own + start, base + k * length + start, other.count)
            guard product != 0 else { continue }
            DotProducts.add(base + k * length + start, times: -product, to: own + start, other.count)
            factors[row * count + k] += product
            support = min(support.lowerBound, start)..<max(support.upperBound, other.upperBound)
          }
          left = size()
          guard left > least * whole else { return nil }
        } while left < Self.sufficientShare * before
        for j in support { own[j] /= left }
        factors[row * count + row] = left
        return support
      }
    }
  }

  private static func support(_ row: UnsafePointer<Double>, _ length: Int) -> Range<Int>? {
    guard let first = (0..<length).first(where: { row[$0] != 0 }),
      let last = (0..<length).last(where: { row[$0] != 0 })
    else { return nil }
    return first..<last + 1
  }

  /// log |det R|: half the logarithm of the determinant of B Bᵀ.
  var logDeterminant: Double {
    (0..<count).reduce(0) { $0 + naturalLogarithm(triangle[$1 * count + $1]) }
  }

  /// |R⁻¹ x|², which is xᵀ (B Bᵀ)⁻¹ x.
  func squaredLength(of x: [Double]) -> Double {
    var (solved, sum) = (x, 0.0)
    for i in 0..<count {
      for k in 0..<i { solved[i] -= triangle[i * count + k] * solved[k] }
      solved[i] /= triangle[i * count + i]
      sum += solved[i] * solved[i]
    }
    return sum
  }

  /// Q M, `[count, width]`, of a matrix `[length, width]`.
  func product(_ matrix: [Double], width: Int) -> [Double] {
    rows.multiplied(rows: count, by: matrix, inner: length, width: width)
  }
}

extension [Double] {
  /// The product of this matrix, `[rows, inner]`, of which many elements may be 0, and another, `[inner,
  /// width]`.
  func multiplied(rows: Int, by matrix: [Double], inner: Int, width: Int) -> [Double] {
    var result = [Double](repeating: 0, count: rows * width)
    withUnsafeBufferPointer { left in
      matrix.withUnsafeBufferPointer { right in
        result.withUnsafeMutableBufferPointer { result in
          guard let right = right.baseAddress, let target = result.baseAddress else { return }
          for i in 0..<rows {
            for l in 0..<inner where left[i * inner + l] != 0 {
              DotProducts.add(right + l * width, times: left[i * inner + l], to: target + i * width, width)
            }
          }
        }
      }
    }
    return result
  }
}
