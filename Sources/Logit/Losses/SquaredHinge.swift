/// The squared hinge loss: for labels t of -1 or 1 and scores p of n outputs, Σ max(1 - t p, 0)² / n.
///
/// Labels of 0 and 1 are treated as in ``Hinge``. Follows `keras.losses.SquaredHinge`.
public struct SquaredHinge: Loss, Equatable {
  /// Keras's name, `"squared_hinge"` by default.
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
    name: String = "squared_hinge"
  ) {
    self.reduction = reduction
    self.name = name
  }

  /// Computes the mean over each row's outputs.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let isBinary = labelsAreZeroOrOne(labels)
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        let label = isBinary ? 2 * labels[i] - 1 : labels[i]
        let margin = 1 - label * predictions[i]
        let excess = max(margin, 0)
        sum += excess * excess
        if !gradient.isEmpty { gradient[i] = margin >= 0 ? -2 * excess * label / Float(units) : 0 }
      }
      values[row] = sum / Float(units)
    }
  }
}

extension SquaredHinge: KerasSerializable {
  /// `"SquaredHinge"`.
  public static var kerasClassName: String { "SquaredHinge" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "squared_hinge"))
  }
}

extension Loss where Self == SquaredHinge {
  /// The squared hinge loss; see ``SquaredHinge``.
  public static var squaredHinge: SquaredHinge { SquaredHinge() }

  /// The squared hinge loss; see ``SquaredHinge``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func squaredHinge(
    reduction: LossReduction = .sumOverBatchSize
  ) -> SquaredHinge {
    SquaredHinge(reduction: reduction)
  }
}
