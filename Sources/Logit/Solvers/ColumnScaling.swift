/// The weighted mean of each column, and its weighted deviation with 1/Σw: what columns are shifted and scaled
/// with.
///
///     meanⱼ = Σᵢ wᵢ xᵢⱼ / Σᵢ wᵢ,   deviationⱼ² = Σᵢ wᵢ (xᵢⱼ − meanⱼ)² / Σᵢ wᵢ
///
/// The squares are summed up around the mean, in a second pass over the rows, so that a mean of 10⁸ does not take
/// the deviation's digits.
package struct ColumnScaling: Sendable {
  package let means: [Double]
  /// 0 of a column that is constant in the rows with a weight.
  package let deviations: [Double]

  /// - Parameters:
  ///   - matrix: `[rows, columns]`, with at least one row.
  ///   - weights: One a row, finite and not negative; 1 each by default.
  /// - Throws: ``LogitError/rowCountMismatch(name:expected:found:of:)`` or
  ///   ``LogitError/invalidOption(name:value:expected:)`` if all weights are 0.
  package init(_ matrix: DenseRows.Matrix, weights: [Double]? = nil) throws(LogitError) {
    let rowCount = matrix.shape.first ?? 0
    if let weights, weights.count != rowCount {
      throw .rowCountMismatch(name: "weights", expected: rowCount, found: weights.count)
    }
    let total = weights?.reduce(0, +) ?? Double(rowCount)
    try LogitError.require(total > 0 && total.isFinite, "The sum of the weights", total, "finite and above 0")
    switch matrix {
    case .float(let x):
      (means, deviations) = x.withUnsafeBufferPointer { Self.moments($0, matrix.shape, weights, total) }
    case .double(let x):
      (means, deviations) = x.withUnsafeBufferPointer { Self.moments($0, matrix.shape, weights, total) }
    }
  }

  private static func moments<Scalar: BinaryFloatingPoint>(
    _ x: UnsafeBufferPointer<Scalar>, _ shape: [Int], _ weights: [Double]?, _ total: Double
  ) -> (means: [Double], deviations: [Double]) {
    let (rows, columns) = (shape[0], shape[1])
    var (means, squares) = ([Double](repeating: 0, count: columns), [Double](repeating: 0, count: columns))
    // The first row is taken off, so that the mean of a column that is constant is that number exactly.
    let origin = (0..<columns).map { Double(x[$0]) }
    means.withUnsafeMutableBufferPointer { means in
      for i in 0..<rows {
        let weight = weights?[i] ?? 1
        guard weight > 0 else { continue }
        for j in 0..<columns { means[j] += weight * (Double(x[i * columns + j]) - origin[j]) }
      }
      for j in 0..<columns { means[j] = origin[j] + means[j] / total }
      squares.withUnsafeMutableBufferPointer { squares in
        for i in 0..<rows {
          let weight = weights?[i] ?? 1
          guard weight > 0 else { continue }
          for j in 0..<columns {
            let distance = Double(x[i * columns + j]) - means[j]
            squares[j] += weight * distance * distance
          }
        }
      }
    }
    let deviations = squares.indices.map { j in
      let deviation = (squares[j] / total).squareRoot()
      // What is left of a constant column whose mean was rounded.
      return deviation > 1e-15 * abs(means[j]) ? deviation : 0
    }
    return (means, deviations)
  }
}
