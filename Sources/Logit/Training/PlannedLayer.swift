/// A layer with everything the steps need to know about it worked out.
///
/// A class, so that going through the layers in a step copies no configuration. A ``Dense`` layer is not
/// called through the protocol but through its ``DensePasses``, which share products out over threads and may
/// leave the activation to the loss.
final class PlannedLayer: Sendable {
  let inputCount: Int
  let outputCount: Int
  let activityRegularizer: (any Regularizer)?
  private let layer: any Layer
  private let parameterRange: Range<Int>
  private let dense: DensePasses?
  /// Whether there are parameters that a forward pass of training changes.
  private let hasState: Bool
  /// What tells this layer's random numbers from the others'.
  private let stream: UInt64

  /// - Parameters:
  ///   - index: The layer's place in the model.
  ///   - leavesActivationToHead: Whether the loss works from this layer's weighted sums.
  ///   - pool: The threads that share a dense layer's products.
  init(
    _ entry: LayerStack.Entry, index: Int, leavesActivationToHead: Bool = false, pool: ThreadPool
  ) {
    layer = entry.layer
    let inputCount = entry.inputShape.reduce(1, *)
    self.inputCount = inputCount
    outputCount = entry.outputShape.reduce(1, *)
    parameterRange = entry.parameterRange
    activityRegularizer = entry.layer.activityRegularizer
    hasState = entry.specifications.contains { !$0.isTrainable }
    stream = SplitMix64.mixed(UInt64(index) &+ 1)
    dense = (entry.layer as? Dense).map {
      DensePasses(
        $0, features: inputCount, leavesActivationToHead: leavesActivationToHead, pool: pool)
    }
  }

  /// What the layer needs to know about a pass, with a seed of its own.
  private func own(_ pass: LayerPass) -> LayerPass {
    var own = pass
    own.seed = SplitMix64.mixed(pass.seed &+ stream)
    return own
  }

  /// Computes rows of output, or of weighted sums.
  func forward(
    _ input: UnsafePointer<Float>, parameters: UnsafePointer<Float>, scratch: Workspace.Slice?,
    into output: UnsafeMutablePointer<Float>, pass: LayerPass
  ) {
    let weights = parameters + parameterRange.lowerBound
    let scratch = scratch ?? .empty
    if let dense {
      return dense.forward(input, weights: weights, sums: scratch, into: output, rows: pass.rows)
    }
    let input = UnsafeBufferPointer(start: input, count: pass.rows * inputCount)
    let parameters = UnsafeBufferPointer(start: weights, count: parameterRange.count)
    var scratchSpan = scratch.mutableSpan
    var outputSpan = UnsafeMutableBufferPointer(start: output, count: pass.rows * outputCount).mutableSpan
    layer.forward(
      input: input.span, parameters: parameters.span, scratch: &scratchSpan, output: &outputSpan,
      pass: own(pass))
  }

  /// Lets the layer change what is not trained, after a forward pass of training.
  func updateState(_ parameters: UnsafeMutablePointer<Float>, scratch: Workspace.Slice, pass: LayerPass) {
    guard hasState else { return }
    let weights = UnsafeMutableBufferPointer(
      start: parameters + parameterRange.lowerBound, count: parameterRange.count)
    var span = weights.mutableSpan
    layer.updateState(parameters: &span, scratch: UnsafeBufferPointer(scratch).span, pass: own(pass))
  }

  /// From dL/d output (or weighted sums) to the layer's part of the gradient and, unless it is `nil`, to dL/d
  /// input.
  func backward(
    _ input: UnsafePointer<Float>, output: UnsafePointer<Float>, parameters: UnsafePointer<Float>,
    scratch: Workspace.Slice, outputGradient: UnsafeMutablePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?, pass: LayerPass
  ) {
    let weights = parameters + parameterRange.lowerBound
    let gradient = gradient + parameterRange.lowerBound
    let scratch = UnsafeBufferPointer(scratch)
    if let dense {
      return dense.backward(
        input, output: output, weights: weights, sums: scratch, outputGradient: outputGradient,
        gradient: gradient, inputGradient: inputGradient, rows: pass.rows)
    }
    let outputBuffer = UnsafeBufferPointer(start: output, count: pass.rows * outputCount)
    var outputGradientSpan = UnsafeMutableBufferPointer(start: outputGradient, count: pass.rows * outputCount)
      .mutableSpan
    let input = UnsafeBufferPointer(start: input, count: pass.rows * inputCount)
    let parameters = UnsafeBufferPointer(start: weights, count: parameterRange.count)
    var parameterGradient = UnsafeMutableBufferPointer(start: gradient, count: parameterRange.count)
      .mutableSpan
    var inputGradient = UnsafeMutableBufferPointer(
      start: inputGradient, count: inputGradient == nil ? 0 : pass.rows * inputCount
    ).mutableSpan
    layer.backward(
      input: input.span, output: outputBuffer.span, parameters: parameters.span, scratch: scratch.span,
      outputGradient: &outputGradientSpan, parameterGradient: &parameterGradient,
      inputGradient: &inputGradient, pass: own(pass))
  }
}

extension Workspace.Slice {
  /// No floats.
  static var empty: Workspace.Slice { Workspace.Slice(start: nil, count: 0) }
}
