import Logit

/// The mean change of probabilities where a variable changes, with its error by the delta method.
///
/// For a derivative with columns d the effect on class k is pₖ (sₖ − Σ pₗ sₗ), with sₗ = dᵀβₗ; for a contrast
/// it is the difference of pₖ at the two values. The derivative of each with respect to the working
/// coefficients is summed up in the same pass over the rows, and the variance is J C Jᵀ.
struct MarginalEffects: Sendable {
  let fit: RegressionFit
  let estimates: RegressionEstimates
  let changes: [MarginalChange]
  /// The classes whose probabilities are followed: the second of two, or all.
  let classes: [Int]
  private let plans: [MarginalPlan]
  private let sumCount: Int
  /// The plans with sums of their own, and the number of working values where there are others.
  private let ownPlans: [MarginalPlan]
  private let sharedWidth: Int?

  init(_ fit: RegressionFit, _ estimates: RegressionEstimates, _ changes: [MarginalChange], rowCount: Int)
    throws
  {
    let count = fit.rows.classCount
    classes = count == 2 ? [1] : Array(0..<count)
    (self.fit, self.estimates, self.changes) = (fit, estimates, changes)
    // Room for what changes that are the same in all rows share; it is used only if there are any.
    var (plans, start): ([MarginalPlan], Int) = (
      [], SharedSlopes.start + SharedSlopes.count(width: fit.basis.width)
    )
    for change in changes {
      let plan = try MarginalPlan(change, fit, classCount: classes.count, start: start, rowCount: rowCount)
      plans.append(plan)
      start += plan.sumCount
    }
    (self.plans, sumCount) = (plans, start)
    ownPlans = plans.filter { !$0.sharesSums }
    sharedWidth = ownPlans.count < plans.count ? fit.basis.width : nil
  }

  /// The effects, over all rows by their weights.
  func overall() throws -> [Effect] {
    var sums = ownPlans.isEmpty ? [Double](repeating: 0, count: sumCount) : try ownSums()
    if sharedWidth != nil { SharedSlopes.set(try fit.rowSums(.slopes), in: &sums) }
    return effects(sums)
  }

  /// The sums of the changes that have their own.
  private func ownSums() throws -> [Double] {
    let (rows, plans, classCount) = (fit.rows, ownPlans, fit.rows.classCount)
    let (width, predictorCount) = (fit.basis.width, fit.predictorCount)
    let room = (plans.map(\.scratchCount).max() ?? 0)
    let classes = classes
    return try RowBlocks(fit).sums(count: sumCount, scratchCount: room) { block, sums in
      for (i, row) in block.rows.enumerated() {
        let weight = rows.totals?[row] ?? 1
        guard weight > 0 else { continue }
        sums[0] += weight
        let (values, probabilities) = (block.values + i * width, block.probabilities + i * classCount)
        for plan in plans {
          plan.add(
            row: row, weight: weight, values: values, predictors: block.predictors + i * predictorCount,
            probabilities: probabilities, design: rows.matrix, place: row,
            classes: classes, scratch: block.scratch, to: sums)
        }
      }
    }
  }

  /// The effects at one point of the columns, with the mean of the rows' offsets.
  func at(_ point: [Double]) throws -> [Effect] {
    let count = fit.rows.design.columnCount
    try LogitError.require(
      point.count == count, "The number of columns' values at which effects are worked out", point.count,
      "\(count)")
    if let column = point.firstIndex(where: { !$0.isFinite }) {
      throw LogitError.nonFiniteInput(name: "The point", row: 0, column: column, value: Float(point[column]))
    }
    let values = fit.basis.working(point)
    let (width, classCount) = (fit.basis.width, fit.rows.classCount)
    var predictors = [Double](repeating: fit.rows.meanOffset, count: fit.predictorCount)
    for k in predictors.indices {
      for j in 0..<width { predictors[k] += values[j] * fit.point[k * width + j] }
    }
    var probabilities = [Double](repeating: 0, count: classCount)
    if classCount == 2 {
      RowBlocks.logistic(&predictors, into: &probabilities, count: 1)
    } else {
      Softmax.fill(&predictors, base: fit.rows.baseClass, classCount: classCount, into: &probabilities)
    }
    var sums = [Double](repeating: 0, count: sumCount)
    sums[0] = 1
    var (own, scratch) = (values, [Double](repeating: 0, count: max(plans.map(\.scratchCount).max() ?? 1, 1)))
    let matrix = DenseRows.Matrix.double(try Tensor(point, shape: [1, count]))
    if let sharedWidth {
      SharedSlopes.add(weight: 1, values: &own, width: sharedWidth, probabilities: &probabilities, to: &sums)
    }
    for plan in ownPlans {
      plan.add(
        row: 0, weight: 1, values: &own, predictors: &predictors, probabilities: &probabilities,
        design: matrix, place: 0, classes: classes, scratch: &scratch, to: &sums)
    }
    return effects(sums)
  }

  /// An effect, `nil` of a change of aliased columns, with its error; `nil` where the covariance is singular.
  struct Effect {
    let name: String
    let classIndex: Int
    let effect: Double?
    let standardError: Double?
  }

  private func effects(_ sums: [Double]) -> [Effect] {
    plans.flatMap { plan in
      classes.indices.map { place in
        let (effect, gradient) = plan.mean(sums, place)
        return Effect(
          name: plan.name, classIndex: classes[place], effect: plan.changesAliased ? nil : effect,
          standardError: estimates.covariance?.standardError(ofWorking: gradient))
      }
    }
  }
}

extension RegressionBasis {
  /// The working values of a point of the design's columns, 1 for the constant last.
  func working(_ point: [Double]) -> [Double] {
    guard isOrthogonal else {
      return active.map { (point[$0] - shift[$0]) * scale[$0] } + (hasIntercept ? [1] : [])
    }
    let values = columns.map { point[$0] } + (hasIntercept ? [1] : [])
    var result = [Double](repeating: 0, count: width)
    for i in 0..<width { for j in 0..<width { result[j] += transform[i * width + j] * values[i] } }
    return result
  }
}
