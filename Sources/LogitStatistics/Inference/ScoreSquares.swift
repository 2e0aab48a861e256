import Logit

/// What is between the inverse informations of a sandwich: sums of squares of the rows' or the clusters'
/// scores, in working coefficients.
enum ScoreSquares {
  /// What must be left of 1 beside a row's leverage for corrections that divide by it: below, it and the
  /// row's residual, which is in proportion to it, are rounding.
  private static let leastRest = Double.ulpOfOne.squareRoot()

  /// Σ u uᵀ as an option says, with u the score of a row, or of a cluster.
  ///
  /// - Returns: `[coefficients, coefficients]`, and the number of clusters.
  /// - Throws: `LogitError` for clusters that do not match the rows, corrections that several classes do not
  ///   have, and those by leverages where a row's is 1.
  static func sum(
    _ fit: RegressionFit, _ kind: RegressionOptions.StandardErrors
  ) throws -> (squares: [Double], clusterCount: Int?) {
    switch kind {
    case .model:
      return (fit.information, nil)
    case .robust(let correction):
      var squares =
        fit.rows.classCount == 2
        ? try ofRows(fit, correction) : try ofSeveralClasses(fit, correction)
      if correction == .hc1 {
        let (n, p) = (Double(fit.rows.observationCount), Double(fit.coefficientCount))
        try LogitError.require(
          n > p, "The number of rows", fit.rows.observationCount,
          "more than the \(fit.coefficientCount) coefficients for errors of the kind hc1")
        for index in squares.indices { squares[index] *= n / (n - p) }
      }
      return (squares, nil)
    case .cluster(let clusters, _):
      let groups = try RowGroups(clusters: clusters, rows: fit.rows)
      var squares = try ofGroups(fit, groups)
      let count = Double(groups.count)
      for index in squares.indices { squares[index] *= count / (count - 1) }
      return (squares, groups.count)
    }
  }

  /// Of two classes: Σ v z zᵀ with the squared residuals v, which the library's sums over rows work out.
  private static func ofRows(
    _ fit: RegressionFit, _ correction: RegressionOptions.HeteroskedasticityCorrection
  ) throws -> [Double] {
    let rows = fit.rows
    if needsScoresOnly(correction, rows) { return try fit.rowSums(.scores).scores }
    let leverages = correction == .hc2 || correction == .hc3 ? try Leverages(fit) : nil
    let values = Numbers(count: rows.rowCount)
    let rests = leverages.map { _ in Numbers(count: rows.rowCount) }
    _ = try RowBlocks(fit).sums(count: 0, scratchCount: RowBlocks.blockLength) { block, _ in
      leverages?.fill(block, into: block.scratch)
      for (i, row) in block.rows.enumerated() {
        let weight = rows.weights?[row] ?? 1
        let share = rows.share(row)
        let residual =
          weight * (share * block.probabilities[2 * i] - (1 - share) * block.probabilities[2 * i + 1])
        var square = (rows.frequencies?[row] ?? 1) * residual * residual
        if let rests {
          let rest = 1 - block.scratch[i]
          rests.base[row] = rest
          if square > 0 { square /= correction == .hc2 ? rest : rest * rest }
        }
        values.base[row] = square
      }
    }
    if let rests { try check(rests, rows, correction) }
    return try weightedSquares(
      fit, Array(UnsafeBufferPointer(start: values.base, count: rows.rowCount)))
  }

  /// What a search may work out of two classes' rows on its last pass, so that errors need no other.
  static func wanted(_ kind: RegressionOptions.StandardErrors, _ rows: RegressionRows) -> WantedSums {
    guard rows.classCount == 2, case .robust(let correction) = kind else { return [] }
    return needsScoresOnly(correction, rows) ? .scores : []
  }

  /// Whether squared scores are all that is needed: not of rows that stand for several, or of corrections by
  /// leverages.
  private static func needsScoresOnly(
    _ correction: RegressionOptions.HeteroskedasticityCorrection, _ rows: RegressionRows
  ) -> Bool {
    rows.frequencies == nil && (correction == .hc0 || correction == .hc1)
  }

  /// Refuses a correction by leverages where a row's is 1: R's sandwich has NaN then, if rounding does not
  /// make it a number.
  private static func check(
    _ rests: Numbers, _ rows: RegressionRows, _ correction: RegressionOptions.HeteroskedasticityCorrection
  ) throws(LogitError) {
    guard let row = (0..<rows.rowCount).first(where: { rows.counts($0) && !(rests.base[$0] > leastRest) })
    else { return }
    throw .invalidOption(
      name: "The leverage of \(rows.name(ofRow: row))", value: "1",
      expected:
        "below 1 for errors of the kind \(correction.rawValue), which divide by what is left of it: the row "
        + "alone decides a coefficient, as the only one of its category does, so take hc0 or hc1, or leave it out"
    )
  }

  /// Σ v z zᵀ.
  private static func weightedSquares(_ fit: RegressionFit, _ values: [Double]) throws -> [Double] {
    let total = values.reduce(0, +)
    guard total > 0 else { return fit.information.map { _ in 0 } }
    let data = try DenseRows(
      fit.basis.matrix, labels: .classes([Int32](repeating: 0, count: values.count)), model: fit.model,
      weights: values, shift: fit.basis.shift, scale: fit.basis.scale, areChecked: !fit.basis.isOrthogonal)
    var evaluation = LinearEvaluation()
    let count = fit.model.coefficientCount
    // Where all coefficients are 0, every p (1 − p) is 1/4.
    try LinearProblem(MemoryFold(data)).evaluate(
      .hessian, at: [Double](repeating: 0, count: count), into: &evaluation)
    let places = RegressionFit.places(fit.model, fit.basis)
    return places.flatMap { i in places.map { 4 * evaluation.weight * evaluation.hessian[i * count + $0] } }
  }

  private static func ofSeveralClasses(
    _ fit: RegressionFit, _ correction: RegressionOptions.HeteroskedasticityCorrection
  ) throws -> [Double] {
    guard correction == .hc0 || correction == .hc1 else {
      throw LogitError.invalidOption(
        name: "The correction of robust errors", value: correction.rawValue,
        expected: "hc0 or hc1 for \(fit.rows.classCount) classes, whose rows have no leverage of one number")
    }
    return try ofGroups(fit, RowGroups(alone: fit.rows))
  }

  /// Σ u uᵀ over groups of rows.
  private static func ofGroups(_ fit: RegressionFit, _ groups: RowGroups) throws -> [Double] {
    let residuals = try Self.residuals(fit, isSquared: groups.areSingle)
    let (order, width) = (fit.coefficientCount, fit.basis.width)
    // As few parts as memory allows; the number depends on the problem alone.
    let partCount = max(1, min(256, groups.count, (1 << 24) / max(order * order, 1)))
    let parts = Numbers(count: partCount * order * order)
    try ThreadPool.shared().forEach(blocksOf: 1, count: partCount) { range in
      let room = Numbers(count: width + order)
      let (row, score) = (room.base, room.base + width)
      RowLoader.with(fit.basis) { loader in
        for part in range {
          let sums = parts.base + part * order * order
          for group in groups.count * part / partCount..<groups.count * (part + 1) / partCount {
            score.update(repeating: 0, count: order)
            for place in groups.range(group) {
              let index = groups.row(place)
              loader.load(index, into: row)
              add(row, residuals.base + index * (order / max(width, 1)), width, order, to: score)
            }
            addSquare(score, order, to: sums)
          }
        }
      }
    }
    var total = [Double](repeating: 0, count: order * order)
    for part in 0..<partCount {
      for index in total.indices { total[index] += parts.base[part * order * order + index] }
    }
    for i in 0..<order { for j in 0..<i { total[j * order + i] = total[i * order + j] } }
    return total
  }

  @inline(__always)
  private static func add(
    _ row: UnsafePointer<Double>, _ residuals: UnsafePointer<Double>, _ width: Int, _ order: Int,
    to score: UnsafeMutablePointer<Double>
  ) {
    var (start, k) = (0, 0)
    while start < order {
      let residual = residuals[k]
      for j in 0..<width { score[start &+ j] += residual * row[j] }
      start &+= width
      k &+= 1
    }
  }

  /// Adds the lower triangle of u uᵀ.
  @inline(__always)
  private static func addSquare(
    _ score: UnsafePointer<Double>, _ order: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<order {
      let (value, line) = (score[i], sums + i &* order)
      for j in 0...i { line[j] += value * score[j] }
    }
  }

  /// w (t − p) of each row and predictor, times the row's frequency; of rows that are squared alone, times
  /// its root.
  private static func residuals(_ fit: RegressionFit, isSquared: Bool) throws -> Numbers {
    let (rows, predictors) = (fit.rows, fit.predictorCount)
    let values = Numbers(count: rows.rowCount * predictors)
    let classCount = rows.classCount
    let classes = (0..<predictors).map { fit.classIndex(of: $0) }
    _ = try RowBlocks(fit).sums(count: 0) { block, _ in
      for (i, row) in block.rows.enumerated() {
        let frequency = rows.frequencies?[row] ?? 1
        let weight = (rows.weights?[row] ?? 1) * (isSquared ? frequency.squareRoot() : frequency)
        let own = block.probabilities + i * classCount
        if classCount == 2 {
          let share = rows.share(row)
          values.base[row] = weight * (share * own[0] - (1 - share) * own[1])
        } else {
          let label = Int(rows.share(row))
          for (k, index) in classes.enumerated() {
            var residual = -own[index]
            if index == label {
              residual = 0
              for l in 0..<classCount where l != label { residual += own[l] }
            }
            values.base[row * predictors + k] = weight * residual
          }
        }
      }
    }
    return values
  }
}

/// Rows in groups: each alone, or those of a cluster together.
struct RowGroups: Sendable {
  /// The number of groups.
  let count: Int
  /// Whether each row is a group of its own.
  let areSingle: Bool
  private let order: [Int32]
  private let starts: [Int]

  /// Each row for itself.
  init(alone rows: RegressionRows) {
    (count, areSingle, order, starts) = (rows.rowCount, true, [], [])
  }

  /// The rows of each cluster, clusters in the order of their first rows. Rows without weight do not count.
  ///
  /// - Throws: `LogitError` unless there is a number for each row, and at least two clusters.
  init(clusters: [Int32], rows: RegressionRows) throws(LogitError) {
    guard clusters.count == rows.rowCount else {
      throw .rowCountMismatch(name: "clusters", expected: rows.rowCount, found: clusters.count)
    }
    var numbers: [Int32: Int] = [:]
    var (places, counts): ([Int], [Int]) = ([], [])
    places.reserveCapacity(clusters.count)
    for (row, cluster) in clusters.enumerated() {
      guard rows.counts(row) else {
        places.append(-1)
        continue
      }
      if let number = numbers[cluster] {
        places.append(number)
        counts[number] += 1
      } else {
        numbers[cluster] = counts.count
        places.append(counts.count)
        counts.append(1)
      }
    }
    try LogitError.require(
      counts.count >= 2, "The number of clusters", counts.count, "at least 2, for errors that clusters give")
    var starts = [0]
    for count in counts { starts.append((starts.last ?? 0) + count) }
    var (next, order) = (starts, [Int32](repeating: 0, count: starts.last ?? 0))
    for (row, place) in places.enumerated() where place >= 0 {
      order[next[place]] = Int32(row)
      next[place] += 1
    }
    (self.count, areSingle, self.order, self.starts) = (counts.count, false, order, starts)
  }

  /// The places of a group's rows.
  func range(_ group: Int) -> Range<Int> {
    areSingle ? group..<group + 1 : starts[group]..<starts[group + 1]
  }

  /// The row at a place.
  func row(_ place: Int) -> Int { areSingle ? place : Int(order[place]) }
}
