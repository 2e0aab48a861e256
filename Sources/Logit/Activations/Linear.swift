/// The identity, f(z) = z: the layer's output is its weighted sum.
public struct Linear: Activation, Equatable {
  /// Keras's identifier, `"linear"`.
  public let name = "linear"

  /// Creates the identity.
  public init() {}

  /// Leaves the values as they are.
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {}

  /// Leaves the gradient as it is: dy/dz = 1.
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {}
}

extension Linear: OptionFreeActivation {
  /// Keras's identifier, `"linear"`.
  public static let kerasClassName = "linear"
}

extension Activation where Self == Linear {
  /// The identity, f(z) = z.
  public static var linear: Linear { Linear() }
}
