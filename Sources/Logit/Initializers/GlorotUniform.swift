/// Draws from the uniform distribution on -a...a with a = √(6 / (fanIn + fanOut)), Keras's default for a
/// kernel.
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`. The values are those of
/// ``RandomGenerator/random()``, u in 0..<1, mapped to (2u - 1) a and rounded to `Float`.
///
/// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", AISTATS 2010, equation 16.
public struct GlorotUniform: Initializer, Equatable {
  /// Creates the initializer.
  public init() {}

  /// Fills the parameter with uniform draws.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    // A vector counts as both fans, as in Keras.
    let fanIn = shape.first ?? 1
    let fanOut = shape.last ?? 1
    let limit = (6 / Double(max(fanIn + fanOut, 1))).squareRoot()
    for i in values.indices {
      values[i] = Float((2 * generator.random() - 1) * limit)
    }
  }
}

extension Initializer where Self == GlorotUniform {
  /// Uniform draws on ±√(6 / (fanIn + fanOut)), Keras's default for a kernel.
  public static var glorotUniform: GlorotUniform { GlorotUniform() }
}
