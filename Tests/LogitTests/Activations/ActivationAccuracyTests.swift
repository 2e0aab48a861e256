import Foundation
import Testing

@testable import Logit

/// Softmax, its logarithm and sparsemax of a row in `Double`.
struct RowFunction: Sendable {
  var name: String

  init?(_ name: String) {
    guard ["softmax", "log_softmax", "sparsemax"].contains(name) else { return nil }
    self.name = name
  }

  func callAsFunction(_ row: [Double]) -> [Double] {
    let top = row.max() ?? 0
    switch name {
    case "softmax":
      let exponentials = row.map { exp($0 - top) }
      let sum = exponentials.reduce(0, +)
      return exponentials.map { $0 / sum }
    case "log_softmax":
      var others = row.map { exp($0 - top) }
      others.remove(at: row.firstIndex(of: top) ?? 0)
      let logarithm = log1p(others.reduce(0, +))
      return row.map { $0 - top - logarithm }
    default:
      // By sorting, as in the paper.
      var (sum, threshold) = (0.0, 0.0)
      for (i, score) in row.map({ $0 - top }).sorted(by: >).enumerated() {
        sum += score
        if 1 + Double(i + 1) * score > sum { threshold = (sum - 1) / Double(i + 1) }
      }
      return row.map { max($0 - top - threshold, 0) }
    }
  }

  func evaluate(
    _ x: [Float], _ upstream: [Float], columns: Int
  ) -> (values: [Double], gradient: [Double]) {
    var (values, gradient): ([Double], [Double]) = ([], [])
    for start in stride(from: 0, to: x.count, by: columns) {
      let y = self(x[start..<start + columns].map(Double.init))
      let g = upstream[start..<start + columns].map(Double.init)
      let dot = zip(y, g).reduce(0) { $0 + $1.0 * $1.1 }
      let total = g.reduce(0, +)
      values += y
      gradient +=
        name == "softmax" ? zip(y, g).map { $0 * ($1 - dot) } : zip(y, g).map { $1 - exp($0) * total }
    }
    return (values, gradient)
  }
}

/// Activations against exact formulas in `Double`, far from and near to where `Float` overflows or cancels.
@Suite struct ActivationAccuracyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var activation: any Activation
    var options: JSON = .object([])
    /// What the documentation promises, in units in the last place.
    var units: Double
    /// Inputs between these; beyond them another case promises less.
    var range: ClosedRange<Float> = -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude
    var testDescription: String { "\(activation)" }
    var exact: ExactActivation? { ExactActivation(activation.name, options) }
  }

  static let cases: [Case] = [
    Case(activation: .celu, units: 4),
    Case(activation: .celu(alpha: 0.5), options: ["alpha": .number(0.5)], units: 4),
    Case(activation: .elu, units: 4),
    Case(activation: .selu, units: 4), Case(activation: .exponential, units: 2),
    Case(activation: .gelu, units: 8),
    Case(
      activation: .gelu(approximate: true), options: ["approximate": true], units: 8,
      range: -1...1e30),
    Case(activation: .hardSilu, units: 4, range: -2.5...1e30), Case(activation: .logSigmoid, units: 4),
    Case(activation: .mish, units: 6, range: -85...3e38),
    Case(activation: .silu, units: 4, range: -85...3e38),
    Case(activation: .softplus, units: 4),
    Case(activation: .softsign, units: 2), Case(activation: .squareplus, units: 4),
    Case(activation: .squareplus(b: 0.25), options: ["b": .number(0.25)], units: 4),
    Case(activation: .tanhShrink, units: 32),
  ]

  static let inputs: [Float] = {
    var inputs = stride(from: UInt32(0), to: 0xFF7F_FFFF, by: 400_009).map { Float(bitPattern: $0) }
    inputs.removeAll { !$0.isFinite }
    inputs += stride(from: Float(-110), through: 110, by: 0.0371)
    return inputs
  }()

  @Test("Values are as near to the exact ones as documented", arguments: cases)
  func values(_ test: Case) throws {
    let exact = try #require(test.exact)
    let inputs = Self.inputs.filter { test.range.contains($0) }
    let found = evaluate(
      test.activation, inputs, upstream: .init(repeating: 1, count: inputs.count), columns: 1)
    var (worst, place): (Double, Float) = (0, 0)
    for (input, value) in zip(inputs, found.values) {
      let units = unitsOff(value, exact.value(Double(input)))
      if units > worst { (worst, place) = (units, input) }
    }
    #expect(worst <= test.units, "\(test.activation.name) is \(worst) units off at \(place)")
  }

  @Test("Derivatives are within 1e-6 of the exact ones, relative to 1 where they cross 0", arguments: cases)
  func derivatives(_ test: Case) throws {
    let exact = try #require(test.exact)
    let inputs = Self.inputs
    let found = evaluate(
      test.activation, inputs, upstream: .init(repeating: 1, count: inputs.count), columns: 1)
    for (input, derivative) in zip(inputs, found.gradient) {
      let right = exact.derivative(Double(input))
      guard Float(right).isFinite else {
        #expect(derivative == Float(right))
        continue
      }
      let difference = abs(Double(derivative) - right)
      #expect(
        difference <= 1e-6 * max(1, abs(right)),
        "\(test.activation.name)' at \(input): \(derivative), exact \(right)")
    }
  }

  @Test("The exact derivatives are the slopes of the exact values", arguments: cases)
  func slopes(_ test: Case) throws {
    let exact = try #require(test.exact)
    for z in stride(from: -6.03, through: 6, by: 0.17) {
      let step = 1e-5
      let slope = (exact.value(z + step) - exact.value(z - step)) / (2 * step)
      #expect(
        abs(slope - exact.derivative(z)) <= 1e-8 * max(1, abs(slope)), "\(test.activation.name) at \(z)")
    }
  }

  @Test(
    "Gradients of rows are central differences", arguments: ["softmax", "log_softmax", "sparsemax"],
    [1, 3, 17, 40])
  func rows(_ name: String, columns: Int) throws {
    let activation = try KerasRegistry.activations.activation(fromKeras: .string(name))
    let function = try #require(RowFunction(name))
    var generator = RandomGenerator(seed: 5)
    let x = (0..<4 * columns).map { _ in Float(generator.standardNormal()) }
    let upstream = (0..<4 * columns).map { _ in Float(generator.standardNormal()) }
    let found = evaluate(activation, x, upstream: upstream, columns: columns)
    for i in x.indices {
      let start = i / columns * columns
      let row = x[start..<start + columns].map(Double.init)
      #expect(abs(Double(found.values[i]) - function(row)[i - start]) <= 1e-6)
      func loss(_ step: Double) -> Double {
        var moved = row
        moved[i - start] += step
        return zip(function(moved), upstream[start...]).reduce(0) { $0 + $1.0 * Double($1.1) }
      }
      let slope = (loss(1e-6) - loss(-1e-6)) / 2e-6
      #expect(
        abs(Double(found.gradient[i]) - slope) <= 1e-5 * max(1, abs(slope)),
        "\(i): \(found.gradient[i]), \(slope)")
    }
  }

  @Test("Sparsemax projects ties and huge scores onto the simplex")
  func sparsemax() {
    let found = evaluate(
      .sparsemax, [1, 1, 1, -3e38, 3e38, 1e30], upstream: .init(repeating: 1, count: 6), columns: 3)
    #expect(found.values.prefix(3).allSatisfy { abs($0 - 1 / 3) < 1e-7 })
    #expect(found.values.suffix(3) == [0, 1, 0])
  }

  @Test("The logarithm of a probability close to 1 keeps its digits")
  func smallLogarithm() {
    let found = evaluate(.logSoftmax, [0, -20], upstream: [1, 1], columns: 2)
    #expect(unitsOff(found.values[0], -log1p(exp(-20))) <= 3)
  }

  @Test("NaN stays NaN")
  func nan() {
    for test in Self.cases.map(\.activation) + [
      .hardShrink, .softShrink, .hardSigmoid, .hardTanh, .leakyRelu, .relu6, .relu(maxValue: 2), .sparsePlus,
      .sparseSigmoid, .threshold(threshold: 0, defaultValue: 1),
    ] as [any Activation] {
      #expect(evaluate(test, [.nan], upstream: [1], columns: 1).values[0].isNaN, "\(test.name)")
    }
  }

  @Test("Kinks have the derivatives the documentation says")
  func kinks() {
    func slope(_ activation: any Activation, _ z: Float) -> Float {
      evaluate(activation, [z], upstream: [1], columns: 1).gradient[0]
    }
    #expect(slope(.celu(alpha: 0.5), 0) == 1)
    #expect(slope(.elu(alpha: 0.5), 0) == 0.5)
    #expect(slope(.selu, 0) == 1.050701)
    #expect(slope(.hardTanh, 1) == 1 && slope(.relu6, 6) == 0 && slope(.relu(maxValue: 6), 6) == 0)
    #expect(slope(.relu(negativeSlope: 0.25), 0) == 0.25 && slope(.relu, 0) == 0)
  }
}
