/// A ``VarianceScaling`` with its own name.
protocol ScaledInitializer: RandomInitializer {
  init(seed: UInt64?)

  /// The scale, mode and distribution behind the name.
  static var scaling: VarianceScaling { get }
}

extension ScaledInitializer {
  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [kerasSeed, JSON.Member("input_axes", .null), JSON.Member("output_axes", .null)]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    try options.requireDefaultAxes()
    self.init(seed: try options.seed())
  }

  func draw(_ values: inout MutableSpan<Float>, shape: [Int], from generator: inout RandomGenerator) {
    Self.scaling.draw(&values, shape: shape, from: &generator)
  }
}
