import LogitFiles

/// The optima of a penalized logistic or softmax regression for a descending sequence of λ, as glmnet defines
/// it.
///
///     let path = try LogisticRegression(penalty: .lasso()).path(x, classes)
///     for index in path.lambdas.indices {
///       print(path.lambdas[index], path.nonzeroCounts[index], path.devianceExplained[index])
///     }
///
/// Each is the minimum of the objective of ``LogisticRegression``, with penalty factors that are scaled to
/// sum up to the number of columns. Coefficients are in the columns' units.
///
/// J. Friedman, T. Hastie, R. Tibshirani, "Regularization paths for generalized linear models via coordinate
/// descent", Journal of Statistical Software 33 (2010).
public struct RegularizationPath: Sendable {
  /// λ of each fit, largest first.
  public let lambdas: [Double]
  /// ρ, the share of the penalty that is on absolute values; glmnet's alpha.
  public let l1Ratio: Double
  /// The number of classes.
  public let classCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// For each λ the number of columns with a coefficient that is not 0, of any class.
  public let nonzeroCounts: [Int]
  /// For each λ 1 − deviance / deviance of the intercepts alone; with a constant outcome 0.
  public let devianceExplained: [Double]
  /// For each λ the mean loss and the penalty.
  public let objectives: [Double]
  /// For each λ the largest breach of the optimality conditions, for columns divided by their deviations.
  public let violations: [Double]
  /// For each λ the number of steps.
  public let iterations: [Int]
  /// How each search ended. After one that was interrupted there are no more.
  public let states: [LinearSolution.State]
  /// For each λ `[predictors, columns then intercept]`.
  private let estimates: [[Double]]

  /// The number of sets of coefficients: 1 for two classes, else one a class.
  public var predictorCount: Int { classCount == 2 ? 1 : classCount }

  /// The coefficients for the λ at an index, `[predictors, columns]`.
  ///
  /// - Parameter index: A place in ``lambdas``; any other is a programming error.
  public func coefficients(at index: Int) -> Tensor<Double> {
    requirePlace(index)
    let width = columnCount + 1
    return Tensor(unsafeUninitializedShape: [predictorCount, columnCount]) { values in
      for k in 0..<predictorCount {
        for j in 0..<columnCount { values[k * columnCount + j] = estimates[index][k * width + j] }
      }
    }
  }

  /// The constants for the λ at an index, one a predictor; 0 if none are fitted.
  ///
  /// - Parameter index: A place in ``lambdas``; any other is a programming error.
  public func intercepts(at index: Int) -> [Double] {
    requirePlace(index)
    return (0..<predictorCount).map { estimates[index][$0 * (columnCount + 1) + columnCount] }
  }

  private func requirePlace(_ index: Int) {
    guard index >= 0, index < estimates.count else {
      programmingError("Place \(index) is outside 0..<\(estimates.count), those of the penalties of a path")
    }
  }

  /// Whether the optimum was reached for every λ.
  public var isConverged: Bool { states.allSatisfy { $0 == .converged } }

  init(classCount: Int, columnCount: Int, l1Ratio: Double, fits: [Fit]) {
    self.classCount = classCount
    self.columnCount = columnCount
    self.l1Ratio = l1Ratio
    lambdas = fits.map(\.lambda)
    nonzeroCounts = fits.map { fit in
      (0..<columnCount).count { j in
        stride(from: j, to: fit.estimates.count, by: columnCount + 1).contains { fit.estimates[$0] != 0 }
      }
    }
    devianceExplained = fits.map(\.devianceExplained)
    objectives = fits.map(\.search.value)
    violations = fits.map(\.search.gradientNorm)
    iterations = fits.map(\.search.iterations)
    states = fits.map(\.search.state)
    estimates = fits.map(\.estimates)
  }

  /// What is kept of one λ.
  struct Fit {
    var lambda: Double
    var search: LinearSearch
    var devianceExplained: Double
    var estimates: [Double]
  }
}

extension RegularizationPath: Codable {
  private enum CodingKeys: CodingKey {
    case lambdas, l1Ratio, classCount, columnCount, nonzeroCounts, devianceExplained, objectives, violations,
      iterations, states, estimates
  }

  /// Reads a path.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for other data, or for lists of different lengths.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lambdas = try container.decode([Double].self, forKey: .lambdas)
    l1Ratio = try container.decode(Double.self, forKey: .l1Ratio)
    classCount = try container.decode(Int.self, forKey: .classCount)
    columnCount = try container.decode(Int.self, forKey: .columnCount)
    nonzeroCounts = try container.decode([Int].self, forKey: .nonzeroCounts)
    devianceExplained = try container.decode([Double].self, forKey: .devianceExplained)
    objectives = try container.decode([Double].self, forKey: .objectives)
    violations = try container.decode([Double].self, forKey: .violations)
    iterations = try container.decode([Int].self, forKey: .iterations)
    states = try container.decode([LinearSolution.State].self, forKey: .states)
    estimates = try container.decode([[Double]].self, forKey: .estimates)
    let counts = [
      nonzeroCounts.count, devianceExplained.count, objectives.count, violations.count, iterations.count,
      states.count, estimates.count,
    ]
    guard (2..<1 << 31).contains(classCount), (0..<1 << 31).contains(columnCount),
      counts.allSatisfy({ $0 == lambdas.count }),
      estimates.allSatisfy({ $0.count == predictorCount * (columnCount + 1) })
    else {
      throw DecodingError.inconsistent(
        decoder, "A path has one of each for each λ, and estimates for its classes and columns")
    }
  }
}
