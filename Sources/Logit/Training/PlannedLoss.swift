import CLogitKernels

/// A loss, and the kernel that computes it from the last layer's weighted sums or outputs, if there is one.
struct PlannedLoss {
  let function: any Loss
  /// `nil` when the loss is computed through its protocol, from predictions.
  let head: LossHead?
  let kernelHead: logit_head?
  /// The last layer's activation, if the head works from the weighted sums and computes it along the way.
  let activation: (any Activation)?

  /// - Parameter threshold: The probability above which a binary output counts as a yes.
  init(_ compilation: Compilation, stack: LayerStack, threshold: Float) {
    function = compilation.loss
    let head = compilation.head(for: stack)
    self.head = head
    let isThresholdOnLogits = head?.source == .outputs || stack.lastDense?.activation is Linear
    kernelHead = head.map { logit_head($0, threshold: isThresholdOnLogits ? threshold : logit(threshold)) }
    activation = head?.source == .weightedSums ? stack.lastDense?.activation : nil
  }

  /// Whether the last layer leaves its weighted sums to the head.
  var startsFromWeightedSums: Bool { head?.source == .weightedSums }

  /// Whether the loss is divided by the number of rows, as the fused kernels do.
  var isMeanOverRows: Bool { function.reduction == .sumOverBatchSize || function.reduction == .mean }

  /// The numbers in a row of labels, for a model of so many units.
  func labelColumns(units: Int) -> Int { function.labelEncoding == .classIndex ? 1 : units }
}

/// The log-odds of a probability.
private func logit(_ p: Float) -> Float {
  Float(logit_log(Double(p) / (1 - Double(p))))
}
