/// How large gradients are clipped before an update.
public enum GradientClipping: Sendable, Equatable, Codable {
  /// Not at all.
  case none
  /// Every element is clipped to -bound...bound; Keras's `clipvalue`.
  case value(Double)
  /// The gradient of each weight (kernel or bias) whose norm is larger is scaled down to it; Keras's
  /// `clipnorm`.
  case norm(Double)
  /// The gradients of all weights together, if their norm is larger, are scaled down to it; Keras's
  /// `global_clipnorm`. A norm that is not finite makes all of them NaN.
  case globalNorm(Double)
}
