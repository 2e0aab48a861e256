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

  /// How many numbers a column has in the scratch space.
  static let scratchLists = 5

  /// The numbers by which a column is normalized.
  private struct Column {
    /// The mean, rounded, and what rounding took from it.
    var mean: Float
    var meanRest: Float = 0
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
      input, parameters, &scratch, &output, columns: columns,
      scratchCount: usesBatch(pass) ? Self.scratchLists * columns : 0
    ) { buffers in
      let (x, weights, y) = (buffers.input, buffers.parameters, buffers.output)
      if usesBatch(pass) { computeMoments(buffers, places) }
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * Reductions.blockWidth) { room in
        guard let means = room.baseAddress else { return }
        let (factors, shifts) = (means + Reductions.blockWidth, means + 2 * Reductions.blockWidth)
        for first in stride(from: 0, to: columns, by: Reductions.blockWidth) {
          let count = min(Reductions.blockWidth, columns - first)
          // (x - mean) · factor + shift: the difference of numbers near one another is exact, and what
          // rounding took from the mean is part of the shift.
          for c in 0..<count {
            let column = statistics(
              first + c, weights, UnsafeBufferPointer(buffers.scratch), places, pass)
            let gamma = places.gamma.map { weights[$0 + first + c] } ?? 1
            let beta = places.beta.map { weights[$0 + first + c] } ?? 0
            let factor = reciprocalSquareRoot(column.variance + Float(epsilon)) * (column.r * gamma)
            means[c] = column.mean
            factors[c] = factor
            shifts[c] = column.d * gamma + beta - column.meanRest * factor
          }
          for row in stride(from: first, to: x.count, by: columns) {
            for c in 0..<count { y[row + c] = (x[row + c] - means[c]) * factors[c] + shifts[c] }
          }
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
      mean: scratch[index], meanRest: scratch[4 * columns + index], variance: scratch[columns + index],
      r: scratch[2 * columns + index], d: scratch[3 * columns + index])
  }

  /// Stores mean, variance, r and d of the batch in the scratch space, and what rounding took from the mean.
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
        let (r, d) = correction(first + c, mean: means[c], variance: variance, buffers.parameters, places)
        scratch[first + c] = mean
        scratch[columns + first + c] = variance
        scratch[2 * columns + first + c] = r
        scratch[3 * columns + first + c] = d
        scratch[4 * columns + first + c] = Float(means[c] - Double(mean))
      }
    }
  }

  /// r and d of renormalization.
  private func correction(
    _ index: Int, mean: Double, variance: Float, _ weights: UnsafeBufferPointer<Float>, _ places: Places
  ) -> (r: Float, d: Float) {
    guard let renormalization else { return (1, 0) }
    let deviation = (variance + Float(epsilon)).squareRoot()
    let average = max(weights[places.renormalizationDeviation + index], Float(epsilon).squareRoot())
    var r = deviation / average
    var d = Float(mean - Double(weights[places.renormalizationMean + index])) / average
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
      columns: columns, scratchCount: usesBatch(pass) ? Self.scratchLists * columns : 0
    ) { buffers in
      let (x, weights, g) = (buffers.input, buffers.parameters, buffers.outputGradient)
      let rows = Double(x.count / columns)
      Reductions.forEachBlock(of: columns) { first, count, sums, products in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Reductions.blockWidth) { room in
          guard let means = room.baseAddress else { return }
          let factors = means + Reductions.blockWidth
          func numbers(of c: Int) -> Column {
            statistics(first + c, weights, buffers.scratch, places, pass)
          }
          for c in 0..<count { means[c] = numbers(of: c).mean }
          for row in stride(from: first, to: x.count, by: columns) {
            for c in 0..<count {
              let gradient = Double(g[row + c])
              sums[c] += gradient
              products[c] += gradient * (Double(x[row + c]) - Double(means[c]))
            }
          }
          for c in 0..<count {
            let column = numbers(of: c)
            let rest = Double(column.meanRest)
            products[c] -= sums[c] * rest
            let inverse = Double(reciprocalSquareRoot(column.variance + Float(epsilon)))
            if let beta = places.beta { buffers.parameterGradient[beta + first + c] = Float(sums[c]) }
            if let gamma = places.gamma {
              buffers.parameterGradient[gamma + first + c] = Float(
                products[c] * inverse * Double(column.r) + sums[c] * Double(column.d))
            }
            factors[c] = Float(inverse) * column.r * (places.gamma.map { weights[$0 + first + c] } ?? 1)
            products[c] = usesBatch(pass) ? products[c] * inverse * inverse / rows : 0
            sums[c] = usesBatch(pass) ? sums[c] / rows - rest * products[c] : 0
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
