import Logit

// The random numbers of the three examples, in the same order.
extension Dataset {
  /// Two normal distributions on a line: 1,000 rows around -4 and 1,000 around 4, both with standard
  /// deviation 2.
  ///
  /// Columns `x` and `class`, 0 or 1. The problem of `Examples/Logistic1D` and `logit demo sigmoid`.
  ///
  /// - Parameter seed: The seed of the random numbers; 42 by default.
  /// - Returns: The data set.
  public static func sigmoid(seed: UInt64 = 42) -> Dataset {
    var generator = RandomGenerator(seed: seed)
    let xs = [-4.0, 4].flatMap { generator.normal(mean: $0, standardDeviation: 2, count: 1000).scalars }
    return Dataset(
      .sigmoid, [Column("x", numbers: xs), Column("class", integers: xs.indices.map { $0 / 1000 })])
  }

  /// Two clusters in a plane: 1,000 rows around (3, 2) and 1,000 around (7, 6), both with standard deviation
  /// 1.
  ///
  /// Columns `x1`, `x2` and `class`, 0 or 1. The problem of `Examples/Logistic2D` and `logit demo boundary`.
  ///
  /// - Parameter seed: The seed of the random numbers; 42 by default.
  /// - Returns: The data set.
  public static func boundary(seed: UInt64 = 42) -> Dataset {
    var generator = RandomGenerator(seed: seed)
    let draws = [3.0, 2, 7, 6].map { generator.normal(mean: $0, standardDeviation: 1, count: 1000).scalars }
    return Dataset(
      .boundary,
      [
        Column("x1", numbers: draws[0] + draws[2]), Column("x2", numbers: draws[1] + draws[3]),
        Column("class", integers: (0..<2000).map { $0 / 1000 }),
      ])
  }

  /// Three clusters in a plane: 100 rows each around (1, 1), (5, 4) and (8, 0), with standard deviation 1, in
  /// random order.
  ///
  /// Columns `x1`, `x2` and `class`, 0, 1 or 2. The training rows of `Examples/SoftmaxRegression` and `logit
  /// demo softmax`.
  ///
  /// - Parameter seed: The seed of the random numbers; 42 by default.
  /// - Returns: The data set.
  public static func softmax(seed: UInt64 = 42) -> Dataset {
    var generator = RandomGenerator(seed: seed)
    let draws = [1.0, 1, 5, 4, 8, 0].map {
      generator.normal(mean: $0, standardDeviation: 1, count: 100).scalars
    }
    let (x1, x2) = (draws[0] + draws[2] + draws[4], draws[1] + draws[3] + draws[5])
    let order = generator.permutation(300).scalars
    return Dataset(
      .softmax,
      [
        Column("x1", numbers: order.map { x1[$0] }), Column("x2", numbers: order.map { x2[$0] }),
        Column("class", integers: order.map { $0 / 100 }),
      ])
  }
}

extension DatasetEntry {
  static let sigmoid = DatasetEntry(
    "sigmoid", "Two bell curves on a line", target: "class", rows: 2000, columns: 2, classes: 2,
    source: "drawn as in Examples/Logistic1D", licence: "Apache 2.0, as Logit", isGenerated: true
  ) { .sigmoid() }

  static let boundary = DatasetEntry(
    "boundary", "Two clouds in a plane, told apart by a line", target: "class", rows: 2000, columns: 3,
    classes: 2, source: "drawn as in Examples/Logistic2D", licence: "Apache 2.0, as Logit", isGenerated: true
  ) { .boundary() }

  static let softmax = DatasetEntry(
    "softmax", "Three clouds in a plane", target: "class", rows: 300, columns: 3, classes: 3,
    source: "drawn as in Examples/SoftmaxRegression", licence: "Apache 2.0, as Logit", isGenerated: true
  ) { .softmax() }
}
