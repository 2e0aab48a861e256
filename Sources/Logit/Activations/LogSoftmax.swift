import CLogitKernels

/// The logarithm of the softmax of each row, f(z)ⱼ = zⱼ - log Σₖ exp(zₖ).
///
/// With m the largest score, it is (zⱼ - m) - log(1 + Σ exp(zₖ - m)), the sum leaving out the largest, so
/// that the logarithm of a probability close to 1 keeps its digits, where Keras on TensorFlow rounds it to a
/// multiple of 6e-8.
///
/// Follows `keras.activations.log_softmax` over the last axis.
public struct LogSoftmax: Activation, Equatable {
  /// Keras's identifier, `"log_softmax"`.
  public let name = "log_softmax"

  /// Creates the function.
  public init() {}

  /// Replaces every row by the logarithm of its softmax.
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress, columns > 0 else { return }
      Kernels.current.log_softmax(start, start, Int64(values.count / columns), Int64(columns))
    }
  }

  /// Applies the Jacobian to each row: gⱼ ← gⱼ - exp(yⱼ) Σₖ gₖ.
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    guard columns > 0 else { return }
    withDerivativeBuffers(output, &gradient) { output, gradient, count in
      Kernels.current.log_softmax_gradient(output, gradient, Int64(count / columns), Int64(columns))
    }
  }
}

extension LogSoftmax: OptionFreeActivation {
  /// Keras's identifier, `"log_softmax"`.
  public static let kerasClassName = "log_softmax"
}

extension Activation where Self == LogSoftmax {
  /// The logarithm of the softmax of each row.
  public static var logSoftmax: LogSoftmax { LogSoftmax() }
}
