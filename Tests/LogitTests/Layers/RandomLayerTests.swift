import Testing

@testable import Logit

/// Dropout and Gaussian noise: what they draw, and that they draw the same again.
@Suite struct RandomLayerTests {
  @Test("Dropout keeps its share of elements and scales them", arguments: [0.1, 0.5, 0.75])
  func keepRate(rate: Double) throws {
    let single = LayerCase(Dropout(rate), inputShape: [100], rows: 1000)
    let output = try single.run([Float](repeating: 2, count: 100_000), training: true).output
    let kept = output.count { $0 != 0 }
    // Five standard deviations of the binomial distribution.
    let deviation = (100_000 * rate * (1 - rate)).squareRoot()
    #expect(abs(Double(kept) - 100_000 * (1 - rate)) < 5 * deviation)
    #expect(output.allSatisfy { $0 == 0 || $0 == 2 * Float(1 / (1 - rate)) })
    // Columns and neighbours are independent.
    for column in 0..<100 {
      let count = stride(from: column, to: 100_000, by: 100).count { output[$0] != 0 }
      #expect(abs(Double(count) - 1000 * (1 - rate)) < 5 * (1000 * rate * (1 - rate)).squareRoot())
    }
    let pairs = (1..<100_000).count { output[$0] != 0 && output[$0 - 1] != 0 }
    #expect(abs(Double(pairs) / 99_999 - (1 - rate) * (1 - rate)) < 0.01)
  }

  @Test("Gaussian noise has the mean, deviation, skewness and kurtosis of a normal distribution")
  func noise() throws {
    let single = LayerCase(GaussianNoise(0.5), inputShape: [100], rows: 2000)
    let noise = try single.run([Float](repeating: 0, count: 200_000), training: true).output.map(Double.init)
    let count = Double(noise.count)
    func moment(_ power: Int) -> Double {
      noise.reduce(0) { sum, value in sum + (0..<power).reduce(1.0) { product, _ in product * value * 2 } }
        / count
    }
    // Five standard errors: 1, √2, √15 and √96 over √n.
    let error = 5 / count.squareRoot()
    #expect(abs(moment(1)) < error)
    #expect(abs(moment(2) - 1) < 1.42 * error)
    #expect(abs(moment(3)) < 3.88 * error)
    #expect(abs(moment(4) - 3) < 9.8 * error)
    let beyond = noise.count { abs($0) > 0.5 * 1.959_964 }
    #expect(abs(Double(beyond) / count - 0.05) < 5 * (0.05 * 0.95 / count).squareRoot())
  }

  @Test(
    "The normal quantiles are right",
    arguments: [(0.5, 0.476_936_276), (0.9375, 1.317_150_335), (1 - 0x1p-20, 3.465_505_026)])
  func inverse(_ x: Double, _ expected: Double) {
    let single = Float(x)
    let w = Float(-Double.logOfOneMinusSquare(Double(single)))
    let found = GaussianNoise.inverseErrorFunction(single, w: w)
    #expect(abs(Double(found) - expected) < 1e-6 * expected)
  }

  static let layers: [any Layer] = [
    Dropout(0.5), GaussianNoise(0.5), Dropout(0.5, noiseShape: [nil, 1]), AlphaDropout(0.5),
  ]

  @Test("Seeds and places alone decide", arguments: 0..<4)
  func determinism(_ index: Int) throws {
    let layer = Self.layers[index]
    let x = (0..<60).map { Float($0 + 1) }
    func output(_ rows: Int, seed: UInt64) throws -> [Float] {
      let single = LayerCase(layer, inputShape: [6], rows: rows)
      return try single.run(Array(x[..<(rows * 6)]), training: true, seed: seed).output
    }
    let whole = try output(10, seed: 7)
    #expect(try output(10, seed: 7) == whole)
    #expect(try output(10, seed: 8) != whole)
    // A shorter batch draws what the longer one begins with.
    #expect(try output(4, seed: 7) == Array(whole[..<24]))
  }

  @Test(
    "Alpha dropout drops its share, computes Keras's numbers and preserves mean and variance",
    arguments: [
      // What Keras makes of 0 that is dropped, of 0 and of 2 that are kept.
      (0.1, -1.457_738_6 as Float, 0.161_970_97 as Float, 2.004_54 as Float),
      (0.5, -0.779_193_8, 0.779_193_94, 2.552_003_6), (0.75, -0.482_573_03, 1.447_719_3, 3.643_604_8),
    ])
  func alphaDropout(rate: Double, dropped: Float, zero: Float, two: Float) throws {
    let single = LayerCase(AlphaDropout(rate), inputShape: [100], rows: 1000)
    let passes = try single.run((0..<100_000).map { $0 % 2 == 0 ? 0 : 2 }, training: true)
    var kept = 0
    for (index, value) in passes.output.enumerated() {
      let isDropped = abs(value - dropped) < 1e-6
      #expect(isDropped || abs(value - (index % 2 == 0 ? zero : two)) < 1e-6)
      #expect(abs(passes.inputGradient[index] - (isDropped ? 0 : (two - zero) / 2)) < 1e-6)
      kept += isDropped ? 0 : 1
    }
    #expect(abs(Double(kept) - 100_000 * (1 - rate)) < 5 * (100_000 * rate * (1 - rate)).squareRoot())
    // Of standard normal numbers, to five standard errors and more.
    let normal = try LayerCase(GaussianNoise(1), inputShape: [100], rows: 1000)
      .run([Float](repeating: 0, count: 100_000), training: true).output
    let output = try single.run(normal, training: true, seed: 2).output.map(Double.init)
    let mean = output.reduce(0, +) / 100_000
    let variance = output.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean) < 0.02 && abs(variance - 1) < 0.04)
  }

  @Test("A seed of the layer's own draws something else")
  func ownSeed() throws {
    let x = [Float](repeating: 1, count: 64)
    func output(_ seed: Int?) throws -> [Float] {
      try LayerCase(Dropout(0.5, seed: seed), inputShape: [8], rows: 8).run(x, training: true).output
    }
    #expect(try output(nil) != output(1))
    #expect(try output(1) != output(2))
    #expect(try output(1) == output(1))
  }

  @Test("Inference is the identity, and so is a rate or a deviation of 0", arguments: 0..<4)
  func inference(_ index: Int) throws {
    let x = (0..<12).map { Float($0) - 3 }
    let single = LayerCase(Self.layers[index], inputShape: [4], rows: 3)
    #expect(try single.run(x, training: false).output == x)
    for layer in [Dropout(0), GaussianNoise(0), AlphaDropout(0)] as [any Layer] {
      #expect(try LayerCase(layer, inputShape: [4], rows: 3).run(x, training: true).output == x)
    }
    #expect(
      try LayerCase(Dropout(1), inputShape: [4], rows: 3).run(x, training: true).output.allSatisfy { $0 == 0 }
    )
  }

  @Test("A noise shape repeats the mask along an axis")
  func noiseShape() throws {
    let ones = [Float](repeating: 1, count: 200)
    func output(_ shape: [Int?]) throws -> [Float] {
      try LayerCase(Dropout(0.5, noiseShape: shape), inputShape: [10], rows: 20).run(ones, training: true)
        .output
    }
    let rows = try output([nil, 1])
    #expect((0..<200).allSatisfy { (place: Int) -> Bool in rows[place] == rows[place / 10 * 10] })
    #expect(Set(rows).count == 2)
    let columns = try output([1, nil])
    #expect((0..<200).allSatisfy { (place: Int) -> Bool in columns[place] == columns[place % 10] })
    #expect(Set(columns).count == 2)
  }

  @Test("A network with dropout trains, to the same weights whenever it is trained again")
  func training() throws {
    let (x, y) = SequentialTests.data(rows: 100)
    func trained() throws -> Sequential {
      var model = try Sequential(seed: 3) {
        Dense(8, activation: .relu)
        Dropout(0.25)
        GaussianNoise(0.05)
        Dense(1, activation: .sigmoid)
      }
      try model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy)
      let history = try model.fit(x, y, epochs: 20, verbose: .silent)
      #expect(history["loss"][19] < history["loss"][0])
      return model
    }
    #expect(try trained().weights == trained().weights)
  }
}

extension Double {
  /// log(1 - x²) by the series of the logarithm's inverse hyperbolic tangent, for a test of few numbers.
  fileprivate static func logOfOneMinusSquare(_ x: Double) -> Double {
    // log(a) for a in 0..<1: halve until near 1.
    var (a, halvings) = ((1 - x) * (1 + x), 0.0)
    while a < 0.5 {
      a *= 2
      halvings += 1
    }
    let t = (a - 1) / (a + 1)
    let series = stride(from: 1, to: 60, by: 2).reduce(0.0) { sum, power in
      sum + (0..<power).reduce(1.0) { product, _ in product * t } / Double(power)
    }
    return 2 * series - halvings * 0.693_147_180_559_945_3
  }
}
