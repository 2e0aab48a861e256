import Logit
import Testing

/// The streams of NumPy's `default_rng`, bit for bit.
@Suite struct RandomGeneratorTests {
  struct Vectors: Decodable {
    var cases: [Case]
    var linspace: [Spaced]
  }

  struct Case: Decodable {
    var seed: String
    var random, normal, uniform: [String]
    var small, negative, permutation, shuffledRows: [Int]
    var large, halfRange: [String]
    var manyNormals, manyPermuted: String
    var children: [[String]]
    var grandchild: [String]
  }

  struct Spaced: Decodable {
    var start, stop: Double
    var count: Int
    var values: [String]
  }

  static func bits(_ values: [Double]) -> [String] {
    values.map {
      let text = String($0.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
  }

  static func digest(_ values: [Double]) -> String {
    var sum: UInt64 = 0
    for (index, value) in values.enumerated() { sum &+= value.bitPattern &* (2 &* UInt64(index) &+ 1) }
    return String(sum)
  }

  @Test("Every stream is NumPy's, whatever the order of calls")
  func streams() throws {
    for vectors in try Fixture.load("NumPy/random", as: Vectors.self).cases {
      var generator = RandomGenerator(seed: try #require(UInt64(vectors.seed)))
      #expect(Self.bits(generator.random(shape: [2, 4]).scalars) == vectors.random)
      #expect(generator.integers(in: 0..<7, count: 5).scalars == vectors.small)
      #expect(
        Self.bits(generator.normal(mean: -4, standardDeviation: 2, count: 8).scalars) == vectors.normal)
      #expect(generator.integers(in: -1000..<1000, count: 5).scalars == vectors.negative)
      #expect(generator.integers(in: 0..<1 << 40, count: 4).scalars.map(String.init) == vectors.large)
      #expect(generator.integers(in: 0..<1 << 32, count: 3).scalars.map(String.init) == vectors.halfRange)
      #expect(Self.bits((0..<4).map { _ in generator.uniform(-3..<5) }) == vectors.uniform)
      #expect(generator.permutation(20) == vectors.permutation)
      var rows = try Tensor.arange(0..<12).reshaped([6, 2])
      generator.shuffle(&rows)
      #expect(rows.scalars == vectors.shuffledRows)
      #expect(Self.digest((0..<200_000).map { _ in generator.standardNormal() }) == vectors.manyNormals)
      #expect(Self.digest(generator.permutation(5000).map(Double.init)) == vectors.manyPermuted)
      var children = [generator.split(), generator.split()]
      #expect(Self.bits(children[0].random(shape: [3]).scalars) == vectors.children[0])
      #expect(Self.bits(children[1].random(shape: [3]).scalars) == vectors.children[1])
      var grandchild = children[1].split()
      #expect(Self.bits(grandchild.random(shape: [3]).scalars) == vectors.grandchild)
    }
  }

  @Test("A copy goes on with the same numbers, unseeded generators do not")
  func values() {
    var generator = RandomGenerator(seed: 7)
    _ = generator.random()
    var copy = generator
    #expect(copy.next() == generator.next())
    var (one, other) = (RandomGenerator(), RandomGenerator())
    #expect(one.next() != other.next())
  }

  @Test("linspace is NumPy's to the last bit")
  func linspace() throws {
    for vectors in try Fixture.load("NumPy/random", as: Vectors.self).linspace {
      let values = Tensor<Double>.linspace(vectors.start, vectors.stop, count: vectors.count)
      #expect(Self.bits(values.scalars) == vectors.values)
      #expect(
        Tensor<Float>.linspace(vectors.start, vectors.stop, count: vectors.count).scalars
          == values.scalars.map { Float($0) })
    }
  }
}
