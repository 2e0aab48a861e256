import Logit

/// How much each row of a fit of two classes decides its own fitted value: h = w p (1 − p) zᵀ I⁻¹ z, from 0
/// to 1.
struct Leverages: Sendable {
  /// What is left of 1 beside a leverage that counts as 1, as in R's `hatvalues`: 10 roundings.
  private static let leastRest = 10 * Double.ulpOfOne

  private let fit: RegressionFit
  /// L⁻¹ of the information's Cholesky factor, `[width, width]`.
  private let inverse: [Double]

  /// - Returns: `nil` if the information is singular.
  init?(_ fit: RegressionFit) throws {
    guard let factor = Cholesky(try fit.informationHere(), order: fit.coefficientCount) else { return nil }
    self.init(fit, inverseTransposed: factor.inverseTransposed)
  }

  /// - Parameter inverseTransposed: L⁻ᵀ, `[width, width]`, zeros below the diagonal.
  init(_ fit: RegressionFit, inverseTransposed transposed: [Double]) {
    let order = fit.coefficientCount
    var inverse = transposed
    for i in 0..<order { for j in 0..<order { inverse[i * order + j] = transposed[j * order + i] } }
    (self.fit, self.inverse) = (fit, inverse)
  }

  /// The leverages of a block's rows; of a row that stands for several, that of each.
  func fill(_ block: RowBlocks.Block, into leverages: UnsafeMutablePointer<Double>) {
    let width = fit.coefficientCount
    inverse.withUnsafeBufferPointer { inverse in
      guard let inverse = inverse.baseAddress else { return }
      for i in 0..<block.rows.count {
        let row = block.values + i &* width
        var square = 0.0
        for k in 0..<width {
          let line = inverse + k &* width
          var sum = SIMD2<Double>.zero
          var j = 0
          while j < k {
            sum += SIMD2(line[j], line[j &+ 1]) * SIMD2(row[j], row[j &+ 1])
            j &+= 2
          }
          var product = sum.x + sum.y
          if j == k { product += line[k] * row[k] }
          square += product * product
        }
        let weight = fit.rows.weights?[block.rows.lowerBound + i] ?? 1
        let leverage = weight * block.probabilities[2 * i] * block.probabilities[2 * i + 1] * square
        leverages[i] = 1 - leverage < Self.leastRest ? 1 : leverage
      }
    }
  }
}
