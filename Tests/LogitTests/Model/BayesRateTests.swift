import Logit
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// After training on generated problems, accuracy on fresh data is the best any classifier can reach.
@Suite struct BayesRateTests {
  /// The standard normal distribution function, Φ(z) = erfc(-z / √2) / 2.
  func normalDistribution(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// Four standard errors of a share p estimated from n draws.
  func samplingError(_ p: Double, _ n: Int) -> Double { 4 * (p * (1 - p) / Double(n)).squareRoot() }

  func binary(
    _ draw: (inout RandomGenerator, Int) throws -> Tensor<Float>, features: Int, optimizer: any Optimizer,
    epochs: Int, rate: Double
  ) throws {
    var generator = RandomGenerator(seed: 12)
    func rows(_ count: Int) throws -> (Tensor<Float>, Tensor<Float>) {
      (try draw(&generator, count), try Tensor.concatenate([.zeros([count]), .ones([count])]))
    }
    let (x, y) = try rows(1000)
    var model = try Sequential([Dense(1, inputShape: [features], activation: .sigmoid)], seed: 3)
    try model.compile(optimizer: optimizer, loss: .binaryCrossentropy, metrics: [.accuracy])
    try model.fit(x, y, epochs: epochs, batchSize: 32, verbose: .silent)
    let (freshX, freshY) = try rows(20_000)
    let accuracy = try model.evaluate(freshX, freshY).accuracy ?? 0
    // Training on 2,000 rows costs up to a thousandth besides.
    #expect(abs(accuracy - rate) < samplingError(rate, 40_000) + 0.001)
  }

  @Test("1-D: N(-4, 2) against N(4, 2) is told apart with probability Φ(4 / 2) = 0.977")
  func sigmoid() throws {
    try binary(
      { generator, count in
        Tensor<Float>(
          try Tensor.concatenate([
            generator.normal(mean: -4, standardDeviation: 2, count: count),
            generator.normal(mean: 4, standardDeviation: 2, count: count),
          ]))
      }, features: 1, optimizer: .adam(learningRate: 0.01), epochs: 30, rate: normalDistribution(2))
  }

  @Test("2-D: N((3, 2), 1) against N((7, 6), 1), 4√2 apart, with probability Φ(2√2) = 0.998")
  func boundary() throws {
    try binary(
      { generator, count in
        func column(_ mean: Double) -> Tensor<Double> {
          generator.normal(mean: mean, standardDeviation: 1, count: count)
        }
        let (a1, a2, b1, b2) = (column(3), column(2), column(7), column(6))
        return Tensor<Float>(
          try Tensor.columnStack([Tensor.concatenate([a1, b1]), Tensor.concatenate([a2, b2])]))
      }, features: 2, optimizer: .sgd(learningRate: 0.1), epochs: 50,
      rate: normalDistribution(8.0.squareRoot()))
  }

  @Test("Softmax: three clouds, trained to the end, reach the rate of the nearest centre")
  func softmax() throws {
    let centers = [(1.0, 1.0), (5.0, 4.0), (8.0, 0.0)]
    var generator = RandomGenerator(seed: 8)
    func rows(_ count: Int) throws -> (x: Tensor<Float>, y: Tensor<Float>) {
      let clouds = try centers.map { first, second in
        try Tensor.hstack([
          generator.normal(mean: first, standardDeviation: 1, shape: [count, 1]),
          generator.normal(mean: second, standardDeviation: 1, shape: [count, 1]),
        ])
      }
      return (Tensor<Float>(try Tensor.vstack(clouds)), Tensor((0..<3 * count).map { Float($0 / count) }))
    }
    let (x, y) = try rows(500)
    var model = try Sequential([Dense(3, inputShape: [2], activation: .softmax)], seed: 1)
    try model.compile(
      optimizer: .adam(learningRate: 0.05), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    try model.fit(x, y, epochs: 100, batchSize: 100, verbose: .silent)

    // Equal, round clouds: the best guess is the nearest centre, so its rate on the same rows is the one to
    // reach.
    let (freshX, freshY) = try rows(10_000)
    let nearest = (0..<30_000).count { row in
      let distances = centers.map { first, second in
        let (dx, dy) = (Double(freshX[row, 0]) - first, Double(freshX[row, 1]) - second)
        return dx * dx + dy * dy
      }
      return distances.indices.min { distances[$0] < distances[$1] } == Int(freshY[row])
    }
    let accuracy = try model.evaluate(freshX, freshY).accuracy ?? 0
    #expect(abs(accuracy - Double(nearest) / 30_000) < 0.002)
  }
}
