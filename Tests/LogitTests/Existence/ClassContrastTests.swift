import Testing

@testable import Logit

/// Which classes have finite estimates against each other where some are separated.
@Suite struct ClassContrastTests {
  /// Rows of one column: classes at values where they overlap, and others far from these.
  private static func separation(_ rows: [(x: Double, label: Int32)], classes: Int) throws -> Separation {
    try Separation(
      of: Tensor<Double>(rows.map(\.x), shape: [rows.count, 1]), rows.map(\.label), classCount: classes)
  }

  /// Classes each of which has rows at −1, 0 and 1 about a place of its own.
  private static func rows(_ places: [Double]) -> [(x: Double, label: Int32)] {
    places.enumerated().flatMap { label, place in [-1.0, 0, 1].map { (place + $0, Int32(label)) } }
  }

  @Test(
    "Classes are in groups by whether any of their coefficients differ without end",
    arguments: [
      ([0, 0, 0], [[0, 1, 2]]), ([0, 0, 9], [[0, 1], [2]]), ([9, 0, 0], [[0], [1, 2]]),
      ([0, 9, 0], [[0, 2], [1]]), ([0, 9, 18], [[0], [1], [2]]), ([0, 9, 0, 9], [[0, 2], [1, 3]]),
      ([0, 1, 9, 10], [[0, 1], [2, 3]]), ([0, 9], [[0], [1]]), ([0, 1], [[0, 1]]),
    ] as [([Double], [[Int]])])
  func groups(places: [Double], expected: [[Int]]) throws {
    let found = try Self.separation(Self.rows(places), classes: places.count)
    #expect(found.finiteGroups == expected)
  }

  @Test("One class of three apart has coefficients that grow, and the others only against it")
  func oneApart() throws {
    let found = try Self.separation(Self.rows([0, 0, 9]), classes: 3)
    #expect(found.kind == .quasi)
    #expect(found.coefficients == [[.finite], [.positiveInfinity]])
    #expect(found.intercepts == [.finite, .negativeInfinity])
    #expect(found.coefficients(against: 1) == [[.finite], [.positiveInfinity]])
    #expect(found.coefficients(against: 2) == [[.negativeInfinity], [.negativeInfinity]])
    #expect(found.intercepts(against: 2) == [.positiveInfinity, .positiveInfinity])
  }

  @Test("A level without rows of one class of three moves only that level's coefficient of that class")
  func level() throws {
    // Two levels, as a column of 0 and 1; the third class is never at 1.
    var rows: [(x: Double, label: Int32)] = []
    for label in [Int32(0), 1, 2] {
      for x in label == 2 ? [0, 0] : [0, 0, 1] { rows.append((Double(x), label)) }
    }
    let found = try Self.separation(rows, classes: 3)
    #expect(found.kind == .quasi && found.finiteGroups == [[0, 1], [2]])
    #expect(found.coefficients == [[.finite], [.negativeInfinity]])
    #expect(found.intercepts == [.finite, .finite])
  }

  @Test("A coefficient that can be added with either sign to what separates is not finite")
  func span() throws {
    // The first column separates; the second is 0 where the classes meet, and of both signs on both sides
    // elsewhere.
    let x: [Double] = [-1, -1, 0, 0, 1, 1]
    let z: [Double] = [-1, 1, 0, 0, -1, 1]
    let values = zip(x, z).flatMap { [$0, $1] }
    let found = try Separation(
      of: Tensor<Double>(values, shape: [6, 2]), [0, 0, 0, 1, 1, 1], classCount: 2)
    #expect(found.kind == .quasi && found.intercepts == [.finite])
    #expect(found.coefficients[0][0] == .positiveInfinity && found.coefficients[0][1] != .finite)
  }

  @Test(
    "What a class is compared with changes signs and no more: a class taken as the first has the same limits")
  func renumbered() throws {
    for places in [[0, 0, 9], [9, 0, 0], [0, 9, 0, 9], [0, 1, 9, 10]] as [[Double]] {
      let rows = Self.rows(places)
      let found = try Self.separation(rows, classes: places.count)
      for reference in places.indices {
        let order = [reference] + places.indices.filter { $0 != reference }
        let numbers = order.indices.map { place in Int32(order.firstIndex(of: place) ?? 0) }
        let again = try Self.separation(
          rows.map { ($0.x, numbers[Int($0.label)]) }, classes: places.count)
        func isFinite(_ limits: [[Separation.Limit]]) -> [[Bool]] { limits.map { $0.map { $0 == .finite } } }
        #expect(isFinite(found.coefficients(against: reference)) == isFinite(again.coefficients))
      }
    }
  }
}
