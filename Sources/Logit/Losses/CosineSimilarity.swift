/// The negative cosine between the labels and the predictions of a row: -Σ t p / (|t| |p|), with norms of at
/// least 1e-7.
///
/// -1 means the same direction, 0 a right angle, 1 opposite directions. Over the outputs of a row only, which
/// is Keras's default `axis`. Follows `keras.losses.CosineSimilarity`, whose JSON does not record the axis.
public struct CosineSimilarity: Loss, Equatable {
  /// Keras's name, `"cosine_similarity"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    reduction: LossReduction = .sumOverBatchSize,
    name: String = "cosine_similarity"
  ) {
    self.reduction = reduction
    self.name = name
  }

  /// Computes the loss of each row.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    for row in values.indices {
      let columns = row * units..<(row + 1) * units
      let (labelScale, _) = inverseNorm(labels, columns)
      let (scale, isClipped) = inverseNorm(predictions, columns)
      var cosine: Float = 0
      for i in columns { cosine += (labels[i] * labelScale) * (predictions[i] * scale) }
      values[row] = -cosine
      guard !gradient.isEmpty else { continue }
      for i in columns {
        let along = isClipped ? 0 : cosine * (predictions[i] * scale)
        gradient[i] = scale * (along - labels[i] * labelScale)
      }
    }
  }

  /// 1 over the norm, at most 1e7, and whether that bound applies, where the norm does not vary.
  private func inverseNorm(_ vector: Span<Float>, _ columns: Range<Int>) -> (scale: Float, isClipped: Bool) {
    var sum: Float = 0
    for i in columns { sum += vector[i] * vector[i] }
    let inverse = 1 / sum.squareRoot()
    return inverse > 1 / probabilityClip ? (1 / probabilityClip, true) : (inverse, false)
  }
}

extension CosineSimilarity: KerasSerializable {
  /// `"CosineSimilarity"`.
  public static var kerasClassName: String { "CosineSimilarity" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "cosine_similarity"))
  }
}

extension Loss where Self == CosineSimilarity {
  /// The negative cosine between labels and predictions; see ``CosineSimilarity``.
  public static var cosineSimilarity: CosineSimilarity { CosineSimilarity() }

  /// The negative cosine between labels and predictions; see ``CosineSimilarity``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func cosineSimilarity(
    reduction: LossReduction = .sumOverBatchSize
  ) -> CosineSimilarity {
    CosineSimilarity(reduction: reduction)
  }
}
