/// The cross-entropy of class indices: for a label k and predicted class probabilities p, -log pₖ.
///
/// The same number as ``CategoricalCrossentropy`` gives for the one-hot form of k, without storing it.
/// After a `.softmax`, or with ``fromLogits``, it is computed from the logits. After any other activation
/// predictions are clipped to 1e-7...1 - 1e-7 and divided by their sum.
///
/// Follows `keras.losses.SparseCategoricalCrossentropy` on TensorFlow; after a sigmoid see
/// ``CategoricalCrossentropy``.
public struct SparseCategoricalCrossentropy: Loss, Equatable {
  /// Keras's name, `"sparse_categorical_crossentropy"`.
  public let name = "sparse_categorical_crossentropy"
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool

  /// Configures the loss.
  ///
  /// - Parameter fromLogits: Whether the last layer's outputs are logits; `false` by default.
  public init(fromLogits: Bool = false) {
    self.fromLogits = fromLogits
  }

  /// One class index a row.
  public var labelEncoding: LabelEncoding { .classIndex }

  /// Checks that there are at least two outputs.
  public func validate(units: Int, layer: String) throws {
    try requireClasses(units: units, layer: layer)
  }

  /// Checks that every label is a whole number in 0..<units.
  public func validate(labels: Span<Float>, units: Int) throws {
    for row in labels.indices where !(0..<Float(units)).contains(labels[row]) || !labels[row].isWhole {
      throw LogitError.labelOutOfRange(
        row: row, column: 0, value: labels[row], expected: "a class index in 0...\(units - 1)",
        remedy: "number the classes from 0, or give the last layer one unit for each class")
    }
  }

  /// Computes the loss of each row from probabilities, clipped and normalised as Keras does.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let clip = probabilityClip...(1 - probabilityClip)
    for row in values.indices {
      let label = row * units + Int(labels[row])
      var total: Float = 0
      for i in row * units..<(row + 1) * units {
        total += Swift.min(Swift.max(predictions[i], clip.lowerBound), clip.upperBound)
      }
      let p = Swift.min(Swift.max(predictions[label], clip.lowerBound), clip.upperBound)
      values[row] = logarithm(total) - logarithm(p)
      guard !gradient.isEmpty else { continue }
      for i in row * units..<(row + 1) * units {
        let derivative = 1 / total - (i == label ? 1 / p : 0)
        gradient[i] = clip.contains(predictions[i]) ? derivative : 0
      }
    }
  }

  /// From the weighted sums before a softmax, or from outputs that are declared to be logits.
  public func head(after activation: any Activation) -> LossHead? {
    if activation is Softmax { return LossHead(.sparseCategorical, source: .weightedSums) }
    return fromLogits ? LossHead(.sparseCategorical, source: .outputs) : nil
  }
}

extension Float {
  var isWhole: Bool { self == rounded(.towardZero) }
}

extension Loss where Self == SparseCategoricalCrossentropy {
  /// The cross-entropy of class indices; see ``SparseCategoricalCrossentropy``.
  public static var sparseCategoricalCrossentropy: SparseCategoricalCrossentropy {
    SparseCategoricalCrossentropy()
  }

  /// The cross-entropy of class indices; see ``SparseCategoricalCrossentropy``.
  public static func sparseCategoricalCrossentropy(fromLogits: Bool = false) -> SparseCategoricalCrossentropy
  {
    SparseCategoricalCrossentropy(fromLogits: fromLogits)
  }
}
