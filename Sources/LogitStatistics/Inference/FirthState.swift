import Logit

/// A point of the penalized likelihood: its value and derivatives there.
struct FirthState {
  /// `[columns]`.
  var coefficients: [Double]
  var logLikelihood: Double
  /// I = Xᵀ W X, `[columns, columns]`.
  var information: [Double]
  var factor: Cholesky
  /// Xᵀ m (y − p), and the gradient of ½ log det I; 0 until ``FirthEvaluator/addGradient(to:)``.
  var score: [Double] = []
  var penaltyScore: [Double] = []
  /// The largest xᵢᵀ I⁻¹ xᵢ of a row.
  var largestSquare = 0.0

  /// ℓ + ½ log det I.
  var value: Double {
    let order = factor.order
    return logLikelihood + (0..<order).reduce(0) { $0 + naturalLogarithm(factor.factor[$1 * order + $1]) }
  }

  /// Whether this maximum, with some combinations held or none, is the only one there is.
  ///
  /// Let Q = max xᵢᵀ I⁻¹ xᵢ here, P the number of columns, and another maximum away by Δηᵢ in row i, the
  /// largest of them u, with δ² = Σ wᵢ Δηᵢ² ≥ u²/Q. Between the two the likelihood's slope falls by at least
  /// δ² (1 − e⁻ᵘ)/u, as no w changes faster than e^|Δη|. At both the penalty's slope ½ Σ hᵢ (1 − 2pᵢ) Δηᵢ
  /// must balance it, which is at most ½ √(QP) δ here (Cauchy's inequality, Σ h = P) and ½ P u there.
  /// Together: 1 − e⁻ᵘ ≤ c = ½ Q (√P + P). As far as that reaches, xᵀ I⁻¹ x is at most Q/(1 − c), so that the
  /// penalty's curvature, at most ½ Σ h Δη², is less than the likelihood's if Q/2 < 1 − c: between the two
  /// points the sum is concave and cannot have two maxima.
  var isOnlyMaximum: Bool {
    let count = Double(factor.order)
    return largestSquare * (1 + count.squareRoot() + count) < 2
  }

  /// How far away, by the largest |Δηᵢ| of a row, the sum is concave for certain: as far as Q eᵘ/2 < 1, with
  /// Q as above, since no w changes faster. A search that comes so near to a maximum is on its hill.
  var hillRadius: Double { max(naturalLogarithm(2 / largestSquare), 0) }

  var gradient: [Double] { zip(score, penaltyScore).map { $0 + $1 } }

  /// What is known of minus the second derivative of the penalty after a step to here: S + r rᵀ / rᵀs with r
  /// = y − S s, where y is how much the penalty's gradient fell along the step s.
  ///
  /// - Parameters:
  ///   - curvature: S, what was known before; `nil` for 0.
  ///   - coefficients: Those before.
  ///   - penaltyScore: The gradient of the penalty there.
  func penaltyCurvature(after curvature: [Double]?, coefficients: [Double], penaltyScore before: [Double])
    -> [Double]?
  {
    let count = factor.order
    let step = zip(self.coefficients, coefficients).map { $0 - $1 }
    var learned = curvature ?? [Double](repeating: 0, count: count * count)
    var rest = zip(before, penaltyScore).map { $0 - $1 }
    for i in 0..<count {
      rest[i] -= HeldCombinations.product(learned[i * count..<(i + 1) * count], step)
    }
    let product = HeldCombinations.product(rest, step)
    let lengths = HeldCombinations.product(rest, rest) * HeldCombinations.product(step, step)
    // The usual safeguard: an update whose denominator is near 0 is passed over (Nocedal and Wright, 6.26).
    guard product.magnitude > 1e-8 * lengths.squareRoot(), product != 0 else { return curvature }
    for i in 0..<count {
      let share = rest[i] / product
      for j in 0..<count { learned[i * count + j] += share * rest[j] }
    }
    return learned
  }
}

/// Works out ``FirthState``s in two loops over the rows, the second of which only points that are kept need.
struct FirthEvaluator {
  /// Multiplications of a loop above which threads share it.
  private static let sharedWork = 1 << 17

  private let rows: FirthRows
  private let pool: ThreadPool
  /// m p (1 − p), m (y − p) and ½ − p of each row, which the first loop leaves for the second: `[3, strips,
  /// 8]`.
  private var left: [Double]
  private var sums: [Double]

  init(_ rows: FirthRows) throws {
    self.rows = rows
    pool = try .shared()
    left = [Double](repeating: 0, count: 3 * FirthRows.stripLength * rows.stripCount)
    let count = rows.columnCount
    sums = [Double](repeating: 0, count: rows.partCount * max(1 + count * (count + 1) / 2, 2 * count + 1))
  }

  /// The value and the information at a point; `nil` where the information is not positive definite to
  /// rounding, as where all probabilities are almost 0 or 1.
  mutating func state(at coefficients: [Double]) -> FirthState? {
    let count = rows.columnCount
    let totals = sum(1 + count * (count + 1) / 2, at: coefficients) { rows, strips, scratch, sums in
      rows.information(strips, scratch: scratch, into: sums)
    }
    guard totals.allSatisfy(\.isFinite) else { return nil }
    var information = [Double](repeating: 0, count: count * count)
    var place = 1
    for i in 0..<count {
      for j in 0...i {
        (information[i * count + j], information[j * count + i]) = (totals[place], totals[place])
        place += 1
      }
    }
    return Cholesky(information, order: count).map {
      FirthState(coefficients: coefficients, logLikelihood: totals[0], information: information, factor: $0)
    }
  }

  /// The gradient of the last state that was worked out.
  mutating func addGradient(to state: inout FirthState) {
    let count = rows.columnCount
    let factor = state.factor.factor
    let inverses = (0..<count).map { 1 / factor[$0 * count + $0] }
    let totals = factor.withUnsafeBufferPointer { factor in
      inverses.withUnsafeBufferPointer { inverses in
        sum(2 * count + 1, at: state.coefficients) { rows, strips, scratch, sums in
          guard let l = factor.baseAddress, let d = inverses.baseAddress else { return }
          rows.scores(strips, factor: l, inverses: d, scratch: scratch, into: sums)
        }
      }
    }
    state.score = Array(totals[..<count])
    state.penaltyScore = Array(totals[count..<2 * count])
    state.largestSquare = (0..<rows.partCount).reduce(0) { max($0, sums[$1 * (2 * count + 1) + 2 * count]) }
  }

  /// The largest |xᵢᵀ d| of a row.
  mutating func reach(of direction: [Double]) -> Double {
    let rows = rows
    return left.withUnsafeMutableBufferPointer { left in
      var reach = 0.0
      rows.withStrips(at: direction, left) { reach = $0.reach(0..<rows.stripCount) }
      return reach
    }
  }

  /// Σ over the parts of the rows, in their order, of `count` sums each.
  private mutating func sum(
    _ count: Int, at coefficients: [Double],
    _ add: (FirthStrips, Range<Int>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let (rows, pool) = (rows, pool)
    sums.withUnsafeMutableBufferPointer { sums in
      left.withUnsafeMutableBufferPointer { left in
        rows.withStrips(at: coefficients, left) { strips in
          guard let sums = sums.baseAddress else { return }
          func run(_ parts: Range<Int>) {
            let room = FirthStrips.scratchCount(columns: rows.columnCount)
            withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { scratch in
              guard let scratch = scratch.baseAddress else { return }
              for part in parts {
                let first = part * rows.partLength
                add(
                  strips, first..<min(first + rows.partLength, rows.stripCount), scratch, sums + part * count)
              }
            }
          }
          if rows.stripCount * FirthRows.stripLength * rows.columnCount * rows.columnCount > Self.sharedWork {
            pool.forEach(blocksOf: 1, count: rows.partCount, run)
          } else {
            run(0..<rows.partCount)
          }
        }
      }
    }
    var totals = Array(sums[..<count])
    for part in 1..<max(rows.partCount, 1) {
      for i in 0..<count { totals[i] += sums[part * count + i] }
    }
    return totals
  }
}

extension FirthRows {
  /// Calls a closure with the addresses of the rows.
  ///
  /// - Parameter left: `[3, strips, 8]`.
  fileprivate func withStrips(
    at coefficients: [Double], _ left: UnsafeMutableBufferPointer<Double>, _ body: (FirthStrips) -> Void
  ) {
    x.withUnsafeBufferPointer { x in
      shares.withUnsafeBufferPointer { shares in
        weights.withUnsafeBufferPointer { weights in
          offsets.withUnsafeBufferPointer { offsets in
            coefficients.withUnsafeBufferPointer { coefficients in
              guard let x = x.baseAddress, let shares = shares.baseAddress, let weights = weights.baseAddress,
                let offsets = offsets.baseAddress, let coefficients = coefficients.baseAddress,
                let left = left.baseAddress
              else { return }
              let count = stripCount * Self.stripLength
              body(
                FirthStrips(
                  x: x, shares: shares, weights: weights, offsets: offsets, coefficients: coefficients,
                  curvatures: left, residuals: left + count, halves: left + 2 * count, columns: columnCount))
            }
          }
        }
      }
    }
  }
}
