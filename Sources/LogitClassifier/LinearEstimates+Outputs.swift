import Logit
import LogitData
import LogitStatistics

// What estimates say of rows where single precision shows.

extension LinearEstimates {
  /// The sum of absolute weights above which rounding, which moves a feature by 3·10⁻⁸ of its size, shows in
  /// logits: by 10⁻⁵ and more. Such weights are those of columns that nearly explain each other, without a
  /// penalty.
  private static let largestWeights = 256.0

  /// Whether logits need features and weights in double precision.
  var needsDouble: Bool {
    if isAlwaysDouble { return true }
    return kernel.withUnsafeBufferPointer { kernel in
      (0..<outputCount).contains { output in
        var sum = 0.0
        for feature in 0..<featureCount { sum += abs(kernel[feature * outputCount + output]) }
        return sum > Self.largestWeights
      }
    }
  }

  /// The logits of rows, worked out in double precision.
  ///
  /// - Parameter x: The features, `[rows, features]`.
  /// - Returns: `[rows, outputs]`.
  func logits(of x: Tensor<Double>) -> Tensor<Float> {
    let (rows, features, outputs) = (x.shape[0], featureCount, outputCount)
    return x.withUnsafeBufferPointer { x in
      kernel.withUnsafeBufferPointer { kernel in
        Tensor(unsafeUninitializedShape: [rows, outputs]) { logits in
          guard let logits = logits.baseAddress else { return }
          for row in 0..<rows {
            let row = (x: x[row * features..<(row + 1) * features], logits: logits + row * outputs)
            write(UnsafeBufferPointer(rebasing: row.x), to: row.logits, kernel)
          }
        }
      }
    }
  }

  /// The logits of a row, worked out in double precision.
  ///
  /// - Parameters:
  ///   - x: The features of the row.
  ///   - logits: Room for one for each output.
  func write(_ x: UnsafeBufferPointer<Double>, to logits: UnsafeMutablePointer<Float>) {
    kernel.withUnsafeBufferPointer { write(x, to: logits, $0) }
  }

  @inline(__always)
  private func write(
    _ x: UnsafeBufferPointer<Double>, to logits: UnsafeMutablePointer<Float>,
    _ kernel: UnsafeBufferPointer<Double>
  ) {
    let outputs = outputCount
    for output in 0..<outputs {
      var sum = bias[output]
      for feature in x.indices { sum += kernel[feature * outputs + output] * x[feature] }
      logits[output] = Float(sum)
    }
  }
}

extension ClassHead {
  /// What a model of this layer alone says of rows: in double precision where that is needed and there are
  /// such features.
  ///
  /// - Parameters:
  ///   - estimates: Its weights.
  ///   - x: The rows' features.
  ///   - asLogits: Whether logits are wanted; if not, probabilities.
  func outputs(_ estimates: LinearEstimates, of x: FeatureMatrix, asLogits: Bool) throws -> Tensor<Float> {
    if let x = x.double, estimates.needsDouble {
      let logits = estimates.logits(of: x)
      return asLogits ? logits : try ProbabilityAdjustment.own.probabilities(logits)
    }
    let model = try model(estimates)
    return try Predictor(asLogits ? model.withoutOutputActivation() : model).predict(x.single)
  }
}
