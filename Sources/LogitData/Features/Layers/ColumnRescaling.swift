/// Multiplies the numbers of a column and adds to them: `y = x · scale + offset`. Follows
/// `keras.layers.Rescaling`; the layer of that name is `Rescaling` in Logit.
public struct ColumnRescaling: Sendable, Equatable {
  /// What numbers are multiplied by.
  public let scale: Float
  /// What is added then.
  public let offset: Float

  /// Multiplies by a number and adds another.
  ///
  /// - Parameters:
  ///   - scale: What numbers are multiplied by.
  ///   - offset: What is added then.
  public init(scale: Float, offset: Float = 0) {
    self.scale = scale
    self.offset = offset
  }

  /// The rescaled number.
  ///
  /// - Parameter number: Any number.
  public func callAsFunction(_ number: Float) -> Float { number * scale + offset }

  /// The rescaled number, computed in double precision.
  ///
  /// - Parameter number: Any number.
  public func callAsFunction(_ number: Double) -> Float { Float(number * Double(scale) + Double(offset)) }
}
