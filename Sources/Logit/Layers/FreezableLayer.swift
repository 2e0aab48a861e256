/// A layer whose parameters can be frozen after it was made.
///
/// All layers of Logit are. One of your own need not conform to be frozen (``ModelLayer/isTrainable``); it
/// conforms if it computes something else when it is frozen, as ``BatchNormalization`` does.
public protocol FreezableLayer: Layer {
  /// Whether training changes the layer's parameters; Keras's `trainable`.
  var isTrainable: Bool { get set }
}

extension Dense: FreezableLayer {}
extension BatchNormalization: FreezableLayer {}
extension LayerNormalization: FreezableLayer {}
extension RMSNormalization: FreezableLayer {}
extension UnitNormalization: FreezableLayer {}
extension Normalization: FreezableLayer {}
extension Rescaling: FreezableLayer {}
extension Embedding: FreezableLayer {}
extension PReLU: FreezableLayer {}
extension Dropout: FreezableLayer {}
extension GaussianNoise: FreezableLayer {}
extension ActivityRegularization: FreezableLayer {}
extension Flatten: FreezableLayer {}
extension Reshape: FreezableLayer {}
extension IdentityLayer: FreezableLayer {}
extension ActivationLayer: FreezableLayer {}
extension ReLULayer: FreezableLayer {}
extension LeakyReLULayer: FreezableLayer {}
extension ELULayer: FreezableLayer {}
extension SoftmaxLayer: FreezableLayer {}
extension AlphaDropout: FreezableLayer {}
extension CategoryEncodingLayer: FreezableLayer {}
extension GlobalAveragePooling1D: FreezableLayer {}
extension GroupNormalization: FreezableLayer {}
extension Masking: FreezableLayer {}
