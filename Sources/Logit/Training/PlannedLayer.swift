/// A layer with everything the steps need to know about it worked out.
///
/// A class, so that going through the layers in a step copies no configuration.
final class PlannedLayer {
  let inputCount: Int
  let outputCount: Int
  private let layer: any Layer
  private let parameterRange: Range<Int>
  /// The layer, when only its weighted sums are wanted because the loss takes the activation over.
  private let denseWithoutActivation: Dense?

  /// - Parameter leavesActivationToHead: Whether the loss works from this layer's weighted sums.
  init(_ entry: LayerStack.Entry, leavesActivationToHead: Bool = false) {
    layer = entry.layer
    inputCount = entry.inputShape.reduce(1, *)
    outputCount = entry.outputShape.reduce(1, *)
    parameterRange = entry.parameterRange
    denseWithoutActivation = leavesActivationToHead ? entry.layer as? Dense : nil
  }

  /// Computes `rows` rows of output, or of weighted sums.
  func forward(
    _ input: UnsafePointer<Float>, parameters: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    rows: Int
  ) {
    let input = UnsafeBufferPointer(start: input, count: rows * inputCount)
    let weights = slice(of: parameters)
    var output = UnsafeMutableBufferPointer(start: output, count: rows * outputCount).mutableSpan
    if let denseWithoutActivation {
      denseWithoutActivation.weightedSums(
        input: input.span, parameters: weights.span, output: &output, rows: rows)
    } else {
      layer.forward(input: input.span, parameters: weights.span, output: &output, rows: rows)
    }
  }

  /// From dL/d output (or weighted sums) to the layer's part of the gradient and, unless it is `nil`, to dL/d
  /// input.
  func backward(
    _ input: UnsafePointer<Float>, output: UnsafePointer<Float>, parameters: UnsafePointer<Float>,
    outputGradient: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, rows: Int
  ) {
    let input = UnsafeBufferPointer(start: input, count: rows * inputCount)
    let output = UnsafeBufferPointer(start: output, count: rows * outputCount)
    let weights = slice(of: parameters)
    var outputGradient = UnsafeMutableBufferPointer(start: outputGradient, count: rows * outputCount)
      .mutableSpan
    var parameterGradient = UnsafeMutableBufferPointer(
      start: gradient + parameterRange.lowerBound, count: parameterRange.count
    ).mutableSpan
    var inputGradient = UnsafeMutableBufferPointer(
      start: inputGradient, count: inputGradient == nil ? 0 : rows * inputCount
    ).mutableSpan
    if let denseWithoutActivation {
      denseWithoutActivation.backpropagateWeightedSums(
        input: input.span, parameters: weights.span, gradient: outputGradient.span,
        parameterGradient: &parameterGradient, inputGradient: &inputGradient, rows: rows)
    } else {
      layer.backward(
        input: input.span, output: output.span, parameters: weights.span, outputGradient: &outputGradient,
        parameterGradient: &parameterGradient, inputGradient: &inputGradient, rows: rows)
    }
  }

  private func slice(of parameters: UnsafePointer<Float>) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: parameters + parameterRange.lowerBound, count: parameterRange.count)
  }
}
