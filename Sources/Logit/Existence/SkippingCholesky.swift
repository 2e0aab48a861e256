/// The Cholesky factor of a positive semidefinite matrix, without the coordinates that depend on earlier
/// ones.
///
/// Of coordinates kept, `G = L Lᵀ`; a coordinate is skipped if what the earlier ones leave of its diagonal
/// entry is at most `tolerance` of that entry, or if that entry is at most `leastShare` of the largest.
struct SkippingCholesky {
  /// The coordinates kept, ascending.
  let kept: [Int]
  /// `[kept, kept]`, rows of the lower triangle L.
  private let factor: [Double]

  /// - Parameters:
  ///   - matrix: `[size, size]`, symmetric; the lower triangle is read.
  ///   - size: The number of rows.
  ///   - tolerance: From 0 to 1.
  ///   - leastShare: From 0 to 1; 0 by default.
  ///   - doubt: The share left at which `decide` is asked instead.
  ///   - decide: Given a coordinate, those kept before it and their factors in the combination nearest to it,
  ///     returns the share left, measured more exactly, or `nil` if the coordinate is to be skipped.
  init(
    _ matrix: [Double], size: Int, tolerance: Double, leastShare: Double = 0, doubt: Double = 0,
    decide: (_ coordinate: Int, _ kept: [Int], _ factors: [Double]) -> Double? = { _, _, _ in nil }
  ) {
    let least = leastShare * (0..<size).reduce(0) { max($0, matrix[$1 * size + $1]) }
    var kept: [Int] = []
    // Rows of the factor, one after the other, each as long as its position demands.
    var rows: [[Double]] = []
    for i in 0..<size {
      var row: [Double] = []
      row.reserveCapacity(kept.count + 1)
      var left = matrix[i * size + i]
      for (a, j) in kept.enumerated() {
        var sum = matrix[i * size + j]
        rows[a].withUnsafeBufferPointer { other in
          row.withUnsafeBufferPointer { own in for b in 0..<a { sum -= own[b] * other[b] } }
        }
        let value = sum / rows[a][a]
        row.append(value)
        left -= value * value
      }
      let diagonal = matrix[i * size + i]
      guard diagonal > least else { continue }
      var share = left / diagonal
      if share < doubt {
        var factors = row
        Self(kept: kept, rows: rows).solveUpper(&factors)
        guard let measured = decide(i, kept, factors) else { continue }
        share = max(share, measured)
      } else if !(share > tolerance) {
        continue
      }
      row.append((share * diagonal).squareRoot())
      rows.append(row)
      kept.append(i)
    }
    self.init(kept: kept, rows: rows)
  }

  private init(kept: [Int], rows: [[Double]]) {
    self.kept = kept
    let count = rows.map(\.count).max() ?? 0
    var factor = [Double](repeating: 0, count: rows.count * count)
    for (a, row) in rows.enumerated() {
      for (b, value) in row.enumerated() { factor[a * count + b] = value }
    }
    self.factor = factor
  }

  /// The number of coordinates kept.
  var rank: Int { kept.count }

  /// A row of L, to its end.
  func row(_ position: Int) -> ArraySlice<Double> { factor[position * rank..<(position + 1) * rank] }

  /// Replaces `vector`, one number for each coordinate kept, by L⁻¹ of it.
  func solveLower(_ vector: inout [Double]) {
    let count = rank
    factor.withUnsafeBufferPointer { factor in
      vector.withUnsafeMutableBufferPointer { vector in
        for i in 0..<count {
          var sum = vector[i]
          for j in 0..<i { sum -= factor[i * count + j] * vector[j] }
          vector[i] = sum / factor[i * count + i]
        }
      }
    }
  }

  /// Replaces `vector`, one number for each coordinate kept, by L⁻ᵀ of it.
  func solveUpper(_ vector: inout [Double]) {
    let count = rank
    factor.withUnsafeBufferPointer { factor in
      vector.withUnsafeMutableBufferPointer { vector in
        for i in (0..<count).reversed() {
          let value = vector[i] / factor[i * count + i]
          vector[i] = value
          for j in 0..<i { vector[j] -= factor[i * count + j] * value }
        }
      }
    }
  }

  /// Of all coordinates those kept.
  func gather(_ vector: [Double]) -> [Double] { kept.map { vector[$0] } }

  /// Those kept among `size` coordinates; 0 for the others.
  func scatter(_ vector: [Double], size: Int) -> [Double] {
    var result = [Double](repeating: 0, count: size)
    for (position, coordinate) in kept.enumerated() { result[coordinate] = vector[position] }
    return result
  }
}
