/// A direction of all classes' coefficients, the first class's being 0, with the constant in the columns' own
/// units.
struct Ray {
  private let classCount: Int
  private let width: Int
  /// `[classes, width]`.
  private let values: [Double]
  /// The size of what each is the sum of.
  private let scales: [Double]
  /// What is left of a coefficient beside its scale below which it is rounding.
  private let tolerance: Double

  /// - Parameters:
  ///   - direction: Of standardized columns, `[classes − 1, width]`.
  ///   - pairs: What the columns are.
  ///   - tolerance: What is left of a coefficient beside its scale below which it is rounding.
  init(_ direction: [Double], _ pairs: ClassPairRows, tolerance: Double) {
    (classCount, width, self.tolerance) = (pairs.classCount, pairs.width, tolerance)
    let (width, rows) = (pairs.width, pairs.rows)
    let largest = direction.reduce(0) { max($0, $1.magnitude) }
    var values = [Double](repeating: 0, count: width) + direction
    var scales = [Double](repeating: largest, count: values.count)
    if rows.hasIntercept {
      for block in 1..<pairs.classCount {
        // The standardized columns' shifts belong to the intercept.
        let constant = block * width + width - 1
        for (column, shift) in rows.shift.enumerated() {
          let part = values[block * width + column] * rows.scale[column] * shift
          values[constant] -= part
          scales[constant] = max(scales[constant], part.magnitude)
        }
      }
    }
    (self.values, self.scales) = (values, scales)
  }

  /// Where a class's coefficient goes against another class's.
  func limit(_ label: Int, against reference: Int, _ coefficient: Int) -> Separation.Limit {
    let (a, b) = (label * width + coefficient, reference * width + coefficient)
    let value = values[a] - values[b]
    guard value.magnitude > tolerance * max(scales[a], scales[b]) else { return .finite }
    return value > 0 ? .positiveInfinity : .negativeInfinity
  }
}

extension [Ray] {
  /// Where a class's coefficient goes against another class's: along the first direction in which it goes
  /// anywhere.
  func limit(_ label: Int, against reference: Int, _ coefficient: Int) -> Separation.Limit {
    for ray in self {
      let limit = ray.limit(label, against: reference, coefficient)
      if limit != .finite { return limit }
    }
    return .finite
  }
}
