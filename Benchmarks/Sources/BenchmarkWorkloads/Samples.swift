import Logit

/// Rows with labels, the same numbers that `rivals/workloads.py` draws from NumPy's `default_rng`.
public struct Samples: Sendable {
  /// `[rows, features]`.
  public var x: Tensor<Float>
  /// Labels as the loss of the workload wants them.
  public var y: Tensor<Float>
}

extension Samples {
  /// Two bell curves: the data of the tutorial's first program.
  public static func oneFeature() throws -> Samples {
    var generator = RandomGenerator(seed: 42)
    let class0 = generator.normal(mean: -4, standardDeviation: 2, shape: [1000, 1])
    let class1 = generator.normal(mean: 4, standardDeviation: 2, shape: [1000, 1])
    return Samples(
      x: Tensor(try Tensor.vstack([class0, class1])),
      y: try Tensor.vstack([.zeros([1000, 1]), .ones([1000, 1])]))
  }

  /// Two clouds: the data of the tutorial's second program.
  public static func twoFeatures() throws -> Samples {
    var generator = RandomGenerator(seed: 42)
    let columns = [3.0, 2, 7, 6].map {
      generator.normal(mean: $0, standardDeviation: 1, shape: [1000, 1])
    }
    let class0 = try Tensor.hstack([columns[0], columns[1]])
    let class1 = try Tensor.hstack([columns[2], columns[3]])
    return Samples(
      x: Tensor(try Tensor.vstack([class0, class1])),
      y: try Tensor.vstack([.zeros([1000, 1]), .ones([1000, 1])]))
  }

  /// Three clouds in random order, one-hot labels: the data of the tutorial's third program.
  public static func threeClasses() throws -> Samples {
    var generator = RandomGenerator(seed: 42)
    var clouds: [Tensor<Double>] = []
    for (first, second) in [(1.0, 1.0), (5, 4), (8, 0)] {
      clouds.append(
        try Tensor.hstack([
          generator.normal(mean: first, standardDeviation: 1, shape: [100, 1]),
          generator.normal(mean: second, standardDeviation: 1, shape: [100, 1]),
        ]))
    }
    let order = generator.permutation(300)
    let labels = try Tensor<Float>.oneHot((0..<300).map { $0 / 100 }, classCount: 3)
    return Samples(
      x: Tensor(try Tensor.vstack(clouds).rows(at: order)), y: try labels.rows(at: order))
  }

  /// Overlapping clouds around random centres, with class indices `[rows, 1]` as labels.
  public static func clusters(rows: Int, features: Int, classes: Int, seed: UInt64 = 1) -> Samples {
    var generator = RandomGenerator(seed: seed)
    let centers = generator.normal(mean: 0, standardDeviation: 0.1, shape: [classes, features])
    let labels = generator.integers(in: 0..<classes, count: rows)
    let y = Tensor<Float>(unsafeUninitializedShape: [rows, 1]) { output in
      for row in 0..<rows { output.initializeElement(at: row, to: Float(labels[row])) }
    }
    let x = noise(rows: rows, features: features, generator: &generator) { row, noise in
      let center = labels[row] * features
      for column in 0..<features { noise[column] += centers[center + column] }
    }
    return Samples(x: x, y: y)
  }

  /// Standard normal rows.
  public static func normal(rows: Int, features: Int, seed: UInt64 = 1) -> Tensor<Float> {
    var generator = RandomGenerator(seed: seed)
    return noise(rows: rows, features: features, generator: &generator) { _, _ in }
  }

  /// Standard normal rows, each passed through `change` before it is rounded to `Float`. A few rows are drawn
  /// at a time, so that peak memory is that of the data.
  private static func noise(
    rows: Int, features: Int, generator: inout RandomGenerator,
    change: (_ row: Int, _ noise: inout [Double]) -> Void
  ) -> Tensor<Float> {
    var values = [Double](repeating: 0, count: features)
    return Tensor(unsafeUninitializedShape: [rows, features]) { output in
      for row in 0..<rows {
        for column in 0..<features { values[column] = generator.standardNormal() }
        change(row, &values)
        for column in 0..<features {
          output.initializeElement(at: row * features + column, to: Float(values[column]))
        }
      }
    }
  }
}
