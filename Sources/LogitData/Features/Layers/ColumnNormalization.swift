/// Shifts and scales numbers so that they have mean 0 and variance 1.
///
/// `y = (x − mean) / max(√variance, 10⁻⁷)`
///
/// in single precision, with the variance of the population, as Keras computes it; the floor keeps a column
/// that is the same in every row at 0. A matrix needs one for each column. Follows
/// `keras.layers.Normalization`; features are scaled by ``Standardization``, which has no floor.
///
///     let layer = ColumnNormalization(mean: 3, variance: 4)
///     layer(5)            // 1
///     layer.inverse(1)    // 5
public struct ColumnNormalization: Sendable, Equatable {
  /// Keras's `epsilon`: the least the standard deviation is taken for.
  public static let leastDeviation: Float = 1e-7

  /// What is subtracted.
  public let mean: Float
  /// The square of what is divided by, before the floor.
  public let variance: Float

  /// Normalizes with a known mean and variance.
  ///
  /// - Parameters:
  ///   - mean: A finite number.
  ///   - variance: At least 0 and finite.
  public init(mean: Float, variance: Float) {
    self.mean = mean
    self.variance = variance
  }

  /// Learns mean and variance from numbers, in double precision.
  ///
  /// - Parameter numbers: NaN, infinities and numbers too large for single precision are ignored.
  public init(adaptedTo numbers: some Sequence<Double>) {
    var moments = RunningMoments()
    for number in numbers where Float(number).isFinite { moments.add(number) }
    self.init(moments)
  }

  init(_ moments: consuming RunningMoments) {
    let (mean, variance) = moments.finish()
    self.init(mean: Float(mean), variance: min(Float(variance), .greatestFiniteMagnitude))
  }

  /// What is divided by.
  public var scale: Float { max(variance.squareRoot(), Self.leastDeviation) }

  /// The normalized number.
  ///
  /// - Parameter number: A number in single precision.
  public func callAsFunction(_ number: Float) -> Float { (number - mean) / scale }

  /// The normalized number; the subtraction is done in double precision, so that a small spread around a
  /// large mean is not lost. Gives what Keras gives for every number that single precision holds.
  ///
  /// - Parameter number: A number in double precision.
  public func callAsFunction(_ number: Double) -> Float { Float(number - Double(mean)) / scale }

  /// The number that is normalized to this one: Keras's `invert=True`.
  ///
  /// - Parameter number: A normalized number.
  public func inverse(_ number: Float) -> Float { mean + number * scale }
}
