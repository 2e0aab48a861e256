import Logit
import LogitData

/// The weights of a model of one dense layer in double precision, as its features are encoded.
struct LinearEstimates: Sendable, Equatable {
  /// `[features, outputs]`.
  let kernel: Tensor<Double>
  /// `[outputs]`.
  let bias: [Double]
  /// Whether logits are worked out in double precision in any case, as by the tool that fitted the weights.
  var isAlwaysDouble = false

  init(kernel: Tensor<Double>, bias: [Double]) { (self.kernel, self.bias) = (kernel, bias) }

  /// Those of a model that knows nothing.
  init(zeros featureCount: Int, outputCount: Int) {
    self.init(
      kernel: Tensor(unsafeUninitializedShape: [featureCount, outputCount]) { kernel in
        for index in kernel.indices { kernel[index] = 0 }
      }, bias: [Double](repeating: 0, count: outputCount))
  }

  /// Those of a fitted regression, whose coefficients are `[outputs, features]`.
  init(_ model: LogisticModel) {
    let (outputs, features) = (model.coefficients.shape[0], model.coefficients.shape[1])
    let coefficients = model.coefficients
    kernel = coefficients.withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: [features, outputs]) { kernel in
        for feature in 0..<features {
          for output in 0..<outputs {
            kernel[feature * outputs + output] = values[output * features + feature]
          }
        }
      }
    }
    bias = model.intercepts
  }

  /// Those of a model of one dense layer, in single precision; `nil` for one with hidden layers.
  init?(_ model: Sequential) {
    guard model.layers.count == 1, let weights = model.layers.first?.weights, weights.count == 2 else {
      return nil
    }
    kernel = weights[0].withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: weights[0].shape) { kernel in
        for index in values.indices { kernel[index] = Double(values[index]) }
      }
    }
    bias = weights[1].scalars.map { Double($0) }
  }

  /// The number of features.
  var featureCount: Int { kernel.shape[0] }
  /// The number of outputs: 1 for two classes.
  var outputCount: Int { bias.count }

  /// The same with a certain weight of a feature, for every output.
  ///
  /// - Parameter feature: The feature; `nil` to change nothing.
  func with(_ weight: Double, of feature: Int?) -> LinearEstimates {
    guard let feature else { return self }
    let kernel = kernel.withUnsafeBufferPointer { values in
      Tensor<Double>(unsafeUninitializedShape: self.kernel.shape) { kernel in
        for index in values.indices {
          kernel[index] = index / outputCount == feature ? weight : values[index]
        }
      }
    }
    return LinearEstimates(kernel: kernel, bias: bias)
  }

  /// As the weights of a dense layer.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a weight beyond single precision.
  func weights() throws -> [Tensor<Float>] {
    let kernel = Tensor<Float>(unsafeUninitializedShape: [featureCount, outputCount]) { weights in
      self.kernel.withUnsafeBufferPointer { values in
        for index in values.indices { weights[index] = Float(values[index]) }
      }
    }
    let bias = self.bias.map { Float($0) }
    guard bias.allSatisfy(\.isFinite), kernel.withUnsafeBufferPointer({ $0.allSatisfy(\.isFinite) }) else {
      throw LogitError.invalidOption(
        name: "penalty", value: "too weak",
        expected: "strong enough for weights that single precision holds")
    }
    return [kernel, Tensor(bias)]
  }

  /// Where the search for another optimum may begin.
  var start: LogisticModel {
    let coefficients = Tensor<Double>(unsafeUninitializedShape: [outputCount, featureCount]) { values in
      kernel.withUnsafeBufferPointer { kernel in
        for feature in 0..<featureCount {
          for output in 0..<outputCount {
            values[output * featureCount + feature] = kernel[feature * outputCount + output]
          }
        }
      }
    }
    return LogisticModel(
      classCount: outputCount == 1 ? 2 : outputCount, coefficients: coefficients, intercepts: bias,
      aliased: [], means: [Double](repeating: 0, count: featureCount),
      deviations: [Double](repeating: 1, count: featureCount),
      solution: LinearSolution(
        solver: .newton, reason: "a place to begin", state: .interrupted, iterations: 0, objective: 0,
        meanLoss: 0, lambda: 0, l1Ratio: 0, gradientNorm: 0, dualityGap: nil))
  }
}

// MARK: - Original units

extension LinearEstimates {
  /// The same model for the columns as they are in the table: a number counts in its own unit, a category as
  /// its difference from the mean of all categories of its column.
  ///
  /// For a number `x` with mean m and deviation s, `w · (x − m)/s` is `(w/s) · x` with `−w·m/s` in the
  /// intercept. Of categories with weights wₖ, of which each row has one, `wₖ − w̄` with w̄ in the intercept
  /// gives the same sum. So every row of known categories has the logits that it had before.
  ///
  /// - Parameters:
  ///   - units: The unit of each feature.
  ///   - comparesCategories: Whether a category counts as its difference from that mean; if not, as it is
  ///     encoded.
  func inOriginalUnits(_ units: [FeatureUnit], comparesCategories: Bool = true) -> LinearEstimates {
    var bias = bias
    let outputs = outputCount
    let means = comparesCategories ? categoryMeans(units) : [:]
    // In a fixed order, since sums depend on it.
    for group in means.keys.sorted() {
      for output in 0..<outputs { bias[output] += means[group]?[output] ?? 0 }
    }
    let kernel = kernel.withUnsafeBufferPointer { values in
      Tensor<Double>(unsafeUninitializedShape: [featureCount, outputs]) { kernel in
        for (feature, unit) in units.enumerated() {
          for output in 0..<outputs {
            let weight = values[feature * outputs + output]
            let estimate =
              switch unit {
              case .scaled(_, let deviation): deviation > 0 ? weight / deviation : 0
              case .rescaled(let factor, _): weight * factor
              case .category(let group): weight - (means[group]?[output] ?? 0)
              }
            kernel[feature * outputs + output] = estimate
            switch unit {
            case .scaled(let center, _): bias[output] -= estimate * center
            case .rescaled(_, let offset): bias[output] += weight * offset
            case .category: break
            }
          }
        }
      }
    }
    return LinearEstimates(kernel: kernel, bias: bias)
  }

  /// The mean weights of the categories of each column, all counted alike.
  private func categoryMeans(_ units: [FeatureUnit]) -> [Int: [Double]] {
    var sums: [Int: [Double]] = [:]
    var counts: [Int: Int] = [:]
    for (feature, unit) in units.enumerated() {
      guard case .category(let group) = unit else { continue }
      counts[group, default: 0] += 1
      var sum = sums[group] ?? [Double](repeating: 0, count: outputCount)
      for output in 0..<outputCount { sum[output] += kernel[feature, output] }
      sums[group] = sum
    }
    return Dictionary(
      uniqueKeysWithValues: sums.map { group, sum in (group, sum.map { $0 / Double(counts[group] ?? 1) }) })
  }
}
