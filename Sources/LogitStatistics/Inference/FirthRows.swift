import Logit

/// The rows of a ``FirthRegression``, eight a strip, so that all loops run over vectors: of each strip the
/// first column's eight numbers, then the second's. Rows without weight are left out, the last strip is
/// filled up with them.
struct FirthRows: Sendable {
  /// Rows of a strip.
  static let stripLength = 8
  /// Strips that stay in the cache together.
  private static let blockLength = 16
  /// The parts that rows are cut into, whatever the number of threads, so that results have the same bits.
  private static let partLimit = 64

  let columnCount: Int
  let stripCount: Int
  /// `[strips, columns, 8]`.
  let x: [Double]
  /// `[strips, 8]`, as the two below.
  let shares: [Double]
  let weights: [Double]
  let offsets: [Double]
  let weightSum: Double
  /// The root of each column's weighted mean square.
  let sizes: [Double]
  /// Strips of a part: a multiple of the block length.
  let partLength: Int

  var partCount: Int { (stripCount + partLength - 1) / partLength }

  /// - Parameters:
  ///   - x: `[rows, columns]`.
  ///   - rows: Those that have weight.
  init(
    _ x: Tensor<Double>, rows: [Int], shares: [Double], weights: [Double]?, offsets: [Double]?,
    hasIntercept: Bool
  ) {
    let (given, count) = (x.shape[1], x.shape[1] + (hasIntercept ? 1 : 0))
    let length = Self.stripLength
    let strips = (rows.count + length - 1) / length
    var lanes = [Double](repeating: 0, count: strips * count * length)
    var (y, m, o) = (
      [Double](repeating: 0, count: strips * length), [Double](repeating: 0, count: strips * length),
      [Double](repeating: 0, count: strips * length)
    )
    var (sum, squares) = (0.0, [Double](repeating: 0, count: count))
    x.withUnsafeBufferPointer { x in
      for (place, row) in rows.enumerated() {
        let first = place / length * count * length + place % length
        let weight = weights?[row] ?? 1
        (y[place], m[place], o[place]) = (shares[row], weight, offsets?[row] ?? 0)
        sum += weight
        for j in 0..<count {
          let value = j < given ? x[row * given + j] : 1
          lanes[first + j * length] = value
          squares[j] += weight * value * value
        }
      }
    }
    (columnCount, stripCount) = (count, strips)
    (self.x, self.shares, self.weights, self.offsets) = (lanes, y, m, o)
    weightSum = sum
    sizes = squares.map { ($0 / sum).squareRoot() }
    let blocks = (strips + Self.blockLength - 1) / Self.blockLength
    partLength = max((blocks + Self.partLimit - 1) / Self.partLimit, 1) * Self.blockLength
  }
}
