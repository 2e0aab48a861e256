/// Polynomials that are orthogonal over the numbers learned from, as R's `poly`:
///
/// `p₀ = 1,  p₁ = t − α₁,  pⱼ₊₁ = (t − αⱼ₊₁)·pⱼ − (nⱼ / nⱼ₋₁)·pⱼ₋₁`,  `nⱼ = Σ pⱼ²`,
///
/// of which `pⱼ / √nⱼ` is the column of degree j. `t` is the number less the mean, divided by the largest
/// distance from it, so that no power overflows; the columns do not depend on that.
///
/// W. J. Kennedy and J. E. Gentle, "Statistical Computing", 1980, pages 343 to 344.
struct OrthogonalPolynomial: Sendable, Hashable {
  let center: Double
  let scale: Double
  /// α₁ to αₖ.
  let alpha: [Double]
  /// n₀ to nₖ.
  let norms: [Double]

  /// The number of columns.
  var degree: Int { alpha.count }

  init(center: Double, scale: Double, alpha: [Double], norms: [Double]) {
    (self.center, self.scale, self.alpha, self.norms) = (center, scale, alpha, norms)
  }

  /// Learns from finite numbers, of which more than `degree` are different.
  ///
  /// - Parameter counts: How often each is there; once by default.
  init(_ numbers: [Double], counts: [Double]? = nil, degree: Int) {
    let moments = CountedMoments(numbers, counts: counts)
    let mean = moments.mean
    let times = { (row: Int) in counts?[row] ?? 1 }
    let largest = numbers.reduce(0) { max($0, abs($1 - mean)) }
    let t = numbers.map { ($0 - mean) / largest }
    var before = [Double](repeating: 0, count: t.count)
    var last = [Double](repeating: 1, count: t.count)
    var (alpha, norms): ([Double], [Double]) = ([], [moments.count])
    for j in 0..<degree {
      let a = (0..<t.count).reduce(0) { $0 + times($1) * t[$1] * last[$1] * last[$1] } / norms[j]
      let b = j == 0 ? 0 : norms[j] / norms[j - 1]
      var norm = 0.0
      for row in t.indices {
        let next = (t[row] - a) * last[row] - b * before[row]
        (before[row], last[row]) = (last[row], next)
        norm += times(row) * next * next
      }
      alpha.append(a)
      norms.append(norm)
    }
    self.init(center: mean, scale: largest, alpha: alpha, norms: norms)
  }

  /// Writes the columns, one after the other.
  ///
  /// - Parameters:
  ///   - x: `[count]`.
  ///   - slopes: The derivative of each of `x`; `nil` for none.
  ///   - columns: `[degree, count]`.
  ///   - columnSlopes: The columns' derivatives, `[degree, count]`.
  func write(
    _ x: UnsafePointer<Double>, slopes: UnsafePointer<Double>?, count: Int,
    to columns: UnsafeMutablePointer<Double>, columnSlopes: UnsafeMutablePointer<Double>?
  ) {
    let roots = norms.map { $0.squareRoot() }
    for row in 0..<count {
      let t = (x[row] - center) / scale
      let slope = (slopes?[row] ?? 0) / scale
      var (before, last, slopeBefore, lastSlope) = (0.0, 1.0, 0.0, 0.0)
      for j in 0..<degree {
        let b = j == 0 ? 0 : norms[j] / norms[j - 1]
        let next = (t - alpha[j]) * last - b * before
        let nextSlope = slope * last + (t - alpha[j]) * lastSlope - b * slopeBefore
        (before, last, slopeBefore, lastSlope) = (last, next, lastSlope, nextSlope)
        columns[j * count + row] = last / roots[j + 1]
        columnSlopes?[j * count + row] = lastSlope / roots[j + 1]
      }
    }
  }
}

/// The powers x, x², ..., xᵏ: R's `poly(x, k, raw = TRUE)`.
struct RawPolynomial: Sendable, Hashable {
  let degree: Int

  /// As ``OrthogonalPolynomial/write(_:slopes:count:to:columnSlopes:)``.
  func write(
    _ x: UnsafePointer<Double>, slopes: UnsafePointer<Double>?, count: Int,
    to columns: UnsafeMutablePointer<Double>, columnSlopes: UnsafeMutablePointer<Double>?
  ) {
    for row in 0..<count {
      var power = 1.0
      for j in 0..<degree {
        columnSlopes?[j * count + row] = Double(j + 1) * power * (slopes?[row] ?? 0)
        power *= x[row]
        columns[j * count + row] = power
      }
    }
  }
}
