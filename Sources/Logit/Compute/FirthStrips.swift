import CLogitKernels

/// Rows in strips of eight, as the kernels of Firth's penalized likelihood take them: of each strip the first
/// column's eight numbers, then the second's. Holds addresses only; who makes it keeps them alive.
package struct FirthStrips {
  private let rows: logit_firth

  /// - Parameters:
  ///   - x: `[strips, columns, 8]`.
  ///   - shares: `[strips, 8]`, as `weights`, `offsets`, and `curvatures`, `residuals` and `halves`, which
  ///     ``information(_:scratch:into:)`` fills.
  ///   - coefficients: `[columns]`.
  package init(
    x: UnsafePointer<Double>, shares: UnsafePointer<Double>, weights: UnsafePointer<Double>,
    offsets: UnsafePointer<Double>, coefficients: UnsafePointer<Double>,
    curvatures: UnsafeMutablePointer<Double>,
    residuals: UnsafeMutablePointer<Double>, halves: UnsafeMutablePointer<Double>, columns: Int
  ) {
    rows = logit_firth(
      x: x, shares: shares, weights: weights, offsets: offsets, coefficients: coefficients,
      curvatures: curvatures,
      residuals: residuals, halves: halves, columns: Int64(columns))
  }

  /// The doubles that a thread needs besides.
  package static func scratchCount(columns: Int) -> Int { Int(logit_firth_scratch_count(Int64(columns))) }

  /// The log likelihood of some strips, then the lower triangle of their information Σ w x xᵀ, row by row.
  ///
  /// - Parameter sums: 1 + columns (columns + 1) / 2.
  package func information(
    _ strips: Range<Int>, scratch: UnsafeMutablePointer<Double>, into sums: UnsafeMutablePointer<Double>
  ) {
    withUnsafePointer(to: rows) {
      Kernels.current.firth_information($0, Int64(strips.lowerBound), Int64(strips.upperBound), scratch, sums)
    }
  }

  /// The largest |xᵀ b| of a row of some strips, with the coefficients b.
  package func reach(_ strips: Range<Int>) -> Double {
    withUnsafePointer(to: rows) {
      Kernels.current.firth_reach($0, Int64(strips.lowerBound), Int64(strips.upperBound))
    }
  }

  /// The score Σ m (y − p) x of some strips, the penalty's gradient Σ h (½ − p) x, where h = w |L⁻¹ x|² is a
  /// row's leverage, and the largest |L⁻¹ x|²; after ``information(_:scratch:into:)``.
  ///
  /// - Parameters:
  ///   - factor: L, `[columns, columns]`; `inverses` are those of its diagonal.
  ///   - sums: 2 columns + 1.
  package func scores(
    _ strips: Range<Int>, factor: UnsafePointer<Double>, inverses: UnsafePointer<Double>,
    scratch: UnsafeMutablePointer<Double>, into sums: UnsafeMutablePointer<Double>
  ) {
    withUnsafePointer(to: rows) {
      Kernels.current.firth_scores(
        $0, factor, inverses, Int64(strips.lowerBound), Int64(strips.upperBound), scratch, sums)
    }
  }
}
