import LogitFiles

/// A layer of your own in few words: what it makes of a row, and how that changes.
///
///     struct Scale: RowLayer {
///       func parameters(inputShape: [Int]) -> [ParameterSpecification] {
///         [ParameterSpecification(name: "scale", shape: inputShape, initializer: .ones)]
///       }
///       func forward(_ row: [Float], _ scale: [Float]) -> [Float] { zip(row, scale).map(*) }
///       func backward(
///         _ row: [Float], _ scale: [Float], gradient: [Float]
///       ) -> (row: [Float], parameters: [Float]) {
///         (zip(gradient, scale).map(*), zip(gradient, row).map(*))
///       }
///     }
///
/// It is used in a model like any other: `try Sequential([Scale(), Dense(1, activation: .sigmoid)])`. By
/// default it has no parameters, and its output has the shape of its input.
///
/// New arrays are made for each row, which costs more than the arithmetic of most layers. Where that matters,
/// conform to ``Layer`` instead, whose functions take all rows of a batch and write in place.
public protocol RowLayer: Layer {
  /// Computes the output of a row.
  ///
  /// - Parameters:
  ///   - row: The numbers of the row.
  ///   - parameters: The layer's parameters, one after the other.
  /// - Returns: As many numbers as `outputShape` says.
  func forward(_ row: [Float], _ parameters: [Float]) -> [Float]

  /// Computes the gradients of a row.
  ///
  /// - Parameters:
  ///   - row: The numbers of the row.
  ///   - parameters: The layer's parameters, one after the other.
  ///   - gradient: dL/d output, as many numbers as the output has.
  /// - Returns: dL/d row and dL/d parameters, as many numbers as there are of each; parameters that are not
  ///   trained have some, too, which do not count.
  func backward(
    _ row: [Float], _ parameters: [Float], gradient: [Float]
  ) -> (row: [Float], parameters: [Float])
}

extension RowLayer {
  /// None: the model chooses a name.
  public var name: String? { nil }

  /// The shape of the input.
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension.
  /// - Throws: Nothing.
  public func outputShape(inputShape: [Int]) throws -> [Int] { inputShape }

  /// None.
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// Computes the output row by row.
  ///
  /// - Parameters:
  ///   - input: `[rows, input columns]`.
  ///   - parameters: The layer's parameters, one after the other.
  ///   - scratch: Not used.
  ///   - output: `[rows, output columns]`.
  ///   - pass: The number of rows, and whether this is training.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard pass.rows > 0 else { return }
    let weights = numbers(parameters, 0..<parameters.count)
    let (width, outputs) = (input.count / pass.rows, output.count / pass.rows)
    for row in 0..<pass.rows {
      let found = forward(numbers(input, row * width..<(row + 1) * width), weights)
      require(found.count == outputs, "forward", found.count, "\(outputs) numbers, as outputShape says")
      for i in 0..<outputs { output[row * outputs + i] = found[i] }
    }
  }

  /// Computes the gradients row by row, and adds up those of the parameters.
  ///
  /// - Parameters:
  ///   - input: What the forward pass was given.
  ///   - output: What it wrote.
  ///   - parameters: The layer's parameters.
  ///   - scratch: Not used.
  ///   - outputGradient: dL/d output.
  ///   - parameterGradient: dL/d parameters, summed over the rows.
  ///   - inputGradient: dL/d input; empty when it is not needed.
  ///   - pass: The number of rows.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    for i in parameterGradient.indices { parameterGradient[i] = 0 }
    guard pass.rows > 0 else { return }
    let weights = numbers(parameters, 0..<parameters.count)
    let (width, outputs) = (input.count / pass.rows, outputGradient.count / pass.rows)
    for row in 0..<pass.rows {
      let places = row * width..<(row + 1) * width
      var gradient: [Float] = []
      for i in row * outputs..<(row + 1) * outputs { gradient.append(outputGradient[i]) }
      let found = backward(numbers(input, places), weights, gradient: gradient)
      require(found.row.count == width, "backward", found.row.count, "\(width) numbers for a row")
      require(
        found.parameters.count == weights.count, "backward", found.parameters.count,
        "\(weights.count) numbers for the parameters")
      for i in parameterGradient.indices { parameterGradient[i] += found.parameters[i] }
      guard !inputGradient.isEmpty else { continue }
      for i in places { inputGradient[i] = found.row[i - places.lowerBound] }
    }
  }

  private func numbers(_ span: Span<Float>, _ places: Range<Int>) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(places.count)
    for place in places { result.append(span[place]) }
    return result
  }

  private func require(_ holds: Bool, _ function: String, _ found: Int, _ expected: String) {
    if !holds { programmingError("\(typeName).\(function) returned \(found), but must return \(expected).") }
  }
}
