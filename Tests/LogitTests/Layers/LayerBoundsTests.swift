import Logit
import Testing

/// Layers are public, so somebody else may hand them spans that do not fit together; that stops the program
/// before anything is read or written beyond them.
@Suite struct LayerBoundsTests {
  /// The spans of a pass of three rows, each with numbers left out at its end.
  private struct Spans {
    var input = 0, scratch = 0, output = 0, parameterGradient = 0, inputGradient = 0

    /// Runs both passes of a layer from 2 inputs, or from as many as it has outputs.
    func run(_ layer: any Layer) throws {
      let rows = 3
      func numbers(_ count: Int, without missing: Int) -> [Float] {
        [Float](repeating: 0.5, count: count - missing)
      }
      let outputCount = rows * (try layer.outputShape(inputShape: [2]).reduce(1, *))
      let parameters = numbers(
        layer.parameters(inputShape: [2]).map { $0.shape.reduce(1, *) }.reduce(0, +), without: 0)
      let x = numbers(rows * 2, without: input)
      var kept = numbers(layer.scratchCount(inputShape: [2], rows: rows), without: scratch)
      var y = numbers(outputCount, without: output)
      var upstream = y
      var gradient = numbers(parameters.count, without: parameterGradient)
      var down = numbers(rows * 2, without: inputGradient)
      let pass = LayerPass(rows: rows, isTraining: true, seed: 1)
      var keptSpan = kept.mutableSpan
      var ySpan = y.mutableSpan
      layer.forward(
        input: x.span, parameters: parameters.span, scratch: &keptSpan, output: &ySpan, pass: pass)
      var upstreamSpan = upstream.mutableSpan
      var gradientSpan = gradient.mutableSpan
      var downSpan = down.mutableSpan
      layer.backward(
        input: x.span, output: ySpan.span, parameters: parameters.span, scratch: keptSpan.span,
        outputGradient: &upstreamSpan, parameterGradient: &gradientSpan, inputGradient: &downSpan, pass: pass)
    }
  }

  static let layers: [any Layer] = [
    Dense(4, activation: .gelu), Dense(4, activation: .sigmoid, useBias: false), PReLU(),
    LayerNormalization(),
    RMSNormalization(), BatchNormalization(), UnitNormalization(), Rescaling([1, 2]),
    Normalization(mean: [0, 1], variance: [1, 2]), GaussianNoise(0.1), Dropout(0.5), ActivationLayer(.gelu),
    GroupNormalization(groups: 1), AlphaDropout(0.5), Masking(),
  ]

  @Test("Spans of the right lengths are no misuse", arguments: layers.indices)
  func fitting(_ index: Int) throws { try Spans().run(Self.layers[index]) }

  @Test("An input or output that is short of a row stops the program", arguments: [0, 1, 2, 8])
  func rows(_ index: Int) async {
    await #expect(processExitsWith: .failure) { [index = index as Int] in
      try Spans(input: 2).run(Self.layers[index])
    }
    await #expect(processExitsWith: .failure) { [index = index as Int] in
      try Spans(output: 2).run(Self.layers[index])
    }
    await #expect(processExitsWith: .failure) { [index = index as Int] in
      try Spans(inputGradient: 1).run(Self.layers[index])
    }
  }

  @Test("So does too little scratch, where some is needed", arguments: [0, 3, 5, 10])
  func scratch(_ index: Int) async {
    await #expect(processExitsWith: .failure) { [index = index as Int] in
      try Spans(scratch: 1).run(Self.layers[index])
    }
  }

  @Test("So does too little room for the gradient of the parameters", arguments: [0, 2, 3])
  func parameterGradient(_ index: Int) async {
    await #expect(processExitsWith: .failure) { [index = index as Int] in
      try Spans(parameterGradient: 1).run(Self.layers[index])
    }
  }
}
