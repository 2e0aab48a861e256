/// A Sequential whose training is a convex problem: one dense layer with the loss that belongs to it.
struct ConvexModel {
  /// The regression that has the same optimum.
  let regression: LogisticRegression
  /// The number of classes.
  let classCount: Int
  /// Whether the dense layer has one output for two classes.
  let isSigmoid: Bool
  let labelEncoding: LabelEncoding
  let hasBias: Bool
  /// What a layer in front subtracts from each column.
  let shifts: [Double]
  /// What it divides the difference by.
  let scales: [Double]

  /// Reads a model's layers and loss.
  ///
  /// - Parameters:
  ///   - model: A model that is built and compiled.
  ///   - rowCount: The number of rows.
  ///   - weight: Σ w.
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` that names what is not convex, or not
  ///   of this kind.
  init(_ model: Sequential, rowCount: Int, weight: Double) throws {
    let layers = model.layers
    let dense = try Self.dense(layers)
    guard let loss = model.compilation?.loss else { throw LogitError.notCompiled(operation: "fit(solver:)") }
    (isSigmoid, labelEncoding) = try Self.head(dense, loss)
    classCount = isSigmoid ? 2 : dense.units
    hasBias = dense.useBias
    let columns = layers[layers.count - 1].inputShape?.last ?? 0
    (shifts, scales) = try Self.normalization(layers, columns: columns)
    // Keras divides by the number of rows, not by their weights.
    let share = Double(rowCount) / weight
    let (l1, l2) = try Self.penalty(dense)
    regression = try Self.regression(
      l1: l1 * share, l2: l2 * share * (classCount == 2 && !isSigmoid ? 0.5 : 1), scales: scales,
      hasBias: dense.useBias)
  }

  private static func refuse(_ layer: String, _ reason: String) -> LogitError {
    .invalidArchitecture(
      layer: layer, reason: reason,
      remedy: "only one Dense with a sigmoid or softmax and its cross-entropy has an optimum that a solver "
        + "finds; train other models with fit(_:_:epochs:)")
  }

  private static func dense(_ layers: [ModelLayer]) throws -> Dense {
    guard let last = layers.last, let dense = last.configuration as? Dense else {
      throw refuse(layers.last?.name ?? "", "it is no Dense")
    }
    for layer in layers.dropLast() {
      guard layer.configuration is Normalization, layers.count == 2 else {
        throw refuse(layer.name, "it stands before the last layer, and is not a Normalization alone")
      }
    }
    guard dense.isTrainable else { throw refuse(last.name, "it is not trainable") }
    for (name, isThere) in [
      ("bias regularizer", dense.biasRegularizer != nil),
      ("activity regularizer", dense.activityRegularizer != nil),
      ("kernel constraint", dense.kernelConstraint != nil), ("bias constraint", dense.biasConstraint != nil),
    ] where isThere { throw refuse(last.name, "it has a \(name)") }
    return dense
  }

  private static func head(_ dense: Dense, _ loss: any Loss) throws -> (Bool, LabelEncoding) {
    guard loss.reduction == .sumOverBatchSize || loss.reduction == .mean else {
      throw refuse("dense", "the loss's reduction is \(loss.reduction.rawValue), not the mean over the rows")
    }
    func matches(_ fromLogits: Bool, _ isProbability: Bool) -> Bool {
      fromLogits ? dense.activation is Linear : isProbability
    }
    switch loss {
    case let loss as BinaryCrossentropy
    where loss.labelSmoothing == 0 && dense.units == 1
      && matches(loss.fromLogits, dense.activation is Sigmoid):
      return (true, loss.labelEncoding)
    case let loss as CategoricalCrossentropy
    where loss.labelSmoothing == 0 && dense.units > 1
      && matches(loss.fromLogits, dense.activation is Softmax):
      return (false, loss.labelEncoding)
    case let loss as SparseCategoricalCrossentropy
    where loss.ignoreClass == nil && dense.units > 1
      && matches(loss.fromLogits, dense.activation is Softmax):
      return (false, loss.labelEncoding)
    default:
      throw refuse(
        "dense",
        "with \(dense.units) units and this activation the loss \(loss.name) is not the likelihood "
          + "of classes")
    }
  }

  private static func normalization(
    _ layers: [ModelLayer], columns: Int
  ) throws -> (shifts: [Double], scales: [Double]) {
    let plain = ([Double](repeating: 0, count: columns), [Double](repeating: 1, count: columns))
    guard layers.count == 2, let layer = layers[0].configuration as? Normalization else { return plain }
    guard !layer.invert else { throw refuse(layers[0].name, "it inverts a normalization") }
    let (means, variances): (ColumnValues, ColumnValues)
    if case .given(let mean, let variance) = layer.statistics {
      (means, variances) = (mean, variance)
    } else {
      let weights = layers[0].weights
      guard weights.count >= 2 else { return plain }
      means = Self.values(weights[0])
      variances = Self.values(weights[1])
    }
    let shifts = (0..<columns).map { Double(Float(means[$0])) }
    let scales = (0..<columns).map { Double(max(Float(variances[$0]).squareRoot(), 1e-7)) }
    return (shifts, scales)
  }

  private static func values(_ tensor: Tensor<Float>) -> ColumnValues {
    tensor.rank == 0 ? .all(Double(tensor[0])) : .each(tensor.scalars.map(Double.init))
  }

  private static func penalty(_ dense: Dense) throws -> (l1: Double, l2: Double) {
    switch dense.kernelRegularizer {
    case nil: (0, 0)
    case let regularizer as L1: (regularizer.l1, 0)
    case let regularizer as L2: (0, regularizer.l2)
    case let regularizer as L1L2: (regularizer.l1, regularizer.l2)
    default: throw refuse("dense", "its kernel regularizer is not L1, L2 or both")
    }
  }

  /// c₁ Σ |k| + c₂ Σ k² of the kernel, which is `scales` times the coefficients of the columns.
  private static func regression(
    l1: Double, l2: Double, scales: [Double], hasBias: Bool
  ) throws -> LogisticRegression {
    let factors = l1 == 0 ? scales.map { $0 * $0 } : scales
    // The regression scales factors to a mean of 1.
    let mean = factors.isEmpty ? 1 : factors.reduce(0, +) / Double(factors.count)
    let lambda = (l1 + 2 * l2) * (scales.contains { $0 != 1 } ? mean : 1)
    var regression = LogisticRegression(
      penalty: lambda == 0
        ? .none
        : l1 == 0
          ? .ridge(lambda) : l2 == 0 ? .lasso(lambda) : .elasticNet(lambda, l1Ratio: l1 / (l1 + 2 * l2)))
    regression.standardizes = false
    regression.fitsIntercept = hasBias
    if lambda > 0 && scales.contains(where: { $0 != 1 }) {
      guard l1 == 0 || l2 == 0 else {
        throw refuse("normalization", "it scales the kernel's L1 and L2 penalties differently")
      }
      regression.penaltyFactors = factors
    }
    return regression
  }
}
