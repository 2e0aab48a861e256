/// Marks the steps of a sequence that are padding: those of which every number is ``maskValue``. They become
/// 0, and ``GlobalAveragePooling1D`` behind it leaves them out.
///
///     try Sequential {
///       Input(shape: [10, 8])
///       Masking(maskValue: -1)
///       GlobalAveragePooling1D()
///       Dense(3, activation: .softmax)
///     }
///
/// - Input and output: `[rows, ..., steps, features]`; a step is what stands along the last axis.
///
/// As in Keras the mask passes through activations, dropout, noise, layer and group normalization, and ends
/// at ``Flatten``, ``Reshape`` and pooling. A layer that uses it needs to find it in the model's input: only
/// layers that change shapes alone may stand before this one. Where the mask would reach
/// ``BatchNormalization`` or the loss, in which Keras leaves masked steps and rows out, the model is refused.
///
/// Follows `keras.layers.Masking`.
public struct Masking: Layer, Equatable {
  /// The number that a step to be skipped consists of.
  public var maskValue: Double
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?
  /// The numbers of a step, once they are known; a whole row before.
  private var stepLength: Int?

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - maskValue: The number that a step to be skipped consists of: finite, 0 by default; checked when the
  ///     model is created.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `masking`, `masking_1`, ...
  public init(
    maskValue: Double = 0, inputShape: [Int]? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.maskValue = maskValue
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireFinite(maskValue, "maskValue")
  }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Copies the steps that count, and writes 0 for the others.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let length = stepLength ?? input.count / max(pass.rows, 1)
    withForwardBuffers(input, parameters, &scratch, &output, columns: max(length, 1)) { buffers in
      copySteps(of: length, marking: buffers.input, from: buffers.input, to: buffers.output)
    }
  }

  /// Passes on the gradient of the steps that count.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard !inputGradient.isEmpty else { return }
    let length = stepLength ?? input.count / max(pass.rows, 1)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: max(length, 1)
    ) { buffers in
      copySteps(
        of: length, marking: buffers.input, from: UnsafeBufferPointer(buffers.outputGradient),
        to: buffers.inputGradient)
    }
  }

  private func copySteps(
    of length: Int, marking input: UnsafeBufferPointer<Float>, from source: UnsafeBufferPointer<Float>,
    to target: UnsafeMutableBufferPointer<Float>
  ) {
    guard length > 0, let start = input.baseAddress else { return }
    let value = Float(maskValue)
    for step in 0..<input.count / length {
      let range = step * length..<(step + 1) * length
      if StepMask.keeps(start + range.lowerBound, length: length, value: value) {
        for i in range { target[i] = source[i] }
      } else {
        for i in range { target[i] = 0 }
      }
    }
  }
}

extension Masking: MaskingLayer, ResolvedLayer {
  func mask(inputShape: [Int]) -> StepMask? {
    StepMask(
      source: label, shape: inputShape.dropLast(), stepLength: inputShape.last ?? 1,
      value: Float(maskValue), isOfInput: false)
  }

  func resolved(inputShape: [Int], mask: StepMask?) -> any Layer {
    var layer = self
    layer.stepLength = inputShape.last
    return layer
  }
}

extension Masking: KerasSerializable {
  /// `"Masking"`.
  public static var kerasClassName: String { "Masking" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [JSON.Member("mask_value", .number(maskValue))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      maskValue: try options.double("mask_value", default: 0), isTrainable: base.isTrainable,
      name: base.name)
  }
}
