import Logit

/// What is summed up over rows for one change, and where.
///
/// The sums are, for each class followed: the effect; for each predictor the factor of the row's working
/// values, `[predictors, width]`; and for each predictor the factors of the changed columns, `[predictors,
/// columns]`.
struct MarginalPlan: Sendable {
  let name: String
  let width: Int
  let predictorCount: Int
  let classCount: Int
  private let kind: MarginalChange.Kind
  /// The design's columns that change and have a coefficient, and their places in the change.
  private let columns: [Int]
  private let places: [Int]
  /// The coefficients of these columns, `[predictors, columns]`.
  private let slopes: [Double]
  /// T's rows of these columns, `[columns, width]`.
  private let transform: [Double]
  /// The numbers of a row of the change.
  private let stride: Int
  private let start: Int
  private let followedCount: Int
  private let base: Int
  /// Whether the change is the same in all rows and two classes are told apart: then its sums are multiples
  /// of those that all such changes have, ``SharedSlopes``.
  let sharesSums: Bool
  /// Whether columns without a coefficient change, too.
  let changesAliased: Bool

  init(_ change: MarginalChange, _ fit: RegressionFit, classCount: Int, start: Int, rowCount: Int) throws {
    let basis = fit.basis
    try Self.check(change, columnCount: fit.rows.design.columnCount, rowCount: rowCount)
    (name, kind, self.start, followedCount) = (change.name, change.kind, start, classCount)
    (width, predictorCount, self.classCount) = (basis.width, fit.predictorCount, fit.rows.classCount)
    base = fit.rows.baseClass
    stride = change.columns.count
    var (columns, places, slots, aliased): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    for (place, column) in change.columns.enumerated() {
      guard let slot = basis.columns.firstIndex(of: column) else {
        aliased.append(place)
        continue
      }
      columns.append(column)
      places.append(place)
      slots.append(slot)
    }
    (self.columns, self.places) = (columns, places)
    changesAliased = aliased.contains(where: change.kind.moves)
    slopes = (0..<fit.predictorCount).flatMap { k in
      let own = fit.coefficients(of: k)
      return slots.map { own[$0] }
    }
    transform = slots.flatMap { basis.row($0) }
    if case .derivative(.constant) = change.kind, self.classCount == 2 {
      sharesSums = true
    } else {
      sharesSums = false
    }
  }

  private static func check(_ change: MarginalChange, columnCount: Int, rowCount: Int) throws {
    if let column = change.columns.first(where: { !(0..<columnCount).contains($0) }) {
      throw LogitError.invalidOption(
        name: "A column of the change \"\(change.name)\"", value: "\(column)",
        expected: "in 0..<\(columnCount)")
    }
    let all: [MarginalChange.Values] =
      switch change.kind {
      case .derivative(let values): [values]
      case .contrast(let from, let to): [from, to]
      }
    for values in all {
      switch values {
      case .constant(let numbers):
        try LogitError.require(
          numbers.count == change.columns.count, "The number of values of the change \"\(change.name)\"",
          numbers.count, "\(change.columns.count), one for each column that changes")
      case .rows(let x):
        guard x.shape == [rowCount, change.columns.count] else {
          throw LogitError.shapeMismatch(
            operation: "The change \"\(change.name)\"", expected: "[\(rowCount), \(change.columns.count)]",
            found: x.shape, remedy: "give a value for each row and each column that changes")
        }
      }
    }
  }

  private var classLength: Int { 1 + predictorCount * (width + columns.count) }
  /// The numbers that are summed up.
  var sumCount: Int { sharesSums ? 0 : followedCount * classLength }
  /// The room that a row needs: changed values, predictors and probabilities of two sides, and others.
  var scratchCount: Int { 2 * columns.count + 3 * predictorCount + 4 * classCount }

  /// Adds a row's part.
  func add(
    row: Int, weight: Double, values: UnsafePointer<Double>, predictors: UnsafePointer<Double>,
    probabilities: UnsafePointer<Double>, design: DenseRows.Matrix, place: Int, classes: [Int],
    scratch: UnsafeMutablePointer<Double>, to sums: UnsafeMutablePointer<Double>
  ) {
    switch kind {
    case .derivative(let derivative):
      fill(derivative, row, scratch)
      addDerivative(weight, values, probabilities, classes, scratch, sums)
    case .contrast(let from, let to):
      for (side, sign) in [(from, -1.0), (to, 1.0)] {
        fill(side, row, scratch)
        addSide(sign * weight, values, predictors, design, place, classes, scratch, sums)
      }
    }
  }

  private func fill(_ values: MarginalChange.Values, _ row: Int, _ target: UnsafeMutablePointer<Double>) {
    switch values {
    case .constant(let numbers): for (j, place) in places.enumerated() { target[j] = numbers[place] }
    case .rows(let x):
      x.withUnsafeBufferPointer { x in
        for (j, place) in places.enumerated() { target[j] = x[row * stride + place] }
      }
    }
  }

  /// The class's predictor; `nil` of the base.
  private func predictor(of index: Int) -> Int? {
    index == base ? nil : index < base ? index : index - 1
  }

  private func classIndex(of predictor: Int) -> Int { predictor < base ? predictor : predictor + 1 }

  /// 1 − p with all its digits.
  private func rest(_ probabilities: UnsafePointer<Double>, _ index: Int) -> Double {
    var sum = 0.0
    for l in 0..<classCount where l != index { sum += probabilities[l] }
    return sum
  }

  private func addDerivative(
    _ weight: Double, _ values: UnsafePointer<Double>, _ probabilities: UnsafePointer<Double>,
    _ classes: [Int], _ changed: UnsafeMutablePointer<Double>, _ sums: UnsafeMutablePointer<Double>
  ) {
    let count = columns.count
    let shifts = changed + 2 * count
    var mean = 0.0
    for k in 0..<predictorCount {
      var sum = 0.0
      for j in 0..<count { sum += changed[j] * slopes[k &* count &+ j] }
      shifts[k] = sum
      mean += probabilities[classIndex(of: k)] * sum
    }
    for (place, index) in classes.enumerated() {
      let target = sums + start + place * classLength
      let p = probabilities[index]
      let excess = (predictor(of: index).map { shifts[$0] } ?? 0) - mean
      target[0] += weight * p * excess
      for k in 0..<predictorCount {
        let other = classIndex(of: k)
        let q = probabilities[other]
        let slope = other == index ? p * rest(probabilities, index) : -p * q
        // d/dη of p (s − Σ p s): slope (s − Σ p s) − p · q (s_k − Σ p s).
        let factor = slope * excess - p * q * (shifts[k] - mean)
        addRow(weight * factor, values, weight * slope, changed, k, target)
      }
    }
  }

  /// Adds the probabilities at one side of a contrast.
  private func addSide(
    _ weight: Double, _ values: UnsafePointer<Double>, _ predictors: UnsafePointer<Double>,
    _ design: DenseRows.Matrix, _ place: Int, _ classes: [Int], _ changed: UnsafeMutablePointer<Double>,
    _ sums: UnsafeMutablePointer<Double>
  ) {
    let count = columns.count
    let columnCount = design.shape[1]
    for j in 0..<count { changed[j] -= design[place * columnCount + columns[j]] }
    let moved = changed + 2 * count
    for k in 0..<predictorCount {
      var sum = predictors[k]
      for j in 0..<count { sum += changed[j] * slopes[k &* count &+ j] }
      moved[k] = sum
    }
    let probabilities = moved + predictorCount
    if classCount == 2 {
      RowBlocks.logistic(moved, into: probabilities, count: 1)
    } else {
      Softmax.fill(moved, base: base, classCount: classCount, into: probabilities)
    }
    for (place, index) in classes.enumerated() {
      let target = sums + start + place * classLength
      let p = probabilities[index]
      target[0] += weight * p
      for k in 0..<predictorCount {
        let other = classIndex(of: k)
        let slope = other == index ? p * rest(probabilities, index) : -p * probabilities[other]
        addRow(weight * slope, values, weight * slope, changed, k, target)
      }
    }
  }

  @inline(__always)
  private func addRow(
    _ factor: Double, _ values: UnsafePointer<Double>, _ slope: Double, _ changed: UnsafePointer<Double>,
    _ k: Int, _ target: UnsafeMutablePointer<Double>
  ) {
    let first = target + 1 + k &* width
    for j in 0..<width { first[j] += factor * values[j] }
    let second = target + 1 + predictorCount &* width + k &* columns.count
    for j in 0..<columns.count { second[j] += slope * changed[j] }
  }

  /// The mean effect on a class, and its derivative with respect to the working coefficients.
  func mean(_ sums: [Double], _ place: Int) -> (effect: Double, gradient: [Double]) {
    if sharesSums { return sharedMean(sums) }
    let (total, own) = (sums[0], start + place * classLength)
    let (factors, changes) = (own + 1, own + 1 + predictorCount * width)
    var gradient = [Double](repeating: 0, count: predictorCount * width)
    for k in 0..<predictorCount {
      for l in 0..<width {
        var sum = sums[factors + k * width + l]
        for j in columns.indices { sum += sums[changes + k * columns.count + j] * transform[j * width + l] }
        gradient[k * width + l] = sum / total
      }
    }
    return (sums[own] / total, gradient)
  }

  /// The same of a change that all rows share: with the shift s = dᵀβ, s Σ p q, and s Σ p q (q − p) z + Σ p q
  /// Tᵀd.
  private func sharedMean(_ sums: [Double]) -> (effect: Double, gradient: [Double]) {
    guard case .derivative(.constant(let numbers)) = kind else { return (0, []) }
    let changed = places.map { numbers[$0] }
    let shift = zip(changed, slopes).reduce(0) { $0 + $1.0 * $1.1 }
    let (total, slope) = (sums[0], sums[SharedSlopes.start])
    let gradient = (0..<width).map { l in
      let own = changed.indices.reduce(0) { $0 + changed[$1] * transform[$1 * width + l] }
      return (shift * sums[SharedSlopes.start + 1 + l] + slope * own) / total
    }
    return (shift * slope / total, gradient)
  }
}

/// Sums over rows for changes that are the same in all of them, of two classes: Σ w p q and Σ w p q (q − p)
/// z, with the working values z.
enum SharedSlopes {
  /// Where they begin, behind the sum of the weights.
  static let start = 1

  static func count(width: Int) -> Int { 1 + width }

  /// Takes the sums over all rows.
  static func set(_ rows: RowSums, in sums: inout [Double]) {
    (sums[0], sums[start]) = (rows.weight, rows.curvature)
    sums.replaceSubrange(start + 1..<start + 1 + rows.slopes.count, with: rows.slopes)
  }

  /// Adds a row's part.
  @inline(__always)
  static func add(
    weight: Double, values: UnsafePointer<Double>, width: Int, probabilities: UnsafePointer<Double>,
    to sums: UnsafeMutablePointer<Double>
  ) {
    let slope = weight * probabilities[0] * probabilities[1]
    sums[start] += slope
    let (factor, target) = (slope * (probabilities[0] - probabilities[1]), sums + start + 1)
    for j in 0..<width { target[j] += factor * values[j] }
  }
}
