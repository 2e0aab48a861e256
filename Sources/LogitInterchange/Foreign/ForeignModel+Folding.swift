import Logit

extension ForeignModel {
  /// The same model as one dense layer in double precision, if its logits are sums of the inputs: behind a
  /// `Normalization` or another layer that scales columns, and through dense layers without an activation.
  ///
  /// What it predicts is the same but for rounding. A linear model has statistics (`Classifier.inference`)
  /// and coefficients in the units of the table.
  ///
  /// - Returns: The model; as it is if it is not linear, or gives no probabilities.
  public func folded() -> ForeignModel {
    guard linear == nil, var folded = AffineLayers(model)?.linear,
      features == nil || folded.scaling == nil,
      let model = try? folded.model(folded.bias.count == 1 ? .sigmoid : .softmax)
    else { return self }
    folded.features = features
    var found = self
    (found.model, found.linear) = (model, folded)
    return found
  }
}

/// Layers that work out `y = A x + b`, put together in double precision.
private struct AffineLayers {
  /// What becomes of each column before a dense layer: `factor · x + constant`.
  private var factors: [Double]
  private var constants: [Double]
  /// The one layer that scales columns, which stays apart where there is no other.
  private var scaling: [(mean: Double, scale: Double)]?
  private var isScaledOtherwise = false
  /// `[columns][outputs]`; `nil` before the first dense layer.
  private var kernel: [[Double]]?

  /// - Returns: `nil` for layers that do something else.
  init?(_ model: Sequential) {
    guard let count = model.inputShape?.reduce(1, *) else { return nil }
    factors = [Double](repeating: 1, count: count)
    constants = [Double](repeating: 0, count: count)
    let layers = model.layers
    var isAtEnd = false
    for layer in layers {
      if isAtEnd, !Self.passesOn(layer) { return nil }
      guard let ends = add(layer) else { return nil }
      isAtEnd = isAtEnd || ends
    }
    // One sigmoid, or a softmax of several sums: several sigmoids are no classes.
    guard isAtEnd, kernel != nil, (constants.count == 1) == (model.outputName == "sigmoid") else {
      return nil
    }
  }

  private static func passesOn(_ layer: ModelLayer) -> Bool {
    if let activation = layer.configuration as? ActivationLayer { return activation.activation is Linear }
    return layer.configuration.passesNumbersOn || layer.configuration is Input
  }

  /// Adds a layer.
  ///
  /// - Returns: Whether it makes the probabilities; `nil` if it is none of a linear model.
  private mutating func add(_ layer: ModelLayer) -> Bool? {
    if Self.passesOn(layer) { return false }
    let weights = layer.weights.map { $0.scalars.map { Double($0) } }
    switch layer.configuration {
    case let dense as Dense: return add(dense, weights, layer)
    case let layer as ActivationLayer:
      return layer.activation is Sigmoid || layer.activation is Softmax
        ? true : nil
    case is SoftmaxLayer: return true
    default:
      guard let scaling = LayerScaling(layer, count: constants.count) else { return nil }
      add(scaling)
      return false
    }
  }

  private mutating func add(_ dense: Dense, _ weights: [[Double]], _ layer: ModelLayer) -> Bool? {
    guard layer.inputShape?.count == 1, let values = weights.first else { return nil }
    let outputs = dense.units
    let rows = values.count / outputs
    func row(_ place: Int) -> ArraySlice<Double> { values[place * outputs..<(place + 1) * outputs] }
    var sums = dense.useBias ? weights[1] : [Double](repeating: 0, count: outputs)
    if let kernel {
      self.kernel = kernel.map { own in
        (0..<outputs).map { output in
          own.indices.reduce(0) { $0 + own[$1] * values[$1 * outputs + output] }
        }
      }
    } else if scaling != nil, !isScaledOtherwise {
      kernel = (0..<rows).map { Array(row($0)) }
      (factors, constants) = (factors.map { _ in 1 }, constants.map { _ in 0 })
    } else {
      kernel = (0..<rows).map { place in row(place).map { $0 * factors[place] } }
      scaling = nil
    }
    for output in 0..<outputs {
      for place in 0..<rows { sums[output] += constants[place] * values[place * outputs + output] }
    }
    (constants, factors) = (sums, [Double](repeating: 1, count: outputs))
    switch dense.activation {
    case is Linear: return false
    case is Sigmoid, is Softmax: return true
    default: return nil
    }
  }

  /// Takes each number times a factor and adds another.
  private mutating func add(_ layer: LayerScaling) {
    if let rules = layer.standardization, kernel == nil, scaling == nil, !isScaledOtherwise {
      (scaling, factors, constants) = (rules, layer.factors, layer.constants)
      return
    }
    for place in constants.indices {
      constants[place] = constants[place] * layer.factors[place] + layer.constants[place]
      factors[place] *= layer.factors[place]
    }
    guard let kernel else {
      isScaledOtherwise = true
      return
    }
    self.kernel = kernel.map { row in row.indices.map { row[$0] * layer.factors[$0] } }
  }

  /// The model: of two classes the sum of the second, less that of the first where both are there.
  var linear: ForeignLinear? {
    guard let kernel, !kernel.isEmpty else { return nil }
    let isPair = constants.count == 2
    let bias = isPair ? [constants[1] - constants[0]] : constants
    let rows = isPair ? kernel.map { [$0[1] - $0[0]] } : kernel
    guard (rows.joined() + bias).allSatisfy({ Float($0).isFinite }) else { return nil }
    let values = Array(rows.joined())
    return ForeignLinear(
      kernel: Tensor(unsafeUninitializedShape: [rows.count, bias.count]) { kernel in
        for place in values.indices { kernel[place] = values[place] }
      }, bias: bias, scaling: scaling)
  }
}
