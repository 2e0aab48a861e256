/// The Kullback-Leibler divergence: for probabilities t and predicted probabilities p, both clipped to
/// 1e-7...1, Σⱼ tⱼ log(tⱼ / pⱼ).
///
/// Labels outside that range are clipped as well and need not sum to 1, as in Keras: -3 counts as 1e-7, and 7
/// as 1.
///
/// The gradient is 0 where p lies outside that range. Follows `keras.losses.KLDivergence`.
public struct KLDivergence: Loss, Equatable {
  /// Keras's name, `"kl_divergence"` by default.
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
    name: String = "kl_divergence"
  ) {
    self.reduction = reduction
    self.name = name
  }

  /// Computes the loss of each row.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let range = probabilityClip...1
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        let label = range.clip(labels[i])
        let prediction = range.clip(predictions[i])
        sum += label * logarithm(label / prediction)
        if !gradient.isEmpty { gradient[i] = range.contains(predictions[i]) ? -label / prediction : 0 }
      }
      values[row] = sum
    }
  }
}

extension KLDivergence: KerasSerializable {
  /// `"KLDivergence"`.
  public static var kerasClassName: String { "KLDivergence" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "kl_divergence"))
  }
}

extension Loss where Self == KLDivergence {
  /// The Kullback-Leibler divergence; see ``KLDivergence``.
  public static var klDivergence: KLDivergence { KLDivergence() }

  /// The Kullback-Leibler divergence; see ``KLDivergence``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func klDivergence(
    reduction: LossReduction = .sumOverBatchSize
  ) -> KLDivergence {
    KLDivergence(reduction: reduction)
  }
}
