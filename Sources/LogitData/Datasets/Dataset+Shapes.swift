import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Follows scikit-learn's `make_moons`, `make_circles` and `make_blobs`, drawing from NumPy's
// `default_rng(seed)`.
extension Dataset {
  /// Two interleaving half circles, in random order.
  ///
  ///     class 0: (cos t, sin t)     class 1: (1 - cos t, 1/2 - sin t)     t from 0 to π
  ///
  /// Columns `x1`, `x2` and `class`. No line separates the classes.
  ///
  /// - Parameters:
  ///   - count: The number of rows, at least 2, half of them (rounded down) of class 0; 200 by default.
  ///   - noise: The standard deviation of normal noise on both coordinates, at least 0; 0.2 by default.
  ///   - seed: The seed of the random numbers; 42 by default.
  /// - Returns: The data set.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public static func twoMoons(count: Int = 200, noise: Double = 0.2, seed: UInt64 = 42) throws -> Dataset {
    try validate(count: count, noise: noise)
    return makeTwoMoons(count: count, noise: noise, seed: seed)
  }

  /// A circle inside another, in random order.
  ///
  ///     class 0: (cos t, sin t)     class 1: factor · (cos t, sin t)     t from 0 to 2π
  ///
  /// Columns `x1`, `x2` and `class`. No line separates the classes.
  ///
  /// - Parameters:
  ///   - count: The number of rows, at least 2, half of them (rounded down) of class 0; 200 by default.
  ///   - noise: The standard deviation of normal noise on both coordinates, at least 0; 0.1 by default.
  ///   - factor: The radius of the inner circle, in 0..<1; 0.5 by default. Scikit-learn's is 0.8.
  ///   - seed: The seed of the random numbers; 42 by default.
  /// - Returns: The data set.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public static func circles(
    count: Int = 200, noise: Double = 0.1, factor: Double = 0.5, seed: UInt64 = 42
  ) throws -> Dataset {
    try validate(count: count, noise: noise)
    guard (0..<1).contains(factor) else {
      throw LogitError.invalidOption(name: "factor", value: "\(factor)", expected: "in 0..<1")
    }
    return makeCircles(count: count, noise: noise, factor: factor, seed: seed)
  }

  /// Round clusters of points around random centers, in random order.
  ///
  /// The centers are drawn from the cube [-10, 10)ᵈ, then the points of each from a normal distribution
  /// around it. Columns `x1` to `xd` and `class`.
  ///
  /// - Parameters:
  ///   - count: The number of rows, at least 1, divided evenly among the classes, the first of which get the
  ///     remainder, one each; 300 by default.
  ///   - centers: The number of clusters, in 1...1000; 3 by default.
  ///   - features: The number of features d, in 1...10,000; 2 by default.
  ///   - standardDeviation: The standard deviation of each feature within a cluster, at least 0; 1 by
  ///     default.
  ///   - seed: The seed of the random numbers; 42 by default.
  /// - Returns: The data set.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public static func blobs(
    count: Int = 300, centers: Int = 3, features: Int = 2, standardDeviation: Double = 1, seed: UInt64 = 42
  ) throws -> Dataset {
    for (name, value, range) in [
      ("count", count, 1...1 << 40), ("centers", centers, 1...1000), ("features", features, 1...10_000),
    ] where !range.contains(value) {
      throw LogitError.invalidOption(
        name: name, value: "\(value)", expected: "in \(range.lowerBound)...\(range.upperBound)")
    }
    guard standardDeviation >= 0 && standardDeviation.isFinite else {
      throw LogitError.invalidOption(
        name: "standardDeviation", value: "\(standardDeviation)", expected: "at least 0 and finite")
    }
    return makeBlobs(
      count: count, centers: centers, features: features, standardDeviation: standardDeviation, seed: seed)
  }

  private static func validate(count: Int, noise: Double) throws(LogitError) {
    guard (2...1 << 40).contains(count) else {
      throw .invalidOption(name: "count", value: "\(count)", expected: "in 2...2⁴⁰")
    }
    guard noise >= 0 && noise.isFinite else {
      throw .invalidOption(name: "noise", value: "\(noise)", expected: "at least 0 and finite")
    }
  }
}

// MARK: - Drawing

extension Dataset {
  fileprivate static func makeTwoMoons(count: Int, noise: Double, seed: UInt64) -> Dataset {
    let outer = Tensor<Double>.linspace(0, .pi, count: count / 2).scalars
    let inner = Tensor<Double>.linspace(0, .pi, count: count - count / 2).scalars
    return noisy(
      .twoMoons, outer.map { (cos($0), sin($0)) }, inner.map { (1 - cos($0), 1 - sin($0) - 0.5) },
      noise: noise, seed: seed)
  }

  fileprivate static func makeCircles(count: Int, noise: Double, factor: Double, seed: UInt64) -> Dataset {
    func circle(_ count: Int, radius: Double) -> [(Double, Double)] {
      let step = 2 * Double.pi / Double(count)
      return (0..<count).map { (cos(Double($0) * step) * radius, sin(Double($0) * step) * radius) }
    }
    return noisy(
      .circles, circle(count / 2, radius: 1), circle(count - count / 2, radius: factor), noise: noise,
      seed: seed)
  }

  /// Two classes of points in random order, with noise.
  private static func noisy(
    _ entry: DatasetEntry, _ class0: [(Double, Double)], _ class1: [(Double, Double)], noise: Double,
    seed: UInt64
  ) -> Dataset {
    var generator = RandomGenerator(seed: seed)
    let points = class0 + class1
    let order = generator.permutation(points.count).scalars
    let errors = generator.normal(mean: 0, standardDeviation: noise, count: 2 * points.count).scalars
    return Dataset(
      entry,
      [
        Column("x1", numbers: order.enumerated().map { points[$1].0 + errors[2 * $0] }),
        Column("x2", numbers: order.enumerated().map { points[$1].1 + errors[2 * $0 + 1] }),
        Column("class", integers: order.map { $0 < class0.count ? 0 : 1 }),
      ])
  }

  fileprivate static func makeBlobs(
    count: Int, centers: Int, features: Int, standardDeviation: Double, seed: UInt64
  ) -> Dataset {
    var generator = RandomGenerator(seed: seed)
    let means = generator.uniform(-10, 10, count: centers * features).scalars
    let sizes = (0..<centers).map { count / centers + ($0 < count % centers ? 1 : 0) }
    // points: [count, features]
    var points: [Double] = []
    points.reserveCapacity(count * features)
    for (label, size) in sizes.enumerated() {
      for place in 0..<size * features {
        points.append(
          generator.normal(
            mean: means[label * features + place % features], standardDeviation: standardDeviation))
      }
    }
    let classes = sizes.enumerated().flatMap { Array(repeating: $0, count: $1) }
    let order = generator.permutation(count).scalars
    let columns = (0..<features).map { feature in
      Column("x\(feature + 1)", numbers: order.map { points[$0 * features + feature] })
    }
    return Dataset(.blobs, columns + [Column("class", integers: order.map { classes[$0] })])
  }
}

extension DatasetEntry {
  static let twoMoons = DatasetEntry(
    "two-moons", "Two half circles that reach into one another", target: "class", rows: 200, columns: 3,
    classes: 2, source: "drawn as scikit-learn's make_moons", licence: "Apache 2.0, as Logit",
    isGenerated: true
  ) { Dataset.makeTwoMoons(count: 200, noise: 0.2, seed: 42) }

  static let circles = DatasetEntry(
    "circles", "A circle around another", target: "class", rows: 200, columns: 3, classes: 2,
    source: "drawn as scikit-learn's make_circles", licence: "Apache 2.0, as Logit", isGenerated: true
  ) { Dataset.makeCircles(count: 200, noise: 0.1, factor: 0.5, seed: 42) }

  static let blobs = DatasetEntry(
    "blobs", "Round clouds in a plane", target: "class", rows: 300, columns: 3, classes: 3,
    source: "drawn as scikit-learn's make_blobs", licence: "Apache 2.0, as Logit", isGenerated: true
  ) { Dataset.makeBlobs(count: 300, centers: 3, features: 2, standardDeviation: 1, seed: 42) }
}
