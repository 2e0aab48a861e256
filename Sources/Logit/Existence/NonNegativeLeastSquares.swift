/// The combination of vectors with factors that are not negative that comes nearest to −b:
///
///     minimize ‖b + Σᵢ uᵢ qᵢ‖,  uᵢ ≥ 0
///
/// The active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, chapter 23) with an
/// orthonormal basis of the active vectors that is updated as vectors enter and leave.
struct NonNegativeLeastSquares {
  /// The length of a vector.
  let size: Int
  /// b.
  let target: [Double]
  /// The vectors offered, one after the other, and the length of each.
  private let vectors: [Double]
  private let lengths: [Double]
  /// The vectors in use, in the order they entered, and their factors.
  private(set) var active: [Int] = []
  private(set) var factors: [Double] = []
  /// Orthonormal, one vector after the other, and the triangle that makes the active vectors of them:
  /// columns of R, each as long as its position.
  private var basis: [[Double]] = []
  private var triangle: [[Double]] = []
  /// The part of b that the active vectors do not reach: b + Σ uᵢ qᵢ at the end.
  private(set) var residual: [Double]

  /// - Parameters:
  ///   - target: b.
  ///   - vectors: `[count, size]`.
  ///   - start: Vectors in use at the start and their factors, above 0.
  init(target: [Double], vectors: [Double], start: [(index: Int, factor: Double)]) {
    size = target.count
    self.target = target
    self.vectors = vectors
    let size = size
    lengths = stride(from: 0, to: vectors.count, by: max(size, 1)).map {
      Self.length(vectors[$0..<$0 + size])
    }
    residual = target
    for (index, factor) in start where enter(index) { factors[factors.count - 1] = factor }
  }

  /// Goes to the minimum.
  ///
  /// - Parameters:
  ///   - tolerance: A vector enters if its product with the residual is below −`tolerance` times both
  ///     lengths.
  ///   - limit: The most vectors that enter.
  /// - Returns: Whether the minimum was reached.
  mutating func solve(tolerance: Double, limit: Int) -> Bool {
    if !active.isEmpty { settle() }
    // Those that rounding threw out at once, until something else moves.
    var blocked: Set<Int> = []
    for _ in 0..<limit {
      guard let index = steepest(tolerance: tolerance, except: blocked) else { return true }
      guard enter(index) else {
        blocked.insert(index)
        continue
      }
      settle()
      if active.contains(index) { blocked.removeAll() } else { blocked.insert(index) }
    }
    return false
  }

  private func vector(_ index: Int) -> ArraySlice<Double> { vectors[index * size..<(index + 1) * size] }

  private func steepest(tolerance: Double, except blocked: Set<Int>) -> Int? {
    let length = Self.length(residual[...])
    // At rounding there is no direction left.
    guard length > 1e-13 * Self.length(target[...]) else { return nil }
    var best: (index: Int, value: Double)?
    vectors.withUnsafeBufferPointer { vectors in
      residual.withUnsafeBufferPointer { residual in
        for index in lengths.indices where lengths[index] > 0 {
          let vector = UnsafeBufferPointer(rebasing: vectors[index * size..<(index + 1) * size])
          let cosine = Vectors.dot(vector, residual) / (lengths[index] * length)
          if cosine < -tolerance, cosine < best?.value ?? 0, !blocked.contains(index), !active.contains(index)
          {
            best = (index, cosine)
          }
        }
      }
    }
    return best?.index
  }

  private static func product(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in Vectors.dot(x, y) } }
  }

  private static func length(_ x: ArraySlice<Double>) -> Double { product(x, x).squareRoot() }

  /// Moves to the least squares solution over the active vectors, and drops those whose factor would fall
  /// below 0.
  private mutating func settle() {
    while true {
      let goal = leastSquares()
      var (step, leaving) = (1.0, -1)
      for (position, value) in goal.enumerated() where value <= 0 {
        let fraction = factors[position] <= 0 ? 0 : factors[position] / (factors[position] - value)
        if leaving < 0 || fraction < step { (step, leaving) = (fraction, position) }
      }
      guard leaving >= 0 else {
        factors = goal
        break
      }
      for position in factors.indices { factors[position] += step * (goal[position] - factors[position]) }
      factors[leaving] = 0
      for position in factors.indices.reversed() where factors[position] <= 0 { leave(position) }
    }
    residual = target
    for _ in 0..<2 { for direction in basis { Self.project(&residual, direction) } }
  }

  @discardableResult
  private static func project(_ vector: inout [Double], _ direction: [Double]) -> Double {
    let product = Vectors.dot(vector, direction)
    Vectors.add(-product, direction, to: &vector)
    return product
  }

  /// The factors with which the active vectors come nearest to −b.
  private func leastSquares() -> [Double] {
    var rest = target
    var result = basis.map { -Self.project(&rest, $0) }
    // What rounding left is taken up by a second round.
    for (position, direction) in basis.enumerated() { result[position] -= Self.project(&rest, direction) }
    for position in result.indices.reversed() {
      let value = result[position] / triangle[position][position]
      result[position] = value
      for other in 0..<position { result[other] -= triangle[position][other] * value }
    }
    return result
  }

  /// Adds a vector with the factor 0, unless the active ones make it up.
  private mutating func enter(_ index: Int) -> Bool {
    var rest = Array(vector(index))
    var column = basis.map { Self.project(&rest, $0) }
    for (position, direction) in basis.enumerated() { column[position] += Self.project(&rest, direction) }
    let left = Self.length(rest[...])
    guard left > 1e-11 * lengths[index], basis.count < size else { return false }
    basis.append(rest.map { $0 / left })
    triangle.append(column + [left])
    active.append(index)
    factors.append(0)
    return true
  }

  /// Removes the vector at a position; rotations make the rest triangular again.
  private mutating func leave(_ position: Int) {
    active.remove(at: position)
    factors.remove(at: position)
    triangle.remove(at: position)
    for k in position..<triangle.count {
      let (a, b) = (triangle[k][k], triangle[k][k + 1])
      let length = (a * a + b * b).squareRoot()
      let (cosine, sine) = (a / length, b / length)
      for column in k..<triangle.count {
        let (upper, lower) = (triangle[column][k], triangle[column][k + 1])
        triangle[column][k] = cosine * upper + sine * lower
        triangle[column][k + 1] = cosine * lower - sine * upper
      }
      triangle[k].removeLast()
      for j in 0..<size {
        let (upper, lower) = (basis[k][j], basis[k + 1][j])
        basis[k][j] = cosine * upper + sine * lower
        basis[k + 1][j] = cosine * lower - sine * upper
      }
    }
    basis.removeLast()
  }
}
