/// The cross-entropy of one-hot labels: for labels t and predicted class probabilities p, -Σⱼ tⱼ log pⱼ.
///
/// After a `.softmax`, or with ``fromLogits``, it is computed from the logits z as
/// Σⱼ tⱼ (log Σₖ exp(zₖ) - zⱼ), which is exact at saturation. After any other activation each row is
/// divided by its sum and clipped to 1e-7...1 - 1e-7 first.
///
/// With label smoothing s and K classes, t becomes t (1 - s) + s / K.
///
/// Follows `keras.losses.CategoricalCrossentropy` on TensorFlow, which uses the logits after a softmax. After
/// a sigmoid it treats that function's logits as a softmax's, which is the loss of a different model; here,
/// as on Keras's other backends, the predicted probabilities are used.
public struct CategoricalCrossentropy: Loss, Equatable {
  /// Keras's name, `"categorical_crossentropy"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The amount s by which labels are moved toward 1 / K.
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
    name: String = "categorical_crossentropy"
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

  /// Checks that there is one output per class.
  public func validate(units: Int, layer: String) throws {
    try requireClasses(units: units, layer: layer)
  }

  /// Checks that labels lie in 0...1 and that each row sums to one, within 1e-3.
  public func validate(labels: Span<Float>, units: Int) throws {
    try requireOneHotRows(labels, units: units)
  }

  /// Computes the loss of each row from probabilities, normalized and clipped as Keras does, or from logits.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let smoothing = Float(labelSmoothing)
    for row in values.indices {
      let columns = row * units..<(row + 1) * units
      if fromLogits {
        values[row] = evaluate(
          labels: labels, logits: predictions, columns, smoothing: smoothing, gradient: &gradient)
        continue
      }
      var total: Float = 0
      for i in columns { total += predictions[i] }

      var loss: Float = 0
      var carried: Float = 0  // Σₖ pₖ dL/dpₖ, which the division by the row's sum feeds back to every output
      for i in columns {
        let target = labels[i] * (1 - smoothing) + smoothing / Float(units)
        let p = predictions[i] / total
        loss -= target * logarithm(probabilityRange.clip(p))
        guard !gradient.isEmpty else { continue }
        let derivative = probabilityRange.contains(p) ? -target / p : 0
        gradient[i] = derivative
        carried += p * derivative
      }
      values[row] = loss
      guard !gradient.isEmpty else { continue }
      for i in columns { gradient[i] = (gradient[i] - carried) / total }
    }
  }

  /// One row: Σⱼ tⱼ (log Σₖ exp(zₖ) - zⱼ), and its derivative Σ t · softmax(z) - t.
  private func evaluate(
    labels: Span<Float>, logits z: Span<Float>, _ columns: Range<Int>, smoothing: Float,
    gradient: inout MutableSpan<Float>
  ) -> Float {
    let parts = softmaxParts(z, columns)
    let logSum = logarithm(parts.sum)
    var loss: Float = 0
    var targetSum: Float = 0
    for i in columns {
      let target = labels[i] * (1 - smoothing) + smoothing / Float(columns.count)
      loss += target * (logSum - (z[i] - parts.largest))
      targetSum += target
      if !gradient.isEmpty { gradient[i] = -target }
    }
    guard !gradient.isEmpty else { return loss }
    for i in columns { gradient[i] += targetSum * softmax(z[i], parts) }
    return loss
  }

  /// From the weighted sums before a softmax, or from outputs that are declared to be logits.
  public func head(after activation: any Activation) -> LossHead? {
    let kind = LossHead.Kind.categorical(labelSmoothing: Float(labelSmoothing))
    if activation is Softmax { return LossHead(kind, source: .weightedSums) }
    return fromLogits ? LossHead(kind, source: .outputs) : nil
  }
}

extension CategoricalCrossentropy: KerasSerializable {
  /// `"CategoricalCrossentropy"`.
  public static var kerasClassName: String { "CategoricalCrossentropy" }

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
      name: try options.string("name", default: "categorical_crossentropy"))
    try options.requireLastAxis()
  }
}

extension Loss where Self == CategoricalCrossentropy {
  /// The cross-entropy of one-hot labels; see ``CategoricalCrossentropy``.
  public static var categoricalCrossentropy: CategoricalCrossentropy { CategoricalCrossentropy() }

  /// The cross-entropy of one-hot labels; see ``CategoricalCrossentropy``.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - labelSmoothing: The amount s, in 0...1; 0 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func categoricalCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0, reduction: LossReduction = .sumOverBatchSize
  ) -> CategoricalCrossentropy {
    CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, reduction: reduction)
  }
}
