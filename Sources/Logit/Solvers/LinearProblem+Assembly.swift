// From sums over rows to the objective: the mean, the penalty, and the free coefficients only.

extension LinearProblem {
  /// Lays out a coefficient vector as the rows want it, with zeros for a reference class and beyond the
  /// columns.
  func pad(_ vector: [Double], _ shape: SumsShape, into padded: inout [Double]) {
    let (count, width) = (model.coefficientsPerPredictor, shape.paddedCount)
    // Emptied first: another model may have left coefficients where this one has a reference class or no
    // column.
    padded.removeAll(keepingCapacity: true)
    padded.resize(to: model.predictorCount * width)
    for free in 0..<model.freePredictorCount {
      let start = model.predictor(ofFree: free) * width
      for j in 0..<count { padded[start + j] = vector[free * count + j] }
    }
  }

  /// Fills in the evaluation from its sums.
  func finish(
    _ wanted: WantedSums, at coefficients: [Double], direction: [Double],
    into evaluation: inout LinearEvaluation
  ) {
    guard let sums = evaluation.sums.take() else { return }
    defer { evaluation.sums = sums }
    evaluation.rowCount = sums.rowCount
    evaluation.weight = sums.weight
    evaluation.meanLoss = sums.loss / sums.weight
    evaluation.value = evaluation.meanLoss + penalty(coefficients)
    let shape = sums.shape
    fill(
      &evaluation.gradient, wanted.contains(.gradient), sums, from: shape.gradientStart,
      penalised: coefficients)
    fill(&evaluation.product, wanted.contains(.product), sums, from: shape.productStart, penalised: direction)
    fillHessian(&evaluation.hessian, wanted.contains(.hessian), sums)
    fillTriangle(
      &evaluation.gram, wanted.contains(.gram), sums, from: shape.gramStart, divisor: sums.weight)
    evaluation.meanCurvature = sums.curvature / sums.weight
    fillTriangle(&evaluation.scores, wanted.contains(.scores), sums, from: shape.scoresStart, divisor: 1)
    evaluation.slopes.resize(to: wanted.contains(.slopes) ? model.coefficientsPerPredictor : 0)
    for j in evaluation.slopes.indices {
      evaluation.slopes[j] = sums.values[shape.slopesStart + j] / sums.weight
    }
  }

  private func penalty(_ coefficients: [Double]) -> Double {
    var sum = 0.0
    for (index, coefficient) in coefficients.enumerated() {
      sum += penalties[index % penalties.count] * coefficient * coefficient
    }
    return sum / 2
  }

  /// vector = sums / Σ w + λ · penalised.
  private func fill(
    _ vector: inout [Double], _ isWanted: Bool, _ sums: PartialSums, from start: Int, penalised: [Double]
  ) {
    guard isWanted else { return vector.removeAll(keepingCapacity: true) }
    vector.resize(to: coefficientCount)
    let (count, width) = (model.coefficientsPerPredictor, sums.shape.paddedCount)
    for free in 0..<model.freePredictorCount {
      let from = start + model.predictor(ofFree: free) * width
      for j in 0..<count {
        let index = free * count + j
        vector[index] = sums.values[from + j] / sums.weight + penalties[j] * penalised[index]
      }
    }
  }

  private func fillHessian(_ hessian: inout [Double], _ isWanted: Bool, _ sums: PartialSums) {
    guard isWanted else { return hessian.removeAll(keepingCapacity: true) }
    hessian.resize(to: coefficientCount * coefficientCount)
    for a in 0..<model.freePredictorCount {
      for b in a..<model.freePredictorCount {
        let (k, l) = (model.predictor(ofFree: a), model.predictor(ofFree: b))
        if a != b || model.predictorCount == 1 {
          setBlock(&hessian, a, b, sums, factor: a == b ? 1 : -1, start: sums.shape.triangleStart(k, l))
        }
      }
      if model.predictorCount > 1 { sumDiagonalBlock(&hessian, a, sums) }
      let count = model.coefficientsPerPredictor
      for j in 0..<count { hessian[(a * count + j) * (coefficientCount + 1)] += penalties[j] }
    }
  }

  /// Writes a block and its mirror image.
  private func setBlock(
    _ hessian: inout [Double], _ a: Int, _ b: Int, _ sums: PartialSums, factor: Double, start: Int
  ) {
    let count = model.coefficientsPerPredictor
    for i in 0..<count {
      for j in i..<count {
        let element = factor * sums.values[start + sums.shape.triangleIndex(i, j)] / sums.weight
        set(&hessian, a * count + i, b * count + j, element)
        set(&hessian, a * count + j, b * count + i, element)
      }
    }
  }

  /// The block of a class with itself: the sum over its pairs with every other class, a reference among them.
  private func sumDiagonalBlock(_ hessian: inout [Double], _ a: Int, _ sums: PartialSums) {
    let count = model.coefficientsPerPredictor
    let k = model.predictor(ofFree: a)
    for i in 0..<count {
      for j in i..<count {
        let index = sums.shape.triangleIndex(i, j)
        var element = 0.0
        for l in 0..<model.predictorCount where l != k {
          element += sums.values[sums.shape.triangleStart(k, l) + index]
        }
        set(&hessian, a * count + i, a * count + j, element / sums.weight)
      }
    }
  }

  /// Fills in a symmetric matrix of one predictor's coefficients.
  private func fillTriangle(
    _ matrix: inout [Double], _ isWanted: Bool, _ sums: PartialSums, from start: Int, divisor: Double
  ) {
    guard isWanted else { return matrix.removeAll(keepingCapacity: true) }
    let count = model.coefficientsPerPredictor
    matrix.resize(to: count * count)
    for i in 0..<count {
      for j in i..<count {
        let element = sums.values[start + sums.shape.triangleIndex(i, j)] / divisor
        matrix[i * count + j] = element
        matrix[j * count + i] = element
      }
    }
  }

  private func set(_ hessian: inout [Double], _ i: Int, _ j: Int, _ value: Double) {
    hessian[i * coefficientCount + j] = value
    hessian[j * coefficientCount + i] = value
  }
}

extension [Double] {
  /// Leaves the first elements, and zeros behind them if there are fewer; in the same memory if it is enough.
  mutating func resize(to count: Int) {
    if self.count > count { removeLast(self.count - count) }
    if self.count < count { append(contentsOf: repeatElement(0, count: count - self.count)) }
  }
}
