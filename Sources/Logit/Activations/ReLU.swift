import CLogitKernels

/// The rectifier, f(z) = max(z, 0); NaN stays NaN so that it cannot hide.
///
/// With options, for a negative slope a, a greatest value m and a threshold t:
///
///     f(z) = z           for z > t, cut to 0...m if there is a greatest value
///     f(z) = a (z - t)   elsewhere
///
/// The derivative is 0 at the threshold (a, if a is the only option), and at m it is 1, but 0 where m is 6
/// without a threshold. These are the corners of Keras's code; its documentation has z ≥ t instead, and does
/// not cut at 0.
///
/// Follows `keras.activations.relu`.
public struct ReLU: Activation, Equatable {
  /// Keras's identifier, `"relu"`.
  public let name = "relu"
  /// The slope a below the threshold.
  public var negativeSlope: Double
  /// The greatest value m, if there is one.
  public var maxValue: Double?
  /// The number t that z must exceed to pass.
  public var threshold: Double

  /// Creates the function.
  ///
  /// - Parameters:
  ///   - negativeSlope: The slope a below the threshold: finite and not negative, 0 by default.
  ///   - maxValue: The greatest value m: not negative; none by default.
  ///   - threshold: The number t that z must exceed to pass: finite, 0 by default.
  public init(negativeSlope: Double = 0, maxValue: Double? = nil, threshold: Double = 0) {
    self.negativeSlope = negativeSlope
    self.maxValue = maxValue
    self.threshold = threshold
  }

  /// Whether there are no options, for which there is a faster kernel that needs the outputs only.
  var isPlain: Bool { negativeSlope == 0 && maxValue == nil && threshold == 0 }

  /// `false` without options.
  public var needsInput: Bool { !isPlain }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
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
    output.withUnsafeBufferPointer { output in
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard let output = output.baseAddress, let start = gradient.baseAddress else { return }
        Kernels.current.relu_gradient(output, start, Int64(gradient.count))
      }
    }
  }
}

extension ReLU: KernelActivation {
  /// Keras's identifier, `"relu"`.
  public static let kerasClassName = "relu"

  /// The options of Keras's layer `ReLU`; empty if all are the defaults, since Keras writes its functions by
  /// name alone.
  public var kerasConfiguration: [KerasMember] {
    guard !isPlain else { return [] }
    return [
      KerasMember("max_value", .optional(maxValue)), KerasMember("negative_slope", .number(negativeSlope)),
      KerasMember("threshold", .number(threshold)),
    ]
  }

  /// Takes the options from Keras's names.
  public init(keras options: inout KerasOptions) throws {
    maxValue = try options.optionalDouble("max_value")
    negativeSlope = try options.double("negative_slope", default: 0)
    threshold = try options.double("threshold", default: 0)
  }

  var kernel: logit_activation {
    // Alone, a slope is TensorFlow's leaky rectifier, and 6 its own function; the others are put together
    // from pieces.
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
  public static func relu(
    negativeSlope: Double = 0, maxValue: Double? = nil, threshold: Double = 0
  ) -> ReLU {
    ReLU(negativeSlope: negativeSlope, maxValue: maxValue, threshold: threshold)
  }
}
