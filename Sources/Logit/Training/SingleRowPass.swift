import CLogitKernels

/// The forward pass of a model of one dense layer with few units, laid out for rows that come one by one.
///
/// Many rows at once go through tiles of sixteen; for a single row fifteen of them would be computed for
/// nothing. This pass gives the same bits. It holds numbers and addresses only, so that a call counts no
/// references.
struct SingleRowPass: @unchecked Sendable {
  // The weights are never written to.
  private let layer: logit_dense_row
  private let function:
    @convention(c) (
      UnsafePointer<logit_dense_row>?, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?
    ) -> Int64

  /// - Parameters:
  ///   - stack: The model's layers.
  ///   - parameters: Their weights.
  /// - Returns: The pass and the weights it reads, which must live as long; `nil` for another model.
  static func make(
    _ stack: LayerStack, parameters: Tensor<Float>
  ) -> (pass: SingleRowPass, weights: Tensor<Float>)? {
    guard stack.entries.count == 1, let entry = stack.entries.first, let dense = entry.layer as? Dense,
      logit_step_fits(Int64(dense.units)) != 0, let output = dense.activation.singleRowOutput
    else { return nil }
    let (features, units) = (entry.inputCount, dense.units)
    let stride = features.roundedUp(to: LayerStack.alignment)
    let from = parameters.baseAddress + entry.parameterRange.lowerBound
    let weights = Tensor<Float>(unsafeUninitializedShape: [units * stride + LayerStack.alignment]) {
      weights in
      weights.initialize(repeating: 0)
      for unit in 0..<units {
        for feature in 0..<features { weights[unit * stride + feature] = from[feature * units + unit] }
        if dense.useBias { weights[units * stride + unit] = from[features * units + unit] }
      }
    }
    let layer = logit_dense_row(
      kernel: weights.baseAddress, bias: weights.baseAddress + units * stride, features: Int64(features),
      units: Int64(units), stride: Int64(stride), output: output)
    return (SingleRowPass(layer: layer, function: Kernels.current.dense_row), weights)
  }

  /// Computes the outputs of a row in buffers, of which the caller has compared the lengths.
  @inline(__always)
  func callAsFunction(_ x: UnsafeBufferPointer<Float>, _ output: UnsafeMutableBufferPointer<Float>) -> Int {
    callAsFunction(x.baseAddress.unsafelyUnwrapped, into: output.baseAddress.unsafelyUnwrapped)
  }

  /// Computes the outputs of a row.
  ///
  /// - Returns: The place of the first number that is not finite; −1 if all are.
  @inline(__always)
  func callAsFunction(_ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) -> Int {
    withUnsafePointer(to: layer) { Int(function($0, x, output)) }
  }
}

extension Activation {
  /// The activation as the kernel of single rows knows it; `nil` for one that it does not have.
  fileprivate var singleRowOutput: logit_row_output? {
    switch self {
    case is Linear: LOGIT_ROW_SUMS
    case is Sigmoid: LOGIT_ROW_SIGMOID
    case is Softmax: LOGIT_ROW_SOFTMAX
    default: nil
    }
  }
}
