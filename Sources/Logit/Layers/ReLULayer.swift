/// A rectifier with a slope below its threshold and a cap, as a layer:
/// f(x) = min(x, maximum) for x above the threshold, slope · (x - threshold) elsewhere.
///
/// Called `ReLU` in Keras, a name that here belongs to the activation. As in Keras the cap cuts from above
/// only.
///
/// Follows `keras.layers.ReLU`.
public struct ReLULayer: FunctionLayer, Equatable {
  /// The largest output, if there is one.
  public var maxValue: Double?
  /// The slope below the threshold.
  public var negativeSlope: Double
  /// The x up to which the lower part applies.
  public var threshold: Double
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - maxValue: The largest output, at least 0; none by default.
  ///   - negativeSlope: The slope below the threshold, at least 0; 0 by default.
  ///   - threshold: At least 0; 0 by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `re_lu`, `re_lu_1`, ...
  public init(
    maxValue: Double? = nil, negativeSlope: Double = 0, threshold: Double = 0, isTrainable: Bool = true,
    name: String? = nil
  ) {
    self.maxValue = maxValue
    self.negativeSlope = negativeSlope
    self.threshold = threshold
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"ReLU"`.
  public var typeName: String { "ReLU" }

  var function: any Activation {
    guard maxValue == nil && negativeSlope == 0 && threshold == 0 else { return BentRectifier(self) }
    return .relu
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    if let maxValue { try checks.requireNotNegative(maxValue, "maxValue") }
    try checks.requireNotNegative(negativeSlope, "negativeSlope")
    try checks.requireNotNegative(threshold, "threshold")
  }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }
}

/// The arithmetic of Keras's `relu` with options, step by step, because its derivative differs at the
/// corners.
private struct BentRectifier: Activation {
  // Not stored: the value has to fit an existential without a box, since it is made for each pass.
  var name: String { "relu" }
  let slope: Float
  let threshold: Float
  let limit: Float
  /// Whether the upper corner passes the gradient; Keras's separate operation for 6 does not.
  let passesAtLimit: Bool

  init(_ layer: ReLULayer) {
    slope = Float(layer.negativeSlope)
    threshold = Float(layer.threshold)
    limit = layer.maxValue.map { Float($0) } ?? .infinity
    passesAtLimit = !(limit == 6 && threshold == 0)
  }

  var needsInput: Bool { true }

  func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      for i in values.indices {
        let x = values[i]
        let upper = x > threshold ? min(x, limit) : 0
        values[i] = x.isNaN ? x : x > threshold || slope == 0 ? upper : -slope * max(threshold - x, 0)
      }
    }
  }

  func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    withDerivativeBuffers(input, &gradient) { input, gradient, count in
      for i in 0..<count {
        let x = input[i]
        let isAbove = x > threshold && (passesAtLimit ? x <= limit : x < limit)
        // A leaky rectifier without any other option has its slope at 0 too; with them nothing passes there.
        let isBelow = x < threshold || (x == threshold && threshold == 0 && limit == .infinity)
        gradient[i] *= isAbove ? 1 : isBelow ? slope : 0
      }
    }
  }
}

extension ReLULayer: KerasSerializable {
  /// `"ReLU"`.
  public static var kerasClassName: String { "ReLU" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [
      JSON.Member("max_value", .optional(maxValue)), JSON.Member("negative_slope", .number(negativeSlope)),
      JSON.Member("threshold", .number(threshold)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      maxValue: try options.optionalDouble("max_value"),
      negativeSlope: try options.double("negative_slope", default: 0),
      threshold: try options.double("threshold", default: 0), isTrainable: base.isTrainable, name: base.name)
  }
}
