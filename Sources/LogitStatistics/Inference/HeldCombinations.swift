/// Linear combinations aᵣᵀ β of coefficients that are held at values, and the directions in which
/// coefficients can move without changing them.
struct HeldCombinations {
  /// A combination of which less than this share is left without those before it says the same as they do.
  private static let leastShare = 1e-12

  let coefficientCount: Int
  let directions: [[Double]]
  let values: [Double]
  /// Orthonormal directions that change none, `[free, coefficients]`.
  let free: [[Double]]
  /// Which elements of each free direction are not 0: one or two where single coefficients are held.
  private let supports: [[Int]]

  /// Fails if directions are linearly dependent, or 0.
  init?(_ held: [(direction: [Double], value: Double)], coefficientCount count: Int) {
    (directions, values) = (held.map(\.direction), held.map(\.value))
    coefficientCount = count
    // The product of Householder reflections that makes the directions triangular: its first rows span them,
    // the others are free.
    var basis = (0..<count).map { i in (0..<count).map { $0 == i ? 1.0 : 0 } }
    for (r, direction) in directions.enumerated() {
      guard r < count else { return nil }
      // The direction as the reflections so far leave it.
      var image = basis.map { Self.product($0, direction) }
      let rest = Self.product(image[r...], image[r...]).squareRoot()
      guard rest > Self.leastShare * Self.product(direction, direction).squareRoot() else { return nil }
      for i in 0..<r { image[i] = 0 }
      image[r] += image[r] < 0 ? -rest : rest
      let square = Self.product(image, image)
      let mirrored = (0..<count).map { j in (r..<count).reduce(0) { $0 + image[$1] * basis[$1][j] } }
      for i in r..<count where image[i] != 0 {
        let share = 2 * image[i] / square
        for j in 0..<count { basis[i][j] -= share * mirrored[j] }
      }
    }
    free = Array(basis[directions.count...])
    supports = free.map { direction in direction.indices.filter { direction[$0] != 0 } }
  }

  /// How far the held combinations are from their values.
  func excess(at coefficients: [Double]) -> [Double] {
    zip(directions, values).map { Self.product($0, coefficients) - $1 }
  }

  /// The part of a gradient along the free directions, as components of them.
  func components(_ gradient: [Double]) -> [Double] { free.indices.map { component(gradient, $0) } }

  private func component(_ vector: [Double], _ index: Int) -> Double {
    var sum = 0.0
    for i in supports[index] { sum += free[index][i] * vector[i] }
    return sum
  }

  /// The step with such components.
  func step(_ components: [Double]) -> [Double] {
    var step = [Double](repeating: 0, count: coefficientCount)
    for (index, component) in components.enumerated() {
      for j in supports[index] { step[j] += component * free[index][j] }
    }
    return step
  }

  /// A symmetric matrix between the free directions, `[free, free]`.
  func reduced(_ matrix: [Double]) -> [Double] {
    if directions.isEmpty { return matrix }
    var reduced = [Double](repeating: 0, count: free.count * free.count)
    var image = [Double](repeating: 0, count: coefficientCount)
    for index in free.indices {
      for j in image.indices { image[j] = 0 }
      for i in supports[index] {
        let share = free[index][i]
        for j in image.indices { image[j] += share * matrix[i * coefficientCount + j] }
      }
      for other in free.indices { reduced[index * free.count + other] = component(image, other) }
    }
    return reduced
  }

  static func product(_ one: some Collection<Double>, _ other: some Collection<Double>) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
