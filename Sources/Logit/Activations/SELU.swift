import CLogitKernels

/// The scaled exponential linear unit, f(z) = λ z for z > 0 and λ α (exp(z) - 1) elsewhere.
///
/// λ = 1.05070099 and α = 1.67326324 keep the mean 0 and the variance 1 of normally distributed inputs. The
/// derivative at 0 is λ, as in TensorFlow. exp(z) - 1 is computed without cancellation, to within 4 units in
/// the last place; TensorFlow subtracts.
///
/// Source: G. Klambauer et al., "Self-normalizing neural networks", NIPS 2017.
///
/// Follows `keras.activations.selu`.
public struct SELU: Activation, Equatable {
  /// Keras's identifier, `"selu"`.
  public static let kerasClassName = "selu"

  /// Creates the function.
  public init() {}
}

extension SELU: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation {  // The line includes 0, so it starts above the number before 0.
    .exponentialUnit(
      scale: 1.050700987355480, amplitude: 1.758099340847376, start: -.leastNonzeroMagnitude)
  }
}

extension Activation where Self == SELU {
  /// The scaled exponential linear unit; see ``SELU``.
  public static var selu: SELU { SELU() }
}
