import Testing

@testable import Logit

@Suite struct CollinearityTests {
  private static let names = ["a", "b", "c", "d", "e"]

  private static func columns(_ make: (Double, Double, Double) -> [Double], count: Int = 200) throws
    -> Tensor<Double>
  {
    var generator = RandomGenerator(seed: 3)
    let z = generator.standardNormal(count: 3 * count).scalars.map { Double($0) }
    let values = (0..<count).flatMap { make(z[3 * $0], z[3 * $0 + 1], z[3 * $0 + 2]) }
    return try Tensor(values, shape: [count, values.count / count])
  }

  @Test("A combination is found with its factors, as whole numbers where they are")
  func combinations() throws {
    let x = try Self.columns { a, b, c in [a, b, 2 * a - b + 5, c, 0.25 * c + 1000] }
    let found = try Collinearity(of: x)
    #expect(found.kept == [0, 1, 3])
    #expect(found.aliased.map { $0.description(Self.names) } == ["c = 2 a − b + 5", "e = 0.25 d + 1000"])
    #expect(found.near.isEmpty)
  }

  @Test("Rounding a combination to single precision hides nothing")
  func single() throws {
    let x = try Self.columns { a, b, c in [1000 + 100 * a, b, 2 * (1000 + 100 * a) - b, 7, c] }
    let found = try Collinearity(of: Tensor<Float>(x.scalars.map { Float($0) }, shape: x.shape))
    #expect(found.aliased.map { $0.description(Self.names) } == ["c = 2 a − b", "d = 7"])
  }

  @Test("Without an intercept a constant column and a shifted one stand alone")
  func withoutIntercept() throws {
    let x = try Self.columns { a, _, _ in [a, a + 1, 1] }
    let found = try Collinearity(of: x, hasIntercept: false)
    #expect(found.kept == [0, 1])
    #expect(found.aliased.map { $0.description(Self.names) } == ["c = −a + b"])
    let zero = try Self.columns { a, _, _ in [a, 0] }
    #expect(try Collinearity(of: zero, hasIntercept: false).aliased.map(\.column) == [1])
  }

  @Test(
    "A column of large mean and one that differs by a millionth are no combinations", arguments: [1e8, 0])
  func independent(_ mean: Double) throws {
    let x = try Self.columns { a, b, c in [mean + a, mean + a + 1e-6 * b, c] }
    let found = try Collinearity(of: x)
    #expect(found.aliased.isEmpty)
    let group = try #require(found.near.first)
    #expect(found.near.count == 1)
    #expect(group.columns == [0, 1])
    // The correlation is 1 − 5e-13: the eigenvalues are 2 and about 5e-13.
    #expect(group.conditionIndex > 1e6 && group.conditionIndex < 4e6)
    #expect(found.varianceInflations[2] < 1.2)
  }

  @Test("Variance inflation is 1/(1 − R²)")
  func inflation() throws {
    let x = try Tensor<Double>([1, 1, 2, 3, 3, 2, 4, 5, 5, 4], shape: [5, 2])
    let found = try Collinearity(of: x)
    // The correlation is 0.8.
    for value in found.varianceInflations { #expect((value - 1 / 0.36).magnitude < 1e-12) }
  }

  @Test("The levels of a column of which none is left out make up the intercept")
  func levels() throws {
    let values = (0..<30).flatMap { row in [0, 1, 2].map { level in row % 3 == level ? 1.0 : 0 } }
    let x = try Tensor<Double>(values, shape: [30, 3])
    #expect(try Collinearity(of: x).aliased.map { $0.description(Self.names) } == ["c = −a − b + 1"])
  }
}
