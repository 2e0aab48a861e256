import Logit
import Testing

/// Columns far from 0, of which a normalization keeps the digits that a `Float` has.
@Suite struct CenteringTests {
  /// Both passes of a layer in training, with its first parameters.
  private struct Passes {
    let output: [Float]
    let inputGradient: [Float]
    let parameterGradient: [Float]

    init(_ layer: any Layer, _ x: [Float], columns: Int, parameters: [Float], upstream: [Float]) throws {
      let shape = [columns]
      let pass = LayerPass(rows: x.count / columns, isTraining: true)
      var scratch = [Float](repeating: 0, count: layer.scratchCount(inputShape: shape, rows: pass.rows))
      var values = [Float](repeating: 0, count: x.count)
      var (given, slopes) = (upstream, values)
      var steps = [Float](repeating: 0, count: parameters.count)
      var kept = scratch.mutableSpan
      var y = values.mutableSpan
      layer.forward(input: x.span, parameters: parameters.span, scratch: &kept, output: &y, pass: pass)
      var g = given.mutableSpan
      var weights = steps.mutableSpan
      var down = slopes.mutableSpan
      layer.backward(
        input: x.span, output: y.span, parameters: parameters.span, scratch: kept.span, outputGradient: &g,
        parameterGradient: &weights, inputGradient: &down, pass: pass)
      (output, inputGradient, parameterGradient) = (values, slopes, steps)
    }
  }

  /// A group of numbers that are normalized together, in double precision.
  private struct Exact {
    var normalized: [Double]
    var inputGradient: [Double]

    /// - Parameter upstream: The gradient of the normalized numbers.
    init(_ x: [Double], upstream h: [Double], epsilon: Double) {
      let n = Double(x.count)
      let mean = x.reduce(0, +) / n
      let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      let inverse = 1 / (variance + Double(Float(epsilon))).squareRoot()
      let normalized = x.map { ($0 - mean) * inverse }
      let (sum, product) = (h.reduce(0, +) / n, zip(h, normalized).reduce(0) { $0 + $1.0 * $1.1 } / n)
      self.normalized = normalized
      inputGradient = zip(h, normalized).map { inverse * ($0 - sum - $1 * product) }
    }
  }

  private static let rows = 40
  private static let columns = 7

  /// Numbers around a center, about one apart, as a `Float` holds them; and a gradient.
  private static func data(around center: Double) -> (x: [Float], gradient: [Float]) {
    var generator = RandomGenerator(seed: 5)
    let x = generator.normal(mean: center, standardDeviation: 1, count: rows * columns)
    let gradient = generator.normal(mean: 0, standardDeviation: 1, count: rows * columns)
    return (x.scalars.map { Float($0) }, gradient.scalars.map { Float($0) })
  }

  private static let gamma: [Float] = [1, 0.5, 2, -1, 1.5, 0.25, 3]
  private static let beta: [Float] = [0, 1, -1, 0.5, 0, 2, -2]

  /// Everything to a few units in the last place of numbers about 3; the layers that multiplied first were wrong in the
  /// fourth digit for 1000.
  private func expectClose(_ found: [Float], _ expected: [Double], _ what: String) {
    for (found, expected) in zip(found, expected) {
      #expect(
        abs(Double(found) - expected) <= 3e-6 * max(abs(expected), 1),
        "\(what): \(found), exactly \(expected)")
    }
    #expect(found.count == expected.count)
  }

  @Test(arguments: [0, 1000, -1000, 1e6] as [Double])
  func `columns far from 0 keep their digits in BatchNormalization`(center: Double) throws {
    let (x, g) = Self.data(around: center)
    let (rows, columns) = (Self.rows, Self.columns)
    let state = [Float](repeating: 0, count: columns) + [Float](repeating: 1, count: columns)
    let passes = try Passes(
      BatchNormalization(), x, columns: columns, parameters: Self.gamma + Self.beta + state, upstream: g)
    var (output, gradient) = ([Double](repeating: 0, count: x.count), [Double](repeating: 0, count: x.count))
    var weights = [Double](repeating: 0, count: 2 * columns)
    for c in 0..<columns {
      let places = (0..<rows).map { $0 * columns + c }
      let (gamma, beta) = (Double(Self.gamma[c]), Double(Self.beta[c]))
      let exact = Exact(
        places.map { Double(x[$0]) }, upstream: places.map { Double(g[$0]) * gamma }, epsilon: 0.001)
      for (row, place) in places.enumerated() {
        output[place] = exact.normalized[row] * gamma + beta
        gradient[place] = exact.inputGradient[row]
        weights[c] += Double(g[place]) * exact.normalized[row]
        weights[columns + c] += Double(g[place])
      }
    }
    expectClose(passes.output, output, "output")
    expectClose(passes.inputGradient, gradient, "gradient of the input")
    expectClose(Array(passes.parameterGradient.prefix(2 * columns)), weights, "gradient of gamma and beta")
  }

  @Test(arguments: [0, 1000, -1000, 1e6] as [Double])
  func `rows far from 0 keep their digits in LayerNormalization`(center: Double) throws {
    let (x, g) = Self.data(around: center)
    let columns = Self.columns
    let passes = try Passes(
      LayerNormalization(), x, columns: columns, parameters: Self.gamma + Self.beta, upstream: g)
    var (output, gradient): ([Double], [Double]) = ([], [])
    var weights = [Double](repeating: 0, count: 2 * columns)
    for first in stride(from: 0, to: x.count, by: columns) {
      let places = first..<first + columns
      let exact = Exact(
        places.map { Double(x[$0]) }, upstream: places.map { Double(g[$0]) * Double(Self.gamma[$0 - first]) },
        epsilon: 0.001)
      for c in 0..<columns {
        output.append(exact.normalized[c] * Double(Self.gamma[c]) + Double(Self.beta[c]))
        weights[c] += Double(g[first + c]) * exact.normalized[c]
        weights[columns + c] += Double(g[first + c])
      }
      gradient += exact.inputGradient
    }
    expectClose(passes.output, output, "output")
    expectClose(passes.inputGradient, gradient, "gradient of the input")
    expectClose(passes.parameterGradient, weights, "gradient of gamma and beta")
  }

  @Test(arguments: ["batch normalization shifted", "batch normalization constant"])
  func `columns that Keras's vectors have far from 0 are exact`(name: String) throws {
    let example = try #require(LayerVectorTests.cases.first { LayerVectorTests.name($0) == name })
    let x = try #require(example["x"])
    let (values, columns) = (x.floats, x.shape[1])
    let state = [Float](repeating: 1, count: columns) + [Float](repeating: 0, count: 2 * columns)
    let passes = try Passes(
      BatchNormalization(), values, columns: columns,
      parameters: state + [Float](repeating: 1, count: columns), upstream: values)
    for c in 0..<columns {
      let places = stride(from: c, to: values.count, by: columns)
      let exact = Exact(
        places.map { Double(values[$0]) }, upstream: places.map { Double(values[$0]) }, epsilon: 0.001)
      expectClose(places.map { passes.output[$0] }, exact.normalized, "output of column \(c)")
    }
  }

  @Test func `rows that Keras's vectors have far from 0 are exact`() throws {
    let example = try #require(
      LayerVectorTests.cases.first { LayerVectorTests.name($0) == "layer normalization shifted" })
    let x = try #require(example["x"])
    let (values, columns) = (x.floats, x.shape[1])
    let passes = try Passes(
      LayerNormalization(), values, columns: columns,
      parameters: [Float](repeating: 1, count: columns) + [Float](repeating: 0, count: columns),
      upstream: values)
    for first in stride(from: 0, to: values.count, by: columns) {
      let row = values[first..<first + columns].map { Double($0) }
      let exact = Exact(row, upstream: row, epsilon: 0.001)
      expectClose(Array(passes.output[first..<first + columns]), exact.normalized, "output of a row")
    }
  }

  @Test func `moving averages far from 0 keep the digits of what is normalized with them`() throws {
    var model = try Sequential([BatchNormalization(inputShape: [1], epsilon: 1e-6)], seed: 1)
    try model.setWeights([[1], [0.5], [1000], [4]].map { Tensor<Float>($0) })
    let x: [Float] = [998.5, 1000, 1000.25, 1001]
    let found = try model.predict(Tensor(x)).scalars
    expectClose(found, x.map { (Double($0) - 1000) / (4 + Double(Float(1e-6))).squareRoot() + 0.5 }, "output")
  }
}
