extension BatchNormalization {
  /// Where each parameter is among the layer's, all of the same length.
  private struct Places {
    let columns: Int
    let gamma: Int?
    let beta: Int?
    /// The moving mean; the others follow in the order of ``parameters(inputShape:)``.
    let state: Int

    init(_ layer: BatchNormalization, parameterCount: Int) {
      let trained = (layer.scale ? 1 : 0) + (layer.center ? 1 : 0)
      columns = parameterCount / (trained + (layer.renormalization == nil ? 2 : 5))
      gamma = layer.scale ? 0 : nil
      beta = layer.center ? (layer.scale ? columns : 0) : nil
      state = trained * columns
    }

    var movingMean: Int { state }
    var movingVariance: Int { state + columns }
    var movingDeviation: Int { state + 2 * columns }
    var renormalizationMean: Int { state + 3 * columns }
    var renormalizationDeviation: Int { state + 4 * columns }
  }

  /// The numbers by which a column is normalized.
  private struct Column {
    var mean: Float
    var variance: Float
    /// The correction of renormalization, 1 and 0 without.
    var r: Float = 1
    var d: Float = 0
  }

  private func usesBatch(_ pass: LayerPass) -> Bool { pass.isTraining && isTrainable }

  /// Normalizes with the batch's statistics or the moving averages.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let places = Places(self, parameterCount: parameters.count)
    let columns = places.columns
    withForwardBuffers(
      input, parameters, &scratch, &output, columns: columns, scratchCount: usesBatch(pass) ? 4 * columns : 0
    ) { buffers in
      let (x, weights, y) = (buffers.input, buffers.parameters, buffers.output)
      if usesBatch(pass) { computeMoments(buffers, places) }
      Reductions.forEachBlock(of: columns) { first, count, factors, shifts in
        // x · factor + shift, with the factor and the shift rounded to Float as TensorFlow has them.
        for c in 0..<count {
          let column = statistics(
            first + c, weights, UnsafeBufferPointer(buffers.scratch), places, pass)
          let gamma = places.gamma.map { weights[$0 + first + c] }
          let beta = places.beta.map { weights[$0 + first + c] }
          let effectiveGamma = column.r * (gamma ?? 1)
          let effectiveBeta = column.d * (gamma ?? 1) + (beta ?? 0)
          let factor = reciprocalSquareRoot(column.variance + Float(epsilon)) * effectiveGamma
          factors[c] = Double(factor)
          shifts[c] = Double(effectiveBeta - column.mean * factor)
        }
        for row in stride(from: first, to: x.count, by: columns) {
          for c in 0..<count { y[row + c] = x[row + c] * Float(factors[c]) + Float(shifts[c]) }
        }
      }
    }
  }

  private func statistics(
    _ index: Int, _ weights: UnsafeBufferPointer<Float>, _ scratch: UnsafeBufferPointer<Float>,
    _ places: Places, _ pass: LayerPass
  ) -> Column {
    guard usesBatch(pass) else {
      return Column(
        mean: weights[places.movingMean + index], variance: weights[places.movingVariance + index])
    }
    let columns = places.columns
    return Column(
      mean: scratch[index], variance: scratch[columns + index], r: scratch[2 * columns + index],
      d: scratch[3 * columns + index])
  }

  /// Stores mean, variance, r and d of the batch in the scratch space.
  private func computeMoments(_ buffers: ForwardBuffers, _ places: Places) {
    let (x, columns, scratch) = (buffers.input, places.columns, buffers.scratch)
    let rows = Double(x.count / columns)
    Reductions.forEachBlock(of: columns) { first, count, means, squares in
      for row in stride(from: first, to: x.count, by: columns) {
        for c in 0..<count { means[c] += Double(x[row + c]) }
      }
      for c in 0..<count { means[c] /= rows }
      for row in stride(from: first, to: x.count, by: columns) {
        for c in 0..<count {
          let difference = Double(x[row + c]) - means[c]
          squares[c] += difference * difference
        }
      }
      for c in 0..<count {
        let (mean, variance) = (Float(means[c]), Float(squares[c] / rows))
        let (r, d) = correction(first + c, mean: mean, variance: variance, buffers.parameters, places)
        scratch[first + c] = mean
        scratch[columns + first + c] = variance
        scratch[2 * columns + first + c] = r
        scratch[3 * columns + first + c] = d
      }
    }
  }

  /// r and d of renormalization.
  private func correction(
    _ index: Int, mean: Float, variance: Float, _ weights: UnsafeBufferPointer<Float>, _ places: Places
  ) -> (r: Float, d: Float) {
    guard let renormalization else { return (1, 0) }
    let deviation = (variance + Float(epsilon)).squareRoot()
    let average = max(weights[places.renormalizationDeviation + index], Float(epsilon).squareRoot())
    var r = deviation / average
    var d = (mean - weights[places.renormalizationMean + index]) / average
    if let smallest = renormalization.smallestScale { r = max(r, Float(smallest)) }
    if let largest = renormalization.largestScale { r = min(r, Float(largest)) }
    if let largest = renormalization.largestShift { d = min(max(d, -Float(largest)), Float(largest)) }
    return (r, d)
  }

  /// Moves the averages toward the batch's statistics.
  public func updateState(parameters: inout MutableSpan<Float>, scratch: Span<Float>, pass: LayerPass) {
    guard usesBatch(pass) else { return }
    let places = Places(self, parameterCount: parameters.count)
    let columns = places.columns
    func move(_ place: Int, towards value: Float, _ momentum: Double) {
      parameters[place] = parameters[place] * Float(momentum) + value * Float(1 - momentum)
    }
    for c in 0..<columns {
      let (mean, variance) = (scratch[c], scratch[columns + c])
      move(places.movingMean + c, towards: mean, momentum)
      guard let renormalization else {
        move(places.movingVariance + c, towards: variance, momentum)
        continue
      }
      let deviation = (variance + Float(epsilon)).squareRoot()
      move(places.renormalizationMean + c, towards: mean, renormalization.momentum)
      move(places.renormalizationDeviation + c, towards: deviation, renormalization.momentum)
      move(places.movingDeviation + c, towards: deviation, momentum)
      let moved = parameters[places.movingDeviation + c]
      parameters[places.movingVariance + c] = max(moved * moved - Float(epsilon), 0)
    }
  }

  /// Computes the gradients of gamma, beta and the input.
  ///
  /// With s = 1 / √(variance + epsilon), n rows and the gradient g, in each column:
  /// - dβ = Σ g, dγ = Σ g ((x - mean) s r + d)
  /// - dx = γ r s (g - Σ g / n - (x - mean) s² Σ g (x - mean) / n), or γ s g with the moving averages.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let places = Places(self, parameterCount: parameters.count)
    let columns = places.columns
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: columns, scratchCount: usesBatch(pass) ? 4 * columns : 0
    ) { buffers in
      let (x, weights, g) = (buffers.input, buffers.parameters, buffers.outputGradient)
      let rows = Double(x.count / columns)
      Reductions.forEachBlock(of: columns) { first, count, sums, products in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Reductions.blockWidth) { room in
          guard let means = room.baseAddress else { return }
          let factors = means + Reductions.blockWidth
          for c in 0..<count { means[c] = statistics(first + c, weights, buffers.scratch, places, pass).mean }
          for row in stride(from: first, to: x.count, by: columns) {
            for c in 0..<count {
              let gradient = Double(g[row + c])
              sums[c] += gradient
              products[c] += gradient * (Double(x[row + c]) - Double(means[c]))
            }
          }
          for c in 0..<count {
            let column = statistics(first + c, weights, buffers.scratch, places, pass)
            let inverse = Double(reciprocalSquareRoot(column.variance + Float(epsilon)))
            if let beta = places.beta { buffers.parameterGradient[beta + first + c] = Float(sums[c]) }
            if let gamma = places.gamma {
              buffers.parameterGradient[gamma + first + c] = Float(
                products[c] * inverse * Double(column.r) + sums[c] * Double(column.d))
            }
            factors[c] = Float(inverse) * column.r * (places.gamma.map { weights[$0 + first + c] } ?? 1)
            sums[c] = usesBatch(pass) ? sums[c] / rows : 0
            products[c] = usesBatch(pass) ? products[c] * inverse * inverse / rows : 0
          }
          guard !buffers.inputGradient.isEmpty else { return }
          for row in stride(from: first, to: x.count, by: columns) {
            for c in 0..<count {
              let centered = g[row + c] - Float(sums[c])
              buffers.inputGradient[row + c] =
                factors[c] * (centered - (x[row + c] - means[c]) * Float(products[c]))
            }
          }
        }
      }
    }
  }
}
