import Logit
import LogitData

/// What says which columns a regression has, and in which units they are penalized.
struct DesignOptions: Equatable {
  var coding = ToolConventions.Coding.every
  var scaling = ToolConventions.Scaling.numbers
  var penalizesIntercept = false
  /// How much all features of a column are penalized, relative to the others.
  var penaltyFactors: [String: Double] = [:]
  /// The range of the coefficients of columns, in original units.
  var bounds: [String: ClosedRange<Double>] = [:]
}

/// The columns of a regression, made of the features as they are encoded: the same ones, in the columns' own
/// units, without some of the categories, or with a column of ones.
struct EncodedDesign {
  private let options: DesignOptions
  private let units: [FeatureUnit]
  /// The features with a column.
  let kept: [Int]
  /// The place of the offset among the features; `nil` without one. It has a column, but no coefficient
  /// there.
  private let offset: Int?
  /// How much the number behind each column of the regression grows where its feature grows by 1.
  private let steps: [Double]
  /// What each feature is multiplied by.
  private let scales: [Double]
  /// What is added then; 0 beside a free constant.
  private let offsets: [Double]
  private let isPlain: Bool
  /// Whether each column is a number divided by its deviation.
  private let areStandardized: [Bool]

  /// Chooses the columns.
  ///
  /// - Parameters:
  ///   - rows: The rows that the features were learned from, which decide which category is the rarest; none
  ///     where none is left out.
  init(_ options: DesignOptions, _ features: FeatureSpace, rows: LabeledMatrix) {
    (self.options, units, offset) = (options, features.units, features.offsetFeature)
    let dropped = Self.dropped(options.coding, features, rows.features)
    kept = units.indices.filter { !dropped.contains($0) }
    let isOwn = options.scaling == .none
    steps = kept.map { [units] in units[$0].step }
    scales = isOwn ? steps : [Double](repeating: 1, count: kept.count)
    offsets = kept.map { [units] in options.penalizesIntercept ? units[$0].center : 0 }
    isPlain = !isOwn && !options.penalizesIntercept && kept.count == units.count
    let areStandardized = features.areStandardized
    self.areStandardized = kept.map { areStandardized[$0] }
  }

  /// The number of the regression's columns.
  private var columnCount: Int { kept.count + (options.penalizesIntercept ? 1 : 0) }

  // MARK: Rows

  /// What is added to each row's linear predictor, `[rows]`; `nil` without an offset.
  func offsets(_ rows: LabeledMatrix) -> Tensor<Double>? { offset.map { rows.column($0) } }

  /// The rows as the regression takes them.
  func matrix(_ rows: LabeledMatrix) -> DenseRows.Matrix {
    if isPlain { return rows.matrix }
    if let x = rows.precise { return .double(matrix(x) { $0 }) }
    return .double(matrix(rows.features) { Double($0) })
  }

  private func matrix<Scalar>(_ x: Tensor<Scalar>, _ number: (Scalar) -> Double) -> Tensor<Double> {
    let (width, columns) = (units.count, columnCount)
    return x.withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: [x.shape[0], columns]) { buffer in
        for row in 0..<x.shape[0] {
          for (column, feature) in kept.enumerated() {
            let value = number(values[row * width + feature])
            buffer[row * columns + column] = value * scales[column] + offsets[column]
          }
          if options.penalizesIntercept { buffer[row * columns + columns - 1] = 1 }
        }
      }
    }
  }

  /// The features that have no column since others of theirs say the same.
  private static func dropped(
    _ coding: ToolConventions.Coding, _ features: FeatureSpace, _ x: Tensor<Float>
  ) -> Set<Int> {
    guard coding != .every else { return [] }
    let names = features.featureNames
    var groups: [Int: [Int]] = [:]
    for (feature, unit) in features.units.enumerated() {
      if case .category(let group) = unit { groups[group, default: []].append(feature) }
    }
    let counts = coding == .withoutRarest ? sums(x) : []
    // Categories that no row has are no categories of these rows.
    return Set(
      groups.values.compactMap { group in
        let sorted = group.sorted {
          names[$0].unicodeScalars.lexicographicallyPrecedes(names[$1].unicodeScalars)
        }
        guard coding == .withoutRarest else { return sorted.first }
        return sorted.reversed().filter { counts[$0] > 0 }.min { counts[$0] < counts[$1] }
      })
  }

  private static func sums(_ x: Tensor<Float>) -> [Double] {
    let width = x.shape[1]
    var sums = [Double](repeating: 0, count: width)
    x.withUnsafeBufferPointer { values in
      for index in values.indices { sums[index % width] += Double(values[index]) }
    }
    return sums
  }

  // MARK: The regression

  /// The regression for these columns.
  ///
  /// - Parameters:
  ///   - ratio: Σw² / (Σw)² of the rows' weights, 1/n without.
  ///   - deviations: The deviation of each feature by the rows' own weights; `nil` if all count once.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` or
  ///   `DataError.unknownColumn(name:role:nearest:known:)` for a column with a factor or bounds that is none.
  func regression(
    _ penalty: LogisticRegression.Penalty, _ features: FeatureSpace, ratio: Double, deviations: [Double]?
  ) throws -> LogisticRegression {
    var regression = LogisticRegression(penalty: penalty)
    regression.fitsIntercept = !options.penalizesIntercept
    switch options.scaling {
    // Features come encoded: numbers have deviation 1 already, and categories are penalized as they are.
    case .numbers:
      regression.standardizes = false
      regression.penaltyDivisors = deviations.map(divisors)
    case .none: regression.standardizes = false
    case .everyColumn: regression.standardizes = true
    case .everyColumnOfSample:
      regression.standardizes = true
      regression.penalty = penalty.ofSampleDeviations(ratio: ratio)
    }
    let columns = features.columnsOfFeatures
    var own: [Double]?
    if !options.penaltyFactors.isEmpty {
      try requireFeatures(options.penaltyFactors.keys, features, "column with a penalty factor")
      let factors = kept.map { feature in
        columns[feature].lazy.compactMap { options.penaltyFactors[$0] }.first ?? 1
      }
      let ofFeatures = kept.indices.filter { kept[$0] != offset }.map { factors[$0] }
      guard ofFeatures.contains(where: { $0 > 0 && $0 < .infinity }) else {
        throw LogitError.invalidOption(
          name: "penalty factors", value: "0 or infinite for every column",
          expected: "above 0 and finite for some column, which the penalty is on")
      }
      own = factors + (options.penalizesIntercept ? [1] : [])
    }
    regression.penaltyFactors = Self.leavingOut(offset, own, columnCount: columnCount)
    if !options.bounds.isEmpty {
      try requireFeatures(options.bounds.keys, features, "column with bounds")
      let everywhere = -Double.infinity...Double.infinity
      let bounds = kept.indices.map { column in
        guard let range = columns[kept[column]].lazy.compactMap({ options.bounds[$0] }).first else {
          return everywhere
        }
        return range.scaled(scales[column] == 0 ? 0 : steps[column] / scales[column])
      }
      regression.bounds = bounds + (options.penalizesIntercept ? [everywhere] : [])
    }
    return regression
  }

  /// What columns are divided by where the penalty is on their coefficients, though they have not been yet.
  ///
  /// Numbers come divided by their deviations; where rows have weights, those of the weighted rows are meant.
  ///
  /// - Parameter deviations: The deviation of each feature by the rows' own weights.
  func divisors(_ deviations: [Double]) -> [Double] {
    kept.indices.map { column in
      let deviation = deviations[kept[column]]
      return areStandardized[column] && deviation > 0 ? deviation : 1
    } + (options.penalizesIntercept ? [1] : [])
  }

  /// Factors by which a regression leaves the column of an offset out, and penalizes the others as without
  /// it.
  ///
  /// - Parameters:
  ///   - offset: The place of the offset; `nil` without one.
  ///   - factors: How much columns are penalized; `nil` for all alike. That of the offset does not matter.
  ///   - columnCount: The number of columns, with the offset's.
  static func leavingOut(_ offset: Int?, _ factors: [Double]?, columnCount: Int) -> [Double]? {
    guard let offset else { return factors }
    var factors = factors ?? [Double](repeating: 1, count: columnCount)
    // The column that is left out counts as 1 in the mean that they are scaled to, so the others' must be 1
    // already.
    factors[offset] = 0
    let sum = factors.reduce(0) { $0 + ($1 == .infinity ? 1 : $1) }
    if sum > 0 { for index in factors.indices { factors[index] *= Double(columnCount - 1) / sum } }
    factors[offset] = .infinity
    return factors
  }

  private func requireFeatures(
    _ names: some Sequence<String>, _ features: FeatureSpace, _ role: String
  ) throws {
    let known = features.withoutOffset.inputNames
    for name in names.sorted() where !known.contains(name) {
      throw DataError.unknownColumn(name: name, role: role, nearest: name.nearest(among: known), known: known)
    }
  }

  // MARK: Results

  /// The weights as features are encoded.
  ///
  /// - Parameters:
  ///   - coefficients: Those of the columns, `[outputs, columns]`.
  ///   - intercepts: The constants, one an output; 0 if they are penalized.
  func estimates(_ coefficients: Tensor<Double>, _ intercepts: [Double]) -> LinearEstimates {
    let (outputs, columns) = (intercepts.count, columnCount)
    var bias = intercepts
    let kernel = coefficients.withUnsafeBufferPointer { values in
      Tensor<Double>(unsafeUninitializedShape: [units.count, outputs]) { kernel in
        for index in kernel.indices { kernel[index] = 0 }
        for output in 0..<outputs {
          for (column, feature) in kept.enumerated() {
            let value = values[output * columns + column]
            kernel[feature * outputs + output] = value * scales[column]
            bias[output] += value * offsets[column]
          }
          if options.penalizesIntercept { bias[output] += values[output * columns + columns - 1] }
        }
      }
    }
    return LinearEstimates(kernel: kernel, bias: bias).with(1, of: offset)
  }

  /// Where the search for the optimum may begin.
  func start(_ estimates: LinearEstimates) -> LogisticModel {
    let estimates = estimates.with(0, of: offset)
    if isPlain { return estimates.start }
    let (outputs, columns) = (estimates.outputCount, columnCount)
    let weights = estimates.kernel.scalars
    var bias = estimates.bias
    var values = [Double](repeating: 0, count: outputs * columns)
    for output in 0..<outputs {
      for (column, feature) in kept.enumerated() where scales[column] != 0 {
        let value = weights[feature * outputs + output] / scales[column]
        values[output * columns + column] = value
        bias[output] -= value * offsets[column]
      }
      if options.penalizesIntercept {
        values[output * columns + columns - 1] = bias[output]
        bias[output] = 0
      }
    }
    let kernel = Tensor<Double>(unsafeUninitializedShape: [columns, outputs]) { kernel in
      for index in values.indices { kernel[index % columns * outputs + index / columns] = values[index] }
    }
    return LinearEstimates(kernel: kernel, bias: bias).start
  }

  /// The coefficients in the units of the table, a line for each feature with a column, and the constants
  /// where every number and every category with a column is 0.
  func original(_ estimates: LinearEstimates) -> (coefficients: [[Double]], intercepts: [Double]) {
    let plain = estimates.inOriginalUnits(units, comparesCategories: false)
    return (
      kept.map { feature in (0..<estimates.outputCount).map { plain.kernel[feature, $0] } }, plain.bias
    )
  }
}

extension ClosedRange<Double> {
  /// The range of a coefficient whose column is multiplied by one over a factor.
  fileprivate func scaled(_ factor: Double) -> ClosedRange<Double> {
    guard factor != 0 else { return 0...0 }
    let ends = [lowerBound * factor, upperBound * factor]
    return Swift.min(ends[0], ends[1])...Swift.max(ends[0], ends[1])
  }
}

extension FeatureUnit {
  /// How much a number grows where its feature grows by 1.
  var step: Double {
    switch self {
    case .scaled(_, let deviation): deviation
    case .rescaled(let factor, _): factor == 0 ? 0 : 1 / factor
    case .category: 1
    }
  }

  /// The number where its feature is 0.
  var center: Double {
    switch self {
    case .scaled(let center, _): center
    case .rescaled(let factor, let offset): factor == 0 ? 0 : -offset / factor
    case .category: 0
    }
  }
}

extension LogisticRegression.Penalty {
  /// The same penalty on coefficients per deviation with 1/(n − 1), as one on those per deviation with 1/n.
  ///
  /// With r = n/(n − 1), of weighted rows 1/(1 − Σw²/(Σw)²), absolute values count √r times as much and
  /// squares r times.
  fileprivate func ofSampleDeviations(ratio: Double) -> Self {
    guard let lambda, lambda > 0, ratio < 1 else { return self }
    let more = 1 / (1 - ratio)
    let (absolute, squared) = (lambda * l1Ratio * more.squareRoot(), lambda * (1 - l1Ratio) * more)
    if squared == 0 { return .lasso(absolute) }
    if absolute == 0 { return .ridge(squared) }
    return .elasticNet(absolute + squared, l1Ratio: absolute / (absolute + squared))
  }
}
