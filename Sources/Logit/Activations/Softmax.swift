import CLogitKernels

/// The softmax of each row, f(z)ⱼ = exp(zⱼ) / Σₖ exp(zₖ), which turns scores into class probabilities.
///
/// Each row is shifted by its maximum first, so no score can overflow. With one column the result is
/// always 1, which is why a softmax layer needs at least two units.
public struct Softmax: Activation, Equatable {
  /// Keras's identifier, `"softmax"`.
  public let name = "softmax"

  /// Creates the function.
  public init() {}

  /// Replaces every row by its softmax.
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress, columns > 0 else { return }
      Kernels.current.softmax(start, start, Int64(values.count / columns), Int64(columns))
    }
  }

  /// Applies the Jacobian of softmax to each row: gⱼ ← yⱼ (gⱼ - Σₖ yₖ gₖ).
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    guard columns > 0 else { return }
    withDerivativeBuffers(output, &gradient) { output, gradient, count in
      Kernels.current.softmax_gradient(output, gradient, Int64(count / columns), Int64(columns))
    }
  }
}

extension Softmax: OptionFreeActivation {
  /// Keras's identifier, `"softmax"`.
  public static let kerasClassName = "softmax"
}

extension Activation where Self == Softmax {
  /// The softmax of each row, f(z)ⱼ = exp(zⱼ) / Σₖ exp(zₖ).
  public static var softmax: Softmax { Softmax() }
}
