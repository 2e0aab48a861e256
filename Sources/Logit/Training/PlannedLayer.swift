internal import CLogitKernels

/// A layer with everything the steps need to know about it worked out.
///
/// A class, so that going through the layers in a step copies no configuration. A ``Dense`` layer is not called through
/// the protocol: its products are shared out over threads, and the loss may take its activation over.
final class PlannedLayer: Sendable {
  let inputCount: Int
  let outputCount: Int
  private let layer: any Layer
  private let parameterRange: Range<Int>
  private let dense: DenseProducts?
  /// A dense layer's activation, unless the loss works from the weighted sums.
  private let activation: (any Activation)?

  /// - Parameters:
  ///   - leavesActivationToHead: Whether the loss works from this layer's weighted sums.
  ///   - pool: The threads to share products out over.
  ///   - sharesProducts: Whether to do so; not when rows are shared out already.
  init(
    _ entry: LayerStack.Entry, leavesActivationToHead: Bool = false, pool: ThreadPool,
    sharesProducts: Bool = true
  ) {
    layer = entry.layer
    let inputCount = entry.inputShape.reduce(1, *)
    self.inputCount = inputCount
    outputCount = entry.outputShape.reduce(1, *)
    parameterRange = entry.parameterRange
    let dense = entry.layer as? Dense
    self.dense = dense.map {
      DenseProducts(
        inputCount: inputCount, units: $0.units, hasBias: $0.useBias, pool: pool, isShared: sharesProducts)
    }
    activation = leavesActivationToHead ? nil : dense?.activation
  }

  /// Computes `rows` rows of output, or of weighted sums.
  func forward(
    _ input: UnsafePointer<Float>, parameters: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    rows: Int
  ) {
    let weights = parameters + parameterRange.lowerBound
    var outputSpan = UnsafeMutableBufferPointer(start: output, count: rows * outputCount).mutableSpan
    guard let dense else {
      let input = UnsafeBufferPointer(start: input, count: rows * inputCount)
      let parameters = UnsafeBufferPointer(start: weights, count: parameterRange.count)
      return layer.forward(input: input.span, parameters: parameters.span, output: &outputSpan, rows: rows)
    }
    dense.forward(input, weights: weights, into: output, rows: rows)
    activation?.apply(to: &outputSpan, columns: outputCount)
  }

  /// From dL/d output (or weighted sums) to the layer's part of the gradient and, unless it is `nil`, to dL/d
  /// input.
  func backward(
    _ input: UnsafePointer<Float>, output: UnsafePointer<Float>, parameters: UnsafePointer<Float>,
    outputGradient: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, rows: Int
  ) {
    let weights = parameters + parameterRange.lowerBound
    let gradient = gradient + parameterRange.lowerBound
    let outputBuffer = UnsafeBufferPointer(start: output, count: rows * outputCount)
    var outputGradientSpan = UnsafeMutableBufferPointer(start: outputGradient, count: rows * outputCount)
      .mutableSpan
    if let dense {
      activation?.backpropagate(
        output: outputBuffer.span, gradient: &outputGradientSpan, columns: outputCount)
      return dense.backward(
        input, weights: weights, outputGradient: outputGradient, gradient: gradient,
        inputGradient: inputGradient,
        rows: rows)
    }
    let input = UnsafeBufferPointer(start: input, count: rows * inputCount)
    let parameters = UnsafeBufferPointer(start: weights, count: parameterRange.count)
    var parameterGradient = UnsafeMutableBufferPointer(start: gradient, count: parameterRange.count)
      .mutableSpan
    var inputGradient = UnsafeMutableBufferPointer(
      start: inputGradient, count: inputGradient == nil ? 0 : rows * inputCount
    ).mutableSpan
    layer.backward(
      input: input.span, output: outputBuffer.span, parameters: parameters.span,
      outputGradient: &outputGradientSpan, parameterGradient: &parameterGradient,
      inputGradient: &inputGradient,
      rows: rows)
  }
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
    guard isShared else {
      return Kernels.current.dense_forward(
        input, weights, hasBias ? weights + kernelCount : nil, Int64(rows), Int64(inputCount), Int64(units),
        output)
    }
    pool.denseForward(
      Kernels.current, input, weights, hasBias ? weights + kernelCount : nil, rows: rows,
      features: inputCount,
      units: units, into: output)
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
