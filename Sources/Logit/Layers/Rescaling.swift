/// Multiplies its input by a factor and adds an offset: y = x · scale + offset.
///
/// Follows `keras.layers.Rescaling`.
public struct Rescaling: Layer, Equatable {
  /// The factor.
  public var scale: ColumnValues
  /// What is added after.
  public var offset: ColumnValues
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer: `Rescaling(1.0 / 255)`, or by column `Rescaling([0.5, 2], offset: [0.1, -1])`.
  ///
  /// - Parameters:
  ///   - scale: The factor, finite.
  ///   - offset: What is added after, finite; 0 by default.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `rescaling`, `rescaling_1`, ...
  public init(
    _ scale: ColumnValues, offset: ColumnValues = 0, inputShape: [Int]? = nil, isTrainable: Bool = true,
    name: String? = nil
  ) {
    self.scale = scale
    self.offset = offset
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    for value in scale.values { try checks.requireFinite(value, "scale") }
    for value in offset.values { try checks.requireFinite(value, "offset") }
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if scale or offset do not fit the columns.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    for (name, option) in [("scale", scale), ("offset", offset)] {
      try checks.require(
        [nil, inputShape.last].contains(option.columnCount), name, option.values,
        "one number, or one for each of \(inputShape.last ?? 0) columns")
    }
    return inputShape
  }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Computes x · scale + offset.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let columns = scale.columnCount ?? offset.columnCount
    withForwardBuffers(input, parameters, &scratch, &output, columns: columns ?? 1) { buffers in
      let (x, y) = (buffers.input, buffers.output)
      guard let columns else {
        let (factor, shift) = (Float(scale[0]), Float(offset[0]))
        for i in x.indices { y[i] = x[i] * factor + shift }
        return
      }
      Reductions.forEachBlock(of: columns) { first, count, factors, shifts in
        for c in 0..<count { (factors[c], shifts[c]) = (scale[first + c], offset[first + c]) }
        for row in stride(from: first, to: x.count, by: columns) {
          for c in 0..<count { y[row + c] = x[row + c] * Float(factors[c]) + Float(shifts[c]) }
        }
      }
    }
  }

  /// Multiplies the gradient by the factor.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient
    ) { buffers in
      let columns = scale.columnCount ?? 1
      for i in buffers.inputGradient.indices {
        buffers.inputGradient[i] = buffers.outputGradient[i] * Float(scale[i % columns])
      }
    }
  }
}

extension Rescaling: KerasSerializable {
  /// `"Rescaling"`.
  public static var kerasClassName: String { "Rescaling" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [JSON.Member("scale", scale.keras), JSON.Member("offset", offset.keras)]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    guard let scale = try options.columnValues("scale") else {
      throw options.wrong("scale", expected: "a number or a list of numbers", found: .null)
    }
    self.init(
      scale, offset: try options.columnValues("offset") ?? 0, isTrainable: base.isTrainable, name: base.name)
  }
}
