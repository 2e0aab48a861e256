extension LogisticModel {
  /// The same classifier as a Keras-like model: one ``Dense`` layer, with a sigmoid for two classes and a
  /// softmax for more.
  ///
  /// Its weights are single precision. A ``Normalization`` in front of it keeps the digits that columns with
  /// large means would cost there: the kernel is then per deviation, and the numbers that a row is shifted by
  /// are taken into account in the bias with all their digits.
  ///
  /// - Parameters:
  ///   - standardized: Whether a layer that shifts and scales the columns stands before the dense one; `true`
  ///     by default. Without it the kernel is ``coefficients``, transposed.
  ///   - name: The model's name.
  /// - Throws: ``LogitError/nonFiniteInput(name:row:column:value:)`` if a weight is too large for single
  ///   precision.
  public func sequential(standardized: Bool = true, name: String = "sequential") throws -> Sequential {
    let columns = means.count
    guard columns > 0 else {
      throw LogitError.invalidArchitecture(
        layer: "dense", reason: "there is no column for it to weigh",
        remedy: "use the model's intercepts as they are")
    }
    let units = predictorCount
    let head = Dense(
      units, activation: units == 1 ? .sigmoid as any Activation : .softmax, kernelInitializer: .zeros)
    var layers: [any Layer] = [Input(shape: [columns])]
    var (shifts, scales) = ([Double](repeating: 0, count: columns), [Double](repeating: 1, count: columns))
    if standardized {
      let variances = deviations.map(Self.variance)
      layers.append(Normalization(mean: .each(means), variance: .each(variances.map(Double.init))))
      shifts = means.map { Double(Float($0)) }
      scales = variances.map { Double($0.squareRoot()) }
    }
    var model = try Sequential(layers + [head], name: name)
    let (kernel, bias) = try weights(shifts: shifts, scales: scales)
    try model.setWeights(model.weights.dropLast(2) + [kernel, bias])
    return model
  }

  /// What a column is divided by, squared: 1 where single precision has no such number.
  private static func variance(_ deviation: Double) -> Float {
    (1e-6...1e18).contains(deviation) ? Float(deviation * deviation) : 1
  }

  /// Kernel `[columns, predictors]` and bias for columns that are shifted and divided.
  func weights(shifts: [Double], scales: [Double]) throws -> (kernel: Tensor<Float>, bias: Tensor<Float>) {
    let (columns, units) = (means.count, predictorCount)
    var kernel = [Float](repeating: 0, count: columns * units)
    var bias: [Float] = []
    for k in 0..<units {
      var sum = intercepts[k]
      for j in 0..<columns {
        let coefficient = coefficients[k * columns + j]
        kernel[j * units + k] = Float(coefficient * scales[j])
        sum.addProduct(coefficient, shifts[j])
      }
      bias.append(Float(sum))
    }
    return (try Tensor(kernel, shape: [columns, units]), Tensor(bias))
  }
}
