/// The cross-entropy of class indices: for a label k and predicted class probabilities p, -log pₖ.
///
/// The same number as ``CategoricalCrossentropy`` gives for the one-hot form of k, without storing it.
/// After a `.softmax`, or with ``fromLogits``, it is computed from the logits. After any other activation
/// predictions are clipped to 1e-7...1 - 1e-7 and divided by their sum; so they are after a `.softmax` with
/// ``ignoreClass``, since Keras loses sight of the logits when it masks rows.
///
/// Follows `keras.losses.SparseCategoricalCrossentropy` on TensorFlow; after a sigmoid see
/// ``CategoricalCrossentropy``.
public struct SparseCategoricalCrossentropy: Loss, Equatable {
  /// Keras's name, `"sparse_categorical_crossentropy"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The class whose rows count neither in the loss nor in its divisor; any number, such as -1.
  public var ignoreClass: Int?

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - ignoreClass: The class to ignore, such as -1; `nil` by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    fromLogits: Bool = false, ignoreClass: Int? = nil, reduction: LossReduction = .sumOverBatchSize,
    name: String = "sparse_categorical_crossentropy"
  ) {
    self.fromLogits = fromLogits
    self.ignoreClass = ignoreClass
    self.reduction = reduction
    self.name = name
  }

  /// One class index per row.
  public var labelEncoding: LabelEncoding { .classIndex }

  /// ``ignoreClass``.
  public var ignoredClass: Int? { ignoreClass }

  /// Checks that there are at least two outputs.
  public func validate(units: Int, layer: String) throws {
    try requireClasses(units: units, layer: layer)
  }

  /// Checks that every label is a whole number in 0..<units, or the ignored class.
  public func validate(labels: Span<Float>, units: Int) throws {
    try requireClassIndices(labels, units: units)
  }

  /// Computes the loss of each row from probabilities, clipped and normalized as Keras does, or from logits.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let ignored = ignoreClass.map { Float($0) }
    for row in values.indices {
      let columns = row * units..<(row + 1) * units
      if labels[row] == ignored {
        values[row] = 0
        if !gradient.isEmpty { for i in columns { gradient[i] = 0 } }
        continue
      }
      let label = columns.lowerBound + Int(labels[row])
      if fromLogits {
        let parts = softmaxParts(predictions, columns)
        values[row] = logarithm(parts.sum) - (predictions[label] - parts.largest)
        guard !gradient.isEmpty else { continue }
        for i in columns { gradient[i] = softmax(predictions[i], parts) - (i == label ? 1 : 0) }
        continue
      }
      var total: Float = 0
      for i in columns { total += probabilityRange.clip(predictions[i]) }
      let p = probabilityRange.clip(predictions[label])
      values[row] = logarithm(total) - logarithm(p)
      guard !gradient.isEmpty else { continue }
      for i in columns {
        let derivative = 1 / total - (i == label ? 1 / p : 0)
        gradient[i] = probabilityRange.contains(predictions[i]) ? derivative : 0
      }
    }
  }

  /// From the weighted sums before a softmax, or from outputs that are declared to be logits; none with
  /// ``ignoreClass``, which no head knows.
  public func head(after activation: any Activation) -> LossHead? {
    guard ignoreClass == nil else { return nil }
    if activation is Softmax { return LossHead(.sparseCategorical, source: .weightedSums) }
    return fromLogits ? LossHead(.sparseCategorical, source: .outputs) : nil
  }
}

extension SparseCategoricalCrossentropy: KerasSerializable {
  /// `"SparseCategoricalCrossentropy"`.
  public static var kerasClassName: String { "SparseCategoricalCrossentropy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("from_logits", .bool(fromLogits)),
      JSON.Member("ignore_class", .optional(ignoreClass)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      fromLogits: try options.bool("from_logits", default: false),
      ignoreClass: try options.optionalInteger("ignore_class"),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "sparse_categorical_crossentropy"))
  }
}

extension Loss where Self == SparseCategoricalCrossentropy {
  /// The cross-entropy of class indices; see ``SparseCategoricalCrossentropy``.
  public static var sparseCategoricalCrossentropy: SparseCategoricalCrossentropy {
    SparseCategoricalCrossentropy()
  }

  /// The cross-entropy of class indices; see ``SparseCategoricalCrossentropy``.
  ///
  /// - Parameters:
  ///   - fromLogits: Whether the last layer's outputs are logits; `false` by default.
  ///   - ignoreClass: The class to ignore, such as -1; `nil` by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func sparseCategoricalCrossentropy(
    fromLogits: Bool = false, ignoreClass: Int? = nil, reduction: LossReduction = .sumOverBatchSize
  ) -> SparseCategoricalCrossentropy {
    SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass, reduction: reduction)
  }
}
