/// A cross-entropy that is robust to wrong labels: for a label k and predicted class probabilities p, (1 -
/// pₖ^q) / q.
///
/// It lies between the cross-entropy (q → 0) and the absolute error (q = 1). Probabilities are not clipped:
/// at pₖ = 0 the gradient is infinite (and NaN for the other classes), as in Keras, so use it after a
/// `.softmax`.
///
/// Follows `keras.losses.CategoricalGeneralizedCrossEntropy` for labels of the shape `[rows]`; given `[rows,
/// 1]`, Keras pairs every label with every row, here each label belongs to its row. Source: Z. Zhang and M.
/// Sabuncu, "Generalized cross entropy loss for training deep neural networks with noisy labels", NeurIPS
/// 2018.
public struct CategoricalGeneralizedCrossEntropy: Loss, Equatable {
  /// Keras's name, `"categorical_generalized_cross_entropy"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// The exponent q: near 0 the loss is the cross-entropy, near 1 the absolute error.
  public var q: Double

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - q: The exponent q, above 0 and below 1; 0.5 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    q: Double = 0.5, reduction: LossReduction = .sumOverBatchSize,
    name: String = "categorical_generalized_cross_entropy"
  ) {
    self.q = q
    self.reduction = reduction
    self.name = name
  }

  /// One class index per row.
  public var labelEncoding: LabelEncoding { .classIndex }

  /// Checks the options.
  public func validate() throws {
    try checks.require(q > 0 && q < 1, "q", q, "above 0 and below 1")
  }

  /// Checks that there is one output per class.
  public func validate(units: Int, layer: String) throws {
    try requireClasses(units: units, layer: layer)
  }

  /// Checks that every label is a class index.
  public func validate(labels: Span<Float>, units: Int) throws {
    try requireClassIndices(labels, units: units)
  }

  /// Computes the loss of each row.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    for row in values.indices {
      let label = row * units + Int(labels[row])
      let p = predictions[label]
      values[row] = (1 - power(p, q)) / Float(q)
      guard !gradient.isEmpty else { continue }
      let slope = -power(p, q - 1)
      for i in row * units..<(row + 1) * units { gradient[i] = slope * (i == label ? 1 : 0) }
    }
  }
}

extension CategoricalGeneralizedCrossEntropy: KerasSerializable {
  /// `"CategoricalGeneralizedCrossEntropy"`.
  public static var kerasClassName: String { "CategoricalGeneralizedCrossEntropy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("q", .number(q))
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      q: try options.double("q", default: 0.5),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "categorical_generalized_cross_entropy"))
  }
}

extension Loss where Self == CategoricalGeneralizedCrossEntropy {
  /// A cross-entropy that is robust to wrong labels; see ``CategoricalGeneralizedCrossEntropy``.
  public static var categoricalGeneralizedCrossEntropy: CategoricalGeneralizedCrossEntropy {
    CategoricalGeneralizedCrossEntropy()
  }

  /// A cross-entropy that is robust to wrong labels; see ``CategoricalGeneralizedCrossEntropy``.
  ///
  /// - Parameters:
  ///   - q: The exponent q, above 0 and below 1; 0.5 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func categoricalGeneralizedCrossEntropy(
    q: Double = 0.5, reduction: LossReduction = .sumOverBatchSize
  ) -> CategoricalGeneralizedCrossEntropy {
    CategoricalGeneralizedCrossEntropy(q: q, reduction: reduction)
  }
}
