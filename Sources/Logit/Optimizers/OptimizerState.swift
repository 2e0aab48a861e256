/// The values an optimizer keeps between steps. With the weights, they are all that is needed to resume
/// training.
struct OptimizerState: Sendable {
  /// The number of batches seen since the model was compiled; Keras's slot `iteration`.
  var iteration = 0
  /// `[slot count, parameter count]`, flat, in the order of ``Optimizer/keptSlotNames``.
  var slots = Tensor<Float>([])
}
