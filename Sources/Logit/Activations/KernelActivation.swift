import CLogitKernels

/// An elementwise activation computed by the vector kernels, which have the formula and the derivative of
/// each kind.
protocol KernelActivation: Activation, KerasSerializable {
  /// The formula and its options for the kernels.
  var kernel: logit_activation { get }
}

extension KernelActivation {
  /// Keras's identifier.
  public var name: String { Self.kerasClassName }

  /// `true`: the derivative follows from the pre-activations.
  public var needsInput: Bool { true }

  /// Replaces every z by f(z).
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    applyKernel(to: &values)
  }

  /// Multiplies the gradient by the derivative f'(z).
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    backpropagateByKernel(input: input, gradient: &gradient)
  }

  func applyKernel(to values: inout MutableSpan<Float>) {
    var kernel = kernel
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      Kernels.current.activate(&kernel, start, start, Int64(values.count))
    }
  }

  func backpropagateByKernel(input: Span<Float>, gradient: inout MutableSpan<Float>) {
    var kernel = kernel
    withDerivativeBuffers(input, &gradient) { input, gradient, count in
      Kernels.current.activate_gradient(&kernel, input, gradient, Int64(count))
    }
  }
}

/// An activation without options, which Keras knows by name alone.
protocol OptionFreeActivation: Activation, KerasSerializable {
  init()
}

extension OptionFreeActivation {
  /// Empty: there are no options.
  public var kerasConfiguration: [JSON.Member] { [] }

  /// Creates the function; there are no options to read.
  public init(keras options: inout JSONFields) throws { self.init() }
}

extension logit_activation {
  init(_ kind: logit_activation_kind) {
    self.init()
    self.kind = kind
  }

  /// A function of up to three lines. A bound belongs to the middle; `nextUp` and `nextDown` give it to the
  /// neighboring part instead.
  static func lines(
    below: logit_line = .init(), to lower: Float = -.infinity, middle: logit_line,
    from upper: Float = .infinity,
    above: logit_line = .init()
  ) -> logit_activation {
    var kernel = logit_activation(LOGIT_ACTIVATION_LINES)
    (kernel.below, kernel.middle, kernel.above) = (below, middle, above)
    (kernel.lower, kernel.upper) = (lower, upper)
    return kernel
  }

  /// scale · z above 0 and amplitude · (exp(z / divisor) - 1) elsewhere.
  ///
  /// - Parameter start: The number above which the line begins.
  static func exponentialUnit(
    scale: Float = 1, amplitude: Float, divisor: Float = 1, start: Float = 0
  ) -> logit_activation {
    var kernel = logit_activation(LOGIT_ACTIVATION_EXPONENTIAL_UNIT)
    (kernel.scale, kernel.amplitude, kernel.divisor, kernel.lower) = (scale, amplitude, divisor, start)
    return kernel
  }

  /// z, clipped to 0...limit if there is one, above the threshold, and slope · (z - threshold) elsewhere.
  ///
  /// - Parameter isFlatAtLimit: Whether the derivative is 0 at the limit itself.
  static func rectifier(
    slope: Float = 0, limit: Float?, threshold: Float = 0, isFlatAtLimit: Bool = false
  ) -> logit_activation {
    var kernel = logit_activation(LOGIT_ACTIVATION_RECTIFIER)
    kernel.below = .line(slope, -threshold)
    kernel.lower = threshold
    kernel.limit = limit ?? .infinity
    kernel.upper = isFlatAtLimit ? kernel.limit.nextDown : kernel.limit
    kernel.is_limited = limit == nil ? 0 : 1
    return kernel
  }
}

extension logit_line {
  /// z.
  static let identity = logit_line(slope: 1, offset: 0, constant: 0)

  /// The same number for every z.
  static func constant(_ value: Float) -> logit_line { logit_line(slope: 0, offset: 0, constant: value) }

  /// slope · (z + offset).
  static func line(_ slope: Float, _ offset: Float) -> logit_line {
    logit_line(slope: slope, offset: offset, constant: 0)
  }
}
