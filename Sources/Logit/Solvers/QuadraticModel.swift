/// The quadratic model of a mean loss near some coefficients, g·d + ½ dᵀHd, and its minimum together with a
/// penalty.
///
/// Two kinds of steps take turns. Newton's step moves the coefficients that are not 0 and not at a bound to where the
/// model would be smallest if none of them became 0 (``FreeStep``); those that would change their sign become 0. Sweeps
/// of coordinate descent on H (Friedman, Hastie and Tibshirani 2010, "covariance updates") then let coefficients
/// that are 0 come in, and others go. Where columns are correlated sweeps alone take many times as long: they pass what
/// all coefficients have in common on from one to the next.
struct QuadraticModel {
  /// Sweeps between two of Newton's steps, and where these are of little use.
  private static let (sweepLimit, manySweeps) = (4, 20)
  /// Of so few coefficients sweeps cost next to nothing, and come first.
  private static let fewCoefficients = 32

  private var hessian: HessianRows
  /// The derivatives of the model, as long as a row of H.
  private var slopes: [Double] = []
  private var free = FreeStep()

  private var count: Int { hessian.count }

  /// - Parameter hessian: H.
  init(_ hessian: HessianRows) { self.hessian = hessian }

  /// Moves coefficients to the minimum.
  ///
  /// - Parameters:
  ///   - gradient: g, of the loss alone.
  ///   - coefficients: Where the model was made.
  ///   - terms: What holds for each coefficient.
  ///   - tolerance: The largest breach of the model's optimality conditions that is left.
  /// - Returns: The minimum.
  mutating func minimum(
    gradient: [Double], from coefficients: [Double], terms: [ElasticPenalty.Term], tolerance: Double
  ) -> [Double] {
    var point = coefficients
    slopes = hessian.padded(gradient)
    if count <= Self.fewCoefficients, sweep(&point, terms, limit: Self.manySweeps, tolerance: tolerance) {
      return point
    }
    for _ in 0..<100 {
      let hasMoved = stepOnFree(&point, terms, tolerance: tolerance)
      // Where Newton's step does not lead to the minimum, sweeps must: as many as take as long as a factorization.
      let limit =
        hasMoved && !free.isPartial ? Self.sweepLimit : max(Self.manySweeps, free.count / 12)
      if sweep(&point, terms, limit: limit, tolerance: tolerance) { break }
    }
    return point
  }

  /// Takes in what the gradient turned out to change by over a step (Broyden, Fletcher, Goldfarb, Shanno): H
  /// follows the loss without another pass over the rows.
  mutating func update(step: [Double], change: [Double]) {
    let moved = (0..<count).filter { step[$0] != 0 }
    let product = hessian.product(moved.map { Int32($0) }, moved.map { step[$0] })
    var (curvature, expected) = (0.0, 0.0)
    for j in 0..<count {
      curvature += step[j] * change[j]
      expected += step[j] * product[j]
    }
    guard expected > 0, curvature > 1e-3 * expected, curvature < 1e3 * expected else { return }
    hessian.addSquare(hessian.padded(change), over: curvature)
    hessian.addSquare(product, over: -expected)
    free.forget()
  }

  // MARK: - Coordinate descent

  /// - Returns: Whether the tolerance was reached.
  private mutating func sweep(
    _ point: inout [Double], _ terms: [ElasticPenalty.Term], limit: Int, tolerance: Double
  ) -> Bool {
    let hessian = hessian
    return slopes.withUnsafeMutableBufferPointer { slopes in
      terms.withUnsafeBufferPointer { terms in
        point.withUnsafeMutableBufferPointer { point in
          for _ in 0..<limit {
            var largest = 0.0
            for j in 0..<terms.count {
              let breach = terms[j].breach(point[j], slope: slopes[j])
              largest = max(largest, breach)
              // A step costs a row of H, so those that need none take none.
              guard breach > tolerance else { continue }
              let target = terms[j].minimum(from: point[j], slope: slopes[j], curvature: hessian.diagonal(j))
              let step = target - point[j]
              guard step != 0 else { continue }
              point[j] = target
              hessian.add(row: j, times: step, to: slopes)
            }
            if largest <= tolerance { return true }
          }
          return false
        }
      }
    }
  }

  // MARK: - Newton's step

  /// - Returns: Whether it went down.
  private mutating func stepOnFree(
    _ point: inout [Double], _ terms: [ElasticPenalty.Term], tolerance: Double
  ) -> Bool {
    let indices = (0..<count).filter { j in
      let term = terms[j]
      return (point[j] != 0 || term.absolute == 0) && point[j] > term.lower && point[j] < term.upper
    }
    guard !indices.isEmpty else { return false }
    let descent = indices.map { j in
      let sign = point[j] > 0 ? 1.0 : point[j] < 0 ? -1.0 : 0
      return -(slopes[j] + terms[j].square * point[j] + terms[j].absolute * sign)
    }
    let direction = free.solve(
      indices, descent, squares: indices.map { terms[$0].square }, tolerance: tolerance / 2, hessian)
    let targets = zip(indices, direction).map { point[$0] + $1 }
    let inside = zip(indices, targets).map { Self.inside($1, from: point[$0], terms[$0]) }
    if move(indices, to: inside, &point, terms) { return true }
    // Beyond the first coefficient that becomes 0 or reaches its bound, the function is another one.
    var length = 1.0
    for (place, j) in indices.enumerated() where inside[place] != targets[place] {
      length = min(length, (inside[place] - point[j]) / direction[place])
    }
    guard length < 1 else { return false }
    return move(
      indices,
      to: indices.enumerated().map { place, j in
        let target = point[j] + length * direction[place]
        return Self.inside(target, from: point[j], terms[j])
      }, &point, terms)
  }

  /// Where a coefficient ends that is to move without changing its sign, if it has a penalty on its absolute value, or leaving
  /// its range.
  private static func inside(_ target: Double, from beta: Double, _ term: ElasticPenalty.Term) -> Double {
    let keepsSign = term.absolute == 0 || target * beta >= 0
    return min(max(keepsSign ? target : 0, term.lower), term.upper)
  }

  /// Moves coefficients if that makes the model smaller.
  private mutating func move(
    _ indices: [Int], to targets: [Double], _ point: inout [Double], _ terms: [ElasticPenalty.Term]
  ) -> Bool {
    var moved = slopes
    let steps = zip(indices, targets).map { $1 - point[$0] }
    hessian.add(indices.map { Int32($0) }, steps, to: &moved)
    var change = 0.0
    for (place, j) in indices.enumerated() {
      change += steps[place] * (slopes[j] + moved[j]) / 2
      change += terms[j].value(targets[place]) - terms[j].value(point[j])
    }
    guard change < 0 else { return false }
    slopes = moved
    for (place, j) in indices.enumerated() { point[j] = targets[place] }
    return true
  }
}
