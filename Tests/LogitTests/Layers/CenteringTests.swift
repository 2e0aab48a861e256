import Logit
import Testing

/// Columns far from 0, of which a normalization keeps the digits that a `Float` has.
@Suite struct CenteringTests {
  /// Both passes of a layer in training, with its first parameters.
  private func run(
    _ layer: any Layer, _ x: [Float], columns: Int, parameters: [Float], upstream: [Float]
  ) throws -> LayerCase.Passes {
    try LayerCase(layer, inputShape: [columns], rows: x.count / columns, parameters: parameters)
      .run(x, upstream: upstream, training: true)
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

  /// Everything to a few units in the last place of numbers about 3; the layers that multiplied first were
  /// wrong in the fourth digit for 1000.
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
    let passes = try run(
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

  /// One group normalizes whole rows, too.
  static let rowLayers: [any Layer] = [LayerNormalization(), GroupNormalization(groups: 1)]

  @Test(arguments: [0, 1000, -1000, 1e6] as [Double], rowLayers.indices)
  func `rows far from 0 keep their digits in LayerNormalization and in a group`(
    center: Double, index: Int
  ) throws {
    let (x, g) = Self.data(around: center)
    let columns = Self.columns
    let passes = try run(
      Self.rowLayers[index], x, columns: columns, parameters: Self.gamma + Self.beta, upstream: g)
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
    let passes = try run(
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
    let passes = try run(
      LayerNormalization(), values, columns: columns,
      parameters: [Float](repeating: 1, count: columns) + [Float](repeating: 0, count: columns),
      upstream: values)
    for first in stride(from: 0, to: values.count, by: columns) {
      let row = values[first..<first + columns].map { Double($0) }
      let exact = Exact(row, upstream: row, epsilon: 0.001)
      expectClose(Array(passes.output[first..<first + columns]), exact.normalized, "output of a row")
    }
  }

  /// In gradients of groups of two numbers 1 - z² is left of the rounding of 1 / √(variance + epsilon), which
  /// is a `Float`: up to 1.7e-6 of the largest. Everything else is a few roundings.
  @Test(
    arguments: LayerVectorTests.cases.map(LayerVectorTests.name).filter {
      $0.hasPrefix("group normalization")
    })
  func `groups that Keras's vectors have are exact`(name: String) throws {
    let example = try #require(LayerVectorTests.cases.first { LayerVectorTests.name($0) == name })
    let config = try #require(example["config"])
    let layer = try #require(try Keras.layer(config) as? GroupNormalization)
    let x = try #require(example["x"])
    let upstream = try #require(example["training"]?["upstream"]).floats
    let parameters = (example["initial"]?.elements ?? []).flatMap(\.floats)
    let (values, channels, rowLength) = (x.floats, x.shape[x.shape.count - 1], x.floats.count / x.shape[0])
    let width = layer.groups == -1 ? 1 : channels / layer.groups
    let beta = layer.scale ? channels : 0
    var (output, gradient) = (values.map { Double($0) }, values.map { Double($0) })
    var weights = [Double](repeating: 0, count: parameters.count)
    for start in stride(from: 0, to: values.count, by: rowLength) {
      for group in 0..<channels / width {
        let places = (start..<start + rowLength).filter { $0 % channels / width == group }
        func gamma(_ place: Int) -> Double { layer.scale ? Double(parameters[place % channels]) : 1 }
        let exact = Exact(
          places.map { Double(values[$0]) }, upstream: places.map { Double(upstream[$0]) * gamma($0) },
          epsilon: layer.epsilon)
        for (index, place) in places.enumerated() {
          let (channel, z) = (place % channels, exact.normalized[index])
          output[place] = z * gamma(place) + (layer.center ? Double(parameters[beta + channel]) : 0)
          gradient[place] = exact.inputGradient[index]
          if layer.scale { weights[channel] += Double(upstream[place]) * z }
          if layer.center { weights[beta + channel] += Double(upstream[place]) }
        }
      }
    }
    let passes = try LayerCase(
      layer, inputShape: Array(x.shape.dropFirst()), rows: x.shape[0], parameters: parameters
    ).run(values, upstream: upstream, training: true)
    func compare(_ found: [Float], _ expected: [Double], within share: Double, _ what: String) {
      let largest = expected.map(abs).max() ?? 0
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        #expect(abs(Double(found) - expected) <= share * largest, "\(what): \(found), exactly \(expected)")
      }
    }
    compare(passes.output, output, within: 5e-7, "output")
    compare(passes.inputGradient, gradient, within: 2e-6, "gradient of the input")
    compare(passes.parameterGradient, weights, within: 5e-7, "gradient of gamma and beta")
  }

  @Test func `moving averages far from 0 keep the digits of what is normalized with them`() throws {
    var model = try Sequential([BatchNormalization(inputShape: [1], epsilon: 1e-6)], seed: 1)
    try model.setWeights([[1], [0.5], [1000], [4]].map { Tensor<Float>($0) })
    let x: [Float] = [998.5, 1000, 1000.25, 1001]
    let found = try model.predict(Tensor(x)).scalars
    expectClose(found, x.map { (Double($0) - 1000) / (4 + Double(Float(1e-6))).squareRoot() + 0.5 }, "output")
  }
}
