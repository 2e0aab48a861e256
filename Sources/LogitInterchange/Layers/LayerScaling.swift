import Logit

/// What a layer does that takes each number times a factor of its own and adds another:
/// `factor · x + constant`, in double precision.
///
/// These are `Normalization`, `Rescaling` and, in prediction, `BatchNormalization`.
struct LayerScaling {
  /// The factor of each column.
  private(set) var factors: [Double]
  /// What is added to each column.
  private(set) var constants: [Double]
  /// The mean that is taken away first and the deviation that is divided by, where the layer says it so; the
  /// quotient loses no digits of columns far from 0.
  private(set) var standardization: [(mean: Double, scale: Double)]?

  /// Of a layer.
  ///
  /// - Parameters:
  ///   - layer: The layer, whose weights are set.
  ///   - count: The number of columns.
  /// - Returns: `nil` for a layer that does something else.
  init?(_ layer: ModelLayer, count: Int) {
    switch layer.configuration {
    case let normalization as Normalization: self.init(normalization, layer, count)
    case let normalization as BatchNormalization: self.init(normalization, layer, count)
    case let rescaling as Rescaling: self.init(rescaling, count)
    default: return nil
    }
  }

  private init?(_ normalization: Normalization, _ layer: ModelLayer, _ count: Int) {
    guard let (means, deviations) = normalization.moments(layer),
      [1, count].contains(means.count), [1, count].contains(deviations.count)
    else { return nil }
    let rules = (0..<count).map { place in
      (mean: means[means.count == 1 ? 0 : place], scale: deviations[deviations.count == 1 ? 0 : place])
    }
    guard !normalization.invert else {
      (factors, constants) = (rules.map(\.scale), rules.map(\.mean))
      return
    }
    factors = rules.map { 1 / $0.scale }
    constants = rules.map { -$0.mean / $0.scale }
    standardization = rules
  }

  private init?(_ rescaling: Rescaling, _ count: Int) {
    guard [rescaling.scale, rescaling.offset].allSatisfy({ [1, count].contains($0.values.count) }) else {
      return nil
    }
    factors = (0..<count).map { rescaling.scale[column: $0] }
    constants = (0..<count).map { rescaling.offset[column: $0] }
  }

  private init?(_ normalization: BatchNormalization, _ layer: ModelLayer, _ count: Int) {
    var weights = layer.weights.map { $0.scalars.map { Double($0) } }[...]
    let (hasGamma, hasBeta) = (normalization.scale, normalization.center)
    guard weights.count >= 2 + (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0) else { return nil }
    let gamma = hasGamma ? weights.removeFirst() : [Double](repeating: 1, count: count)
    let beta = hasBeta ? weights.removeFirst() : [Double](repeating: 0, count: count)
    let (means, variances) = (weights.removeFirst(), weights.removeFirst())
    guard [gamma, beta, means, variances].allSatisfy({ $0.count == count }) else { return nil }
    let slopes = (0..<count).map { gamma[$0] / (variances[$0] + normalization.epsilon).squareRoot() }
    factors = slopes
    constants = (0..<count).map { beta[$0] - slopes[$0] * means[$0] }
  }

  /// This, and then another.
  func followed(by other: LayerScaling) -> LayerScaling {
    var both = self
    both.standardization = nil
    for place in factors.indices {
      both.factors[place] *= other.factors[place]
      both.constants[place] = constants[place] * other.factors[place] + other.constants[place]
    }
    return both
  }
}

extension Normalization {
  /// What is taken away from columns and what they are divided by, one number or one for each column; `nil` if
  /// the layer has none yet.
  ///
  /// - Parameter layer: This layer in its model, which may have them as weights.
  func moments(_ layer: ModelLayer) -> (means: [Double], deviations: [Double])? {
    let (means, variances): ([Double], [Double])
    switch statistics {
    case .given(let mean, let variance): (means, variances) = (mean.values, variance.values)
    default:
      guard layer.weights.count >= 2 else { return nil }
      (means, variances) = (
        layer.weights[0].scalars.map { Double($0) }, layer.weights[1].scalars.map { Double($0) }
      )
    }
    // Keras's least deviation.
    return (means, variances.map { max($0.squareRoot(), 1e-7) })
  }
}

extension ColumnValues {
  /// The number for a column.
  fileprivate subscript(column place: Int) -> Double { values.count == 1 ? values[0] : values[place] }
}
