/// The multi-class hinge loss: for one-hot labels t and scores p, max(1 + maxⱼ (1 - tⱼ) pⱼ - Σⱼ tⱼ pⱼ, 0).
///
/// The maximum runs over the correct class as well, whose term is 0, so it is at least 0. Among equally large
/// terms the gradient is shared evenly. Follows `keras.losses.CategoricalHinge`.
public struct CategoricalHinge: Loss, Equatable {
  /// Keras's name, `"categorical_hinge"` by default.
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
    name: String = "categorical_hinge"
  ) {
    self.reduction = reduction
    self.name = name
  }

  /// Checks that there are at least two outputs.
  public func validate(units: Int, layer: String) throws {
    try requireClasses(units: units, layer: layer)
  }

  /// Computes the loss of each row.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    for row in values.indices {
      let columns = row * units..<(row + 1) * units
      var right: Float = 0
      var wrong = -Float.infinity
      var ties: Float = 0
      for i in columns {
        right += labels[i] * predictions[i]
        let score = (1 - labels[i]) * predictions[i]
        if score > wrong {
          (wrong, ties) = (score, 1)
        } else if score == wrong {
          ties += 1
        }
      }
      let margin = wrong - right + 1
      values[row] = max(margin, 0)
      guard !gradient.isEmpty else { continue }
      for i in columns {
        let share = (1 - labels[i]) * predictions[i] == wrong ? (1 - labels[i]) / ties : 0
        gradient[i] = margin >= 0 ? share - labels[i] : 0
      }
    }
  }
}

extension CategoricalHinge: KerasSerializable {
  /// `"CategoricalHinge"`.
  public static var kerasClassName: String { "CategoricalHinge" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "categorical_hinge"))
  }
}

extension Loss where Self == CategoricalHinge {
  /// The multi-class hinge loss; see ``CategoricalHinge``.
  public static var categoricalHinge: CategoricalHinge { CategoricalHinge() }

  /// The multi-class hinge loss; see ``CategoricalHinge``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func categoricalHinge(
    reduction: LossReduction = .sumOverBatchSize
  ) -> CategoricalHinge {
    CategoricalHinge(reduction: reduction)
  }
}
