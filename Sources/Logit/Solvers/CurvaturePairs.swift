/// The last steps of a search and the changes of the gradient along them, from which BFGS makes a direction.
struct CurvaturePairs {
  /// How many are kept: as many as may show curvature, few against what a pass over the rows costs.
  private static let capacity = 20

  private var steps: [[Double]]
  private var changes: [[Double]]
  /// Of each pair 1 / sᵀy.
  private var inverses: [Double]
  private var weights: [Double]
  private var scratch: [Double]
  private var count = 0
  /// The place of the next pair, that of the oldest once all are taken.
  private var next = 0

  /// Takes the memory for pairs of vectors of some length.
  init(length: Int) {
    scratch = [Double](repeating: 0, count: length)
    steps = (0..<Self.capacity).map { _ in [Double](repeating: 0, count: length) }
    changes = (0..<Self.capacity).map { _ in [Double](repeating: 0, count: length) }
    inverses = [Double](repeating: 0, count: Self.capacity)
    weights = inverses
  }

  var isEmpty: Bool { count == 0 }

  mutating func removeAll() { (count, next) = (0, 0) }

  /// Takes the step between two points in, if it shows curvature.
  mutating func append(from old: SearchPoint, to new: SearchPoint) {
    Vectors.combine(new.coefficients, -1, old.coefficients, into: &steps[next])
    Vectors.combine(new.gradient, -1, old.gradient, into: &changes[next])
    let product = Vectors.dot(steps[next], changes[next])
    guard product > 0, (1 / product).isFinite else { return }
    inverses[next] = 1 / product
    next = (next + 1) % Self.capacity
    count = min(count + 1, Self.capacity)
  }

  /// direction = −H g with the inverse H that the pairs make of the preconditioner's.
  ///
  /// - Returns: The slope along it, gᵀ direction.
  mutating func direction(
    at gradient: [Double], _ preconditioner: inout CurvaturePreconditioner?, into direction: inout [Double]
  ) -> Double {
    Vectors.copy(gradient, into: &direction)
    Vectors.scale(&direction, by: -1)
    for age in 0..<count {
      let place = place(age)
      weights[place] = inverses[place] * Vectors.dot(steps[place], direction)
      Vectors.add(-weights[place], changes[place], to: &direction)
    }
    applyFirst(&preconditioner, to: &direction)
    for age in (0..<count).reversed() {
      let place = place(age)
      let weight = inverses[place] * Vectors.dot(changes[place], direction)
      Vectors.add(weights[place] - weight, steps[place], to: &direction)
    }
    return Vectors.dot(gradient, direction)
  }

  /// The matrix before the pairs: the preconditioner's inverse, or the identity, by a factor that the last
  /// pair says: sᵀy / yᵀM⁻¹y.
  private mutating func applyFirst(
    _ preconditioner: inout CurvaturePreconditioner?, to vector: inout [Double]
  ) {
    var factor = 1.0
    if count > 0 {
      let last = place(0)
      if preconditioner == nil {
        factor = 1 / (inverses[last] * Vectors.dot(changes[last], changes[last]))
      } else {
        preconditioner?.solve(changes[last], into: &scratch)
        factor = 1 / (inverses[last] * Vectors.dot(changes[last], scratch))
      }
    }
    if preconditioner != nil {
      Vectors.copy(vector, into: &scratch)
      preconditioner?.solve(scratch, into: &vector)
    }
    if factor.isFinite, factor > 0 { Vectors.scale(&vector, by: factor) }
  }

  /// Where the pair of some age is; 0 is the last.
  private func place(_ age: Int) -> Int { (next - 1 - age + 2 * Self.capacity) % Self.capacity }
}
