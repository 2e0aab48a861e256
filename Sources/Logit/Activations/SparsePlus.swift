import CLogitKernels

/// A piecewise approximation of softplus by two lines and a parabola: 0 for z ≤ -1, (z + 1)² / 4 for -1 < z <
/// 1, z for z ≥ 1.
///
/// Its derivative is ``SparseSigmoid``.
///
/// Follows `keras.activations.sparse_plus`.
public struct SparsePlus: Activation, Equatable {
  /// Keras's identifier, `"sparse_plus"`.
  public static let kerasClassName = "sparse_plus"

  /// Creates the function.
  public init() {}
}

extension SparsePlus: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_SPARSE_PLUS) }
}

extension Activation where Self == SparsePlus {
  /// The piecewise approximation of softplus; see ``SparsePlus``.
  public static var sparsePlus: SparsePlus { SparsePlus() }
}
