import Testing

@testable import Logit

/// Every case of `constraints.json`, to 1e-6: a few roundings of a norm.
@Suite struct KerasConstraintTests {
  static let cases = KerasVectors.cases("constraints")

  static func differences(_ test: KerasVectors.Case) throws -> [Double] {
    let constraint = try #require(try KerasRegistry.constraints.makeOptional(test["config"]))
    #expect(try keras(constraint) == test["config"])
    let shape = test["shape"].integers
    try constraint.validate(shape: shape)
    var w = test["w"].floats
    return ["projected", "twice"].flatMap { name in
      var span = w.mutableSpan
      constraint.project(&span, shape: shape)
      return zip(w, test[name].floats).map { relativeDifference($0, $1) }
    }
  }

  @Test("Projections are Keras's", arguments: cases)
  func projections(_ test: KerasVectors.Case) throws {
    for (i, difference) in try Self.differences(test).enumerated() {
      #expect(difference <= 1e-6, "element \(i) is \(difference) off")
    }
  }

  @Test("The largest differences go into the parity table")
  func parity() throws {
    for (item, cases) in Dictionary(grouping: Self.cases, by: { $0["config"]["class_name"]?.text ?? "" }) {
      let largest = try cases.flatMap { try Self.differences($0) }.max() ?? 0
      ParityTable.record(
        family: "constraints", item: item, configurations: cases.count, largestDifference: largest)
    }
  }

  @Test(
    "Vectors may run along any dimensions, next to each other or not",
    arguments: [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2]])
  func axes(_ axes: [Int]) {
    let shape = [3, 4, 5]
    var generator = RandomGenerator(seed: 1)
    let w = (0..<60).map { _ in Float(generator.standardNormal()) }
    var projected = w
    var span = projected.mutableSpan
    UnitNorm(axes: axes).project(&span, shape: shape)
    func vector(_ i: Int) -> [Int] {
      zip([i / 20, i / 5 % 4, i % 5], 0...).map { axes.contains($0.1) ? 0 : $0.0 }
    }
    var squares: [[Int]: Double] = [:]
    for i in w.indices { squares[vector(i), default: 0] += Double(w[i] * w[i]) }
    for i in w.indices {
      let expected = Double(w[i]) / (squares[vector(i), default: 0].squareRoot() + 1e-7)
      #expect(abs(Double(projected[i]) - expected) <= 1e-6 * abs(expected))
    }
  }

  @Test("Options outside their range and axes that are not there are refused")
  func options() {
    #expect(throws: LogitError.self) { try MaxNorm(maxValue: 0).validate() }
    #expect(throws: LogitError.self) { try MaxNorm(axes: []).validate() }
    #expect(throws: LogitError.self) { try MinMaxNorm(minValue: 2).validate() }
    #expect(throws: LogitError.self) { try MinMaxNorm(rate: 1.5).validate() }
    #expect(throws: LogitError.self) { try UnitNorm(axes: [2]).validate(shape: [3, 4]) }
    #expect(throws: LogitError.self) { try KerasRegistry.constraints.makeOptional(.string("norm")) }
  }
}
