import Testing

@testable import Logit

/// Every layer's gradients against central differences of its formula in `Double`.
@Suite struct LayerGradientTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var layer: any Layer
    var columns = 5
    /// The output for an input and parameters, the rows given.
    var formula: @Sendable (_ x: [Double], _ parameters: [Double], _ rows: Int) -> [Double]
    var hasInputGradient = true
  }

  /// y = gamma (x - mean) / √(variance + epsilon) + beta over strided elements.
  static func normalized(
    _ x: [Double], groups: [[Int]], epsilon: Double, gamma: (Int) -> Double, beta: (Int) -> Double
  ) -> [Double] {
    var y = x
    for group in groups {
      let mean = group.reduce(0) { $0 + x[$1] } / Double(group.count)
      let variance = group.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Double(group.count)
      for i in group { y[i] = gamma(i) * (x[i] - mean) / (variance + epsilon).squareRoot() + beta(i) }
    }
    return y
  }

  static func columnGroups(_ count: Int, _ columns: Int) -> [[Int]] {
    (0..<columns).map { Array(stride(from: $0, to: count, by: columns)) }
  }

  static func rowGroups(_ count: Int, _ columns: Int) -> [[Int]] {
    stride(from: 0, to: count, by: columns).map { Array($0..<$0 + columns) }
  }

  static func batch(_ center: Bool, _ scale: Bool, frozen: Bool = false) -> Case {
    Case(
      description: "batch normalization, center \(center), scale \(scale), frozen \(frozen)",
      layer: BatchNormalization(epsilon: 0.01, center: center, scale: scale, isTrainable: !frozen)
    ) { x, p, rows in
      let n = 5
      let beta = scale ? n : 0
      let state = (scale ? n : 0) + (center ? n : 0)
      if frozen {
        return x.indices.map {
          let c = $0 % n
          let s = (p[state + n + c] + 0.01).squareRoot()
          return (scale ? p[c] : 1) * (x[$0] - p[state + c]) / s + (center ? p[beta + c] : 0)
        }
      }
      return normalized(
        x, groups: columnGroups(x.count, n), epsilon: 0.01, gamma: { scale ? p[$0 % n] : 1 },
        beta: { center ? p[beta + $0 % n] : 0 })
    }
  }

  static func layerNormalization(_ center: Bool, _ scale: Bool) -> Case {
    Case(
      description: "layer normalization, center \(center), scale \(scale)",
      layer: LayerNormalization(epsilon: 0.01, center: center, scale: scale)
    ) { x, p, rows in
      let beta = scale ? 5 : 0
      return normalized(
        x, groups: rowGroups(x.count, 5), epsilon: 0.01, gamma: { scale ? p[$0 % 5] : 1 },
        beta: { center ? p[beta + $0 % 5] : 0 })
    }
  }

  static func group(_ groups: Int, _ center: Bool, _ scale: Bool) -> Case {
    Case(
      description: "group normalization, groups \(groups), center \(center), scale \(scale)",
      layer: GroupNormalization(groups: groups, epsilon: 0.01, center: center, scale: scale)
    ) { x, p, rows in
      let beta = scale ? 5 : 0
      let width = groups == -1 ? 1 : 5 / groups
      return normalized(
        x, groups: rowGroups(x.count, width), epsilon: 0.01, gamma: { scale ? p[$0 % 5] : 1 },
        beta: { center ? p[beta + $0 % 5] : 0 })
    }
  }

  static let cases: [Case] =
    [
      batch(true, true), batch(false, true), batch(true, false), batch(false, false),
      batch(true, true, frozen: true), layerNormalization(true, true), layerNormalization(false, true),
      layerNormalization(true, false), layerNormalization(false, false),
      group(5, true, true), group(1, true, true), group(-1, false, true), group(5, true, false),
      group(1, false, false),
      Case(description: "rms normalization", layer: RMSNormalization(epsilon: 0.01)) { x, p, rows in
        var y = x
        for row in rowGroups(x.count, 5) {
          let square = row.reduce(0) { $0 + x[$1] * x[$1] } / 5
          for i in row { y[i] = p[i % 5] * x[i] / (square + 0.01).squareRoot() }
        }
        return y
      },
      Case(description: "unit normalization", layer: UnitNormalization()) { x, _, _ in
        var y = x
        for row in rowGroups(x.count, 5) {
          let norm = row.reduce(0) { $0 + x[$1] * x[$1] }.squareRoot()
          for i in row { y[i] = x[i] / norm }
        }
        return y
      },
      Case(description: "normalization", layer: Normalization()) { x, p, _ in
        x.indices.map { (x[$0] - p[$0 % 5]) / p[5 + $0 % 5].squareRoot() }
      },
      Case(description: "inverse normalization", layer: Normalization(invert: true)) { x, p, _ in
        x.indices.map { p[$0 % 5] + x[$0] * p[5 + $0 % 5].squareRoot() }
      },
      Case(description: "normalization given", layer: Normalization(mean: 0.5, variance: 4)) { x, _, _ in
        x.map { ($0 - 0.5) / 2 }
      },
      Case(description: "rescaling", layer: Rescaling(0.5, offset: -1)) { x, _, _ in x.map { $0 / 2 - 1 } },
      Case(description: "rescaling by column", layer: Rescaling([1, 2, 3, 4, 5], offset: 1)) { x, _, _ in
        x.indices.map { x[$0] * Double($0 % 5 + 1) + 1 }
      },
      Case(description: "activation", layer: ActivationLayer(.tanh)) { x, _, _ in
        ReferenceNetwork.apply(.tanh, x)
      },
      Case(description: "softmax", layer: SoftmaxLayer()) { x, _, _ in
        rowGroups(x.count, 5).flatMap { row in ReferenceNetwork.apply(.softmax, row.map { x[$0] }) }
      },
      Case(
        description: "relu", layer: ReLULayer(maxValue: 1, negativeSlope: 0.25, threshold: 0.25)
      ) { x, _, _ in
        x.map { $0 > 0.25 ? min($0, 1) : 0.25 * ($0 - 0.25) }
      },
      Case(description: "leaky relu", layer: LeakyReLULayer()) { x, _, _ in x.map { $0 > 0 ? $0 : 0.3 * $0 }
      },
      Case(description: "elu", layer: ELULayer(alpha: 0.5)) { x, _, _ in
        // e^x - 1 = 2 tanh(x / 2) / (1 - tanh(x / 2)).
        x.map {
          let t = ReferenceNetwork.apply(.tanh, [$0 / 2])[0]
          return $0 > 0 ? $0 : 0.5 * 2 * t / (1 - t)
        }
      },
      Case(description: "prelu", layer: PReLU()) { x, p, _ in
        x.indices.map { x[$0] > 0 ? x[$0] : p[$0 % 5] * x[$0] }
      },
      Case(description: "prelu shared", layer: PReLU(sharedAxes: [1])) { x, p, _ in
        x.map { $0 > 0 ? $0 : p[0] * $0 }
      },
      Case(description: "gaussian noise", layer: GaussianNoise(0.5)) { x, _, _ in x },
      Case(description: "flatten", layer: Flatten()) { x, _, _ in x },
      Case(description: "reshape", layer: Reshape([5, 1])) { x, _, _ in x },
      Case(description: "identity", layer: IdentityLayer()) { x, _, _ in x },
      Case(description: "activity regularization", layer: ActivityRegularization(l1: 1)) { x, _, _ in x },
    ]
    + [0.0, 0.3, 1.0].map { rate in
      Case(description: "dropout \(rate)", layer: Dropout(rate)) { x, _, rows in
        let ones = LayerCase(Dropout(rate), inputShape: [5], rows: rows)
        guard let mask = try? ones.run([Float](repeating: 1, count: x.count), training: true).output else {
          return []
        }
        return zip(x, mask).map { $0 * Double($1) }
      }
    }

  @Test("Gradients agree with central differences", arguments: cases, [1, 7])
  func gradients(_ example: Case, rows: Int) throws {
    var generator = RandomGenerator(seed: 5)
    func draws(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(Float(generator.random() * 3 - 1.5)) }
    }
    let specifications = example.layer.parameters(inputShape: [example.columns])
    let parameters = specifications.flatMap { specification in
      // Variances are positive.
      draws(specification.count).map { specification.name.contains("variance") ? abs($0) + 0.5 : $0 }
    }
    let x = draws(rows * example.columns)
    let single = LayerCase(
      example.layer, inputShape: [example.columns], rows: rows, parameters: parameters.map { Float($0) })
    let upstream = draws(try single.outputCount)
    let passes = try single.run(
      x.map { Float($0) }, upstream: upstream.map { Float($0) }, training: true)
    func loss(_ x: [Double], _ parameters: [Double]) -> Double {
      zip(upstream, example.formula(x, parameters, rows)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    func differences(_ values: [Double], _ loss: ([Double]) -> Double) -> [Double] {
      values.indices.map { index in
        var (above, below) = (values, values)
        above[index] += 1e-5
        below[index] -= 1e-5
        return (loss(above) - loss(below)) / 2e-5
      }
    }
    // The layer computes in Float, so 1e-5 of the largest element leaves room for rounding only; differences
    // of the Double formula are good to 1e-9.
    func compare(_ what: String, _ found: [Float], _ expected: [Double]) {
      #expect(found.count == expected.count)
      let scale = max(expected.map(abs).max() ?? 0, 0.1)
      for (index, pair) in zip(found, expected).enumerated() {
        #expect(abs(Double(pair.0) - pair.1) <= 1e-5 * scale, "\(what) \(index): \(pair)")
      }
    }
    compare("input", passes.inputGradient, differences(x) { loss($0, parameters) })
    let byParameters = differences(parameters) { loss(x, $0) }
    var start = 0
    for specification in specifications {
      let range = start..<start + specification.count
      start = range.upperBound
      guard specification.isTrainable else { continue }
      compare(specification.name, Array(passes.parameterGradient[range]), Array(byParameters[range]))
    }
  }

  @Test("An embedding's gradient is the sum over where a row was used")
  func embedding() throws {
    let single = LayerCase(
      Embedding(4, 2), inputShape: [2], rows: 3, parameters: (0..<8).map { Float($0) })
    let upstream: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    let passes = try single.run([0, 3, 3, 3, 1, 0], upstream: upstream, training: true)
    #expect(passes.output == [0, 1, 6, 7, 6, 7, 6, 7, 2, 3, 0, 1])
    #expect(passes.parameterGradient == [12, 14, 9, 10, 0, 0, 15, 18])
    #expect(passes.inputGradient.allSatisfy { $0 == 0 })
  }

  @Test("Renormalization's correction counts as a constant")
  func renormalization() throws {
    // With the averages equal to the batch's statistics r is 1 and d is 0, and all is as without.
    let x: [Float] = [1, 2, 4, 8, -3, 5]
    let plain = LayerCase(
      BatchNormalization(), inputShape: [1], rows: 6, parameters: [1.5, 0.25, 0, 1])
    let expected = try plain.run(x, upstream: [1, -2, 3, 0.5, 0, 1], training: true)
    let mean: Float = 17.0 / 6
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6
    let deviation = (variance + 0.001).squareRoot()
    let corrected = LayerCase(
      BatchNormalization(renormalization: BatchRenormalization()), inputShape: [1], rows: 6,
      parameters: [1.5, 0.25, 0, 1, 1, mean, deviation])
    let found = try corrected.run(x, upstream: [1, -2, 3, 0.5, 0, 1], training: true)
    #expect(relativeDifference(found.output, expected.output) < 1e-6)
    #expect(relativeDifference(found.inputGradient, expected.inputGradient) < 1e-5)
  }
}
