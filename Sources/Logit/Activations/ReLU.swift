import CLogitKernels

/// The rectifier, f(z) = max(z, 0); NaN stays NaN, so that it is not hidden.
///
/// With options, for a negative slope a, a maximum m and a threshold t:
///
///     f(z) = z           for z > t, clipped to 0...m if there is a maximum
///     f(z) = a (z - t)   elsewhere
///
/// At the threshold the derivative is 0 (a, if a is the only option); at m it is 1, except that it is 0 where
/// m is 6 and there is no threshold. This is what Keras's code does at the corners; its documentation has z ≥
/// t instead, and does not clip at 0.
///
/// Follows `keras.activations.relu`.
public struct ReLU: Activation, Equatable {
  /// Keras's identifier, `"relu"`.
  public let name = "relu"
  /// The slope a below the threshold.
  public var negativeSlope: Double
  /// The maximum m, if there is one.
  public var maxValue: Double?
  /// The threshold t that z must exceed to pass.
  public var threshold: Double

  /// Creates the function.
  ///
  /// - Parameters:
  ///   - negativeSlope: The slope a below the threshold: finite and not negative, 0 by default.
  ///   - maxValue: The maximum m: not negative; none by default.
  ///   - threshold: The threshold t that z must exceed to pass: finite, 0 by default.
  public init(negativeSlope: Double = 0, maxValue: Double? = nil, threshold: Double = 0) {
    self.negativeSlope = negativeSlope
    self.maxValue = maxValue
    self.threshold = threshold
  }

  /// Whether all options have their defaults; the faster kernel for that case needs only the outputs.
  var isPlain: Bool { negativeSlope == 0 && maxValue == nil && threshold == 0 }

  /// `false` if all options have their defaults.
  public var needsInput: Bool { !isPlain }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = OptionChecks("ReLU")
    try checks.requireNotNegative(negativeSlope, "negativeSlope")
    try checks.require(
      maxValue.map { $0 >= 0 } ?? true, "maxValue", maxValue ?? 0,
      "nil or a number that is not negative")
    try checks.requireFinite(threshold, "threshold")
  }

  /// Replaces every z by f(z).
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    guard isPlain else { return applyKernel(to: &values) }
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      Kernels.current.relu(start, start, Int64(values.count))
    }
  }

  /// Multiplies the gradient by the derivative.
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    guard isPlain else {
      return backpropagateByKernel(input: input, gradient: &gradient)
    }
    withDerivativeBuffers(output, &gradient) { output, gradient, count in
      Kernels.current.relu_gradient(output, gradient, Int64(count))
    }
  }
}

extension ReLU: KernelActivation {
  /// Keras's identifier, `"relu"`.
  public static let kerasClassName = "relu"

  /// The options of Keras's layer `ReLU`; empty if all are the defaults, for which Keras writes the name
  /// alone.
  public var kerasConfiguration: [JSON.Member] {
    guard !isPlain else { return [] }
    return [
      JSON.Member("max_value", .optional(maxValue)), JSON.Member("negative_slope", .number(negativeSlope)),
      JSON.Member("threshold", .number(threshold)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    maxValue = try options.optionalDouble("max_value")
    negativeSlope = try options.double("negative_slope", default: 0)
    threshold = try options.double("threshold", default: 0)
  }

  var kernel: logit_activation {
    // On its own, a slope is TensorFlow's leaky rectifier and a maximum of 6 its `relu6`; other combinations
    // are assembled from pieces.
    if maxValue == nil && threshold == 0 { return LeakyReLU(negativeSlope: negativeSlope).kernel }
    return .rectifier(
      slope: Float(negativeSlope), limit: maxValue.map { Float($0) }, threshold: Float(threshold),
      isFlatAtLimit: maxValue == 6 && threshold == 0)
  }
}

extension Activation where Self == ReLU {
  /// The rectifier, f(z) = max(z, 0).
  public static var relu: ReLU { ReLU() }

  /// The rectifier with options; see ``ReLU``.
  ///
  /// - Parameters:
  ///   - negativeSlope: The slope a below the threshold: finite and not negative, 0 by default.
  ///   - maxValue: The maximum m: not negative; none by default.
  ///   - threshold: The threshold t that z must exceed to pass: finite, 0 by default.
  public static func relu(
    negativeSlope: Double = 0, maxValue: Double? = nil, threshold: Double = 0
  ) -> ReLU {
    ReLU(negativeSlope: negativeSlope, maxValue: maxValue, threshold: threshold)
  }
}
