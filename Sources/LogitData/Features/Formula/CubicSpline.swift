/// Cubic B-splines as R's `splines::bs(x, df)`: knots at the range and at quantiles between, and no column
/// for the intercept.
///
/// Beyond the range, the polynomials at its ends go on.
///
/// C. de Boor, "A Practical Guide to Splines", 1978; the recurrence for the functions that are not 0 is that
/// of L. Piegl and W. Tiller, "The NURBS Book", 1997, algorithm A2.2.
struct CubicSpline: Sendable, Hashable {
  private static let degree = 3

  /// The least and the largest number learned from.
  let range: ClosedRange<Double>
  /// The knots between, ascending.
  let inner: [Double]
  /// All knots, those of the range four times.
  private let knots: [Double]

  /// The number of columns.
  var count: Int { inner.count + Self.degree }

  /// - Parameters:
  ///   - range: Of more than one number.
  ///   - inner: Ascending, within the range.
  init(range: ClosedRange<Double>, inner: [Double]) {
    (self.range, self.inner) = (range, inner)
    let times = Self.degree + 1
    knots =
      [Double](repeating: range.lowerBound, count: times) + inner
      + [Double](repeating: range.upperBound, count: times)
  }

  /// Learns from finite numbers, not all the same.
  ///
  /// - Parameters:
  ///   - counts: How often each is there, in whole numbers above 0; once by default.
  ///   - count: The number of columns, at least 3.
  init(_ numbers: [Double], counts: [Double]? = nil, count: Int) {
    let sorted = CountedOrder(numbers, counts: counts)
    let innerCount = count - Self.degree
    let inner = (0..<innerCount).map { index in
      // The quantile of type 7.
      let place = (sorted.count - 1) * (Double(index + 1) / Double(innerCount + 1))
      // A place that is whole but for rounding is whole, as in R.
      let low = (place + 4 * Double.ulpOfOne).rounded(.down)
      var share = place - low
      if abs(share) < 4 * Double.ulpOfOne { share = 0 }
      let next = sorted[low + 1]
      return share == 0 ? sorted[low] : (1 - share) * sorted[low] + share * next
    }
    self.init(range: sorted[0]...sorted[sorted.count - 1], inner: inner)
  }

  /// The knot at which the piece of a number begins: of those with a width, the last that does not begin
  /// above it.
  private func piece(of x: Double) -> Int {
    var (low, high) = (Self.degree, knots.count - Self.degree - 1)
    while low < high {
      let middle = (low + high) / 2
      if knots[middle + 1] > x { high = middle } else { low = middle + 1 }
    }
    var piece = min(low, knots.count - Self.degree - 2)
    while piece > Self.degree, knots[piece] >= knots[piece + 1] { piece -= 1 }
    while knots[piece] >= knots[piece + 1], piece < knots.count - Self.degree - 2 { piece += 1 }
    return piece
  }

  /// As ``OrthogonalPolynomial/write(_:slopes:count:to:columnSlopes:)``.
  func write(
    _ x: UnsafePointer<Double>, slopes: UnsafePointer<Double>?, count: Int,
    to columns: UnsafeMutablePointer<Double>, columnSlopes: UnsafeMutablePointer<Double>?
  ) {
    columns.update(repeating: 0, count: self.count * count)
    columnSlopes?.update(repeating: 0, count: self.count * count)
    for row in 0..<count {
      guard x[row].isFinite else {
        columns[row] = .nan
        continue
      }
      let piece = piece(of: x[row])
      let (quadratic, cubic) = basis(x[row], piece)
      for k in 0...Self.degree {
        // The first of all is left out, for the intercept.
        let column = piece - Self.degree + k - 1
        guard column >= 0 else { continue }
        columns[column * count + row] = cubic[k]
        guard let columnSlopes, let slopes else { continue }
        let first = column + 1
        let left = k > 0 ? quadratic[k - 1] / (knots[first + 3] - knots[first]) : 0
        let right = k < Self.degree ? quadratic[k] / (knots[first + 4] - knots[first + 1]) : 0
        columnSlopes[column * count + row] = 3 * (left - right) * slopes[row]
      }
    }
  }

  /// The functions of degree 2 and 3 that are not 0 in a piece.
  private func basis(_ x: Double, _ piece: Int) -> (quadratic: SIMD4<Double>, cubic: SIMD4<Double>) {
    var values = SIMD4<Double>(1, 0, 0, 0)
    var quadratic = values
    for degree in 1...Self.degree {
      quadratic = values
      var saved = 0.0
      for k in 0..<degree {
        let (right, left) = (knots[piece + k + 1] - x, x - knots[piece + 1 - degree + k])
        let share = values[k] / (right + left)
        values[k] = saved + right * share
        saved = left * share
      }
      values[degree] = saved
    }
    return (quadratic, values)
  }
}
