import Foundation
import Testing

@testable import Logit

/// Every case of `initializers.json`: exact values where they are, the documented distribution where they are
/// random.
@Suite struct KerasInitializerTests {
  static let cases = KerasVectors.cases("initializers")

  static func initializer(_ test: KerasVectors.Case) throws -> any Initializer {
    if test["options"]["gain"] != nil, test["config"]["class_name"] == .string("Identity") {
      return Identity(gain: test["options"]["gain"]?.double ?? 1)  // Keras's configuration loses it.
    }
    return try #require(try KerasRegistry.initializers.makeOptional(test["config"]))
  }

  static func values(_ initializer: any Initializer, _ shape: [Int], seed: UInt64 = 11) -> [Float] {
    var values = [Float](repeating: .nan, count: shape.reduce(1, *))
    var generator = RandomGenerator(seed: seed)
    var span = values.mutableSpan
    initializer.initialize(&span, shape: shape, using: &generator)
    return values
  }

  @Test("Configurations are read and written as Keras writes them", arguments: cases)
  func configuration(_ test: KerasVectors.Case) throws {
    var found = try keras(Self.initializer(test))
    // Keras writes no gain of Identity; Logit does, in a member of its own.
    if case .object(let members) = found, found["class_name"] == .string("Identity") {
      found = .object(members.filter { $0.name != "logit" })
    }
    #expect(found == test["config"])
  }

  @Test("Draws have the mean, deviation, bounds and distribution they should", arguments: cases)
  func distribution(_ test: KerasVectors.Case) throws {
    let initializer = try Self.initializer(test)
    for entry in test["shapes"].elements {
      let shape = entry["shape"]?.integers ?? []
      try initializer.validate(shape: shape)
      let sorted = Self.values(initializer, shape).map(Double.init).sorted()
      let count = Double(sorted.count)
      func number(_ name: String) -> Double { entry[name]?.double ?? .nan }
      let (mean, stddev) = (number("mean"), number("stddev"))
      let foundMean = sorted.reduce(0, +) / count
      let foundVariance = sorted.reduce(0) { $0 + ($1 - foundMean) * ($1 - foundMean) } / count
      // Five standard errors; the variance's is at most √(2 / count) of it.
      #expect(abs(foundMean - mean) <= 5 * stddev / count.squareRoot())
      #expect(abs(foundVariance / (stddev * stddev) - 1) <= 5 * (2 / count).squareRoot())
      let (low, high) = (number("low"), number("high"))
      if low.isFinite {
        let room = 1e-6 * max(abs(low), abs(high))
        #expect(sorted[0] >= low - room && sorted[sorted.count - 1] <= high + room)
      }
      func normal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }
      func probability(_ x: Double) -> Double {
        switch entry["distribution"]?.text {
        case "uniform": return (x - low) / (high - low)
        case "normal": return normal((x - mean) / stddev)
        default:
          let z = (x - mean) / ((high - low) / 4)
          return (normal(z) - normal(-2)) / (normal(2) - normal(-2))
        }
      }
      // Kolmogorov and Smirnov: 2.23 / √n is exceeded once in ten thousand times. The seed is that of Keras's
      // configurations, 7, so that samples of a shape are one stream scaled differently: for 1152 truncated
      // normal draws it happens to give 2.07, as NumPy's stream of that seed does, beyond the once in a
      // thousand of 1.95.
      var distance = 0.0
      for (i, x) in sorted.enumerated() {
        distance = max(
          distance, abs(probability(x) - Double(i) / count), abs(Double(i + 1) / count - probability(x)))
      }
      #expect(distance * count.squareRoot() <= 2.23, "\(shape)")
    }
  }

  @Test("Constant values are Keras's, and shapes that Keras refuses are refused", arguments: cases)
  func exact(_ test: KerasVectors.Case) throws {
    let initializer = try Self.initializer(test)
    for entry in test["exact"].elements {
      let shape = entry["shape"]?.integers ?? []
      guard let expected = entry["values"]?.floats else {
        #expect(throws: LogitError.self) { try initializer.validate(shape: shape) }
        continue
      }
      #expect(Self.values(initializer, shape) == expected)
    }
  }

  @Test("Rows or columns are orthogonal, to float32's rounding", arguments: cases)
  func orthogonal(_ test: KerasVectors.Case) throws {
    let initializer = try Self.initializer(test)
    for entry in test["orthogonal"].elements {
      let shape = entry["shape"]?.integers ?? []
      let gain = entry["gain"]?.double ?? 1
      let w = Self.values(initializer, shape).map(Double.init)
      let columns = shape[shape.count - 1]
      let rows = w.count / columns
      let isRows = entry["orthonormal"] == .string("rows")
      let count = isRows ? rows : columns
      for i in 0..<count {
        for j in 0..<count {
          var product = 0.0
          for k in 0..<(isRows ? columns : rows) {
            product +=
              isRows ? w[i * columns + k] * w[j * columns + k] : w[k * columns + i] * w[k * columns + j]
          }
          #expect(abs(product - (i == j ? gain * gain : 0)) <= 3e-7 * gain * gain)
        }
      }
    }
  }

  @Test("A seed of its own makes the values independent of the model's")
  func seeds() {
    let own = VarianceScaling(seed: 4)
    #expect(Self.values(own, [3, 4], seed: 1) == Self.values(own, [3, 4], seed: 2))
    let model = VarianceScaling()
    #expect(Self.values(model, [3, 4], seed: 1) != Self.values(model, [3, 4], seed: 2))
    #expect(
      Self.values(.glorotUniform(seed: 9), [3, 4], seed: 1) == Self.values(.glorotUniform, [3, 4], seed: 9))
  }

  @Test("Names, aliases and options outside their range")
  func options() throws {
    let registry = KerasRegistry.initializers
    #expect(try registry.makeOptional(.string("he_normal")) is HeNormal)
    #expect(try registry.makeOptional(.string("zero")) is Zeros)
    #expect(try registry.makeOptional(.null) == nil)
    #expect(throws: LogitError.self) { try registry.makeOptional(.string("he")) }
    #expect(throws: LogitError.self) { try RandomNormal(stddev: -1).validate() }
    #expect(throws: LogitError.self) { try RandomUniform(minval: 1, maxval: 0).validate() }
    #expect(throws: LogitError.self) { try VarianceScaling(scale: 0).validate() }
    #expect(throws: LogitError.self) { try Orthogonal(gain: .infinity).validate() }
  }

  @Test("The distributions go into the parity table")
  func parity() {
    for (item, cases) in Dictionary(grouping: Self.cases, by: { $0["config"]["class_name"]?.text ?? "" }) {
      let isDistribution = !["Constant", "Identity", "Ones", "Zeros"].contains(item)
      ParityTable.record(
        family: "initializers", item: item, configurations: cases.count, largestDifference: 0,
        isDistribution: isDistribution)
    }
  }
}
