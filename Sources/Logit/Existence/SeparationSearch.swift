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
    var part = Part()
    for _ in 0..<mostRounds {
      guard let least = nearest(to: target, &part) else { break }
      let coefficients = coefficients(least)
      let pass = examine(coefficients, part.factors)
      if pass.isOverlapProved {
        return isAboveRounding(least, part.vectors)
          ? .overlap : .unsettled("the classes overlap by less than rounding, or not at all")
      }
      if pass.broken.isEmpty { return .direction(coefficients) }
      guard offer(pass.broken, &part) else {
        return .unsettled("rounding hides whether a direction separates")
      }
    }
    return .unsettled("the search for a separating direction did not end")
  }

  /// What is found of a combination of coefficients.
  enum Lowering {
    /// No direction that fulfils all inequalities lowers it.
    case none
    /// This one does.
    case direction([Double])
    /// It is not known.
    case unsettled
  }

  /// What is left of a combination beside its length, below which inequalities make it up.
  private static let leastRest = 1e-8

  /// Looks for a direction that fulfils all inequalities a and lowers a combination f of coefficients.
  ///
  /// There is none if and only if f is a sum of inequalities with factors that are not negative (Farkas). The sum u
  /// that comes nearest to f leaves r = u − f, and if that is not 0, G⁻¹r fulfils all and makes f −‖r‖².
  ///
  /// - Parameters:
  ///   - combination: f, one factor for each coefficient.
  ///   - part: The inequalities that took part in the last search, which this one begins with.
  ///   - budget: How many products may be worked out; those that are, about, are subtracted.
  func direction(lowering combination: [Double], from part: inout Part, budget: inout Int) -> Lowering {
    var target = factor.gather(combination.map { -$0 })
    factor.solveLower(&target)
    let length = Self.length(target)
    guard length > 0 else { return .unsettled }
    part.factors = [:]
    for _ in 0..<mostRounds {
      guard budget > 0, let least = nearest(to: target, &part) else { return .unsettled }
      guard Self.length(least.residual) > Self.leastRest * length else { return .none }
      let coefficients = coefficients(least)
      budget -=
        open.rows.count * (pairs.classCount - 1) * pairs.width + 2 * least.active.count * part.vectors.count
      let broken = examine(coefficients, [:]).broken
      if broken.isEmpty { return .direction(coefficients) }
      guard offer(broken, &part) else { return .unsettled }
    }
    return .unsettled
  }

  private static func length(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  private var mostRounds: Int { 40 + 20 * factor.rank }

  /// The inequalities that take part in a least squares: those in use first, with their vectors L⁻¹ a, and the
  /// factors of those in use.
  struct Part {
    fileprivate var codes: [Int] = []
    fileprivate var vectors: [Double] = []
    fileprivate var factors: [Int: Double] = [:]
  }

  /// The least squares over the inequalities that take part, whose factors are set; `nil` if it does not end.
  private func nearest(to target: [Double], _ part: inout Part) -> NonNegativeLeastSquares? {
    let start = part.codes.enumerated().compactMap { index, code in
      part.factors[code].map { (index: index, factor: $0) }
    }
    var least = NonNegativeLeastSquares(target: target, vectors: part.vectors, start: start)
    guard least.solve(tolerance: Self.tieTolerance / 10, limit: 200 + 40 * factor.rank) else { return nil }
    part.factors = [:]
    for (index, value) in zip(least.active, least.factors) { part.factors[part.codes[index]] = value }
    return least
  }

  /// G⁻¹ of what a least squares leaves.
  private func coefficients(_ least: NonNegativeLeastSquares) -> [Double] {
    var direction = least.residual
    factor.solveUpper(&direction)
    return factor.scatter(direction, size: pairs.coefficientCount)
  }

  /// Leaves the inequalities in use and adds those that are broken; false if they were there already.
  private func offer(_ broken: [Int], _ part: inout Part) -> Bool {
    let known = Set(part.codes)
    let fresh = broken.filter { !known.contains($0) }
    guard !fresh.isEmpty else { return false }
    var (codes, vectors): ([Int], [Double]) = ([], [])
    let size = factor.rank
    for (position, code) in part.codes.enumerated() where part.factors[code] != nil {
      codes.append(code)
      vectors += part.vectors[position * size..<(position + 1) * size]
    }
    for code in fresh {
      var vector = factor.gather(pairs.inequality(code))
      factor.solveLower(&vector)
      codes.append(code)
      vectors += vector
    }
    (part.codes, part.vectors) = (codes, vectors)
    return true
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
