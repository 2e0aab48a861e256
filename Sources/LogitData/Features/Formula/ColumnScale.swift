/// What a column of a regression is lessened and divided by to become a feature:
///
/// `feature = (value − center) / deviation`,
///
/// worked out in double precision and then rounded to single, so that features keep the digits that tell rows
/// apart.
struct ColumnScale: Sendable, Hashable {
  /// The mean over the rows learned from.
  let center: Double
  /// The deviation of the population, 0 if all values are the same.
  let deviation: Double

  /// The value as a feature, finite for a finite value.
  @inline(__always)
  func callAsFunction(_ value: Double) -> Float { Float(precisely(value)) }

  /// The value as a feature before it is rounded to single precision.
  @inline(__always)
  func precisely(_ value: Double) -> Double {
    guard deviation > 0 else { return 0 }
    let scaled = (value - center) / deviation
    return scaled.magnitude <= Standardization.largest ? scaled : far(value)
  }

  private func far(_ value: Double) -> Double {
    guard value.isFinite else { return 0 }
    // The difference itself may be too large for double precision, half of it is not.
    let scaled = (value / 2 - center / 2) / (deviation / 2)
    return min(max(scaled, -Standardization.largest), Standardization.largest)
  }
}

/// Mean, squared deviations and range of columns, joined block by block by the rule of Chan, Golub and
/// LeVeque (1979).
struct ColumnMoments: Sendable {
  private(set) var count = 0.0
  private(set) var means: [Double]
  private var squares: [Double]
  private var least: [Double]
  private var largest: [Double]

  init(width: Int) {
    means = [Double](repeating: 0, count: width)
    squares = means
    least = [Double](repeating: .infinity, count: width)
    largest = [Double](repeating: -.infinity, count: width)
  }

  /// Adds rows, `[count, width]`.
  mutating func add(_ rows: UnsafePointer<Double>, count: Int) {
    guard count > 0 else { return }
    let width = means.count
    var block = ColumnMoments(width: width)
    block.count = Double(count)
    for row in 0..<count {
      let row = rows + row * width
      for column in 0..<width {
        block.means[column] += row[column] / block.count
        block.least[column] = min(block.least[column], row[column])
        block.largest[column] = max(block.largest[column], row[column])
      }
    }
    for row in 0..<count {
      let row = rows + row * width
      for column in 0..<width {
        let distance = row[column] - block.means[column]
        block.squares[column] += distance * distance
      }
    }
    merge(block)
  }

  /// Adds the rows that follow.
  mutating func merge(_ other: ColumnMoments) {
    guard other.count > 0 else { return }
    let total = count + other.count
    for column in means.indices {
      let distance = other.means[column] - means[column]
      means[column] += distance * (other.count / total)
      squares[column] += other.squares[column] + distance * distance * (count * (other.count / total))
      least[column] = min(least[column], other.least[column])
      largest[column] = max(largest[column], other.largest[column])
    }
    count = total
  }

  /// What the columns are scaled by.
  var scales: [ColumnScale] {
    means.indices.map { column in
      guard least[column] < largest[column] else {
        return ColumnScale(center: count > 0 ? least[column] : 0, deviation: 0)
      }
      let center = min(max(means[column], least[column]), largest[column])
      let deviation = (squares[column] / count).squareRoot()
      // Squares of very large and very small numbers are beyond double precision; half the range is not.
      let range = largest[column] / 2 - least[column] / 2
      let isUsable = deviation.isFinite && deviation > 1e-150 && means[column].isFinite
      return ColumnScale(
        center: means[column].isFinite ? center : least[column] / 2 + largest[column] / 2,
        deviation: isUsable ? deviation : max(range, .leastNonzeroMagnitude))
    }
  }
}
