/// The system A d = b of a face, with A the rows and columns of H that are the free coefficients' and the
/// ridge.
struct FaceSystem {
  /// A curvature below this share of what the diagonal alone would give is rounding.
  private static let leastCurvature = 1e-14

  private let face: [Int]
  private let indices: [Int32]
  private let right: [Double]
  private let hessian: SymmetricMatrix
  /// The ridge on each free coefficient.
  private let squares: [Double]
  /// The diagonal of A.
  private let diagonal: [Double]

  /// - Parameters:
  ///   - face: The free coefficients.
  ///   - right: b.
  ///   - hessian: H.
  ///   - terms: What holds for each coefficient.
  init(_ face: [Int], _ right: [Double], _ hessian: SymmetricMatrix, _ terms: [ElasticPenalty.Term]) {
    self.face = face
    self.right = right
    self.hessian = hessian
    indices = face.map { Int32($0) }
    squares = face.map { terms[$0].square }
    diagonal = face.map { hessian[$0, $0] + terms[$0].square }
  }

  /// Goes from 0 towards the solution by conjugate gradients.
  ///
  /// Every step on the way leads downhill on ½ dᵀA d − b·d, so what was found within the limit is of use too.
  ///
  /// - Parameters:
  ///   - target: The largest element of the residual b − A d that is left.
  ///   - limit: The most products with A.
  ///   - factor: The preconditioner; by default the diagonal.
  ///   - product: Memory for a product with H.
  /// - Returns: The step, and whether the target was reached.
  func step(
    to target: Double, limit: Int, _ factor: FaceFactor?, _ product: inout [Double]
  ) -> (step: FaceSolver.Step, isExact: Bool) {
    var direction = [Double](repeating: 0, count: face.count)
    var residual = right
    var conditioned = precondition(residual, factor)
    var conjugate = conditioned
    var image = direction
    var slope = Vectors.dot(residual, conditioned)
    for count in 0..<limit {
      multiply(conjugate, &product, into: &image)
      let curvature = Vectors.dot(conjugate, image)
      guard curvature > Self.leastCurvature * diagonalForm(conjugate) else {
        // What was found before it has a curvature.
        if count > 0 { break }
        let length = curvature > 0 ? slope / curvature : .infinity
        return (.init(direction: conjugate, length: length, isFlat: true), true)
      }
      let length = slope / curvature
      Vectors.add(length, conjugate, to: &direction)
      Vectors.add(-length, image, to: &residual)
      if Vectors.largestAbsolute(residual) <= target {
        return (.init(direction: direction, length: 1, isFlat: false), true)
      }
      conditioned = precondition(residual, factor)
      let next = Vectors.dot(residual, conditioned)
      Vectors.scale(&conjugate, by: next / slope, plus: conditioned)
      slope = next
    }
    return (.init(direction: direction, length: 1, isFlat: false), false)
  }

  private func precondition(_ residual: [Double], _ factor: FaceFactor?) -> [Double] {
    factor?.solve(residual, face, diagonal) ?? zip(residual, diagonal).map { $0 / $1 }
  }

  /// image = A conjugate.
  private func multiply(_ conjugate: [Double], _ product: inout [Double], into image: inout [Double]) {
    Vectors.fill(&product, 0)
    hessian.addRows(indices, times: conjugate, to: &product)
    for (a, j) in face.enumerated() { image[a] = product[j] + squares[a] * conjugate[a] }
  }

  private func diagonalForm(_ vector: [Double]) -> Double {
    vector.indices.reduce(0) { $0 + diagonal[$1] * vector[$1] * vector[$1] }
  }
}

/// The Cholesky factor of the system of a face, as a preconditioner for that and for other faces:
/// coefficients that are not in it are divided by their diagonal elements.
struct FaceFactor {
  /// What the diagonal is enlarged by, as a share of it, so that columns that are combinations of others to
  /// rounding have a factor too. It grows by `growth` as long as there is none.
  private static let smallestShift = 1e-13
  private static let growth = 100.0

  private let cholesky: Cholesky
  /// The place in the factor of each of all coefficients; -1 if it has none.
  private let places: [Int]

  /// - Parameters:
  ///   - face: The coefficients of the system.
  ///   - hessian: H.
  ///   - terms: What holds for each coefficient.
  init?(_ face: [Int], _ hessian: SymmetricMatrix, _ terms: [ElasticPenalty.Term]) {
    var places = [Int](repeating: -1, count: hessian.order)
    for (a, j) in face.enumerated() { places[j] = a }
    self.places = places
    let count = face.count
    var matrix = [Double](repeating: 0, count: count * count)
    for (a, i) in face.enumerated() {
      for b in 0...a { matrix[a * count + b] = hessian[i, face[b]] }
      matrix[a * count + a] += terms[i].square
    }
    let diagonal = (0..<count).map { matrix[$0 * count + $0] }
    var shift = Self.smallestShift
    while shift < 1 {
      for a in 0..<count { matrix[a * count + a] = diagonal[a] * (1 + shift) }
      if let found = Cholesky(matrix, order: count) {
        cholesky = found
        return
      }
      shift *= Self.growth
    }
    return nil
  }

  /// The solution of the system for a right side of a face.
  ///
  /// - Parameters:
  ///   - right: One element a coefficient of the face.
  ///   - face: Some of all coefficients.
  ///   - diagonal: Their diagonal elements.
  func solve(_ right: [Double], _ face: [Int], _ diagonal: [Double]) -> [Double] {
    var known = [Double](repeating: 0, count: cholesky.order)
    for (a, j) in face.enumerated() where places[j] >= 0 { known[places[j]] = right[a] }
    cholesky.solve(&known)
    return face.indices.map { places[face[$0]] >= 0 ? known[places[face[$0]]] : right[$0] / diagonal[$0] }
  }
}
