extension LogisticFit {
  /// Newton's method in the space of the rows; see ``RowSpace``.
  func searchRowSpace(
    _ matrix: DenseRows.Matrix, _ problem: LinearProblem, from point: [Double], isCancelled: () -> Bool
  ) throws -> LinearSearch {
    let space = RowSpace(matrix, columns, penalties: penalties)
    let rowCount = matrix.shape[0]
    let small = try LinearModel(model.outcome, columnCount: rowCount, hasIntercept: model.hasIntercept)
    let factor = space.factor()
    let data = try DenseRows(
      .double(factor), labels: .classes(classes), model: small, weights: weights, offsets: offsets)
    let smallProblem = try LinearProblem(MemoryFold(data), ridge: 1)
    let (width, smallWidth) = (model.coefficientsPerPredictor, small.coefficientsPerPredictor)
    var start: [Double] = []
    for k in 0..<model.freePredictorCount {
      let own = point[k * width..<(k + 1) * width]
      start += space.start(factor, own) + own.suffix(model.hasIntercept ? 1 : 0)
    }
    var search = try Newton.minimize(
      smallProblem, from: start, tolerance: regression.tolerance,
      iterationLimit: regression.iterationLimit ?? 200, isCancelled: isCancelled)
    let intercepts =
      model.hasIntercept
      ? (0..<model.freePredictorCount).map { search.coefficients[($0 + 1) * smallWidth - 1] } : []
    search.coefficients = space.coefficients(
      residuals(data, search.coefficients, smallWidth), intercepts: intercepts)
    // What counts is the gradient in all columns.
    var evaluation = LinearEvaluation()
    try problem.evaluate(.gradient, at: search.coefficients, into: &evaluation)
    search.value = evaluation.value
    search.meanLoss = evaluation.meanLoss
    search.gradientNorm = evaluation.gradientNorm
    if search.state == .converged && search.gradientNorm > max(regression.tolerance, 1e-14) {
      search.state = .stalled
    }
    return search
  }

  /// w (p − t) / Σ w, `[predictors, rows]`.
  private func residuals(_ data: DenseRows, _ coefficients: [Double], _ width: Int) -> [Double] {
    let (rows, predictors) = (matrix.shape[0], model.freePredictorCount)
    let total = classWeights.reduce(0, +)
    var residuals = [Double](repeating: 0, count: predictors * rows)
    var z = [Double](repeating: 0, count: predictors)
    for i in 0..<rows {
      for k in 0..<predictors {
        var sum =
          (offsets?[i * predictors + k] ?? 0) + (model.hasIntercept ? coefficients[k * width + rows] : 0)
        for j in 0...i { sum += data.matrix[i * rows + j] * coefficients[k * width + j] }
        z[k] = sum
      }
      let (label, share) = (Int(classes[i]), (weights?[i] ?? 1) / total)
      if predictors == 1 {
        // p − t without the difference of two numbers near 1.
        residuals[i] = share * (label == 1 ? -1 / (1 + exponential(z[0])) : 1 / (1 + exponential(-z[0])))
        continue
      }
      let largest = z.reduce(-Double.infinity, max)
      let exponentials = z.map { exponential($0 - largest) }
      let sum = exponentials.reduce(0, +)
      for k in 0..<predictors {
        let others = exponentials.indices.reduce(0) { $1 == k ? $0 : $0 + exponentials[$1] }
        residuals[k * rows + i] = share * (k == label ? -others / sum : exponentials[k] / sum)
      }
    }
    return residuals
  }
}
