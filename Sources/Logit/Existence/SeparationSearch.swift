/// Finds a direction in which open inequalities hold, some of them strictly, or proves that there is none.
///
/// With a the inequalities and w > 0, either weights r > 0 exist with Σ r a = 0, and no direction fulfils any
/// inequality strictly (the rows overlap), or the sum d = Σ (w + u) a of least length over u ≥ 0 is not 0.
/// Length is measured by G = Σ w a aᵀ, as ‖d‖² = dᵀG⁻¹d. At the minimum c = G⁻¹d fulfils all inequalities,
/// and Σ w aᵀc = ‖d‖² is above 0, so c separates. This is the dual of the linear programme of Konis (2007);
/// its conditions of optimality, and the alternative, are Albert and Anderson's (1984).
///
/// On the way there, the weights w (1 − aᵀc) + u have the sum 0 exactly. As soon as all are above 0 the
/// overlap is proved, mostly long before d is 0.
struct SeparationSearch {
  enum Outcome {
    case overlap
    /// Coefficients that separate.
    case direction([Double])
    case unsettled(String)
  }

  /// A left side of at most this times its scale counts as 0: what rounding makes of a tie.
  static let tieTolerance = 1e-9

  let pairs: ClassPairRows
  let open: ClassPairRows.Open
  let factor: SkippingCholesky
  /// L⁻¹ Σ w a.
  private let target: [Double]

  init(_ pairs: ClassPairRows, _ open: ClassPairRows.Open, tolerance: Double, leastShare: Double = 0) {
    self.pairs = pairs
    self.open = open
    let sums = pairs.sums(open)
    factor = SkippingCholesky(
      sums.gram, size: pairs.coefficientCount, tolerance: tolerance, leastShare: leastShare)
    var target = factor.gather(sums.target)
    factor.solveLower(&target)
    self.target = target
  }

  /// Alternates between the least squares over a few inequalities and a pass over all, which finds those that
  /// the direction breaks most.
  func run() -> Outcome {
    // Nothing open leaves a direction.
    guard factor.rank > 0 else { return .overlap }
    var factors: [Int: Double] = [:]
    var offered: [Int] = []
    var vectors: [Double] = []
    for _ in 0..<40 + 20 * factor.rank {
      let positions = Dictionary(uniqueKeysWithValues: offered.enumerated().map { ($1, $0) })
      let start = offered.compactMap { code in
        factors[code].flatMap { factor in positions[code].map { (index: $0, factor: factor) } }
      }
      var least = NonNegativeLeastSquares(target: target, vectors: vectors, start: start)
      guard least.solve(tolerance: Self.tieTolerance / 10, limit: 200 + 40 * factor.rank) else {
        return .unsettled("the search for a separating direction did not end")
      }
      factors = [:]
      for (index, value) in zip(least.active, least.factors) { factors[offered[index]] = value }
      var direction = least.residual
      factor.solveUpper(&direction)
      let coefficients = factor.scatter(direction, size: pairs.coefficientCount)
      let pass = examine(coefficients, factors)
      if pass.isOverlapProved {
        return isAboveRounding(least, vectors)
          ? .overlap : .unsettled("the classes overlap by less than rounding, or not at all")
      }
      if pass.broken.isEmpty { return .direction(coefficients) }
      let known = Set(offered)
      let fresh = pass.broken.filter { !known.contains($0) }
      guard !fresh.isEmpty else { return .unsettled("rounding hides whether a direction separates") }
      (offered, vectors) = offer(factors, fresh, offered, vectors)
    }
    return .unsettled("the search for a separating direction did not end")
  }

  /// The inequalities offered next, those in use first, and their vectors L⁻¹ a.
  private func offer(
    _ factors: [Int: Double], _ fresh: [Int], _ offered: [Int], _ vectors: [Double]
  ) -> ([Int], [Double]) {
    var (codes, values): ([Int], [Double]) = ([], [])
    let size = factor.rank
    for (position, code) in offered.enumerated() where factors[code] != nil {
      codes.append(code)
      values += vectors[position * size..<(position + 1) * size]
    }
    for code in fresh {
      var vector = factor.gather(pairs.inequality(code))
      factor.solveLower(&vector)
      codes.append(code)
      values += vector
    }
    return (codes, values)
  }

  /// Whether the weights r of the proof are so much larger than the rounding of Σ r a that what is missing to
  /// 0 can be taken from them.
  private func isAboveRounding(_ least: NonNegativeLeastSquares, _ vectors: [Double]) -> Bool {
    var sum = Double(open.rows.count)
    for (index, value) in zip(least.active, least.factors) {
      let vector = vectors[index * least.size..<(index + 1) * least.size]
      sum += value * vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let smallest = pairs.shares.min() ?? 1
    return sum * 4 * Double.ulpOfOne < 0.25 * smallest.squareRoot()
  }

  /// What one pass over the open inequalities finds: those that are broken most, and whether the weights
  /// w (1 − aᵀc) + u are all above 0.
  private func examine(
    _ coefficients: [Double], _ factors: [Int: Double]
  ) -> (broken: [Int], isOverlapProved: Bool) {
    let wanted = 2 * factor.rank + 20
    var isOverlapProved = true
    var broken: [(value: Double, code: Int)] = []
    broken.reserveCapacity(4 * wanted)
    var cut = -Self.tieTolerance
    pairs.forEach(open, at: coefficients) { code, value, most in
      if value > 0.99, value > 0.99 * (1 + (factors[code] ?? 0) / pairs.shares[code % pairs.classCount]) {
        isOverlapProved = false
      }
      guard value < cut * most else { return }
      broken.append((value / most, code))
      if broken.count == 4 * wanted {
        broken.sort { ($0.value, $0.code) < ($1.value, $1.code) }
        broken.removeLast(3 * wanted)
        cut = broken[wanted - 1].value
      }
    }
    broken.sort { ($0.value, $0.code) < ($1.value, $1.code) }
    return (broken.prefix(wanted).map(\.code), isOverlapProved)
  }
}
