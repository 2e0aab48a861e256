/// Turns whole numbers of a row, such as codes of categories, into columns of 0 and 1, or of counts.
///
/// - Input: `[rows, numbers]` of whole numbers in `0..<tokenCount`, as `Float`.
/// - Output: `[rows, tokenCount]`; with ``OutputMode/oneHot`` and several numbers in a row
///   `[rows, numbers, tokenCount]`, to be followed by ``Flatten``.
///
/// A number outside the range is an error where data enters the model. One that another layer computes gives
/// NaN, so that it cannot go unnoticed; Keras drops it.
///
/// Called `CategoryEncoding` in Keras, a name that belongs to the layer of tables in `LogitData`.
///
/// Follows `keras.layers.CategoryEncoding`.
public struct CategoryEncodingLayer: Layer, Equatable {
  /// What the columns hold.
  public enum OutputMode: String, Sendable, Equatable, CaseIterable {
    /// 1 in the column of every number that occurs in the row.
    case multiHot = "multi_hot"
    /// 1 in the column of the number, for each number of the row by itself.
    case oneHot = "one_hot"
    /// How often the number of the column occurs in the row.
    case count
  }

  /// The number of columns; Keras's `num_tokens`.
  public var tokenCount: Int
  /// What the columns hold.
  public var outputMode: OutputMode
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - tokenCount: The number of columns, at least 1; checked when the model is created.
  ///   - outputMode: What the columns hold; `.multiHot` by default.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `category_encoding`, `category_encoding_1`, ...
  public init(
    _ tokenCount: Int, outputMode: OutputMode = .multiHot, inputShape: [Int]? = nil,
    isTrainable: Bool = true, name: String? = nil
  ) {
    self.tokenCount = tokenCount
    self.outputMode = outputMode
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"CategoryEncoding"`.
  public var typeName: String { "CategoryEncoding" }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    // Beyond this, a Float cannot represent every number.
    try checks.requireListCount(tokenCount, "tokenCount")
  }

  /// The columns.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` unless rows are flat.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireFlatRows(inputShape)
    return outputMode == .oneHot && inputShape[0] > 1 ? [inputShape[0], tokenCount] : [tokenCount]
  }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Checks that every number has a column.
  ///
  /// - Throws: ``LogitError/indexOutOfRange(operation:index:position:count:)`` if a number is out of range,
  ///   or ``LogitError/valueNotRepresentable(value:position:type:)`` if one is not whole.
  public func validate(input: Span<Float>) throws {
    try requireIndices(input, count: tokenCount)
  }

  /// Writes the columns.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let numbers = input.count / max(pass.rows, 1)
    // Numbers that share their columns.
    let group = outputMode == .oneHot ? 1 : numbers
    withForwardBuffers(
      input, parameters, &scratch, &output, columns: max(group, 1),
      outputCount: outputMode == .oneHot ? input.count * tokenCount : pass.rows * tokenCount
    ) { buffers in
      buffers.output.update(repeating: 0)
      for i in buffers.input.indices {
        let first = i / group * tokenCount
        guard let token = wholeIndex(buffers.input[i], count: tokenCount) else {
          for column in first..<first + tokenCount { buffers.output[column] = .nan }
          continue
        }
        if outputMode == .count {
          buffers.output[first + token] += 1
        } else if !buffers.output[first + token].isNaN {
          buffers.output[first + token] = 1
        }
      }
    }
  }

  /// There is no gradient.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    inputGradient.update(repeating: 0)
  }
}

extension CategoryEncodingLayer: KerasSerializable {
  /// `"CategoryEncoding"`.
  public static var kerasClassName: String { "CategoryEncoding" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [
      JSON.Member("num_tokens", .integer(tokenCount)),
      JSON.Member("output_mode", .string(outputMode.rawValue)),
    ]
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including sparse outputs.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    try options.require("sparse", is: .bool(false))
    let name = try options.string("output_mode", default: "multi_hot")
    // The older name, which Keras still reads.
    guard let outputMode = OutputMode(rawValue: name == "binary" ? "multi_hot" : name) else {
      throw options.wrong(
        "output_mode", expected: "\"multi_hot\", \"one_hot\" or \"count\"", found: .string(name))
    }
    self.init(
      try options.integer("num_tokens", default: 0), outputMode: outputMode, isTrainable: base.isTrainable,
      name: base.name)
  }
}
