import Foundation
import Logit
import Testing

@Suite("Random numbers")
struct RandomGeneratorTests {
  /// A series of calls to one generator and what NumPy's gave.
  struct Program: Decodable, Sendable, CustomTestStringConvertible {
    let seed: HexadecimalBits
    let name: String
    let steps: [Step]

    var testDescription: String { "\(name), seed \(seed.values[0])" }

    static func load() throws -> [Program] { try Fixture.load("NumPy/random", as: [Program].self) }
  }

  struct Step: Decodable, Sendable {
    let operation: String
    let count: Int
    let low, high, mean, deviation: Double?
    let lower, upper, columns: Int?
    let first, checksum: HexadecimalBits
  }

  @Test("Every stream agrees with NumPy's bit for bit", arguments: try Program.load())
  func streams(program: Program) throws {
    var generator = RandomGenerator(seed: program.seed.values[0])
    for (position, step) in program.steps.enumerated() {
      let bits = try run(step, on: &generator)
      let comment = Comment(rawValue: "step \(position), \(step.operation)")
      #expect(Array(bits.prefix(20)) == step.first.values, comment)
      let checksum = bits.reduce(0 as UInt64) { $0 &* 6_364_136_223_846_793_005 &+ $1 }
      #expect(checksum == step.checksum.values[0], comment)
    }
  }

  /// Calls what a step says and returns the bit patterns of the numbers drawn.
  private func run(_ step: Step, on generator: inout RandomGenerator) throws -> [UInt64] {
    let count = step.count
    switch step.operation {
    case "next": return (0..<count).map { _ in generator.next() }
    case "random": return generator.random(count: count).scalars.map(\.bitPattern)
    case "floats":
      return generator.random(shape: [count], as: Float.self).scalars.map { UInt64($0.bitPattern) }
    case "uniform":
      let (low, high) = (try #require(step.low), try #require(step.high))
      return generator.uniform(low, high, count: count).scalars.map(\.bitPattern)
    case "standardNormal": return generator.standardNormal(count: count).scalars.map(\.bitPattern)
    case "normal":
      let (mean, deviation) = (try #require(step.mean), try #require(step.deviation))
      return generator.normal(mean: mean, standardDeviation: deviation, count: count).scalars
        .map(\.bitPattern)
    case "integers":
      let range = try #require(step.lower)...(try #require(step.upper))
      return bits(generator.integers(in: range, shape: [count]))
    case "permutation": return bits(generator.permutation(count))
    case "permutationOfRows": return bits(generator.permutation(of: try matrix(step)))
    case "shuffleRows":
      var x = try matrix(step)
      generator.shuffle(&x)
      return bits(x)
    case "split":
      return generator.split(count: count).flatMap { child in
        var child = child
        return (0..<3).map { _ in child.next() }
      }
    case "splitTwice":
      var child = generator.split()
      var grandchild = try #require(child.split(count: count).last)
      return (0..<3).map { _ in grandchild.next() }
    default:
      Issue.record("Unknown operation \(step.operation)")
      return []
    }
  }

  private func matrix(_ step: Step) throws -> Tensor<Int> {
    let columns = try #require(step.columns)
    return try Tensor.arange(step.count * columns).reshaped([step.count, columns])
  }

  private func bits(_ tensor: Tensor<Int>) -> [UInt64] {
    tensor.scalars.map { UInt64(bitPattern: Int64($0)) }
  }

  @Test("Single draws are the stream of many")
  func singleDraws() {
    var (one, many) = (RandomGenerator(seed: 3), RandomGenerator(seed: 3))
    #expect((0..<5).map { _ in one.random() } == many.random(count: 5).scalars)
    #expect((0..<5).map { _ in one.standardNormal() } == many.standardNormal(count: 5).scalars)
    #expect(
      (0..<5).map { _ in one.normal(mean: 1, standardDeviation: 3) }
        == many.normal(mean: 1, standardDeviation: 3, shape: [5, 1]).scalars)
    #expect((0..<5).map { _ in one.uniform(2, 3) } == many.uniform(2, 3, count: 5).scalars)
    #expect((0..<5).map { _ in one.integer(in: 0..<7) } == many.integers(in: 0..<7, count: 5).scalars)
    #expect((0..<5).map { _ in one.integer(in: 0...6) } == many.integers(in: 0..<7, shape: [5]).scalars)
    #expect(one == many)
  }

  @Test("Shuffling in place gives the permutation, whatever the scalars")
  func shuffling() {
    var (a, b) = (RandomGenerator(seed: 9), RandomGenerator(seed: 9))
    let order = a.permutation(500)
    var x = Tensor<Float>(Tensor.arange(500))
    b.shuffle(&x)
    #expect(x == Tensor<Float>(order))
    let y = Tensor<Double>.arange(0, 500)
    #expect(a.permutation(of: y) == Tensor<Double>(b.permutation(500)))
    #expect(y[0] == 0)
  }

  @Test("A permutation holds every integer once", arguments: [1, 2, 64, 65, 4097])
  func permutation(count: Int) {
    var generator = RandomGenerator(seed: 5)
    #expect(generator.permutation(count).scalars.sorted() == Array(0..<count))
  }

  @Test("A stored generator continues with the very next number")
  func codable() throws {
    var generator = RandomGenerator(seed: 11)
    _ = generator.random(shape: [3], as: Float.self)  // leaves half an output behind
    _ = generator.split()
    var restored = try JSONDecoder().decode(
      RandomGenerator.self, from: JSONEncoder().encode(generator))
    #expect(restored == generator)
    #expect(restored.integers(in: 0..<9, count: 9) == generator.integers(in: 0..<9, count: 9))
    #expect(restored.split() == generator.split())
  }

  @Test("Copies and children do not disturb a generator")
  func independence() {
    var (generator, other) = (RandomGenerator(seed: 2), RandomGenerator(seed: 2))
    var copy = generator
    _ = copy.random()
    var child = generator.split()
    _ = child.random()
    #expect(generator.random() == other.random())
    #expect(child != generator)
  }

  @Test("Generators without a seed differ")
  func unseeded() {
    #expect(RandomGenerator() != RandomGenerator())
  }

  @Test("Swift's own algorithms accept the generator")
  func swiftAlgorithms() {
    var generator = RandomGenerator(seed: 1)
    #expect([1, 2, 3].shuffled(using: &generator).sorted() == [1, 2, 3])
    #expect((0..<10).contains(Int.random(in: 0..<10, using: &generator)))
  }

  @Test("Tensors get the shape asked for")
  func shapes() {
    var generator = RandomGenerator(seed: 1)
    #expect(generator.random(shape: [2, 3]).shape == [2, 3])
    #expect(generator.standardNormal(shape: [4, 1]).shape == [4, 1])
    #expect(generator.integers(in: 0..<2, shape: [0, 5]).shape == [0, 5])
    #expect(generator.normal(mean: 0, standardDeviation: 0, count: 2).scalars == [0, 0])
  }
}
