extension LogisticFit {
  /// An upper bound on how far the objective is above the optimum, where every column is penalized.
  ///
  /// With s the least subgradient at hand, whose entries are at most the largest breach g of the optimality
  /// conditions, convexity gives f − f* ≤ s·(β − β*). A penalty μ/2 β² on each column makes that
  ///
  ///     f − f* ≤ ½ Σⱼ sⱼ² / μⱼ + Σₖ |sₖ| |interceptₖ − interceptₖ*|
  ///
  /// which for ridge without intercepts is Fenchel's duality gap at the residuals p − t. A penalty ν |β|
  /// bounds Σ |βⱼ| and Σ |β*ⱼ| by f / ν, so
  ///
  ///     f − f* ≤ 2 g f / ν + Σₖ |sₖ| |interceptₖ − interceptₖ*|
  ///
  /// The smaller of the two holds. See ``interceptDistance(_:largest:)`` for the last part.
  func dualityGap(_ search: LinearSearch) -> Double? {
    let gradient = search.gradientNorm
    guard lambda > 0, gradient.isFinite else { return nil }
    let included = columns.scale.indices.filter { columns.scale[$0] != 0 }
    return [squareBound(search, included), absoluteBound(search, included)].compactMap(\.self).min()
  }

  /// The bound by penalties on squares; `nil` if a column has none.
  private func squareBound(_ search: LinearSearch, _ included: [Int]) -> Double? {
    let penalties = self.penalties
    guard included.allSatisfy({ penalties[$0] > 0 }) else { return nil }
    let inverses = included.reduce(0) { $0 + 1 / penalties[$1] }
    let gradient = search.gradientNorm
    let smooth = 0.5 * Double(model.freePredictorCount) * gradient * gradient * inverses
    // Σ μ β*² is at most 2 f.
    let largest = (2 * search.value * largestSquare * inverses).squareRoot()
    return smooth + gradient * interceptDistance(search, largest: largest)
  }

  /// The bound by penalties on absolute values; `nil` if a column has none.
  private func absoluteBound(_ search: LinearSearch, _ included: [Int]) -> Double? {
    let units = columns.units(regression)
    let strength = lambda * regression.penalty.l1Ratio
    let strengths = included.map { strength * (regression.penaltyFactors?[$0] ?? 1) * units[$0] }
    guard let least = strengths.min(), least > 0 else { return nil }
    let radius = search.value / least
    let distance = interceptDistance(search, largest: radius * largestSquare.squareRoot())
    return search.gradientNorm * (2 * radius + distance)
  }

  /// The most that the square of a scaled value can be: Σ w x² is Σ w.
  private var largestSquare: Double {
    let least =
      elsewhere?.leastWeight ?? (weights ?? [1]).reduce(Double.infinity) { $1 > 0 ? min($0, $1) : $0 }
    return classWeights.reduce(0, +) / least
  }

  /// How far all intercepts together can be from optimal ones, at most.
  ///
  /// The mean probabilities equal the classes' shares at the optimum, so an intercept there is the log odds
  /// of its class up to the largest linear predictor.
  ///
  /// - Parameter largest: The most that the columns' part of a linear predictor can be at the optimum.
  private func interceptDistance(_ search: LinearSearch, largest: Double) -> Double {
    guard model.hasIntercept else { return 0 }
    let largest = largest + (offsets?.reduce(0) { max($0, abs($1)) } ?? 0)
    let logs = classWeights.map { naturalLogarithm($0) }
    let width = model.coefficientsPerPredictor
    let isBinary = model.freePredictorCount == 1
    let intercepts = (0..<model.freePredictorCount).map { search.coefficients[($0 + 1) * width - 1] }
    if isBinary { return abs(intercepts[0] - (logs[1] - logs[0])) + largest }
    // All intercepts moved alike change nothing, so both are taken with a mean of 0.
    let count = Double(logs.count)
    let (middle, mean) = (logs.reduce(0, +) / count, intercepts.reduce(0, +) / count)
    return zip(intercepts, logs).reduce(0) { $0 + abs($1.0 - mean - ($1.1 - middle)) + 2 * largest }
  }
}
