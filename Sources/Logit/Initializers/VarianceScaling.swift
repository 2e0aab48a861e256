/// Draws from a distribution whose variance depends on the number of inputs or outputs: scale / n.
///
/// For a kernel `[inputs, units]` the inputs are the fan-in and the units the fan-out; leading dimensions
/// multiply both, and a vector `[n]` has n of each. In the formula, n is the fan that the mode selects, at
/// least 1.
///
/// - `truncatedNormal`: a normal distribution truncated at two standard deviations, and wider by 1 / 0.8796
///   before truncation, so that the result has the requested variance.
/// - `untruncatedNormal`: a normal distribution.
/// - `uniform`: from -√(3 scale / n) to √(3 scale / n).
///
/// Follows `keras.initializers.VarianceScaling`.
public struct VarianceScaling: Initializer, Equatable {
  /// What the variance is divided by.
  public enum Mode: String, Sendable, CaseIterable {
    /// The number of inputs.
    case fanIn = "fan_in"
    /// The number of outputs.
    case fanOut = "fan_out"
    /// The mean of both.
    case fanAvg = "fan_avg"
  }

  /// The shape of the distribution.
  public enum Distribution: String, Sendable, CaseIterable {
    /// Normal, truncated at two standard deviations.
    case truncatedNormal = "truncated_normal"
    /// Normal.
    case untruncatedNormal = "untruncated_normal"
    /// Uniform.
    case uniform
  }

  /// The factor of the variance.
  public var scale: Double
  /// What the variance is divided by.
  public var mode: Mode
  /// The shape of the distribution.
  public var distribution: Distribution
  /// The initializer's own seed, if it has one.
  public var seed: UInt64?

  /// Creates the initializer.
  ///
  /// - Parameters:
  ///   - scale: The factor of the variance, above 0, 1 by default.
  ///   - mode: What the variance is divided by, `.fanIn` by default.
  ///   - distribution: The shape of the distribution, `.truncatedNormal` by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public init(
    scale: Double = 1, mode: Mode = .fanIn, distribution: Distribution = .truncatedNormal, seed: UInt64? = nil
  ) {
    self.scale = scale
    self.mode = mode
    self.distribution = distribution
    self.seed = seed
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requirePositive(scale, "scale")
  }
}

extension VarianceScaling: RandomInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "VarianceScaling"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [
      kerasSeed, JSON.Member("scale", .number(scale)), JSON.Member("mode", .string(mode.rawValue)),
      JSON.Member("distribution", .string(distribution.rawValue)), JSON.Member("input_axes", .null),
      JSON.Member("output_axes", .null),
    ]
  }

  /// Reads the options under Keras's names. `normal` is another name for `truncated_normal`.
  public init(keras options: inout JSONFields) throws {
    let modeText = try options.string("mode", default: "fan_in")
    guard let mode = Mode(rawValue: modeText) else {
      throw options.wrong(
        "mode", expected: "\"fan_in\", \"fan_out\" or \"fan_avg\"", found: .string(modeText))
    }
    let text = try options.string("distribution", default: "truncated_normal")
    guard let distribution = Distribution(rawValue: text == "normal" ? "truncated_normal" : text) else {
      throw options.wrong(
        "distribution", expected: "\"truncated_normal\", \"untruncated_normal\" or \"uniform\"",
        found: .string(text))
    }
    try options.requireDefaultAxes()
    self.init(
      scale: try options.double("scale", default: 1), mode: mode, distribution: distribution,
      seed: try options.seed())
  }

  func draw(_ values: inout MutableSpan<Float>, shape: [Int], from generator: inout RandomGenerator) {
    // The standard deviation of a standard normal distribution truncated at ±2.
    let cutDeviation = 0.87962566103423978
    let variance = scale / max(1, fan(shape))
    switch distribution {
    case .truncatedNormal:
      let deviation = variance.squareRoot() / cutDeviation
      generator.fill(&values) { deviation * $0.truncatedNormal() }
    case .untruncatedNormal:
      let deviation = variance.squareRoot()
      generator.fill(&values) { deviation * $0.standardNormal() }
    case .uniform:
      let limit = (3 * scale / max(1, fan(shape))).squareRoot()
      generator.fill(&values) { (2 * $0.random() - 1) * limit }
    }
  }

  private func fan(_ shape: [Int]) -> Double {
    let leading = Double(shape.dropLast(2).reduce(1, *))
    let fanIn = leading * Double(shape.dropLast(shape.count > 1 ? 1 : 0).last ?? 1)
    let fanOut = leading * Double(shape.last ?? 1)
    switch mode {
    case .fanIn: return fanIn
    case .fanOut: return fanOut
    case .fanAvg: return (fanIn + fanOut) / 2
    }
  }
}

extension JSONFields {
  /// Skips `input_axes` and `output_axes`, which must be `null`.
  mutating func requireDefaultAxes() throws {
    for name in ["input_axes", "output_axes"] {
      if let found = value(name), found != .null { throw wrong(name, expected: "null", found: found) }
    }
  }
}

extension Initializer where Self == VarianceScaling {
  /// Draws from a distribution whose variance depends on the number of inputs or outputs; see
  /// ``VarianceScaling``.
  public static var varianceScaling: VarianceScaling { VarianceScaling() }

  /// Draws from a distribution whose variance depends on the number of inputs or outputs; see
  /// ``VarianceScaling``.
  ///
  /// - Parameters:
  ///   - scale: The factor of the variance, above 0, 1 by default.
  ///   - mode: What the variance is divided by, `.fanIn` by default.
  ///   - distribution: The shape of the distribution, `.truncatedNormal` by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public static func varianceScaling(
    scale: Double = 1, mode: VarianceScaling.Mode = .fanIn,
    distribution: VarianceScaling.Distribution = .truncatedNormal, seed: UInt64? = nil
  ) -> VarianceScaling {
    VarianceScaling(scale: scale, mode: mode, distribution: distribution, seed: seed)
  }
}
