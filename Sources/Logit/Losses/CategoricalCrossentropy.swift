/// The cross-entropy of one-hot labels: for labels t and predicted class probabilities p, -Σⱼ tⱼ log pⱼ.
///
/// After a `.softmax`, or with ``fromLogits``, it is computed from the logits z as
/// Σⱼ tⱼ (log Σₖ exp(zₖ) - zⱼ), which is exact at saturation. After any other activation each row is
/// divided by its sum and clipped to 1e-7...1 - 1e-7 first.
///
/// With label smoothing s and K classes, t becomes t (1 - s) + s / K.
///
/// Follows `keras.losses.CategoricalCrossentropy` on TensorFlow, which takes logits after a softmax. After a
/// sigmoid it takes those for a softmax's, which is the loss of another model; here, as on Keras's other backends,
/// the predicted probabilities count.
public struct CategoricalCrossentropy: Loss, Equatable {
  /// Keras's name, `"categorical_crossentropy"`.
  public let name = "categorical_crossentropy"
  /// Whether the last layer's outputs are logits rather than probabilities.
  public var fromLogits: Bool
  /// The share s by which labels are pulled towards 1 / K.
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

  /// Checks the options, and that there are at least two outputs.
  public func validate(units: Int, layer: String) throws {
    try validateLabelSmoothing(labelSmoothing)
    try requireClasses(units: units, layer: layer)
  }

  /// Checks that labels lie in 0...1 and that each row sums to one, within 1e-3.
  public func validate(labels: Span<Float>, units: Int) throws {
    let tolerance: Float = 1e-3  // rows of rounded probabilities, such as [0.333, 0.333, 0.333], pass
    for row in 0..<labels.count / units {
      var sum: Float = 0
      for column in 0..<units {
        let label = labels[row * units + column]
        guard label >= 0 && label <= 1 else {
          throw LogitError.labelOutOfRange(
            row: row, column: column, value: label, expected: "one-hot rows with values in 0...1",
            remedy: "use Tensor.oneHot(_:classCount:), or .sparseCategoricalCrossentropy with class indices")
        }
        sum += label
      }
      guard abs(sum - 1) <= tolerance else { throw LogitError.labelsNotOneHot(row: row, sum: sum) }
    }
  }

  /// Computes the loss of each row from probabilities, normalised and clipped as Keras does.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let smoothing = Float(labelSmoothing)
    let clip = probabilityClip...(1 - probabilityClip)
    for row in values.indices {
      let columns = row * units..<(row + 1) * units
      var total: Float = 0
      for i in columns { total += predictions[i] }

      var loss: Float = 0
      var carried: Float = 0  // Σₖ pₖ dL/dpₖ, which the division by the row's sum feeds back to every output
      for i in columns {
        let target = labels[i] * (1 - smoothing) + smoothing / Float(units)
        let p = predictions[i] / total
        loss -= target * logarithm(Swift.min(Swift.max(p, clip.lowerBound), clip.upperBound))
        guard !gradient.isEmpty else { continue }
        let derivative = clip.contains(p) ? -target / p : 0
        gradient[i] = derivative
        carried += p * derivative
      }
      values[row] = loss
      guard !gradient.isEmpty else { continue }
      for i in columns { gradient[i] = (gradient[i] - carried) / total }
    }
  }

  /// From the weighted sums before a softmax, or from outputs that are declared to be logits.
  public func head(after activation: any Activation) -> LossHead? {
    let kind = LossHead.Kind.categorical(labelSmoothing: Float(labelSmoothing))
    if activation is Softmax { return LossHead(kind, source: .weightedSums) }
    return fromLogits ? LossHead(kind, source: .outputs) : nil
  }
}

extension Loss {
  /// Throws unless there is one output a class.
  func requireClasses(units: Int, layer: String) throws {
    guard units >= 2 else {
      throw LogitError.invalidArchitecture(
        layer: layer, reason: "\(name) needs one output a class, but it has 1",
        remedy: "use .binaryCrossentropy for two classes, or give the layer one unit a class")
    }
  }
}

extension Loss where Self == CategoricalCrossentropy {
  /// The cross-entropy of one-hot labels; see ``CategoricalCrossentropy``.
  public static var categoricalCrossentropy: CategoricalCrossentropy { CategoricalCrossentropy() }

  /// The cross-entropy of one-hot labels; see ``CategoricalCrossentropy``.
  public static func categoricalCrossentropy(
    fromLogits: Bool = false, labelSmoothing: Double = 0
  ) -> CategoricalCrossentropy {
    CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing)
  }
}
