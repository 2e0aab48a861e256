extension RandomGenerator {
  /// A number in [0, 1), a multiple of 2⁻⁵³, as NumPy's `random()`.
  public mutating func random() -> Double {
    engine.nextDouble()
  }

  /// Numbers in [0, 1), as NumPy's `random(count)`.
  ///
  /// - Parameter count: The number of values; a negative one is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func random(count: Int) -> Tensor<Double> {
    random(shape: [count])
  }

  /// Numbers in [0, 1), as NumPy's `random(shape)`.
  ///
  /// - Parameter shape: The length of each dimension.
  public mutating func random(shape: [Int]) -> Tensor<Double> {
    uniform(0, 1, shape: shape)
  }

  /// Single-precision numbers in [0, 1), multiples of 2⁻²⁴, as NumPy's `random(shape, dtype=float32)`.
  ///
  /// The stream differs from that of `random(shape:)`: two numbers use up one step of the generator.
  ///
  /// - Parameters:
  ///   - shape: The length of each dimension.
  ///   - type: `Float.self`.
  public mutating func random(shape: [Int], as type: Float.Type) -> Tensor<Float> {
    fill(shape) { $0.nextFloat() }
  }

  /// A number in [low, high), as NumPy's `uniform(low, high)`.
  ///
  ///     low + (high - low) * random()
  ///
  /// - Parameters:
  ///   - low: The lower bound.
  ///   - high: The upper bound, excluded; rounding can still produce it.
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * engine.nextDouble()
  }

  /// Numbers in [low, high), as NumPy's `uniform(low, high, count)`.
  ///
  /// - Parameters:
  ///   - low: The lower bound.
  ///   - high: The upper bound, excluded; rounding can still produce it.
  ///   - count: The number of values; a negative one is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func uniform(_ low: Double, _ high: Double, count: Int) -> Tensor<Double> {
    uniform(low, high, shape: [count])
  }

  /// Numbers in [low, high), as NumPy's `uniform(low, high, shape)`.
  ///
  /// - Parameters:
  ///   - low: The lower bound.
  ///   - high: The upper bound, excluded; rounding can still produce it.
  ///   - shape: The length of each dimension.
  public mutating func uniform(_ low: Double, _ high: Double, shape: [Int]) -> Tensor<Double> {
    let width = high - low
    return fill(shape) { low + width * $0.nextDouble() }
  }

  /// A tensor of draws. They are made from a local copy of the engine, which the optimizer keeps in
  /// registers.
  @inline(__always)
  mutating func fill<Scalar>(_ shape: [Int], _ draw: (inout PCG64) -> Scalar) -> Tensor<Scalar> {
    var engine = self.engine
    defer { self.engine = engine }
    return Tensor(unsafeUninitializedShape: shape) { elements in
      for index in elements.indices { elements[index] = draw(&engine) }
    }
  }
}
