/// A layer that passes numbers through unchanged; only their shape may change.
protocol ShapeLayer: Layer {}

extension ShapeLayer {
  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Copies the input.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withForwardBuffers(input, parameters, &scratch, &output) { buffers in
      _ = buffers.output.update(fromContentsOf: buffers.input)
    }
  }

  /// Copies the gradient.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    passOn(outputGradient.span, to: &inputGradient)
  }
}

extension Layer {
  /// Copies a gradient, if it is needed.
  func passOn(_ gradient: Span<Float>, to inputGradient: inout MutableSpan<Float>) {
    guard !inputGradient.isEmpty else { return }
    gradient.withUnsafeBufferPointer { gradient in
      inputGradient.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: gradient) }
    }
  }

  /// Whether the layer leaves numbers as they are, but for training, in which it may drop some or add noise:
  /// the outputs of the layer before it are then the model's, if it is the last.
  package var passesNumbersOn: Bool {
    self is any ShapeLayer || self is Dropout || self is AlphaDropout || self is GaussianNoise
  }

  /// The name for messages.
  var label: String { name ?? typeName }

  /// Throws unless rows are flat, for layers that work on whole rows.
  func requireFlatRows(_ inputShape: [Int]) throws {
    guard inputShape.count != 1 else { return }
    throw LogitError.invalidArchitecture(
      layer: label, reason: "it takes flat rows, but each row has shape \(inputShape)",
      remedy: "put a Flatten() before it")
  }

  /// Throws unless the axis is the last one; Keras counts the batch dimension as axis 0.
  func requireLastAxis(_ axes: [Int], _ inputShape: [Int]) throws {
    guard axes != [-1], axes != [inputShape.count] else { return }
    throw checks.error(
      "axis", axes.count == 1 ? "\(axes[0])" : "\(axes)",
      expected: "the last axis, -1 or \(inputShape.count), for rows of shape \(inputShape)")
  }
}
