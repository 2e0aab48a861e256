import Logit

/// One layer by itself: its weights one after the other, and the buffers of a pass.
struct LayerCase {
  let layer: any Layer
  let inputShape: [Int]
  let rows: Int
  var parameters: [Float]

  init(_ layer: any Layer, inputShape: [Int], rows: Int, parameters: [Float] = []) {
    self.layer = layer
    self.inputShape = inputShape
    self.rows = rows
    self.parameters = parameters
  }

  var outputCount: Int {
    get throws { try rows * layer.outputShape(inputShape: inputShape).reduce(1, *) }
  }

  struct Passes {
    var output: [Float]
    /// The weights after the pass.
    var state: [Float]
    var inputGradient: [Float]
    var parameterGradient: [Float]
  }

  /// Forward, update of the state, and backward. Everything to be written begins as NaN.
  func run(_ input: [Float], upstream: [Float]? = nil, training: Bool, seed: UInt64 = 1) throws -> Passes {
    let pass = LayerPass(rows: rows, isTraining: training, seed: seed)
    var output = [Float](repeating: .nan, count: try outputCount)
    // As much as the passes may use; a backward pass without training is no business of a model's.
    var scratch = [Float](
      repeating: .nan, count: layer.scratchCount(inputShape: inputShape, rows: rows))
    var state = parameters
    do {
      var scratchSpan = scratch.mutableSpan
      var outputSpan = output.mutableSpan
      layer.forward(
        input: input.span, parameters: state.span, scratch: &scratchSpan, output: &outputSpan, pass: pass)
    }
    if training {
      var span = state.mutableSpan
      layer.updateState(parameters: &span, scratch: scratch.span, pass: pass)
    }
    var outputGradient = upstream ?? [Float](repeating: 1, count: output.count)
    var parameterGradient = [Float](repeating: .nan, count: parameters.count)
    var inputGradient = [Float](repeating: .nan, count: input.count)
    do {
      var gradientSpan = outputGradient.mutableSpan
      var parameterSpan = parameterGradient.mutableSpan
      var inputSpan = inputGradient.mutableSpan
      layer.backward(
        input: input.span, output: output.span, parameters: parameters.span, scratch: scratch.span,
        outputGradient: &gradientSpan, parameterGradient: &parameterSpan, inputGradient: &inputSpan,
        pass: pass)
    }
    return Passes(
      output: output, state: state, inputGradient: inputGradient, parameterGradient: parameterGradient)
  }
}

/// The largest difference, relative to the largest of the expected numbers; infinite for another count or
/// NaN.
///
/// - Parameter scale: What to relate to at least, for numbers that cancel to nearly nothing.
func relativeDifference(_ found: [Float], _ expected: [Float], scale: Double = 1e-30) -> Double {
  guard found.count == expected.count else { return .infinity }
  let largest = max(expected.lazy.map { abs(Double($0)) }.max() ?? 0, scale)
  var difference = 0.0
  for (a, b) in zip(found, expected) {
    if a == b || (a.isNaN && b.isNaN) { continue }
    let distance = abs(Double(a) - Double(b))
    difference = max(difference, distance.isNaN ? .infinity : distance / largest)
  }
  return difference
}
