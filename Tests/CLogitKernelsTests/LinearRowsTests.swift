import CLogitKernels
import Foundation
import Testing

/// The sums of a linear model over rows, on every level.
@Suite struct LinearRowsTests {
  /// A model without columns whose linear predictors are its offsets: what comes out is the loss itself.
  private static func head(_ z: [Double], classes: [Int32], predictors: Int64, level: logit_level) -> [Double]
  {
    let wanted = Int32(LOGIT_LINEAR_GRADIENT | LOGIT_LINEAR_HESSIAN)
    let zeros = [Double](repeating: 0, count: 8 * Int(predictors))
    var sums = [Double](repeating: .nan, count: Int(logit_linear_sums_count(0, 1, predictors, wanted)))
    var scratch = [Double](repeating: .nan, count: Int(logit_linear_scratch_count(0, 1, predictors)))
    classes.withUnsafeBufferPointer { classes in
      z.withUnsafeBufferPointer { z in
        zeros.withUnsafeBufferPointer { zeros in
          var rows = logit_linear()
          rows.input = UnsafeRawPointer(zeros.baseAddress)
          rows.classes = classes.baseAddress
          rows.offsets = z.baseAddress
          rows.shift = zeros.baseAddress
          rows.scale = zeros.baseAddress
          rows.coefficients = zeros.baseAddress
          rows.predictors = predictors
          rows.has_intercept = 1
          kernels(level).linear_rows(&rows, wanted, 0, Int64(classes.count), &scratch, &sums)
        }
      }
    }
    return sums
  }

  private static func units(_ found: Double, _ exact: Double) -> Double {
    found == exact ? 0 : abs(found - exact) / max(exact.ulp, .leastNonzeroMagnitude)
  }

  static let predictors: [Double] =
    (-3000...3000).map { Double($0) * 0.2503 } + [
      0, -0.0, 1e-300, -1e-300, 1e-17, -1e-17, 800, -800, 1e300, -1e300,
    ]

  @Test("Of two classes, loss, p and p (1 - p) keep their digits at both ends", arguments: availableLevels)
  func binary(_ level: logit_level) {
    var worst = (loss: 0.0, p: 0.0, curvature: 0.0)
    for z in Self.predictors {
      let sums = Self.head([z], classes: [0], predictors: 1, level: level)
      let e = exp(-abs(z))
      let p = z < 0 ? e / (1 + e) : 1 / (1 + e)
      worst.loss = max(worst.loss, Self.units(sums[2], max(z, 0) + log1p(e)))
      worst.p = max(worst.p, Self.units(sums[8], p))
      worst.curvature = max(worst.curvature, Self.units(sums[16], e / (1 + e) / (1 + e)))
      let other = Self.head([z], classes: [1], predictors: 1, level: level)
      worst.loss = max(worst.loss, Self.units(other[2], max(-z, 0) + log1p(e)))
      worst.p = max(worst.p, Self.units(-other[8], z < 0 ? 1 / (1 + e) : e / (1 + e)))
    }
    // The C library's own functions are off by up to one unit too.
    #expect(worst.loss <= 2 && worst.p <= 2 && worst.curvature <= 3, "\(worst)")
  }

  @Test(
    "Of several classes, the loss and the gradient of a class keep their digits near 0",
    arguments: availableLevels)
  func categorical(_ level: logit_level) {
    var worst = (loss: 0.0, own: 0.0)
    for z in Self.predictors where abs(z) < 700 {
      // Three classes, of which two are at 0: p of the third is 1 / (1 + 2 exp(-z)).
      let sums = Self.head([0, z, 0], classes: [1], predictors: 3, level: level)
      let others = 2 * exp(-abs(z))
      let loss = z > 0 ? log1p(others) : -z + log(2) + log1p(exp(z) / 2)
      worst.loss = max(worst.loss, Self.units(sums[2], loss))
      worst.own = max(worst.own, Self.units(-sums[16], z > 0 ? others / (1 + others) : 2 / (2 + exp(z))))
    }
    #expect(worst.loss <= 2 && worst.own <= 2, "\(worst)")
  }

  /// Sums over rows with everything in them, as one list of bits.
  private static func sums(
    rows: Int, columns: Int, predictors: Int, isDouble: Bool, level: logit_level
  ) -> [UInt64] {
    var data = TestData(seed: UInt32(columns * 7 + predictors))
    let wanted =
      Int32(LOGIT_LINEAR_GRADIENT | LOGIT_LINEAR_PRODUCT | LOGIT_LINEAR_HESSIAN)
      | (predictors == 1 ? Int32(LOGIT_LINEAR_SCORES | LOGIT_LINEAR_SLOPES) : 0)
    let (c, k) = (Int64(columns), Int64(predictors))
    let padded = (columns + 8) / 8 * 8
    // Exactly as long as the rows are, and with NaN behind them, so that whoever uses what lies beyond shows.
    let floats = data.floats(rows * columns) + [Float.nan, .nan]
    let doubles = floats.map(Double.init)
    let classes = data.labels(rows, classes: max(predictors, 2)).map { Int32($0) }
    let weights = data.floats(rows).map { Double(abs($0)) }
    func vector(_ count: Int, _ scale: Float) -> [Double] {
      data.floats(count, scale: scale).map(Double.init) + [Double](repeating: 0, count: padded - count)
    }
    let (shift, scale) = (vector(columns, 1), vector(columns, 2))
    let coefficients = (0..<predictors).flatMap { _ in vector(columns + 1, 1) }
    let direction = (0..<predictors).flatMap { _ in vector(columns + 1, 1) }
    let offsets = data.floats(rows * predictors).map(Double.init)
    var sums = [Double](repeating: .nan, count: Int(logit_linear_sums_count(c, 1, k, wanted)))
    var scratch = [Double](repeating: .nan, count: Int(logit_linear_scratch_count(c, 1, k)))
    floats.withUnsafeBytes { floats in
      doubles.withUnsafeBytes { doubles in
        classes.withUnsafeBufferPointer { classes in
          weights.withUnsafeBufferPointer { weights in
            offsets.withUnsafeBufferPointer { offsets in
              shift.withUnsafeBufferPointer { shift in
                scale.withUnsafeBufferPointer { scale in
                  coefficients.withUnsafeBufferPointer { coefficients in
                    direction.withUnsafeBufferPointer { direction in
                      var problem = logit_linear(
                        input: isDouble ? doubles.baseAddress : floats.baseAddress, stride: c,
                        classes: classes.baseAddress, shares: nil, weights: weights.baseAddress,
                        offsets: offsets.baseAddress, shift: shift.baseAddress, scale: scale.baseAddress,
                        coefficients: coefficients.baseAddress, direction: direction.baseAddress, columns: c,
                        predictors: k, is_double: isDouble ? 1 : 0, has_intercept: 1)
                      kernels(level).linear_rows(&problem, wanted, 0, Int64(rows), &scratch, &sums)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return sums.map(\.bitPattern)
  }

  @Test(
    "Sums have the same bits on every level with fused multiply-add, from floats and from doubles",
    arguments: [1, 7, 8, 9, 23, 40], [1, 3, 9])
  func levels(columns: Int, predictors: Int) {
    for rows in [1, 5, 64, 71, 200] {
      let all = fusedLevels.flatMap { level in
        [false, true].map {
          Self.sums(rows: rows, columns: columns, predictors: predictors, isDouble: $0, level: level)
        }
      }
      for other in all.dropFirst() { #expect(other == all[0], "\(rows) rows") }
      #expect(all.allSatisfy { $0.allSatisfy { Double(bitPattern: $0).isFinite } })
    }
  }

  @Test("Without fused multiply-add the sums are the same but for rounding", arguments: [1, 3])
  func baseline(predictors: Int) {
    func values(_ level: logit_level) -> [Double] {
      Self.sums(rows: 150, columns: 20, predictors: predictors, isDouble: false, level: level)
        .map { Double(bitPattern: $0) }
    }
    let plain = values(LOGIT_LEVEL_BASELINE)
    for level in fusedLevels {
      #expect(zip(plain, values(level)).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }
}
