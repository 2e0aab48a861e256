import CLogitKernels

/// The exponential linear unit as a layer: f(x) = x for x > 0, alpha · (exp(x) - 1) elsewhere.
///
/// Follows `keras.layers.ELU`.
public struct ELULayer: FunctionLayer, Equatable {
  /// The negative of the limit for small x.
  public var alpha: Double
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - alpha: A finite number; 1 by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `elu`, `elu_1`, ...
  public init(alpha: Double = 1, isTrainable: Bool = true, name: String? = nil) {
    self.alpha = alpha
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"ELU"`.
  public var typeName: String { "ELU" }

  var function: any Activation { ExponentialUnit(alpha: Float(alpha)) }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireFinite(alpha, "alpha")
  }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }
}

/// The arithmetic of Keras's `elu`.
private struct ExponentialUnit: Activation {
  // Not stored: the value has to fit an existential without a box, since it is made for each pass.
  var name: String { "elu" }
  let alpha: Float

  var needsInput: Bool { true }

  private func lower(_ x: Float) -> Float { Float(logit_exp(Double(x)) - 1) }

  func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      for i in values.indices where !(values[i] > 0) { values[i] = alpha * lower(values[i]) }
    }
  }

  func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    withDerivativeBuffers(input, &gradient) { input, gradient, count in
      for i in 0..<count where !(input[i] > 0) { gradient[i] *= alpha * (lower(input[i]) + 1) }
    }
  }
}

extension ELULayer: KerasSerializable {
  /// `"ELU"`.
  public static var kerasClassName: String { "ELU" }

  /// The options as Keras writes them; it puts `alpha` before `trainable`.
  public var kerasConfiguration: [JSON.Member] {
    var members = kerasBase
    members.insert(JSON.Member("alpha", .number(alpha)), at: 1)
    return members
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      alpha: try options.double("alpha", default: 1), isTrainable: base.isTrainable, name: base.name)
  }
}
