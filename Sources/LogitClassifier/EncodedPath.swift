import Logit
import LogitData

/// Fits a path to rows as features encode them.
struct EncodedPath {
  let options: PathOptions

  /// The optima for a matrix of features.
  ///
  /// - Parameters:
  ///   - rows: The rows, of which each class has one.
  ///   - features: What encoded them.
  ///   - head: How the outputs are read.
  ///   - classWeights: The weight of each class, by its number; `nil` if all rows count once.
  ///   - lambdas: Each λ; those of the options, or glmnet's, by default.
  ///   - isCancelled: Whether to end with what has been reached.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a column with a factor or bounds that is no
  ///   feature, or where every factor is 0 or infinite.
  func path(
    _ rows: LabeledMatrix, _ features: FeatureSpace, head: ClassHead, classWeights: [Int: Float]?,
    lambdas: [Double]? = nil, isCancelled: () -> Bool = { false }
  ) throws -> RegularizationPath {
    let units = features.units
    let regression = try regression(features, units)
    let weights = classWeights.map { weights in
      let ofClass = (0..<head.classCount).map { Double(weights[$0] ?? 1) }
      return rows.classes.map { ofClass[Int($0)] }
    }
    let lambdas = lambdas ?? options.lambdas
    if options.standardizes {
      return try regression.path(
        rows.features, rows.classes, classCount: head.classCount, weights: weights, lambdas: lambdas,
        lambdaCount: options.lambdaCount, lambdaMinRatio: options.lambdaMinRatio, isCancelled: isCancelled)
    }
    return try regression.path(
      Self.inOwnUnits(rows.features, units), rows.classes, classCount: head.classCount, weights: weights,
      lambdas: lambdas, lambdaCount: options.lambdaCount, lambdaMinRatio: options.lambdaMinRatio,
      isCancelled: isCancelled)
  }

  /// The weights at a place of a path, as features are encoded.
  func estimates(_ path: RegularizationPath, at index: Int, _ features: FeatureSpace) -> LinearEstimates {
    let coefficients = path.coefficients(at: index)
    let (outputs, count) = (path.predictorCount, path.columnCount)
    let units = options.standardizes ? nil : features.units
    let kernel = coefficients.withUnsafeBufferPointer { values in
      Tensor<Double>(unsafeUninitializedShape: [count, outputs]) { kernel in
        for feature in 0..<count {
          let unit = units?[feature].step ?? 1
          for output in 0..<outputs {
            kernel[feature * outputs + output] = values[output * count + feature] * unit
          }
        }
      }
    }
    return LinearEstimates(kernel: kernel, bias: path.intercepts(at: index))
  }

  // MARK: - Columns

  private func regression(_ features: FeatureSpace, _ units: [FeatureUnit]) throws -> LogisticRegression {
    var regression = LogisticRegression(penalty: .elasticNet(nil, l1Ratio: options.l1Ratio))
    // Features come encoded: numbers have deviation 1 already, and categories are penalized as they are.
    regression.standardizes = false
    let columns = features.columnsOfFeatures
    if !options.penaltyFactors.isEmpty {
      try requireFeatures(options.penaltyFactors.keys, features, "column with a penalty factor")
      let factors = columns.map { names in names.lazy.compactMap { options.penaltyFactors[$0] }.first ?? 1 }
      guard factors.contains(where: { $0 > 0 && $0 < .infinity }) else {
        throw LogitError.invalidOption(
          name: "penalty factors", value: "0 or infinite for every column",
          expected: "above 0 and finite for some column, which the penalty is on")
      }
      regression.penaltyFactors = factors
    }
    if !options.bounds.isEmpty {
      try requireFeatures(options.bounds.keys, features, "column with bounds")
      let everywhere = -Double.infinity...Double.infinity
      regression.bounds = zip(columns, units).map { names, unit in
        guard let range = names.lazy.compactMap({ options.bounds[$0] }).first else { return everywhere }
        return options.standardizes ? unit.encoded(range) : range
      }
    }
    return regression
  }

  private func requireFeatures(
    _ names: some Sequence<String>, _ features: FeatureSpace, _ role: String
  ) throws {
    let known = features.inputNames
    for name in names.sorted() where !known.contains(name) {
      throw DataError.unknownColumn(name: name, role: role, nearest: name.nearest(among: known), known: known)
    }
  }

  /// The features with numbers in their own units, though about their means.
  private static func inOwnUnits(_ x: Tensor<Float>, _ units: [FeatureUnit]) -> Tensor<Double> {
    let steps = units.map(\.step)
    return x.withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: x.shape) { buffer in
        for row in 0..<x.shape[0] {
          for (feature, step) in steps.enumerated() {
            let place = row * steps.count + feature
            buffer[place] = Double(values[place]) * step
          }
        }
      }
    }
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

  /// The range of a weight where the coefficient in original units is in another.
  fileprivate func encoded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let step = step
    guard step != 0 else { return 0...0 }
    let ends = [range.lowerBound * step, range.upperBound * step]
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }
}
