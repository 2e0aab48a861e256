/// The search for the minimum of a convex quadratic function and a penalty,
///
///     q(β) = g·(β − β₀) + ½ (β − β₀)ᵀ H (β − β₀) + Σⱼ penaltyⱼ(βⱼ),   lowerⱼ ≤ βⱼ ≤ upperⱼ.
///
/// Coefficients that are not 0 and not at a bound are free; while none of them becomes 0 or reaches a bound,
/// q is quadratic in them: a face. A turn of the search has two parts, and neither ever makes q larger:
///
/// 1. Coefficients that are at 0 or at a bound and breach their optimality conditions are moved to where q is
///    smallest, one after the other. They are free from then on.
/// 2. The smallest q of the face, and of the smaller faces that its bounds lead to, is looked for. First all
///    coefficients that Newton's step takes too far are put on their ends at once, as often as it takes (Kim
///    and Park 2010, "block principal pivoting"). Where that does not make q smaller, one at a time is: a
///    step ends where the first coefficient comes to its end (Lawson and Hanson 1974), and so it goes on
///    until a step reaches the minimum of a face.
///
/// A turn ends at the minimum of a face with a smaller q than the turn before, so no face comes twice and the
/// search ends, however near to each other columns are. Without the second way (with sweeps of coordinate
/// descent in between, for instance) the set of free coefficients may go round in a circle.
struct PenalizedQuadratic {
  /// The most turns. Paths take one or two for each λ, hard problems with hundreds of nearly equal columns
  /// some tens.
  private static let turnLimit = 500
  /// How often coefficients are put on their ends all at once.
  private static let pivotLimit = 10

  private let hessian: SymmetricMatrix
  private let terms: [ElasticPenalty.Term]
  /// β.
  private(set) var point: [Double]
  /// g + H (β − β₀).
  private var slopes: [Double]
  /// Newton's steps.
  private(set) var faces: FaceSolver

  init(
    _ hessian: SymmetricMatrix, _ terms: [ElasticPenalty.Term], at point: [Double], slopes: [Double],
    factor: FaceFactor? = nil
  ) {
    self.hessian = hessian
    self.terms = terms
    self.point = point
    self.slopes = slopes
    faces = FaceSolver(hessian, terms, factor)
  }

  /// The largest breach of the optimality conditions.
  var largestBreach: Double {
    point.indices.reduce(0) { max($0, terms[$1].breach(point[$1], slope: slopes[$1])) }
  }

  /// Makes q smaller until the optimality conditions hold.
  ///
  /// - Parameter tolerance: The largest breach that is left.
  /// - Returns: The number of turns.
  mutating func descend(tolerance: Double) -> Int {
    for turn in 0..<Self.turnLimit {
      if largestBreach <= tolerance { return turn }
      let isReleased = moveCoefficients(tolerance, includingFree: false)
      let isLower = descendOnFace(tolerance)
      // What rounding hides from Newton's step may still show in a single coefficient.
      if !isReleased, !isLower, !moveCoefficients(tolerance, includingFree: true) { return turn + 1 }
    }
    return Self.turnLimit
  }

  // MARK: - Coordinate descent

  /// Moves coefficients that breach their conditions to where q is smallest, one after the other.
  ///
  /// - Returns: Whether any was moved.
  private mutating func moveCoefficients(_ tolerance: Double, includingFree: Bool) -> Bool {
    var hasMoved = false
    for j in point.indices where includingFree || !isFree(j) {
      guard terms[j].breach(point[j], slope: slopes[j]) > tolerance else { continue }
      let target = terms[j].minimum(from: point[j], slope: slopes[j], curvature: hessian[j, j])
      guard target != point[j] else { continue }
      move([j], to: [target])
      hasMoved = true
    }
    return hasMoved
  }

  /// Whether q has derivatives by a coefficient in both directions, and a curvature.
  private func isFree(_ j: Int) -> Bool {
    let term = terms[j]
    return (point[j] != 0 || term.absolute == 0) && point[j] > term.lower && point[j] < term.upper
      && hessian[j, j] + term.square > 0
  }

  // MARK: - The minimum of a face

  /// - Returns: Whether q became smaller.
  private mutating func descendOnFace(_ tolerance: Double) -> Bool {
    let start = (point: point, slopes: slopes)
    var face = point.indices.filter { isFree($0) }
    for _ in 0..<Self.pivotLimit {
      guard let step = faces.step(face, point, slopes, tolerance: tolerance), !step.isFlat else { break }
      let limits = zip(face, step.direction).map { limit($0, towards: $1) }
      let targets = face.indices.map { clamp(point[face[$0]] + step.direction[$0], at: limits[$0], $0, step) }
      move(face, to: targets)
      let inside = face.indices.filter { targets[$0] != limits[$0] }
      if inside.count == face.count { break }
      face = inside.map { face[$0] }
    }
    if change(from: start.point, start.slopes) < 0 { return true }
    (point, slopes) = start
    return descendToEnds(tolerance)
  }

  /// Goes on to the first end that a coefficient comes to, again and again, until a step has none.
  ///
  /// - Returns: Whether q became smaller.
  private mutating func descendToEnds(_ tolerance: Double) -> Bool {
    let start = (point: point, slopes: slopes)
    var face = point.indices.filter { isFree($0) }
    while let step = faces.step(face, point, slopes, tolerance: tolerance) {
      let limits = zip(face, step.direction).map { limit($0, towards: $1) }
      let reaches = face.indices.map { a in
        step.direction[a] == 0 ? .infinity : (limits[a] - point[face[a]]) / step.direction[a]
      }
      let length = min(step.length, reaches.min() ?? .infinity)
      // Nothing ends a way on which q falls for ever.
      guard length.isFinite else { break }
      let targets = face.indices.map { a in
        reaches[a] <= length
          ? limits[a] : clamp(point[face[a]] + length * step.direction[a], at: limits[a], a, step)
      }
      move(face, to: targets)
      if reaches.allSatisfy({ $0 > length }) { break }
      face.removeAll { !isFree($0) }
    }
    if change(from: start.point, start.slopes) < 0 { return true }
    (point, slopes) = start
    return false
  }

  /// Where a coefficient comes to the end of its face: at 0 if it changes its sign, else at its bound.
  private func limit(_ j: Int, towards step: Double) -> Double {
    let (beta, term) = (point[j], terms[j])
    if step > 0 { return beta < 0 && term.absolute > 0 ? min(0, term.upper) : term.upper }
    return beta > 0 && term.absolute > 0 ? max(0, term.lower) : term.lower
  }

  private func clamp(_ target: Double, at limit: Double, _ a: Int, _ step: FaceSolver.Step) -> Double {
    step.direction[a] > 0 ? min(target, limit) : max(target, limit)
  }

  private mutating func move(_ coefficients: [Int], to targets: [Double]) {
    var (rows, factors): ([Int32], [Double]) = ([], [])
    rows.reserveCapacity(targets.count)
    factors.reserveCapacity(targets.count)
    for (j, target) in zip(coefficients, targets) {
      guard target != point[j] else { continue }
      rows.append(Int32(j))
      factors.append(target - point[j])
      point[j] = target
    }
    hessian.addRows(rows, times: factors, to: &slopes)
  }

  /// What q changed by, each coefficient's part by itself so that little is lost to rounding.
  private func change(from old: [Double], _ oldSlopes: [Double]) -> Double {
    var sum = 0.0
    for j in point.indices where point[j] != old[j] {
      let (term, step) = (terms[j], point[j] - old[j])
      let slope = (slopes[j] + oldSlopes[j] + term.square * (point[j] + old[j])) / 2
      sum += slope * step + term.absolute * (abs(point[j]) - abs(old[j]))
    }
    return sum
  }
}
