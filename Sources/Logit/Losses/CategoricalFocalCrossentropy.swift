/// A categorical cross-entropy that gives less weight to classes that are predicted well: for labels t and
/// predicted class probabilities p, -Σⱼ αⱼ (1 - pⱼ)^γ tⱼ log pⱼ.
///
/// Each row of predictions is divided by its sum and clipped to 1e-7...1 - 1e-7; with ``fromLogits`` after a
/// softmax. With label smoothing s and K classes, t becomes t (1 - s) + s / K.
///
/// Follows `keras.losses.CategoricalFocalCrossentropy`, which has no formula for logits either: the gradient
/// is 0 where the softmax is saturated. Source: T. Lin and others, "Focal loss for dense object detection",
/// ICCV 2017.
public struct CategoricalFocalCrossentropy: Loss, Equatable {
  /// Keras's name, `"categorical_focal_crossentropy"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// The weights α of the classes; a single one applies to every class.
  public var alpha: [Double]
  /// The exponent γ, by which rows that are predicted well lose weight.
  public var gamma: Double
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The amount s by which labels are moved toward 1 / K.
  public var labelSmoothing: Double

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - alpha: The weight α of every class, or one per class, at least 0; `[0.25]` by default.
  ///   - gamma: The exponent γ, at least 0; 2 by default.
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    alpha: [Double] = [0.25], gamma: Double = 2, fromLogits: Bool = false, labelSmoothing: Double = 0,
    reduction: LossReduction = .sumOverBatchSize,
    name: String = "categorical_focal_crossentropy"
  ) {
    self.alpha = alpha
    self.gamma = gamma
    self.fromLogits = fromLogits
    self.labelSmoothing = labelSmoothing
    self.reduction = reduction
    self.name = name
  }

  /// Checks the options.
  public func validate() throws {
    try checks.require(
      !alpha.isEmpty && alpha.allSatisfy { $0 >= 0 && $0.isFinite }, "alpha", alpha,
      "one number, or one for each class, finite and not negative")
    try checks.requireNotNegative(gamma, "gamma")
    try checks.requireShare(labelSmoothing, "labelSmoothing")
  }

  /// Checks that there is one output per class, and one alpha for each if there are several.
  public func validate(units: Int, layer: String) throws {
    try checks.require(
      alpha.count == 1 || alpha.count == units, "alpha", alpha,
      "one number, or one for each of the \(units) classes")
    try requireClasses(units: units, layer: layer)
  }

  /// Checks that labels lie in 0...1 and that each row sums to one, within 1e-3.
  public func validate(labels: Span<Float>, units: Int) throws {
    try requireOneHotRows(labels, units: units)
  }

  /// Computes the loss of each row.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let smoothing = Float(labelSmoothing)
    for row in values.indices {
      let columns = row * units..<(row + 1) * units
      let parts = fromLogits ? softmaxParts(predictions, columns) : (0, 1)
      var total: Float = 0
      for i in columns { total += fromLogits ? softmax(predictions[i], parts) : predictions[i] }

      var loss: Float = 0
      var carried: Float = 0  // Σₖ pₖ dL/dpₖ, which the division by the row's sum feeds back to every output
      for i in columns {
        let label = labels[i] * (1 - smoothing) + smoothing / Float(units)
        let weight = Float(alpha.count == 1 ? alpha[0] : alpha[i - columns.lowerBound])
        let p = (fromLogits ? softmax(predictions[i], parts) : predictions[i]) / total
        let clipped = probabilityRange.clip(p)
        let entropy = -label * logarithm(clipped)
        let factor = power(1 - clipped, gamma) * weight
        loss += factor * entropy
        guard !gradient.isEmpty else { continue }
        let slope = gamma == 0 ? 0 : -Float(gamma) * power(1 - clipped, gamma - 1) * (weight * entropy)
        let derivative = probabilityRange.contains(p) ? slope - factor * label / clipped : 0
        gradient[i] = derivative
        carried += p * derivative
      }
      values[row] = loss
      guard !gradient.isEmpty else { continue }
      // The softmax has a term of the same form, which is 0 once the first has been subtracted.
      for i in columns {
        let derivative = (gradient[i] - carried) / total
        gradient[i] = fromLogits ? softmax(predictions[i], parts) * derivative : derivative
      }
    }
  }
}

extension CategoricalFocalCrossentropy: KerasSerializable {
  /// `"CategoricalFocalCrossentropy"`.
  public static var kerasClassName: String { "CategoricalFocalCrossentropy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("from_logits", .bool(fromLogits)),
      JSON.Member("label_smoothing", .number(labelSmoothing)),
      JSON.Member("axis", .integer(-1)),
      JSON.Member("alpha", alpha.count == 1 ? .number(alpha[0]) : .array(alpha.map { .number($0) })),
      JSON.Member("gamma", .number(gamma)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      alpha: try options.doubles("alpha", default: [0.25]),
      gamma: try options.double("gamma", default: 2),
      fromLogits: try options.bool("from_logits", default: false),
      labelSmoothing: try options.double("label_smoothing", default: 0),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "categorical_focal_crossentropy"))
    try options.requireLastAxis()
  }
}

extension Loss where Self == CategoricalFocalCrossentropy {
  /// A categorical cross-entropy that gives less weight to classes that are predicted well; see
  /// ``CategoricalFocalCrossentropy``.
  public static var categoricalFocalCrossentropy: CategoricalFocalCrossentropy {
    CategoricalFocalCrossentropy()
  }

  /// A categorical cross-entropy that gives less weight to classes that are predicted well; see
  /// ``CategoricalFocalCrossentropy``.
  ///
  /// - Parameters:
  ///   - alpha: The weight α of every class, or one per class, at least 0; `[0.25]` by default.
  ///   - gamma: The exponent γ, at least 0; 2 by default.
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func categoricalFocalCrossentropy(
    alpha: [Double] = [0.25], gamma: Double = 2, fromLogits: Bool = false, labelSmoothing: Double = 0,
    reduction: LossReduction = .sumOverBatchSize
  ) -> CategoricalFocalCrossentropy {
    CategoricalFocalCrossentropy(
      alpha: alpha, gamma: gamma, fromLogits: fromLogits, labelSmoothing: labelSmoothing, reduction: reduction
    )
  }
}
