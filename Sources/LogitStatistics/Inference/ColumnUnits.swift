import Logit

/// The powers of two by which columns of extreme units are divided while a regression is worked out.
///
/// The squares of a column in a unit such as 10²⁰⁰, and those of its coefficient, are beyond double precision. Of the
/// column divided by a power of two they are not, and no digit changes: what is worked out is multiplied back.
struct ColumnUnits: Sendable {
  /// A column is 2^exponent times what is worked with; 0 of columns in usual units.
  let exponents: [Int]

  /// Magnitudes within these powers of two stay as they are.
  private static let usual = -300...300

  /// Chooses the exponents, for each column by itself.
  ///
  /// - Returns: `nil` if no column is of an extreme unit, or one holds a value that is not finite.
  init?(_ design: RegressionDesign) {
    let width = design.columnCount
    var largest = [Double](repeating: 0, count: width)
    for row in 0..<design.rowCount {
      for column in 0..<width {
        let size = abs(design.matrix[row * width + column])
        // Also if it is no number.
        if !(size <= largest[column]) { largest[column] = size }
      }
    }
    guard largest.allSatisfy(\.isFinite) else { return nil }
    exponents = largest.map(Self.exponent)
    guard exponents.contains(where: { $0 != 0 }) else { return nil }
  }

  private static func exponent(_ size: Double) -> Int {
    guard size > 0, !usual.contains(Int(size.exponent)) else { return 0 }
    return Int(size.exponent)
  }

  /// Checks that columns divided by their largest number, which may be one of a row that does not count, still hold the
  /// numbers of the rows that count.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for the first column whose numbers would be lost.
  func check(_ rows: RegressionRows) throws {
    guard let totals = rows.totals, totals.contains(0) else { return }
    for (column, exponent) in exponents.enumerated() where exponent != 0 {
      var largest = 0.0
      for row in 0..<rows.rowCount where totals[row] != 0 {
        largest = max(largest, abs(rows.matrix[row * exponents.count + column]))
      }
      let isKept = largest == 0 || Self.usual.contains(Int(largest.exponent) - exponent)
      try LogitError.require(
        isKept, "The largest size of \"\(rows.design.columnNames[column])\" in rows that count", largest,
        "at least 1e-90 times that in rows of weight 0; leave these rows out")
    }
  }

  /// The columns to work with.
  func scaled(_ design: RegressionDesign) throws -> RegressionDesign {
    let width = design.columnCount
    let x = Tensor<Double>(unsafeUninitializedShape: design.matrix.shape) { target in
      for index in target.indices {
        target[index] = design.matrix[index].scaled(by: -exponents[index % width])
      }
    }
    return try RegressionDesign(
      x, columnNames: design.columnNames, terms: design.terms, hasIntercept: design.hasIntercept)
  }

  /// A value of each column as one to work with.
  func scaled(_ point: [Double]) -> [Double] { zip(point, exponents).map { $0.scaled(by: -$1) } }

  /// Coefficients of the columns as those of the columns that are worked with; or the values of these as the columns'.
  func multiplied(_ slopes: [Double]) -> [Double] { zip(slopes, exponents).map { $0.scaled(by: $1) } }

  /// A change of the columns as one of those that are worked with, and the exponent of a power of two by which its
  /// effect is to be multiplied: the squares of a small derivative would be 0.
  ///
  /// - Parameter units: `nil` if all columns are in usual units.
  static func scaled(
    _ change: MarginalChange, _ units: ColumnUnits?
  ) -> (change: MarginalChange, exponent: Int) {
    let own = change.columns.map { column in
      units.flatMap { $0.exponents.indices.contains(column) ? $0.exponents[column] : nil } ?? 0
    }
    switch change.kind {
    case .contrast(let from, let to):
      guard own.contains(where: { $0 != 0 }) else { return (change, 0) }
      return (
        MarginalChange(
          name: change.name, columns: change.columns,
          kind: .contrast(from: from.scaled(by: own.map { -$0 }), to: to.scaled(by: own.map { -$0 }))), 0
      )
    case .derivative(let slopes):
      // In two steps, since the whole may be below every number.
      let exponent = Self.exponent(of: slopes, own)
      guard exponent != 0 || own.contains(where: { $0 != 0 }) else { return (change, 0) }
      return (
        MarginalChange(
          name: change.name, columns: change.columns,
          kind: .derivative(slopes.scaled(by: own.map { -$0 - exponent }))), exponent
      )
    }
  }

  /// The exponent of the largest derivative of the columns that are worked with, if it is extreme; otherwise 0.
  private static func exponent(of slopes: MarginalChange.Values, _ exponents: [Int]) -> Int {
    var largest: Int?
    slopes.forEach { place, value in
      guard value != 0, value.isFinite, exponents.indices.contains(place) else { return }
      largest = max(largest ?? .min, Int(value.exponent) - exponents[place])
    }
    return largest.flatMap { usual.contains($0) ? nil : $0 } ?? 0
  }
}

extension MarginalChange.Values {
  /// Each column's values times a power of two.
  fileprivate func scaled(by exponents: [Int]) -> Self {
    switch self {
    case .constant(let values): .constant(zip(values, exponents).map { $0.scaled(by: $1) })
    case .rows(let x):
      .rows(
        x.withUnsafeBufferPointer { values in
          Tensor(unsafeUninitializedShape: x.shape) { target in
            for index in target.indices {
              target[index] = values[index].scaled(by: exponents[index % exponents.count])
            }
          }
        })
    }
  }

  /// Calls a closure with each value and the place of its column.
  fileprivate func forEach(_ body: (_ place: Int, _ value: Double) -> Void) {
    switch self {
    case .constant(let values): for (place, value) in values.enumerated() { body(place, value) }
    case .rows(let x):
      let width = max(x.shape.last ?? 1, 1)
      x.withUnsafeBufferPointer { values in for index in values.indices { body(index % width, values[index]) }
      }
    }
  }
}

extension Double {
  /// The number times a power of two, rounded once.
  func scaled(by exponent: Int) -> Double {
    exponent == 0 ? self : Double(sign: .plus, exponent: exponent, significand: self)
  }

  /// The same; `nil` if that is beyond double precision or so near 0 that digits are lost.
  fileprivate func kept(by exponent: Int) -> Double? {
    let value = scaled(by: exponent)
    return self == 0 || value.isNormal ? value : nil
  }
}

extension LogisticInference {
  /// Puts what was worked out with scaled columns into the columns' own units.
  ///
  /// - Parameters:
  ///   - units: What the columns were divided by.
  ///   - hasIntercept: Whether each class has a constant, which stands before its columns.
  mutating func multiply(back units: ColumnUnits, hasIntercept: Bool) {
    let own = (hasIntercept ? [0] : []) + units.exponents.map { -$0 }
    let exponents = coefficients.indices.map { own[$0 % own.count] }
    for (line, exponent) in exponents.enumerated() where exponent != 0 {
      coefficients[line].multiply(by: exponent)
      centeredFactor[line] = centeredFactor[line].map { $0.map { $0.scaled(by: exponent) } }
    }
    for (row, first) in exponents.enumerated() {
      for (column, second) in exponents.enumerated() where first + second != 0 {
        covariance[row][column] = covariance[row][column].flatMap { $0.kept(by: first + second) }
      }
    }
    centers = zip(centers, units.exponents).map { $0.scaled(by: $1) }
  }

  /// Adds what columns in their own units change of ½ log det I.
  mutating func addToPenalized(_ units: ColumnUnits, columns: [Int]) {
    guard let penalized = penalizedLogLikelihood else { return }
    let exponent = columns.reduce(0) { $0 + units.exponents[$1] }
    penalizedLogLikelihood = penalized + Double(exponent) * naturalLogarithm(2)
  }
}

extension LogisticInference {
  /// The terms with an estimate or an error that double precision does not hold in the units of their columns.
  package var beyondPrecision: [String] {
    guard isConverged, separated.isEmpty else { return [] }
    let hasErrors = standardErrors == .model && coefficients.contains { $0.standardError != nil }
    var seen: Set<String> = []
    return coefficients.filter {
      !$0.isAliased && ($0.estimate == nil || hasErrors && $0.standardError == nil)
    }
    .map(\.term).filter { seen.insert($0).inserted }
  }
}

extension LogisticInference.Coefficient {
  fileprivate mutating func multiply(by exponent: Int) {
    estimate = estimate?.kept(by: exponent)
    standardError = standardError?.kept(by: exponent)
    confidenceLow = confidenceLow?.kept(by: exponent)
    confidenceHigh = confidenceHigh?.kept(by: exponent)
  }
}
