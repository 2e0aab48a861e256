import Testing

@testable import Logit

/// Every case of `regularizers.json`, to 1e-6 of the number, and of the largest element of a gradient whose
/// elements are differences.
@Suite struct KerasRegularizerTests {
  static let cases = KerasVectors.cases("regularizers")

  static func regularizer(_ test: KerasVectors.Case) throws -> any Regularizer {
    try #require(try KerasRegistry.regularizers.makeOptional(test["config"]))
  }

  static func gradient(_ regularizer: any Regularizer, _ w: [Float], shape: [Int], scale: Float = 1)
    -> [Float]
  {
    var gradient = [Float](repeating: 0, count: w.count)
    var span = gradient.mutableSpan
    regularizer.addGradient(w.span, shape: shape, scale: scale, to: &span)
    return gradient
  }

  static func differences(_ test: KerasVectors.Case) throws -> [Double] {
    let regularizer = try regularizer(test)
    #expect(try keras(regularizer) == test["config"])
    let (w, shape, expected) = (test["w"].floats, test["shape"].integers, test["gradient"].floats)
    let value = relativeDifference(regularizer.penalty(w.span, shape: shape), Float(test["value"].double))
    let found = gradient(regularizer, w, shape: shape)
    let isDifference = regularizer is OrthogonalRegularizer
    let largest = expected.map { abs($0) }.max() ?? 0
    return [value]
      + zip(found, expected).map { found, expected in
        let difference = relativeDifference(found, expected)
        guard isDifference, difference > 1e-6 else { return difference }
        return Double(abs(found - expected) / largest)
      }
  }

  @Test("Penalties and gradients are Keras's", arguments: cases)
  func values(_ test: KerasVectors.Case) throws {
    for (i, difference) in try Self.differences(test).enumerated() {
      #expect(difference <= 1e-6, "\(i == 0 ? "the penalty" : "element \(i - 1)") is \(difference) off")
    }
  }

  @Test("The largest differences go into the parity table")
  func parity() throws {
    for (item, cases) in Dictionary(grouping: Self.cases, by: { $0["config"]["class_name"]?.text ?? "" }) {
      let largest = try cases.flatMap { try Self.differences($0) }.max() ?? 0
      ParityTable.record(
        family: "regularizers", item: item, configurations: cases.count, largestDifference: largest)
    }
  }

  @Test(
    "The orthogonal gradient is that of the formula, by central differences in Double",
    arguments: OrthogonalRegularizer.Mode.allCases)
  func centralDifferences(_ mode: OrthogonalRegularizer.Mode) {
    var generator = RandomGenerator(seed: 3)
    let w = (0..<20).map { _ in Float(generator.standardNormal()) }
    let (rows, columns) = (4, 5)
    func penalty(_ w: [Double]) -> Double {
      var vectors = (0..<rows).map { Array(w[$0 * columns..<($0 + 1) * columns]) }
      if mode == .columns { vectors = (0..<columns).map { column in vectors.map { $0[column] } } }
      func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
      var sum = 0.0
      for i in vectors.indices {
        for j in 0..<i {
          sum +=
            abs(dot(vectors[i], vectors[j]))
            / (dot(vectors[i], vectors[i]) * dot(vectors[j], vectors[j])).squareRoot()
        }
      }
      let pairCount = vectors.count * (vectors.count - 1) / 2
      return 0.5 * sum / Double(pairCount)
    }
    let found = Self.gradient(.orthogonal(0.5, mode: mode), w, shape: [rows, columns], scale: 2)
    for i in w.indices {
      var (above, below) = (w.map(Double.init), w.map(Double.init))
      above[i] += 1e-6
      below[i] -= 1e-6
      let slope = 2 * (penalty(above) - penalty(below)) / 2e-6
      #expect(abs(Double(found[i]) - slope) <= 1e-6, "element \(i): \(found[i]), \(slope)")
    }
  }

  @Test("Names, null, options outside their range and shapes that do not fit")
  func options() throws {
    let registry = KerasRegistry.regularizers
    #expect(try registry.makeOptional(.string("l2")) as? L2 == L2())
    #expect(try registry.makeOptional(.null) == nil)
    #expect(throws: LogitError.self) { try L1(l1: -1).validate() }
    #expect(throws: LogitError.self) { try L2(l2: .nan).validate() }
    #expect(throws: LogitError.self) { try OrthogonalRegularizer(factor: -1).validate() }
    #expect(throws: LogitError.self) { try OrthogonalRegularizer().validate(shape: [3]) }
    #expect(throws: LogitError.self) { try registry.makeOptional(.string("l3")) }
  }
}
