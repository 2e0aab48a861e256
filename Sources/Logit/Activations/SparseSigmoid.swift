import CLogitKernels

/// A piecewise-linear sigmoid: 0 for z ≤ -1, (z + 1) / 2 for -1 < z < 1, 1 for z ≥ 1.
///
/// Its derivative is 0 at both corners. It is the two-class case of ``Sparsemax``.
///
/// Follows `keras.activations.sparse_sigmoid`.
public struct SparseSigmoid: Activation, Equatable {
  /// Keras's identifier, `"sparse_sigmoid"`.
  public static let kerasClassName = "sparse_sigmoid"

  /// Creates the function.
  public init() {}
}

extension SparseSigmoid: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation {
    .lines(
      below: .constant(0), to: (-1 as Float).nextUp, middle: .line(0.5, 1), from: (1 as Float).nextDown,
      above: .constant(1))
  }
}

extension Activation where Self == SparseSigmoid {
  /// The piecewise-linear sigmoid; see ``SparseSigmoid``.
  public static var sparseSigmoid: SparseSigmoid { SparseSigmoid() }
}
