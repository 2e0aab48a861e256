/// The binary cross-entropy: for a label t and a prediction p, -t log p - (1 - t) log(1 - p), averaged over
/// the outputs of a row.
///
/// After a `.sigmoid`, or with ``fromLogits``, it is computed from the logit z as
/// max(z, 0) - z t + log(1 + exp(-|z|)), which is exact at saturation. After any other activation the
/// predictions are clipped to 1e-7...1 - 1e-7 first.
///
/// With label smoothing s, t becomes t (1 - s) + s / 2.
///
/// Follows `keras.losses.BinaryCrossentropy` on TensorFlow, which uses the logits after a sigmoid; its other
/// backends clip there too, and so differ at saturation. After a softmax, Keras on TensorFlow treats that
/// function's logits as a sigmoid's, which is the loss of a different model; here, as on Keras's other
/// backends, the predicted probabilities are used.
public struct BinaryCrossentropy: Loss, Equatable {
  /// Keras's name, `"binary_crossentropy"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The amount s by which labels are moved toward 1/2.
  public var labelSmoothing: Double

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    fromLogits: Bool = false, labelSmoothing: Double = 0, reduction: LossReduction = .sumOverBatchSize,
    name: String = "binary_crossentropy"
  ) {
    self.fromLogits = fromLogits
    self.labelSmoothing = labelSmoothing
    self.reduction = reduction
    self.name = name
  }

  /// Checks the options.
  public func validate() throws {
    try checks.requireShare(labelSmoothing, "labelSmoothing")
  }

  /// Checks that every label lies in 0...1.
  public func validate(labels: Span<Float>, units: Int) throws {
    try requireProbabilities(labels, units: units)
  }

  /// Computes the loss of each row from probabilities, clipped as Keras does, or from logits.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let smoothing = Float(labelSmoothing)
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        let label = labels[i] * (1 - smoothing) + smoothing / 2
        let prediction = predictions[i]
        if fromLogits {
          sum += crossentropy(label: label, logit: prediction)
          if !gradient.isEmpty { gradient[i] = (logistic(prediction) - label) / Float(units) }
        } else {
          sum += crossentropy(label: label, probability: prediction)
          guard !gradient.isEmpty else { continue }
          gradient[i] = crossentropyDerivative(label: label, probability: prediction) / Float(units)
        }
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

extension BinaryCrossentropy: KerasSerializable {
  /// `"BinaryCrossentropy"`.
  public static var kerasClassName: String { "BinaryCrossentropy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("from_logits", .bool(fromLogits)),
      JSON.Member("label_smoothing", .number(labelSmoothing)),
      JSON.Member("axis", .integer(-1)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      fromLogits: try options.bool("from_logits", default: false),
      labelSmoothing: try options.double("label_smoothing", default: 0),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "binary_crossentropy"))
    try options.requireLastAxis()
  }
}

extension Loss where Self == BinaryCrossentropy {
  /// The binary cross-entropy; see ``BinaryCrossentropy``.
  public static var binaryCrossentropy: BinaryCrossentropy { BinaryCrossentropy() }

  /// The binary cross-entropy; see ``BinaryCrossentropy``.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func binaryCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0, reduction: LossReduction = .sumOverBatchSize
  ) -> BinaryCrossentropy {
    BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, reduction: reduction)
  }
}

/// -t log p - (1 - t) log(1 - p), with p clipped.
func crossentropy(label: Float, probability: Float) -> Float {
  let p = probabilityRange.clip(probability)
  return -(label * logarithm(p) + (1 - label) * logarithm(1 - p))
}

/// The derivative by p: clipping is flat outside its range, so nothing flows back from there.
func crossentropyDerivative(label: Float, probability p: Float) -> Float {
  probabilityRange.contains(p) ? (1 - label) / (1 - p) - label / p : 0
}

/// The same for p = 1 / (1 + exp(-z)): max(z, 0) - z t + log(1 + exp(-|z|)).
func crossentropy(label: Float, logit z: Float) -> Float {
  max(z, 0) - z * label + softplus(-abs(z))
}
