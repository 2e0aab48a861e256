/// A binary cross-entropy that gives less weight to outputs that are predicted well: for a label t and a
/// prediction p, with pₜ = t p + (1 - t)(1 - p), it is (1 - pₜ)^γ (-t log p - (1 - t) log(1 - p)), averaged
/// over the outputs of a row.
///
/// With ``applyClassBalancing`` it is multiplied by t α + (1 - t)(1 - α). With label smoothing s, t becomes t
/// (1 - s) + s / 2. Without ``fromLogits`` the cross-entropy clips predictions to 1e-7...1 - 1e-7; with it,
/// it is computed from the logit, and only the factor from the probability.
///
/// Follows `keras.losses.BinaryFocalCrossentropy`. α does nothing without ``applyClassBalancing``; with γ
/// between 0 and 1 the gradient is NaN at a correct probability of exactly 0 or 1. In Keras it is also NaN
/// with γ = 0, as 0 · ∞; here the gradient with γ = 0 is that of the cross-entropy. After a sigmoid layer
/// Keras on TensorFlow computes the cross-entropy from that layer's logits; here it is clipped, as on Keras's
/// other backends: the two differ where a probability is within 1e-7 of 0 or 1. Source: T. Lin and others,
/// "Focal loss for dense object detection", ICCV 2017.
public struct BinaryFocalCrossentropy: Loss, Equatable {
  /// Keras's name, `"binary_focal_crossentropy"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// Whether ``alpha`` weights the two labels.
  public var applyClassBalancing: Bool
  /// The weight α of label 1, and 1 - α of label 0, if ``applyClassBalancing``.
  public var alpha: Double
  /// The exponent γ, by which rows that are predicted well lose weight.
  public var gamma: Double
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The amount s by which labels are moved toward 1/2.
  public var labelSmoothing: Double

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - applyClassBalancing: Whether α weights the two labels; `false` by default.
  ///   - alpha: The weight α of label 1 in balancing, in 0...1; 0.25 by default.
  ///   - gamma: The exponent γ, at least 0; 2 by default.
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    applyClassBalancing: Bool = false, alpha: Double = 0.25, gamma: Double = 2, fromLogits: Bool = false,
    labelSmoothing: Double = 0, reduction: LossReduction = .sumOverBatchSize,
    name: String = "binary_focal_crossentropy"
  ) {
    self.applyClassBalancing = applyClassBalancing
    self.alpha = alpha
    self.gamma = gamma
    self.fromLogits = fromLogits
    self.labelSmoothing = labelSmoothing
    self.reduction = reduction
    self.name = name
  }

  /// Checks the options.
  public func validate() throws {
    try checks.requireShare(alpha, "alpha")
    try checks.requireNotNegative(gamma, "gamma")
    try checks.requireShare(labelSmoothing, "labelSmoothing")
  }

  /// Checks that every label lies in 0...1.
  public func validate(labels: Span<Float>, units: Int) throws {
    try requireProbabilities(labels, units: units)
  }

  /// Computes the loss of each row.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let smoothing = Float(labelSmoothing)
    let alpha = Float(alpha)
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        let label = labels[i] * (1 - smoothing) + smoothing / 2
        let weight = applyClassBalancing ? label * alpha + (1 - label) * (1 - alpha) : 1
        let p = fromLogits ? logistic(predictions[i]) : predictions[i]
        let hit = label * p + (1 - label) * (1 - p)
        let factor = power(1 - hit, gamma)
        let entropy =
          fromLogits
          ? crossentropy(label: label, logit: predictions[i])
          : crossentropy(label: label, probability: p)
        sum += weight * (factor * entropy)
        guard !gradient.isEmpty else { continue }
        // The order of Keras's chain rule, infinities included: the factor's derivative by p, and the
        // entropy's by p or by the logit.
        let slope = gamma == 0 ? 0 : -Float(gamma) * power(1 - hit, gamma - 1) * (weight * entropy)
        let byFactor = label * slope + (1 - label) * -slope
        let byEntropy: Float
        if fromLogits {
          byEntropy = p - label
        } else {
          byEntropy = crossentropyDerivative(label: label, probability: p)
        }
        gradient[i] =
          ((fromLogits ? byFactor * (p * (1 - p)) : byFactor) + weight * factor * byEntropy) / Float(units)
      }
      values[row] = sum / Float(units)
    }
  }
}

extension BinaryFocalCrossentropy: KerasSerializable {
  /// `"BinaryFocalCrossentropy"`.
  public static var kerasClassName: String { "BinaryFocalCrossentropy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("from_logits", .bool(fromLogits)),
      JSON.Member("label_smoothing", .number(labelSmoothing)),
      JSON.Member("axis", .integer(-1)),
      JSON.Member("apply_class_balancing", .bool(applyClassBalancing)),
      JSON.Member("alpha", .number(alpha)),
      JSON.Member("gamma", .number(gamma)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      applyClassBalancing: try options.bool("apply_class_balancing", default: false),
      alpha: try options.double("alpha", default: 0.25),
      gamma: try options.double("gamma", default: 2),
      fromLogits: try options.bool("from_logits", default: false),
      labelSmoothing: try options.double("label_smoothing", default: 0),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "binary_focal_crossentropy"))
    try options.requireLastAxis()
  }
}

extension Loss where Self == BinaryFocalCrossentropy {
  /// A binary cross-entropy that gives less weight to outputs that are predicted well; see
  /// ``BinaryFocalCrossentropy``.
  public static var binaryFocalCrossentropy: BinaryFocalCrossentropy { BinaryFocalCrossentropy() }

  /// A binary cross-entropy that gives less weight to outputs that are predicted well; see
  /// ``BinaryFocalCrossentropy``.
  ///
  /// - Parameters:
  ///   - applyClassBalancing: Whether α weights the two labels; `false` by default.
  ///   - alpha: The weight α of label 1 in balancing, in 0...1; 0.25 by default.
  ///   - gamma: The exponent γ, at least 0; 2 by default.
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func binaryFocalCrossentropy(
    applyClassBalancing: Bool = false, alpha: Double = 0.25, gamma: Double = 2, fromLogits: Bool = false,
    labelSmoothing: Double = 0, reduction: LossReduction = .sumOverBatchSize
  ) -> BinaryFocalCrossentropy {
    BinaryFocalCrossentropy(
      applyClassBalancing: applyClassBalancing, alpha: alpha, gamma: gamma, fromLogits: fromLogits,
      labelSmoothing: labelSmoothing, reduction: reduction)
  }
}
