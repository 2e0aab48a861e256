/// The rectifier, f(z) = max(z, 0); NaN stays NaN so that it cannot hide.
public struct ReLU: Activation, Equatable {
  /// Keras's identifier, `"relu"`.
  public let name = "relu"

  /// Creates the function.
  public init() {}

  /// Replaces every z by f(z).
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      Kernels.current.relu(start, start, Int64(values.count))
    }
  }

  /// Multiplies the gradient by the derivative, 1 where y > 0 and 0 elsewhere.
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    output.withUnsafeBufferPointer { output in
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard let output = output.baseAddress, let start = gradient.baseAddress else { return }
        Kernels.current.relu_gradient(output, start, Int64(gradient.count))
      }
    }
  }
}

extension Activation where Self == ReLU {
  /// The rectifier, f(z) = max(z, 0).
  public static var relu: ReLU { ReLU() }
}
