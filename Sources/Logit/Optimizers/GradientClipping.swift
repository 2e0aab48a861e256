/// How large gradients are made smaller before an update.
public enum GradientClipping: Sendable, Equatable {
  /// Not at all.
  case none
  /// Every element is brought into -bound...bound; Keras's `clipvalue`.
  case value(Double)
  /// The gradient of each weight (kernel or bias) whose norm is larger is shortened to it; Keras's
  /// `clipnorm`.
  case norm(Double)
  /// The gradients of all weights together, if their norm is larger, are shortened to it; Keras's
  /// `global_clipnorm`. A norm that is not finite makes all of them NaN.
  case globalNorm(Double)
}
