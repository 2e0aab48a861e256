import CLogitKernels

/// The logistic function, f(z) = 1 / (1 + exp(-z)), which turns log-odds into a probability.
public struct Sigmoid: Activation, Equatable {
  /// Keras's identifier, `"sigmoid"`.
  public let name = "sigmoid"

  /// Creates the function.
  public init() {}

  /// Replaces every z by f(z).
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      Kernels.current.sigmoid(start, start, Int64(values.count))
    }
  }

  /// Multiplies the gradient by the derivative, y (1 - y).
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    withDerivativeBuffers(output, &gradient) { output, gradient, count in
      Kernels.current.sigmoid_gradient(output, gradient, Int64(count))
    }
  }
}

extension Sigmoid: OptionFreeActivation {
  /// Keras's identifier, `"sigmoid"`.
  public static let kerasClassName = "sigmoid"
}

extension Activation where Self == Sigmoid {
  /// The logistic function, f(z) = 1 / (1 + exp(-z)).
  public static var sigmoid: Sigmoid { Sigmoid() }
}
