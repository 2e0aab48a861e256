internal import CLogitKernels

/// The cross-entropy of yes-or-no labels: for a label t and a prediction p,
/// -t log p - (1 - t) log(1 - p), averaged over the outputs of a row.
///
/// After a `.sigmoid`, or with ``fromLogits``, it is computed from the logit z as
/// max(z, 0) - z t + log(1 + exp(-|z|)), which is exact at saturation. After any other activation the
/// predictions are clipped to 1e-7...1 - 1e-7 first.
///
/// With label smoothing s, t becomes t (1 - s) + s / 2.
///
/// Follows `keras.losses.BinaryCrossentropy` on TensorFlow, which takes logits after a sigmoid; its other
/// backends clip there too, and so differ at saturation. After a softmax Keras on TensorFlow takes that
/// function's logits for a sigmoid's, which is the loss of another model; here, as on Keras's other backends, the
/// predicted probabilities count.
public struct BinaryCrossentropy: Loss, Equatable {
  /// Keras's name, `"binary_crossentropy"`.
  public let name = "binary_crossentropy"
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The share s by which labels are pulled towards 1/2.
  public var labelSmoothing: Double

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The share s, in 0...1; 0 by default.
  public init(fromLogits: Bool = false, labelSmoothing: Double = 0) {
    self.fromLogits = fromLogits
    self.labelSmoothing = labelSmoothing
  }

  /// Checks the options.
  public func validate(units: Int, layer: String) throws {
    try validateLabelSmoothing(labelSmoothing)
  }

  /// Checks that every label lies in 0...1.
  public func validate(labels: Span<Float>, units: Int) throws {
    for i in labels.indices where !(labels[i] >= 0 && labels[i] <= 1) {
      throw LogitError.labelOutOfRange(
        row: i / units, column: i % units, value: labels[i], expected: "0, 1 or a probability between them",
        remedy: "encode the two classes as 0 and 1")
    }
  }

  /// Computes the loss of each row from probabilities, clipped as Keras does.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let smoothing = Float(labelSmoothing)
    let clip = probabilityClip...(1 - probabilityClip)
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        let target = labels[i] * (1 - smoothing) + smoothing / 2
        let p = Swift.min(Swift.max(predictions[i], clip.lowerBound), clip.upperBound)
        sum -= target * logarithm(p) + (1 - target) * logarithm(1 - p)
        guard !gradient.isEmpty else { continue }
        // Clipping is flat outside its range, so nothing flows back from there.
        let flows = clip.contains(predictions[i])
        gradient[i] = flows ? ((1 - target) / (1 - p) - target / p) / Float(units) : 0
      }
      values[row] = sum / Float(units)
    }
  }

  /// From the weighted sums before a sigmoid, or from outputs that are declared to be logits.
  public func head(after activation: any Activation) -> LossHead? {
    let kind = LossHead.Kind.binary(labelSmoothing: Float(labelSmoothing))
    if activation is Sigmoid { return LossHead(kind, source: .weightedSums) }
    return fromLogits ? LossHead(kind, source: .outputs) : nil
  }
}

/// The natural logarithm, rounded once.
func logarithm(_ x: Float) -> Float {
  Float(logit_log(Double(x)))
}

extension Loss where Self == BinaryCrossentropy {
  /// The cross-entropy of yes-or-no labels; see ``BinaryCrossentropy``.
  public static var binaryCrossentropy: BinaryCrossentropy { BinaryCrossentropy() }

  /// The cross-entropy of yes-or-no labels; see ``BinaryCrossentropy``.
  public static func binaryCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0
  ) -> BinaryCrossentropy {
    BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing)
  }
}
