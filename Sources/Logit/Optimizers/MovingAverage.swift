/// The moving average of the weights, a ← m a + (1 - m) w after every batch.
///
/// It replaces the weights when training ends, and with ``overwriteFrequency`` also during training.
public struct MovingAverage: Sendable, Equatable, Codable {
  /// The fraction m of the old average that is kept.
  public var momentum: Double
  /// The number of updates after which the average replaces the weights.
  public var overwriteFrequency: Int?

  /// Configures an average.
  ///
  /// - Parameters:
  ///   - momentum: The fraction m, in 0...1; 0.99 by default.
  ///   - overwriteFrequency: 1 or more; `nil`, the default, replaces the weights only at the end.
  public init(momentum: Double = 0.99, overwriteFrequency: Int? = nil) {
    self.momentum = momentum
    self.overwriteFrequency = overwriteFrequency
  }
}
