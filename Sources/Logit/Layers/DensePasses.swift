/// The forward and the backward pass of a dense layer over rows in memory: the one body behind ``Dense``,
/// whether a model calls it or somebody else does.
///
/// A value of its own, so that a model can share the products out over threads and leave the activation to
/// the loss.
///
///     input           [rows, features]
///     weights         kernel [features, units], then bias [units] if there is one; the gradient likewise
///     sums, output    [rows, units]
struct DensePasses: Sendable {
  private let features: Int
  private let units: Int
  private let hasBias: Bool
  /// `nil` when the loss works from the weighted sums.
  private let activation: (any Activation)?
  private let pool: ThreadPool

  private var kernelCount: Int { features * units }

  /// - Parameters:
  ///   - features: The numbers in an input row.
  ///   - leavesActivationToHead: Whether the output is the weighted sums, for a loss that works from them.
  ///   - pool: The threads that share the products; by default the caller works alone.
  init(_ layer: Dense, features: Int, leavesActivationToHead: Bool = false, pool: ThreadPool = .alone) {
    self.features = features
    units = layer.units
    hasBias = layer.useBias
    activation = leavesActivationToHead ? nil : layer.activation
    self.pool = pool
  }

  /// output = activation(input · kernel + bias).
  ///
  /// - Parameter sums: Where to keep the weighted sums if the activation's derivative needs them; empty at
  ///   inference.
  func forward(
    _ input: UnsafePointer<Float>, weights: UnsafePointer<Float>, sums: UnsafeMutableBufferPointer<Float>,
    into output: UnsafeMutablePointer<Float>, rows: Int
  ) {
    pool.denseForward(
      input, weights, hasBias ? weights + kernelCount : nil, rows: rows, features: features,
      units: units, into: output)
    guard let activation else { return }
    if activation.needsInput, !sums.isEmpty {
      sums.baseAddress?.update(from: output, count: rows * units)
    }
    var span = UnsafeMutableBufferPointer(start: output, count: rows * units).mutableSpan
    activation.apply(to: &span, columns: units)
  }

  /// From dL/d output (or dL/d sums) to the layer's gradient and, unless it is `nil`, to dL/d input.
  ///
  /// - Parameters:
  ///   - sums: What the forward pass kept, and perhaps more.
  ///   - outputGradient: Becomes dL/d sums.
  func backward(
    _ input: UnsafePointer<Float>, output: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    sums: UnsafeBufferPointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?, rows: Int
  ) {
    if let activation {
      let count = rows * units
      let sums = UnsafeBufferPointer(rebasing: sums.prefix(count))
      var span = UnsafeMutableBufferPointer(start: outputGradient, count: count).mutableSpan
      activation.backpropagate(
        input: sums.span, output: UnsafeBufferPointer(start: output, count: count).span, gradient: &span,
        columns: units)
    }
    pool.denseParameterGradient(
      input, outputGradient, rows: rows, features: features, units: units,
      kernelGradient: gradient, biasGradient: hasBias ? gradient + kernelCount : nil)
    guard let inputGradient else { return }
    pool.denseInputGradient(
      outputGradient, weights, rows: rows, features: features, units: units,
      inputGradient: inputGradient)
  }
}
