import CLogitKernels

/// The logarithm of the sigmoid, f(z) = -log(1 + exp(-z)).
///
/// Computed as min(z, 0) - log(1 + exp(-|z|)), to within 4 units in the last place: nothing cancels, and for
/// large negative z the result is z.
///
/// Follows `keras.activations.log_sigmoid`.
public struct LogSigmoid: Activation, Equatable {
  /// Keras's identifier, `"log_sigmoid"`.
  public static let kerasClassName = "log_sigmoid"

  /// Creates the function.
  public init() {}
}

extension LogSigmoid: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_LOG_SIGMOID) }
}

extension Activation where Self == LogSigmoid {
  /// The logarithm of the sigmoid.
  public static var logSigmoid: LogSigmoid { LogSigmoid() }
}
