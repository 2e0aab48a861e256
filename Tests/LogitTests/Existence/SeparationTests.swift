import Testing

@testable import Logit

/// A small problem, and by linear programmes whether and where its estimate exists.
private struct SeparationCase: Decodable {
  let rows: Int
  let columns: Int
  let classes: Int
  let intercept: Bool
  let x: [Double]
  let y: [Int32]
  let kind: String
  let limits: [[Int?]]
  let pairs: [[Int]]

  /// Shifted and scaled by powers of 2, so that ties stay exact.
  func separation(scale: Double = 1, shift: Double = 0) throws -> Separation {
    try Separation(
      of: Tensor<Double>(x.map { $0 * scale + shift }, shape: [rows, columns]), y, classCount: classes,
      hasIntercept: intercept)
  }
}

@Suite struct SeparationTests {
  @Test("Kinds, pairs and the limits of coefficients are those that linear programmes give")
  func reference() throws {
    for (index, item) in try Fixture.load("Existence/separation", as: [SeparationCase].self).enumerated() {
      for scale in [1, 0x1p-20, 0x1p30] {
        let found = try item.separation(scale: scale)
        #expect(Self.name(found.kind) == item.kind, "case \(index)")
        #expect(
          found.pairs.map { [$0.first, $0.second, $0.kind == .complete ? 1 : 0] } == item.pairs,
          "case \(index)")
        for (block, expected) in item.limits.enumerated() {
          let limits = found.coefficients[block] + (item.intercept ? [found.intercepts[block]] : [])
          let areDetermined = found.areSignsDetermined(against: 0)[block]
          for (place, expected) in expected.enumerated() {
            // Where both signs are possible the direction found decides, and it is known that others have the other.
            if let expected {
              #expect(limits[place].rawValue == expected, "case \(index), class \(block + 1)")
            } else {
              #expect(limits[place] != .finite)
            }
            #expect(areDetermined[place] == (expected != nil), "case \(index), class \(block + 1), \(place)")
          }
        }
      }
    }
  }

  @Test("An origin far away changes no limit of a column")
  func shifted() throws {
    for item in try Fixture.load("Existence/separation", as: [SeparationCase].self) where item.intercept {
      let found = try item.separation(shift: 0x1p25)
      #expect(Self.name(found.kind) == item.kind)
      for (limits, expected) in zip(found.coefficients, item.limits) {
        for (limit, expected) in zip(limits, expected) {
          if let expected { #expect(limit.rawValue == expected) }
        }
      }
    }
  }

  @Test(
    "Classes that are not separated share what is known of their coefficients, since there may be many pairs")
  func shared() throws {
    func places(_ found: Separation, classes: Int) -> Set<UnsafeRawPointer?> {
      Set(
        (0..<classes).flatMap { reference in
          found.coefficients(against: reference).map { limits in
            limits.withUnsafeBytes { UnsafeRawPointer($0.baseAddress) }
          }
        })
    }
    var random = RandomGenerator(seed: 2)
    let x = Tensor<Float>(random.normal(mean: 0, standardDeviation: 1, shape: [400, 6]))
    let overlapping = try Separation(of: x, (0..<400).map { Int32($0 % 5) }, classCount: 5)
    #expect(overlapping.kind == .none && places(overlapping, classes: 5).count == 1)
    // The last class lies apart; the others share what they are against each other.
    let apart = Tensor<Float>(unsafeUninitializedShape: [400, 6]) { values in
      for index in 0..<2400 {
        values[index] = x[index / 6, index % 6] + (index % 6 == 0 && index / 6 % 5 == 4 ? 100 : 0)
      }
    }
    let separated = try Separation(of: apart, (0..<400).map { Int32($0 % 5) }, classCount: 5)
    #expect(separated.kind == .quasi && separated.finiteGroups == [[0, 1, 2, 3], [4]])
    #expect(places(separated, classes: 5).count == 1 + 2 * 4)
  }

  private static func name(_ kind: Separation.Kind) -> String {
    switch kind {
    case .none: "none"
    case .quasi: "quasi"
    case .complete: "complete"
    case .notSettled(let reason): reason
    }
  }

  /// Rows around a plane: on which side decides the class, but for those `flipped`.
  private static func rows(
    _ count: Int, columns: Int, flipped: (Double) -> Bool
  ) throws -> (x: Tensor<Float>, classes: [Int32]) {
    var generator = RandomGenerator(seed: 5)
    let x = generator.standardNormal(count: count * columns)
    let classes = (0..<count).map { row in
      let z = (0..<columns).reduce(0.0) { $0 + Double(x.scalars[row * columns + $1]) * Double($1 % 3 - 1) }
      return Int32((z > 0) != flipped(z) ? 1 : 0)
    }
    return (try Tensor(x.scalars.map { Float($0) }, shape: [count, columns]), classes)
  }

  @Test("A few rows on the wrong side of a plane are an overlap, none are complete separation")
  func barely() throws {
    let apart = try Self.rows(2000, columns: 8) { _ in false }
    #expect(try Separation(of: apart.x, apart.classes, classCount: 2).kind == .complete)
    let mixed = try Self.rows(2000, columns: 8) { $0.magnitude < 0.02 }
    #expect(try Separation(of: mixed.x, mixed.classes, classCount: 2).kind == .none)
  }

  /// Two rows on the boundary of the first direction have the same value in the column that parts all others, up to
  /// the rounding of its mean.
  @Test(
    "A second direction parts the rows on the boundary of the first, in whatever units columns are",
    arguments: [(1.0, 0.0), (0.0433, 0.0), (1e-7, 0.1), (1.0, 1e4), (3.7e12, 0.3)])
  func secondDirection(scale: Double, shift: Double) throws {
    var generator = RandomGenerator(seed: 9)
    let noise = generator.standardNormal(count: 80).scalars
    var rows: [Double] = []
    for row in 0..<80 {
      let isOnBoundary = row == 39 || row == 40
      rows.append(shift + (isOnBoundary ? 0 : Double(row) - 39.5) * scale)
      rows.append(row == 39 ? 1.49 : row == 40 ? -1.26 : Double(noise[row]))
    }
    let classes = (0..<80).map { Int32($0 < 40 ? 0 : 1) }
    let separation = try Separation(of: Tensor(rows, shape: [80, 2]), classes, classCount: 2)
    #expect(separation.kind == .complete)
    #expect(separation.coefficients == [[.positiveInfinity, .negativeInfinity]])
  }

  @Test("Rows of weight 0 and columns that others make up take no part")
  func unused() throws {
    let x = try Tensor<Float>([1, 2, 0, 2, 4, 0, 3, 6, 0, 4, 8, 1], shape: [4, 3])
    let separation = try Separation(of: x, [0, 1, 0, 1], classCount: 2, weights: [1, 1, 1, 0])
    #expect(separation.kind == .none)
    #expect(separation.aliased == [1, 2])
    let whole = try Separation(of: x, [0, 1, 0, 1], classCount: 2)
    #expect(whole.kind == .quasi)
    #expect(whole.coefficients == [[.finite, .finite, .positiveInfinity]])
    #expect(whole.separatedColumns == [2])
  }

  @Test("A class without rows is separated by its constant")
  func absent() throws {
    let separation = try Separation(of: Tensor<Float>([1, 2, 3], shape: [3, 1]), [0, 0, 0], classCount: 2)
    #expect(separation.kind == .complete)
    #expect(separation.intercepts == [.negativeInfinity])
  }

  @Test("Too many coefficients are not settled, and bad input is refused")
  func limits() throws {
    let wide = try Tensor<Float>((0..<4 * 700).map { Float(($0 * 7919) % 1013) }, shape: [4, 700])
    let many = try Separation(of: wide, [0, 1, 2, 3], classCount: 400)
    guard case .notSettled = many.kind else {
      Issue.record("\(many.kind)")
      return
    }
    let x = try Tensor<Float>([1, .nan], shape: [2, 1])
    #expect(throws: LogitError.self) { try Separation(of: x, [0, 1], classCount: 2) }
    let y = try Tensor<Float>([1, 2], shape: [2, 1])
    #expect(throws: LogitError.self) { try Separation(of: y, [0, 2], classCount: 2) }
  }
}
