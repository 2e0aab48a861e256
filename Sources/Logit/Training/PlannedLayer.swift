import CLogitKernels

/// A layer with everything the steps need to know about it worked out.
///
/// A class, so that going through the layers in a step copies no configuration. A ``Dense`` layer is not called through
/// the protocol: its products are shared out over threads, and the loss may take its activation over.
final class PlannedLayer: Sendable {
  let inputCount: Int
  let outputCount: Int
  let activityRegularizer: (any Regularizer)?
  private let layer: any Layer
  private let parameterRange: Range<Int>
  private let dense: DenseProducts?
  /// A dense layer's activation, unless the loss works from the weighted sums.
  private let activation: (any Activation)?
  /// Whether there are parameters that a forward pass of training changes.
  private let hasState: Bool
  /// What tells this layer's random numbers from the others'.
  private let stream: UInt64

  /// - Parameters:
  ///   - index: The layer's place in the model.
  ///   - leavesActivationToHead: Whether the loss works from this layer's weighted sums.
  ///   - pool: The threads to share products out over.
  ///   - sharesProducts: Whether to do so; not when rows are shared out already.
  init(
    _ entry: LayerStack.Entry, index: Int, leavesActivationToHead: Bool = false, pool: ThreadPool,
    sharesProducts: Bool = true
  ) {
    layer = entry.layer
    let inputCount = entry.inputShape.reduce(1, *)
    self.inputCount = inputCount
    outputCount = entry.outputShape.reduce(1, *)
    parameterRange = entry.parameterRange
    activityRegularizer = entry.layer.activityRegularizer
    hasState = entry.specifications.contains { !$0.isTrainable }
    stream = SplitMix64.mixed(UInt64(index) &+ 1)
    let dense = entry.layer as? Dense
    self.dense = dense.map {
      DenseProducts(
        inputCount: inputCount, units: $0.units, hasBias: $0.useBias, pool: pool, isShared: sharesProducts)
    }
    activation = leavesActivationToHead ? nil : dense?.activation
  }

  /// What the layer is told about a pass, with a seed of its own.
  private func own(_ pass: LayerPass) -> LayerPass {
    LayerPass(rows: pass.rows, isTraining: pass.isTraining, seed: SplitMix64.mixed(pass.seed &+ stream))
  }

  /// Computes rows of output, or of weighted sums.
  func forward(
    _ input: UnsafePointer<Float>, parameters: UnsafePointer<Float>, scratch: Workspace.Slice?,
    into output: UnsafeMutablePointer<Float>, pass: LayerPass
  ) {
    let weights = parameters + parameterRange.lowerBound
    var outputSpan = UnsafeMutableBufferPointer(start: output, count: pass.rows * outputCount).mutableSpan
    var scratchSpan = UnsafeMutableBufferPointer(rebasing: (scratch ?? .empty)[...]).mutableSpan
    guard let dense else {
      let input = UnsafeBufferPointer(start: input, count: pass.rows * inputCount)
      let parameters = UnsafeBufferPointer(start: weights, count: parameterRange.count)
      return layer.forward(
        input: input.span, parameters: parameters.span, scratch: &scratchSpan, output: &outputSpan,
        pass: own(pass))
    }
    dense.forward(input, weights: weights, into: output, rows: pass.rows)
    guard let activation else { return }
    if activation.needsInput, let scratch {
      scratch.baseAddress?.update(from: output, count: pass.rows * outputCount)
    }
    activation.apply(to: &outputSpan, columns: outputCount)
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
    let outputBuffer = UnsafeBufferPointer(start: output, count: pass.rows * outputCount)
    let scratch = UnsafeBufferPointer(scratch)
    var outputGradientSpan = UnsafeMutableBufferPointer(start: outputGradient, count: pass.rows * outputCount)
      .mutableSpan
    if let dense {
      let sums = UnsafeBufferPointer(rebasing: scratch.prefix(outputBuffer.count))
      activation?.backpropagate(
        input: sums.span, output: outputBuffer.span, gradient: &outputGradientSpan, columns: outputCount)
      return dense.backward(
        input, weights: weights, outputGradient: outputGradient, gradient: gradient,
        inputGradient: inputGradient, rows: pass.rows)
    }
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

/// The matrix products of a dense layer.
private struct DenseProducts: Sendable {
  let inputCount: Int
  let units: Int
  let hasBias: Bool
  let pool: ThreadPool
  let isShared: Bool

  private var kernelCount: Int { inputCount * units }

  func forward(
    _ input: UnsafePointer<Float>, weights: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    rows: Int
  ) {
    let bias = hasBias ? weights + kernelCount : nil
    guard isShared else {
      return Kernels.current.dense_forward(
        input, weights, bias, Int64(rows), Int64(inputCount), Int64(units), output)
    }
    pool.denseForward(
      Kernels.current, input, weights, bias, rows: rows, features: inputCount, units: units, into: output)
  }

  func backward(
    _ input: UnsafePointer<Float>, weights: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?, rows: Int
  ) {
    pool.denseParameterGradient(
      Kernels.current, input, outputGradient, rows: rows, features: inputCount, units: units,
      kernelGradient: gradient, biasGradient: hasBias ? gradient + kernelCount : nil)
    guard let inputGradient else { return }
    pool.denseInputGradient(
      Kernels.current, outputGradient, weights, rows: rows, features: inputCount, units: units,
      inputGradient: inputGradient)
  }
}
