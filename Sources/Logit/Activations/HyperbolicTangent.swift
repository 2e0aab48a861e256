import CLogitKernels

/// The hyperbolic tangent, f(z) = tanh(z), with outputs in -1...1.
public struct HyperbolicTangent: Activation, Equatable {
  /// Keras's identifier, `"tanh"`.
  public let name = "tanh"

  /// Creates the function.
  public init() {}

  /// Replaces every z by f(z).
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      Kernels.current.hyperbolic_tangent(start, start, Int64(values.count))
    }
  }

  /// Multiplies the gradient by the derivative, 1 - y².
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    withDerivativeBuffers(output, &gradient) { output, gradient, count in
      Kernels.current.hyperbolic_tangent_gradient(output, gradient, Int64(count))
    }
  }
}

extension HyperbolicTangent: OptionFreeActivation {
  /// Keras's identifier, `"tanh"`.
  public static let kerasClassName = "tanh"
}

extension Activation where Self == HyperbolicTangent {
  /// The hyperbolic tangent, f(z) = tanh(z).
  public static var tanh: HyperbolicTangent { HyperbolicTangent() }
}
